"""Plain text: a line an item, its line in the speech behind it; no wrapping, no colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.errors import printable
from speechkit.renderers.digest.wording import (
    KEYWORDS,
    OTHER_TASKS,
    OUTLINE,
    PARTS,
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
from speechkit.renderers.view import one_line
from speechkit.summary.records import Summary, TaskLine

INDENT = "  "


def render(summaries: Iterable[Summary], view: DigestView) -> Iterator[str]:
    """Lines; with several inputs each is headed as ``head`` does, an empty line stands before each block."""
    for at, summary in enumerate(summaries):
        if view.several:
            yield "\n" * (at > 0) + f"==> {printable(summary.source.name)} <==\n"
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
    yield from map(_task, assigned)
    if others:
        yield from ("", OTHER_TASKS) if assigned else ()
    yield from map(_task, others)
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


def _task(task: TaskLine) -> str:
    return _at(f"{INDENT}{task.id} [{task_about(task)}] {task_text(task)}", task.line)


def _at(text: str, *lines: int | None) -> str:
    known = [line for line in lines if line is not None]
    return f"{text}  {reference(*known)}" if known else text
