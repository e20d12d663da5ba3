"""``speechkit segment``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from speechkit.cli.options import GroupedCommand, Inputs, examples, input_options, output_option
from speechkit.cli.printing import write
from speechkit.pipeline import Reading

if TYPE_CHECKING:
    from speechkit.segment.tokens import EngineName, Token

ENGINES = ("auto", "jieba", "rjieba")
_LINE_END = re.compile(r"\r\n?|\n")


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit segment speech.txt",
        "speechkit segment speech.txt --lines --pos",
        "speechkit segment speech.txt --offsets > words.tsv",
    ),
)
@input_options
@click.option("--separator", metavar="TEXT", help="What stands between words. [default: a space]")
@click.option("--lines", is_flag=True, help="Print one word a line.")
@click.option("--pos", is_flag=True, help="Add each word's part of speech: word/n, or a column with --lines.")
@click.option("--offsets", is_flag=True, help="Print start, end and word in columns, one word a line.")
@click.option("--engine", type=click.Choice(ENGINES), help="What cuts the words. [default: auto]")
@output_option
def command(
    inputs: Inputs,
    separator: str | None,
    lines: bool,
    pos: bool,
    offsets: bool,
    engine: EngineName | None,
    output: str | None,
) -> None:
    """Cut the simplified text into words. Lines stay lines; spaces are left out.

    With --part offsets still count in the whole text.
    """
    if separator is not None and (lines or offsets):
        raise click.UsageError("--separator has no use with --lines or --offsets; leave one of them out")
    chosen = inputs.config.segment

    def words(text: str, start: int) -> Iterator[str]:
        from speechkit.segment.tokens import tokens

        found = tokens(
            text,
            engine=engine or chosen.engine,
            user_dictionary=Path(chosen.user_dictionary) if chosen.user_dictionary else None,
            pos=pos,
        )
        if lines or offsets:
            return _columns(found, start, pos=pos, offsets=offsets)
        return _running(text, found, chosen.separator if separator is None else separator)

    def pieces(reading: Reading) -> list[Iterator[str]]:
        document = reading.document
        inputs.warn(document, document.source.warnings)
        return [words(document.text[start:end], start) for start, end in inputs.stretches(reading)]

    # An empty piece for each input: where the part asked for is missing, an output file is written, empty.
    write((piece for found in inputs.each(pieces) for piece in chain([""], *found)), output)


def _columns(found: Iterable[Token], start: int, *, pos: bool, offsets: bool) -> Iterator[str]:
    """A line for each word; ``start`` is where the text that was cut stands in the whole one."""
    for token in found:
        if token.text.isspace():
            continue
        columns = [str(start + token.start), str(start + token.end)] if offsets else []
        columns.append(token.text)
        if pos:
            columns.append(token.pos or "")
        yield "\t".join(columns) + "\n"


def _running(text: str, found: Iterable[Token], separator: str) -> Iterator[str]:
    """The words joined by ``separator``; each line of ``text`` stays a line."""
    end = 0
    within_line = False
    for token in found:
        if token.text.isspace():
            continue
        if breaks := len(_LINE_END.findall(text, end, token.start)):
            yield "\n" * breaks
            within_line = False
        word = f"{token.text}/{token.pos}" if token.pos else token.text
        yield separator + word if within_line else word
        within_line, end = True, token.end
    yield "\n" * max(len(_LINE_END.findall(text, end)), 1)
