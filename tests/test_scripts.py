"""The scripts of the pages: they are JavaScript, and their types, said in JSDoc, hold."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parents[1] / "speechkit" / "renderers" / "html" / "static").glob("*.js"))
TSC, NODE = shutil.which("tsc"), shutil.which("node")
CHECKED = ("--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022", "--module", "es2022", "--lib")


@pytest.mark.skipif(TSC is None, reason="TypeScript is not there; apt-get install node-typescript")
def test_types_hold():
    done = subprocess.run(
        [str(TSC), *CHECKED, "es2022,dom,dom.iterable", *map(str, SCRIPTS)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(NODE is None, reason="Node is not there; apt-get install nodejs")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_it_is_javascript(path, tmp_path):
    module = tmp_path / f"{path.stem}.mjs"  # which Node takes for a module
    module.write_text(path.read_text("utf-8"), "utf-8")
    done = subprocess.run([str(NODE), "--check", str(module)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
