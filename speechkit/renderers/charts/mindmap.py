"""A tree drawn from left to right, as outlines are pinned to a wall: each node in a column by its depth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

import msgspec

from speechkit.renderers.charts.canvas import LINE, MARGIN, SERIES, SIZE, clean, hint, sheet, text, width_of, wrapped

_TEXT = 15 * SIZE  # units that a line of a node takes at most
_LINES = 3  # of a node; the rest is told where the pointer rests on it
_GAP = 9  # between nodes, one below the other
_REACH = 44  # from a node to those on its right


class Node(msgspec.Struct, frozen=True):
    """A node: its words, what it links to (empty: nothing), and those on its right, from top to bottom."""

    words: str
    below: tuple[Node, ...] = ()
    href: str = ""


class _Placed(msgspec.Struct, frozen=True):
    """A node where it is drawn: ``x`` of its left side, ``y`` of its middle; ``colour`` is that of its branch."""

    node: Node
    lines: tuple[str, ...]
    x: float
    y: float
    colour: int | None
    below: tuple[_Placed, ...]

    @property
    def right(self) -> float:
        """Where its longest line ends."""
        return self.x + max(map(width_of, self.lines), default=0)


def mindmap(root: Node, title: str, notes: Sequence[str] = (), *, lang: str = "zh-Hans") -> str:
    """Return the tree as a chart, as wide and as high as it needs to be."""
    drawn, width, height = drawing(root)
    return sheet(drawn, height, title, notes, lang=lang, width=width)


def drawing(root: Node) -> tuple[str, int, int]:
    """Return the tree as elements of SVG, styled by classes alone, with the width and the height that they take."""
    placed, height = _place(root, MARGIN, 0, None)
    drawn = "".join(map(_drawn, chain([placed], _all_below(placed))))
    right = max(each.right for each in chain([placed], _all_below(placed)))
    return drawn, round(right + MARGIN), round(height)


def _place(node: Node, x: float, top: float, colour: int | None) -> tuple[_Placed, float]:
    """Return the node placed with all on its right, from ``top`` on, and the height that they take."""
    lines = _lines(node.words)
    own = len(lines) * SIZE * LINE + _GAP
    right = x + max(map(width_of, lines), default=0) + _REACH
    below, at = [], top
    for number, each in enumerate(node.below):
        placed, height = _place(each, right, at, number % SERIES if colour is None else colour)
        below.append(placed)
        at += height
    height = max(own, at - top)
    if below and own > at - top:  # it is higher than what is on its right, which moves down to its middle
        down = (own - (at - top)) / 2
        below = [_moved(each, down) for each in below]
    y = (below[0].y + below[-1].y) / 2 if below else top + height / 2
    return _Placed(node, lines, x, max(y, top + own / 2), colour, tuple(below)), height


def _moved(placed: _Placed, down: float) -> _Placed:
    below = tuple(_moved(each, down) for each in placed.below)
    return msgspec.structs.replace(placed, y=placed.y + down, below=below)


def _lines(words: str) -> tuple[str, ...]:
    found = tuple(islice(wrapped(words, _TEXT), _LINES + 1))
    return (*found[: _LINES - 1], found[_LINES - 1][:-1] + "…") if len(found) > _LINES else found


def _all_below(placed: _Placed) -> Iterator[_Placed]:
    for each in placed.below:
        yield each
        yield from _all_below(each)


def _drawn(placed: _Placed) -> str:
    """The words of a node, and a curve from it to each on its right."""
    first = placed.y - (len(placed.lines) - 1) * SIZE * LINE / 2 + SIZE * 0.36
    words = "".join(
        text(placed.x, first + at * SIZE * LINE, line, bold=placed.colour is None)
        for at, line in enumerate(placed.lines)
    )
    told = hint(placed.node.words) if placed.lines and placed.lines[-1].endswith("…") else ""
    if placed.node.href:
        words = f'<a href="{clean(placed.node.href)}">{told}{words}</a>\n'
    elif told:
        words = f"<g>{told}{words}</g>\n"
    return words + _curves(placed)


def _curves(placed: _Placed) -> str:
    """The curves from a node to those on its right, a path for each colour."""
    start = placed.right + 6
    paths: dict[int | None, str] = {}
    for other in placed.below:
        end = other.x - 6
        middle = (start + end) / 2
        curve = f"C{middle:.0f} {placed.y:.0f} {middle:.0f} {other.y:.0f} {end:.0f} {other.y:.0f}"
        paths[other.colour] = paths.get(other.colour, "") + f"M{start:.0f} {placed.y:.0f}{curve}"
    return "".join(
        f'<path class="line{colour}" fill="none" stroke-width="1.5" d="{path}"/>\n' for colour, path in paths.items()
    )
