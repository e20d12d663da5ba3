"""Who must act: the words of a unit that name them (data/tasks.yaml)."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from speechkit.extract.taskrules import any_of, task_rules

__all__ = ["Actors", "actors_of"]

_PLACE = tuple[int, int]
# What a name may consist of: it holds no mark but 、 and （）, and none of the words that begin a phrase of their own.
_INNER = "(?:[主重首]要|[^，。：；？！“”《》、是在把被对从让使给将要应须必以为与和及的])"
_LINK = "(?:、|和|与|及|以及|暨|并|特别是|尤其是)"
_BEFORE = (
    "(?:因此|所以|同时|此外|另外|总之|而|但|但是|惟|仍|并|最后|首先是?|其中|尤其是?|特别是|就是|更|也|今后|未来|当前|目前|"
    "今年|明年|下一步|会后|现在|下面|在此|凡是|作为|这一点|这就|为此|对此)*"
)
_SPEAKS = "(?![^，。]{0,8}(?:呼吁|强调|重申|报告|说明|指出|表示|感谢|认识到|看到))"


class Actors(msgspec.Struct, frozen=True):
    """Where the name of who leads stands in the text, and those of who helps; ``rule`` is what found them."""

    lead: _PLACE | None
    others: tuple[_PLACE, ...] = ()
    rule: str = ""


def actors_of(text: str) -> Actors:
    """Who must act by the words of ``text``, a unit without its enumerator; nobody where it names nobody."""
    return _charged(text) or _asked(text) or _subject(text) or Actors(None)


def _charged(text: str) -> Actors | None:
    """责任单位：X；配合单位：Y、Z, （X牵头，Y配合）, 由X负责."""
    for pattern in _charges():
        found = pattern.search(text)
        if found:
            lead = _split(text, *found.span("lead"))
            others = _split(text, *found.span("others")) if found["others"] else []
            if lead:
                return Actors(lead[0], (*lead[1:], *others), "charged")
    return None


@cache
def _charges() -> tuple[re.Pattern[str], ...]:
    name = "[^，。；：（）]{2,40}?"
    labels = "(?:牵头|责任|主责|承办|主办|落实|负责)(?:单位|部门|领导|人)"
    helps = "(?:配合|协办|协助|参与|参加|责任)(?:单位|部门)"
    return (
        re.compile(f"{labels}：(?P<lead>[^，。；：（）]+)(?:[；，。 ]*{helps}：(?P<others>[^，。；：（）]+))?"),
        re.compile(f"[（，。；](?:由)?(?P<lead>{name})(?:牵头|负责)(?:[，；、](?P<others>{name})(?:配合|参与|协助|参加))?[）。；]"),
        re.compile(f"由(?P<lead>{name})(?:牵头|负责|会同|组织|承担|统筹|具体)(?P<others>(?!))?"),
    )


def _split(text: str, start: int, end: int) -> list[_PLACE]:
    places: list[_PLACE] = []
    for found in re.finditer("[^、]+", text[start:end]):
        word = found[0].strip()
        if word:
            at = start + found.start() + found[0].index(word)
            places.append((at, at + len(word)))
    return places


def _asked(text: str) -> Actors | None:
    """希望X…, 请X…, 需要X…: X is who is asked."""
    for found in _asking().finditer(text):
        return Actors(found.span("who"), (), "asked")
    return None


@cache
def _asking() -> re.Pattern[str]:
    rules = task_rules()
    return re.compile(
        "(?:希望|期望|期许|盼望|(?<![提申邀])请|呼吁|要求|号召|勉励|寄语|需要|动员|倡议|期待)"
        f"(?P<who>{_name()}|{any_of(rules.pronouns)}(?:{_INNER}{{0,10}}{any_of(rules.heads)})?)(?!的)"
    )


@cache
def _name() -> str:
    """A name, or a chain of names, each of which ends with one of the heads."""
    kinds = any_of("单位 部门 同志 干部 党员 企业 高校 学校 地区 地方 人员")
    one = f"(?:{_INNER}|的(?=[^，。]{{0,8}}{kinds})){{0,24}}{any_of(task_rules().heads)}(?:们|（[^）]{{1,14}}）)?"
    return f"{one}(?:{_LINK}{one}){{0,6}}"


def _subject(text: str) -> Actors | None:
    """X要…, X，要…, X作为…，一定要…, X＋verb: the subject at the start of a clause, a modal before a bare verb."""
    clauses = [found.span() for found in re.finditer("[^，；：。]+", text)]
    for pattern, rule in (
        (_with_modal(), "subject"),
        (_as_pronoun(), "pronoun"),
        (_with_verb(), "does"),
        (_described(), "described"),
    ):
        for start, _ in clauses:
            found = pattern.match(text, start)
            if found and not _verb_first().match(found["who"]):
                return Actors(found.span("who"), (), rule)
    return None


@cache
def _verb_first() -> re.Pattern[str]:
    verbs = any_of(" ".join(verb for verb in task_rules().verbs.split() if len(verb) > 1))
    return re.compile(f"(?:{any_of(task_rules().adverbs)})*{verbs}(?!部|局|处|厅|委|组|办)|.*一方面")


@cache
def _with_modal() -> re.Pattern[str]:
    rules = task_rules()
    modal = f"{any_of(rules.modals)}(?<!应(?=[对用急有]))(?!求|素|点)"
    adverbs = any_of(rules.adverbs)
    short = f"{_INNER}{{1,16}}{any_of(rules.short_heads)}(?:{_LINK}{_INNER}{{1,16}}{any_of(rules.short_heads)})*"
    near = f"{short}(?=，?{adverbs}*{modal})"
    who = f"(?P<who>{any_of(rules.pronouns)}(?:{_INNER}{{0,10}}{any_of(rules.heads)})?|{near}|{_name()})"
    return re.compile(
        f"{_BEFORE}{who}(?:"
        f"(?:作为|身为|无论|除了?)[^。；]{{1,70}}?，{adverbs}*(?={modal})"
        f"|，[^，。；]{{0,30}}?(?:，?(?:同时|并)?)(?:也|都|还|更|一定|就)*(?={modal}){_SPEAKS}"
        f"|(?:{adverbs}[^，。；要应须]{{0,14}}?|[^，。；是]{{0,8}}?)(?={modal}){_SPEAKS}"
        f"|(?:承担|负责)的[^。；]{{2,50}}(?={modal})"
        f"|(?:的|最[^，。]{{1,4}}的)(?:[^，。]{{0,4}}(?:重点|任务|责任|目标|工作|政策))(?:就?是|，?(?={modal}))"
        ")"
    )


@cache
def _as_pronoun() -> re.Pattern[str]:
    """我们 and 大家 stay the subject of what follows: 我们有大批科学家，…，要狠抓…; 作为党员，…必须…."""
    return re.compile(f"{_BEFORE}(?P<who>我们|大家|你们)(?![的国])")


@cache
def _described() -> re.Pattern[str]:
    """作为党员，…必须…; 政府是市场规则的制定者，…，要…: described first, then told."""
    return re.compile(
        f"{_BEFORE}(?P<who>{_name()})(?:，|(?:是|直接|同属|高度|已|源自)[^。；]{{1,60}}，)(?=(?:[^。；]*，)?(?:也|都|还|更|一定|本)?(?:要|应|必须|须|不能))"
    )


@cache
def _with_verb() -> re.Pattern[str]:
    rules = task_rules()
    verbs = any_of(" ".join(verb for verb in rules.verbs.split() if len(verb) > 1 or verb in "讲做抓"))
    return re.compile(f"{_BEFORE}(?P<who>{_name()}){any_of(rules.adverbs)}*{verbs}(?!的)")
