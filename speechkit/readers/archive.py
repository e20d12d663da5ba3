"""Zip archives in memory, such as office files are: what they unpack to is limited before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from speechkit.errors import InputError, printable
from speechkit.readers.refusals import encrypted

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Archive"]

# Set by hand, far above what speeches and the reports that they come with have: 13 reports in Word format have at most
# 40 files that unpack to 0.3 MB, 12 times their size in the archive.
_MAX_ENTRIES = 10_000
_MAX_UNPACKED = 1 << 30  # bytes of all files together; most of it may be pictures, which are never unpacked
_MAX_PART = 48 << 20  # bytes of one file that is read
_MAX_RATIO = 100  # unpacked to packed; text has 3 to 20
_SMALL = 8 << 20  # bytes unpacked that are no danger, whatever the ratio
_MAX_NODES = 600_000  # tags and attributes of an XML file: a tree takes 100 to 200 bytes for each in memory

_ENTRY = b"PK\x01\x02"  # begins the line of the table of contents for one file
_ENCRYPTED = 0x1  # flag of an entry
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError, KeyError)


class Archive:
    """A zip archive; ``name`` and ``kind`` (a Word document) are for messages.

    Raises ``InputError`` on opening and on reading where it is damaged or encrypted, or unpacks to too much.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self._name, self._kind = printable(name), kind
        if data.count(_ENTRY) > _MAX_ENTRIES:
            raise self._refused(f"holds more than {_MAX_ENTRIES:,} files; check where it is from")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise self.damaged() from None
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        total = sum(entry.file_size for entry in self._entries.values())
        if total > _MAX_UNPACKED or total > max(_SMALL, _MAX_RATIO * len(data)):
            raise self._too_big(total)

    def __contains__(self, part: str) -> bool:
        """Whether the archive has a file of that name."""
        return part in self._entries

    def read(self, part: str) -> bytes:
        """Return the bytes of one file, which is there."""
        entry = self._entries[part]
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted(self._name)
        if entry.file_size > min(_MAX_PART, max(_SMALL, _MAX_RATIO * entry.compress_size)):
            raise self._too_big(entry.file_size)
        try:
            with self._zip.open(entry) as file:
                # What an entry says of its size may be false: no more than that is unpacked.
                data = file.read(entry.file_size + 1)
        except _DAMAGE:
            raise self.damaged() from None
        if len(data) != entry.file_size:
            raise self.damaged()
        return data

    def xml(self, part: str, *, instead: tuple[tuple[bytes, bytes], ...] = ()) -> _Element:
        """Return the root of an XML file; ``instead`` are bytes to be read in place of others.

        No entity is resolved and nothing is fetched, and a file that declares entities is refused.
        """
        from lxml import etree

        data = self.read(part)
        for old, new in instead:
            data = data.replace(old, new)
        if len(data) > _MAX_NODES and data.count(b"<") + data.count(b"=") > _MAX_NODES:
            raise self._refused("is larger than any speech; save the speech in a file of its own")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
            declares = root.getroottree().docinfo.internalDTD is not None
        except (etree.XMLSyntaxError, ValueError):
            if b"<!DOCTYPE" not in data:
                raise self.damaged() from None
            declares = True
        if declares:
            raise self._refused(
                "declares a document type (DOCTYPE) of its own, as no office program does; check where it is from"
            )
        return root

    def damaged(self) -> InputError:
        """Return the error for an archive in which something is not as it should be."""
        return InputError(
            f"{self._name} is a damaged or incomplete {self._kind}; open it in an office program and save it again"
        )

    def _too_big(self, size: int) -> InputError:
        return self._refused(f"would unpack to {size >> 20:,} MB, far more than a text has; check where it is from")

    def _refused(self, why: str) -> InputError:
        return InputError(f"{self._name} {why}")
