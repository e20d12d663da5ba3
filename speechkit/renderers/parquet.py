"""Any table as Parquet: texts, and whole numbers in the columns that are named."""

from __future__ import annotations

import io
from collections.abc import Container, Iterator
from importlib.util import find_spec
from itertools import chain, islice

from speechkit.errors import UsageError
from speechkit.extras import install_command
from speechkit.renderers.table import Table

_ROWS = 1000  # of one row group


def as_parquet(table: Table, numbers: Container[str] = ()) -> Iterator[bytes]:
    """Yield the file in one piece. Raises ``UsageError`` where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise UsageError(f"a .parquet file takes pyarrow, which is not installed: {install_command('parquet')}")
    import pyarrow
    from pyarrow import parquet

    types = [pyarrow.int64() if name in numbers else pyarrow.string() for name in table.columns]
    schema = pyarrow.schema(list(zip(table.columns, types, strict=True)))
    out = io.BytesIO()
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = chain.from_iterable(table.groups)
        while some := list(islice(rows, _ROWS)):
            columns = zip(zip(*some, strict=True), types, strict=True)
            writer.write_batch(pyarrow.record_batch([pyarrow.array(*each) for each in columns], schema))
    yield out.getvalue()
