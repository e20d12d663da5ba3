"""How far a subordinate passes on what a superior demands, as blocks."""

from __future__ import annotations

from speechkit.compare.records import Coverage, Demand, PassedOn
from speechkit.renderers.comparison_blocks import Block, Page, Row, Say, both, cell, facts_of, names_of

_PASSED_ON: tuple[tuple[PassedOn, str, str], ...] = (
    ("missing", "未见", "无"),
    ("partly", "只传达一句", "半"),
    ("reworded", "用自己的话", "改"),
    ("verbatim", "照原话", "同"),
)


def coverage_page(found: Coverage, say: Say) -> Page:
    """Return what is shown of it: the demands of the superior, those that the subordinate leaves out first."""
    counts = {
        "verbatim": found.verbatim, "reworded": found.reworded, "partly": found.partly, "missing": found.missing,
    }  # fmt: skip
    total = len(found.demands)
    said = say("，").join(f"{say(word)} {counts[kind]}" for kind, word, _ in reversed(_PASSED_ON))
    passed_on = found.verbatim + found.reworded
    results = (
        say(f"上级要求 {total} 项，传达 {passed_on} 项（{found.covered:.0%}）：") + said,
        say("未见：下级没有一句话有其半数用词，换了说法的须自己看"),
    )
    several = found.superior.speeches > 1, found.subordinate.speeches > 1
    blocks = (
        Block(
            "demand",
            f"{say(word)} {counts[kind]}",
            tuple(_row(say, each, mark, several) for each in found.demands if each.passed_on == kind),
            paired=kind != "missing",
        )
        for kind, word, mark in _PASSED_ON
    )
    return Page(
        say("传达"),
        (say("上级"), say("下级")),
        names_of(found.superior, found.subordinate),
        facts_of(found.superior, found.subordinate, say),
        results,
        tuple(block for block in blocks if block.rows),
    )


def _row(say: Say, each: Demand, mark: str, several: tuple[bool, bool]) -> Row:
    demand, said = each.demand, each.found
    if said is None:
        return Row(each.passed_on, mark, cell(demand.text, demand, several=several[0]), None)
    one, other = both(demand.text, said.text)
    note = say("传达的是：") + each.clause if each.clause else say(f"用词相同 {each.share:.0%}")
    note += "" if said.task else say("；不是任务")
    return Row(
        each.passed_on,
        mark,
        cell("", demand, several=several[0], pieces=one),
        cell("", said, several=several[1], pieces=other),
        note,
    )
