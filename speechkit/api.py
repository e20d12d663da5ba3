"""The public calls: everything that a command does is one of these. ``speechkit`` exports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speechkit.pipeline import Reading, read, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from speechkit.config import Config
    from speechkit.model import Analysis


def analyze(
    text: str, *, name: str = "<text>", config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse a speech given as text. Offsets in the result are code points into ``text``.

    ``date`` (2022, 2022-02 or 2022-02-12) is the speech's, where its own words do not tell. ``keywords`` is how many
    to find, none by default, as the text has to be cut into words for them, which takes as long as all the rest.
    Raises ``ValueError`` where ``date`` is no date.
    """
    return _analysis(read(text, name=name, config=config, date=date), keywords)


def analyze_file(
    path: str | Path, *, config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse the speech in a file, as ``analyze`` does. Raises ``InputError`` where it cannot be read."""
    return _analysis(read_file(path, config=config, date=date), keywords)


def _analysis(reading: Reading, keywords: int) -> Analysis:
    analysis = reading.analysis()
    if not keywords:
        return analysis
    from speechkit.keywords.extract import keywords_of

    return replace(analysis, keywords=keywords_of(reading, top=keywords))
