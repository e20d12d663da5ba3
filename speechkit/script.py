"""Source → Document: tells traditional from simplified text and takes only what is traditional to simplified.

The decision is made line by line, with the document as the prior: text that is simplified already must not go through
OpenCC (乾清宫 would become 干清宫). Every conversion keeps the length, so one offset serves both texts.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from speechkit.chars import line_starts
from speechkit.model import Document, Source
from speechkit.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speechkit.config import ScriptConfig

Script = Literal["hans", "hant", "mixed"]
Target = Literal["hans", "hant-tw", "hant-hk"]

# OpenCC holds several copies of what it converts; pieces bound them. Larger pieces are no faster.
PIECE = 1 << 16
_SURROGATES = re.compile("([\ud800-\udfff]+)")
_CONFIGS = {"hant-tw": "s2tw", "hant-hk": "s2hk"}


class Settling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A character that becomes ``to`` but in the words of ``unless``; ``except`` are longer ones where it does too."""

    to: str
    unless: tuple[str, ...]
    exceptions: tuple[str, ...] = msgspec.field(name="except", default=())


class ScriptRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of data/script.yaml, where every field is explained."""

    clear_share: float
    traditional: str
    simplified: str
    variants: dict[str, str]
    words: dict[str, str]
    settle: dict[str, Settling]


def simplify(source: Source, config: ScriptConfig) -> Document:
    """The document of a source: its script, its simplified text (of the same length) and where its lines start."""
    text = source.text
    starts = line_starts(text)
    script, runs = _scripts(text, starts)
    if config.convert == "always":
        runs = iter([(0, len(text), True)])
    elif config.convert == "never" or script == "hans":
        runs = iter(())
    return Document(source, _convert_runs(text, runs, _to_simplified), script, starts)


def convert(text: str, to: Target) -> str:
    """The text in the script ``to``, of the same length; lines that are in that script already are left alone."""
    script, runs = _scripts(text, line_starts(text))
    if to == "hans":
        return text if script == "hans" else _convert_runs(text, runs, _to_simplified)
    if script == "hans":
        runs = iter([(0, len(text), False)])
    converter = _opencc(_CONFIGS[to])
    return _convert_runs(text, ((start, end, not hant) for start, end, hant in runs), converter)


def _scripts(text: str, starts: array[int]) -> tuple[Script, Iterator[tuple[int, int, bool]]]:
    """The script of a text, and its runs of lines as (start, end, whether traditional), which cover it."""
    traditional, simplified = _evidence()
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
        if balance > 0:
            hant += end - start
        elif balance < 0:
            hans += end - start
    share = hant / (hant + hans) if hant + hans else 1.0
    clear = _rules().clear_share
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


def _convert_runs(text: str, runs: Iterator[tuple[int, int, bool]], converter: Callable[[str], str]) -> str:
    done: list[str] = []
    at = 0
    for start, end, wanted in runs:
        if wanted:
            done.append(text[at:start])
            done.extend(_same_length(piece, converter) for piece in _pieces(text, start, end))
            at = end
    return "".join([*done, text[at:]]) if done else text


def _pieces(text: str, start: int, end: int) -> Iterator[str]:
    """``text[start:end]`` cut where no word is, as far as there is such a place."""
    while end - start > PIECE:
        cut = max(text.rfind(mark, start, start + PIECE) for mark in "\n。，,") + 1
        cut = cut or start + PIECE
        yield text[start:cut]
        start = cut
    if end > start:
        yield text[start:end]


def _same_length(text: str, converter: Callable[[str], str]) -> str:
    """The conversion of ``text``, by lines, or by characters, where that of the whole has another length."""
    try:
        converted = converter(text)
    except UnicodeEncodeError:  # OpenCC takes UTF-8, which a lone surrogate has no place in
        return "".join(
            piece if index % 2 else _same_length(piece, converter)
            for index, piece in enumerate(_SURROGATES.split(text))
        )
    if len(converted) == len(text):
        return converted
    if len(text) == 1:
        return text
    lines = text.splitlines(keepends=True)
    return "".join(_same_length(piece, converter) for piece in (lines if len(lines) > 1 else text))


def _to_simplified(text: str) -> str:
    converted = _opencc("t2s")(text).translate(_variants())
    for word, other in _rules().words.items():
        converted = converted.replace(word, other)
    for pattern, to in _settlings():
        converted = _settle(converted, pattern, to)
    return converted


def _settle(text: str, pattern: re.Pattern[str], to: str) -> str:
    return pattern.sub(lambda match: match[0] if match.lastindex else to, text)


@cache
def _opencc(config: str) -> Callable[[str], str]:
    # Only where there is something to convert: with its dictionary it is a third of the start of a simplified text.
    import opencc

    converter: Callable[[str], str] = opencc.OpenCC(config).convert
    return converter


@cache
def _rules() -> ScriptRules:
    return load_rules("script", ScriptRules)


def traditional_characters() -> frozenset[str]:
    """Return the characters that only traditional text has: the evidence of data/script.yaml."""
    return _evidence()[0]


@cache
def _evidence() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(_rules().traditional.split()), frozenset(_rules().simplified.split())


@cache
def _variants() -> dict[int, str]:
    return str.maketrans(_rules().variants)


@cache
def _settlings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_settling(char, rule), rule.to) for char, rule in _rules().settle.items())


def _settling(char: str, rule: Settling) -> re.Pattern[str]:
    """A pattern for ``char``, which has a group where it is to stay. It looks at the words around it, longest first.

    It begins with the one rare character, which ``re`` looks for at the speed of ``str.find``.
    """
    words = [(word, "()") for word in rule.unless] + [(word, "") for word in rule.exceptions]
    places = [
        f"(?<={word[: at + 1]})(?={word[at + 1 :]}){group}"
        for word, group in sorted(words, key=lambda each: -len(each[0]))
        for at, each in enumerate(word)
        if each == char
    ]
    return re.compile(f"{char}(?:{'|'.join(places)}|)")
