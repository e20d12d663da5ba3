"""The options that commands share, and the inputs they lead to."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from speechkit.cli.messages import Session, complain
from speechkit.cli.spoken import LabelChoice
from speechkit.config import Config
from speechkit.errors import UsageError, printable
from speechkit.model import Analysis, Document, Part, Roles, Warning, is_of, named

if TYPE_CHECKING:
    from speechkit.pipeline import Reading

Result = TypeVar("Result")
Command = Callable[..., None]
COLUMN_OPTIONS = ("text_column", "title_column", "date_column", "speaker_column")
_ONE_SPEECH = (".txt", ".md", ".docx", ".pdf", ".html", ".htm", "")
SCRIPTS = ("auto", "always", "never")


class _Name(click.Path):
    """The name of a file, or a term before such names, which may be none that a file can have."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name as it is where no file can have it."""
        try:
            return super().convert(value, param, ctx)
        except ValueError:
            return value


# Whether a file can be read is for its reader to say: click would refuse all inputs because of one.
PATH = _Name(allow_dash=True, readable=False)


class _Grouped(click.Command):
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options in groups, then the commands of a group of commands."""
        from speechkit.cli.grouped import write_options  # most runs print no help

        write_options(self, ctx, formatter)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class GroupedCommand(_Grouped):
    """A command that lists its options in groups."""


class CommandGroup(_Grouped, click.Group):
    """A group of commands; by its bare name it prints its help to standard error and exits with 2, as a slip does."""

    command_class = GroupedCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the name of a command."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)


class RenamedOption(click.Option):
    """An option that an older name still calls, which the help does not show."""

    def __init__(self, *args: Any, old: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.old = old

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Tell the parser of both names."""
        super().add_to_parser(parser, ctx)
        parser.add_option(obj=self, opts=[self.old], dest=self.name, action="store", nargs=self.nargs)


convert_option = click.option(
    "--convert", is_flag=True, default=None, help="Have LibreOffice convert .doc, .wps, .rtf and .odt files."
)
output_option = click.option(
    "-o", "--output", type=PATH, metavar="FILE", help="Write to FILE, whole or not at all, instead of printing."
)


