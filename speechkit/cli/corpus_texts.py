"""``speechkit corpus export --texts``: the texts that are counted, as a table or as files in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from speechkit.cli.corpus_inputs import keep_to
from speechkit.cli.printing import by_suffix, escape_json, escape_text, is_terminal, labelled, write
from speechkit.cli.tasks_split import is_folder
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError
from speechkit.renderers.parquet import as_parquet
from speechkit.renderers.table import Row, Table, View, written
from speechkit.writing import check_new_folder, write_folder

FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}
LIST = "documents.csv"  # of the files in a folder
BYTE_ORDER_MARK = "\ufeff"


def export_texts(path: str, scope: Scope, format_name: str, output: str | None) -> None:
    """Write the texts of the documents of ``scope``: into a folder where -o names no file, else as a table.

    Raises ``UsageError`` where the folder is there and not empty.
    """
    to_stdout = output in (None, "-")
    folder = format_name == "auto" and not to_stdout and (is_folder(output) or not os.path.splitext(output or "")[1])
    if folder:
        check_new_folder(output or "")
    elif format_name == "auto":
        format_name = "jsonl" if to_stdout else by_suffix(FORMATS, output or "")
    if format_name == "parquet" and to_stdout and is_terminal():
        raise UsageError(f"{format_name} is no text for a terminal; name a file with -o")
    with Corpus.open(path) as corpus:
        keep_to(corpus, scope)
        columns, rows = corpus.texts()
        if folder:
            write_folder(_files(columns, rows), output or "")
            return
        records = (dict(zip(columns, row, strict=True)) for row in rows)
        table = Table(columns, [rows], [records], exact=("text",))
        if format_name == "parquet":
            write(as_parquet(table, numbers=("year",)), output)
        else:
            csv = format_name == "csv"
            pieces = written(table, format_name, labelled(View()))
            write(pieces, output, escape=escape_text if csv else escape_json, byte_order_mark=csv)


def _files(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the name and the text of every file, and last the table of them all."""
    of_files: list[Row] = []
    for doc_id, text, date, year, title, speaker, _, *meta in rows:
        yield str(doc_id), (str(text),)
        of_files.append((doc_id, date, year, title, speaker, len(str(text)), *meta))
    headings = ("file", "date", "year", "title", "speaker", "chars", *columns[7:])
    yield LIST, (BYTE_ORDER_MARK, *written(Table(headings, [of_files]), "csv", labelled(View())))
