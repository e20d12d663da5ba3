"""Plain text: labels in a column, no wrapping, no colour."""

from __future__ import annotations

from collections.abc import Iterator

from speechkit.model import Explanation
from speechkit.renderers.explain.lines import lines_of
from speechkit.renderers.view import View


def render(explanation: Explanation, view: View) -> Iterator[str]:
    """Lines; an empty one stands between two units."""
    for at, unit in enumerate(explanation.units):
        yield "\n" * (at > 0)
        for line in lines_of(explanation, unit):
            yield f"{line.margin}{line.text}".rstrip() + "\n"
