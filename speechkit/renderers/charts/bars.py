"""Bars from left to right, one below the other: words with their weights, groups with their rates."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.renderers.charts.canvas import MARGIN, SIZE, WIDTH, label_width, sheet, shortened, text, upright

ROW, BAR = 24, 14  # units of height
_GAP = 8
_MOST_LABEL = 320


def bar_chart(
    rows: Sequence[tuple[str, float, str]], title: str, notes: Sequence[str] = (), *, lang: str = "zh-Hans"
) -> str:
    """Return a chart of ``rows``: a label, a value, and what stands at the bar's end, such as the value as text.

    Bars of values below 0 go to the left of the line that marks 0.
    """
    described = "; ".join(f"{label} {said}" for label, _, said in rows)
    return sheet(bars(rows), ROW * len(rows), title, notes, lang=lang, described=described)


def bars(rows: Sequence[tuple[str, float, str]]) -> str:
    """Return the bars of ``rows`` alone, each ``ROW`` units high, for a sheet."""
    left = MARGIN + label_width((label for label, _, _ in rows), _MOST_LABEL) + _GAP
    shown = label_width((said for _, _, said in rows), _MOST_LABEL) + _GAP
    low, high = min((0.0, *(value for _, value, _ in rows))), max((0.0, *(value for _, value, _ in rows)))
    start = left + (shown if low < 0 else 0)
    room = WIDTH - MARGIN - shown - start
    scale = room / (high - low or 1)
    zero = start - low * scale
    drawn = [upright(zero, 0, ROW * len(rows), "axis")]
    for at, (label, value, said) in enumerate(rows):
        y = ROW * at
        base = y + ROW / 2 + SIZE * 0.36
        end = zero + value * scale
        drawn.append(text(left - _GAP, base, shortened(label, _MOST_LABEL), anchor="end", told=f"{label} {said}"))
        drawn.append(
            f'<rect class="mark0" x="{min(zero, end):.1f}" y="{y + (ROW - BAR) / 2:g}" '
            f'width="{abs(end - zero):.1f}" height="{BAR}"/>\n'
        )
        drawn.append(text(end + (_GAP if value >= 0 else -_GAP), base, said, anchor="start" if value >= 0 else "end"))
    return "".join(drawn)
