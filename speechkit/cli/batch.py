"""``speechkit batch``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from speechkit.cli.batch_cluster import cluster_options
from speechkit.cli.options import PATH, GroupedCommand, Inputs, date_option, examples, input_options

if TYPE_CHECKING:
    from speechkit.batch.records import ClusterOptions


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit batch speeches -o analyses.jsonl",
        "speechkit batch speeches -o analyses --include '*.txt' -j 4",
        "speechkit batch speeches -o speeches.db --resume",
    ),
)
@input_options
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=PATH,
    metavar="OUT",
    help="A folder, for a .json file a speech, or a file that ends in .jsonl or .parquet, or a corpus (.db).",
)
@click.option("--include", multiple=True, metavar="PATTERN", help="Only files such as '*.txt' or '2022/*'; repeatable.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="No files and folders such as 'draft*'; repeatable.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Worker processes. [default: one a core]")
@date_option
@cluster_options
@click.option("--words", is_flag=True, help="For a corpus: also keep the words of each speech as rows.")
@click.option("--resume", is_flag=True, help="Go on with OUT: what is done and has not changed is not done again.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first file that fails.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="Give up a speech that takes longer.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=4_000_000,
    show_default=True,
    metavar="N",
    help="Leave out larger files; a worker takes about 50 times the size of its file in memory.",
)
@click.option("--dry-run", is_flag=True, help="Only say how much there is to do, and how long it will take.")
@click.option("-v", "--verbose", is_flag=True, help="Tell of each failure, and every ten seconds how far it is.")
def command(
    inputs: Inputs,
    out: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    date: str | None,
    cluster: ClusterOptions | None,
    words: bool,
    resume: bool,
    fail_fast: bool,
    timeout: float,
    max_bytes: int,
    dry_run: bool,
    verbose: bool,
) -> None:
    """Analyse many speeches at once: files, folders with all that is below them, tables with a speech a row.

    The record of each is what `speechkit analyze --format json` prints, in the order of the paths; a corpus gets what
    `speechkit corpus add` keeps, and with --resume is added to. What fails is told in failures.jsonl, beside OUT or in
    it where it is a folder. A run that was interrupted or killed goes on with --resume.
    """
    from speechkit.batch.run import batch, estimate
    from speechkit.cli.batch_watch import Watch

    with Watch(quiet=inputs.quiet, verbose=verbose, output=out) as watch:
        if dry_run:
            expected = estimate(
                inputs.files,
                out,
                config=inputs.config,
                part=inputs.part,
                date=date,
                include=include,
                exclude=exclude,
                processes=jobs,
                cluster=cluster,
                words=words,
                resume=resume,
                max_bytes=max_bytes,
                watcher=watch,
            )
            inputs.session.status = watch.tell(expected)
        else:
            report = batch(
                inputs.files,
                out,
                config=inputs.config,
                part=inputs.part,
                date=date,
                include=include,
                exclude=exclude,
                processes=jobs,
                cluster=cluster,
                words=words,
                resume=resume,
                fail_fast=fail_fast,
                timeout=timeout,
                max_bytes=max_bytes,
                watcher=watch,
            )
            inputs.session.status = watch.conclude(report)
