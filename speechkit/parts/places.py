"""What the place of a unit says: before the salutation, before the first section, in the last paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice

import msgspec

from speechkit.chars import ended
from speechkit.model import Paragraph, Section, Span, Structure, Unit
from speechkit.parts.cues import BASE
from speechkit.parts.partrules import part_rules
from speechkit.parts.roles import SALUTATION, Row, Weights, numbered

_NOT_PROSE = frozenset({"address", "greeting", "wire", "site"})
_OPENERS = frozenset({"today", "gather", "purpose", "just-heard", "my-points", "thanks", "on-behalf"})
_SAID_EARLY = 6  # sentences within which an opening says that it is one
_OPENING = 8  # units that an opening takes
_GREETED = 24  # units within which the listeners are greeted
_PRELIMINARIES = 40  # units that may stand before the first section
_LONG = 3  # paragraphs after the first from which on the whole of the last one closes
_LATE = 0.6  # the share of the units after which it is late


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
    """Each place that a unit is in (data/parts.yaml) has its say; a second salutation is one only in its own line."""
    paragraphs, units = structure.paragraphs, structure.units
    rows = iter(rows)
    begin = list(islice(rows, _GREETED))
    greeted = next((number for number, row in enumerate(begin) if row[SALUTATION] > 0), None)
    marks = _landmarks(structure, greeted)
    weights = _weights()
    for number, (row, unit) in enumerate(zip(chain(begin, rows), units, strict=True)):
        paragraph = paragraphs[unit.paragraph]
        again = greeted is not None and number > greeted and row[SALUTATION] > 0
        if again and not paragraph.meta and not _fills(paragraph, unit):
            row[SALUTATION] = BASE[SALUTATION]  # 各位代表！今年…: addressed in passing
        for place in ("set-aside",) if paragraph.meta else _places_of(number, unit, marks, structure.title):
            for role, weight in weights[place]:
                row[role] += weight
        yield row


def _places_of(number: int, unit: Unit, marks: _Landmarks, title: Span | None) -> Iterator[str]:
    if title and unit.start < title.end and title.start < unit.end:
        yield "title"
    if marks.greeted is not None and number < marks.greeted:
        yield "before-greeting"
    early = marks.opens and number <= marks.prose + _OPENING
    starts = early and unit.paragraph == marks.first and (number < marks.opened or marks.opened <= marks.prose)
    if number >= marks.opened and not starts:
        yield "in-sections"
    elif number <= _PRELIMINARIES:
        yield "before-sections"
    if starts:
        yield "first-paragraph"
    elif early:
        yield "early"
    if unit.paragraph == marks.last and (marks.last - marks.first >= _LONG or number in marks.closing):
        yield "last-paragraph"
    elif 0 <= marks.last < unit.paragraph:
        yield "after-last"
    if marks.after_list is not None and unit.paragraph >= marks.after_list:
        yield "after-list"
    yield "late" if number > _LATE * marks.units else "not-late"


def _landmarks(structure: Structure, greeted: int | None) -> _Landmarks:
    paragraphs, units, cues = structure.paragraphs, structure.units, structure.cues

    def is_prose(number: int) -> bool:
        unit = units[number]
        return not paragraphs[unit.paragraph].meta and ended(unit.text) and not cues[number].ids & _NOT_PROSE

    numbers = range(len(units))
    opening = tuple(islice(filter(is_prose, numbers), _SAID_EARLY))
    closing = tuple(islice(filter(is_prose, reversed(numbers)), 2))
    return _Landmarks(
        units=len(units),
        prose=opening[0] if opening else -1,
        closing=closing,
        first=units[opening[0]].paragraph if opening else -1,
        last=units[closing[0]].paragraph if closing else -1,
        opens=any(cues[number].ids & _OPENERS for number in opening),
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
    last = max(begins)
    return begins[last] + 1 if longer <= {last} else None


@cache
def _weights() -> dict[str, Weights]:
    return {place: numbered(weights) for place, weights in part_rules().places.items()}
