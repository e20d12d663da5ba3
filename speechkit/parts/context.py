"""What stands around a unit: the text that it is in, the headings of its sections, the clauses that announce its lists.

The names of these features, and the shares and counts at which they step, are part of the weights' format.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

import msgspec

from speechkit.model import Paragraph, Role, Section, Structure, Unit
from speechkit.rules import PatternRule, load_rules

__all__ = [
    "BESIDE",
    "FROM_ENDS",
    "LONGEST_TITLE",
    "Group",
    "about",
    "cue_name",
    "grams",
    "of_paragraphs",
    "of_sections",
    "of_text",
    "part_rules",
    "plain",
    "step",
]


class Group(msgspec.Struct, frozen=True, eq=False):
    """Names of features that stand together; it is the same object for all units that share it, and equals no other."""

    names: tuple[str, ...]


SHARES = (0.01, 0.12, 0.3, 0.5, 0.7, 0.99)  # of demands: in a paragraph, a section
FEW = (0.03, 0.1, 0.3)  # of units of the text that hold a cue
OFTEN = (0.02, 0.08, 0.2, 0.4)  # of units of the text that hold a word
FROM_ENDS = (0, 1, 2, 3, 5, 8, 12, 20, 40)  # units, or paragraphs, from the beginning or the end
UNITS = (1, 2, 4, 8, 20, 50, 100, 200, 500)
BESIDE = (-2, -1, 1, 2)  # units around one whose cues are looked at
CHARACTERS = (15, 25, 35, 45, 60)  # the mean length of the text's units

KEPT = 64  # sections and paragraphs, those asked for last; of a long text not all are kept
LONGEST_TITLE = 60  # code points of a title that are looked at
LONGEST_LEAD = 30

_DIGITS = re.compile(r"[0-9]+")


@cache
def cue_name(name: str, cue: str) -> str:
    """Return the name of a cue in a place: one string for all groups, for a long text has thousands of them."""
    return f"{name}: {cue}"


def plain(text: str) -> str:
    """Return the text with each number a 0."""
    return _DIGITS.sub("0", text)


def grams(text: str, shortest: int, longest: int) -> set[str]:
    """Return all stretches of a text between two lengths."""
    return {text[at : at + size] for size in range(shortest, longest + 1) for at in range(len(text) - size + 1)}


def _words_in(place: str, text: str) -> list[str]:
    """The features of the words of a title, a heading or a lead."""
    return [f"{place}: {gram}" for gram in grams(plain(text), 2, 3)]


def step(value: float, steps: Sequence[float]) -> int:
    """Return how many of the steps lie below the value."""
    return bisect_left(steps, value)


# -- rules of what headings and leads are about (data/parts.yaml) ------------------------------------------------------


class TopicRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """What a heading or a lead is about; ``part`` is the part that it speaks for."""

    part: Role


class PartRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/parts.yaml."""

    address: frozenset[str]
    telling: tuple[str, ...]
    headings: tuple[TopicRule, ...]
    leads: tuple[TopicRule, ...]


@cache
def part_rules() -> PartRules:
    """Return the rules of data/parts.yaml, which are read once."""
    return load_rules("parts", PartRules)


def about(rules: Sequence[TopicRule], text: str) -> list[str]:
    """Return the ids of the rules that fit a heading, or a lead.

    >>> about(part_rules().headings, "存在的主要问题")
    ['title-problems']
    """
    return [rule.id for rule in rules if rule.found_in(text)]


# -- the text ----------------------------------------------------------------------------------------------------------


