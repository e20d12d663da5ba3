"""Fit the weights of the parts (data/parts.weights) to labelled speeches, and print how right they are on others.

    python -m training.parts FOLDER [FOLDER ...] [--more FOLDER ...] [--folds 5] [--roles FILE]
        [--write speechkit/data/parts.weights]

A linear-chain conditional random field (``training/crf.py``) over the units of a speech, with the features that
``speechkit.parts.features`` names. Besides each speech, shortened copies of it are learned from, of each part a few
units: people read short papers too. The quality is cross-validated over whole speeches, copies with their speech, by
characters as in the guide of the labels. ``--roles`` writes what was decided there, for ``training/tasks.py``: a JSON
object with the roles of all units by the name of the speech's file. ``--write`` fits all speeches and writes the
weights. The same labels give the same table and, on the same machine, the same files.

Needs scikit-learn (the extra ``training``), which brings NumPy and SciPy.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from speechkit.cues import cue_weights
from speechkit.genre import genre_of
from speechkit.model import ROLES, Role, Structure
from speechkit.parts.classifier import NEVER, may_address, steps_of
from speechkit.parts.context import part_rules
from speechkit.parts.features import features_of
from speechkit.parts.viterbi import BORDERS, Turns, best_path, borders_of, turns_to
from speechkit.parts.weights import FORMAT, ROW, SCALE, Weights, WeightsFile, packed, to_bytes
from speechkit.pipeline import read
from training.command import MORE, run
from training.labels import LabelledSpeech, labelled_speeches

FEWEST_SPEECHES = 3  # that must have a feature, for it to be learned
KEPT = 0.06  # logits; a feature that says less for every role is not written
COPIES = 6  # shortened copies of each speech
SHORT = (1, 1, 2, 2, 3, 5)  # units of a part that a thinned copy keeps, each as likely
GOES_ON = 0.15  # how likely such a copy keeps a further point of a list
WINDOW = 12  # units of a copy that is a stretch of the speech, at most
COPY_WEIGHT = 0.08  # what a unit of a copy counts, beside one of a speech
LENGTH = 0.75  # a speech of n units counts as n to the power of one minus this: long ones do not decide alone
CUES = 0.5  # how much of what a rule for a cue says is expected of it
HEADINGS = {"opens": 1.5, "under": 1.5, "further under": 0.7}  # what is expected of headings for their part, in logits
CHAIN = 150  # units after which a chain ends, at the next paragraph
PENALTY, PENALTY_OF_TURNS, ITERATIONS = 6.0, 0.1, 60


class Steps(msgspec.Struct, frozen=True):
    """The steps of a speech, or of a copy of it: the speech's number, their features, roles, borders and characters.

    ``roles`` are those labelled, None where there is none; ``characters`` counts those of a unit by labelled role.
    ``aside`` are the characters of units that are no step, by labelled role.
    """

    speech: int
    copy: bool
    structure: Structure
    features: tuple[tuple[str, ...], ...]
    roles: tuple[str | None, ...]
    borders: tuple[str, ...]
    characters: tuple[Counter[str], ...]
    aside: Counter[str]


def steps_of_speeches(speeches: Sequence[LabelledSpeech]) -> list[Steps]:
    """Read the speeches, and shortened copies of them, and return their steps."""
    found: list[Steps] = []
    for number, speech in enumerate(speeches):
        roles = _roles_of(speech)
        found.append(_steps(number, False, speech.text, roles))
        chance = random.Random(number)
        structure = read(speech.text).structure
        for copy in range(COPIES):
            units = window(structure, chance) if copy % 2 else thinned(structure, roles, chance)
            found.append(_steps(number, True, *copied(structure, roles, units)))
    return found


def _roles_of(speech: LabelledSpeech) -> list[str | None]:
    """The labelled role of every character; None of those that are in no unit or unsettled."""
    roles: list[str | None] = [None] * len(speech.text)
    said = [False] * len(speech.text)
    for start, end in speech.labels.units:
        said[start:end] = [True] * (end - start)
    for part in speech.labels.parts:
        roles[part.start : part.end] = [part.role if inside else None for inside in said[part.start : part.end]]
    for span in speech.labels.unsettled.parts:
        roles[span.start : span.end] = [None] * (span.end - span.start)
    return roles


def thinned(structure: Structure, roles: Sequence[str | None], chance: random.Random) -> list[int]:
    """Return the numbers of a few units of each stretch of one role: a short speech with all parts of the long one."""
    kept: list[int] = []
    before: str | None = None
    left = 0
    for number, unit in enumerate(structure.units):
        role = _most(Counter(role for role in roles[unit.start : unit.end] if role))
        if role != before:
            before, left = role, chance.choice(SHORT)
        if left > 0:
            kept.append(number)
            left -= 1
        elif unit.opens is not None and chance.random() < GOES_ON:
            kept.append(number)
            left = 1
    return kept


def window(structure: Structure, chance: random.Random) -> range:
    """Return the numbers of some units in a row, no more than ``WINDOW``."""
    count = len(structure.units)
    size = min(count, chance.randint(3, WINDOW))
    start = chance.randint(0, count - size) if count else 0
    return range(start, start + size)


def copied(structure: Structure, roles: Sequence[str | None], numbers: Sequence[int]) -> tuple[str, list[str | None]]:
    """Return the text of some units of a speech, and the roles of its characters."""
    text, units = structure.document.source.text, structure.units
    out: list[str] = []
    labels: list[str | None] = []
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        unit = units[number]
        out.append(text[unit.start : unit.end])
        labels += roles[unit.start : unit.end]
        if following is None or units[following].paragraph != unit.paragraph:
            out.append("\n")
            labels.append(None)
    return "".join(out), labels


def _steps(number: int, copy: bool, text: str, roles: Sequence[str | None]) -> Steps:
    structure = read(text).structure
    counts = [Counter(role for role in roles[unit.start : unit.end] if role) for unit in structure.units]
    steps = steps_of(structure)
    borders = ["paragraph", *borders_of(structure.units, structure.sections)][: len(steps)]
    taken = [at for at, step in enumerate(steps) if step]
    features = [tuple(each.names()) for each in features_of(structure)]
    return Steps(
        speech=number,
        copy=copy,
        structure=structure,
        features=tuple(features[at] for at in taken),
        roles=tuple(_most(counts[at]) for at in taken),
        borders=tuple(borders[at] for at in taken),
        characters=tuple(counts[at] for at in taken),
        aside=sum((count for count, step in zip(counts, steps, strict=True) if not step), Counter()),
    )


def _most(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None


class Model(msgspec.Struct, frozen=True):
    """What is learned: the features, their weights by role, in ``SCALE`` parts of a logit, and the turns by border."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    turns: tuple[tuple[tuple[float, ...], ...], ...]

    def file(self) -> WeightsFile:
        """Return the model as the file of its weights."""
        rows = b"".join(packed(row).to_bytes(ROW, "little", signed=True) for row in self.rows)
        return WeightsFile(FORMAT, ROLES, BORDERS, self.turns, "\n".join(self.names), rows)


