"""The Chinese README has the commands of the English one, and what it shows is what a reader gets."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from speechkit.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
README, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
NAMED = re.compile(r"^\| `speechkit (\w+)", flags=re.MULTILINE)


def blocks(text, kind):
    return re.findall(rf"```{kind}\n(.*?)```", text, flags=re.DOTALL)


def test_commands_are_those_of_the_english_one():
    assert set(NAMED.findall(CHINESE)) == set(NAMED.findall(README)) == set(COMMANDS)


def test_setup_and_the_first_command_are_the_same():
    assert blocks(CHINESE, "sh") == blocks(README, "sh")


def test_outline_shown_is_the_one_printed(run, monkeypatch):
    monkeypatch.setenv("SPEECHKIT_LANG", "zh")
    command = blocks(CHINESE, "sh")[0].partition(".venv/bin/speechkit ")[2]
    monkeypatch.chdir(ROOT)
    assert run(*shlex.split(command)).stdout == blocks(CHINESE, "text")[0]


def test_error_shown_is_the_one_said(run, monkeypatch, tmp_path):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    (block,) = blocks(CHINESE, "console")
    command, said = block.splitlines()
    assert run(*shlex.split(command.removeprefix("$ speechkit "))).stderr == f"{said}\n"


def test_python_example_runs():
    (code,) = blocks(CHINESE, "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert "3.3 三要 严格考核问责 20" in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("command", "option"), re.findall(r"^\| `speechkit (\w+)[^\n]*?`(--[a-z-]+)", CHINESE, flags=re.MULTILINE)
)
def test_options_named_exist(command, option, run):
    assert option in run(command, "--help").stdout or option in run(command, "add", "--help").stdout


def test_options_named_are_options_of_a_command():
    from speechkit.cli.app import speechkit

    known = {"--help"}
    context = speechkit.make_context("speechkit", [], obj=None, resilient_parsing=True)
    waiting = [speechkit, *(speechkit.get_command(context, name) for name in COMMANDS)]
    for command in waiting:
        known |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        waiting += getattr(command, "commands", {}).values()
    assert not set(re.findall(r"`[^`]*?(--[a-z][a-z-]*)", CHINESE)) - known


def test_files_named_exist():
    for name in re.findall(r"\]\(([\w./-]+)\)", CHINESE):
        assert (ROOT / name).exists(), name


def test_each_names_the_other():
    assert "(README.md)" in CHINESE
