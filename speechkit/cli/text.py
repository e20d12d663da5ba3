"""``speechkit text``."""

from __future__ import annotations

import click

from speechkit.cli.options import Inputs, examples, input_options, output_option
from speechkit.cli.printing import write
from speechkit.pipeline import Reading


@click.command(epilog=examples("speechkit text speech.txt | cut -c 1-40"))
@input_options
@click.option("--simplified", is_flag=True, help="Print the simplified text, which has the same length.")
@output_option
def command(inputs: Inputs, simplified: bool, output: str | None) -> None:
    """Print the text as it was read, in UTF-8; every offset that speechkit prints indexes its characters.

    With --part offsets still count in the whole text.
    """

    def text(reading: Reading) -> str:
        document = reading.document
        inputs.warn(document, document.source.warnings)
        return inputs.cut(reading, document.text if simplified else document.source.text)

    write(inputs.each(text), output)
