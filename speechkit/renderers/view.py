"""What every view of a result has."""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True):
    """What every view has: ``several`` says that more than one input was given.

    ``width`` in cells (None: unlimited) and ``color`` concern the formats of a terminal only.
    """

    several: bool = False
    width: int | None = None
    color: bool = False
