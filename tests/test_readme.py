"""What the README shows is what a reader gets."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)


def test_ci_runs_the_second_command():
    _, second = [block.strip() for kind, block in BLOCKS if kind == "sh"]
    assert second in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_first_command_prints_the_outline_shown(run_process):
    first = next(block for kind, block in BLOCKS if kind == "sh").strip()
    *setup, command = first.split(" && ")
    assert setup == ["python3 -m venv .venv", ".venv/bin/pip install -q ."]
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/speechkit"
    arguments = [str(ROOT / a) if a.startswith("samples/") else a for a in arguments]
    done = run_process(*arguments)
    assert done.returncode == 0
    assert done.stdout.decode() == next(block for kind, block in BLOCKS if kind == "text")


def test_task_table_is_what_a_terminal_shows(run, monkeypatch):
    section = README.partition("## The task table\n")[2].partition("\n## ")[0]
    (command,) = re.findall(r"`speechkit (tasks [^`]+)`", section)
    (shown,) = re.findall(r"```text\n(.*?)```", section, flags=re.DOTALL)
    (columns,) = re.findall(r"a terminal of (\d+) columns", section)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    done = run(*shlex.split(command))
    assert done.exit_code == 0
    rest = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
    for piece in re.split(r"^…\n", shown, flags=re.MULTILINE):
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]


def test_searches_print_what_is_shown(run, monkeypatch):
    section = README.partition("## Many speeches\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```console\n(.*?)```", section, flags=re.DOTALL)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    shown = re.findall(r"^\$ speechkit (.*)\n((?:[^$].*\n)+)", block, flags=re.MULTILINE)
    assert [command.split()[0] for command, _ in shown] == ["kwic", "count", "trend"]
    for command, lines in shown:
        table = [] if command.startswith("kwic") else ["--format", "table"]
        done = run(*shlex.split(command), *table)
        assert (done.exit_code, "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())) == (0, lines)


def test_python_example_runs():
    code = next(block for kind, block in BLOCKS if kind == "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert "3.3 三要 严格考核问责 20" in done.stdout.splitlines()


@pytest.mark.parametrize("command", re.findall(r"^\| `speechkit (\w+)", README, flags=re.MULTILINE))
def test_commands_named_exist(command, run_process):
    assert run_process(command, "--help").returncode == 0


def test_every_command_is_named():
    from speechkit.cli.app import COMMANDS

    assert set(re.findall(r"^\| `speechkit (\w+)", README, flags=re.MULTILINE)) == set(COMMANDS)


def test_files_named_exist():
    for name in re.findall(r"`((?:samples|benchmarks|speechkit|data|outline)/[\w./-]+)", README):
        assert (ROOT / name).exists() or (ROOT / "speechkit" / name).exists(), name
