"""Fitting the weights of the parts: the field against its definition, and the program on a few made-up speeches."""

import json
import re
from hashlib import sha256
from itertools import pairwise, product

import numpy as np
import pytest
import scipy.sparse

import training.parts as program
from speechkit.model import ROLES
from speechkit.parts.weights import SCALE, Weights, from_bytes, to_bytes
from training.crf import Chain, fit
from training.labels import labelled_speeches
from training.parts import cross_validated, main, quality_of, steps_of_speeches

LABELS, BORDERS = 3, 2


def test_the_fitted_field_is_the_most_likely_one():
    """Its slope, taken from the definition over all paths, is zero: no small step makes the labels likelier."""
    chance = np.random.default_rng(7)
    lengths, features = (4, 1, 3), 5
    count = sum(lengths)
    matrix = scipy.sparse.csr_matrix(chance.integers(0, 2, (count, features)).astype(float))
    labels, borders = chance.integers(0, LABELS, count), chance.integers(0, BORDERS, count)
    prior = chance.normal(0, 1, (features, LABELS))
    chains, at = [], 0
    for number, length in enumerate(lengths):
        chains.append(Chain(tuple(range(at, at + length)), 1.0 + number))
        at += length
    found = fit(
        matrix,
        labels,
        borders,
        chains,
        (LABELS, BORDERS),
        prior=prior,
        penalty=0.7,
        penalty_of_turns=0.3,
        iterations=500,
    )

    def likely(weights, turns):
        total = -0.35 * ((weights - prior) ** 2).sum() - 0.15 * (turns**2).sum()
        for chain in chains:
            rows = list(chain.rows)
            scores = matrix.toarray()[rows] @ weights

            def worth(path, rows=rows, scores=scores):
                steps = sum(turns[borders[row], a, b] for row, a, b in zip(rows[1:], path, path[1:], strict=False))
                return sum(scores[step, label] for step, label in enumerate(path)) + steps

            everything = np.logaddexp.reduce([worth(path) for path in product(range(LABELS), repeat=len(rows))])
            total += chain.weight * (worth([labels[row] for row in rows]) - everything)
        return total

    best = likely(found.features, found.turns)
    for _ in range(60):
        weights = found.features + chance.normal(0, 0.02, found.features.shape)
        turns = found.turns + chance.normal(0, 0.02, found.turns.shape)
        assert likely(weights, turns) <= best + 1e-6


SPEECH = "在全县工作会议上的讲话\n同志们：\n今天开会，主要任务是部署工作。\n去年，我们完成了{}项任务，取得了成绩。\n存在的问题不少，差距不小。\n一、抓好落实\n各部门要抓好{}。\n二、改进作风\n各单位要改进{}。\n谢谢大家！"
ROLES_OF_LINES = [
    "meta",
    "salutation",
    "opening",
    "review",
    "problems",
    "requirements",
    "requirements",
    "requirements",
    "requirements",
    "closing",
]


@pytest.fixture
def folder(tmp_path):
    for number, word in enumerate(("春耕", "教育", "卫生", "防汛", "安全", "交通")):
        text = SPEECH.format(number + 3, word, word)
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        spans = [(start, end - 1) for start, end in pairwise(starts)]
        (tmp_path / f"{word}.txt").write_text(text, "utf-8")
        labels = {
            "text": f"{word}.txt",
            "encoding": "utf-8",
            "sha256": sha256(text.encode()).hexdigest(),
            "units": spans,
            "parts": [
                {"role": role, "start": start, "end": end}
                for role, (start, end) in zip(ROLES_OF_LINES, spans, strict=True)
            ],
            "tasks": [],
            "slogans": [],
            "unsettled": {"parts": [], "tasks": [], "slogans": []},
        }
        (tmp_path / f"{word}.json").write_text(json.dumps(labels), "utf-8")
    return tmp_path


def test_speeches_alike_are_learned(folder):
    steps = steps_of_speeches(labelled_speeches(folder, "parts"))
    assert sum(each.copy for each in steps) == 6 * program.COPIES
    decided = cross_validated(steps, 3)
    quality = quality_of(decided)
    assert len(decided) == 6
    assert quality.characters > 0.95
    assert set(quality.f1) == set(ROLES)


def test_the_same_labels_give_the_same_weights_and_the_file_has_them(folder):
    steps = steps_of_speeches(labelled_speeches(folder, "parts"))
    model = program.fit(steps)
    assert program.fit(steps_of_speeches(labelled_speeches(folder, "parts"))) == model
    weights = from_bytes(to_bytes(model.file()), "a.weights")
    assert [tuple(round(each * SCALE) for each in Weights.row(row)) for row in weights.rows.values()] == list(
        model.rows
    )
    for each in steps:
        assert all(role in ROLES for role in program.roles_by(model, each))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda labels: labels["parts"][0].update(role="mood"), r"春耕\.json:1:\d+: Invalid enum value 'mood'"),
        (lambda labels: labels["parts"][0].update(end=9999), r"春耕\.json:1:\d+: parts\[0\] goes from 0 to 9999"),
    ],
)
def test_a_wrong_label_is_named_with_its_file_and_line(folder, change, says, monkeypatch, capsys):
    path = folder / "春耕.json"
    labels = json.loads(path.read_text("utf-8"))
    change(labels)
    path.write_text(json.dumps(labels), "utf-8")
    monkeypatch.setattr("sys.argv", ["parts", str(folder)])
    assert main() == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert re.search(says, error)


def test_the_program_prints_the_table_and_writes_the_file(folder, monkeypatch, capsys):
    out = folder / "new.weights"
    roles = folder / "roles.out"
    command = ["parts", str(folder), "--folds", "3", "--roles", str(roles), "--write", str(out)]
    monkeypatch.setattr("sys.argv", command)
    assert main() == 0
    assert json.loads(roles.read_text("utf-8"))["春耕.txt"] == list(ROLES_OF_LINES)
    assert "| mean over roles |" in capsys.readouterr().out
    assert from_bytes(out.read_bytes(), "new.weights").rows