def of_text(structure: Structure) -> Group:
    """Return what all units of a text share: what its title says, what it is like."""
    units, title = structure.units, structure.title
    count = len(units)
    said = [number for number, unit in enumerate(units) if not structure.paragraphs[unit.paragraph].meta]
    top = sum(section.level == 1 for section in structure.sections)
    names = [
        f"text demands {_share_step(structure, said)}",
        f"text sections {step(top, (0, 1, 3, 6, 12))}",
        f"text units {step(count, UNITS)}",
        f"text script {structure.document.script}",
        f"text sentences {step(sum(len(unit.text) for unit in units) / count, CHARACTERS)}",
    ]
    telling = part_rules().telling
    shares = ((word, sum(word in unit.text for unit in units) / count) for word in telling)
    names += [f"text often {word} {step(share, OFTEN)}" for word, share in shares]
    held = Counter(cue for cues in structure.cues for cue in cues.ids)
    names += sorted(f"text cue {cue} {step(times / count, FEW)}" for cue, times in held.items())
    names += _words_in("title", title.text if title else "")
    return Group(tuple(names))


def _share_step(structure: Structure, numbers: Iterable[int]) -> int:
    """The step of the share of demands, by characters, in these units."""
    size = asked = 0
    for number in numbers:
        length = len(structure.units[number].text)
        size += length
        asked += length * (structure.cues[number].demand > 0)
    return step(asked / max(1, size), SHARES)


# -- sections ----------------------------------------------------------------------------------------------------------


def of_sections(structure: Structure) -> Callable[[int], tuple[Group, ...]]:
    """Return what a section says, by its number, of the units in it.

    These are its heading and lead, those around it, and what it holds. The sections asked for last are kept.
    """
    sections, cues, rules = structure.sections, structure.cues, part_rules()
    outer, leads = outer_of(sections), [lead[-LONGEST_LEAD:] for lead in leads_of(structure)]
    tops = _places_on_top(sections, outer)
    inside: list[list[int]] = [[] for _ in sections]  # the units of each section, those of its own sections too
    for number, unit in enumerate(structure.units):
        at = unit.section
        while at is not None:
            inside[at].append(number)
            at = outer[at]

    def held(number: int) -> tuple[str, ...]:
        times = Counter(cue for unit in inside[number] for cue in cues[unit].ids)
        size = max(1, len(inside[number]))
        often = sorted(f"{cue} {step(n / size, (0.3,))}" for cue, n in times.items() if size > 2 and n / size > 0.1)
        return (f"demands {_share_step(structure, inside[number])}", f"units {step(size, UNITS)}", *often)

    def words(number: int, where: str, under: str) -> Iterator[str]:
        title, lead = sections[number].title[:LONGEST_TITLE], leads[number]
        yield from _words_in(f"{where}heading", title)
        yield from _words_in(f"{where}lead", lead)
        yield from (f"{under} {topic}" for topic in (*about(rules.headings, title), *about(rules.leads, lead)))

    @lru_cache(maxsize=KEPT)
    def above(number: int) -> Group:
        return Group(tuple(words(number, "outer ", "further under")))

    @lru_cache(maxsize=KEPT)
    def whole(top: int) -> Group:
        return Group((*(f"top {each}" for each in held(top)), tops[top]))

    @lru_cache(maxsize=KEPT)
    def of_section(number: int) -> tuple[Group, ...]:
        section, top = sections[number], number
        place = f"level {section.level}", f"ordinal {min(section.ordinal or 0, 6)}"
        own = (*words(number, "", "under"), *place, *(f"section {each}" for each in held(number)))
        groups = [Group(own)]
        while (around := outer[top]) is not None:
            groups.append(above(around))
            top = around
        return (*groups, whole(top))

    return of_section


def _places_on_top(sections: Sequence[Section], outer: Sequence[int | None]) -> dict[int, str]:
    """For each section that stands in no other, how many come before it and after it."""
    tops = [number for number in range(len(sections)) if outer[number] is None]
    return {top: f"top {min(n, 4)} of {min(len(tops) - n, 4)}" for n, top in enumerate(tops)}


# -- paragraphs --------------------------------------------------------------------------------------------------------


