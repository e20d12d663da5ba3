"""JSON, indented: one input is one object, several are an array of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.keywords.records import KeywordList
from speechkit.renderers.keywords.lists import KeywordView
from speechkit.renderers.table import objects


def render(lists: Iterable[KeywordList], view: KeywordView) -> Iterator[str]:
    """The lists with all their fields."""
    return objects(lists, several=view.several)
