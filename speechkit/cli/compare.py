"""``speechkit compare``."""

from __future__ import annotations

import click

from speechkit.cli.options import (
    GroupedCommand,
    Inputs,
    examples,
    input_options,
    limit_option,
    output_option,
)
from speechkit.cli.printing import format_option, printer
from speechkit.compare.records import Comparison, Coverage
from speechkit.errors import UsageError
from speechkit.renderers.table import View

TOP = 20


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit compare 2023.txt 2024.txt",
        "speechkit compare speeches.db --year-a 2023 --year-b 2024 -o 对照.html",
        "speechkit compare speeches.db --a 'speaker=李强' --b 'speaker=李克强'",
        "speechkit compare superior.txt subordinate.txt --coverage",
    ),
)
@input_options
@click.option("--year-a", type=click.IntRange(1800, 2100), metavar="YEAR", help="Only the speeches of A of this year.")
@click.option("--year-b", type=click.IntRange(1800, 2100), metavar="YEAR", help="Only the speeches of B of this year.")
@click.option(
    "--a",
    "where_a",
    metavar="CONDITION",
    help="Only the speeches of A, a corpus, that fulfil it: 'year<2013'.",
)
@click.option("--b", "where_b", metavar="CONDITION", help="Only the speeches of B, a corpus, that fulfil it.")
@click.option("--coverage", is_flag=True, help="Which demands of A, the superior, B passes on, and in whose words.")
@limit_option(f"Up to N words that a side has more often. [default: {TOP}]", "top", old="--top")
@format_option(Comparison, "columns")
@output_option
def command(
    inputs: Inputs,
    year_a: int | None,
    year_b: int | None,
    where_a: str | None,
    where_b: str | None,
    coverage: bool,
    top: int | None,
    format_name: str,
    output: str | None,
) -> None:
    """Hold two speeches, A and B, against each other: what B has kept, changed, added and dropped.

    A and B are files, folders or corpora; of the last two all speeches are taken together, and sections left out. With
    --year-a and --year-b, or --a and --b, one of them is enough. Tasks are the same where they share enough of their
    rare wording; a deadline in the same words is the same, whatever year they mean. Words are compared by
    log-likelihood and log-ratio.
    """
    if coverage and top is not None:
        raise UsageError("--limit is for the words of a comparison, which --coverage does not print; leave it out")
    out = printer(Coverage if coverage else Comparison, format_name, output)

    from speechkit.cli.listener import Complaining
    from speechkit.compare.engine import compare, cover
    from speechkit.compare.sides import sides_of

    one, other = sides_of(
        inputs.files,
        (year_a, year_b),
        where=(where_a, where_b),
        config=inputs.config,
        role=inputs.part,
        words=not coverage,
        listener=Complaining(inputs),
    )
    out.print([cover(one, other) if coverage else compare(one, other, top=top or TOP)], View())


# Their order says which is which, so that they have names of their own.
next(each for each in command.params if each.name == "files").metavar = "A [B]"
