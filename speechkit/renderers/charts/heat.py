"""A heat strip: a row a term, a cell a period, its colour and its character the grade; bands where rows are long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from speechkit.renderers.charts.canvas import (
    MARGIN,
    SIZE,
    SMALL,
    WIDTH,
    hint,
    label_width,
    sheet,
    shortened,
    text,
    width_of,
)

_ROW, _CELL, _WIDEST = 24, 17, 56  # units: the height of a row, the width of a cell, at least and at most
_GAP = 10
_MOST_LABEL = 200


class Cell(msgspec.Struct, frozen=True):
    """A cell: ``grade`` 0, the hottest, to 5, the coldest, the ``sign`` in it and what is told of it."""

    grade: int
    sign: str
    told: str = ""


def heat_strip(
    rows: Sequence[tuple[str, Sequence[Cell | None]]], names: Sequence[str], title: str, notes: Sequence[str] = (), *,
    key: Sequence[tuple[Cell, str]] = (), lang: str = "zh-Hans", under: str = "",
) -> str:  # fmt: skip
    """Return a strip of ``rows``: a label, and a cell for each of the ``names``, None where nothing is known.

    A name may be empty, where the one before says enough. ``key`` is what the cells mean. Rows that are longer than the
    sheet is wide go on in the next band, all of them.
    """
    left = MARGIN + label_width((label for label, _ in rows), _MOST_LABEL) + _GAP
    room = WIDTH - MARGIN - left
    bands = -(-len(names) * _CELL // int(room)) or 1
    length = -(-len(names) // bands) or 1
    cell = min(room / length, _WIDEST)
    height = SMALL * 1.6 + _ROW * len(rows)
    drawn: list[str] = []
    for band in range(bands):
        top = band * (height + SMALL)
        start = band * length
        drawn += (
            text(left + cell * (at + 0.5), top + SMALL, name, "dim", SMALL, anchor="middle")
            for at, name in enumerate(names[start : start + length])
        )
        for number, (label, cells) in enumerate(rows):
            y = top + SMALL * 1.6 + _ROW * number
            drawn.append(
                text(left - _GAP, y + _ROW / 2 + SIZE * 0.36, shortened(label, _MOST_LABEL), anchor="end", told=label)
            )
            drawn += (
                _cell(each, left + cell * at, y, cell) for at, each in enumerate(cells[start : start + length]) if each
            )
    bottom = bands * (height + SMALL)
    drawn += _key(key, bottom)
    described = "; ".join(each.told for _, cells in rows for each in cells if each and each.told)
    return sheet(
        "".join(drawn), bottom + (_ROW if key else 0), title, notes, lang=lang, under=under, described=described
    )


def _cell(cell: Cell, x: float, y: float, width: float) -> str:
    sign = text(x + width / 2, y + _ROW / 2 + SMALL * 0.36, cell.sign, f"on{cell.grade}", SMALL, anchor="middle")
    return (
        f'<g>{hint(cell.told)}<rect class="grade{cell.grade}" x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" '
        f'width="{width - 1:.1f}" height="{_ROW - 1}"/>{sign}</g>\n'
    )


def _key(key: Sequence[tuple[Cell, str]], top: float) -> Iterator[str]:
    x = float(MARGIN)
    for cell, meaning in key:
        yield _cell(cell, x, top, _ROW)
        yield text(x + _ROW + 4, top + _ROW / 2 + SMALL * 0.36, meaning, "dim", SMALL)
        x += _ROW + 4 + width_of(meaning, SMALL) + 2 * _GAP
