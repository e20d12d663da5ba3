"""How much of a speech each kind of part takes."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.model import Document, Part, PartShare, Role

__all__ = ["shares_of"]

_WHOLE = 1000  # tenths of a percent


def shares_of(document: Document, parts: Sequence[Part]) -> tuple[PartShare, ...]:
    """The roles in the order in which they first stand. What rounding leaves goes to those that it took most from."""
    chars: dict[Role, int] = {}
    lines: dict[Role, int] = {}
    for part in parts:
        chars[part.role] = chars.get(part.role, 0) + part.end - part.start
        lines.setdefault(part.role, document.line(_first(document.text, part)))
    total = sum(chars.values())
    if not total:
        return ()
    tenths = {role: count * _WHOLE // total for role, count in chars.items()}
    remainders = sorted(chars, key=lambda role: -(chars[role] * _WHOLE % total))
    for role in remainders[: _WHOLE - sum(tenths.values())]:
        tenths[role] += 1
    return tuple(PartShare(role, count, tenths[role] / 10, lines[role]) for role, count in chars.items())


def _first(text: str, part: Part) -> int:
    """The first character of the part that is no space; its start where there is none."""
    stretch = text[part.start : part.end]
    return part.start + (len(stretch) - len(stretch.lstrip()) if stretch.strip() else 0)
