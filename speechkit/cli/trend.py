"""``speechkit trend``."""

from __future__ import annotations

from typing import Any, get_args

import click
from msgspec.structs import replace

from speechkit.cli.corpus import corpus_of
from speechkit.cli.count import _divided as divided
from speechkit.cli.messages import complain
from speechkit.cli.options import PATH, Inputs, examples, input_options, output_option
from speechkit.cli.output import escape_json, escape_text, is_terminal, write
from speechkit.cli.suffixes import format_of, format_option
from speechkit.corpus.trend import Moving, movers, trends
from speechkit.errors import UsageError
from speechkit.renderers.trend import RENDERERS, SUFFIXES, renderer
from speechkit.renderers.trend.rows import By, TrendView


@click.command(
    epilog=examples(
        "speechkit trend 四个意识 获得感 speeches.db",
        "speechkit trend 發展 改革 speeches.db -o trend.svg",
        "speechkit trend --rising --top 10 speeches.db",
    )
)
@input_options
@click.option(
    "--by", type=click.Choice(get_args(By)), default="year", show_default=True, help="The length of a period."
)
@click.option("--rising", "moving", flag_value="rising", help="Find the terms that are used more and more.")
@click.option("--falling", "moving", flag_value="falling", help="Find those that are used less and less.")
@click.option("--new", "moving", flag_value="new", help="Find those that stand nowhere before.")
@click.option("--gone", "moving", flag_value="gone", help="Find those that stand nowhere since.")
@click.option(
    "--since", metavar="PERIOD", help="Where before ends, such as 2021. [default: the middle; the last period]"
)
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="Find so many terms.")
@click.option("--font", type=PATH, metavar="FILE", help="A font with Chinese characters, for -o FILE.png.")
@format_option((*RENDERERS, "png"), "a table")
@output_option
def command(
    inputs: Inputs,
    by: By,
    moving: Moving | None,
    since: str | None,
    top: int,
    font: str | None,
    format_name: str,
    output: str | None,
) -> None:
    """Follow each TERM through the years of a corpus, or of FILES and folders, which come last.

    Without a TERM, --rising, --falling, --new or --gone finds set phrases, and words where the corpus has them. A
    document needs a date. 沸烫热暖温冷 is the share of documents with the term, by the configuration's thresholds.
    """
    name = format_of(format_name, output, {**SUFFIXES, ".png": "png"}, "table" if is_terminal() else "text")
    if inputs.part:
        raise UsageError("trend counts whole speeches; leave --part out, or use count --by year --part")
    terms, files = ((), inputs.files) if moving else divided(inputs.files, ())
    view = TrendView(by)
    if name == "table":
        from speechkit.cli.formats import terminal_width, wants_color

        on_terminal = is_terminal() and output in (None, "-")
        view = replace(view, width=terminal_width() if on_terminal else None, color=wants_color(on_terminal))
    thresholds = inputs.config.trend.temperatures
    with corpus_of(replace(inputs, files=files), ("slogans",) if moving else ()) as corpus:
        moves: list[Any] = []
        if moving:
            found = movers(corpus, moving, by, top, since)
            terms, moves = tuple(term for term, _ in found), [move for _, move in found]
            if not terms and not inputs.quiet:
                complain(f"no term is {moving} in it")
        shown = trends(corpus, terms, by, thresholds, moves)
    if not inputs.quiet and any(not trend.points for trend in shown):
        complain(
            "none of the documents has a date; give them with corpus add --meta, or in their names: 2020-09-12_019.txt"
        )
    if name == "png":
        from speechkit.cli.binary import write_bytes
        from speechkit.cli.trend_png import drawn

        write_bytes(drawn("".join(renderer("svg")(shown, view)), font), output)
        return
    escape = None if name in ("table", "svg") else escape_json if name == "json" else escape_text
    write(renderer(name)(shown, view), output, escape=escape, byte_order_mark=name == "csv")


next(each for each in command.params if each.name == "files").metavar = "TERM... CORPUS|FILES..."
