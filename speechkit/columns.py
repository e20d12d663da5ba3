"""The columns of the task table: their keys, headings and widths, and which of them an office wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from speechkit.catalogue import labels
from speechkit.errors import UsageError, printable
from speechkit.language import LANGUAGES, Language

__all__ = [
    "COLUMNS",
    "FILE",
    "ID",
    "NAMED",
    "OWN",
    "Column",
    "Shown",
    "check",
    "chosen",
    "column_of",
    "fits",
    "fitted",
    "others",
    "shown",
]

ID = "speechkit"  # the heading of the hidden column of a sheet by which rows are known
OWN = "="  # begins the key of a column that only the office knows, which is empty for people to fill in
LEAST, MOST = 24.0, 52.0  # half-width characters of a column of sentences: at least, and where there is room
NARROWEST = 0.86  # of its width that any other column is narrowed to, to leave the sentences room


class Column(msgspec.Struct, frozen=True):
    """A column: its key, its headings, its ``width`` on a page in half-width characters."""

    key: str
    zh: str
    en: str
    width: float

    def heading(self, language: Language) -> str:
        """Return the heading in ``language``."""
        return self.en if language == "en" else labels(language).text(self.zh)


COLUMNS = (
    Column("number", "序号", "No.", 6),
    Column("category", "类别", "Category", 12),
    Column("task", "任务", "Task", MOST),
    Column("item", "任务事项", "Item", 16),
    Column("measures", "具体措施", "Measures", MOST),
    Column("leader", "牵头领导", "Leader", 10.5),
    Column("actor", "牵头单位", "Lead", 11),
    Column("co_actors", "责任(配合)单位", "With", 10),
    Column("when", "完成时限", "By when", 13.5),
    Column("targets", "量化目标", "Targets", 12),
    Column("progress", "进展情况", "Progress", 10.5),
    Column("notes", "备注", "Notes", 8),
    Column("id", "编号", "Id", 7),
    Column("strength", "力度", "Strength", 7),
    Column("part", "所属部分", "Part", 18),
    Column("source", "原文", "Source text", MOST),
    Column("line", "行号", "Line", 7),
    Column("deadline", "时限(原文)", "Deadline (as said)", 13),
    Column("due", "截止日期", "Due", 12),
)
FILE = Column("file", "文件", "File", 12)
NAMED = {column.key: column for column in (*COLUMNS, FILE)}
# What a page shows where nobody asks for others; the rest is in data, and hidden in a spreadsheet.
OF_ITEMS = ("number", "item", "measures", "leader", "actor", "co_actors", "when", "targets", "progress", "notes")
OF_SENTENCES = ("number", "task", "leader", "actor", "co_actors", "when", "targets", "progress", "notes")
NOT_IN_PORTRAIT = ("leader", "co_actors", "targets")  # for which such a page lacks the room
NOT_OF_SEVERAL = ("targets",)
ONLY_ITEMS, ONLY_SENTENCES = ("item", "measures"), ("task",)  # what the other kind of row does not have
OWN_WIDTH = 13.0  # of a column that only the office knows


class Shown(msgspec.Struct, frozen=True):
    """A column of one table, under the heading that it has there."""

    key: str
    heading: str
    width: float


def column_of(text: str) -> tuple[str, str]:
    """Return key and heading of a column as the configuration has it.

    A column is called by its key or one of its headings, and its own heading follows a ``=``; none is there where the
    usual one stays. What begins with ``=`` is a column of the office's own. Raises ``UsageError`` where there is no
    such column.

    >>> column_of("牵头单位=责任单位"), column_of("actor"), column_of("=一季度进展")
    (('actor', '责任单位'), ('actor', ''), ('=一季度进展', '一季度进展'))
    """
    name, equals, heading = (part.strip() for part in text.partition("="))
    if equals and not heading:
        raise UsageError(f"'{printable(text)}' has no heading after the =")
    if not name and heading:
        return OWN + heading, heading
    for key, column in NAMED.items():
        if name == key or name in {column.heading(language) for language in LANGUAGES}:
            return key, heading
    from difflib import get_close_matches

    names = list(NAMED) if name.isascii() else [column.zh for column in NAMED.values()]
    near = get_close_matches(name, names, n=3, cutoff=0.4)
    if near:
        raise UsageError(f"there is no column '{printable(name)}'; did you mean {' or '.join(near)}?")
    raise UsageError(f"there is no column '{printable(name)}'; there are {', '.join(names)}")


def check(wanted: Sequence[str]) -> None:
    """Raise ``UsageError`` where a column is not known or is there twice, or two would have one heading."""
    keys: set[str] = set()
    headings: set[str] = {ID}
    for key, heading in map(column_of, wanted):
        if key in keys:
            raise UsageError(f"the column {printable(key)} stands there twice; keep one of them")
        heading = heading or NAMED[key].zh
        if heading in headings:
            raise UsageError(f"two columns would have the heading '{printable(heading)}'; choose another")
        keys.add(key)
        headings.add(heading)


def chosen(
    wanted: Sequence[str],
    language: Language,
    *,
    sentences: bool = False,
    grouped: bool = False,
    portrait: bool = False,
    with_file: bool = False,
) -> list[Shown]:
    """Return the columns of a page: those ``wanted``, as ``column_of`` reads them, else the usual ones.

    ``sentences``: a row is a sentence, not an item; its words stand where those of items are wanted, and the other way
    round. ``grouped``: the rows are in groups, whose headings have a column.
    """
    if wanted:
        columns = _of_kind([column_of(text) for text in wanted], sentences=sentences)
    else:
        usual = OF_SENTENCES if sentences else OF_ITEMS
        left_out = {*(NOT_IN_PORTRAIT if portrait else ()), *(NOT_OF_SEVERAL if with_file else ())}
        columns = [(key, "") for key in usual if key not in left_out]
    keys = [key for key, _ in columns]
    if grouped and "category" not in keys:
        columns.insert(1 if keys[:1] == ["number"] else 0, ("category", ""))
    if with_file and FILE.key not in keys:
        columns.append((FILE.key, ""))
    return [shown(key, language, heading) for key, heading in columns]


def _of_kind(columns: list[tuple[str, str]], *, sentences: bool) -> list[tuple[str, str]]:
    """The columns for that kind of row: of a sentence its words, once, for what an item is called and its sentences."""
    keys = [key for key, _ in columns]
    if not sentences:
        return [("measures" if key == "task" and "measures" not in keys else key, heading) for key, heading in columns]
    words = next((key for key in ("task", "measures", "item") if key in keys), None)
    kept = [(key, heading) for key, heading in columns if key not in ONLY_ITEMS or key == words]
    return [("task" if key == words else key, heading) for key, heading in kept]


def others(columns: Iterable[Shown], language: Language, *, sentences: bool = False) -> list[Shown]:
    """Return the columns that are not among ``columns``, and belong to the kind of row; nobody needs 类别 twice.

    None has the heading of one of those.
    """
    taken = {column.heading for column in columns}
    keys = {column.key for column in columns} | {"category"}
    rest = (each.key for each in COLUMNS if each.key not in keys and fits(each.key, sentences=sentences))
    found = [shown(key, language) for key in rest]
    return [shown(each.key, language, f"{each.heading} *") if each.heading in taken else each for each in found]


def fits(key: str, *, sentences: bool) -> bool:
    """Whether rows of that kind have the column."""
    return key not in (ONLY_ITEMS if sentences else ONLY_SENTENCES)


def shown(key: str, language: Language, heading: str = "") -> Shown:
    """Return a column under ``heading``, else under its usual one."""
    if key.startswith(OWN):
        return Shown(key, heading, OWN_WIDTH)
    return Shown(key, heading or NAMED[key].heading(language), NAMED[key].width)


def fitted(columns: Sequence[Shown], room: float, longest: float = MOST) -> list[Shown]:
    """Return the columns in widths that fill no more than ``room``, in half-width characters.

    What the others leave goes to the sentences, as far as they need ``longest``. Where that is too little the others
    are narrowed, and where even that is not enough all are.

    >>> [round(column.width, 1) for column in fitted([shown("number", "zh"), shown("measures", "zh")], 45)]
    [5.2, 39.8]
    """
    wide = [column for column in columns if column.width >= MOST]
    rest = sum(column.width for column in columns if column not in wide)
    wanted = max(MOST, longest) * len(wide)
    narrowed = 1.0 if rest + wanted <= room else max((room - wanted) / rest, NARROWEST) if rest else 1.0
    each = min(max((room - rest * narrowed) / max(len(wide), 1), LEAST), max(MOST, longest))
    share = min(room / (rest * narrowed + each * len(wide)), 1.0)
    return [
        Shown(column.key, column.heading, share * (each if column in wide else column.width * narrowed))
        for column in columns
    ]
