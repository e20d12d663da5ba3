"""What is to be done: the verbs of a task with what they act on, and the numbers that it must reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechkit.model import Action
from speechkit.words import WordList, words

__all__ = ["actions_of", "targets_of"]

_CLAUSE = re.compile("[^，；：。！？]+")
_LONGEST = 30  # code points of an object that are kept; the task's own text holds the rest
_BEFORE_MODAL = 24  # code points of a clause within which a modal says that its verb comes after it
_ON = re.compile("(?:对|就)(?P<on>.{1,40}?)(?:进行|加以|予以|开展|实施)(?P<verb>.{2,8})$")
_JOINING = WordList(("和", "与", "、", "并"))
_VALUE = "[0-9０-９][0-9０-９.,]*"
_UNIT = (
    "(?:%|％|‰|个?百分点|[万亿]*(?:元|美元|人次|人|名|户|套|家|个|项|件|亩|吨|斤|公斤|公里|千米|平方米|平方公里|千瓦时?|处|所|"
    "条|座|台|架|辆|倍|成|度|张|场|批|门|种|支))"
)
_DIRECTION = (
    "(?:不低于|不少于|不超过|不高于|高于|低于|超过|力争|达到?|增长|下降|提高|增加|减少|降低|压减|控制在|保持在|稳定在|新增|"
    "新建|建成|完成|改造|培育|突破|安排|投入|建设)"
)
_TARGET = re.compile(
    f"{_DIRECTION}[^，。；：、（）“”0-9０-９]{{0,8}}{_VALUE} ?{_UNIT}(?:左右|以上|以下|以内)?"
    f"|{_VALUE} ?{_UNIT}(?:左右|以上|以下|以内)"
)


def actions_of(text: str, *, start: int = 0) -> tuple[Action, ...]:
    """Every verb with its object, clause by clause, from ``start`` on: 认真梳理和吸纳，…进行修改完善，尽快印发实施."""
    return tuple(_actions(text, start))


def _actions(text: str, start: int) -> Iterator[Action]:
    for found in _CLAUSE.finditer(text, start):
        clause = found[0].strip("“”")
        at = _verb_of(clause)
        if acted := _ON.match(clause, at):
            yield Action(acted["verb"], acted["on"][:_LONGEST])
        elif end := _verbs(clause, at):
            yield Action(clause[at:end], clause[end:].strip("“”")[:_LONGEST])


def _verb_of(clause: str) -> int:
    """Where the verb of a clause can stand: after its modal, if it has one, and after words of manner."""
    lists = words()
    at = 0
    for place in range(min(len(clause), _BEFORE_MODAL)):
        if length := lists.modals.at(clause, place):
            at = place + length
            break
    return lists.manner.skip(clause, at)


def _verbs(clause: str, at: int) -> int:
    """Where the verbs end that stand at ``at`` one after the other (梳理和吸纳); 0 where there is none."""
    lists = words()
    end = 0
    while length := lists.verbs.at(clause, at):
        end = at + length
        at = end + _JOINING.at(clause, end)
    return end


def targets_of(text: str) -> list[tuple[int, int]]:
    """Where the numbers with their direction and unit stand: 增长6%左右, 不低于95%, 新增就业1200万人以上."""
    return [found.span() for found in _TARGET.finditer(text)]
