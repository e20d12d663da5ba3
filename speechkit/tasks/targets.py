"""Quantities that a task must reach: what is measured, the value with its unit, and how it binds (least, most, about).

The words are data/targets.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

import msgspec

from speechkit.chars import half_width_digits, number_of, one_line
from speechkit.lexicon import lexicon
from speechkit.rules import BeforeRule, HereRule, PatternRule, WordsRule, reader

__all__ = ["Bound", "Quantity", "quantities_of", "target_rules"]

Bound = Literal["min", "max", "about", "exact"]

_LIST = re.compile("[、和与及]")
_DIGIT = re.compile("[0-9０-９]|百分之|百分点|倍|成|[万亿]")
_VERB = 2  # code points of a verb of direction that stands alone
_BORDER = re.compile("[。，；：（）“”！？\n]")


class TargetRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/targets.yaml."""

    number: PatternRule
    above: HereRule
    below: HereRule
    around: HereRule
    at_least: BeforeRule
    at_most: BeforeRule
    near: BeforeRule
    level: BeforeRule
    compared: PatternRule
    baseline: BeforeRule
    lead_in: HereRule
    modal: PatternRule
    bound_ahead: PatternRule
    direction: PatternRule
    thing_ends: PatternRule
    joint: WordsRule
    counter: WordsRule
    each: PatternRule
    reach_before: int
    reach_behind: int


target_rules = reader("targets", TargetRules)  # the rules of data/targets.yaml, read once


class Quantity(msgspec.Struct, frozen=True):
    """A quantity at ``start`` to ``end`` of a text; ``what`` is measured, empty where the text does not say."""

    start: int
    end: int
    what: str
    value: float
    unit: str
    bound: Bound


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text (simplified, punctuation full-width) that are to be reached, in order.

    Of a span (5%—6%) there are two: the least and the most.

    >>> [(found.what, found.value, found.unit, found.bound) for found in quantities_of("粮食产量不低于1.3万亿斤。")]
    [('粮食产量', 1.3, '万亿斤', 'min')]
    """
    return tuple(_paired(_quantities(half_width_digits(text)))) if _DIGIT.search(text) else ()


def _quantities(text: str) -> Iterator[Quantity]:
    rules = target_rules()
    border = 0  # where the clause begins, or what the number before this one belongs to ends
    carried = ""  # what the last number of the clause measured
    last = ""  # what the last number of all was of, measured or not
    for found in rules.number.matches(text):
        begins = _clause_start(text, found.start())
        if begins > border:
            border, carried = begins, carried if _is_bare(text, begins, found.start()) else ""
        unit = _unit(found)
        bound, end = _bound(text, found.start(), found.end(), found["more"] or "余" in (found["u"] or ""))
        if rules.baseline.ends(text, found.start()):
            continue
        told, low = _before(text, border, found.start())
        if bound == "exact" and (ahead := rules.bound_ahead.search(told)):  # 至少打造2个示范片
            bound = "min" if ahead["least"] else "max"
            told = told[: ahead.start()] + told[ahead.end() :]
        thing = _behind(text, end, unit)
        if told and len(told) <= _VERB and last and not thing:  # 科技投入716亿元，比上年增长19.2%
            told = last + told
        elif told:
            last = told
        led = rules.direction.search(told) or lexicon().verbs.at(told, 0) or rules.level.ends(text, found.start())
        sure = bound != "exact" or led or carried
        if not sure or not (unit or bound != "exact"):
            border = end
            continue
        counted = told + thing if not rules.joint.at(text, low) else thing
        what = one_line(counted if thing else told or carried)
        end += len(thing)
        carried, border = what, end
        for value, limit in _values(found, bound):
            yield Quantity(low, end, what, value, unit, limit)


def _unit(found: re.Match[str]) -> str:
    unit: str = found["u"] or ("%" if found["h"] else "")
    return "百分点" if unit.endswith("百分点") else unit.replace("％", "%").lstrip("多余")


def _clause_start(text: str, end: int) -> int:
    low = max(0, end - target_rules().reach_before)
    return max((mark.end() for mark in _BORDER.finditer(text, low, end)), default=low)


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether nothing but words that lead to the number stand before it: 力争达到90%以上."""
    return not _before(text, start, end)[0]


def _before(text: str, start: int, end: int) -> tuple[str, int]:
    """Return what stands before a number and is measured by it, and where that begins."""
    rules = target_rules()
    low = start
    for modal in rules.modal.matches(text[start:end]):
        low = start + modal.end()
    start = low
    if led := rules.lead_in.match(text, start, end):
        start = led.end()
    stop = end
    for rule in (rules.near, rules.at_least, rules.at_most, rules.level):
        if found := rule.ends(text, stop):
            stop = max(start, found.start())
    told = text[start:stop]
    if compared := rules.compared.search(told):  # 从38%提高到39%, 比上年增长5%
        told = told[: compared.start()] + (compared["then"] or "")
    return told, start


def _behind(text: str, start: int, unit: str) -> str:
    """Return the thing that is counted, where it stands behind the number: 80名|优秀企业家."""
    rules = target_rules()
    if not unit or unit[-1] in "%点":
        return ""
    stop = start + rules.reach_behind
    found = rules.thing_ends.search(text, start, stop)
    thing = text[start : found.start() if found else min(stop, len(text))]
    verb = lexicon().verbs.at(thing, 0)
    if thing[:1] in "的和及、" or verb == len(thing) or (verb > 1 and not rules.counter.at(unit[-1], 0)):
        return ""  # 资金3000万元|支持春耕
    return thing


def _bound(text: str, start: int, end: int, more: object) -> tuple[Bound, int]:
    """Return the bound that the words around a number set, and where those behind it end."""
    rules = target_rules()
    behind: tuple[tuple[HereRule, Bound], ...] = ((rules.above, "min"), (rules.below, "max"), (rules.around, "about"))
    for here, bound in behind:
        if found := here.match(text, end):
            return bound, found.end()
    before: tuple[tuple[BeforeRule, Bound], ...] = (
        (rules.at_least, "min"),
        (rules.at_most, "max"),
        (rules.near, "about"),
    )
    for rule, bound in before:
        if rule.ends(text, start):
            return bound, end
    return "about" if more else "exact", end


def _values(found: re.Match[str], bound: Bound) -> Iterator[tuple[float, Bound]]:
    if written := found["n"]:
        value, last = _number(written), found["n2"]
        if last is None:
            yield value, bound
        else:
            yield value, "min"
            yield _number(last), "max"
        return
    whole = number_of(found["h"] or found["h2"]) or 0
    point = found["point"]
    yield (float(f"{whole}.{''.join(str(number_of(each)) for each in point)}") if point else whole), bound


def _number(written: str) -> float:
    plain = written.replace(",", "").replace("，", "")
    return float(plain) if "." in plain else int(plain)


def _paired(found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Give each of several things its own number: A、B分别增长6%、8%."""
    for what, run in groupby(found, key=lambda quantity: quantity.what):
        same = list(run)
        named = target_rules().each.search(what)
        items = _LIST.split(named["items"]) if named else []
        for number, quantity in enumerate(same):
            paired = named and len(items) == len(same)
            yield (
                msgspec.structs.replace(quantity, what=items[number] + named["rest"]) if paired and named else quantity
            )
