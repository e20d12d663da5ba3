"""Parts of the speech: which line belongs to which, and what holds for every text."""

from itertools import pairwise, product
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import speechkit
from speechkit import analyze, analyze_file
from speechkit.errors import ConfigError
from speechkit.explanation import explanation_of
from speechkit.labels import LABELS
from speechkit.model import ROLES, Part, PartLabels, PartReason, Sum
from speechkit.parts.classifier import NEVER, evidence_of, labels_of
from speechkit.parts.features import features_of
from speechkit.parts.viterbi import BORDERS, best_path, turns_to
from speechkit.parts.weights import Weights, WeightsFile, from_bytes, to_bytes, weights
from speechkit.pipeline import read
from speechkit.script import convert

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "parts.yaml").read_text("utf-8"))


def parameters():
    """The cases; those with ``wrong``, a reason, are known to come out wrong, and fail when they no longer do."""
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["wrong"], strict=True)] if "wrong" in case else []
        yield pytest.param(case, id=case["name"], marks=marks)


def laid_out(lines):
    """The text of the lines, and where in it each stands: ``(role, start, end)``."""
    text, places = "", []
    for line in lines:
        ((role, written),) = line.items()
        text += "\n" if text and not role.endswith("+") else ""
        places.append((role.removesuffix("+"), len(text), len(text) + len(written)))
        text += written
    return text, places


def roles_at(analysis, start, end):
    """The roles of the parts that hold ``start`` to ``end``, in order; a blank between two parts is of the first."""
    return [part.role for part in analysis.parts if part.start < end and start < part.end]


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case):
    text, places = laid_out(case["lines"])
    analysis = analyze(text)
    found = [(text[start:end], roles_at(analysis, start + (text[start] == " "), end)) for _, start, end in places]
    assert found == [(text[start:end], [role]) for role, start, end in places]


def test_the_table_is_large_and_says_where_its_lines_are_from():
    assert len(CASES) >= 60
    assert all(case["source"] for case in CASES)
    labelled = {role.removesuffix("+") for case in CASES for line in case["lines"] for role in line}
    assert labelled == set(ROLES)


def test_sections_carry_the_part_that_they_start_in():
    text, _ = laid_out(next(case["lines"] for case in CASES if case["name"] == "a list of achievements in its line"))
    analysis = analyze(text)
    assert [section.marker for section in analysis.sections] == ["一是", "二是", "三是", "四是"]
    assert {section.part for section in analysis.sections} == {"review"}


# -- what holds for every text -----------------------------------------------------------------------------------------

LINES = st.sampled_from([next(iter(line.values())) for case in CASES for line in case["lines"]])
FRAGMENTS = st.sampled_from(
    ["在会议上的讲话", "（2022年2月15日）", "同志们：", "各位代表！", "今天，我们召开会议。", "下面，我讲三点意见。", "去年以来，", "取得了明显成效：", "还存在一定差距。", "意义重大。", "一、", "二、",
    "（一）", "一是", "二是", "一要", "第一，", "第二，", "要抓紧。", "加强領導，推进改革。", "我相信，", "让我们努力奋斗！", "谢谢大家！", "（新华社北京9月11日电）", "来源：某网", "---", "，", "；", "。",
    "\n", "\n\n", "　　", "區(qū)", "&nbsp;", "\u200b", "\ud800", "😀", "\r\n"]
)  # fmt: skip
TEXTS = (
    st.lists(FRAGMENTS, max_size=40).map("".join) | st.lists(LINES, max_size=12).map("\n".join) | st.text(max_size=120)
)
SAMPLES = Path(__file__).parents[1] / "samples"


def check(analysis):
    """Parts follow each other without a gap, from the first character to the last, and each is another one."""
    parts = analysis.parts
    assert all(part.role in ROLES for part in parts)
    assert all(part.start < part.end for part in parts)
    assert all(one.end == other.start and one.role != other.role for one, other in pairwise(parts))
    assert not parts or (parts[0].start, parts[-1].end) == (0, analysis.source.chars)
    for section in analysis.sections:
        assert roles_at(analysis, section.start, section.start + 1) == [section.part]


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_parts_cover_the_text(text):
    analysis = analyze(text)
    check(analysis)
    assert analysis.parts or not any("一" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("integrity-meeting-pinyin", "meta salutation opening requirements closing meta"),
        ("party-building-2022", "meta salutation opening review problems requirements context requirements closing"),
        ("policy-report-tw", "salutation opening context review context requirements closing"),
        ("rural-work-hardwrapped", "meta salutation opening review requirements closing"),
        ("work-report-2025", "meta salutation opening review problems requirements closing meta"),
    ],
)
def test_parts_of_the_samples(name, roles):
    analysis = analyze_file(SAMPLES / f"{name}.txt")
    check(analysis)
    assert " ".join(part.role for part in analysis.parts) == roles


