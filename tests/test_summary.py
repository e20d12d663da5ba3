"""`speechkit summary`: what is chosen, that all of it stands in the speech, and how the page looks.

``UPDATE_GOLDEN=1 pytest tests/test_summary.py`` writes the golden files anew; read the difference before keeping it.
"""

import json
import os
import re
import subprocess
import sys
from bisect import bisect_left
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from speechkit.config import Config
from speechkit.model import Deadline, Document, Keyword, Part, Slogan, Source, Span, Task
from speechkit.pipeline import Reading, load, read_file
from speechkit.readers import source_from_text
from speechkit.renderers import registry
from speechkit.renderers.table import View
from speechkit.script import simplify
from speechkit.summary.lines import task_lines
from speechkit.summary.page import keyword_lines, shares_of, slogan_counts, summary_of
from speechkit.summary.records import Summary
from speechkit.summary.shortening import clause_start, cut

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SEED = ROOT / "samples/party-building-2022.txt"
FORMATS = registry.format_names(Summary)
SUFFIXES = registry.suffixes(Summary)
GOLDEN = Path(__file__).parent / "golden_summary"
TEXT = (
    "在全局會議上的講話\n（2022年3月1日）\n李　明\n\n同志們：\n一、抓緊整改\n各單位要在年底前完成整改，合格率不低於95%。"
    "要加快項目建設。\n二、改進作風\n市委書記強調，要抓好落實。大家一定要增強「四個意識」，做到“兩個維護”。\n"
)


def document_of(text, name="a.txt"):
    return simplify(source_from_text(text, name=name), Config().script)


def summary(document, *, tasks=12, role=None, keywords=0):
    return summary_of(Reading(document), tasks=tasks, role=role, keywords=keywords)


def rendered(name, *summaries, **view):
    pieces = list(registry.render(Summary, summaries, name, View(**view)))
    return b"".join(pieces) if name == "docx" else "".join(pieces)


@pytest.fixture(scope="module")
def seed():
    return summary(load(SEED, Config()), keywords=12)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")
    return tmp_path


# --- the masthead


def test_the_title_is_the_speech_s_own_where_it_has_one():
    document = document_of(
        "---\ntitle: 标题->某网转载 | a.cn\n---\n在全县农村工作会议上的讲话\n\n同志们：\n要抓好落实。\n", "a.md"
    )
    assert summary(document).title.text == "在全县农村工作会议上的讲话"


# --- where sentences are cut


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("抓好落实", 4, ("抓好落实", False)),
        ("抓好落实，改进作风", 6, ("抓好落实", True)),
        ("抓好落实，改进作风", 8, ("抓好落实", True)),
        ("抓好落实，改进，作风", 8, ("抓好落实，改进", True)),
        ("全面从严治党永远在路上，抓好落实", 4, ("全面从严治党永远在路上", True)),
        ("全面从严治党永远在路上", 4, ("全面从严治党永远在路上", False)),
        ("全面从严治党永远在路上。", 11, ("全面从严治党永远在路上。", False)),
        ("增强“政治意识，大局意识”，做到维护", 8, ("增强“政治意识，大局意识”", True)),
        ("收入27,203万元，支出9万元", 9, ("收入27,203万元", True)),
        ("甲乙丙、丁戊己、庚辛壬、癸，落实", 8, ("甲乙丙、丁戊己", True)),
        ("“没有合上的引号，后面还有，很长的话", 9, ("“没有合上的引号", True)),
        ("坚定信心 共谋发展", 5, ("坚定信心", True)),
        ("", 3, ("", False)),
    ],
)
def test_cut(text, room, expected):
    assert cut(text, room) == expected


@pytest.mark.parametrize(("at", "expected"), [(0, 0), (3, 0), (4, 0), (5, 5), (8, 5), (99, 10)])
def test_clause_start(at, expected):
    assert clause_start("抓好落实，改进作风，务实", at) == expected


@given(st.text(alphabet="抓好，、。；“”（）1, ", max_size=40), st.integers(1, 20))
def test_what_is_kept_is_the_beginning_up_to_a_border(text, room):
    kept, shortened = cut(text, room)
    assert text.startswith(kept)
    assert shortened == (kept != text)
    if shortened:
        assert kept
        assert text[len(kept)] in "，、。；, "
        assert not (text[len(kept) - 1].isdigit() and text[len(kept) + 1 : len(kept) + 2].isdigit())


