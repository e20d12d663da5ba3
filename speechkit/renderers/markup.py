"""What the two XML formats share: text that XML allows, and elements that close in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from speechkit.renderers.view import Item

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def quoted(text: str) -> str:
    """``text`` for an attribute or between tags; a character that XML does not allow becomes U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", text)).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def nested(items: Iterable[Item]) -> Iterator[tuple[Item | None, int]]:
    """Each item with the number of open elements to close before it; at last None with those that are left."""
    open_depths: list[int] = []
    for item in items:
        before = len(open_depths)
        while open_depths and open_depths[-1] >= item.depth:
            open_depths.pop()
        yield item, before - len(open_depths)
        open_depths.append(item.depth)
    yield None, len(open_depths)
