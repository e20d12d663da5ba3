"""What is said while a command reads many speeches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speechkit.cli.messages import complain, told_files
from speechkit.cli.options import Inputs, refuse_own
from speechkit.errors import printable
from speechkit.readings import Listener

if TYPE_CHECKING:
    from speechkit.pipeline import Reading
    from speechkit.walk import Files


class Complaining(Listener):
    """Says on standard error what is wrong, unless -q was given; the run goes on and ends with a status."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs

    def walked(self, files: Files) -> None:
        """Say what is left out. Raises ``UsageError`` where the output is among the files."""
        told_files(files, self._inputs.session, quiet=self._inputs.quiet)
        refuse_own(self._inputs.output, files.paths)

    def failed(self, error: Exception, name: str) -> None:
        """Say what is wrong with a file."""
        self._inputs.session.failed(error, name)

    def read(self, reading: Reading, *, stored: bool = False) -> None:
        """Say the warnings, and whether the part asked for is missing."""
        if stored:
            self._inputs.lacks_part(printable(reading.document.source.name), reading.parts)
        else:
            self._inputs.tell(reading.document, reading)

    def repeated(self, name: str, first: str) -> None:
        """Name a duplicate, and the file that it is one of."""
        if not self._inputs.quiet:
            complain(f"{printable(name)} is the same as {printable(first)}, which is there already")
