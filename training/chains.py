"""Fit the weights of the signs by which a chain is a parallel (data/slogans.yaml) to labelled speeches.

    python -m training.chains FOLDER [FOLDER ...] [--folds 10] [--write]

Logistic regression over all candidates that ``speechkit.phrases.chains`` makes of the speeches; their features are the
signs that ``speechkit.phrases.chain_score.chain_signs`` sees. A candidate that overlaps a labelled parallel by half of
the two together is one; of several that do, the nearest, and the others are left out, as are those that overlap what
two readers saw differently, a set phrase labelled as another kind, or one that an earlier finder has found.

Printed are the weights in the data beside the fitted ones, and the F1 of kind parallel over whole speeches as the
package finds them: with the weights in the data, and with weights fitted to the other speeches, at several thresholds.
With ``--write`` the fitted weights and the threshold that is best for them replace those in the data; what the suite
says of single cases and of the labelled speeches must be looked at then.

Needs scikit-learn (the extra ``training``). The same labels give the same tables.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from speechkit.extras import install_command
from speechkit.model import Slogan
from speechkit.phrases.chain_score import chain_signs, parallels_in
from speechkit.phrases.chains import candidates_in, runs_of
from speechkit.phrases.finder import set_phrases_of
from speechkit.phrases.phrasebook import phrase_book
from speechkit.phrases.rules import ChainRules, ChainSign, phrase_rules
from speechkit.pipeline import Reading, read
from speechkit.rules import DATA
from training.labels import LabelError, LabelledSpan, LabelledSpeech, labelled_speeches

ALWAYS: ChainSign = "any"  # the sign that every candidate shows: the intercept
MOST_ITERATIONS = 1000
THRESHOLDS = (-1.6, -1.4, -1.2, -1.0, -0.8, -0.6, -0.4, -0.2, 0.0)  # that are tried with fitted weights
FOUND_FROM = 0.5  # overlap over union from which on two stretches are the same phrase


class Example(msgspec.Struct, frozen=True):
    """A candidate in one speech, by number: the signs that it shows, and whether it is labelled as a parallel."""

    speech: int
    signs: dict[ChainSign, float]
    parallel: bool


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


class Fit(msgspec.Struct, frozen=True):
    """The fitted weights, and how far the parallels found with them agree with the labels, by threshold.

    For the agreement the weights are fitted to other speeches than those that are read with them.
    """

    weights: dict[ChainSign, float]
    agreements: dict[float, Agreement]

    @property
    def threshold(self) -> float:
        """The threshold that gives the highest F1, the lowest of several."""
        return max(sorted(self.agreements), key=lambda threshold: self.agreements[threshold].f1)


def examples_of(number: int, reading: Reading, speech: LabelledSpeech) -> list[Example]:
    """Return the candidates of a speech, which has that number, without those that nothing can be learnt from."""
    labels = speech.labels.slogans
    others: list[LabelledSpan | Slogan] = [*speech.labels.unsettled.slogans, *_found_before_parallels(reading)]
    others += [label for label in labels if label.kind != "parallel"]
    wanted = [label for label in labels if label.kind == "parallel"]
    candidates = [each for each in _candidates_of(reading) if all(not _overlap(each[0], other) for other in others)]
    nearest = [max((share(span, label) for span, _ in candidates), default=0.0) for label in wanted]
    examples = []
    for span, signs in candidates:
        shares = [share(span, label) for label in wanted]
        if max(shares, default=0.0) < FOUND_FROM:
            examples.append(Example(number, signs, parallel=False))
        elif any(FOUND_FROM <= each == best for each, best in zip(shares, nearest, strict=True)):
            examples.append(Example(number, signs, parallel=True))
    return examples


def _candidates_of(reading: Reading) -> Iterator[tuple[LabelledSpan, dict[ChainSign, float]]]:
    """Yield where in the source each candidate stands, and its signs."""
    for paragraph in reading.paragraphs:
        if paragraph.meta:
            continue
        for run in runs_of(paragraph.text):
            for items in candidates_in(paragraph.text, *run):
                span = LabelledSpan(paragraph.offset(items[0][0]), paragraph.offset(items[-1][1] - 1) + 1)
                yield span, chain_signs(paragraph.text, run, items)


def _found_before_parallels(reading: Reading) -> tuple[Slogan, ...]:
    return set_phrases_of(reading.structure, reading.roles, phrase_book(()), parallels=lambda text: ())


def fit(examples: Sequence[Example]) -> dict[ChainSign, float]:
    """Return the weights that tell the parallels among the examples best.

    Raises ``ImportError`` where scikit-learn is missing, ``ValueError`` where all examples are parallels or none is.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    signs = [{sign: value for sign, value in each.signs.items() if sign != ALWAYS} for each in examples]
    model = LogisticRegression(max_iter=MOST_ITERATIONS)
    model.fit(vectorizer.fit_transform(signs), [each.parallel for each in examples])
    fitted = dict(zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    return {ALWAYS: float(model.intercept_[0])} | {sign: fitted.get(sign, 0.0) for sign in _signs() if sign != ALWAYS}


def cross_validated(
    examples: Sequence[Example], readings: Sequence[Reading], speeches: Sequence[LabelledSpeech], folds: int
) -> Fit:
    """Fit the weights to all examples, and read every speech with weights that are fitted to other speeches.

    Raises ``ImportError`` where scikit-learn is missing, ``ValueError`` where there are fewer speeches than folds.
    """
    from sklearn.model_selection import KFold

    agreements = dict.fromkeys(THRESHOLDS, Agreement())
    for rest, held_out in KFold(folds, shuffle=True, random_state=0).split(speeches):
        weights = fit([each for each in examples if each.speech in set(rest)])
        for threshold in THRESHOLDS:
            rules = with_weights(phrase_rules().chain, weights, threshold)
            for number in held_out:
                agreements[threshold] += agreement_of(readings[number], speeches[number], rules)
    return Fit(fit(examples), agreements)


def with_weights(rules: ChainRules, weights: Mapping[ChainSign, float], threshold: float) -> ChainRules:
    """Return the rules with other weights and another threshold."""
    signs = tuple(replace(sign, weight=weights[sign.id]) for sign in rules.signs)
    return replace(rules, signs=signs, threshold=threshold)


def agreement_of(reading: Reading, speech: LabelledSpeech, rules: ChainRules) -> Agreement:
    """Return how far the parallels that the package finds with the rules agree with the labelled ones.

    Set phrases of all kinds are matched one to one, the nearest first; what readers saw differently does not count.
    """
    parallels = partial(parallels_in, rules=rules)
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


def _signs() -> tuple[ChainSign, ...]:
    return tuple(sign.id for sign in phrase_rules().chain.signs)


def tables_of(examples: Sequence[Example], in_data: Agreement, found: Fit) -> str:
    """Return the weights and the agreement as Markdown tables."""
    shown = Counter(sign for each in examples for sign, value in each.signs.items() if value)
    lines = ["| sign | candidates | weight in the data | fitted |", "|---|---:|---:|---:|"]
    lines += [
        f"| {sign.id} | {shown[sign.id]} | {sign.weight:+.2f} | {found.weights[sign.id]:+.2f} |"
        for sign in phrase_rules().chain.signs
    ]
    lines += ["", "| weights | threshold | found | missed | wrong | F1 |", "|---|---:|---:|---:|---:|---:|"]
    rows = [("in the data", phrase_rules().chain.threshold, in_data)]
    rows += [("fitted to other speeches", *each) for each in found.agreements.items()]
    lines += [
        f"| {name} | {threshold:+.2f} | {each.both} | {each.labelled_only} | {each.found_only} | {each.f1:.3f} |"
        for name, threshold, each in rows
    ]
    return "\n".join(lines)


def written(text: str, weights: Mapping[ChainSign, float], threshold: float) -> str:
    """Return data/slogans.yaml with other weights and another threshold, and not a line of it changed otherwise.

    Raises ``ValueError`` where it has no line for a sign.
    """
    for sign, weight in weights.items():
        text, lines = re.subn(rf"({{id: {re.escape(sign)}, weight: )[^,]+", rf"\g<1>{weight:.2f}", text)
        if lines != 1:
            raise ValueError(f"data/slogans.yaml has {lines} lines with a weight of {sign}")
    text, lines = re.subn(r"(?m)^(  threshold: )\S+", rf"\g<1>{threshold:g}", text)
    if lines != 1:
        raise ValueError(f"data/slogans.yaml has {lines} lines with a threshold")
    return text


def labelled_for_phrases(folders: Iterable[Path]) -> list[LabelledSpeech]:
    """Return the speeches of the folders that are labelled for set phrases. Raises ``LabelError``."""
    return [speech for folder in folders for speech in labelled_speeches(folder, "slogans")]


def main() -> int:
    """Print the tables, or one sentence that says what is wrong; write the weights where told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="pairs of NAME.json and NAME.txt")
    parser.add_argument("--folds", type=int, default=10, help="how many times a part of the speeches is held out")
    parser.add_argument("--write", action="store_true", help="write the fitted weights into data/slogans.yaml")
    arguments = parser.parse_args()
    try:
        speeches = labelled_for_phrases(arguments.folders)
        readings = [read(speech.text, name=str(speech.path)) for speech in speeches]
        texts = list(zip(readings, speeches, strict=True))
        examples = [each for number, text in enumerate(texts) for each in examples_of(number, *text)]
        found = cross_validated(examples, readings, speeches, arguments.folds)
        in_data = sum((agreement_of(*text, phrase_rules().chain) for text in texts), Agreement())
    except (LabelError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except ImportError:
        print(f"this needs scikit-learn: {install_command('training')}", file=sys.stderr)
        return 1
    parallels = sum(each.parallel for each in examples)
    print(f"{len(speeches)} speeches, {len(examples)} candidates, {parallels} of them labelled as parallels\n")
    print(tables_of(examples, in_data, found))
    if arguments.write:
        path = Path(DATA) / "slogans.yaml"
        path.write_text(written(path.read_text("utf-8"), found.weights, found.threshold), "utf-8")
        print(f"\nwritten to {path}: the fitted weights, threshold {found.threshold:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
