"""Floors of accuracy: on our own labelled samples always, on the shared labelled speeches where they are."""

import json
from pathlib import Path

import pytest
from scoring import f1, labels, predictions

from speechkit import analyze_file

OWN = sorted((Path(__file__).parent / "gold").glob("*.json"))
SAMPLES = Path(__file__).parents[1] / "samples"


def scored(path: Path, folder: Path):
    speech = folder / json.loads(path.read_text("utf-8"))["text"]
    return labels(path), predictions(analyze_file(speech).sections)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_samples_are_read_as_labelled(path):
    want, got = scored(path, SAMPLES)
    assert got == want


def test_every_sample_is_labelled():
    assert {path.stem for path in OWN} == {path.stem for path in SAMPLES.glob("*.txt")}


@pytest.fixture(scope="module")
def shared_pairs(shared):
    return [scored(path, path.parent) for path in sorted((shared / "gold" / "dev").glob("*.json"))]


@pytest.mark.parametrize(
    ("tree", "mean", "floor"), [(False, False, 0.99), (True, False, 0.98), (False, True, 0.98), (True, True, 0.96)]
)
def test_floor_on_shared_speeches(shared_pairs, tree, mean, floor):
    assert len(shared_pairs) >= 19
    if mean:
        score = sum(f1([pair], tree=tree) for pair in shared_pairs) / len(shared_pairs)
    else:
        score = f1(shared_pairs, tree=tree)
    assert score >= floor
