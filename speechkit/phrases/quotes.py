"""What stands in quotation marks: a label, a slogan, or no set phrase at all (data/slogans.yaml, ``quoted``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechkit.phrases.finding import Finding
from speechkit.phrases.phrasebook import PhraseBook
from speechkit.phrases.rules import Quoted, slogan_rules
from speechkit.rules import compiled

__all__ = ["decided", "quoted_in"]

_LONGEST = 40  # code points between two marks beyond which somebody is quoted
_QUOTED = re.compile(rf"“([^“”]{{1,{_LONGEST}}})”|‘([^‘’]{{1,{_LONGEST}}})’|\"([^\"\n]{{1,{_LONGEST}}})\"")
_INNER = re.compile(rf"‘([^‘’]{{1,{_LONGEST}}})’")
_CONTEXT = 16  # code points before and after that a rule may look at


def quoted_in(text: str, phrases: PhraseBook) -> Iterator[Finding]:
    """The set phrases in quotation marks of a paragraph's text, without the marks."""
    for start, end in _stretches(text):
        if phrase := phrases.quoted(text[start:end]):
            yield Finding(start, end, phrase.kind, f"known-{phrase.kind}", phrase.name)
            continue
        rule = decided(text, start, end)
        if rule is not None and rule.kind != "none":
            yield Finding(start, end, rule.kind, rule.id)


def decided(text: str, start: int, end: int) -> Quoted | None:
    """The first rule that says what stands at ``text[start:end]``, between two marks; None where none does."""
    inner = text[start:end]
    before = text[max(0, start - 1 - _CONTEXT) : start - 1]
    after = text[end + 1 : end + 1 + _CONTEXT]
    for rule in slogan_rules().quoted:
        if (
            compiled(rule.text).search(inner)
            and (not rule.before or compiled(rule.before).search(before))
            and (not rule.after or compiled(rule.after).search(after))
        ):
            return rule
    return None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    if "“" not in text and '"' not in text and "‘" not in text:
        return
    for found in _QUOTED.finditer(text):
        group = found.lastindex or 1
        yield found.span(group)
        if group == 1 and "‘" in found[1]:
            for inner in _INNER.finditer(text, *found.span(1)):
                yield inner.span(1)
