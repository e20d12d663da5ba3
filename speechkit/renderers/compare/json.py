"""JSON, indented: all that was found."""

from __future__ import annotations

from collections.abc import Iterator

from speechkit.compare.records import Comparison, Coverage
from speechkit.renderers.compare.blocks import CompareView
from speechkit.renderers.table import objects


def render(found: Comparison | Coverage, view: CompareView) -> Iterator[str]:
    """The record with all its fields."""
    return objects([found], several=False)
