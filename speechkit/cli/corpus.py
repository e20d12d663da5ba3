"""``speechkit corpus``."""

from __future__ import annotations

import os

import click

from speechkit.cli.corpus_inputs import refuse_nothing, tell, told_files
from speechkit.cli.messages import complain
from speechkit.cli.options import PATH, examples, output_option, refuse_own
from speechkit.cli.output import escape_json, escape_text, write
from speechkit.cli.session import Session
from speechkit.corpus.add import KINDS
from speechkit.corpus.store import open_corpus
from speechkit.errors import UsageError, printable
from speechkit.walk import files_in

corpus_argument = click.argument("path", type=PATH, metavar="CORPUS")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print no notes.")


@click.group(
    no_args_is_help=False,
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
@click.option("--words", is_flag=True, help="Also count the words of each speech (takes longer, and more room).")
@quiet_option
@click.pass_obj
def add(
    session: Session, path: str, files: tuple[str, ...], meta: str | None, sync: bool, words: bool, quiet: bool
) -> None:
    """Add files and folders to CORPUS, which is made where it is not there.

    A file that is in it already, under whatever name, is not added again; one that has changed is replaced. In the
    CSV, the columns date, title and speaker go before what a speech says of itself; others become columns of the
    table documents. Very many files are added faster by `speechkit batch FILES -o CORPUS`, which uses all processors.
    """
    from speechkit.corpus.add import add_files, home_of, remove_gone
    from speechkit.corpus.meta import join, read_meta

    if not files and meta is None:
        raise UsageError("nothing to add; name files or folders, or --meta")
    if sync and all(map(os.path.isfile, files)):
        raise UsageError("--sync is for folders: what is gone from them is taken out; name one")
    config = session.config()
    table = read_meta(meta, config.reading) if meta is not None else None
    walked = told_files(files_in(files), session, quiet=quiet)
    found = [
        (file, home_of(file, os.fsdecode(each.folder))) for file, each in zip(walked.paths, walked.files, strict=True)
    ]
    if files and not found and not sync:
        refuse_nothing(files, session)
    counted: dict[str, int] = dict.fromkeys(KINDS, 0)
    with open_corpus(path, write=True) as corpus:
        for change in add_files(corpus, found, config, words=words, failed=session.failed):
            counted[change.kind] += 1
            tell(change, quiet)
        if sync:
            folders = [each for each in files if os.path.isdir(each)]
            counted["removed"] = len(remove_gone(corpus, folders, {home.path for _, home in found}))
        if table:
            with corpus.writing():
                told, unknown = join(corpus, table)
            counted["told of by --meta"] = told
            if unknown and not quiet:
                more = len(unknown) - 1
                others = f" and {more} other{'s' * (more > 1)}" if more else ""
                complain(f"--meta tells of {printable(unknown[0])}{others}, which the corpus has not")
        (total,) = corpus.row("SELECT count(*) FROM documents")
    done = ", ".join(f"{count} {kind}" for kind, count in counted.items() if count) or "nothing changed"
    write([f"{printable(path)}: {done}; {total} document{'' if total == 1 else 's'}\n"])


@command.command(
    epilog=examples("speechkit corpus info speeches.db", "speechkit corpus info speeches.db --format json")
)
@corpus_argument
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@output_option
def info(path: str, format_name: str, output: str | None) -> None:
    """Say what is in CORPUS: how many speeches, from when, and what was found in them."""
    import msgspec

    refuse_own(output, [path])
    from speechkit.corpus.report import info_of
    from speechkit.renderers.json import indented

    with open_corpus(path) as corpus:
        found = info_of(corpus)
    if format_name == "json":
        write([indented(found) + "\n"], output, escape=escape_json)
        return
    lines = []
    for name, value in msgspec.structs.asdict(found).items():
        for at, each in enumerate(value if isinstance(value, tuple) else [value]):
            shown = "–" if each is None else f"{each:,}" if isinstance(each, int) else printable(each)
            lines.append(f"{'' if at else name.replace('_', ' '):<12}{shown}\n")
    write(lines, output)


@command.command(
    epilog=examples(
        "speechkit corpus export speeches.db -o speeches.jsonl", "speechkit corpus export speeches.db --table tasks"
    )
)
@corpus_argument
@click.option("--table", metavar="NAME", help="Only this table: documents, parts, sections, tasks, slogans or words.")
@click.option(
    "--format", "format_name", type=click.Choice(("auto", "jsonl", "csv")), default="auto",
    help="auto: by the suffix of -o, else csv for a table and jsonl for speeches.",
)  # fmt: skip
@output_option
def export(path: str, table: str | None, format_name: str, output: str | None) -> None:
    """Write out the speeches of CORPUS with their texts and analyses, or one of its tables."""
    from speechkit.cli.suffixes import format_of
    from speechkit.corpus.export import TABLES, csv_of, lines_of

    refuse_own(output, [path])
    if table is not None and table not in TABLES:
        raise UsageError(f"there is no table '{printable(table)}' to export; the tables are {', '.join(TABLES)}")
    name = format_of(format_name, output, {".csv": "csv", ".jsonl": "jsonl"}, "csv" if table else "jsonl")
    with open_corpus(path) as corpus:
        if name == "csv":
            write(csv_of(corpus, table or "documents"), output, escape=escape_text, byte_order_mark=True)
        else:
            write(lines_of(corpus, table), output, escape=escape_json)


@command.command(epilog=examples("speechkit corpus check speeches.db"))
@corpus_argument
@click.pass_obj
def check(session: Session, path: str) -> None:
    """Read all of CORPUS and say what is wrong with it; exits with 2 where anything is."""
    from speechkit.corpus.report import faults_in

    with open_corpus(path) as corpus:
        for fault in faults_in(corpus):
            complain(f"{printable(path)}: {printable(fault)}")
            session.status = 2
        (total,) = corpus.row("SELECT count(*) FROM documents")
    if not session.status:
        write([f"{printable(path)} is in order: {total} document{'' if total == 1 else 's'}\n"])
