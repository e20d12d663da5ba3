"""The fitted weights: what every feature says for each role, and what each turn from one role to another does.

``training/parts.py`` writes the file. A row of eight weights is one integer of eight lanes, so that the evidence of a
unit is a plain sum; ``Weights.row`` takes a sum apart.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from os import path
from typing import Any
from zlib import crc32

import msgspec

from speechkit.errors import ConfigError
from speechkit.model import ROLES

FORMAT = 1  # of the file and of the names of the features: weights of another are refused
SCALE = 50  # a weight of one logit is this number
LONGEST_WORDS = 4  # code points; the name of a feature that is no longer is a stretch of the unit
BORDERS = ("inside", "point", "paragraph", "section")

_LANES = struct.Struct(f"<{len(ROLES)}H")
_LANE = 16  # bits
ROW = _LANES.size  # bytes of a packed row
_MASK = (1 << _LANE) - 1
_HALF = 1 << (_LANE - 1)
_MIDDLE = sum(_HALF << (_LANE * lane) for lane in range(len(ROLES)))  # makes every lane positive


class WeightsFile(msgspec.Struct, frozen=True, array_like=True):
    """data/parts.weights: ``rows`` are those of ``names``, one after the other, as ``packed`` makes them.

    ``turns`` has, for each border, a row for each role before and an item for each role after. ``checksum`` is of all
    the rest.
    """

    format: int
    roles: tuple[str, ...]
    borders: tuple[str, ...]
    turns: tuple[tuple[tuple[float, ...], ...], ...]
    names: str
    rows: bytes
    checksum: int = 0


class Weights(msgspec.Struct, frozen=True):
    """The weights as they are used: a packed row for each feature, and the turns by border.

    ``words`` is an automaton that finds those features which are stretches of a unit.
    """

    rows: Mapping[str, int]
    turns: Mapping[str, Sequence[Sequence[float]]]
    words: Any

    @staticmethod
    def row(total: int) -> list[float]:
        """Return the evidence for each role, in logits, that a sum of packed rows stands for."""
        lanes = _LANES.unpack((total + _MIDDLE).to_bytes(ROW, "little"))
        return [(lane - _HALF) / SCALE for lane in lanes]

    @staticmethod
    def difference(total: int, one: int, other: int) -> int:
        """Return by how much a sum of packed rows says more for the role number ``one``, in steps of 1 / ``SCALE``."""
        total += _MIDDLE
        return (total >> (_LANE * one) & _MASK) - (total >> (_LANE * other) & _MASK)


def packed(row: Sequence[int]) -> int:
    """Return a row of whole numbers, one for each role, as one integer; sums of these are sums of the rows."""
    return sum(weight << (_LANE * lane) for lane, weight in enumerate(row))


def to_bytes(file: WeightsFile) -> bytes:
    """Return the file's content, checksum included."""
    return msgspec.msgpack.encode(msgspec.structs.replace(file, checksum=_checksum(file)))


def from_bytes(content: bytes, name: str) -> Weights:
    """Read the content of a weights file. Raises ``ConfigError``, which names the file, where it is not as written."""
    try:
        file = msgspec.msgpack.decode(content, type=WeightsFile)
    except msgspec.DecodeError:
        raise ConfigError(f"{name}: the weights are damaged; install speechkit again") from None
    if file.format != FORMAT or file.roles != ROLES or file.borders != BORDERS:
        raise ConfigError(f"{name}: the weights belong to another version of speechkit; install speechkit again")
    names, size = file.names.split("\n"), ROW
    if file.checksum != _checksum(file) or len(file.rows) != size * len(names):
        raise ConfigError(f"{name}: the weights are damaged; install speechkit again")
    rows = file.rows
    read = int.from_bytes
    values = [read(rows[at : at + size], "little", signed=True) for at in range(0, len(rows), size)]
    return Weights(
        dict(zip(names, values, strict=True)), dict(zip(BORDERS, file.turns, strict=True)), _automaton(names)
    )


def _automaton(names: Iterable[str]) -> Any:
    from ahocorasick import Automaton

    automaton = Automaton()
    for name in names:
        if len(name) <= LONGEST_WORDS:
            automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def _checksum(file: WeightsFile) -> int:
    return crc32(msgspec.msgpack.encode(msgspec.structs.replace(file, checksum=0)))


@cache
def weights() -> Weights:
    """Return the weights in the data, which are read once. Raises ``ConfigError`` where the file is not as written."""
    name = "parts.weights"
    try:
        with open(path.join(path.dirname(path.dirname(__file__)), "data", name), "rb") as file:
            content = file.read()
    except OSError as error:
        raise ConfigError(f"{name}: the weights cannot be read: {error.strerror}; install speechkit again") from None
    return from_bytes(content, name)
