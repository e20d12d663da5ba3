"""How counts are shown; every format draws these."""

from __future__ import annotations

import msgspec

from speechkit.corpus.count import Count, CountBy

PER = 10_000
UNKNOWN = "–"


class CountView(msgspec.Struct, frozen=True):
    """Counts ``by`` what, and ``per`` how many characters.

    ``width`` in cells (None: unlimited) and ``color`` concern the terminal only.
    """

    by: CountBy | None = None
    per: int = PER
    width: int | None = None
    color: bool = False

    @property
    def rate(self) -> str:
        """The name of the last column: per_10k, per_1m, per_500."""
        for size, letter in ((1_000_000, "m"), (1_000, "k")):
            if self.per % size == 0:
                return f"per_{self.per // size}{letter}"
        return f"per_{self.per}"


def columns(view: CountView) -> tuple[str, ...]:
    """The names of the columns, the same in every format."""
    return "term", "key", "count", "documents", "chars", view.rate


def per(count: Count, view: CountView) -> float:
    """How often the term stands in so many characters, to six places; 0 where there are none."""
    return round(count.count * view.per / count.chars, 6) if count.chars else 0.0


def cells(count: Count, view: CountView) -> tuple[str, ...]:
    """The row for people: the rate to two places, what is not known as a dash."""
    key = str(count.key) if count.key is not None else UNKNOWN if view.by else ""
    return count.term, key, str(count.count), str(count.documents), str(count.chars), f"{per(count, view):.2f}"
