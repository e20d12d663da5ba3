"""`speechkit explain`: what it says of real sentences, that its sums add up, and what bad questions get."""

import json
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from speechkit import analyze, explain
from speechkit.cues import cue_rules
from speechkit.explanation import explanation_of
from speechkit.model import Explanation, Sum, Verdict
from speechkit.pipeline import read, read_file
from speechkit.renderers import explain as labels
from speechkit.renderers import registry
from speechkit.renderers.table import View
from speechkit.tasks.actors import ACTOR_RULES
from speechkit.tasks.rules import task_rules

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SEED = ROOT / "samples/party-building-2022.txt"
WRAPPED = ROOT / "samples/rural-work-hardwrapped.txt"
TEXT = (
    "在全局會議上的講話\n\n同志們：\n一、抓緊整改\n各單位要在年底前完成整改，合格率不低於95%。"
    "要加快項目建設（發改委牽頭，財政局、住建局配合）。\n\n市委書記強調，要抓好落實；要改進作風。\n"
)
EXCLUSIONS = {rule.id: rule.because for rule in task_rules().never} | {
    "part": "nothing in such a part is a task",
    "heading": "it is a heading, and what stands below it says what to do",
    "fragment": "it is too short, or not of the speech itself",
    "no-cue": "no word in it asks for anything",
    "thing": "it is but the name of a thing",
}
WEIGHT = re.compile(r" {12}([+-]\d+\.\d\d)  (= )?(.*)")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")


def explained(text, date=None):
    return explanation_of(read(text, name="a.txt", date=date))


def text_of(explanation, name="text", **view):
    return "".join(registry.render(Explanation, [explanation], name, View(**view)))


def unit_of(explanation, start):
    return next(unit for unit in explanation.units if unit.text.startswith(start))


def block(out, start):
    """The lines, by label, that are printed of the sentence that begins with ``start``."""
    found = next(each for each in out.split("\n\n") if re.search(f"^sentence +{re.escape(start)}", each, re.MULTILINE))
    lines, label = {}, ""
    for line in found.splitlines()[1:]:
        label = line[:10].strip() or label
        lines.setdefault(label, []).append(line[10:])
    return lines


@pytest.fixture(scope="module")
def seed():
    return explanation_of(read_file(SEED))


# --- what is said of a sentence


def test_a_task(run):
    done = run("explain", f"{SEED}:3")
    assert (done.exit_code, done.stderr) == (0, "")
    said = block(done.stdout, "会后，局机关党建办要认真梳理和吸纳")
    assert said["before"][0].startswith("刚才，")
    assert said["after"][0].startswith("2021年以来")
    assert said["part"][0] == "opening"
    assert re.match(r"yes: T\d+, ", said["task"][0])
    assert said["relayed"] == ["no"]
    assert said["actor"][0].startswith("局机关党建办  (subject: ")
    assert said["deadline"] == ["会后  (event, no days known; the speech is of 2022, by its title)"]
    assert len(said["actions"]) == 3
    assert "section" not in said


def test_the_kind_of_a_task(run):
    said = block(run("explain", f"{SEED}:6").stdout, "这些问题，我们要认真反思")
    assert re.fullmatch(r"yes: T\d+, demand \(should\), by 要", said["task"][0])


def test_a_sentence_that_is_none(run):
    said = block(run("explain", SEED, "6").stdout, "二是部分党委")
    assert said["section"][0].startswith("0.6  二是部分党委")
    assert said["part"][0] == "problems"
    assert said["task"][0].startswith("no: ")
    assert any(line.startswith("  -") and "its part, problems" in line for line in said["task"])
    assert not {"actor", "deadline", "actions"} & set(said)


def test_the_words_of_cues_are_those_of_the_sentence(seed):
    for unit in seed.units:
        assert all(word in unit.text for cue in unit.cues for word in cue.words if "“”" not in word)
    cue = next(cue for cue in unit_of(seed, "会后，").cues if cue.id == "yao")
    assert cue.words == ("要",)
    assert cue.weights["requirements"] > 0


def test_section_path(seed):
    unit = unit_of(seed, "深入学习贯彻习近平总书记关于做好党的二十大")
    assert [section.marker for section in unit.sections] == ["二、", "第一,", "一是"]
    assert "section   2.1.1  二、要把握关键要点" in text_of(msgspec.structs.replace(seed, units=(unit,)))


