"""Traditional text to simplified and back; every conversion keeps the length, so that one offset serves both."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from speechkit.chars import line_starts
from speechkit.model import Document, Source
from speechkit.script.rules import Settling, script_rules
from speechkit.script.runs import scripts_of, with_clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speechkit.config import ScriptConfig

Target = Literal["hans", "hant-tw", "hant-hk"]

# OpenCC holds several copies of what it converts; pieces bound them. Larger pieces are no faster.
PIECE = 1 << 16
_SURROGATES = re.compile("([\ud800-\udfff]+)")
_CONFIGS = {"hant-tw": "s2tw", "hant-hk": "s2hk"}


def simplify(source: Source, config: ScriptConfig) -> Document:
    """The document of a source: its script, its simplified text (of the same length) and where its lines start."""
    text = source.text
    starts = line_starts(text)
    script, runs = scripts_of(text, starts)
    if config.convert == "always":
        runs = iter([(0, len(text), True)])
    elif config.convert == "never":
        runs = iter(())
    else:
        runs = with_clauses(text, runs if script != "hans" else iter([(0, len(text), False)]))
    return Document(source, _convert_runs(text, runs, _to_simplified), script, starts)


def convert(text: str, to: Target) -> str:
    """The text in the script ``to``, of the same length; lines that are in that script already are left alone."""
    script, runs = scripts_of(text, line_starts(text))
    if to == "hans":
        runs = with_clauses(text, runs if script != "hans" else iter([(0, len(text), False)]))
        return _convert_runs(text, runs, _to_simplified)
    if script == "hans":
        runs = iter([(0, len(text), False)])
    return _convert_runs(text, ((start, end, not hant) for start, end, hant in runs), _to_traditional(_CONFIGS[to]))


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
    for word, other in script_rules().words.items():
        converted = converted.replace(word, other)
    for pattern, to in _settlings():
        converted = _settle(converted, pattern, to)
    return converted


@cache
def _to_traditional(config: str) -> Callable[[str], str]:
    """A function that converts to the traditional script of one of OpenCC's configurations, its wrong cuts mended."""
    converter = _opencc(config)
    mended = [(re.compile(rule.pattern), rule.to) for rule in script_rules().miscut]

    def convert_and_mend(text: str) -> str:
        converted = converter(text)
        for pattern, to in mended:
            converted = pattern.sub(to, converted)
        return converted

    return convert_and_mend


def _settle(text: str, pattern: re.Pattern[str], to: str) -> str:
    return pattern.sub(lambda match: match[0] if match.lastindex else to, text)


@cache
def _opencc(config: str) -> Callable[[str], str]:
    # Only where there is something to convert: with its dictionary it is a third of the start of a simplified text.
    import opencc

    converter: Callable[[str], str] = opencc.OpenCC(config).convert
    return converter


@cache
def _variants() -> dict[int, str]:
    return str.maketrans(script_rules().variants)


@cache
def _settlings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_settling(char, rule), rule.to) for char, rule in script_rules().settle.items())


def _settling(char: str, rule: Settling) -> re.Pattern[str]:
    """A pattern for ``char``, which has a group where it is to stay. It looks at the words around it, longest first.

    It begins with the one rare character, which ``re`` looks for at the speed of ``str.find``.
    """
    named, usual = ("", "()") if rule.only else ("()", "")
    words = [(word, named) for word in rule.only or rule.unless] + [(word, usual) for word in rule.exceptions]
    places = [
        f"(?<={word[: at + 1]})(?={word[at + 1 :]}){group}"
        for word, group in sorted(words, key=lambda each: -len(each[0]))
        for at, each in enumerate(word)
        if each == char
    ]
    return re.compile(f"{char}(?:{'|'.join(places)}|{usual})")
