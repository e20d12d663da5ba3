"""Plain text: a keyword a line, its count and its weight behind tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.errors import printable
from speechkit.keywords.records import KeywordList
from speechkit.renderers.keywords.lists import KeywordView, cells_of


def render(lists: Iterable[KeywordList], view: KeywordView) -> Iterator[str]:
    """Lines; with several inputs each is headed as ``head`` does.

    Against a reference the log-ratio and the word's count in the reference follow.
    """
    for at, each in enumerate(lists):
        # A speech without keywords is an empty piece, not none: an output file is then written, empty.
        yield "\n" * (at > 0) + f"==> {printable(each.source.name)} <==\n" if view.several else ""
        for keyword in each.keywords:
            yield "\t".join(cells_of(keyword)) + "\n"
