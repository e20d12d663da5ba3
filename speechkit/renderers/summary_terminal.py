"""The summary for people, by rich: a panel a block, 80 columns at most. Data goes into ``Text``, never into markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from speechkit.chars import one_line
from speechkit.errors import printable
from speechkit.renderers.summary import (
    KEYWORDS,
    OTHER_TASKS,
    OUTLINE,
    PARTS,
    SLOGANS,
    TASKS,
    count,
    facts_of,
    outline_count,
    outline_of,
    reference,
    share_of,
    slogan_heading,
    slogan_note,
    split_tasks,
    strength_of,
    task_text,
    title_of,
)
from speechkit.renderers.table import View
from speechkit.renderers.terminal import console_on, flowed, print_head, wrapped
from speechkit.summary.records import SloganKindCount, Summary, TaskLine

MAX_WIDTH, MIN_WIDTH = 80, 40  # cells: of a page, and what is taken at least
FRAME = 4  # cells that a panel's border and padding take
BETWEEN = " · "


def render(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield the panels of each input: line numbers dim, phrases that the glossary lacks yellow, near ones magenta."""
    width = max(min(view.width or MAX_WIDTH, MAX_WIDTH), MIN_WIDTH)
    for at, summary in enumerate(summaries):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, summary.source.name, at)
        for title, lines in _blocks(summary, width - FRAME):
            _print(console, title, lines, width)
        yield out.getvalue()


def _print(console: Console, title: str, lines: Iterable[Text], width: int) -> None:
    body = Group(*lines)
    console.print(Panel(body, title=Text(title, style="bold cyan") if title else None, title_align="left", width=width))


def _blocks(summary: Summary, width: int) -> Iterator[tuple[str, list[Text]]]:
    yield "", list(_head(summary, width))
    if summary.sections:
        yield f"{OUTLINE} {outline_count(summary)}", list(_outline(summary, width))
    if summary.tasks:
        yield f"{TASKS} {count(len(summary.tasks), summary.tasks_found)}", list(_tasks(summary, width))
    if summary.slogans:
        yield SLOGANS, [line for kind in summary.slogans for line in _slogans(kind, width)]
    if summary.keywords:
        words = [_with_line(Text(f"{printable(each.word)} ×{each.count}"), each.line) for each in summary.keywords]
        yield KEYWORDS, flowed(Text(), words, BETWEEN, width, 0)


def _head(summary: Summary, width: int) -> Iterator[Text]:
    title = Text(printable(title_of(summary)), style="bold")
    yield from wrapped(_with_line(title, *([summary.title.line] if summary.title else [])), width)
    for fact in facts_of(summary):
        label = f"{fact.label}  " if len(fact.label) > 2 else f"{fact.label}    "
        text = Text().append(label, style="cyan").append(printable(fact.text))
        yield from wrapped(_with_line(text, *([fact.line] if fact.line else [])), width, 8)
    if summary.parts:
        shares = []
        for part in summary.parts:
            word, share = share_of(part)
            shares.append(_with_line(Text(f"{word} ").append(share, style="bold"), part.line))
        yield from flowed(Text().append(f"{PARTS}    ", style="cyan"), shares, BETWEEN, width, 8)


def _outline(summary: Summary, width: int) -> Iterator[Text]:
    for line, said in outline_of(summary):
        margin = 2 * (line.level - 1)
        text = Text(" " * margin + printable(said), style="bold" if line.level == 1 else "")
        yield from wrapped(_with_line(text, line.line), width, margin + 2)


def _tasks(summary: Summary, width: int) -> Iterator[Text]:
    assigned, others = split_tasks(summary)
    for task in assigned:
        yield from _task(task, width)
    if assigned and others:
        yield Text(OTHER_TASKS, style="cyan")
    for task in others:
        yield from _task(task, width)


def _task(task: TaskLine, width: int) -> Iterator[Text]:
    shown = printable(task_text(task))
    said = Text(shown)
    about = []
    for words, style in ((task.actor, "cyan"), (task.deadline, "magenta")):
        name = printable(one_line(words.text)) if words else ""
        if (at := shown.find(name)) >= 0:
            said.stylize(style, at, at + len(name))
        else:
            about.append(Text(name, style))
    if task.deadline and task.deadline.latest:
        about.append(Text(task.deadline.latest, style="magenta"))
    about.append(Text(strength_of(task), style="red" if task.strength == "must" else ""))
    text = Text().append(f"{task.id:<4} ", style="dim").append_text(Text("，").join(about)).append("　")
    return iter(wrapped(_with_line(text.append_text(said), task.line), width, 5))


def _slogans(kind: SloganKindCount, width: int) -> list[Text]:
    items = []
    for slogan in kind.slogans:
        note = slogan_note(slogan, kind.kind)
        style = "magenta" if slogan.variant_of else "yellow" if note else ""
        item = Text(printable(one_line(slogan.text)), style=style)
        item.append(f" ×{slogan.count}" * (slogan.count > 1)).append(f"（{printable(note)}）" * bool(note), style="dim")
        items.append(_with_line(item, *slogan.lines))
    return flowed(Text().append(f"{slogan_heading(kind)}　", style="cyan"), items, BETWEEN, width, 2)


def _with_line(text: Text, *lines: int) -> Text:
    return text.append(f" {reference(*lines)}", style="dim not bold") if lines else text
