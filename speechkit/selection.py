"""Which of what was found is wanted: one part of a speech, some of its tasks, some of its set phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from speechkit.chars import full_width
from speechkit.errors import SectionError, UsageError, printable
from speechkit.model import (
    Analysis,
    Companions,
    Document,
    Explanation,
    Item,
    Part,
    Record,
    Role,
    Roles,
    Section,
    Slogan,
    SloganKind,
    Task,
    UnitExplanation,
    is_of,
    named,
)

_MAX_REPEATED = 30  # characters of what is neither a task nor a line that an error repeats
_MAX_NAMED = 5  # sections that an error names
_TRADITIONAL = str.maketrans("貳叄叁參陸條節編項個點", "贰叁叁参陆条节编项个点")
_PLACE = re.compile("(?P<task>[Tt][0-9]{1,9})|(?P<item>[Ii][0-9]{1,9})|(?P<line>[0-9]{1,9})")


class Outline(Record, frozen=True):
    """A speech with what of it is shown: the document is whole, the analysis cut to what was asked for."""

    document: Document
    analysis: Analysis


def only(analysis: Analysis, role: Roles | None) -> Analysis:
    """Return the analysis with the parts of that role, or those, and what is in them; with all where it is None."""
    if role is None:
        return analysis
    parts = tuple(part for part in analysis.parts if is_of(part.role, role))
    tasks = tuple(task for task in analysis.tasks if is_of(task.part, role))
    return replace(
        analysis,
        parts=parts,
        sections=tuple(section for section in analysis.sections if is_of(section.part, role)),
        tasks=tasks,
        items=_holding(analysis.items, tasks),
        slogans=tuple(slogan for slogan in analysis.slogans if covered(parts, slogan.start, slogan.start + 1)),
    )


def covered(parts: Sequence[Part], start: int, end: int) -> list[tuple[int, int]]:
    """Return what of the text from ``start`` to ``end`` the parts cover, in order, as stretches of offsets.

    >>> covered([Part("review", 0, 3), Part("closing", 6, 9)], 2, 7)
    [(2, 3), (6, 7)]
    """
    found: list[tuple[int, int]] = []
    for at in range(bisect_right(parts, start, key=lambda part: part.end), len(parts)):
        low, high = max(start, parts[at].start), min(end, parts[at].end)
        if low >= high:
            break
        if found and found[-1][1] == low:
            low = found.pop()[0]
        found.append((low, high))
    return found


def below(analysis: Analysis, wanted: str) -> Analysis:
    """Return the analysis with one section and all sections below it.

    ``wanted`` is its id (3.2), its marker (三、 or 三), or markers on the way to it (三、/二要). Raises
    ``SectionError``, whose sentence names near ones, where there is no such section, or several.
    """
    sections = analysis.sections
    name, shown = printable(analysis.source.name), printable(wanted)
    start, end = 0, len(sections)
    for marker in wanted.split("/"):
        found = _marked(sections[start:end], marker)
        if not found:
            raise SectionError(f"{name} has no section '{shown}'; {_near(sections, wanted)}")
        if len(found) > 1:
            ids = ", ".join(sections[start + at].id for at in found[:_MAX_NAMED])
            others = " and others" if len(found) > _MAX_NAMED else ""
            raise SectionError(f"{name} has {len(found)} sections '{shown}': {ids}{others}")
        top = start + found[0]
        start, inner = top + 1, top + 1
        while inner < end and sections[inner].level > sections[top].level:
            inner += 1
        end = inner
    return replace(analysis, sections=sections[start - 1 : end])


def _marked(sections: Sequence[Section], wanted: str) -> list[int]:
    """The places of the section with that id, or of the highest ones with that marker, exactly or punctuation apart."""
    for key in (str, _written, lambda text: _written(text).strip("、，.：（）〔〕")):
        here = [section.id if key is str else key(section.marker) for section in sections]
        found = [at for at, each in enumerate(here) if each and each == key(wanted)]
        if found:
            highest = min(sections[at].level for at in found)
            return [at for at in found if sections[at].level == highest]
    return []


def _written(marker: str) -> str:
    """A marker as people may write it: widths, spaces and traditional numerals apart."""
    return full_width("".join(marker.split())).translate(_TRADITIONAL)


def _near(sections: tuple[Section, ...], wanted: str) -> str:
    if not sections:
        return "no sections were found in it"
    from difflib import get_close_matches

    ids = [section.id for section in sections]
    near = get_close_matches(wanted, ids, n=5, cutoff=0.5) or ids[:5]
    named = ", ".join(each for each in ids if each in near)
    return f"it has {named}" + (" and others" if len(near) < len(ids) else "")


class TaskSelection(Record, frozen=True, omit_defaults=True):
    """What a task must fulfil to be shown; None and empty ask for nothing.

    ``actor`` is part of the name of somebody who leads or helps, ``due_before`` an ISO date, that day included.
    ``relayed`` adds the tasks that the speech only passes on from others. A sheet keeps the selection as JSON.
    """

    actor: str | None = None
    due_before: str | None = None
    strengths: tuple[str, ...] = ()
    part: str | tuple[str, ...] | None = None
    relayed: bool = False

    def takes(self, task: Task, analysis: Analysis) -> bool:
        """Whether the task is shown."""
        if task.relayed and not self.relayed:
            return False
        if self.strengths and task.strength not in self.strengths:
            return False
        if not is_of(role_of(task, analysis), self.part):
            return False
        if self.due_before:
            due = due_date(task)
            if due is None or due.isoformat() > self.due_before:
                return False
        return self.actor is None or _names(task, self.actor)

    def narrows(self) -> bool:
        """Whether it leaves out more than what is relayed."""
        return self != TaskSelection(relayed=self.relayed)


class TaskList(Record, frozen=True):
    """The tasks of a speech that were asked for: ``analysis`` has these and no others, ``selection`` chose them."""

    analysis: Analysis
    selection: TaskSelection = TaskSelection()


def select_tasks(analysis: Analysis, selection: TaskSelection) -> Analysis:
    """Return the analysis with the tasks that ``selection`` takes, in reading order, and the items that hold one."""
    tasks = tuple(task for task in analysis.tasks if selection.takes(task, analysis))
    return replace(analysis, tasks=tasks, items=_holding(analysis.items, tasks))


def _holding(items: Sequence[Item], tasks: Sequence[Task]) -> tuple[Item, ...]:
    """The items that hold one of the tasks at least, as they are."""
    kept = {task.id for task in tasks}
    return tuple(item for item in items if not kept.isdisjoint(item.tasks))


def due_date(task: Task) -> date | None:
    """Return the last day that the task's deadline leaves, None where its words mean no day."""
    if task.deadline is None or task.deadline.latest is None:
        return None
    return date.fromisoformat(task.deadline.latest)


