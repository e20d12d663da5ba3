"""What all charts share: colours for light and dark, text that fits, the sheet with its title and notes.

Colours are classes in a style sheet, not variables, for drawing programs and resvg know no variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor, log10
from unicodedata import east_asian_width

from speechkit.errors import printable
from speechkit.renderers.markup import quoted

WIDTH = 960  # units of a sheet; a unit is a pixel of the screen
MARGIN = 24
SIZE, SMALL, LARGE = 13, 12, 18  # of text: in the chart, of notes, of the title
LINE = 1.5  # from one line of text to the next, in its size
SERIES = 6  # colours of lines; more of them cannot be told apart
GRADES = 6  # colours from hot to cold
_FONT = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', "
    "'Noto Sans CJK TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif"
)
_LATIN = 0.58  # of the size that a letter or digit takes, a Chinese character 1

# Paper, text, faint text, grid, axes; lines that the colour-blind tell apart, with 4.5 : 1 on the paper; what stands
# in a cell of each grade has 4.5 : 1 too.
_LIGHT = ("#ffffff", "#1f2328", "#59636e", "#d8dee4", "#8c959f")
_DARK = ("#0d1117", "#e6edf3", "#9198a1", "#30363d", "#6e7681")
_LINES_LIGHT = ("#0072b2", "#c24e00", "#007a57", "#a03070", "#7d6000", "#444c56")
_LINES_DARK = ("#56b4e9", "#ff9248", "#2bc99a", "#f08cc8", "#e0b84c", "#c9d1d9")
_GRADES_LIGHT = (
    ("#7a0010", "#ffffff"), ("#c62a1e", "#ffffff"), ("#f28a38", "#1f2328"),
    ("#fcc06e", "#1f2328"), ("#fde7bd", "#1f2328"), ("#eaf0f6", "#59636e"),
)  # fmt: skip
_GRADES_DARK = (
    ("#ffd9cc", "#1f2328"), ("#ff7f5c", "#1f2328"), ("#d9681d", "#0d1117"),
    ("#85520f", "#ffffff"), ("#4a3616", "#f3e3c3"), ("#1a2533", "#9fb0c3"),
)  # fmt: skip


def style() -> str:
    """Return the style sheet of all charts: for light first, then what a dark screen changes."""
    dark = _rules(_DARK, _LINES_DARK, _GRADES_DARK)
    return f"{_rules(_LIGHT, _LINES_LIGHT, _GRADES_LIGHT)}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _rules(plain: Sequence[str], lines: Sequence[str], grades: Sequence[tuple[str, str]]) -> str:
    paper, ink, dim, grid, axis = plain
    rules = [
        f".paper {{ fill: {paper} }}", f".ink {{ fill: {ink} }}", f".dim {{ fill: {dim} }}",
        f".grid {{ stroke: {grid} }}", f".axis {{ stroke: {axis} }}",
    ]  # fmt: skip
    for at, colour in enumerate(lines):
        rules += (f".line{at} {{ stroke: {colour} }}", f".mark{at} {{ fill: {colour} }}")
    for at, (cell, text) in enumerate(grades):
        rules += (f".grade{at} {{ fill: {cell} }}", f".on{at} {{ fill: {text} }}")
    return "".join(f"{rule}\n" for rule in rules)


def sheet(
    body: str, height: float, title: str, notes: Sequence[str], *, lang: str = "zh-Hans", under: str = "",
    described: str = "", width: int = WIDTH,
) -> str:  # fmt: skip
    """Return a chart: ``body``, drawn from y = 0 to ``height``, between its title and its notes.

    ``under`` is a line below the title, ``described`` what screen readers say of the chart beside the title. Notes are
    broken where they are longer than a line.
    """
    head = MARGIN + LARGE * LINE
    top = head + 8 + (SIZE * LINE if under else 0)
    lines = [line for note in notes for line in wrapped(note, width - 2 * MARGIN, SMALL)]
    below = top + height + SMALL * LINE * 1.5
    total = round(below + SMALL * LINE * len(lines) + MARGIN / 2)
    drawn = [text(MARGIN, MARGIN + LARGE * 0.75, shortened(title, width - 2 * MARGIN, LARGE), size=LARGE, bold=True)]
    if under:
        drawn.append(text(MARGIN, head + SIZE, shortened(under, width - 2 * MARGIN), "dim"))
    drawn.append(f'<g transform="translate(0 {top:g})">\n{body}</g>\n')
    drawn += (text(MARGIN, below + SMALL * LINE * at, line, "dim", SMALL) for at, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" width="{width}" height="{total}" '
        f'role="img" font-family="{quoted(_FONT)}" font-size="{SIZE}" xml:lang="{lang}" lang="{lang}">\n'
        f"<title>{clean(title)}</title>\n<desc>{clean(described or title)}</desc>\n"
        f"<style>\n{style()}</style>\n"
        f'<rect class="paper" width="{width}" height="{total}"/>\n{"".join(drawn)}</svg>\n'
    )


def clean(words: str) -> str:
    """Return text for SVG and HTML: on one line, controls made visible, quoted."""
    return quoted(printable(words))


def text(
    x: float, y: float, words: str, kind: str = "ink", size: int = SIZE, *, anchor: str = "start",
    bold: bool = False, told: str = "",
) -> str:  # fmt: skip
    """Return a line of text whose baseline is at ``y``; ``told`` is what is shown where the pointer rests on it."""
    extra = (f' text-anchor="{anchor}"' if anchor != "start" else "") + (' font-weight="bold"' if bold else "")
    sized = f' font-size="{size}"' if size != SIZE else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{sized}{extra}>{clean(words)}{hint(told)}</text>\n'


def hint(told: str) -> str:
    """Return what is shown where the pointer rests on an element."""
    return f"<title>{clean(told)}</title>" if told else ""


def across(x1: float, x2: float, y: float, kind: str = "grid") -> str:
    """Return a level line."""
    return f'<line class="{kind}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>\n'


def upright(x: float, y1: float, y2: float, kind: str = "grid") -> str:
    """Return a line from top to bottom."""
    return f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>\n'


def width_of(words: str, size: float = SIZE) -> float:
    """Return about how wide a text is, in units: a Chinese character is as wide as it is high."""
    return size * sum(1 if east_asian_width(each) in "WFA" else _LATIN for each in words)


def shortened(words: str, width: float, size: float = SIZE) -> str:
    """Return the text, cut with … where it is wider than ``width``.

    >>> shortened("以人民为中心的发展思想", 80, 13)
    '以人民为中…'
    """
    shown = printable(words)
    if width_of(shown, size) <= width:
        return shown
    while shown and width_of(shown, size) + size > width:
        shown = shown[:-1]
    return shown + "…"


def wrapped(words: str, width: float, size: float = SIZE) -> Iterator[str]:
    """Yield the text in lines of ``width`` at most, broken at a blank or after a Chinese character."""
    line = ""
    for piece in _pieces(printable(words)):
        if line and width_of(line + piece.rstrip(), size) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(words: str) -> Iterator[str]:
    """What a line may be broken between: single Chinese characters with the marks around them, words with a blank."""
    piece = ""
    for each in words:
        if (
            piece
            and each not in "，。；：、！？）》」』〕】”’… "
            and piece[-1] not in "（《「『〔【“‘"
            and (piece.endswith(" ") or east_asian_width(each) in "WF" or east_asian_width(piece[-1]) in "WF")
        ):
            yield piece
            piece = ""
        piece += each
    yield piece


def ticks(highest: float, most: int) -> list[float]:
    """Return what is marked on an axis from 0 to ``highest`` or a little more: round numbers, ``most`` steps at most.

    >>> ticks(15.7, 4), ticks(0.3, 3), ticks(0, 4)
    ([0.0, 5.0, 10.0, 15.0, 20.0], [0.0, 0.1, 0.2, 0.3], [0.0, 1.0])
    """
    if highest <= 0:
        return [0.0, 1.0]
    power = 10.0 ** floor(log10(highest / most))
    step = next(step for step in (1, 2, 2.5, 5, 10) if step * power * most >= highest * (1 - 1e-9)) * power
    return [round(step * at, 12) for at in range(ceil(highest / step - 1e-9) + 1)]


def label_width(labels: Iterable[str], most: float, size: float = SIZE) -> float:
    """Return the width that a column of labels takes, ``most`` at most."""
    return min(max((width_of(printable(label), size) for label in labels), default=0), most)
