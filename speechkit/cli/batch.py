"""``speechkit batch``."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, closing
from functools import partial
from typing import TYPE_CHECKING

import click

from speechkit.cli.batch_cluster import OnCluster, cluster_options
from speechkit.cli.messages import complain
from speechkit.cli.options import PATH, Inputs, examples, input_options
from speechkit.cli.printing import write
from speechkit.errors import InputError, OutputError, UsageError, printable

if TYPE_CHECKING:
    from speechkit.batch.journal import Journal
    from speechkit.batch.serving import Work


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command(
    epilog=examples(
        "speechkit batch speeches -o analyses.jsonl",
        "speechkit batch speeches -o analyses --include '*.txt' -j 4",
        "speechkit batch speeches -o speeches.db --resume",
    )
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
@cluster_options
@click.option("--words", is_flag=True, help="For a corpus: also count the words of each speech.")
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
    cluster: AbstractContextManager[OnCluster | None],
    words: bool,
    resume: bool,
    fail_fast: bool,
    timeout: float,
    max_bytes: int,
    dry_run: bool,
    verbose: bool,
) -> None:
    """Analyse many speeches at once: files, and folders with all that is below them.

    The record of each is what `speechkit analyze --format json` prints, in the order of the paths; a corpus gets what
    `speechkit corpus add` keeps, and with --resume is added to. What fails is told in failures.jsonl, beside OUT or in
    it where it is a folder. A run that was interrupted or killed goes on with --resume.
    """
    from speechkit.batch.chunks import chunk_size, chunked
    from speechkit.batch.failures import FailureFile
    from speechkit.batch.journal import Journal
    from speechkit.batch.plan import drop_stale, find, made_by, prepare
    from speechkit.batch.progress import counted
    from speechkit.batch.run import WINDOW, Batch
    from speechkit.batch.sinks import Output
    from speechkit.batch.work import Job, analyze_one
    from speechkit.batch.workers import Workers
    from speechkit.cli.batch_watch import Watch
    from speechkit.walk import Walk

    _check(inputs, words)
    place = Output(out)
    if inputs.part and place.is_corpus():
        raise UsageError("a corpus keeps whole speeches; the commands that search it take --part")
    if words and not place.is_corpus():
        raise UsageError("--words is for a corpus; name one that ends in .db with -o")
    walk = Walk(inputs.files, include, exclude, place.own(), whole=place.is_corpus())
    watch = Watch(quiet=inputs.quiet, verbose=verbose)
    with watch, cluster as on, closing(Journal()) as journal:
        unread, specials = find(journal, walk)
        watch.left_out(walk.left_out, specials)
        found = journal.totals()[0]
        if not found and not unread:
            raise InputError(f"there are no documents in {', '.join(map(printable, inputs.files))}; see --include")
        digest = made_by(inputs.config, inputs.part, words=words)
        sink = prepare(place, journal, digest, resume=resume, dry_run=dry_run)
        job = Job(inputs.config, inputs.part, sink.form, max_bytes, words)
        work = partial(analyze_one, job)
        jobs = on.connection.threads() or 1 if on else jobs or _cores()
        limit = on.chunk_size() if on else chunk_size(*journal.totals(todo=True), jobs)
        chunks = chunked(journal.todo(), limit)
        if dry_run:
            for each in unread:
                complain(each.sentence)
            inputs.session.status = int(bool(unread))
            write([_expected(journal, work, jobs, sum(1 for _ in chunks), jobs if on else _cores())])
            return
        if gone := drop_stale(journal, sink):
            watch.say(f"the records of {counted(gone)} no longer among the inputs were taken out of {printable(out)}")
        executor = on.executor(job, timeout) if on else Workers(work, jobs, timeout)
        window = on.connection.window(on.documents) if on else WINDOW
        failures = FailureFile(place.failures)
        batch = Batch(journal, sink, executor, failures, watch, place.state, window)
        try:
            batch.run(chunks, unread, digest, fail_fast=fail_fast)
        except OutputError as error:
            raise OutputError(f"{error}; when that is mended, the same command with --resume goes on") from None
        inputs.session.status = watch.conclude(batch.progress, found, len(unread), place.failures)


def _check(inputs: Inputs, words: bool) -> None:
    """Refuse at once what every document would meet alike. Raises ``UsageError``."""
    from speechkit.config import codec_name
    from speechkit.corpus.entry import words_of
    from speechkit.phrases.glossary import load_glossary

    if "-" in inputs.files:
        raise UsageError("a batch reads files and folders, not standard input; name some")
    if inputs.config.reading.encoding != "auto":
        codec_name(inputs.config.reading.encoding)
    load_glossary(inputs.config.glossary.files)
    if words:
        words_of("", inputs.config)


def _expected(journal: Journal, work: Work, jobs: int, chunks: int, cores: int) -> str:
    from speechkit.batch.plan import seconds_to_expect
    from speechkit.batch.progress import counted, duration

    todo, size = journal.totals(todo=True)
    done = journal.totals()[0] - todo
    workers = max(min(jobs, chunks, cores), 1)
    words = [counted(todo), f"{size:,} bytes", f"{chunks:,} chunk{'s' * (chunks != 1)}"]
    words.append(f"about {duration(seconds_to_expect(journal, work, workers))} with {jobs} worker{'s' * (jobs != 1)}")
    return ", ".join(words) + (f"; {counted(done)} done already" if done else "") + "\n"
