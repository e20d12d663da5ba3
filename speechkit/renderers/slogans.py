"""The list of set phrases, a row a phrase or an occurrence: tab-separated lines, Markdown, CSV, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from speechkit.chars import one_line
from speechkit.errors import printable
from speechkit.labels import labels_for
from speechkit.model import Analysis, Companions, Slogan, SloganKind, SourceInfo, Span, SpeechDate, Warning
from speechkit.renderers.slogan_notes import listed, members_of, note_of, plain
from speechkit.renderers.table import Row as TableRow
from speechkit.renderers.table import Table, View, markdown_cell, markdown_table
from speechkit.selection import SloganList

HEADINGS = {
    "count": "次数",
    "line": "行号",
    "lines": "行号",
    "kind": "类别",
    "part": "部分",
    "text": "词句",
    "note": "说明",
    "name": "名称",
    "variant_of": "近似",
    "members": "成员",
    "present": "已列成员",
    "missing": "缺少成员",
    "order": "顺序",
    "frame": "句式",
    "fillers": "填充",
}
FILE = "文件"
COMPANIONS = "并提"  # the heading of the formulas that lack companions
COMPANION_HEADINGS = ("行号", "提法", "有", "缺")
CSV_KEYS = (
    "line", "kind", "text", "part", "name", "variant_of", "members", "present", "missing", "order", "frame", "fillers",
)  # fmt: skip
UNIQUE_CSV_KEYS = ("count", "kind", "text", "lines", "name", "variant_of")
MARKDOWN_KEYS = ("line", "kind", "text", "part", "note")
UNIQUE_MARKDOWN_KEYS = ("count", "kind", "text", "lines", "note")


class SloganView(View, frozen=True):
    """How set phrases are shown: ``unique`` counts each once, ``original`` shows the characters of the source.

    ``companions`` adds the formulas that lack companions; CSV and JSON Lines then have only these. ``variants`` says
    that all phrases are variants of known ones, which are then named.
    """

    unique: bool = False
    companions: bool = False
    variants: bool = False
    original: bool = False


class Row(msgspec.Struct, frozen=True):
    """A set phrase as it first stands, how often and on which lines it does, and its cells by column, a line each."""

    slogan: Slogan
    count: int
    lines: tuple[int, ...]
    cells: dict[str, str]


class UniqueSlogan(msgspec.Struct, frozen=True):
    """A set phrase with the number of its occurrences and their lines (1-based, each once)."""

    text: str
    kind: SloganKind
    count: int
    lines: tuple[int, ...]
    name: str | None
    variant_of: str | None


class SlogansRecord(msgspec.Struct, frozen=True):
    """The part of an analysis that ``speechkit slogans`` prints."""

    schema_version: str
    source: SourceInfo
    title: Span | None
    date: SpeechDate | None
    slogans: tuple[Slogan | UniqueSlogan, ...]
    warnings: tuple[Warning, ...]


class SlogansAndCompanions(SlogansRecord, frozen=True, kw_only=True):
    """With the formulas that lack companions."""

    companions: tuple[Companions, ...]


def rows_of(slogans: SloganList, view: SloganView) -> list[Row]:
    """Return the rows of one speech in reading order; where the view is ``unique`` the most frequent first."""
    analysis = slogans.analysis
    if not view.unique:
        return [_row(analysis, [each], view) for each in analysis.slogans]
    occurrences: dict[tuple[str, str], list[Slogan]] = {}
    for each in analysis.slogans:
        occurrences.setdefault((each.kind, each.name or plain(each.text) or each.text), []).append(each)
    return [_row(analysis, same, view) for same in sorted(occurrences.values(), key=_rank)]


def _rank(same: list[Slogan]) -> tuple[bool, int]:
    """Return the key that sorts the most frequent phrases first, and a single character (“钙”) after all others."""
    return len(same[0].text) == 1, -len(same)


def _row(analysis: Analysis, same: list[Slogan], view: SloganView) -> Row:
    first = same[0]
    lines = tuple(dict.fromkeys(each.line for each in same))
    members = members_of(first)
    labels = labels_for(view.language, traditional=view.original and _is_traditional(analysis))
    roles = (part.role for part in analysis.parts if part.start <= first.start < part.end)
    cells = {
        "count": str(len(same)),
        "line": str(first.line),
        "lines": ", ".join(map(str, lines)),
        "kind": labels.slogan_kinds[first.kind],
        "part": next((labels.roles[role] for role in roles), ""),
        "text": one_line(_written(first, view)),
        "note": note_of(first, view.say),
        "name": one_line(first.name or ""),
        "variant_of": one_line(first.variant_of or ""),
        "members": listed(first.members or ()),
        "present": listed(members.present) if members else "",
        "missing": listed(members.missing) if members else "",
        "order": view.say("不同") if members and members.reordered else "",
        "frame": one_line(first.frame or ""),
        "fillers": listed(first.fillers or ()),
    }
    return Row(first, len(same), lines, cells)


def _is_traditional(analysis: Analysis) -> bool:
    return analysis.source.script == "hant"


def _written(slogan: Slogan, view: SloganView) -> str:
    return slogan.source_text if view.original else slogan.text


def companion_cells(companions: Companions) -> tuple[str, ...]:
    """Return the cells of ``COMPANION_HEADINGS``, each one line of text."""
    present, missing = listed(companions.present), listed(companions.missing)
    return str(companions.line), one_line(companions.name), present, missing


def lines(lists: Iterable[SloganList], view: SloganView) -> Table:
    """Return line, kind and text, or count, kind, text and lines; for variants then what they are variants of.

    A formula that lacks companions is of the kind ``companions``; the cells behind it are those missing, those present.
    Where there are several inputs, the file is put in front as grep does.
    """
    return Table(groups=(_lines(each, view) for each in lists))


def _lines(slogans: SloganList, view: SloganView) -> Iterator[TableRow]:
    file = f"{printable(slogans.analysis.source.name)}:" if view.several else ""
    first, *others = ("count", "kind", "text", "lines") if view.unique else ("line", "kind", "text")
    for row in rows_of(slogans, view):
        cells = row.cells | {"kind": row.slogan.kind}
        keys = [*others, "variant_of"] if view.variants else others
        yield [file + cells[first], *(cells[key] for key in keys)]
    for each in slogans.companions:
        at, name, present, missing = companion_cells(each)
        yield [file + at, "companions", name, missing, present]


def markdown(lists: Iterable[SloganList], view: SloganView) -> Iterator[str]:
    """Yield a level-1 heading for each input, then a table of the phrases, and one of the missing companions."""
    keys = UNIQUE_MARKDOWN_KEYS if view.unique else MARKDOWN_KEYS
    for at, each in enumerate(lists):
        yield "\n" * (at > 0) + f"# {markdown_cell(_title(each.analysis, view))}\n\n"
        rows = ([row.cells[key] for key in keys] for row in rows_of(each, view))
        yield markdown_table((view.say(HEADINGS[key]) for key in keys), rows)
        if view.companions:
            yield f"\n## {view.say(COMPANIONS)}\n\n"
            yield markdown_table(map(view.say, COMPANION_HEADINGS), map(companion_cells, each.companions))


def _title(analysis: Analysis, view: SloganView) -> str:
    if analysis.title is None:
        return one_line(analysis.source.name)
    return one_line(analysis.title.source_text if view.original else analysis.title.text)


def table(lists: Iterable[SloganList], view: SloganView) -> Table:
    """Return a row a phrase, or a formula that lacks companions where they are asked for; a record is one input's."""
    keys = UNIQUE_CSV_KEYS if view.unique else CSV_KEYS
    headings = tuple(map(view.say, COMPANION_HEADINGS if view.companions else map(HEADINGS.__getitem__, keys)))
    return Table(
        (*headings, view.say(FILE)) if view.several else headings,
        (_cells(each, keys, view) for each in lists),
        ((_record(each, view),) for each in lists),
        headed=True,
    )


