"""What the formats of a terminal share: rich writing to a string, lines cut and lines broken as Chinese is.

Chinese text is broken between characters, not in Latin words or before closing marks; rich breaks where a blank is, and
anywhere in a text without blanks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.cells import get_character_cell_size
from rich.console import Console
from rich.text import Text

from speechkit.errors import printable

UNLIMITED = 1_000_000  # rich wants a width; no line is this long
_NOT_FIRST = "，。；：！？、…）》」』】〉”’%％,.;:!?)]}·—×"
_NOT_LAST = "（《「『【〈“‘([{"


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
    """Return the lines of ``text``, each within ``width`` cells; those after the first begin with ``margin`` spaces."""
    lines: list[Text] = []
    rest = text
    while rest.cell_len > (room := width - margin * bool(lines)):
        head, rest = rest.divide([_break(rest.plain, room)])
        head.rstrip()
        lines.append(head)
        spaces = len(rest.plain) - len(rest.plain.lstrip(" "))
        rest = rest[spaces:] if spaces else rest
    lines.append(rest)
    return [line if not at else Text(" " * margin).append_text(line) for at, line in enumerate(lines)]


def _break(text: str, room: int) -> int:
    """Return where the first line of at most ``room`` cells ends; at least one character is on it."""
    cells = best = 0
    for at, character in enumerate(text):
        if at and _may_break(text[at - 1], character):
            best = at
        cells += get_character_cell_size(character)
        if cells > room:
            return best or max(at, 1)
    return len(text)


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before == " " and after not in _NOT_FIRST
    word = before.isascii() and after.isascii()
    return not word and after not in _NOT_FIRST and before not in _NOT_LAST
