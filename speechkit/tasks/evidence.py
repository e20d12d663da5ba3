"""What tells that a unit is a task beside the rules: how it begins and ends, its verb, its part, what stands around it.

Each piece of evidence is named in words, which ``speechkit explain`` prints; ``training/tasks.py`` fits a weight to
each name. The names, and the steps at which shares and lengths change theirs, are part of the weights' format.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from speechkit.chars import ended
from speechkit.lexicon import lexicon
from speechkit.model import Role, Structure, Unit
from speechkit.tasks.rules import task_rules

__all__ = ["Look", "evidence_of"]

RULES = "what the rules say"  # the evidence that counts as often as their sum, in logits
LENGTHS = (4, 8, 14, 24, 40, 70, 120)  # code points of a unit
COMMAS = (0, 1, 2, 4, 8)
PLACES = (0, 2, 4, 6)  # code points before a verb
SHARES = (0.01, 0.2, 0.4, 0.6, 0.8, 0.99)  # of tasks, by the rules
BEGINNING = 12  # code points of a unit that are looked at in pairs
FIGURES = frozenset({"figure", "reaches"})  # cues that a heading makes an aim or an achievement
VERB_WITHIN = 8  # code points of a unit in which its first verb is looked for

_DIGITS = re.compile("[0-9０-９.]+")
_END_MARKS = "。；！？”：，"
_STOPS = "，。；：、"


class Look(msgspec.Struct, frozen=True):
    """What the rules say of a unit: their sum in logits, the rule that keeps it out, the id of its kind of task.

    ``open``: the sum is near zero, and no rule decides that never errs. ``said``: it is a sentence of the speech.
    """

    score: float
    kept_out: str | None
    kind: str
    open: bool
    said: bool

    @property
    def task(self) -> bool:
        """Whether it is a task by the rules alone."""
        return self.score > 0 and self.kept_out is None


def evidence_of(
    structure: Structure, roles: Sequence[Role], looks: Sequence[Look]
) -> Iterator[tuple[int, float, set[str]]]:
    """Yield every unit that the rules leave in doubt: its number, the rules' sum in logits, the names of its evidence.

    The sum is evidence too, by the name ``RULES``. ``roles`` and ``looks`` have an item for each unit.
    """
    units, cues = structure.units, structure.cues
    asked = [look.task for look in looks]
    said = [0, *accumulate(look.said for look in looks)]  # how many of the units before, and how many tasks
    tasks = [0, *accumulate(asked)]
    lists = _lists_of(structure)
    size_of = Counter(key for number, key in lists.items() if looks[number].said)
    tasks_of = Counter(key for number, key in lists.items() if asked[number])
    bounds, aims = _paragraph_bounds(units), _under_aims(structure)
    for number, (unit, role, look) in enumerate(zip(units, roles, looks, strict=True)):
        if not look.open:
            continue
        own = cues[number].ids
        side = role if role == "requirements" else "another part"
        names = _of_words(unit.text)
        names += [f"part: {role}", f"rules: {'a task' if look.task else 'none'}", f"kind: {look.kind}"]
        names += [f"kept out: {look.kept_out}"] if look.kept_out else []
        for cue in own:
            names += [f"cue: {cue}", f"cue: {cue}, in {side}"]
        if unit.section is not None and aims[unit.section]:
            names += [
                f"heading: of aims, kind: {look.kind}",
                *(f"heading: of aims, cue: {cue}" for cue in own & FIGURES),
            ]
        for away in (-1, 1):
            beside = number + away
            if not 0 <= beside < len(units):
                continue
            near = "here" if units[beside].paragraph == unit.paragraph else "next"
            names += [f"{away:+d} {near}: {'a task' if asked[beside] else 'none'}", f"{away:+d}: {roles[beside]}"]
            names += [f"{away:+d} {near}: {cue}" for cue in cues[beside].ids]
        first, last = bounds[number]
        if (count := said[last] - said[first] - look.said) > 0:
            share = (tasks[last] - tasks[first] - asked[number]) / count
            names.append(f"tasks in its paragraph: {_step(share, SHARES)}")
        if unit.opens is not None:
            series = structure.sections[unit.opens].series
            names.append(f"opens: {series}, {'a sentence' if ended(unit.text) else 'a line'}")
            key = lists[number]
            if (count := size_of[key] - look.said) > 0:
                names.append(f"tasks in its list: {_step((tasks_of[key] - asked[number]) / count, SHARES)}")
        yield number, look.score, set(names)


def _of_words(text: str) -> list[str]:
    """What the words of a unit tell: how it begins and ends, its first verb, its length."""
    plain = _DIGITS.sub("0", text)
    core = plain.rstrip(_END_MARKS)
    early = [f"early: {plain[at : at + 2]}" for at in range(min(len(plain), BEGINNING) - 1)]
    place, verb = _verb(text)
    return [
        f"begins: {plain[:1]}",
        f"begins: {plain[:2]}",
        f"begins: {plain[:3]}",
        f"ends: {core[-1:]}",
        f"ends: {core[-2:]}",
        f"mark: {text[-1:]}",
        *early,
        *((f"verb after: {_step(place, PLACES)}", f"verb: {verb}") if verb else ("no verb near its beginning",)),
        f"length: {_step(len(text), LENGTHS)}",
        f"commas: {_step(text.count('，'), COMMAS)}",
    ]


def _verb(text: str) -> tuple[int, str]:
    """Where the first verb of arrangements stands near the beginning, after words of manner, and which it is."""
    lists = lexicon()
    start = lists.manner.skip(text, 0)
    if length := lists.verbs.at(text, start):
        return 0, text[start : start + length]
    for at in range(min(VERB_WITHIN, len(text))):
        if text[at] in _STOPS:
            break
        if (length := lists.verbs.at(text, at)) > 1:
            return at, text[at : at + length]
    return 0, ""


def _step(value: float, steps: Sequence[float]) -> str:
    """The step that a value is on, as ``≤`` its upper bound, or ``>`` the last."""
    at = bisect_left(steps, value)
    return f"≤ {steps[at]}" if at < len(steps) else f"> {steps[-1]}"


def _paragraph_bounds(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """For each unit, the numbers of the first unit of its paragraph and of the one after the last."""
    bounds: list[tuple[int, int]] = []
    first = 0
    for number in range(1, len(units) + 1):
        if number == len(units) or units[number].paragraph != units[first].paragraph:
            bounds += [(first, number)] * (number - first)
            first = number
    return bounds


def _under_aims(structure: Structure) -> list[bool]:
    """For each section, whether its heading, that of one around it or the title names aims, tasks or plans."""
    of_aims, title = task_rules().of_aims, structure.title
    plan = title is not None and of_aims.found_in(title.text) is not None
    found: dict[str, bool] = {}
    for section in structure.sections:
        around = found[section.parent] if section.parent else plan
        found[section.id] = around or of_aims.found_in(section.title) is not None
    return list(found.values())


def _lists_of(structure: Structure) -> dict[int, tuple[str | None, int]]:
    """For each unit that opens a point, which list the point is of: the section around it and its level."""
    found: dict[int, tuple[str | None, int]] = {}
    for number, unit in enumerate(structure.units):
        if unit.opens is not None:
            section = structure.sections[unit.opens]
            found[number] = (section.parent, section.level)
    return found
