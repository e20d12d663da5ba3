"""``speechkit convert``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from speechkit.cli.options import PATH, GroupedCommand, Inputs, examples, input_options
from speechkit.cli.printing import write
from speechkit.pipeline import Reading

if TYPE_CHECKING:
    from speechkit.script import Target

TARGETS = ("hans", "hant-tw", "hant-hk")


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit convert speech.txt > simplified.txt", "speechkit convert speech.txt --to hant-tw -o traditional.txt"
    ),
)
@input_options
@click.option(
    "--to",
    type=click.Choice(TARGETS),
    default="hans",
    help="Simplified (the default), or traditional as in Taiwan or Hong Kong.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=PATH,
    metavar="FILE",
    help="Write to FILE, whole or not at all; it may be the input.",
)
def command(inputs: Inputs, to: Target, target: str | None) -> None:
    """Write the text in simplified or traditional characters, and nothing else.

    Spaces, line ends and the number of characters stay as they are; text that is simplified already comes out
    unchanged. The output is UTF-8 without a byte-order mark, whatever the input was.
    """
    write(inputs.each(lambda reading: _convert(inputs, reading, to)), target)


def _convert(inputs: Inputs, reading: Reading, to: Target) -> str:
    document = reading.document
    inputs.warn(document, document.source.warnings)
    if to == "hans":
        return inputs.cut(reading, document.text)
    from speechkit.script import convert

    return inputs.cut(reading, convert(document.source.text, to))
