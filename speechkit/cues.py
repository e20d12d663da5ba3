"""The cues of each unit: words that tell whether it asks, looks back, finds fault, explains, opens or closes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

import msgspec

from speechkit.chars import ended
from speechkit.lexicon import lexicon
from speechkit.model import Cues, Role, Unit
from speechkit.rules import PatternRule, compiled, load_rules

__all__ = ["CueRule", "cue_ids_in", "cue_rules", "cue_weights", "cue_words_in", "cues_of", "demand_terms"]


class CueRule(PatternRule, frozen=True, forbid_unknown_fields=True):
    """One thing that tells what a unit does; data/cues.yaml says what the fields mean."""

    weights: dict[Role, float]
    words: tuple[str, ...] = ()
    verb: bool = False
    unless: tuple[str, ...] = ()
    longest: int = 0
    hosts: tuple[str, ...] = ()


class DemandRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the shape of a unit adds to its demand, in logits."""

    no_cue: float
    item: float
    heading: float
    unended: float


class CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/cues.yaml."""

    demand: DemandRules
    quoted: int
    cues: tuple[CueRule, ...]


@cache
def _file() -> CueFile:
    return load_rules("cues", CueFile)


def cue_rules() -> tuple[CueRule, ...]:
    """Return the rules of data/cues.yaml, which are read once."""
    return _file().cues


@cache
def cue_weights() -> dict[str, dict[Role, float]]:
    """Return what every cue says for each role, in logits, by the cue's id."""
    return {cue.id: cue.weights for cue in cue_rules()}


def cues_of(units: Sequence[Unit]) -> tuple[Cues, ...]:
    """Find the cues of every unit, in order, and how much of a demand they make it."""
    shared: dict[tuple[frozenset[str], bool, bool], Cues] = {}  # many units are alike: one record serves them all
    return tuple([_cues(unit, shared) for unit in units])


def _cues(unit: Unit, shared: dict[tuple[frozenset[str], bool, bool], Cues]) -> Cues:
    ids = cue_ids_in(unit.text)
    alike = ids, unit.opens is not None, ended(unit.text)
    cues = shared.get(alike)
    if cues is None:
        terms = demand_terms(unit, ids)
        cues = shared[alike] = Cues(ids, sum(weight for _, weight in terms), terms)
    return cues


# -- the demand --------------------------------------------------------------------------------------------------------


