"""``speechkit summary``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from speechkit.cli.options import Inputs, date_option, examples, input_options, output_option
from speechkit.cli.output import escape_json, escape_text, is_terminal, write
from speechkit.cli.suffixes import format_of, format_option
from speechkit.errors import printable
from speechkit.pipeline import Reading
from speechkit.renderers.digest import RENDERERS, SUFFIXES, renderer
from speechkit.renderers.digest.wording import DigestView

if TYPE_CHECKING:
    from collections.abc import Callable

    from speechkit.model import Document
    from speechkit.summary.records import Summary


@click.command(
    epilog=examples(
        "speechkit summary speech.txt",
        "speechkit summary speech.txt -o 一页.md",
        "speechkit summary *.txt --format json",
    )
)
@input_options
@click.option(
    "--tasks",
    type=click.IntRange(min=0),
    default=12,
    metavar="N",
    help="Show up to N tasks that name somebody or a time; of the others as many as they leave, or N/3. [default: 12]",
)
@date_option
@format_option(RENDERERS, "panels")
@output_option
def command(inputs: Inputs, tasks: int, date: str | None, format_name: str, output: str | None) -> None:
    """Print one page to read instead of the speech: who, where and when, its parts, points, tasks and set phrases.

    Nothing is written anew: all of it stands in the speech, on the line that is given. A sentence that is cut, at the
    border of a clause, ends in …. With --part the shares are still those of the whole speech.
    """
    name = format_of(format_name, output, SUFFIXES, "panels" if is_terminal() else "text")
    view = DigestView(several=len(inputs.files) > 1)
    if name == "panels":
        from speechkit.cli.formats import terminal_width, wants_color

        on_terminal = is_terminal() and output in (None, "-")
        view = replace(view, width=terminal_width() if on_terminal else None, color=wants_color(on_terminal))
    escape = None if name == "panels" else escape_json if name == "json" else escape_text
    write(renderer(name)(inputs.each(_summarizer(inputs, tasks, date)), view), output, escape=escape)


def _summarizer(inputs: Inputs, tasks: int, date: str | None) -> Callable[[Document], Summary]:
    """What makes the page of a document, once the user knows of all that is wrong with it."""
    from speechkit.summary.page import summary_of

    def summarize(document: Document) -> Summary:
        reading = Reading(document, config=inputs.config, date=date)
        inputs.warn(document, reading.warnings)
        inputs.lacks_part(printable(document.source.name), reading.parts)
        return summary_of(reading, tasks=tasks, role=inputs.part)

    return summarize
