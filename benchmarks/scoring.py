"""F1 of an outline against a labelled one, as the labelling guide counts it."""

import json
from collections.abc import Iterable
from pathlib import Path

from speechkit.model import Section


def numbered(sections: Iterable[tuple[str, str, int, str | None]]) -> dict[int, tuple[str, int | None]]:
    """(id, marker, start, parent id) rows as {start: (marker, start of the nearest numbered ancestor)}."""
    rows = {section_id: (marker, start, parent) for section_id, marker, start, parent in sections}
    found = {}
    for marker, start, parent in rows.values():
        if not marker.strip("-—─●■★◆*· "):
            continue
        while parent is not None and not rows[parent][0].strip("-—─●■★◆*· "):
            parent = rows[parent][2]
        found[start] = ("".join(marker.split()), None if parent is None else rows[parent][1])
    return found


def labels(path: Path) -> dict[int, tuple[str, int | None]]:
    gold = json.loads(path.read_text("utf-8"))
    return numbered((s["id"], s["marker"], s["start"], s["parent"]) for s in gold["sections"])


def predictions(sections: Iterable[Section]) -> dict[int, tuple[str, int | None]]:
    return numbered((s.id, s.marker, s.start, s.parent) for s in sections)


def f1(
    pairs: Iterable[tuple[dict[int, tuple[str, int | None]], dict[int, tuple[str, int | None]]]], *, tree: bool
) -> float:
    """F1 over (labels, predictions) pairs of the markers found, or of (marker, parent) where ``tree``."""
    same = total = 0
    for want, got in pairs:
        if tree:
            same += len(want.items() & got.items())
        else:
            same += len({(k, v[0]) for k, v in want.items()} & {(k, v[0]) for k, v in got.items()})
        total += len(want) + len(got)
    return 2 * same / total if total else 1.0
