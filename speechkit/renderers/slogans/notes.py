"""What is said beside a set phrase: its members, its frame, what it is a variant of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

import msgspec

from speechkit.model import Slogan
from speechkit.renderers.view import one_line


class Members(msgspec.Struct, frozen=True):
    """A formula's members that the speech spells out, in its order, and those that it leaves out, in the glossary's.

    ``reordered``: those spelled out stand in another order than the glossary's.
    """

    present: tuple[str, ...]
    missing: tuple[str, ...]
    reordered: bool


def members_of(slogan: Slogan) -> Members | None:
    """The members by the names that the glossary has for them; None where it names none."""
    if slogan.members is None:
        return None
    # What all members end with may stand behind the last of them only: 政治、大局、核心、看齐意识.
    tail = _common_end(slogan.members)
    places = {plain(member[: len(member) - tail]): at for at, member in enumerate(slogan.members)}
    places |= {plain(member): at for at, member in enumerate(slogan.members)}
    spoken = [places.get(plain(span.text)) for span in slogan.members_present or ()]
    order = [at for at in spoken if at is not None]
    return Members(
        tuple(slogan.members[at] for at in order),
        tuple(member for at, member in enumerate(slogan.members) if at not in order),
        order != sorted(order),
    )


def note_of(slogan: Slogan) -> str:
    """One line in Chinese on what a reader wants to know beside the phrase; empty where there is nothing to say."""
    return "；".join(_notes(slogan))


def _notes(slogan: Slogan) -> Iterator[str]:
    if slogan.variant_of:
        yield f"近似：{one_line(slogan.variant_of)}"
    if slogan.name and plain(slogan.name) != plain(slogan.text):
        yield f"即：{one_line(slogan.name)}"
    if members := members_of(slogan):
        if not members.present:
            yield "成员未列"
        else:
            yield f"缺：{listed(members.missing)}" if members.missing else "成员齐全"
        if members.reordered:
            yield "顺序不同"
    if slogan.frame:
        yield f"句式：{one_line(slogan.frame)}"


def listed(names: Sequence[str]) -> str:
    """The names on one line, between them 、 or, where one of them has a 、 itself, a stroke."""
    return (" / " if any("、" in name for name in names) else "、").join(map(one_line, names))


def _common_end(members: Sequence[str]) -> int:
    """How many characters all members end with; 0 for a single one."""
    if len(members) < 2:
        return 0
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*(reversed(each) for each in members), strict=False))
    return sum(1 for _ in alike)


def numbered(lines: Iterable[int]) -> str:
    """Line numbers as a list that can be wrapped."""
    return ", ".join(map(str, lines))


def plain(text: str) -> str:
    """What two ways to write one phrase have in common: its characters without punctuation and spaces."""
    return "".join(filter(str.isalnum, text))
