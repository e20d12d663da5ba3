"""``speechkit schema``."""

from __future__ import annotations

import click

from speechkit.cli.options import GroupedCommand, examples, output_option
from speechkit.cli.printing import escape_json, write


@click.command(
    cls=GroupedCommand,
    epilog=examples("speechkit schema -o speechkit.schema.json", "speechkit schema summary"),
)
@click.argument(
    "command_name", metavar="[analyze|summary]", type=click.Choice(["analyze", "summary"]), default="analyze"
)
@output_option
def command(command_name: str, output: str | None) -> None:
    """Print the JSON Schema of what `speechkit analyze --format json` prints, or that of `speechkit summary`."""
    from msgspec.json import schema

    from speechkit.model import Analysis
    from speechkit.summary.records import Summary
    from speechkit.writing import indented

    kind = Summary if command_name == "summary" else Analysis
    write([indented(schema(kind)) + "\n"], output, escape=escape_json)
