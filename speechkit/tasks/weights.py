"""The fitted weights of the evidence for tasks (data/tasks.weights), which ``training/tasks.py`` writes."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

import msgspec

from speechkit.errors import ConfigError

__all__ = ["FORMAT", "SCALE", "content_of", "evidence_weights", "weights_in"]

FORMAT = 1  # of the file and of the names of the evidence: weights of another are refused
SCALE = 1000  # a weight of one logit is this number


class _File(msgspec.Struct, frozen=True, array_like=True):
    """The names, one a line, and their weights in ``SCALE`` parts of a logit; ``checksum`` is of these two."""

    format: int
    names: str
    weights: tuple[int, ...]
    checksum: str


def content_of(weights: dict[str, float]) -> bytes:
    """Return the content of a file of these weights, in logits by the name of the evidence."""
    names = sorted(weights)
    rounded = tuple(round(weights[name] * SCALE) for name in names)
    joined = "\n".join(names)
    return msgspec.msgpack.encode(_File(FORMAT, joined, rounded, _checksum(joined, rounded)))


def weights_in(content: bytes, name: str) -> dict[str, float]:
    """Read the content of a weights file. Raises ``ConfigError``, which names the file, where it is not as written."""
    try:
        file = msgspec.msgpack.decode(content, type=_File)
    except msgspec.DecodeError:
        raise ConfigError(f"{name}: the weights are damaged; install speechkit again") from None
    if file.format != FORMAT:
        raise ConfigError(f"{name}: the weights belong to another version of speechkit; install speechkit again")
    names = file.names.split("\n")
    if file.checksum != _checksum(file.names, file.weights) or len(names) != len(file.weights):
        raise ConfigError(f"{name}: the weights are damaged; install speechkit again")
    return {each: weight / SCALE for each, weight in zip(names, file.weights, strict=True)}


def _checksum(names: str, weights: tuple[int, ...]) -> str:
    return sha256(msgspec.msgpack.encode((names, weights))).hexdigest()


@cache
def evidence_weights() -> dict[str, float]:
    """Return the weights in the data, read once. Raises ``ConfigError`` where the file is not as it was written."""
    file = files("speechkit") / "data" / "tasks.weights"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{file.name}: the weights cannot be read: {error.strerror}; install speechkit again"
        ) from None
    return weights_in(content, file.name)
