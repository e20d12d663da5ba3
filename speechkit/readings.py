"""Many speeches read at once: what files and folders hold, each as a ``Reading``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from speechkit.config import Config
from speechkit.errors import InputError, UsageError
from speechkit.pipeline import Reading, read_file
from speechkit.walk import Files, files_in

__all__ = ["Listener", "each_below", "read_named"]

Result = TypeVar("Result")


class Listener:
    """Is told what happens while many speeches are read; by default it raises what went wrong and says nothing else."""

    def walked(self, files: Files) -> None:
        """A folder was walked: these are the files in it, and what is left out."""
        for each in files.unread:
            raise InputError(each.sentence)

    def failed(self, error: Exception, name: str) -> None:
        """A file below a folder cannot be read, or worked on; it is left out."""
        raise error

    def read(self, reading: Reading, *, stored: bool = False) -> None:
        """A speech was read; ``stored``: as a corpus keeps it, with warnings that were told when it was added."""

    def repeated(self, name: str, first: str) -> None:
        """The file ``name`` is the same as ``first``, which was read before; it is left out."""


def read_named(path: str, config: Config | None) -> Reading:
    """Return the reading of a file without which nothing can be done. Raises ``UsageError`` where it cannot be read."""
    try:
        return read_file(path, config=config)
    except InputError as error:
        raise UsageError(str(error)) from None


def each_below(
    folder: str,
    work: Callable[[Reading], Result],
    *,
    config: Config | None,
    listener: Listener,
    date: str | None = None,
) -> Iterator[Result]:
    """Yield ``work`` done on the reading of every file below ``folder``, or row of a table, in order.

    ``date`` is that of the speeches, where their own words do not tell. The ``listener`` is told of files that cannot
    be read, or that ``work`` fails on; they are left out. Raises ``UsageError`` at once, as it would meet every file
    alike.
    """
    files = files_in([folder], reading=config.reading if config else None)
    listener.walked(files)
    for path in files.paths:
        try:
            result = work(read_file(path, config=config, date=date))
        except (UsageError, BrokenPipeError):
            raise
        except Exception as error:
            listener.failed(error, path)
            continue
        yield result
