"""Excel workbooks: the rows of the first sheet, one after the other, within limits."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from typing import IO, Any

from speechkit.errors import InputError
from speechkit.readers.refusals import encrypted

__all__ = ["records_in"]

_MAX_UNPACKED, _MAX_RATIO, _SMALL = 1 << 30, 40, 8 << 20  # bytes, unpacked to packed, no danger below
_MOST_ROWS = 1 << 20  # of a sheet of Excel; where a row has a higher number, all up to it would be made
_ENCRYPTED = 0x1  # flag of an entry
_SAMPLE = 1 << 16  # bytes of a part in which a document type would stand


def records_in(file: IO[bytes]) -> Iterator[Sequence[Any]]:
    """Yield the cells of each row that has any. Messages of errors follow the file's name."""
    import warnings

    from openpyxl import load_workbook

    _check(file)
    # Of features that it passes over, and of cells that it cannot read; of styles that are not there it prints.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    with redirect_stdout(io.StringIO()):
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()  # what a file says of its size may be less than there is
    for record in sheet.iter_rows(max_row=_MOST_ROWS, values_only=True):
        if any(cell is not None for cell in record):
            yield record


def _check(file: IO[bytes]) -> None:
    """Refuse a workbook that would unpack to far more than a table has, or that declares a document type."""
    file.seek(0, os.SEEK_END)
    packed = file.tell()
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise encrypted("")
        size = sum(entry.file_size for entry in entries)
        if size > min(_MAX_UNPACKED, max(_SMALL, _MAX_RATIO * packed)):
            raise InputError(f" would unpack to {size >> 20:,} MB, far more than a table has; check where it is from")
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                with archive.open(entry) as part:
                    if b"<!DOCTYPE" in part.read(_SAMPLE):
                        raise InputError(" declares a document type (DOCTYPE), as no office program does; check it")
    file.seek(0)
