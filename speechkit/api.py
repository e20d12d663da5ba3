"""The public calls: everything that a command does is one of these. ``speechkit`` exports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speechkit.pipeline import Reading, read, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from speechkit.config import Config
    from speechkit.model import Analysis, Keyword


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
    return replace(analysis, keywords=keywords_in(reading, keywords)) if keywords else analysis


def keywords_in(reading: Reading, top: int) -> tuple[Keyword, ...]:
    """The ``top`` keywords of a speech by TF-IDF."""
    from functools import partial
    from pathlib import Path

    from speechkit.keywords import keywords_of
    from speechkit.phrases.glossary import load_glossary
    from speechkit.segment import tokens
    from speechkit.segment.idf import idf_of

    own = reading.config.segment.user_dictionary
    cut = partial(tokens, engine=reading.config.segment.engine, user_dictionary=Path(own) if own else None)
    glossary = load_glossary(reading.config.glossary.files)
    return keywords_of(reading.paragraphs, reading.parts, reading.slogans, glossary, cut=cut, idf=idf_of, top=top)
