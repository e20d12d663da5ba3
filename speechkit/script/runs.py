"""Which stretches of a text are traditional: its lines, and clauses in simplified lines."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import Literal

from speechkit.script.rules import evidence, script_rules

__all__ = ["Script", "scripts_of", "with_clauses"]

Script = Literal["hans", "hant", "mixed"]

_SENTENCE_ENDS = "。！？\r\n"
_BORDER = re.compile(f"[，；：、,;:“”「」『』《》（）()\\s{_SENTENCE_ENDS}]")  # what ends a clause


def scripts_of(text: str, starts: array[int]) -> tuple[Script, Iterator[tuple[int, int, bool]]]:
    """The script of a text, and its runs of lines as (start, end, whether traditional), which cover it."""
    traditional, simplified = evidence()
    alphabet = set(text)
    if alphabet.isdisjoint(traditional):
        return "hans", iter([(0, len(text), False)])
    if alphabet.isdisjoint(simplified):
        return "hant", iter([(0, len(text), True)])
    marks: dict[int, str | None] = dict.fromkeys(map(ord, alphabet))
    marks |= dict.fromkeys(map(ord, alphabet & traditional), "T") | dict.fromkeys(map(ord, alphabet & simplified), "S")
    marks |= {ord("\r"): "\n", ord("\n"): "\n"}
    balances = _balances(text.replace("\r\n", "\n").translate(marks))
    hant = hans = 0
    for start, end, balance in _lines(text, starts, balances):
        if balance:  # a line end at the end of the text says nothing
            size = len(text[start:end].rstrip())
            hant, hans = (hant + size, hans) if balance > 0 else (hant, hans + size)
    share = hant / (hant + hans) if hant + hans else 1.0
    clear = script_rules().clear_share
    script: Script = "hans" if share < clear else "hant" if share > 1 - clear else "mixed"
    return script, _runs(_lines(text, starts, balances), prior=share >= 0.5)


def _balances(evidence: str) -> array[int]:
    """For each line of T and S marks, how many more T than S it has."""
    balances = array("i")
    start = 0
    while start <= len(evidence):
        end = evidence.find("\n", start)
        end = len(evidence) if end < 0 else end
        balances.append(evidence.count("T", start, end) - evidence.count("S", start, end))
        start = end + 1
    return balances


def _lines(text: str, starts: array[int], balances: array[int]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for number, balance in enumerate(balances, 1):
        end = starts[number] if number < len(starts) else len(text)
        yield start, end, balance
        start = end


def _runs(lines: Iterator[tuple[int, int, int]], *, prior: bool) -> Iterator[tuple[int, int, bool]]:
    """Neighbouring lines of the same script as one run; a line without evidence takes the script of the document."""
    begin = stop = 0
    current = prior
    for start, end, balance in lines:
        hant = balance > 0 if balance else prior
        if hant != current:
            if start > begin:
                yield begin, start, current
            begin, current = start, hant
        stop = end
    if stop > begin:
        yield begin, stop, current


def with_clauses(text: str, runs: Iterator[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """The runs, with the traditional clauses of simplified lines as runs of their own: 有人说，兩岸經濟要發展。.

    Such a clause has some characters that only traditional text has, and none that only simplified text has. What
    stands beside it in the same sentence without any of the latter goes with it, from the first of the former on.
    """
    rare, _ = evidence()
    found = frozenset(text) & rare
    if not found:
        yield from runs
        return
    inside = re.compile(f"[{''.join(sorted(found))}]")
    for start, end, hant in runs:
        at = start
        if not hant:
            for first, last in _clauses(text, start, end, inside):
                if first > at:
                    yield at, first, False
                yield first, last, True
                at = last
        if end > at:
            yield at, end, hant


def _clauses(text: str, start: int, end: int, inside: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the traditional stretches of ``text[start:end]`` begin and end, each at least a clause."""
    at = start
    while mark := inside.search(text, at, end):
        at = max((text.rfind(each, at, mark.start()) + 1 for each in _SENTENCE_ENDS), default=0) or at
        first, clear = -1, False  # where the clauses begin that may be traditional, and whether one of them clearly is
        ended = False
        while at < end and not ended:
            border = _BORDER.search(text, at, end)
            last = border.end() if border else end
            ended = text[last - 1] in _SENTENCE_ENDS
            weight = _weight(text[at:last], inside)
            if weight < 0:
                if clear:
                    yield first, at
                first, clear = -1, False
            else:
                clear = clear or weight >= script_rules().fewest_inside
                first = at if first < 0 and weight else first
            at = last
        if clear:
            yield first, at


def _weight(clause: str, inside: re.Pattern[str]) -> int:
    """How many characters of a clause only traditional text has; -1 where it has one that only simplified text has."""
    return len(inside.findall(clause)) if evidence()[1].isdisjoint(clause) else -1