@pytest.mark.parametrize(
    ("text", "rule", "words_found"),
    [
        ("各级党委要怎么抓落实？", "asks", "？"),
        ("各级党委要做好以下工作。", "announces", "做好以下工作"),
        ("问责，要用行动来体现。", "truth", "问责，要用行动来体现"),
        ("要向大家表示衷心的感谢。", "thanks", "表示衷心的感谢"),
        ("要抓。", "fragment", None),
    ],
)
def test_the_rule_that_keeps_out(text, rule, words_found):
    explanation = explained(f"一、抓好工作\n各级党委要抓好落实。{text}各单位要改进作风。\n")
    unit = unit_of(explanation, text)
    assert (unit.task, unit.id, unit.reason.excluded, unit.reason.excluded_by) == (None, None, rule, words_found)
    assert unit.reason.sum.total > 0
    said = block(text_of(explanation), text)["task"][0]
    found = f" ({words_found})" if words_found else ""
    assert said == f"no: {EXCLUSIONS[rule]}{found}; else it would be one, demand (should)"


def test_headings_and_parts_without_tasks(seed):
    assert unit_of(seed, "一、要深入学习贯彻").reason.excluded == "heading"
    unit = unit_of(seed, "在局机关2022年党建")
    assert (unit.reason.excluded, unit.reason.kind) == ("part", None)
    assert block(text_of(seed), "在局机关2022年党建")["task"][0] == f"no: {EXCLUSIONS['part']}"


def test_a_sentence_that_asks_for_nothing_among_demands(seed):
    for unit in seed.units:
        if unit.reason.excluded == "no-cue":
            assert all(cue.weights.get("requirements", 0) <= 0 for cue in unit.cues)


def test_actor_deadline_and_targets(run):
    out = run("explain", "a.txt", "5", "--date", "2022-03").stdout
    first, second = block(out, "各单位要在年底前"), block(out, "要加快项目建设")
    assert first["deadline"] == ["年底前  (date, until 2022-12-31; the speech is of 2022-03, by --date)"]
    assert first["targets"] == ["合格率不低于95%"]
    assert second["actor"][0].startswith("发改委  (charged: ")
    assert second["with"] == ["财政局、住建局"]
    assert second["deadline"] == ["none"]


def test_a_deadline_without_a_date_to_count_from(run):
    said = block(run("explain", "a.txt:5").stdout, "各单位要在年底前")
    assert said["deadline"] == ["年底前  (date, no days known; the speech has no date, --date gives it one)"]


def test_what_is_relayed(run):
    out = run("explain", "a.txt:7").stdout
    assert block(out, "市委书记强调")["relayed"] == block(out, "要改进作风")["relayed"]
    assert block(out, "要改进作风")["relayed"][0].startswith("yes")


# --- the reasons are those that decided


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_printed_adds_up(path):
    out = text_of(explanation_of(read_file(path)))
    totals = 0
    for unit in out.split("\n\n"):
        collected = 0.0
        for line in unit.splitlines():
            if not (found := WEIGHT.fullmatch(line)) or found[3].startswith("  for "):
                continue  # the next best part is no term
            if found[2]:
                assert f"{collected:+.2f}".replace("-0.00", "+0.00") == found[1], unit
                totals += 1
            else:
                collected += float(found[1])
            if found[3].startswith("for "):
                collected = 0.0
    assert totals == 3 * len(out.split("\n\n"))
    assert "learned from labelled speeches: " in out


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_is_the_analysis_that_is_explained(path):
    reading = read_file(path)
    document = reading.document
    explanation, analysis = explanation_of(reading), read_file(path).analysis()
    assert tuple(unit.task for unit in explanation.units if unit.task) == analysis.tasks
    assert (explanation.source, explanation.date, explanation.warnings) == (
        analysis.source, analysis.date, analysis.warnings,
    )  # fmt: skip
    for unit in explanation.units:
        part = next(part for part in analysis.parts if part.start <= unit.start < part.end)
        assert unit.part.role == part.role != unit.part.rival
        assert (unit.task is not None) == unit.reason.task
        assert unit.reason.task == (unit.reason.sum.total > 0 and unit.reason.excluded is None)
        assert document.source.text[unit.start : unit.end] == unit.source_text
        assert unit.line == document.line(unit.start) <= unit.last_line
    assert "".join(unit.text for unit in explanation.units).count("\n") == 0