def fit(all_steps: Sequence[Steps]) -> Model:
    """Fit a model to these speeches and copies."""
    import numpy as np
    import scipy.sparse

    from training.crf import Chain
    from training.crf import fit as fit_chains

    speeches: dict[str, set[int]] = {}
    for each in all_steps:
        for name in {name for names in each.features for name in names}:
            speeches.setdefault(name, set()).add(each.speech)
    names = sorted(name for name, found in speeches.items() if len(found) >= FEWEST_SPEECHES and "\n" not in name)
    column = {name: number for number, name in enumerate(names)}
    counts: list[int] = []
    columns: list[int] = []
    starts = [0]
    labels: list[int] = []
    borders: list[int] = []
    chains: list[Chain] = []
    originals = whole = 0  # steps and chains of speeches, which stand before those of copies
    for each in sorted(all_steps, key=lambda steps: steps.copy):
        rows: list[int] = []
        for names_, role, border in zip(each.features, each.roles, each.borders, strict=True):
            if role is None:
                continue
            held = Counter(column[name] for name in names_ if name in column)
            columns += held.keys()
            counts += held.values()
            starts.append(len(columns))
            rows.append(len(labels))
            labels.append(ROLES.index(role))
            borders.append(BORDERS.index(border))
        chains += [Chain(part, _weight(each, len(rows))) for part in _chains(rows, borders)]
        if not each.copy:
            originals, whole = len(labels), len(chains)
    matrix = scipy.sparse.csr_matrix((counts, columns, starts), shape=(len(labels), len(names)), dtype=float)
    scale = originals / sum(chain.weight * len(chain.rows) for chain in chains[:whole])
    chains = [Chain(chain.rows, chain.weight * scale) for chain in chains]
    fitted = fit_chains(
        matrix,
        np.array(labels),
        np.array(borders),
        chains,
        (len(ROLES), len(BORDERS)),
        prior=prior_of(names),
        penalty=PENALTY,
        penalty_of_turns=PENALTY_OF_TURNS,
        iterations=ITERATIONS,
    )
    kept = [number for number, row in enumerate(fitted.features) if abs(row).max() >= KEPT]
    return Model(
        tuple(names[number] for number in kept),
        tuple(tuple(round(float(weight) * SCALE) for weight in fitted.features[number]) for number in kept),
        tuple(tuple(tuple(round(float(gain), 3) for gain in row) for row in table) for table in fitted.turns),
    )


