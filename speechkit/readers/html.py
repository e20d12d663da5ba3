"""Web pages: the text of the article as lines with marks, without what stands around it.

The bytes are decoded first, by what they are and not by what the page declares, then parsed by lxml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speechkit.errors import InputError, printable
from speechkit.model import FileProperties, LineMark, Source, Warning
from speechkit.readers.encoding import decode
from speechkit.readers.html_counts import PageCell
from speechkit.readers.html_head import Head, head_of, iso_day
from speechkit.readers.html_lines import Page, PageLine
from speechkit.readers.html_main import Article, article_of, is_editor
from speechkit.readers.html_page import page_of
from speechkit.readers.html_rules import html_rules
from speechkit.readers.html_tree import check_size, tree_of
from speechkit.readers.text import front_matter

if TYPE_CHECKING:
    from lxml.etree import _Element

    from speechkit.config import ReadingConfig

__all__ = ["is_html", "read_html"]

_LONGEST_HEADING = 100  # characters: a longer one is running text in large letters
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf8": "utf-8"}

# What a page begins with: <html> and the like, or, where it is a part of one, an element that holds text.
_WHOLE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.S,
)
_FRAGMENT = re.compile(rb"\s*<(?:meta|title|div|table|section|article|main|center|p|h[1-6])\b[^<>]*>", re.IGNORECASE)
_END_TAG = re.compile(rb"</(?:p|div|td|tr|li|span|h[1-6])\s*>", re.IGNORECASE)
_FEWEST_END_TAGS = 4  # of a part of a page
_SAMPLE = 8192  # bytes


def is_html(data: bytes) -> bool:
    """Return whether the bytes begin as a web page does, in any encoding."""
    sample = data[:_SAMPLE].replace(b"\0", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"):
        sample = sample.removeprefix(mark)
    if _WHOLE.match(sample):
        return True
    return _FRAGMENT.match(sample) is not None and len(_END_TAG.findall(sample)) >= _FEWEST_END_TAGS


def read_html(data: bytes, name: str, config: ReadingConfig) -> Source:
    """Read a web page: its title and the text of its article.

    Raises ``InputError`` where it holds no text, or more markup than a page has.
    """
    check_size(data, name)
    declared, codec = _declared(data)
    html, encoding, found = decode(data, name, config, codec)
    warnings = tuple(replace(each, start=None, end=None) for each in found)  # those are places in the page's source
    if codec not in ("", encoding.removesuffix("-sig")) and not data.isascii():
        message = f"the page declares {declared}, but it is {encoding} and was read as such"
        warnings += (Warning("other-encoding", message),)
    root = tree_of(html, name)
    head = head_of(root) if root is not None else Head()
    page, article = Page([], []), Article()
    if root is not None:
        styles = "none" in html or "NONE" in html or "None" in html
        page, article = _read(root, head, styles=styles, attributes=bool(root.xpath("boolean(//@hidden)")))
        if not article.lines:
            page, article = _read(root, head)  # a script shows what is hidden
    if not article.lines:
        raise InputError(
            f"{printable(name)} is a web page that holds no text, perhaps as a script or a frame brings it; "
            "open it in a browser and save its text"
        )
    text = "\n".join([line.text for line in article.lines]) + "\n"
    return Source(
        name,
        text,
        encoding,
        sha256(data).hexdigest(),
        "html",
        warnings,
        tuple(_marks(article)),
        front_matter(text),
        _properties(head, page, article),
    )


def _read(root: _Element, head: Head, *, styles: bool = False, attributes: bool = False) -> tuple[Page, Article]:
    page = page_of(root, styles=styles, attributes=attributes)
    return page, article_of(page, head.titles, dated=bool(head.date))


def _declared(data: bytes) -> tuple[str, str]:
    """The encoding that a page declares, and the codec for it: those of one family are the largest of it."""
    found = _DECLARED.search(data[:_SAMPLE])
    declared = found[1].decode().lower() if found else ""
    return declared, _CODECS.get(declared, declared)


def _marks(article: Article) -> Iterator[LineMark]:
    tables = _data_tables(article.lines)
    for number, line in enumerate(article.lines, 1):
        if number > article.titles and not (line.heading or line.cell or line.note or line.anchors):
            continue  # as most do
        heading = line.heading if len(line.text) <= _LONGEST_HEADING else 0
        if number <= article.titles:
            yield LineMark(number, kind="title")
        elif line.cell and (table := tables.get(line.cell.table)):
            cell = line.cell
            yield LineMark(number, heading, cell=(cell.row, cell.column), table=table, rows=cell.rows)
        elif line.note:
            yield LineMark(number, kind="note")
        elif not heading and _is_contents(line):
            yield LineMark(number, kind="contents")
        elif heading:
            yield LineMark(number, heading)


def _is_contents(line: PageLine) -> bool:
    """Whether a line does nothing but lead to a place on the same page."""
    return line.anchors > 0 and line.anchors >= html_rules().choice.links * len(line.text)


def _data_tables(lines: Sequence[PageLine]) -> dict[int, int]:
    """The tables that hold data, numbered anew from 1; others do nothing but lay out the page."""
    cells: dict[int, Counter[PageCell]] = {}
    for line in lines:
        if line.cell:
            cells.setdefault(line.cell.table, Counter())[line.cell] += len(line.text)
    most = html_rules().choice.one_cell
    held = [table for table, sizes in cells.items() if max(sizes.values()) <= most * sizes.total()]
    return {table: number for number, table in enumerate(held, 1)}


def _properties(head: Head, page: Page, article: Article) -> FileProperties:
    author = article.author or head.author
    return FileProperties(
        title=head.titles[0] if head.titles else "",
        author="" if author and is_editor(author, page) else author,
        date=head.date or iso_day(article.date),
    )
