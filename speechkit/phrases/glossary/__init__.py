"""The glossary of set phrases (提法): those that speechkit knows (data/glossary.yaml) and the user's own."""

from __future__ import annotations

from speechkit.phrases.glossary.entries import Entry, Glossary
from speechkit.rules import load_rules

__all__ = ["Entry", "Glossary", "load_glossary"]


def load_glossary(files: tuple[str, ...] = ()) -> Glossary:
    """The glossary; entries of the user's ``files`` replace ours of the same name.

    Raises ``ConfigError``, with line and column, where a file cannot be read or has a fault.
    """
    entries = load_rules("glossary", tuple[Entry, ...])
    if files:
        from speechkit.phrases.glossary.userfile import (  # and YAML with it: only for files of one's own
            merged,
            read_entries,
        )

        entries = merged(entries, [each for file in files for each in read_entries(file)])
    return Glossary(entries)
