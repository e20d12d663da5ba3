"""Terms through the years: counts, temperatures, moves, formats."""

import csv
import io
import json
import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from rich.cells import cell_len

from speechkit.config import TrendConfig
from speechkit.corpus.statistics import corrected, deviation, interval_of
from speechkit.corpus.trend import Move, Point, Trend
from speechkit.renderers.registry import render
from speechkit.renderers.trend import TrendView, name_of, number_of, sparkline
from speechkit.temperatures import shares_of, temperature, temperature_rules

SPEECHES = {
    "2019-03-05_a.txt": "同志们：\n我们要抓好“三农”工作。增强“四个意识”。\n",
    "2020-03-05_b.txt": "同志们：\n我们要增强“四个意识”，做到“两个维护”。发展发展再发展。\n",
    "2021-03-05_c.txt": "同志们：\n我们要增强“四个意识”，做到“两个维护”，发展经济。\n",
    "2021-04-01_d.txt": "同志們：\n我們要做到「兩個維護」，發展經濟。\n",
    "notes.txt": "同志们：\n发展。\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in SPEECHES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def trends(run, folder, *arguments):
    ran = run("trend", *arguments, str(folder), "--format", "json")
    assert ran.exit_code == 0
    return json.loads(ran.stdout)


def test_counts_by_year(run, folder):
    (trend,) = trends(run, folder, "发展")
    assert [(point["period"], point["count"], point["documents"], point["of"]) for point in trend["points"]] == [
        ("2019", 0, 0, 1),
        ("2020", 3, 1, 1),
        ("2021", 2, 2, 2),
    ]
    assert (trend["first"], trend["last"]) == ("2020", "2021")
    assert trend["share"] == 0.75
    assert trend["temperature"] == "烫"


def test_a_traditional_term_and_months(run, folder):
    (trend,) = trends(run, folder, "發展", "--by", "month")
    assert [point["period"] for point in trend["points"]] == ["2019-03", "2020-03", "2021-03", "2021-04"]
    assert [point["count"] for point in trend["points"]] == [0, 3, 1, 1]


@pytest.fixture
def moving(tmp_path):
    """Speeches in which 两个维护 comes, 三个代表 goes, and 四个意识 stands in quotation marks at first, then without."""
    said = {
        2018: "“三个代表”“四个意识”",
        2019: "“三个代表”“四个意识”",
        2020: "“两个维护”，四个意识",
        2021: "“两个维护”，四个意识",
    }
    for year, phrases in said.items():
        for number in range(4):
            text = f"同志们：\n第{number}次会议。" + f"我们要讲{phrases}，这是{year}年的话。\n" * 3
            (tmp_path / f"{year}-0{number + 1}-01.txt").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "term", "before", "after"),
    [("--new", "两个维护", 0, 24), ("--gone", "三个代表", 24, 0), ("--rising", "两个维护", 0, 24), ("--falling", "三个代表", 24, 0)],
)  # fmt: skip
def test_terms_that_move(run, moving, kind, term, before, after):
    (found,) = trends(run, moving, kind, "--since", "2020")
    assert (found["term"], found["move"]["since"], found["move"]["p"] < 0.001) == (term, "2020", True)
    assert (found["move"]["before"], found["move"]["after"]) == (before, after)
    assert sum(point["count"] for point in found["points"]) == before + after  # as they stand, not as they were found


@pytest.mark.parametrize("kind", ["--new", "--rising"])
def test_the_first_period_is_never_the_turn(run, tmp_path, kind):
    for number in range(9):
        (tmp_path / f"2016-01-0{number + 1}.txt").write_text(f"同志们：\n我们要讲发展{number}。\n" * 100, "utf-8")
    for number in range(3):
        (tmp_path / f"2017-01-0{number + 1}.txt").write_text(f"同志们：\n我们要增强“四个意识”{number}。\n" * 5, "utf-8")
    assert [trend["term"] for trend in trends(run, tmp_path, kind)] == ["四个意识"]


def test_a_chart_of_any_term_is_xml(run, folder):
    assert ET.fromstring(run("trend", "发展\x07<", folder, "--format", "svg").stdout).tag.endswith("svg")


