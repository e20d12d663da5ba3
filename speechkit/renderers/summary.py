"""One page on a speech: what it says for people, in Chinese; as lines, as Markdown and as its record."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from speechkit.chars import one_line
from speechkit.labels import LABELS
from speechkit.model import UNNUMBERED, SloganKind
from speechkit.renderers.table import Table, View, head, markdown_cell, markdown_table, markdown_text
from speechkit.summary.records import OutlineLine, PartShare, SloganCount, SloganKindCount, Summary, TaskLine

PARTS, OUTLINE, TASKS, SLOGANS, KEYWORDS = "结构", "提纲", "任务", "提法", "关键词"
OTHER_TASKS = "其他任务"
INDENT = "  "
_MAX_LINES = 4  # that are named of a phrase
_NUMERALS = "一二三四五六七八九十百0123456789"
_SCRIPTS = {"hans": "简体", "hant": "繁体", "mixed": "简繁混排"}


class Fact(msgspec.Struct, frozen=True):
    """A line of the page's head; ``line`` is where the speech says it, None where it does not."""

    label: str
    text: str
    line: int | None = None


def title_of(summary: Summary) -> str:
    """Return the speech's title, else the name of its file, without its folder."""
    return one_line(summary.title.text if summary.title else os.path.basename(summary.source.name))


def facts_of(summary: Summary) -> Iterator[Fact]:
    """Yield occasion, date, speaker and length, as far as they are known."""
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
    """Return where something stands, as in FILE:LINE; of many lines the first."""
    more = "…" if len(lines) > _MAX_LINES else ""
    return f":{','.join(map(str, lines[:_MAX_LINES]))}{more}"


def share_of(part: PartShare) -> tuple[str, str]:
    """Return the part's name and its share."""
    return LABELS["zh"].roles[part.role], f"{part.share:.1f}%"


def outline_of(summary: Summary) -> Iterator[tuple[OutlineLine, str]]:
    """Yield every point with its text: marker, title straight behind it, and how many points below it are hidden."""
    for at, line in enumerate(summary.sections):
        following = summary.sections[at + 1].level if at + 1 < len(summary.sections) else 0
        marker = "" if line.marker == UNNUMBERED else one_line(line.marker)
        bare = " " if marker and marker[-1] in _NUMERALS else ""
        hidden = f" ({line.points})" if line.points and following <= line.level else ""
        yield line, marker + bare + one_line(line.text) + "…" * line.cut + hidden


def outline_count(summary: Summary) -> str:
    """Return how many points there are, and how many are shown where those are fewer."""
    return count(len(summary.sections), summary.sections_found)


def count(shown: int, found: int) -> str:
    """Return ``12/43``, or ``43`` where all are shown."""
    return str(found) if shown == found else f"{shown}/{found}"


def task_text(task: TaskLine) -> str:
    """Return the task as far as it is shown."""
    return "…" * task.led + one_line(task.text) + "…" * task.cut


def task_about(task: TaskLine) -> str:
    """Return who, by when with the last day, and how binding; what is unknown is left out."""
    said = [one_line(task.actor.text)] if task.actor else []
    if deadline := task.deadline:
        said.append(" ".join(filter(None, (one_line(deadline.text), deadline.latest))))
    return "，".join([*said, strength_of(task)])


def strength_of(task: TaskLine) -> str:
    """Return how binding the task is."""
    return LABELS["zh"].strengths.get(task.strength, task.strength)


def split_tasks(summary: Summary) -> tuple[Sequence[TaskLine], Sequence[TaskLine]]:
    """Return the tasks with an actor or a deadline, and the others."""
    assigned = [task for task in summary.tasks if task.actor or task.deadline]
    return assigned, [task for task in summary.tasks if not task.actor and not task.deadline]


def slogan_heading(kind: SloganKindCount) -> str:
    """Return the kind, how many different phrases there are and how often they stand."""
    return f"{LABELS['zh'].slogan_kinds[kind.kind]} {kind.unique} 种 {kind.count} 次"


def slogan_note(slogan: SloganCount, kind: SloganKind) -> str:
    """Return whether the glossary lacks the formula or has one like it; empty for known ones, and for other kinds."""
    if slogan.variant_of:
        return f"近似：{one_line(slogan.variant_of)}"
    return "未收录" if kind == "formula" and not slogan.name else ""


