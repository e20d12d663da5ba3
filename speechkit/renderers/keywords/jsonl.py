"""JSON Lines: one input a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.keywords.records import KeywordList
from speechkit.writing import compact
from speechkit.renderers.keywords.lists import KeywordView


def render(lists: Iterable[KeywordList], view: KeywordView) -> Iterator[str]:
    """The same objects as ``json``, each on a line of its own."""
    for each in lists:
        yield compact(each) + "\n"
