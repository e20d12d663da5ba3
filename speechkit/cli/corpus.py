"""``speechkit corpus``."""

from __future__ import annotations

import os
from typing import Any

import click

from speechkit.cli.corpus_inputs import keep_to, refuse_nothing, scope_options, tell, tell_alike
from speechkit.cli.messages import Session, complain, told_files
from speechkit.cli.options import (
    PATH,
    CommandGroup,
    column_options,
    convert_option,
    examples,
    output_option,
    refuse_own,
    with_reading,
)
from speechkit.cli.printing import by_suffix, escape_json, format_option, labelled, printer, write
from speechkit.cli.spoken import spoken
from speechkit.corpus.add import CHANGE_KINDS
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.duplicates import ALIKE, Duplicate
from speechkit.corpus.report import CorpusInfo
from speechkit.corpus.schema import version_of
from speechkit.corpus.where import Scope
from speechkit.errors import UsageError, printable
from speechkit.renderers.listing import ListView
from speechkit.renderers.table import View
from speechkit.walk import files_in

corpus_argument = click.argument("path", type=PATH, metavar="CORPUS")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print no notes.")


@click.group(
    cls=CommandGroup,
    epilog=examples("speechkit corpus add speeches.db speeches/ --meta meta.csv", "speechkit corpus info speeches.db"),
)
def command() -> None:
    """Keep many speeches in one file, to be searched, counted and compared.

    CORPUS is an SQLite database, which Datasette and sqlite-utils open too. It holds the speeches, their outlines,
    tasks and set phrases, and an index; what its tables mean is said in it.
    """


