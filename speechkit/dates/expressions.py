"""Time expressions: the words of a text that say when, and the interval that they mean (data/timex.yaml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from speechkit.chars import half_width_digits
from speechkit.dates.intervals import Groups, Interval, PartialDate, parse_date
from speechkit.dates.meanings import interval_of
from speechkit.dates.rules import TimexRule, timex_rules
from speechkit.model import SpeechDate, TimeExpression, Unit
from speechkit.rules import compiled

__all__ = ["time_expressions", "times_of"]

_BORDERS = "，。；：、！？（）《》“”"  # no expression begins before one of these and ends after it
_FULL_WIDTH_DIGITS = re.compile("[０-９]")
_TITLE = re.compile("《[^《》]*》")


def times_of(
    units: Sequence[Unit], wanted: Iterable[bool], date: SpeechDate | None
) -> tuple[tuple[TimeExpression, ...], ...]:
    """Return the time expressions of every unit that is ``wanted``, in the order of ``units``; of others none.

    ``date`` is that of the speech, which they are counted from. Their offsets are into the text of the unit.
    """
    base = parse_date(date.iso) if date else None
    return tuple(
        tuple(time_expressions(unit.text, base)) if asked else () for unit, asked in zip(units, wanted, strict=True)
    )


def time_expressions(text: str, base: PartialDate | None) -> Iterator[TimeExpression]:
    """Yield the time expressions of a text (simplified, punctuation full-width), in order and apart from each other.

    ``base`` is the date of the speech; without it relative words mean no days.

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
                yield _expression(text, start, end, rule, match.groupdict(), base)


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
    first, last = interval
    deadline = rule.deadline and not _looks_back(groups, interval, base) and not _compares(text, start, end, groups)
    return TimeExpression(
        start=start,
        end=end,
        kind=_kind(rule, groups, interval),
        earliest=first.isoformat() if first else None,
        latest=last.isoformat() if last else None,
        rule=rule.id,
        deadline=deadline,
    )


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


def _looks_back(groups: Groups, interval: Interval, base: PartialDate | None) -> bool:
    """Whether the words tell what was, by themselves (去年) or on the day of the speech."""
    rules = timex_rules()
    around, follows = rules.around, groups.get("t")
    years = rules.years.get(groups.get("ry") or "", (0, 0))
    if follows in around.looking_back.words or years[1] < 0 or rules.months.get(groups.get("rm") or "", 0) < 0:
        return True
    if groups.get("l") in around.since.words and follows not in around.from_now_on.words and "y2" not in groups:
        return True
    if base is None:
        return False
    first, last = interval
    if base.day and groups.get("y") and first == last == base.first:  # （2021年2月2日）: the speech's own date
        return True
    return last < base.first if last else bool(first and first.year < base.year)


def _compares(text: str, start: int, end: int, groups: Groups) -> bool:
    """True of 比2020年, 增加到2002年的10.2万亿元 and 2022年工作要点: a measure or a name, no time to act by."""
    if not (groups.get("y") or groups.get("ry") or groups.get("roc")) or groups.get("t"):
        return False
    rules = timex_rules()
    lead = groups.get("l") or ""
    return bool(
        lead[:1] in rules.around.as_of.words
        or rules.comparing.ends(text, start + len(lead))
        or rules.compared.match(text, end)
        or (groups.get("y") and rules.documents.match(text, end))
    )


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
