"""What is to be done: the verbs of a task with what they act on, and the numbers that it must reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from speechkit.extract.taskrules import any_of, task_rules
from speechkit.model import Action

__all__ = ["actions_of", "targets_of"]

_LONGEST = 30  # code points of an object that are kept; the task's own text holds the rest

_VALUE = "[0-9０-９][0-9０-９.,]*"
_UNIT = (
    "(?:%|％|‰|个?百分点|[万亿]*(?:元|美元|人次|人|名|户|套|家|个|项|件|亩|吨|斤|公斤|公里|千米|平方米|平方公里|千瓦时?|处|所|"
    "条|座|台|架|辆|倍|成|度|张|场|批|门|种|支))"
)
_DIRECTION = (
    "(?:不低于|不少于|不超过|不高于|高于|低于|超过|力争|达到?|增长|下降|提高|增加|减少|降低|压减|控制在|保持在|稳定在|新增|"
    "新建|建成|完成|改造|培育|突破|安排|投入|建设)"
)


def actions_of(text: str, *, start: int = 0) -> tuple[Action, ...]:
    """Every verb with its object, clause by clause, from ``start`` on: 认真梳理和吸纳，…进行修改完善，尽快印发实施."""
    return tuple(_actions(text, start))


def _actions(text: str, start: int) -> Iterator[Action]:
    for clause in re.finditer("[^，；：。！]+", text[start:]):
        words = clause[0].strip("“”")
        found = _on().match(words)
        if found:
            yield Action(found["verb"], found["on"][:_LONGEST])
            continue
        found = _verb().match(words)
        if found:
            yield Action(found["verb"], words[found.end() :].strip("“”")[:_LONGEST])


@cache
def _lead() -> str:
    rules = task_rules()
    words = any_of(" ".join(word for word in (rules.adverbs + " " + rules.modals).split() if word not in "对在从以按把"))
    return f"(?:.{{0,24}}?{any_of(rules.modals)}|{words})?(?:{words})*(?:就是|并|再|要)?(?:{words})*"


@cache
def _verb() -> re.Pattern[str]:
    verbs = any_of(" ".join(verb for verb in task_rules().verbs.split() if verb not in ("把", "将", "让", "使")))
    return re.compile(f"{_lead()}(?P<verb>{verbs}(?:[和与、并]?{verbs})*)")


@cache
def _on() -> re.Pattern[str]:
    """对X进行V: what is acted on stands before the verb."""
    return re.compile(f"{_lead()}(?:对|就)(?P<on>[^，]{{1,40}}?)(?:进行|加以|予以|开展|实施)(?P<verb>[^，]{{2,8}})$")


def targets_of(text: str) -> list[tuple[int, int]]:
    """Where the numbers with their direction and unit stand: 增长6%左右, 不低于95%, 新增就业1200万人以上."""
    return [found.span() for found in _target().finditer(text)]


@cache
def _target() -> re.Pattern[str]:
    directed = f"{_DIRECTION}[^，。；：、（）“”0-9０-９]{{0,8}}{_VALUE} ?{_UNIT}(?:左右|以上|以下|以内)?"
    bounded = f"{_VALUE} ?{_UNIT}(?:左右|以上|以下|以内)"
    return re.compile(f"{directed}|{bounded}")
