"""--part: every command that reads speeches prints only what stands in the parts of one role."""

import csv
import io
import json
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import click
import pytest

from speechkit import analyze_file
from speechkit.cli.app import COMMANDS, speechkit
from speechkit.labels import LABELS
from speechkit.model import Part, Role
from speechkit.parts import parts_of
from speechkit.script import convert

ROLES = get_args(Role)
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
PARTY = next(path for path in SAMPLES if path.stem == "party-building-2022")
# Its parts are set by ``one_line`` below: what is tested is the option, not where parts are found.
ONE_LINE = (
    "同志们：这次会议的主要任务是总结去年工作，部署今年工作。"
    "一年来，我们扎实推进各项工作，取得了明显成效。一是完成改造任务，二是新增就业五千人。"
    "下一步，各单位要抓好以下工作。一是要加强领导，二是必须压实责任。"
)
WITHOUT_REVIEW = (
    "同志们：\n\n下面，我讲三点要求。\n一、要加强领导\n各单位必须压实责任。\n二、要狠抓落实\n务必抓出成效。\n"
)
COMMANDS_WITH_PART = ["outline", "analyze", "tasks", "slogans", "keywords", "convert", "text", "segment"]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("line.txt").write_text(ONE_LINE, "utf-8")
    Path("b.txt").write_text(WITHOUT_REVIEW, "utf-8")


@pytest.fixture
def one_line(monkeypatch):
    """Parts that change in the middle of the line."""
    review, requirements = ONE_LINE.index("一年来"), ONE_LINE.index("下一步")
    parts = (
        Part("opening", 0, review),
        Part("review", review, requirements),
        Part("requirements", requirements, len(ONE_LINE)),
    )

    def fixed(document, units, roles):
        return parts if document.text == ONE_LINE else parts_of(document, units, roles)

    monkeypatch.setattr("speechkit.pipeline.parts_of", fixed)


def source_of(path):
    return path.read_bytes().decode().removeprefix("\ufeff")


def stretches(path, role):
    return [(part.start, part.end) for part in analyze_file(path).parts if part.role == role]


@pytest.mark.parametrize("name", COMMANDS_WITH_PART)
def test_the_option_offers_every_role(name):
    command = speechkit.get_command(click.Context(speechkit), name)
    (option,) = [option for option in command.params if option.name == "part"]
    assert tuple(option.type.choices) == ROLES
    assert name in COMMANDS


