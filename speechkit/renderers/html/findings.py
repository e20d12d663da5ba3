"""What was found in one speech as rows of tables, each with the ids of the marks in the text that it lights up."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from speechkit.chars import one_line
from speechkit.model import Deadline, Role, Task
from speechkit.phrases.glossary import Entry
from speechkit.renderers.slogan_notes import members_of
from speechkit.reporting import Report


class PhraseRow(msgspec.Struct, frozen=True):
    """A set phrase: how often, on which lines, and what the glossary knows of it."""

    text: str
    kind: str
    count: int
    marks: tuple[str, ...]
    lines: tuple[int, ...]
    entry: Entry | None
    present: tuple[str, ...]
    missing: tuple[str, ...]
    with_it: tuple[str, ...]
    without_it: tuple[str, ...]
    variant_of: str
    frame: str


class NameRow(msgspec.Struct, frozen=True):
    """Somebody whom tasks name: how many they lead, how many they help with."""

    name: str
    leads: int
    helps: int
    marks: tuple[str, ...]


class DueRow(msgspec.Struct, frozen=True):
    """A deadline of a task: ``mark`` is that of its words."""

    task: str
    text: str
    deadline: Deadline
    actor: str
    mark: str
    line: int


class FigureRow(msgspec.Struct, frozen=True):
    """A quantity that is to be reached."""

    task: str
    what: str
    bound: str
    value: str
    said: str
    mark: str
    line: int


class KeywordRow(msgspec.Struct, frozen=True):
    """A word that tells what the speech is about."""

    word: str
    count: int
    weight: float


class PartRow(msgspec.Struct, frozen=True):
    """A stretch of the speech of one role: ``share`` of all characters, ``line`` where it begins."""

    role: Role
    chars: int
    share: float
    line: int


class Findings(msgspec.Struct, frozen=True):
    """The rows of every table of the page but that of the tasks."""

    phrases: tuple[PhraseRow, ...]
    names: tuple[NameRow, ...]
    dues: tuple[DueRow, ...]
    figures: tuple[FigureRow, ...]
    keywords: tuple[KeywordRow, ...]
    parts: tuple[PartRow, ...]


def findings_of(report: Report) -> Findings:
    """Return the rows of every table."""
    return Findings(
        tuple(_phrases(report)),
        tuple(_names(report)),
        tuple(_dues(report.analysis.tasks)),
        tuple(_figures(report.analysis.tasks)),
        tuple(KeywordRow(one_line(each.word), each.count, each.weight) for each in report.keywords),
        tuple(_parts(report)),
    )


def _phrases(report: Report) -> Iterator[PhraseRow]:
    slogans = report.analysis.slogans
    companions = {each.name: each for each in report.companions}
    for found in report.phrases:
        first = slogans[found.places[0]]
        members = members_of(first)
        beside = companions.get(first.name or "")
        known = found.entry.companions if found.entry else ()
        yield PhraseRow(
            text=one_line(found.text),
            kind=found.kind,
            count=len(found.places),
            marks=tuple(f"P{place}" for place in found.places),
            lines=tuple(slogans[place].line for place in found.places),
            entry=found.entry,
            present=members.present if members else (),
            missing=members.missing if members else (),
            with_it=beside.present if beside else known,
            without_it=beside.missing if beside else (),
            variant_of=one_line(first.variant_of or ""),
            frame=one_line(first.frame or ""),
        )


def _names(report: Report) -> Iterator[NameRow]:
    for found in sorted(report.names, key=lambda each: -len(each.leads)):
        marks = dict.fromkeys(f"N{span.start}" for span in found.places)
        yield NameRow(one_line(found.name), len(found.leads), len(found.helps), tuple(marks))


def _dues(tasks: tuple[Task, ...]) -> Iterator[DueRow]:
    for task in tasks:
        actor = one_line(task.named_actor.text) if task.named_actor else ""
        for number, deadline in enumerate(task.deadlines):
            yield DueRow(task.id, one_line(task.text), deadline, actor, f"{task.id}.D{number}", task.line)


def _figures(tasks: tuple[Task, ...]) -> Iterator[FigureRow]:
    for task in tasks:
        for number, target in enumerate(task.targets):
            yield FigureRow(
                task.id, one_line(target.what), target.bound, f"{target.value:,g}{target.unit}", one_line(target.text),
                f"{task.id}.G{number}", task.line,
            )  # fmt: skip


def _parts(report: Report) -> Iterator[PartRow]:
    chars = len(report.document.source.text) or 1
    for part in report.analysis.parts:
        size = part.end - part.start
        yield PartRow(part.role, size, size / chars, report.document.line(part.start))
