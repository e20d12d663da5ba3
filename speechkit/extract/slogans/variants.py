"""Near variants: a label that is a character or two away from a formula that is known, and is not it."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from speechkit.glossary import Glossary

__all__ = ["variant_of"]

_SHORTEST = 4  # code points of a name that a variant of it can be told from
_LONG = 6  # from which on two characters may differ


def variant_of(label: str, glossary: Glossary) -> str | None:
    """The name of the formula that ``label`` comes near; None where it is one itself or comes near none.

    One character may differ, two from six characters on, the first one never: 三个代表 is no variant of 五个代表.
    """
    if len(label) < _SHORTEST:
        return None
    allowed = 1 if len(label) < _LONG else 2
    found = extractOne(label, _names(glossary).get(label[0], ()), scorer=Levenshtein.distance, score_cutoff=allowed)
    if found is None or found[1] == 0 or abs(len(found[0]) - len(label)) > 1:
        return None
    name: str = found[0]
    return name


@cache
def _names(glossary: Glossary) -> dict[str, list[str]]:
    """The names by their first character."""
    names: dict[str, list[str]] = {}
    for entry in glossary.entries:
        if len(entry.name) >= _SHORTEST:
            names.setdefault(entry.name[0], []).append(entry.name)
    return names
