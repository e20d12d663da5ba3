"""What the place of a unit says for each role: before the greeting, before the first section, in the last paragraph.

The form of a press report says which places are the reporter's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice

import msgspec

from speechkit.chars import ended
from speechkit.model import Cues, Paragraph, Section, Span, Structure, Unit
from speechkit.parts.rules import ROLE_NUMBERS, Row, UnitPlace, Weights, numbered, part_rules
from speechkit.parts.words import base_row

_SALUTATION = ROLE_NUMBERS["salutation"]


# -- places in a speech ------------------------------------------------------------------------------------------------


class _Landmarks(msgspec.Struct, frozen=True):
    """What the place of a unit is told by: numbers of units and of paragraphs.

    ``prose`` is the first sentence of the speech itself and ``closing`` its last two, ``first`` and ``last`` are their
    paragraphs, all -1 or empty where there is none; ``opens`` says whether it begins as openings do. ``greeted`` is
    the first salutation, ``opened`` the first unit within a section, ``after_list`` the paragraph after a list of
    paragraphs.
    """

    units: int
    prose: int
    closing: tuple[int, ...]
    first: int
    last: int
    opens: bool
    greeted: int | None
    opened: int
    after_list: int | None


def add_places(rows: Iterable[Row], structure: Structure) -> Iterator[Row]:
    """Add what each place that a unit is in says. A second salutation is one only where it fills its paragraph."""
    paragraphs, units = structure.paragraphs, structure.units
    rows = iter(rows)
    begin = list(islice(rows, part_rules().places.greeting))
    greeted = next((number for number, row in enumerate(begin) if row[_SALUTATION] > 0), None)
    marks = _landmarks(structure, greeted)
    weights, no_salutation = _place_weights(), base_row()[_SALUTATION]
    for number, (row, unit) in enumerate(zip(chain(begin, rows), units, strict=True)):
        paragraph = paragraphs[unit.paragraph]
        again = greeted is not None and number > greeted and row[_SALUTATION] > 0
        if again and not paragraph.meta and not _fills(paragraph, unit):
            row[_SALUTATION] = no_salutation  # 各位代表！今年…: addressed in passing
        for place in _places_of(number, unit, paragraph.meta, marks, structure.title):
            for role, weight in weights[place]:
                row[role] += weight
        yield row


def _places_of(number: int, unit: Unit, meta: bool, marks: _Landmarks, title: Span | None) -> Iterator[UnitPlace]:
    """Yield every place that the unit of this number is in; ``meta`` says whether its paragraph is set aside."""
    if meta:
        yield "set-aside"
        return
    rules = part_rules().places
    if title and unit.start < title.end and title.start < unit.end:
        yield "title"
    if marks.greeted is not None and number < marks.greeted:
        yield "before-greeting"
    early = marks.opens and number <= marks.prose + rules.opening
    starts = early and unit.paragraph == marks.first and (number < marks.opened or marks.opened <= marks.prose)
    if number >= marks.opened and not starts:
        yield "in-sections"
    elif number <= rules.preliminaries:
        yield "before-sections"
    if starts:
        yield "first-paragraph"
    elif early:
        yield "early"
    if unit.paragraph == marks.last and (marks.last - marks.first >= rules.paragraphs or number in marks.closing):
        yield "last-paragraph"
    elif 0 <= marks.last < unit.paragraph:
        yield "after-last"
    if marks.after_list is not None and unit.paragraph >= marks.after_list:
        yield "after-list"
    yield "late" if number > rules.late * marks.units else "not-late"


def prose_of(structure: Structure) -> Sequence[int]:
    """Return the numbers of the units that are sentences of the speech itself, told by their form alone."""
    paragraphs, cues, not_prose = structure.paragraphs, structure.cues, part_rules().places.not_prose
    return [
        number
        for number, unit in enumerate(structure.units)
        if not paragraphs[unit.paragraph].meta and ended(unit.text) and cues[number].ids.isdisjoint(not_prose)
    ]


def _landmarks(structure: Structure, greeted: int | None) -> _Landmarks:
    units, cues, rules = structure.units, structure.cues, part_rules().places
    prose = prose_of(structure)
    opening, closing = tuple(prose[: rules.begins]), tuple(prose[:-3:-1])
    return _Landmarks(
        units=len(units),
        prose=opening[0] if opening else -1,
        closing=closing,
        first=units[opening[0]].paragraph if opening else -1,
        last=units[closing[0]].paragraph if closing else -1,
        opens=any(cues[number].ids & rules.openers for number in opening),
        greeted=greeted,
        opened=next((number for number, unit in enumerate(units) if unit.section is not None), len(units)),
        after_list=_after_list(structure.sections, units),
    )


def _fills(paragraph: Paragraph, unit: Unit) -> bool:
    return unit.start <= paragraph.start and unit.end >= paragraph.end


def _after_list(sections: Sequence[Section], units: Sequence[Unit]) -> int | None:
    """The number of the paragraph after a list whose items fill a paragraph each; None where there is no such list."""
    if len(sections) < 3 or any(section.level != 1 for section in sections):
        return None
    begins: dict[int, int] = {}  # the paragraph in which each item begins
    longer: set[int] = set()  # the items that go on in another
    for unit in units:
        if unit.section is not None and begins.setdefault(unit.section, unit.paragraph) != unit.paragraph:
            longer.add(unit.section)
    if not begins:
        return None
    last = max(begins)
    return begins[last] + 1 if longer <= {last} else None


@cache
def _place_weights() -> dict[UnitPlace, Weights]:
    return {place: numbered(weights) for place, weights in part_rules().places.weights.items()}


# -- press reports -----------------------------------------------------------------------------------------------------


def add_report(rows: Iterable[Row], structure: Structure) -> Iterator[Row]:
    """Add, in a report of a speech, that what stands before its first words and after its last is the reporter's."""
    units, cues, rules = structure.units, structure.cues, part_rules().report
    told = _words_told(cues)
    if told is None:
        yield from rows
        return
    anywhere, frame = numbered(rules.weights.anywhere), numbered(rules.weights.frame)
    first = units[told.start].paragraph
    tail = next((number for number in range(told.stop, len(units)) if cues[number].ids & rules.after), len(units))
    for number, (row, unit) in enumerate(zip(rows, units, strict=True)):
        framed = unit.paragraph < first or (number >= tail and unit.paragraph >= units[tail].paragraph)
        for role, weight in (*anywhere, *frame) if framed else anywhere:
            row[role] += weight
        yield row


def _words_told(cues: Sequence[Cues]) -> range | None:
    """The units from the first that reports a speaker's words to the last; None where the text is no such report."""
    rules = part_rules().report
    beginning = cues[: rules.within]
    if not any(unit_cues.ids & rules.lead_in for unit_cues in beginning):
        return None
    if any(unit_cues.ids & rules.address for unit_cues in beginning):
        return None
    told = [number for number, unit_cues in enumerate(cues) if unit_cues.ids & rules.tells]
    return range(told[0], told[-1] + 1) if len(told) >= rules.least and told[0] < rules.within else None
