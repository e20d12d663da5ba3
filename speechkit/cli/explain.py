"""``speechkit explain``."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from speechkit.cli.formats import terminal_width, wants_color
from speechkit.cli.options import Inputs, date_option, examples, input_options, output_option
from speechkit.cli.output import escape_json, escape_text, is_terminal, write
from speechkit.cli.suffixes import format_of, format_option
from speechkit.errors import UsageError, printable
from speechkit.renderers.explain import RENDERERS, SUFFIXES, renderer
from speechkit.renderers.view import View

if TYPE_CHECKING:
    from speechkit.model import Document, Explanation, Role, UnitExplanation

_LONGEST = 30  # characters of what is neither a task nor a line that are repeated
_PLACE = re.compile("(?P<task>[Tt][0-9]{1,9})|(?P<line>[0-9]{1,9})")


class _Command(click.Command):
    """The arguments are read as files are; the help says which ones they are."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name in the line of its usage."""
        return ["[OPTIONS]", "FILE[:LINE]", "[TASK | LINE]"]


@click.command(
    cls=_Command,
    epilog=examples(
        "speechkit explain speech.txt T12",
        "speechkit explain speech.txt:16",
        "speechkit explain - 16 < speech.txt",
        "speechkit explain speech.txt T12 --format json",
    ),
)
@input_options
@date_option
@format_option(RENDERERS, "in colour")
@output_option
def command(inputs: Inputs, date: str | None, format_name: str, output: str | None) -> None:
    """Say why a sentence is a task, or why it is none: TASK by its id, or every sentence on LINE.

    Shows the sentence in its context, its part, the words and rules that decided, in logits, and who found the actor
    and the deadline.
    """
    name = format_of(format_name, output, SUFFIXES, "terminal" if is_terminal() else "text")
    view = View()
    if name == "terminal":
        on_terminal = is_terminal() and output in (None, "-")
        view = View(width=terminal_width() if on_terminal else None, color=wants_color(on_terminal))
    file, place = _file_and_place(inputs.files)
    explained = replace(inputs, files=(file,)).each(lambda document: _explain(inputs, document, place, date))
    escape = None if name == "terminal" else escape_json if name == "json" else escape_text
    write((piece for explanation in explained for piece in renderer(name)(explanation, view)), output, escape=escape)


def _file_and_place(arguments: tuple[str, ...]) -> tuple[str, str]:
    """The file, and the task or the line that is asked for, empty where none is. A name with a colon in it goes first.

    Raises ``UsageError`` where there are too many arguments.
    """
    if len(arguments) > 2:
        raise UsageError("explain takes one file, and one task or line")
    if len(arguments) == 2:
        return arguments[0], arguments[1]
    file, colon, place = arguments[0].rpartition(":")
    if colon and not _exists(arguments[0]) and (_exists(file) or _PLACE.fullmatch(place)):
        return file, place
    return arguments[0], ""


def _exists(path: str) -> bool:
    try:
        return os.path.exists(path)
    except ValueError:  # a NUL in the name
        return False


def _explain(inputs: Inputs, document: Document, place: str, date: str | None) -> Explanation:
    from speechkit.pipeline import explain_document

    explanation = explain_document(document, date=date)
    chosen = replace(explanation, units=_in_part(explanation, _chosen(explanation, place), place, inputs.part))
    inputs.warn(document, chosen.warnings)
    return chosen


def _chosen(explanation: Explanation, place: str) -> tuple[UnitExplanation, ...]:
    """The units at ``place``. Raises ``UsageError``, which says what there is, where there are none."""
    found = _PLACE.fullmatch(place)
    if found and found["task"]:
        chosen = tuple(unit for unit in explanation.units if unit.id == f"T{int(place[1:])}")
    elif found:
        line = int(found["line"])
        chosen = tuple(unit for unit in explanation.units if unit.line <= line <= unit.last_line)
    else:
        chosen = ()
    if not chosen:
        raise UsageError(_missing(explanation, place))
    return chosen


def _in_part(
    explanation: Explanation, units: tuple[UnitExplanation, ...], place: str, part: Role | None
) -> tuple[UnitExplanation, ...]:
    """The units that stand in ``part``, all where it is None. Raises ``UsageError`` where none of them does."""
    kept = tuple(unit for unit in units if part is None or unit.part.role == part)
    if not kept:
        where = f"line {place}" if place.isdecimal() else units[0].id
        roles = " and ".join(dict.fromkeys(unit.part.role for unit in units))
        raise UsageError(f"{where} of {printable(explanation.source.name)} stands in {roles}, not in {part}")
    return kept


def _missing(explanation: Explanation, place: str) -> str:
    name, lines = printable(explanation.source.name), explanation.source.lines
    count = sum(unit.task is not None for unit in explanation.units)
    tasks = f"{count} tasks, T1 to T{count}" if count > 1 else "1 task, T1" if count else "no tasks"
    if not place:
        return f"name a task or a line: {name} has {tasks}, and {_lines(lines)}"
    found = _PLACE.fullmatch(place)
    if not found:
        place = place if len(place) <= _LONGEST else place[: _LONGEST - 1] + "…"
        return f"'{printable(place)}' is neither a task nor a line: {name} has {tasks}, and {_lines(lines)}"
    if found["task"]:
        return f"there is no task {place.upper()}: {name} has {tasks}"
    line = int(place)
    if not 1 <= line <= lines:
        return f"there is no line {line}: {name} has {_lines(lines)}"
    before = [unit.last_line for unit in explanation.units if unit.last_line < line][-1:]
    after = [unit.line for unit in explanation.units if unit.line > line][:1]
    near = " and ".join(map(str, before + after))
    return f"no sentence stands on line {line} of {name}; the nearest: {near}"


def _lines(count: int) -> str:
    return f"{count} line{'s' * (count != 1)}"
