"""JSON Lines: one input a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.keywords.records import KeywordList
from speechkit.renderers.keywords.lists import KeywordView
from speechkit.writing import compact


def render(lists: Iterable[KeywordList], view: KeywordView) -> Iterator[str]:
    """The same objects as ``json``, each on a line of its own."""
    for each in lists:
        yield compact(each) + "\n"
