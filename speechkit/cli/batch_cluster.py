"""The options of ``speechkit batch`` that take it to a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
import msgspec

from speechkit.cli.options import PATH
from speechkit.errors import UsageError

if TYPE_CHECKING:
    from speechkit.batch.chunks import ChunkSize
    from speechkit.batch.connection import Connection
    from speechkit.batch.records import Executor
    from speechkit.batch.work import Job

_CHUNK = 200  # documents


class OnCluster(msgspec.Struct, frozen=True):
    """A scheduler that was reached, the documents of a chunk, and whether their bytes are sent."""

    connection: Connection
    documents: int
    ship: bool

    def chunk_size(self) -> ChunkSize:
        """The size of chunks."""
        return self.connection.chunk_size(self.documents)

    def executor(self, job: Job, timeout: float) -> Executor:
        """The cluster as an executor."""
        from functools import partial
        from pathlib import Path

        from speechkit.batch.cluster import Cluster
        from speechkit.batch.remote import Item, Named, analyze_item, packed

        dictionary = job.config.segment.user_dictionary if job.words else None
        named = Named(
            tuple(Path(file).read_bytes() for file in job.config.glossary.files),
            Path(dictionary).read_bytes() if dictionary else None,
        )
        work = partial(analyze_item, job, os.fsencode(os.getcwd()), named)
        return Cluster(self.connection, work, timeout, partial(packed, job) if self.ship else Item)


def cluster_options(function: Callable[..., None]) -> Callable[..., None]:
    """--scheduler and what goes with it, handed to the command as ``cluster``, a context of ``OnCluster | None``."""

    @click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster, such as tcp://host:8786.")
    @click.option(
        "--chunk-docs", type=click.IntRange(1), metavar="N", help=f"Speeches sent at once to it. [default: {_CHUNK}]"
    )
    @click.option("--ship", is_flag=True, help="Send it the files themselves, which it need not have.")
    @click.option("--tls-ca-file", type=PATH, metavar="FILE", help="Who may vouch for the cluster (PEM).")
    @click.option("--tls-cert", type=PATH, metavar="FILE", help="Our certificate for the cluster (PEM).")
    @click.option("--tls-key", type=PATH, metavar="FILE", help="The key of --tls-cert (PEM).")
    @wraps(function)
    def command(**options: Any) -> None:
        names = ("scheduler", "chunk_docs", "ship", "tls_ca_file", "tls_cert", "tls_key")
        function(cluster=_connected(options["jobs"], *map(options.pop, names)), **options)

    return command


@contextmanager
def _connected(
    jobs: int | None,
    scheduler: str | None,
    chunk_docs: int | None,
    ship: bool,
    ca_file: str | None,
    cert: str | None,
    key: str | None,
) -> Iterator[OnCluster | None]:
    if scheduler is None:
        given = {"--chunk-docs": chunk_docs, "--ship": ship, "--tls-ca-file": ca_file, "--tls-cert": cert}
        for name in [name for name, value in {**given, "--tls-key": key}.items() if value]:
            raise UsageError(f"{name} is for a cluster; name its scheduler with --scheduler")
        yield None
        return
    if jobs:
        raise UsageError("-j is for processes of this machine; a cluster has as many workers as were begun on it")
    from speechkit.batch.connection import Address, Connection

    connection = Connection(Address(scheduler, ca_file, cert, key))
    try:
        yield OnCluster(connection, chunk_docs or _CHUNK, ship)
    finally:
        connection.close()