def test_a_word_that_is_a_set_phrase_too_is_counted_once(run, moving):
    path = moving / "c.db"
    run("corpus", "add", path, moving, "--words")
    (found,) = json.loads(run("trend", "--new", "--since", "2020", path, "--format", "json", "--limit", "1").stdout)
    assert found["move"]["after"] == sum(point["count"] for point in found["points"])


def test_what_one_document_has_or_chance_explains_is_no_move(run, folder):
    ran = run("trend", "--gone", str(folder), "--format", "json")
    assert (ran.exit_code, json.loads(ran.stdout)) == (0, [])
    assert "no term is surely gone in it" in ran.stderr
    for kind in ("csv", "text"):  # the columns are the same for none
        assert "temperature" in run("trend", "--gone", str(folder), "--format", kind).stdout.splitlines()[0]


def test_found_terms_are_a_line_each_with_what_was_found(run, moving):
    lines = [
        line.split("\t")
        for line in run("trend", "--new", "--since", "2020", moving, "--format", "text").stdout.splitlines()
    ]
    assert dict(zip(*lines, strict=True)) | dict.fromkeys(
        ("g2", "p", "log_ratio", "per_10k", "low", "q", "dp"), ""
    ) == {
        "term": "两个维护", "temperature": "热", "documents": "8", "of": "16", "count": "24", "per_10k": "", "first": "2020",
        "last": "2021", "since": "2020", "before": "0", "after": "24", "g2": "", "p": "", "log_ratio": "", "low": "", "high": "", "q": "", "dp": "",
        "peak": "沸", "hottest": "2020–2021",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(run("trend", "--new", "--since", "2020", moving, "--format", "csv").stdout)))
    assert [row["since"] for row in rows] == ["2020"]


@pytest.mark.parametrize(
    ("share", "name"), [(1.0, "沸"), (0.8, "沸"), (0.79, "烫"), (0.4, "热"), (0.2, "暖"), (0.05, "温"), (0.0, "冷")]
)
def test_temperature(share, name):
    assert temperature(share, (0.8, 0.6, 0.4, 0.2, 0.05)) == name


def test_sparkline():
    points = tuple(Point(str(2000 + n), count, int(count > 0), 1, 1000) for n, count in enumerate((0, 1, 4, 8)))
    trend = Trend("改革", points, "2001", "2003", 0.75, "烫")
    assert sparkline(trend, range(2000, 2004)) == "·▂▅█"
    assert sparkline(trend, range(1999, 2005)) == " ·▂▅█ "  # years without a document


def test_months_have_numbers():
    assert [
        name_of(number_of(period), by) for period, by in (("2021", "year"), ("2021-01", "month"), ("2020-12", "month"))
    ] == ["2021", "2021-01", "2020-12"]
    assert number_of("2021-01") - number_of("2020-12") == 1


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_a_table_fits_its_terminal(width):
    points = tuple(Point(str(year), year % 7, year % 2, 1, 1000) for year in range(1950, 2025) if year % 5)
    term = "以人民为中心的发展思想不动摇"
    move = Move("2000", 1, 20, 31.2, 0.0001, 2.5)
    lines = "".join(
        render(
            Trend, [Trend(term, points, "1951", "2024", 0.5, "热", move)], "table", TrendView(moving=True, width=width)
        )
    ).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert lines[1].startswith(term)
    assert ("↑" in lines[1]) == (width >= 100)  # else the numbers stand below the term
    assert ("2024" in lines[0]) == ("█" in lines[1] + lines[2])


def test_the_axis_of_a_chart_is_true_to_time():
    points = tuple(Point(period, 1, 1, 1, 1000) for period in ("1980", "2000", "2010"))
    chart = ET.fromstring(
        "".join(render(Trend, [Trend("改革", points, "1980", "2010", 1.0, "沸")], "svg", TrendView()))
    )
    x = [float(each.get("cx")) for each in chart.iter() if each.tag.endswith("circle")]
    assert (x[1] - x[0]) / (x[2] - x[1]) == pytest.approx(2.0, abs=0.01)
    names = [each.text for each in chart.iter() if each.tag.endswith("text")]
    assert {"1980", "1990", "2000", "2010"} <= set(names)


