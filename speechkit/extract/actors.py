"""Who must act: the words of a unit that name them.

A name stands at the start of a clause and ends with a word for someone who acts (党委, 部门; data/words.yaml); what
follows it says that it must, or what it does. Rules of address (请X, 希望X) and of charge (由X负责) go first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from speechkit.words import WordList, words

__all__ = ["Actors", "actors_of"]

_Place = tuple[int, int]
_CLAUSE = re.compile("[^，；：。！？]+")
# A name holds none of these; a few of them may stand inside it in a fixed word.
_NOT_IN_NAME = frozenset("，。：；？！“”《》是在把被对从让使给将要应须必以为")
_WHOLE = WordList(
    (
        "主要",
        "重要",
        "首要",
        "应急",
        "为民",
        "对口",
        "行为",
        "所在",
        "在校",
        "在座",
        "从业",
        "对岸",
        "国家级",
        "行使",
    )
)
_LINK_WORDS = ("特别是", "尤其是", "以及", "、", "和", "与", "及", "暨", "并")
_LINKS = WordList(_LINK_WORDS)
_OF = re.compile(
    "的(?=[^，。]{0,8}(?:单位|部门|同志|干部|党员|企业|高校|学校|地区|地方|人员|书记|同学|国家|公仆|机构|青年|儿女|团队|[局部处署院市县省区校]长))"
)
_BEFORE = WordList((
    "因此", "所以", "同时", "此外", "另外", "总之", "而", "但是", "但", "惟", "仍", "并", "最后", "首先是", "首先",
    "其中", "尤其是", "尤其", "特别是", "就是", "更", "也", "今后", "未来", "当前", "目前", "今年", "明年", "下一步",
    "会后", "现在", "下面", "在此", "凡是", "作为", "这一点", "这就", "为此", "对此", "今天", "来年",
))  # fmt: skip
_NOT_FIRST = WordList(
    (
        "若",
        "如",
        "可",
        "能",
        "或者",
        "或",
        "虽然",
        "尽管",
        "即使",
        "由于",
        "因为",
        "全部",
        "有",
        "没有",
        "于",
        "每",
        "当",
        "一旦",
        "现时",
    )
)
_LONGEST = 60  # code points of a name with all that it links
_BETWEEN, _BETWEEN_ADVERBS = 8, 14  # code points between a name and its modal; more where adverbs begin them
_WILL = re.compile("会(?![议上员谈场同见计长后前期否])")  # 教育局会加快脚步: only right after a name
_SAYS = re.compile("[^，。]{0,8}(?:呼吁|强调|重申|报告|说明|指出|表示|感谢|认识到|看到)")
_ASKING = re.compile(
    "(?:希望|期望|期许|盼望|(?<![提申邀])请(?![求教示])|呼吁|(?<=[^，；。的高格项条重本新等])要求|号召|勉励|寄语|需要|动员|倡议|期待)(?:我们的)?(?!的)"
)
_CHARGES = (
    re.compile(
        "(?:牵头|责任|主责|承办|主办|落实|负责)(?:单位|部门|领导|人)：(?P<lead>[^，。；：（）]+)"
        "(?:[；，。 ]*(?:配合|协办|协助|参与|参加|责任)(?:单位|部门)：(?P<others>[^，。；：（）]+))?"
    ),
    re.compile(
        "[（，。；](?:由)?(?P<lead>[^，。；：（）]{2,40}?)(?:牵头|负责)"
        "(?:[，；、](?P<others>[^，。；：（）]{2,40}?)(?:配合|参与|协助|参加))?[）。；]"
    ),
    re.compile("由(?P<lead>[^，。；：（）]{2,40}?)(?:牵头|负责|会同|组织|承担|统筹|具体)(?P<others>(?!))?"),
)
_TASK_IS = re.compile("(?:的|最[^，。]{1,4}的)[^，。]{0,4}(?:重点|任务|责任|目标|政策)(?:，)?(?:就?是|必须|要)")


class Actors(msgspec.Struct, frozen=True):
    """Where the name of who leads stands in the text, and those of who helps; ``rule`` is what found them."""

    lead: _Place | None
    others: tuple[_Place, ...] = ()
    rule: str = ""


def actors_of(text: str) -> Actors:
    """Who must act by the words of ``text``, a unit without its enumerator; nobody where it names nobody."""
    return _charged(text) or _asked(text) or _subject(text) or Actors(None)


def _charged(text: str) -> Actors | None:
    """责任单位：X；配合单位：Y、Z, （X牵头，Y配合）, 由X负责."""
    if "负责" in text or "牵头" in text or "单位" in text or "由" in text:
        for pattern in _CHARGES:
            if found := pattern.search(text):
                lead = _split(text, *found.span("lead"))
                others = _split(text, *found.span("others")) if found["others"] else []
                if lead:
                    return Actors(lead[0], (*lead[1:], *others), "charged")
    return None


def _split(text: str, start: int, end: int) -> list[_Place]:
    places: list[_Place] = []
    for found in re.finditer("[^、]+", text[start:end]):
        if word := found[0].strip():
            at = start + found.start() + found[0].index(word)
            places.append((at, at + len(word)))
    return places


def _asked(text: str) -> Actors | None:
    """希望X…, 请X…, 需要X…: X is who is asked."""
    for found in _ASKING.finditer(text):
        name = _pronoun(text, found.end()) or max(_ends(text, found.end()), default=0)
        if name and not text.startswith("的", name):
            return Actors((found.end(), name), (), "asked")
    return None


def _subject(text: str) -> Actors | None:
    """The subject of the first clause that has a modal; else one that stands before a bare verb, or is described."""
    names = [
        (start, end)
        for found in _CLAUSE.finditer(text)
        for start in (_lead_in(text, found.start()),)
        for end in _candidates(text, start)
    ]
    return next(
        (Actors(name, (), rule) for rule, follows in _FOLLOWS for name in names if follows(text, *name)),
        None,
    )


def _lead_in(text: str, start: int) -> int:
    """Where a clause goes on after 因此, 今年, 首先是 and the like."""
    return _BEFORE.skip(text, start)


def _candidates(text: str, start: int) -> list[int]:
    """Where a name that starts at ``start`` may end, the longest first; none where a verb stands there."""
    lists = words()
    pronoun = _pronoun(text, start)
    if _NOT_FIRST.at(text, start):
        return []
    if not pronoun:
        body = lists.manner.skip(text, start)
        verb = lists.verbs.at(text, body)
        if verb > 1 and not text.startswith(("部", "局", "处", "厅", "委", "组", "办", "者", "院"), body + verb):
            return []
    plain = start + lists.pronouns.at(text, start)
    return sorted({*_ends(text, start), *((plain, pronoun) if pronoun else ())}, reverse=True)


def _pronoun(text: str, start: int) -> int:
    """The end of a pronoun, with the name that may follow it (我们各级干部); 0 where there is none."""
    length = words().pronouns.at(text, start)
    if not length or text.startswith(("们", "国", "的"), start + length):
        return 0
    return max((end for end in _ends(text, start + length) if end - start - length <= 44), default=start + length)


def _ends(text: str, start: int) -> Iterator[int]:
    """Every place at which what starts at ``start`` is a name, or a chain of names."""
    lists = words()
    at = start
    if _LINKS.at(text, start):
        return
    ended = False  # a name has just ended: only now may a link follow
    while at < len(text) and at - start < _LONGEST:
        if whole := _WHOLE.at(text, at):
            at += whole
            ended = False
        elif ended and (link := _LINKS.at(text, at)):
            at += link
            ended = False
            continue
        elif text[at] == "（":
            close = text.find("）", at)
            if close < 0 or close - at > 15:
                return
            at = close + 1
        elif text[at] == "的":
            if at == start or not _OF.match(text, at):
                return
            at += 1
            ended = False
            continue
        elif text[at] in _NOT_IN_NAME or text[at] in "、）":
            return
        else:
            at += 1
        if lists.heads.before(text, at, start) and text[at - 3 : at] != "一方面":
            ended = True
            yield at + text.startswith("们", at)
        elif at - start > 1 and lists.short_heads.before(text, at, start) and _short(text, at):
            ended = True
            yield at
        elif ended and text[at - 1] not in "）":
            ended = False


def _must(text: str, at: int) -> bool:
    """Whether a modal stands at ``at`` that makes the clause a demand."""
    length = words().modals.at(text, at)
    if not length or text.startswith(("求", "素", "点"), at + length):
        return False
    if text[at] == "应" and text.startswith(("对", "用", "急", "有", "付"), at + 1):
        return False
    return not _SAYS.match(text, at + length)


def _reaches(text: str, at: int) -> bool:
    """Whether a modal stands at ``at``, or after adverbs from there on."""
    while not _must(text, at):
        length = words().adverbs.at(text, at)
        if not length:
            return False
        at += length
    return True


def _with_modal(text: str, start: int, end: int) -> bool:
    """X要…, X，要…, X同时也要…, X作为…，一定要…."""
    if text.startswith("，", end) and _reaches(text, end + 1):
        return True
    if _WILL.match(text, end):
        return True
    at = end
    limit = _BETWEEN_ADVERBS if words().adverbs.at(text, end) else _BETWEEN
    while at < len(text) and at - end <= limit and text[at] not in "，。；：是":
        if _must(text, at):
            return True
        at += 1
    if text.startswith(("作为", "身为", "无论", "除", "，已", "承担的", "负责的"), end):
        return _later(text, end + 1)
    return _TASK_IS.match(text, end) is not None


def _later(text: str, at: int) -> bool:
    """Whether a later clause, which names nobody itself, says what must be done."""
    if any(_must(text, n) for n in range(at, min(at + 50, len(text))) if text[n] in "要应须"):
        return True
    while (at := text.find("，", at) + 1) > 0:
        if _reaches(text, at):
            return True
    return False


def _short(text: str, end: int) -> bool:
    """Whether a name may end with one character here: 发改局要…, 发改局承担的…."""
    return _reaches(text, end) or text.startswith(("承担的", "负责的", *_LINK_WORDS), end)


def _as_pronoun(text: str, start: int, end: int) -> bool:
    """我们 and 大家 stay the subject of what follows: 我们有大批科学家，…，要狠抓…."""
    return text[start:end] in ("我们", "大家", "你们")


def _with_verb(text: str, start: int, end: int) -> bool:
    """各级党组织书记讲专题党课."""
    at = words().adverbs.skip(text, end)
    length = words().verbs.at(text, at)
    return (length > 1 or text.startswith(("讲", "做", "抓"), at)) and not text.startswith("的", at + length)


_DESCRIBED = re.compile(
    "(?:，|(?:是|直接|同属|高度|已|源自)[^。；]{1,60}，)(?:[^。；]*，)?(?:也|都|还|更|一定|本)?(?:要|应|必须|须|不能)"
)


def _described(text: str, start: int, end: int) -> bool:
    """作为党员，…必须…; 政府是市场规则的制定者，…，要…: described first, then told."""
    return _DESCRIBED.match(text, end) is not None


_FOLLOWS = (("subject", _with_modal), ("pronoun", _as_pronoun), ("does", _with_verb), ("described", _described))
