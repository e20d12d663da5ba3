"""PDF documents for tests, by raw objects: text at its place on pages, rules, pictures, bookmarks.

The fonts are not embedded, and their characters are UTF-16, which pdfium knows for fonts of Adobe-GB1: so files are
small and the same on every machine.
"""

import re
import zlib
from typing import NamedTuple

A4 = (595, 842)
SONG, HEI, KAI = range(3)
FONTS = ("STSong-Light", "STHeiti-Regular", "STKaiti-Regular")
NO_START = "，。、；：！？”’）》】"  # no line begins with these


class Text(NamedTuple):
    """Words at a place, from the bottom left; ``turn`` is the matrix that turns them."""

    x: float
    y: float
    words: str
    size: float = 16
    font: int = SONG
    turn: str = "1 0 0 1"


class Box(NamedTuple):
    """A filled rectangle, such as a rule."""

    x: float
    y: float
    width: float
    height: float


class Picture(NamedTuple):
    """A picture over the page."""


def stream(data, entries="", packed=True):
    if packed:
        data, entries = zlib.compress(data, 9), entries + "/Filter/FlateDecode"
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def drawn(things):
    """The operators that draw a page."""
    lines = []
    for thing in things:
        if isinstance(thing, Text):
            words = thing.words.encode("utf-16-be").hex()
            lines.append(f"BT /F{thing.font} {thing.size:g} Tf {thing.turn} {thing.x:g} {thing.y:g} Tm <{words}> Tj ET")
        elif isinstance(thing, Box):
            lines.append("{:g} {:g} {:g} {:g} re f".format(*thing))
        else:
            lines.append("q 500 0 0 700 40 60 cm /Im Do Q")
    return "\n".join(lines).encode()


def pdf(*pages, size=A4, info=None, bookmarks=(), extra="", rotate=0, packed=True):
    """The bytes of a document; a page is a list of things, bookmarks are titles with their page, from 0.

    ``extra`` goes into the trailer.
    """
    count = len(pages)
    fonts = [
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniGB-UTF16-H/DescendantFonts[{number} 0 R]>>".encode()
        for name, number in zip(FONTS, range(7, 13, 2), strict=True)
    ]
    descendants = [
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        f"/DW 1000/W[1 95 500 814 939 500]/FontDescriptor {number} 0 R>>".encode()
        for name, number in zip(FONTS, range(8, 14, 2), strict=True)
    ]
    descriptors = [
        f"<</Type/FontDescriptor/FontName/{name}/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
        "/CapHeight 880/StemV 93>>".encode()
        for name in FONTS
    ]
    picture = stream(
        b"\xff" * 64, "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    first = 15
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(count))
    outlines = first + 2 * count
    titles = [
        f"<</Title<feff{title.encode('utf-16-be').hex()}>/Parent {outlines} 0 R/Dest[{first + 2 * page} 0 R/Fit]"
        + (f"/Next {outlines + number + 2} 0 R" if number + 1 < len(bookmarks) else "")
        + ">>"
        for number, (title, page) in enumerate(bookmarks)
    ]
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{f'/Outlines {outlines} 0 R' if bookmarks else ''}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {rotate}/Resources"
        "<</Font<</F0 3 0 R/F1 4 0 R/F2 5 0 R>>/XObject<</Im 6 0 R>>>>>>".encode(),
        *fonts,
        picture,
        *(each for pair in zip(descendants, descriptors, strict=True) for each in pair),
        b"<<>>",
        info_of(info or {}),
    ]
    for number, things in enumerate(pages):
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {first + 2 * number + 1} 0 R>>".encode())
        objects.append(things if isinstance(things, bytes) else stream(drawn(things), packed=packed))
    if bookmarks:
        last = outlines + len(bookmarks)
        objects.append(f"<</Type/Outlines/First {outlines + 1} 0 R/Last {last} 0 R/Count {len(bookmarks)}>>".encode())
        objects += [title.encode() for title in titles]
    return file_of(objects, f"/Root 1 0 R/Info 14 0 R{extra}")


