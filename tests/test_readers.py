"""Files and standard input become sources, or one sentence that says why not."""

import hashlib
import io
import os
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from speechkit.config import ReadingConfig, ScriptConfig
from speechkit.errors import InputError, UsageError, printable
from speechkit.model import LineMark, Source
from speechkit.pipeline import Reading, read_file
from speechkit.readers import READERS, read_source, source_from_text
from speechkit.readers.text import read_text
from speechkit.script import simplify

AUTO = ReadingConfig()
SPEECH = "同志们：\r\n　　一、加强领导。\n二、落实责任。\r"


@pytest.fixture
def file(tmp_path):
    def file(data, name="speech.txt"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return file


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a", "a.text", "2022.12 speech"])
def test_plain_text(file, name):
    data = b"\xef\xbb\xbf" + SPEECH.encode()
    path = file(data, name)
    source = read_source(path, AUTO)
    assert (source.text, source.encoding, source.format) == (SPEECH, "utf-8-sig", "txt")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.name == str(path)
    assert read_source(str(path), AUTO) == source


@pytest.mark.parametrize("name", ["a.md", "a.markdown"])
def test_markdown(file, name):
    source = read_source(file(b"# A\n"), AUTO), read_source(file(b"# A\n", name), AUTO)
    assert [each.format for each in source] == ["txt", "md"]
    assert source[1].text == "# A\n"


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# A\n正文\n## B\n", {1: 1, 3: 2}),
        ("正文\r\n###### C\r### D", {2: 6, 3: 3}),
        ("#标签\n####### 七\n正文 # A\n", {}),
        ("# A\u2028## B", {1: 1}),  # no line ends there
        ("", {}),
    ],
)
def test_the_levels_of_markdown_headings(text, headings):
    marks = source_from_text(text, name="a", format="md").marks
    assert {mark.line: mark.heading for mark in marks} == headings
    assert marks == tuple(LineMark(line, heading) for line, heading in headings.items())
    assert source_from_text(text, name="a").marks == ()


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_front_matter_makes_a_text_markdown(file, name):
    front = "---\ntitle: 讲话\n# 注释\n---\n"
    source = read_source(file(f"{front}## 一、A\n".encode(), name), AUTO)
    assert (source.format, source.front) == ("md", len(front))
    assert source.marks[-1] == LineMark(5, heading=2)
    source = read_source(file("---\n正文\n## A\n".encode(), name), AUTO)
    assert (source.format, source.front) == (name[2:], 0)


def test_standard_input_is_read_as_bytes(monkeypatch):
    data = SPEECH.encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    source = read_source("-", AUTO)
    assert (source.name, source.text, source.encoding) == ("<stdin>", SPEECH, "gb18030")
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_closed_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read_source("-", AUTO)


def test_source_from_text():
    source = source_from_text("\ufeff" + SPEECH, name="x")
    assert (source.text, source.encoding, source.name) == ("\ufeff" + SPEECH, "utf-8", "x")
    assert source.sha256 == hashlib.sha256(("\ufeff" + SPEECH).encode()).hexdigest()
    assert len(source_from_text("\ud800", name="\udcff").sha256) == 64


BAD = {
    "empty": (b"", "is empty"),
    "mark only": (b"\xef\xbb\xbf", "white space"),
    "blanks": (" \t\r\n\u3000\xa0\u2028\x0b\x0c\u200b".encode(), "white space"),
    "blanks in UTF-16": ("\u3000\n".encode("utf-16"), "white space"),
    "blanks in GB18030": ("\u3000\n".encode("gb18030"), "white space"),
    "NUL": (SPEECH.encode() + b"\0" + SPEECH.encode(), f"NUL at byte offset {len(SPEECH.encode())}"),
    "NUL after a mark": (b"\xef\xbb\xbfab\0", "NUL at byte offset 5"),
    "NUL in GB18030": (SPEECH.encode("gb18030") + b"\0", f"NUL at byte offset {len(SPEECH.encode('gb18030'))}"),
    "NUL in UTF-16": ("甲\0乙".encode("utf-16"), "NUL at byte offset 4"),
    "NUL in UTF-16 without a mark": ((SPEECH + "\0").encode("utf-16-be"), f"NUL at byte offset {len(SPEECH) * 2}"),
    "UTF-32": (SPEECH.encode("utf-32"), "NUL at byte offset 2"),
    "docx": (b"PK\x03\x04\x14\0\x06\0", "office document such as docx"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", "gzip archive"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old office document"),
    "rtf": (b"{\\rtf1\\ansi\\ansicpg936", "rich-text document"),
    "controls": (bytes(range(1, 32)) * 4, "control characters"),
    "noise": (bytes(range(1, 256)) * 4, "not a"),
    "no encoding": (b"\xff\x80\xfe\x81" * 40, "--encoding"),
}


