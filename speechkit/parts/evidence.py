"""What each unit and its surroundings say for each part, in logits."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from speechkit.model import Mood, Paragraph, Role, Section, Span, Unit
from speechkit.moods import weights as mood_weights
from speechkit.parts.path import (
    CLOSING,
    CONTEXT,
    META,
    OPENING,
    PROBLEMS,
    REQUIREMENTS,
    REVIEW,
    ROLES,
    SALUTATION,
)
from speechkit.rules import Examples, compiled, load_rules

_ENDED = re.compile("[。！？；][”’]*$")
_PLAIN_LEAD = re.compile("(?:表现|体现|反映)在|以下.{0,4}[点方个]|^[主具].{0,2}是$")  # it says only that a list follows
_NUMBER = {role: number for number, role in enumerate(ROLES)}
_MOST = (9.0, 9.0, 3.5, 3.6, 3.5, 2.2, 2.2, 4.0)  # what the cues of one unit can say for a part at most
_BASE = (-0.5, -6.0, -0.2, 0.0, -0.2, 0.0, 0.0, -0.6)  # what a unit without any cue says for each part
_DEMAND = 0.55  # how much a demand says for requirements, beside what other cues say for their parts
_LEAST_DEMAND, _MOST_DEMAND = -2.5, 3.5
_LENGTH = 70  # a longer unit counts no more than one of this many characters
_STRETCH = 20  # units of a paragraph that are heard together; of longer ones, those around the unit
_AROUND = 4
_HEARD = (OPENING, REVIEW, PROBLEMS, CONTEXT, REQUIREMENTS, CLOSING)  # the parts that a stretch speaks for
_OPENERS = frozenset({"today", "gather", "purpose", "just-heard", "my-points", "thanks", "on-behalf"})
_OPENING = 8  # units that an opening takes
_PRELIMINARIES = 40  # units that may stand before the first section
_LEAD_IN = 30  # units within which a report of a speech comes to its words


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern and what it says for each part."""

    id: str
    pattern: str
    weights: dict[Role, float]
    source: str
    examples: Examples


class PartRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/parts.yaml."""

    outer: float
    titles: tuple[Rule, ...]
    leads: tuple[Rule, ...]
    places: dict[str, dict[Role, float]]
    asked: dict[str, float]


@cache
def part_rules() -> PartRules:
    """The rules of data/parts.yaml, read once."""
    return load_rules("parts", PartRules)


def evidence_of(
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    units: Sequence[Unit],
    moods: Sequence[Mood],
    title: Span | None,
) -> list[array[float]]:
    """For every unit, what speaks for each part, in the order of ``path.ROLES``."""
    rows: list[array[float]] = []
    for _, rows in evidence_by_source(paragraphs, sections, units, moods, title):  # noqa: B007 (the last are wanted)
        pass
    return rows


def evidence_by_source(
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    units: Sequence[Unit],
    moods: Sequence[Mood],
    title: Span | None,
) -> Iterator[tuple[str, list[array[float]]]]:
    """The evidence as it grows: the name of what was added last, and the rows so far, which later steps change."""
    demands = [mood.demand for mood in moods]
    own = [_own(mood) for mood in moods]
    yield "words", own
    lengths = [max(1, min(len(unit.text), _LENGTH)) for unit in units]
    rows: list[array[float]] = []
    before: range | None = None
    heard: list[float] = []
    for number, stretch in enumerate(_stretches(units)):
        if stretch is not before:
            before, heard = stretch, _heard(own, demands, lengths, stretch)
        rows.append(_together(own[number], heard))
    del own
    yield "paragraph", rows
    _add_titles(rows, sections, units)
    yield "titles", rows
    _add_leads(rows, paragraphs, sections, units)
    yield "lead", rows
    _add_headings(rows, sections, units, moods)
    yield "heading", rows
    _add_places(rows, paragraphs, sections, units, moods, title)
    yield "place", rows
    _add_press(rows, units, moods)
    yield "report", rows


def _own(mood: Mood) -> array[float]:
    row = list(_BASE)
    weights = _weights()
    for cue in mood.cues:
        for role, weight in weights[cue]:
            row[role] += weight
    if mood.demand > 1:  # a demand may give its reasons: 要充分认识到，…是…的重要举措
        row[CONTEXT] = min(row[CONTEXT], 0.6)
    row[REQUIREMENTS] = _DEMAND * max(_LEAST_DEMAND, min(_MOST_DEMAND, mood.demand))
    return array("d", map(min, row, _MOST))


@cache
def _weights() -> dict[str, list[tuple[int, float]]]:
    return {cue: [(_NUMBER[role], weight) for role, weight in said.items()] for cue, said in mood_weights().items()}


def _stretches(units: Sequence[Unit]) -> list[range]:
    """For each unit, the units that are heard with it: its paragraph; in a long one, its point, or its neighbours."""
    stretches: list[range] = []
    start = 0
    while start < len(units):
        stop = start + 1
        while stop < len(units) and units[stop].paragraph == units[start].paragraph:
            stop += 1
        if stop - start <= _STRETCH:
            stretches += [range(start, stop)] * (stop - start)
        else:
            for number in range(start, stop):
                first = number
                while first > max(start, number - _AROUND) and units[first].opens is None:
                    first -= 1
                last = number + 1
                while last < min(stop, number + _AROUND + 1) and units[last].opens is None:
                    last += 1
                stretches.append(range(first, last))
        start = stop
    return stretches


def _heard(
    own: Sequence[Sequence[float]], demands: Sequence[float], lengths: Sequence[int], stretch: range
) -> list[float]:
    """What a stretch says for each part: the mean of its units, and how much of it asks for something."""
    size = sum(lengths[number] for number in stretch)
    shares = [lengths[number] / size for number in stretch]
    row = [sum(own[number][role] * share for number, share in zip(stretch, shares, strict=True)) for role in _HEARD]
    asked = sum(share for number, share in zip(stretch, shares, strict=True) if demands[number] > 0)
    if len(stretch) >= 3:
        lean = _asked("none" if asked == 0 else "few" if asked < 0.12 else "some" if asked < 0.3 else "many")
        lean += _asked("topic") * (demands[stretch[0]] > 0.5) + _asked("end") * (demands[stretch[-1]] > 0.5)
    else:
        lean = _asked("short-none" if asked == 0 else "short-some")
    return [*row, lean]


def _together(own: array[float], heard: Sequence[float]) -> array[float]:
    """The unit's own evidence and its stretch's: a paragraph is there for one thing."""
    row = own[:]
    *means, lean = heard
    for role, mean in zip(_HEARD, means, strict=True):
        weight, share = (0.7, 0.5) if role == CLOSING else (0.4, 0.8)
        row[role] = weight * row[role] + share * mean
    for role in (REVIEW, PROBLEMS, CONTEXT):
        row[role] += lean / 2
    row[REQUIREMENTS] -= lean / 2
    return row


def _asked(share: str) -> float:
    return part_rules().asked[share]


def _add_titles(rows: list[array[float]], sections: Sequence[Section], units: Sequence[Unit]) -> None:
    chains = _chains(sections)
    rules = part_rules()
    says = [_says(rules.titles, section.title[:60]) for section in sections]
    for row, unit in zip(rows, units, strict=True):
        share = 1.0
        for number in chains[unit.section] if unit.section is not None else ():
            for role, weight in says[number]:
                row[role] += share * weight
            share = rules.outer


def _chains(sections: Sequence[Section]) -> list[list[int]]:
    """For each section, its own number and those of the sections around it, the nearest first."""
    numbers = {section.id: number for number, section in enumerate(sections)}
    chains: list[list[int]] = []
    for number, section in enumerate(sections):
        outer = chains[numbers[section.parent]] if section.parent else []
        chains.append([number, *outer])
    return chains


def _says(rules: Sequence[Rule], text: str) -> list[tuple[int, float]]:
    return [
        (_NUMBER[role], weight)
        for rule in rules
        if compiled(rule.pattern).search(text)
        for role, weight in rule.weights.items()
    ]


def _add_leads(
    rows: list[array[float]], paragraphs: Sequence[Paragraph], sections: Sequence[Section], units: Sequence[Unit]
) -> None:
    """What announces a list speaks for its items: 取得了明显成效：一是…; for the last, up to its paragraph's end."""
    holders = _holders(sections, units)
    says: list[list[tuple[int, float]]] = []
    beside: dict[str | None, int] = {}  # the last item at each place
    for number, section in enumerate(sections):
        before = beside.get(section.parent)
        if before is not None and _goes_on(sections[before], section):
            says.append(says[before])
        else:
            says.append(_says(part_rules().leads, _lead(section, units, holders[number], paragraphs))[:1])
        beside[section.parent] = number
    followed = _followed(sections)
    chains = _chains(sections)
    for unit, row in zip(units, rows, strict=True):
        share = 1.0
        for number in chains[unit.section] if unit.section is not None else ():
            if followed[number] or unit.paragraph <= units[holders[number]].paragraph:
                for role, weight in says[number]:
                    row[role] += share * weight
            share = 0.5


def _goes_on(before: Section, section: Section) -> bool:
    """Whether ``section`` is the next item of the list that ``before`` is in, and not the first of another."""
    return section.ordinal != 1 and section.level == before.level


def _followed(sections: Sequence[Section]) -> list[bool]:
    """For each section, whether another item of its list follows."""
    followed = [False] * len(sections)
    beside: dict[str | None, int] = {}
    for number, section in enumerate(sections):
        before = beside.get(section.parent)
        if before is not None and _goes_on(sections[before], section):
            followed[before] = True
        beside[section.parent] = number
    return followed