def demand_terms(unit: Unit, cue_ids: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """Return the terms whose sum is the demand of a unit: ids of its cues and names of its shape, with their weights.

    The names of its shape are those of ``demand`` in data/cues.yaml: no-cue, item, heading, unended.
    """
    return (*_cue_terms(cue_ids), *_shape_terms(unit))


def _cue_terms(cue_ids: Iterable[str]) -> Iterator[tuple[str, float]]:
    weights = cue_weights()
    return ((cue, weight) for cue in sorted(cue_ids) if (weight := weights[cue].get("requirements")))


def _shape_terms(unit: Unit) -> Iterator[tuple[str, float]]:
    rules, complete = _file().demand, ended(unit.text)
    yield "no-cue", rules.no_cue
    if unit.opens is not None:
        yield ("item", rules.item) if complete else ("heading", rules.heading)
    if not complete:
        yield "unended", rules.unended


# -- finding cues ------------------------------------------------------------------------------------------------------


def cue_ids_in(text: str) -> frozenset[str]:
    """Return the ids of the cues in the text of a unit: simplified, punctuation full-width, without its enumerator.

    What stands in long quotation marks is somebody else's and left out.
    """
    if "“" in text:
        text = _without_quotes(text)
    by_character, patterns, always = _dispatch()
    found: set[str] = set()
    wanted = always  # a bit for each pattern that a character of the text calls for
    for character in _first_characters().intersection(text):
        words, called = by_character[character]
        wanted |= called
        for word, anchor, cue, hosts in words:
            if (
                word in text
                and (not anchor or _anchored(text, word, anchor))
                and (not hosts or _free(text, word, hosts))
            ):
                found.add(cue)
    if _verb_end(text):
        found |= _verb_cues()
    length = len(text)
    while wanted:
        lowest = wanted & -wanted
        wanted ^= lowest
        longest, rule = patterns[lowest]
        if length <= longest and rule.id not in found and rule.found_in(text):
            found.add(rule.id)
    return frozenset(found).difference([cue for cue, others in _overruled() if not others.isdisjoint(found)])


def cue_words_in(text: str, cue_id: str) -> tuple[str, ...]:
    """Return the words of a unit's text that the cue is found by; none where ``cue_ids_in`` does not find it.

    A long quotation is left out there as here, its quotation marks are not.
    """
    text = _without_quotes(text)
    cue = next(cue for cue in cue_rules() if cue.id == cue_id)
    found = [
        word
        for word, anchor in map(_split_anchor, cue.words)
        if word in text and (not anchor or _anchored(text, word, anchor)) and _free(text, word, cue.hosts)
    ]
    if cue.verb and (end := _verb_end(text)):
        found.append(text[:end])
    if cue.is_near(text):
        found += [match[0] for match in cue.matches(text)]
    return tuple(dict.fromkeys(found))


def _without_quotes(text: str) -> str:
    return _long_quote().sub("“”", text)


@cache
def _long_quote() -> re.Pattern[str]:
    # The quotation holds no “ of its own: a run of these would take time by its square.
    return compiled(f"“[^“”]{{{_file().quoted},}}”")


def _split_anchor(entry: str) -> tuple[str, str]:
    """Split a word of a rule from the ``^`` before it or the ``$`` behind it; the second is empty where it has none."""
    if entry.startswith("^"):
        return entry[1:], "^"
    return (entry[:-1], "$") if entry.endswith("$") else (entry, "")


def _anchored(text: str, word: str, anchor: str) -> bool:
    return text.startswith(word) if anchor == "^" else text.rstrip("。！？；”").endswith(word)


def _free(text: str, word: str, hosts: Iterable[str]) -> bool:
    """Whether the word stands somewhere in the text by itself, and not as a part of a longer one (hosts)."""
    taken = {place + within for host in hosts for within in _places(host, word) for place in _places(text, host)}
    return not taken or not taken.issuperset(_places(text, word))


def _places(text: str, word: str) -> Iterator[int]:
    """Where the word stands in the text, each place."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _verb_end(text: str) -> int:
    """Return where the verb of arrangements that the text begins with ends, after words of manner; 0 for none."""
    lists = lexicon()
    if length := lists.verbs.at(text, 0):
        return length
    start = lists.manner.skip(text, 0)
    length = lists.verbs.at(text, start)
    return length and start + length


@cache
def _overruled() -> tuple[tuple[str, frozenset[str]], ...]:
    """The cues that do not count beside others, and those others."""
    return tuple((cue.id, frozenset(cue.unless)) for cue in cue_rules() if cue.unless)


@cache
def _verb_cues() -> frozenset[str]:
    return frozenset(cue.id for cue in cue_rules() if cue.verb)


@cache
def _first_characters() -> frozenset[str]:
    """The characters that call for any word or pattern."""
    return frozenset(_dispatch()[0])


_Word: TypeAlias = tuple[str, str, str, tuple[str, ...]]  # a word, its anchor (^, $ or none), its cue and its hosts


@cache
def _dispatch() -> tuple[dict[str, tuple[tuple[_Word, ...], int]], dict[int, tuple[int, CueRule]], int]:
    """What a character of a text calls for, so that few words and patterns are tried on each text.

    First, by character: the words that begin with it, and the bits of the patterns that need it. Second, by bit: the
    longest text that the pattern is tried on, and its rule. Third, the bits of patterns that need none.
    """
    words: dict[str, list[_Word]] = {}
    called: dict[str, int] = {}
    patterns: dict[int, tuple[int, CueRule]] = {}
    always = 0
    for cue in cue_rules():
        for word, anchor in map(_split_anchor, cue.words):
            hosts = tuple(host for host in cue.hosts if word in host)
            words.setdefault(word[0], []).append((word, anchor, cue.id, hosts))
        if cue.pattern or cue.start:
            bit = 1 << len(patterns)
            always |= 0 if cue.near else bit
            for character in cue.near:
                called[character] = called.get(character, 0) | bit
            patterns[bit] = (cue.longest or sys.maxsize, cue)
    characters = words.keys() | called.keys()
    return {each: (tuple(words.get(each, ())), called.get(each, 0)) for each in characters}, patterns, always
