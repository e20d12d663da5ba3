"""What the summary says for people, in Chinese; the terminal, plain text and Markdown draw these alike."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import msgspec

from speechkit.labels import LABELS
from speechkit.model import SloganKind
from speechkit.renderers.view import UNNUMBERED, one_line
from speechkit.summary.records import OutlineLine, PartShare, SloganCount, SloganKindCount, Summary, TaskLine

PARTS, OUTLINE, TASKS, SLOGANS, KEYWORDS = "结构", "提纲", "任务", "提法", "关键词"
OTHER_TASKS = "其他任务"
_REFERENCES = 4  # lines that are named of a phrase
_NUMERALS = "一二三四五六七八九十百0123456789"
_SCRIPTS = {"hans": "简体", "hant": "繁体", "mixed": "简繁混排"}


class DigestView(msgspec.Struct, frozen=True):
    """How summaries are shown: ``several`` says that there is more than one.

    ``width`` in cells (None: 80) and ``color`` concern the terminal only.
    """

    several: bool = False
    width: int | None = None
    color: bool = False


class Fact(msgspec.Struct, frozen=True):
    """A line of the page's head; ``line`` is where it is read, null where nowhere."""

    label: str
    text: str
    line: int | None = None


def title_of(summary: Summary) -> str:
    """The speech's title, else the name of its file, without its folder."""
    return one_line(summary.title.text if summary.title else os.path.basename(summary.source.name))


def facts_of(summary: Summary) -> Iterator[Fact]:
    """Occasion, date, speaker and length, as far as they are known."""
    if summary.occasion:
        yield Fact("场合", one_line(summary.occasion.text), summary.occasion.line)
    if summary.date:
        yield Fact("日期", summary.date.iso, summary.date.line)
    if summary.speaker:
        yield Fact("讲话人", one_line(summary.speaker.text), summary.speaker.line)
    source = summary.source
    script = _SCRIPTS.get(source.script, source.script)
    yield Fact("篇幅", f"{source.chars:,} 字，{source.lines:,} 行，{script}")


def reference(*lines: int) -> str:
    """Where something stands, as in FILE:LINE; of many lines the first."""
    more = "…" if len(lines) > _REFERENCES else ""
    return f":{','.join(map(str, lines[:_REFERENCES]))}{more}"


def share_of(part: PartShare) -> tuple[str, str]:
    """The part's name and its share."""
    return LABELS["zh"].roles[part.role], f"{part.share:.1f}%"


def outline_of(summary: Summary) -> Iterator[tuple[OutlineLine, str]]:
    """Every point with its text: marker, title straight behind it as in Chinese print, how many points are hidden."""
    for at, line in enumerate(summary.sections):
        following = summary.sections[at + 1].level if at + 1 < len(summary.sections) else 0
        marker = "" if line.marker == UNNUMBERED else one_line(line.marker)
        bare = " " if marker and marker[-1] in _NUMERALS else ""
        hidden = f" ({line.points})" if line.points and following <= line.level else ""
        yield line, marker + bare + one_line(line.text) + "…" * line.cut + hidden


def outline_count(summary: Summary) -> str:
    """How many points there are, and how many are shown where those are fewer."""
    return count(len(summary.sections), summary.sections_found)


def count(shown: int, found: int) -> str:
    """``12/43``, or ``43`` where all are shown."""
    return str(found) if shown == found else f"{shown}/{found}"


def task_text(task: TaskLine) -> str:
    """The task as far as it is shown."""
    return "…" * task.led + one_line(task.text) + "…" * task.cut


def task_about(task: TaskLine) -> str:
    """Who, by when with the last day, and how binding; no part stands for what is unknown."""
    said = [one_line(task.actor.text)] if task.actor else []
    if deadline := task.deadline:
        said.append(" ".join(filter(None, (one_line(deadline.text), deadline.latest))))
    return "，".join([*said, strength_of(task)])


def strength_of(task: TaskLine) -> str:
    """How binding the task is."""
    return LABELS["zh"].strengths.get(task.strength, task.strength)


def split_tasks(summary: Summary) -> tuple[Sequence[TaskLine], Sequence[TaskLine]]:
    """The tasks with an actor or a deadline, and the others."""
    return [t for t in summary.tasks if t.actor or t.deadline], [
        t for t in summary.tasks if not t.actor and not t.deadline
    ]


def slogan_heading(kind: SloganKindCount) -> str:
    """The kind, how many different phrases there are and how often they stand."""
    return f"{LABELS['zh'].slogan_kinds[kind.kind]} {kind.unique} 种 {kind.count} 次"


def slogan_note(slogan: SloganCount, kind: SloganKind) -> str:
    """Whether the glossary lacks the formula or has one like it; empty for what is known, and for other kinds."""
    if slogan.variant_of:
        return f"近似：{one_line(slogan.variant_of)}"
    return "未收录" if kind == "formula" and not slogan.name else ""
