"""A comparison as blocks: sections, set phrases, keywords, tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from speechkit.compare.records import (
    Comparison,
    Coverage,
    KeyWord,
    SectionAt,
    SectionChange,
    SloganAt,
    SloganChange,
)
from speechkit.renderers.compare.blocks import (
    APART,
    Block,
    Cell,
    Page,
    Piece,
    Row,
    alone,
    both,
    cell,
    facts_of,
    names_of,
)
from speechkit.renderers.compare.coverage import coverage_page
from speechkit.renderers.compare.tasks import task_blocks
from speechkit.renderers.view import UNNUMBERED, one_line

TITLE = "对照"
_PLACES = 4  # lines that are named of a phrase


def page_of(found: Comparison | Coverage) -> Page:
    """What is shown of it."""
    if isinstance(found, Coverage):
        return coverage_page(found)
    several = found.a.speeches > 1, found.b.speeches > 1
    blocks = [_section_block(found.sections or ()), *_slogan_blocks(found.slogans, several), _words(found, several)]
    blocks += task_blocks(found.tasks, several)
    return Page(
        TITLE,
        ("甲", "乙"),
        names_of(found.a, found.b),
        facts_of(found.a, found.b),
        tuple(_results(found)),
        tuple(block for block in blocks if block.rows),
    )


def _results(found: Comparison) -> Iterator[str]:
    """How much was found, a line a topic."""
    if found.sections is not None:
        yield _line(
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
    counted = _line(
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
    )
    yield counted.replace("任务：", f"任务：未变 {found.tasks_unchanged}，")
    counted = _line(
        "提法",
        found.slogans,
        (
            ("改一词", lambda each: each.kind == "changed"),
            ("新出现", lambda each: each.kind == "in"),
            ("不再出现", lambda each: each.kind == "out"),
        ),
    )
    yield counted.replace("提法：", f"提法：沿用 {found.slogans_kept}，")


def _line(topic: str, changes: Sequence[object], kinds: Iterable[tuple[str, Callable[..., bool]]]) -> str:
    return f"{topic}：" + "，".join(f"{word} {sum(map(takes, changes))}" for word, takes in kinds)


def _section_block(changes: Iterable[SectionChange]) -> Block:
    rows = []
    for each in changes:
        if each.a and each.b:
            kind, mark = ("moved", "移") if each.moved else ("retitled", "改") if each.retitled else ("same", "同")
            titles = both(_heading(each.a), _heading(each.b))
            rows.append(Row(kind, mark, _section(each.a, titles[0]), _section(each.b, titles[1])))
        elif each.a:
            rows.append(Row("dropped", "删", _section(each.a), None))
        elif each.b:
            rows.append(Row("added", "增", None, _section(each.b)))
    return Block("section", "章节", tuple(rows))


def _section(section: SectionAt, pieces: tuple[Piece, ...] = ()) -> Cell:
    indent = (Piece("　" * (section.level - 1)),) if section.level > 1 else ()
    return cell("", section, several=False, pieces=indent + (pieces or (Piece(_heading(section)),)))


def _heading(section: SectionAt) -> str:
    marker = "" if section.marker == UNNUMBERED else one_line(section.marker)
    return marker + one_line(section.title)


def _slogan_blocks(changes: Sequence[SloganChange], several: tuple[bool, bool]) -> Iterator[Block]:
    changed = []
    for each in changes:
        if each.a and each.b:
            one, other = both(each.a.text, each.b.text)
            changed.append(Row("changed", "改", _phrase(each.a, several[0], one), _phrase(each.b, several[1], other)))
    yield Block("slogan", "提法：改一词", tuple(changed))
    chains: list[Row] = []
    phrases: list[Row] = []
    for each in changes:
        if each.kind != "changed" and (at := each.a or each.b):
            row = alone(each.kind, _phrase(at, several[each.a is None]), gone=each.a is not None)
            (chains if at.kind == "parallel" else phrases).append(row)
    yield Block("slogan", f"提法：只在一方（{APART}）", tuple(phrases), paired=False)
    yield Block("slogan", f"排比：只在一方（{APART}）", tuple(chains), paired=False)


def _phrase(at: SloganAt, several: bool, pieces: tuple[Piece, ...] = ()) -> Cell:
    shown = cell(at.text, at.places[0], several=several, pieces=pieces)
    if several:
        more = f" ×{at.count}" if at.count > 1 else ""
        return Cell(shown.pieces, shown.place + more)
    lines = list(dict.fromkeys(place.line for place in at.places))
    return Cell(shown.pieces, ":" + ",".join(map(str, lines[:_PLACES])) + "…" * (len(lines) > _PLACES))


def _words(found: Comparison, several: tuple[bool, bool]) -> Block:
    rows = [Row("more-in-a", "", _word(each, "a", several[0]), None) for each in found.keyness.more_in_a]
    rows += [Row("more-in-b", "", None, _word(each, "b", several[1])) for each in found.keyness.more_in_b]
    sizes = f"甲 {found.keyness.words_a:,} 词，乙 {found.keyness.words_b:,} 词"
    heading = f"用词：一方明显更多（{sizes}；次数甲:乙，G²，对数比；{APART}）"
    return Block("keyword", heading, tuple(rows), paired=False)


def _word(each: KeyWord, side: str, several: bool) -> Cell:
    text = f"{each.word} {each.count_a}:{each.count_b}，{each.log_likelihood:.1f}，{each.log_ratio:+.1f}"
    return cell(text, each.a if side == "a" else each.b, several=several)
