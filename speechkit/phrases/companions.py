"""Find which companions of its formulas a speech leaves out: 两个维护 without 四个自信."""

from __future__ import annotations

from collections.abc import Iterable

from speechkit.model import Companions, Slogan
from speechkit.phrases.glossary import Glossary, form_key

__all__ = ["Companions", "companions_missing"]


def companions_missing(slogans: Iterable[Slogan], glossary: Glossary, text: str = "") -> tuple[Companions, ...]:
    """Return the formulas among ``slogans`` that lack a companion, in the order of their first occurrence.

    ``text`` is the simplified text of the speech. A companion whose words stand in it is present, whether or not they
    were found as a set phrase: 高质量发展 is one in quotation marks only.
    """
    found = tuple(slogans)
    spoken = form_key(text)
    names = {each.name for each in found if each.name}
    wordings = {form_key(each.text) for each in found}
    first: dict[str, Slogan] = {}
    for each in found:
        if each.name and each.kind == "formula":
            first.setdefault(each.name, each)

    def stands(companion: str) -> bool:
        entry = glossary.find(companion)
        forms = [form_key(form) for form in ((entry.name, *entry.aliases) if entry else (companion,))]
        return bool(entry and entry.name in names) or any(form in wordings or form in spoken for form in forms)

    rows = []
    for name, slogan in first.items():
        entry = glossary.find(name)
        companions = {companion: stands(companion) for companion in entry.companions} if entry else {}
        present = tuple(companion for companion, there in companions.items() if there)
        missing = tuple(companion for companion, there in companions.items() if not there)
        if missing:
            rows.append(Companions(name, slogan.line, present, missing))
    return tuple(rows)