def info_of(info):
    return (
        "<<" + "".join(f"/{key}<feff{value.encode('utf-16-be').hex()}>" for key, value in info.items()) + ">>"
    ).encode()


def file_of(objects, trailer):
    """The bytes of a file with these objects, the first of which is number 1."""
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(data)


# -- pages as an office program sets them ---------------------------------------------------------------------------------


def width_of(character):
    return 1.0 if character >= "\u2e80" or character in "“”‘’—…" else 0.5


def wrapped(text, width, first=None):
    """The lines of a paragraph, so many characters wide, the first perhaps less wide; numbers and words are kept whole."""
    lines, line, used = [], "", 0.0
    room = width if first is None else first
    for word in re.findall(rf"(?:[A-Za-z0-9.%]+|[“‘（《【]*.)[{NO_START}]*", text):
        needed = sum(map(width_of, word))
        if line and used + needed > room:
            lines.append(line)
            line, used, room = "", 0.0, width
        line += word
        used += needed
    return [*lines, line]


class Style(NamedTuple):
    """How a kind of paragraph looks."""

    size: float = 16
    font: int = SONG
    indent: float = 2
    align: str = "left"
    gap: float = 0  # lines before it


STYLES = {
    "body": Style(),
    "flush": Style(indent=0),
    "block": Style(indent=0, gap=0.8),
    "head": Style(font=HEI),
    "part": Style(font=HEI, indent=0, size=18, align="centre"),
    "title": Style(22, HEI, 0, "centre"),
    "sub": Style(16, KAI, 0, "centre"),
    "right": Style(indent=0, align="right"),
}


def typeset(
    paragraphs,
    *,
    width=28,
    lines=22,
    leading=28.0,
    left=74.0,
    header="",
    footer="— {} —",
    size=A4,
    columns=1,
    gutter=24.0,
):
    """Pages of paragraphs, each a kind of ``STYLES`` and its text; header and footer are formats for the page number."""
    em = STYLES["body"].size
    pages = [[]]
    at = column = 0
    for kind, text in paragraphs:
        style = STYLES[kind]
        room = width * em / style.size
        at += style.gap if at else 0
        for number, line in enumerate(wrapped(text, room, room - style.indent)):
            if at > lines - 1:
                at, column = 0, column + 1
                if column == columns:
                    column = 0
                    pages.append([])
            long = sum(map(width_of, line)) * style.size
            inset = style.indent * style.size if number == 0 else 0
            if style.align != "left":
                inset = (width * em - long) / (2 if style.align == "centre" else 1)
            x = left + column * (width * em + gutter) + inset
            pages[-1].append(Text(x, size[1] - 100 - at * leading, line, style.size, style.font))
            at += 1
    for number, page in enumerate(pages, 1):
        if header:
            page.insert(0, Text(left, size[1] - 50, header.format(number), 10.5))
        if footer:
            page.append(Text(size[0] / 2 - 20, 50, footer.format(number), 14))
    return pages


def table(rows, *, left=74.0, top=600.0, widths=(40, 190, 120, 100), size=12.0, leading=18.0):
    """The text and rules of a table, its cells wrapped, and how far down it ends."""
    things = []
    edges = [left + sum(widths[:number]) for number in range(len(widths) + 1)]
    y = top
    things.append(Box(left, y, sum(widths), 0.5))
    for row in rows:
        cells = [wrapped(cell, (room - 8) // size) for cell, room in zip(row, widths, strict=True)]
        height = max(map(len, cells)) * leading + 6
        for edge, cell in zip(edges, cells, strict=False):
            things += [
                Text(edge + 4, y - (number + 1) * leading + 4, line, size) for number, line in enumerate(cell) if line
            ]
        things += [Box(edge, y - height, 0.5, height) for edge in edges]
        y -= height
        things.append(Box(left, y, sum(widths), 0.5))
    return things, y
