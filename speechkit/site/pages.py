"""One speech → its page and what the index lists of it. This is what runs in a worker process."""

from __future__ import annotations

import os
from functools import cache, partial

import msgspec
from msgspec.structs import replace

from speechkit.batch.records import Outcome
from speechkit.batch.work import attempted, code_of
from speechkit.config import Config
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.query import Speech
from speechkit.listed import Listed, listed
from speechkit.pipeline import Reading, load
from speechkit.renderers.html.speech import speech_page
from speechkit.renderers.table import View
from speechkit.reporting import report_of
from speechkit.writing import encoded, file_error

_encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Listed).decode


class Wanted(msgspec.Struct, frozen=True):
    """A speech to make a page of: ``path`` is its file's, or the corpus's that has it under the ``id``."""

    name: str
    path: bytes
    id: int | None = None


class Job(msgspec.Struct, frozen=True):
    """What is to be done with every speech: pages go into the folder ``staging``, by the speeches' numbers."""

    wanted: tuple[Wanted, ...]
    staging: str
    config: Config
    view: View
    date: str | None


def make_page(job: Job, number: int, path: bytes) -> Outcome:
    """Make the page of a speech; its record is what the index lists of it. Never raises."""
    return attempted(number, path, partial(_made, job, number), partial(code_of, path))


def _made(job: Job, number: int) -> Outcome:
    reading, known = _reading(job, job.wanted[number])
    report = report_of(reading)
    name = staged(job.staging, number)
    try:
        with open(name, "wb") as file:
            file.write(encoded(speech_page(report, job.view, in_site=True)))
    except OSError as error:
        raise file_error(name, error) from None
    return Outcome(number, None, _encode(listed(report, reading, known)))


def staged(folder: str, number: int) -> str:
    """Return where the page of a speech waits until the names of those beside it are known."""
    return os.path.join(folder, f"{number}.html")


def _reading(job: Job, wanted: Wanted) -> tuple[Reading, Speech | None]:
    if wanted.id is not None:
        known, reading = _corpus(os.fsdecode(wanted.path), job.config).reading(wanted.id)
        return reading, known
    document = load(os.fsdecode(wanted.path), job.config)
    document = replace(document, source=replace(document.source, name=wanted.name))
    return Reading(document, config=job.config, date=job.date), None


@cache
def _corpus(path: str, config: Config) -> Corpus:
    return Corpus.open(path, config=config)
