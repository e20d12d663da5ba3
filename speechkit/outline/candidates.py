"""Every place where an item of a list may begin: the candidates among which ``search`` chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from speechkit.chars import CLOSING, LINE_ENDS, UNIT_ENDS, ended, number_of, ordinal_of
from speechkit.model import Paragraph
from speechkit.outline.rules import EnumeratorRule, heading_rule, numbering
from speechkit.rules import compiled

__all__ = ["Candidate", "candidates_of"]

_PRIVATE = "\ue000"  # stands for every private-use character of the basic plane in data/numbering.yaml
_LONGEST_MARKER = 10  # code points; no rule has a longer one
_QUOTED_ENDS = UNIT_ENDS + "…"
_BEFORE_SENTENCE = LINE_ENDS + "】〗"
_HEADING_BRACKETS = "【〖"  # 【一、关于班前会】
_PROSE_ENDS = LINE_ENDS + "”"


class Candidate(msgspec.Struct, frozen=True):
    """A possible enumerator or heading: ``[at, end)`` of the text of a paragraph, ``start`` in the source.

    ``ordinal`` is None where the numeral is lost, or the series has none. ``place`` is line, sentence, clause or inner,
    ``weight`` what it costs to pass it over, ``same`` what the items of its list share. ``announced`` is how many items
    the words before it promise, -1 for a promise without a number, 0 for none. ``heading`` is the level of the heading
    that the format marks, 0 for none. ``path`` are the numbers before the last of a decimal: 3, 2 of 3.2.1;
    ``inserted`` is true of 第三条之一, which keeps the number of 第三条.
    """

    rule: EnumeratorRule
    paragraph: int
    at: int
    end: int
    start: int
    ordinal: int | None
    place: str
    weight: float
    same: str = ""
    announced: int = 0
    heading: int = 0
    path: tuple[int, ...] = ()
    inserted: bool = False


def candidates_of(paragraphs: Sequence[Paragraph]) -> tuple[list[Candidate], int | None]:
    """Return every candidate in reading order, up to the notes or annexed texts that follow the speech.

    Where such texts begin is the second item: an offset, None where none follow.
    """
    found: list[Candidate] = []
    annexed = _find(paragraphs, found)
    return _with_heads(found), annexed


def _closed(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether a text is over before a paragraph: its attachments are listed, it is dated, or ends in a call.

    Hansards and reports quote an annex in mid-text and go on.
    """
    rules = numbering()
    before = paragraphs[max(0, number - rules.closing_within) : number]
    listed = any(paragraph.meta and paragraph.text.startswith("附") for paragraph in paragraphs[:number])
    return listed or any(rules.closing.match(paragraph.text) for paragraph in before)


