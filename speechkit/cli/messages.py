"""What one run says on standard error, and the status that it ends with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from speechkit.cli.spoken import spoken
from speechkit.config import Config, load_config
from speechkit.errors import InputError, SpeechkitError, printable

if TYPE_CHECKING:
    from speechkit.walk import Files, LeftOut, Special

DEBUG_VARIABLE = "SPEECHKIT_DEBUG"
ISSUES = "please report it with the text that caused it (SPEECHKIT_DEBUG=1 shows where)"


def complain(sentence: str) -> None:
    """One line on standard error, in the language of the run; where that is closed there is nobody to tell."""
    try:
        if sys.stderr:
            sys.stderr.write(f"speechkit: {spoken().sentence(sentence)}\n")
            sys.stderr.flush()
    except OSError:
        pass


def explain(error: Exception, name: str | None = None) -> tuple[str, int]:
    """The sentence for ``error`` (met while working on the input ``name``) and its exit status."""
    if isinstance(error, SpeechkitError):
        return str(error), error.exit_status
    if isinstance(error, click.ClickException):
        return _usage(error), error.exit_code
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        traceback.print_exception(error)
    place = f"{printable(name)}: " if name is not None else ""
    if isinstance(error, MemoryError):
        return f"{place}not enough memory for this input; try it in smaller files", 1
    if isinstance(error, OSError):
        return f"{place}{(error.strerror or str(error)).lower()}", 1
    kind = type(error).__name__
    detail = f" ({printable(str(error))[:200]})" if str(error) else ""
    return f"{place}unexpected {kind}{detail}, a fault in speechkit; {ISSUES}", 1


def _usage(error: click.ClickException) -> str:
    sentence = printable(" ".join(error.format_message().split())).rstrip(".").replace(". (Did", " (did")
    context = getattr(error, "ctx", None)
    return f"{sentence}; see {context.command_path} --help" if context else sentence


def notes_on_left_out(specials: Sequence[Special], left_out: LeftOut, *, others: str) -> Iterator[str]:
    """Yield what a walk met and did not take, and what it read of tables; ``others`` is what to do for other files."""
    for special in specials:
        yield f"warning: {printable(os.fsdecode(special.path))} is {special.kind}, not a file; it was left out"
    yield from left_out.tables
    if many := left_out.links:
        yield f"warning: {many:,} symbolic link{'s' * (many > 1)} not followed; name what they lead to"
    if many := left_out.other_kinds:
        yield f"warning: {many:,} file{'s' * (many > 1)} of other kinds left out; {others}"


class Session:
    """The state that the commands share; the only thing in speechkit that changes while a command runs."""

    def __init__(self) -> None:
        self.config_path: str | None = None
        self.status = 0

    def config(self) -> Config:
        """The configuration of the run. Raises ``ConfigError``."""
        return load_config(self.config_path)

    def failed(self, error: Exception, name: str) -> None:
        """Say what was wrong with the input ``name``; the run goes on with the next one and ends with a status."""
        sentence, status = explain(error, name)
        complain(sentence)
        self.status = max(self.status, status)


def told_files(found: Files, session: Session, *, quiet: bool) -> Files:
    """Say what a walk met that is not read; returns ``found``."""
    for each in found.unread:
        session.failed(InputError(each.sentence), os.fsdecode(each.path))
    if not quiet:
        for note in notes_on_left_out(found.specials, found.left_out, others="name those to read"):
            complain(note)
    return found
