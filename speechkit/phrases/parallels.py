"""Chains of neighbouring phrases of the same build (排比, 对偶)."""

from __future__ import annotations

from collections.abc import Iterator

from speechkit.phrases.alignment import common
from speechkit.phrases.chains import Items, candidates_in, runs_of
from speechkit.phrases.finding import Finding
from speechkit.phrases.rules import slogan_rules
from speechkit.phrases.worth import worth_of

__all__ = ["parallels_in"]


def parallels_in(text: str) -> Iterator[Finding]:
    """The chains of a paragraph's text; of those that overlap the one with the highest sum."""
    least = slogan_rules().chain_from
    for run in runs_of(text):
        rated: list[tuple[float, Items]] = []
        for items in candidates_in(text, *run):
            total = worth_of(text, run, items)
            if total > least:
                rated.append((total, items))
        taken = bytearray(run[1] - run[0] if rated else 0)
        for _, items in sorted(rated, reverse=True):
            start, end = items[0][0], items[-1][1]
            first, last = start - run[0], end - run[0]
            if taken.find(1, first, last) < 0:
                taken[first:last] = b"\1" * (last - first)
                yield _finding([text[a:b] for a, b in items], start, end)


def _finding(parts: list[str], start: int, end: int) -> Finding:
    first, last = len(parts[0]), len(parts[0])
    for part in parts[1:]:
        begins, ends = common(parts[0], part)
        first, last = min(first, begins), min(last, ends)
    if not first and not last:
        return Finding(start, end, "parallel", "chain")
    frame = f"{parts[0][:first]}_{parts[0][len(parts[0]) - last :]}"
    fillers = tuple(part[first : len(part) - last] for part in parts)
    return Finding(start, end, "parallel", "chain", frame=frame, fillers=fillers)
