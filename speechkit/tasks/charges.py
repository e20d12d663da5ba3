"""Who is put in charge, and who helps: 责任单位：X；配合单位：Y, （X牵头，Y配合）, 由X负责, X会同Y."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from speechkit.rules import PatternRule
from speechkit.tasks.names import NameSpan, name_ends, names_in_list, whole_name
from speechkit.tasks.predicates import acts_at
from speechkit.tasks.rules import task_rules

__all__ = ["LABELS", "Charge", "Label", "charge_in", "helpers_after", "labels_in"]


class Charge(msgspec.Struct, frozen=True):
    """Where the names of who leads and of who helps stand in a text."""

    lead: NameSpan
    others: tuple[NameSpan, ...] = ()


LabelKind: TypeAlias = Literal["lead", "duty", "person", "help"]
LABELS: tuple[LabelKind, ...] = ("lead", "duty", "person", "help")  # the first that a text has names who must act


class Label(msgspec.Struct, frozen=True):
    """A label and where the names behind it stand: of who leads, has the duty, answers for it in person, or helps."""

    kind: LabelKind
    names: NameSpan


def charge_in(text: str, *, named: bool = False) -> Charge | None:
    """Return who is put in charge by labels, in brackets or with 由; None where nobody is.

    ``named``: only where words for it stand (责任, 牵头, 负责), and not just what is done by somebody.
    """
    rules = task_rules().actors
    if not rules.charging.search(text):
        return None
    if charge := _labelled(text):
        return charge
    brackets, *others = rules.charges
    by = None if named else _by(text)
    return _charged(text, brackets) or by or next(filter(None, (_charged(text, rule) for rule in others)), None)


def _charged(text: str, rule: PatternRule) -> Charge | None:
    found = rule.search(text)
    if not found:
        return None
    lead = _trimmed(text, *found.span("lead"))
    others = names_in_list(text, *found.span("others")) if found.groupdict().get("others") else []
    return Charge(lead, tuple(others) or helpers_after(text, lead[1]))


def labels_in(text: str) -> list[Label]:
    """Return every label with the names behind it: 牵头单位：X；责任单位：Y、Z."""
    labels: list[Label] = []
    for found in task_rules().actors.label.matches(text):
        names = _trimmed(text, *found.span("names"))
        if names[0] < names[1]:
            kind = next(kind for kind in LABELS if found[kind])
            labels.append(Label(kind, names))
    return labels


def _labelled(text: str) -> Charge | None:
    """Who is put in charge by labels: an office before a person, and all others help."""
    labels = sorted(labels_in(text), key=lambda label: LABELS.index(label.kind))
    if not labels or labels[0].kind == "help":
        return None
    others = [name for label in labels[1:] for name in names_in_list(text, *label.names)]
    return Charge(labels[0].names, tuple(others))


def _by(text: str) -> Charge | None:
    """由X印发执行, 由X于7月底前完成."""
    rules = task_rules().actors
    for found in rules.by.matches(text):
        end = whole_name(text, found.end())
        # A list of names may run over the word that tells the first of them to lead: 县财政局牵头、县教育局配合.
        end = next((at for at in range(found.end() + 1, end) if rules.helped.match(text, at)), end) if end else end
        if end and acts_at(text, end, plain=False):
            return Charge((found.end(), end), helpers_after(text, end))
        if not end and rules.by_firm.match(text, found.end()):
            end = max(name_ends(text, found.end()), default=0)
            if end:
                return Charge((found.end(), end), ())
    return None


def helpers_after(text: str, end: int) -> tuple[NameSpan, ...]:
    """Return who acts with the name that ends at ``end``: 会同Y, 牵头，Y、Z配合, and in a later clause Y、Z配合."""
    rules = task_rules().actors
    if found := rules.joined.match(text, end):
        last = whole_name(text, found.end()) or max(name_ends(text, found.end()), default=found.end())
        return tuple(names_in_list(text, found.end(), last))
    if found := rules.helped.match(text, end):
        return tuple(names_in_list(text, *found.span("others")))
    for found in rules.helping.matches(text):
        start, last = found.span("others")
        if start > end and last in name_ends(text, start):
            return tuple(names_in_list(text, start, last))
    return ()


def _trimmed(text: str, start: int, end: int) -> NameSpan:
    """Where the names stand without what is about them: blanks, 按职责分工负责."""
    while start < end and text[start] in " \u3000":
        start += 1
    if found := task_rules().actors.by_duty.search(text[start:end]):
        end = start + found.start() if found.start() else end
    while start < end and text[end - 1] in " \u3000":
        end -= 1
    return start, end
