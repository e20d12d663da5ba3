"""What one run says on standard error, and the status that it ends with."""

from __future__ import annotations

import os
import sys

import click

from speechkit.config import Config, load_config
from speechkit.errors import SpeechkitError, printable

DEBUG_VARIABLE = "SPEECHKIT_DEBUG"
ISSUES = "please report it with the text that caused it (SPEECHKIT_DEBUG=1 shows where)"


def complain(sentence: str) -> None:
    """One line on standard error; where that is closed there is nobody to tell."""
    try:
        if sys.stderr:
            sys.stderr.write(f"speechkit: {sentence}\n")
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
