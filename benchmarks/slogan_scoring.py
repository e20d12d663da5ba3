"""How well set phrases agree with labelled ones, as the labelling guide counts it.

A phrase is found where what was found overlaps it by half of the two together, one to one. What the two readers of a
speech saw differently does not count.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from task_scoring import Counts, LabelSpan

from speechkit.model import Analysis

KINDS = ("formula", "motto", "parallel", "call")
MEASURES = ("slogans", *KINDS, "slogan-kind")


class SloganLabel(LabelSpan, frozen=True):
    """A set phrase and its kind."""

    kind: str


class Unsettled(msgspec.Struct, frozen=True):
    """What the two readers of a speech saw differently."""

    slogans: tuple[LabelSpan, ...] = ()


class Slogans(msgspec.Struct, frozen=True):
    """The set phrases of a speech, labelled or found; ``labelled`` names what a label file is limited to."""

    slogans: tuple[SloganLabel, ...] = ()
    unsettled: Unsettled = Unsettled()
    labelled: tuple[str, ...] | None = None


def slogan_labels(path: Path) -> Slogans:
    return msgspec.json.decode(path.read_bytes(), type=Slogans)


def slogan_predictions(analysis: Analysis) -> Slogans:
    return msgspec.convert(analysis, Slogans, from_attributes=True)


def slogan_scores(pairs: Iterable[tuple[Slogans, Slogans]]) -> dict[str, float]:
    """F1 by measure, one of ``MEASURES``, over (labels, predictions) pairs taken together."""
    counts = Counts()
    for want, got in pairs:
        _count(counts, want, got)
    return {measure: counts.f1(measure) for measure in MEASURES}


def _count(counts: Counts, want: Slogans, got: Slogans) -> None:
    pairs = sorted(
        (
            (share, i, j)
            for i, one in enumerate(want.slogans)
            for j, other in enumerate(got.slogans)
            if (share := _share(one, other)) >= 0.5
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    for i, label in enumerate(want.slogans):
        counts.add("slogans", i in matched, 1, 0)
        counts.add(label.kind, i in matched, 1, 1 if i in matched else 0)
        if i in matched:
            counts.add("slogan-kind", got.slogans[matched[i]].kind == label.kind, 1, 1)
    for j, found in enumerate(got.slogans):
        if j in matched.values():
            counts.add("slogans", 0, 0, 1)
        elif all(_share(found, open_) < 0.5 for open_ in want.unsettled.slogans):
            counts.add("slogans", 0, 0, 1)
            counts.add(found.kind, 0, 0, 1)


def _share(one: LabelSpan, other: LabelSpan) -> float:
    """Overlap over union; 0 of two places that do not touch."""
    overlap = min(one.end, other.end) - max(one.start, other.start)
    return overlap / (max(one.end, other.end) - min(one.start, other.start)) if overlap > 0 else 0.0
