"""Old and foreign office files (.doc, .wps, .rtf, .odt) → .docx, by LibreOffice, where the user asked for that.

This is no reader: it starts a program and gives it files in a folder of its own, which is gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from speechkit.errors import InputError, printable

__all__ = ["converted"]

SECONDS = 60.0  # that a conversion may take; a speech takes two, and a first start of the program ten
_FILTER = "docx:MS Word 2007 XML"  # and not text, which has no tables, headings or marks of what was deleted
_SUFFIXES = ((b"{\\rtf", ".rtf"), (b"PK", ".odt"))  # by how the content begins


def converted(data: bytes, name: str, *, seconds: float = SECONDS) -> bytes:
    """Return an office file as a Word document. ``name`` is for messages.

    Raises ``InputError`` where the program is not there, takes more than ``seconds`` or cannot convert the file.
    """
    name = printable(name)
    program = shutil.which("soffice")
    if program is None:
        raise InputError(f"{name}: --convert needs LibreOffice, and there is no soffice on PATH; install it first")
    suffix = next((suffix for begin, suffix in _SUFFIXES if data.startswith(begin)), ".doc")
    with tempfile.TemporaryDirectory(prefix="speechkit-", ignore_cleanup_errors=True) as folder:
        place = Path(folder, f"speech{suffix}")
        place.write_bytes(data)
        if not _run([program, *_options(Path(folder, "profile")), "--outdir", f"{folder}/out", str(place)], seconds):
            raise InputError(f"{name}: LibreOffice took longer than {seconds:g} s; open it there and save it as .docx")
        try:
            return Path(folder, "out/speech.docx").read_bytes()
        except OSError:
            raise InputError(f"{name}: LibreOffice cannot convert it; check that it can be opened there") from None


def _options(profile: Path) -> tuple[str, ...]:
    # With a profile of its own it neither waits for an office that is open nor runs what that user has allowed.
    own = f"-env:UserInstallation={profile.as_uri()}"
    return own, "--headless", "--norestore", "--nolockcheck", "--convert-to", _FILTER


def _run(command: list[str], seconds: float) -> bool:
    """Run a program to its end; returns whether it ended in time. If not, it is killed with its children."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:  # also where this process is interrupted
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
    return True
