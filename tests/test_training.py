"""The programs that fit weights: what labels they take, and what they say of wrong ones."""

import json
import sys
from hashlib import sha256
from math import log
from pathlib import Path

import pytest

from speechkit.cues import cue_rules
from training import cues
from training.labels import LabelError, labelled_speeches, read_labelled

ROOT = Path(__file__).parents[1]

SPEECH = "同志们：\n各单位要抓好落实。大家辛苦了。\n"
LABELS = {
    "text": "a.txt",
    "encoding": "utf-8",
    "units": [[0, 4], [5, 14], [14, 20]],
    "parts": [
        {"role": "salutation", "start": 0, "end": 4},
        {"role": "requirements", "start": 5, "end": 14},
        {"role": "closing", "start": 14, "end": 20},
    ],
    "sections": [],
    "tasks": [{"start": 5, "end": 14, "actor": {"start": 5, "end": 8}, "deadline": None, "relayed": False}],
    "slogans": [{"start": 9, "end": 13, "kind": "call"}],
    "labelled": ["parts", "tasks"],
}


def write(folder, name="a", speech=SPEECH, **changed):
    """Write a speech and its labels, a value a line, and return the path of the labels."""
    data = speech.encode()
    (folder / f"{name}.txt").write_bytes(data)
    labels = {**LABELS, "text": f"{name}.txt", "sha256": sha256(data).hexdigest(), **changed}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(labels, ensure_ascii=False, indent=1), "utf-8")
    return path


def test_a_labelled_speech(tmp_path):
    speech = read_labelled(write(tmp_path, speech="\ufeff" + SPEECH))
    assert (speech.path, speech.text) == (tmp_path / "a.txt", SPEECH)
    (task,) = speech.labels.tasks
    assert speech.text[task.actor.start : task.actor.end] == "各单位"
    assert speech.labels.unsettled.tasks == ()


def test_only_what_is_labelled_for_a_kind_is_taken(tmp_path):
    write(tmp_path, "b")
    write(tmp_path, "a", labelled=["slogans"])
    unlimited = write(tmp_path, "c")
    unlimited.write_text(unlimited.read_text("utf-8").replace('"labelled"', '"marked"'), "utf-8")
    assert [each.path.name for each in labelled_speeches(tmp_path, "tasks")] == ["b.txt", "c.txt"]
    assert [each.path.name for each in labelled_speeches(tmp_path, "slogans")] == ["a.txt", "c.txt"]
    with pytest.raises(LabelError, match="no speech here is labelled for parts"):
        labelled_speeches(tmp_path / "none", "parts")


@pytest.mark.parametrize(
    ("changed", "words", "fault"),
    [
        ({"parts": [{"role": "body", "start": 0, "end": 4}]}, '"body"', "Invalid enum value 'body'"),
        ({"units": [[0, 4], [5, "x"]]}, '"x"', "Expected `int`, got `str`"),
        ({"units": [[0, 4], [3, 14]]}, "\n   3,", "units[1] begins at 3, before the one in front of it ends at 4"),
        (
            {"slogans": [{"kind": "call", "start": 9, "end": 99}]},
            '"call"',
            "slogans[0] goes from 9 to 99; a.txt has 21",
        ),
        ({"tasks": [{"relayed": False, "start": 9, "end": 9}]}, '"relayed"', "tasks[0] goes from 9 to 9"),
        (
            {"tasks": [{"relayed": False, "start": 9, "end": 14, "actor": {"start": 5, "end": 8}}]},
            '"relayed"',
            "tasks[0] names words from 5 to 8, which are not in it",
        ),
    ],
)
def test_a_wrong_label_is_told_with_file_and_line(tmp_path, changed, words, fault):
    path = write(tmp_path, **changed)
    with pytest.raises(LabelError) as raised:
        read_labelled(path)
    line = path.read_text("utf-8").partition(words)[0].count("\n") + 1
    told, _, what = str(raised.value).removeprefix(f"{path}:").partition(": ")
    assert abs(int(told.split(":")[0]) - line) <= 1  # the record, which opens on a line of its own, or the value in it
    assert fault in what


def test_a_file_that_is_no_json(tmp_path):
    path = write(tmp_path)
    path.write_text('{"text": "a.txt",\n "units": [[0 4]]}', "utf-8")
    with pytest.raises(LabelError, match=r"a\.json:2:15: .*malformed"):
        read_labelled(path)


