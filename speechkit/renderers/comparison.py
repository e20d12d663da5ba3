"""A comparison as tab-separated lines, as Markdown and as its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from speechkit.compare.records import Comparison, Coverage
from speechkit.errors import printable
from speechkit.renderers.comparison_blocks import Block, Cell, Page
from speechkit.renderers.comparison_page import comparison_page
from speechkit.renderers.coverage_page import coverage_page
from speechkit.renderers.table import Table, View, line, markdown_cell

Compared = Comparison | Coverage


def page_of(found: Compared, view: View) -> Page:
    """Return what every format but JSON shows of a comparison or a coverage."""
    return coverage_page(found, view.say) if isinstance(found, Coverage) else comparison_page(found, view.say)


def record(found: Iterable[Compared], view: View) -> Table:
    """Return all that was found."""
    return Table(records=([each] for each in found))


def lines(found: Iterable[Compared], view: View) -> Iterator[str]:
    """Yield a finding a line: topic, kind, line and words of A, line and words of B, note; # begins what is counted."""
    for each in found:
        page = page_of(each, view)
        yield f"# {page.title}\t{printable(page.names[0])}\t{printable(page.names[1])}\n"
        for result in page.results:
            yield f"# {result}\n"
        for block in page.blocks:
            for row in block.rows:
                cells = (block.topic, row.kind, *_place_and_words(row.a), *_place_and_words(row.b), row.note)
                yield line(cells).rstrip("\t\n") + "\n"


def _place_and_words(cell: Cell | None) -> tuple[str, str]:
    return (cell.place.removeprefix(":"), cell.text.strip("　")) if cell else ("", "")


def markdown(found: Iterable[Compared], view: View) -> Iterator[str]:
    """Yield a level-1 heading, the sides and the results, then a level-2 heading and a table for each block.

    What has changed stands in <del> and <ins>, which every viewer knows.
    """
    for each in found:
        page = page_of(each, view)
        yield f"# {page.title}\n\n"
        names = (
            f"{side}{view.say('：')}{markdown_cell(name)}" for side, name in zip(page.sides, page.names, strict=True)
        )
        yield _table(["", *names], [[fact.label, markdown_cell(fact.a), markdown_cell(fact.b)] for fact in page.facts])
        yield "\n" + "".join(f"- {result}\n" for result in page.results)
        for block in page.blocks:
            yield f"\n## {block.heading}\n\n" + _markdown_block(block, page.sides, view)


def _markdown_block(block: Block, sides: tuple[str, str], view: View) -> str:
    rows = [
        [*_marked(row.a, "del"), view.say(row.mark), *_marked(row.b, "ins"), markdown_cell(row.note)]
        for row in block.side_by_side()
    ]
    place, note = view.say("行"), view.say("说明")
    headings = [place, sides[0], "", place, sides[1], note]
    # A column that would be empty is left out: the marks of lists, the notes of sections.
    used = [at for at in range(len(headings)) if at < 2 or any(row[at] for row in rows)]
    return _table([headings[at] for at in used], [[row[at] for at in used] for row in rows])


def _marked(cell: Cell | None, tag: str) -> tuple[str, str]:
    """Return the escaped place and words of a cell, what has changed in tags."""
    if cell is None:
        return "", ""
    said = (
        f"<{tag}>{markdown_cell(each.text)}</{tag}>" if each.changed else markdown_cell(each.text)
        for each in cell.pieces
    )
    return markdown_cell(cell.place), "".join(said)


def _table(headings: list[str], rows: list[list[str]]) -> str:
    # Not `markdown.table`, which would escape the tags.
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (headings, ["---"] * len(headings), *rows))
