"""The parts of a text: stretches of units with one role. They ask for labels only, whatever has decided them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from speechkit.model import Document, Part, Role, Section, Unit


def parts_of(document: Document, units: Sequence[Unit], roles: Sequence[Role]) -> tuple[Part, ...]:
    """Return the stretches of one role, in order; together they cover the text from its first character to its last.

    ``roles`` has an item for each of ``units``. White space between two parts is of the first.
    """
    starts: list[tuple[int, Role]] = []
    for start, role in _turns(units, roles):
        if not starts or starts[-1][1] != role:
            starts.append((start if starts else 0, role))
    ends = [*(start for start, _ in starts), len(document.text)][1:]
    return tuple([Part(role, start, end) for (start, role), end in zip(starts, ends, strict=True)])


def _turns(units: Sequence[Unit], roles: Sequence[Role]) -> Iterator[tuple[int, Role]]:
    """Where which role begins, in the order of the text: a page header may stand inside a sentence, which goes on."""
    outer: tuple[int, Role] | None = None  # the end and the role of the unit that reaches furthest
    ended: int | None = None
    for unit, role in sorted(zip(units, roles, strict=True), key=lambda item: item[0].start):
        if ended is not None and outer and ended < min(unit.start, outer[0]):
            yield ended, outer[1]
        yield unit.start, role
        inside = outer is not None and unit.end <= outer[0]
        ended = unit.end if inside else None
        if not inside:
            outer = (unit.end, role)


def with_parts(sections: Sequence[Section], parts: Sequence[Part]) -> tuple[Section, ...]:
    """Return the sections, each with the role of the part that it starts in."""
    done: list[Section] = []
    at = 0
    for section in sections:
        while at + 1 < len(parts) and parts[at].end <= section.start:
            at += 1
        done.append(replace(section, part=parts[at].role) if parts else section)
    return tuple(done)
