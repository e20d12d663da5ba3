"""``speechkit explain``."""

from __future__ import annotations

import os

import click
from msgspec.structs import replace

from speechkit.cli.options import GroupedCommand, Inputs, date_option, examples, input_options, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.errors import UsageError
from speechkit.model import Explanation
from speechkit.pipeline import Reading
from speechkit.renderers.table import View
from speechkit.selection import is_task_or_line, units_at


class _Command(GroupedCommand):
    """The arguments are read as files are; the help says which ones they are."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name in the line of its usage."""
        return ["[OPTIONS]", "FILE[:LINE]", "[TASK | ITEM | LINE]"]


@click.command(
    cls=_Command,
    epilog=examples(
        "speechkit explain speech.txt T12",
        "speechkit explain speech.txt I5",
        "speechkit explain speech.txt:16",
        "speechkit explain - 16 < speech.txt",
        "speechkit explain speech.txt T12 --format json",
    ),
)
@input_options
@date_option
@format_option(Explanation, "in colour")
@output_option
def command(inputs: Inputs, date: str | None, format_name: str, output: str | None) -> None:
    """Say why a sentence is a task, or why it is none: TASK or ITEM by its id, or every sentence on LINE.

    Shows the sentence in its context, its part, the words and rules that decided, in logits, and who found the actor
    and the deadline.
    """
    out = printer(Explanation, format_name, output)
    file, place = _file_and_place(inputs.files)
    out.print(
        replace(inputs, files=(file,)).each(lambda reading: _explain(inputs, reading, place), date=date, single=True),
        View(),
    )


def _file_and_place(arguments: tuple[str, ...]) -> tuple[str, str]:
    """Return the file, and the task or the line that is asked for, empty where none is.

    A file whose name has a colon in it is taken for a file first. Raises ``UsageError`` where there are too many
    arguments.
    """
    if len(arguments) > 2:
        raise UsageError("explain takes one file, and one task, item or line")
    if len(arguments) == 2:
        return arguments[0], arguments[1]
    file, colon, place = arguments[0].rpartition(":")
    if colon and not _exists(arguments[0]) and (_exists(file) or is_task_or_line(place)):
        return file, place
    return arguments[0], ""


def _exists(path: str) -> bool:
    try:
        return os.path.exists(path)
    except ValueError:  # a NUL in the name
        return False


def _explain(inputs: Inputs, reading: Reading, place: str) -> Explanation:
    from speechkit.explanation import explanation_of

    chosen = units_at(explanation_of(reading), place, inputs.part)
    inputs.warn(reading.document, chosen.warnings)
    return chosen