def role_of(task: Task, analysis: Analysis) -> Role | None:
    """Return the role of the part that the task stands in, None where it stands in none."""
    if task.part:
        return task.part
    return next((part.role for part in analysis.parts if part.start <= task.start < part.end), None)


def _names(task: Task, wanted: str) -> bool:
    spans = (task.named_actor, *task.co_actors) if task.named_actor else task.co_actors
    return any(wanted in span.text or wanted in span.source_text for span in spans)


class SloganSelection(Record, frozen=True):
    """What a set phrase must fulfil to be shown; empty and false ask for nothing.

    ``variants`` takes only phrases that come near one of the glossary without being it.
    """

    kinds: tuple[SloganKind, ...] = ()
    variants: bool = False

    def takes(self, slogan: Slogan) -> bool:
        """Whether the set phrase is shown."""
        return (not self.kinds or slogan.kind in self.kinds) and (not self.variants or slogan.variant_of is not None)


def select_slogans(analysis: Analysis, selection: SloganSelection) -> Analysis:
    """Return the analysis with the set phrases that ``selection`` takes, in reading order."""
    return replace(analysis, slogans=tuple(each for each in analysis.slogans if selection.takes(each)))


class SloganList(Record, frozen=True):
    """The set phrases of a speech that were asked for: ``analysis`` has these and no others.

    ``companions`` are the formulas that lack companions, where those were asked for.
    """

    analysis: Analysis
    companions: tuple[Companions, ...] = ()


