"""Lists of records as rows: which columns each kind of record has, once for text, CSV, JSON and terminals.

A new kind of list is a line in ``LISTINGS`` and one in the registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import msgspec

from speechkit.errors import printable
from speechkit.model import ROLES, STRENGTHS, SloganKind
from speechkit.renderers.table import Cell, Table, View

UNKNOWN = "–"


class Field(msgspec.Struct, frozen=True):
    """A column: the ``name`` of the record's field, the digits that people are shown of a number, whether it is text.

    ``percent``: people see a share as per cent. ``hidden``: people see it in no table; programs have it. ``said``: it
    is a word of ours, which a terminal shows in the language of its headings.
    """

    name: str
    digits: int | None = None
    text: bool = False
    percent: bool = False
    hidden: bool = False
    said: bool = False


class Listing(msgspec.Struct, frozen=True):
    """The columns of a kind of record; on a terminal a bar shows the field ``bar`` of each."""

    fields: tuple[Field, ...]
    bar: str | None = None

    @property
    def shown(self) -> tuple[Field, ...]:
        """Return the columns that people see."""
        return tuple(field for field in self.fields if not field.hidden)


def _text(name: str) -> Field:
    return Field(name, text=True)


_COLLOCATE = (
    _text("word"),
    *map(Field, ("count", "left", "right", "documents", "word_count")),
    Field("expected", 1, hidden=True),
    *(Field(name, 2) for name in ("log_dice", "mi", "t", "g2")),
)

_REUSE = (
    *map(Field, ("group", "documents")),
    Field("kind", said=True),
    _text("document"),
    *map(Field, ("date", "line")),
    *map(_text, ("sentence", "change")),
    *(Field(name, hidden=True) for name in ("speaker", "start", "end")),
)

LISTINGS: dict[str, Listing] = {
    "Collocate": Listing(_COLLOCATE),
    "CollocateBy": Listing((Field("key"), *_COLLOCATE)),
    "Duplicate": Listing(
        (
            Field("group"),
            Field("kind", said=True),
            _text("document"),
            *map(Field, ("date", "chars")),
            *(Field(name, 3) for name in ("likeness", "contained")),
            *(Field(name, hidden=True) for name in ("other", "id")),
        )
    ),
    "Reuse": Listing(_REUSE),
    "ReuseBetween": Listing((*_REUSE[:3], Field("corpus"), *_REUSE[3:])),
    "Ngram": Listing(
        (
            _text("ngram"),
            *map(Field, ("n", "count", "per_10k", "documents")),
            Field("share", percent=True),
            Field("dp", 3),
        ),
        bar="count",
    ),
    "WordFrequency": Listing(
        (
            _text("word"),
            *map(Field, ("count", "per_10k", "documents")),
            Field("share", percent=True),
            Field("dp", 3),
            Field("juilland_d", 3),
        ),
        bar="count",
    ),
    "Phrase": Listing(
        (
            *map(_text, ("phrase", "kind")),
            *map(Field, ("count", "documents")),
            Field("share", percent=True),
            *map(_text, ("first", "first_document", "last", "last_document")),
            Field("since"),
            _text("variants"),
        )
    ),
    "Stats": Listing(
        (
            _text("key"),
            *map(Field, ("documents", "chars", "sentences", "sentence_length", "clauses", "clause_length", "words")),
            Field("mattr", 3),
            Field("readability1"),
            Field("readability2", 3),
            Field("readability3"),
            *(Field(f"share_{role}", percent=True) for role in ROLES if role != "meta"),
            *(Field(f"demands_{strength}") for strength in reversed(STRENGTHS)),
            *(Field(f"demands_{strength}_per_1k") for strength in reversed(STRENGTHS)),
            *map(Field, ("figures", "figures_per_1k")),
            *(Field(f"phrases_{kind}") for kind in get_args(SloganKind)),
            *(Field(f"phrases_{kind}_per_1k") for kind in get_args(SloganKind)),
        )
    ),
}


class ListView(View, frozen=True):
    """A list of records of the type called ``kind``, with ``notes`` below it on a terminal.

    A word cloud of it names its ``source``; ``font`` is a file with Chinese characters, for that alone.
    """

    kind: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    font: str | None = None

    @property
    def listing(self) -> Listing:
        """Return the columns of the list."""
        return LISTINGS[self.kind]


class PhraseView(ListView, frozen=True):
    """Set phrases of a corpus."""

    kind: str = "Phrase"


class StatsView(ListView, frozen=True):
    """Groups ``by`` what."""

    kind: str = "Stats"
    by: str = "document"


def table(records: Iterable[Any], view: ListView) -> Table:
    """Return the records for programs: a row each, and all their fields as JSON has them."""
    found = list(records)
    names = [field.name for field in view.listing.fields]
    return Table(
        names,
        [([_plain(getattr(each, name)) for name in names] for each in found)],
        [(_record(each, names) for each in found)],
    )


def for_people(records: Iterable[Any], view: ListView) -> Table:
    """Return the records for people: a row each, safe for a terminal."""
    fields = view.listing.shown
    return Table([field.name for field in fields], [([cell_of(each, field) for field in fields] for each in records)])


def cell_of(record: object, field: Field) -> str:
    """Return a cell for people."""
    value = getattr(record, field.name)
    if value is None:
        return UNKNOWN
    if field.percent:
        return f"{value:.1%}"
    if isinstance(value, float):
        return f"{value:.{2 if field.digits is None else field.digits}f}"
    if isinstance(value, tuple):
        return printable("、".join(map(str, value)))
    return printable(str(value))


def _plain(value: Any) -> Cell:
    return "、".join(map(str, value)) if isinstance(value, tuple) else value


def _record(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in dict.fromkeys((*names, *record.__struct_fields__))}
