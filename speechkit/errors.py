"""Errors whose message is one sentence for the user: what is wrong, where, and what to do."""

from __future__ import annotations

import re

# Controls (C0, DEL, C1), line and paragraph separators, bidirectional controls, lone surrogates.
# Not compiled here: that costs a millisecond, and most runs have nothing to complain of.
_UNPRINTABLE = r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"


class SpeechkitError(Exception):
    """An expected failure; ``str(error)`` is the sentence shown to the user."""

    exit_status = 1


class InputError(SpeechkitError):
    """An input that cannot be read or decoded; other inputs are still worked on (exit status 1)."""


class OutputError(SpeechkitError):
    """An output file that cannot be written; nothing was changed (exit status 1)."""


class UsageError(SpeechkitError):
    """An option whose value makes no sense, such as an unknown encoding (exit status 2)."""

    exit_status = 2


class SectionError(SpeechkitError):
    """An id of a section that one input does not have; others may, so they are still worked on (exit status 2)."""

    exit_status = 2


class ConfigError(UsageError):
    """A configuration or rule file with a fault; the sentence names file, line and column (exit status 2)."""


class CorpusError(UsageError):
    """A file that is no corpus of ours, or cannot be used as one now; it was left as it was (exit status 2)."""


def printable(text: str) -> str:
    r"""``text`` on one line and safe for a terminal: controls, bidi controls and lone surrogates are escaped.

    A byte that a file name holds and that is no UTF-8 (U+DC80 to U+DCFF in Python) is shown as that byte, ``\xff``.
    """
    return re.sub(_UNPRINTABLE, _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
