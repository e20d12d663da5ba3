"""The set phrases of one side beside those of the other: come in, gone out, changed by one word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from speechkit.compare.likeness import wording_of
from speechkit.compare.records import Location, SloganAt, SloganChange
from speechkit.compare.rules import thresholds
from speechkit.compare.sides import Side, wordings_of
from speechkit.model import Slogan

__all__ = ["phrase_changes", "phrase_count"]


class _Phrase(msgspec.Struct, frozen=True):
    at: SloganAt
    variant_of: str | None


def phrase_changes(a: Side, b: Side) -> tuple[tuple[SloganChange, ...], int]:
    """Return what has changed, those that B has first in its order, then those that have gone, in the order of A.

    The number is that of the phrases which both sides have. One whose words stand in the other side's text is no news
    there, whether or not they were found as a set phrase.
    """
    of_a, of_b = _phrases(a), _phrases(b)
    gone = _without({key: each for key, each in of_a.items() if key not in of_b}, b)
    come = _without({key: each for key, each in of_b.items() if key not in of_a}, a)
    pairs = _pairs(gone, come)
    changed = {come_key: gone_key for gone_key, come_key in pairs}
    changes = []
    for key, each in come.items():
        if key in changed:
            changes.append(SloganChange("changed", gone[changed[key]].at, each.at))
        else:
            changes.append(SloganChange("in", None, each.at))
    left = (each for key, each in gone.items() if key not in changed.values())
    changes += [SloganChange("out", each.at, None) for each in left]
    return tuple(changes), len(of_a.keys() | of_b.keys()) - len(gone) - len(come)


def phrase_count(side: Side) -> int:
    """Return how many different set phrases there are."""
    return len(_phrases(side))


def _phrases(side: Side) -> dict[str, _Phrase]:
    """Return the different set phrases in the order in which they first stand."""
    found: dict[str, _Phrase] = {}
    for speech in side.speeches:
        for slogan in speech.slogans:
            key = _key(slogan)
            place = Location(speech.name, slogan.line, slogan.start, slogan.end)
            if before := found.get(key):
                at = replace(before.at, count=before.at.count + 1, places=(*before.at.places, place))
                found[key] = _Phrase(at, before.variant_of)
            else:
                at = SloganAt(slogan.text, slogan.kind, slogan.name, 1, (place,))
                found[key] = _Phrase(at, slogan.variant_of)
    return found


def _key(slogan: Slogan) -> str:
    return slogan.name or wording_of(slogan.text)


def _without(phrases: Mapping[str, _Phrase], side: Side) -> dict[str, _Phrase]:
    """Return those of ``phrases`` whose words do not stand in any speech of the side."""
    texts = wordings_of(side)
    return {key: each for key, each in phrases.items() if not any(wording_of(each.at.text) in text for text in texts)}


def _pairs(gone: Mapping[str, _Phrase], come: Mapping[str, _Phrase]) -> list[tuple[str, str]]:
    """Return which phrases became which, the nearest first; no phrase twice."""
    from rapidfuzz.distance import Levenshtein

    candidates, edits = [], thresholds().phrase_edits
    news = [(j, new, after, wording_of(after.at.text)) for j, (new, after) in enumerate(come.items())]
    for i, (old, before) in enumerate(gone.items()):
        one = wording_of(before.at.text)
        for j, new, after, other in news:
            if abs(len(one) - len(other)) > 1:
                continue
            distance = Levenshtein.distance(one, other, score_cutoff=edits)
            variant = before.variant_of == new or after.variant_of == old
            if variant or _one_word(before, after, distance, min(len(one), len(other))):
                candidates.append((distance, abs(i * len(come) - j * len(gone)), min(i, j), max(i, j), old, new))
    return _each_once((old, new) for *_, old, new in sorted(candidates))


def _one_word(before: _Phrase, after: _Phrase, distance: int, length: int) -> bool:
    """Whether they differ in one word at most, and have more in common than not.

    Two that the glossary knows are two: 四个意识 does not become 四个自信.
    """
    return distance <= thresholds().phrase_edits and distance * 2 < length and not (before.at.name and after.at.name)


def _each_once(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    olds: set[str] = set()
    news: set[str] = set()
    result = []
    for old, new in pairs:
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            result.append((old, new))
    return result
