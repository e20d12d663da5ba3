"""What writers take, a View, and may return, a Table: any rows as text, CSV, Markdown, any records as JSON."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import msgspec

from speechkit.errors import printable
from speechkit.language import Language
from speechkit.writing import compact, indented

if TYPE_CHECKING:
    from speechkit.model import Role

Cell = str | int | float | date | None
Row = Sequence[Cell]
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
_MARKDOWN_LEADING = re.compile(r"^(\d*)([-+#=.):])")  # what at the start of a line opens a list, a heading, a rule


class View(msgspec.Struct, frozen=True):
    """What every view of a result has: ``several`` says that more than one input was given.

    ``width`` in cells (None: unlimited) and ``color`` concern the formats of a terminal only. Labels and headings are
    in ``language``; where none was ``chosen`` they are as the code has them. ``asked``: the command line itself chose
    it, not the locale, so that the headings of CSV are in it too. ``array``: JSON is an array in any case.
    """

    several: bool = False
    width: int | None = None
    color: bool = False
    language: Language = "zh"
    chosen: bool = False
    asked: bool = False

    @property
    def tag(self) -> str:
        """The language as web pages name it."""
        return {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}[self.language]

    def say(self, text: str) -> str:
        """Return a label, heading or sentence of the code, which never holds words of a speech, as it is shown."""
        if not self.chosen:
            return text
        from speechkit.catalogue import labels

        return labels(self.language).sentence(text)

    def strength(self, strength: str | None) -> str | None:
        """Return how binding a task is, in the same way."""
        from speechkit.labels import labels_for

        return labels_for(self.language).strengths.get(strength or "", strength) if self.chosen else strength

    def role(self, role: str) -> str:
        """Return the name of a part: its key where no language was chosen, for it is what options take."""
        from speechkit.labels import labels_for

        return labels_for(self.language).roles.get(cast("Role", role), role) if self.chosen else role

    array: bool = False


def padded(label: str, width: int) -> str:
    """Return the label filled up to ``width`` columns, of which a Chinese character takes two."""
    return label + " " * (width - len(label) - sum(character > "\u2e7f" for character in label))


class Table(msgspec.Struct, frozen=True):
    """Results as rows and as records: text, CSV and Markdown draw the rows of ``groups``, JSON the ``records``.

    ``columns`` are the headings, empty where text shall have none. A group holds the rows, or the records, of one
    input: the header is written with the first group, so that nothing is written where no input could be read. Results
    that do not come by input are one group, which has a header though there may be none of them. A format goes through
    one of the two, once: both may draw on one iterator.

    ``headed``: the columns have headings of their own already, which no language changes in CSV. ``exact``: cells of
    these columns are in CSV as they are, though a spreadsheet might run them.
    """

    columns: Sequence[str] = ()
    groups: Iterable[Iterable[Row]] = ()
    records: Iterable[Iterable[Any]] = ()
    headed: bool = False
    exact: Container[str] = ()


def written(table: Table, name: str, view: View) -> Iterator[str]:
    """Return the table in the format ``name``, piece by piece, as it comes: text, csv, json or jsonl."""
    if name == "json":
        return as_json(table, several=view.several, array=view.array)
    if name == "csv":
        return as_csv(table, view.language if view.asked else None)
    return {"text": as_text, "jsonl": as_jsonl}[name](table)


def as_text(table: Table) -> Iterator[str]:
    """Yield the header and a line a row, cells parted by tabs."""
    for at, group in enumerate(table.groups):
        yield line(table.columns) if table.columns and not at else ""  # "": so that a file is written, be it empty
        for row in group:
            yield line(row)


def as_csv(table: Table, language: Language | None = None) -> Iterator[str]:
    """Yield a header row, in a ``language`` where one is asked for, then the rows.

    A cell that a spreadsheet would run is made harmless.
    """
    import csv  # here, as most runs print no CSV

    out = io.StringIO()
    write = csv.writer(out).writerow  # its \r\n has it quote a lone \r too, which readers take for the end of a row

    def row(cells: Iterable[Cell]) -> str:
        out.seek(0)
        out.truncate()
        write(cells)
        return out.getvalue().removesuffix("\r\n") + "\n"

    exact = {at for at, name in enumerate(table.columns) if name in table.exact}
    headings: Sequence[str] = table.columns
    if language is not None and not table.headed:
        from speechkit.renderers.data_headings import data_heading

        headings = [data_heading(name, language) for name in headings]
    for number, group in enumerate(table.groups):
        if not number:
            yield row(headings)
        for cells in group:
            yield row(
                guard(cell) if isinstance(cell, str) and at not in exact else cell for at, cell in enumerate(cells)
            )


def as_json(table: Table, *, several: bool = False, array: bool = False) -> Iterator[str]:
    """Yield the record of one input, indented by two spaces; of ``several`` a record a line, or an ``array`` of them.

    This is the one place where it is decided.
    """
    if not array:
        yield from (
            as_jsonl(table) if several else (indented(record) + "\n" for group in table.records for record in group)
        )
        return
    opened = grouped = False
    for group in table.records:
        grouped = True
        for record in group:
            yield (",\n" if opened else "[\n") + indented(record)
            opened = True
    if grouped:
        yield "\n]\n" if opened else "[]\n"


def as_jsonl(table: Table) -> Iterator[str]:
    """Yield a record a line."""
    for group in table.records:
        yield ""  # so that a file is written, be it empty
        for record in group:
            yield compact(record) + "\n"


def line(cells: Iterable[Cell]) -> str:
    """Return a row of text: its cells parted by tabs, which become spaces within a cell."""
    return "\t".join("" if cell is None else str(cell).replace("\t", " ") for cell in cells) + "\n"


def head(name: str, at: int) -> str:
    """Return what stands above the input ``name``, the ``at``th from 0, where there are several, as ``head`` does."""
    return "\n" * (at > 0) + f"==> {printable(name)} <==\n"


def guard(cell: str) -> str:
    """Return ``cell``, after an apostrophe where a spreadsheet would take it for a formula.

    No heading of a speech begins so; ``-`` alone, which marks a heading without a number, is no formula.

    >>> guard("=1+1"), guard("-"), guard("一、")
    ("'=1+1", '-', '一、')
    """
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "\t", "\r"} or (cell[:1] == "-" and cell != "-") else cell


def markdown_text(text: str) -> str:
    """Return one line of text so that Markdown shows it as it is."""
    return _MARKDOWN_LEADING.sub(r"\1\\\2", _MARKDOWN_SPECIAL.sub(r"\\\g<0>", text))


def markdown_cell(text: str) -> str:
    """Return the same for a cell or a heading, where nothing opens a list or a rule: dates need no backslash."""
    return markdown_text(f"x{text}")[1:]


def markdown_table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    r"""Return a table in Markdown; its cells, but not its headings, are escaped.

    >>> print(markdown_table(("行号", "任务"), [("3", "抓好*整改*")]), end="")
    | 行号 | 任务 |
    | --- | --- |
    | 3 | 抓好\*整改\* |
    """
    head = list(headings)
    lines = [head, ["---"] * len(head), *(list(map(markdown_cell, row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
