"""What the formats of a terminal share: rich writing to a string, as wide and as coloured as it is told."""

from __future__ import annotations

import io

from rich.console import Console
from rich.text import Text

from speechkit.errors import printable

UNLIMITED = 1_000_000  # rich wants a width; no line is this long


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