def prior_of(names: Sequence[str]) -> Any:
    """Return the weights expected of the features, by role: what rules for cues and headings say for their parts."""
    import numpy as np

    said: dict[str, dict[Role, float]] = {}
    for cue, weights in cue_weights().items():
        said[f"cue: {cue}"] = {role: CUES * weight for role, weight in weights.items()}
    rules = part_rules()
    for rule in (*rules.headings, *rules.leads):
        said |= {f"{where} {rule.id}": {rule.part: weight} for where, weight in HEADINGS.items()}
    rows = [[said.get(name, {}).get(role, 0.0) for role in ROLES] for name in names]
    return np.array(rows).reshape(len(names), len(ROLES))


def _weight(steps: Steps, count: int) -> float:
    weight: float = (COPY_WEIGHT if steps.copy else 1.0) / max(1, count) ** LENGTH
    return weight


def _chains(rows: Sequence[int], borders: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Cut the rows of a long speech into chains, at paragraphs."""
    chain: list[int] = []
    for row in rows:
        if len(chain) >= CHAIN and borders[row] >= BORDERS.index("paragraph"):
            yield tuple(chain)
            chain = []
        chain.append(row)
    if chain:
        yield tuple(chain)


def roles_by(model: Model, steps: Steps) -> list[Role]:
    """Return the role of every step of a speech, as the model decides it."""
    rows = {name: packed(row) for name, row in zip(model.names, model.rows, strict=True)}
    turns = dict(zip(BORDERS, model.turns, strict=True))
    evidence = [Weights.row(sum(rows.get(name, 0) for name in names)) for names in steps.features]
    for row, names in zip(evidence, steps.features, strict=True):
        if not may_address({name.removeprefix("cue: ") for name in names if name.startswith("cue: ")}):
            row[ROLES.index("salutation")] = NEVER
    if not evidence:
        return []
    gains: dict[str, tuple[Turns, ...]] = {
        border: tuple(turns_to([row[role] for row in table]) for role in range(len(ROLES)))
        for border, table in turns.items()
    }
    return [ROLES[number] for number in best_path(evidence, steps.borders[1:], gains)]


class Quality(msgspec.Struct, frozen=True):
    """How right the roles of some speeches are: the share of characters, in all and as a mean of texts; F1 by role."""

    characters: float
    mean: float
    f1: dict[str, float]

    @property
    def macro(self) -> float:
        """The mean F1 over the roles."""
        return sum(self.f1.values()) / len(self.f1)


def quality_of(decided: Iterable[tuple[Steps, Sequence[str]]]) -> Quality:
    """Measure roles against the labels of their speeches, by characters."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    shares: list[float] = []
    for steps, roles in decided:
        mine = all_ = 0
        for counts, role in [*zip(steps.characters, roles, strict=True), (steps.aside, "meta")]:
            size = sum(counts.values())
            wanted += counts
            found[role] += size
            right[role] += counts[role]
            mine += counts[role]
            all_ += size
        if all_:
            shares.append(mine / all_)
    return Quality(
        characters=sum(right.values()) / max(1, sum(wanted.values())),
        mean=sum(shares) / max(1, len(shares)),
        f1={role: 2 * right[role] / max(1, wanted[role] + found[role]) for role in ROLES},
    )


def cross_validated(steps: Sequence[Steps], folds: int) -> list[tuple[Steps, list[Role]]]:
    """Return every speech with the roles that a model decides which was fitted to the other folds."""
    decided: list[tuple[Steps, list[Role]]] = []
    for fold in range(folds):
        model = fit([each for each in steps if each.speech % folds != fold])
        decided += [(each, roles_by(model, each)) for each in steps if each.speech % folds == fold and not each.copy]
    return decided


def roles_of_units(steps: Steps, roles: Sequence[Role]) -> list[Role]:
    """Return the roles of all units, those that are no step, which are meta, among them."""
    decided = iter(roles)
    return [next(decided) if step else "meta" for step in steps_of(steps.structure)]


def table_of(quality: Quality) -> str:
    """Return the quality as a Markdown table."""
    lines = ["| role | F1 |", "|---|---:|", *(f"| {role} | {f1:.3f} |" for role, f1 in quality.f1.items())]
    lines += [f"| mean over roles | {quality.macro:.3f} |", f"| characters | {quality.characters:.3f} |"]
    return "\n".join([*lines, f"| characters, mean over speeches | {quality.mean:.3f} |"])


def table_by_genre(decided: Sequence[tuple[Steps, Sequence[Role]]]) -> str:
    """Return the quality by genre as a Markdown table, the genre with the most speeches first."""
    by_genre: dict[str, list[tuple[Steps, Sequence[Role]]]] = {}
    for steps, roles in decided:
        structure = steps.structure
        genre = genre_of(structure.title, structure.paragraphs, roles_of_units(steps, roles))
        by_genre.setdefault(genre, []).append((steps, roles))
    lines = ["| genre | speeches | characters | characters, mean over speeches |", "|---|---:|---:|---:|"]
    for name, found in sorted(by_genre.items(), key=lambda item: (-len(item[1]), item[0])):
        quality = quality_of(found)
        lines.append(f"| {name} | {len(found)} | {quality.characters:.3f} | {quality.mean:.3f} |")
    return "\n".join(lines)


def _run(arguments: argparse.Namespace) -> None:
    folders = (*arguments.folders, *arguments.more)
    speeches = [speech for folder in folders for speech in labelled_speeches(folder, "parts")]
    steps = steps_of_speeches(speeches)
    if arguments.folds:
        decided = cross_validated(steps, arguments.folds)
        measured = [pair for pair in decided if speeches[pair[0].speech].path.parent in arguments.folders]
        print(table_of(quality_of(measured)), table_by_genre(measured), sep="\n\n")
        if arguments.roles:
            roles = {speeches[each.speech].path.name: roles_of_units(each, found) for each, found in decided}
            arguments.roles.write_text(json.dumps(roles), "utf-8")
    if arguments.write:
        model = fit(steps)
        content = to_bytes(model.file())
        arguments.write.write_bytes(content)
        print(f"{arguments.write}: {len(model.names)} features, {len(content)} bytes")


def main() -> int:
    """Print the table, or one sentence that says what is wrong; write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="pairs of NAME.json and NAME.txt")
    parser.add_argument("--more", nargs="+", default=[], type=Path, metavar="FOLDER", help=MORE)
    parser.add_argument(
        "--folds", type=int, default=5, help="how many times a part of the speeches is held out; 0: not"
    )
    parser.add_argument("--roles", type=Path, metavar="FILE", help="write the roles of the speeches held out")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the weights fitted to all speeches")
    arguments = parser.parse_args()
    return run(lambda: _run(arguments))


if __name__ == "__main__":
    sys.exit(main())
