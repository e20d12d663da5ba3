"""How much of a PDF document is unpacked: told from its streams before pdfium, which sets no limit, sees them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

__all__ = ["MAX_PAGES", "MAX_SIZE", "SECONDS", "unpacks_too_much"]

# Set by hand, far above what speeches and the reports they come with have: a page of text is drawn by 5 to 50 kB.
MAX_PAGES = 3_000
MAX_SIZE = 200 << 20  # bytes of the file, most of which may be pictures
SECONDS = 60.0  # for all pages; a report of 100 pages takes one
_MAX_STREAM = 16 << 20  # bytes of one stream that is no picture, such as what draws a page
_MAX_TOTAL = 256 << 20  # of all of them
_SMALL = 4 << 10  # bytes packed that cannot unpack to more than 4 MB
_MAX_RATIO = 150  # unpacked to packed, of what unpacks to more than 4 MB; drawings have 3 to 20
_HEAD = 600  # bytes before a stream in which its dictionary stands

# Fonts are the most of a file that embeds them: their beginning has to do.
_FONT = re.compile(rb"/Length1\b|/(?:Type1C|CIDFontType0C|OpenType)\b")
_STREAM = b"stream"
_PACKED = re.compile(rb"Flate(?:Decode)?|LZW(?:Decode)?|RunLength(?:Decode)?|/Fl\b|/RL\b")


def unpacks_too_much(data: bytes) -> bool:
    """Whether a stream of the document, or all together, unpack to far more than text and its fonts have."""
    total = 0
    for at in _streams(data):
        start = at + len(_STREAM)
        head = data[max(0, at - _HEAD) : at]
        head = head[head.rfind(b" obj") + 1 :]
        packed = len(_PACKED.findall(head))
        if not packed or b"/Image" in head:
            continue
        if packed > 1:
            return True  # packed twice, as no program does: each time it grows a thousandfold
        end = data.find(b"endstream", start)
        size = (len(data) if end < 0 else end) - start
        if size <= _SMALL:
            continue
        if _FONT.search(head):
            if _unpacked(data[start : start + _SMALL].lstrip(b"\r\n"), _MAX_RATIO * _SMALL) >= _MAX_RATIO * _SMALL:
                return True
            continue
        unpacked = _unpacked(data[start : start + size].lstrip(b"\r\n"), _MAX_STREAM + 1)
        total += unpacked
        if unpacked > _MAX_STREAM or total > _MAX_TOTAL or unpacked > max(_SMALL << 10, _MAX_RATIO * size):
            return True
    return False


def _streams(data: bytes) -> Iterator[int]:
    """Where the word stands that streams begin with; a regular expression takes ten times as long to find it."""
    at = data.find(_STREAM)
    while at >= 0:
        if data[at - 3 : at] != b"end" and data[at + len(_STREAM) : at + len(_STREAM) + 1] in (b"\r", b"\n"):
            yield at
        at = data.find(_STREAM, at + len(_STREAM))


def _unpacked(packed: bytes, most: int) -> int:
    """How many bytes a stream, or its beginning, unpacks to; ``most`` where that are so many or more."""
    unpacker = zlib.decompressobj()
    total = 0
    try:
        while packed and total < most and not unpacker.eof:
            total += len(unpacker.decompress(packed, min(most - total, 1 << 20)))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        pass  # damaged, or packed in another way
    return total
