"""The word lists that several stages ask for (data/lexicon.yaml)."""

from __future__ import annotations

from functools import cache

import msgspec

from speechkit.rules import WordList, load_rules

__all__ = ["Lexicon", "lexicon"]


class Lexicon(msgspec.Struct, frozen=True):
    """The lists of data/lexicon.yaml; ``pronouns`` holds the names by which speakers call themselves too."""

    verbs: WordList
    manner: WordList
    adverbs: WordList
    modals: WordList
    pronouns: WordList
    categories: WordList


@cache
def lexicon() -> Lexicon:
    """Return the lists of data/lexicon.yaml, which are read once."""
    lists = load_rules("lexicon", dict[str, tuple[str, ...]])
    self_names = lists.pop("self_names")
    lists["pronouns"] += self_names
    return Lexicon(**{name: WordList(words) for name, words in lists.items()})
