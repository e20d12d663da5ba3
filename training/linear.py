"""Linear models over signs: fitted to examples, and written into data/phrase_weights.yaml."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from speechkit.phrases.weights import VERSION, LinearModel

STRENGTH = 0.3  # the inverse of how much large weights are held down
SEEN_IN = 5  # examples that show a sign, below which it gets no weight
MOST_ITERATIONS = 2000
HEAD = """\
# What each sign says for a set phrase, in logits: written by the programs of training/, fitted to labelled speeches.
# Do not change by hand. `signs` counts the weights; a file in which some are missing is refused.
"""


class Example(msgspec.Struct, frozen=True):
    """A stretch in one speech, by number: the signs that it shows, and whether it is what is looked for."""

    speech: int
    signs: Mapping[str, float]
    right: bool


def fitted(examples: Sequence[Example], threshold: float = 0.0) -> LinearModel:
    """Return the model that tells the right examples from the others best, weights to three places.

    Raises ``ImportError`` where scikit-learn is missing, ``ValueError`` where all examples are right or none is.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    signs: Any = vectorizer.fit_transform([dict(each.signs) for each in examples]).tocsc()
    often = [column for column, seen in enumerate(signs.getnnz(axis=0)) if seen >= min(SEEN_IN, len(examples) // 4)]
    # Its path is the same for the same examples on every machine, which that of other solvers is not.
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=MOST_ITERATIONS, random_state=0)
    model.fit(signs[:, often], [each.right for each in examples])
    names = vectorizer.get_feature_names_out()
    weights = {
        str(names[column]): round(float(weight), 3) for column, weight in zip(often, model.coef_[0], strict=True)
    }
    kept = {name: weight for name, weight in sorted(weights.items()) if weight}
    return LinearModel(round(float(model.intercept_[0]), 3), threshold, kept)


def written(models: Mapping[str, LinearModel]) -> str:
    """Return what data/phrase_weights.yaml says for the models, one weight a line."""
    count = sum(len(model.weights) for model in models.values())
    return HEAD + "\n".join([f"version: {VERSION}", f"signs: {count}", "models:", *_lines(models)]) + "\n"


def _lines(models: Mapping[str, LinearModel]) -> Iterable[str]:
    for name, model in sorted(models.items()):
        yield f"  {name}:"
        yield f"    always: {model.always:g}"
        yield f"    threshold: {model.threshold:g}"
        yield "    weights:"
        for sign, weight in sorted(model.weights.items()):
            yield f"      {json.dumps(sign, ensure_ascii=False)}: {weight:g}"
