"""The fitted weights of data/phrase_weights.yaml: how much each sign says for a reading of a stretch of text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from speechkit.errors import ConfigError
from speechkit.rules import load_rules

__all__ = ["VERSION", "LinearModel", "PhraseWeights", "phrase_weights"]

VERSION = 1  # counts up when the names of the signs change


class LinearModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weights of one decision, in logits: what each sign adds to ``always``; a sign that has none adds nothing.

    A stretch whose score is above ``threshold`` is what the model looks for.
    """

    always: float
    threshold: float
    weights: dict[str, float]

    def score(self, signs: Mapping[str, float]) -> float:
        """Return the sum of what the signs say."""
        total, weight = self.always, self.weights.get
        for sign, value in signs.items():
            total += weight(sign, 0.0) * value
        return total


class PhraseWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/phrase_weights.yaml: the models by name; ``signs`` counts their weights, to tell that none is missing."""

    version: int
    signs: int
    models: dict[str, LinearModel]


@cache
def phrase_weights() -> PhraseWeights:
    """Return the fitted weights. Raises ``ConfigError`` where the file is of another version or not whole."""
    found = load_rules("phrase_weights", PhraseWeights)
    if found.version != VERSION:
        raise ConfigError(f"phrase_weights.yaml is of version {found.version}; this speechkit reads version {VERSION}.")
    count = sum(len(model.weights) for model in found.models.values())
    if count != found.signs:
        raise ConfigError(f"phrase_weights.yaml should hold {found.signs} weights but holds {count}: it was changed.")
    return found
