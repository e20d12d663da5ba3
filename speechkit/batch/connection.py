"""The way to the scheduler of a Dask cluster."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from speechkit.batch.chunks import ChunkSize
from speechkit.batch.run import WINDOW
from speechkit.errors import UsageError, printable
from speechkit.extras import install_command

if TYPE_CHECKING:
    from distributed import Client, Security

_CONNECT = 6  # seconds to reach the scheduler in
_MOST_BYTES = 8 << 20  # of documents in a chunk, which may be sent with it; Dask complains from 10 MB on


class Address(msgspec.Struct, frozen=True):
    """Where the scheduler is, as in tcp://host:8786, and the files to prove by TLS who is who."""

    scheduler: str
    ca_file: str | None = None
    cert: str | None = None
    key: str | None = None


class Connection:
    """A client of a scheduler. Raises ``UsageError`` where there is none to be had, within ten seconds."""

    def __init__(self, address: Address) -> None:
        if find_spec("distributed") is None:
            raise UsageError(f"--scheduler takes distributed, which is not installed: {install_command('cluster')}")
        import dask
        from distributed import Client

        _silence()
        dask.config.set({"distributed.comm.timeouts.connect": _CONNECT})
        self.scheduler = printable(address.scheduler)
        security = _security(address)
        try:
            with warnings.catch_warnings():  # of other versions of this and that; for ours, see `run_chunk`
                warnings.simplefilter("ignore")
                # A client that cannot be made takes long to be unmade: first see who is there.
                asyncio.run(asyncio.wait_for(_knock(address.scheduler, security), _CONNECT + 0.5))
                self.client: Client = Client(
                    address.scheduler, security=security, timeout=_CONNECT, set_as_default=False
                )
        except Exception as error:  # of many kinds, as the address may be anything, and anything may be there
            detail = printable(" ".join((str(error) or "no answer").split()))[:200]
            raise UsageError(f"cannot reach a Dask scheduler at {self.scheduler}: {detail}") from None

    @staticmethod
    def chunk_size(documents: int) -> ChunkSize:
        """The size of chunks of so many documents."""
        return ChunkSize(documents, _MOST_BYTES, _MOST_BYTES)

    def threads(self) -> int:
        """The threads that the workers have together, which may be none; also 0 where the scheduler has gone."""
        try:
            return sum(self.client.nthreads().values())
        except (OSError, CancelledError):
            return 0

    def window(self, documents: int) -> int:
        """How many documents may be out, in chunks of so many, so that no worker waits for the first of them."""
        return max(WINDOW, 4 * documents * self.threads())

    def close(self) -> None:
        """Let go of the scheduler, and with that of all that it does for us."""
        with suppress(Exception):
            self.client.close(timeout=2)


def _security(address: Address) -> Security:
    """What TLS takes: the files given, else what Dask's own configuration says. Raises ``UsageError``."""
    from distributed import Security

    files = {"tls_ca_file": address.ca_file, "tls_client_cert": address.cert, "tls_client_key": address.key}
    given = {name: file for name, file in files.items() if file}
    for file in given.values():
        if not os.access(file, os.R_OK):
            raise UsageError(f"{printable(file)} cannot be read; a cluster's TLS files are PEM files")
    security = Security(**given, require_encryption=True) if given else Security()
    encrypted = given or address.scheduler.startswith("tls:")
    try:
        if encrypted and security.get_connection_args("client")["ssl_context"] is None:
            raise UsageError("TLS takes --tls-ca-file, --tls-cert and, where that has no key in it, --tls-key")
    except OSError as error:  # as ssl says that a file is none of its kind
        raise UsageError(f"the files for TLS are of no use: {printable(str(error))}") from None
    return security


async def _knock(scheduler: str, security: Security) -> None:
    """Connect, and ask who answers. Raises whatever goes wrong."""
    from distributed.comm import connect

    comm = await connect(scheduler, timeout=_CONNECT, **security.get_connection_args("client"))
    try:
        await comm.write({"op": "identity", "reply": True})
        kind = (await comm.read())["type"]
    finally:
        comm.abort()
    if kind != "Scheduler":
        raise ValueError(f"that is a {kind.lower()}")


def _silence() -> None:
    """What goes wrong is told in sentences of ours."""
    for name in [each for each in logging.root.manager.loggerDict if each.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
