"""How alike two bodies are: by MinHash (Broder 1997) of their runs of five characters."""

from __future__ import annotations

import re
import struct

__all__ = ["NUMBERS", "RUN", "minhash_of"]

RUN = 5  # characters
NUMBERS = 64  # of a signature: an estimate of the likeness is right to some 0.06
_SEED = 42
_APART = re.compile(r"\W+")


def minhash_of(text: str) -> bytes:
    """Return the signature of a body, ``NUMBERS`` numbers of four bytes, little end first; marks and blanks apart."""
    from rensa import RMinHash

    plain = _APART.sub("", text)
    found = RMinHash(num_perm=NUMBERS, seed=_SEED)
    found.update(sorted({plain[at : at + RUN] for at in range(max(len(plain) - RUN + 1, 1))}))
    return struct.pack(f"<{NUMBERS}I", *found.digest())