# --- parts


def test_shares_add_up(seed):
    assert round(sum(part.share for part in seed.parts), 6) == 100
    assert [part.role for part in seed.parts][:3] == ["meta", "salutation", "opening"]
    assert sum(part.chars for part in seed.parts) == seed.source.chars


@given(
    st.lists(st.tuples(st.sampled_from(["review", "problems", "context", "closing"]), st.integers(1, 99)), max_size=9)
)
def test_shares_add_up_whatever_the_lengths(lengths):
    text = "字" * sum(length for _, length in lengths)
    parts, at = [], 0
    for role, length in lengths:
        parts.append(Part(role, at, at + length))
        at += length
    shares = shares_of(document_of(text or "字"), parts)
    assert round(sum(share.share for share in shares), 6) == (100 if lengths else 0)
    assert [share.role for share in shares] == list(dict.fromkeys(role for role, _ in lengths))
    for share in shares:
        assert abs(share.share - share.chars * 100 / len(text)) <= 0.1 + 1e-9


# --- the outline


def test_the_outline_has_two_levels(seed):
    assert {line.level for line in seed.sections} == {1, 2}
    assert (len(seed.sections), seed.sections_found) == (16, 22)
    assert [line.points for line in seed.sections if line.text.startswith("贯穿")] == [3]


def test_a_long_outline_shows_its_upper_level_and_counts_the_rest():
    text = "".join(
        f"{n}、加强领导\n（一）抓好落实\n（二）改进作风\n（三）转变职能\n（四）务求实效\n"
        for n in "一二三四五六七八九十"
    )
    found = summary(document_of("在会议上的讲话\n\n" + text))
    assert [line.marker for line in found.sections] == [f"{n}、" for n in "一二三四五六七八九十"]
    assert found.sections_found == 50


def test_a_marker_alone_is_followed_by_its_first_sentence():
    text = "在会议上的讲话\n\n一\n\n抓好落实，是第一位的大事，一定要在思想上高度重视起来，不能有丝毫的松懈。\n\n二\n\n改进作风。再说。\n"
    lines = summary(document_of(text)).sections
    assert [(line.text, line.cut, line.line) for line in lines] == [
        ("抓好落实，是第一位的大事，一定要在思想上高度重视起来", True, 5),
        ("改进作风", False, 9),
    ]
    assert "  一 抓好落实，是第一位的大事" in rendered("text", summary(document_of(text)))


def test_a_point_is_cut_and_a_heading_is_not():
    long = "深入学习贯彻重要讲话精神，切实把思想和行动统一到决策部署上来，推动各项工作再上新台阶"
    found = summary(document_of(f"在会议上的讲话\n\n一、{long}\n全面推进。\n二、{long}。务必落实。\n"))
    assert [(line.text, line.cut) for line in found.sections] == [
        (long, False),
        ("深入学习贯彻重要讲话精神，切实把思想和行动统一到决策部署上来", True),
    ]


# --- tasks


def task(number, text="抓好落实", actor=None, deadline=None, latest=None, strength="should", relayed=False, **more):
    span = actor and Span(number, number + 1, actor, actor)
    due = deadline and Deadline(number, number + 1, deadline, deadline, "date", latest=latest)
    return Task(
        f"T{number}", number * 10, number * 10 + len(text), text, text, None, span, None, "", "", due, (), strength, relayed, "r", **more
    )  # fmt: skip


def chosen(tasks, most):
    text = "".join(f"{each.text:{'　'}<10}" for each in tasks)
    document = document_of(text)
    moved = [
        msgspec.structs.replace(each, start=at * 10, end=at * 10 + len(each.text)) for at, each in enumerate(tasks)
    ]
    lines, found = task_lines(Reading(document), moved, (), most)
    return [line.id for line in lines], found


