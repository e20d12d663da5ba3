"""An explanation as labelled lines of styled text, which plain text and the terminal draw alike.

Every id that the stages hand on as a reason has its words for people in the tables here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

import msgspec

from speechkit.chars import one_line
from speechkit.errors import printable
from speechkit.model import (
    UNNUMBERED,
    Deadline,
    Explanation,
    PartReason,
    Section,
    SpeechDate,
    Task,
    Term,
    UnitExplanation,
)
from speechkit.renderers.table import Table, View, padded

LABEL_WIDTH = 10  # columns
MAX_SHOWN = 18  # characters of a title or of the words of a cue

# Where a word or a cue that speaks for a part stands, by the name of the feature.
EVIDENCE_PLACES = {
    "cue": "the cue {}",
    "cue-1 same": "the cue {} in the sentence before",
    "cue-1 next": "the cue {} in the sentence before, another paragraph's",
    "cue-2 same": "the cue {} two sentences before",
    "cue-2 next": "the cue {} two sentences before, in another paragraph",
    "cue+1 same": "the cue {} in the sentence after",
    "cue+1 next": "the cue {} in the sentence after, another paragraph's",
    "cue+2 same": "the cue {} two sentences after",
    "cue+2 next": "the cue {} two sentences after, in another paragraph",
    "paragraph cue": "the cue {} in its paragraph",
    "paragraph-1 cue": "the cue {} in the paragraph before",
    "paragraph+1 cue": "the cue {} in the paragraph after",
    "title": "{} in the title of the text",
    "heading": "{} in the heading above it",
    "outer heading": "{} in a heading further out",
    "lead": "{} in what announces its list",
    "outer lead": "{} in what announces the list around it",
}
# The other features, by how their names begin; the first that fits.
EVIDENCE_BEGINNINGS = {
    "under ": "the heading or lead above it, by the rule {}",
    "further under ": "a heading or lead further out, by the rule {}",
    "opens title-": "its own heading, by the rule title-{}",
    "opens ": "what it opens, {}",
    "text often ": "how often the text has {}",
    "text cue ": "how often the text has the cue {}",
    "text ": "the whole text, {}",
    "section ": "its section, {}",
    "top ": "the section of the first level, {}",
    "paragraph": "the paragraphs around it, {}",
    "place ": "its place in the text, step {} of 8",
    "unit ": "how far it is from the beginning or the end, step {}",
    "demand ": "how much of a demand it is, step {} of 7",
    "edge": "the edge of the text, {}",
}
LONGEST_WORDS = (
    4  # code points; the name of a feature that is no longer is a stretch of the sentence (parts/weights.py)
)

# What speaks for a demand beside its cues.
SHAPE_LABELS = {
    "no-cue": "any sentence, before its words",
    "item": "the first sentence of a point",
    "heading": "a heading",
    "unended": "no end mark",
    "duty-row": "a row of a duty table",
    "measure": "who is in charge stands behind it",
    "aim": "a number that is to be reached",
}

# Who found the actor.
ACTOR_RULE_LABELS = {
    "subject": "the subject of a clause that says what must be done",
    "asked": "who is asked: 请X, 希望X",
    "charged": "who is put in charge: 由X负责, 责任单位：X",
    "pronoun": "a pronoun that begins a clause",
    "does": "the subject of a verb without must",
    "addressed": "the office before a colon",
    "described": "who is described first and then told",
    "duty-table": "a cell of the same row of the duty table",
}
ACTOR_FROM_LABELS = {
    "section": "named by the section that it stands in",
    "inherited": "the subject of a sentence before it; not counted as named",
}

DATE_FROM_LABELS = {"title": "its title", "text": "its text", "option": "--date"}


class Piece(msgspec.Struct, frozen=True):
    """Text and the style that rich shows it in, such as ``dim``; empty for plain."""

    text: str
    style: str = ""


class Line(msgspec.Struct, frozen=True):
    """One line: its label, empty under the label before it, and its pieces, ``indent`` columns off the others."""

    label: str
    pieces: tuple[Piece, ...]
    indent: int = 0

    @property
    def margin(self) -> str:
        """What stands before the text: the label, filled up with spaces."""
        return padded(self.label, LABEL_WIDTH + self.indent)

    @property
    def text(self) -> str:
        """The pieces without their styles."""
        return "".join(piece.text for piece in self.pieces)


def lines_of(explanation: Explanation, unit: UnitExplanation, view: View) -> Iterator[Line]:
    """Yield where the unit stands, its part and why, whether it is a task and why, and what the task says."""
    say = view.say
    lines = f"{unit.line}-{unit.last_line}" if unit.last_line > unit.line else str(unit.line)
    place = f"{printable(explanation.source.name)}:{lines}"
    yield Line("", (Piece(f"{place}  {unit.id}" if unit.id else place, "bold"),), -LABEL_WIDTH)
    if unit.sections:
        path = " › ".join(_title(section) for section in unit.sections)
        yield _line(say("section"), f"{unit.sections[-1].id}  {path}")
    if unit.item:
        number = bisect_left(explanation.items, int(unit.item[1:]), key=lambda item: int(item.id[1:]))
        item = explanation.items[number]
        yield _line(say("item"), f"{item.id}  {one_line(item.title.text)}: {', '.join(item.tasks)}")
    if unit.before:
        yield _line(say("before"), one_line(unit.before.text), "dim")
    yield _line(say("sentence"), one_line(unit.text), "bold")
    if unit.after:
        yield _line(say("after"), one_line(unit.after.text), "dim")
    yield from _part(unit.part, view)
    yield from _verdict(unit, view)
    yield _line(say("relayed"), say("yes: it passes on what somebody else asks for" if unit.reason.relayed else "no"))
    if unit.task:
        yield from _task(unit.task, unit.actor_rule, explanation.date, view)


def _line(label: str, text: str, style: str = "") -> Line:
    return Line(label, (Piece(text, style),))


def _title(section: Section) -> str:
    marker = "" if section.marker == UNNUMBERED else one_line(section.marker)
    return marker + _short(one_line(section.title))


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _sum(terms: Iterable[Term], names: dict[str, str], view: View) -> Iterator[Line]:
    """Yield a line a term."""
    for term in terms:
        style = "green" if term.weight > 0 else "red"
        yield Line(
            "", (Piece(f"{term.weight:+.2f}", style), Piece(f"  {view.say(names.get(term.source, term.source))}")), 2
        )


def _total(weight: float, name: str) -> Line:
    return Line("", (Piece(f"{weight:+.2f}  = {name}", "bold"),), 2)


def _part(part: PartReason, view: View) -> Iterator[Line]:
    say, role = view.say, view.role(part.role)
    yield _line(say("part"), role, "bold")
    yield from _sum(
        part.evidence.terms, {term.source: _evidence(term.source, say) for term in part.evidence.terms}, view
    )
    yield _total(part.evidence.total, say(f"for {role}"))
    next_best = "more; the parts around it decided" if part.rival_evidence > part.evidence.total else "the next"
    yield Line(
        "", (Piece(f"{part.rival_evidence:+.2f}    {say(f'for {view.role(part.rival)}, {next_best}')}", "dim"),), 2
    )


def _evidence(name: str, say: Callable[[str], str]) -> str:
    """Say in words what a feature is: 同志们 at the beginning, the cue thanks in the sentence before."""
    if name == "others":
        return "all that says less"
    place, found, what = name.partition(": ")
    if found and place in EVIDENCE_PLACES:
        return say(EVIDENCE_PLACES[place]).format(what)
    if len(name) <= LONGEST_WORDS:
        first, last = name.startswith("^"), name.endswith("$")
        where = say("at the beginning") if first else say("at the end") if last else ""
        return say(f"its words {name.strip('^$')}") + f" {where}" * bool(where)
    for begins, words in EVIDENCE_BEGINNINGS.items():
        if name.startswith(begins):
            return say(words).format(name.removeprefix(begins).strip())
    return name


def _words(words: Iterable[str]) -> str:
    return "、".join(_short(one_line(word)) for word in words)


def _verdict(unit: UnitExplanation, view: View) -> Iterator[Line]:
    reason, say = unit.reason, view.say
    kind = f"{reason.kind} ({view.strength(reason.strength)})"
    if unit.task:
        words = say(f", by {_words(unit.task.cues)}") if unit.task.cues else ""
        yield Line(say("task"), (Piece(say("yes"), "bold green"), Piece(f": {unit.task.id}, {kind}{words}")))
    else:
        if reason.excluded:
            why = reason.excluded_because or reason.excluded
            if reason.excluded_by:
                why += f" ({_short(one_line(reason.excluded_by))})"
        else:
            why = say("the sum is not above zero")
        else_task = say(f"; else it would be one, {kind}") if reason.kind else ""
        yield Line(say("task"), (Piece(say("no"), "bold red"), Piece(f": {why}{else_task}")))
    cues = {cue.id: f"{cue.id}: {_words(cue.words)}" for cue in unit.cues}
    yield from _sum(reason.demand.terms, SHAPE_LABELS | cues, view)
    yield _total(reason.demand.total, say("the demand"))
    names = {"part": f"its part, {view.role(unit.part.role)}", "neighbours": "the demands before and after it"}
    yield from _sum((term for term in reason.sum.terms if term.source not in ("demand", "learned")), names, view)
    learned = {term.source: f"learned from labelled speeches: {term.source}" for term in reason.learned.terms}
    yield from _sum(reason.learned.terms, learned, view)
    yield _total(reason.sum.total, say("the sum"))


def _task(task: Task, actor_rule: str | None, date: SpeechDate | None, view: View) -> Iterator[Line]:
    say = view.say
    if task.actor:
        rule = ACTOR_FROM_LABELS.get(task.actor_from or "", "")
        if actor_rule:
            rule = f"{actor_rule}: {say(ACTOR_RULE_LABELS.get(actor_rule, actor_rule))}"
        yield Line(say("actor"), (Piece(one_line(task.actor.text), "cyan"), Piece(f"  ({say(rule)})")))
    else:
        yield _line(say("actor"), say("nobody is named"))
    if task.co_actors:
        yield _line(say("with"), "、".join(one_line(span.text) for span in task.co_actors), "cyan")
    if task.deadline:
        said = Piece(one_line(task.deadline.text), "magenta")
        yield Line(
            say("deadline"),
            (said, Piece(f"  ({task.deadline.kind}, {say(_days(task.deadline))}; {say(_counted(date))})")),
        )
    else:
        yield _line(say("deadline"), say("none"))
    for number, action in enumerate(task.actions):
        yield _line(say("actions") if number == 0 else "", f"{action.action}: {action.object}".removesuffix(": "))
    if task.targets:
        yield _line(say("targets"), "；".join(one_line(span.text) for span in task.targets))


def _days(deadline: Deadline) -> str:
    first, last = deadline.earliest, deadline.latest
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else "no days known"


def _counted(date: SpeechDate | None) -> str:
    if date is None:
        return "the speech has no date, --date gives it one"
    return f"the speech is of {date.iso}, by {DATE_FROM_LABELS.get(date.origin, date.origin)}"


def text(explanations: Iterable[Explanation], view: View) -> Iterator[str]:
    """Yield the lines, labels in a column, no wrapping, no colour; an empty one stands between two units."""
    for explanation in explanations:
        for at, unit in enumerate(explanation.units):
            yield "\n" * (at > 0)
            for line in lines_of(explanation, unit, view):
                yield f"{line.margin}{line.text}".rstrip() + "\n"


def record(explanations: Iterable[Explanation], view: View) -> Table:
    """Return the explanation with the units that were asked for; weights are in logits."""
    return Table(records=([explanation] for explanation in explanations))
