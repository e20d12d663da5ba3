"""The cues of each unit: words that tell whether it asks, looks back, finds fault, explains, opens or closes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

import msgspec

from speechkit.chars import ended
from speechkit.lexicon import words as word_lists
from speechkit.model import Cues, Role, Unit
from speechkit.rules import Examples, compiled, finder, load_rules

__all__ = ["CueRule", "cue_rules", "cues_of", "demand_terms", "fired", "weights", "words_of"]

# What speaks for a demand beside its cues: nothing at all, the first sentence of a point, a heading, a line cut off.
_NO_CUE, _ITEM, _HEADING, _UNENDED = -1.7, 1.5, -0.3, -1.2
_LONG_QUOTE = re.compile("“[^“”]{9,}”")  # without “ in it, or a run of these would take time by its square
_Terms: TypeAlias = tuple[tuple[str, float], ...]  # names, and what each adds to the demand


class CueRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that tells what a unit does; data/cues.yaml says what the fields mean."""

    id: str
    weights: dict[Role, float]
    source: str
    examples: Examples
    words: str = ""
    pattern: str = ""
    near: str = ""
    verb: bool = False
    unless: str = ""
    longest: int = 0


class _CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cues: tuple[CueRule, ...]


@cache
def cue_rules() -> tuple[CueRule, ...]:
    """The rules of data/cues.yaml, read once."""
    return load_rules("cues", _CueFile).cues


def cues_of(units: Sequence[Unit]) -> tuple[Cues, ...]:
    """Find the cues of every unit, in order. What stands in long quotation marks is somebody else's and left out."""
    shared: dict[tuple[frozenset[str], bool, bool], Cues] = {}  # many units are alike: one record serves them all
    return tuple([_cues(unit, shared) for unit in units])


def _cues(unit: Unit, shared: dict[tuple[frozenset[str], bool, bool], Cues]) -> Cues:
    ids = fired(unit.text)
    alike = ids, unit.opens is not None, ended(unit.text)
    cues = shared.get(alike)
    if cues is None:
        cues = shared[alike] = Cues(ids, sum(weight for _, weight in demand_terms(unit, ids)))
    return cues


def demand_terms(unit: Unit, cues: Iterable[str]) -> _Terms:
    """The terms whose sum is the demand of a unit: what its cues say, by their ids, and what its shape says."""
    return (*_said(cues), *_shape(unit))


def _said(cues: Iterable[str]) -> Iterator[tuple[str, float]]:
    said = weights()
    return ((cue, weight) for cue in sorted(cues) if (weight := said[cue].get("requirements")))


def _shape(unit: Unit) -> _Terms:
    complete = ended(unit.text)
    terms = [("no-cue", _NO_CUE)]
    if unit.opens is not None:
        terms.append(("item", _ITEM) if complete else ("heading", _HEADING))
    if not complete:
        terms.append(("unended", _UNENDED))
    return tuple(terms)


@cache
def weights() -> dict[str, dict[Role, float]]:
    """What every cue says for each part, by its id."""
    return {cue.id: cue.weights for cue in cue_rules()}


def fired(text: str) -> frozenset[str]:
    """The ids of the cues that ``text`` holds: a unit, simplified, punctuation full-width, without its enumerator."""
    if "“" in text:
        text = _LONG_QUOTE.sub("“”", text)
    by_character, patterns, always = _dispatch()
    found: set[str] = set()
    wanted = always  # a bit for each pattern that a character of the text calls for
    for character in _telling().intersection(text):
        words, called = by_character[character]
        wanted |= called
        for word, anchor, cue in words:
            if word in text and (not anchor or _anchored(text, word, anchor)):
                found.add(cue)
    lists = word_lists()
    if lists.verbs.at(text, 0) or lists.verbs.at(text, lists.manner.skip(text, 0)):
        found |= _verb_cues()
    length = len(text)
    while wanted:
        lowest = wanted & -wanted
        wanted ^= lowest
        longest, pattern, cue = patterns[lowest]
        if length <= longest and cue not in found and finder(pattern)(text):
            found.add(cue)
    return frozenset(found).difference([cue for cue, others in _unless() if not others.isdisjoint(found)])


def words_of(cue_id: str, text: str) -> tuple[str, ...]:
    """The words of ``text``, read as ``fired`` reads it, that the cue is found by; none where it does not fire."""
    text = _LONG_QUOTE.sub("“”", text)
    cue = next(cue for cue in cue_rules() if cue.id == cue_id)
    lists = word_lists()
    found = [
        word
        for entry in cue.words.split()
        if (word := entry.strip("^$")) in text
        and (entry == word or _anchored(text, word, "^" if entry.startswith("^") else "$"))
    ]
    if cue.verb:
        starts = (0, lists.manner.skip(text, 0))
        found += [text[: start + length] for start in starts if (length := lists.verbs.at(text, start))][:1]
    if cue.pattern and (not cue.near or not set(cue.near).isdisjoint(text)):
        found += [match[0] for match in compiled(cue.pattern).finditer(text)]
    return tuple(dict.fromkeys(found))


def _anchored(text: str, word: str, anchor: str) -> bool:
    return text.startswith(word) if anchor == "^" else text.rstrip("。！？；”").endswith(word)


@cache
def _unless() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((cue.id, frozenset(cue.unless.split())) for cue in cue_rules() if cue.unless)


@cache
def _verb_cues() -> frozenset[str]:
    return frozenset(cue.id for cue in cue_rules() if cue.verb)


@cache
def _telling() -> frozenset[str]:
    """The characters that call for anything."""
    return frozenset(_dispatch()[0])


_Word = tuple[str, str, str]  # a word, its anchor (^, $ or none) and its cue


@cache
def _dispatch() -> tuple[dict[str, tuple[tuple[_Word, ...], int]], dict[int, tuple[int, str, str]], int]:
    """What each character calls for: the words that begin with it, and patterns, as bits; the patterns; always."""
    words: dict[str, list[_Word]] = {}
    called: dict[str, int] = {}
    patterns: dict[int, tuple[int, str, str]] = {}
    always = 0
    for cue in cue_rules():
        for entry in cue.words.split():
            anchor = "^" if entry.startswith("^") else "$" if entry.endswith("$") else ""
            word = entry.strip("^$")
            words.setdefault(word[0], []).append((word, anchor, cue.id))
        if cue.pattern:
            bit = 1 << len(patterns)
            always |= 0 if cue.near else bit
            for character in cue.near:
                called[character] = called.get(character, 0) | bit
            patterns[bit] = (cue.longest or sys.maxsize, cue.pattern, cue.id)
    characters = words.keys() | called.keys()
    return {each: (tuple(words.get(each, ())), called.get(each, 0)) for each in characters}, patterns, always
