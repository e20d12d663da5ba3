"""``speechkit.readers.convert``: .doc, .wps, .rtf and .odt by LibreOffice where ``--convert`` was given, else refused."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from speechkit.config import ReadingConfig
from speechkit.errors import InputError
from speechkit.readers import read_source
from speechkit.readers.convert import converted

SPEECH = (
    "在会议上的讲话\n\n同志们：\n一、加强领导\n要抓好工作，推动高质量发展。\n二、强化责任\n各单位要在年底前完成整改。\n"
)
RTF = ("{\\rtf1\\ansi\\uc0 " + "".join("\\par " if c == "\n" else f"\\u{ord(c)} " for c in SPEECH) + "}").encode()
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")


def program(folder: Path, script: str, monkeypatch) -> None:
    """Put a ``soffice`` on PATH that runs ``script``; $out is the folder it is to write to."""
    path = folder / "bin/soffice"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout=$2; in=$3\n{script}\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:{os.environ['PATH']}")


@pytest.mark.parametrize("suffix", [".rtf", ".doc", ".wps", ".odt"])
def test_without_the_option_the_command_is_told(tmp_path, suffix, run, monkeypatch):
    program(tmp_path, 'touch "$(dirname "$0")/ran"', monkeypatch)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(RTF)
    status, out, err = run("outline", path)
    assert (status, out) == (1, b"")
    advice = "give --convert, or run: soffice --headless --convert-to docx"
    assert err.decode() == f"speechkit: {path} is a rich-text document (.rtf), not a text; {advice}\n"
    assert not (tmp_path / "bin/ran").exists()


def test_what_the_program_writes_is_read(tmp_path, monkeypatch, run):
    program(tmp_path, 'mkdir "$out"; cp "$(dirname "$0")/text" "$out/speech.txt"', monkeypatch)
    (tmp_path / "bin/text").write_text("\ufeff" + SPEECH, "utf-8")
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    source = read_source(path, ReadingConfig(convert=True))
    assert (source.text, source.name) == (SPEECH, str(path))
    status, out, err = run("analyze", path, "--convert", "--format", "json")
    assert (status, err) == (0, b"")
    found = json.loads(out)
    assert [section["marker"] for section in found["sections"]] == ["一、", "二、"]
    assert found["source"]["sha256"] == hashlib.sha256(RTF).hexdigest()
    assert run("corpus", "add", tmp_path / "c.db", path, "--convert")[0] == 0
    assert run("batch", path, "-o", tmp_path / "o.jsonl", "-j", "1", "--convert")[0] == 0


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path, monkeypatch):
    program(tmp_path, 'sleep 300 & echo $! > "$(dirname "$0")/child"; wait', monkeypatch)
    start = time.monotonic()
    with pytest.raises(InputError, match="took longer than 1 s"):
        converted(RTF, "a.rtf", seconds=1)
    assert time.monotonic() - start < 20
    child = int((tmp_path / "bin/child").read_text())
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")


def test_a_program_that_writes_nothing(tmp_path, monkeypatch, run):
    program(tmp_path, "exit 1", monkeypatch)
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    status, out, err = run("outline", path, "--convert")
    assert (status, out, err.count(b"\n")) == (1, b"", 1)
    assert b"LibreOffice cannot convert it; " in err


def test_no_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="no soffice on PATH; install"):
        converted(RTF, "a.rtf")


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".odt"])
def test_a_text_that_is_named_like_an_office_file(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_text(SPEECH, "utf-8")
    source = read_source(path, ReadingConfig(convert=True))
    assert source.text == SPEECH
    assert [warning.code for warning in source.warnings] == ["other-format"]


@needs_office
@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_converts(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    text = read_source(path, ReadingConfig(convert=True)).text
    assert [line for line in text.splitlines() if line] == [line for line in SPEECH.splitlines() if line]
