"""What the corpus knows of the language: when a run of words is a term, and which terms are known ones."""

from __future__ import annotations

import msgspec

from speechkit.rules import reader

__all__ = ["Bits", "NgramRules", "known_names", "ngram_rules"]


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


ngram_rules = reader("ngrams", NgramRules)
known_names = reader("terms", dict[str, tuple[str, ...]])
