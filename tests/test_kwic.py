"""The concordance: what is found where, how it is aligned, sorted and written, and which patterns are refused."""

import csv
import io
import json
import os
import re
import time
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from speechkit.config import Config
from speechkit.corpus.kwic import Hit, Search, hits
from speechkit.corpus.regex import _unicode, finder
from speechkit.corpus.store import open_store
from speechkit.corpus.terms import queries_of
from speechkit.errors import UsageError
from speechkit.pipeline import load
from speechkit.renderers.kwic import KwicView, cells, padded
from speechkit.renderers.registry import render

SAMPLES = Path(__file__).parents[1] / "samples"
TEXTS = {
    "2020-01-02_1.txt": "在會議上的講話\n\n同志們：\n一、加強領導\n要抓好黨建工作，推動高質量發展，再發展。\n",
    "2019-05-06_2.txt": "在会议上的讲话\n\n同志们：\n一、发展党员\n各单位要在年底前抓好党建，推动发展ABC。\n二、改进作风\n要改进作风。\n",
    "wrapped.txt": "在会议上的讲话\n\n　　各位代表，我们要坚持稳中求进工作总基调，推动高质量发\n"
    "展不断迈上新的台阶，要切实保障和改善民生，着力办好民生实\n事，要加强和创新社会治理，切实维护国家安全和社会稳定，还\n"
    "要持续打好污染防治攻坚战，推进美丽中国建设，不断提高环境\n质量，要加快发展方式绿色转型，推动形成绿色低碳的生产方式\n"
    "和生活方式，要进一步深化改革开放，增强发展的内生动力，要\n更好统筹国内和国际两个大局，要着力稳就业稳物价，使经济运\n"
    "行保持在合理区间，要全面推进乡村振兴，坚决守住耕地红线，\n为全面建设现代化国家开好局起好步。\n",
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("speechkit.corpus.store.SYNCHRONOUS", "OFF")  # no test waits for the disk
    (tmp_path / "s").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "s" / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def corpus(run, place):
    assert run("corpus", "add", "c.db", "s").exit_code == 0
    return "c.db"


def found(run, *arguments):
    done = run("kwic", *arguments, "--format", "json")
    assert done.exit_code == 0
    return json.loads(done.stdout)


def is_sentence(err):
    return re.fullmatch(r"speechkit: [^\x00-\x1f\x7f-\x9f]+\n", err) is not None


# --- where


@pytest.mark.parametrize("pattern", ["发", "发展", "發展", "高质量发展", "，", "展AB", "推动高质量发展"])
def test_a_hit_stands_where_it_says(run, corpus, pattern):
    rows = found(run, pattern, corpus)
    assert rows
    for row in rows:
        document = load(f"s/{row['document']}", Config())
        assert document.source.text[row["start"] : row["end"]] == row["source_text"]
        assert document.text[row["start"] : row["end"]].replace("\n", "") == row["text"]
        assert document.line(row["start"]) == row["line"]
        assert row["part"] != "meta"


def test_a_word_broken_over_two_lines_is_found(run, corpus):
    (row,) = [row for row in found(run, "高质量发展", corpus) if row["document"] == "wrapped.txt"]
    assert (row["source_text"], row["line"]) == ("高质量发\n展", 3)


def test_what_a_row_says(run, corpus):
    (row,) = found(run, "再發展", corpus, "--width", "8")
    assert row == {
        "document": "2020-01-02_1.txt", "date": "2020-01-02", "title": "在会议上的讲话", "speaker": None,
        "part": "requirements", "line": 5, "start": 37, "end": 40, "left": "量发展，", "text": "再发展", "right": "。",
        "source_text": "再發展",
    }  # fmt: skip


def test_files_and_folders_are_searched_as_their_corpus_is(run, corpus):
    for arguments in (
        ["发展"],
        ["發展", "--part", "requirements"],
        ["发展", "--in", "sections"],
        ["抓好", "--in", "tasks"],
    ):
        from_files = found(run, arguments[0], "s", *arguments[1:])
        for row in from_files:
            row["document"] = os.path.basename(row["document"])
        assert from_files == found(run, arguments[0], corpus, *arguments[1:])
    assert len(found(run, "发展", "s/2019-05-06_2.txt")) == 2


def test_a_pipe_is_read_once(run, place):
    os.mkfifo("pipe")
    writer = Thread(target=lambda: Path("pipe").write_text(TEXTS["2019-05-06_2.txt"], "utf-8"))
    writer.start()
    assert len(found(run, "发展", "pipe")) == 2
    writer.join()


def test_within_tasks_slogans_and_headings(run, corpus):
    assert [row["document"] for row in found(run, "发展", corpus, "--in", "sections")] == ["2019-05-06_2.txt"]
    (row,) = found(run, "年底", corpus, "--in", "tasks")
    assert row["text"] == "年底"
    assert found(run, "年底", corpus, "--in", "sections") == []
    sample = SAMPLES / "party-building-2022.txt"
    inside, everywhere = found(run, "意识", sample, "--in", "slogans"), found(run, "意识", sample)
    assert 0 < len(inside) < len(everywhere)


def test_one_part(run, corpus):
    assert {row["part"] for row in found(run, "同志", corpus)} == {"salutation"}
    assert found(run, "发展", corpus, "--part", "salutation") == []
    assert found(run, "讲话", corpus) == []  # it stands in titles only


def test_nothing_found_is_told(run, corpus):
    done = run("kwic", "龘", corpus)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "speechkit: 龘 stands nowhere in them\n")
    assert run("kwic", "龘", corpus, "-q").stderr == ""
    assert run("kwic", "", corpus).exit_code == 2


