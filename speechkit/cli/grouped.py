"""How options are grouped in the help of a command: its own first, then those that all share, in one order."""

from __future__ import annotations

import click

OWN = "Options"
# What each shared option is listed under, by its long name. A command's own options are those that are not here.
GROUPS: dict[str, tuple[str, ...]] = {
    "Input options": (
        "--part",
        "--date",
        "--encoding",
        "--strict",
        "--script",
        "--convert",
        "--text-column",
        "--title-column",
        "--date-column",
        "--speaker-column",
    ),
    "Output options": ("--original", "--limit", "--output", "--format", "--json", "--array", "--width"),
    "Common options": ("--color", "--no-pager", "--quiet", "--config", "--language", "--version", "--help"),
}
_PLACES = {name: (group, at) for group, names in GROUPS.items() for at, name in enumerate(names)}


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the groups that have options."""
    groups: dict[str, list[tuple[int, tuple[str, str]]]] = {name: [] for name in (OWN, *GROUPS)}
    for option in command.get_params(ctx):
        if isinstance(option, click.Option) and (record := option.get_help_record(ctx)):
            group, at = place_of(option)
            groups[group].append((at, record))
    for name, records in groups.items():
        if records:
            with formatter.section(name):
                formatter.write_dl([record for _, record in sorted(records, key=lambda each: each[0])])


def place_of(option: click.Parameter) -> tuple[str, int]:
    """Return the group that an option is listed in, and its place there."""
    return next((_PLACES[name] for name in option.opts if name in _PLACES), (OWN, 0))
