"""Markdown: a table for each block; what has changed stands in <del> and <ins>, which every viewer knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.compare.records import Comparison, Coverage
from speechkit.renderers.compare.blocks import Block, Cell, CompareView
from speechkit.renderers.compare.page import page_of
from speechkit.renderers.markdown import escape


def render(found: Comparison | Coverage, view: CompareView) -> Iterator[str]:
    """A level-1 heading, the sides and the results, then a level-2 heading for each block."""
    page = page_of(found)
    yield f"# {page.title}\n\n"
    names = [f"{side}：{_escape(name)}" for side, name in zip(page.sides, page.names, strict=True)]
    yield _table(["", *names], ([fact.label, _escape(fact.a), _escape(fact.b)] for fact in page.facts))
    yield "\n" + "".join(f"- {line}\n" for line in page.results)
    for block in page.blocks:
        yield f"\n## {block.heading}\n\n" + _block(block, page.sides)


def _block(block: Block, sides: tuple[str, str]) -> str:
    rows = block.side_by_side()
    cells = [[*_cell(row.a, "del"), row.mark, *_cell(row.b, "ins"), _escape(row.note)] for row in rows]
    head = ["行", sides[0], "", "行", sides[1], "说明"]
    # A column that would be empty is left out: the marks of lists, the notes of sections.
    used = [at for at, name in enumerate(head) if at < 2 or any(row[at] for row in cells)]
    return _table([head[at] for at in used], ([row[at] for at in used] for row in cells))


def _cell(cell: Cell | None, tag: str) -> tuple[str, str]:
    if cell is None:
        return "", ""
    said = (f"<{tag}>{_escape(each.text)}</{tag}>" if each.changed else _escape(each.text) for each in cell.pieces)
    return _escape(cell.place), "".join(said)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _escape(text: str) -> str:
    # Behind a letter: in a cell or a heading nothing opens a list or a rule.
    return escape(f"x{text}")[1:]