@pytest.mark.parametrize(
    ("tasks", "most", "expected"),
    [
        ([], 12, ([], 0)),
        ([task(1, relayed=True)], 12, ([], 0)),
        ([task(1), task(2, actor="财政局"), task(3, deadline="年底前")], 12, (["T2", "T3", "T1"], 3)),
        ([task(n, actor="财政局") for n in range(1, 8)] + [task(8)], 3, (["T1", "T2", "T3", "T8"], 8)),
        ([task(1, actor="我们"), task(2, actor="财政局"), task(3, deadline="年底前", latest="2022-12-31")], 2, (["T2", "T3"], 3)),
        ([task(1, strength="may"), task(2, strength="plan"), task(3), task(4, strength="must")], 2, (["T3", "T4"], 4)),
        ([task(1, strength="plan"), task(2, strength="plan", targets=(Span(0, 1, "5%", "5%"),))], 1, (["T2"], 2)),
        ([task(1, actor="财政局"), task(2)], 0, ([], 2)),
    ],
)  # fmt: skip
def test_which_tasks(tasks, most, expected):
    assert chosen(tasks, most) == expected


def test_a_long_task_is_shown_from_its_demand_on(seed):
    line = next(line for line in seed.tasks if line.id == "T3")
    assert line.led
    assert line.text.startswith("一定要认真学习贯彻")
    assert line.actor.text == "大家"


def test_what_the_outline_says_is_not_said_again():
    found = summary(
        document_of("在会议上的讲话\n\n一、工作安排\n一是要加强领导。各单位要抓紧。二是要转变作风。务必落实。\n")
    )
    assert [line.text for line in found.sections] == ["要加强领导", "要转变作风"]
    assert [line.text for line in found.tasks] == ["各单位要抓紧。", "务必落实。"]
    assert found.tasks_found == 4


def test_what_is_relayed_is_left_out(seed):
    assert not any("要把握根本遵循" in line.text for line in seed.tasks)
    assert seed.tasks_found == sum(not task.relayed for task in read_file(SEED).tasks)


# --- set phrases


def slogan(number, text, kind="formula", **more):
    return Slogan(number, number + len(text), text, text, kind, "r", line=number, **more)


def test_slogans_near_and_new_ones_first():
    found = slogan_counts(
        [
            slogan(1, "四个意识", name="四个意识"),
            slogan(2, "两张皮"),
            slogan(3, "四个自觉", variant_of="四个自信"),
            slogan(4, "四种意识", name="四个意识"),
            slogan(5, "好干部"),
            slogan(6, "好干部"),
            slogan(7, "又快又好", kind="motto"),
        ]
    )
    assert [(kind.kind, kind.unique, kind.count) for kind in found] == [("formula", 4, 6), ("motto", 1, 1)]
    assert [(each.text, each.count, each.lines) for each in found[0].slogans] == [
        ("四个自觉", 1, (3,)),
        ("好干部", 2, (5, 6)),
        ("两张皮", 1, (2,)),
        ("四个意识", 2, (1, 4)),
    ]


def test_known_formulas_keep_a_third_of_the_places():
    new = [slogan(n, f"新{n}") for n in range(1, 31)]
    known = [slogan(n, f"旧{n}", name=f"旧{n}") for n in range(31, 61)]
    (formulas,) = slogan_counts([*new, *known])
    assert [each.text for each in formulas.slogans] == [f"新{n}" for n in range(1, 9)] + [
        f"旧{n}" for n in range(31, 35)
    ]
    assert len(slogan_counts(new)[0].slogans) == len(slogan_counts(known)[0].slogans) == 12


# --- keywords


def test_keywords_have_their_first_line(seed):
    text = load(SEED, Config()).text.splitlines()
    assert len(seed.keywords) == 12
    for keyword in seed.keywords:
        assert keyword.word in text[keyword.line - 1]


def test_keywords_are_printed_as_they_are_given():
    reading = Reading(document_of(TEXT))
    given = (Keyword("整改", 2, 1.5), Keyword("没有", 1, 0.5))
    found = keyword_lines(reading, reading.parts, given)
    assert [msgspec.to_builtins(each) for each in found] == [{"word": "整改", "count": 2, "weight": 1.5, "line": 6}]


# --- all of it stands in the speech, on its line

PIECES = (
    "同志们：", "在全市工作会议上的讲话", "（2022年3月1日）", "李　明", "一、加强领导", "（一）抓好落实。各部门要在年底前完成，",
    "务必抓出成效，", "一是要强化责任。", "二是要改進作風；", "增强“四个意识”，", "区(qū)领(lǐng)导(dǎo)要带头,", "<p>各单位要抓紧</p>",
    "**党委**", "1,234万元，", "有机遇、有挑战、有希望。", "今天，我们召开科学家座谈会，", "市委强调，要抓好落实。", "　　", "\n", "\n\n", "\r\n", "的",
)  # fmt: skip


