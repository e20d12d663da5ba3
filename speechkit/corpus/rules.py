"""What the corpus knows of the language: when a run of words is a term, which are known, what is said again."""

from __future__ import annotations

import msgspec

from speechkit.rules import Examples, reader

__all__ = ["Bits", "Changed", "NgramRules", "ReuseRules", "known_names", "ngram_rules", "reuse_rules"]


class Bits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks for a term of each kind, in bits; the file says how."""

    set_phrase: float
    known: float
    known_short: float
    word: float
    cohesion: float
    generic: float
    long: float
    common: float
    rare: float


class NgramRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of data/ngrams.yaml: tags, thresholds, and the bits that order terms."""

    joining: tuple[str, ...]
    numbers: tuple[str, ...]
    fixed: float
    free: float
    at_words: float
    at_words_short: float
    additions: tuple[str, ...]
    bits: Bits


class Changed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much two sentences may differ that are the same but for a ``word``; ``common`` is a share of the longer."""

    word: int
    common: float


class ReuseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of data/reuse.yaml: when a sentence is another one changed, and the numbers in a list that it begins with."""

    changed: Changed
    enumerator: str
    examples: Examples


ngram_rules = reader("ngrams", NgramRules)
known_names = reader("terms", dict[str, tuple[str, ...]])
reuse_rules = reader("reuse", ReuseRules)


class Commonness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The share of official documents that have each word, those of ``least`` and more."""

    source: str
    least: float
    words: dict[str, float]


commonness = reader("commonness", Commonness)
