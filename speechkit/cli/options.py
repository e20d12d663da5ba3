"""The options that commands share, and the inputs they lead to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.session import Session
from speechkit.config import Config
from speechkit.errors import UsageError, printable
from speechkit.model import Document, Warning

Result = TypeVar("Result")
Command = Callable[..., None]
SCRIPTS = ("auto", "always", "never")

# Whether a file can be read is for its reader to say: click would refuse all inputs because of one.
PATH = click.Path(allow_dash=True, readable=False)

output_option = click.option(
    "-o", "--output", type=PATH, metavar="FILE", help="Write to FILE, whole or not at all, instead of printing."
)


class Inputs(Struct, frozen=True):
    """The files of one run (``-`` is standard input) and the configuration they are read with."""

    files: tuple[str, ...]
    config: Config
    quiet: bool
    session: Session

    def each(self, work: Callable[[Document], Result]) -> Iterator[Result]:
        """``work`` done on one document after the other; an input that fails is told of and left out.

        Raises ``UsageError`` at once: it would meet every input alike.
        """
        from speechkit.pipeline import load

        for file in self.files:
            try:
                result = work(load(file, self.config))
            except (UsageError, BrokenPipeError):
                raise
            except Exception as error:
                self.session.failed(error, file)
                continue
            yield result

    def warn(self, document: Document, warnings: tuple[Warning, ...]) -> None:
        """Each warning on standard error with its file and line, unless -q was given."""
        if self.quiet:
            return
        name = printable(document.source.name)
        for warning in warnings:
            line = "" if warning.start is None else f":{document.line(warning.start)}"
            complain(f"{name}{line}: warning: {printable(warning.message)}")


def examples(*lines: str) -> str:
    """The end of a help text: commands to try, each on its line."""
    return f"\b\nExample{'s' * (len(lines) > 1)}:\n" + "".join(f"  {line}\n" for line in lines)


def input_options(function: Command) -> Command:
    """FILES, --encoding, --strict, --script and -q, handed to the command as ``inputs: Inputs``."""

    @click.argument("files", nargs=-1, type=PATH, metavar="[FILES]...")
    @click.option("--encoding", metavar="NAME", help="The input's encoding, such as gb18030. [default: found out]")
    @click.option("--strict", is_flag=True, default=None, help="Make bytes that do not fit the encoding an error.")
    @click.option(
        "--script", type=click.Choice(SCRIPTS), help="When to convert to simplified characters. [default: auto]"
    )
    @click.option("-q", "--quiet", is_flag=True, help="Print no warnings.")
    @click.pass_context
    @wraps(function)
    def command(context: click.Context, /, **options: Any) -> None:
        files = _files(context, options.pop("files"))
        session: Session = context.find_root().obj
        config = _override(session.config(), options.pop("encoding"), options.pop("strict"), options.pop("script"))
        function(inputs=Inputs(files, config, options.pop("quiet"), session), **options)

    return command


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
