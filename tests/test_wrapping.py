"""Lines of a terminal are broken in one place: within their cells, nothing lost, no mark where none may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from wcwidth import wcswidth

from speechkit.chars import NOT_FIRST, NOT_LAST
from speechkit.renderers.terminal import PATH, flowed, path_cut, wrapped


def lines(text, width, margin=0):
    return [line.plain for line in wrapped(Text(text), width, margin)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("要抓好落实，狠抓整改。", 10, ["要抓好落", "实，狠抓整", "改。"]),
        ("他说：“要抓落实。”", 17, ["他说：“要抓落", "实。”"]),
        ("要学习《准则》条例", 8, ["要学习", "《准则》", "条例"]),
        ("达到GDP5.5%以上", 9, ["达到", "GDP5.5%以", "上"]),
        ("all that says less", 9, ["all that", "says less"]),
        ("，，，，，，", 4, ["，，", "，，", "，，"]),
        ("", 4, [""]),
    ],
)
def test_where_lines_are_broken(text, width, expected):
    assert lines(text, width) == expected


TEXTS = st.text(st.sampled_from("要抓好落实工作，。；：”“（）《》、ab 1…—%"), max_size=80)


@given(TEXTS, st.integers(8, 40), st.integers(0, 4))
def test_nothing_is_lost_and_all_fits(text, width, margin):
    found = lines(text, width, margin)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    for at, line in enumerate(found):
        assert wcswidth(line.rstrip()) <= width
        assert line.startswith(" " * margin) or not at or not line.strip()


@given(
    st.text(st.sampled_from("要抓好落实工作"), min_size=1), st.sampled_from("，。；：！？、”）》"), st.integers(8, 40)
)
def test_no_line_begins_with_what_closes_nor_ends_with_what_opens(words, mark, width):
    text = (words + mark + words[:3] + "“（《"[len(words) % 3] + words) * 4
    found = lines(text, width)
    assert not any(line[0] in NOT_FIRST for line in found)
    assert not any(line[-1] in NOT_LAST for line in found[:-1])
    assert all(cell_len(line) >= width - 8 for line in found[:-1])


def test_a_long_paragraph_takes_linear_time():
    text = Text("要抓好落实，" * 20_000)
    assert len(wrapped(text, 80)) == 3000  # in a moment; the square of it would take minutes


def test_styles_stay_with_their_words():
    one, other = wrapped(Text.assemble("要抓好", ("落实整改", "red")), 10, 2)
    assert [(span.start, span.end, span.style) for span in one.spans] == [(3, 5, "red")]
    assert any((span.start, span.end, span.style) == (2, 4, "red") for span in other.spans)


@given(
    st.lists(st.text(st.sampled_from("抓落实a"), min_size=1, max_size=12), min_size=1, max_size=4), st.integers(12, 60)
)
def test_a_path_keeps_its_last_heading(headings, width):
    shown = path_cut(PATH.join(headings), width)
    assert cell_len(shown) <= width
    last = shown.split(PATH)[-1]
    assert headings[-1].startswith(last.removesuffix("…"))
    assert last == headings[-1] or len(headings) == 1 or shown.startswith("…")


def test_items_flow_behind_their_label():
    items = map(Text, ("局党委", "年底前", "必须"))
    assert [line.plain for line in flowed(Text("T1 "), items, "  ", 12, 3)] == ["T1 局党委", "   年底前", "   必须"]