@pytest.mark.parametrize(("data", "fragment"), BAD.values(), ids=BAD)
def test_bad_content(file, data, fragment):
    path = file(data, "坏.txt")
    with pytest.raises(InputError) as caught:
        read_source(path, AUTO)
    message = str(caught.value)
    assert fragment in message
    assert message.startswith(str(path))
    assert "\n" not in message
    assert "; " in message  # what is wrong; what to do


def test_wide_encodings_can_be_forced(file):
    assert read_source(file(SPEECH.encode("utf-32")), ReadingConfig(encoding="utf-32")).text == SPEECH


def test_a_speech_may_hold_escape_sequences_and_a_few_controls(file):
    text = "\x1b[31m一、\x1b[0m抓好\x08\x0c党建\x0b\u202e[bold]\x07"
    assert read_source(file(text.encode()), AUTO).text == text


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("missing.txt", "there is no file"),
        ("missing.docx", "there is no file"),
        ("", "there is no file with an empty name"),
        ("a\0b.txt", r"a\x00b.txt cannot be read"),
        ("a\nb\x1b[31m\u202e.txt", r"a\x0ab\x1b[31m\u202e.txt"),
        ("\udcff\ud800.txt", r"\xff\ud800.txt cannot be read"),
        ("\udcff.txt", r"there is no file \xff.txt"),
        ("长" * 300, "cannot be read (file name too long)"),
    ],
)
def test_bad_names(name, fragment, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read_source(name, AUTO)
    assert fragment in str(caught.value)
    assert printable(str(caught.value)) == str(caught.value)


def test_directory(tmp_path):
    with pytest.raises(InputError, match="is a directory"):
        read_source(tmp_path, AUTO)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_unreadable(file):
    path = file(SPEECH.encode())
    path.chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        read_source(path, AUTO)


def test_permission_denied_is_a_sentence(file, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match="permission denied"):
        read_source("speech.txt", AUTO)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode")
def test_a_name_that_is_no_utf_8(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xb5\xb3.txt")
    with open(path, "wb") as out:
        out.write(SPEECH.encode())
    assert read_source(path, AUTO).name.endswith(r"\xb5\xb3.txt")


def test_unknown_encoding(file):
    with pytest.raises(UsageError, match="gb18030"):
        read_source(file(SPEECH.encode()), ReadingConfig(encoding="gb1803"))


def test_broken_bytes_warn_and_strict_refuses(file):
    path = file(SPEECH.encode() + b"\xff")
    assert [warning.code for warning in read_source(path, AUTO).warnings] == ["broken-bytes"]
    with pytest.raises(InputError, match=r"speech\.txt: the bytes from byte offset"):
        read_source(path, ReadingConfig(strict=True))


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=300), st.booleans())
@example(b"\xff\xfe", False)
@example(b"\xff\xfe\0", False)
@example(b"\x84\x31\x95\x33", False)
def test_any_bytes_give_a_source_or_an_input_error(data, strict):
    try:
        source = read_text(data, "t", ReadingConfig(strict=strict))
    except InputError:
        return
    source.text.encode()  # no lone surrogates
    assert source.text.strip()
    assert "\0" not in source.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("汉字　a“b”\\n", "汉字　a“b”\\n"),
        ("a\nb\tc\r\x1b\x7f\x9b", r"a\x0ab\x09c\x0d\x1b\x7f\x9b"),
        ("\u202e\u2066\u200f\u2028\ufeff", r"\u202e\u2066\u200f\u2028\ufeff"),
        ("\udcff\ud800", r"\xff\ud800"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown
    assert printable(shown) == shown


# -- a reader of its own: a function and a line of the table ------------------------------------------------------------


def tree(sections):
    return ["  " * (section.level - 1) + section.marker.strip("-") + section.title for section in sections]


# What a reader of office files would hand on: the numbers are not in the text.
OFFICE = """在全市工作会议上的讲话
今年工作
提高认识
要认真学习。
狠抓落实
压实责任
要层层压实责任，6月底前完成整改。
强化督查
要加强督查。
任务
责任部门
明年安排
结合实际
要抓紧谋划。"""
MARKS = (
    LineMark(1, page=1),
    LineMark(2, heading=1),
    LineMark(3, heading=2, number="一、"),
    LineMark(5, heading=2, number="二、"),
    LineMark(6, number="(1)"),
    LineMark(8, number="(2)"),
    LineMark(10, cell=(1, 1)),
    LineMark(11, cell=(1, 2)),
    LineMark(12, heading=1, page=2),
    LineMark(13, heading=2, number="1.1"),
)


@pytest.fixture
def office(monkeypatch, tmp_path):
    """A reading of a file that a reader of its own takes, which is one function and one line of the table."""

    def read_office(data, name, config):
        return Source(name, data.decode(), "utf-8", "0", format="office", marks=MARKS)

    monkeypatch.setitem(READERS, ".office", read_office)
    (tmp_path / "a.office").write_text(OFFICE, "utf-8")
    return read_file(tmp_path / "a.office")


def test_headings_and_list_numbers_of_a_format_are_kept(office):
    assert tree(office.sections) == [
        "今年工作",
        "  一、提高认识",
        "  二、狠抓落实",
        "    （1）压实责任",
        "    （2）强化督查",
        "明年安排",
        "  1.1结合实际",
    ]
    assert [section.ordinal for section in office.sections] == [None, 1, 2, 1, 2, None, 1]


def test_offsets_of_what_a_format_numbers_are_into_the_source(office):
    for section in office.sections:
        assert OFFICE[section.start :].startswith(section.source_title)
        assert OFFICE[section.body :].startswith("\n")
    for unit in office.units:
        assert OFFICE[unit.start : unit.end] == unit.text
    first, second = office.tasks[:2]
    assert (first.section, second.section) == ("1.1", "1.2.1")
    assert second.deadline is not None
    assert OFFICE[second.deadline.start : second.deadline.end] == second.deadline.text == "6月底前"


def test_cells_are_paragraphs_of_their_own_and_no_headings(office):
    cells = [paragraph for paragraph in office.paragraphs if paragraph.mark and paragraph.mark.cell]
    assert [(cell.text, cell.mark.cell) for cell in cells] == [("任务", (1, 1)), ("责任部门", (1, 2))]


def marked(text, *marks):
    return Reading(simplify(Source("x", text, "utf-8", "0", format="office", marks=marks), ScriptConfig()))


def test_lines_of_contents_and_notes_are_set_aside():
    text = "目录\n一、形势\n二、任务\n在全市会议上的讲话\n一、形势\n总体向好。\n二、任务\n要抓好落实。\n见统计公报。"
    contents = tuple(LineMark(line, kind="contents") for line in (1, 2, 3))
    reading = marked(text, *contents, LineMark(9, kind="note"))
    assert tree(reading.sections) == ["一、形势", "二、任务"]
    assert [section.line for section in reading.sections] == [5, 7]
    assert reading.title.text == "在全市会议上的讲话"
    assert [paragraph.text for paragraph in reading.paragraphs if paragraph.meta] == [
        "目录",
        "一、形势",
        "二、任务",
        "见统计公报。",
    ]


def test_a_title_that_the_format_marks_is_the_title():
    text = "市政府文件\n在全市重点工作推进会议上的\n讲话\n各位同志：\n一、形势\n总体向好。\n二、任务\n要抓好落实。"
    reading = marked(text, LineMark(2, kind="title"), LineMark(3, kind="title"))
    assert reading.title.text == "在全市重点工作推进会议上的讲话"
    assert reading.title.source_text == "在全市重点工作推进会议上的\n讲话"
    reading = marked("第一部分 发展规划\n一、形势\n总体向好。\n二、任务\n要抓好落实。", LineMark(1, kind="title"))
    assert reading.title.text == "第一部分 发展规划"
    assert [section.marker for section in reading.sections] == ["一、", "二、"]