def test_a_speech_that_is_missing_changed_or_undecodable(tmp_path):
    path = write(tmp_path)
    speech = tmp_path / "a.txt"
    speech.write_text(SPEECH.replace("大家", "各位"), "utf-8")
    with pytest.raises(LabelError, match="not the file that was labelled"):
        read_labelled(path)
    speech.write_bytes(b"\xff")
    with pytest.raises(LabelError, match="cannot be decoded"):
        read_labelled(path)
    speech.unlink()
    with pytest.raises(LabelError, match="cannot be read: No such file"):
        read_labelled(path)
    with pytest.raises(LabelError, match=r"b\.json: cannot be read: No such file"):
        read_labelled(tmp_path / "b.json")


@pytest.mark.parametrize("name", ["train", "dev"])
def test_every_label_at_hand_can_be_read(name):
    folder = ROOT.parent / "shared" / "gold" / name
    if not folder.exists():
        pytest.skip("the labelled speeches are not here")
    for speech in labelled_speeches(folder, "tasks"):
        assert speech.labels.units


# -- the weights of cues -----------------------------------------------------------------------------------------------


DEMANDS = ["各单位要抓好落实。", "要改进作风。", "进一步加强学习。", "必须压实责任。", "会后要认真梳理。"]
OTHERS = ["取得了明显成效。", "抓什么？", "意义十分重大。", "一年来完成了任务。", "天气很好。"]


@pytest.fixture
def gold(tmp_path):
    """Five labelled speeches, none of which has all the sentences."""
    for number in range(5):
        sentences = [*DEMANDS[:number], *DEMANDS[number + 1 :], *OTHERS[:number], *OTHERS[number + 1 :]]
        text, tasks = "", []
        for sentence in sentences:
            if sentence in DEMANDS:
                tasks.append({"start": len(text), "end": len(text) + len(sentence), "relayed": False})
            text += sentence
        units = {"units": [[0, len(text)]], "parts": [{"role": "context", "start": 0, "end": len(text)}], "slogans": []}
        write(tmp_path, f"s{number}", speech=text, tasks=tasks, **units)
    return tmp_path


def test_a_unit_is_a_demand_where_half_of_it_lies_in_a_labelled_task(tmp_path):
    write(tmp_path)
    found = cues.examples_of(labelled_speeches(tmp_path, "tasks"))
    assert [each.demand for each in found] == [False, True, False]
    assert found[1].terms["yao"] > 0
    assert all("no-cue" in each.terms for each in found)
    write(tmp_path, unsettled={"parts": [], "tasks": [{"start": 5, "end": 14}], "slogans": []})
    assert [each.demand for each in cues.examples_of(labelled_speeches(tmp_path, "tasks"))] == [False, False]


def test_quality():
    found = cues.quality_of([2.0, -1.0, 1.0, -3.0], [True, True, False, False])
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert cues.quality_of([0.0, 0.0], [True, False]).log_loss == pytest.approx(log(2))
    assert cues.quality_of([-1.0], [True]).f1 == 0


@pytest.mark.slow
def test_cues_are_fitted_by_one_command(gold, monkeypatch, capsys):
    pytest.importorskip("sklearn")
    monkeypatch.setattr(sys, "argv", ["cues", str(gold), "--folds", "5"])
    printed = set()
    for _ in range(2):
        assert cues.main() == 0
        printed.add(capsys.readouterr().out)
    (out,) = printed
    rows = {cells[0]: cells[1:] for line in out.splitlines() if len(cells := line.strip("| ").split(" | ")) == 4}
    in_data = {cue.id: cue.weights.get("requirements") for cue in cue_rules()}
    for name in ("yao", "verb-first", "perfect"):
        units, weight, fitted = rows[name]
        assert int(units) >= 4
        assert float(weight) == in_data[name]
        assert (float(fitted) > 0) == (in_data[name] > 0)
    assert "| fitted | " in out


@pytest.mark.parametrize(
    ("folds", "sentence"), [("9", "greater than the number of groups"), ("1", "k-fold cross-validation")]
)
def test_folds_that_do_not_fit(gold, monkeypatch, capsys, folds, sentence):
    pytest.importorskip("sklearn")
    monkeypatch.setattr(sys, "argv", ["cues", str(gold), "--folds", folds])
    assert cues.main() == 1
    assert sentence in capsys.readouterr().err


def test_labels_that_cannot_be_used_are_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["cues", str(tmp_path)])
    assert cues.main() == 1
    assert capsys.readouterr().err == f"{tmp_path}: no speech here is labelled for tasks\n"


def test_without_scikit_learn_the_command_that_installs_it_is_named(gold, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    monkeypatch.setattr(sys, "argv", ["cues", str(gold)])
    assert cues.main() == 1
    assert "this needs scikit-learn: pip install " in capsys.readouterr().err