def test_svg_is_well_formed_and_names_the_terms(run, folder, tmp_path):
    chart = tmp_path / "out" / "trend.svg"
    chart.parent.mkdir()
    assert run("trend", "发展", "<经济&>", str(folder), "-o", str(chart)).exit_code == 0
    texts = [element.text for element in ET.parse(chart).getroot().iter() if element.tag.endswith("text")]
    assert "发展" in texts
    assert "<经济&>" in texts
    assert "2019" in texts


def test_table_and_text(run, folder):
    lines = run("trend", "发展", str(folder), "--format", "text").stdout.splitlines()
    assert lines[0] == "term\tperiod\tcount\tdocuments\tof\tchars\tshare\tper_10k\ttemperature"
    assert lines[2].startswith("发展\t2020\t3\t1\t1\t")
    assert lines[2].endswith("\t沸")
    assert "沸 2020–2021" in run("trend", "发展", str(folder), "--format", "table").stdout


def test_documents_without_a_date(run, tmp_path):
    (tmp_path / "a.txt").write_text("同志们：\n发展。\n", "utf-8")
    ran = run("trend", "发展", str(tmp_path), "--format", "json")
    assert json.loads(ran.stdout)[0]["points"] == []
    assert ran.stderr.startswith("speechkit: documents without a year: 1, left out; give dates with corpus add --meta")


# --- temperatures, period by period

GRADED = {
    2004: (0, 5),
    2005: (5, 5),
    2006: (4, 5),
    2007: (3, 5),
    2009: (2, 5),
    2010: (1, 5),
    2011: (1, 30),
    2012: (5, 5),
}


@pytest.fixture
def graded(tmp_path):
    """Documents of which so many, of so many each year, have 和谐社会."""
    folder = tmp_path / "speeches"
    folder.mkdir()
    for year, (having, of) in GRADED.items():
        for number in range(of):
            said = "构建社会主义和谐社会" if number < having else "做好各项工作"
            path = folder / f"{year}-{number % 12 + 1:02}-{number // 12 + 1:02}.txt"
            path.write_text(f"同志们：\n{year}年第{number}次会议，我们要{said}。\n", "utf-8")
    return folder


def test_every_period_has_a_temperature_of_its_own(run, graded):
    (trend,) = trends(run, graded, "和谐社会")
    expected = {}
    for year, (having, of) in GRADED.items():
        bounds = {"沸": 80, "烫": 60, "热": 40, "暖": 20, "温": 5, "冷": 0}
        expected[str(year)] = next(name for name, percent in bounds.items() if having * 100 >= percent * of)
    assert {point["period"]: point["temperature"] for point in trend["points"]} == expected
    assert "".join(expected.values()) == "冷沸沸烫热暖冷沸"
    assert trend["temperature"] == "暖"  # of all documents, 21 of 65: what it was for nine years says little of 2005
    assert (trend["peak"], trend["hottest"]) == ("沸", ["2005", "2006", "2012"])


def test_csv_has_the_temperature_of_each_period(run, graded):
    rows = list(csv.DictReader(io.StringIO(run("trend", "和谐社会", graded, "--format", "csv").stdout)))
    assert [row["temperature"] for row in rows] == list("冷沸沸烫热暖冷沸")


def test_people_see_when_a_term_was_hottest(run, graded):
    table = run("trend", "和谐社会", graded, "--format", "table").stdout
    assert "沸 2005…2012 (3)" in table
    assert "沸 2005–2006" in run("trend", "和谐社会", graded, "--until", "2011", "--format", "table").stdout
    assert (
        "烫 2007" in run("trend", "和谐社会", graded, "--since", "2007", "--until", "2011", "--format", "table").stdout
    )
    absent = run("trend", "阶级斗争", graded, "--format", "table").stdout.splitlines()[1]
    assert absent.split()[:3] == ["阶级斗争", "冷", "0/65"]