@pytest.mark.parametrize("name", COMMANDS_WITH_PART)
def test_another_role_is_a_usage_error(run, name):
    done = run(name, "--part", "summary", "b.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'requirements'" in done.stderr


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("role", ROLES)
def test_text_and_convert_print_the_part_as_it_stands(run, path, role):
    source = source_of(path)
    for arguments, whole in [
        (["text"], source),
        (["text", "--simplified"], convert(source, "hans")),
        (["convert"], convert(source, "hans")),
        (["convert", "--to", "hant-hk"], convert(source, "hant-hk")),
    ]:
        pieces = [whole[start:end] for start, end in stretches(path, role)]
        expected = "".join(piece if piece.endswith("\n") else f"{piece}\n" for piece in pieces)
        assert run(*arguments, "-q", "--part", role, path) == (0, expected.encode(), b"")


@pytest.mark.usefixtures("one_line")
def test_a_part_within_a_line_is_a_line(run):
    out = run("text", "--part", "review", "line.txt").stdout
    assert out == "一年来，我们扎实推进各项工作，取得了明显成效。一是完成改造任务，二是新增就业五千人。\n"
    assert run("segment", "--part", "review", "--separator", "", "line.txt").stdout == out
    assert (
        run("outline", "--part", "review", "line.txt").stdout
        == "一是完成改造任务  [回顾]\n二是新增就业五千人  [回顾]\n"
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("options", [["--offsets"], ["--offsets", "--pos"]], ids=" ".join)
def test_offsets_of_words_count_in_the_whole_text(run, path, options):
    rows = run("segment", *options, path).stdout.splitlines()
    found = []
    for role in ROLES:
        spans = stretches(path, role)
        expected = [row for row in rows if any(start <= int(row.split("\t")[0]) < end for start, end in spans)]
        assert run("segment", "-q", *options, "--part", role, path).stdout.splitlines() == expected
        found += expected
    assert sorted(found) == sorted(rows)


def test_words_of_a_part_stay_on_their_lines(run):
    out = run("segment", "--part", "requirements", "b.txt").stdout
    assert out.splitlines()[-2:] == ["二 、 要 狠抓落实", "务必 抓 出 成效 。"]
    assert out.replace(" ", "") == run("convert", "--part", "requirements", "b.txt").stdout


# --- the outline and the analysis


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("role", ["review", "problems", "requirements", "closing"])
def test_every_format_has_the_sections_of_the_part_only(run, role, path):
    ids = [section.id for section in analyze_file(path).sections if section.part == role]
    printed = {
        name: run("outline", "-q", "--part", role, "--format", name, path).stdout
        for name in ("json", "jsonl", "csv", "opml", "mm", "text", "tree", "markdown")
    }
    for data in map(json.loads, (printed["json"], printed["jsonl"])):
        assert [section["id"] for section in data["sections"]] == ids
        assert {found["role"] for found in data["parts"]} <= {role}
        assert [(found["start"], found["end"]) for found in data["parts"]] == stretches(path, role)
    assert [row["id"] for row in csv.DictReader(io.StringIO(printed["csv"]))] == ids
    assert len(ElementTree.fromstring(printed["opml"].encode()).findall(".//outline[@part]")) == len(ids)
    assert len(ElementTree.fromstring(printed["mm"]).findall(".//attribute[@NAME='part']")) == len(ids)
    word = LABELS["zh"].roles[role]
    assert run("analyze", "--part", role, path).stdout.count(f"  [{word}]\n") == len(ids)
    for name, mark in [("text", f"  [{word}]\n"), ("tree", f"  {word}  :"), ("markdown", f" *{word}*\n")]:
        assert printed[name].count(mark) == len(ids)
        assert not any(f"[{other}]" in printed[name] for other in LABELS["zh"].roles.values() if other != word)


def test_analyze_has_the_tasks_of_the_part_only(run):
    every = analyze_file(PARTY).tasks
    for role in ("problems", "context", "requirements"):
        found = json.loads(run("analyze", "--part", role, "--format", "json", PARTY).stdout)["tasks"]
        assert [task["id"] for task in found] == [task.id for task in every if task.part == role]


def test_the_text_below_a_heading_keeps_to_the_part(run):
    (problems,) = stretches(PARTY, "problems")
    text = convert(source_of(PARTY), "hans")
    before, after = text[: problems[1]].rstrip()[-15:], text[problems[1] :].lstrip()[:15]
    whole = run("outline", "--text", PARTY).stdout
    assert before in whole
    assert after in whole
    part = run("outline", "--text", "--part", "problems", PARTY).stdout
    assert before in part
    assert after not in part


def test_a_section_keeps_to_the_part(run):
    last = analyze_file(PARTY).sections[-1]
    text = convert(source_of(PARTY), "hans")
    whole = run("outline", "--section", "3", PARTY).stdout
    assert whole.endswith(text[last.start :].rstrip() + "\n")
    (closing,) = stretches(PARTY, "closing")
    assert run("outline", "--section", "3", "--part", "closing", PARTY).stdout == text[slice(*closing)].rstrip() + "\n"
    requirements = run("outline", "--section", "3", "--part", "requirements", PARTY).stdout
    assert whole.startswith(requirements.rstrip())
    assert text[closing[0] : closing[0] + 10] not in requirements


def test_a_section_without_the_part_says_which_it_has(run):
    done = run("outline", "--section", "3", "--part", "review", PARTY)
    assert (done.exit_code, done.stdout) == (0, "")
    expected = f"speechkit: section 3 of {PARTY} has no part review; it has requirements, closing\n"
    assert done.stderr == expected


# --- a speech without the part


EMPTY = {
    "text": (["text"], ""),
    "convert": (["convert"], ""),
    "segment": (["segment"], ""),
    "segment in columns": (["segment", "--offsets"], ""),
    "outline": (["outline"], ""),
    "outline as csv": (["outline", "--format", "csv"], "file,id,level,marker,title,start,end,line,parent,series,ordinal,part\n"),
    "tasks as csv": (["tasks", "--format", "csv"], "序号,任务事项,"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "expected"), EMPTY.values(), ids=EMPTY)
def test_a_speech_without_the_part_gives_nothing_and_a_sentence(run, arguments, expected):
    done = run(*arguments, "--part", "review", "b.txt")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) <= 1
    assert done.stdout.startswith(expected)
    assert bool(done.stdout) == bool(expected)
    has = ", ".join(dict.fromkeys(part.role for part in analyze_file("b.txt").parts))
    assert done.stderr == f"speechkit: b.txt has no part review; it has {has}\n"
    assert run(*arguments, "--part", "review", "-q", "b.txt") == (0, done.stdout_bytes, b"")


@pytest.mark.parametrize("command", ["text", "convert", "segment", "outline"])
def test_an_output_file_is_then_empty_not_stale(run, command):
    Path("o.txt").write_text("stale", "utf-8")
    assert run(command, "--part", "review", "-q", "b.txt", "-o", "o.txt").exit_code == 0
    assert Path("o.txt").read_bytes() == b""


def test_analyze_without_the_part_counts_nothing(run):
    done = run("analyze", "--part", "review", "b.txt")
    assert done.exit_code == 0
    assert "\n0 sections\n0 tasks\n0 set phrases\n0 warnings\n" in done.stdout
    data = json.loads(run("analyze", "-q", "--part", "review", "--format", "json", "b.txt").stdout)
    assert data["parts"] == data["sections"] == data["tasks"] == data["slogans"] == []


@pytest.mark.usefixtures("one_line")
@pytest.mark.parametrize("command", COMMANDS_WITH_PART)
def test_one_of_several_speeches_may_lack_it(run, command):
    done = run(command, "--part", "review", "b.txt", "line.txt")
    assert done.exit_code == 0
    assert [line for line in done.stderr.splitlines() if "has no part" in line] == done.stderr.splitlines()[:1]
    assert done.stderr.startswith("speechkit: b.txt has no part review; it has ")


def test_tasks_of_the_part(run):
    every = analyze_file(PARTY).tasks
    out = json.loads(run("tasks", "--relayed", "--part", "requirements", "--format", "json", PARTY).stdout)
    assert [task["id"] for task in out["tasks"]] == [task.id for task in every if task.part == "requirements"]
    none = run("tasks", "--part", "salutation", PARTY)
    assert none.stderr == f"speechkit: {PARTY}: none of its {len(every)} tasks is what the options ask for\n"


def test_tasks_without_the_part_are_an_empty_sheet_and_one_sentence(run):
    done = run("tasks", "--part", "review", "b.txt", "-o", "t.xlsx")
    assert (done.exit_code, done.stdout) == (0, "")
    assert Path("t.xlsx").stat().st_size
    assert len(done.stderr.splitlines()) == 1
