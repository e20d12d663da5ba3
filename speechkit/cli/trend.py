"""``speechkit trend``."""

from __future__ import annotations

import os
from typing import Any, get_args

import click
from msgspec import structs
from msgspec.structs import replace

from speechkit.cli.corpus_inputs import corpus_of, scope_options, source_of, term_options
from speechkit.cli.count import divided
from speechkit.cli.messages import complain
from speechkit.cli.options import (
    PATH,
    GroupedCommand,
    Inputs,
    checked_date,
    examples,
    input_options,
    limit_option,
    output_option,
)
from speechkit.cli.printing import format_option, printer
from speechkit.config import TrendConfig
from speechkit.corpus.corpus import TOP
from speechkit.corpus.movers import CHANCE, LEAST_DOCUMENTS, Moving
from speechkit.corpus.terms import How
from speechkit.corpus.trend import LENGTHS, Trend, TrendBy
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.trend import TrendView
from speechkit.temperatures import shares_of


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit trend 四个意识 获得感 speeches.db",
        "speechkit trend 發展 改革 speeches.db -o trend.svg",
        "speechkit trend 和谐社会 高质量发展 speeches.db --heat",
        "speechkit trend --rising --limit 10 speeches.db",
    ),
)
@input_options
@term_options
@scope_options(since=False)
@click.option(
    "--by", type=click.Choice(get_args(TrendBy)), default="year", show_default=True, help="The length of a period."
)
@click.option("--heat", is_flag=True, help="Show each term's temperature in every period instead of its rate.")
@click.option(
    "--temperatures",
    metavar="NAME",
    help="Thresholds of 沸烫热暖温: speeches, or cmp for newspapers. [default: as configured, else speeches]",
)
@click.option("--rising", is_flag=True, help="Find the terms that are used more and more.")
@click.option("--falling", is_flag=True, help="Find those that are used less and less.")
@click.option("--new", is_flag=True, help="Find those that stand nowhere before.")
@click.option("--gone", is_flag=True, help="Find those that stand nowhere since.")
@click.option(
    "--since",
    metavar="PERIOD",
    callback=checked_date("2021", "2021-03"),
    help="From 2021 on; of terms that move, where before ends. [default: the middle; for --new, --gone the last tenth]",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="P",
    help=f"How likely by chance what is found may be, corrected for all that is tested. [default: {CHANCE}]",
)
@click.option(
    "--min-documents",
    type=click.IntRange(1),
    metavar="N",
    help=f"Find terms of N documents at least. [default: {LEAST_DOCUMENTS}]",
)
@limit_option(f"Find N terms. [default: {TOP}]", "top", old="--top")
@click.option("--font", type=PATH, metavar="FILE", help="A font with Chinese characters, for -o FILE.png.")
@format_option(Trend, "a table")
@output_option
def command(
    inputs: Inputs,
    how: How,
    concepts: tuple[str, ...],
    scope: Scope,
    by: TrendBy,
    heat: bool,
    temperatures: str | None,
    since: str | None,
    alpha: float | None,
    min_documents: int | None,
    top: int | None,
    font: str | None,
    format_name: str,
    output: str | None,
    **wanted: bool,
) -> None:
    """Follow each TERM through the years of a corpus, or of FILES and folders, which come last.

    Without a TERM, --rising, --falling, --new or --gone finds terms: the glossary's and other known names, set phrases,
    and runs of words of 2 to 12 characters that are free on both sides, whose rates before and since differ more than
    chance lets them. What comes first is how surely and greatly the rate has changed (G2, the near end of the
    log-ratio's 95 % interval) and what speaks for a term: known ones go before words, and words before runs of words.
    Of large corpora a million characters are looked through for words and runs of them; what is found, and every known
    name, is counted in all.

    A document needs a date. 沸烫热暖温冷 grade a term by the share of a period's documents that have it.
    """
    out = printer(Trend, format_name, output)
    if font is not None and out.format != "png":
        raise UsageError("--font is for a chart in PNG; name it with -o FILE.png")
    if temperatures is not None:
        shares_of(temperatures)
        inputs = replace(inputs, config=replace(inputs.config, trend=TrendConfig(temperatures)))
    moving = _moving(wanted, since, {"--limit": top, "--alpha": alpha, "--min-documents": min_documents}, by)
    if moving and (inputs.part or concepts or how != How()):
        raise UsageError(f"--{moving} finds the terms itself, in whole speeches; leave out options of terms and parts")
    terms, files = ((), _all_there(inputs.files, moving)) if moving else divided(inputs.files, (), concepts)
    scope = scope if moving else replace(scope, since=since)
    finds = moving is not None
    with corpus_of(replace(inputs, files=files), words=how.word or finds, slogans=finds, scope=scope) as corpus:
        found = (
            corpus.movers(
                moving,
                by=by,
                top=top or TOP,
                since=since,
                alpha=alpha or CHANCE,
                min_documents=min_documents or LEAST_DOCUMENTS,
            )
            if moving
            else corpus.trend(terms, concepts=concepts, by=by, part=inputs.part, **structs.asdict(how))
        )
        if not found and moving and not inputs.quiet:
            complain(f"no term is surely {moving} in it")
        undated = corpus.undated(by)
        _tell_undated(undated, by, inputs.quiet)
    view = TrendView(
        by=by, moving=finds, font=font, temperatures=inputs.config.trend.temperatures, heat=heat,
        source=source_of(files), scope=scope, undated=undated,
    )  # fmt: skip
    out.print(found, view)


def _moving(wanted: dict[str, bool], since: str | None, given: dict[str, Any], by: TrendBy) -> Moving | None:
    """Which terms are to be found, None where they are named. Raises ``UsageError`` where the options clash."""
    moving: list[Any] = [name for name, asked in wanted.items() if asked]
    if len(moving) > 1:
        raise UsageError(f"--{moving[0]} and --{moving[1]} are two questions; ask one at a time")
    if not moving and (option := next((name for name, value in given.items() if value is not None), None)):
        raise UsageError(f"{option} goes with --rising, --falling, --new or --gone")
    if since and len(since) != LENGTHS[by]:
        raise UsageError(f"--since {since} is no {by}; write {'2021' if by == 'year' else '2021-03'}")
    return moving[0] if moving else None


def _all_there(files: tuple[str, ...], moving: Moving) -> tuple[str, ...]:
    for each in files:
        if each != "-" and not os.path.lexists(each):
            shown = printable(each) or "with an empty name"
            raise UsageError(f"there is no corpus, file or folder {shown}; --{moving} finds the terms itself")
    return files


def _tell_undated(documents: int, by: TrendBy, quiet: bool) -> None:
    if documents and not quiet:
        lack = f"documents without a {by}: {documents:,}, left out"
        complain(f"{lack}; give dates with corpus add --meta, or in the names of files: 2020-09-12_019.txt")


next(each for each in command.params if each.name == "files").metavar = "TERM... CORPUS|FILES..."
