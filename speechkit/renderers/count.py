"""Counts as rows: the same columns in every format, the rate to two places where people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from speechkit.corpus.count import Count
from speechkit.errors import printable
from speechkit.renderers.table import Table, View

PER = 10_000
UNKNOWN = "–"


class CountView(View, frozen=True):
    """Counts ``by`` what, as they were counted, and rates ``per`` how many characters."""

    by: str | None = None
    per: int = PER

    @property
    def rate(self) -> str:
        """The name of the last column: per_10k, per_1m, per_500."""
        for size, letter in ((1_000_000, "m"), (1_000, "k")):
            if self.per % size == 0:
                return f"per_{self.per // size}{letter}"
        return f"per_{self.per}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, the same in every format."""
        return "term", "key", "count", "documents", "chars", self.rate


def table(counts: Iterable[Count], view: CountView) -> Table:
    """Return the counts for programs: their fields, then how often the term stands in so many characters."""
    records = (_record(count, view) for count in counts)
    return Table(view.columns, [(list(record.values()) for record in records)], [records])


def for_people(counts: Iterable[Count], view: CountView) -> Table:
    """Return the counts for people."""
    return Table(view.columns, [(cells(count, view) for count in counts)])


def cells(count: Count, view: CountView) -> Sequence[str]:
    """Return the row for people: the rate to two places, what is not known as a dash."""
    key = str(count.key) if count.key is not None else UNKNOWN if view.by else ""
    numbers = (str(count.count), str(count.documents), str(count.chars), f"{_rate(count, view):.2f}")
    return printable(count.term), printable(key), *numbers


def _record(count: Count, view: CountView) -> dict[str, Any]:
    return {**msgspec.structs.asdict(count), view.rate: _rate(count, view)}


def _rate(count: Count, view: CountView) -> float:
    """How often the term stands in so many characters, to six places; 0 where there are none."""
    return round(count.count * view.per / count.chars, 6) if count.chars else 0.0
