"""Fit the weights of the signs by which a chain is a parallel (data/phrase_weights.yaml) to labelled speeches.

    python -m training.chains FOLDER [FOLDER ...] [--folds 5] [--write]

Logistic regression over all candidates that the package makes of the speeches; their features are the signs that
``speechkit.phrases.chain_signs`` sees. A candidate that overlaps a labelled parallel, or a motto of that build, by half
of the two together is one; of several that do, the nearest. The others are left out, as are those that overlap what two
readers saw differently, a set phrase labelled as another kind, or one that an earlier finder has found.

Printed are how many labelled phrases have a candidate, and the F1 of kind parallel over whole speeches as the package
finds them: with the weights in the data, and with weights fitted to other speeches, at several thresholds. With
``--write`` the fitted weights and the threshold that is best for them replace those in the data.

Needs scikit-learn (the extra ``training``). The same labels give the same tables.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from speechkit.model import Slogan
from speechkit.phrases.chain_score import all_candidates, parallels_in
from speechkit.phrases.chain_signs import ChainScorer, chain_signs
from speechkit.phrases.finder import set_phrases_of
from speechkit.phrases.phrasebook import phrase_book
from speechkit.phrases.weights import LinearModel, phrase_weights
from speechkit.pipeline import Reading, read
from speechkit.rules import DATA
from training.command import run
from training.labels import LabelledSpan, LabelledSpeech, labelled_speeches
from training.linear import Example, fitted, written

KINDS = ("parallel", "motto")  # of labelled phrases that a chain may be
THRESHOLDS = (-0.9, -0.7, -0.5)  # that are tried with fitted weights
FOUND_FROM = 0.5  # overlap over union from which on two stretches are the same phrase


class Agreement(msgspec.Struct, frozen=True):
    """How many parallels are found and labelled, labelled only, found only."""

    both: int = 0
    labelled_only: int = 0
    found_only: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is found or labelled."""
        total = 2 * self.both + self.labelled_only + self.found_only
        return 2 * self.both / total if total else 0.0

    def __add__(self, other: Agreement) -> Agreement:
        """Return the counts of both taken together."""
        return Agreement(*(one + two for one, two in zip(_fields(self), _fields(other), strict=True)))


def examples_of(number: int, reading: Reading, speech: LabelledSpeech) -> list[Example]:
    """Return the candidates of a speech, which has that number, without those that nothing can be learnt from."""
    labels = speech.labels.slogans
    others: list[LabelledSpan | Slogan] = [*speech.labels.unsettled.slogans, *_found_before_parallels(reading)]
    others += [label for label in labels if label.kind not in KINDS]
    wanted = [label for label in labels if label.kind in KINDS]
    candidates = [each for each in _candidates_of(reading) if all(not _overlap(each[0], other) for other in others)]
    nearest = [max((share(span, label) for span, _ in candidates), default=0.0) for label in wanted]
    examples = []
    for span, signs in candidates:
        shares = [share(span, label) for label in wanted]
        if max(shares, default=0.0) < FOUND_FROM:
            examples.append(Example(number, signs, right=False))
        elif any(FOUND_FROM <= each == best for each, best in zip(shares, nearest, strict=True)):
            examples.append(Example(number, signs, right=True))
    return examples


def _candidates_of(reading: Reading) -> Iterator[tuple[LabelledSpan, dict[str, float]]]:
    """Yield where in the source each candidate stands, and its signs."""
    for paragraph in reading.paragraphs:
        if not paragraph.meta:
            for run, items in all_candidates(paragraph.text):
                span = LabelledSpan(paragraph.offset(items[0][0]), paragraph.offset(items[-1][1] - 1) + 1)
                yield span, chain_signs(paragraph.text, run, items)


def _found_before_parallels(reading: Reading) -> tuple[Slogan, ...]:
    return set_phrases_of(reading.structure, reading.roles, phrase_book(()), parallels=lambda text: ())


def candidate_recall(readings: Sequence[Reading], speeches: Sequence[LabelledSpeech]) -> tuple[int, int]:
    """Return how many labelled parallels have a candidate that can be found for them, and how many there are."""
    reached = labelled = 0
    for reading, speech in zip(readings, speeches, strict=True):
        spans = [span for span, _ in _candidates_of(reading)]
        wanted = [label for label in speech.labels.slogans if label.kind == "parallel"]
        labelled += len(wanted)
        reached += sum(any(share(label, span) >= FOUND_FROM for span in spans) for label in wanted)
    return reached, labelled


