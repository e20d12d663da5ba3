"""The page: who, where and when, the shares of the parts, points, tasks, set phrases and keywords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

import msgspec

from speechkit.chars import plain
from speechkit.model import (
    SCHEMA_VERSION,
    Document,
    Keyword,
    Part,
    Quote,
    Role,
    Roles,
    Slogan,
    SloganKind,
    Span,
    SpeechDate,
    is_of,
)
from speechkit.selection import only
from speechkit.summary.demands import demand_cost, demand_lines
from speechkit.summary.duties import item_lines, target_lines
from speechkit.summary.fitting import HEADING, fixed_cost, item_cost, items_within, phrases_shown
from speechkit.summary.lines import outline_lines, task_lines, weight_of
from speechkit.summary.records import DatedLine, KeywordLine, LeftOut, PartShare, SloganCount, SloganKindCount, Summary
from speechkit.summary.rules import summary_rules
from speechkit.summary.statements import achievements_of, problems_of

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

__all__ = ["keyword_lines", "shares_of", "slogan_counts", "summary_of"]

_MAY_BE_NOISE = 12  # keywords more than are asked for, of which some are dropped
_WHOLE = 1000  # tenths of a percent


def summary_of(reading: Reading, *, tasks: int = 12, keywords: int = 12, role: Roles | None = None) -> Summary:
    r"""Return one page on a speech; all of it stands there, on the line that is given.

    At most ``tasks`` items are shown that name somebody or a time, fewer where the page is full. With ``role`` the
    points, tasks, set phrases and keywords are those of its parts; the shares are still those of the whole speech.
    Words are cut only for ``keywords``: raises ``ConfigError`` or ``UsageError`` where they cannot be as the reading's
    configuration says.

    >>> from speechkit.pipeline import read
    >>> page = summary_of(read("一、抓紧整改\n各单位要在年底前完成整改。\n二、改进作风\n要抓好落实。"), keywords=0)
    >>> [line.heading.text for line in page.demands], page.items[0].deadline.text
    (['抓紧整改', '改进作风'], '年底前')
    """
    here = only(reading.analysis(), role)
    sections, sections_found = outline_lines(reading, here.sections)
    shown, tasks_found = task_lines(reading, here.tasks, sections, tasks)
    masthead = reading.masthead
    title = _quote(reading.document, reading.title) or masthead.title
    slogans = slogan_counts(here.slogans)
    achievements = achievements_of(reading) if is_of("review", role) else ()
    problems = problems_of(reading) if is_of("problems", role) else ()
    # What was done and what is amiss is told above; a demand that is told there concerns nobody here.
    asked = here.tasks if role else tuple(task for task in here.tasks if task.part not in ("review", "problems"))
    targets, targets_found = target_lines(reading, asked)
    head = (masthead.occasion, masthead.speaker)
    fixed = fixed_cost(title.text if title else "", head, (achievements, problems), targets, slogans)
    rules = summary_rules().page
    room = rules.lines - fixed
    items, items_found = item_lines(reading, asked, weight_of, tasks)
    for_items = sum(map(item_cost, items[: rules.least_items])) + (HEADING + 1) * bool(items)
    for_demands = max(room - for_items, rules.least_demands) - HEADING
    told = {item.text.start for item in items}
    demands, headings = demand_lines(
        reading, here.sections, asked, weight_of, for_demands, told=told, everywhere=bool(role)
    )
    items = items_within(items, room - sum(map(demand_cost, demands)) - HEADING * bool(demands))
    phrases = sum(len(group.slogans) for group in phrases_shown(slogans))
    phrases_found = sum(kind.unique for kind in slogans if kind.kind in ("formula", "motto"))
    return Summary(
        schema_version=SCHEMA_VERSION,
        source=reading.info,
        title=title,
        occasion=masthead.occasion,
        date=_dated(reading.document, reading.date),
        speaker=masthead.speaker,
        parts=shares_of(reading.document, reading.parts),
        sections=sections,
        sections_found=sections_found,
        tasks=shown,
        tasks_found=tasks_found,
        slogans=slogans,
        keywords=_keywords(reading, here.parts, keywords, role) if keywords else (),
        warnings=reading.warnings,
        achievements=achievements,
        problems=problems,
        demands=demands,
        items=items,
        targets=targets,
        left_out=LeftOut(
            headings=max(headings - len(demands), 0),
            items=items_found - len(items),
            targets=targets_found - len(targets),
            phrases=phrases_found - phrases,
        ),
    )


def _keywords(reading: Reading, parts: Sequence[Part], most: int, role: Roles | None) -> tuple[KeywordLine, ...]:
    """Return the words that the speech is about; what is no word (ewkdc, com) is left out."""
    from speechkit.keywords.extract import keywords_of

    # As for the keywords themselves: not the title, not what a web site puts around the speech.
    told = parts if role else tuple(part for part in parts if part.role != "meta")
    found = keywords_of(reading, top=most + _MAY_BE_NOISE, role=role)
    # Names in Latin letters have a capital (GDP, 5G, App); addresses and their scraps have none.
    words = [each for each in found if not (each.word.isascii() and each.word == each.word.lower())]
    return keyword_lines(reading, told, words)[:most]


def _quote(document: Document, span: Span | None) -> Quote | None:
    if span is None:
        return None
    return Quote(span.start, span.end, span.text, span.source_text, document.line(span.start))


def _dated(document: Document, date: SpeechDate | None) -> DatedLine | None:
    if date is None:
        return None
    line = None if date.start is None else document.line(date.start)
    return DatedLine(date.iso, date.start, date.end, date.origin, line)


# -- parts


def shares_of(document: Document, parts: Sequence[Part]) -> tuple[PartShare, ...]:
    """Return the share of each role, in the order in which they first stand; together they are 100 percent.

    What rounding leaves goes to those that it took most from.
    """
    chars: dict[Role, int] = {}
    lines: dict[Role, int] = {}
    for part in parts:
        chars[part.role] = chars.get(part.role, 0) + part.end - part.start
        lines.setdefault(part.role, document.line(_first_character(document.text, part)))
    total = sum(chars.values())
    if not total:
        return ()
    tenths = {role: count * _WHOLE // total for role, count in chars.items()}
    remainders = sorted(chars, key=lambda role: -(chars[role] * _WHOLE % total))
    for role in remainders[: _WHOLE - sum(tenths.values())]:
        tenths[role] += 1
    return tuple(PartShare(role, count, tenths[role] / 10, lines[role]) for role, count in chars.items())


def _first_character(text: str, part: Part) -> int:
    """Return the offset of the part's first character that is no space; its start where there is none."""
    stretch = text[part.start : part.end]
    return part.start + (len(stretch) - len(stretch.lstrip()) if stretch.strip() else 0)


