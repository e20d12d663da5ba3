"""The date of a speech, from the document's own words: never the date of the file, and never today."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from speechkit.chars import SENTENCE_ENDS, half_width_digits, number_of
from speechkit.dates.rules import Base
from speechkit.model import Document, Paragraph, Span, SpeechDate
from speechkit.rules import compiled

_HEAD_LENGTH = 600  # code points of the text in which its own date stands

_D = "[0-9０-９]"
_YEAR = (
    f"(?:(?P<y>(?:19|20){_D}{{2}}|[12１２] ?{_D} ?{_D} ?{_D}(?= ?年)|[一二][〇○零O一二三四五六七八九]{{3}})"
    f"|(?:中华)?民国 ?(?P<roc>{_D}{{2,3}}|[一二三四五六七八九十百]{{1,5}}))"
)
_NUMBER = f"{_D}{{1,2}}|[一二三四五六七八九十]{{1,3}}"
_DAY = rf"{_YEAR} ?年 ?(?P<m>{_NUMBER}) ?月(?: ?(?P<d>{_NUMBER}) ?日)?"
_ISO = "(?P<y>(?:19|20)[0-9]{2})[-/.](?P<m>[01]?[0-9])(?:[-/.](?P<d>[0-3]?[0-9]))?(?![0-9])"
_FIELD = "(?m)^[ \t\u3000]*(?:date|日期|时间|发布时间|发布日期) ?[:：] ?[\"']?"
_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")

# A date in running text (2021年10月25日，…召开) tells of something else: it must open a line or stand in brackets.
_HEAD = (
    rf"(?m)(?:^[ \t\u3000]*(?:[—－-]{{1,4}} ?)?|[（(] ?){_DAY}"
    r"(?=[ \t\u3000]*(?:[）)在于上下]|$|[^\n]{0,8}[）)]))(?![ ，,]*(?:我们|全|召开))"
)
_ANNIVERSARY = rf"今天[，,]? ?是{_YEAR} ?年"
_NATIONAL_DAY = (
    "今天[，,]? ?是(?:中华民国)?(?P<y>(?!))?(?P<roc>[一二三四五六七八九十百零0-9]{2,6}) ?年"
    "(?=[^。]{0,4}(?:国庆|元旦|双十|开国))"
)
_TITLE_YEAR = (
    rf"(?<![0-9０-９〇○零一二三四五六七八九—－~～-]){_YEAR} ?年"
    r"(?!来|以来|代|前|后|底|度?(?:工作)?总结|至|到|—|－|-|[^\n]{0,2}周年)"
)


class DateFound(msgspec.Struct, frozen=True):
    """The date of a speech; ``start`` and ``end`` say where in ``origin``: title, head or front_matter."""

    base: Base
    start: int
    end: int
    origin: str


def date_of(
    document: Document, paragraphs: Sequence[Paragraph], title: Span | None, given: str | None
) -> tuple[SpeechDate | None, Base | None]:
    """The date of the speech, as it is reported and as deadlines count from it; ``given`` (ISO 8601) goes first.

    Raises ``ValueError`` where ``given`` is no date.
    """
    if given is not None:
        base = parse_base(given)
        return SpeechDate(base.iso, None, None, "option"), base
    start = next((each.start for each in paragraphs if not each.meta), 0)
    found = speech_date(title.text if title else None, document.text[: start + _HEAD_LENGTH], document.text[:start])
    if found is None:
        return None, None
    at = title.start if title and found.origin == "title" else 0
    origin = "title" if found.origin == "title" else "text"
    return SpeechDate(found.base.iso, at + found.start, at + found.end, origin), found.base


def parse_base(iso: str) -> Base:
    """2022, 2022-02 or 2022-02-12 as a ``Base``. Raises ``ValueError`` where it is no such date."""
    try:
        if re.fullmatch("[0-9]{4}(?:-[0-9]{1,2}){0,2}", iso):
            return _checked(*(int(part) for part in iso.split("-")))
    except ValueError:
        pass
    raise ValueError(f"{iso!r} is no date: write 2022, 2022-02 or 2022-02-12.")


def speech_date(title: str | None, head: str, front_matter: str) -> DateFound | None:
    """The date that the document gives itself, the most exact first; None where it gives none.

    ``head`` is the opening of the document with its lines, ``front_matter`` what of it stands before the speech; all is
    simplified, and offsets are into it. A date below the first sentence may be that of a text quoted there: what the
    front matter says goes before it.
    """
    ended = _SENTENCE_END.search(head, len(front_matter))
    masthead = head[: ended.end()] if ended else head
    found = (
        _found(_DAY, title or "", "title")
        or _found(_HEAD, masthead, "head")
        or _found(_ISO, title or "", "title")
        or _found(_ANNIVERSARY, head, "head")
        or _found(_NATIONAL_DAY, head, "head")
    )
    if found:
        return found
    year = _found(_TITLE_YEAR, title or "", "title")
    dated = _found(_FIELD + _ISO, masthead, "front_matter") or _found(_FIELD + _DAY, masthead, "front_matter")
    # A page put up in another year than the title's tells when it was copied.
    if dated and (year is None or year.base.year == dated.base.year):
        return dated
    below = _found(_HEAD, head, "head")
    return below if below and (year is None or below.base.year == year.base.year) else year


def _found(pattern: str, text: str, origin: str) -> DateFound | None:
    for match in compiled(pattern).finditer(text):
        groups = match.groupdict()
        year = _number(groups.get("y") or groups.get("roc"))
        if year is None:
            continue
        month, day = (_number(groups.get(name)) for name in ("m", "d"))
        start = match.start("y") if groups.get("y") else match.start("roc") - (match[0].find("民国") >= 0) * 2
        try:
            base = _checked(year if groups.get("y") else year + 1911, month, day)
        except ValueError:  # 13月
            continue
        return DateFound(base, start, match.end(), origin)
    return None


def _number(text: str | None) -> int | None:
    return number_of(half_width_digits(text).replace("O", "〇")) if text else None


def _checked(year: int, month: int | None = None, day: int | None = None) -> Base:
    base = Base(year, month, day)
    if month == 0 or day == 0 or base.first > base.last:
        raise ValueError(base.iso)
    return base
