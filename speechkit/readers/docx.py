"""Word documents: the package's XML → lines with marks, list numbers written out as Word shows them.

Zip and lxml alone, as no library for the format keeps Chinese list numbers, text boxes and tracked changes.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from speechkit.errors import InputError, printable
from speechkit.model import FileProperties, Source
from speechkit.readers.archive import Archive
from speechkit.readers.refusals import refuse
from speechkit.readers.text import front_matter
from speechkit.readers.word_body import WordText
from speechkit.readers.word_numbering import Numbering
from speechkit.readers.word_styles import Styles, W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from speechkit.config import ReadingConfig

__all__ = ["read_docx"]

_KIND = "Word document"
_MAIN = "word/document.xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Word can save by the strict form of the standard too, which has other names for the same things.
_STRICT = ((b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),)
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_TEMPLATE_DAY = "2013-12-23"  # of the template of python-docx, which programs leave as it is


def read_docx(data: bytes, name: str, config: ReadingConfig) -> Source:
    """Read a Word document: what is shown of it on paper but headers and footers, then its notes.

    Raises ``InputError`` where it is damaged, encrypted, dangerous to unpack, no Word document or without text.
    """
    archive = Archive(data, name, _KIND)
    package = _targets(archive, "")
    main = package.get("officeDocument", _MAIN)
    if main not in archive:
        refuse(data, name)
        raise archive.damaged()
    root = archive.xml(main, instead=_STRICT)
    body = root.find(W + "body")
    if body is None:
        raise archive.damaged()
    parts = _targets(archive, main)

    def part(kind: str) -> _Element | None:
        target = parts.get(kind, "")
        return archive.xml(target, instead=_STRICT) if target in archive else None

    styles = Styles(part("styles"))
    text = WordText(styles, Numbering(part("numbering"), styles))
    text.add_body(body)
    for kind in ("footnotes", "endnotes"):
        if text.refers_to(kind) and (notes := part(kind)) is not None:
            text.add_notes(kind, notes)
    lines, marks = text.lines, text.marks
    written = "\n".join(lines) + "\n"
    if not written.strip():
        raise InputError(f"{printable(name)} holds no text, perhaps pictures of it; there is no speech to read in it")
    properties = _properties(archive, package.get("core-properties", "docProps/core.xml"))
    front = front_matter(written)
    return Source(name, written, "utf-8", sha256(data).hexdigest(), "docx", (), marks, front, properties)


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """The parts that a part of the package refers to, by the last word of the kind of reference (styles)."""
    folder, _, file = part.rpartition("/")
    folder += "/" if folder else ""
    references = f"{folder}_rels/{file}.rels"
    if references not in archive:
        return {}
    found: dict[str, str] = {}
    for each in archive.xml(references).iterchildren(_RELATIONSHIP):
        target = each.get("Target", "")
        kind = each.get("Type", "").rpartition("/")[2]
        found.setdefault(kind, target[1:] if target.startswith("/") else _joined(folder, target))
    return found


def _joined(folder: str, target: str) -> str:
    path = folder + target
    while (shorter := re.sub(r"(?:^|(?<=/))(?:\./|[^/]+/\.\./)", "", path, count=1)) != path:
        path = shorter
    return path


def _properties(archive: Archive, part: str) -> FileProperties:
    """What the package says of itself; nothing where that cannot be read, as it is not needed."""
    if part not in archive:
        return FileProperties()
    try:
        root = archive.xml(part)
    except InputError:
        return FileProperties()

    def text(name: str) -> str:
        return " ".join((root.findtext(name) or "").split())

    return FileProperties(
        title=text(f"{_DC}title"),
        author=text(f"{_DC}creator"),
        date=_day(_date(text(f"{_TERMS}created")), _date(text(f"{_TERMS}modified"))),
    )


def _day(created: str, modified: str) -> str:
    """The day on which a document was made; "" where it was changed in a later year, as is a copy of an older one."""
    if modified <= created or not created:
        return created or modified
    return created if created[:4] == modified[:4] else ""


def _date(written: str) -> str:
    """The day of a time in ISO 8601; "" for none, and for that which templates have."""
    try:
        day = date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return ""
    return "" if day == _TEMPLATE_DAY else day
