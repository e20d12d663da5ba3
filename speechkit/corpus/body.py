"""What a corpus keeps of a text: the body, which is searched and counted, and the way back from it to the source.

The body is the speech's paragraphs as they read, without the parts that are meta: simplified, line wraps healed,
pinyin, indents and page headers set aside, a paragraph a line. The source text and the analysis are kept compressed.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from speechkit.model import Document, Paragraph, Part, Role, Roles, is_of
from speechkit.pipeline import Reading

_LINE_ENDS = str.maketrans("\n\r", "  ")
_REPLACED = "&<"  # what a character reference or a tag begins with, for which the paragraph has another character
_NOT_SHOWN = "\n\r&<"  # of a source: a paragraph has other characters for it
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_TO_ASCII = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)
}
_LEVEL = 6  # zlib's: 9 takes longer for less than a hundredth
_WIDE = "utf-16-le"  # two bytes a character leave less than three
_PIECE = 1 << 13  # characters of a source text that are compressed together
_WINDOW = 1 << 15  # bytes: zlib looks no further back

Anchors = tuple[tuple[int, int], ...]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """What of the body stands in one part, in code points of the body; the stretches of a body cover it."""

    role: Role
    start: int
    end: int


class Body(msgspec.Struct, frozen=True):
    """``anchors`` are (body offset, source offset) pairs, ascending, one for each stretch continuous in both."""

    text: str
    stretches: tuple[Stretch, ...]
    anchors: Anchors


def source_span(anchors: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return where in the source text the stretch ``start`` to ``end`` of a body stands, which must not be empty."""
    return _source(anchors, start), _source(anchors, end - 1) + 1


def _source(anchors: Sequence[tuple[int, int]], index: int) -> int:
    at, source = anchors[bisect_right(anchors, (index, 1 << 62)) - 1]
    return source + index - at


def body_of(reading: Reading) -> Body:
    """Return the body of a speech."""
    document, parts = reading.document, reading.parts
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    turns: list[tuple[Role, int]] = []
    length = 0
    for paragraph in reading.paragraphs:
        begins = True
        for role, text, source in _pieces(document, paragraph, parts):
            if role == "meta":
                begins = True  # what stood on both sides of it are no neighbours
                continue
            if begins and length:
                pieces.append("\n")
                length += 1
            begins = False
            if not anchors or source - anchors[-1][1] != length - anchors[-1][0]:
                anchors.append((length, source))
            if not turns or turns[-1][0] != role:
                turns.append((role, length))
            pieces.append(text)
            length += len(text)
    ends = [start for _, start in turns[1:]] + [length]
    stretches = tuple(Stretch(role, start, end) for (role, start), end in zip(turns, ends, strict=False))
    return Body("".join(pieces), stretches, tuple(anchors))


def as_written(body: Body, source: str, role: Roles | None = None) -> str:
    """Return a body, or what of it stands in the parts of one ``role``, in the characters of its source text."""
    text = list(body.text)
    ends = [at for at, _ in body.anchors[1:]] + [len(text)]
    for (start, place), end in zip(body.anchors, ends, strict=False):
        for at in range(start, end):
            if text[at] != "\n" and source[place + at - start] not in _NOT_SHOWN:
                text[at] = source[place + at - start]
    return "".join("".join(text[each.start : each.end]) for each in body.stretches if is_of(each.role, role))


def _pieces(document: Document, paragraph: Paragraph, parts: Sequence[Part]) -> Iterator[tuple[Role, str, int]]:
    """Yield the pieces of a paragraph, each continuous in the source and of one part: role, text, source offset."""
    for at, (index, source) in enumerate(paragraph.anchors):
        stop = paragraph.anchors[at + 1][0] if at + 1 < len(paragraph.anchors) else len(paragraph.text)
        last = source + stop - index
        number = max(bisect_right(parts, source, key=lambda part: part.start) - 1, 0)
        while number < len(parts) and parts[number].start < last:
            start, end = max(parts[number].start, source), min(parts[number].end, last)
            if start < end:
                text = document.text[start:end]
                if end - start == 1 and text in _REPLACED:
                    text = paragraph.text[index + start - source]
                yield parts[number].role, as_searched(text).translate(_LINE_ENDS), start
            number += 1


def as_searched(text: str) -> str:
    """Return ``text``, of the same length, with full-width letters and digits made ASCII: ＷＴＯ is WTO."""
    return text.translate(_TO_ASCII) if _FULL_WIDTH.search(text) else text


def packed(source: str, body: str, analysis: bytes) -> tuple[bytes, bytes]:
    """Return a source text and its analysis, compressed.

    The dictionary for each piece of the source is what stands near it in the body, that for the analysis is the source:
    most of the one stands in the other.
    """
    pieces = (_packed(_wide(source[at : at + _PIECE]), _near(body, at)) for at in range(0, len(source), _PIECE))
    return b"".join(pieces), _packed(analysis, source.encode())


def unpacked_source(source: bytes, body: str) -> str:
    """Return the source text that ``packed`` compressed."""
    pieces: list[str] = []
    while source:
        text, source = _unpacked(source, _near(body, len(pieces) * _PIECE))
        pieces.append(text.decode(_WIDE))
    return "".join(pieces)


def unpacked_analysis(source: bytes, body: str, analysis: bytes) -> bytes:
    """Return the analysis that ``packed`` compressed together with its source."""
    return _unpacked(analysis, unpacked_source(source, body).encode())[0]


def _near(body: str, at: int) -> bytes:
    """Return the stretch of the body that has what stands at ``at`` in the source, which meta parts move a little."""
    start = max(at - _PIECE // 2, 0)
    return _wide(body[start : start + 2 * _PIECE])


def _wide(text: str) -> bytes:
    return text.encode(_WIDE)


def _packed(data: bytes, dictionary: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zdict=dictionary[:_WINDOW])
    return packer.compress(data) + packer.flush()


def _unpacked(data: bytes, dictionary: bytes) -> tuple[bytes, bytes]:
    """Return the data of the first stream, and the streams that follow it."""
    unpacker = zlib.decompressobj(zdict=dictionary[:_WINDOW])
    text = unpacker.decompress(data)
    if not unpacker.eof:
        raise zlib.error("a compressed text ends too early")
    return text, unpacker.unused_data
