"""The page of one speech: its text with marks, its outline, what was found in it, each finding beside its words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from speechkit.chars import one_line
from speechkit.labels import labels_for
from speechkit.model import (
    DASH,
    UNNUMBERED,
    Analysis,
    Companions,
    Deadline,
    Explanation,
    Item,
    Keyword,
    Part,
    Record,
    Section,
    Span,
    Task,
)
from speechkit.renderers.charts import mindmap
from speechkit.renderers.explain import lines_of
from speechkit.renderers.html.figures import figures_of
from speechkit.renderers.html.findings import findings_of
from speechkit.renderers.html.marked import Line, Mark, marked_lines
from speechkit.renderers.html.page import page, visible
from speechkit.renderers.table import Table, View
from speechkit.reporting import NameFound, PhraseFound, Report

STYLES = ("page.css", "speech.css", "findings.css")
SCRIPT = "speech.js"

DEADLINE_KINDS = {"date": "日期", "range": "期间", "event": "事件", "vague": "不定", "recurring": "定期"}
BOUNDS = {"min": "不低于", "max": "不超过", "about": "约", "exact": "达到"}


class Node(msgspec.Struct, frozen=True):
    """A section of the outline with those below it."""

    section: Section
    heading: str
    below: tuple[Node, ...]


class TextLine(msgspec.Struct, frozen=True):
    """A line of the speech: ``part`` is the role in which it begins, ``level`` that of a heading, 0 for none."""

    line: Line
    part: str
    level: int


class Row(msgspec.Struct, frozen=True):
    """An item or a task as a row of the table; ``tasks`` are the ids of an item's tasks."""

    id: str
    kind: str
    text: str
    actor: str
    helpers: str
    deadline: Deadline | None
    strength: str
    part: str
    line: int
    section: str
    tasks: tuple[str, ...] = ()


class ReportRecord(Record, frozen=True):
    """A report without the text itself, for programs."""

    analysis: Analysis
    explanation: Explanation | None
    phrases: tuple[PhraseFound, ...]
    companions: tuple[Companions, ...]
    names: tuple[NameFound, ...]
    keywords: tuple[Keyword, ...]

    @classmethod
    def of(cls, report: Report) -> ReportRecord:
        """Return the record of a report."""
        return cls(
            report.analysis, report.explanation, report.phrases, report.companions, report.names, report.keywords
        )


def render(reports: Iterable[Report], view: View) -> Iterator[str]:
    """Yield the page of each speech."""
    for report in reports:
        yield speech_page(report, view)


def record(reports: Iterable[Report], view: View) -> Table:
    """Return what the page is drawn from: the analysis, phrases, names, companions, keywords, reasons."""
    return Table(records=((ReportRecord.of(report),) for report in reports))


def speech_page(report: Report, view: View, *, in_site: bool = False) -> str:
    """Return the page of one speech; ``in_site``: with a place for what leads to the others of a site."""
    view = replace(view, chosen=True)  # all of a page is in one language
    document, analysis = report.document, report.analysis
    labels = labels_for(view.language)
    findings, nodes = findings_of(report), _nodes(analysis.sections)
    return page(
        "speech.j2",
        view,
        styles=(*STYLES, "siblings.css") if in_site else STYLES,
        in_site=in_site,
        script=SCRIPT,
        data=_data(report, view),
        report=report,
        title=_title(report),
        nodes=nodes,
        lines=list(_lines(report)),
        rows=[*_items(report), *_tasks(analysis.tasks)],
        findings=findings,
        figures=figures_of(report, findings.dues),
        kinds={kind: view.say(said) for kind, said in DEADLINE_KINDS.items()},
        bounds={bound: view.say(said) for bound, said in BOUNDS.items()},
        map=_map(nodes, _title(report)) if nodes else None,
        labels=labels,
        two_scripts=document.text != document.source.text,
        part_of=lambda at: _part_at(analysis.parts, at),
    )


def _title(report: Report) -> str:
    title = report.analysis.title
    return one_line(title.source_text) if title else one_line(os.path.basename(report.document.source.name))


def _data(report: Report, view: View) -> dict[str, object]:
    """What the scripts know beside what stands in the page; ``simplified`` only where it differs from the source."""
    document = report.document
    differs = document.text != document.source.text
    return {
        "name": visible(document.source.name),
        "sha256": document.source.sha256,
        "simplified": visible(document.text) if differs else None,
        **_reasons(report, view),
    }


