"""The texts that are counted, for other programs, each with what is known of its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from speechkit.corpus.entry import document_columns
from speechkit.corpus.store import Store, quoted
from speechkit.writing import NOT_IN_NAMES, name_like

COLUMNS = ("doc_id", "text", "date", "year", "title", "speaker", "name")
LONGEST_NAME = 60  # characters of the name of a file, its suffix excluded
SUFFIX = ".txt"
_NOT_FIRST = f"{NOT_IN_NAMES}=+@-. \t\r\n"  # in the name of a file: spreadsheets take some for the start of a formula


def texts(store: Store) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    r"""Return the columns, those of --meta behind ``COLUMNS``, and the rows of the documents that are looked at.

    ``text`` is the body, in which ``count`` counts: simplified, a paragraph a line. ``doc_id`` is a name that no other
    document has and any file can have. A column of --meta that is called as one of ``COLUMNS`` has meta_ before it.

    >>> from speechkit import Corpus, read
    >>> corpus = Corpus.in_memory()
    >>> added = corpus.add_reading(read("在会议上的讲话\n\n同志们：\n要抓好整改。", name="2022/03-05.docx"))
    >>> [row[:4] for row in corpus.texts()[1]]
    [('2022 03-05.docx.txt', '同志们：\n要抓好整改。', None, None)]
    """
    meta = _meta_columns(store)
    columns = "".join(f", {quoted(name)}" for name in meta)
    rows = store.rows(
        f"SELECT id, text, date, year, title, speaker, name{columns} "
        "FROM documents JOIN bodies ON document = id ORDER BY id"
    )
    names = _file_names(store)
    shown = (f"meta_{name}" if name.casefold() in COLUMNS else name for name in meta)
    return (*COLUMNS, *shown), ((names[number], *row) for number, *row in rows)


def _meta_columns(store: Store) -> list[str]:
    own = {"id", *document_columns(), "meta"}
    return [name for _, name, *_ in store.rows("PRAGMA main.table_info(documents)") if name not in own]


def _file_names(store: Store) -> dict[int, str]:
    """Return what the file of each document is called, the same whichever documents are looked at."""
    taken: set[str] = set()
    names: dict[int, str] = {}
    for number, name in store.rows("SELECT id, name FROM main.documents ORDER BY id"):
        stem = name.removesuffix(SUFFIX).lstrip(_NOT_FIRST) or "speech"
        names[number] = name_like(stem, taken, longest=LONGEST_NAME, forbidden=NOT_IN_NAMES) + SUFFIX
    return names