def test_another_judge_of_tasks_is_explained_by_its_own_reasons():
    reading = read(TEXT, name="a.txt")
    verdict = Verdict(
        task=False,
        kind="promise",
        strength="plan",
        demand=1.5,
        terms=(("coin", 1.25), ("dice", 0.25)),
        part=-0.5,
        neighbours=0.25,
        excluded="weather",
        excluded_by="雨",
        excluded_because="it rains",
        relayed=True,
    )
    reading.verdicts = [verdict] * len(reading.units)
    explanation = explanation_of(reading)
    assert len(explanation.units) == len(reading.units)
    assert text_of(explanation).count("no: it rains (雨); else it would be one, promise (plan)") == len(
        explanation.units
    )
    for unit in explanation.units:
        assert (unit.id, unit.task, unit.actor_rule) == (None, None, None)
        reason = unit.reason
        assert (reason.task, reason.kind, reason.strength, reason.relayed) == (False, "promise", "plan", True)
        assert (reason.excluded, reason.excluded_by, reason.excluded_because) == ("weather", "雨", "it rains")
        assert reason.demand == Sum.of([("coin", 1.25), ("dice", 0.25)])
        assert reason.sum == Sum.of([("demand", 1.5), ("part", -0.5), ("neighbours", 0.25)])


def test_sums_are_of_hundredths():
    assert Sum.of([("a", 0.1), ("b", 0.2), ("c", 0.001), ("d", -0.3)]).total == 0
    assert [term.source for term in Sum.of([("a", 0.1), ("b", 0.0), ("c", -0.004)]).terms] == ["a"]
    assert str(Sum.of([]).total) == "0.0"


def test_everything_that_decides_has_its_words():
    assert all(EXCLUSIONS.values())
    assert len(set(EXCLUSIONS.values())) == len(EXCLUSIONS) == len(task_rules().never) + 5
    assert set(labels.ACTOR_RULE_LABELS) == set(ACTOR_RULES)
    assert not set(labels.SHAPE_LABELS) & {cue.id for cue in cue_rules()}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("各级党委要抓好落实。", "subject"),
        ("请有关部门认真研究。", "asked"),
        ("要加强建设（市发改委牵头，市财政局配合）。", "charged"),
        ("各级党组织书记讲专题党课，要抓好落实。", "does"),
    ],
)
def test_the_rule_that_found_the_actor(text, rule):
    assert explained(f"一、抓好工作\n{text}\n要改进作风。\n").units[1].actor_rule == rule


# --- formats


def test_json_is_the_record(run, seed):
    task = next(unit for unit in seed.units if unit.id == "T2")
    done = run("explain", SEED, "T2", "--format", "json")
    read = msgspec.json.decode(done.stdout_bytes, type=Explanation)
    items = tuple(item for item in seed.items if "T2" in item.tasks)
    assert read == msgspec.structs.replace(seed, source=read.source, units=(task,), items=items)
    assert run("explain", SEED, "T2", "-o", "o.json").stdout == ""
    assert Path("o.json").read_bytes() == done.stdout_bytes
    assert json.loads(done.stdout)["units"][0]["task"]["id"] == "T2"


def test_a_lone_surrogate_is_explained_too(run):
    Path("b.txt").write_bytes("要抓好落实\ud800。".encode("utf-16-le", "surrogatepass"))
    for name in ("text", "json", "terminal"):
        done = run("explain", "b.txt:1", "--encoding", "utf-16-le", "--format", name)
        assert (done.exit_code, "要抓好落实" in done.stdout) == (0, True), done.stderr


def test_the_suffix_chooses_the_format(run):
    assert registry.suffixes(Explanation) == {".txt": "text", ".json": "json"}
    assert run("explain", "a.txt:5", "-o", "o.txt").exit_code == 0
    assert Path("o.txt").read_text("utf-8") == run("explain", "a.txt:5").stdout
    assert "\x1b" not in Path("o.txt").read_text("utf-8")


@pytest.mark.parametrize("width", [40, 72, 200])
def test_a_terminal_gets_the_same_words_wrapped(run, monkeypatch, width):
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(SEED.parent)
    out = run("explain", f"{SEED.name}:3").stdout
    assert "\x1b[2m刚才" in out  # the unit before is dimmed
    assert "\x1b[36mactor " in out
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert max(cell_len(line) for line in plain.splitlines()) <= width
    text = run("explain", f"{SEED.name}:3", "--format", "text").stdout
    assert re.sub(r"\s", "", plain) == re.sub(r"\s", "", text)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("explain", f"{SEED.name}:3").stdout


