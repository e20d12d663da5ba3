"""What a batch has to do: the files found, less what an earlier run has done, in chunks for the workers."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator

import msgspec

from speechkit.batch.journal import Journal
from speechkit.batch.records import Sink
from speechkit.batch.serving import Work
from speechkit.batch.sinks import Output
from speechkit.config import Config
from speechkit.errors import UsageError
from speechkit.model import SCHEMA_VERSION, Roles
from speechkit.version import __version__
from speechkit.walk import InputFile, Special, Unread, Walk, shown

WINDOW = 2048  # documents that may be out at once; the first may be long, and the others need not wait for it
_SAMPLE = 16  # documents that are analysed to tell how long all will take
_SAMPLE_SECONDS = 2.0
_START = 0.5  # seconds that a worker takes to begin
_MOST_DOCUMENTS = 32  # of a chunk: few enough for all workers to have some until the end
_MOST_BYTES = 128 << 10  # a second's work
_MOST_OF_PATHS = 16 << 10  # bytes: a chunk is to fit into a pipe, or parent and worker could wait for each other
_CHUNKS_EACH = 8  # chunks that a worker is to have at least, where there are documents enough


def made_by(config: Config, part: Roles | None, *, words: bool = False, date: str | None = None) -> str:
    """Return a short digest of what a record depends on beside its document: version, configuration, its files.

    ``words``: whether they are counted; ``date``: that of speeches that do not tell.
    """
    files = [*config.glossary.files, *filter(None, [config.segment.user_dictionary])]
    digests = [_digest(os.fsencode(file)) for file in files]
    facts = msgspec.json.encode((__version__, SCHEMA_VERSION, config, part, words, digests, *([date] if date else [])))
    return hashlib.sha256(facts).hexdigest()[:16]


def find(journal: Journal, walk: Walk) -> tuple[list[Unread], list[Special]]:
    """Walk, and hand the files found to the journal; returns the rest, in the order of their paths."""
    rest: list[Unread | Special] = []

    def files() -> Iterator[InputFile]:
        for each in walk:
            if isinstance(each, InputFile):
                yield each
            else:
                rest.append(each)

    journal.find(files())
    rest.sort(key=lambda each: each.path)
    return [each for each in rest if isinstance(each, Unread)], [each for each in rest if isinstance(each, Special)]


def prepare(output: Output, journal: Journal, made_by: str, *, resume: bool, dry_run: bool) -> Sink:
    """Return the sink, and mark in the journal what is left to do. With ``dry_run`` no output is made.

    Raises ``UsageError`` where the output is there already and is not to be gone on with, or is of other inputs.
    """
    known = output.known()
    sink = output.sink(journal)
    if refusal := sink.refusal(resume=resume, known=known):
        raise UsageError(f"{shown(output.path)} {refusal}")
    if dry_run and not known:
        return sink
    output.make()
    journal.open(output.journal)
    sink.recover()
    if resume:
        done = journal.done().count
        if done and not sink.adds and not journal.shared():
            many = f"the {done:,} documents" if done > 1 else "what is"
            raise UsageError(
                f"none of {many} in {shown(output.path)} is among the inputs; give those it was begun with"
            )
        journal.match(made_by, sink.holds, _digest, anywhere=sink.adds)
    return sink


def drop_stale(journal: Journal, sink: Sink) -> int:
    """Take the records of files that have changed or gone out of the output; returns how many have gone."""
    if sink.adds:
        return 0
    for key in journal.stale():
        sink.drop(key)
    return journal.drop_stale()


def seconds_to_expect(journal: Journal, work: Work, workers: int) -> float:
    """Return how long the batch will take on so many workers, from some documents analysed here and now."""
    size = seconds = 0.0
    sample = journal.sample(_SAMPLE)
    for number, file in enumerate(sample[:1] + sample):
        start = time.perf_counter()
        work(number, file.path)
        if number:  # the first loads the rules
            size += file.size
            seconds += time.perf_counter() - start
        if seconds > _SAMPLE_SECONDS:
            break
    return _START + seconds / size * journal.totals(todo=True)[1] / workers if size else 0.0


class ChunkSize(msgspec.Struct, frozen=True):
    """The most documents, bytes of documents and bytes of their paths that a chunk of several may have."""

    documents: int
    size: int
    paths: int = _MOST_OF_PATHS


def chunk_size(documents: int, size: int, jobs: int) -> ChunkSize:
    """Return the size of chunks for so many documents, their bytes and the workers."""
    parts = jobs * _CHUNKS_EACH
    return ChunkSize(min(max(documents // parts, 1), _MOST_DOCUMENTS), min(max(size // parts, 1), _MOST_BYTES))


def chunked(files: Iterable[InputFile], limit: ChunkSize) -> Iterator[list[InputFile]]:
    """Yield the files in chunks, in their order; one that is larger than ``limit`` is a chunk of its own."""
    chunk: list[InputFile] = []
    size = paths = 0
    for file in files:
        size += file.size
        paths += len(file.path)
        if chunk and (len(chunk) == limit.documents or size > limit.size or paths > limit.paths):
            yield chunk
            chunk, size, paths = [], file.size, len(file.path)
        chunk.append(file)
    if chunk:
        yield chunk


def _digest(path: bytes) -> str | None:
    """Return the SHA-256 of a file's bytes; None where it cannot be read, such as a row of a table."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
