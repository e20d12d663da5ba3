"""The dictionaries beside jieba's: ours (data/userdict.txt) and the user's, in jieba's format."""

from __future__ import annotations

import os
import re

import msgspec

from speechkit.errors import ConfigError, printable
from speechkit.rules import DATA

MAX_FREQUENCY = 10**9
# The words of jieba's dict.txt (0.42.1) that mix Chinese with letters or digits: no engine is given such a mixture.
OURS = os.path.join(DATA, "userdict.txt")


class Entry(msgspec.Struct, frozen=True):
    """A line of the user's dictionary."""

    word: str
    frequency: int | None
    tag: str | None


def read_entries(path: str) -> list[Entry]:
    """The entries of a UTF-8 file, a word a line. Raises ``ConfigError`` where it cannot be read or has a fault."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")
    except UnicodeDecodeError:
        raise ConfigError(
            f"cannot read the user dictionary {printable(path)}: it is not UTF-8; save it as UTF-8"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ConfigError(f"cannot read the user dictionary {printable(path)}: {reason}") from None
    entries = (
        _entry(line.split(), f"{printable(path)}:{number}") for number, line in enumerate(lines, 1) if line.strip()
    )
    return list(entries)


def _entry(fields: list[str], place: str) -> Entry:
    word, *rest = fields
    frequency = int(rest.pop(0)) if rest and re.fullmatch("[0-9]{1,10}", rest[0]) else None
    if frequency is not None and not 0 < frequency <= MAX_FREQUENCY:
        raise ConfigError(
            f"{place}: the frequency {frequency} of {printable(word)} should be from 1 to {MAX_FREQUENCY}"
        )
    tag = rest.pop(0) if rest and re.fullmatch("[A-Za-z]{1,8}", rest[0]) else None
    if rest:
        raise ConfigError(
            f"{place}: '{printable(rest[0][:40])}' is neither a frequency nor a tag; write: word [frequency] [tag]"
        )
    return Entry(word, frequency, tag)