@pytest.mark.parametrize("format_name", ["auto", "text", "json"])
def test_nothing_in_a_speech_steers_the_terminal(run, monkeypatch, format_name):
    Path("b.txt").write_text("要抓好\x1b[31m落实[bold]\u202e。\x9b31m完成。\n", "utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    out = run("explain", "b.txt:1", "--format", format_name).stdout
    assert "[bold]" in out
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)


# --- where


def test_ways_to_say_where(run):
    expected = run("explain", "a.txt", "5").stdout
    assert expected.count("\nsentence ") == 2
    assert run("explain", "a.txt:5").stdout == expected
    assert run("explain", "-", "5", input=TEXT).stdout == expected.replace("a.txt:", "<stdin>:")
    (task,) = {unit.id for unit in explained(TEXT).units if unit.text.startswith("各单位")}
    for name in (task, task.lower()):
        assert run("explain", "a.txt", name).stdout == expected.partition("\n\n")[0] + "\n"


def test_part(run):
    (part,) = {unit.part.role for unit in explained(TEXT).units if unit.line == 5}
    expected = run("explain", "a.txt:5").stdout
    assert run("explain", "a.txt:5", "--part", part).stdout == expected
    for place, name in (("5", "line 5"), ("T1", "T1"), ("t01", "T1")):
        done = run("explain", "a.txt", place, "--part", "problems")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == f"speechkit: {name} of a.txt stands in {part}, not in problems\n"


def test_a_line_inside_a_sentence_that_is_broken_over_lines(run):
    out = run("explain", WRAPPED, "7").stdout
    assert out.startswith(f"{WRAPPED}:5-8")
    assert out.count("\nsentence ") == 1
    assert "\nsentence  这次会议的主要任务，就是" in out


def test_a_colon_in_the_name(run):
    Path("2022:讲话.txt").write_text(TEXT, "utf-8")
    Path("a.txt:5").write_text("要抓好落实。\n", "utf-8")
    Path("c.txt:5").write_text("要抓好落实。\n", "utf-8")
    assert run("explain", "2022:讲话.txt:5").stdout.startswith("2022:讲话.txt:5 ")
    assert run("explain", "2022:讲话.txt", "5").stdout.startswith("2022:讲话.txt:5 ")
    assert run("explain", "c.txt:5:1").stdout.startswith("c.txt:5:1 ")
    assert "name a task or a line: a.txt:5 has " in run("explain", "a.txt:5").stderr  # the file of that name
    assert run("explain", "a.txt", "5").exit_code == 0


def test_encoding_and_quiet(run):
    Path("b.txt").write_bytes("各单位要抓好落实。\n".encode("gb18030"))
    done = run("explain", "b.txt:1", "--encoding", "gb18030")
    assert "各单位要抓好落实。" in done.stdout
    assert done.stderr == "speechkit: b.txt: warning: no numbered points and no headings were found\n"
    assert run("explain", "b.txt:1", "--encoding", "gb18030", "-q").stderr == ""


