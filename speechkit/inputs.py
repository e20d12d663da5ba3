"""Files and folders → the files to read, sorted, each once, and where they are at home."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from speechkit.batch.walk import Special, Unread, Walk
from speechkit.corpus.add import home_of
from speechkit.corpus.write import Home
from speechkit.errors import InputError, printable

Failed = Callable[[Exception, str], None]


def homes_of(inputs: Sequence[str], failed: Failed) -> list[tuple[str, Home]]:
    """The files that the inputs lead to, with where they are; ``failed`` is told of what cannot be read."""
    found: dict[str, tuple[str, Home]] = {}
    for each in inputs:
        folder = each if os.path.isdir(each) else os.path.dirname(os.path.abspath(each))
        for path in sorted(_walked(each, failed)):
            found.setdefault(os.path.abspath(path), (path, home_of(path, folder)))
    return list(found.values())


def files_of(inputs: Sequence[str], failed: Failed) -> tuple[str, ...]:
    """The inputs, with the files below it for each folder; whether other inputs can be read, the reader says."""
    files = (found for each in inputs for found in _below(each, failed))
    return tuple(dict.fromkeys(files))


def _below(path: str, failed: Failed) -> list[str]:
    return sorted(_walked(path, failed)) if os.path.isdir(path) else [path]


def _walked(path: str, failed: Failed) -> Iterator[str]:
    for each in Walk([path]):
        name = os.fsdecode(each.path)
        if isinstance(each, Unread):
            failed(InputError(each.failure.sentence), name)
        elif isinstance(each, Special):
            failed(InputError(f"{printable(name)} is {each.kind}; it was left out"), name)
        else:
            yield name
