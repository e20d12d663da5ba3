"""Every place where an item of a list may begin: the candidates among which outline.reading chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from speechkit.model import Paragraph
from speechkit.outline.numerals import NUMERALS, ordinal_of
from speechkit.rules import Examples, compiled, load_rules


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A style of enumerator; data/numbering.yaml explains the fields."""

    id: str
    family: str
    pattern: str
    numeral: str
    rank: float
    weight: dict[str, float]
    source: str
    examples: Examples
    same: str = ""
    reach: int = 0
    repeats: float | None = None


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern that tells something of the text around a list."""

    pattern: str
    source: str
    examples: Examples


class Numbering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/numbering.yaml."""

    first: str
    rules: tuple[Rule, ...]
    words: dict[str, int | str]
    carries_on: dict[str, tuple[str, ...]]
    announcement: Cue
    tail: Cue
    heading_words: tuple[str, ...]


class Candidate(NamedTuple):
    """A possible enumerator. ``ordinal`` is None where the numeral is lost, or the series has none.

    ``announced`` is how many items the words before it promise, -1 for a promise without a number, 0 for none.
    """

    rule: Rule
    paragraph: int
    index: int
    end: int
    start: int
    ordinal: int | None
    place: str
    weight: float
    same: str
    announced: int


HEADING = Rule(
    id="heading",
    family="heading",
    pattern="",
    numeral="none",
    rank=1.2,
    weight={"line": 0.7},
    source="lines of their own that name what follows",
    examples=Examples((), ()),
)


@lru_cache(maxsize=1)
def numbering() -> Numbering:
    """The numbering grammar, read once."""
    return load_rules("numbering", Numbering)


@lru_cache(maxsize=8)
def _scanner(place: str) -> tuple[re.Pattern[str], dict[str, tuple[Rule, re.Pattern[str]]]]:
    """One pattern for all enumerators that may stand in such a place, and each rule with its own by group name."""
    rules: dict[str, tuple[Rule, re.Pattern[str]]] = {}
    parts = []
    for number, rule in enumerate(numbering().rules):
        if place not in rule.weight:
            continue
        pattern = rule.pattern
        for name, numerals in NUMERALS.items():
            pattern = pattern.replace("{" + name + "}", numerals)
        rules[f"r{number}"] = (rule, compiled(pattern))
        # Inner group names would clash in the union.
        parts.append(f"(?P<r{number}>{re.sub(r'[(][?]P<[a-z]+>', '(?:', pattern)})")
    return compiled("|".join(parts)), rules


def _place(text: str, index: int) -> str:
    """Where ``index`` stands: at the start of a line, sentence or clause, or inside one."""
    at = index - 1
    while at >= 0 and text[at] in " \u3000":
        at -= 1
    while at > 0 and text[at] in "”’）)】" and text[at - 1] in "。！？；…":
        at -= 1
    if at < 0:
        return "line"
    if text[at] in "。！？；：…】":
        return "sentence"
    if text[at] in "，、（“‘—":
        return "clause"
    return "inner"


_QUOTE_REACH = 200


def _quoted(text: str, index: int) -> bool:
    """Whether ``index`` lies in a short quotation: a maxim such as “一要吃饭，二要建设” is no list of ours."""
    opening = text.rfind("“", max(0, index - _QUOTE_REACH), index)
    if opening < 0 or text.find("”", opening, index) >= 0:
        return False
    closing = text.find("”", index, index + _QUOTE_REACH)
    return closing >= 0 and closing - opening <= _QUOTE_REACH


def _announced(paragraphs: Sequence[Paragraph], number: int, index: int) -> int:
    """How many items the words before the enumerator promise."""
    text = paragraphs[number].text
    before = text[max(0, index - 40) : index].rstrip()
    if index == 0 and number > 0 and not paragraphs[number - 1].meta:
        before = paragraphs[number - 1].text[-40:]
    match = compiled(numbering().announcement.pattern).search(before)
    if not match:
        return 0
    return ordinal_of(match["count"].replace("两", "二"), "cn") or -1 if match["count"] else -1


def candidates_of(paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    """Every candidate in reading order, up to the notes that follow the speech."""
    tail = compiled(numbering().tail.pattern)
    headings = heading_paragraphs(paragraphs)
    half = paragraphs[-1].end // 2 if paragraphs else 0
    for number, paragraph in enumerate(paragraphs):
        if paragraph.meta:
            continue
        text = paragraph.text
        if len(text) < 30 and paragraph.start > half and tail.match(text):
            return
        numbered = False
        for rule, match, place in _matches(text):
            groups = match.groupdict()
            start, end = match.span("marker") if groups.get("marker") is not None else match.span()
            numbered = numbered or start == 0
            yield Candidate(
                rule=rule,
                paragraph=number,
                index=start,
                end=end,
                start=paragraph.offset(start),
                ordinal=ordinal_of(text[start:end], rule.numeral, numbering().words),
                place=place,
                weight=rule.weight[place],
                same=_same(rule, groups),
                announced=_announced(paragraphs, number, start),
            )
        if number in headings and not numbered:
            yield Candidate(HEADING, number, 0, 0, paragraph.start, None, "line", HEADING.weight["line"], "", 0)


def _matches(text: str) -> Iterator[tuple[Rule, re.Match[str], str]]:
    """Every rule that matches at a place where it may, left to right, none inside another."""
    done = 0
    for first in compiled(numbering().first).finditer(text):
        index = first.start()
        if index < done:
            continue
        place = _place(text, index)
        scanner, rules = _scanner(place)
        found = scanner.match(text, index)
        if found is None or _quoted(text, index):
            continue
        rule, pattern = rules[found.lastgroup or ""]
        match = pattern.match(text, index)
        if match is not None:
            done = match.end()
            yield rule, match, place


def _same(rule: Rule, groups: dict[str, str | None]) -> str:
    if rule.same in ("group", "soft"):
        return groups.get("same") or ""
    return rule.id if rule.same == "mark" else ""


_HEADING_SHAPE = re.compile(r"(?:\d{4}年|[^，。！？；：…、“（\d])[^。！？；：…]{1,28}[^，。！？；：…、]$")
_NO_HEADING = re.compile(r"(?:\d{4}年\d|[\d.]+$|各位|同志|主席|.*记者|.*/摄|尊敬|女士|谢谢|讲话$|致辞$|[^ ]{2,3} [^ ]{1,2}$)")


def heading_paragraphs(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The numbers of the paragraphs that are un-numbered headings: marked as such, or short lines between prose."""
    words = set(numbering().heading_words)
    found: set[int] = set()
    prose = False
    body = [n for n, paragraph in enumerate(paragraphs) if not paragraph.meta]
    for at, number in enumerate(body):
        paragraph = paragraphs[number]
        text = paragraph.text
        follows = paragraphs[body[at + 1]].text if at + 1 < len(body) else ""
        if paragraph.heading and at:
            found.add(number)
        elif len(text) <= 30 and follows and "".join(text.split()) in words:
            found.add(number)
        elif prose and len(follows) > 50 and _HEADING_SHAPE.match(text) and not _NO_HEADING.match(text):
            found.add(number)
        prose = len(text) > 50 and text[-1] in "。！？；：”…" or (prose and number in found)
    return found
