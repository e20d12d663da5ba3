"""Whether a time says by when to act: or what a paper, an object or a state of things is of."""

from __future__ import annotations

import re

from speechkit.dates.intervals import Groups, Interval, PartialDate
from speechkit.dates.rules import TimexRule, timex_rules
from speechkit.lexicon import lexicon

__all__ = ["is_deadline"]

_CLAUSE_END = re.compile("[，。；：！？]")
_BEGINS = ("", *"，。；：、！？“（")  # what a clause begins behind
_REACH = 80  # code points of a clause that are looked at


def is_deadline(
    text: str, start: int, end: int, rule: TimexRule, groups: Groups, interval: Interval, base: PartialDate | None
) -> bool:
    """Return whether something can be due at the time at ``start`` to ``end`` of a sentence; ``rule`` found it.

    It is none where the words look back, compare, name a document, or belong to a thing (用好2023年结余资金) or to a
    clause that tells how things stand (今年形势严峻，要…).
    """
    return (
        rule.deadline
        and not _looks_back(groups, interval, base)
        and not _compares(text, start, end, groups)
        and not _belongs_to_a_thing(text, start, end, rule, groups)
        and not _tells_a_state(text, end, rule, groups)
    )


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
    if not any(groups.get(name) for name in ("y", "ry", "roc", "e")) or groups.get("t"):
        return False
    rules = timex_rules()
    lead = groups.get("l") or ""
    return bool(
        lead[:1] in rules.around.as_of.words
        or rules.comparing.ends(text, start + len(lead))
        or rules.compared.match(text, end)
        or (groups.get("y") and rules.documents.match(text, end))
    )


def _belongs_to_a_thing(text: str, start: int, end: int, rule: TimexRule, groups: Groups) -> bool:
    """True of a time that tells which thing is meant: 对12月31日前发现的隐患, 做好“十五五”规划, （2007-2009年）."""
    rules = timex_rules()
    until = (groups.get("l") or "")[:1] in rules.around.until.words
    limited = until or groups.get("t") in rules.around.before.words or rule.kind == "recurring" or text[end - 1] == "内"
    if text[start - 1 : start] == "（" and text[end : end + 1] == "）" and not limited and not groups.get("e"):
        return True
    if _quoted(text, start, end) or rules.dated.match(text, end) or rules.settled.match(text, end):
        return True
    if rule.kind == "vague":  # 推动尽快签署, 对于下一步工作，要…; but 将学校接下来的会议开好
        return text[end : end + 1] == "的" and text[max(0, start - 1) : start] not in _BEGINS
    if rules.milestone.match(text, end) or rules.adverbial.ends(text, start):
        return False
    verb = lexicon().verbs.before(text, start, max(0, start - rules.reach))
    if not (verb or rules.governing.ends(text, start)):
        return False
    if limited:
        return bool(rules.described.match(text, end))
    worked_on = rule.means in ("calendar", "within") and groups.get("ry") not in rules.whole_years.words
    if worked_on and rules.completing.ends(text, start):
        return bool(rules.completed.match(text, end))
    return not rules.demanded.match(text, end)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the time is but a part of a few words in quotation marks: “一季度开门红”."""
    reach = timex_rules().reach
    opened = text.rfind("“", max(0, start - reach), start)
    closed = text.find("”", end, end + reach)
    if min(opened, closed) < 0 or text.find("”", opened, start) >= 0:
        return False
    return not _CLAUSE_END.search(text, opened, closed)


def _tells_a_state(text: str, end: int, rule: TimexRule, groups: Groups) -> bool:
    """True of 当前形势严峻，要…: what is asked for stands in a clause of its own behind that with the time.

    Of what is now a demand has to stand in the same clause; a year is passed over where words there tell a state.
    """
    of_year = rule.means == "calendar" and (groups.get("ry") or groups.get("y") or groups.get("roc"))
    if not (rule.asks or (of_year and not groups.get("t") and not groups.get("l"))):
        return False
    rules = timex_rules()
    following = text[end : end + 1]
    if rule.asks and following == "的":
        return True
    begin = end + 1 if following == "，" else end
    found = _CLAUSE_END.search(text, begin, begin + _REACH)
    stop = found.start() if found else min(len(text), begin + _REACH)
    clause = text[begin:stop]
    if rules.asking.search(clause):
        return False
    if rule.asks:
        acts = following == "，" and lexicon().verbs.at(clause, lexicon().manner.skip(clause, 0))
        return not acts or bool(rules.state.search(clause))
    return stop < len(text) - 1 and bool(rules.state.search(clause))
