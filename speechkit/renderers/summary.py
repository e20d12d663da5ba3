"""What ``speechkit analyze`` says for people before and after the outline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from speechkit.model import Analysis

Key = TypeVar("Key", int, str)
SCRIPTS = {"hans": "simplified characters", "hant": "traditional characters", "mixed": "mixed characters"}


def about(analysis: Analysis) -> str:
    """One line on the text: encoding, script, size."""
    source = analysis.source
    script = SCRIPTS.get(source.script, source.script)
    return f"{source.encoding}, {script}, {_many(source.chars, 'character')}, {_many(source.lines, 'line')}"


def counts(analysis: Analysis) -> list[str]:
    """Lines that count the sections by level and by series, and the warnings."""
    sections = analysis.sections
    lines = [_many(len(sections), "section")]
    if sections:
        levels = _count(section.level for section in sections)
        lines.append("by level: " + ", ".join(f"{level}: {levels[level]}" for level in sorted(levels)))
        series = _count(section.series for section in sections)
        lines.append("by series: " + ", ".join(f"{name}: {number}" for name, number in series.items()))
    lines.append(_many(len(analysis.warnings), "warning"))
    return lines


def _count(values: Iterable[Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
