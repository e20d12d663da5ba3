"""Plain text and Markdown: the bytes decoded, and nothing else changed.

The marks of Markdown stay in the text. A text that opens with front matter is read as Markdown too, whatever its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechkit.chars import line_starts
from speechkit.errors import InputError, printable
from speechkit.model import LineMark, Source, Warning
from speechkit.readers.encoding import byte_offset, decode

if TYPE_CHECKING:
    from speechkit.config import ReadingConfig

try:  # as the standard library's random does: OpenSSL, which hashlib loads, takes 2 ms that show in every start
    from _sha2 import sha256  # Python 3.12 and later
except ImportError:
    try:
        from _sha256 import sha256
    except ImportError:
        from hashlib import sha256

__all__ = ["front_matter", "read_markdown", "read_text", "sha256", "source_from_text"]

# Metadata between two lines of --- (YAML) or +++ (TOML).
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(?:(?!\1).*\r?\n)*?\1[ \t]*(?:\r?\n|$)")
# A heading; many write no blank before its number (##一、总体要求), which tells it from a hash tag (#安全生产月#).
_HEADING = (
    r"(#{1,6})(?:[ \t]|(?<=##)(?=[^#\s])"
    r"|(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节编部]))"
)
# A line of bold letters, and one that a line of === or --- below it makes a heading (not the last line of a paragraph).
_BOLD = r"[ \t]{0,3}(\*\*|__)(?=[^\s*_])[^*_\r\n]{2,48}\1[ \t]*(?=\r?\n|$)"
_UNDERLINED = r"(?![-=|>#*+ \t])[^\r\n|。；]{2,48}\r?\n([-=])\1{2,}[ \t]*(?=\r?\n|$)"
_VISIBLE = r"[^\s\u200b\u2060\ufeff]"
# Escape sequences are left out: they come with text, from a terminal's log.
_CONTROL = r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]"
_SAMPLE = 1 << 16  # characters
_MOST_CONTROLS = 0.05  # random bytes have twice as many
_MOST_BROKEN = 0.2  # Chinese in an encoding that is not among the candidates has more
_FEWEST = 8  # control characters that a text may always hold, however short it is


def read_text(data: bytes, name: str, config: ReadingConfig) -> Source:
    """Decode a plain text. Raises ``InputError`` where it is empty, blank, binary, or broken and ``config.strict``."""
    return _read(data, name, config, "txt")


def read_markdown(data: bytes, name: str, config: ReadingConfig) -> Source:
    """Decode a Markdown file and mark its headings. Raises as ``read_text`` does."""
    return _read(data, name, config, "md")


def source_from_text(text: str, *, name: str, format: str = "txt") -> Source:
    """Return the source of a text that is already decoded; ``sha256`` is that of its UTF-8 bytes."""
    shown = name.encode("utf-8", "backslashreplace").decode()  # as in `read_source`
    return _source(text, shown, "utf-8", text.encode("utf-8", "surrogatepass"), format)


def _read(data: bytes, name: str, config: ReadingConfig, format: str) -> Source:
    if not data:
        raise InputError(f"{printable(name)} is empty; there is no speech to read in it")
    # Nothing that is known for no text begins as Chinese in UTF-8 does; a tar archive may, with a name.
    if not b"\xe3" <= data[:1] <= b"\xef" or data[257:262] == b"ustar":
        from speechkit.readers.refusals import refuse

        refuse(data, name)
    text, encoding, warnings = decode(data, name, config)
    _refuse_binary(data, name, text, encoding, guessed=config.encoding == "auto")
    if not re.search(_VISIBLE, text):
        raise InputError(f"{printable(name)} holds nothing but white space; there is no speech to read in it")
    return _source(text, name, encoding, data, format, warnings)


def _source(
    text: str, name: str, encoding: str, data: bytes, format: str, warnings: tuple[Warning, ...] = ()
) -> Source:
    front = front_matter(text)
    if front:
        format = "md"
    marks = _headings(text) if format == "md" else ()
    digest: str = sha256(data).hexdigest()
    return Source(name, text, encoding, digest, format, warnings, marks, front)


def front_matter(text: str) -> int:
    """Return where the front matter that a text opens with ends, 0 where there is none."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else 0


def _headings(text: str) -> tuple[LineMark, ...]:
    """The marks of the lines that begin with # to ######, stand above a line of === or ---, or are bold letters."""
    found: list[LineMark] = []
    heading, bold = re.compile(_HEADING), re.compile(_BOLD)
    underlined = re.compile(_UNDERLINED) if "\n--" in text or "\n==" in text else None
    before = 0
    for line, start in enumerate(line_starts(text), 1):
        alone = not text[before:start].strip()  # below an empty line
        before = start
        if match := heading.match(text, start):
            found.append(LineMark(line, heading=len(match[1])))
        elif bold.match(text, start):
            found.append(LineMark(line, kind="heading"))
        elif alone and underlined and (match := underlined.match(text, start)):
            found.append(LineMark(line, heading=1 if match[1] == "=" else 2))
    return tuple(found)


def _refuse_binary(data: bytes, name: str, text: str, encoding: str, *, guessed: bool) -> None:
    nul = text.find("\0")
    if nul >= 0:
        at = f"at byte offset {byte_offset(data, encoding, text, nul)}"
        raise InputError(f"{printable(name)} has a NUL {at}, so it is not a text file; check the file")
    sample = text[:_SAMPLE]
    if len(re.findall(_CONTROL, sample)) > max(_FEWEST, _MOST_CONTROLS * len(sample)):
        raise InputError(f"{printable(name)} is full of control characters, so it is not a text file; check the file")
    if guessed and sample.count("\ufffd") > _MOST_BROKEN * len(sample):
        raise InputError(f"{printable(name)} is not text in an encoding that can be told; name it with --encoding")
