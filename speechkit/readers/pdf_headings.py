"""Which paragraphs of a PDF document are its title and headings: by the letters they are in, and by bookmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from speechkit.chars import CLAUSE_ENDS, ended
from speechkit.readers.pdf_area import Area
from speechkit.readers.pdf_lines import FIRST_WIDE, PdfParagraph, is_centred
from speechkit.readers.pdf_rules import pdf_rules

__all__ = ["headings_of", "title_of"]

_TITLE_SIZE = 1.15  # times the letters of the text, at least
_TITLE_LENGTH = (8, 80)  # characters: less may be the name of a bulletin
_TITLE_LINES = 4
_LONGEST = 60  # characters of a heading
_LEVELS = 4
_FEWEST = 2  # headings in a style, at least
_LARGER = 1.08  # times the letters of the text

Style = tuple[float, str]  # the height of letters, and the name of their font


def title_of(paragraphs: Sequence[PdfParagraph], em: float) -> range:
    """Return the numbers of the paragraphs that are the title: those in large letters above the text.

    None are where letters of several sizes are large, as those of a red head; what the words say tells these apart.
    """
    large: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.lines[0].page:
            break
        if paragraph.lines[0].size >= _TITLE_SIZE * em:
            large.append(number)
        elif len(paragraph.text) > _LONGEST:
            break
    sizes = {round(paragraphs[number].lines[0].size) for number in large}
    length = sum(len(paragraphs[number].text) for number in large)
    shortest, longest = _TITLE_LENGTH
    apart = bool(large) and large[-1] - large[0] >= len(large)
    if len(sizes) != 1 or apart or len(large) > _TITLE_LINES or not shortest <= length <= longest:
        return range(0)
    again = sum(round(paragraph.lines[0].size) in sizes for paragraph in paragraphs[large[-1] + 1 :])
    return range(0) if again else range(large[0], large[-1] + 1)


def headings_of(
    paragraphs: Sequence[PdfParagraph],
    areas: Mapping[tuple[int, int], Area],
    em: float,
    bookmarks: Mapping[tuple[int, str], int],
) -> dict[int, int]:
    """Return the levels of headings by the numbers of their paragraphs.

    ``bookmarks`` has the levels of those of the document, by page and words. Without any, headings are those in other
    letters than the text; only where one of them has no number, as numbers tell levels best.
    """
    found: dict[int, int] = {}
    if bookmarks:
        for number, paragraph in enumerate(paragraphs):
            if level := bookmarks.get((paragraph.lines[0].page, "".join(paragraph.text.split()))):
                found[number] = level
    return found or _by_style(paragraphs, areas, em)


def _by_style(paragraphs: Sequence[PdfParagraph], areas: Mapping[tuple[int, int], Area], em: float) -> dict[int, int]:
    of_each = [_style(paragraph) for paragraph in paragraphs]
    lengths: Counter[Style] = Counter()
    for style, paragraph in zip(of_each, paragraphs, strict=True):
        if style:
            lengths[style] += len(paragraph.text)
    if len(lengths) < 2:
        return {}
    body = lengths.most_common(1)[0][0]
    styles: dict[Style, list[int]] = {}
    begun = False
    for number, (paragraph, style) in enumerate(zip(paragraphs, of_each, strict=True)):
        if not begun:
            begun = style == body and len(paragraph.lines) > 1
        elif style and style != body and _is_heading(paragraph, style, body, areas):
            styles.setdefault(style, []).append(number)
    item = pdf_rules().item
    styles = {style: numbers for style, numbers in styles.items() if len(numbers) >= _FEWEST}
    bare = any(not item.match(paragraphs[number].text) for numbers in styles.values() for number in numbers)
    if not bare or len(styles) > _LEVELS:
        return {}
    order = sorted(styles, key=lambda style: (-round(style[0]), styles[style][0]))
    return {number: level for level, style in enumerate(order, 1) for number in styles[style]}


def _style(paragraph: PdfParagraph) -> Style | None:
    """The style of a paragraph that is written in one; digits and letters have fonts of their own in any."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    begins = first.font if paragraph.text[0] >= FIRST_WIDE else ""
    ends = (last.last_font or last.font) if paragraph.text[-1] >= FIRST_WIDE else ""
    if (begins and ends and begins != ends) or not (begins or ends):
        return None
    return round(first.size * 2) / 2, begins or ends


def _is_heading(paragraph: PdfParagraph, style: Style, body: Style, areas: Mapping[tuple[int, int], Area]) -> bool:
    text, first = paragraph.text, paragraph.lines[0]
    if len(text) > _LONGEST or ended(text, CLAUSE_ENDS) or "\t" in text or not any(map(str.isalpha, text)):
        return False
    larger = style[0] >= _LARGER * body[0]
    other = style[1] != body[1] and style[0] >= body[0]
    centred = is_centred(first, areas[first.page, first.column])
    inset = first.left - areas[first.page, first.column].left
    return (larger or other) and (centred or inset < 4.5 * first.size)