def checked_date(*forms: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A callback that lets a date pass which is written as one of ``forms``, examples of 4, 7 or 10 characters."""
    lengths = {len(form) for form in forms}
    wanted = " or ".join(filter(None, (", ".join(forms[:-1]), forms[-1])))

    def check(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        from datetime import date

        try:
            if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", value) or len(value) not in lengths:
                raise ValueError
            date.fromisoformat(value + "2000-01-01"[len(value) :])
        except ValueError:
            raise click.BadParameter(f"{value!r} is no date: write {wanted}", context, option) from None
        return value

    return check


date_option = click.option(
    "--date",
    metavar="DATE",
    callback=checked_date("2022", "2022-02", "2022-02-12"),
    help="The speech's date, which deadlines count from. [default: found out]",
)


def limit_option(
    help: str, name: str = "limit", *, old: str | None = None, default: int | None = None, least: int = 1
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option --limit, how many to print, handed over as ``name``; ``old`` is what it was called before."""
    renamed: dict[str, Any] = {"cls": RenamedOption, "old": old} if old else {}
    limit = click.IntRange(least)
    return click.option("--limit", name, type=limit, metavar="N", default=default, help=help, **renamed)


class Inputs(Struct, frozen=True):
    """The files of one run (``-`` is standard input), the configuration they are read with, the part asked for.

    ``output`` is where the run writes, if that is a file; ``scope`` says which documents of a corpus are meant.
    """

    files: tuple[str, ...]
    config: Config
    quiet: bool
    session: Session
    part: Roles | None = None
    output: str | None = None
    scope: Any = None

    @property
    def several(self) -> bool:
        """Whether they may hold more than one speech."""
        return len(self.files) > 1 or holds_several(self.files[0])

    def each(
        self, work: Callable[[Reading], Result], *, date: str | None = None, single: bool = False
    ) -> Iterator[Result]:
        """Do ``work`` on the reading of one speech after the other; one that fails is told of and left out.

        An input is a file, or the speeches in a folder, a table or a corpus; not where ``single``. ``date`` is that of
        the speeches, where their own words do not tell. Raises ``UsageError`` at once: it would meet every input alike.
        """
        from speechkit.pipeline import read_file

        for file in self.files:
            if not single and holds_several(file):
                from speechkit.cli.walking import each_within

                yield from each_within(self, file, work, date=date)
                continue
            try:
                result = work(read_file(file, config=self.config, date=date))
            except (UsageError, BrokenPipeError):
                raise
            except Exception as error:
                self.session.failed(error, file)
                continue
            yield result

    def tell(self, document: Document, found: Analysis | Reading) -> bool:
        """Say the warnings of what was found, and whether it lacks the part asked for; returns whether it does."""
        self.warn(document, found.warnings)
        return self.lacks_part(printable(document.source.name), found.parts)

    def lacks_part(self, name: str, parts: Iterable[Part]) -> bool:
        """Whether none of the ``parts`` of what is called ``name`` is the one asked for; says so, unless -q was given.

        ``name`` is ready to be shown.
        """
        roles = dict.fromkeys(part.role for part in parts)
        if self.part is None or any(is_of(role, self.part) for role in roles):
            return False
        if not self.quiet:
            complain(f"{name} has no part {named(self.part)}; it has {', '.join(roles) or 'none'}")
        return True

    def stretches(self, reading: Reading) -> list[tuple[int, int]]:
        """Return what of the speech is asked for, as stretches of offsets: the parts of one role, else all."""
        if self.part is None:
            return [(0, len(reading.text))]
        self.lacks_part(printable(reading.document.source.name), reading.parts)
        return [(part.start, part.end) for part in reading.parts if is_of(part.role, self.part)]

    def cut(self, reading: Reading, text: str) -> str:
        """Return ``text``, the speech's or one as long, cut to what is asked for; a part is ended by a line end."""
        if self.part is None:
            return text
        pieces = [text[start:end] for start, end in self.stretches(reading)]
        return "".join(piece if piece.endswith(("\n", "\r")) else f"{piece}\n" for piece in pieces)

    def warn(self, document: Document, warnings: tuple[Warning, ...]) -> None:
        """Each warning on standard error with its file and line, unless -q was given."""
        if self.quiet:
            return
        name = printable(document.source.name)
        for warning in warnings:
            line = "" if warning.start is None else f":{document.line(warning.start)}"
            complain(f"{name}{line}: warning: {printable(warning.message)}")


def holds_several(path: str) -> bool:
    """Whether an input is more than a speech."""
    if path == "-":
        return False
    with suppress(ValueError):  # a NUL in the name
        if os.path.isdir(path):
            return True
    if os.path.splitext(path)[1].lower() in _ONE_SPEECH:  # what asks more takes a start longer
        return False
    from speechkit.cli.walking import holds_many

    return holds_many(path)


def refuse_own(output: str | None, files: Iterable[str]) -> None:
    """Refuse to write to a file that is read. Raises ``UsageError``."""
    for file in files:
        with suppress(OSError, ValueError):  # one of the two is not there
            if output and file != "-" and os.path.samefile(output, file):
                raise UsageError(f"-o {printable(output)} is an input too, which would be lost; name another file")


def examples(*lines: str) -> str:
    """The end of a help text: commands to try, each on its line."""
    return f"\b\nExample{'s' * (len(lines) > 1)}:\n" + "".join(f"  {line}\n" for line in lines)


def input_options(function: Command) -> Command:
    """FILES and what says how they are read, --part and -q, handed to the command as ``inputs: Inputs``."""

    @click.argument("files", nargs=-1, type=PATH, metavar="[FILES]...")
    @click.option("--encoding", metavar="NAME", help="The input's encoding, such as gb18030. [default: found out]")
    @click.option("--strict", is_flag=True, default=None, help="Make bytes that do not fit the encoding an error.")
    @click.option(
        "--script", type=click.Choice(SCRIPTS), help="When to convert to simplified characters. [default: auto]"
    )
    @convert_option
    @click.option("--part", type=LabelChoice("roles"), multiple=True, help="Only this part of the speech; repeatable.")
    @column_options
    @click.option("-q", "--quiet", is_flag=True, help="Print no warnings.")
    @click.pass_context
    @wraps(function)
    def command(context: click.Context, /, **options: Any) -> None:
        files = _files(context, options.pop("files"))
        output = options.get("output")
        refuse_own(output, files)
        session: Session = context.find_root().obj
        config = _override(session.config(), options.pop("encoding"), options.pop("strict"), options.pop("script"))
        config = with_reading(config, **{name: options.pop(name) for name in ("convert", *COLUMN_OPTIONS)})
        parts = tuple(dict.fromkeys(options.pop("part")))
        part = parts[0] if len(parts) == 1 else parts or None
        inputs = Inputs(files, config, options.pop("quiet"), session, part, output)
        function(inputs=inputs, **options)

    return command


def column_options(function: Command) -> Command:
    """--text-column, --title-column, --date-column and --speaker-column, handed to the command by these names."""
    for name in reversed(COLUMN_OPTIONS):
        what = name.removesuffix("_column")
        function = click.option(
            f"--{what}-column", metavar="NAME", help=f"The column of tables that holds the {what}. [default: found out]"
        )(function)
    return function


def with_reading(config: Config, **options: Any) -> Config:
    """Return the configuration with those ``options`` of reading that are given."""
    given = {name: value for name, value in options.items() if value}
    return replace(config, reading=replace(config.reading, **given)) if given else config


def _files(context: click.Context, files: tuple[str, ...]) -> tuple[str, ...]:
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("no input; name a file, or - to read standard input", context)
        return ("-",)
    if files.count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once", context)
    return files


def _override(config: Config, encoding: str | None, strict: bool | None, script: Any) -> Config:
    reading = config.reading
    if encoding is not None:
        reading = replace(reading, encoding=encoding)
    if strict:
        reading = replace(reading, strict=True)
    return replace(config, reading=reading, script=replace(config.script, convert=script) if script else config.script)
