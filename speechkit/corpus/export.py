"""A corpus as other programs read it: its tables row by row, or each speech with its whole analysis."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from speechkit.corpus.query import archived, source_text
from speechkit.corpus.store import Corpus
from speechkit.renderers.csv import guard
from speechkit.renderers.json import compact

TABLES = ("documents", "parts", "sections", "tasks", "slogans", "words")


def lines_of(corpus: Corpus, table: str | None) -> Iterator[str]:
    """JSON Lines: the rows of a table; without one, the documents, each with its source text and its analysis."""
    yield ""  # so that a file is written, be it empty
    for record in _records(corpus, table or "documents"):
        if table is None:
            number = record["id"]
            record |= {"text": source_text(corpus, number), "analysis": msgspec.Raw(archived(corpus, number))}
        yield compact(record) + "\n"


def csv_of(corpus: Corpus, table: str) -> Iterator[str]:
    """CSV: a header row, then the rows of a table; a cell that a spreadsheet would run is made harmless."""
    columns, rows = corpus.table(f"SELECT * FROM {table}")
    yield _row(columns)
    for row in rows:
        yield _row("" if cell is None else guard(cell) if isinstance(cell, str) else cell for cell in row)


def _records(corpus: Corpus, table: str) -> Iterator[dict[str, Any]]:
    columns, rows = corpus.table(f"SELECT * FROM {table}")
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        if record.get("meta"):
            record["meta"] = json.loads(record["meta"])
        yield record


def _row(cells: Any) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
