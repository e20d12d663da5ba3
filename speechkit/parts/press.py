"""What the form of a press report says: the reporter's own lines are none of the speech."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.model import Cues, Unit
from speechkit.parts.roles import META, OPENING, Row

_LEAD_IN = 30  # units within which a report of a speech comes to its words


def add_press(rows: Iterable[Row], units: Sequence[Unit], cues: Sequence[Cues]) -> Iterator[Row]:
    """In a report of a speech, what stands before its first words and after its last is the reporter's."""
    told = _words_told(cues)
    if told is None:
        yield from rows
        return
    first = units[told.start].paragraph
    tail = next((n for n in range(told.stop, len(units)) if cues[n].ids & {"reporter", "wire"}), len(units))
    for number, (row, unit) in enumerate(zip(rows, units, strict=True)):
        row[OPENING] -= 2.0
        if unit.paragraph < first or (number >= tail and unit.paragraph >= units[tail].paragraph):
            row[META] += 4.0
        yield row


def _words_told(cues: Sequence[Cues]) -> range | None:
    """From the first unit that reports a speaker's words to the last; None where the text is no such report."""
    opening = cues[:_LEAD_IN]
    if not any("press-lead" in own.ids or "reporter" in own.ids for own in opening):
        return None
    if any("address" in own.ids for own in opening):
        return None
    told = [number for number, own in enumerate(cues) if "reports-words" in own.ids]
    return range(told[0], told[-1] + 1) if len(told) >= 2 and told[0] < _LEAD_IN else None
