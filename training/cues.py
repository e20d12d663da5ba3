"""Fit the weights that cues have for a demand (data/cues.yaml) to labelled speeches, and print them beside ours.

    python -m training.cues FOLDER [FOLDER ...] [--folds 10]

Logistic regression: the features of a unit are its cues and its shape, as ``speechkit.cues.demand_terms`` names them,
and it is a demand where half of it lies in a labelled task, relayed ones too. Units that two readers saw differently
are left out. The quality of the fitted weights is cross-validated, no speech being in both halves; that of the weights
in the data is measured on the same units. Nothing is written: the weights in the data are these, moved by hand, and
parts and tasks, whose own numbers were set beside them, have to be measured anew (benchmarks/accuracy.py) with others.

Needs scikit-learn (the extra ``training``). The same labels give the same table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from speechkit.cues import cue_weights, demand_terms
from speechkit.pipeline import read
from training.command import run
from training.labels import LabelledSpan, LabelledSpeech, labelled_speeches

ALWAYS = "no-cue"  # the feature that every unit has: the intercept
MOST_ITERATIONS = 1000


class Example(msgspec.Struct, frozen=True):
    """A unit of one speech, by number: its features with their weights in the data, and whether it is a demand."""

    speech: int
    terms: dict[str, float]
    demand: bool


class Quality(msgspec.Struct, frozen=True):
    """How well sums of weights tell the demands, those above zero."""

    precision: float
    recall: float
    f1: float
    log_loss: float


class Fit(msgspec.Struct, frozen=True):
    """The weights in the data and the fitted ones, by feature, and how well each tell the demands."""

    examples: int
    demands: int
    counts: dict[str, int]
    in_data: dict[str, float]
    fitted: dict[str, float]
    quality_in_data: Quality
    quality_fitted: Quality


def examples_of(speeches: Iterable[LabelledSpeech]) -> list[Example]:
    """Read the speeches and return an example for every unit that is not unsettled."""
    examples: list[Example] = []
    for number, speech in enumerate(speeches):
        structure = read(speech.text, name=str(speech.path)).structure
        for unit, cues in zip(structure.units, structure.cues, strict=True):
            size = unit.end - unit.start
            if 2 * _covered(unit.start, unit.end, speech.labels.unsettled.tasks) >= size:
                continue
            demand = 2 * _covered(unit.start, unit.end, speech.labels.tasks) >= size
            examples.append(Example(number, dict(demand_terms(unit, cues.ids)), demand))
    return examples


def _covered(start: int, end: int, spans: Iterable[LabelledSpan]) -> int:
    """How many characters from ``start`` to ``end`` the spans hold, which do not overlap each other."""
    return sum(max(0, min(end, span.end) - max(start, span.start)) for span in spans)


def fit(examples: Sequence[Example], folds: int) -> Fit:
    """Fit the weights to all examples, and measure weights that are fitted to the other ``folds`` of the speeches.

    Raises ``ImportError`` where scikit-learn is missing, ``ValueError`` where there are fewer speeches than folds.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    vectorizer = DictVectorizer()
    features = vectorizer.fit_transform([dict.fromkeys(each.terms.keys() - {ALWAYS}, 1) for each in examples])
    labels = [each.demand for each in examples]
    model = LogisticRegression(max_iter=MOST_ITERATIONS)
    sums = cross_val_predict(
        model,
        features,
        labels,
        groups=[each.speech for each in examples],
        cv=GroupKFold(folds),
        method="decision_function",
    )
    model.fit(features, labels)
    fitted = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    counts: dict[str, int] = {}
    for name in chain.from_iterable(each.terms for each in examples):
        counts[name] = counts.get(name, 0) + 1
    in_data = {name: weight for each in examples for name, weight in each.terms.items()}
    return Fit(
        examples=len(examples),
        demands=sum(labels),
        counts=counts,
        in_data=in_data,
        fitted={ALWAYS: float(model.intercept_[0])} | {name: float(weight) for name, weight in fitted.items()},
        quality_in_data=quality_of([sum(each.terms.values()) for each in examples], labels),
        quality_fitted=quality_of([float(each) for each in sums], labels),
    )


def quality_of(sums: Sequence[float], labels: Sequence[bool]) -> Quality:
    """Return how well the sums, in logits, tell the examples with a label from the others."""
    from math import exp, log1p

    same = sum(label for each, label in zip(sums, labels, strict=True) if each > 0)
    found, labelled = sum(each > 0 for each in sums), sum(labels)
    loss = sum(log1p(exp(-each if label else each)) for each, label in zip(sums, labels, strict=True))
    return Quality(
        precision=same / found if found else 0.0,
        recall=same / labelled if labelled else 0.0,
        f1=2 * same / (found + labelled) if found + labelled else 0.0,
        log_loss=loss / len(labels),
    )


def table_of(found: Fit) -> str:
    """Return the weights and the quality of a fit as Markdown tables: first the shape of a unit, then the cues."""
    cues = [cue for cue in cue_weights() if cue in found.in_data]
    shape = [name for name in found.in_data if name not in cues]
    lines = ["| feature | units | weight in the data | fitted |", "|---|---:|---:|---:|"]
    lines += [
        f"| {name} | {found.counts[name]} | {found.in_data[name]:+.2f} | {found.fitted[name]:+.2f} |"
        for name in (*sorted(shape), *cues)
    ]
    lines += ["", "| weights | precision | recall | F1 | log loss |", "|---|---:|---:|---:|---:|"]
    for name, quality in (("in the data", found.quality_in_data), ("fitted", found.quality_fitted)):
        cells = (quality.precision, quality.recall, quality.f1, quality.log_loss)
        lines.append(f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")
    return "\n".join(lines)


def _run(arguments: argparse.Namespace) -> None:
    speeches = [speech for folder in arguments.folders for speech in labelled_speeches(folder, "tasks")]
    found = fit(examples_of(speeches), arguments.folds)
    print(f"{len(speeches)} speeches, {found.examples} units, {found.demands} demands\n")
    print(table_of(found))


def main() -> int:
    """Print the tables, or one sentence that says what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="pairs of NAME.json and NAME.txt")
    parser.add_argument("--folds", type=int, default=10, help="how many times a part of the speeches is held out")
    arguments = parser.parse_args()
    return run(lambda: _run(arguments))


if __name__ == "__main__":
    sys.exit(main())
