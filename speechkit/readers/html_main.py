"""Find the text of an article among all that a web page shows, its title, and the line that tells its date.

What stands around a text has few marks of punctuation and many links. So a line weighs as many characters as it has
beside links, fewer where it has no mark; the text is the innermost box that holds nearly all the weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import msgspec

from speechkit.readers.html_lines import Page, PageLine
from speechkit.readers.html_rules import ToolRule, html_rules

__all__ = ["Article", "article_of", "is_editor"]

_MARKS = re.compile("[，。；！？：、,;!?]")
_ENDS = "。！？；!?;”"
_NOT_SPACE = re.compile(r"\s+")
_FILE = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|zip|rar|txt|pptx?)\b|^附件", re.IGNORECASE)
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 100  # characters
_LONGEST_TOOL = 120  # characters of a line that is no part of a text
_DATE_ALONE = re.compile(r"[\s（(]*\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?[\s）)]*")
_FENCES = ("---", "+++")  # around front matter
_ASIDE_TAGS = frozenset(("nav", "aside", "footer", "header", "form"))


class Article(msgspec.Struct, frozen=True):
    """The lines of the text, its title first where the page shows one: ``titles`` of them are the title.

    ``date``, as written, and ``author`` are what the lines around the title say.
    """

    lines: tuple[PageLine, ...] = ()
    titles: int = 0
    date: str = ""
    author: str = ""


def article_of(page: Page, names: Sequence[str], *, dated: bool = False) -> Article:
    """Find the article in a page; ``names`` are its titles as the head of the page has them, the surest first.

    ``dated``: the date is known, and not looked for.
    """
    lines, head = page.lines, html_rules().choice.head
    weights, tools = _weights_of(lines)
    boxes = _weights_of_boxes(page, weights)
    main = _main_box(page, boxes)
    first, last = page.boxes[main].first, page.boxes[main].last
    kept = list(_kept(page, range(first, last), _around(page, main, boxes), tools))
    title = _title(page, first, kept, names)
    filled = [number for number in kept if lines[number].text]
    near = (
        *[n for n in range(first) if lines[n].text][-2 * head :],
        *islice((n for n in range(first, last) if lines[n].text), head),
    )
    date, author = _told([lines[number].text for number in near], dated=dated)
    by_lines = {
        n for n in _behind_front_matter(filled, lines)[:head] if lines[n].box != main and _is_by_line(lines[n].text)
    }.union(title)
    body = [number for number in kept if number not in by_lines]
    if title and title[-1] < first:
        body = [n for n in range(title[-1] + 1, first) if _is_below_title(lines[n])] + body
    shown = [lines[number] for number in (*title, *_trimmed(lines, body))]
    return Article(tuple(shown), len(title), date, author)


def _behind_front_matter(numbers: list[int], lines: Sequence[PageLine]) -> list[int]:
    """Those of the lines that follow the front matter of a text that was pasted into the page, else all."""
    fence = lines[numbers[0]].text if numbers else ""
    if fence in _FENCES:
        end = next((at for at, number in enumerate(numbers) if at and lines[number].text == fence), -1)
        return numbers[end + 1 :]
    return numbers


# -- where the text is -------------------------------------------------------------------------------------------------


def _weights_of(lines: Sequence[PageLine]) -> tuple[list[float], set[int]]:
    """The weight of every line, and the numbers of those that are no part of the text, wherever they stand."""
    without_marks = html_rules().choice.without_marks
    weights: list[float] = []
    tools: set[int] = set()
    by_first, by_word = _tool_rules()
    texts = [line.text for line in lines]
    whole = "\n".join(texts)
    by_word = [(word, rule) for word, rule in by_word if word in whole]
    worded = {number for word, _ in by_word for number, text in enumerate(texts) if word in text}
    for number, line in enumerate(lines):
        text = line.text
        length = len(text)
        said = max(length - line.links, 0)
        if length > _LONGEST_TOOL:
            weights.append(said)
        elif length and (text.lstrip()[:1] in by_first or number in worded) and _is_tool(text, by_first, by_word):
            tools.add(number)
            weights.append(0)
        else:
            weights.append(said if "，" in text or "。" in text or _MARKS.search(text) else said * without_marks)
    return weights, tools


def _weights_of_boxes(page: Page, weights: list[float]) -> list[float]:
    boxes = [0.0] * len(page.boxes)
    for line, weight in zip(page.lines, weights, strict=True):
        boxes[line.box] += weight
    for number in range(len(boxes) - 1, 0, -1):
        boxes[page.boxes[number].parent] += boxes[number]
    return boxes


def _main_box(page: Page, boxes: list[float]) -> int:
    """The innermost box that holds nearly all of the text."""
    rules = html_rules().choice
    heaviest = [0] * len(page.boxes)  # the heaviest child of every box, 0 for none
    for number in range(1, len(page.boxes)):
        parent = page.boxes[number].parent
        if boxes[number] > (boxes[heaviest[parent]] if heaviest[parent] else 0.0):
            heaviest[parent] = number
    chain = [0]
    while (child := heaviest[chain[-1]]) and boxes[child] >= rules.most_of_page * boxes[0]:
        chain.append(child)
    named = [number for number in chain if number and _is_named(page, number, html_rules().main)]
    main = named[-1] if named else 0
    while (child := heaviest[main]) and boxes[child] >= rules.most_of_element * boxes[main]:
        if _stands_before(page, main, child):
            break
        main = child
    while page.boxes[main].tag in ("tr", "tbody", "thead", "table", "ul", "ol", "dl") and main:
        main = page.boxes[main].parent  # a table or list is shown whole
    return main


def _stands_before(page: Page, box: int, child: int) -> bool:
    """Whether a box has text of its own before that of its child, as where a text is pasted in behind its beginning."""
    lines = page.lines[page.boxes[box].first : page.boxes[child].first]
    return any(
        line.box == box and line.text and not (line.links or is_tool(line.text) or _is_by_line(line.text))
        for line in lines
    )


def _names(page: Page, box: int) -> list[str]:
    return [*page.boxes[box].names.lower().split(), page.boxes[box].tag]


def _is_named(page: Page, box: int, words: Sequence[str]) -> bool:
    return any(name in words for name in _names(page, box))


def _around(page: Page, main: int, boxes: list[float]) -> set[int]:
    """The boxes inside the text's that are no part of it, by what they are named."""
    rules = html_rules()
    words = frozenset(rules.around)
    found: set[int] = set()
    for number in range(main + 1, len(page.boxes)):
        box = page.boxes[number]
        if box.first >= page.boxes[main].last:
            break
        if box.parent in found:
            found.add(number)
            continue
        if boxes[number] <= rules.choice.around * boxes[main] and (
            box.tag in _ASIDE_TAGS or box.tag in words or (box.names and not words.isdisjoint(_names(page, number)))
        ):
            found.add(number)
    return found


