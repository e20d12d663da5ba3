"""Bytes → text: a byte-order mark decides, then strict UTF-8, then which candidate yields the commonest characters."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from speechkit.config import codec_name
from speechkit.errors import InputError, printable
from speechkit.model import Warning
from speechkit.rules import reader

if TYPE_CHECKING:
    from speechkit.config import ReadingConfig

# Byte-order mark, the name reported for a text that has it, and the codec for what follows it.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_NARROW = ("utf-8", "gb18030", "big5hkscs")
_CANDIDATES = (*_NARROW, *_WIDE)  # a tie goes to the first
_SAMPLE = 1 << 14  # bytes: enough to tell, and it keeps detection independent of the input's length
_SHORT_SAMPLE = 1 << 11  # bytes: enough to see whether it is Chinese at all

# Not compiled here, which would cost every start-up half a millisecond.
_BEYOND_TWO_BYTES = r"[^\x00-\u07ff]"
_NOT_ASCII_TEXT = rb"[\x00\x80-\xff]"


class CharacterWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a character says for the encoding that it is read by, by what it is."""

    common: float
    ascii: float
    impossible: float
    foreign: float
    other: float


class EncodingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/encoding.yaml, which explains the fields."""

    weights: CharacterWeights
    least_for_utf_16: float
    least_for_declared: float
    foreign: str
    common: str


encoding_rules = reader("encoding", EncodingRules)  # the rules of data/encoding.yaml, read once, where they are needed


def decode(data: bytes, name: str, config: ReadingConfig, declared: str = "") -> tuple[str, str, tuple[Warning, ...]]:
    """Decode ``data``: the text without its byte-order mark, the encoding's name, and a warning of broken bytes.

    ``declared`` is the codec that the file names; it is believed where the text is Chinese then. Broken bytes become
    U+FFFD. Raises ``InputError`` for them where ``config.strict``, and ``UsageError`` where
    ``config.encoding`` is no encoding of text. ``name`` is for the messages.
    """
    forced = None if config.encoding == "auto" else codec_name(config.encoding)
    encoding, codec, skipped = _encoding_of(data, forced, declared)
    view = memoryview(data)[skipped:]
    try:
        return str(view, codec), encoding, ()
    except UnicodeDecodeError as error:
        broken = error.start
    at = broken + skipped
    if config.strict:
        raise InputError(
            f"{printable(name)}: the bytes from byte offset {at} on are not {encoding}; "
            "mend them, name another --encoding, or leave out --strict"
        )
    text = str(view, codec, "replace")
    # The text may have held U+FFFD before: those survive where broken bytes are ignored.
    count = text.count("\ufffd") - str(view, codec, "ignore").count("\ufffd")
    start = len(str(view[:broken], codec, "ignore"))
    many = "1 sequence of bytes is" if count == 1 else f"{count} sequences of bytes are"
    message = f"{many} not {encoding} and became U+FFFD, the first at byte offset {at}"
    return text, encoding, (Warning("broken-bytes", message, start, start + 1),)


def byte_offset(data: bytes, encoding: str, text: str, index: int) -> int:
    """Where in ``data`` the ASCII character ``text[index]`` stands, for its first occurrence in ``text``."""
    if encoding.startswith(("utf-16", "utf-32")):
        mark = 2 if encoding == "utf-16" else 0
        return mark + len(text[:index].encode("utf-16-le" if mark else encoding))
    return data.find(text[index].encode())


def _encoding_of(data: bytes, forced: str | None, declared: str) -> tuple[str, str, int]:
    """The name to report, the codec to decode with, and the length of the byte-order mark."""
    for mark, encoding, codec in _MARKS:
        if data.startswith(mark) and forced in (None, encoding, codec):
            return encoding, codec, len(mark)
    if forced is None:
        codec = _detect(data, declared)
    elif forced == "utf-16":
        codec = max(_WIDE, key=_scores(data, _WIDE).__getitem__)
    else:
        codec = forced.removesuffix("-sig")
    return codec, codec, 0


def _detect(data: bytes, declared: str) -> str:
    if b"\0" not in data:  # else it may be UTF-16 of mostly ASCII, which is valid UTF-8 too
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            # No Chinese character has two bytes in UTF-8, so with such alone it may be GB18030 by chance.
            if text.isascii() or re.search(_BEYOND_TWO_BYTES, text):
                return "utf-8"
    if (
        declared in _CANDIDATES
        and _scores(data, (declared,), _SHORT_SAMPLE)[declared] >= encoding_rules().least_for_declared
    ):
        return declared
    scores = _scores(data, _CANDIDATES)
    best = max(_CANDIDATES, key=scores.__getitem__)
    if best in _NARROW or scores[best] >= encoding_rules().least_for_utf_16:
        return best
    return max(_NARROW, key=scores.__getitem__)


def _scores(data: bytes, candidates: Sequence[str], size: int = _SAMPLE) -> dict[str, float]:
    first = re.search(_NOT_ASCII_TEXT, data)
    start = first.start() & ~1 if first else 0  # even, for UTF-16
    sample = data[start : start + size]
    # Incremental, so that a character cut off by the end of the sample does not count as broken.
    return {codec: _score(codecs.getincrementaldecoder(codec)("replace").decode(sample)) for codec in candidates}


def _score(text: str) -> float:
    """How much ``text`` looks like Chinese: the mean of what its characters say."""
    return sum(_weight(character) * count for character, count in Counter(text).items()) / max(len(text), 1)


@cache
def _weight(character: str) -> float:
    rules, weights = encoding_rules(), encoding_rules().weights
    if character in _common():
        return weights.common
    if character in "\t\n\f\r" or " " <= character <= "~":
        return weights.ascii
    if character < "\xa0" or character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character >= "\U000e0000":
        return weights.impossible
    return weights.foreign if re.match(rules.foreign, character) else weights.other


@cache
def _common() -> frozenset[str]:
    return frozenset(encoding_rules().common.split())
