"""What fits one page: the lines that a text takes, by its width, and what is left for those that come last."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

import msgspec

from speechkit.model import Deadline, Quote, Span
from speechkit.summary.records import ItemLine, QuoteLine, SloganCount, SloganKindCount, TargetLine
from speechkit.summary.rules import summary_rules

__all__ = ["HEADING", "Phrases", "fixed_cost", "item_cost", "items_within", "lines_of", "phrases_shown", "width_of"]

HEADING = 1.5  # lines that the heading of a block takes
_TABLE_HEAD = 1
_TARGETS_A_ROW = 2


def width_of(text: str) -> int:
    """Return how wide the text is, in Chinese characters; an ambiguous character (“) counts as a whole one."""
    narrow = sum(unicodedata.east_asian_width(character) not in "WFA" for character in text)
    return len(text) - narrow // 2


def lines_of(width: int, room: int) -> int:
    """Return the lines of ``room`` characters that a text of that width takes; one more than bare division may."""
    return -(-width // room) or 1


def item_cost(item: ItemLine) -> int:
    """Return the lines of the table's row: those of its longest cell."""
    rules = summary_rules().page
    when = item.deadline
    return max(
        lines_of(width_of(item.text.text) + 2, rules.task_width),
        lines_of(min(width_of(item.actor.text), rules.who_length) if item.actor else 1, rules.who_width),
        lines_of(width_of(when.text), rules.when_width) + bool(when.latest) if when else 1,
    )


def items_within(items: Sequence[ItemLine], room: float) -> tuple[ItemLine, ...]:
    """Return those of ``items``, the heaviest first, that fit ``room`` lines, in reading order."""
    kept: list[ItemLine] = []
    room -= HEADING + _TABLE_HEAD
    for item in items:
        room -= item_cost(item)
        if room < 0:
            break
        kept.append(item)
    return tuple(sorted(kept, key=lambda item: item.text.start))


class Phrases(msgspec.Struct, frozen=True):
    """Set phrases of one kind that the page shows: formulas that the glossary lacks or knows, or mottos."""

    kind: Literal["new", "known", "motto"]
    slogans: tuple[SloganCount, ...]


def phrases_shown(slogans: Sequence[SloganKindCount]) -> tuple[Phrases, ...]:
    """Return the set phrases that there is room for; chains and calls are in the record only."""
    rules = summary_rules().page
    formulas = [each for kind in slogans if kind.kind == "formula" for each in kind.slogans]
    groups = (
        Phrases("new", tuple(each for each in formulas if not each.name)[: rules.new_phrases]),
        Phrases("known", tuple(each for each in formulas if each.name)[: rules.known_phrases]),
        Phrases("motto", tuple(e for kind in slogans if kind.kind == "motto" for e in kind.slogans)[: rules.mottos]),
    )
    return tuple(group for group in groups if group.slogans)


def fixed_cost(
    title: str,
    head: Sequence[Quote | Span | Deadline | None],
    statements: Sequence[Sequence[QuoteLine]],
    targets: Sequence[TargetLine],
    slogans: Sequence[SloganKindCount],
) -> float:
    """Return the lines of all that is not chosen by what is left: head, statements, figures, phrases, the last line."""
    rules = summary_rules().page
    cost: float = 2 * lines_of(width_of(title), 26)  # the title is twice as high
    cost += lines_of(sum(width_of(each.text) + 6 for each in head if each) + 12, rules.width)
    for block in statements:
        cost += HEADING * bool(block)
        cost += sum(lines_of(width_of(each.text) + 2, rules.width) for each in block)
    if targets:
        cost += HEADING + -(-len(targets) // _TARGETS_A_ROW)
    phrases = phrases_shown(slogans)
    cost += HEADING * bool(phrases)
    for group in phrases:
        cost += lines_of(sum(width_of(each.text) + 3 for each in group.slogans) + 8, rules.width)
    return cost + 1
