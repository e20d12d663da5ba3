"""The rows of the list of set phrases, one a phrase or one an occurrence, which every format draws."""

from __future__ import annotations

from typing import Protocol

import msgspec

from speechkit.labels import LABELS
from speechkit.model import Analysis, Document, Slogan
from speechkit.renderers.slogans.notes import listed, members_of, note_of, numbered, plain
from speechkit.renderers.view import one_line

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
COMPANIONS = "并提"  # what the section is called that says which companions are missing
COMPANION_HEADINGS = ("行号", "提法", "有", "缺")


class Companions(Protocol):
    """What is shown of a formula that lacks companions; the record is made by the extraction."""

    @property
    def name(self) -> str:
        """The glossary's name for the formula."""

    @property
    def line(self) -> int:
        """The line of its first occurrence, 1-based."""

    @property
    def present(self) -> tuple[str, ...]:
        """The companions that the speech has."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The companions that it lacks."""


class Speech(msgspec.Struct, frozen=True):
    """A speech with the set phrases to show (``analysis.slogans``), and the formulas that lack companions."""

    document: Document
    analysis: Analysis
    companions: tuple[Companions, ...] = ()


class SloganView(msgspec.Struct, frozen=True):
    """How set phrases are shown: ``unique`` counts each once, ``original`` shows the characters of the source.

    ``companions`` adds the formulas that lack companions, ``variants`` says that all phrases are variants, ``several``
    that there is more than one input. ``width`` in cells (None: unlimited) and ``color`` concern the terminal only.
    """

    unique: bool = False
    companions: bool = False
    variants: bool = False
    original: bool = False
    several: bool = False
    width: int | None = None
    color: bool = False


class Row(msgspec.Struct, frozen=True):
    """A set phrase as it first stands, how often and on which lines it does, and its cells by column, a line each."""

    slogan: Slogan
    count: int
    lines: tuple[int, ...]
    cells: dict[str, str]


def rows_of(speech: Speech, view: SloganView) -> list[Row]:
    """The rows of one speech in reading order; where the view is ``unique`` the most frequent first."""
    slogans = speech.analysis.slogans
    if not view.unique:
        return [_row(speech, [each], view) for each in slogans]
    found: dict[tuple[str, str], list[Slogan]] = {}
    for each in slogans:
        found.setdefault((each.kind, each.name or plain(each.text) or each.text), []).append(each)
    return [_row(speech, same, view) for same in sorted(found.values(), key=len, reverse=True)]


def companion_cells(companions: Companions) -> tuple[str, ...]:
    """The cells of ``COMPANION_HEADINGS``, each one line of text."""
    present, missing = listed(companions.present), listed(companions.missing)
    return str(companions.line), one_line(companions.name), present, missing


def written(slogan: Slogan, view: SloganView) -> str:
    """The phrase in the characters that the view asks for."""
    return slogan.source_text if view.original else slogan.text


def _row(speech: Speech, same: list[Slogan], view: SloganView) -> Row:
    first = same[0]
    lines = tuple(dict.fromkeys(each.line for each in same))
    members = members_of(first)
    cells = {
        "count": str(len(same)),
        "line": str(first.line),
        "lines": numbered(lines),
        "kind": LABELS["zh"].slogan_kinds[first.kind],
        "part": _part(speech.analysis, first),
        "text": one_line(written(first, view)),
        "note": note_of(first),
        "name": one_line(first.name or ""),
        "variant_of": one_line(first.variant_of or ""),
        "members": listed(first.members or ()),
        "present": listed(members.present) if members else "",
        "missing": listed(members.missing) if members else "",
        "order": "不同" if members and members.reordered else "",
        "frame": one_line(first.frame or ""),
        "fillers": listed(first.fillers or ()),
    }
    return Row(first, len(same), lines, cells)


def _part(analysis: Analysis, slogan: Slogan) -> str:
    roles = (part.role for part in analysis.parts if part.start <= slogan.start < part.end)
    return next((LABELS["zh"].roles[role] for role in roles), "")