# --- how it looks


def test_keywords_stand_below_each_other(run, corpus):
    lines = run("kwic", "发展", corpus, "--width", "21").stdout.splitlines()
    assert len(lines) == 7
    assert {cells(line.partition("  发展  ")[0].rjust(0)) for line in lines} == {21}
    assert {cells(line[: line.rindex("  ")]) for line in lines} == {21 + 2 + 4 + 2 + 21}
    assert lines[0].endswith("  2019-05-06 2019-05-06_2.txt:4")


@pytest.mark.parametrize(
    ("text", "width"), [("发展", 4), ("a，b", 4), ("ｶﾅ", 2), ("Ａ", 2), ("e\u0301", 1), ("“”…—", 4), ("𠀀", 2), ("", 0)]
)
def test_display_width(text, width):
    assert cells(text) == width


def hit(left, text, right):
    return Hit("a.txt", None, None, None, "review", 1, 0, 1, left, text, right, text)


@pytest.mark.parametrize("width", [0, 1, 7, 8])
def test_contexts_are_cut_and_filled_to_the_width(width):
    for left, right in (("一二三四五", "一二三四五"), ("a一b二c三", "\n一\x1b[31m"), ("", "")):
        before, _, after = padded(hit(left, "字", right), KwicView(context=width))
        assert cells(before) == cells(after) == width
        assert not re.search(r"[\x00-\x1f]", before + after)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_lines_fit_the_terminal(width):
    view = KwicView(context=(width - 8 - 6 - min(width // 4, 24)) // 2, width=width)
    long = Hit(
        "两会/政府工作报告/" * 9 + "2024.txt",
        "2024-03-05",
        None,
        None,
        "review",
        12,
        0,
        4,
        "左" * 99,
        "高质量发",
        "右" * 99,
        "",
    )
    lines = "".join(render(Hit, [long, hit("左", "高质量发", "右")], "terminal", view)).splitlines()
    assert width - 1 <= cells(lines[0]) <= width  # half a wide character of the name may be left
    assert lines[0].endswith("2024.txt:12")
    assert ("  2024-03-05 …" in lines[0]) == (width >= 100)
    assert lines[0].index("高质量发") < width
    matched = "坚持" + "以人民为中心的发展思想" * 2
    lines = "".join(render(Hit, [msgspec.structs.replace(long, text=matched)], "terminal", view)).splitlines()
    assert (len(lines), cells(lines[0]) <= width, lines[0].strip().startswith("左")) == (1, True, True)


def test_formats(run, corpus):
    rows = found(run, "发展", corpus)
    lines = run("kwic", "发展", corpus, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(run("kwic", "发展", corpus, "--format", "csv").stdout)))
    assert table == [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
    shown = run("kwic", "发展", corpus, "--format", "terminal").stdout
    assert [line for line in shown.splitlines() if line.startswith("20")] == list(
        dict.fromkeys(f"{row['date']}  {row['document']}" for row in rows if row["date"])
    )
    assert len(re.findall(r"  发展  .*  :\d+$", shown, re.MULTILINE)) == len(rows)
    by_right = run("kwic", "发展", corpus, "--format", "terminal", "--sort", "right").stdout
    assert by_right.count("\n") == len(rows)
    assert run("kwic", "龘", corpus, "-q", "--format", "json").stdout == "[]\n"
    assert run("kwic", "龘", corpus, "-q", "-o", "o.csv").exit_code == 0
    assert Path("o.csv").read_text("utf-8").startswith("\ufeffdocument,date")


def test_orders_and_the_limit(run, corpus):
    assert [row["date"] for row in found(run, "发展", corpus, "--sort", "date")] == [
        "2019-05-06", "2019-05-06", "2020-01-02", "2020-01-02", None, None, None,
    ]  # fmt: skip
    rights = [row["right"] for row in found(run, "发展", corpus, "--sort", "right")]
    assert rights == sorted(rights)
    lefts = [row["left"][::-1] for row in found(run, "发展", corpus, "--sort", "left")]
    assert lefts == sorted(lefts)
    for order in ([], ["--sort", "date"], ["--sort", "left"], ["--sort", "right"]):
        everything = found(run, "发展", corpus, *order)
        assert found(run, "发展", corpus, *order, "--limit", "2") == everything[:2]


def test_the_first_hits_come_before_the_last_are_looked_for(corpus, monkeypatch):
    with open_store(corpus) as opened:
        monkeypatch.setattr("speechkit.corpus.kwic._Opened", lambda corpus, number: 1 / (number == 1) and Opened())
        first = hits(opened, Search(*queries_of(["发展"])))
        assert next(first) == "hit"


class Opened:
    def hit(self, place, width):
        return "hit"


# --- patterns


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("发展.", {"发展，", "发展党", "发展A", "发展。", "发展不", "发展方", "发展的"}),
        (r"發展\w", {"发展党", "发展A", "发展不", "发展方", "发展的"}),
        (r"发展\W", {"发展，", "发展。"}),
        (r"发展[\w。]", {"发展党", "发展A", "发展不", "发展方", "发展的", "发展。"}),
        (r"[A-Z]+", {"ABC"}),
        ("(高质量|再)发展", {"高质量发展", "再发展"}),
        (r"\p{Han}{2}党员", {"发展党员"}),
        ("x*", set()),
        (r"\QABC\E", {"ABC"}),
        (r"[\u4e00-\u9fff]{2}党员", {"发展党员"}),
        (r"\\u4e00|ABC", {"ABC"}),
    ],
)
def test_patterns(run, corpus, pattern, texts):
    assert {row["text"] for row in found(run, "--regex", pattern, corpus)} == texts


@pytest.mark.parametrize(
    ("pattern", "widened"),
    [
        (r"\w", r"[\pL\pM\p{Nd}_]"), (r"[\w-]", r"[\pL\pM\p{Nd}_-]"), (r"\\w", r"\\w"), (r"[]\d]", r"[]\p{Nd}]"),
        (r"[^]\s]\S", r"[^]\s\pZ][^\s\pZ]"), (r"\[\w", r"\[[\pL\pM\p{Nd}_]"), ("一[二", "一[二"),
    ],
)  # fmt: skip
def test_classes_are_of_all_scripts(pattern, widened):
    assert _unicode(pattern) == widened


@pytest.mark.parametrize(
    ("pattern", "where", "part"),
    [
        ("(发展", "at character 1", "not closed"),
        ("发展)", "at character 3", "not opened"),
        ("一[二", "at character 2", "not closed"),
        ("一*二**", "at character 4", "two signs"),
        ("*发", "at character 1", "nothing stands before it"),
        ("一{3,2}", "at character 2", "1000 at most"),
        ("一[七-丁]", "at character 3", "no such range"),
        ("发展(?!党)", "at character 3", "look around"),
        ("(?<=高)发", "at character 1", "look around"),
        (r"(发)\1", "at character 4", "cannot be referred back"),
        ("一\\", "at character 2", "a backslash ends it"),
        (r"一[\W]", "at character 3", "outside"),
        (r"\p{Foo}", "at character 1", "no such"),
        ("((一{99}){99}){99}", "", "1000 at most"),
        ("一\ud800", "", "half a character"),
        ("(" * 5000, "at character 1", ""),
        ("[[a", "at character 1", "not closed"),
    ],
)  # fmt: skip
def test_a_pattern_that_is_wrong(run, corpus, pattern, where, part):
    with pytest.raises(UsageError) as error:
        finder(pattern)
    assert where in str(error.value)
    assert part in str(error.value)
    done = run("kwic", "--regex", pattern, corpus)
    assert (done.exit_code, done.stdout, is_sentence(done.stderr)) == (2, "", True)


def test_no_pattern_takes_for_ever():
    text = ("啊" * 20_000 + "吧").encode()
    start = time.perf_counter()
    for pattern in ("(啊*)*呀", "(啊|啊)*呀", "(.*)(.*)(.*)(.*)呀", "啊{1,500}啊{1,500}呀"):
        assert list(finder(pattern)(text)) == []
    assert time.perf_counter() - start < 5
