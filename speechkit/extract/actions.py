"""What is to be done: the verbs of a task with what they act on, and the numbers that it must reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechkit.model import Action
from speechkit.words import WordList, words

__all__ = ["actions_of", "targets_of"]

_CLAUSE = re.compile("[^，；：。！？（）]+")
_NO_VERB = "以按据把在对从向与为有是围通经由就"  # begins a phrase, not a verb
_WORD = 2  # code points of most verbs
_SHORTEST = 3  # code points of a verb with its object
_LONGEST = 40  # code points of an object that are kept; the task's own text holds the rest
_BEFORE_MODAL = 24  # code points of a clause within which a modal says that its verb comes after it
_ON = re.compile("(?:对|就)(?P<on>.{1,40}?)(?:进行|加以|予以|开展|实施)(?P<verb>.{2,8})$")
_MODAL = re.compile(
    "(?<![重主需只首必想])要(?![求素点])|必须|应当|应该|务必|须|将(?![来近])|一定|希望[^，]{2,10}?(?=认真|努力|把)"
)
_LIGHT = ("加快", "加紧", "推动", "推进", "促进", "继续", "组织", "帮助", "协助")
_BA = re.compile(
    "(?:把|将)(?P<on>.{1,40}?)(?P<verb>(?:作为|摆在|放在|摆到|纳入|转化为|落实到|贯穿到?|落到|融入|列入|统一到|抓好|抓实|抓紧|扛起来|用在).*)$"
)
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
        for clause in _predicates(found[0]):
            at, told = _verb_of(clause)
            if acted := _ON.match(clause, at) or _BA.match(clause, at):
                yield Action(acted["verb"], _cut(acted["on"]))
            elif end := _verbs(clause, at):
                yield Action(clause[at:end], _cut(clause[end:]))
            elif (
                told and len(clause) >= at + _WORD and clause[at] not in _NO_VERB
            ):  # a verb that no list has, after its modal
                yield Action(clause[at : at + _WORD], _cut(clause[at + _WORD :]))


def _predicates(clause: str) -> Iterator[str]:
    """The verbs with their objects that stand side by side in a clause: 弘扬光荣传统、赓续红色血脉."""
    start = 0
    for place in (found.start() for found in re.finditer("、", clause)):
        verb = words().verbs.at(clause, place + 1) > 1 or clause.startswith("把", place + 1)
        if verb and place > start + _SHORTEST and _verbs(clause, _verb_of(clause)[0]) < place:
            yield clause[start:place]
            start = place + 1
    yield clause[start:]


def _verb_of(clause: str) -> tuple[int, bool]:
    """Where the verb of a clause can stand, after words of manner: at its start, else after its modal (then true)."""
    lists = words()
    at = lists.manner.skip(clause, 0)
    if not lists.verbs.at(clause, at) and (modal := _MODAL.search(clause, 0, _BEFORE_MODAL)):
        return lists.manner.skip(clause, modal.end()), True
    return at, False


def _verbs(clause: str, at: int) -> int:
    """Where the verbs end that stand at ``at`` side by side (梳理和吸纳, 加快推进); 0 where there is none."""
    lists = words()
    end = at + lists.verbs.at(clause, at)
    if end == at:
        return 0
    follows = lists.verbs.at(clause, end)
    if clause[at:end] in _LIGHT or end + follows == len(clause):  # 加快推进…, 印发实施
        end += follows
    while joined := _JOINING.at(clause, end):
        verb = lists.manner.skip(clause, end + joined)
        if not (length := lists.verbs.at(clause, verb)):
            break
        end = verb + length
    return end


def _cut(words: str) -> str:
    """An object, without the quotation marks around it and no longer than what can be read at a glance."""
    words = "" if words.startswith("、") else words.removeprefix("好").removeprefix("的")
    if words.startswith("“") and words.find("”") == len(words) - 1:
        words = words[1:-1]
    if len(words) <= _LONGEST:
        return words
    head = words[:_LONGEST]
    return head[: head.rfind("、")] if "、" in head[_LONGEST // 2 :] else head


def targets_of(text: str) -> list[tuple[int, int]]:
    """Where the numbers with their direction and unit stand: 增长6%左右, 不低于95%, 新增就业1200万人以上."""
    return [found.span() for found in _TARGET.finditer(text)]