@pytest.mark.parametrize(
    ("name", "line", "role"),
    [
        ("party-building-2022", "会后,局机关党建办", "opening"),
        ("party-building-2022", "一是“四个意识”", "review"),
        ("party-building-2022", "这些问题,我们", "problems"),
        ("party-building-2022", "一、要深入学习", "requirements"),
        ("party-building-2022", "我就讲这些", "closing"),
        ("rural-work-hardwrapped", "一\n是粮食生产", "review"),
        ("work-report-2025", "同时，我们也清醒看到", "problems"),
        ("work-report-2025", "二、2025年工作安排", "requirements"),
        ("policy-report-tw", "去年协助三、四十家", "review"),
        ("policy-report-tw", "「县民卡」发行以来", "review"),
    ],
)
def test_lines_of_the_samples(name, line, role):
    analysis = analyze_file(SAMPLES / f"{name}.txt")
    start = convert((SAMPLES / f"{name}.txt").read_bytes().decode(), "hans").index(line)
    assert roles_at(analysis, start, start + 1) == [role]


def test_parts_cover_real_speeches(speeches):
    for speech in speeches[::6]:
        check(analyze_file(speech.path))


def test_parts_and_tasks_are_the_same_in_every_process(run_process, monkeypatch):
    """Whatever order the interpreter's hashes put the cues in."""
    printed = set()
    for seed in ("1", "2", "3"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        ran = run_process("analyze", "--format", "json", SAMPLES / "party-building-2022.txt")
        assert ran.returncode == 0
        printed.add(ran.stdout)
    assert len(printed) == 1


@settings(deadline=None, max_examples=50)
@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join))
def test_trailing_white_space_changes_no_part(text):
    first, second = analyze(text).parts, analyze(text + "\n\n").parts
    assert [(part.role, part.start) for part in first] == [(part.role, part.start) for part in second]


def test_no_text_no_parts():
    assert analyze("").parts == ()
    assert analyze("\n \n").parts == ()


def test_a_page_header_inside_a_paragraph_does_not_take_the_rest_of_it():
    page = "要加強基建，我們應該認識到，協調及合作可以造就優勢，這一點我剛才\n立法會  ─  2012年 10月 17日  \n{} \n已把理由說得很清楚，各位議員都知道。我們要繼續努力，提升競爭力。\n"
    text = "".join(page.format(number) for number in range(20, 26))
    analysis = analyze(text)
    assert analysis.tasks
    assert all(roles_at(analysis, task.start, task.start + 1) == [task.part] for task in analysis.tasks)


# -- roles are named, not counted --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LABELS)
def test_every_role_has_a_label_for_people(language):
    assert [role for role in ROLES if role not in LABELS[language].roles] == []


@pytest.mark.parametrize("role", ROLES)
def test_something_speaks_for_every_role(role):
    number = ROLES.index(role)
    assert max(Weights.row(row)[number] for row in weights().rows.values()) > 0.2


# -- the path ----------------------------------------------------------------------------------------------------------

LOGITS = st.floats(-6, 6)
ROWS = st.lists(LOGITS, min_size=len(ROLES), max_size=len(ROLES))


@settings(deadline=None, max_examples=25)
@given(
    st.lists(ROWS, min_size=1, max_size=4),
    st.fixed_dictionaries({border: st.lists(ROWS, min_size=len(ROLES), max_size=len(ROLES)) for border in BORDERS}),
    st.lists(st.sampled_from(BORDERS), min_size=3, max_size=3),
)
def test_no_other_path_has_more_evidence_and_better_turns(evidence, tables, borders):
    borders = borders[: len(evidence) - 1]
    turns = {
        border: [turns_to([row[to] for row in table]) for to in range(len(ROLES))] for border, table in tables.items()
    }

    def worth(path):
        found = sum(row[role] for row, role in zip(evidence, path, strict=True))
        return found + sum(tables[border][a][b] for border, (a, b) in zip(borders, pairwise(path), strict=True))

    best = best_path(evidence, borders, turns)
    assert worth(best) == pytest.approx(max(map(worth, product(range(len(ROLES)), repeat=len(evidence)))))


