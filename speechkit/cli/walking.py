"""What an input holds that is more than one speech: a folder, a table with a speech a row, a corpus."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from msgspec import structs

from speechkit.cli.corpus_inputs import refuse_nothing
from speechkit.cli.listener import Complaining
from speechkit.corpus.schema import is_corpus
from speechkit.errors import InputError, UsageError, printable
from speechkit.readers.table_rows import is_table
from speechkit.readings import each_below

if TYPE_CHECKING:
    from speechkit.cli.options import Inputs
    from speechkit.pipeline import Reading

Result = TypeVar("Result")


def holds_many(path: str) -> bool:
    """Whether a path, which is no folder, is a table or a corpus."""
    return (is_table(path) and os.path.isfile(path)) or is_corpus(path)


def each_within(
    inputs: Inputs, path: str, work: Callable[[Reading], Result], *, date: str | None = None
) -> Iterator[Result]:
    """Do ``work`` on the reading of one speech of ``path`` after the other; what fails is told of and left out.

    Of a corpus they are read as they are stored. Raises ``UsageError``, and ``CorpusError`` as ``Corpus`` does.
    """
    found = False
    if not os.path.isdir(path) and is_corpus(path):
        each = _stored(inputs, path, work, date)
    else:
        each = each_below(path, work, config=inputs.config, listener=Complaining(inputs), date=date)
    for result in each:
        found = True
        yield result
    if not found:
        try:
            refuse_nothing((path,), inputs.session)
        except InputError as error:
            inputs.session.failed(error, path)


def _stored(inputs: Inputs, path: str, work: Callable[[Reading], Result], date: str | None) -> Iterator[Result]:
    from speechkit.corpus.corpus import Corpus

    if date is not None:
        raise UsageError(f"{printable(path)} keeps the dates of its speeches; give them with corpus add --meta")
    with Corpus.open(path, config=inputs.config) as corpus:
        if inputs.scope is not None:
            corpus.narrow(**structs.asdict(inputs.scope))
        for known, reading in corpus.readings():
            try:
                result = work(reading)
            except (UsageError, BrokenPipeError):
                raise
            except Exception as error:
                inputs.session.failed(error, known.name)
                continue
            yield result
