"""One page on a speech as lines, as Markdown and as its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.renderers.summary_labels import SUMMARY_LABELS, SummaryLabels
from speechkit.renderers.summary_page import Block, Duty, Line, Page, page_of
from speechkit.renderers.table import Table, View, head, markdown_cell, markdown_table, markdown_text
from speechkit.summary.records import Summary

INDENT = "  "
_MAX_LINES = 4  # that are named of a line


def reference(*lines: int) -> str:
    """Return where something stands, as in FILE:LINE; of many lines the first."""
    more = "…" if len(lines) > _MAX_LINES else ""
    return f":{','.join(map(str, lines[:_MAX_LINES]))}{more}"


def lines(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield an item a line, its line in the speech behind it; no wrapping, no colour; an empty line before a block."""
    for at, summary in enumerate(summaries):
        if view.several:
            yield head(summary.source.name, at)
        yield "".join(f"{line}\n" for line in _lines(page_of(summary, view.language), SUMMARY_LABELS[view.language]))


def _lines(page: Page, labels: SummaryLabels) -> Iterator[str]:
    yield _at(page.title, page.title_line)
    for fact in page.facts:
        yield _at(f"{fact.label}{labels.colon}{fact.text}", fact.line)
    for block in page.blocks:
        yield from ("", block.heading)
        for line in block.lines:
            between = labels.colon if block.name == "phrases" else "　" if line.head and line.text else ""
            yield _at(INDENT * line.level + line.head + between + line.text, *line.lines)
        for duty in block.duties:
            yield _at(f"{INDENT}{duty.id} [{about(duty, labels)}] {duty.text}", duty.line)
    if page.left_out:
        yield from ("", page.left_out)


def about(duty: Duty, labels: SummaryLabels) -> str:
    """Return who, by when with the last day; what is unknown is left out."""
    when = " ".join(filter(None, (duty.when, duty.day)))
    return labels.comma.join(filter(None, (duty.who, when)))


def _at(text: str, *lines: int | None) -> str:
    known = [line for line in lines if line is not None]
    return f"{text}  {reference(*known)}" if known else text


def markdown(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield a level-1 heading for each input, then a level-2 heading for each block; duties are a table."""
    for at, summary in enumerate(summaries):
        page = page_of(summary, view.language)
        yield "\n" * (at > 0) + "".join(_markdown(page, SUMMARY_LABELS[view.language]))


def _markdown(page: Page, labels: SummaryLabels) -> Iterator[str]:
    yield f"# {markdown_cell(page.title)}\n\n"
    for fact in page.facts:
        yield f"- {fact.label}{labels.colon}{markdown_cell(fact.text)}{_code(fact.line)}\n"
    for block in page.blocks:
        yield f"\n## {block.heading}\n\n"
        yield from (_markdown_line(line, block, labels) for line in block.lines)
        if block.duties:
            yield markdown_table(labels.columns, (_markdown_row(duty) for duty in block.duties))
    if page.left_out:
        yield f"\n{markdown_text(page.left_out)}\n"


def _markdown_line(line: Line, block: Block, labels: SummaryLabels) -> str:
    told = _code(*line.lines)
    margin = INDENT * (line.level - 1)
    if block.name == "phrases":
        return f"{margin}- {line.head}{labels.colon}{markdown_cell(line.text)}{told}\n"
    said = f"**{markdown_cell(line.head)}**" if line.head and line.text else markdown_text(line.head)
    return f"{margin}- {said}{'　' if said and line.text else ''}{_rest(line)}{told}\n"


def _rest(line: Line) -> str:
    return markdown_cell(line.text) if line.head else markdown_text(line.text)


def _markdown_row(duty: Duty) -> tuple[str, str, str, str]:
    return duty.id, duty.text, duty.who, " ".join(filter(None, (duty.when, duty.day)))


def _code(*lines: int | None) -> str:
    known = [line for line in lines if line is not None]
    return f" `{reference(*known)}`" if known else ""


def record(summaries: Iterable[Summary], view: View) -> Table:
    """Return the records as they are."""
    return Table(records=([summary] for summary in summaries))
