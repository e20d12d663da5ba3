"""What the commands that search a corpus take as input: a corpus, or files and folders that become one in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import click
from msgspec import structs
from msgspec.structs import replace

from speechkit.cli.messages import Session, complain, told_files
from speechkit.cli.options import PATH, Command, Inputs, checked_date, refuse_own
from speechkit.corpus.add import Change
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.schema import is_corpus
from speechkit.corpus.terms import How
from speechkit.corpus.where import Scope
from speechkit.errors import InputError, UsageError, printable
from speechkit.pipeline import Reading
from speechkit.walk import files_in

EVERYTHING = Scope()
NAMED = 3  # inputs that are named one by one


def scope_options(*, since: bool = True) -> Callable[[Command], Command]:
    """--where, --speaker, --since and --until, handed to the command as ``scope: Scope``; ``since``: it has none."""

    def decorate(function: Command) -> Command:
        dates = checked_date("2003", "2003-02", "2003-02-12")
        options = [
            click.option(
                "--where",
                metavar="CONDITION",
                help="Only documents whose columns fulfil it, as in 'genre=gwr and year>=2003'.",
            ),
            click.option("--speaker", metavar="NAME", help="Only speeches of whom has NAME in the name."),
            click.option("--until", metavar="DATE", callback=dates, help="Only speeches dated DATE or before."),
        ]
        if since:
            from_ = click.option("--since", metavar="DATE", callback=dates, help="Only speeches dated DATE or after.")
            options.insert(2, from_)

        @wraps(function)
        def command(*args: Any, where: str | None, speaker: str | None, until: str | None, **others: Any) -> None:
            start = others.pop("since", None) if since else None
            function(*args, scope=Scope(where, speaker, start, until), **others)

        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def term_options(function: Command) -> Command:
    """--word, --not, --regex and --concept, handed to the command as ``how: How`` and ``concepts``."""

    @click.option("--word", is_flag=True, help="Only where a term begins and ends with words: 民生, not in 人民生活.")
    @click.option("--not", "without", multiple=True, metavar="WORD", help="Not where it stands in WORD; repeatable.")
    @click.option("--regex", is_flag=True, help="Terms are regular expressions (RE2's; \\w is any script's).")
    @click.option(
        "--concept",
        "concepts",
        multiple=True,
        metavar="NAME",
        help="A set phrase of the glossary: its name, aliases and members, together and apart; repeatable.",
    )
    @wraps(function)
    def command(*args: Any, word: bool, without: tuple[str, ...], regex: bool, **others: Any) -> None:
        function(*args, how=How(regex, word, without), **others)

    return command


CLOUD = (".svg", ".png", ".html", ".htm")  # suffixes of a word cloud
font_option = click.option(
    "--font",
    type=PATH,
    metavar="FILE",
    help="A font with Chinese characters, for a word cloud: -o FILE.png, .svg or .html.",
)


def refuse_font(font: str | None, format_name: str) -> None:
    """Refuse a font where no word cloud is drawn. Raises ``UsageError``."""
    if font is not None and f".{format_name}" not in CLOUD:
        raise UsageError("--font is for a word cloud; name it with -o FILE.png, .svg or .html")


def corpus_of(
    inputs: Inputs, *, words: bool = False, tasks: bool = False, slogans: bool = False, scope: Scope = EVERYTHING
) -> Corpus:
    """Return the corpus that the inputs name; files and folders become one in memory, as far as they can be read.

    ``words``, ``tasks`` and ``slogans``: whether these are to be found in files; ``scope`` says which documents are
    looked at. Raises ``UsageError`` where a corpus is named beside other inputs, and where a condition makes no sense.
    """
    corpus = _whole_corpus(inputs, words=words, tasks=tasks, slogans=slogans)
    try:
        keep_to(corpus, scope, quiet=inputs.quiet)
    except BaseException:
        corpus.close()
        raise
    return corpus


def keep_to(corpus: Corpus, scope: Scope, *, quiet: bool = False) -> None:
    """Look at the documents of ``scope`` alone, and say so where there are none. Raises ``UsageError``."""
    if scope != EVERYTHING and not corpus.narrow(**structs.asdict(scope)) and not quiet:
        complain("no document is of that kind")


def source_of(files: Sequence[str]) -> str:
    """Return what the inputs are called: their names, of many the first and how many there are.

    >>> source_of(["speeches/gwr.db"]), source_of(["a.txt", "b.txt", "c.txt", "d.txt"])
    ('gwr.db', 'a.txt … (4)')
    """
    names = [os.path.basename(os.path.abspath(file)) if file != "-" else "stdin" for file in files]
    return ", ".join(names) if len(names) <= NAMED else f"{names[0]} … ({len(names)})"


def _whole_corpus(inputs: Inputs, *, words: bool, tasks: bool, slogans: bool) -> Corpus:
    corpora = [file for file in inputs.files if file != "-" and is_corpus(file)]
    if corpora and len(inputs.files) > 1:
        raise UsageError(f"{printable(corpora[0])} is a corpus, which is searched alone; name it and nothing else")
    if corpora:
        return Corpus.open(corpora[0], config=inputs.config)
    corpus = Corpus.in_memory(config=inputs.config)

    def added(reading: Reading) -> Change:
        inputs.warn(reading.document, reading.document.source.warnings)
        return corpus.add_reading(reading, words=words, tasks=tasks, slogans=slogans, whole=False)

    found = files_in(inputs.files, as_named=True, reading=inputs.config.reading)
    files = told_files(found, inputs.session, quiet=inputs.quiet).paths
    if not files:
        refuse_nothing(inputs.files, inputs.session)
    refuse_own(inputs.output, files)
    for change in replace(inputs, files=files).each(added, single=True):
        tell(change, inputs.quiet)
    return corpus


def tell_nothing(corpus: Corpus, inputs: Inputs, scope: Scope, nothing: str) -> None:
    """Say that ``nothing`` was found, or that there are no documents, unless -q was given or it is known already."""
    if inputs.quiet:
        return
    if len(corpus):
        complain(nothing)
    elif scope == EVERYTHING:
        complain(f"{printable(inputs.files[0])} has no documents; speechkit corpus add puts some in")


def refuse_nothing(files: tuple[str, ...], session: Session) -> None:
    """Raises ``InputError`` where the inputs hold no speech, unless it was said already what is wrong with them."""
    if not session.status:
        raise InputError(f"there are no speeches in {', '.join(map(printable, files))}")


def tell(change: Change, quiet: bool) -> None:
    """Name a duplicate, and the document that it is one of."""
    if change.kind == "duplicate" and not quiet:
        complain(f"{printable(change.name)} is the same as {printable(change.other or '')}, which is there already")


def tell_alike(documents: int, path: str) -> None:
    """Say how many speeches that were added to the corpus at ``path`` look nearly the same as others, if any do."""
    if documents:
        look = f"{documents:,} of the speeches look" if documents > 1 else "1 of the speeches looks"
        shown = printable(path)
        complain(f"{look} nearly the same as others in {shown}; speechkit corpus duplicates {shown} lists them")
