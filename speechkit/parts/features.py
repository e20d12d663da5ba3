"""What a unit is known by: its words, its cues and those around it, its place, and what stands around it (``context``).

Features come in groups, since many units share one: the weights of a group are added up once. ``training/parts.py``
fits a weight for each role to every feature; the names of features, and the shares and counts at which they step, are
part of the weights' format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from operator import attrgetter

import msgspec

from speechkit.chars import ended
from speechkit.model import Section, Structure, Unit
from speechkit.parts.context import (
    BESIDE,
    FROM_ENDS,
    LONGEST_TITLE,
    Group,
    about,
    cue_name,
    grams,
    of_paragraphs,
    of_sections,
    of_text,
    part_rules,
    plain,
    step,
)
from speechkit.parts.weights import LONGEST_WORDS


class Features(msgspec.Struct, frozen=True):
    """The features of a unit: ``text``, of which each short stretch is one, and ``groups``."""

    text: str
    groups: tuple[Group, ...]

    def names(self) -> Iterator[str]:
        """Yield the names of all features, those of the text first; one may come more than once."""
        yield from grams(self.text, 1, LONGEST_WORDS) - {"^", "$"}
        for group in self.groups:
            yield from group.names


PLACES = (0.03, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.97)  # of the text before a unit
DEMANDS = (-3, -2, -1, 0, 1, 2, 3)  # the demand of a unit, in logits


def features_of(structure: Structure) -> Iterator[Features]:
    """Yield the features of every unit, in the order of the units."""
    units, cues = structure.units, structure.cues
    if not units:
        return
    text, of_section, of_paragraph = of_text(structure), of_sections(structure), of_paragraphs(structure)
    own: dict[frozenset[str], Group] = {}
    beside: dict[tuple[int, bool], dict[frozenset[str], Group]] = {
        (away, same): {} for away in BESIDE for same in (True, False)
    }
    edges = {away: Group((f"edge{away:+d}",)) for away in BESIDE}
    for number, (unit, place) in enumerate(zip(units, _of_places(structure), strict=True)):
        groups = [text, of_paragraph(unit.paragraph), *place, _cue_group(own, "cue", cues[number].ids)]
        if unit.section is not None:
            groups += of_section(unit.section)
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
        group = known[ids] = Group(tuple([cue_name(name, cue) for cue in ids]))
    return group


# -- words -------------------------------------------------------------------------------------------------------------


def marked(text: str) -> str:
    """Return the text of a unit as its stretches are named: ``^`` before it, ``$`` behind it, each number a 0."""
    return f"^{plain(text)}$"


# -- places ------------------------------------------------------------------------------------------------------------


def _of_places(structure: Structure) -> Iterator[tuple[Group, ...]]:
    """Yield what the place of each unit says: from the beginning and the end, in its paragraph, among the sections.

    What it opens and its own demand come with it.
    """
    units, title = structure.units, structure.title
    listed = [number for number, unit in enumerate(units) if unit.section is not None]
    first, last = (listed[0], listed[-1]) if listed else (len(units), -1)
    far: dict[tuple[int, int, int, str], Group] = {}
    near: dict[tuple[int, str], Group] = {}
    for number, (unit, own, within) in enumerate(zip(units, structure.cues, _in_paragraphs(units), strict=True)):
        behind = len(units) - 1 - number
        place = step(number, FROM_ENDS), step(behind, FROM_ENDS), step(number / max(1, len(units) - 1), PLACES)
        zone = _zone(unit, number, first, last)
        if (group := far.get((*place, zone))) is None:
            names = f"unit {place[0]}", f"unit -{place[1]}", f"place {place[2]}", zone
            group = far[*place, zone] = Group(names)
        demand = step(own.demand, DEMANDS)
        if (other := near.get((demand, within))) is None:
            other = near[demand, within] = Group((f"demand {demand}", within))
        groups: tuple[Group, ...] = (group, other)
        if title and unit.start < title.end and title.start < unit.end:
            groups = (*groups, _IN_TITLE)
        if unit.opens is not None:
            groups = (*groups, Group(tuple(_of_opening(unit, structure.sections[unit.opens]))))
        yield groups


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
