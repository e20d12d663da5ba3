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
_SHORT = 20_000  # characters, which hold at most 10,000 names
_FEW_GAPS = 10_000  # between names: so few may all be compared
_TEXT = re.compile(r">[^<\"'=]*<")  # between tags, as the value of an attribute with > and < in it has a quotation mark
_TOO_DEEP = "ERR_RESOURCE_LIMIT"  # what libxml2 reports of elements in each other beyond 2,048


def check_size(data: bytes, name: str) -> None:
    """Raise ``InputError`` where a page is larger than any."""
    if len(data) > _MAX_BYTES:
        raise _refused(name, f"has {len(data) >> 20:,} MB, far more than a web page")


def tree_of(html: str, name: str) -> _Element | None:
    """Return the root of a page, None for one without anything.

    Raises ``InputError`` where it has more markup than any page, or nests it as none does.
    """
    _check_markup(html, name)
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root: _Element | None = etree.fromstring(html.replace("\0", "").encode(), parser)
    except etree.ParseError:  # nothing that could be an element
        return None
    if any(error.type_name.endswith("RESOURCE_LIMIT") for error in parser.error_log):
        raise _refused(name, "nests its tags as no web page does")
    return root


def _check_markup(html: str, name: str) -> None:
    if html.count("<") > _MAX_TAGS:
        raise _refused(name, f"has more than {_MAX_TAGS:,} tags, far more than a web page")
    if len(html) <= _SHORT or sum(map(html.count, " \n\t\r\f\"'/")) <= _FEW_GAPS:
        return
    if _names_compared(html) > _MAX_NAMES and _names_compared(_TEXT.sub("><", html)) > _MAX_NAMES:
        raise _refused(name, "has far more attributes in its tags than a web page")


def _names_compared(html: str) -> int:
    """How often names of attributes are compared at most; what stands between tags counts as names too."""
    words = html.replace('"', " ").replace("'", " ").replace("/", " ").split()
    return len(words) * len(set(words))


def _refused(name: str, why: str) -> InputError:
    return InputError(f"{printable(name)} {why}; save the speech as plain text")