def quotes(document, found):
    """(text, offset, line) of everything that is quoted."""
    for each in (found.title, found.occasion, found.speaker):
        if each:
            yield each.text, each.start, each.line
    for line in found.sections:
        # The line is that on which the marker begins, which may be broken itself (一⏎是); of a marker alone, the text's.
        marker = line.marker if document.text[line.start] == line.marker[0] else ""
        yield marker + line.text, line.start, line.line
    for line in found.tasks:
        yield line.text, line.start if not line.led else None, line.line
        for each in (line.actor, line.deadline):
            if each:
                yield each.text, each.start, None
    for kind in found.slogans:
        for each in kind.slogans:
            yield each.text, each.start, each.lines[0]
    for keyword in found.keywords:
        yield keyword.word, None, keyword.line
    for quote in (*found.achievements, *found.problems, *(item.text for item in found.items)):
        yield quote.text, None, quote.line
    for demand in found.demands:
        if demand.heading:
            yield demand.heading.text, None, demand.heading.line
        if demand.demand:
            yield demand.demand.text, None, demand.demand.line
    for target in found.targets:
        yield target.text, None, target.line
    for item in found.items:
        for each in (item.actor, item.deadline):
            if each:
                yield each.text, each.start, None


_WIDTHS = str.maketrans(",:;!?()「」『』０１２３４５６７８９\u00a0", "，：；！？（）“”‘’0123456789 ")


# What may stand between two characters of a quote: readings, tags, what Markdown marks, white space.
ASIDE = re.compile(r"\s|[(（][^()（）\u4e00-\u9fff]{1,8}[)）]|<[^>]*>|[*\\#>]")


def read(text):
    """``text`` as it is compared, and where each of its characters stands."""
    wide = text.translate(_WIDTHS)
    aside = {at for found in ASIDE.finditer(wide) for at in range(*found.span())}
    places = [at for at in range(len(wide)) if at not in aside]
    return "".join(wide[at] for at in places), places


def stands(document, known, text, line):
    """Whether ``text`` begins on that line of what is ``known`` of the document."""
    start = document.line_starts[line - 1]
    end = document.line_starts[line] if line < len(document.line_starts) else len(document.text) + 1
    whole, places = known
    wanted, _ = read(text)
    at = whole.find(wanted, bisect_left(places, start))
    return not wanted or (at >= 0 and places[at] < end)


def check(document, found):
    known = read(document.text)
    for text, start, line in quotes(document, found):
        if line is not None:
            assert stands(document, known, text, line), (text, line)
        if start is not None:
            assert line is None or document.line(start) <= line
    lines = [line for *_, line in quotes(document, found) if line]
    assert all(1 <= line <= found.source.lines for line in lines)
    for group in (
        [t for t in found.tasks if t.actor or t.deadline],
        [t for t in found.tasks if not t.actor and not t.deadline],
    ):
        assert all(a.start < b.start for a, b in pairwise(group))
    assert all(a.start < b.start for a, b in pairwise(found.sections))


def test_the_check_knows_what_does_not_stand():
    document = document_of(TEXT)
    known = read(document.text)
    assert stands(document, known, "各单位要在年底前完成整改，合格率", 7)
    assert not stands(document, known, "各单位要在年底前完成整改，合格率", 6)
    assert not stands(document, known, "各单位要在年底完成整改", 7)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_everything_stands_in_the_sample(sample):
    document = load(sample, Config())
    check(document, summary(document))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
@pytest.mark.slow
def test_everything_stands_in_the_speech(text):
    document = document_of(text, "a.md")
    found = summary(document)
    check(document, found)
    for name in FORMATS:
        assert rendered(name, found)


@pytest.mark.slow
def test_everything_stands_in_real_speeches(shared):
    for path in sorted((shared / "gold" / "dev").glob("*.txt")):
        document = load(path, Config())
        check(document, summary(document))