def lines(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield an item a line, its line in the speech behind it; no wrapping, no colour; an empty line before a block."""
    for at, summary in enumerate(summaries):
        if view.several:
            yield head(summary.source.name, at)
        yield "".join(f"{line}\n" for line in _lines(summary))


def _lines(summary: Summary) -> Iterator[str]:
    yield _at(title_of(summary), summary.title.line if summary.title else None)
    for fact in facts_of(summary):
        yield _at(f"{fact.label}：{fact.text}", fact.line)
    if summary.parts:
        yield from ("", PARTS)
    for part in summary.parts:
        word, share = share_of(part)
        yield _at(f"{INDENT}{word} {share} {part.chars:,} 字", part.line)
    if summary.sections:
        yield from ("", f"{OUTLINE} {outline_count(summary)}")
    for line, said in outline_of(summary):
        yield _at(INDENT * line.level + said, line.line)
    assigned, others = split_tasks(summary)
    if summary.tasks:
        yield from ("", f"{TASKS} {count(len(summary.tasks), summary.tasks_found)}")
    yield from map(_task_line, assigned)
    if others:
        yield from ("", OTHER_TASKS) if assigned else ()
    yield from map(_task_line, others)
    for kind in summary.slogans:
        yield from ("", slogan_heading(kind))
        for slogan in kind.slogans:
            note = slogan_note(slogan, kind.kind)
            said = f"{INDENT}{one_line(slogan.text)}{f' ×{slogan.count}' if slogan.count > 1 else ''}"
            yield _at(said + (f"（{note}）" if note else ""), *slogan.lines)
    if summary.keywords:
        yield from ("", KEYWORDS)
    for keyword in summary.keywords:
        yield _at(f"{INDENT}{keyword.word} ×{keyword.count}", keyword.line)


def _task_line(task: TaskLine) -> str:
    return _at(f"{INDENT}{task.id} [{task_about(task)}] {task_text(task)}", task.line)


def _at(text: str, *lines: int | None) -> str:
    known = [line for line in lines if line is not None]
    return f"{text}  {reference(*known)}" if known else text


def markdown(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield a level-1 heading for each input, then a level-2 heading for each block; parts and tasks are tables."""
    for at, summary in enumerate(summaries):
        yield "\n" * (at > 0) + "".join(_markdown(summary))


def _markdown(summary: Summary) -> Iterator[str]:
    yield f"# {markdown_cell(title_of(summary))}\n\n"
    for fact in facts_of(summary):
        yield f"- {fact.label}：{markdown_cell(fact.text)}{_code(fact.line)}\n"
    if summary.parts:
        yield f"\n## {PARTS}\n\n"
        rows = ((*share_of(part), f"{part.chars:,}", str(part.line)) for part in summary.parts)
        yield markdown_table(("部分", "占比", "字数", "行号"), rows)
    if summary.sections:
        yield f"\n## {OUTLINE} {outline_count(summary)}\n\n"
    for line, said in outline_of(summary):
        yield f"{INDENT * (line.level - 1)}- {markdown_text(said)}{_code(line.line)}\n"
    assigned, others = split_tasks(summary)
    if summary.tasks:
        yield f"\n## {TASKS} {count(len(summary.tasks), summary.tasks_found)}\n\n"
        yield _task_table(assigned or others)
    if assigned and others:
        yield f"\n### {OTHER_TASKS}\n\n"
        yield _task_table(others)
    if summary.slogans:
        yield f"\n## {SLOGANS}\n"
    for kind in summary.slogans:
        yield f"\n### {slogan_heading(kind)}\n\n"
        for slogan in kind.slogans:
            note = slogan_note(slogan, kind.kind)
            times = f" ×{slogan.count}" if slogan.count > 1 else ""
            told = f"（{markdown_cell(note)}）" if note else ""
            yield f"- {markdown_text(one_line(slogan.text))}{times}{told}{_code(*slogan.lines)}\n"
    if summary.keywords:
        words = (f"{markdown_cell(each.word)} ×{each.count}{_code(each.line)}" for each in summary.keywords)
        yield f"\n## {KEYWORDS}\n\n{'、'.join(words)}\n"


def _task_table(tasks: Sequence[TaskLine]) -> str:
    rows = ((task.id, task_text(task), task_about(task), str(task.line)) for task in tasks)
    return markdown_table(("编号", "任务", "谁、何时、力度", "行号"), rows)


def _code(*lines: int | None) -> str:
    known = [line for line in lines if line is not None]
    return f" `{reference(*known)}`" if known else ""


def record(summaries: Iterable[Summary], view: View) -> Table:
    """Return the records as they are."""
    return Table(records=([summary] for summary in summaries))
