"""``speechkit kwic``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import click

from speechkit.cli.corpus_inputs import corpus_of, scope_options
from speechkit.cli.messages import complain
from speechkit.cli.options import (
    GroupedCommand,
    Inputs,
    examples,
    input_options,
    limit_option,
    output_option,
)
from speechkit.cli.printing import format_option, printer
from speechkit.corpus.kwic import WIDTH, Hit, Sort, Within
from speechkit.corpus.where import Scope
from speechkit.errors import printable
from speechkit.renderers.kwic import KwicView, context_for


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit kwic 高质量发展 speeches.db",
        "speechkit kwic 發展 speech.txt folder/ --sort right --width 60",
        "speechkit kwic --regex '[一二两三四五六七八九十]个(意识|自信)' speeches.db --part requirements",
    ),
)
@click.argument("pattern")
@input_options
@scope_options()
@click.option("--regex", is_flag=True, help="PATTERN is a regular expression (RE2's; \\w is any script's).")
@click.option(
    "--width",
    type=click.IntRange(0, 1000),
    metavar="N",
    help="Cells of context on each side. [default: 40, or what fits]",
)
@click.option("--sort", type=click.Choice(get_args(Sort)), help="By what stands left or right of it, or by date.")
@click.option("--in", "within", type=click.Choice(get_args(Within)), help="Only in tasks, set phrases or headings.")
@limit_option("Stop after N hits.")
@format_option(Hit, "in colour", width=False)
@output_option
def command(
    inputs: Inputs,
    scope: Scope,
    pattern: str,
    regex: bool,
    width: int | None,
    sort: Any,
    within: Any,
    limit: int | None,
    format_name: str,
    output: str | None,
) -> None:
    r"""Show every place where PATTERN stands, with what is around it, in a corpus or in FILES and folders.

    PATTERN may be in simplified or traditional characters, whatever the speeches are in. In a regular expression ^ and
    $ are the two ends of a speech, after (?m) those of a paragraph; \p{Han} is any Chinese character.
    """
    out = printer(Hit, format_name, output)
    headed = sort in (None, "date")
    if width is None:
        width = context_for(out.width, None if regex else pattern, headed=headed) if out.width is not None else WIDTH
    with corpus_of(inputs, tasks=within == "tasks", slogans=within == "slogans", scope=scope) as corpus:
        found = _Noted(
            corpus.kwic(pattern, regex=regex, part=inputs.part, within=within, sort=sort, width=width, limit=limit)
        )
        out.print(found, KwicView(context=width, headed=headed))
    if not found.any and not inputs.quiet and not inputs.session.status:
        complain(f"{printable(pattern)} stands nowhere in them")


class _Noted:
    """The hits, and whether there were ``any``."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._hits = hits
        self.any = False

    def __iter__(self) -> Iterator[Hit]:
        for hit in self._hits:
            self.any = True
            yield hit
