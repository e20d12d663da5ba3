r"""Regular expressions by RE2, whose time grows with the text and never with the pattern's ambitions.

``re`` may take for ever ((a|a)*b), and neither it nor SQLite can be stopped half-way; a time limit would make what is
found depend on the machine. What RE2 lacks, backreferences and looking around, is refused with its place.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator

import re2

from speechkit.errors import UsageError, printable

# RE2's own know ASCII alone: \w would not find a Chinese character.
_CLASSES = {"w": r"\pL\pM\p{Nd}_", "d": r"\p{Nd}", "s": r"\s\pZ"}
_CODE = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9A-Fa-f]{4})")  # as other programs write a character; RE2 wants \x{4e00}
_TOKENS = re.compile(r"\\Q.*?(?:\\E|$)|\\(.)|\[(\^?\]?)|\]|[^\\\[\]]+", re.DOTALL)
_KINDS = {
    b"missing )": "a bracket is opened and not closed",
    b"unexpected )": "a bracket is closed that was not opened",
    b"missing ]": "a character class is opened and not closed",
    b"no argument for repetition operator": "nothing stands before it that could be repeated",
    b"bad repetition operator": "two signs of repetition follow each other",
    b"invalid repetition size": "the count of a repetition must rise and be 1000 at most",
    b"invalid character class range": "there is no such range or class of characters",
    b"invalid escape sequence": "there is no such escape, and a group cannot be referred back to",
    b"invalid perl operator": "groups that look around, and others of this kind, are not possible",
    b"invalid named capture group": "the name of the group is not well formed",
    b"trailing \\": "a backslash ends it",
    b"pattern too large - compile failed": "its repetitions take too much memory",
}


def finder(pattern: str) -> Callable[[bytes], Iterator[tuple[int, int]]]:
    """Return a function that finds the pattern in UTF-8 text: (start, end) in bytes of every match that is not empty.

    Raises ``UsageError``, which says where the pattern is wrong and why.
    """
    options = re2.Options()
    options.log_errors = False
    try:
        coded = _CODE.sub(r"\1\\x{\2}", pattern)
        re2.compile(coded, options)  # first nearly as it was written, so that a fault has its place in that
        compiled = re2.compile(_unicode(coded), options)
    except UnicodeEncodeError:
        raise UsageError("the pattern holds half a character (a lone surrogate)") from None
    except re2.error as error:
        raise UsageError(_sentence(pattern, error.args[0])) from None

    def find(text: bytes) -> Iterator[tuple[int, int]]:
        return (match.span() for match in compiled.finditer(text) if match.end() > match.start())

    return find


def _unicode(pattern: str) -> str:
    r"""Return the pattern with \w, \d and \s widened to all scripts, in and out of character classes.

    Raises ``UsageError`` for \W, \D and \S in a class, which RE2 has no way to say.
    """
    pieces: list[str] = []
    inside = False
    for token in _TOKENS.finditer(pattern):
        letter = token[1] or ""
        if letter.lower() in _CLASSES and inside:
            if letter.isupper():
                what = f"\\{letter} in a character class is not possible; write it outside, with |"
                raise UsageError(_told(pattern, token.start(), what))
            pieces.append(_CLASSES[letter])
        elif letter and letter.lower() in _CLASSES:
            pieces.append(f"[{'^' * letter.isupper()}{_CLASSES[letter.lower()]}]")
        else:
            pieces.append(token[0])
            if token[0].startswith("[") and not inside:
                inside = True
            elif token[0] == "]":
                inside = False
    return "".join(pieces)


def _sentence(pattern: str, said: bytes) -> str:
    kind, _, fragment = said.partition(b": ")
    what = _KINDS.get(kind, printable(kind.decode("utf-8", "replace")))
    shown = fragment.decode("utf-8", "replace")
    at = pattern.rfind(shown) if shown and shown != pattern else -1
    if at < 0:
        at = _place_by_re(pattern)
    return _told(pattern, at, what + (f" ({printable(shown)})" if shown and shown != pattern else ""))


def _place_by_re(pattern: str) -> int:
    """Return where Python's own expressions find a fault in the pattern; -1 where they find none."""
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except re.error as error:
        return -1 if error.pos is None else error.pos
    except (RecursionError, OverflowError):
        return 0
    return -1


def _told(pattern: str, at: int, what: str) -> str:
    place = f"at character {at + 1}" if at >= 0 else "as a whole"
    return f"the pattern '{printable(pattern)}' is wrong {place}: {what}"
