"""What a unit is known by: its words, its cues and those around it, its headings, its place, the text that it is in.

Features come in groups, since many units share one: the weights of a group are added up once. ``training/parts.py``
fits a weight for each role to every feature; the names of features, and the shares and counts at which they step, are
part of the weights' format.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from operator import attrgetter

import msgspec

from speechkit.chars import ended
from speechkit.model import Section, Structure, Unit
from speechkit.parts.headings import about, leads_of, outer_of, part_rules
from speechkit.parts.weights import LONGEST_WORDS


class Group(msgspec.Struct, frozen=True, eq=False):
    """Names of features that stand together; it is the same object for all units that share it, and equals no other."""

    names: tuple[str, ...]


class Features(msgspec.Struct, frozen=True):
    """The features of a unit: ``text``, of which each short stretch is one, and ``groups``."""

    text: str
    groups: tuple[Group, ...]

    def names(self) -> Iterator[str]:
        """Yield the names of all features, those of the text first; one may come more than once."""
        yield from _grams(self.text, 1, LONGEST_WORDS) - {"^", "$"}
        for group in self.groups:
            yield from group.names


SHARES = (0.01, 0.12, 0.3, 0.5, 0.7, 0.99)  # of demands: in a paragraph, a section
FEW = (0.03, 0.1, 0.3)  # of units of the text that hold a cue
OFTEN = (0.02, 0.08, 0.2, 0.4)  # of units of the text that hold a word
FROM_ENDS = (0, 1, 2, 3, 5, 8, 12, 20, 40)  # units, or paragraphs, from the beginning or the end
PLACES = (0.03, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.97)  # of the text before a unit
DEMANDS = (-3, -2, -1, 0, 1, 2, 3)  # the demand of a unit, in logits
UNITS = (1, 2, 4, 8, 20, 50, 100, 200, 500)
BESIDE = (-2, -1, 1, 2)  # units around one whose cues are looked at
CHARACTERS = (15, 25, 35, 45, 60)  # the mean length of the text's units

LONGEST_TITLE = 60  # code points of a title that are looked at
LONGEST_LEAD = 30

_DIGITS = re.compile(r"[0-9]+")


def features_of(structure: Structure) -> Iterator[Features]:
    """Yield the features of every unit, in the order of the units."""
    units, cues = structure.units, structure.cues
    if not units:
        return
    text, sections, paragraphs = _of_text(structure), _of_sections(structure), _of_paragraphs(structure)
    places = _of_places(structure)
    own: dict[frozenset[str], Group] = {}
    beside: dict[tuple[int, bool], dict[frozenset[str], Group]] = {
        (away, same): {} for away in BESIDE for same in (True, False)
    }
    edges = {away: Group((f"edge{away:+d}",)) for away in BESIDE}
    for number, unit in enumerate(units):
        groups = [text, paragraphs[unit.paragraph], *places[number], _cue_group(own, "cue", cues[number].ids)]
        if unit.section is not None:
            groups += sections[unit.section]
        for away in BESIDE:
            if 0 <= number + away < len(units):
                same = units[number + away].paragraph == unit.paragraph
                name = f"cue{away:+d} {'same' if same else 'next'}"
                groups.append(_cue_group(beside[away, same], name, cues[number + away].ids))
            else:
                groups.append(edges[away])
        yield Features(marked(unit.text), tuple(groups))


def _cue_group(known: dict[frozenset[str], Group], name: str, ids: frozenset[str]) -> Group:
    group = known.get(ids)
    if group is None:
        group = known[ids] = Group(tuple(f"{name}: {cue}" for cue in ids))
    return group


# -- words -------------------------------------------------------------------------------------------------------------


def marked(text: str) -> str:
    """Return the text of a unit as its stretches are named: ``^`` before it, ``$`` behind it, each number a 0."""
    return f"^{_DIGITS.sub('0', text)}$"


def _grams(text: str, shortest: int, longest: int) -> set[str]:
    return {text[at : at + size] for size in range(shortest, longest + 1) for at in range(len(text) - size + 1)}


def _words_in(place: str, text: str) -> list[str]:
    """The features of the words of a title, a heading or a lead."""
    return [f"{place}: {gram}" for gram in _grams(_DIGITS.sub("0", text), 2, 3)]


def _step(value: float, steps: Sequence[float]) -> int:
    """How many of the steps lie below the value."""
    return bisect_left(steps, value)


# -- the text ----------------------------------------------------------------------------------------------------------


def _of_text(structure: Structure) -> Group:
    """What all units of a text share: what its title says, what it is like."""
    units, title = structure.units, structure.title
    count = len(units)
    said = [number for number, unit in enumerate(units) if not structure.paragraphs[unit.paragraph].meta]
    top = sum(section.level == 1 for section in structure.sections)
    names = [
        f"text demands {_share_step(structure, said)}",
        f"text sections {_step(top, (0, 1, 3, 6, 12))}",
        f"text units {_step(count, UNITS)}",
        f"text script {structure.document.script}",
        f"text sentences {_step(sum(len(unit.text) for unit in units) / count, CHARACTERS)}",
    ]
    telling = part_rules().telling
    shares = ((word, sum(word in unit.text for unit in units) / count) for word in telling)
    names += [f"text often {word} {_step(share, OFTEN)}" for word, share in shares]
    held = Counter(cue for cues in structure.cues for cue in cues.ids)
    names += sorted(f"text cue {cue} {_step(times / count, FEW)}" for cue, times in held.items())
    names += _words_in("title", title.text if title else "")
    return Group(tuple(names))


def _share_step(structure: Structure, numbers: Iterable[int]) -> int:
    """The step of the share of demands, by characters, in these units."""
    size = asked = 0
    for number in numbers:
        length = len(structure.units[number].text)
        size += length
        asked += length * (structure.cues[number].demand > 0)
    return _step(asked / max(1, size), SHARES)


# -- sections ----------------------------------------------------------------------------------------------------------


def _of_sections(structure: Structure) -> list[tuple[Group, ...]]:
    """For each section, what it says of the units in it: its heading and lead, those around it, and what it holds."""
    sections, cues = structure.sections, structure.cues
    outer, leads = outer_of(sections), leads_of(structure)
    inside: list[list[int]] = [[] for _ in sections]  # the units of each section, those of its own sections too
    for number, unit in enumerate(structure.units):
        at = unit.section
        while at is not None:
            inside[at].append(number)
            at = outer[at]
    held: dict[int, tuple[str, ...]] = {}
    for at, numbers in enumerate(inside):
        times = Counter(cue for number in numbers for cue in cues[number].ids)
        size = max(1, len(numbers))
        often = sorted(f"{cue} {_step(n / size, (0.3,))}" for cue, n in times.items() if size > 2 and n / size > 0.1)
        held[at] = (f"demands {_share_step(structure, numbers)}", f"units {_step(size, UNITS)}", *often)
    titles = [section.title[:LONGEST_TITLE] for section in sections]
    leads = [lead[-LONGEST_LEAD:] for lead in leads]
    rules = part_rules()
    topics = [
        (*about(rules.headings, title), *about(rules.leads, lead)) for title, lead in zip(titles, leads, strict=True)
    ]
    tops = _places_on_top(sections, outer)
    above = {
        number: Group(
            (
                *_words_in("outer heading", titles[number]),
                *_words_in("outer lead", leads[number]),
                *(f"further under {topic}" for topic in topics[number]),
            )
        )
        for number in {around for around in outer if around is not None}
    }
    whole = {top: Group((*(f"top {each}" for each in held[top]), place)) for top, place in tops.items()}
    found: list[tuple[Group, ...]] = []
    for number, section in enumerate(sections):
        names = (
            *_words_in("heading", titles[number]),
            *_words_in("lead", leads[number]),
            *(f"under {topic}" for topic in topics[number]),
            f"level {section.level}",
            f"ordinal {min(section.ordinal or 0, 6)}",
            *(f"section {each}" for each in held[number]),
        )
        groups = [Group(names)]
        top = number
        while (around := outer[top]) is not None:
            groups.append(above[around])
            top = around
        found.append((*groups, whole[top]))
    return found


def _places_on_top(sections: Sequence[Section], outer: Sequence[int | None]) -> dict[int, str]:
    """For each section that stands in no other, how many come before it and after it."""
    tops = [number for number in range(len(sections)) if outer[number] is None]
    return {top: f"top {min(n, 4)} of {min(len(tops) - n, 4)}" for n, top in enumerate(tops)}


# -- paragraphs --------------------------------------------------------------------------------------------------------


def _of_paragraphs(structure: Structure) -> dict[int, Group]:
    """For each paragraph, by number, what it says of the units in it: what it holds, and what those around it do."""
    around = [(number, list(group)) for number, group in groupby(enumerate(structure.units), lambda n: n[1].paragraph)]
    spans = {number: range(group[0][0], group[-1][0] + 1) for number, group in around}
    cues = {number: frozenset().union(*(structure.cues[at].ids for at in span)) for number, span in spans.items()}
    shares = {number: _share_step(structure, span) for number, span in spans.items()}
    said = [number for number in spans if not structure.paragraphs[number].meta]
    places = {number: place for place, number in enumerate(said)}
    found: dict[int, Group] = {}
    numbers = list(spans)
    for place, number in enumerate(numbers):
        names = [f"paragraph demands {shares[number]}", f"paragraph units {_step(len(spans[number]), UNITS)}"]
        first = structure.cues[spans[number].start].demand > 0
        names.append(f"paragraph begins with demand {first}")
        if number in places:
            names.append(f"paragraph {_step(places[number], FROM_ENDS)}")
            names.append(f"paragraph -{_step(len(said) - 1 - places[number], FROM_ENDS)}")
        names += [f"paragraph cue: {cue}" for cue in cues[number]]
        for away in BESIDE:
            if 0 <= place + away < len(numbers):
                other = numbers[place + away]
                names.append(f"paragraph{away:+d} demands {shares[other]}")
                if abs(away) == 1:
                    names += [f"paragraph{away:+d} cue: {cue}" for cue in cues[other]]
        found[number] = Group(tuple(names))
    return found


# -- places ------------------------------------------------------------------------------------------------------------


def _of_places(structure: Structure) -> list[tuple[Group, ...]]:
    """For each unit, what its place says: from the beginning and the end, in its paragraph, among the sections.

    What it opens and its own demand come with it.
    """
    units, title = structure.units, structure.title
    listed = [number for number, unit in enumerate(units) if unit.section is not None]
    first, last = (listed[0], listed[-1]) if listed else (len(units), -1)
    far: dict[tuple[int, int, int, str], Group] = {}
    near: dict[tuple[int, str], Group] = {}
    found: list[tuple[Group, ...]] = []
    for number, (unit, own, within) in enumerate(zip(units, structure.cues, _in_paragraphs(units), strict=True)):
        behind = len(units) - 1 - number
        place = _step(number, FROM_ENDS), _step(behind, FROM_ENDS), _step(number / max(1, len(units) - 1), PLACES)
        zone = _zone(unit, number, first, last)
        if (group := far.get((*place, zone))) is None:
            names = f"unit {place[0]}", f"unit -{place[1]}", f"place {place[2]}", zone
            group = far[*place, zone] = Group(names)
        demand = _step(own.demand, DEMANDS)
        if (other := near.get((demand, within))) is None:
            other = near[demand, within] = Group((f"demand {demand}", within))
        groups: tuple[Group, ...] = (group, other)
        if title and unit.start < title.end and title.start < unit.end:
            groups = (*groups, _IN_TITLE)
        if unit.opens is not None:
            groups = (*groups, Group(tuple(_of_opening(unit, structure.sections[unit.opens]))))
        found.append(groups)
    return found


_IN_TITLE = Group(("in the title",))


def _of_opening(unit: Unit, opened: Section) -> Iterator[str]:
    """What a unit that opens a section says of itself."""
    yield f"opens {opened.level}"
    yield f"opens series {opened.series}"
    yield f"whole {ended(unit.text)}"
    for topic in about(part_rules().headings, unit.text[:LONGEST_TITLE]):
        yield f"opens {topic}"


def _in_paragraphs(units: Sequence[Unit]) -> Iterator[str]:
    """Yield where in its paragraph each unit stands."""
    for _, group in groupby(units, key=attrgetter("paragraph")):
        count = sum(1 for _ in group)
        if count == 1:
            yield "alone in paragraph"
            continue
        yield "in paragraph first"
        yield from repeat("in paragraph mid", count - 2)
        yield "in paragraph last"


def _zone(unit: Unit, number: int, first: int, last: int) -> str:
    if last < 0:
        return "no sections"
    if number < first:
        return "before sections"
    return "behind sections" if number > last else "in sections" if unit.section is not None else "between sections"
