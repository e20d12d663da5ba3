"""What the corpus knows of the language: which characters no term begins or ends with (data/ngrams.yaml)."""

from __future__ import annotations

import msgspec

from speechkit.rules import reader


class NgramRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Characters that a term neither begins nor ends with, and tags of words that name things."""

    never_first: str
    never_last: str
    things: tuple[str, ...]


ngram_rules = reader("ngrams", NgramRules)
