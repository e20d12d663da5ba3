"""The page for people, by rich: 80 columns at most. Data goes into ``Text``, never into markup."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.errors import printable
from speechkit.renderers.summary import reference
from speechkit.renderers.summary_labels import SUMMARY_LABELS, SummaryLabels
from speechkit.renderers.summary_page import Block, Duty, Line, Page, page_of
from speechkit.renderers.table import View
from speechkit.renderers.terminal import console_on, flowed, print_head, wrapped
from speechkit.summary.records import Summary

MAX_WIDTH, MIN_WIDTH = 80, 40  # cells: of a page, and what is taken at least
BETWEEN = " · "
_MARGIN = 2


def render(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield the page of each input: line numbers dim, who cyan, when magenta."""
    width = max(min(view.width or MAX_WIDTH, MAX_WIDTH), MIN_WIDTH)
    for at, summary in enumerate(summaries):
        out = io.StringIO()
        console = console_on(out, width, color=view.color)
        if view.several:
            print_head(console, out, summary.source.name, at)
        for line in _page(page_of(summary, view.language), SUMMARY_LABELS[view.language], width):
            console.print(line)
        yield out.getvalue()


def _page(page: Page, labels: SummaryLabels, width: int) -> Iterator[Text]:
    title = Text(printable(page.title), style="bold")
    yield from wrapped(_with_line(title, *([page.title_line] if page.title_line else [])), width)
    facts = [_with_line(_fact(fact.label, fact.text), *([fact.line] if fact.line else [])) for fact in page.facts]
    yield from flowed(Text(), facts, BETWEEN, width, 0)
    for block in page.blocks:
        heading = Text(f"{block.heading} ", style="bold cyan")
        yield heading.append("─" * (width - heading.cell_len), style="dim not bold")
        yield from _block(block, labels, width)
    if page.left_out:
        yield Text("─" * width, style="dim")
        yield from wrapped(Text(printable(page.left_out), style="dim"), width)


def _fact(label: str, text: str) -> Text:
    return Text().append(f"{label} ", style="cyan").append(printable(text))


def _block(block: Block, labels: SummaryLabels, width: int) -> Iterator[Text]:
    if block.name == "targets":
        items = [_with_line(Text(printable(line.text)), *line.lines) for line in block.lines]
        yield from flowed(Text(), items, BETWEEN, width, 0)
        return
    for line in block.lines:
        yield from _line(line, block, width)
    for duty in block.duties:
        yield from _duty(duty, labels, width)


def _line(line: Line, block: Block, width: int) -> list[Text]:
    margin = _MARGIN * (line.level - 1)
    text = Text(" " * margin)
    if line.head:
        text.append(printable(line.head), style="cyan" if block.name == "phrases" else "bold")
        text.append("　" if line.text else "")
    return wrapped(_with_line(text.append(printable(line.text)), *line.lines), width, margin + _MARGIN)


def _duty(duty: Duty, labels: SummaryLabels, width: int) -> list[Text]:
    shown = printable(duty.text)
    said, about = Text(shown), []
    for words, style in ((duty.who, "cyan"), (duty.when, "magenta")):
        name = printable(words)
        if name and (at := shown.find(name)) >= 0:
            said.stylize(style, at, at + len(name))
        elif name:
            about.append(Text(name, style))
    if duty.day:
        about.append(Text(duty.day, style="magenta"))
    text = Text().append(f"{duty.id:<4} ", style="dim").append_text(Text(labels.comma).join(about))
    return wrapped(_with_line(text.append("　" * bool(about)).append_text(said), duty.line), width, 5)


def _with_line(text: Text, *lines: int) -> Text:
    return text.append(f" {reference(*lines)}", style="dim not bold") if lines else text
