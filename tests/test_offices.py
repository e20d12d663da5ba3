import json
import os

import pytest

import speechkit
from speechkit.errors import ConfigError
from speechkit.offices import read_offices

SAMPLE = os.path.join(os.path.dirname(__file__), "..", "samples", "units.yaml")
SPEECH = "在全县工作会议上的讲话\n一、抓好落实\n要严格管理专项资金。\n财政局要在年底前拨付经费。\n要抓紧修好道路。\n"


def tasks(run, tmp_path, units, *options):
    (tmp_path / "units.yaml").write_text(units, "utf-8")
    (tmp_path / "config.yaml").write_text("tasks: {units: units.yaml}\n", "utf-8")
    (tmp_path / "speech.txt").write_text(SPEECH, "utf-8")
    return run("--config", tmp_path / "config.yaml", "tasks", tmp_path / "speech.txt", "--language", "zh", *options)


def sample():
    with open(SAMPLE, encoding="utf-8") as file:
        return file.read()


def test_a_known_alias_is_its_unit_and_what_fits_is_suggested():
    offices = read_offices(SAMPLE)
    tasks = speechkit.analyze(SPEECH).tasks
    assert offices.full_name("财政局") == "县财政局"
    assert offices.full_name("教育局") == "教育局"
    found = [offices.suggest(task) for task in tasks]
    assert [(each.unit, each.leader, each.words) if each else None for each in found] == [
        ("县财政局", "王某某", ("资金",)), None, None,
    ]  # fmt: skip


def test_the_table_shows_suggestions_as_such_and_groups_by_full_names(run, tmp_path):
    shown = tasks(run, tmp_path, sample(), "--format", "text", "--by", "actor")
    assert shown.exit_code == 0, shown.stderr
    assert "# 县财政局 (1)" in shown.stdout
    assert "# 待明确 (2)" in shown.stdout  # a suggestion is not counted as named
    assert "待明确（建议：县财政局，“资金”）" in shown.stdout


def test_json_keeps_the_words_of_the_speech_and_its_suggestions_apart(run, tmp_path):
    record = json.loads(tasks(run, tmp_path, sample(), "--json").stdout)
    assert [task["actor"] and task["actor"]["text"] for task in record["tasks"]] == [None, "财政局", None]
    assert record["suggested"] == [{"task": "T1", "unit": "县财政局", "leader": "王某某", "words": ["资金"]}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "- name: 甲局\n  aliases: [局]\n- name: 乙局\n  aliases: [局]\n",
            ":4:13: '局' is a name of '甲局' already (line 2); keep one of them",
        ),
        ("- name: 甲局\n  alias: [局]\n", ":2:3: unknown field 'alias'; did you mean 'aliases'?"),
        ("- name: 甲局\n  words: ['']\n", ":2:11: 'words[1]' should not be empty"),
        ("name: 甲局\n", ":1:1: a list of units should be a list (- name: ...), not a mapping"),
    ],
)
def test_a_fault_is_one_sentence_with_its_place(tmp_path, text, said):
    path = tmp_path / "units.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        read_offices(str(path))
    assert str(caught.value) == f"{path}{said}"


def test_a_wrong_list_of_units_writes_nothing_and_exits_2(run, tmp_path):
    out = tmp_path / "out.csv"
    assert tasks(run, tmp_path, "- nom: x\n", "-o", str(out)).exit_code == 2
    assert not out.exists()
