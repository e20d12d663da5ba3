"""The speeches that others are held against: files, and all that stand below a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from speechkit.cli.corpus_inputs import told_files
from speechkit.cli.options import Inputs
from speechkit.errors import InputError, UsageError, printable
from speechkit.model import Document
from speechkit.pipeline import load
from speechkit.walk import files_in

Result = TypeVar("Result")


def each_reference(inputs: Inputs, paths: Iterable[str], work: Callable[[Document], Result]) -> dict[str, Result]:
    """``work`` done on every document, by the SHA-256 of its file: what is there twice counts once.

    A file below a folder that cannot be read is told of and left out. Raises ``UsageError`` where a path given cannot
    be read, and where a folder holds nothing that can.
    """
    found: dict[str, Result] = {}
    for path in paths:
        if os.path.isdir(path):
            files = told_files(files_in([path]), inputs.session, quiet=inputs.quiet).paths
            read = dict(replace(inputs, files=files).each(lambda document: (document.source.sha256, work(document))))
            if not read:
                kinds = ".txt, .md or .docx file"
                raise UsageError(f"{printable(path)} holds no {kinds} that can be read; name a folder of speeches")
            found |= read
        else:
            try:
                document = load(os.path.join(".", path) if path == "-" else path, inputs.config)
            except InputError as error:
                raise UsageError(str(error)) from None
            found[document.source.sha256] = work(document)
    return found
