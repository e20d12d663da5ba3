"""Sentences said again: as holding every sentence against every other one finds them, and who said each first."""

import csv
import io
import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_corpus import plain_corpus

from speechkit import Corpus, read
from speechkit.config import SegmentConfig
from speechkit.corpus.reuse import change_of
from speechkit.corpus.rules import reuse_rules
from speechkit.corpus.sentences import Wordings, difference, sentences_of

WORD, COMMON = 4, 0.8
CHANGES = {"推进": "推动", "发展": "进步", "加强": "不断加强", "全面": "", "工作": "各项工作", "要": "必须"}


def differ_by_a_word(one, other):
    """Whether one place of up to four characters on either side is all that they differ by: every place is tried."""
    longer = max(len(one), len(other))
    if one == other or abs(len(one) - len(other)) > WORD:
        return False
    for start in range(min(len(one), len(other)) + 1):
        if one[:start] != other[:start]:
            return False
        for cut in range(WORD + 1):
            put = len(other) - len(one) + cut
            if not 0 <= put <= WORD or start + cut > len(one) or len(one) - cut < COMMON * longer:
                continue
            if one[start + cut :] == other[start + put :]:
                return True
    return False


def sentences_plainly(text, least):
    found = []
    for line in text.split("\n"):
        for sentence in re.findall("[^。！？；!?;]*[。！？；!?;]*[”’」』）》)】〉\\]]*", line):
            sentence = re.sub(
                r"^\W*(第?[一二三四五六七八九十]+[、，,]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]是)",
                "",
                sentence,
            )
            if len(wording := wording_plainly(sentence)) >= least:
                found.append(wording)
    return found


def wording_plainly(sentence):
    return "".join(c for at, c in enumerate(sentence) if c.isalnum() or is_point(sentence, at))


def is_point(text, at):
    return text[at] == "." and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def reuse_plainly(documents, least=12):
    """Return the sentences that stand in two documents: {first wording: [(document, kind)]}, by pairs of all."""
    said = {}  # wording → its documents, in the order in which they are first said
    for name, text in documents:
        for wording in sentences_plainly(text, least):
            said.setdefault(wording, {})[name] = None
    order = list(said)
    number = {wording: at for at, wording in enumerate(order)}
    source = {wording: wording for wording in order}
    for one, other in combinations(order, 2):
        if (one[:1] == other[:1] or one[-1:] == other[-1:]) and source[other] == other and differ_by_a_word(one, other):
            source[other] = one
    place = {name: at for at, (name, _) in enumerate(documents)}
    found = {}
    for wording in order:
        changed = [each for each in order[number[wording] + 1 :] if source[each] == wording]
        if source[wording] != wording and not changed:
            continue
        uses = dict.fromkeys(said[wording], "whole")
        for each in changed:
            for name in said[each]:
                uses.setdefault(name, "changed")
        if len(uses) >= 2:
            found[wording] = sorted(uses.items(), key=lambda use: place[use[0]])
            found[wording][0] = (found[wording][0][0], "first")
    return found


@pytest.fixture(scope="module")
def reused(tmp_path_factory):
    """The plain corpus, and after it 30 documents whose sentences have a word changed, put in or left out."""
    path = plain_corpus(tmp_path_factory.mktemp("reused"))
    with Corpus.open(path, write=True) as opened:
        bodies = [text for (text,) in opened._store.rows("SELECT text FROM bodies ORDER BY document")]
        for number, text in enumerate(bodies[:30]):
            for old, new in list(CHANGES.items())[: 1 + number % len(CHANGES)]:
                text = re.sub(f"{old}(?=[^。；]*[。；])", new, text, count=5)
            opened.add_reading(read(f"讲话\n\n同志们：\n{text}", name=f"{2031 + number}-01-02_again.txt"))
        yield opened


def test_what_is_found_is_what_all_pairs_tell(reused):
    documents = list(
        reused._store.rows(
            "SELECT name, text FROM documents JOIN bodies ON document = id ORDER BY date IS NULL, date, id"
        )
    )
    assert len(documents) > 100
    expected = reuse_plainly(documents)
    found = {}
    for each in reused.reuse():
        found.setdefault(each.group, []).append(each)
    assert len(found) == len(expected) > 100
    assert sum(each.kind == "changed" for group in found.values() for each in group) > 100
    for group in found.values():
        wording = wording_plainly(group[0].sentence)
        assert [(each.document, each.kind) for each in group] == expected[wording], wording
        assert {each.documents for each in group} == {len(group)}
    sizes = [(-len(group), -len(wording_plainly(group[0].sentence))) for group in found.values()]
    assert sizes == sorted(sizes)


