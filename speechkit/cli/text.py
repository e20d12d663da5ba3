"""``speechkit text``."""

from __future__ import annotations

import click

from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, output_option
from speechkit.cli.printing import write
from speechkit.errors import printable
from speechkit.pipeline import Reading


@click.command(
    cls=GroupedCommand,
    epilog=examples("speechkit text speech.txt | cut -c 1-40", "speechkit text speech.html --body -o speech.txt"),
)
@input_options
@click.option("--simplified", is_flag=True, help="Print the simplified text, which has the same length.")
@click.option("--body", is_flag=True, help="Print what is counted as speech: a paragraph a line, without what is meta.")
@output_option
def command(inputs: Inputs, simplified: bool, body: bool, output: str | None) -> None:
    """Print the text as it was read, in UTF-8; every offset that speechkit prints indexes its characters.

    With --part offsets still count in the whole text. With --body they do not: title, page numbers, licences and the
    like are left out, and lines that were wrapped are whole, as where words are searched and counted.
    """

    def text(reading: Reading) -> str:
        document = reading.document
        inputs.warn(document, document.source.warnings)
        if body:
            return _body(inputs, reading, simplified=simplified)
        return inputs.cut(reading, document.text if simplified else document.source.text)

    write(inputs.each(text), output)


def _body(inputs: Inputs, reading: Reading, *, simplified: bool) -> str:
    from speechkit.corpus.body import as_written, body_of

    inputs.lacks_part(printable(reading.document.source.name), reading.parts)
    found = body_of(reading)
    text = as_written(found, reading.document.text if simplified else reading.text, inputs.part)
    return text if not text or text.endswith("\n") else f"{text}\n"
