"""What is demanded, by heading: as many levels and words as there is room for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speechkit.chars import plain
from speechkit.model import Role, Section, Task
from speechkit.summary.fitting import lines_of
from speechkit.summary.lines import ends_in_sentence, outline_line, title_line
from speechkit.summary.quoting import demand_of
from speechkit.summary.records import DemandLine, QuoteLine
from speechkit.summary.rules import summary_rules
from speechkit.summary.shortening import cut

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["demand_cost", "demand_lines"]

_ELSEWHERE: frozenset[Role] = frozenset({"meta", "salutation", "review", "problems", "closing"})
_LEVELS = 2
_SHORTEST = 8  # code points of a demand that says more than its heading


def demand_lines(
    reading: Reading,
    sections: Sequence[Section],
    tasks: Sequence[Task],
    weight: Callable[[Task], int],
    room: float,
    *,
    told: Collection[int] = (),
    everywhere: bool = False,
) -> tuple[tuple[DemandLine, ...], int]:
    """Return the headings with a line each, within ``room`` lines, and how many headings there are in all.

    Those of what was done and what is amiss are left out, but not where ``everywhere`` is set. They are of two levels,
    be it with their first clauses only; of the lower one those that fit. Where there are none, demands stand for
    themselves. What room is left goes to what is asked for below them, most binding first, without the tasks that
    begin where ``told`` says: they are shown elsewhere.
    """
    asked = [task for task in tasks if not task.relayed]
    own = [task for task in asked if task.start not in told]
    wanted = _with_parents(sections, [each for each in sections if everywhere or _asks(reading, each, asked)])
    if not wanted:
        rules = summary_rules().page
        heaviest = sorted(own, key=lambda task: (-weight(task), task.start))[: rules.demands_alone]
        return _first([_alone(reading, task) for task in sorted(heaviest, key=lambda task: task.start)], room), 0
    shown: list[Section] = []
    lines: list[DemandLine] = []
    for form in _forms(reading, wanted, room):
        shown, lines = form
        if sum(map(demand_cost, lines)) <= room:
            break
    lines = list(_first(lines, room))
    spare = room - sum(map(demand_cost, lines))
    said = _demands_below(shown[: len(lines)], lines, own, weight)
    for number, task in sorted(said.items(), key=lambda each: (-weight(each[1]), each[0])):
        with_demand = replace(lines[number], demand=_demand(reading, task), task=task.id)
        more = demand_cost(with_demand) - demand_cost(lines[number])
        if more <= spare:
            spare -= more
            lines[number] = with_demand
    return tuple(lines), len(wanted)


def _asks(reading: Reading, section: Section, tasks: Sequence[Task]) -> bool:
    """Whether it stands neither in what was done nor in what is amiss.

    The line of a heading may seem to; it is what stands below that tells. A point in a paragraph is of its part.
    """
    if section.part not in _ELSEWHERE:
        return True
    if ends_in_sentence(reading, section):
        return False
    first = bisect_left(tasks, section.start, key=lambda task: task.start)
    return first < len(tasks) and tasks[first].start < section.end and tasks[first].part == "requirements"


def _with_parents(sections: Sequence[Section], wanted: Sequence[Section]) -> list[Section]:
    """Return ``wanted`` with the headings above them, in reading order."""
    above = {section.id: section.parent for section in sections}
    kept: set[str] = set()
    for section in wanted:
        name: str | None = section.id
        while name is not None and name not in kept:
            kept.add(name)
            name = above.get(name)
    return [section for section in sections if section.id in kept]


def demand_cost(line: DemandLine) -> int:
    """Return the lines that it takes."""
    heading = (len(line.marker) + len(line.heading.text) + line.level) if line.heading else 0
    demand = len(line.demand.text) + 3 if line.demand else 0
    return lines_of(heading + demand, summary_rules().page.width)


def _first(lines: Sequence[DemandLine], room: float) -> tuple[DemandLine, ...]:
    kept: list[DemandLine] = []
    for line in lines:
        room -= demand_cost(line)
        if room < 0:
            break
        kept.append(line)
    return tuple(kept)


def _forms(
    reading: Reading, sections: Sequence[Section], room: float
) -> Iterator[tuple[list[Section], list[DemandLine]]]:
    """Yield the headings from the fullest form to the shortest."""
    top = min(section.level for section in sections)
    short = summary_rules().page.short_heading_length
    both = [section for section in sections if section.level < top + _LEVELS]
    upper = [section for section in both if section.level == top]
    for shown in (both, _as_many_as_fit(both, upper, room), upper):
        bare = [_heading(reading, section, top) for section in shown]
        yield shown, bare
        yield shown, [_shortened(line, short) for line in bare]


def _as_many_as_fit(sections: Sequence[Section], upper: Sequence[Section], room: float) -> list[Section]:
    """Return the upper headings and those below them that there is room for, a line each.

    What stands below a heading is left out where less than half of it would be there.
    """
    left = int(room) - len(upper)
    kept = {section.id for section in upper}
    for heading in upper:
        below = [section for section in sections if section.parent == heading.id]
        if 2 * left >= len(below):
            kept.update(section.id for section in below[:left])
            left -= len(below[:left])
    return [section for section in sections if section.id in kept]


def _heading(reading: Reading, section: Section, top: int) -> DemandLine:
    line = outline_line(reading, section, top, 0)
    heading = QuoteLine(
        line.text, False, line.cut, line.start, title_line(reading, section) if section.title else line.line
    )
    return DemandLine(section.id, line.marker, heading, line.level, None, None)


def _shortened(line: DemandLine, room: int) -> DemandLine:
    if line.heading is None:
        return line
    text, shortened = cut(line.heading.text, room)
    return replace(line, heading=replace(line.heading, text=text, cut=line.heading.cut or shortened))


def _demands_below(
    shown: Sequence[Section], lines: Sequence[DemandLine], tasks: Sequence[Task], weight: Callable[[Task], int]
) -> dict[int, Task]:
    """Return the heaviest task by the number of the heading that it stands below; none where it is the heading itself.

    A heading with others below it has none.
    """
    below: dict[int, list[Task]] = {}
    at = 0
    for task in tasks:
        while at + 1 < len(shown) and shown[at + 1].start <= task.start:
            at += 1
        if shown and shown[at].start <= task.start < shown[at].end:
            below.setdefault(at, []).append(task)
    found: dict[int, Task] = {}
    for number, here in below.items():
        parted = number + 1 < len(shown) and shown[number + 1].level > shown[number].level
        heading = lines[number].heading
        said = plain(heading.text) if heading else ""
        others = [task for task in here if said not in plain(task.text) and len(task.text) >= _SHORTEST]
        if others and not parted:
            found[number] = max(others, key=lambda each: (weight(each), -each.start))
    return found


def _alone(reading: Reading, task: Task) -> DemandLine:
    return DemandLine(None, "", None, 1, _demand(reading, task), task.id)


def _demand(reading: Reading, task: Task) -> QuoteLine:
    return demand_of(reading, task, summary_rules().page.demand_length)
