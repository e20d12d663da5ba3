"""JSON, indented: one input is one object, several are an array of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.renderers.digest.wording import DigestView
from speechkit.renderers.table import objects
from speechkit.summary.records import Summary


def render(summaries: Iterable[Summary], view: DigestView) -> Iterator[str]:
    """The records as they are."""
    return objects(summaries, several=view.several)
