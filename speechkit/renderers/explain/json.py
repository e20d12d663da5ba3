"""JSON, indented: the explanation with the units that were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from speechkit.model import Explanation
from speechkit.renderers.json import objects
from speechkit.renderers.view import View


def render(explanation: Explanation, view: View) -> Iterator[str]:
    """One object; weights are in logits."""
    return objects([explanation], several=False)
