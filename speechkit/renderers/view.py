"""What every view of a result has."""

from __future__ import annotations

import msgspec

from speechkit.chars import one_line as one_line  # to go: import it from there

UNNUMBERED = "-"  # the marker of a heading without a number


class View(msgspec.Struct, frozen=True):
    """What every view has: ``several`` says that more than one input was given.

    ``width`` in cells (None: unlimited) and ``color`` concern the formats of a terminal only.
    """

    several: bool = False
    width: int | None = None
    color: bool = False
