"""Charts: whole drawings that are XML, show what they are given, escape it, and are light or dark."""

import itertools
import re

import pytest
from lxml import etree, html

from speechkit.renderers.charts import canvas
from speechkit.renderers.charts.bars import bar_chart
from speechkit.renderers.charts.canvas import shortened, style, ticks, width_of, wrapped
from speechkit.renderers.charts.dispersion import dispersion_plot
from speechkit.renderers.charts.heat import Cell, heat_strip
from speechkit.renderers.charts.lines import Axis, Line, line_chart
from speechkit.renderers.charts.page import page
from speechkit.renderers.png import drawn

SVG = "{http://www.w3.org/2000/svg}"
EVIL = ["<script>alert(1)</script>", "a&b\"'", "改革\u202e放开", "发展\x07\x1b[31m"]
YEARS = Axis(str, (1, 2, 5, 10, 20, 50, 100))


def parsed(chart):
    return etree.fromstring(chart.encode(), etree.XMLParser(resolve_entities=False, huge_tree=False))


def texts(chart):
    return [each.text for each in parsed(chart).iter(f"{SVG}text")]


def line(name, values, start=2000):
    """A line whose points are the values that are not None, a year each."""
    points = [(start + at, value, f"{name} {start + at}") for at, value in enumerate(values) if value is not None]
    return Line(name, points)


def lines_of(count, values=(1, 2, 3)):
    return [line(f"词语{number}", values) for number in range(count)]