def units_at(explanation: Explanation, place: str, role: Roles | None = None) -> Explanation:
    """Return the explanation of one task by its id (T12), of the tasks of an item (I5), or of the sentences on a line.

    ``role``: only of those in parts of that role. Raises ``UsageError``, whose sentence says what there is, where
    nothing is left.
    """
    at = _PLACE.fullmatch(place)
    if at and not at["line"]:
        name = f"{place[0].upper()}{int(place[1:])}"
        found = _with_tasks(explanation, name)
    elif at:
        line = int(at["line"])
        found = [unit for unit in explanation.units if unit.line <= line <= unit.last_line]
    else:
        found = []
    if not found:
        raise UsageError(_nothing_at(explanation, place))
    kept = tuple(unit for unit in found if is_of(unit.part.role, role))
    if not kept:
        where = f"line {place}" if place.isdecimal() else found[0].id
        roles = ", ".join(dict.fromkeys(unit.part.role for unit in found))
        raise UsageError(f"{where} of {printable(explanation.source.name)} stands in {roles}, not in {named(role)}")
    items = {unit.item for unit in kept}
    return replace(explanation, units=kept, items=tuple(item for item in explanation.items if item.id in items))


def _with_tasks(explanation: Explanation, name: str) -> list[UnitExplanation]:
    """The units that hold that task or the tasks of that item, one for each: some tell several offices their work."""
    items = {task: item.id for item in explanation.items for task in item.tasks}
    return [
        replace(unit, id=task.id, task=task, item=items[task.id])
        for unit in explanation.units
        for task in (unit.task, *unit.other_tasks)
        if task and name in (task.id, items[task.id])
    ]


def is_task_or_line(place: str) -> bool:
    """Whether ``place`` is written as the id of a task or an item, or the number of a line.

    >>> [place for place in ("T12", "t3", "I5", "16", "五", "") if is_task_or_line(place)]
    ['T12', 't3', 'I5', '16']
    """
    return _PLACE.fullmatch(place) is not None


def _nothing_at(explanation: Explanation, place: str) -> str:
    name, lines = printable(explanation.source.name), explanation.source.lines
    count = sum(unit.task is not None for unit in explanation.units)
    tasks = f"{count} tasks, T1 to T{count}" if count > 1 else "1 task, T1" if count else "no tasks"
    there = f"{name} has {tasks}, and {_lines(lines)}"
    if not place:
        return f"name a task or a line: {there}"
    at = _PLACE.fullmatch(place)
    if not at:
        place = place if len(place) <= _MAX_REPEATED else place[: _MAX_REPEATED - 1] + "…"
        return f"'{printable(place)}' is neither a task nor a line: {there}"
    if at["item"]:
        held = len(explanation.items)
        items = f"{held} items, I1 to I{held}" if held > 1 else "1 item, I1" if held else "no items"
        return f"there is no item {place.upper()}: {name} has {items}"
    if at["task"]:
        return f"there is no task {place.upper()}: {name} has {tasks}"
    line = int(place)
    if not 1 <= line <= lines:
        return f"there is no line {line}: {name} has {_lines(lines)}"
    before = [unit.last_line for unit in explanation.units if unit.last_line < line][-1:]
    after = [unit.line for unit in explanation.units if unit.line > line][:1]
    near = ", ".join(map(str, before + after))
    return f"no sentence stands on line {line} of {name}; the nearest: {near}"


def _lines(count: int) -> str:
    return f"{count} line{'s' * (count != 1)}"
