"""Fit the weights of the evidence for tasks (data/tasks.weights) to labelled speeches, and print how right they are.

    python -m training.tasks FOLDER [FOLDER ...] [--more FOLDER ...] [--folds 5] [--roles FILE]
        [--write speechkit/data/tasks.weights]

Logistic regression with the rules' sum as its offset: the weights say by how much the rules err. The evidence is what
``speechkit.tasks.evidence`` names, of the units that the rules leave in doubt; a unit is a task where half of it lies
in a labelled one, relayed ones too, and units that two readers saw differently are left out. The quality is
cross-validated over whole speeches, beside that of the rules alone.

Parts that were fitted to the same labels are more right there than on any other text, and weights that lean on them are
not. ``--roles`` takes the roles as the parts of another fold decide them: a JSON object with a list of roles, one for
each unit, by the name of the speech's file. Needs scikit-learn (the extra ``training``), which brings NumPy and SciPy.
The same labels give the same table and file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from speechkit.model import Role
from speechkit.pipeline import read
from speechkit.tasks.evidence import RULES, evidence_of
from speechkit.tasks.relaying import relayed_in
from speechkit.tasks.verdicts import looks_of, rules_alone
from speechkit.tasks.weights import content_of
from training.command import MORE, run
from training.labels import LabelError, LabelledSpan, LabelledSpeech, labelled_speeches

FEWEST_SPEECHES = 3  # that must have a piece of evidence, for it to be learned
KEPT = 0.02  # logits; what says less is not written
LENGTH = 0.5  # a speech of n units counts as n to the power of one minus this: long ones do not decide alone
PENALTY, ITERATIONS = 3.0, 150
ALONE = 0.7  # what each unit counts once more without what stands around it: people read short papers too
AROUND = ("+1", "-1", "tasks in")  # how the names of evidence begin that tell of other units
LEAST = 5  # tasks, labelled or found, for a speech to count in the mean over speeches


class Example(msgspec.Struct, frozen=True):
    """A unit that the rules leave in doubt: its evidence, and the rules' sum."""

    unit: int
    evidence: dict[str, float]
    score: float


class Lesson(msgspec.Struct, frozen=True):
    """One speech: for each unit what it is labelled, None for unsettled, and the rules' verdict; the examples."""

    labels: tuple[str | None, ...]
    relayed: tuple[bool, ...]
    by_rules: tuple[bool, ...]
    examples: tuple[Example, ...]


def lessons_of(speeches: Iterable[LabelledSpeech], roles: Mapping[str, Sequence[Role]]) -> list[Lesson]:
    """Read the speeches; ``roles`` has the roles of their units, by the name of the file, where not ours are used."""
    return [_lesson(speech, roles.get(speech.path.name)) for speech in speeches]


def _lesson(speech: LabelledSpeech, roles: Sequence[Role] | None) -> Lesson:
    reading = read(speech.text, name=str(speech.path))
    structure = reading.structure
    roles = reading.roles if roles is None else roles
    if len(roles) != len(structure.units):
        raise LabelError(f"{speech.path.name}: {len(roles)} roles for {len(structure.units)} units")
    first = rules_alone(structure, roles)
    looks = looks_of(structure, roles, first)
    labels = tuple(_label(unit.start, unit.end, speech) for unit in structure.units)
    return Lesson(
        labels=labels,
        relayed=tuple(relayed_in(structure)),
        by_rules=tuple(look.task for look in looks),
        examples=tuple(
            Example(number, dict.fromkeys(names, 1.0) | {RULES: score}, score)
            for number, score, names in evidence_of(structure, roles, looks)
        ),
    )


def _label(start: int, end: int, speech: LabelledSpeech) -> str | None:
    """What a unit is labelled: task, relayed or none; None where its readers saw it differently."""
    size = end - start
    if 2 * _covered(start, end, speech.labels.unsettled.tasks) >= size:
        return None
    for task in speech.labels.tasks:
        if 2 * _covered(start, end, [task]) >= size:
            return "relayed" if task.relayed else "task"
    return "none"


def _covered(start: int, end: int, spans: Iterable[LabelledSpan]) -> int:
    return sum(max(0, min(end, span.end) - max(start, span.start)) for span in spans)


