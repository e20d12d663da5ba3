"""How much of a PDF document is unpacked: told from its streams before pdfium, which sets no limit, sees them."""

from __future__ import annotations

import re
import zlib

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

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"Flate(?:Decode)?|LZW(?:Decode)?|RunLength(?:Decode)?|/Fl\b|/RL\b")


def unpacks_too_much(data: bytes) -> bool:
    """Whether a stream of the document, or all together, unpack to far more than text and its fonts have."""
    total = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        head = data[max(0, found.start() - _HEAD) : found.start()]
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
        unpacked = _unpacked(data[start : start + size])
        total += unpacked
        if unpacked > _MAX_STREAM or total > _MAX_TOTAL or unpacked > max(_SMALL << 10, _MAX_RATIO * size):
            return True
    return False


def _unpacked(packed: bytes) -> int:
    """How many bytes a stream unpacks to, as far as it is worth knowing."""
    unpacker = zlib.decompressobj()
    total = 0
    try:
        while packed and total <= _MAX_STREAM and not unpacker.eof:
            total += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        pass  # damaged, or packed in another way
    return total
