"""Where in each text something stands: a row a text, a stroke a place, from its beginning on the left to its end."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.renderers.charts.canvas import (
    MARGIN,
    SIZE,
    SMALL,
    WIDTH,
    across,
    label_width,
    sheet,
    shortened,
    text,
    upright,
)

ROW, STROKE = 24, 16  # units of height
_GAP = 10
_MOST_LABEL = 320
_ENDS = ("0", "50 %", "100 %")


def dispersion_plot(
    rows: Sequence[tuple[str, Sequence[float]]], title: str, notes: Sequence[str] = (), *, lang: str = "zh-Hans"
) -> str:
    """Return a plot of ``rows``: a text's name and the places in it, each from 0, its beginning, to 1, its end.

    How many places there are stands on the right.
    """
    left = MARGIN + label_width((label for label, _ in rows), _MOST_LABEL) + _GAP
    totals = [str(len(places)) for _, places in rows]
    right = WIDTH - MARGIN - label_width(totals, _MOST_LABEL) - _GAP
    bottom = ROW * len(rows)
    drawn = [upright(left + (right - left) * at / 2, 0, bottom) for at in range(3)]
    for at, (label, places) in enumerate(rows):
        y = ROW * at + ROW / 2
        base = y + SIZE * 0.36
        drawn.append(text(left - _GAP, base, shortened(label, _MOST_LABEL), anchor="end", told=label))
        drawn.append(across(left, right, y))
        drawn.append(text(right + _GAP, base, totals[at], "dim"))
        if places:
            strokes = "".join(
                f"M{left + (right - left) * place:.1f} {y - STROKE / 2:g}v{STROKE}" for place in sorted(places)
            )
            drawn.append(f'<path class="line0" fill="none" stroke-width="1.5" d="{strokes}"/>\n')
    drawn += (
        text(left + (right - left) * at / 2, bottom + SMALL * 1.4, name, "dim", SMALL, anchor="middle")
        for at, name in enumerate(_ENDS)
    )
    described = "; ".join(f"{label} {total}" for (label, _), total in zip(rows, totals, strict=True))
    return sheet("".join(drawn), bottom + SMALL * 2, title, notes, lang=lang, described=described)
