"""A comparison as one HTML page that needs nothing beside it, without scripts, for the screen and for A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.renderers.comparison import Compared, page_of
from speechkit.renderers.comparison_blocks import Block, Cell, Page, Row
from speechkit.renderers.markup import quoted
from speechkit.renderers.table import View

_TAGS = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --gone: #c0392b26; --come: #1e843926; --dim: #888 }
body { font: 16px/1.6 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
  max-width: 76em; margin: 2em auto; padding: 0 1em }
h1, h2, th, .place, .note, .mark { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
h2 { font-size: 1.1em; margin: 2em 0 .5em; break-after: avoid }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .3em .5em; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere }
th { font-weight: 600 }
thead { display: table-header-group }
tr { break-inside: avoid }
.mark { width: 2em; text-align: center; color: var(--dim) }
.label { width: 4em }
.place, .note { color: var(--dim); font-size: .8em }
.place { margin-left: .5em; white-space: nowrap }
.note { display: block }
del { background: var(--gone); text-decoration: line-through; text-decoration-color: #c0392b }
ins { background: var(--come); text-decoration: underline; text-decoration-color: #1e8439 }
@media print { @page { size: A4; margin: 15mm } body { font-size: 10pt; margin: 0; max-width: none } }
"""


def render(found: Iterable[Compared], view: View) -> Iterator[str]:
    """Yield the page: the sides, the results, a table for each block."""
    for each in found:
        page = page_of(each, view)
        title = quoted(f"{page.title}{view.say('：')}{page.names[0]} / {page.names[1]}")
        yield (
            f'<!DOCTYPE html>\n<html lang="{_TAGS[view.language]}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>{_STYLE}</style>\n'
            f"</head>\n<body>\n<h1>{quoted(page.title)}</h1>\n"
        )
        yield _head(page, view)
        for block in page.blocks:
            yield _block(block, page, view)
        yield "</body>\n</html>\n"


def _head(page: Page, view: View) -> str:
    facts = "".join(
        f'<tr><th class="label" scope="row">{quoted(fact.label)}</th>'
        f"<td>{quoted(fact.a)}</td><td>{quoted(fact.b)}</td></tr>\n"
        for fact in page.facts
    )
    results = "".join(f"<li>{quoted(line)}</li>\n" for line in page.results)
    one, other = _headings(page, view)
    return (
        f'<table>\n<thead><tr><th class="label"></th><th scope="col">{one}</th><th scope="col">{other}</th></tr>'
        f"</thead>\n<tbody>\n{facts}</tbody>\n</table>\n<ul>\n{results}</ul>\n"
    )


def _block(block: Block, page: Page, view: View) -> str:
    one, other = _headings(page, view)
    rows = "".join(_row(row, view) for row in block.side_by_side())
    return (
        f"<h2>{quoted(block.heading)}</h2>\n<table>\n"
        f'<thead><tr><th scope="col">{one}</th><th class="mark"></th><th scope="col">{other}</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _headings(page: Page, view: View) -> tuple[str, str]:
    one, other = (quoted(f"{side}{view.say('：')}{name}") for side, name in zip(page.sides, page.names, strict=True))
    return one, other


def _row(row: Row, view: View) -> str:
    note = f'<span class="note">{quoted(row.note)}</span>' if row.note else ""
    return (
        f'<tr><td>{_cell(row.a, "del")}</td><td class="mark">{quoted(view.say(row.mark))}</td>'
        f"<td>{_cell(row.b, 'ins')}{note}</td></tr>\n"
    )


def _cell(cell: Cell | None, tag: str) -> str:
    if cell is None:
        return ""
    said = (f"<{tag}>{quoted(each.text)}</{tag}>" if each.changed else quoted(each.text) for each in cell.pieces)
    return f'{"".join(said)}<span class="place">{quoted(cell.place)}</span>'
