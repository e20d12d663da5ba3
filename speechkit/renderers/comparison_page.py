"""A comparison as blocks: sections, set phrases, words, tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from speechkit.chars import one_line
from speechkit.compare.records import (
    Comparison,
    KeyWord,
    SectionAt,
    SectionChange,
    SloganAt,
    SloganChange,
    TaskAt,
    TaskChange,
)
from speechkit.labels import LABELS
from speechkit.model import UNNUMBERED
from speechkit.renderers.comparison_blocks import (
    Block,
    Cell,
    Page,
    Piece,
    Row,
    Say,
    alone,
    both,
    cell,
    facts_of,
    names_of,
)

_MAX_LINES = 4  # that are named of a phrase
_DEADLINE_CHANGES = {"earlier": "提前", "later": "推迟", "changed": "不同", "added": "新设", "dropped": "取消"}


def comparison_page(found: Comparison, say: Say) -> Page:
    """Return what is shown of a comparison, in the language in which ``say`` says its labels."""
    several = found.a.speeches > 1, found.b.speeches > 1
    blocks = (
        _section_block(found.sections or (), say),
        *_slogan_blocks(found.slogans, several, say),
        _word_block(found, several, say),
        *_task_blocks(found.tasks, several, say),
    )
    return Page(
        say("对照"),
        (say("甲"), say("乙")),
        names_of(found.a, found.b),
        facts_of(found.a, found.b, say),
        tuple(_results(found, say)),
        tuple(block for block in blocks if block.rows),
    )


def _results(found: Comparison, say: Say) -> Iterator[str]:
    """Yield how much was found, a line a topic."""
    if found.sections is not None:
        yield _result(
            say,
            "章节",
            found.sections,
            (
                ("对应", lambda each: each.kind == "matched"),
                ("其中改题", lambda each: each.retitled and not each.moved),
                ("移位", lambda each: each.moved),
                ("新增", lambda each: each.kind == "added"),
                ("删去", lambda each: each.kind == "dropped"),
            ),
        )
    yield _result(
        say,
        "任务",
        found.tasks,
        (
            ("改写", lambda each: each.kind == "matched" and not each.again),
            ("其中更硬", lambda each: each.strength == "stronger"),
            ("更软", lambda each: each.strength == "weaker"),
            ("时限有变", lambda each: each.deadline is not None),
            ("并入或分出", lambda each: each.again),
            ("新增", lambda each: each.kind == "added"),
            ("删去", lambda each: each.kind == "dropped"),
        ),
        say(f"未变 {found.tasks_unchanged}"),
    )
    yield _result(
        say,
        "提法",
        found.slogans,
        (
            ("改一词", lambda each: each.kind == "changed"),
            ("新出现", lambda each: each.kind == "in"),
            ("不再出现", lambda each: each.kind == "out"),
        ),
        say(f"沿用 {found.slogans_kept}"),
    )


def _result(
    say: Say, topic: str, changes: Sequence[object], kinds: Iterable[tuple[str, Callable[..., bool]]], *same: str
) -> str:
    counts = (f"{say(word)} {sum(map(takes, changes))}" for word, takes in kinds)
    return say(f"{topic}：") + say("，").join([*same, *counts])


def _section_block(changes: Iterable[SectionChange], say: Say) -> Block:
    rows = []
    for each in changes:
        if each.a and each.b:
            kind, mark = ("moved", "移") if each.moved else ("retitled", "改") if each.retitled else ("same", "同")
            titles = both(_heading(each.a), _heading(each.b))
            rows.append(Row(kind, mark, _section_cell(each.a, titles[0]), _section_cell(each.b, titles[1])))
        elif each.a:
            rows.append(Row("dropped", "删", _section_cell(each.a), None))
        elif each.b:
            rows.append(Row("added", "增", None, _section_cell(each.b)))
    return Block("section", say("章节"), tuple(rows))


def _section_cell(section: SectionAt, pieces: tuple[Piece, ...] = ()) -> Cell:
    indent = (Piece("　" * (section.level - 1)),) if section.level > 1 else ()
    return cell("", section, several=False, pieces=indent + (pieces or (Piece(_heading(section)),)))


def _heading(section: SectionAt) -> str:
    marker = "" if section.marker == UNNUMBERED else one_line(section.marker)
    return marker + one_line(section.title)


def _slogan_blocks(changes: Sequence[SloganChange], several: tuple[bool, bool], say: Say) -> Iterator[Block]:
    changed = []
    for each in changes:
        if each.a and each.b:
            texts = both(each.a.text, each.b.text)
            one, other = _slogan_cell(each.a, several[0], texts[0]), _slogan_cell(each.b, several[1], texts[1])
            changed.append(Row("changed", "改", one, other))
    yield Block("slogan", say("提法：改一词"), tuple(changed))
    chains: list[Row] = []
    phrases: list[Row] = []
    for each in changes:
        if each.kind != "changed" and (at := each.a or each.b):
            row = alone(each.kind, _slogan_cell(at, several[each.a is None]), gone=each.a is not None)
            (chains if at.kind == "parallel" else phrases).append(row)
    yield Block("slogan", say("提法：只在一方（左右各列，互不对应）"), tuple(phrases), paired=False)
    yield Block("slogan", say("排比：只在一方（左右各列，互不对应）"), tuple(chains), paired=False)


def _slogan_cell(at: SloganAt, several: bool, pieces: tuple[Piece, ...] = ()) -> Cell:
    shown = cell(at.text, at.places[0], several=several, pieces=pieces)
    if several:
        more = f" ×{at.count}" if at.count > 1 else ""
        return Cell(shown.pieces, shown.place + more)
    lines = list(dict.fromkeys(place.line for place in at.places))
    return Cell(shown.pieces, ":" + ",".join(map(str, lines[:_MAX_LINES])) + "…" * (len(lines) > _MAX_LINES))


def _word_block(found: Comparison, several: tuple[bool, bool], say: Say) -> Block:
    rows = [Row("more-in-a", "", _word_cell(each, "a", several[0]), None) for each in found.keyness.more_in_a]
    rows += [Row("more-in-b", "", None, _word_cell(each, "b", several[1])) for each in found.keyness.more_in_b]
    a, b = f"{found.keyness.words_a:,}", f"{found.keyness.words_b:,}"
    heading = f"用词：一方明显更多（甲 {a} 词，乙 {b} 词；次数甲:乙，G²，对数比；左右各列，互不对应）"
    return Block("keyword", say(heading), tuple(rows), paired=False)


def _word_cell(each: KeyWord, side: str, several: bool) -> Cell:
    text = f"{each.word} {each.count_a}:{each.count_b}，{each.log_likelihood:.1f}，{each.log_ratio:+.1f}"
    return cell(text, each.a if side == "a" else each.b, several=several)


def _task_blocks(changes: Sequence[TaskChange], several: tuple[bool, bool], say: Say) -> Iterator[Block]:
    """Yield firmer and softer tasks, those due at another time, those in other words, then those of one side only."""
    firmer = [each for each in changes if each.strength == "stronger"]
    softer = [each for each in changes if each.strength == "weaker"]
    dated = [each for each in changes if each.deadline]
    others = [each for each in changes if each.kind == "matched" and not each.strength and not each.deadline]
    yield _task_block(say, "任务：更硬", "stronger", "硬", firmer, several)
    yield _task_block(say, "任务：更软", "weaker", "软", softer, several)
    yield _task_block(say, "任务：时限有变", "deadline", "时", dated, several)
    yield _task_block(say, "任务：改写", "reworded", "改", others, several)
    on_one_side = [
        alone(each.kind, _task_cell(at, several[each.a is None]), gone=each.a is not None)
        for each in changes
        if each.kind != "matched" and (at := each.a or each.b)
    ]
    yield Block("task", say("任务：只在一方（左右各列，互不对应）"), tuple(on_one_side), paired=False)


def _task_block(
    say: Say, heading: str, kind: str, mark: str, changes: Sequence[TaskChange], several: tuple[bool, bool]
) -> Block:
    rows = []
    for each in changes:
        if each.a and each.b:
            texts = both(each.a.text, each.b.text)
            one = cell("", each.a, several=several[0], pieces=texts[0])
            other = cell("", each.b, several=several[1], pieces=texts[1])
            rows.append(Row(kind, mark, one, other, _task_note(say, each, each.a, each.b)))
    return Block("task", f"{say(heading)} {len(rows)}", tuple(rows))


def _task_note(say: Say, each: TaskChange, a: TaskAt, b: TaskAt) -> str:
    """Return what has changed, in a few words."""
    said = []
    strengths = LABELS["zh"].strengths
    none = say("无")
    if each.strength:
        ranks = f"{say(strengths[a.strength])} → {say(strengths[b.strength])}" if each.by_strength else say("用语")
        words = f"（{'、'.join(each.words_a) or none} → {'、'.join(each.words_b) or none}）"
        said.append(ranks + words)
    if each.deadline:
        dates = f"{_deadline(a) or none} → {_deadline(b) or none}"
        said.append(say(f"时限{_DEADLINE_CHANGES[each.deadline]}：") + dates)
    if each.again:
        said.append(say("一句与多句相近"))
    return say("；").join(said)


def _deadline(task: TaskAt) -> str:
    if task.deadline is None:
        return ""
    return one_line(task.deadline) + (f"（{task.latest}）" if task.latest else "")


def _task_cell(task: TaskAt, several: bool) -> Cell:
    shown = cell(task.text, task, several=several)
    return Cell(shown.pieces, f"{shown.place} ×{task.count}") if task.count > 1 else shown