def fit(lessons: Sequence[Lesson]) -> dict[str, float]:
    """Fit a weight to every piece of evidence that enough speeches have. Raises ``ImportError`` without SciPy."""
    import numpy as np
    import scipy.optimize
    import scipy.sparse

    speeches = Counter(
        name for lesson in lessons for name in {name for each in lesson.examples for name in each.evidence}
    )
    names = sorted(name for name, count in speeches.items() if count >= FEWEST_SPEECHES)
    column = {name: number for number, name in enumerate(names)}
    starts, columns, counts = [0], [], []
    offsets, signs, importance = [], [], []
    for lesson in lessons:
        for each in lesson.examples:
            if (label := lesson.labels[each.unit]) is None:
                continue
            known = [(name, count) for name, count in each.evidence.items() if name in column]
            own = [(name, count) for name, count in known if not name.startswith(AROUND)]
            for row, share in ((known, 1.0), (own, ALONE)):
                columns += [column[name] for name, _ in row]
                counts += [count for _, count in row]
                starts.append(len(columns))
                offsets.append(each.score)
                signs.append(-1.0 if label == "none" else 1.0)
                importance.append(share / len(lesson.labels) ** LENGTH)
    matrix = scipy.sparse.csr_matrix((counts, columns, starts), shape=(len(offsets), len(names)), dtype=float)
    offset, sign, weight = np.array(offsets), np.array(signs), np.array(importance)
    weight *= len(weight) / weight.sum()

    def loss(fitted):  # type: ignore[no-untyped-def]
        margin = sign * (offset + matrix @ fitted)
        slope = matrix.T @ (-sign * weight * np.exp(-np.logaddexp(0, margin)))
        return np.logaddexp(0, -margin) @ weight + PENALTY / 2 * fitted @ fitted, slope + PENALTY * fitted

    options = {"maxiter": ITERATIONS}
    found = scipy.optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options=options).x
    return {name: float(value) for name, value in zip(names, found, strict=True) if abs(value) >= KEPT}


def decided(lesson: Lesson, weights: Mapping[str, float]) -> list[bool]:
    """Return whether each unit is a task by the rules and these weights."""
    tasks = list(lesson.by_rules)
    for each in lesson.examples:
        learned = sum(count * weights.get(name, 0.0) for name, count in each.evidence.items())
        tasks[each.unit] = each.score + learned > 0
    return tasks


class Quality(msgspec.Struct, frozen=True):
    """F1 over all units, and its mean over speeches."""

    f1: float
    mean: float


def quality_of(pairs: Iterable[tuple[Lesson, Sequence[bool]]]) -> Quality:
    """Measure what was decided against the labels, as the guide of the labels says: relayed demands are no tasks."""
    totals: Counter[str] = Counter()
    shares: list[float] = []
    for lesson, tasks in pairs:
        own: Counter[str] = Counter()
        for label, relayed, task in zip(lesson.labels, lesson.relayed, tasks, strict=True):
            found = task and not relayed
            if label is not None and (found or label == "task"):
                own["right" if found and label == "task" else "extra" if found else "missed"] += 1
        totals += own
        if own.total() >= LEAST:
            shares.append(_f1(own))
    return Quality(_f1(totals), sum(shares) / max(1, len(shares)))


def _f1(counts: Counter[str]) -> float:
    return 2 * counts["right"] / max(1, 2 * counts["right"] + counts["extra"] + counts["missed"])


def cross_validated(lessons: Sequence[Lesson], folds: int, measured: int) -> Quality:
    """Measure weights on speeches that they were not fitted to, the first ``measured`` of them."""
    pairs: list[tuple[Lesson, Sequence[bool]]] = []
    for fold in range(folds):
        weights = fit([lesson for number, lesson in enumerate(lessons) if number % folds != fold])
        pairs += [(lesson, decided(lesson, weights)) for lesson in lessons[fold:measured:folds]]
    return quality_of(pairs)


def table_of(rules: Quality, learned: Quality) -> str:
    """Return the quality of both as a Markdown table."""
    lines = ["| tasks | F1 | mean over speeches |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {quality.f1:.3f} | {quality.mean:.3f} |"
        for name, quality in (("rules alone", rules), ("with what is learned, cross-validated", learned))
    ]
    return "\n".join(lines)


def _run(arguments: argparse.Namespace) -> None:
    roles: dict[str, list[Role]] = {}
    if arguments.roles:
        roles = msgspec.json.decode(arguments.roles.read_bytes(), type=dict[str, list[Role]])
    folders = (*arguments.folders, *arguments.more)
    speeches = [speech for folder in folders for speech in labelled_speeches(folder, "tasks")]
    lessons = lessons_of(speeches, roles)
    if arguments.folds:
        measured = sum(speech.path.parent in arguments.folders for speech in speeches)
        rules = quality_of((lesson, lesson.by_rules) for lesson in lessons[:measured])
        print(table_of(rules, cross_validated(lessons, arguments.folds, measured)))
    if arguments.write:
        weights = fit(lessons)
        content = content_of(weights)
        arguments.write.write_bytes(content)
        print(f"{arguments.write}: {len(weights)} weights, {len(content)} bytes")


def main() -> int:
    """Print the table, or one sentence that says what is wrong; write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="pairs of NAME.json and NAME.txt")
    parser.add_argument("--more", nargs="+", default=[], type=Path, metavar="FOLDER", help=MORE)
    parser.add_argument("--folds", type=int, default=5, help="how many parts are held out in turn; 0: none")
    parser.add_argument("--roles", type=Path, metavar="FILE", help="the roles as another fold decides them, as JSON")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the weights fitted to all speeches")
    arguments = parser.parse_args()
    return run(lambda: _run(arguments))


if __name__ == "__main__":
    sys.exit(main())
