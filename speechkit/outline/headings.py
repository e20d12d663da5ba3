"""Un-numbered headings: lines of their own that name what follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from speechkit.model import Paragraph

_SHAPE = re.compile(r"(?:\d{4}年|[^，。！？；：…、“（\d])[^。！？；：…]{1,28}[^，。！？；：…、]$")
_NOT = re.compile(r"\d{4}年\d|[\d.]+$|各位|同志|主席|.*记者|.*/摄|尊敬|女士|谢谢|讲话$|致辞$|[^ ]{2,3} [^ ]{1,2}$")
_SENTENCE_END = "。！？；：”…"
# Characters: a paragraph of prose is longer, a heading made of one of the known words no longer than that.
_PROSE = 50
_WORD = 30


def heading_paragraphs(paragraphs: Sequence[Paragraph], words: Collection[str]) -> set[int]:
    """The numbers of the paragraphs that are headings: marked so, one of ``words``, or short lines between prose."""
    found: set[int] = set()
    body = [number for number, paragraph in enumerate(paragraphs) if not paragraph.meta]
    after_prose = False
    for at, number in enumerate(body):
        text = paragraphs[number].text
        following = paragraphs[body[at + 1]].text if at + 1 < len(body) else ""
        marked = paragraphs[number].heading and at > 0
        named = bool(following) and len(text) <= _WORD and "".join(text.split()) in words
        shaped = after_prose and len(following) > _PROSE and _SHAPE.match(text) and not _NOT.match(text)
        if marked or named or shaped:
            found.add(number)
        else:
            after_prose = len(text) > _PROSE and text[-1] in _SENTENCE_END
    return found
