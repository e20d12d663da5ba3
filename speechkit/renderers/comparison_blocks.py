"""What is shown of a comparison, whatever the format: blocks of rows with a cell for each side."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import zip_longest

import msgspec

from speechkit.chars import one_line
from speechkit.compare.records import Location, SideInfo

Say = Callable[[str], str]  # a label or heading in the language of the results
_TOKENS = re.compile("[0-9.%]+|[A-Za-z]+|.")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a cell's text; ``changed`` where the other side's cell has something else or nothing."""

    text: str
    changed: bool = False


class Cell(msgspec.Struct, frozen=True):
    """The words of one side and where they stand, as FILE:LINE or :LINE."""

    pieces: tuple[Piece, ...]
    place: str

    @property
    def text(self) -> str:
        """The words, on one line."""
        return "".join(piece.text for piece in self.pieces)


class Row(msgspec.Struct, frozen=True):
    """A finding: ``kind`` for programs, ``mark`` for people, one or two characters, and a ``note`` on it."""

    kind: str
    mark: str
    a: Cell | None
    b: Cell | None
    note: str = ""


class Block(msgspec.Struct, frozen=True):
    """Rows of one ``topic``; the cells of a row belong together only where ``paired``."""

    topic: str
    heading: str
    rows: tuple[Row, ...]
    paired: bool = True

    def side_by_side(self) -> list[Row]:
        """Return the rows as two columns show them: an unpaired block is two lists next to each other."""
        if self.paired:
            return list(self.rows)
        ones = [row.a for row in self.rows if row.a]
        others = [row.b for row in self.rows if row.b]
        return [Row("", "", one, other) for one, other in zip_longest(ones, others)]


class Fact(msgspec.Struct, frozen=True):
    """A line of the head: what is known of each side."""

    label: str
    a: str
    b: str


class Page(msgspec.Struct, frozen=True):
    """All of it: what is known of the sides, the results in a few words, the blocks that are not empty.

    ``sides`` is what A and B are to each other, ``names`` what they are called.
    """

    title: str
    sides: tuple[str, str]
    names: tuple[str, str]
    facts: tuple[Fact, ...]
    results: tuple[str, ...]
    blocks: tuple[Block, ...]


def facts_of(a: SideInfo, b: SideInfo, say: Say) -> tuple[Fact, ...]:
    """Return what is known of the two sides; the number of speeches only where a side has several."""
    speeches = say("篇数")
    rows = (
        Fact(say("标题"), one_line(a.title or ""), one_line(b.title or "")),
        Fact(say("日期"), _dates(a), _dates(b)),
        Fact(speeches, str(a.speeches), str(b.speeches)),
        Fact(say("字数"), f"{a.chars:,}", f"{b.chars:,}"),
        Fact(say("任务"), str(a.tasks), str(b.tasks)),
        Fact(say("提法"), str(a.slogans), str(b.slogans)),
    )
    return tuple(row for row in rows if (row.a or row.b) and not (row.label == speeches and row.a == row.b == "1"))


def _dates(side: SideInfo) -> str:
    dates = dict.fromkeys(filter(None, (side.first_date, side.last_date)))
    return " – ".join(dates)


def names_of(a: SideInfo, b: SideInfo) -> tuple[str, str]:
    """Return what the sides are called: their files without the folders, where those tell them apart."""
    short = tuple(os.path.basename(each.name.rstrip("/")) or each.name for each in (a, b))
    return (short[0], short[1]) if short[0] != short[1] else (a.name, b.name)


def cell(text: str, location: Location | None, *, several: bool, pieces: tuple[Piece, ...] = ()) -> Cell:
    """Return the cell of ``text``, or of ``pieces`` where there are any.

    ``several`` says that the side has more than one speech, so that the line alone does not tell which.
    """
    place = "" if location is None else f"{os.path.basename(location.file) if several else ''}:{location.line}"
    return Cell(pieces or (Piece(one_line(text)),), place)


def alone(kind: str, cell: Cell, *, gone: bool) -> Row:
    """Return the row for what only one side has."""
    return Row(kind, "删", cell, None) if gone else Row(kind, "增", None, cell)


def both(a: str, b: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the texts of two sides in pieces, so that what is different can be marked.

    >>> [piece.text for piece in both("要在6月底前完成", "要在9月底前完成")[0] if piece.changed]
    ['6']
    """
    from rapidfuzz.distance import Indel

    one, other = _TOKENS.findall(one_line(a)), _TOKENS.findall(one_line(b))
    of_one: list[Piece] = []
    of_other: list[Piece] = []
    for step in Indel.opcodes(one, other):
        same = one[step.src_start : step.src_end]
        # A single character that happens to stand in both is no common wording.
        by_chance = len(same) == 1 < min(len(one), len(other)) and same[0].isalpha()
        changed = step.tag != "equal" or by_chance
        _append(of_one, "".join(same), changed)
        _append(of_other, "".join(other[step.dest_start : step.dest_end]), changed)
    return tuple(of_one), tuple(of_other)


def _append(pieces: list[Piece], text: str, changed: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1].changed == changed:
        text = pieces.pop().text + text
    pieces.append(Piece(text, changed))
