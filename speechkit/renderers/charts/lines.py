"""Lines over time: up to six in one panel, more of them in small multiples, a panel each.

A line joins periods that follow each other; where one is missing it is broken, for nothing is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from speechkit.renderers.charts.canvas import (
    MARGIN,
    SERIES,
    SIZE,
    SMALL,
    WIDTH,
    across,
    hint,
    label_width,
    sheet,
    shortened,
    text,
    ticks,
    upright,
)

_HEIGHT, _ROW = 360, 18  # of the panel; between two names beside it
_SMALL_HEIGHT, _COLUMNS, _BETWEEN = 96, 3, 24  # of small multiples: of a panel, in a row, between two of them
_SCALE = 44  # units of width that the numbers of the vertical axis take
_MOST_NAME = 200
_SWATCH, _GAP = 26, 8
_NAME_ROOM = 14  # units between the names of two periods
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "5 2 1 2 1 2")
_SHAPES = (  # of the marks of lines after the first, whose are dots: square, diamond, triangles, cross
    "m-3 -3h6v6h-6z", "m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z", "m0 -4.5l4.3 7.5h-8.6z", "m0 4.5l4.3 -7.5h-8.6z",
    "m-4.5 -1.3h3.2v-3.2h2.6v3.2h3.2v2.6h-3.2v3.2h-2.6v-3.2h-3.2z",
)  # fmt: skip
_STEPS, _SMALL_STEPS = 4, 3  # of the vertical axis, at most


class Line(msgspec.Struct, frozen=True):
    """A line: ``points`` are whole places on the axis, ascending, each with its value and what is told of it."""

    name: str
    points: Sequence[tuple[int, float, str]]


class Axis(msgspec.Struct, frozen=True):
    """The horizontal axis: how a place is called, and how many places there may be between two that are named."""

    name: Callable[[int], str]
    steps: Sequence[int]


class _Panel(msgspec.Struct, frozen=True):
    """Where things stand: places from ``first`` to ``last``, values up to the last of ``ticks``."""

    left: float
    top: float
    width: float
    height: float
    first: int
    last: int
    ticks: Sequence[float]

    def x(self, place: int) -> float:
        share = (place - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return self.left + self.width * share

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - value / self.ticks[-1])


def line_chart(
    lines: Sequence[Line], axis: Axis, unit: str, title: str, notes: Sequence[str] = (), *,
    lang: str = "zh-Hans", under: str = "", own_scales: str = "",
) -> str:  # fmt: skip
    """Return a chart of the lines; ``unit`` is what the vertical axis counts.

    More than six lines get a panel each, all with the same horizontal axis and each with its own vertical one, which
    the note ``own_scales`` says.
    """
    places = [place for line in lines for place, _, _ in line.points] or [0]
    first, last = min(places), max(places)
    if len(lines) <= SERIES:
        body, height = _one_panel(lines, axis, unit, first, last)
    else:
        body, height = _small_multiples(lines, axis, unit, first, last)
        notes = [own_scales, *notes] if own_scales else notes
    described = "; ".join(told for line in lines for _, _, told in line.points)
    return sheet(body, height, title, notes, lang=lang, under=under, described=described)


def _one_panel(lines: Sequence[Line], axis: Axis, unit: str, first: int, last: int) -> tuple[str, float]:
    beside = _SWATCH + 3 * _GAP + label_width((line.name for line in lines), _MOST_NAME) if len(lines) > 1 else _GAP
    left = MARGIN + _SCALE
    panel = _Panel(left, SIZE * 2, WIDTH - MARGIN - beside - left, _HEIGHT, first, last, _ticks(lines, _STEPS))
    drawn = [text(MARGIN, SIZE, unit, "dim", SMALL), *_axes(panel, axis)]
    for number, line in enumerate(lines):
        drawn += _drawn(line, panel, number, alone=len(lines) == 1)
    if len(lines) > 1:
        drawn += _names(lines, panel)
    return "".join(drawn), panel.top + panel.height + SMALL * 2


def _small_multiples(lines: Sequence[Line], axis: Axis, unit: str, first: int, last: int) -> tuple[str, float]:
    width = (WIDTH - 2 * MARGIN - (_COLUMNS - 1) * _BETWEEN) / _COLUMNS
    head = SIZE * 2.2
    step = head + _SMALL_HEIGHT + SMALL * 2.6
    drawn = [text(MARGIN, SIZE, unit, "dim", SMALL)]
    for number, line in enumerate(lines):
        row, column = divmod(number, _COLUMNS)
        left, top = MARGIN + column * (width + _BETWEEN), SIZE * 1.6 + row * step
        inner = _Panel(
            left + _SCALE, top + head, width - _SCALE, _SMALL_HEIGHT, first, last, _ticks([line], _SMALL_STEPS)
        )
        drawn.append(text(left, top + SIZE, shortened(line.name, width), told=line.name))
        drawn += _axes(inner, axis)
        drawn += _drawn(line, inner, 0, alone=True)
    return "".join(drawn), SIZE * 1.6 + -(-len(lines) // _COLUMNS) * step


def _ticks(lines: Iterable[Line], most: int) -> list[float]:
    return ticks(max((value for line in lines for _, value, _ in line.points), default=0.0), most)


def _axes(panel: _Panel, axis: Axis) -> Iterator[str]:
    for value in panel.ticks:
        y = panel.y(value)
        yield across(panel.left, panel.left + panel.width, y, "grid" if value else "axis")
        yield text(panel.left - _GAP, y + SMALL * 0.36, f"{value:g}", "dim", SMALL, anchor="end")
    base = panel.top + panel.height
    for place in _named(panel, axis):
        yield upright(panel.x(place), base, base + 4, "axis")
        yield text(panel.x(place), base + SMALL * 1.5, axis.name(place), "dim", SMALL, anchor="middle")


def _named(panel: _Panel, axis: Axis) -> Iterator[int]:
    """The places that are named: as many as there is room for, at round numbers."""
    room = max(1, int(panel.width // (label_width([axis.name(panel.last)], WIDTH, SMALL) + _NAME_ROOM)))
    span = panel.last - panel.first
    step = next((step for step in axis.steps if span < step * room), axis.steps[-1])
    return (place for place in range(panel.first, panel.last + 1) if place % step == 0 or step == 1)


def _drawn(line: Line, panel: _Panel, number: int, *, alone: bool) -> Iterator[str]:
    """The line and its marks; where it is ``alone`` in its panel a mark without neighbours has a stem."""
    for run in _runs(line.points):
        if len(run) > 1:
            path = " ".join(f"{panel.x(place):.1f},{panel.y(value):.1f}" for place, value, _ in run)
            yield f'<polyline class="line{number}" fill="none"{_stroke(number)} points="{path}"/>\n'
        elif alone and run[0][1]:
            yield upright(panel.x(run[0][0]), panel.y(run[0][1]), panel.y(0), f"line{number}")
    for place, value, told in line.points:
        yield _mark(panel.x(place), panel.y(value), number, told)


def _mark(x: float, y: float, number: int, told: str = "") -> str:
    if not number:
        return f'<circle class="mark0" cx="{x:.1f}" cy="{y:.1f}" r="3">{hint(told)}</circle>\n'
    return f'<path class="mark{number}" d="M{x:.1f} {y:.1f}{_SHAPES[number - 1]}">{hint(told)}</path>\n'


def _stroke(number: int) -> str:
    return ' stroke-width="2"' + (f' stroke-dasharray="{_DASHES[number]}"' if _DASHES[number] else "")


def _runs(points: Sequence[tuple[int, float, str]]) -> list[list[tuple[int, float, str]]]:
    """The points in stretches of places that follow each other."""
    runs = [[point] for point in points[:1]]
    for before, point in pairwise(points):
        if point[0] == before[0] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _names(lines: Sequence[Line], panel: _Panel) -> Iterator[str]:
    """The names beside the ends of their lines, moved apart where these are close together."""
    ends = sorted(
        (panel.y(line.points[-1][1]) if line.points else panel.top, number) for number, line in enumerate(lines)
    )
    left = panel.left + panel.width + 2 * _GAP
    for y, (_, number) in zip(_apart([end for end, _ in ends], panel.top + panel.height), ends, strict=True):
        yield (
            f'<line class="line{number}"{_stroke(number)} '
            f'x1="{left:.1f}" x2="{left + _SWATCH:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>\n'
        )
        yield _mark(left + _SWATCH / 2, y, number)
        name = lines[number].name
        yield text(left + _SWATCH + _GAP, y + SIZE * 0.36, shortened(name, _MOST_NAME), told=name)


def _apart(ends: Sequence[float], lowest: float) -> list[float]:
    """The heights, from the top, moved down until there is a row between two of them, and up again from ``lowest``."""
    moved: list[float] = []
    for end in ends:
        moved.append(max(end, moved[-1] + _ROW) if moved else end)
    for at in range(len(moved) - 1, -1, -1):
        moved[at] = min(moved[at], lowest - _ROW * (len(moved) - 1 - at))
    return moved