def _kept(page: Page, numbers: Sequence[int], around: set[int], tools: set[int]) -> Iterator[int]:
    """The lines of the text among those of its box."""
    for number in numbers:
        line = page.lines[number]
        if line.box in around and not (line.heading and page.boxes[line.box].tag == "header"):
            continue
        if number not in tools and not (line.links and _is_link(line)):
            yield number


def is_tool(text: str) -> bool:
    """Return whether a line is for the use of the page, such as to print it, or says whose page it is."""
    return _is_tool(text, *_tool_rules())


def _is_tool(text: str, by_first: dict[str, list[ToolRule]], by_word: list[tuple[str, ToolRule]]) -> bool:
    text = text.lstrip()
    for rule in by_first.get(text[:1], ()):
        if rule.match(text):
            return True
    return bool(by_word) and any(word in text and rule.match(text) for word, rule in by_word)


@cache
def _tool_rules() -> tuple[dict[str, list[ToolRule]], list[tuple[str, ToolRule]]]:
    """The rules for such lines by what they can begin with, and those of which one of the words is in the line."""
    by_first: dict[str, list[ToolRule]] = {}
    by_word: list[tuple[str, ToolRule]] = []
    for rule in html_rules().tools:
        by_word += [(word, rule) for word in rule.words]
        for character in rule.first:
            by_first.setdefault(character, []).append(rule)
    return by_first, by_word