# -- features and weights ----------------------------------------------------------------------------------------------


def test_what_a_unit_is_known_by():
    structure = read(
        "在会议上的讲话\n\n同志们：\n今天开会。\n一、抓好落实\n一是要在12月底前完成。二是要压实责任。\n二、改进作风"
    ).structure
    named = [set(features.names()) for features in features_of(structure)]
    assert len(named) == len(structure.units)
    assert {"^同志们", "们：$", "before sections", "alone in paragraph", "title: 讲话", "cue: address"} <= named[1]
    assert {"完成", "要在0月", "outer heading: 落实", "ordinal 1", "cue+1 same: yao"} <= named[-3]
    assert "in sections" in named[-1]
    assert not any("12" in name for names in named for name in names if len(name) < 5)


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_the_evidence_of_a_unit_is_the_sum_of_the_weights_of_its_features(text):
    structure = read(text).structure
    rows = weights().rows
    for features, row in zip(features_of(structure), evidence_of(structure), strict=True):
        found = [Weights.row(rows[name]) for name in features.names() if name in rows]
        if row[ROLES.index("salutation")] == NEVER:
            row[ROLES.index("salutation")] = sum(each[ROLES.index("salutation")] for each in found)
        assert row == pytest.approx(
            [sum(column) for column in zip(*found, strict=True)] if found else [0.0] * len(ROLES)
        )


def test_reasons_add_up_to_the_evidence_and_name_the_features():
    structure = read("同志们：\n去年，全县引进项目36个，取得了明显成效。\n各部门要在年底前完成整改。").structure
    labels = labels_of(structure)
    for row, reason in zip(evidence_of(structure), labels.reasons(), strict=True):
        assert reason.evidence.total == pytest.approx(row[ROLES.index(reason.role)], abs=0.06)
        assert 1 < len(reason.evidence.terms) <= 9
    assert [reason.role for reason in labels.reasons()] == list(labels.roles)


def content():
    return (Path(speechkit.__file__).parent / "data" / "parts.weights").read_bytes()


def test_the_weights_are_small():
    assert len(content()) < 2_000_000


def of_another(**changes):
    file = msgspec.msgpack.decode(content(), type=WeightsFile)
    return to_bytes(msgspec.structs.replace(file, **changes))


@pytest.mark.parametrize(
    ("damaged", "says"),
    [
        (content()[:-1], "damaged"),
        (content()[:100], "damaged"),
        (b"", "damaged"),
        (content().replace("同志们".encode(), "同志门".encode(), 1), "damaged"),
        (of_another(format=0), "another version"),
        (of_another(roles=("meta",)), "another version"),
        (of_another(rows=b""), "damaged"),
    ],
    ids=["cut", "cut short", "empty", "edited", "other format", "other roles", "no rows"],
)
def test_weights_that_are_not_as_written_are_refused(damaged, says, monkeypatch, run, tmp_path):
    with pytest.raises(ConfigError, match=f"^parts.weights: the weights .*{says}.*; install speechkit again$"):
        from_bytes(damaged, "parts.weights")
    monkeypatch.setattr("speechkit.parts.classifier.weights", lambda: from_bytes(damaged, "parts.weights"))
    (tmp_path / "a.txt").write_text("同志们：要抓好落实。", "utf-8")
    done = run("analyze", tmp_path / "a.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


# -- another classifier ------------------------------------------------------------------------------------------------


def test_what_another_classifier_decides_is_explained_by_its_own_reasons(monkeypatch):
    def all_context(structure):
        reason = PartReason("context", Sum.of([("fixed rule", 1.5)]), "meta", 0.25)
        return PartLabels(("context",) * len(structure.units), lambda: [reason] * len(structure.units))

    text = "同志们：\n一、抓好落实\n各单位要在年底前完成整改。\n二、改进作风\n"
    before = explanation_of(read(text))
    monkeypatch.setattr("speechkit.pipeline.labels_of", all_context)
    reading = read(text)
    assert reading.parts == (Part("context", 0, len(text)),)
    assert {section.part for section in reading.sections} == {"context"}
    explained = [unit.part for unit in explanation_of(reading).units]
    assert len(explained) == len(before.units) > 2
    for part in explained:
        assert (part.role, part.rival, part.rival_evidence) == ("context", "meta", 0.25)
        assert [(term.source, term.weight) for term in part.evidence.terms] == [("fixed rule", 1.5)]
    assert "fixed rule" not in str(before)
