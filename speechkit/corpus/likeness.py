"""How alike two bodies are: by MinHash (Broder 1997) of their runs of five characters."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from itertools import combinations

__all__ = ["NUMBERS", "RUN", "likeness_of", "minhash_of", "pairs_alike", "runs_of"]

RUN = 5  # characters
NUMBERS = 64  # of a signature: an estimate of the likeness is right to some 0.06
_SEED = 42
_BAND = 4  # numbers that two signatures must share side by side; of texts 0.8 alike one pair in 5,000 shares none
_BYTES = 4
_APART = re.compile(r"\W+")


def minhash_of(text: str) -> bytes:
    """Return the signature of a body, ``NUMBERS`` numbers of four bytes, little end first; marks and blanks apart."""
    from rensa import RMinHash

    found = RMinHash(num_perm=NUMBERS, seed=_SEED)
    found.update(sorted(runs_of(text)))
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
    return len(one & other) / len(one | other) if one or other else 0.0


def pairs_alike(signatures: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of documents that may be alike: those whose signatures share a band, each pair once."""
    bands: dict[tuple[int, bytes], list[int]] = {}
    for document, signature in signatures:
        for at in range(0, NUMBERS * _BYTES, _BAND * _BYTES):
            bands.setdefault((at, signature[at : at + _BAND * _BYTES]), []).append(document)
    found: set[tuple[int, int]] = set()
    for documents in bands.values():
        for pair in combinations(documents, 2):
            if pair not in found:
                found.add(pair)
                yield pair
