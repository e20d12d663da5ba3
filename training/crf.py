"""A linear-chain conditional random field whose turns from one label to another depend on the border between two steps.

Lafferty, McCallum and Pereira (2001), "Conditional Random Fields": the log-likelihood of the labels, less a quadratic
penalty on the weights, made largest by L-BFGS. The borders are what python-crfsuite does not know, and the reason for
these lines: within a paragraph roles seldom turn, before a heading they often do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import scipy.optimize
import scipy.sparse

Array = Any  # numpy arrays of floats or integers


class Chain(msgspec.Struct, frozen=True):
    """Consecutive steps: numbers of rows of the matrix of features, and how much each counts."""

    rows: tuple[int, ...]
    weight: float


class Fitted(msgspec.Struct, frozen=True):
    """What was fitted: ``features`` by labels, and by border ``turns`` from labels (rows) to labels (columns)."""

    features: Array
    turns: Array


def fit(
    matrix: Array,
    labels: Array,
    borders: Array,
    chains: Sequence[Chain],
    sizes: tuple[int, int],
    *,
    prior: Array,
    penalty: float,
    penalty_of_turns: float,
    iterations: int,
) -> Fitted:
    """Fit the weights. ``matrix`` has a row a step; ``labels`` and ``borders`` (the one before it) have an item a step.

    ``sizes`` are how many labels and how many borders there are. ``prior`` are the weights of the features, by labels,
    that are expected before any step is seen: what draws away from them is penalised.
    """
    order = np.array([row for chain in chains for row in chain.rows])
    features = matrix[order]
    transposed = features.T.tocsr()
    known, before = labels[order], borders[order]
    labels_, borders_ = sizes
    weight = np.concatenate([np.full(len(chain.rows), chain.weight) for chain in chains])
    steps = _Steps([len(chain.rows) for chain in chains])
    right = np.zeros((len(order), labels_))
    right[np.arange(len(order)), known] = 1
    seen = np.zeros((borders_, labels_, labels_))
    for at in steps.later:
        np.add.at(seen, (before[at], known[at - 1], known[at]), weight[at])
    split = features.shape[1] * labels_
    expected = features @ prior

    def loss(values: Array) -> tuple[float, Array]:
        learned = values[:split].reshape(-1, labels_)
        turns = values[split:].reshape(borders_, labels_, labels_)
        scores = expected + features @ learned
        likely, found, turned = _expected(scores, turns, before, weight, steps)
        gain = (scores[np.arange(len(order)), known] * weight).sum() + (seen * turns).sum() - likely
        slope = transposed @ ((found - right) * weight[:, None]) + penalty * learned
        of_turns = turned - seen + penalty_of_turns * turns
        cost = 0.5 * (penalty * (learned**2).sum() + penalty_of_turns * (turns**2).sum())
        return cost - gain, np.concatenate([slope.ravel(), of_turns.ravel()])

    start = np.zeros(split + borders_ * labels_ * labels_)
    options = {"maxiter": iterations, "maxcor": 5}
    values = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return Fitted(prior + values[:split].reshape(-1, labels_), values[split:].reshape(borders_, labels_, labels_))


class _Steps:
    """The first steps of all chains, and for each later step the rows of the chains that are that long."""

    def __init__(self, lengths: Sequence[int]) -> None:
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(int)
        by_length = np.argsort([-length for length in lengths], kind="stable")
        sizes = np.array(lengths)[by_length]
        self.first = starts[by_length]
        self.later = [self.first[: int((sizes > step).sum())] + step for step in range(1, int(sizes[0]))]


def _expected(scores: Array, turns: Array, before: Array, weight: Array, steps: _Steps) -> tuple[float, Array, Array]:
    """The forward-backward algorithm: the log of the sum over all paths, the expected labels, the expected turns."""
    gains = np.exp(turns)
    most = scores.max(1, keepdims=True)
    local = np.exp(scores - most)
    forward, backward = np.zeros_like(scores), np.ones_like(scores)
    scale = np.ones(len(scores))
    first = local[steps.first]
    scale[steps.first] = first.sum(1)
    forward[steps.first] = first / scale[steps.first][:, None]
    for at in steps.later:
        arrived = np.matmul(forward[at - 1][:, None, :], gains[before[at]])[:, 0, :] * local[at]
        scale[at] = arrived.sum(1)
        forward[at] = arrived / scale[at][:, None]
    turned = np.zeros_like(turns)
    for at in reversed(steps.later):
        ahead = local[at] * backward[at] / scale[at][:, None]
        through = gains[before[at]]
        pairs = forward[at - 1][:, :, None] * through * ahead[:, None, :] * weight[at][:, None, None]
        for border in range(len(turns)):
            here = before[at] == border
            if here.any():
                turned[border] += pairs[here].sum(0)
        backward[at - 1] = np.matmul(through, ahead[:, :, None])[:, :, 0]
    likely = ((np.log(scale) + most[:, 0]) * weight).sum()
    return float(likely), forward * backward, turned