def _add_headings(
    rows: list[array[float]], sections: Sequence[Section], units: Sequence[Unit], moods: Sequence[Mood]
) -> None:
    """A heading that begins with a verb asks for something, whatever follows it: 一、提高认识，…"""
    for row, unit, mood in zip(rows, units, moods, strict=True):
        if unit.opens is not None and not _ENDED.search(unit.text) and mood.cues & {"verb-first", "yao-first", "must"}:
            row[REQUIREMENTS] += 4.0


def _add_press(rows: list[array[float]], units: Sequence[Unit], moods: Sequence[Mood]) -> None:
    """In a report of a speech, what stands before its first words and after its last is the reporter's."""
    opening = moods[:_LEAD_IN]
    if not any("press-lead" in mood.cues or "reporter" in mood.cues for mood in opening):
        return
    told = [number for number, mood in enumerate(moods) if "reports-words" in mood.cues]
    if len(told) < 2 or told[0] >= _LEAD_IN or any("address" in mood.cues for mood in opening):
        return
    first = units[told[0]].paragraph
    tail = next((n for n, mood in enumerate(moods) if n > told[-1] and mood.cues & {"reporter", "wire"}), len(units))
    for number, (row, unit) in enumerate(zip(rows, units, strict=True)):
        row[OPENING] -= 2.0
        if unit.paragraph < first or (number >= tail and unit.paragraph >= units[tail].paragraph):
            row[META] += 4.0


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


def _add_places(
    rows: list[array[float]],
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    units: Sequence[Unit],
    moods: Sequence[Mood],
    title: Span | None,
) -> None:
    """What the place of a unit says: before the salutation, before the first section, in the last paragraph."""
    prose = [
        number
        for number, unit in enumerate(units)
        if not paragraphs[unit.paragraph].meta
        and _ENDED.search(unit.text)
        and not moods[number].cues & {"address", "greeting", "wire", "site"}
    ]
    first, last = (units[prose[0]].paragraph, units[prose[-1]].paragraph) if prose else (-1, -1)
    opens = any(moods[number].cues & _OPENERS for number in prose[:6])
    greeted = next((n for n, row in enumerate(rows[:24]) if row[SALUTATION] > 0), None)
    opened = next((n for n, unit in enumerate(units) if unit.section is not None), len(units))
    after = _after_list(sections, units)
    long = last - first >= 3
    places = _places()

    def add(row: array[float], place: str) -> None:
        for role, weight in places[place]:
            row[role] += weight

    for number, (row, unit) in enumerate(zip(rows, units, strict=True)):
        if paragraphs[unit.paragraph].meta:
            add(row, "set-aside")
            continue
        if (
            row[SALUTATION] > 0
            and greeted is not None
            and number > greeted
            and not _fills(paragraphs[unit.paragraph], unit)
        ):
            row[SALUTATION] = _BASE[SALUTATION]  # 各位代表！今年…: addressed in passing
        if title and unit.start < title.end and title.start < unit.end:
            add(row, "title")
        if greeted is not None and number < greeted:
            add(row, "before-greeting")
        starts = opens and unit.paragraph == first and number <= prose[0] + _OPENING
        starts = starts and (number < opened or opened <= prose[0])
        if number >= opened and not starts:
            add(row, "in-sections")
        elif number <= _PRELIMINARIES:
            add(row, "before-sections")
        if starts:
            add(row, "first-paragraph")
        elif opens and number <= prose[0] + _OPENING:
            add(row, "early")
        if unit.paragraph == last and (long or number in prose[-2:]):
            add(row, "last-paragraph")
        elif prose and unit.paragraph > last:
            add(row, "after-last")
        if after is not None and unit.paragraph >= after:
            add(row, "after-list")
        add(row, "late" if number > 0.6 * len(units) else "not-late")


def _fills(paragraph: Paragraph, unit: Unit) -> bool:
    return unit.start <= paragraph.start and unit.end >= paragraph.end


def _after_list(sections: Sequence[Section], units: Sequence[Unit]) -> int | None:
    """The number of the paragraph after a list whose items fill a paragraph each; None where there is no such list."""
    top = [section for section in sections if section.level == 1]
    if len(top) < 3 or len(sections) != len(top):
        return None
    held: dict[int, set[int]] = {}
    for unit in units:
        if unit.section is not None:
            held.setdefault(unit.section, set()).add(unit.paragraph)
    *before, last = (held[number] for number in sorted(held))
    return min(last) + 1 if all(len(each) == 1 for each in before) else None


@cache
def _places() -> dict[str, list[tuple[int, float]]]:
    return {place: [(_NUMBER[r], w) for r, w in weights.items()] for place, weights in part_rules().places.items()}
