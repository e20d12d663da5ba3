"""How hot a term is: one of 沸烫热暖温冷 by the share of documents that have it, and the known sets of thresholds."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from speechkit.errors import UsageError, printable
from speechkit.rulefile import reader

TEMPERATURES = "沸烫热暖温冷"
Shares = tuple[float, float, float, float, float]


class Preset(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which ``shares`` of documents on a term is 沸, 烫, 热, 暖, 温, and who says so."""

    shares: Shares
    source: str


class TemperatureRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The presets of data/trend.yaml by name."""

    temperatures: dict[str, Preset]


temperature_rules = reader("trend", TemperatureRules)  # read once, where thresholds are needed


def shares_of(temperatures: str | Shares) -> Shares:
    """Return five shares of documents, descending: those given, or those of the preset of that name.

    Raises ``UsageError`` where there is no such preset.

    >>> shares_of("speeches")
    (0.8, 0.6, 0.4, 0.2, 0.05)
    """
    if not isinstance(temperatures, str):
        return temperatures
    presets = temperature_rules().temperatures
    if temperatures not in presets:
        shown = printable(temperatures) or "without a name"
        raise UsageError(f"there are no temperatures {shown}; there are {', '.join(presets)}, or write five shares")
    return presets[temperatures].shares


def temperature(share: float, thresholds: Sequence[float]) -> str:
    """Return one of 沸烫热暖温冷: the first whose threshold the share of documents reaches.

    >>> temperature(1 / 3, (0.8, 0.6, 0.4, 0.2, 0.05))
    '暖'
    """
    return next(
        (name for name, least in zip(TEMPERATURES, thresholds, strict=False) if share >= least), TEMPERATURES[-1]
    )