@command.command(
    epilog=examples(
        "speechkit corpus add speeches.db speeches/", "speechkit corpus add speeches.db speeches/ --sync --meta m.csv"
    )
)
@corpus_argument
@click.argument("files", nargs=-1, type=PATH, metavar="[FILES]...")
@click.option("--meta", type=PATH, metavar="CSV", help="A table of what is known of the files, by the column file.")
@click.option("--sync", is_flag=True, help="Take out the speeches of these folders whose files are gone.")
@click.option("--words", is_flag=True, help="Also keep the words of each speech as rows, for SQL (takes more room).")
@column_options
@convert_option
@quiet_option
@click.pass_obj
def add(
    session: Session,
    /,
    path: str,
    files: tuple[str, ...],
    meta: str | None,
    sync: bool,
    words: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    """Add files, folders and tables with a speech a row to CORPUS, which is made where it is not there.

    A file that is in it already, under whatever name, is not added again; one that has changed is replaced. In the
    CSV, the columns date, title and speaker go before what a speech says of itself; others become columns of the
    table documents. Very many files are added faster by `speechkit batch FILES -o CORPUS`, which uses all processors.
    """
    from speechkit.corpus.meta import read_meta

    if not files and meta is None:
        raise UsageError("nothing to add; name files or folders, or --meta")
    if sync and all(map(os.path.isfile, files)):
        raise UsageError("--sync is for folders: what is gone from them is taken out; name one")
    config = with_reading(session.config(), **reading)
    table = read_meta(meta, config.reading) if meta is not None else None
    found = told_files(files_in(files, reading=config.reading), session, quiet=quiet)
    if files and not found.files and not sync:
        refuse_nothing(files, session)
    with Corpus.open(path, write=True, config=config) as corpus:
        added = corpus.add(
            found, words=words, sync=sync, on_change=lambda change: tell(change, quiet), on_failure=session.failed
        )
        counted: dict[str, int] = {kind: sum(change.kind == kind for change in added.changes) for kind in CHANGE_KINDS}
        if table:
            counted["told of by --meta"], unknown = corpus.add_meta(table)
            if unknown and not quiet:
                more = len(unknown) - 1
                others = f" and {more} other{'s' * (more > 1)}" if more else ""
                complain(f"--meta tells of {printable(unknown[0])}{others}, which the corpus has not")
        total = len(corpus)
        alike = 0 if quiet else corpus.look_alike(added.changes)
    done = ", ".join(f"{count} {kind}" for kind, count in counted.items() if count) or "nothing changed"
    write([f"{printable(path)}: {done}; {total} document{'' if total == 1 else 's'}\n"])
    tell_alike(alike, path)


@command.command(
    epilog=examples("speechkit corpus info speeches.db", "speechkit corpus info speeches.db --format json")
)
@corpus_argument
@format_option(CorpusInfo, "text")
@output_option
def info(path: str, format_name: str, output: str | None) -> None:
    """Say what is in CORPUS: how many speeches, from when, and what was found in them."""
    refuse_own(output, [path])
    with Corpus.open(path) as corpus:
        printer(CorpusInfo, format_name, output).print([corpus.info()], View())


@command.command(
    epilog=examples(
        "speechkit corpus export speeches.db -o speeches.jsonl",
        "speechkit corpus export speeches.db --table tasks",
        "speechkit corpus export speeches.db --texts -o texts/",
    )
)
@corpus_argument
@click.option("--table", metavar="NAME", help="Only this table: documents, parts, sections, tasks, slogans or words.")
@click.option(
    "--texts",
    is_flag=True,
    help="The texts as they are counted: a file each with -o FOLDER/, a table with -o FILE.csv, .jsonl or .parquet.",
)
@scope_options()
@click.option(
    "-f", "--format", "format_name", type=click.Choice(("auto", "jsonl", "csv", "parquet")), default="auto",
    help="auto: by the suffix of -o, else csv for a table and jsonl for speeches; parquet is for --texts.",
)  # fmt: skip
@output_option
def export(path: str, table: str | None, texts: bool, format_name: str, output: str | None, scope: Scope) -> None:
    """Write out the speeches of CORPUS with their texts and analyses, or one of its tables, or the texts alone."""
    from speechkit.corpus.report import TABLES
    from speechkit.renderers.table import Table, as_jsonl, written

    refuse_own(output, [path])
    if texts:
        if table is not None:
            raise UsageError("--texts writes the texts, --table a table; name one of them")
        from speechkit.cli.corpus_texts import export_texts

        export_texts(path, scope, format_name, output)
        return
    if table is not None and table not in TABLES:
        raise UsageError(f"there is no table '{printable(table)}' to export; the tables are {', '.join(TABLES)}")
    name = format_name
    if name == "parquet":
        raise UsageError("parquet is for the texts; add --texts, or take csv or jsonl")
    if name == "auto":
        name = "csv" if table else "jsonl"
        if output is not None and output != "-":
            name = by_suffix({".csv": "csv", ".jsonl": "jsonl"}, output)
    with Corpus.open(path) as corpus:
        keep_to(corpus, scope)
        if name == "csv":
            columns, rows = corpus.table(table or "documents")
            write(written(Table(columns, [rows]), name, labelled(View())), output, byte_order_mark=True)
        else:
            write(as_jsonl(Table(records=[corpus.export(table)])), output, escape=escape_json)


@command.command(
    epilog=examples(
        "speechkit corpus duplicates speeches.db", "speechkit corpus duplicates speeches.db --keep first -o removed.csv"
    )
)
@corpus_argument
@click.option(
    "--threshold",
    type=click.FloatRange(0.5, 1),
    default=ALIKE,
    show_default=True,
    metavar="SHARE",
    help="How much of their runs of five characters they have in common, from 0.5 to 1.",
)
@click.option(
    "--keep",
    type=click.Choice(("all", "first")),
    default="all",
    show_default=True,
    help="first: take those that are the same as an earlier one out of CORPUS; parts stay.",
)
@format_option(Duplicate, "a table")
@output_option
def duplicates(path: str, threshold: float, keep: str, format_name: str, output: str | None) -> None:
    """List the speeches in CORPUS that are nearly the same as others, or a part of one, and so count twice.

    Each group begins with the earliest of those that are the same, or with the whole of which others are parts;
    likeness is how much of their runs of five characters a speech and that one have in common, contained how much of
    those of the speech the first has. Marks, blanks and the script make no difference.
    """
    refuse_own(output, [path])
    if version_of(path) is None:
        raise UsageError(f"{printable(path)} is no corpus that is there; make one with speechkit corpus add")
    out = printer(Duplicate, format_name, output)
    with Corpus.open(path, write=keep == "first") as corpus:
        found = corpus.duplicates(threshold)
        if keep == "first":
            removed = corpus.remove_later(found)
            complain(f"{printable(path)}: {removed} taken out; {len(corpus)} documents")
        elif not found:
            complain(f"{printable(path)}: no speech is nearly the same as another, or a part of one")
    out.print(found, ListView(kind="Duplicate"))


@command.command(epilog=examples("speechkit corpus upgrade speeches.db"))
@corpus_argument
def upgrade(path: str) -> None:
    """Add to CORPUS what earlier versions did not keep: how each speech is cut into words. Its files are not needed."""
    if version_of(path) is None:
        raise UsageError(f"{printable(path)} is no corpus that is there; make one with speechkit corpus add")
    with Corpus.open(path, write=True) as corpus:
        done, total = corpus.upgrade(), len(corpus)
    write([f"{printable(path)}: {done} of {total} document{'s' * (total != 1)} upgraded\n"])


@command.command(epilog=examples("speechkit corpus check speeches.db"))
@corpus_argument
@click.pass_obj
def check(session: Session, path: str) -> None:
    """Read all of CORPUS and say what is wrong with it; exits with 2 where anything is.

    Where all is in order, it says what is not counted: texts without a body, a date or a speaker, and how much of each
    text is set aside as no speech.
    """
    from speechkit.renderers.overview import uncounted

    with Corpus.open(path) as corpus:
        for fault in corpus.check():
            complain(f"{printable(path)}: {printable(fault)}")
            session.status = 2
        total = len(corpus)
        info = None if session.status else corpus.info()
    if info:
        told, view = f"{printable(path)} is in order: {total} document{'s' * (total != 1)}\n", labelled(View())
        write([spoken().sentence(told), *(f"{printable(line)}\n" for line in uncounted(info, view))])
