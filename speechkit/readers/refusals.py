"""Bytes that are no text: what they are, told by how they begin, and what to do to read the speech in them."""

from __future__ import annotations

from speechkit.errors import InputError, printable

__all__ = ["converts", "encrypted", "refusal", "refuse"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins the files of old office programs, and encrypted ones of new
_ZIP = b"PK\x03\x04"
_ZIP_ENCRYPTED = 0x1  # flag of the first file of a zip archive
_WORD_ENCRYPTED = 0x1  # flag of a Word document, in the byte at 11 of its head
_HEAD = 512  # bytes: where the head of an old Word document mostly stands
_SAMPLE = 1 << 16  # bytes, at both ends, in which the names of what a container holds are looked for

_DEFAULT = "save the speech as plain text first"
_CONVERT = "give --convert, or run: soffice --headless --convert-to docx"
_IMAGE = "have its text recognised (OCR) and save that as text"
_RECORDING = "write down what is said and save that as text"
_ARCHIVE = "unpack it and name the files in it"
_ENCRYPTED = "open it with its password and save it without one"
_SHEET = "save it as .xlsx or .csv, a speech a row, which speechkit batch takes"

# How such a file begins, what it is and what to do; the first that fits counts. Of several places, each has one of the
# bytes given for it. No regular expressions: every start-up would pay for compiling them.
_KINDS: tuple[tuple[tuple[tuple[int, tuple[bytes, ...]], ...], str, str], ...] = (
    (((0, (b"PK\x05\x06",)),), "an empty zip archive", _ARCHIVE),
    (((0, (b"{\\rtf",)),), "a rich-text document (.rtf)", _CONVERT),
    (((0, (b"\x89PNG\r\n",)),), "a PNG image", _IMAGE),
    (((0, (b"\xff\xd8\xff",)),), "a JPEG image", _IMAGE),
    (((0, (b"GIF87a", b"GIF89a")),), "a GIF image", _IMAGE),
    (((0, (b"BM",)), (6, (b"\0\0\0\0",))), "a BMP image", _IMAGE),
    (((0, (b"II*\0", b"MM\0*")),), "a TIFF image", _IMAGE),
    (((0, (b"RIFF",)), (8, (b"WEBP",))), "a WebP image", _IMAGE),
    (((0, (b"\0",)), (4, (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypavif"))), "a HEIC or AVIF image", _IMAGE),
    (((0, (b"AT&TFORM",)),), "a DjVu image of pages", _IMAGE),
    (((0, (b"RIFF",)), (8, (b"WAVE",))), "a sound recording", _RECORDING),
    (((0, (b"ID3\x02", b"ID3\x03", b"ID3\x04", b"OggS\0", b"fLaC\0", b"#!AMR")),), "a sound recording", _RECORDING),
    (((0, (b"\xff\xf2", b"\xff\xf3", b"\xff\xfa", b"\xff\xfb")),), "a sound recording", _RECORDING),
    (((0, (b"\0",)), (4, (b"ftypM4A",))), "a sound recording", _RECORDING),
    (((0, (b"RIFF",)), (8, (b"AVI ",))), "a video", _RECORDING),
    (((0, (b"\0",)), (4, (b"ftyp",))), "a video or sound recording", _RECORDING),
    (((0, (b"\x1aE\xdf\xa3", b"FLV\x01", b"\0\0\x01\xba", b"0&\xb2u\x8ef\xcf\x11")),), "a video or sound recording",
     _RECORDING),
    (((0, (b"\x1f\x8b",)),), "a gzip archive", _ARCHIVE),
    (((0, (b"BZh",)), (4, (b"1AY&SY",))), "a bzip2 archive", _ARCHIVE),
    (((0, (b"\xfd7zXZ\0",)),), "an xz archive", _ARCHIVE),
    (((0, (b"\x28\xb5\x2f\xfd",)),), "a zstd archive", _ARCHIVE),
    (((0, (b"7z\xbc\xaf\x27\x1c",)),), "a 7z archive", _ARCHIVE),
    (((0, (b"Rar!\x1a\x07",)),), "a rar archive", _ARCHIVE),
    (((257, (b"ustar",)),), "a tar archive", _ARCHIVE),
    (((0, (b"PAR1",)),), "a Parquet table", "give it the suffix .parquet; speechkit batch takes it, a speech a row"),
    (((0, (b"SQLite format 3\0",)),), "an SQLite database", "where it is a corpus, speechkit kwic and count search it"),
    (((0, (b"\x7fELF", b"MZ\x90\0")),), "a program", "name the file with the speech"),
    (((0, (b"CAJ\0", b"HN\0\0", b"KDH ")),), "a CAJ document", "export it as PDF or text"),
)  # fmt: skip
# The same for zip archives and for old office files, by what is found in them.
_ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)", _CONVERT),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument table", _SHEET),
    (b"mimetypeapplication/epub", "an electronic book (.epub)", _DEFAULT),
    (b"word/document", "a Word document (.docx)", _DEFAULT),
    (b"xl/workbook", "an Excel workbook (.xlsx)", "give it the suffix .xlsx; speechkit batch takes it, a speech a row"),
    (b"ppt/presentation", "a PowerPoint presentation (.pptx)", _DEFAULT),
    (b"OFD.xml", "an OFD document", "export it as PDF or text"),
)
_OLD: tuple[tuple[bytes, str, str], ...] = (
    ("EncryptedPackage".encode("utf-16-le"), "an encrypted office document", _ENCRYPTED),
    ("WordDocument".encode("utf-16-le"), "an old office document (.doc or .wps)", _CONVERT),
    ("Workbook".encode("utf-16-le"), "an old Excel workbook (.xls)", _SHEET),
    ("PowerPoint Document".encode("utf-16-le"), "an old PowerPoint presentation (.ppt)", _DEFAULT),
)


def refusal(data: bytes) -> tuple[str, str] | None:
    """Return what the bytes of a file are, where that is no text, and what to do; None where they may be text.

    >>> refusal(b"GIF89a")
    ('a GIF image', 'have its text recognised (OCR) and save that as text')
    """
    if data.startswith(_OLE):
        return _old_office(data)
    if data.startswith(_ZIP):
        return _zip(data)
    for places, kind, advice in _KINDS:
        if all(data.startswith(begins, start) for start, begins in places):
            return kind, advice
    return None


def refuse(data: bytes, name: str) -> None:
    """Raise ``InputError`` where the bytes of the file ``name`` are no text."""
    if found := refusal(data):
        raise _refused(name, *found)


def encrypted(name: str) -> InputError:
    """Return the error for an office file of today in which something has a password."""
    return _refused(name, "an encrypted office document", _ENCRYPTED)


def converts(data: bytes) -> bool:
    """Whether an office program can turn such bytes into what is read: .doc, .wps, .rtf and .odt."""
    found = refusal(data)
    return found is not None and found[1] == _CONVERT


def _refused(name: str, kind: str, advice: str) -> InputError:
    shown = printable(name)
    if advice == _CONVERT and name != "<stdin>":
        from shlex import quote

        advice += f" {quote(shown)}"
    return InputError(f"{shown} is {kind}, not a text; {advice}")


def _old_office(data: bytes) -> tuple[str, str]:
    head = data[_HEAD : _HEAD + 12]
    if head.startswith(b"\xec\xa5") and len(head) == 12 and head[11] & _WORD_ENCRYPTED:
        return "an encrypted office document (.doc)", _ENCRYPTED
    # The names of its streams may stand anywhere in the file, where it is large at its end.
    return _holding(_OLD, data) or ("an old office document such as doc or wps", _CONVERT)


def _zip(data: bytes) -> tuple[str, str]:
    found = _holding(_ZIPPED, data[:_SAMPLE] + data[-_SAMPLE:])
    if found:
        return found
    if len(data) > 6 and data[6] & _ZIP_ENCRYPTED:
        return "an encrypted zip archive", "unpack it with its password and name the files in it"
    return "a zip archive or an office document such as docx", f"{_ARCHIVE}, or open it in its program and save as .txt"


def _holding(kinds: tuple[tuple[bytes, str, str], ...], data: bytes) -> tuple[str, str] | None:
    return next(((kind, advice) for words, kind, advice in kinds if words in data), None)
