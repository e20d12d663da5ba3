"""Documents → chunks: few enough for all workers to have some until the end, many enough to be worth the sending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from speechkit.walk import InputFile

_MOST_DOCUMENTS = 32
_MOST_BYTES = 128 << 10  # a second's work
_MOST_OF_PATHS = 16 << 10  # bytes: a chunk is to fit into a pipe, or parent and worker could wait for each other
_EACH = 8  # chunks that a worker is to have at least, where there are documents enough


class ChunkSize(msgspec.Struct, frozen=True):
    """The most documents, bytes of documents and bytes of their paths that a chunk of several may have."""

    documents: int
    size: int
    paths: int = _MOST_OF_PATHS


def chunk_size(documents: int, size: int, jobs: int) -> ChunkSize:
    """The size of chunks for so many documents, their bytes and the workers."""
    parts = jobs * _EACH
    return ChunkSize(min(max(documents // parts, 1), _MOST_DOCUMENTS), min(max(size // parts, 1), _MOST_BYTES))


def chunked(files: Iterable[InputFile], limit: ChunkSize) -> Iterator[list[InputFile]]:
    """The files in chunks, in their order; one that is larger than ``limit`` is a chunk of its own."""
    chunk: list[InputFile] = []
    size = paths = 0
    for file in files:
        size += file.size
        paths += len(file.path)
        if chunk and (len(chunk) == limit.documents or size > limit.size or paths > limit.paths):
            yield chunk
            chunk, size, paths = [], file.size, len(file.path)
        chunk.append(file)
    if chunk:
        yield chunk
