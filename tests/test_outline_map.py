"""The outline as a picture and as a fragment of HTML: the same sections, in the same tree."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from speechkit import read
from speechkit.renderers import registry
from speechkit.renderers.charts.mindmap import Node, mindmap
from speechkit.renderers.outline import OutlineView, items
from speechkit.renderers.outline_map import tree_of
from speechkit.selection import Outline

SVG = "{http://www.w3.org/2000/svg}"
SPEECH = """在全市工作会议上的讲话
一、提高认识
一是学习要深。学习理论。
二是站位要高。服务大局。
二、狠抓落实
第一，抓项目。
第二，抓作风。
三、加强领导
"""


def outline_of(text):
    reading = read(text)
    return Outline(reading.document, reading.analysis(tasks=False, slogans=False))


def written(outline, format_name):
    return "".join(registry.render(Outline, [outline], format_name, OutlineView(parts=False)))


def words_of(node):
    return [node.words, [words_of(each) for each in node.below]]


def listed(element):
    """The items below a list, nested as they stand in it."""
    return [[(item.text or "").strip(), listed(item)] for item in element.xpath("./ol/li")]


def test_the_tree_is_that_of_the_sections() -> None:
    outline = outline_of(SPEECH)
    tree = tree_of("讲话", list(items(outline, OutlineView(parts=False))))
    ids = {section.id: section for section in outline.analysis.sections}
    expected = [
        ["一、提高认识", [["一是学习要深", []], ["二是站位要高", []]]],
        ["二、狠抓落实", [["第一，抓项目", []], ["第二，抓作风", []]]],
        ["三、加强领导", []],
    ]
    assert words_of(tree) == ["讲话", expected]
    assert len(ids) == 7


def test_the_fragment_has_the_tree_with_lines_and_parts() -> None:
    outline = outline_of(SPEECH)
    article = html.fragment_fromstring(written(outline, "html"))
    tree = tree_of("", list(items(outline, OutlineView(parts=False))))
    assert listed(article) == [words_of(each) for each in tree.below]
    found = [(item.get("id")[1:], int(item.get("data-line"))) for item in article.iter("li")]
    assert found == [(section.id, section.line) for section in outline.analysis.sections]


@pytest.mark.parametrize(
    "text", [SPEECH, "没有编号的一句话。", "一、<b>&x</b>]]>\u2028\u202e甲\n二、</svg><script>alert(1)</script>\n"]
)
def test_the_picture_is_xml_with_a_text_for_every_section(text) -> None:
    outline = outline_of(text)
    svg = etree.fromstring(written(outline, "svg").encode())
    assert svg.tag == f"{SVG}svg"
    assert not svg.findall(f".//{SVG}script")
    drawn = "".join("".join(each.itertext()) for each in svg.iter(f"{SVG}text"))
    for section in outline.analysis.sections:
        assert re.sub(r"\W", "", section.title)[:6] in re.sub(r"\W|u202[0-9a-f]", "", drawn)
    curves = "".join(path.get("d") for path in svg.iter(f"{SVG}path"))
    assert curves.count("M") == len(outline.analysis.sections)


trees = st.recursive(
    st.text("甲乙丙，a 〔〕", max_size=80).map(Node),
    lambda below: st.builds(
        lambda words, each: Node(words, tuple(each)), st.text("甲乙", max_size=60), st.lists(below, max_size=4)
    ),
    max_leaves=20,
)


@given(trees)
def test_no_words_lie_on_others(root) -> None:
    svg = etree.fromstring(mindmap(root, "图").encode())
    width, height = float(svg.get("width")), float(svg.get("height"))
    places = []
    for each in svg.findall(f"./{SVG}g//{SVG}text"):
        x, y = float(each.get("x")), float(each.get("y"))
        assert 0 <= x < width
        assert 0 <= y < height
        places.append((x, y))
    columns: dict[float, list[float]] = {}
    for x, y in places:
        columns.setdefault(x, []).append(y)
    for column in columns.values():
        column.sort()
        assert all(second - first > 13 for first, second in pairwise(column))
