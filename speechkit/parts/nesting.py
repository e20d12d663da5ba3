"""Which section stands in which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechkit.model import Section


def outer_of(sections: Sequence[Section]) -> list[int | None]:
    """For each section, the number of the one around it; None where there is none."""
    numbers = {section.id: number for number, section in enumerate(sections)}
    return [numbers[section.parent] if section.parent else None for section in sections]


def chain(outer: Sequence[int | None], number: int | None) -> Iterator[int]:
    """The number of a section and those of the sections around it, the nearest first; nothing for None."""
    while number is not None:
        yield number
        number = outer[number]