def _with_heads(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that decimals carry on (2 above 2.1) worth more."""
    heads = {candidate.path[0] for candidate in candidates if candidate.path}
    least = numbering().head_of_decimals
    return [
        replace(each, weight=max(each.weight, least))
        if each.rule.family == "ar" and each.place == "line" and each.ordinal in heads
        else each
        for each in candidates
    ]


def _find(paragraphs: Sequence[Paragraph], found: list[Candidate]) -> int | None:
    """Add the candidates to ``found``; return where annexed texts begin."""
    rules = numbering()
    headings = _headings(paragraphs)
    half = paragraphs[-1].end // 2 if paragraphs else 0
    points = 0  # numbered items at the start of a line so far
    for number, paragraph in enumerate(paragraphs):
        if paragraph.meta or paragraph.is_title or paragraph.duty:
            continue
        text = paragraph.text
        if len(text) < rules.longest_tail and paragraph.start > half and rules.tail.match(text):
            return paragraph.start
        if points > 1 and rules.annex.match(text) and _closed(paragraphs, number):
            return paragraph.start
        level = paragraph.heading if number in headings else 0
        numbered = False
        for rule, match, place in _matches(text):
            groups = match.groupdict()
            start, end = match.span("marker") if groups.get("marker") is not None else match.span()
            marker = text[start:end]
            inserted = groups.get("inserted") or ""
            number_word = groups.get("number") or marker.removesuffix(inserted)
            ordinal = _place_of_word(marker) if rule.numeral == "word" else ordinal_of(number_word, rule.numeral)
            if ordinal is None and rule.numeral in ("cn", "formal"):
                continue
            heading = level if start == 0 else 0
            numbered = numbered or start == (text[0] in _HEADING_BRACKETS)
            points += place == "line" and rule.numeral != "none"
            found.append(
                Candidate(
                    rule=rule,
                    paragraph=number,
                    at=start,
                    end=end,
                    start=paragraph.offset(start),
                    ordinal=ordinal,
                    place=place,
                    weight=rules.headings.marked if heading else rule.weight[place],
                    same=_same(rule, groups),
                    announced=_announced(paragraphs, number, start),
                    heading=heading,
                    path=_path(marker) if rule.numeral == "decimal" else (),
                    inserted=bool(inserted),
                )
            )
        if number in headings and not numbered:
            rule = heading_rule(level, set_off=paragraph.set_off)
            # A list number that no rule knows (1.1) is the marker of what its format marks as a heading.
            end = paragraph.anchors[0][0] if level else 0
            weight = rule.weight["line"]
            found.append(Candidate(rule, number, 0, end, paragraph.start, None, "line", weight, heading=level))
    return None


# -- headings ----------------------------------------------------------------------------------------------------------


def _headings(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The numbers of the paragraphs that are headings: marked so, one of the words, or short lines between prose."""
    rules = numbering().headings
    found: set[int] = set()
    body = [number for number, paragraph in enumerate(paragraphs) if not paragraph.meta]
    after_prose = begun = False
    for at, number in enumerate(body):
        paragraph = paragraphs[number]
        text = paragraph.text
        following = paragraphs[body[at + 1]].text if at + 1 < len(body) else ""
        marked = (paragraph.heading or paragraph.set_off) and at > 0 and not compiled(rules.marked_unless).match(text)
        if paragraph.set_off and not paragraph.heading:  # bold letters stand in titles and by-lines too
            marked = marked and (text[0] in _HEADING_BRACKETS or (begun and not ended(text, UNIT_ENDS)))
        begun = begun or paragraph.heading > 0 or ended(text, LINE_ENDS)
        named = bool(following) and rules.fit_as_word(text)
        shaped = after_prose and len(following) > rules.prose and rules.fit(text)
        if marked or ((named or shaped) and not (paragraph.mark and paragraph.mark.cell)):
            found.add(number)
        else:
            after_prose = len(text) > rules.prose and text[-1] in _PROSE_ENDS
    return found


# -- enumerators -------------------------------------------------------------------------------------------------------


def _matches(text: str) -> Iterator[tuple[EnumeratorRule, re.Match[str], str]]:
    """The first rule that matches at each place where one may, left to right, none inside another."""
    done = 0
    for first in _first_characters().finditer(text):
        index = first.start()
        if index < done:
            continue
        place = _place(text, index)
        for rule, near in _rules_at(first[0], place):
            if near and near.isdisjoint(text[index : index + _LONGEST_MARKER]):
                continue
            if match := rule.match(text, index):
                if not _quoted(text, index):
                    yield rule, match, place
                done = match.end()
                break


@cache
def _first_characters() -> re.Pattern[str]:
    return compiled("[" + re.escape("".join(_rules_by_first())) + "\ue000-\uf8ff]")


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


def _place(text: str, index: int) -> str:
    """Where ``index`` stands: at the start of a line, sentence or clause, or inside one."""
    at = index - 1
    while at >= 0 and text[at] in " \u3000":
        at -= 1
    while at > 0 and text[at] in CLOSING and text[at - 1] in _QUOTED_ENDS:
        at -= 1
    if at < 0 or (at == 0 and text[0] in _HEADING_BRACKETS):
        return "line"
    if text[at] in _BEFORE_SENTENCE:
        return "sentence"
    if text[at] in "，、（“‘—":
        return "clause"
    return "inner"


def _quoted(text: str, index: int) -> bool:
    """Whether ``index`` lies in a short quotation: a maxim such as “一要吃饭，二要建设” is no list of ours."""
    reach = numbering().quotation
    opening = text.rfind("“", max(0, index - reach), index)
    if opening < 0 or text.find("”", opening, index) >= 0:
        return False
    closing = text.find("”", index, index + reach)
    return closing >= 0 and closing - opening <= reach


def _announced(paragraphs: Sequence[Paragraph], number: int, index: int) -> int:
    """How many items the words before the enumerator promise, -1 where they do not say how many."""
    rules = numbering()
    text, reach = paragraphs[number].text, rules.announced_within
    before = text[max(0, index - reach) : index].rstrip()
    if index == 0 and number > 0 and not paragraphs[number - 1].meta:
        before = paragraphs[number - 1].text[-reach:]
    match = rules.announcement.search(before)
    return (number_of(match["count"] or "") or -1) if match else 0


def _place_of_word(word: str) -> int | None:
    """What a word such as 首先 says of its place in a list; None where it says no more than that it is the next."""
    place = numbering().words.get(word)
    return place if isinstance(place, int) else None


def _same(rule: EnumeratorRule, groups: dict[str, str | None]) -> str:
    if rule.same in ("group", "soft"):
        return groups.get("same") or ""
    if rule.same == "decimal":
        return (groups.get("marker") or "").rstrip(".、").rpartition(".")[0]
    return rule.id if rule.same == "mark" else ""


def _path(marker: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall("[0-9]+", marker)[:-1]))
