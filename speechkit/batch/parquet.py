"""A Parquet file with a row for each document. Records wait in the journal until all are there.

Columns: path, sha256, encoding, script, chars, lines; title (simplified) and date (ISO) as strings; and parts,
sections, tasks, slogans, keywords, warnings as lists of records, with the fields that they have in JSON.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import msgspec

from speechkit.batch.journal import Journal
from speechkit.batch.records import RecordForm, StoredAt, cannot_write, exists_already
from speechkit.errors import UsageError
from speechkit.extras import install_command
from speechkit.model import Analysis, SourceInfo
from speechkit.walk import InputFile

if TYPE_CHECKING:
    import pyarrow as pa

_LISTS = ("parts", "sections", "tasks", "slogans", "keywords", "warnings")
_BATCH = 1 << 18  # bytes of JSON that are in memory as Python's objects at once
# Bytes of JSON that become one row group. It is in memory until it is written, and its description until all are.
_ROW_GROUP, _MOST_ROW_GROUPS, _LARGEST_ROW_GROUP = 2 << 20, 64, 64 << 20
_WRITTEN = "written"  # noted: size and time of the file that has all records of the journal


class ParquetSink:
    """The documents' records as rows, in the order of their keys. The file is there when all are done, not before."""

    form: RecordForm = "compact"
    adds = False
    alike = 0

    def __init__(self, output: bytes, state: bytes, journal: Journal) -> None:
        if find_spec("pyarrow") is None:
            raise UsageError(f"a .parquet file takes pyarrow, which is not installed: {install_command('parquet')}")
        self._output, self._journal = output, journal
        self._part = os.path.join(state, b"part.parquet")

    def refusal(self, *, resume: bool, known: bool) -> str | None:
        """Refuse a file that is there, unless a batch goes on with it; it is then replaced."""
        return exists_already(self._output, resume=resume, known=known)

    def recover(self) -> None:
        """Do nothing: the file is never half there."""

    def holds(self, _key: bytes, _start: int, _length: int, _sha256: str) -> bool:
        """Return true: the record is in the journal."""
        return True

    def drop(self, _key: bytes) -> None:
        """Note that the file is out of date; the record goes with its entry in the journal."""
        self._journal.set_note(_WRITTEN, None)

    def begin(self) -> None:
        """Do nothing: the file is written when all records are there."""

    def put(self, _found: InputFile, record: bytes) -> StoredAt:
        """Leave the record to the journal."""
        self._journal.set_note(_WRITTEN, None)
        return StoredAt(0, len(record), record)

    def flush(self) -> None:
        """Do nothing: what was put is as safe as the journal."""

    def finish(self, *, complete: bool) -> None:
        """Write the file, whole or not at all, unless it is there already."""
        if not complete or (self._signature() is not None and self._signature() == self._journal.note(_WRITTEN)):
            return
        import pyarrow
        from pyarrow import parquet

        schema = _schema()
        size = min(max(_ROW_GROUP, self._journal.done().size // _MOST_ROW_GROUPS), _LARGEST_ROW_GROUP)
        try:
            with (
                open(self._part, "wb") as file,
                parquet.ParquetWriter(file, schema, compression="zstd") as writer,
            ):
                for group in self._groups(schema, size):
                    writer.write_table(group)
                    pyarrow.default_memory_pool().release_unused()  # which it would keep
            os.replace(self._part, self._output)
        except OSError as error:
            raise cannot_write(self._output, error) from None
        self._journal.set_note(_WRITTEN, self._signature())
        self._journal.commit()

    def close(self) -> None:
        """Remove what was not finished."""
        with suppress(OSError):
            os.unlink(self._part)

    def _groups(self, schema: pa.Schema, group_size: int) -> Iterator[pa.Table]:
        import pyarrow

        batches, in_batches = [], 0
        for rows, size in self._rows():
            batches.append(pyarrow.RecordBatch.from_pylist(rows, schema))
            in_batches += size
            if in_batches >= group_size:
                yield pyarrow.Table.from_batches(batches, schema)
                batches, in_batches = [], 0
        yield pyarrow.Table.from_batches(batches, schema)

    def _rows(self) -> Iterator[tuple[list[dict[str, Any]], int]]:
        """Yield the rows, few at a time, and the bytes of JSON that they were."""
        rows, size = [], 0
        for record in self._journal.records():
            rows.append(_row(msgspec.json.decode(record)))
            size += len(record)
            if size >= _BATCH:
                yield rows, size
                rows, size = [], 0
        yield rows, size

    def _signature(self) -> str | None:
        try:
            status = os.stat(self._output)
        except OSError:
            return None
        return f"{status.st_size} {status.st_mtime_ns}"


def _row(analysis: dict[str, Any]) -> dict[str, Any]:
    source, title, date = analysis["source"], analysis["title"], analysis["date"]
    return {
        "path": source["name"],
        **source,
        "title": title and title["text"],
        "date": date and date["iso"],
        **{name: analysis[name] for name in _LISTS},
    }


def _schema() -> pa.Schema:
    import pyarrow

    text = pyarrow.string()
    source = {field.encode_name: field.type for field in _fields(SourceInfo)}
    del source["name"]
    lists = {field.encode_name: field.type for field in _fields(Analysis) if field.encode_name in _LISTS}
    return pyarrow.schema(
        [("path", text), *((name, _arrow(each)) for name, each in source.items()), ("title", text), ("date", text)]
        + [(name, _arrow(each)) for name, each in lists.items()]
    )


def _fields(record: type[msgspec.Struct]) -> tuple[msgspec.inspect.Field, ...]:
    info = msgspec.inspect.type_info(record)
    assert isinstance(info, msgspec.inspect.StructType)
    return info.fields


def _arrow(kind: msgspec.inspect.Type) -> pa.DataType:
    """Return the Arrow type for what a field of a record may hold; every field may be null there."""
    import pyarrow
    from msgspec import inspect

    match kind:
        case inspect.UnionType():
            (only,) = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
            return _arrow(only)
        case inspect.VarTupleType():
            return pyarrow.list_(_arrow(kind.item_type))
        case inspect.StructType():
            return pyarrow.struct([(field.encode_name, _arrow(field.type)) for field in kind.fields])
        case inspect.IntType():
            return pyarrow.int64()
        case inspect.FloatType():
            return pyarrow.float64()
        case inspect.BoolType():
            return pyarrow.bool_()
        case inspect.StrType() | inspect.LiteralType():
            return pyarrow.string()
        case _:
            raise NotImplementedError(f"no Arrow type for {kind}")
