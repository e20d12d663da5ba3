"""The words that say when, found in a paragraph, and the days they mean (data/timex.yaml, calendar.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import msgspec

from speechkit.chars import half_width_digits
from speechkit.dates.calendar import meaning
from speechkit.dates.limits import Groups
from speechkit.dates.rules import Base, Rule, timex_rules
from speechkit.rules import compiled

__all__ = ["Base", "Timex", "timexes"]

REACH = 24  # characters that an expression runs over, at most
CLAUSE_END = "，。；：、！？（）《》“”"


class Timex(msgspec.Struct, frozen=True):
    """Words that say when: where they stand in the given text, and the days they mean.

    ``kind`` is date, range, event or vague; ``earliest`` and ``latest`` are ISO days, inclusive, None where open or
    unknown; ``deadline`` is false where the words look back, compare or name a document.
    """

    start: int
    end: int
    kind: str
    earliest: str | None
    latest: str | None
    rule: str
    deadline: bool


def timexes(text: str, base: Base | None) -> Iterator[Timex]:
    """The time words of a paragraph (simplified, punctuation full-width), in order and apart from each other."""
    text = half_width_digits(text) if compiled("[０-９]").search(text) else text
    starts, rules = _dispatch()
    done = 0
    titles = compiled("《[^《》]*》").finditer(text) if "《" in text else iter(())
    title = next(titles, None)
    for found in starts.finditer(text):
        at = found.start()
        if at < done:
            continue
        while title and title.end() <= at:
            title = next(titles, None)
        if title and title.start() <= at:  # the year in a document's title is no time to do anything by
            continue
        best: tuple[int, int, Rule, re.Match[str]] | None = None
        for rule, near in rules[text[at]]:
            if near and not near(text, at, at + REACH):
                continue
            match = _pattern(rule.pattern).match(text, at)
            if match and match.end() > at and (best is None or match.end() > best[1]):
                start = _leftmost(rule, text, at, done)
                best = best if start is None else (start, match.end(), rule, match)
        if best:
            start, end, rule, match = best
            done = end
            if not compiled(timex_rules().frequency).search(text, max(0, start - 2), start):
                yield _timex(text, start, end, rule, match.groupdict(), base)


def _leftmost(rule: Rule, text: str, at: int, done: int) -> int | None:
    """Where the words begin whose end ``rule`` matched at ``at``: not before ``done``, nor outside the clause.

    None where what the rule wants there is not there.
    """
    if not rule.left:
        return at
    low = max(done, at - REACH)
    low = max([low, *(text.rfind(mark, low, at) + 1 for mark in CLAUSE_END)])
    found = compiled(f"(?:{rule.left})$").search(text, low, at)
    return found.start() if found else None


def _timex(text: str, start: int, end: int, rule: Rule, groups: Groups, base: Base | None) -> Timex:
    earliest, latest = meaning(rule, groups, base)
    return Timex(
        start,
        end,
        _kind(rule, groups, earliest, latest),
        earliest.isoformat() if earliest else None,
        latest.isoformat() if latest else None,
        rule.id,
        rule.deadline and not _looks_back(groups, earliest, latest, base) and not _compares(text, start, end, groups),
    )


def _kind(rule: Rule, groups: Groups, earliest: date | None, latest: date | None) -> str:
    """Date for one day or one limit, range for a first and a last day; other rules say their kind themselves."""
    if rule.kind != "date":
        return rule.kind
    if earliest or latest:
        return "date" if earliest == latest or earliest is None else "range"
    follows = groups.get("t") or ""
    if follows[-1:] in tuple("起始后来") or (groups.get("l") or "")[:1] in tuple("从自由"):
        return "range"
    limit = follows.endswith("前") or (groups.get("l") or "")[:1] in tuple("到至截")
    return "date" if limit or groups.get("d") or groups.get("e") else "range"


def _looks_back(groups: Groups, earliest: date | None, latest: date | None, base: Base | None) -> bool:
    relative = timex_rules().years.get(groups.get("ry") or "", (0, 0))
    if groups.get("t") == "以来" or relative[1] < 0 or (groups.get("rm") or "").startswith("上"):
        return True
    if (
        groups.get("l") in ("从", "自", "由")
        and groups.get("t") not in ("起", "开始", "后", "以后")
        and "y2" not in groups
    ):
        return True
    if base is None:
        return False
    if base.day and groups.get("y") and earliest == latest == base.first:  # （2021年2月2日）: the speech's own date
        return True
    return latest < base.first if latest else bool(earliest and earliest.year < base.year)


def _compares(text: str, start: int, end: int, groups: Groups) -> bool:
    """True of 比2020年, 增加到2002年的10.2万亿元 and 2022年工作要点: a measure or a name, no time to act by."""
    if not (groups.get("y") or groups.get("ry") or groups.get("roc")) or groups.get("t"):
        return False
    rules = timex_rules()
    lead = groups.get("l") or ""
    return bool(
        lead.startswith("截")
        or compiled(rules.comparing).search(text, max(0, start - 4), start + len(lead))
        or compiled(rules.compared).match(text, end)
        or (groups.get("y") and compiled(rules.names).match(text, end))
    )


_Search = Callable[[str, int, int], re.Match[str] | None]


@cache
def _dispatch() -> tuple[re.Pattern[str], dict[str, list[tuple[Rule, _Search | None]]]]:
    """A pattern for the characters that a time can begin with; the rules to try at each, with what must be near."""
    by_first: dict[str, list[tuple[Rule, _Search | None]]] = {}
    for rule in timex_rules().rules:
        near = compiled(f"[{re.escape(rule.near)}]").search if rule.near else None
        for character in dict.fromkeys(_expanded(rule.first)):
            by_first.setdefault(character, []).append((rule, near))
    return re.compile(f"[{re.escape(''.join(by_first))}]"), by_first


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """The pattern of a rule; each is compiled where it is first needed."""
    return compiled(_expanded(pattern))


@cache
def _expanded(pattern: str) -> str:
    """The pattern with its macros written out; {FEAST} stands for every name of a festival."""
    rules = timex_rules()
    feasts = sorted((word for festival in rules.festivals for word in festival.words), key=len, reverse=True)
    macros = {**rules.macros, "FEAST": "(?:" + "|".join(feasts) + ")"}
    while (expanded := re.sub(r"\{([A-Za-z]+)\}", lambda found: macros[found[1]], pattern)) != pattern:
        pattern = expanded
    return pattern
