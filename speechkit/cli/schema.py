"""``speechkit schema``."""

from __future__ import annotations

import click

from speechkit.cli.options import GroupedCommand, examples, output_option
from speechkit.cli.printing import escape_json, write


@click.command(cls=GroupedCommand, epilog=examples("speechkit schema -o speechkit.schema.json"))
@output_option
def command(output: str | None) -> None:
    """Print the JSON Schema of what `speechkit analyze --format json` prints."""
    from msgspec.json import schema

    from speechkit.model import Analysis
    from speechkit.writing import indented

    write([indented(schema(Analysis)) + "\n"], output, escape=escape_json)
