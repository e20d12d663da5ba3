"""Every place where an item of a list may begin: the candidates among which outline.reading chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from speechkit.chars import number_of, ordinal_of
from speechkit.model import Paragraph
from speechkit.outline.headings import Headings, heading_paragraphs
from speechkit.rules import Examples, HereRule, PatternRule, compiled, load_rules


class EnumeratorRule(HereRule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A style of enumerator; data/numbering.yaml explains the fields."""

    family: str
    first: str
    numeral: str
    rank: float
    weight: dict[str, float]
    same: str = ""
    near: str = ""
    reach: int = 0
    repeats: float | None = None


class Numbering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/numbering.yaml."""

    rules: tuple[EnumeratorRule, ...]
    words: dict[str, int | str]
    carries_on: dict[str, tuple[str, ...]]
    announcement: PatternRule
    tail: HereRule
    headings: Headings


class Candidate(msgspec.Struct, frozen=True):
    """A possible enumerator: ``[at, end)`` of the text of a paragraph, ``start`` in the source.

    ``ordinal`` is None where the numeral is lost, or the series has none.
    ``announced`` is how many items the words before it promise, -1 for a promise without a number, 0 for none.
    """

    rule: EnumeratorRule
    paragraph: int
    at: int
    end: int
    start: int
    ordinal: int | None
    place: str
    weight: float
    same: str
    announced: int


HEADING = EnumeratorRule(
    id="heading",
    family="heading",
    first="",
    here="",
    numeral="none",
    rank=1.2,
    weight={"line": 0.7},
    source="lines of their own that name what follows",
    examples=Examples((), ()),
)


@cache
def numbering() -> Numbering:
    """The numbering grammar, read once."""
    return load_rules("numbering", Numbering)


@cache
def _rules_by_first() -> dict[str, tuple[EnumeratorRule, ...]]:
    """The rules that may apply where such a character stands, in the order of the file."""
    found: dict[str, list[EnumeratorRule]] = {}
    for rule in numbering().rules:
        for character in rule.first:
            found.setdefault(character, []).append(rule)
    return {character: tuple(rules) for character, rules in found.items()}


@cache
def _rules_at(character: str, place: str) -> tuple[tuple[EnumeratorRule, frozenset[str]], ...]:
    """The rules that may apply where ``character`` stands in such a place, each with what must be near."""
    rules = _rules_by_first().get(character) or _rules_by_first()[_PRIVATE]
    return tuple((rule, frozenset(rule.near)) for rule in rules if place in rule.weight)


@cache
def _first_characters() -> re.Pattern[str]:
    return compiled("[" + re.escape("".join(_rules_by_first())) + "\ue000-\uf8ff]")


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
_PRIVATE = "\ue000"  # stands for every private-use character of the basic plane in data/numbering.yaml
_LONGEST = 10  # characters; no marker is longer


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
    match = numbering().announcement.search(before)
    if not match:
        return 0
    return number_of(match["count"] or "") or -1


def candidates_of(paragraphs: Sequence[Paragraph]) -> Iterator[Candidate]:
    """Every candidate in reading order, up to the notes that follow the speech."""
    tail = numbering().tail
    headings = heading_paragraphs(paragraphs, numbering().headings)
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
            marker = text[start:end]
            ordinal = _place_of(marker) if rule.numeral == "word" else ordinal_of(marker, rule.numeral)
            if ordinal is None and rule.numeral in ("cn", "formal"):
                continue
            numbered = numbered or start == 0
            yield Candidate(
                rule=rule,
                paragraph=number,
                at=start,
                end=end,
                start=paragraph.offset(start),
                ordinal=ordinal,
                place=place,
                weight=rule.weight[place],
                same=_same(rule, groups),
                announced=_announced(paragraphs, number, start),
            )
        if number in headings and not numbered:
            yield Candidate(HEADING, number, 0, 0, paragraph.start, None, "line", HEADING.weight["line"], "", 0)


def _matches(text: str) -> Iterator[tuple[EnumeratorRule, re.Match[str], str]]:
    """The first rule that matches at each place where one may, left to right, none inside another."""
    done = 0
    for first in _first_characters().finditer(text):
        index = first.start()
        if index < done:
            continue
        place = _place(text, index)
        for rule, near in _rules_at(first[0], place):
            if near and near.isdisjoint(text[index : index + _LONGEST]):
                continue
            if match := rule.match(text, index):
                if not _quoted(text, index):
                    yield rule, match, place
                done = match.end()
                break


def _place_of(word: str) -> int | None:
    """What a word such as 首先 says of its place in a list; None where it says no more than that it is the next."""
    place = numbering().words.get(word)
    return place if isinstance(place, int) else None


def _same(rule: EnumeratorRule, groups: dict[str, str | None]) -> str:
    if rule.same in ("group", "soft"):
        return groups.get("same") or ""
    return rule.id if rule.same == "mark" else ""