def test_each_use_stands_where_it_says(reused):
    (path,) = {Path(path).parent for (path,) in reused._store.rows("SELECT path FROM documents LIMIT 1")}
    checked = 0
    for each in reused.reuse(top=5):
        if each.document.endswith("_again.txt"):
            continue
        text = (path / each.document).read_text("utf-8")
        assert text[: each.start].count("\n") + 1 == each.line
        assert len(text[each.start : each.end]) == len(each.sentence)
        assert text[each.start : each.end].strip("“") in text.split("\n")[each.line - 1]
        checked += 1
    assert checked > 20


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("党政军民学"), min_size=5, max_size=18), max_size=25, unique=True))
def test_the_source_is_the_first_that_differs_by_a_word(texts):
    wordings = Wordings()
    assert [wordings.add(text) for text in texts] == list(range(len(texts)))
    sources = wordings.sources()
    for at, text in enumerate(texts):
        earlier = (before for before in range(at) if differ_by_a_word(texts[before], text))
        assert sources[at] == next(earlier, at)
        assert wordings.add(text) == at


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("党政军民学"), min_size=4, max_size=14),
    st.text(st.sampled_from("党政军民学"), max_size=6),
    st.text(st.sampled_from("党政军民学"), max_size=6),
    st.text(st.sampled_from("党政军民学"), max_size=14),
)
def test_a_difference_is_one_place(begin, one, other, end):
    first, later = begin + one + end, begin + other + end
    found = difference(first, later)
    assert (found is not None) == (differ_by_a_word(first, later) or first == later)
    if found:
        start, stop, until = found
        assert first[:start] + later[start:until] + first[stop:] == later
        assert max(stop - start, until - start) <= WORD


@pytest.mark.parametrize(
    ("first", "later", "change"),
    [
        ("着力推进高质量发展迈出坚实步伐", "着力推动高质量发展迈出坚实步伐", "推进→推动"),
        ("国内生产总值增长6.5左右", "国内生产总值增长5.5左右", "6.5→5.5"),
        ("我代表国务院表示诚挚的感谢", "我代表国务院表示诚挚感谢", "诚挚的→诚挚"),
        ("抓好各项工作的落实到位", "认真抓好各项工作的落实到位", "抓好→认真抓好"),
        ("各地区要抓好整改落实工作", "各地区要抓好整改落实", "落实工作→落实"),
    ],
)
def test_the_words_that_differ_are_whole_ones(first, later, change):
    assert change_of(first, later, SegmentConfig()) == change


@pytest.mark.parametrize("text", reuse_rules().examples.hit)
def test_a_number_of_a_list_is_no_wording(text):
    ((start, _, wording),) = sentences_of(text, 4)
    assert start > 0
    assert text.endswith(wording)


@pytest.mark.parametrize("text", reuse_rules().examples.miss)
def test_other_numbers_are(text):
    assert [wording for _, _, wording in sentences_of(text, 4)] == [text]


# --- on the command line

EARLY = "在会议上的讲话\n（2020年3月1日）\n同志们：\n一、要坚定不移推进高质量发展，迈出坚实步伐。\n我们必须抓好各项任务的落实到位；别的没有了。\n"
LATE = "在會議上的講話\n（2021年5月6日）\n同志們：\n（二）要堅定不移推動高質量發展、邁出堅實步伐！\n我們必須抓好各項任務的落實到位。\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
    Path("a/late.txt").write_text(LATE, "utf-8")
    Path("b/early.txt").write_text(EARLY, "utf-8")
    Path("b/late.txt").write_text(LATE, "utf-8")
    return tmp_path


def test_who_said_it_first_in_either_script(run, place):
    rows = json.loads(run("reuse", "a", "b", "--json").stdout)
    told = [
        (each["group"], each["kind"], each["corpus"], each["document"], each["line"], each["change"]) for each in rows
    ]
    assert told == [
        (1, "first", "B", "b/early.txt", 4, None),
        (1, "changed", "A", "a/late.txt", 4, "推进→推动"),
        (2, "first", "B", "b/early.txt", 5, None),
        (2, "whole", "A", "a/late.txt", 5, None),
    ]  # b/late.txt is the file a/late.txt
    assert rows[1]["sentence"] == "要坚定不移推动高质量发展、迈出坚实步伐！"
    assert LATE[rows[1]["start"] : rows[1]["end"]] == "要堅定不移推動高質量發展、邁出堅實步伐！"
    alone = json.loads(run("reuse", "b", "--json").stdout)
    assert [(each["kind"], each["line"]) for each in alone] == [(each["kind"], each["line"]) for each in rows]


