"""The part classifier: the evidence of every unit for each role, by fitted weights, and the best path through it.

Another classifier is another module with a function from a ``Structure`` to ``PartLabels``; ``speechkit.parts`` says in
one line which is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from heapq import nsmallest
from itertools import chain, compress, islice
from math import inf

from speechkit.chars import ended
from speechkit.model import ROLES, PartLabels, PartReason, Role, Structure, Sum
from speechkit.parts.context import Group, part_rules
from speechkit.parts.features import features_of
from speechkit.parts.viterbi import best_path, borders_of, fitted_turns
from speechkit.parts.weights import Weights, weights

_META, _SALUTATION = ROLES.index("meta"), ROLES.index("salutation")

NEVER = -99.0  # logits: what no other evidence makes up for

SUMS = 2_000  # of groups of features that are kept: most are shared by units that stand near each other

TOLD = 8  # features that reasons name, those that say most for the role against its rival


def labels_of(structure: Structure) -> PartLabels:
    """Decide the role of every unit, in order; the labels can say why.

    What layout set aside is meta and no step of the path: a caption between two sentences turns nothing.
    """
    if not structure.units:
        return PartLabels((), tuple)
    steps = steps_of(structure)
    path = _path(structure, steps, evidence_of(structure))
    if all(number == _META for number in path):
        path = _path(structure, steps, _prose_is_said(structure))
    numbers = iter(path)
    roles = tuple([ROLES[next(numbers)] if step else "meta" for step in steps])
    return PartLabels(roles, partial(reasons_of, structure, roles))


def _path(structure: Structure, steps: Sequence[bool], evidence: Iterable[Sequence[float]]) -> list[int]:
    borders = chain(("paragraph",), borders_of(structure.units, structure.sections))
    return best_path(compress(evidence, steps), islice(compress(borders, steps), 1, None), fitted_turns())


def _prose_is_said(structure: Structure) -> Iterator[list[float]]:
    """The evidence where the path finds nothing but meta: no text is all frame, so what it says is none of it.

    That are its own sentences and headings.
    """
    for unit, row in zip(structure.units, evidence_of(structure), strict=True):
        if not structure.paragraphs[unit.paragraph].meta and (unit.opens is not None or ended(unit.text)):
            row[_META] = -inf
        yield row


def steps_of(structure: Structure) -> list[bool]:
    """Return whether each unit is a step of the path: all but those that layout set aside, if it left any."""
    steps = [not structure.paragraphs[unit.paragraph].meta for unit in structure.units]
    return steps if True in steps else [True] * len(steps)


def evidence_of(structure: Structure) -> Iterator[list[float]]:
    """Yield the evidence of every unit for each role, in logits; row by row, since those of a long text take memory."""
    known, words = weights().rows, weights().words
    weight_of, sums = known.__getitem__, dict[Group, int]()
    for features, cues in zip(features_of(structure), structure.cues, strict=True):
        if len(sums) > SUMS:
            sums.clear()
        total = sum(map(weight_of, {word for _, word in words.iter(features.text)}))
        for group in features.groups:
            found = sums.get(group)
            if found is None:
                found = sums[group] = sum(map(weight_of, filter(known.__contains__, group.names)))
            total += found
        row = Weights.row(total)
        if not may_address(cues.ids):
            row[_SALUTATION] = NEVER
        yield row


def may_address(cues: Set[str]) -> bool:
    """Return whether a unit with these cues may be words of address: nothing else is, whatever stands around it."""
    return not part_rules().address.isdisjoint(cues)


def reasons_of(structure: Structure, roles: Sequence[Role]) -> list[PartReason]:
    """Return the evidence for the role of every unit, by feature, and for the best of the others.

    ``roles`` are those of ``labels_of``. Of the features those are named that speak most for the role, or against it,
    beside the best of the others; what the rest adds up to is one term.
    """
    reasons: list[PartReason] = []
    known, difference = weights().rows, Weights.difference
    for features, row, role in zip(features_of(structure), evidence_of(structure), roles, strict=True):
        number = ROLES.index(role)
        rival = max((other for other in range(len(ROLES)) if other != number), key=row.__getitem__)
        names = known.keys() & set(features.names())
        told = nsmallest(TOLD, ((-abs(difference(known[name], number, rival)), name) for name in names))
        terms = [(name, Weights.row(known[name])[number]) for _, name in told]
        rest = row[number] - sum(weight for _, weight in terms)
        reasons.append(PartReason(role, Sum.of([*terms, ("others", rest)]), ROLES[rival], round(row[rival], 2)))
    return reasons
