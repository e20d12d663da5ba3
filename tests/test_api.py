"""The public calls: each is what a command does, and stays importable by its name."""

import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import speechkit
from speechkit import Reading, analyze, read, read_file
from speechkit.cli import main

ROOT = Path(__file__).parents[1]
SEED = ROOT / "samples" / "party-building-2022.txt"
CALLS = (
    *("analyze", "analyze_file", "batch", "compare", "convert", "cover", "estimate", "explain", "glossary", "keywords"),
    *("read", "read_file", "segment", "summarize", "write"),
)


@pytest.fixture(scope="module")
def seed():
    return read_file(SEED)


@pytest.mark.parametrize("name", speechkit.__all__)
def test_every_public_name_is_there(name):
    assert getattr(speechkit, name) is not None


def test_calls_stay_calls_when_the_packages_of_their_names_are_imported():
    """A package that is imported sets its name in the package around it; ours must not lose a call to that."""
    code = (
        "import importlib, pkgutil, speechkit\n"
        "for each in pkgutil.walk_packages(speechkit.__path__, 'speechkit.'):\n"
        "    if not each.name.endswith('__main__'): importlib.import_module(each.name)\n"
        f"print(*[name for name in {CALLS!r} if not callable(getattr(speechkit, name))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_importing_the_package_imports_nothing_of_the_stages():
    code = "import sys, speechkit; print(*sorted(name for name in sys.modules if name.startswith('speechkit.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {
        f"speechkit.{each}" for each in ("batch", "compare", "keywords", "segment", "version")
    }


def test_every_module_says_what_it_is_for():
    for each in pkgutil.walk_packages(speechkit.__path__, "speechkit."):
        if not each.name.endswith("__main__"):
            assert importlib.import_module(each.name).__doc__, each.name


def printed(capsys, *arguments):
    assert main(list(arguments)) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        (("analyze",), lambda reading: reading.analysis()),
        (("summary",), speechkit.summarize),
        (("explain",), lambda reading: speechkit.explain(reading, "T12")),
        (("keywords", "--limit", "5"), lambda reading: speechkit.keywords(reading, top=5)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_command_prints_what_its_call_returns(capsys, monkeypatch, arguments, call):
    monkeypatch.chdir(ROOT)
    path = str(SEED.relative_to(ROOT))
    place = ("T12",) if arguments[0] == "explain" else ()
    assert (
        printed(capsys, arguments[0], path, *place, *arguments[1:], "--format", "json")
        == call(read_file(path)).to_dict()
    )


def test_compare_takes_readings_and_paths(seed):
    other = ROOT / "samples" / "work-report-2025.txt"
    from_readings = speechkit.compare(seed, read_file(other))
    from_paths = speechkit.compare(SEED, other)
    assert from_readings.tasks == from_paths.tasks
    assert from_readings.keyness == from_paths.keyness
    with pytest.raises(speechkit.UsageError, match="two sides"):
        speechkit.compare(seed, other)


def test_records_are_dicts_and_json(seed):
    task = seed.tasks[0]
    assert json.loads(task.to_json()) == task.to_dict()
    assert task.to_dict()["actor"]["text"] == task.actor.text
    odd = analyze("一、加强\ud800领导\n二、落实")
    assert json.loads(odd.to_json())["sections"][0]["source_title"] == "加强\ud800领导"


def test_offsets_index_the_text_of_the_reading(seed):
    assert seed.text == SEED.read_text("utf-8")
    for section in seed.sections:
        assert seed.text_of(section).startswith(section.marker) or section.marker == "-"
    title = seed.title
    assert (seed.text_of(title), seed.text_of(title, simplified=True)) == (title.source_text, title.text)


def test_a_stage_runs_once(monkeypatch):
    from speechkit import pipeline

    runs = []
    for name in ("paragraphs_of", "outline_of", "units_of", "cues_of", "labels_of"):
        stage = getattr(pipeline, name)
        monkeypatch.setattr(pipeline, name, lambda *given, stage=stage, name=name: runs.append(name) or stage(*given))
    reading = read("一、提高认识\n各单位要在年底前完成整改。\n二、狠抓落实\n要加强领导。")
    assert runs == []
    assert isinstance(reading, Reading)
    speechkit.summarize(reading)
    speechkit.explain(reading)
    speechkit.keywords(reading)
    reading.analysis()
    assert sorted(runs) == sorted(set(runs))


def test_a_wrong_date_is_told_before_any_work():
    with pytest.raises(ValueError, match="2022-13"):
        read("讲话", date="2022-13")
