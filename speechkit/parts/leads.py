"""What the clause that announces a list says for its items: 取得了明显成效：一是…"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from speechkit.model import Paragraph, Section, Unit
from speechkit.parts.nesting import chain
from speechkit.parts.partrules import part_rules, said
from speechkit.parts.roles import Row, Weights

_PLAIN_LEAD = re.compile("(?:表现|体现|反映)在|以下.{0,4}[点方个]|^[主具].{0,2}是$")  # it says only that a list follows


def add_leads(
    rows: Iterable[Row],
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    outer: Sequence[int | None],
    units: Sequence[Unit],
) -> Iterator[Row]:
    """What announces a list speaks for all its items; for the last, up to its paragraph's end."""
    holders = _holders(sections, units)
    before = _items_before(sections)
    followed = set(before)
    says: list[Weights] = []
    for section, holder, item in zip(sections, holders, before, strict=True):
        if item is not None:
            says.append(says[item])
        else:
            says.append(said(part_rules().leads, _lead(section, units, holder, paragraphs))[:1])
    under: int | None = None
    heard: list[tuple[int, int, float]] = []  # the section that a lead announces, a part and what it says for it
    for row, unit in zip(rows, units, strict=True):
        if unit.section != under:
            under = unit.section
            heard = [
                (number, role, weight if number == under else 0.5 * weight)
                for number in chain(outer, under)
                for role, weight in says[number]
            ]
        for number, role, weight in heard:
            if number in followed or unit.paragraph <= units[holders[number]].paragraph:
                row[role] += weight
        yield row


def _items_before(sections: Sequence[Section]) -> list[int | None]:
    """For each section, the number of the item before it in the list that it is in; None for the first of a list."""
    found: list[int | None] = []
    beside: dict[str | None, int] = {}  # the last item at each place
    for number, section in enumerate(sections):
        before = beside.get(section.parent)
        goes_on = before is not None and section.ordinal != 1 and section.level == sections[before].level
        found.append(before if goes_on else None)
        beside[section.parent] = number
    return found


def _holders(sections: Sequence[Section], units: Sequence[Unit]) -> list[int]:
    """For each section, the number of the unit in which its enumerator stands."""
    holders: list[int] = []
    number = 0
    for section in sections:
        while number + 1 < len(units) and units[number].end <= section.start:
            number += 1
        holders.append(number)
    return holders


def _lead(section: Section, units: Sequence[Unit], holder: int, paragraphs: Sequence[Paragraph]) -> str:
    """The clause before the first item of a list, where it announces one: it stands right before the item."""
    unit = units[holder]
    if unit.opens is None and unit.start < section.start:  # 取得了明显成效：一是… in one sentence
        text = unit.text[: max(0, section.start - unit.start)]
    elif holder and not paragraphs[units[holder - 1].paragraph].meta and units[holder - 1].opens is None:
        text = units[holder - 1].text
    else:
        return ""
    text = text.rstrip("。：；，")
    last = text.rsplit("，", 1)[-1]
    return text if _PLAIN_LEAD.search(last) else last