COUNT = len(analyze(TEXT).tasks)
HAS = f"a.txt has {COUNT} tasks, T1 to T{COUNT}"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["a.txt", "T99"], 2, f"there is no task T99: {HAS}"),
        (["a.txt", "T0"], 2, f"there is no task T0: {HAS}"),
        (["a.txt", "99"], 2, "there is no line 99: a.txt has 7 lines"),
        (["a.txt:0"], 2, "there is no line 0: a.txt has 7 lines"),
        (["a.txt:2"], 2, "no sentence stands on line 2 of a.txt; the nearest: 1, 3"),
        (["gaps.txt", "1"], 2, "no sentence stands on line 1 of gaps.txt; the nearest: 2"),
        (["gaps.txt", "3"], 2, "no sentence stands on line 3 of gaps.txt; the nearest: 2"),
        (["a.txt:five"], 2, f"'five' is neither a task nor a line: {HAS}, and 7 lines"),
        (["a.txt", "1" * 5000], 2, f"'{'1' * 29}…' is neither a task nor a line: {HAS}, and 7 lines"),
        (["a.txt", "５"], 2, f"'５' is neither a task nor a line: {HAS}, and 7 lines"),
        (["a.txt:"], 2, f"name a task or a line: {HAS}, and 7 lines"),
        (["a.txt"], 2, f"name a task or a line: {HAS}, and 7 lines"),
        (["one.txt", "T2"], 2, "there is no task T2: one.txt has 1 task, T1"),
        (["one.txt"], 2, "name a task or a line: one.txt has 1 task, T1, and 1 line"),
        (["none.txt", "T1"], 2, "there is no task T1: none.txt has no tasks"),
        (["a.txt", "T1", "T2"], 2, "explain takes one file, and one task, item or line"),
        (["a.txt", "\x1b[31m"], 2, rf"'\x1b[31m' is neither a task nor a line: {HAS}, and 7 lines"),
        (["a.txt", "T1", "-o", "o.pdf"], 2, "o.pdf: no format has this suffix; use one of .txt, .json, or --format"),
        (["missing.txt", "T1"], 1, "there is no file missing.txt; check its name and folder"),
        (["missing.txt:5"], 1, "there is no file missing.txt; check its name and folder"),
        (["missing.txt:x"], 1, "there is no file missing.txt:x; check its name and folder"),
    ],
    ids=lambda value: " ".join(value)[:20] if isinstance(value, list) else None,
)
def test_what_bad_questions_get(run, arguments, status, sentence):
    Path("one.txt").write_text("要抓好落实，要改进作风。", "utf-8")
    Path("none.txt").write_text("今天天气很好。\n", "utf-8")
    Path("gaps.txt").write_text("\n要抓好落实。\n\u3000\n", "utf-8")
    done = run("explain", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (status, "", f"speechkit: {sentence}\n")


def test_no_question_at_all(run):
    done = run("explain", input=TEXT)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("speechkit: name a task or a line: <stdin> has ")


@pytest.mark.parametrize("date", ["yesterday", "2022-13", "2022-02-30", "22", "2022-2"])
def test_a_date_that_is_none(run, date):
    done = run("explain", "a.txt", "T1", "--date", date)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(rf"speechkit: .*'{date}' is no date: write 2022, 2022-02 or 2022-02-12.*\n", done.stderr)


def test_usage_names_what_it_takes(run):
    assert "speechkit explain [OPTIONS] FILE[:LINE] [TASK | ITEM | LINE]" in run("explain", "--help").stdout


# --- any text, and what is not imported


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("一是二、要必须抓好。；？！\n（）“”：年底前各单位 \u3000a1\r\x1b\ud800"), max_size=60))
def test_any_text_is_explained(text):
    explanation = explained(text)
    for name in registry.format_names(Explanation):
        out = text_of(explanation, name, width=40)
        assert bool(out) or not explanation.units
    assert all(1 <= unit.line <= unit.last_line <= explanation.source.lines for unit in explanation.units)


def test_the_outline_does_not_import_what_explains():
    code = (
        "import sys; from speechkit.cli import main; main(['outline', '-q', 'a.txt']);"
        "late = tuple(f'speechkit.{room}' for room in ('explain', 'tasks', 'dates', 'phrases'));"
        "print([name for name in sys.modules if name.startswith(late)], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60, cwd=Path.cwd())
    assert done.stderr.decode() == "[]\n"


def test_an_item_shows_its_tasks(run, seed):
    item = next(item for item in seed.items if len(item.tasks) > 1)
    done = run("explain", SEED, item.id.lower()).stdout
    assert all(f"  {task}\n" in done for task in item.tasks)
    assert done.count(f"item      {item.id}  {item.title.text}: {', '.join(item.tasks)}\n") == len(item.tasks)


def test_each_office_that_a_sentence_tells_its_work_is_explained(run):
    text = "一、强化责任\n县财政局要落实资金，县水利局要抓好施工。\n"
    reading = read(text)
    ids = [task.id for task in reading.tasks]
    assert len(ids) == 2
    for task, actor in zip(ids, ("县财政局", "县水利局"), strict=True):
        (unit,) = explain(reading, task).units
        assert (unit.id, unit.task.id, unit.task.actor.text) == (task, task, actor)
        (item,) = explain(reading, task).items
        assert task in item.tasks
        assert unit.item == item.id
    assert [unit.id for item in reading.items for unit in explain(reading, item.id).units] == ids