def cross_validated(
    examples: Sequence[Example], readings: Sequence[Reading], speeches: Sequence[LabelledSpeech], folds: int
) -> dict[float, Agreement]:
    """Return the agreement by threshold; every speech is read with weights that are fitted to other speeches.

    Raises ``ImportError`` where scikit-learn is missing, ``ValueError`` where there are fewer speeches than folds.
    """
    from sklearn.model_selection import KFold

    agreements = dict.fromkeys(THRESHOLDS, Agreement())
    for rest, held_out in KFold(folds, shuffle=True, random_state=0).split(speeches):
        among = set(map(int, rest))
        model = fitted([each for each in examples if each.speech in among])
        for threshold in THRESHOLDS:
            for number in held_out:
                found = agreement_of(readings[number], speeches[number], replace(model, threshold=threshold))
                agreements[threshold] += found
    return agreements


def best_threshold(agreements: Mapping[float, Agreement]) -> float:
    """Return the threshold that gives the highest F1, the lowest of several."""
    return max(sorted(agreements), key=lambda threshold: agreements[threshold].f1)


def agreement_of(reading: Reading, speech: LabelledSpeech, model: LinearModel) -> Agreement:
    """Return how far the parallels that the package finds with the model agree with the labelled ones.

    Set phrases of all kinds are matched one to one, the nearest first; what readers saw differently does not count.
    """
    parallels = partial(parallels_in, scorer=ChainScorer(model))
    found = set_phrases_of(reading.structure, reading.roles, phrase_book(()), parallels=parallels)
    labels = speech.labels.slogans
    pairs = [(share(label, phrase), i, j) for i, label in enumerate(labels) for j, phrase in enumerate(found)]
    matched: dict[int, int] = {}  # index of the phrase by that of its label
    for each, i, j in sorted(pairs, reverse=True):
        if each >= FOUND_FROM and i not in matched and j not in matched.values():
            matched[i] = j
    wanted = [i for i, label in enumerate(labels) if label.kind == "parallel"]
    both = sum(i in matched for i in wanted)
    found_only = sum(
        phrase.kind == "parallel"
        and j not in matched.values()
        and all(share(phrase, unsettled) < FOUND_FROM for unsettled in speech.labels.unsettled.slogans)
        for j, phrase in enumerate(found)
    )
    return Agreement(both, len(wanted) - both, found_only)


def share(one: LabelledSpan | Slogan, other: LabelledSpan | Slogan) -> float:
    """Return the overlap of two stretches over their union; 0 where they do not touch."""
    return _overlap(one, other) / (max(one.end, other.end) - min(one.start, other.start))


def _overlap(one: LabelledSpan | Slogan, other: LabelledSpan | Slogan) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _fields(agreement: Agreement) -> tuple[int, int, int]:
    return agreement.both, agreement.labelled_only, agreement.found_only


def table_of(in_data: Agreement, fitted_to_others: Mapping[float, Agreement]) -> str:
    """Return the agreement as a Markdown table."""
    rows = [("in the data", phrase_weights().models["chain"].threshold, in_data)]
    rows += [("fitted to other speeches", *each) for each in fitted_to_others.items()]
    lines = ["| weights | threshold | found | missed | wrong | F1 |", "|---|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {name} | {threshold:+.2f} | {each.both} | {each.labelled_only} | {each.found_only} | {each.f1:.3f} |"
        for name, threshold, each in rows
    ]
    return "\n".join(lines)


def labelled_for_phrases(folders: Iterable[Path]) -> list[LabelledSpeech]:
    """Return the speeches of the folders that are labelled for set phrases. Raises ``LabelError``."""
    return [speech for folder in folders for speech in labelled_speeches(folder, "slogans")]


def _run(arguments: argparse.Namespace) -> None:
    speeches = labelled_for_phrases(arguments.folders)
    readings = [read(speech.text, name=str(speech.path)) for speech in speeches]
    texts = list(zip(readings, speeches, strict=True))
    examples = [each for number, text in enumerate(texts) for each in examples_of(number, *text)]
    agreements = cross_validated(examples, readings, speeches, arguments.folds)
    in_data = sum((agreement_of(*text, phrase_weights().models["chain"]) for text in texts), Agreement())
    model = fitted(examples, best_threshold(agreements))
    reached, labelled = candidate_recall(readings, speeches)
    print(f"{len(speeches)} speeches, {len(examples)} candidates; {reached} of {labelled} parallels have one\n")
    print(table_of(in_data, agreements))
    if arguments.write:
        path = Path(DATA) / "phrase_weights.yaml"
        path.write_text(written({**phrase_weights().models, "chain": model}), "utf-8")
        print(f"\nwritten to {path}: {len(model.weights)} weights, threshold {model.threshold:g}")


def main() -> int:
    """Print the table, or one sentence that says what is wrong; write the weights where told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="pairs of NAME.json and NAME.txt")
    parser.add_argument("--folds", type=int, default=5, help="how many times a part of the speeches is held out")
    parser.add_argument("--write", action="store_true", help="write the fitted weights into data/phrase_weights.yaml")
    arguments = parser.parse_args()
    return run(lambda: _run(arguments))


if __name__ == "__main__":
    sys.exit(main())