@pytest.mark.slow
def test_the_same_whatever_the_hash_seed(seed):
    code = f"from tests.test_summary import *; print(rendered('json', summary(load(Path({str(SEED)!r}), Config()))), end='')"
    outs = set()
    for number in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": f"{ROOT}", "PYTHONUTF8": "1"}
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
        outs.add(done.stdout.decode())
    assert len(outs) == 1
    assert json.loads(outs.pop())["tasks"] == json.loads(rendered("json", seed))["tasks"]


# --- the formats


def test_every_format_is_in_the_table_and_has_a_suffix():
    assert set(SUFFIXES.values()) == set(FORMATS) - {"panels"}


def test_json_is_the_record(seed):
    assert msgspec.json.decode(rendered("json", seed), type=Summary) == seed
    assert [*map(json.loads, rendered("json", seed, seed, several=True).splitlines())] == [
        json.loads(rendered("json", seed))
    ] * 2


EMPTY = Document(Source("folder/a.txt", "好", "utf-8", "0"), "好", "hans", document_of("好").line_starts)


def test_what_there_is_not_is_not_shown():
    found = summary(EMPTY)
    assert (found.title, found.occasion, found.date, found.speaker) == (None, None, None, None)
    assert (found.sections, found.tasks, found.slogans, found.keywords) == ((), (), (), ())
    assert rendered("text", found).splitlines()[:2] == ["a.txt", "篇幅：1 字"]
    for name in ("text", "markdown", "panels"):
        out = rendered(name, found)
        assert not any(word in out for word in ("要求", "指标", "提法", "关键词", "讲话人", "场合", "日期", "未列"))


@pytest.mark.parametrize(
    ("text", "missing", "there"),
    [
        (
            "同志们：\n一、抓好落实\n各单位要抓紧完成整改。\n二、改进作风\n务必落实。\n",
            ["提法", "口号"],
            ["\n要求\n", "\n责任与时限\n"],
        ),
        (
            "同志们：\n一年来，经济稳中向好，增强了“四个意识”。\n",
            ["责任", "要求"],
            ["\n提法\n  已收录：四个意识  :2\n"],
        ),
        (
            "在全局工作会议上的讲话\n\n同志们：\n一年来，生产总值增长了。\n",
            ["责任", "要求", "提法"],
            ["场合：全局工作会议  :1"],
        ),
    ],
)
def test_blocks_that_are_missing(text, missing, there):
    out = rendered("text", summary(document_of(text)))
    assert not any(word in out for word in missing)
    assert all(word in out for word in there)


@pytest.mark.parametrize("width", [None, 20, 40, 61, 80, 200])
@pytest.mark.parametrize("color", [False, True])
def test_the_page_is_within_eighty_columns(seed, width, color):
    out = re.sub(r"\x1b\[[0-9;]*m", "", rendered("panels", seed, width=width, color=color))
    expected = max(min(width or 80, 80), 40)
    assert max(cell_len(line) for line in out.splitlines()) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from((*PIECES, "😀", "é", "\u200b", "\x1b[31m", "A" * 90, "[bold]", "。" * 70)),
        min_size=1,
        max_size=25,
    ).map("".join)
)
@pytest.mark.slow
def test_panels_hold_whatever_is_said(text):
    document = document_of(text)
    out = rendered("panels", summary(document), width=80)
    assert "\x1b" not in out
    assert all(cell_len(line) <= 80 for line in out.splitlines())


def test_no_line_of_the_panels_begins_with_a_closing_mark(seed):
    for line in rendered("panels", seed).splitlines():
        assert line.lstrip()[:1] not in tuple("，。；：！？、）”")


def test_what_would_steer_a_terminal_or_markdown_does_not():
    text = "在*全局*會議上的講話\x1b[2J\n\n一、[抓好](x)落實|全面\n各單位要*抓緊*|完成。\n二、再說\n都要做。\n"
    found = summary(document_of(text, "a\x1b.txt"))
    assert "\x1b" not in rendered("panels", found, several=True)
    assert "\x1b" not in rendered("text", found, several=True).partition("\n")[0]
    markdown = rendered("markdown", found)
    assert "\\[抓好\\]" in markdown
    assert "\\*抓紧\\*\\|完成" in markdown


def test_colours(seed):
    out = rendered("panels", seed, color=True)
    assert "\x1b[35m会后" in out  # when
    assert "\x1b[36m局机关党建办" in out  # who


# --- the command


