"""One document → its record, or why there is none. This is what runs in a worker process."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial

import msgspec

from speechkit.batch.records import Failure, Outcome, RecordForm
from speechkit.config import Config, codec_name
from speechkit.errors import SpeechkitError, printable
from speechkit.model import Document, Roles, Source
from speechkit.phrases.glossary import load_glossary
from speechkit.pipeline import Reading, load
from speechkit.readers.table_rows import read_row, row_place, stamp_of
from speechkit.script import simplify
from speechkit.selection import only
from speechkit.walk import shown
from speechkit.writing import compact, indented

encode = msgspec.msgpack.Encoder().encode


class Job(msgspec.Struct, frozen=True):
    """What is to be done with every document.

    ``part`` is the role asked for, ``max_bytes`` the largest file read; ``words`` are rows of a corpus too.
    ``date`` is that of speeches that do not tell.
    """

    config: Config
    part: Roles | None
    form: RecordForm
    max_bytes: int
    words: bool = False
    date: str | None = None


def check(config: Config, *, for_corpus: bool) -> None:
    """Refuse at once what every document would meet alike. Raises ``UsageError``."""
    if config.reading.encoding != "auto":
        codec_name(config.reading.encoding)
    load_glossary(config.glossary.files)
    if for_corpus:
        from speechkit.keywords.candidates import tokens_of

        list(tokens_of("", config.segment))


def analyze_one(job: Job, number: int, path: bytes) -> Outcome:
    """Analyse the document ``number`` at ``path``, and return what became of it. Never raises."""
    return attempted(number, path, partial(_analyzed, job, number, path), partial(code_of, path))


def attempted(number: int, path: bytes, analyzed: Callable[[], Outcome], code: Callable[[], str]) -> Outcome:
    """Return what ``analyzed`` returns, or the failure that it raised; ``code`` gives that of an input at fault."""
    try:
        return analyzed()
    except SpeechkitError as error:
        return Outcome(number, Failure(code(), str(error)))
    except MemoryError:
        sentence = f"{shown(path)}: not enough memory for this input; try it in smaller files"
        return Outcome(number, Failure("memory", sentence))
    except Exception as error:  # whatever it is, it must not cost the other documents
        detail = f" ({printable(str(error))[:200]})" if str(error) else ""
        fault = f"unexpected {type(error).__name__}{detail}, a fault in speechkit"
        sentence = f"{shown(path)}: {fault}; please report it with the text that caused it"
        return Outcome(number, Failure("fault", sentence))


def _analyzed(job: Job, number: int, path: bytes) -> Outcome:
    if row := read_row(path, job.config.reading):
        return outcome_of_row(job, number, path, row)
    try:
        # Before the reading: where the file changes meanwhile, the next run sees another size or time and looks again.
        status = os.stat(path)
    except OSError:
        status = os.stat_result([0] * 10)  # the reader says what is wrong
    else:
        if failure := refused(job, path, status):
            return Outcome(number, failure)
    return outcome_of(job, number, load(os.fsdecode(path), job.config), status.st_size, status.st_ctime_ns)


def outcome_of_row(job: Job, number: int, path: bytes, row: Source) -> Outcome:
    """Return the record of a row of a table, or why it is too large. Raises whatever goes wrong."""
    size, stamp = stamp_of(row)
    if failure := _too_large(job, path, size):
        return Outcome(number, failure)
    return outcome_of(job, number, simplify(row, job.config.script), size, stamp)


def refused(job: Job, path: bytes, status: os.stat_result) -> Failure | None:
    """Return why what is at ``path`` is not to be read; None where it is."""
    if not stat.S_ISREG(status.st_mode):
        return Failure("unreadable", f"{shown(path)} is no longer a file; it was left out")
    return _too_large(job, path, status.st_size)


def _too_large(job: Job, path: bytes, size: int) -> Failure | None:
    if size <= job.max_bytes:
        return None
    return Failure("too-large", f"{shown(path)} has {size:,} bytes, and --max-bytes allows {job.max_bytes:,}")


def outcome_of(job: Job, number: int, document: Document, size: int, ctime_ns: int) -> Outcome:
    """Return the record of a document, read from a file of that ``size`` and time. Raises whatever goes wrong."""
    return Outcome(number, None, _record(job, document), document.source.sha256, size, ctime_ns)


def _record(job: Job, document: Document) -> bytes:
    reading = Reading(document, config=job.config, date=job.date)
    if job.form == "entry":
        from speechkit.corpus.entry import entry_of

        return encode(entry_of(reading, as_rows=job.words))
    analysis = only(reading.analysis(), job.part)
    text = indented(analysis) if job.form == "indented" else compact(analysis)
    # As on the command line: a lone surrogate has no UTF-8, and \udcff is correct in JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def code_of(path: bytes) -> str:
    """Return the code of a failure to read what is, or is not, at ``path``."""
    if place := row_place(path):
        path = os.fsencode(place[0])
    if not os.path.lexists(path):
        return "missing"
    return "input" if os.access(path, os.R_OK) else "unreadable"
