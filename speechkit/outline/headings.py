"""Un-numbered headings: lines of their own that name what follows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from speechkit.model import Paragraph
from speechkit.rules import Examples, compiled

_SENTENCE_END = "。！？；：”…"
# Characters: a paragraph of prose is longer, a heading made of one of the known words no longer than that.
_PROSE = 50
_WORD = 30


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What un-numbered headings and titles look like; data/numbering.yaml explains the fields."""

    words: tuple[str, ...]
    shape: str
    unless: str
    title_unless: str
    source: str
    examples: Examples


def looks_like_heading(text: str, rules: Headings) -> bool:
    """Whether a line has the shape of a heading or is one of the words, wherever it stands."""
    if compiled(rules.unless).match(text):
        return False
    return compiled(rules.shape).match(text) is not None or is_heading_word(text, rules)


def is_heading_word(text: str, rules: Headings) -> bool:
    """Whether a line is one of the words, spaces apart (结　语)."""
    return len(text) <= _WORD and "".join(text.split()) in rules.words


def heading_paragraphs(paragraphs: Sequence[Paragraph], rules: Headings) -> set[int]:
    """The numbers of the paragraphs that are headings: marked so, one of the words, or short lines between prose."""
    found: set[int] = set()
    body = [number for number, paragraph in enumerate(paragraphs) if not paragraph.meta]
    after_prose = False
    for at, number in enumerate(body):
        text = paragraphs[number].text
        following = paragraphs[body[at + 1]].text if at + 1 < len(body) else ""
        marked = paragraphs[number].heading > 0 and at > 0 and not compiled(rules.unless).match(text)
        named = bool(following) and is_heading_word(text, rules)
        shaped = after_prose and len(following) > _PROSE and looks_like_heading(text, rules)
        if marked or named or shaped:
            found.add(number)
        else:
            after_prose = len(text) > _PROSE and text[-1] in _SENTENCE_END
    return found
