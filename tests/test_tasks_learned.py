"""What is learned of tasks: the file of its weights, the evidence, and the program that fits it."""

import pytest

from speechkit import ConfigError
from speechkit.cues import cue_ids_in, cue_rules
from speechkit.pipeline import read
from speechkit.tasks.evidence import evidence_of
from speechkit.tasks.verdicts import looks_of, rules_alone
from speechkit.tasks.weights import content_of, evidence_weights, weights_in

WEIGHTS = {"verb: 推进": 0.5, "mark: 。": -1.25}


def test_weights_come_back_as_they_were_written():
    assert weights_in(content_of(WEIGHTS), "tasks.weights") == WEIGHTS


@pytest.mark.parametrize(
    "content", [b"", b"\x93", content_of(WEIGHTS)[:-9], content_of(WEIGHTS).replace("推".encode(), "拖".encode())]
)
def test_a_damaged_file_is_told_in_one_sentence(content):
    with pytest.raises(ConfigError, match=r"^tasks\.weights: the weights are damaged; install speechkit again$"):
        weights_in(content, "tasks.weights")


def test_weights_of_another_version_are_refused():
    content = content_of(WEIGHTS)
    with pytest.raises(ConfigError, match="belong to another version"):
        weights_in(content[:1] + b"\x63" + content[2:], "tasks.weights")


def test_evidence_is_of_what_the_rules_leave_in_doubt():
    structure = read("各单位必须在6月底前完成整改。\n天气很好。\n加力提振消费。").structure
    roles = ["requirements"] * len(structure.units)
    looks = looks_of(structure, roles, rules_alone(structure, roles))
    found = {number: names for number, _, names in evidence_of(structure, roles, looks)}
    assert [structure.units[number].text for number in found] == ["天气很好。", "加力提振消费。"]
    assert all("part: requirements" in evidence for evidence in found.values())
    assert "verb: 提振" in found[2]


def test_what_is_learned_has_names_that_evidence_has():
    assert all(
        ": " in name or name in ("what the rules say", "no verb near its beginning") for name in evidence_weights()
    )


@pytest.mark.parametrize("cue", [cue for cue in cue_rules() if cue.hosts], ids=lambda cue: cue.id)
def test_a_cue_inside_a_longer_word_is_none(cue):
    for host in cue.hosts:
        assert not [word for word in cue.words if word.strip("^$") in host and cue.id in cue_ids_in(host)], host


def test_a_cue_beside_such_a_word_counts():
    assert "mind" not in cue_ids_in("召开全体会议。")
    assert "mind" in cue_ids_in("召开全体会议，谈了体会。")
