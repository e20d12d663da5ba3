"""How alike two bodies are: by MinHash (Broder 1997) of their runs of five characters.

The share of equal numbers of two signatures estimates the share of runs that both texts have (Jaccard). Of 190 real
speeches and as many with a word in a hundred exchanged, or a sentence in ten left out, it was off by 0.04 (root mean
square), without a bias. Texts that are alike find each other by bands of their signatures (Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, 3.4).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from math import sqrt
from operator import eq

__all__ = ["NUMBERS", "RUN", "Signature", "bands_of", "estimate_of", "least_estimate", "likeness_of", "minhash_of",
           "runs_of", "share_in"]  # fmt: skip

RUN = 5  # characters
NUMBERS = 64  # of a signature
_SEED = 42
_MISSED = 0.001  # of the pairs that are as alike as is asked for, the share that may have no band in common
_DOUBT = 3  # standard errors that an estimate may be too low by: of a thousand one is more
_BYTES = 4
_APART = re.compile(r"\W+")
_unpacked = struct.Struct(f"<{NUMBERS}I").unpack

Signature = bytes


def minhash_of(text: str) -> Signature:
    """Return the signature of a body, ``NUMBERS`` numbers of four bytes, little end first; marks and blanks apart."""
    from rensa import RMinHash

    found = RMinHash(num_perm=NUMBERS, seed=_SEED)
    found.update(list(runs_of(text)))
    return struct.pack(f"<{NUMBERS}I", *found.digest())


def runs_of(text: str) -> set[str]:
    """Return the runs of ``RUN`` characters of a text, marks and blanks left out.

    >>> sorted(runs_of("推动，高质量发"))
    ['动高质量发', '推动高质量']
    """
    plain = _APART.sub("", text)
    return {plain[at : at + RUN] for at in range(max(len(plain) - RUN + 1, 1))}


def likeness_of(one: set[str], other: set[str]) -> float:
    """Return the share of the runs of two texts that both have, 0 to 1 (Jaccard)."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if one or other else 0.0


def share_in(one: set[str], other: set[str]) -> float:
    """Return the share of the runs of one text that another has, 0 to 1."""
    return len(one & other) / len(one) if one else 0.0


def estimate_of(one: Signature, other: Signature) -> float:
    """Return how alike two texts are by their signatures, 0 to 1."""
    same: int = sum(map(eq, _unpacked(one), _unpacked(other)))
    return same / NUMBERS


def least_estimate(threshold: float) -> float:
    """Return the estimate below which two texts are surely less alike than the ``threshold``."""
    return threshold - _DOUBT * sqrt(threshold * (1 - threshold) / NUMBERS)


def bands_of(signatures: Iterable[tuple[int, Signature]], threshold: float) -> Iterator[list[int]]:
    """Yield the documents whose signatures share a band, and so may be as alike as the ``threshold``, band by band."""
    width = _width(threshold) * _BYTES
    known = list(signatures)
    for at in range(0, NUMBERS * _BYTES - width + 1, width):
        bands: dict[Signature, list[int]] = {}
        for document, signature in known:
            bands.setdefault(signature[at : at + width], []).append(document)
        yield from (documents for documents in bands.values() if len(documents) > 1)


@cache
def _width(threshold: float) -> int:
    """Return how many numbers a band has: as many as let no more than ``_MISSED`` pairs pass by.

    >>> [_width(threshold) for threshold in (0.5, 0.8, 0.9, 1.0)]
    [2, 4, 6, 64]
    """
    widths = range(NUMBERS, 0, -1)
    return next(width for width in widths if (1 - threshold**width) ** (NUMBERS // width) <= _MISSED)
