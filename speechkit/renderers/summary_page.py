"""One page on a speech as every format for people draws it: facts, blocks of lines or rows, what is left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Literal

import msgspec

from speechkit.chars import one_line
from speechkit.language import Language
from speechkit.model import UNNUMBERED, Span
from speechkit.renderers.summary_labels import SUMMARY_LABELS, SummaryLabels
from speechkit.summary.fitting import phrases_shown
from speechkit.summary.records import DemandLine, ItemLine, QuoteLine, SloganCount, Summary
from speechkit.summary.rules import summary_rules
from speechkit.summary.shortening import cut

__all__ = ["Block", "Duty", "Fact", "Line", "Page", "page_of", "title_of"]

_NUMERALS = "一二三四五六七八九十百0123456789"


class Fact(msgspec.Struct, frozen=True):
    """A line of the page's head; ``line`` is where the speech says it, None where it does not."""

    label: str
    text: str
    line: int | None = None


class Line(msgspec.Struct, frozen=True):
    """A line of a block: ``head`` is set off, ``text`` follows; ``lines`` are those of the speech that say so."""

    head: str
    text: str
    lines: tuple[int, ...] = ()
    level: int = 1


class Duty(msgspec.Struct, frozen=True):
    """A row of the table of duties; ``day`` is what ``when`` means, in ISO 8601."""

    id: str
    text: str
    who: str
    when: str
    day: str
    line: int


class Block(msgspec.Struct, frozen=True):
    """A block of the page: ``lines`` of quotes, or ``duties``. ``name`` is for programs."""

    name: Literal["achievements", "problems", "demands", "duties", "targets", "phrases", "keywords"]
    heading: str
    lines: tuple[Line, ...] = ()
    duties: tuple[Duty, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """All that is shown. ``left_out`` is empty where nothing is."""

    title: str
    title_line: int | None
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    left_out: str


def page_of(summary: Summary, language: Language) -> Page:
    """Return what is shown of the summary; blocks that have nothing are left out."""
    labels = SUMMARY_LABELS[language]
    phrases = tuple(
        Line(labels.phrase_kinds[group.kind], labels.between.join(map(_phrase, group.slogans)), _lines(group.slogans))
        for group in phrases_shown(summary.slogans)
    )
    words = labels.between.join(f"{each.word}×{each.count}" for each in summary.keywords)
    blocks = (
        Block("achievements", labels.achievements, tuple(map(_quoted, summary.achievements))),
        Block("problems", labels.problems, tuple(map(_quoted, summary.problems))),
        Block("demands", labels.demands, tuple(map(_demand, summary.demands))),
        Block("duties", labels.duties, duties=tuple(map(_duty, summary.items))),
        Block("targets", labels.targets, tuple(Line("", one_line(t.text), (t.line,)) for t in summary.targets)),
        Block("phrases", labels.phrases, phrases),
        Block("keywords", labels.keywords, (Line("", words),) if words else ()),
    )
    return Page(
        title_of(summary),
        summary.title.line if summary.title else None,
        tuple(_facts(summary, labels)),
        tuple(block for block in blocks if block.lines or block.duties),
        _left_out(summary, labels),
    )


def title_of(summary: Summary) -> str:
    """Return the speech's title, else the name of its file, without its folder."""
    return one_line(summary.title.text if summary.title else os.path.basename(summary.source.name))


def _facts(summary: Summary, labels: SummaryLabels) -> Iterator[Fact]:
    """Yield occasion, date, speaker and length, as far as they are known."""
    if summary.occasion:
        yield Fact(labels.occasion, one_line(summary.occasion.text), summary.occasion.line)
    if summary.date:
        yield Fact(labels.date, summary.date.iso, summary.date.line)
    if summary.speaker:
        yield Fact(labels.speaker, one_line(summary.speaker.text), summary.speaker.line)
    yield Fact(labels.length, labels.length_count.format(summary.source.chars))


def _shown(quote: QuoteLine) -> str:
    return "…" * quote.led + one_line(quote.text) + "…" * quote.cut


def _quoted(quote: QuoteLine) -> Line:
    return Line("", _shown(quote), (quote.line,))


def _demand(demand: DemandLine) -> Line:
    said = _shown(demand.demand) if demand.demand else ""
    if demand.heading is None:
        return Line("", said, (demand.demand.line,) if demand.demand else ())
    marker = "" if demand.marker == UNNUMBERED else one_line(demand.marker)
    bare = " " if marker and marker[-1] in _NUMERALS else ""
    return Line(marker + bare + _shown(demand.heading), said, (demand.heading.line,), demand.level)


def _duty(item: ItemLine) -> Duty:
    when = item.deadline
    days = (when.latest or "") if when else ""
    return Duty(item.id, _shown(item.text), _who(item.actor), one_line(when.text) if when else "", days, item.text.line)


def _who(actor: Span | None) -> str:
    """Return the name; of a long list of names the first ones."""
    if actor is None:
        return ""
    name = one_line(actor.text)
    shown, shortened = cut(name, summary_rules().page.who_length)
    return shown + "…" * shortened


def _phrase(slogan: SloganCount) -> str:
    return one_line(slogan.text) + (f"×{slogan.count}" if slogan.count > 1 else "")


def _lines(slogans: tuple[SloganCount, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(slogan.lines[0] for slogan in slogans))


def _left_out(summary: Summary, labels: SummaryLabels) -> str:
    """Return what the page has no room for, in one line."""
    out = summary.left_out
    counted = (
        (labels.headings_count, out.headings),
        (labels.items_count, out.items),
        (labels.targets_count, out.targets),
        (labels.phrases_count, out.phrases),
    )
    told = labels.comma.join(words.format(number) for words, number in counted if number)
    return f"{labels.left_out}{labels.colon}{told}" if told else ""
