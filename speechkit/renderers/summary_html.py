"""The page on a speech as a fragment of HTML, to be put into a page of one's own: no style, no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.renderers.markup import quoted
from speechkit.renderers.summary_labels import SUMMARY_LABELS, SummaryLabels
from speechkit.renderers.summary_page import Block, Duty, Line, Page, page_of
from speechkit.renderers.table import View
from speechkit.summary.records import Summary

_TAGS = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


def render(summaries: Iterable[Summary], view: View) -> Iterator[str]:
    """Yield an article for each input; ``data-line`` is the line of the speech."""
    for summary in summaries:
        yield "".join(_article(page_of(summary, view.language), SUMMARY_LABELS[view.language], _TAGS[view.language]))


def _article(page: Page, labels: SummaryLabels, language: str) -> Iterator[str]:
    yield f'<article class="speechkit-summary" lang="{language}">\n'
    yield f"<h1{_at(page.title_line)}>{quoted(page.title)}</h1>\n<dl>\n"
    for fact in page.facts:
        yield f"<dt>{quoted(fact.label)}</dt><dd{_at(fact.line)}>{quoted(fact.text)}</dd>\n"
    yield "</dl>\n"
    for block in page.blocks:
        yield f'<section class="{block.name}">\n<h2>{quoted(block.heading)}</h2>\n'
        yield from _table(block.duties, labels) if block.duties else _list(block)
        yield "</section>\n"
    if page.left_out:
        yield f'<p class="left-out">{quoted(page.left_out)}</p>\n'
    yield "</article>\n"


def _list(block: Block) -> Iterator[str]:
    yield "<ul>\n"
    yield from map(_line, block.lines)
    yield "</ul>\n"


def _line(line: Line) -> str:
    level = f' class="level-{line.level}"' if line.level > 1 else ""
    head = f"<b>{quoted(line.head)}</b>" + "　" * bool(line.text) if line.head else ""
    return f"<li{level}{_at(*line.lines[:1])}>{head}{quoted(line.text)}</li>\n"


def _table(duties: Iterable[Duty], labels: SummaryLabels) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{quoted(text)}</th>' for text in labels.columns)
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    for duty in duties:
        when = f'<time datetime="{duty.day}">{quoted(duty.when)}</time>' if duty.day else quoted(duty.when)
        cells = "".join(f"<td>{each}</td>" for each in (quoted(duty.id), quoted(duty.text), quoted(duty.who), when))
        yield f"<tr{_at(duty.line)}>{cells}</tr>\n"
    yield "</tbody>\n</table>\n"


def _at(line: int | None = None) -> str:
    return f' data-line="{line}"' if line else ""
