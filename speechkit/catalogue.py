"""What speechkit says, in another language: looked up by the English words, which the code holds.

Sentences are made in English wherever something goes wrong, by worker processes too, and are translated where they are
shown. An entry of the catalogue is a text, or a template with ``{0}``, ``{1}`` … where the sentence has names and
numbers (``{s}`` is a plural's ending, which Chinese has not). What fills a hole is looked up in its turn: sentences are
made of parts.
"""

from __future__ import annotations

import os
import re
from functools import cache
from itertools import pairwise

from speechkit.language import Language

DOMAIN = "speechkit"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")
_CATALOGUES: dict[Language, str] = {"zh": "zh_CN", "zh-hant": "zh_TW"}
_LABELS: dict[Language, str] = {"zh-hant": "zh_TW", "en": "en"}
_HOLE = re.compile(r"\{(\w+)\}")
_JOINING = 6  # characters of templates such as "{0}, and {1}"
_ENDING, _NUMBER = "(?:e?s)?", "[0-9][0-9,.]*"


class Template:
    """An entry with holes: the words between them, and what they become."""

    __slots__ = ("_pattern", "_translation", "longest", "pieces", "weight")

    def __init__(self, english: str, translation: str) -> None:
        parts = _HOLE.split(english)
        self.pieces = [_plain(part) for part in parts[::2]]
        self.weight = sum(map(len, self.pieces))
        self.longest = max(self.pieces, key=len)
        self._translation = translation
        names = parts[1::2]
        counts = {before for before, after in pairwise(names) if after == "s"}  # 12 in "12 lines"
        holes = (_ENDING if name == "s" else f"(?P<_{name}>{_NUMBER if name in counts else '.*?'})" for name in names)
        made = [re.escape(self.pieces[0])]
        for hole, piece in zip(holes, self.pieces[1:], strict=True):
            made += (hole, re.escape(piece))
        self._pattern = "".join(made)

    def fits(self, sentence: str) -> re.Match[str] | None:
        """Return how the sentence fills the holes, None where it is not made by this template."""
        at = 0
        for piece in self.pieces:  # most templates are told apart by this, and need no pattern
            at = sentence.find(piece, at)
            if at < 0:
                return None
            at += len(piece)
        return re.fullmatch(self._pattern, sentence, re.DOTALL)

    def fill(self, values: dict[str, str]) -> str:
        """Return the translation with these values in its holes."""
        made = _HOLE.sub(lambda hole: values.get(hole[1], ""), self._translation)
        return _plain(made).replace("？；", "？")  # a part that asks ends itself


_KEPT = 10_000  # sentences


def _rank(template: Template) -> tuple[bool, int]:
    """The key that puts the wordiest first, and behind all of them what only joins, a colon before an or."""
    joins = template.weight <= _JOINING
    return joins, template.weight if joins else -template.weight


class Catalogue:
    """The entries of one language."""

    def __init__(self, entries: dict[str, str]) -> None:
        self._texts = {key: value for key, value in entries.items() if not _HOLE.search(key)}
        made = (Template(key, value) for key, value in entries.items() if key not in self._texts)
        self.silent = not entries
        # What says most decides: "{0} has no row {1}; check the number" comes before "{0}; {1}".
        self._templates = sorted(made, key=_rank)
        self._said: dict[str, str] = {}  # by sentence: a page says the same ones a thousand times

    def text(self, english: str) -> str:
        """Return the translation of a whole text, such as a help; the text itself where there is none."""
        return self._texts.get(english, english)

    def sentence(self, english: str) -> str:
        """Return the translation of a sentence that was made from a text or a template, and of its parts."""
        if self.silent:  # English stays as the code says it
            return english
        said = self._said.get(english)
        if said is None:
            if len(self._said) >= _KEPT:
                self._said.clear()
            said = self._said[english] = self._sentence(english)
        return said

    def _sentence(self, english: str) -> str:
        core = english.strip()
        if core != english:  # the end of a line stays; the blank before a part goes, as Chinese has none between words
            told = self.sentence(core)
            return english if told == core else told + english[len(english.rstrip()) :].strip(" ")
        known = self._texts.get(english)
        if known is not None:
            return _plain(known)
        for template in self._templates:
            # A page asks this of thousands of features; most templates are told apart by their longest piece alone.
            match = template.fits(english) if template.longest in english else None
            if match:
                values = {name[1:]: self._part(value, english) for name, value in match.groupdict().items()}
                return template.fill(values)
        return english

    def _part(self, value: str, whole: str) -> str:
        """Return a part of a sentence: names of files and numbers stay, what was said in words is translated."""
        words = [self._texts.get("part: " + word) for word in value.split(", ")]
        if all(words):  # the keys of parts of a speech, which are printed by their labels
            return "、".join(map(str, words))
        if value == whole or (" " not in value and value.isascii()):
            return value
        return self.sentence(value)


@cache
def catalogue(language: Language | None) -> Catalogue:
    """Return the catalogue of a language; an empty one, which changes nothing, for English."""
    return Catalogue(_entries(DOMAIN, _CATALOGUES.get(language) if language else None))


@cache
def labels(language: Language) -> Catalogue:
    """Return the catalogue of labels and headings: those that the code has in Chinese, in another language too."""
    entries = _entries(DOMAIN, _CATALOGUES.get(language)) | _entries("labels", _LABELS.get(language))
    return Catalogue(entries)


def _entries(domain: str, name: str | None) -> dict[str, str]:
    if name is None:
        return {}
    import gettext

    found = gettext.translation(domain, FOLDER, [name], fallback=True)
    entries: dict[str, str] = getattr(found, "_catalog", {})
    return {key: value for key, value in entries.items() if key}


def _plain(text: str) -> str:
    """A text without the doubled braces of templates."""
    return text.replace("{{", "{").replace("}}", "}")