def test_the_command_prints_text_in_a_pipe(run, place):
    done = run("summary", "a.txt")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:5] == [
        "在全局会议上的讲话  :1",
        "场合：全局会议  :1",
        "日期：2022-03-01  :2",
        "讲话人：李　明  :3",
        f"篇幅：{len(TEXT)} 字",
    ]
    assert "  I1 [各单位，年底前 2022-12-31] 各单位要在年底前完成整改，合格率不低于95%。  :7" in lines
    assert "\n指标\n  合格率不低于95%  :7\n" in done.stdout
    assert not any("市委书记强调" in line for line in lines)


def test_several_inputs(run, place):
    Path("b.txt").write_text("政府工作报告\n\n要抓好落实。\n", "utf-8")
    done = run("summary", "a.txt", "b.txt", "missing.txt")
    assert done.exit_code == 1
    assert "missing.txt" in done.stderr
    assert re.findall("^==> (.*) <==$", done.stdout, flags=re.MULTILINE) == ["a.txt", "b.txt"]
    assert "\n\n==> b.txt" in done.stdout
    assert [
        each["source"]["name"]
        for each in map(json.loads, run("summary", "--format", "json", "a.txt", "b.txt").stdout.splitlines())
    ] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_input_is_a_sentence(run, place, text):
    Path("a.txt").write_text(text, "utf-8")
    done = run("summary", "a.txt")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no speech to read in it" in done.stderr


def test_options(run, place):
    assert "\n责任" not in run("summary", "--tasks", "0", "a.txt").stdout
    few = run("summary", "-q", "--tasks", "3", SEED).stdout
    assert len(re.findall(r"^  I\d+ ", few, flags=re.MULTILINE)) == 3
    assert "日期：2021" in run("summary", "--date", "2021", "a.txt").stdout
    assert run("summary", "--tasks", "-1", "a.txt").exit_code == 2
    assert run("summary", "--date", "gestern", "a.txt").exit_code == 2
    assert run("summary", "-o", "a.csv", "a.txt").exit_code == 2


@pytest.mark.parametrize(
    ("name", "start"), [("a.md", "# 在全局会议上的讲话\n"), ("a.json", "{\n"), ("b.txt", "在全局会议上的讲话  :1\n")]
)
def test_the_suffix_chooses_the_format(run, place, name, start):
    assert run("summary", "a.txt", "-o", name) == (0, b"", b"")
    assert Path(name).read_text("utf-8").startswith(start)


def test_a_part(run, place):
    whole = json.loads(run("summary", "-q", "--format", "json", SEED).stdout)
    part = json.loads(run("summary", "-q", "--format", "json", "--part", "problems", SEED).stdout)
    assert part["parts"] == whole["parts"]
    assert [line["text"][:4] for line in part["sections"]] == ["抓党建与", "部分党委", "党务干部"]
    assert {line["line"] for line in (*part["sections"], *part["tasks"], *part["keywords"])} == {6}
    assert [kind["unique"] for kind in part["slogans"]] == [1]
    assert [line["text"][:4] for line in part["problems"]] == ["抓党建与", "部分党委", "党务干部"]
    assert part["achievements"] == []
    lacking = run("summary", "--part", "problems", "a.txt")
    assert lacking.exit_code == 0
    assert "has no part problems" in lacking.stderr
    assert lacking.stdout.startswith("在全局会议上的讲话")


def test_a_terminal_gets_panels(run, place, monkeypatch):
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "132")
    out = re.sub(r"\x1b\[[0-9;]*m", "", run("summary", "a.txt").stdout)
    assert "\n要求 ───" in out
    assert max(cell_len(line) for line in out.splitlines()) == 80


# --- golden files


@pytest.mark.parametrize("stem", ["party-building-2022", "integrity-meeting-pinyin"])
@pytest.mark.parametrize(
    ("name", "suffix"),
    [("panels", "panels"), ("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")],
)
def test_golden(stem, name, suffix, monkeypatch):
    monkeypatch.chdir(ROOT / "samples")  # so that the name in the output is the same everywhere
    out = rendered(name, summary(load(f"{stem}.txt", Config())), width=120)
    golden = GOLDEN / f"{stem}.{suffix}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(out, "utf-8")
    assert golden.exists(), f"no {golden.name}: write it with UPDATE_GOLDEN=1 and read it"
    assert out == golden.read_text("utf-8")
