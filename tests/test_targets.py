"""Quantities that are to be reached: what is measured, how much, and whether it is the least or the most."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from speechkit.tasks.targets import quantities_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "targets.yaml").read_text("utf-8"))
FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_what_a_sentence_wants_reached(case):
    found = quantities_of(case["text"].translate(FULL_WIDTH))
    assert [[each.what, each.value, each.unit, each.bound] for each in found] == case["targets"]


def test_the_span_holds_what_is_measured_and_the_bound():
    text = "到2025年，全县粮食产量稳定在42万吨以上，新建冷库2座。"
    assert [text[each.start : each.end] for each in quantities_of(text)] == [
        "全县粮食产量稳定在42万吨以上",
        "新建冷库2座",
    ]


def test_full_width_digits_are_digits():
    assert [(each.value, each.unit) for each in quantities_of("粮食产量不低于６５０亿斤。")] == [(650, "亿斤")]


@given(st.text(alphabet="0123456789.,，。、十百万亿元个%不低于超过增长新建到从比以上左右至—ab", max_size=60))
def test_spans_lie_inside_the_text_and_in_order(text):
    start = 0
    for each in quantities_of(text):
        assert start <= each.start < each.end <= len(text)
        start = each.start
        assert each.value >= 0


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1.", "要增长1", "一", "百分之", "增长5%", "5%—", "从1", "不低于", "1,234", "至少", "分别、"]
)
def test_hostile_repetition_takes_linear_time(unit):
    def seconds(size):
        text = "要增长" + unit * (size // len(unit))
        start = time.process_time()
        quantities_of(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < 20 * max(seconds(4_000), 0.01)
