"""What is said beside a set phrase: its members, its frame, what it is a variant of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

import msgspec

from speechkit.chars import one_line
from speechkit.model import Slogan


class Members(msgspec.Struct, frozen=True):
    """The members of a formula: those that the speech has, in its order, and those it lacks, in the glossary's.

    ``reordered``: those that it has stand in another order than the glossary's.
    """

    present: tuple[str, ...]
    missing: tuple[str, ...]
    reordered: bool


def members_of(slogan: Slogan) -> Members | None:
    """Return the members by the glossary's names for them; None where it names none."""
    if slogan.members is None:
        return None
    # What all members end with may stand behind the last of them only: 政治、大局、核心、看齐意识.
    tail = _common_end(slogan.members)
    indices = {plain(member[: len(member) - tail]): at for at, member in enumerate(slogan.members)}
    indices |= {plain(member): at for at, member in enumerate(slogan.members)}
    spoken = [indices.get(plain(span.text)) for span in slogan.members_present or ()]
    order = [at for at in spoken if at is not None]
    return Members(
        tuple(slogan.members[at] for at in order),
        tuple(member for at, member in enumerate(slogan.members) if at not in order),
        order != sorted(order),
    )


def note_of(slogan: Slogan, say: Callable[[str], str] = str) -> str:
    """Return what a reader wants to know beside the phrase, said by ``say``, on one line; empty where it is nothing."""
    return say("；").join(_notes(slogan, say))


def _notes(slogan: Slogan, say: Callable[[str], str]) -> Iterator[str]:
    if slogan.variant_of:
        yield say("近似：") + one_line(slogan.variant_of)
    if slogan.name and plain(slogan.name) != plain(slogan.text):
        yield say("即：") + one_line(slogan.name)
    if members := members_of(slogan):
        if not members.present:
            yield say("成员未列")
        else:
            yield say("缺：") + listed(members.missing) if members.missing else say("成员齐全")
        if members.reordered:
            yield say("顺序不同")
    if slogan.frame:
        yield say("句式：") + one_line(slogan.frame)


def listed(names: Sequence[str]) -> str:
    """Return the names on one line, between them 、 or, where one of them has a 、 itself, a stroke."""
    return (" / " if any("、" in name for name in names) else "、").join(map(one_line, names))


def _common_end(members: Sequence[str]) -> int:
    """Return how many characters all members end with; 0 for a single one."""
    if len(members) < 2:
        return 0
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*(reversed(each) for each in members), strict=False))
    return sum(1 for _ in alike)


def plain(text: str) -> str:
    """Return the text without punctuation and spaces, which two ways to write one phrase have in common."""
    return "".join(filter(str.isalnum, text))
