"""Markdown: the title as a heading, facts and points as lists, parts and tasks as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.renderers.digest.wording import (
    KEYWORDS,
    OTHER_TASKS,
    OUTLINE,
    PARTS,
    SLOGANS,
    TASKS,
    DigestView,
    count,
    facts_of,
    outline_count,
    outline_of,
    reference,
    share_of,
    slogan_heading,
    slogan_note,
    split_tasks,
    task_about,
    task_text,
    title_of,
)
from speechkit.renderers.markdown import escape
from speechkit.renderers.view import one_line
from speechkit.summary.records import Summary, TaskLine


def render(summaries: Iterable[Summary], view: DigestView) -> Iterator[str]:
    """A level-1 heading for each input, then a level-2 heading for each block."""
    for at, summary in enumerate(summaries):
        yield "\n" * (at > 0) + "".join(f"{line}\n" for line in _lines(summary))


def _lines(summary: Summary) -> Iterator[str]:
    yield f"# {_escape(title_of(summary))}"
    yield ""
    for fact in facts_of(summary):
        yield f"- {fact.label}：{_escape(fact.text)}{_at(fact.line)}"
    if summary.parts:
        yield from ("", f"## {PARTS}", "")
        rows = [(*share_of(part), f"{part.chars:,}", str(part.line)) for part in summary.parts]
        yield from _table(("部分", "占比", "字数", "行号"), rows)
    if summary.sections:
        yield from ("", f"## {OUTLINE} {outline_count(summary)}", "")
    for line, said in outline_of(summary):
        yield f"{'  ' * (line.level - 1)}- {escape(said)}{_at(line.line)}"
    assigned, others = split_tasks(summary)
    if summary.tasks:
        yield from ("", f"## {TASKS} {count(len(summary.tasks), summary.tasks_found)}", "")
        yield from _tasks(assigned or others)
    if assigned and others:
        yield from ("", f"### {OTHER_TASKS}", "")
        yield from _tasks(others)
    if summary.slogans:
        yield from ("", f"## {SLOGANS}")
    for kind in summary.slogans:
        yield from ("", f"### {slogan_heading(kind)}", "")
        for slogan in kind.slogans:
            note = slogan_note(slogan, kind.kind)
            times = f" ×{slogan.count}" if slogan.count > 1 else ""
            said = f"（{_escape(note)}）" if note else ""
            yield f"- {escape(one_line(slogan.text))}{times}{said}{_at(*slogan.lines)}"
    if summary.keywords:
        yield from ("", f"## {KEYWORDS}", "")
        yield "、".join(f"{_escape(each.word)} ×{each.count}{_at(each.line)}" for each in summary.keywords)


def _tasks(tasks: Sequence[TaskLine]) -> Iterator[str]:
    rows = [(task.id, _escape(task_text(task)), _escape(task_about(task)), str(task.line)) for task in tasks]
    return _table(("编号", "任务", "谁、何时、力度", "行号"), rows)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (headings, ["---"] * len(headings), *rows):
        yield f"| {' | '.join(row)} |"


def _at(*lines: int | None) -> str:
    known = [line for line in lines if line is not None]
    return f" `{reference(*known)}`" if known else ""


def _escape(text: str) -> str:
    # Behind a letter: in a cell or a heading nothing opens a list or a rule.
    return escape(f"x{text}")[1:]
