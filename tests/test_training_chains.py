"""The program that fits the weights of chains: what it learns from, how it counts, what it writes."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from slogan_scoring import slogan_labels, slogan_predictions, slogan_scores

from speechkit.phrases.weights import phrase_weights
from speechkit.pipeline import read
from speechkit.rules import DATA
from training import chains
from training.labels import Unsettled, labelled_speeches, read_labelled
from training.linear import fitted, written

DATA_FILE = Path(DATA) / "phrase_weights.yaml"
PARALLELS = [
    "换出好班子、换出好队伍、换出好风气",
    "学党史、悟思想、办实事",
    "有腐必反、有贪必肃",
    "讲政治、讲大局、讲奉献",
]
OTHERS = [
    "形式主义、官僚主义",
    "各级指导组、各类巡视组",
    "会议室、办公室、接待室",
    "经济社会、文化生活",
    "本省各市、本省各县",
]
MODEL = phrase_weights().models["chain"]


def write(folder, name, sentences, **changed):
    """Write a speech and its labels: the sentences among ``PARALLELS`` are parallels. Return the path of the labels."""
    text, slogans = "", []
    for sentence in sentences:
        if sentence in PARALLELS:
            slogans.append({"start": len(text), "end": len(text) + len(sentence), "kind": "parallel"})
        text += sentence + "。"
    data = text.encode()
    (folder / f"{name}.txt").write_bytes(data)
    labels = {
        "text": f"{name}.txt", "encoding": "utf-8", "sha256": sha256(data).hexdigest(), "units": [[0, len(text)]],
        "parts": [{"role": "context", "start": 0, "end": len(text)}], "tasks": [], "slogans": slogans, **changed,
    }  # fmt: skip
    path = folder / f"{name}.json"
    path.write_text(json.dumps(labels, ensure_ascii=False), "utf-8")
    return path


def examples_in(path):
    speech = read_labelled(path)
    return chains.examples_of(0, read(speech.text), speech)


@pytest.fixture
def gold(tmp_path):
    """Four labelled speeches, none of which has all the sentences."""
    for number in range(4):
        write(
            tmp_path, f"s{number}", [*PARALLELS[:number], *PARALLELS[number + 1 :], *OTHERS[number:], *OTHERS[:number]]
        )
    return tmp_path


def test_the_nearest_candidate_of_a_label_is_the_parallel(tmp_path):
    found = examples_in(write(tmp_path, "a", [PARALLELS[0], OTHERS[0]]))
    assert [each.right for each in found] == [True, False]
    assert found[0].signs["longest=5"] == 1
    assert found[1].signs["category"] == 1


@pytest.mark.parametrize("kind", ["formula", "call"])
def test_what_is_labelled_as_another_kind_teaches_nothing(tmp_path, kind):
    labels = [{"start": 0, "end": len(PARALLELS[1]), "kind": kind}]
    assert examples_in(write(tmp_path, "a", [PARALLELS[1]], slogans=labels)) == []


def test_what_is_unsettled_teaches_nothing(tmp_path):
    spans = [{"start": 0, "end": len(PARALLELS[1])}]
    assert examples_in(write(tmp_path, "a", [PARALLELS[1]], slogans=[], unsettled={"slogans": spans})) == []
    assert [each.right for each in examples_in(write(tmp_path, "a", [PARALLELS[1]], slogans=[]))] == [False]


def test_what_an_earlier_finder_takes_teaches_nothing(tmp_path):
    assert examples_in(write(tmp_path, "a", ["要增强“学党史、悟思想、办实事”的意识"], slogans=[])) == []


def test_agreement_is_counted_as_the_benchmark_counts_it(shared):
    folder = shared / "gold" / "dev"
    total, pairs = chains.Agreement(), []
    for speech in labelled_speeches(folder, "slogans"):
        reading = read(speech.text)
        total += chains.agreement_of(reading, speech, MODEL)
        pairs.append((slogan_labels(speech.path.with_suffix(".json")), slogan_predictions(reading.analysis())))
    assert total.f1 == pytest.approx(slogan_scores(pairs)["parallel"])


def test_agreement_passes_over_what_is_unsettled(tmp_path):
    speech = read_labelled(write(tmp_path, "a", PARALLELS[:2], slogans=[]))
    reading = read(speech.text)
    assert chains.agreement_of(reading, speech, MODEL) == chains.Agreement(0, 0, 2)
    unsettled = Unsettled(slogans=(chains.LabelledSpan(0, len(PARALLELS[0])),))
    labels = chains.replace(speech.labels, unsettled=unsettled)
    assert chains.agreement_of(reading, chains.replace(speech, labels=labels), MODEL) == chains.Agreement(0, 0, 1)
    never = chains.replace(MODEL, threshold=100.0)
    assert chains.agreement_of(reading, speech, never) == chains.Agreement()
    assert chains.Agreement().f1 == 0


def test_what_is_written_is_what_stands_there():
    models = phrase_weights().models
    assert written(models) == DATA_FILE.read_text("utf-8")
    doubled = {sign: 2 * weight for sign, weight in MODEL.weights.items()}
    changed = yaml.safe_load(written({**models, "chain": chains.replace(MODEL, weights=doubled, threshold=0.4)}))
    assert changed["models"]["chain"]["weights"] == pytest.approx(doubled)
    assert changed["models"]["chain"]["threshold"] == 0.4


def test_weights_are_the_same_again_whatever_the_order_of_the_signs(tmp_path):
    pytest.importorskip("sklearn")
    examples = examples_in(write(tmp_path, "a", [*PARALLELS, *OTHERS]))
    turned = [chains.Example(each.speech, dict(reversed(each.signs.items())), each.right) for each in examples]
    assert fitted(examples) == fitted(turned)


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["chains", *map(str, arguments)])
    status = chains.main()
    return status, *capsys.readouterr()


def test_chains_are_fitted_by_one_command(gold, tmp_path, monkeypatch, capsys):
    pytest.importorskip("sklearn")
    before = DATA_FILE.read_bytes()
    first, again = (run(monkeypatch, capsys, gold, "--folds", "4") for _ in range(2))
    assert first == again
    status, out, _ = first
    assert status == 0
    assert out.startswith("4 speeches, ")
    assert "12 of 12 parallels have one" in out
    assert f"| in the data | {MODEL.threshold:+.2f} | 12 | 0 | " in out
    assert DATA_FILE.read_bytes() == before


def test_weights_are_written_where_told_to(gold, tmp_path, monkeypatch, capsys):
    pytest.importorskip("sklearn")
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(chains, "DATA", str(tmp_path / "data"))
    status, out, _ = run(monkeypatch, capsys, gold, "--folds", "4", "--write")
    path = tmp_path / "data" / "phrase_weights.yaml"
    assert (status, out.splitlines()[-1].startswith(f"written to {path}: ")) == (0, True)
    models = yaml.safe_load(path.read_text("utf-8"))["models"]
    assert models["chain"]["weights"]["category"] < 0


def test_folds_that_do_not_fit(gold, monkeypatch, capsys):
    pytest.importorskip("sklearn")
    status, _, told = run(monkeypatch, capsys, gold, "--folds", "9")
    assert status == 1
    assert "greater than the number of samples" in told


def test_labels_that_cannot_be_used_are_one_sentence(tmp_path, monkeypatch, capsys):
    assert run(monkeypatch, capsys, tmp_path) == (1, "", f"{tmp_path}: no speech here is labelled for slogans\n")


def test_without_scikit_learn_the_command_that_installs_it_is_named(gold, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "sklearn.model_selection", None)
    status, _, told = run(monkeypatch, capsys, gold)
    assert status == 1
    assert "this needs scikit-learn: pip install " in told