def test_a_preset_by_name(run, graded, tmp_path):
    (trend,) = trends(run, graded, "和谐社会", "--temperatures", "cmp")
    assert [point["temperature"] for point in trend["points"]] == list("冷沸沸沸沸沸烫沸")  # 1/30 is 3.3 %
    config = tmp_path / "config.yaml"
    config.write_text("trend: {temperatures: cmp}\n", "utf-8")
    ran = run("--config", config, "trend", "和谐社会", graded, "--format", "json")
    assert json.loads(ran.stdout)[0]["points"] == trend["points"]
    config.write_text("trend: {temperatures: [1, 0.9, 0.3, 0.1, 0.01]}\n", "utf-8")
    ran = run("--config", config, "trend", "和谐社会", graded, "--format", "json")
    assert [point["temperature"] for point in json.loads(ran.stdout)[0]["points"]] == list("冷沸热热热暖温沸")


def test_the_presets_descend_and_say_where_they_come_from():
    presets = temperature_rules().temperatures
    assert shares_of(TrendConfig().temperatures) == presets["speeches"].shares
    for preset in presets.values():
        assert list(preset.shares) == sorted(set(preset.shares), reverse=True)
        assert preset.source
    assert presets["cmp"].shares[:2] == (0.0518, 0.0129)  # 钱钢, 2017


def test_who_set_the_thresholds_is_said_where_they_are_used(run, graded):
    for arguments in (["--format", "table"], ["--heat", "--format", "table"], ["--heat", "--format", "svg"]):
        assert "钱钢" in run("trend", "和谐社会", graded, "--temperatures", "cmp", *arguments).stdout
        assert "钱钢" not in run("trend", "和谐社会", graded, *arguments).stdout


def test_shares_of_few_documents_are_warned_of(run, folder):
    assert "3/3 期不足 5 篇文稿" in run("trend", "发展", folder, "--heat", "--format", "table").stdout


def test_shares_of_many_documents_are_not(run, graded):
    assert "期不足" not in run("trend", "和谐社会", graded, "--heat", "--format", "table").stdout


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_heat_strip_on_a_terminal(run, graded, width):
    ran = run("trend", "和谐社会", "阶级斗争", graded, "--heat", "--width", str(width), "--color", "never")
    lines = ran.stdout.splitlines()
    assert max(map(cell_len, lines)) <= width
    strip = lines[1].removeprefix("和谐社会  ")
    assert strip == "· 沸沸烫  热暖冷沸"  # a dot where no document has it, a blank for 2008
    assert lines[0] == " " * 10 + "2004        2010"  # 2005 would run into 2004
    assert lines[2].removeprefix("阶级斗争  ").replace(" ", "") == "·" * 8


def test_a_strip_that_is_too_long_goes_on_below(run, tmp_path):
    for year in range(1954, 2025):
        (tmp_path / f"{year}-03-05.txt").write_text(f"同志们：\n{year}年要发展。\n", "utf-8")
    lines = run("trend", "发展", tmp_path, "--heat", "--width", "80", "--color", "never").stdout.splitlines()
    bands = [line for line in lines if line.startswith("发展")]
    assert len(bands) == 2
    assert "".join(bands).count("沸") == 71
    assert lines[0].split()[:3] == ["1954", "1960", "1965"]
    assert lines[0].index("1960") - lines[0].index("1954") == 2 * 6  # two columns a year


def test_a_heat_strip_in_colour(run, graded):
    shown = run("trend", "和谐社会", graded, "--heat", "--width", "80", "--color", "always").stdout
    assert "\x1b[1;37;41m沸" in shown
    assert "\x1b[30;43m热" in shown


def test_terms_by_periods_for_programs(run, graded):
    rows = list(csv.reader(io.StringIO(run("trend", "和谐社会", "发展", graded, "--heat", "--format", "csv").stdout)))
    assert rows[0] == ["term", *map(str, GRADED)]
    assert rows[1] == ["和谐社会", *"冷沸沸烫热暖冷沸"]
    assert rows[2] == ["发展", *"冷冷冷冷冷冷冷冷"]


