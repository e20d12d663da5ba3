"""The inverse document frequencies that come with jieba (jieba/analyse/idf.txt), read without importing it.

Going through its 270,000 lines takes longer than to analyse a speech, so they are kept, in 4096 buckets by the hash of
the word, beside Python's byte code; where nothing can be kept, they are gone through. SQLite would take twice as long
to look words up and eight times as long to be made.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Mapping
from importlib.util import cache_from_source, find_spec
from itertools import accumulate
from zlib import crc32

__all__ = ["MEDIAN", "idf_of"]

# Of all in the file (jieba 0.42.1), what jieba.analyse gives to a word that it lacks. Sorting them anew would take
# longer than all the rest.
MEDIAN = 11.9547675029
_BUCKETS = 4096
_SHAPE = 1  # counts up when what is kept changes, which makes what was kept useless


def idf_of(words: Iterable[str]) -> dict[str, float]:
    """Return how rare each of ``words`` is in the newspapers that jieba counted: its inverse document frequency."""
    spec = find_spec("jieba")  # finds without importing
    path = os.path.join(os.path.dirname((spec and spec.origin) or ""), "analyse", "idf.txt")
    kept = cache_from_source(os.path.join(os.path.dirname(__file__), "idf.py")).removesuffix("pyc") + "buckets"
    status = os.stat(path)
    stamp = f"{_SHAPE} {status.st_mtime_ns} {status.st_size}\n".encode()
    found = dict.fromkeys(words, MEDIAN)
    wanted = {word.encode("utf-8", "surrogatepass"): word for word in found}
    values = _from_kept(kept, stamp, wanted)
    if values is None:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
        pairs = ((word, value) for word, _, value in (line.partition(b" ") for line in lines) if word in wanted)
        values = dict(pairs)
        if not sys.dont_write_bytecode:
            _keep(kept, stamp, lines)
    return found | {wanted[word]: float(value) for word, value in values.items()}


def _bucket(word: bytes) -> int:
    return crc32(word) % _BUCKETS


def _from_kept(path: str, stamp: bytes, words: Iterable[bytes]) -> Mapping[bytes, bytes] | None:
    """The numbers of those words that the kept file has; None where it is not there or was made of another."""
    starts = array("I")
    try:
        with open(path, "rb") as file:
            if file.readline() != stamp:
                return None
            starts.fromfile(file, _BUCKETS + 1)
            base = file.tell()
            if os.fstat(file.fileno()).st_size != base + starts[-1]:
                return None
            found: dict[bytes, bytes] = {}
            for word in words:
                bucket = _bucket(word)
                file.seek(base + starts[bucket])
                text = file.read(starts[bucket + 1] - starts[bucket])
                line = b"\n" + word + b" "
                at = text.find(line)
                if at >= 0:
                    at += len(line)
                    found[word] = text[at : text.index(b"\n", at)]
            return found
    except (OSError, EOFError):
        return None


def _keep(path: str, stamp: bytes, lines: Iterable[bytes]) -> None:
    """Write the buckets, whole or not at all; a folder that cannot be written in costs time, no more."""
    buckets: list[list[bytes]] = [[b""] for _ in range(_BUCKETS)]
    for line in lines:
        buckets[_bucket(line.partition(b" ")[0])].append(line)
    texts = [b"\n".join(bucket) + b"\n" for bucket in buckets]
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(stamp)
            array("I", accumulate(map(len, texts), initial=0)).tofile(file)
            file.writelines(texts)
        os.replace(temporary, path)
    except OSError:
        pass
