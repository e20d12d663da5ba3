"""``speechkit.readers.convert``: .doc, .wps, .rtf and .odt by LibreOffice where ``--convert`` was given, else refused."""

import hashlib
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from docx_files import NORMAL, OFFICIAL, docx, num, para, style

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
    assert err.decode() == f"speechkit: {path} is a rich-text document (.rtf), not a text; {advice} {path}\n"
    assert not (tmp_path / "bin/ran").exists()


def test_what_the_program_writes_is_read(tmp_path, monkeypatch, run):
    program(tmp_path, 'mkdir "$out"; cp "$(dirname "$0")/docx" "$out/speech.docx"', monkeypatch)
    (tmp_path / "bin/docx").write_bytes(docx("".join(map(para, SPEECH.splitlines()))))
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


@needs_office
@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", [".doc", ".odt"])  # LibreOffice writes 一? for 一、 into .rtf
def test_numbers_of_lists_headings_and_tables_survive(tmp_path, suffix):
    cells = "".join(f"<w:tc><w:tcPr/>{para(each)}</w:tc>" for each in ("任务", "责任部门"))
    body = (
        para("在会议上的讲话", style="Title") + para("加强领导", 1, 0) + para("抓学习。", 1, 1) + para("抓落实。", 1, 1)
    )
    body += para("强化责任", 1, 0, style="Heading1") + f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>" + para("完。")
    styles = NORMAL + style("Title", "Title", based="Normal") + style("Heading1", "heading 1", based="Normal")
    (tmp_path / "a.docx").write_bytes(docx(body, numbering=OFFICIAL + num(1, 0), styles=styles))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to = [own, "--headless", "--convert-to", suffix[1:], "--outdir", str(tmp_path)]
    subprocess.run(["soffice", *to, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    source = read_source(tmp_path / f"a{suffix}", ReadingConfig(convert=True))
    lines = [
        "在会议上的讲话",
        "一、加强领导",
        "（一）抓学习。",
        "（二）抓落实。",
        "二、强化责任",
        "任务",
        "责任部门",
        "完。",
    ]
    assert source.text.split("\n")[: len(lines)] == lines
    marks = {mark.line: mark for mark in source.marks}
    assert (marks[1].kind, marks[5].heading, marks[6].cell, marks[7].cell) == ("title", 1, (1, 1), (1, 2))
    assert source.warnings == ()


# As Word writes it: a list of chineseCounting (37), text in GBK, a row of two cells.
BY_WORD = rb"""{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}
{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc37\levelnfcn37\leveljc0\levelfollow0\levelstartat1
{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}}\listid5}}
{\*\listoverridetable{\listoverride\listid5\listoverridecount0\ls1}}
\pard\f0\ls1\ilvl0 \'bc\'d3\'c7\'bf\par \ls1\ilvl0 \'c1\'ec\'b5\'bc\par
\pard\trowd\cellx3000\cellx6000\intbl \'c8\'ce\'ce\'f1\cell \'b2\'bf\'c3\'c5\cell\row \pard \'cd\'ea\par}"""


@needs_office
@pytest.mark.slow
@pytest.mark.libreoffice
def test_numbers_of_lists_and_tables_of_rich_text_survive(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(BY_WORD)
    source = read_source(path, ReadingConfig(convert=True))
    assert source.text.split("\n")[:5] == ["一、加强", "二、领导", "任务", "部门", "完"]
    assert [mark.cell for mark in source.marks] == [(1, 1), (1, 2)]
