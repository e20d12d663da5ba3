"""The table of time words, tests/cases/timex.yaml, beside what jionlp makes of them.

Run ``python benchmarks/timex_jionlp.py`` where jionlp is installed (``pip install jionlp pyyaml``, in an environment of
its own: speechkit does not need it). jionlp counts from the first day of a row's ``base``, and from ``NO_BASE`` where
the document gives no date. It agrees where its first and last day are the table's; where the table leaves the beginning
open, jionlp may begin with the day that it counts from. A row's ``jionlp`` says what is expected: agrees, cannot, or
``differs:`` and why. Exits with 1 where jionlp differs and no reason is given, or where a row expects something else.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).resolve().parents[1] / "tests" / "cases" / "timex.yaml"
NO_BASE = "2000-01-01"
COUNTED = {
    "agrees": "agree",
    "cannot": "jionlp cannot read",
    "differs": "differ, with a reason in the table",
    "differs, without a reason": "differ, without a reason",
}


def verdict(row: dict[str, Any], days: tuple[str | None, str | None] | None) -> str:
    """Agrees, cannot or differs: what jionlp's first and last ``days`` (None where open) are to those of the row."""
    if days is None:
        return "cannot"
    first, last = days
    earliest, latest = row.get("earliest"), row.get("latest")
    if earliest is None and latest is not None and first == day_of(row):
        first = None
    # without a day of ours there is nothing that jionlp's days could agree with
    return "agrees" if (earliest or latest) and (first, last) == (earliest, latest) else "differs"


def day_of(row: dict[str, Any]) -> str:
    """The first day of the row's base."""
    base: str = row.get("base", NO_BASE)
    return base + "2000-01-01"[len(base) :]


def read(row: dict[str, Any]) -> tuple[str | None, str | None] | None:
    """The first and the last day that jionlp reads, None where open; None where it reads nothing."""
    import jionlp

    year, month, day = map(int, day_of(row).split("-"))
    try:
        found = jionlp.parse_time(row["words"], time_base={"year": year, "month": month, "day": day})
    except Exception:  # ValueError for most, but also others, from within
        return None
    if found["type"] not in ("time_point", "time_span"):
        return None
    first, last = (None if "inf" in time else time.partition(" ")[0] for time in found["time"])
    return first, last


def main() -> int:
    try:
        import jionlp  # noqa: F401
    except ImportError:
        print("jionlp is not installed: pip install jionlp, in an environment of its own.", file=sys.stderr)
        return 2
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    failed = False
    for row in rows:
        days = read(row)
        found, expected = verdict(row, days), row["jionlp"].partition(": ")[0]
        if found != expected:
            failed = True
            print(f"{row['words']} from {row.get('base')}: {found}, {days}; the table says {row['jionlp']}")
            found = "differs, without a reason" if found == "differs" else found
        counts[found] += 1
    print(f"{len(rows)} rows: " + "; ".join(f"{counts[each]} {name}" for each, name in COUNTED.items()))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
