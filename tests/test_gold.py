"""Floors of accuracy: on our own labelled samples always, on the shared labelled speeches where they are."""

import json
from pathlib import Path

import msgspec
import pytest
from scoring import f1, labels, predictions
from slogan_scoring import MEASURES as SLOGAN_MEASURES
from slogan_scoring import Slogans, slogan_labels, slogan_predictions, slogan_scores
from task_scoring import MEASURES, Labels, scores, task_labels, task_predictions

from speechkit import analyze_file

# What the shared labelled speeches must reach at least.
OUTLINE_FLOORS = {  # (the tree, the mean over speeches)
    (False, False): 0.99,
    (True, False): 0.98,
    (False, True): 0.98,
    (True, True): 0.96,
}
TASK_FLOORS = {
    "roles": 0.84,
    "roles-macro": 0.78,
    "tasks": 0.90,
    "relayed-kept-apart": 0.90,
    "actor": 0.90,
    "deadline": 0.90,
}
SLOGAN_FLOORS = {
    "slogans": 0.82,
    "formula": 0.90,
    "motto": 0.85,
    "parallel": 0.74,
    "call": 0.80,
    "slogan-kind": 0.95,
}
OWN = sorted((Path(__file__).parent / "gold").glob("*.json"))
SAMPLES = Path(__file__).parents[1] / "samples"


def found_in(path: Path, folder: Path):
    return analyze_file(folder / json.loads(path.read_text("utf-8"))["text"])


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_samples_are_read_as_labelled(path):
    assert predictions(found_in(path, SAMPLES).sections) == labels(path)


def test_every_sample_is_labelled():
    assert {path.stem for path in OWN} == {path.stem for path in SAMPLES.glob("*.txt")}


@pytest.fixture(scope="module")
def shared_analyses(shared):
    """Label file → what is found in its speech."""
    return {path: found_in(path, path.parent) for path in sorted((shared / "gold" / "dev").glob("*.json"))}


@pytest.mark.parametrize(("tree", "mean"), OUTLINE_FLOORS)
def test_floor_of_outlines_on_shared_speeches(shared_analyses, tree, mean):
    pairs = [(labels(path), predictions(analysis.sections)) for path, analysis in shared_analyses.items()]
    assert len(pairs) >= 19
    score = sum(f1([pair], tree=tree) for pair in pairs) / len(pairs) if mean else f1(pairs, tree=tree)
    assert score >= OUTLINE_FLOORS[tree, mean]


@pytest.fixture(scope="module")
def shared_scores(shared_analyses):
    pairs = [(task_labels(path), task_predictions(analysis)) for path, analysis in shared_analyses.items()]
    pairs = [(want, got) for want, got in pairs if want.units]
    assert len(pairs) >= 14
    return scores(pairs)


@pytest.mark.parametrize("measure", MEASURES)
def test_floor_of_parts_and_tasks_on_shared_speeches(shared_scores, measure):
    assert shared_scores[measure] >= TASK_FLOORS[measure]


@pytest.fixture(scope="module")
def shared_slogan_scores(shared_analyses):
    pairs = [(slogan_labels(path), slogan_predictions(analysis)) for path, analysis in shared_analyses.items()]
    pairs = [(want, got) for want, got in pairs if want.labelled is None]
    assert sum(len(want.slogans) for want, _ in pairs) >= 200
    return slogan_scores(pairs)


@pytest.mark.parametrize("measure", SLOGAN_MEASURES)
def test_floor_of_set_phrases_on_shared_speeches(shared_slogan_scores, measure):
    assert shared_slogan_scores[measure] >= SLOGAN_FLOORS[measure]


def test_scores_of_set_phrases():
    def read(slogans, unsettled=()):
        rows = [{"start": start, "end": end, "kind": kind} for start, end, kind in slogans]
        return msgspec.convert({"slogans": rows, "unsettled": {"slogans": list(unsettled)}}, Slogans)

    want = read([(0, 4, "formula"), (10, 20, "parallel"), (30, 34, "call")], [{"start": 40, "end": 50}])
    assert slogan_scores([(want, want)]) == dict.fromkeys(SLOGAN_MEASURES, 1.0)
    got = read([(0, 4, "motto"), (15, 25, "parallel"), (41, 50, "parallel"), (60, 64, "formula")])
    assert slogan_scores([(want, got)]) == pytest.approx(
        {"slogans": 2 / 6, "formula": 2 / 3, "motto": 1.0, "parallel": 0.0, "call": 0.0, "slogan-kind": 0.0}
    )


def test_scores_of_parts_and_tasks():
    def read(parts, tasks, **more):
        return msgspec.convert({"parts": parts, "tasks": tasks, **more}, Labels)

    units = [(0, 10), (10, 20), (20, 30), (30, 40), (40, 50)]
    halves = [{"role": "review", "start": 0, "end": 20}, {"role": "requirements", "start": 20, "end": 50}]
    want = read(
        halves,
        [
            {"start": 0, "end": 10, "actor": {"start": 0, "end": 4}},
            {"start": 10, "end": 20, "deadline": {"start": 10, "end": 12}},
            {"start": 30, "end": 40, "relayed": True},
        ],
        units=units,
        unsettled={"parts": [{"start": 0, "end": 5}], "tasks": [{"start": 40, "end": 50}]},
    )
    same = scores(
        [
            (
                want,
                read(
                    halves,
                    [
                        {"start": 0, "end": 10, "actor": {"start": 0, "end": 4}},
                        {"start": 10, "end": 20, "deadline": {"start": 10, "end": 12}},
                    ],
                ),
            )
        ]
    )
    assert same == dict.fromkeys(MEASURES, 1.0)
    got = read(
        [{"role": "review", "start": 0, "end": 30}, {"role": "requirements", "start": 30, "end": 50}],
        [
            {"start": 4, "end": 10, "actor": {"start": 2, "end": 4}, "deadline": {"start": 0, "end": 2}},
            {"start": 16, "end": 20},
            {"start": 30, "end": 40},
            {"start": 40, "end": 50},
        ],
    )
    assert scores([(want, got)]) == pytest.approx(
        {
            "roles": 35 / 45,
            "roles-macro": (2 * 15 / 40 + 2 * 20 / 50) / 2,
            "tasks": 2 * 1 / (2 + 2),
            "relayed-kept-apart": 0,
            "actor": 1,
            "deadline": 0,
        }
    )
