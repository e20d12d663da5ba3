"""What the head of a web page says of the article: its titles, its date, its author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from speechkit.readers.html_rules import html_rules

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Head", "head_of", "iso_day"]

_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})")


class Head(msgspec.Struct, frozen=True):
    """The titles, the surest first, the date in ISO 8601 and the author, "" for none."""

    titles: tuple[str, ...] = ()
    date: str = ""
    author: str = ""


def head_of(root: _Element) -> Head:
    """Return what the <title> and the <meta> elements of a page say."""
    rules, meta = html_rules(), _meta(root)
    title = next(root.iter("title"), None)
    written = " ".join("".join(map(str, title.itertext())).split()) if title is not None else ""
    titles = [*(meta.get(name, "") for name in rules.titles), without_site(written), written]
    return Head(
        tuple(dict.fromkeys(filter(None, titles))),
        next(filter(None, (iso_day(meta.get(name, "")) for name in rules.dates)), ""),
        _first(meta, rules.authors),
    )


def without_site(title: str) -> str:
    """Return the title of a page without the name of its site.

    >>> without_site("在全市大会上的讲话_领导讲话_临江市人民政府")
    '在全市大会上的讲话'
    """
    title = " ".join(title.split())
    found = html_rules().site_name.search(title)
    return title[: found.start()].rstrip() if found and found.start() > 3 else title


def _meta(root: _Element) -> dict[str, str]:
    """The <meta> elements with a name or a property, in lower case; of several with one name the first."""
    found: dict[str, str] = {}
    head = root.find("head")
    for element in head.iterchildren("meta") if head is not None else ():
        name, content = (
            element.get("name") or element.get("property") or element.get("itemprop"),
            element.get("content"),
        )
        if name and content:
            found.setdefault(name.lower(), " ".join(content.split()))
    return found


def _first(meta: dict[str, str], names: Sequence[str]) -> str:
    return next(filter(None, (meta.get(name, "") for name in names)), "")


def iso_day(written: str) -> str:
    """Return the first day that a text tells as ISO 8601, "" where it tells none.

    >>> iso_day("2022年3月1日 10:15"), iso_day("20220301"), iso_day("2022-13-01")
    ('2022-03-01', '2022-03-01', '')
    """
    found = _DAY.search(written)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
