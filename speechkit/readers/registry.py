"""Files → sources: one table says which reader takes which kind of file, one how a file is known by its content.

A reader is a module of this room and a line of the table. What a format knows of the structure of a text (headings,
list numbers, table cells, pages) it hands on as ``Source.marks``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speechkit.errors import InputError, printable
from speechkit.model import Source, Warning
from speechkit.readers.text import read_markdown, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from speechkit.config import ReadingConfig

__all__ = ["READERS", "STDIN", "Reader", "read_bytes", "read_source"]

Reader = Callable[[bytes, str, "ReadingConfig"], Source]  # from the bytes of a file, its name and the options

STDIN = "-"  # the path that stands for standard input


def _docx(data: bytes, name: str, config: ReadingConfig) -> Source:
    if not data.startswith(_ZIP):
        return _office(data, name, config)
    from speechkit.readers.docx import read_docx

    return read_docx(data, name, config)


def _html(data: bytes, name: str, config: ReadingConfig) -> Source:
    if b"<" not in data:
        return _office(data, name, config)
    from speechkit.readers.html import read_html

    return read_html(data, name, config)


def _pdf(data: bytes, name: str, config: ReadingConfig) -> Source:
    if not _is_pdf(data):
        return _office(data, name, config)
    from speechkit.readers.pdf import read_pdf

    return read_pdf(data, name, config)


def _office(data: bytes, name: str, config: ReadingConfig) -> Source:
    """Read a text that is named like an office file; what is one is refused, or was converted before."""
    source = read_text(data, name, config)
    suffix = os.path.splitext(name)[1].lower()
    message = f"the name ends in {suffix}, but the content is plain text and was read as such"
    return replace(source, warnings=(Warning("other-format", message), *source.warnings))


def _converted(data: bytes, name: str, config: ReadingConfig) -> Source:
    from hashlib import sha256

    from speechkit.readers.convert import converted
    from speechkit.readers.docx import read_docx

    return replace(read_docx(converted(data, name), name, config), sha256=sha256(data).hexdigest())


def _table(data: bytes, name: str, config: ReadingConfig) -> Source:
    from speechkit.readers.refusals import refusal
    from speechkit.readers.table_rows import refuse_table
    from speechkit.readers.tables import table_kind

    if data and (table_kind(name, data) or not refusal(data)):
        refuse_table(data, name, config)
    return read_text(data, name, config)  # which says what it is instead


# A file of any other kind, or without a suffix, is read as plain text.
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".doc": _office,
    ".wps": _office,
    ".rtf": _office,
    ".odt": _office,
    ".docx": _docx,
    ".htm": _html,
    ".html": _html,
    ".pdf": _pdf,
    ".csv": _table,
    ".jsonl": _table,
    ".parquet": _table,
    ".xlsx": _table,
}


_ZIP = b"PK\x03\x04"
_PDF_HEAD = 1024  # bytes in which a PDF document begins
_BEFORE_TAGS = b"\xef\xbb\xbf\xff\xfe\x84\x31\x95\x33\0 \t\r\n\f"  # byte-order marks and white space of any encoding


def _is_docx(data: bytes) -> bool:
    return data.startswith(_ZIP) and b"word/document" in data  # names in a zip archive are not compressed


def _is_html(data: bytes) -> bool:
    if not data[:64].lstrip(_BEFORE_TAGS).startswith(b"<"):
        return False
    from speechkit.readers.html import is_html

    return is_html(data)


def _is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF document; what a server or a mail has put before it does no harm."""
    head = data[:_PDF_HEAD]
    return b"%PDF-" in head and (head.lstrip(_BEFORE_TAGS).startswith(b"%PDF-") or b"%%EOF" in data)


# What a file is by its content, whatever its name says: a suffix with a reader, and how it is known.
CONTENTS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    (".docx", _is_docx),
    (".html", _is_html),
    (".pdf", _is_pdf),
)


def read_source(path: str | Path, config: ReadingConfig) -> Source:
    """Read one file, a row of a table (``a.csv#12``), or standard input where ``path`` is ``-`` (named ``<stdin>``).

    Raises ``InputError`` where there is no text to be had, ``UsageError`` where ``config.encoding`` is unknown.
    """
    location = os.fspath(path)
    if location == STDIN:
        return read_bytes(_stdin_bytes(), "<stdin>", config)
    if "#" in location:
        from speechkit.readers.table_rows import read_row

        if source := read_row(location, config):
            return source
    return read_bytes(_file_bytes(location), location, config)


def read_bytes(data: bytes, location: str, config: ReadingConfig) -> Source:
    """Read the bytes of the file at ``location``, which is not opened: by their content, else by its suffix.

    A warning says where the two disagree. Raises as ``read_source`` does.
    """
    named = os.path.splitext(location)[1].lower()
    kind = next((suffix for suffix, fits in CONTENTS if fits(data)), named)
    if READERS.get(named) is READERS.get(kind):
        kind = named  # .htm is .html
    # A byte of the name that is no UTF-8 is a lone surrogate in Python, which cannot be written to JSON.
    name = location.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if config.convert:
        from speechkit.readers.refusals import converts

        if converts(data):
            return _converted(data, name, config)
    source = READERS.get(kind, read_text)(data, name, config)
    if kind == named or named not in READERS:
        return source
    message = f"the name ends in {named}, but the content is that of {kind} files and was read as such"
    return replace(source, warnings=(Warning("other-format", message), *source.warnings))


def _stdin_bytes() -> bytes:
    if sys.stdin is None:  # the caller closed it
        raise InputError("standard input is closed; name a file instead")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"standard input cannot be read ({_reason(error)}); name a file instead") from None


def _file_bytes(location: str) -> bytes:
    name = printable(location)
    try:
        with open(location, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise InputError(f"there is no file {name or 'with an empty name'}; check its name and folder") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a directory; name files in it, as in {os.path.join(name, '*.txt')}") from None
    except PermissionError:
        raise InputError(f"{name} cannot be read: permission denied; ask its owner for the right to read it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name, or a surrogate that stands for no byte
        raise InputError(f"{name} cannot be read ({_reason(error)}); check its name and the disk") from None


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "not a possible file name").lower()