CHARTS = {
    "bars": lambda words: bar_chart([(word, 2.5, word) for word in words], words[0], words),
    "dispersion": lambda words: dispersion_plot([(word, [0.1, 0.9]) for word in words], words[0], words),
    "lines": lambda words: line_chart([line(word, (1, 2)) for word in words], YEARS, words[0], words[0], words),
    "heat": lambda words: heat_strip(
        [(word, [Cell(0, word, word), None]) for word in words], words[:2], words[0], words, key=[(Cell(1, "烫"), words[1])]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_whatever_words_a_chart_is_given_it_is_xml_and_shows_them_as_text(name):
    chart = CHARTS[name](EVIL)
    root = parsed(chart)
    assert not root.findall(f".//{SVG}script")
    assert EVIL[0] in "".join(root.itertext())
    assert "a&b\"'" in "".join(root.itertext())
    assert not re.search("[\u202e\x07\x1b]", chart)  # what turns text round is shown, not obeyed
    assert "改革\\u202e放开" in "".join(root.itertext())


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_needs_nothing_beside_it(name):
    root = parsed(CHARTS[name](["发展", "改革"]))
    assert not [each for element in root.iter() for each in element.attrib if each.endswith(("href", "src"))]
    assert "url(" not in (style := root.findtext(f"{SVG}style"))
    assert "@import" not in style
    assert "Noto Sans CJK SC" in root.get("font-family")
    assert root.get("font-family").endswith("sans-serif")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_described_for_screen_readers(name):
    root = parsed(CHARTS[name](["发展", "改革"]))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "发展"
    assert "改革" in root.findtext(f"{SVG}desc")


def brightness(colour):
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_and_lines_stand_out_in_light_and_dark():
    light, dark = style().split("@media screen and (prefers-color-scheme: dark) {")
    for sheet in (light, dark):
        rules = dict(re.findall(r"\.(\w+) \{ (?:fill|stroke): (#\w{6}) \}", sheet))
        assert len(rules) == 5 + 2 * canvas.SERIES + 2 * canvas.GRADES
        for name, colour in rules.items():
            if name.startswith(("ink", "dim", "line", "mark")):
                assert contrast(colour, rules["paper"]) >= 4.5, name
            if name.startswith("on"):
                assert contrast(colour, rules[name.replace("on", "grade")]) >= 4.5, name
    assert light.split("#")[1] != dark.split("#")[1]


def test_grades_are_told_apart_by_brightness_alone():
    for sheet in style().split("@media"):
        shades = [brightness(colour) for colour in re.findall(r"\.grade\d \{ fill: (#\w{6})", sheet)]
        assert shades in (sorted(shades), sorted(shades, reverse=True))


@pytest.mark.parametrize("highest", [0.0003, 0.07, 0.3, 1, 1.91, 7, 12, 15.7, 33, 99, 100.6, 250, 1234.5])
@pytest.mark.parametrize("most", [3, 4])
def test_an_axis_ends_at_the_value_or_a_little_above(highest, most):
    marked = ticks(highest, most)
    assert len(marked) <= most + 1
    assert marked[0] == 0
    assert marked[-1] >= highest * (1 - 1e-9) > marked[-2]
    assert {round(after - before, 9) for before, after in itertools.pairwise(marked)} == {round(marked[1], 9)}


# --- bars


def test_bars_are_as_long_as_their_values():
    rects = parsed(bar_chart([("发展", 10, "10"), ("改革", 5, "5"), ("无", 0, "0")], "词语")).findall(
        f"{SVG}g/{SVG}rect"
    )
    widths = [float(rect.get("width")) for rect in rects]
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.01)
    assert widths[2] == 0


def test_bars_below_zero_go_the_other_way():
    root = parsed(bar_chart([("多", 4, "4"), ("少", -2, "-2")], "增减"))
    more, less = root.findall(f"{SVG}g/{SVG}rect")
    zero = float(root.find(f"{SVG}g/{SVG}line").get("x1"))
    assert float(more.get("x")) == pytest.approx(zero, abs=0.1)
    assert float(less.get("x")) + float(less.get("width")) == pytest.approx(zero, abs=0.11)


@pytest.mark.parametrize("chart", [bar_chart([], "无"), dispersion_plot([], "无"), heat_strip([], [], "无"),
                                   line_chart([], YEARS, "次", "无")])  # fmt: skip
def test_nothing_is_a_chart_too(chart):
    assert texts(chart)[0] == "无"


# --- places in texts


def test_a_stroke_stands_where_the_place_is():
    root = parsed(dispersion_plot([("甲", [0, 0.25, 1]), ("乙", [])], "位置"))
    (strokes,) = root.findall(f"{SVG}g/{SVG}path")
    x = [float(each) for each in re.findall(r"M([\d.]+)", strokes.get("d"))]
    assert (x[1] - x[0]) / (x[2] - x[0]) == pytest.approx(0.25, abs=0.01)
    assert texts(dispersion_plot([("甲", [0, 0.25, 1]), ("乙", [])], "位置"))[1:5] == ["甲", "3", "乙", "0"]


# --- lines


def test_a_line_is_broken_where_a_year_is_missing():
    root = parsed(line_chart([line("改革", (1, 2, None, 0, 4, None, 3))], YEARS, "次", "改革"))
    paths = [each.get("points").split() for each in root.iter(f"{SVG}polyline")]
    assert [len(path) for path in paths] == [2, 2]
    assert len(list(root.iter(f"{SVG}circle"))) == 5  # the last alone, without a line


def test_a_year_without_the_term_is_at_zero():
    root = parsed(line_chart([line("改革", (4, 0, 4))], YEARS, "次", "改革"))
    (axis,) = [
        each for each in root.iter(f"{SVG}line") if each.get("class") == "axis" and each.get("y1") == each.get("y2")
    ]
    y = [float(each.get("cy")) for each in root.iter(f"{SVG}circle")]
    assert y[1] == float(axis.get("y1"))
    assert y[0] < y[1]


@pytest.mark.parametrize("count", [1, 2, 6, 7, 9, 30])
def test_more_than_six_lines_have_a_panel_each(count):
    chart = line_chart(lines_of(count), YEARS, "每万字次数", "词语", own_scales="各图纵轴不同")
    root = parsed(chart)
    assert len(list(root.iter(f"{SVG}polyline"))) == count
    years = texts(chart).count("2000")
    assert years == (count if count > 6 else 1)
    assert ("各图纵轴不同" in texts(chart)) == (count > 6)
    assert sum(f"词语{number}" in texts(chart) for number in range(count)) == (count if count > 1 else 0)
    classes = {each.get("class") for each in root.iter(f"{SVG}polyline")}
    assert len(classes) == (count if count <= 6 else 1)


def test_panels_have_the_same_years_and_scales_of_their_own():
    root = parsed(line_chart([*lines_of(6), line("少", (0.1, None, 0.2), start=2010)], YEARS, "次", "词语"))
    x = sorted({float(each.get("cx")) for each in root.iter(f"{SVG}circle")})
    first, last = x[0], x[-1]
    assert (last - first) > 3 * 200  # from 2000 in the left column to 2012
    assert {"0.1", "0.2", "3"} <= set(texts(line_chart([*lines_of(6), line("少", (0.1, 0.2))], YEARS, "次", "词语")))


def test_six_lines_differ_in_colour_dash_and_mark():
    root = parsed(line_chart(lines_of(6), YEARS, "次", "词语"))
    drawn_lines = list(root.iter(f"{SVG}polyline"))
    assert len({each.get("class") for each in drawn_lines}) == 6
    assert len({each.get("stroke-dasharray") for each in drawn_lines}) == 6
    shapes = {re.sub(r"^M[\d.]+ [\d.-]+", "", each.get("d")) for each in root.iter(f"{SVG}path")}
    assert len(shapes) == 5  # and dots


def test_names_beside_lines_do_not_overlap():
    lines = [*lines_of(3), *lines_of(3, (3, 2, 0))]  # three end at the highest point, three at the lowest
    chart = line_chart(lines, YEARS, "次", "题")
    y = sorted(
        float(each.get("y")) for each in parsed(chart).iter(f"{SVG}text") if (each.text or "").startswith("词语")
    )
    assert len(y) == 6
    assert min(after - before for before, after in itertools.pairwise(y)) >= canvas.SIZE
    assert 0 < y[0] < y[-1] < 400  # in the panel


# --- the heat strip


def test_a_strip_has_a_cell_for_each_year_that_is_known_and_goes_on_in_bands():
    signs = [Cell(at % 6, "沸烫热暖温冷"[at % 6], f"第{at}年") if at % 4 else None for at in range(71)]
    names = [str(1954 + at) if at % 5 == 1 else "" for at in range(71)]
    root = parsed(heat_strip([("改革开放", signs), ("四个现代化", signs)], names, "语温"))
    cells = [each for each in root.iter(f"{SVG}rect") if (each.get("class") or "").startswith("grade")]
    assert len(cells) == 2 * sum(each is not None for each in signs)
    assert len({each.get("y") for each in cells}) == 4  # two terms in two bands
    assert max(float(each.get("x")) + float(each.get("width")) for each in cells) <= canvas.WIDTH - canvas.MARGIN + 1
    assert [each.text for each in root.iter(f"{SVG}text") if each.text == "改革开放"] == ["改革开放"] * 2
    told = [each.text for each in root.iter(f"{SVG}title")]
    assert "第70年" in told


def test_cells_have_the_character_of_their_grade():
    root = parsed(heat_strip([("改革", [Cell(0, "沸"), Cell(5, "冷")])], ["2001", "2002"], "语温"))
    groups = root.findall(f"{SVG}g/{SVG}g")
    cells = [(group.find(f"{SVG}rect").get("class"), group.findtext(f"{SVG}text")) for group in groups]
    assert cells == [("grade0", "沸"), ("grade5", "冷")]


# --- text


def test_text_is_cut_and_broken_to_its_width():
    words = "来源：gwr.db，共 26 篇文稿，其中只取国务院政府工作报告，year>=1990。" * 3
    for width in (100, 300, 900):
        assert width_of(shortened(words, width), 13) <= width
        broken = list(wrapped(words, width, 12))
        assert all(width_of(each, 12) <= width + 12 for each in broken)  # a mark may hang over
        assert "".join(broken).replace(" ", "") == words.replace(" ", "")
        assert not [each for each in broken if each[0] in "，。："]


# --- the page


def test_a_page_is_one_file_with_the_chart_and_the_figures():
    chart = bar_chart([("发展", 1, "1")], "词语")
    text = page(EVIL[0], [chart], ["年", EVIL[1]], [(EVIL[2], [["2001", EVIL[0]]])], caption="数字", lang="zh-Hant")
    root = html.fromstring(text)
    assert root.get("lang") == "zh-Hant"
    assert root.findtext("head/title") == EVIL[0]
    assert not root.xpath("//script | //link | //img | //iframe | //@src | //@href | //@onclick")
    assert [each.text for each in root.xpath("//td")] == ["2001", EVIL[0]]
    assert len(root.xpath("//main/*[local-name()='svg']")) == 1
    assert text.count("prefers-color-scheme: dark") == 2  # of the page and of the chart
    assert "@media print" in text


def test_a_chart_becomes_a_png():
    pytest.importorskip("resvg_py")
    image = drawn(bar_chart([("发展", 1, "1")], "词语"), None)
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20], "big") == 2 * canvas.WIDTH