def test_a_heat_strip_as_svg(run, graded, tmp_path):
    chart = tmp_path / "heat.svg"
    run("trend", "和谐社会", graded, "--heat", "-o", chart)
    root = ET.parse(chart).getroot()
    groups = [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}rect") is not None]
    cells = [(group.findtext(f"{SVG}text"), float(group.find(f"{SVG}rect").get("x"))) for group in groups][
        : len(GRADED)
    ]
    assert "".join(sign for sign, _ in cells) == "·沸沸烫热暖冷沸"
    step = cells[1][1] - cells[0][1]
    assert cells[4][1] - cells[3][1] == pytest.approx(2 * step, abs=0.2)  # 2008 has no document
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert words[0] == "逐年语温：和谐社会"
    assert {"≥80%", "≥5%", "<5%", "2004", "2012"} <= set(words)
    assert "和谐社会 2006: 4 (" in "".join(root.itertext())


# --- charts

SVG = "{http://www.w3.org/2000/svg}"


def words_of(chart):
    return [each.text for each in ET.fromstring(chart).iter(f"{SVG}text")]


def test_a_chart_says_what_was_counted_in_what(run, graded):
    (graded / "undated.txt").write_text("同志们：\n和谐社会。\n", "utf-8")
    words = words_of(run("trend", "和谐社会", "发展", graded, "--until", "2010", "--format", "svg").stdout)
    chars = sum(point["chars"] for point in trends(run, graded, "和谐社会", "--until", "2010")[0]["points"])
    assert words[0] == "逐年每万字次数：和谐社会、发展"
    assert words[1] == f"2004–2010 · 30 篇文稿 · {chars:,} 字"
    assert words[-3:] == ["线断处该年没有文稿；0 为有文稿而未用。", "来源：speeches", "只取：至 2010"]
    words = words_of(
        run("trend", "和谐社会", graded, "--where", "year>=2009", "--since", "2010", "--format", "svg").stdout
    )
    assert words[-1] == "只取：year>=2009，2010 起"
    words = words_of(run("trend", "和谐社会", graded, "--format", "svg").stdout)
    assert words[1].endswith(" 字 · 另有 1 篇日期不详，未计入")
    assert words[-1] == "来源：speeches"


def test_a_year_without_documents_breaks_the_line(run, graded):
    root = ET.fromstring(run("trend", "和谐社会", graded, "--format", "svg").stdout)
    assert [len(each.get("points").split()) for each in root.iter(f"{SVG}polyline")] == [4, 4]
    assert len(list(root.iter(f"{SVG}circle"))) == len(GRADED)


def test_more_than_six_terms_have_a_panel_each(run, graded):
    terms = ["和谐社会", "社会", "工作", "会议", "同志", "我们", "各项"]
    words = words_of(run("trend", *terms, graded, "--format", "svg").stdout)
    assert words[0] == "逐年每万字次数：和谐社会、社会、工作等 7 词"
    assert set(terms) <= set(words)
    assert "各图横轴相同，纵轴各自按最高值定。" in words
    assert words.count("2010") == 7
    assert words_of(run("trend", *terms[:6], graded, "--format", "svg").stdout).count("2010") == 1


def test_the_page_has_the_chart_and_the_table_of_figures(run, graded, tmp_path):
    out = tmp_path / "trend.html"
    assert run("trend", "和谐社会", "<script>alert(1)</script>", graded, "-o", out).exit_code == 0
    root = html.fromstring(out.read_text("utf-8"))
    assert not root.xpath("//script | //link | //@src | //@href")
    assert len(root.xpath("//main/*[local-name()='svg']")) == 1
    bodies = root.xpath("//tbody")
    assert [body.findtext("tr/th") for body in bodies] == [
        "和谐社会：最热 沸 2005…2012 (3)",
        "<script>alert(1)</script>",
    ]
    rows = [[cell.text for cell in row.findall("td")] for row in bodies[0].findall("tr")[1:]]
    assert [row[0] for row in rows] == list(map(str, GRADED))
    assert [(int(row[3]), int(row[4])) for row in rows] == list(GRADED.values())
    assert "".join(row[6] for row in rows) == "冷沸沸烫热暖冷沸"
    assert rows[3][5] == "60.0%"


