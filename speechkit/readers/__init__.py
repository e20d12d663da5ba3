"""Bytes → source: what kind of file it is decides which reader takes it (``registry``), one module a kind."""

from speechkit.readers.registry import READERS, Reader, read_bytes, read_source
from speechkit.readers.text import source_from_text

__all__ = ["READERS", "Reader", "read_bytes", "read_source", "source_from_text"]