def _is_link(line: PageLine) -> bool:
    """Whether a line does nothing but lead to another page."""
    text = line.text.strip()
    return (
        line.links - line.anchors >= html_rules().choice.links * len(text)
        and text[-1] not in _ENDS
        and not _FILE.search(text)
        and not line.heading
    )


def _may_be_dateline(text: str) -> bool:
    return len(text) <= _LONGEST_TOOL and ("：" in text or ":" in text or text.lstrip()[:1].isdigit())


def _is_dateline(text: str) -> bool:
    return _may_be_dateline(text) and any(rule.search(text) for rule in html_rules().datelines)


def _is_below_title(line: PageLine) -> bool:
    """Whether a line between the title and the text belongs to both: a subtitle, or the date in brackets."""
    return bool(line.text) and not line.links and html_rules().below_title.match(line.text.strip()) is not None


def _is_by_line(text: str) -> bool:
    """Whether a line says when and by whom a page was published; a date alone may be that of the speech."""
    return _is_dateline(text) and not _DATE_ALONE.fullmatch(text)


def _trimmed(lines: list[PageLine], numbers: list[int]) -> list[int]:
    """The lines without the empty ones at both ends, of several between two lines the first."""
    found: list[int] = []
    for number in numbers:
        if lines[number].text or (found and lines[found[-1]].text):
            found.append(number)
    while found and not lines[found[-1]].text:
        found.pop()
    return found


# -- what the page says of the text ------------------------------------------------------------------------------------


def _title(page: Page, first: int, kept: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
    """The lines that show the title: what the head of the page names, else the highest heading near the text."""
    lines, head = page.lines, html_rules().choice.head
    above = [number for number in range(first - 1, -1, -1) if lines[number].text][: 2 * head]
    inside = [number for number in kept if lines[number].text][:head]
    near = [(number, _squeezed(lines[number].text)) for number in (*inside, *above)]
    near = [(number, text) for number, text in near if _may_be_title(text)]
    for name in map(_squeezed, names):
        for number, text in near:
            if name == text:
                return (number,)
            if name.startswith(text) and number + 1 < len(lines) and name == text + _squeezed(lines[number + 1].text):
                return (number, number + 1)  # a title in two lines
    return next(((number,) for number, _ in near if lines[number].heading == 1), ())


def _may_be_title(text: str) -> bool:
    return _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE and "。" not in text


def is_editor(name: str, page: Page) -> bool:
    """Return whether a name is that of one who made the page, which may be all that its head says of an author."""
    lines = (line.text for line in page.lines if name in line.text and len(line.text) <= _LONGEST_TOOL)
    return any(found["editor"] == name for line in lines for found in html_rules().editor.matches(line))


def _squeezed(text: str) -> str:
    return _NOT_SPACE.sub("", text)


def _told(texts: Sequence[str], *, dated: bool) -> tuple[str, str]:
    """The date, unless it is known, and the author that the lines around the title tell, "" for none."""
    date = author = ""
    for text in texts:
        if not _may_be_dateline(text):
            continue
        if not dated and not date:
            matches = (rule.search(text) for rule in html_rules().datelines if "?P<date>" in rule.pattern)
            date = next((found["date"] for found in matches if found), "")
        if not author and (found := html_rules().author.search(text)):
            author = found["author"]
    return date, author
