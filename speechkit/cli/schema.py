"""``speechkit schema``."""

from __future__ import annotations

import click

from speechkit.cli.options import examples, output_option
from speechkit.cli.output import escape_json, write


@click.command(epilog=examples("speechkit schema -o speechkit.schema.json"))
@output_option
def command(output: str | None) -> None:
    """Print the JSON Schema of what `speechkit analyze --format json` prints."""
    import msgspec

    from speechkit.model import Analysis

    schema = msgspec.json.encode(msgspec.json.schema(Analysis))
    write([msgspec.json.format(schema, indent=2).decode() + "\n"], output, escape=escape_json)