def test_charts_by_month(run, graded):
    words = words_of(run("trend", "和谐社会", graded, "--by", "month", "--heat", "--format", "svg").stdout)
    assert words[0] == "逐月语温：和谐社会"
    assert {"2005", "2012"} <= set(words)
    assert words_of(run("trend", "和谐社会", graded, "--by", "month", "--format", "svg").stdout)[0].startswith(
        "逐月每万字"
    )


@pytest.mark.parametrize("kind", ["svg", "html", "table", "csv"])
@pytest.mark.parametrize("heat", [[], ["--heat"]])
def test_no_dated_document_is_a_chart_too(run, tmp_path, kind, heat):
    (tmp_path / "a.txt").write_text("同志们：\n发展。\n", "utf-8")
    ran = run("trend", "发展", tmp_path, "--format", kind, *heat)
    assert ran.exit_code == 0
    if kind == "svg":
        assert "没有注明日期的文稿 · 另有 1 篇日期不详，未计入" in words_of(ran.stdout)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--temperatures", "hot", "发展"],
            "there are no temperatures hot; there are speeches, cmp, or write five shares",
        ),
        (["--temperatures", "", "发展"], "there are no temperatures without a name; there are speeches, cmp"),
        (["--rising", "--part", "closing"], "in whole speeches"),
        (["发展", "-o", "x.png", "--font", "no-such-font.ttf"], "no-such-font.ttf"),
        (["发展", "--font", "x.ttf"], "--font is for a chart in PNG"),
        (["发展", "--limit", "3"], "--limit goes with --rising"),
        (["--rising", "--new"], "--rising and --new are two questions"),
        (["--rising", "--since", "2020年"], "is no date: write 2021 or 2021-03"),
        (["--rising", "--since", "2020-03"], "--since 2020-03 is no year; write 2021"),
        (["--rising", "发展"], "there is no corpus, file or folder 发展; --rising finds the terms itself"),
        ([], "no term to look for; name one before"),
    ],
)
def test_refusals(run, folder, arguments, sentence):
    ran = run("trend", *arguments, str(folder))
    assert ran.exit_code == 2
    assert sentence in ran.stderr


# --- figures, each by another way than the program's


@given(st.lists(st.floats(0, 1), max_size=30))
def test_p_values_are_corrected_as_benjamini_and_hochberg_say(p_values):
    """The least, over all p-values from there on, of p × tests ÷ rank."""
    ordered = sorted(p_values)
    expected = {
        p: min(
            [1.0, *(ordered[rank] * len(ordered) / (rank + 1) for rank in range(len(ordered)) if ordered[rank] >= p)]
        )
        for p in p_values
    }
    assert corrected(p_values) == pytest.approx([expected[p] for p in p_values])


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1000, 9999), st.integers(1000, 9999))
def test_the_interval_holds_the_ratio_and_is_wilson_s(one, other, size, other_size):
    low, high = interval_of(one, other, size, other_size)
    if not one + other:
        assert (low, high) == (None, None)
        return
    # Wilson's interval is where the observed share is 1.96 standard errors away from the share supposed.
    for end in (low, high):
        if end is not None:
            odds = 2**end * size / other_size
            supposed = odds / (1 + odds)
            error = math.sqrt(supposed * (1 - supposed) / (one + other))
            assert abs(one / (one + other) - supposed) / error == pytest.approx(1.959964, rel=0.01)
    if one and other:
        assert low < math.log2(one / size) - math.log2(other / other_size) < high
    assert (low is None, high is None) == (not one, not other)


@given(
    st.dictionaries(st.integers(0, 9), st.integers(1, 50)),
    st.dictionaries(st.integers(0, 9), st.integers(1, 500), min_size=1),
)
def test_deviation_is_half_of_what_the_shares_differ_by(counts, sizes):
    counts = {key: count for key, count in counts.items() if key in sizes}
    total, size = sum(counts.values()), sum(sizes.values())
    expected = sum(abs(counts.get(key, 0) / total - sizes[key] / size) for key in sizes) / 2 if total else 0.0
    assert deviation(counts, sizes) == pytest.approx(expected, abs=1e-4)
