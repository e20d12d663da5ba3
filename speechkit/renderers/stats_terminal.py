"""What speeches are like, for people, by rich: a table of the text, one of its parts, one of demands and phrases."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.text import Text

from speechkit.corpus.stats import Stats
from speechkit.errors import printable
from speechkit.labels import labels_for
from speechkit.language import Language
from speechkit.renderers.listing import StatsView, cell_of
from speechkit.renderers.listing_terminal import MIN_WIDTH
from speechkit.renderers.terminal import UNLIMITED, console_on, flowed, put
from speechkit.renderers.terminal_headings import heading
from speechkit.renderers.terminal_table import GAP, Column, table

# What stands above the second and the third table, and below the first.
TITLES: dict[Language, tuple[str, str]] = {
    "zh": ("各部分所占份额", "每千字：要求（按力度）、数字、提法（按类别）"),
    "zh-hant": ("各部分所占份額", "每千字：要求（按力度）、數字、提法（按類別）"),
    "en": ("share of each part", "in 1,000 characters: demands by strength, figures, set phrases by kind"),
}
NOTES: dict[Language, tuple[str, ...]] = {
    "zh": (
        "句长、分句长：平均字数，不计标点",
        "MATTR：每 500 词中不同词的比例，取各窗口平均",
        "R1 每分句字数，R2 副词连词比例：徐巍等（2021），越大越难读",
    ),
    "zh-hant": (
        "句長、分句長：平均字數，不計標點",
        "MATTR：每 500 詞中不同詞的比例，取各窗口平均",
        "R1 每分句字數，R2 副詞連詞比例：徐巍等（2021），越大越難讀",
    ),
    "en": (
        "sentence, clause: mean length in characters, without marks",
        "MATTR: different words in 500, the mean of all windows",
        "R1 characters per clause, R2 adverbs and conjunctions: Xu et al. 2021, more is harder",
    ),
}
TEXT = {
    "documents": "documents",
    "chars": "chars",
    "sentences": "sentences",
    "sentence_length": "sentence",
    "clause_length": "clause",
    "mattr": "MATTR",
    "readability1": "R1",
    "readability2": "R2",
}  # the heading of each field


def render(stats: Iterable[Stats], view: StatsView) -> Iterator[str]:
    """Yield the three tables, each with what the groups are called; long names stand above their numbers."""
    out = io.StringIO()
    width = max(view.width or UNLIMITED, MIN_WIDTH)
    console = console_on(out, width, color=view.color)
    found = list(stats)
    labels, titles = labels_for(view.language), TITLES[view.language]
    of_text = {field: heading(name, view.language) for field, name in TEXT.items()}
    if view.by == "document":
        del of_text["documents"]
    put(console, _lines(found, of_text, view, width))
    if not found:
        yield out.getvalue()
        return
    put(console, flowed(Text(), (Text(note, style="dim") for note in NOTES[view.language]), " " * GAP, width, GAP))
    put(console, (Text(), Text(titles[0], style="bold")))
    put(console, _shares(found, view, width))
    of_rates = {f"demands_{strength}_per_1k": label for strength, label in labels.strengths.items()}
    of_rates["figures_per_1k"] = heading("figures", view.language)
    of_rates |= {f"phrases_{kind}_per_1k": label for kind, label in labels.slogan_kinds.items()}
    put(console, (Text(), Text(titles[1], style="bold")))
    put(console, _lines(found, of_rates, view, width))
    yield out.getvalue()


def _shares(stats: list[Stats], view: StatsView, width: int) -> Iterator[Text]:
    """Return the lines of the table of shares: a column for each part that there is, of parts their own alone."""
    roles = {f"share_{role}": label for role, label in labels_for(view.language).roles.items() if role != "meta"}
    if view.by != "part":
        return _lines(stats, {name: label for name, label in roles.items() if any(_values(stats, name))}, view, width)
    columns = [Column(heading("part", view.language)), Column(heading("share", view.language), right=True)]
    rows = [[Text(_key(each, view)), Text(f"{getattr(each, f'share_{each.key}'):.1%}")] for each in stats]
    return table(columns, rows, width)


def _values(stats: list[Stats], name: str) -> Iterator[float | None]:
    return (getattr(each, name) for each in stats)


def _lines(stats: list[Stats], fields: dict[str, str], view: StatsView, width: int) -> Iterator[Text]:
    """Yield the lines of one table of ``fields``, which have these headings."""
    shown = {field.name: field for field in view.listing.fields}
    columns = [Column(heading(printable(view.by), view.language), text=True)]
    columns += [Column(name, right=True) for name in fields.values()]
    rows = [[Text(_key(each, view)), *(Text(cell_of(each, shown[name])) for name in fields)] for each in stats]
    return table(columns, rows, width)


def _key(stats: Stats, view: StatsView) -> str:
    if view.by == "part":
        return next(label for role, label in labels_for(view.language).roles.items() if role == stats.key)
    return cell_of(stats, view.listing.fields[0])
