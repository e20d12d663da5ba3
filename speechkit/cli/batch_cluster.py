"""The options of ``speechkit batch`` that take it to a cluster."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from speechkit.batch.records import ClusterOptions
from speechkit.cli.options import PATH
from speechkit.errors import UsageError

_CHUNK = ClusterOptions("").documents


def cluster_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add --scheduler and what goes with it, handed to the command as ``cluster``, a ``ClusterOptions``."""

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
        function(cluster=_cluster(options["jobs"], *map(options.pop, names)), **options)

    return command


def _cluster(
    jobs: int | None,
    scheduler: str | None,
    chunk_docs: int | None,
    ship: bool,
    ca_file: str | None,
    cert: str | None,
    key: str | None,
) -> ClusterOptions | None:
    if scheduler is None:
        given = {"--chunk-docs": chunk_docs, "--ship": ship, "--tls-ca-file": ca_file, "--tls-cert": cert}
        for name in [name for name, value in {**given, "--tls-key": key}.items() if value]:
            raise UsageError(f"{name} is for a cluster; name its scheduler with --scheduler")
        return None
    if jobs:
        raise UsageError("-j is for processes of this machine; a cluster has as many workers as were begun on it")
    return ClusterOptions(scheduler, ca_file, cert, key, chunk_docs or _CHUNK, ship)
