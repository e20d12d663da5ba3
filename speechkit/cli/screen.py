"""What a run is told of printing, on the group or on the command: colour, width, pager, JSON; kept for ``printing``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

import click
from msgspec import Struct
from msgspec.structs import replace

from speechkit.errors import UsageError

Color = Literal["auto", "always", "never"]
COLORS = ("auto", "always", "never")
_KEY = "speechkit.screen"  # in what the contexts of one run share


class Screen(Struct, frozen=True):
    """What the options ask for: colour or what the environment says, cells of a line or those there are, a pager.

    ``array``: JSON is an array in any case.
    """

    color: Color = "auto"
    width: int | None = None
    pager: bool = True
    array: bool = False


def screen() -> Screen:
    """Return what the run that goes on was told, the defaults where none does."""
    context = click.get_current_context(silent=True)
    told: Screen = context.meta.get(_KEY, Screen()) if context else Screen()
    return told


def tell(context: click.Context, **options: Any) -> None:
    """Keep those ``options``, fields of a ``Screen``, that are given; the last word counts."""
    given = {name: value for name, value in options.items() if value is not None}
    context.meta[_KEY] = replace(context.meta.get(_KEY, Screen()), **given)


def _kept(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    return lambda context, option, value: tell(context, **{field: value})


color_option = click.option(
    "--color",
    type=click.Choice(COLORS),
    expose_value=False,
    callback=_kept("color"),
    help="Whether to colour. [default: auto, on a terminal, as NO_COLOR and FORCE_COLOR allow]",
)
width_option = click.option(
    "--width",
    type=click.IntRange(20),
    metavar="N",
    expose_value=False,
    callback=_kept("width"),
    help="Lay out for people in N cells, also in a pipe. [default: the terminal's, or COLUMNS]",
)
pager_option = click.option(
    "--no-pager",
    "pager",
    flag_value=False,
    default=None,
    is_flag=True,
    expose_value=False,
    callback=_kept("pager"),
    help="Print long output on a terminal without a pager.",
)


def json_options(function: Callable[..., None], *, listed: bool) -> Callable[..., None]:
    """Add --json, which is --format json, and --array; below the option --format, whose ``format_name`` they change.

    ``listed``: what is printed is an array however many inputs there are.
    """
    form = "an array of what was found" if listed else "an object for one input, for several an object a line"

    @click.option("--json", "as_json", is_flag=True, help=f"Print JSON, as --format json: {form}.")
    @click.option(
        "--array",
        is_flag=True,
        hidden=listed,
        help="In JSON, always an array. [default: only in a .json file of several inputs]",
    )
    @click.pass_context
    @wraps(function)
    def command(
        context: click.Context, /, *args: Any, format_name: str, as_json: bool, array: bool, **options: Any
    ) -> None:
        if as_json and format_name not in ("auto", "json"):
            raise UsageError(f"--json is --format json; leave it out, or --format {format_name}")
        tell(context, array=array)
        function(*args, format_name="json" if as_json else format_name, **options)

    return command