def of_paragraphs(structure: Structure) -> Callable[[int], Group]:
    """Return what a paragraph says, by its number, of the units in it: what it holds, and what those around it do."""
    cues = structure.cues
    around = [(number, list(group)) for number, group in groupby(enumerate(structure.units), lambda n: n[1].paragraph)]
    spans = {number: range(group[0][0], group[-1][0] + 1) for number, group in around}
    shares = {number: _share_step(structure, span) for number, span in spans.items()}
    said = [number for number in spans if not structure.paragraphs[number].meta]
    places = {number: place for place, number in enumerate(said)}
    numbers = list(spans)
    place_of = {number: place for place, number in enumerate(numbers)}

    @lru_cache(maxsize=KEPT)
    def held(number: int) -> frozenset[str]:
        return frozenset().union(*(cues[at].ids for at in spans[number]))

    @lru_cache(maxsize=KEPT)
    def of_paragraph(number: int) -> Group:
        names = [f"paragraph demands {shares[number]}", f"paragraph units {step(len(spans[number]), UNITS)}"]
        names.append(f"paragraph begins with demand {cues[spans[number].start].demand > 0}")
        if number in places:
            names.append(f"paragraph {step(places[number], FROM_ENDS)}")
            names.append(f"paragraph -{step(len(said) - 1 - places[number], FROM_ENDS)}")
        names += [cue_name("paragraph cue", cue) for cue in held(number)]
        for away in BESIDE:
            if 0 <= place_of[number] + away < len(numbers):
                other = numbers[place_of[number] + away]
                names.append(f"paragraph{away:+d} demands {shares[other]}")
                if abs(away) == 1:
                    names += [cue_name(f"paragraph{away:+d} cue", cue) for cue in held(other)]
        return Group(tuple(names))

    return of_paragraph


# -- headings ----------------------------------------------------------------------------------------------------------


def outer_of(sections: Sequence[Section]) -> list[int | None]:
    """Return for each section the number of the one around it; None where there is none."""
    numbers = {section.id: number for number, section in enumerate(sections)}
    return [numbers[section.parent] if section.parent else None for section in sections]


def leads_of(structure: Structure) -> list[str]:
    """Return for each section what announces its list (取得了明显成效：一是…); "" where nothing does."""
    sections, units = structure.sections, structure.units
    holders = _holders(sections, units)
    found: list[str] = []
    for section, holder, item in zip(sections, holders, _items_before(sections), strict=True):
        found.append(found[item] if item is not None else _lead(section, units, holder, structure.paragraphs))
    return found


def _items_before(sections: Sequence[Section]) -> list[int | None]:
    """For each section, the number of the item before it in the list that it is in; None for the first of a list."""
    found: list[int | None] = []
    beside: dict[str | None, int] = {}  # by the section around them, the last item so far
    for number, section in enumerate(sections):
        before = beside.get(section.parent)
        goes_on = before is not None and section.ordinal != 1 and section.level == sections[before].level
        found.append(before if goes_on else None)
        beside[section.parent] = number
    return found


def _holders(sections: Sequence[Section], units: Sequence[Unit]) -> list[int]:
    """For each section, the number of the unit in which its enumerator stands."""
    holders: list[int] = []
    number = 0
    for section in sections:
        while number + 1 < len(units) and units[number].end <= section.start:
            number += 1
        holders.append(number)
    return holders


def _lead(section: Section, units: Sequence[Unit], holder: int, paragraphs: Sequence[Paragraph]) -> str:
    """Return the clause before the first item of a list, which stands right before it; "" where there is none.

    ``holder`` is the number of the unit in which the item begins.
    """
    unit = units[holder]
    if unit.opens is None and unit.start < section.start:  # 取得了明显成效：一是… in one sentence
        return unit.text[: max(0, section.start - unit.start)].rstrip("。：；，")
    if holder and not paragraphs[units[holder - 1].paragraph].meta and units[holder - 1].opens is None:
        return units[holder - 1].text.rstrip("。：；，")
    return ""
