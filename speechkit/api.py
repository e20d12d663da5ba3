"""The public calls: everything that a command does is one of these. ``speechkit`` exports them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from speechkit.errors import UsageError, printable
from speechkit.pipeline import Reading, read, read_file
from speechkit.selection import Outline

if TYPE_CHECKING:
    from pathlib import Path

    from speechkit.config import Config
    from speechkit.model import Analysis


def analyze(
    text: str, *, name: str = "<text>", config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse a speech given as text. Offsets in the result are code points into ``text``.

    ``date`` (2022, 2022-02 or 2022-02-12) is the speech's, where its own words do not tell. ``keywords`` is how many
    to find, none by default, as the text has to be cut into words for them, which takes as long as all the rest.
    Raises ``ValueError`` where ``date`` is no date.
    """
    return _analysis(read(text, name=name, config=config, date=date), keywords)


def analyze_file(
    path: str | Path, *, config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse the speech in a file, as ``analyze`` does. Raises ``InputError`` where it cannot be read."""
    return _analysis(read_file(path, config=config, date=date), keywords)


def _analysis(reading: Reading, keywords: int) -> Analysis:
    analysis = reading.analysis()
    if not keywords:
        return analysis
    from speechkit.keywords.extract import keywords_of

    return replace(analysis, keywords=keywords_of(reading, top=keywords))


def write(
    result: Any, path: str | Path | None = None, format: str | None = None, *, of: type | None = None, **shown: Any
) -> None:
    r"""Write a result, or several of one type, to a file, whole or not at all; to standard output without a ``path``.

    ``format`` is one that the command for such results has, by default the one that the suffix of ``path`` stands for,
    else text. ``shown`` is what the command's options say: ``depth=1``, ``by="actor"``. A ``Reading`` is written as
    ``speechkit analyze`` prints it, an ``Analysis`` as JSON, its tasks and set phrases as ``TaskList(analysis)`` and
    ``SloganList(analysis)``. ``of`` is the type of results of which there may be none.

    Raises ``TypeError`` for what cannot be written or shown so, ``UsageError`` for a suffix or a format that there is
    none of, ``OutputError`` where the file cannot be written; it is then as it was.

    >>> write(read("一、提高认识\n二、强化责任"), summary=False, numbers=True)
    1 一、提高认识  [要求]
    2 二、强化责任  [要求]
    """
    from speechkit.renderers import registry
    from speechkit.writing import write_file

    single = isinstance(result, Reading | msgspec.Struct)
    iterator = iter([result] if single else result)
    first = next(iterator, None)
    if first is None and of is None:
        raise TypeError("there is no result in it to tell its type; name that with of")
    records: Iterable[Any] = () if first is None else chain([first], iterator)
    kind = of or type(first)
    if isinstance(first, Reading):
        kind, records, shown = Outline, map(_outline, records), {"summary": True, **shown}
    format = format or _format(kind, path)
    if format not in registry.format_names(kind):
        raise UsageError(f"there is no format {format}; use one of {', '.join(registry.format_names(kind))}")
    pieces = registry.render(kind, records, format, registry.view_of(kind, several=not single, **shown))
    if path is not None:
        write_file(pieces, os.fspath(path), byte_order_mark=format in registry.BYTE_ORDER_MARK)
        return
    for piece in pieces:
        if isinstance(piece, str):
            sys.stdout.write(piece)
        else:
            sys.stdout.buffer.write(piece)


def _outline(reading: Reading) -> Outline:
    return Outline(reading.document, reading.analysis())


def _format(kind: type, path: str | Path | None) -> str:
    """The format where none is named. Raises ``UsageError`` where the suffix of ``path`` says none."""
    from speechkit.renderers import registry

    if path is None:
        names = registry.format_names(kind)
        return "text" if "text" in names else names[0]
    known = registry.suffixes(kind)
    name = known.get(os.path.splitext(path)[1].lower())
    if name is None:
        raise UsageError(f"{printable(str(path))}: no format has this suffix; use one of {', '.join(known)}, or format")
    return name
