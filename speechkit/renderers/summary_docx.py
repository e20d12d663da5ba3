"""The page on a speech as DOCX: one A4 page a speech, in the faces of an office."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

from speechkit.renderers.docx_parts import (
    HEAD,
    TITLE,
    Run,
    Style,
    add,
    cell,
    empty_page,
    finished,
    paragraph,
    row,
    table,
)
from speechkit.renderers.summary_labels import SUMMARY_LABELS, SummaryLabels
from speechkit.renderers.summary_page import Block, Duty, Line, Page, page_of
from speechkit.renderers.table import View
from speechkit.summary.fitting import width_of
from speechkit.summary.records import Summary

_WIDTHS = (640, 5780, 1850, 1710)  # twentieths of a point: what A4 leaves between the margins
_TARGET_WIDTHS = (4990, 4990)
_FILL, _GREY = "EDEDED", "595959"
_GAP, _FACTS_WIDTH = "　", 40  # characters
_SMALL = 9.5  # points, in tables
_ROW = Style(line=13.5)
_CENTRED = Style(line=13.5, centred=True)
_HEADING = Style(line=16, before=3, after=2, keep=True, ruled=True)


def render(summaries: Iterable[Summary], view: View) -> Iterator[bytes]:
    """Yield the document in one piece, a page for each input."""
    file: Any = None
    for summary in summaries:
        page = page_of(summary, view.language)
        again = file is not None
        file = file or empty_page(page.title, margins=(1.6, 2.0), pages=False)
        for xml in _page(page, SUMMARY_LABELS[view.language], new_page=again):
            add(file, xml)
    if file is not None:
        yield finished(file)


def _page(page: Page, labels: SummaryLabels, *, new_page: bool) -> Iterator[str]:
    # The name of a file is no heading with its suffix.
    title = page.title if page.title_line else os.path.splitext(page.title)[0]
    yield paragraph([Run(title, face=TITLE, size=16)], Style(line=23, centred=True), new_page=new_page)
    for line in _facts(page, labels):
        yield paragraph([Run(line, color=_GREY)], Style(centred=True))
    for block in page.blocks:
        yield paragraph([Run(block.heading, face=HEAD)], _HEADING)
        if block.duties:
            yield _duties(block.duties, labels)
        elif block.name == "targets":
            yield _targets(block.lines)
        else:
            yield from (_line(line, block, labels) for line in block.lines)
    if page.left_out:
        yield paragraph([Run(page.left_out, color=_GREY, size=9)], Style(before=3))
    elif page.blocks and (page.blocks[-1].duties or page.blocks[-1].name == "targets"):
        yield paragraph([], Style(line=2))  # Word wants one after a table


def _facts(page: Page, labels: SummaryLabels) -> Iterator[str]:
    """Yield what is known of the speech, on one line, or the first fact and the others where that is too long."""
    facts = [f"{fact.label}{labels.colon}{fact.text}" for fact in page.facts]
    at = 1 if sum(map(width_of, facts)) > _FACTS_WIDTH and len(facts) > 1 else 0
    yield from filter(None, (_GAP.join(facts[:at]), _GAP.join(facts[at:])))


def _line(line: Line, block: Block, labels: SummaryLabels) -> str:
    if block.name == "phrases":
        return paragraph([Run(line.head + labels.colon, face=HEAD), Run(line.text)], Style(hanging=10.5))
    runs = [Run(line.head, bold=True)] if line.head else [Run("· ")] if block.name != "keywords" else []
    runs += [Run("　" * bool(line.head) + line.text)] if line.text else []
    return paragraph(runs, Style(left=10.5 * (line.level - 1), hanging=10.5))


def _duties(duties: Iterable[Duty], labels: SummaryLabels) -> str:
    head = zip(labels.columns, _WIDTHS, strict=True)
    rows = [row((_cell(text, width, head=True) for text, width in head), header=True)]
    for duty in duties:
        when = [duty.when, duty.day] if duty.day else [duty.when]
        cells = (
            _cell(duty.id, _WIDTHS[0], centred=True),
            _cell(duty.text, _WIDTHS[1]),
            _cell(duty.who, _WIDTHS[2]),
            cell([paragraph([Run(each, size=_SMALL)], _ROW) for each in when], _WIDTHS[3]),
        )
        rows.append(row(cells))
    return table(_WIDTHS, rows)


def _targets(lines: tuple[Line, ...]) -> str:
    """Return the figures, two a row, read from the left to the right."""
    texts = [line.text for line in lines]
    texts += [""] * (len(texts) % 2)
    pairs = zip(texts[::2], texts[1::2], strict=True)
    rows = (row(_cell(text, width) for text, width in zip(pair, _TARGET_WIDTHS, strict=True)) for pair in pairs)
    return table(_TARGET_WIDTHS, rows)


def _cell(text: str, width: int, *, head: bool = False, centred: bool = False) -> str:
    run = Run(text, face=HEAD if head else "", size=_SMALL)
    return cell([paragraph([run], _CENTRED if head or centred else _ROW)], width, fill=_FILL if head else "")