def test_a_corpus_is_the_same_as_its_files(run, place):
    assert run("corpus", "add", "b.db", "b").exit_code == 0
    files = run("reuse", "a/late.txt", "b", "--json").stdout
    assert len(json.loads(files)) == 4
    assert run("reuse", "a/late.txt", "b.db", "--json").stdout == files.replace("b/early.txt", "early.txt")
    for scope in (["--since", "2021"], ["--until", "2020"], ["--where", "year=2021"]):
        done = run("reuse", "b.db", *scope)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "holds one speech; name another" in done.stderr


def test_what_is_left_out(run, place):
    assert {row["group"] for row in json.loads(run("reuse", "b", "--min-chars", "16", "--json").stdout)} == {1}
    assert json.loads(run("reuse", "b", "--min-documents", "3", "--json").stdout) == []
    assert {row["group"] for row in json.loads(run("reuse", "b", "--limit", "1", "--json").stdout)} == {1}
    done = run("reuse", "b", "--min-chars", "40")
    assert (done.exit_code, done.stderr) == (
        0,
        "speechkit: no sentence of b stands in another document, be it changed by a word\n",
    )
    assert run("reuse", "b", "--min-chars", "40", "-q").stderr == ""


def test_only_one_part_of_the_speeches(reused):
    parts = {part for part in ("requirements", "closing") if reused.reuse(part=part)}
    assert "requirements" in parts
    roles = {
        number: json.loads(written) for number, written in reused._store.rows("SELECT document, stretches FROM bodies")
    }
    names = dict(reused._store.rows("SELECT name, id FROM documents"))
    bodies = dict(reused._store.rows("SELECT document, text FROM bodies"))
    for each in reused.reuse(part="requirements", top=10):
        number = names[each.document]
        starts = [m.start() for m in re.finditer(re.escape(each.sentence), bodies[number])]
        assert any(
            role == "requirements" and start <= at < end for at in starts for role, start, end in roles[number]
        ), each


def test_undated_documents_come_last(run, place):
    Path("b/aa.txt").write_text(EARLY.replace("（2020年3月1日）\n", "").replace("别的没有", "再没有"), "utf-8")
    rows = json.loads(run("reuse", "b", "--json").stdout)
    assert [(each["date"], each["kind"]) for each in rows if each["group"] == 1] == [
        ("2020-03-01", "first"),
        ("2021-05-06", "changed"),
        (None, "whole"),
    ]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_on_a_terminal_each_sentence_stands_above_who_says_it(run, place, width):
    shown = run("reuse", "a", "b", "--width", str(width)).stdout
    lines = shown.splitlines()
    assert lines[0] == "1. 要坚定不移推进高质量发展，迈出坚实步伐。"
    assert [line.split() for line in lines[1:3]] == [
        ["2020-03-01", "B", "b/early.txt:4", "首见"],
        ["2021-05-06", "A", "a/late.txt:4", "推进→推动"],
    ]
    assert lines[3] == ""
    assert lines[4].startswith("2. 我们必须")


def test_of_very_many_uses_a_terminal_has_the_first(run, place):
    for day in range(1, 15):
        Path(f"b/{day}.txt").write_text(EARLY.replace("3月1日", f"4月{day}日").replace("别的", f"第{day}点"), "utf-8")
    shown = run("reuse", "b", "--limit", "1", "--width", "100").stdout.splitlines()
    assert len(shown) == 12
    assert shown[-1] == "   … +6"
    assert len(json.loads(run("reuse", "b", "--limit", "1", "--json").stdout)) == 16


def test_rows_are_the_same_in_every_format(run, place):
    records = json.loads(run("reuse", "a", "b", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("reuse", "a", "b", "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [{key: "" if value is None else str(value) for key, value in record.items()} for record in records] == rows
    lines = run("reuse", "a", "b", "--format", "text").stdout.splitlines()
    assert lines[0] == "group\tdocuments\tkind\tcorpus\tdocument\tdate\tline\tsentence\tchange"
    assert [line.split("\t")[4] for line in lines[1:]] == [record["document"] for record in records]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["a", "b", "c"], "reuse is between A and B, not 3; name two"),
        (["a"], "a holds one speech; name another, or a corpus"),
        (["a", "nowhere"], "there is no file nowhere"),
        (["b", "--min-documents", "1"], "1 is not in the range"),
        (["b", "--min-chars", "3"], "3 is not in the range"),
        (["b", "--where", "genre=gwr"], "there is no column 'genre'"),
        (["b", "-o", "b/early.txt"], "which would be lost"),
        (["b", "-o", "x.pdf"], "no format has this suffix"),
    ],
)
def test_refusals(run, place, arguments, part):
    done = run("reuse", *arguments)
    assert done.exit_code == (1 if "nowhere" in arguments else 2)
    assert "nowhere" in arguments or done.stdout == ""
    assert part in done.stderr
    assert "Traceback" not in done.stderr
