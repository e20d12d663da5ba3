"""The manual pages are what the commands say, in both languages."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import manpages  # noqa: E402

from speechkit.cli.app import COMMANDS  # noqa: E402


@pytest.mark.parametrize("language", manpages.PAGES)
def test_pages_are_up_to_date(language):
    assert manpages.PAGES[language].read_text("utf-8") == manpages.page(language), "run `python tools/manpages.py`"


def test_both_languages_have_the_same_words():
    assert list(manpages.WORDS["zh"]) == list(manpages.WORDS["en"])


@pytest.mark.parametrize("language", manpages.PAGES)
def test_every_command_has_its_section(language):
    page = manpages.page(language)
    assert all(f".SS speechkit {name}" in page for name in COMMANDS)


@pytest.mark.parametrize("path", manpages.PAGES.values(), ids=manpages.PAGES)
def test_roff_has_nothing_to_say_against_them(path):
    if not shutil.which("groff"):
        pytest.skip("needs groff")
    command = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", path]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""


def test_they_are_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {
        "docs/man/speechkit.1": "share/man/man1/speechkit.1",
        "docs/man/zh_CN/speechkit.1": "share/man/zh_CN/man1/speechkit.1",
    }
