"""Find what is a set phrase by its quotation marks or by its build (data/slogans.yaml, ``quoted`` and ``sayings``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from speechkit.phrases.phrasebook import PhraseBook
from speechkit.phrases.rules import PhraseSpan, QuotedRule, phrase_rules

__all__ = ["deciding_rule", "quoted_in", "sayings_in"]


def quoted_in(text: str, book: PhraseBook) -> Iterator[PhraseSpan]:
    """Yield the set phrases in quotation marks of a paragraph's text, without the marks.

    A label, a slogan, a known phrase: what else is quoted, such as somebody's words, is none.
    """
    for start, end in _quotations(text):
        if known := book.quoted(text[start:end]):
            yield PhraseSpan(start, end, known.kind, f"known-{known.kind}", known.name)
            continue
        rule = deciding_rule(text, start, end)
        if rule is not None and rule.kind != "none":
            yield PhraseSpan(start, end, rule.kind, rule.id)


def deciding_rule(text: str, start: int, end: int) -> QuotedRule | None:
    """Return the first rule that says what ``text[start:end]``, between two marks, is; None where none does."""
    inner, context = text[start:end], phrase_rules().quotation.context
    before = text[max(0, start - 1 - context) : start - 1]
    after = text[end + 1 : end + 1 + context]
    return next((rule for rule in phrase_rules().quoted if rule.decides(inner, before, after)), None)


def sayings_in(text: str) -> Iterator[PhraseSpan]:
    """Yield the set phrases of a paragraph's text that have the build of one: 抓党建就是抓关键，抓关键就是抓发展."""
    for rule in phrase_rules().sayings:
        for match in rule.matches(text):
            yield PhraseSpan(*match.span(), rule.kind, rule.id)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations start and end, marks left out; one inside another comes after it."""
    if "“" not in text and '"' not in text and "‘" not in text:
        return
    quotation, inner = _quotation_patterns()
    for found in quotation.finditer(text):
        group = found.lastindex or 1
        yield found.span(group)
        if group == 1 and "‘" in found[1]:
            for each in inner.finditer(text, *found.span(1)):
                yield each.span(1)


@cache
def _quotation_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a quotation and of one inside another; the first has a group for each pair of marks."""
    longest = f"{{1,{phrase_rules().quotation.longest}}}"
    inner = rf"‘([^‘’]{longest})’"
    return re.compile(rf"“([^“”]{longest})”|{inner}|\"([^\"\n]{longest})\""), re.compile(inner)