def _cells(slogans: SloganList, keys: Iterable[str], view: SloganView) -> Iterator[TableRow]:
    file = [slogans.analysis.source.name] if view.several else []
    if view.companions:
        yield from ([*companion_cells(each), *file] for each in slogans.companions)
    else:
        yield from ([*(row.cells[key] for key in keys), *file] for row in rows_of(slogans, view))


def _record(slogans: SloganList, view: SloganView) -> SlogansRecord:
    analysis = slogans.analysis
    known = (analysis.schema_version, analysis.source, analysis.title, analysis.date)
    shown = tuple(_shown(slogans, view))
    if view.companions:
        return SlogansAndCompanions(*known, shown, analysis.warnings, companions=slogans.companions)
    return SlogansRecord(*known, shown, analysis.warnings)


def _shown(slogans: SloganList, view: SloganView) -> Iterator[Slogan | UniqueSlogan]:
    for row in rows_of(slogans, view):
        each = row.slogan
        if view.unique:
            yield UniqueSlogan(_written(each, view), each.kind, row.count, row.lines, each.name, each.variant_of)
        else:
            yield each


def slogan_records(lists: Iterable[SloganList], view: SloganView) -> Table:
    """Return a record a phrase, or a formula that lacks companions where they are asked for, with its file's name."""
    return Table(records=(_of_file(each, view) for each in lists))


def _of_file(slogans: SloganList, view: SloganView) -> Iterator[dict[str, Any]]:
    for each in slogans.companions if view.companions else _shown(slogans, view):
        yield msgspec.to_builtins(each) | {"file": slogans.analysis.source.name}