def _reasons(report: Report, view: View) -> dict[str, object]:
    """Why each task is one: numbers of ``lines``, which has each once, as label, text and whether it is indented.

    What the page shows anyway, the sentence and those around it, is left out.
    """
    seen = {view.say(label) for label in ("section", "item", "before", "sentence", "after")}
    lines: dict[tuple[str, str, int], int] = {}
    reasons: dict[str, list[int]] = {}
    explanation = report.explanation
    for unit in explanation.units if explanation else ():
        if explanation and unit.id is not None:
            reasons[unit.id] = [
                lines.setdefault((line.label, visible(line.text), int(line.indent > 0)), len(lines))
                for line in lines_of(explanation, unit, view)
                if line.label not in seen and line.indent >= 0
            ]
    return {"lines": list(lines), "reasons": reasons}


def _nodes(sections: Sequence[Section]) -> list[Node]:
    below: dict[str | None, list[Section]] = {}
    ids = {section.id for section in sections}
    for section in sections:
        below.setdefault(section.parent if section.parent in ids else None, []).append(section)

    def nodes(parent: str | None) -> tuple[Node, ...]:
        return tuple(Node(each, heading_of(each), nodes(each.id)) for each in below.get(parent, ()))

    return list(nodes(None))


def _map(nodes: Sequence[Node], title: str) -> tuple[Markup, int, int]:
    """The outline as a mind map, with links, and its width and height."""

    def tree(node: Node) -> mindmap.Node:
        return mindmap.Node(visible(node.heading), tuple(map(tree, node.below)), f"#S{node.section.id}")

    drawn, width, height = mindmap.drawing(mindmap.Node(visible(title), tuple(map(tree, nodes))))
    return Markup(drawn), width, height


def heading_of(section: Section) -> str:
    """Return marker and title as the source has them, on one line."""
    marker = "" if section.marker in (UNNUMBERED, DASH) else one_line(section.marker)
    return marker + one_line(section.source_title)


def _lines(report: Report) -> Iterator[TextLine]:
    document, analysis = report.document, report.analysis
    headings = {section.line: section for section in reversed(analysis.sections) if _fills_line(section, report)}
    for line in marked_lines(document.source.text, document.line_starts, _marks(report)):
        heading = headings.get(line.number)
        yield TextLine(line, _part_at(analysis.parts, line.start), heading.level if heading else 0)


def _fills_line(section: Section, report: Report) -> bool:
    """Whether the title of the section ends where a line does."""
    text = report.document.source.text
    return not text[section.body : section.body + 1].strip() and not text[
        section.start : section.body
    ].rstrip().endswith("。")


def _marks(report: Report) -> Iterator[Mark]:
    analysis = report.analysis
    for section in analysis.sections:
        yield Mark(f"S{section.id}", "section", section.start, max(section.body, section.start + 1))
    for task in analysis.tasks:
        yield Mark(task.id, "task", task.start, task.end)
        for number, deadline in enumerate(task.deadlines):
            yield Mark(f"{task.id}.D{number}", "deadline", deadline.start, deadline.end)
        for number, target in enumerate(task.targets):
            yield Mark(f"{task.id}.G{number}", "target", target.start, target.end)
    for start, end in {(span.start, span.end) for found in report.names for span in found.places}:
        yield Mark(f"N{start}", "name", start, end)
    for number, slogan in enumerate(analysis.slogans):
        yield Mark(f"P{number}", "phrase", slogan.start, slogan.end)


def _part_at(parts: Sequence[Part], at: int) -> str:
    from bisect import bisect_right

    number = bisect_right(parts, at, key=lambda part: part.start) - 1
    return parts[number].role if number >= 0 and at < parts[number].end else ""


def _names(spans: Iterable[Span | None]) -> str:
    return "、".join(one_line(span.text) for span in spans if span)


def _items(report: Report) -> Iterator[Row]:
    tasks = {task.id: task for task in report.analysis.tasks}
    for item in report.analysis.items:
        yield _row(item, "item", one_line(item.title.text), tasks[item.tasks[0]].part or "", item.actor, item.tasks)


def _tasks(tasks: Iterable[Task]) -> Iterator[Row]:
    for task in tasks:
        yield _row(task, "task", one_line(task.text), task.part or "", task.named_actor, ())


def _row(found: Item | Task, kind: str, text: str, part: str, actor: Span | None, tasks: tuple[str, ...]) -> Row:
    return Row(
        id=found.id, kind=kind, text=text, actor=_names([actor]), helpers=_names(found.co_actors),
        deadline=found.deadline, strength=found.strength, part=part, line=found.line, section=found.section or "",
        tasks=tasks,
    )  # fmt: skip
