"""The sections of one speech beside those of another: the same, with another title, moved, added, dropped."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from speechkit.compare.likeness import Match, Weights, assigned, bigrams_of, wording_of
from speechkit.compare.records import SectionAt, SectionChange
from speechkit.compare.rules import thresholds
from speechkit.compare.sides import ComparedSpeech
from speechkit.model import Section

__all__ = ["section_changes", "stayed"]

_DIGITS = 3


def section_changes(a: ComparedSpeech, b: ComparedSpeech) -> tuple[SectionChange, ...]:
    """Return the sections of both in the order of A, those that only B has behind the one that they follow there."""
    of_a, of_b = a.sections, b.sections
    matches = _matches(a, b)
    moved = _moved(matches, of_a, of_b)
    by_a = {match.i: match for match in matches}
    partner = {match.j: match.i for match in matches}
    added: dict[int, list[int]] = defaultdict(list)  # by the section of A that they come behind, -1 being the start
    last = -1
    for j in range(len(of_b)):
        if j in partner:
            last = partner[j]
        else:
            added[last].append(j)
    changes = []
    for i in range(-1, len(of_a)):
        if match := by_a.get(i):
            one, other = of_a[i], of_b[match.j]
            changes.append(
                SectionChange(
                    "matched",
                    _at(a, one),
                    _at(b, other),
                    round(match.score, _DIGITS),
                    match in moved,
                    wording_of(one.title) != wording_of(other.title),
                )
            )
        elif i >= 0:
            changes.append(SectionChange("dropped", _at(a, of_a[i]), None))
        changes += [SectionChange("added", None, _at(b, of_b[j])) for j in added[i]]
    return tuple(changes)


def _matches(a: ComparedSpeech, b: ComparedSpeech) -> list[Match]:
    """Return which sections go together: by their titles and by all that stands below them."""
    texts = [
        [(bigrams_of(each.title), bigrams_of(speech.text[each.start : each.end])) for each in speech.sections]
        for speech in (a, b)
    ]
    weights = Weights(bigrams for side in texts for pair in side for bigrams in pair)
    candidates, least = [], thresholds().same_section
    for i, (title, whole) in enumerate(texts[0]):
        for j, (other_title, other_whole) in enumerate(texts[1]):
            if _elsewhere(a.sections[i], b.sections[j]):
                continue
            score = (weights.likeness(title, other_title) + weights.likeness(whole, other_whole)) / 2
            if score >= least:
                candidates.append(Match(i, j, score))
    return assigned(candidates, (len(texts[0]), len(texts[1])))


def _elsewhere(one: Section, other: Section) -> bool:
    """Whether they stand in different parts: what is looked back on has not become a demand."""
    return bool(one.part and other.part) and one.part != other.part


def _moved(matches: Sequence[Match], of_a: Sequence[Section], of_b: Sequence[Section]) -> set[Match]:
    """Return those that stand below other sections than before, or in another order below the same one."""
    ids = {of_a[match.i].id: of_b[match.j].id for match in matches}
    moved: set[Match] = set()
    below: dict[str | None, list[Match]] = defaultdict(list)
    for match in sorted(matches, key=lambda match: match.i):
        parent = of_a[match.i].parent
        if (parent if parent is None else ids.get(parent)) == of_b[match.j].parent:
            below[parent].append(match)
        else:
            moved.add(match)
    for siblings in below.values():
        kept = stayed([match.j for match in siblings])
        moved.update(match for at, match in enumerate(siblings) if at not in kept)
    return moved


def _at(speech: ComparedSpeech, section: Section) -> SectionAt:
    return SectionAt(
        file=speech.name,
        line=section.line,
        start=section.start,
        end=section.end,
        id=section.id,
        marker=section.marker,
        title=section.title,
        level=section.level,
    )


def stayed(places: Sequence[int]) -> set[int]:
    """Return the indexes of those that have kept their order; ``places`` are where they stand now, no two the same.

    They are what all longest increasing subsequences have in common: of two that changed places neither stayed.

    >>> stayed([1, 2, 3, 0])
    {0, 1, 2}
    """
    up_to = _increasing(places)
    from_on = _increasing([-place for place in reversed(places)])[::-1]
    longest = max(up_to, default=0)
    on_one = [at for at in range(len(places)) if up_to[at] + from_on[at] - 1 == longest]
    alternatives = Counter(up_to[at] for at in on_one)
    return {at for at in on_one if alternatives[up_to[at]] == 1}


def _increasing(places: Sequence[int]) -> list[int]:
    """Return for each place the length of the longest increasing subsequence that ends there."""
    ends: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        lengths.append(at + 1)
    return lengths
