"""How well parts and tasks agree with labelled ones, as the labelling guide counts it.

A unit is found where half of it lies in a task that is not relayed. Actors and deadlines are compared in the units that
both have found, and are the same where they overlap by half or more. What two readers saw differently does not count.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from speechkit.model import Analysis

MEASURES = ("roles", "roles-macro", "tasks", "relayed-kept-apart", "actor", "deadline")
_ROLE = "role: "


class LabelSpan(msgspec.Struct, frozen=True):
    """A stretch of the source text."""

    start: int
    end: int


class PartLabel(LabelSpan, frozen=True):
    """A stretch and its role."""

    role: str


class TaskLabel(LabelSpan, frozen=True):
    """A task, with the words that name who must act and by when."""

    relayed: bool = False
    actor: LabelSpan | None = None
    deadline: LabelSpan | None = None


class Unsettled(msgspec.Struct, frozen=True):
    """What the two readers of a speech saw differently."""

    parts: tuple[LabelSpan, ...] = ()
    tasks: tuple[LabelSpan, ...] = ()


class Labels(msgspec.Struct, frozen=True):
    """What is labelled in a speech, or found in it; ``units`` is empty of what is found, and of labels of outlines."""

    parts: tuple[PartLabel, ...] = ()
    tasks: tuple[TaskLabel, ...] = ()
    units: tuple[tuple[int, int], ...] = ()
    unsettled: Unsettled = Unsettled()


def task_labels(path: Path) -> Labels:
    return msgspec.json.decode(path.read_bytes(), type=Labels)


def task_predictions(analysis: Analysis) -> Labels:
    return msgspec.convert(analysis, Labels, from_attributes=True)


class Counts:
    """How many of each measure are the same, labelled and found."""

    def __init__(self) -> None:
        self.same: Counter[str] = Counter()
        self.total: Counter[str] = Counter()

    def add(self, measure: str, same: int, labelled: int, found: int) -> None:
        """Count one speech, or a part of it."""
        self.same[measure] += same
        self.total[measure] += labelled + found

    def f1(self, measure: str) -> float:
        """F1 of all that was counted; 1 where that is nothing."""
        return 2 * self.same[measure] / self.total[measure] if self.total[measure] else 1.0


def scores(pairs: Iterable[tuple[Labels, Labels]]) -> dict[str, float]:
    """F1 by measure, one of ``MEASURES``, over (labels, predictions) pairs taken together."""
    counts = Counts()
    for want, got in pairs:
        _count_roles(counts, want, got)
        _count_tasks(counts, want, got)
    roles = [measure for measure in counts.total if measure.startswith(_ROLE)]
    result = {measure: counts.f1(measure) for measure in MEASURES}
    return result | {"roles-macro": sum(map(counts.f1, roles)) / max(1, len(roles))}


def _count_roles(counts: Counts, want: Labels, got: Labels) -> None:
    """Character by character, in units."""
    wanted, found = _roles(want.parts), _roles(got.parts)
    unsettled = {at for place in want.unsettled.parts for at in range(place.start, place.end)}
    inside = [at for start, end in want.units for at in range(start, end) if at not in unsettled]
    pairs = Counter((wanted.get(at), found.get(at)) for at in inside)
    for (labelled, predicted), number in pairs.items():
        same = number * (labelled == predicted)
        counts.add("roles", same, number, number)
        counts.add(f"{_ROLE}{labelled}", same, number, 0)
        if predicted is not None:
            counts.add(f"{_ROLE}{predicted}", 0, 0, number)


def _roles(parts: Iterable[PartLabel]) -> dict[int, str]:
    return {at: part.role for part in parts for at in range(part.start, part.end)}


def _count_tasks(counts: Counts, want: Labels, got: Labels) -> None:
    """Unit by unit."""
    wanted, found = (_units(want, [task for task in each.tasks if not task.relayed]) for each in (want, got))
    relayed = _units(want, [task for task in want.tasks if task.relayed])
    for unit in _units(want, want.unsettled.tasks):
        wanted.pop(unit, None)
        found.pop(unit, None)
    both = wanted.keys() & found.keys()
    counts.add("tasks", len(both), len(wanted), len(found))
    apart = len(relayed.keys() - found.keys())
    counts.add("relayed-kept-apart", apart, len(relayed), apart)
    for measure in ("actor", "deadline"):
        for unit in both:
            labelled, predicted = getattr(wanted[unit], measure), getattr(found[unit], measure)
            same = (
                labelled and predicted and _overlap(labelled, predicted) * 2 >= max(map(_size, (labelled, predicted)))
            )
            counts.add(measure, bool(same), labelled is not None, predicted is not None)


def _units(want: Labels, places: Sequence[LabelSpan]) -> dict[int, LabelSpan]:
    """Index of each unit of which at least half lies in one of ``places``, with the one that covers most of it."""
    found: dict[int, LabelSpan] = {}
    for index, (start, end) in enumerate(want.units):
        overlaps = [_overlap(LabelSpan(start, end), place) for place in places]
        most = max(overlaps, default=0)
        if most * 2 >= end - start:
            found[index] = places[overlaps.index(most)]
    return found


def _overlap(one: LabelSpan, other: LabelSpan) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _size(place: LabelSpan) -> int:
    return place.end - place.start
