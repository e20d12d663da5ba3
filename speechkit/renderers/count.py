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
FORMS = {"all": "all forms", "name": "name", "alias": "alias", "member": "member"}  # of a concept


class CountView(View, frozen=True):
    """Counts ``by`` what, as they were counted, and rates ``per`` how many characters.

    ``concepts``: some are of the forms of one.
    """

    by: str | None = None
    per: int = PER
    concepts: bool = False

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
        return "term", *(("form",) if self.concepts else ()), "key", "count", "documents", "chars", self.rate


def table(counts: Iterable[Count], view: CountView) -> Table:
    """Return the counts for programs: their fields, then how often the term stands in so many characters."""
    records = (_record(count, view) for count in counts)
    return Table(view.columns, [([record[name] for name in view.columns] for record in records)], [records])


def for_people(counts: Iterable[Count], view: CountView) -> Table:
    """Return the counts for people."""
    return Table(view.columns, [(cells(count, view) for count in counts)])


def cells(count: Count, view: CountView) -> Sequence[str]:
    """Return the row for people: the rate to two places, what is not known as a dash."""
    key = str(count.key) if count.key is not None else UNKNOWN if view.by else ""
    numbers = (str(count.count), str(count.documents), str(count.chars), f"{_rate(count, view):.2f}")
    form = (FORMS[count.form] if count.form else UNKNOWN,) if view.concepts else ()
    return printable(count.term), *form, printable(key), *numbers


def _record(count: Count, view: CountView) -> dict[str, Any]:
    facts = msgspec.structs.asdict(count)
    of_concept = {name: facts.pop(name) for name in ("concept", "form")}
    return {**facts, view.rate: _rate(count, view), **of_concept}


def _rate(count: Count, view: CountView) -> float:
    """How often the term stands in so many characters, to six places; 0 where there are none."""
    return round(count.count * view.per / count.chars, 6) if count.chars else 0.0
