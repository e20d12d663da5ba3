"""The word lists that several stages ask for (data/words.yaml)."""

from __future__ import annotations

from functools import cache

import msgspec

from speechkit.rules import load_rules

__all__ = ["Words", "words"]


class Words(msgspec.Struct, frozen=True):
    """Lists of words; each is a tuple, as ``str.startswith`` wants it, the longest first."""

    verbs: tuple[str, ...]
    manner: tuple[str, ...]
    adverbs: tuple[str, ...]
    modals: tuple[str, ...]
    heads: tuple[str, ...]
    short_heads: tuple[str, ...]
    pronouns: tuple[str, ...]

    @staticmethod
    def at(text: str, start: int, among: tuple[str, ...]) -> int:
        """The length of the longest word of ``among`` that stands at ``start``; 0 where none does."""
        if text.startswith(among, start):
            return next(len(word) for word in among if text.startswith(word, start))
        return 0

    @staticmethod
    def skip(text: str, start: int, among: tuple[str, ...]) -> int:
        """Where the text goes on after all words of ``among`` that follow each other from ``start`` on."""
        while length := Words.at(text, start, among):
            start += length
        return start


@cache
def words() -> Words:
    """The lists of data/words.yaml, read once."""
    lists = load_rules("words", dict[str, str])
    return Words(
        **{
            name: tuple(sorted(set(value.split()), key=lambda word: (-len(word), word)))
            for name, value in lists.items()
        }
    )
