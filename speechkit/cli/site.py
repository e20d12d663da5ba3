"""Many speeches as a folder of pages, and pages shown in a browser: parts of ``speechkit report``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from speechkit.cli.corpus_inputs import refuse_nothing, source_of
from speechkit.cli.messages import complain, told_files
from speechkit.cli.options import holds_several, refuse_own
from speechkit.cli.printing import labelled
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.entry import home_of
from speechkit.corpus.schema import is_corpus
from speechkit.errors import InputError, UsageError, printable
from speechkit.renderers.table import View
from speechkit.site.folder import INDEX, SiteFolder
from speechkit.site.making import make_site
from speechkit.site.pages import Wanted
from speechkit.walk import STDIN, files_in

if TYPE_CHECKING:
    from speechkit.cli.options import Inputs


def is_site(inputs: Inputs, output: str | None) -> bool:
    """Whether the inputs, or where they are to be written, ask for a folder of pages."""
    if output and output != "-" and (output.endswith(("/", os.sep)) or os.path.isdir(output)):
        return True
    return len(inputs.files) > 2 or any(map(holds_several, inputs.files))


def write_site(inputs: Inputs, output: str | None, date: str | None) -> str | None:
    """Write the site; returns its index, None where no speech could be read. Raises ``UsageError``, ``OutputError``."""
    if not output or output == "-" or os.path.splitext(output.rstrip(os.sep))[1].lower() in (".html", ".htm"):
        raise UsageError("several speeches become a folder of pages; name it with -o, as in -o site/")
    folder = SiteFolder(output)
    wanted = [*_wanted(inputs, folder.path, date)]

    def failed(sentence: str, about: Wanted) -> None:
        inputs.session.failed(InputError(sentence), about.name)

    view = labelled(View(several=True))
    made = make_site(
        wanted, folder, source_of(inputs.files), config=inputs.config, view=view, date=date, failed=failed
    ) if wanted else 0  # fmt: skip
    if not wanted:
        refuse_nothing(inputs.files, inputs.session)
    return os.path.join(folder.path, INDEX) if made else None


def _wanted(inputs: Inputs, output: str, date: str | None) -> list[Wanted]:
    corpora = [file for file in inputs.files if file != STDIN and is_corpus(file)]
    if corpora and date is not None:
        shown = printable(corpora[0])
        raise UsageError(f"{shown} keeps the dates of its speeches; give them with corpus add --meta")
    found: list[Wanted] = []
    for corpus in corpora:
        with Corpus.open(corpus, config=inputs.config) as opened:
            found += (Wanted(each.name, os.fsencode(corpus), each.id) for each in opened.documents())
    others = [file for file in inputs.files if file not in corpora]
    files = files_in(others, as_named=True, reading=inputs.config.reading, own=_own(output))
    told_files(files, inputs.session, quiet=inputs.quiet)
    refuse_own(inputs.output, files.paths)
    for file in files.files:
        path = os.fsdecode(file.path)
        name = path if path == STDIN else home_of(path, os.fsdecode(file.folder)).name
        found.append(Wanted(name, file.path))
    return found


def _own(output: str) -> frozenset[tuple[int, int]]:
    """What a walk leaves out: the site itself, where it is below an input."""
    try:
        status = os.stat(output)
    except (OSError, ValueError):
        return frozenset()
    return frozenset({(status.st_dev, status.st_ino)})


def show(path: str) -> None:
    """Show a page in a browser; where there is none, print where the page is."""
    import webbrowser
    from pathlib import Path

    try:
        shown = webbrowser.open(Path(path).resolve().as_uri())
    except (webbrowser.Error, OSError):
        shown = False
    if not shown:
        complain("there is no browser here to open the page with; it is at:")
        click.echo(printable(path))
