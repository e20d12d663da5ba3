"""Time expressions: the words of a text that say when, and the interval that they mean (data/timex.yaml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from speechkit.chars import half_width_digits
from speechkit.dates.deadlines import is_deadline
from speechkit.dates.intervals import UNKNOWN, Groups, Interval, PartialDate, parse_date
from speechkit.dates.meanings import base_of, interval_of
from speechkit.dates.recurrence import repeats_of
from speechkit.dates.rules import TimexRule, timex_rules
from speechkit.dates.years import years_of_units
from speechkit.model import SpeechDate, Structure, TimeExpression
from speechkit.rules import compiled

__all__ = ["time_expressions", "times_of"]

_BORDERS = "，。；：、！？（）《》“”"  # no expression begins before one of these and ends after it
_FULL_WIDTH_DIGITS = re.compile("[０-９]")
_TITLE = re.compile("《[^《》]*》")


def times_of(
    structure: Structure, wanted: Iterable[bool], date: SpeechDate | None
) -> tuple[tuple[TimeExpression, ...], ...]:
    """Return the time expressions of every unit that is ``wanted``, in the order of the units; of others none.

    ``date`` is that of the speech, which they are counted from, but for those without a year in a section whose title
    names one. Their offsets are into the text of the unit.
    """
    base = parse_date(date.iso) if date else None
    units = structure.units
    years = years_of_units(structure, base)
    return tuple(
        tuple(time_expressions(unit.text, base, year)) if asked else ()
        for unit, asked, year in zip(units, wanted, years, strict=True)
    )


def time_expressions(text: str, base: PartialDate | None, year: int | None = None) -> Iterator[TimeExpression]:
    """Yield the time expressions of a text (simplified, punctuation full-width), in order and apart from each other.

    ``base`` is the date of the speech; without it relative words mean no days. ``year`` is the year of what leaves it
    out, where that is not the year of ``base``.

    >>> [(found.start, found.latest) for found in time_expressions("要在6月底前完成。", parse_date("2022-02"))]
    [(2, '2022-06-30')]
    """
    if _FULL_WIDTH_DIGITS.search(text):
        text = half_width_digits(text)
    starts, rules = _dispatch()
    reach = timex_rules().reach
    done = 0
    titles = _TITLE.finditer(text) if "《" in text else iter(())
    title = next(titles, None)
    for found in starts.finditer(text):
        at = found.start()
        if at < done:
            continue
        while title and title.end() <= at:
            title = next(titles, None)
        if title and title.start() <= at:  # the year in a document's title is no time to do anything by
            continue
        best: tuple[int, int, TimexRule, re.Match[str]] | None = None
        for rule, near in rules[text[at]]:
            if near and not near(text, at, at + reach):
                continue
            match = compiled(rule.pattern).match(text, at)
            if match and match.end() > at and (best is None or match.end() > best[1]):
                start = _leftmost(rule, text, at, max(done, at - reach))
                best = best if start is None else (start, match.end(), rule, match)
        if best:
            start, end, rule, match = best
            done = end
            if not timex_rules().frequency.ends(text, start):
                groups = match.groupdict()
                yield _expression(text, start, end, rule, groups, base_of(rule, groups, base, year))


def _leftmost(rule: TimexRule, text: str, at: int, low: int) -> int | None:
    """Where the words begin whose end ``rule`` matched at ``at``: not before ``low``, nor outside the clause.

    None where what the rule wants there is not there.
    """
    if not rule.left:
        return at
    low = max([low, *(text.rfind(mark, low, at) + 1 for mark in _BORDERS)])
    found = compiled(f"(?:{rule.left})$").search(text, low, at)
    return found.start() if found else None


def _expression(
    text: str, start: int, end: int, rule: TimexRule, groups: Groups, base: PartialDate | None
) -> TimeExpression:
    interval = interval_of(rule, groups, base)
    if rule.means == "within" and rule.kind == "date" and _counts_from_an_event(text, start, end):
        interval = UNKNOWN
    first, last = interval
    return TimeExpression(
        start=start,
        end=end,
        kind=_kind(rule, groups, interval),
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        rule=rule.id,
        deadline=is_deadline(text, start, end, rule, groups, interval, base),
        repeats=repeats_of(rule, groups),
    )


def _counts_from_an_event(text: str, start: int, end: int) -> bool:
    """Whether a length of time runs from something that comes again: 收到申请后，应在5日内答复; 3个工作日内办结."""
    rules = timex_rules()
    return bool(rules.counted_elsewhere.ends(text, start) or rules.standard.match(text, end))


def _kind(rule: TimexRule, groups: Groups, interval: Interval) -> str:
    """Date for one day or one limit, range for a first and a last day; other rules say their kind themselves."""
    if rule.kind != "date":
        return rule.kind
    first, last = interval
    if first or last:
        return "date" if first in (last, None) else "range"
    around = timex_rules().around
    follows, lead = groups.get("t"), (groups.get("l") or "")[:1]
    if follows in around.lasting.words or lead in around.since.words:
        return "range"
    limit = follows in around.limit.words or lead in around.until.words
    return "date" if limit or groups.get("d") or groups.get("e") else "range"


_Search = Callable[[str, int, int], re.Match[str] | None]


@cache
def _dispatch() -> tuple[re.Pattern[str], dict[str, list[tuple[TimexRule, _Search | None]]]]:
    """A pattern for the characters that a time can begin with; the rules to try at each, with what must be near."""
    by_first: dict[str, list[tuple[TimexRule, _Search | None]]] = {}
    for rule in timex_rules().rules:
        near = compiled(f"[{re.escape(rule.near)}]").search if rule.near else None
        for character in dict.fromkeys(rule.first):
            by_first.setdefault(character, []).append((rule, near))
    return re.compile(f"[{re.escape(''.join(by_first))}]"), by_first
