"""PDF documents: what pdfium extracts → a line a paragraph, with marks, without what stands around the text on pages.

pdfium must not be used by two threads of a process at once: a lock keeps them apart, and a batch has processes.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium

from speechkit.errors import InputError, printable
from speechkit.model import FileProperties, Source, Warning
from speechkit.readers.pdf_aligned import aligned_grids
from speechkit.readers.pdf_area import columns_of
from speechkit.readers.pdf_furniture import SheetRow, rows_of, without_furniture
from speechkit.readers.pdf_limits import MAX_PAGES, MAX_SIZE, SECONDS, unpacks_too_much
from speechkit.readers.pdf_page import Frame, chunks_of
from speechkit.readers.pdf_tables import Grid, grids_of, may_hold_table
from speechkit.readers.pdf_text import Bookmarks, PdfPage, text_of

if TYPE_CHECKING:
    from speechkit.config import ReadingConfig

__all__ = ["read_pdf"]

_LOCK = Lock()
_TAIL = 2048  # bytes in which a complete document ends
_ADVICE = "have its text recognised (OCR) and save that as text"
_MOST_BROKEN = 0.2  # of the characters; a text in Chinese whose fonts tell nothing has more
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MOST_BOOKMARKS = 2_000
_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint) - |\.(?:docx?|wps|pdf|rtf|odt|txt)$", re.IGNORECASE)


class _Content(msgspec.Struct):
    """What is taken from a document: its pages, what it says of itself, and the numbers of pages that are pictures."""

    pages: list[PdfPage]
    pictures: list[int]
    bookmarks: Bookmarks
    properties: FileProperties


def read_pdf(data: bytes, name: str, config: ReadingConfig) -> Source:
    """Read a PDF document.

    Raises ``InputError`` where it is damaged, encrypted, a scan without text, or more than any speech.
    """
    _check(data, name)
    with _LOCK:
        content = _content(data, name)
    text, marks = text_of(content.pages, content.bookmarks)
    if not text.strip():
        raise _without_text(content, name)
    if len(_BROKEN.findall(text)) > _MOST_BROKEN * len(text):
        raise InputError(
            f"{printable(name)} is a PDF document whose fonts do not tell which characters they draw; {_ADVICE}"
        )
    warnings = (_picture_warning(content.pictures),) if content.pictures else ()
    digest = sha256(data).hexdigest()
    return Source(name, text, "utf-8", digest, "pdf", warnings, marks, properties=content.properties)


def _check(data: bytes, name: str) -> None:
    """Refuse what is not worth opening, or would do harm."""
    if len(data) > MAX_SIZE:
        raise _refused(
            name, f"is larger than {MAX_SIZE >> 20} MB; save the pages with the speech in a file of their own"
        )
    if b"%%EOF" not in data[-_TAIL:]:
        raise _damaged(name)
    if unpacks_too_much(data):
        raise _refused(name, "would unpack to far more than a text has; check where it is from")


def _content(data: bytes, name: str) -> _Content:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            message = "is an encrypted PDF document; open it with its password and save it without one"
            raise _refused(name, message) from None
        raise _damaged(name) from None
    try:
        if len(document) > MAX_PAGES:
            message = f"has more than {MAX_PAGES:,} pages; save those with the speech in a file of their own"
            raise _refused(name, message)
        pages, pictures = _pages(document, name)
        return _Content(pages, pictures, _bookmarks(document), _properties(document))
    except pypdfium2.PdfiumError:
        raise _damaged(name) from None
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument, name: str) -> tuple[list[PdfPage], list[int]]:
    """The pages, and the numbers of those that hold pictures and no text."""
    latest = time.monotonic() + SECONDS
    sheets: list[list[SheetRow]] = []
    sizes: list[tuple[float, float]] = []
    grids: list[list[Grid]] = []
    pictures: list[int] = []
    for number in range(len(document)):
        if time.monotonic() > latest:
            message = f"takes longer than {SECONDS:g} s to read; save the pages with the speech in a file of their own"
            raise _refused(name, message)
        with _opened(document, number, name) as (page, text, frame):
            chunks, aside = chunks_of(text, frame)
            rows = rows_of(chunks)
            grids.append([])
            if not aside and (may_hold_table(rows) or (number > 0 and grids[-2])):
                rows, grids[-1] = _tables(page, text, frame, rows)
            sheets.append(rows)
            sizes.append((frame.height, frame.width) if aside else (frame.width, frame.height))
            if not rows and _has_picture(page):
                pictures.append(number)
    sheets = without_furniture(sheets, [height for _, height in sizes])
    return [PdfPage(rows, width, of) for rows, (width, _), of in zip(sheets, sizes, grids, strict=True)], pictures


def _tables(page: Any, text: Any, frame: Frame, rows: list[SheetRow]) -> tuple[list[SheetRow], list[Grid]]:
    """The rows and the tables of a page; where it has tables, its rows are cut at narrow gaps too."""
    grids = grids_of(page, frame)
    if not grids and (sum(len(row.chunks) > 2 for row in rows) < 2 or columns_of(rows)):
        return rows, grids
    fine = rows_of(chunks_of(text, frame, fine=True)[0])
    return fine, grids or aligned_grids(fine)


@contextmanager
def _opened(document: pypdfium2.PdfDocument, number: int, name: str) -> Iterator[tuple[Any, Any, Frame]]:
    """A page, its text and its edges, as pdfium has them: the classes of pypdfium2 take as long as some lines."""
    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        raise _damaged(name)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        box = pdfium.FS_RECTF()
        if not text or not pdfium.FPDF_GetPageBoundingBox(page, box):
            raise _damaged(name)
        yield page, text, Frame(box.left, box.bottom, box.right, box.top)
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _has_picture(page: Any) -> bool:
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, number)) != pdfium.FPDF_PAGEOBJ_PATH
        for number in range(min(pdfium.FPDFPage_CountObjects(page), 100))
    )


def _bookmarks(document: pypdfium2.PdfDocument) -> Bookmarks:
    """The levels of the bookmarks of a document, 1 the highest, by page and words."""
    found: Bookmarks = {}
    for number, bookmark in enumerate(document.get_toc(max_depth=6)):
        if number >= _MOST_BOOKMARKS:
            break
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        if page is not None:
            with suppress(UnicodeDecodeError):
                found.setdefault((page, "".join(bookmark.get_title().split())), bookmark.level + 1)
    return found


def _plain(text: str) -> str:
    """The text on one line without control characters, which damaged documents have."""
    return " ".join("".join(map(_shown, text)).split())


def _shown(character: str) -> str:
    return character if character.isprintable() else " "


def _properties(document: pypdfium2.PdfDocument) -> FileProperties:
    """What a document says of itself; not when it was made, which is when a text was last printed as PDF."""

    def value(key: str) -> str:
        with suppress(UnicodeDecodeError):
            return _plain(document.get_metadata_value(key))
        return ""

    title = value("Title")
    while title != (shorter := _PROGRAM.sub("", title)):
        title = shorter
    return FileProperties(title=title, author=value("Author"))


def _picture_warning(numbers: list[int]) -> Warning:
    shown = ", ".join(str(number + 1) for number in numbers[:5]) + (" …" if len(numbers) > 5 else "")
    pages = f"page {shown} holds" if len(numbers) == 1 else f"pages {shown} hold"
    return Warning("picture-pages", f"{pages} pictures and no text, so nothing of them was read; {_ADVICE} too")


def _without_text(content: _Content, name: str) -> InputError:
    if content.pictures:
        return _refused(name, f"is a PDF document of pictures, a scan perhaps, without text; {_ADVICE}")
    return _refused(name, "is a PDF document that holds no text; there is no speech to read in it")


def _damaged(name: str) -> InputError:
    return _refused(name, "is a damaged or incomplete PDF document; open it in a PDF program and save it again")


def _refused(name: str, why: str) -> InputError:
    return InputError(f"{printable(name)} {why}")