# -- set phrases


def slogan_counts(slogans: Sequence[Slogan]) -> tuple[SloganKindCount, ...]:
    """Return a record for each kind that there is; what the glossary does not know as it stands goes first.

    A chain of more segments goes before others that stand as often.
    """
    kinds = ((kind, [slogan for slogan in slogans if slogan.kind == kind]) for kind in get_args(SloganKind))
    return tuple(_kind_count(kind, here) for kind, here in kinds if here)


def _kind_count(kind: SloganKind, slogans: Sequence[Slogan]) -> SloganKindCount:
    found: dict[str, list[Slogan]] = {}
    for slogan in slogans:
        found.setdefault(slogan.name or plain(slogan.text), []).append(slogan)
    most = summary_rules().slogans[kind]
    ordered = sorted(found.values(), key=_rank)
    if kind == "formula":  # a third of the places is kept for those that the glossary knows
        fresh = sorted((same for same in ordered if not same[0].name), key=lambda same: same[0].variant_of is None)
        known = [same for same in ordered if same[0].name]
        ordered = [*fresh[: most - min(len(known), most // 3)], *known]
    return SloganKindCount(kind, len(found), len(slogans), tuple(map(_slogan_count, ordered[:most])))


def _rank(same: Sequence[Slogan]) -> tuple[bool, int, int, int]:
    """Return the key that sorts what stands most often and in most segments first, a single character (“钙”) last."""
    return len(same[0].text) == 1, -len(same), -len(same[0].fillers or ()), same[0].start


def _slogan_count(same: Sequence[Slogan]) -> SloganCount:
    first, lines = same[0], tuple(dict.fromkeys(slogan.line for slogan in same))
    return SloganCount(first.text, len(same), first.start, lines, first.name, first.variant_of)


# -- keywords


def keyword_lines(reading: Reading, parts: Sequence[Part], keywords: Sequence[Keyword]) -> tuple[KeywordLine, ...]:
    """Return the keywords in their order with their first lines in ``parts``; what does not stand there is left out."""
    found = ((keyword, next(_offsets_of(keyword.word, reading, parts), None)) for keyword in keywords)
    return tuple(
        KeywordLine(**msgspec.structs.asdict(keyword), line=reading.document.line(at))
        for keyword, at in found
        if at is not None
    )


def _offsets_of(word: str, reading: Reading, parts: Sequence[Part]) -> Iterator[int]:
    """Yield the offsets at which the word stands in ``parts``."""
    for paragraph in reading.paragraphs:
        at = paragraph.text.find(word)
        while at >= 0:
            offset = paragraph.offset(at)
            if any(part.start <= offset < part.end for part in parts):
                yield offset
            at = paragraph.text.find(word, at + 1)
