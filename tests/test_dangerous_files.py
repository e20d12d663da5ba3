"""Files that are made to take all memory or time, and broken ones: refused at once, in one sentence, nothing written."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from docx_files import docx, para

ROOT = Path(__file__).parents[1]
SPEECH = "在会议上的讲话\n同志们：\n一、加强领导\n要抓好工作。\n二、强化责任\n各单位要在年底前完成整改。\n"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE w [<!ENTITY l0 "好">{LAUGHS}]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS, MEGABYTES = 2, 300


def workbook():
    book = openpyxl.Workbook()
    for row in (("title", "text"), ("讲话", SPEECH)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data, change):
    """The archive with each of its files changed by ``change(name, content)``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def sheet_bomb():
    row = b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"a" * 60_000 + b"</t></is></c></row>"
    rows = row * 3000
    return with_parts(
        workbook(),
        lambda name, body: body.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet1" in name else body,
    )


def encrypted(data):
    """The archive with the flag set that says that its files have a password, in both places where it stands."""
    data = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(signature), bytes(data)):
            data[match.start() + at] |= 1
    return bytes(data)


def damaged(data):
    """The archive with other bytes in the middle of each file's content."""
    return with_parts(data, lambda _, body: body[: len(body) // 2] + b"<x" + body[len(body) // 2 :])


PACKAGE = OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")
PLAIN = "".join(map(para, SPEECH.splitlines()))
# The name of a file, what is in it, and what is said of it.
DANGEROUS = {
    "docx bomb": ("a.docx", lambda: docx(f"<w:p><w:r><w:t>{'好' * 60_000}</w:t></w:r></w:p>" * 1000), "would unpack to"),
    "docx laughs": ("a.docx", lambda: docx("<w:p>&l9;</w:p>", head=DOCTYPE), r"DOCTYPE"),
    "docx truncated": ("a.docx", lambda: docx(PLAIN)[:-300], "damaged or incomplete Word document"),
    "docx damaged": ("a.docx", lambda: damaged(docx(PLAIN)), "damaged or incomplete Word document"),
    "docx encrypted": ("a.docx", lambda: PACKAGE, "is an encrypted office document"),
    "docx encrypted otherwise": ("a.docx", lambda: encrypted(docx(PLAIN)), "is an encrypted office document"),
    "html of 100 MB": ("a.html", lambda: b"<html><body>" + "<p>要抓好落实。</p>\n".encode() * 4_000_000, "has 99 MB"),
    "html of 15 MB of tags": ("a.html", lambda: b"<html><body>" + b"<p>a" * 3_900_000, "more than 300,000 tags"),
    "html without end": ("a.html", lambda: b"<html>" + b"<div>" * 200_000, "nests its tags as no web page does"),
    "xlsx bomb": ("a.xlsx", sheet_bomb, "would unpack to"),
    "xlsx laughs": (
        "a.xlsx",
        lambda: with_parts(workbook(), lambda name, body: DOCTYPE.encode() + body if "sheet1" in name else body),
        "DOCTYPE",
    ),
    "xlsx truncated": ("a.xlsx", lambda: workbook()[:-300], "cannot be read as a .xlsx table"),
    "xlsx damaged": ("a.xlsx", lambda: damaged(workbook()), "cannot be read as a .xlsx table"),
    "xlsx encrypted": ("a.xlsx", lambda: PACKAGE, "is an encrypted office document"),
    "xlsx encrypted otherwise": ("a.xlsx", lambda: encrypted(workbook()), "is an encrypted office document"),
}  # fmt: skip


@cache
def content(name):
    return DANGEROUS[name][1]()


# What a process has used is not told by its parent: its memory begins as that of the parent's copy.
MEASURED = """
import atexit, re, sys, time
from pathlib import Path
memory = lambda: re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
atexit.register(lambda: Path("used").write_text(f"{time.process_time()} {int(memory()) / 1024}"))
from speechkit.cli import main
sys.exit(main())
"""


def measured(*arguments, cwd):
    """Run speechkit in a process of its own: its status, what it says, seconds of the processor, megabytes."""
    command = [sys.executable, "-c", MEASURED, *arguments]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return done.returncode, done.stderr.decode(), *map(float, (cwd / "used").read_text().split())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted otherwise")
@pytest.mark.parametrize("name", DANGEROUS)
def test_refused_at_once_in_one_sentence(tmp_path, name):
    file, _, why = DANGEROUS[name]
    (tmp_path / file).write_bytes(content(name))
    status, said, seconds, megabytes = measured("outline", file, "-o", "out.md", cwd=tmp_path)
    assert (status, said.count("\n")) == (1, 1)
    assert re.search(why, said)
    assert said.startswith(f"speechkit: {file}")
    assert "; " in said  # what is wrong; what to do
    assert not (tmp_path / "out.md").exists()
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("name", DANGEROUS)
def test_a_failure_of_a_batch(tmp_path, monkeypatch, run, name):
    monkeypatch.chdir(tmp_path)
    file, _, why = DANGEROUS[name]
    Path(file).write_bytes(content(name))
    Path("b.txt").write_text(SPEECH, "utf-8")
    status, _, _ = run("batch", ".", "-o", "out.jsonl", "-j", "1", "--max-bytes", str(1 << 30))
    assert status == 1
    [record] = map(json.loads, Path("out.jsonl").read_text("utf-8").splitlines())
    assert record["source"]["name"].endswith("b.txt")
    [failure] = map(json.loads, Path("failures.jsonl").read_text("utf-8").splitlines())
    assert file in failure["path"]
    assert re.search(why, json.dumps(failure, ensure_ascii=False))
