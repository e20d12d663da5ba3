"""Where the output goes and what it looks like there: format, colour, width, escapes, decided once for all commands."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click
import msgspec

from speechkit.cli.options import Command
from speechkit.cli.screen import color_option, json_options, pager_option, screen, width_option
from speechkit.cli.spoken import asked, label_language, speaks
from speechkit.errors import OutputError, UsageError, printable
from speechkit.renderers import registry
from speechkit.renderers.table import View
from speechkit.writing import encoded, write_file

# What JSON leaves as it is and a terminal would obey: C1 controls, line separators, bidi controls.
_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
AnyView = TypeVar("AnyView", bound=View)
_VISIBLE = re.compile(r"[^\n\t]+")


def format_option(kind: type, on_terminal: str, *, width: bool = True) -> Callable[[Command], Command]:
    """Return the option --format, one of the formats of ``kind`` or auto, and --width, --color and --no-pager.

    It is handed over as ``format_name``; ``on_terminal`` tells people what auto is on a terminal. ``width``: the
    command has no other --width.
    """
    option = click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(["auto", *registry.format_names(kind)]),
        default="auto",
        help=f"auto: by the suffix of -o, else {on_terminal} on a terminal and text elsewhere."
        if registry.terminal_format(kind)
        else f"auto: by the suffix of -o, else {plain_format(kind)}.",
    )

    def decorate(function: Command) -> Command:
        screened = color_option(pager_option(json_options(function, listed=registry.result_of(kind).listed)))
        return option(width_option(screened) if width and registry.terminal_format(kind) else screened)

    return decorate


def labelled(view: AnyView) -> AnyView:
    """Return the view with the language of the run."""
    return msgspec.structs.replace(view, language=label_language(), chosen=speaks(), asked=asked())


class Printer(msgspec.Struct, frozen=True):
    """How a command prints records of the type ``kind``: in which format, and into which file, None or - for none.

    ``whole``: JSON is one document, which a file named .json is, though several inputs are an object a line elsewhere.
    """

    kind: type
    format: str
    output: str | None
    whole: bool = False

    @property
    def for_terminal(self) -> bool:
        """Whether the format is that of terminals, in colour and cut to their width, wherever it is printed."""
        return self.format == registry.terminal_format(self.kind)

    @property
    def on_terminal(self) -> bool:
        """Whether it is printed on a terminal."""
        return self.output in (None, "-") and is_terminal()

    @property
    def width(self) -> int | None:
        """The columns there are, or are asked for by --width or, in a pipe, by COLUMNS; None for no limit."""
        if not self.for_terminal:
            return None
        return screen().width or (terminal_width() if self.on_terminal else columns_said())

    def print(self, results: Iterable[Any], view: View) -> None:
        """Print the results as ``view`` says. Raises ``OutputError``."""
        array = screen().array or (self.whole and view.several)
        view = msgspec.structs.replace(labelled(view), array=array)
        if self.for_terminal:
            view = msgspec.structs.replace(view, width=self.width, color=wants_color(self.on_terminal))
        pieces = registry.render(self.kind, results, self.format, view)
        escape: Callable[[str], str] | None = escape_text
        if self.for_terminal:
            escape = None  # it escapes the speech's text itself; its own colours must stay
        elif self.format in ("json", "jsonl"):
            escape = escape_json
        write(pieces, self.output, escape=escape, byte_order_mark=self.format in registry.BYTE_ORDER_MARK)


def printer(kind: type, format_name: str, output: str | None) -> Printer:
    """Return the printer that --format and -o ask for: auto goes by the suffix of -o, else by what is printed on.

    Raises ``UsageError`` where the suffix says nothing, and where bytes would go to a terminal.
    """
    whole = False
    if format_name == "auto":
        if output is not None and output != "-":
            whole = True
            format_name = by_suffix(registry.suffixes(kind), output)
        else:
            laid_out = is_terminal() or screen().width is not None
            format_name = (laid_out and registry.terminal_format(kind)) or plain_format(kind)
    chosen = Printer(kind, format_name, output, whole)
    if screen().array and format_name != "json":
        raise UsageError(f"--array is for JSON, this is {format_name}; add --json")
    if screen().width is not None and not chosen.for_terminal:
        raise UsageError(
            f"--width lays out for people; {format_name} has no width, {registry.terminal_format(kind)} has"
        )
    if format_name in registry.BINARY and chosen.on_terminal:
        raise UsageError(f"{format_name} is no text for a terminal; name a file with -o")
    return chosen


def plain_format(kind: type) -> str:
    """Return the format in which records are printed where nothing else is said: text, else their first."""
    names = registry.format_names(kind)
    return "text" if "text" in names else names[0]


def by_suffix(known: dict[str, str], output: str) -> str:
    """Return the format that the suffix of ``output`` stands for. Raises ``UsageError`` where it is not ``known``."""
    name = known.get(os.path.splitext(output)[1].lower())
    if name is None:
        shown = printable(output) or "-o with an empty name"
        raise UsageError(f"{shown}: no format has this suffix; use one of {', '.join(known)}, or --format")
    return name


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return bool(sys.stdout) and sys.stdout.isatty()


def terminal_width() -> int:
    """Return the columns of the terminal, or what COLUMNS says."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def columns_said() -> int | None:
    """Return what COLUMNS says, None where it says no number."""
    said = os.environ.get("COLUMNS", "")
    return int(said) or None if said.isascii() and said.isdigit() else None


def wants_color(on_terminal: bool) -> bool:
    """Whether to colour: --color decides, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if screen().color != "auto":
        return screen().color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "").lower()
    if forced:
        return forced not in ("0", "false")
    return on_terminal and os.environ.get("TERM") != "dumb"


def escape_text(text: str) -> str:
    """Return text that is safe on a terminal: what would steer it becomes visible, lines stay lines."""
    return _VISIBLE.sub(lambda match: printable(match.group()), text.replace("\r\n", "\n"))


def escape_json(text: str) -> str:
    """Return the same JSON with nothing in it that a terminal obeys; it parses to the same data."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def write(
    pieces: Iterable[str | bytes],
    output: str | None = None,
    *,
    escape: Callable[[str], str] | None = escape_text,
    byte_order_mark: bool = False,
) -> None:
    """Write to the file ``output``, whole or not at all, else to standard output, on a terminal through ``escape``.

    Nothing is opened before the first piece is there. Raises ``OutputError``; the file is then as it was.
    """
    if output is not None and output != "-":
        write_file(pieces, output, byte_order_mark=byte_order_mark)
    else:
        _to_stdout(_shown(pieces, escape) if is_terminal() else map(encoded, pieces))


def _shown(pieces: Iterable[str | bytes], escape: Callable[[str], str] | None) -> Iterator[bytes]:
    """Yield what a terminal is sent; what is long goes to a pager."""
    from speechkit.cli.pager import fits_or_paged

    found = (encoded(escape(piece) if escape and isinstance(piece, str) else piece) for piece in pieces)
    return fits_or_paged(found) if screen().pager else found


def _to_stdout(pieces: Iterable[bytes]) -> None:
    put = None
    for piece in pieces:
        if put is None:
            if not sys.stdout:
                raise OutputError("cannot write: standard output is closed; use -o FILE")
            put = sys.stdout.buffer.write
        try:
            put(piece)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _stdout_error(error) from None
    if put is None:
        return
    try:
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _stdout_error(error) from None


def _stdout_error(error: OSError) -> OutputError:
    return OutputError(f"cannot write to standard output: {(error.strerror or str(error)).lower()}")
