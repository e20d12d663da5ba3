"""Parse a web page by lxml, within limits: what no page holds would take a parser minutes or gigabytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speechkit.errors import InputError, printable

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["check_size", "tree_of"]

# Set by hand: the largest pages of reports with tables that office programs save have 3 MB and 40,000 tags.
_MAX_BYTES = 16 << 20
_MAX_TAGS = 300_000  # take 100 MB as a tree
# The names of attributes times the different ones among them: the parser compares each new name of a tag with all that
# stand before it, at some 10 ns each.
_MAX_NAMES = 100_000_000
_SHORT = 20_000  # bytes, which hold at most 10,000 names
_FEW_GAPS = 10_000  # between names: so few may all be compared
_GAPS = (b" ", b"\n", b"\t", b"\r", b"\f", b'"', b"'", b"/")
# The beginning of an attribute's value with > or < in it, or of what may be that.
_WITH_ANGLE = rb"""=\s*(?:"[^"<>]*[<>]|'[^'<>]*[<>])"""
_ENDS, _SHORT_END = (b"</html", b"</body"), 100  # bytes, as the two take with a comment or so
_AS_BLANKS = bytes.maketrans(b"\"'/", b"   ")
_TOO_DEEP = "ERR_RESOURCE_LIMIT"  # what libxml2 reports of elements in each other beyond 2,048


def check_size(data: bytes, name: str) -> None:
    """Raise ``InputError`` where a page is larger than any."""
    if len(data) > _MAX_BYTES:
        raise _refused(name, f"has {len(data) >> 20:,} MB, far more than a web page")


def tree_of(html: str, name: str) -> _Element | None:
    """Return the root of a page, None for one without anything.

    Raises ``InputError`` where it has more markup than any page, or nests it as none does.
    """
    page = _without_early_end(html.replace("\0", "").encode())
    _check_markup(page, name)
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: _Element | None = etree.fromstring(page, parser)
    except etree.ParseError:  # nothing that could be an element
        return None
    if any(error.type_name.endswith("RESOURCE_LIMIT") for error in parser.error_log):
        raise _refused(name, "nests its tags as no web page does")
    return root


def _without_early_end(page: bytes) -> bytes:
    """A page without the tags that end it, which may be left out, where more follows: the parser would drop that."""
    low = page.lower()
    if any(0 <= low.find(end) < len(page) - _SHORT_END for end in _ENDS):
        page = re.sub(rb"(?i)</(?:html|body)\s*>", b"", page)
    return page


def _check_markup(page: bytes, name: str) -> None:
    if page.count(b"<") > _MAX_TAGS:
        raise _refused(name, f"has more than {_MAX_TAGS:,} tags, far more than a web page")
    if len(page) <= _SHORT or _longest_tag(page) <= _SHORT or sum(map(page.count, _GAPS)) <= _FEW_GAPS:
        return
    if _names_compared(page) > _MAX_NAMES and _names_compared(_markup_of(page)) > _MAX_NAMES:
        raise _refused(name, "has far more attributes in its tags than a web page")


def _longest_tag(page: bytes) -> int:
    """How many bytes a tag has at most, values of attributes with > or < in them apart."""
    longest = max(map(len, page.split(b">")))
    # A tag ends at the first > that is in no such value; each of them may join what stands before and behind it.
    return longest if longest > _SHORT else longest * (1 + sum(1 for _ in re.finditer(_WITH_ANGLE, page)))


def _markup_of(page: bytes) -> bytes:
    """A page without what stands between tags, where that cannot be the value of an attribute with > and < in it."""
    kept = []
    for piece in page.split(b">"):
        text, tag, rest = piece.partition(b"<")
        if not tag or b'"' in text or b"'" in text or b"=" in text:
            kept.append(piece)
        else:
            kept.append(rest)
    return b" ".join(kept)


def _names_compared(page: bytes) -> int:
    """How often names of attributes are compared at most; what stands between tags counts as names too."""
    words = page.translate(_AS_BLANKS).split()
    return len(words) * len(set(words))


def _refused(name: str, why: str) -> InputError:
    return InputError(f"{printable(name)} {why}; save the speech as plain text")
