"""What the formats of a terminal share: rich writing to a string, lines cut and lines broken as Chinese is.

Chinese text is broken between characters, not in Latin words or before closing marks; rich breaks where a blank is, and
anywhere in a text without blanks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.text import Text

from speechkit.chars import NOT_FIRST, NOT_LAST
from speechkit.errors import printable

UNLIMITED = 1_000_000  # rich wants a width; no line is this long
MIN_TEXT = 30  # cells that a column of running text is never narrower than
PATH = " › "  # between the headings of a path, the outermost first


def console_on(out: io.StringIO, width: int, *, color: bool) -> Console:
    """Return a console that writes to ``out`` as to a terminal, whatever the process itself writes to."""
    return Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
    )


def print_head(console: Console, out: io.StringIO, name: str, at: int) -> None:
    """Print what stands above the input ``name``, the ``at``th from 0, where there are several, as ``head`` does."""
    out.write("\n" * (at > 0))
    console.print(cut(Text(f"==> {printable(name)} <==", style="dim"), console.width))


def cut(text: Text, width: int) -> Text:
    """Return ``text``, cut in place to one line of ``width`` cells."""
    text.truncate(width, overflow="ellipsis")
    if text.plain.endswith(" …"):  # rich fills up with a space where half a wide character would have fitted
        text.plain = text.plain[:-2] + "…"
    text.no_wrap = True
    text.overflow = "ellipsis"
    return text


def flowed(label: Text, items: Iterable[Text], between: str, width: int, margin: int) -> list[Text]:
    """Return lines of items behind a label, ``between`` them; an item is broken only where it is longer than a line."""
    lines = [label]
    empty = True
    for item in items:
        gap = "" if empty else between
        if not empty and lines[-1].cell_len + len(gap) + item.cell_len > width:
            lines.append(Text(" " * margin))
            gap = ""
        lines[-1:] = wrapped(lines[-1].append(gap, style="dim").append_text(item), width, margin)
        empty = False
    return lines


def wrapped(text: Text, width: int, margin: int = 0) -> list[Text]:
    """Return the lines of ``text``, each within ``width`` cells; those after the first begin with ``margin`` spaces.

    This is the one place where text is broken: no line begins with what closes or ends with what opens.
    """
    first, *others = text.divide(_breaks(text.plain, width, width - margin))
    lines = [first]
    for line in others:
        spaces = len(line.plain) - len(line.plain.lstrip(" "))
        lines.append(Text(" " * margin).append_text(line[spaces:] if spaces else line))
    for line in lines[:-1]:
        line.rstrip()
    return lines


def path_cut(path: str, width: int) -> str:
    """Return a path of headings within ``width`` cells: the last of them stays, as whole as it can.

    >>> path_cut("二、把握要点 › 第一，贯穿主线 › 一是抓好选举", 40)
    '… › 第一，贯穿主线 › 一是抓好选举'
    >>> path_cut("二、把握要点 › 第一，贯穿主线 › 一是抓好选举", 13)
    '… › 一是抓好…'
    """
    shown = path
    headings = path.split(PATH)
    for at in range(1, len(headings)):
        if cell_len(shown) <= width:
            break
        shown = PATH.join(["…", *headings[at:]])
    return cut(Text(shown), width).plain


def put(console: Console, lines: Iterable[Text]) -> None:
    """Print lines that are broken already, as they are."""
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _breaks(text: str, width: int, following: int) -> list[int]:
    """Return where the lines of at most ``width`` cells, and ``following`` from the second on, begin; each has text."""
    found: list[int] = []
    start = best = at = used = 0
    room = width
    while at < len(text):
        size = get_character_cell_size(text[at])
        if at > start and _may_break(text[at - 1], text[at]):
            best = at
        if text[at] == " " and (at == start > 0 or used + size > room):
            start += at == start  # what stands at a break is left out
        elif used + size > room and at > start:
            start = at = best if best > start else _forced(text, start, at)
            found.append(start)
            room, used = following, 0
            continue
        else:
            used += size
        at += 1
    return found


def _forced(text: str, start: int, at: int) -> int:
    """Return where a line without a good place to break ends, at ``at`` or as little before it as marks allow."""
    for place in range(at, start, -1):
        if text[place] not in NOT_FIRST and text[place - 1] not in NOT_LAST:
            return place
    return at


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before == " " and after not in NOT_FIRST
    word = before.isascii() and after.isascii()
    return not word and after not in NOT_FIRST and before not in NOT_LAST
