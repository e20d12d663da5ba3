"""The SHA-256 of an input."""

from __future__ import annotations

try:  # as the standard library's random does: OpenSSL, which hashlib loads, takes 2 ms that show in every start
    from _sha2 import sha256  # Python 3.12 and later
except ImportError:
    try:
        from _sha256 import sha256
    except ImportError:
        from hashlib import sha256


def sha256_of(data: bytes) -> str:
    """The digest of the bytes, in hexadecimal."""
    digest: str = sha256(data).hexdigest()
    return digest
