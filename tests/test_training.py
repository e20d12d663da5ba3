"""The programs that fit weights: what labels they take, and what they say of wrong ones."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from training.labels import LabelError, labelled_speeches, read_labelled

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
    folder = Path(__file__).parents[2] / "shared" / "gold" / name
    if not folder.exists():
        pytest.skip("the labelled speeches are not here")
    for speech in labelled_speeches(folder, "tasks"):
        assert speech.labels.units
