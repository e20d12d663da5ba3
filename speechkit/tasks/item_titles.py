"""The words that name an item: its heading, or the first clauses of what its first task asks for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from speechkit.lexicon import lexicon
from speechkit.model import Document, Paragraph, Section, Span, Task
from speechkit.tasks.predicates import predicate_at
from speechkit.tasks.rules import task_rules

__all__ = ["asked_at", "beginning_of", "heading_of"]

LONGEST_HEADING = 48  # code points of a heading that is taken whole
LONGEST_TITLE = 32  # code points; a longer one ends at the last border of a clause before
SHORTEST_TITLE = 12  # and a shorter one takes the clause before with it: 这些问题，我们要认真反思


def heading_of(section: Section, first: Task, paragraph: Paragraph, document: Document) -> Span | None:
    """Return the heading of a section in its paragraph, if it stands before its first task or begins it."""
    named = section.part == "requirements" and section.title
    if not named or task_rules().title_says_nothing.found_in(section.title):
        return None
    at = paragraph.text.find(section.title, paragraph.index(section.start))
    if at < 0:
        return None
    start, end = _begins(section.title, 0), len(section.title)
    if end - start > LONGEST_HEADING:
        start, end = _title(section.title, list(_clauses(section.title)), 0)
    span = _span(paragraph, at + start, at + end, document)
    return span if section.start <= span.start and span.end <= first.start else None


def beginning_of(task: Task, paragraph: Paragraph, document: Document) -> Span:
    """Return the first clauses of what a task asks for that are no longer than a title.

    What stands before it is left out: 会后，为加强管理，; and what only asks: 要, 我们要.
    """
    text = task.text
    clauses = list(_clauses(text))
    number = _behind_charges(text, clauses, _asking(task, clauses))
    start, end = _title(text, clauses, number)
    short = number and end - start < SHORTEST_TITLE
    rules = task_rules()
    if short and not any(rule.match(text, clauses[number - 1][0]) for rule in (rules.title_aside, rules.title_charge)):
        start, end = _title(text, clauses, number - 1)
    at = paragraph.text.index(text, paragraph.index(task.start))
    return _span(paragraph, at + start, at + end, document)


def _title(text: str, clauses: list[tuple[int, int]], number: int) -> tuple[int, int]:
    """Where a title begins and ends that begins with that clause."""
    start = end = _begins(text, clauses[number][0])
    for _, border in clauses[number:]:
        if end > start and border - start > LONGEST_TITLE:
            break
        end = max(end, border)
        if text.startswith("：", border) and border - start > SHORTEST_TITLE:
            break
    if end - start > LONGEST_HEADING:
        pause = text.rfind("、", start + SHORTEST_TITLE, start + LONGEST_TITLE)
        end = pause if pause > start else end
    while end - start > 1 and (text[start] in "”’）》」』" or (text[start] == "“" and "”" not in text[start:end])):
        start += 1
    whole = len(text[start:end].rstrip("。！？" if "“" in text[start:end] else "。！？”"))
    return (start, start + whole) if whole else (0, len(text))


def asked_at(task: Task) -> tuple[int, int]:
    """Return where the clause of a task begins and ends that begins to say what is asked."""
    clauses = list(_clauses(task.text))
    return clauses[_asking(task, clauses)]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where each clause begins and ends, its mark left out; there is one at least."""
    start, none = 0, True
    for mark in task_rules().clause_ends.matches(text):
        if mark["kept"] is None:
            if mark.start() > start:
                yield start, mark.start()
                none = False
            start = mark.end()
    if start < len(text) or none:
        yield min(start, len(text) - 1), len(text)


def _asking(task: Task, clauses: list[tuple[int, int]]) -> int:
    """The number of the clause that begins to say what is asked."""
    rules, text = task_rules(), task.text
    kind = next((kind for kind in rules.kinds if kind.id == task.rule and kind.pattern), None)
    whole = set(clauses)  # 下一步， promises what follows
    cues = [found.start() for found in kind.matches(text) if found.span() not in whole] if kind else []
    asks = [bisect_left(cues, start) < bisect_left(cues, end) for start, end in clauses]
    number = next(
        (n for n, (start, _) in enumerate(clauses) if asks[n] or not rules.title_aside.match(text, start)),
        len(clauses) - 1,
    )
    first_asking = next((n for n, asked in enumerate(asks) if asked and n >= number), None)
    if task.relayed and first_asking is not None:
        return first_asking
    actor = text.find(task.actor.text) if task.actor and task.actor_from == "sentence" else -1
    if actor >= 0:
        named = next((n for n, (_, end) in enumerate(clauses) if actor < end), 0)
        if first_asking is None or named <= first_asking or asks[named]:
            number = max(number, named)
        says_who = rules.title_subject.search(text[slice(*clauses[number])])
        return first_asking if first_asking is not None and says_who and first_asking > number else number
    start = clauses[number][0]
    tells = predicate_at(text, start) or lexicon().verbs.at(text, start)
    return number if tells or first_asking is None else first_asking


def _behind_charges(text: str, clauses: list[tuple[int, int]], number: int) -> int:
    """The number of the first clause from that one on which says more than who is in charge: 由X牵头，Y配合，…"""
    rule, aside = task_rules().title_charge, task_rules().title_aside
    if not all(aside.match(text, start) for start, _ in clauses[:number]):
        return number
    says_more = (n for n in range(number, len(clauses)) if not _is_all(rule.match(text, clauses[n][0]), clauses[n]))
    return next(says_more, number)


def _is_all(found: re.Match[str] | None, clause: tuple[int, int]) -> bool:
    return found is not None and found.end() == clause[1]


def _begins(text: str, at: int) -> int:
    """Where what is asked begins in the clause at ``at``."""
    opened = task_rules().title_begins.match(text, at)
    return opened.end() if opened and opened.end() < len(text) else at


def _span(paragraph: Paragraph, start: int, end: int, document: Document) -> Span:
    first, last = paragraph.offset(start), paragraph.offset(end - 1) + 1
    return Span(first, last, paragraph.text[start:end], document.source.text[first:last])
