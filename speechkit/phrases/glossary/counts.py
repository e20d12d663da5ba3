"""How many members the numerals in a phrase's name promise: 四个意识 four, 三会一课 three and one."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九", 1)} | {"两": 2, "双": 2}
_NUMERALS = re.compile("[一二三四五六七八九十两双]+")
_TENS = re.compile("(?P<tens>[一二三四五六七八九]?)十(?P<units>[一二三四五六七八九]?)")
_MEASURES = tuple("个项种条位类点")
_OTHER_UNITS = re.compile("[字年月日次届代]|中全会")  # 八字方针 has four members, 五年规划 is no list
_ONE_OR_NOT = re.compile("^一|[统合第唯专]一|一[体流致律切起样线定百千万]")


def promised(name: str) -> tuple[int, ...]:
    """The numbers of members that the name allows, the likeliest first; empty where it promises none.

    Several numerals are added up (三会一课: 4), with room for doubt: what the first one counts may be all (四个一批,
    四水四定: 4), 一 may be part of a word or count nothing (三证合一: 3; 一岗双责: 2). Numbers such as 九二 promise
    nothing, nor do those that count no members (八字方针, 两弹一星精神).
    """
    found = list(_NUMERALS.finditer(name))
    counts = [value for numeral in found if (value := _value(numeral[0]))]
    if not found or found[0].start() > 0 or len(counts) < len(found) or name.endswith("精神"):
        return ()
    after = [name[numeral.end() :][:1] for numeral in found]
    if _OTHER_UNITS.match(name, found[0].end()) or counts == [1]:
        return ()
    allowed = [sum(counts)]
    if len(counts) > 1 and not all(each in _MEASURES for each in after):
        if after[0] in _MEASURES and counts[0] > 1:
            allowed = [counts[0], sum(counts)]
        elif set(counts) == {counts[0]} != {1}:
            allowed.append(counts[0])
        if _ONE_OR_NOT.search(name):
            allowed.append(sum(counts) - 1)
    return tuple(dict.fromkeys(allowed))


def _value(numeral: str) -> int | None:
    """What a numeral from 一 to 九十九 says, None for other strings of its characters."""
    if numeral in _DIGITS:
        return _DIGITS[numeral]
    tens = _TENS.fullmatch(numeral)
    return _DIGITS.get(tens["tens"], 1) * 10 + _DIGITS.get(tens["units"], 0) if tens else None
