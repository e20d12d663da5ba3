"""Every rule finds something in each of its hits and nothing in its near misses."""

import pytest

from speechkit.layout.asides import asides_of
from speechkit.layout.rules import layout_rules
from speechkit.model import Paragraph
from speechkit.outline.enumerators import candidates_of, numbering
from speechkit.outline.headings import looks_like_heading
from speechkit.rules import compiled, load_rules


def example_cases(rules, kind):
    return [
        pytest.param(rule, text, id=f"{rule.id}:{text[:12]}") for rule in rules for text in getattr(rule.examples, kind)
    ]


def ids_found(text):
    full_width = text.translate(str.maketrans(",:;()", "，：；（）"))
    return {c.rule.id for c in candidates_of([Paragraph(0, len(text), full_width, ((0, 0),))])}


NUMBERING = numbering().rules
ASIDES = layout_rules().asides
BOILERPLATE = (*layout_rules().boilerplate, layout_rules().item, layout_rules().marker_alone)
CUES = [("announcement", numbering().announcement), ("tail", numbering().tail)]


@pytest.mark.parametrize("rule", [*NUMBERING, *ASIDES, *BOILERPLATE], ids=lambda rule: rule.id)
def test_rule_has_examples_and_a_source(rule):
    assert rule.examples.hit
    assert rule.examples.miss
    assert rule.source


@pytest.mark.parametrize(("rule", "text"), example_cases(NUMBERING, "hit"))
def test_numbering_hit(rule, text):
    assert rule.id in ids_found(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(NUMBERING, "miss"))
def test_numbering_miss(rule, text):
    assert rule.id not in ids_found(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(ASIDES, "hit"))
def test_aside_hit(rule, text):
    assert compiled(rule.pattern).search(text)
    assert asides_of(text, markdown=False)


@pytest.mark.parametrize(("rule", "text"), example_cases(ASIDES, "miss"))
def test_aside_miss(rule, text):
    assert not compiled(rule.pattern).search(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(BOILERPLATE, "hit"))
def test_boilerplate_hit(rule, text):
    assert compiled(rule.pattern).match(text)
    assert not rule.first or text[0] in rule.first


@pytest.mark.parametrize(("rule", "text"), example_cases(BOILERPLATE, "miss"))
def test_boilerplate_miss(rule, text):
    assert not compiled(rule.pattern).match(text)


@pytest.mark.parametrize(("name", "cue", "text"), [(n, c, t) for n, c in CUES for t in c.examples.hit])
def test_cue_hit(name, cue, text):
    assert compiled(cue.pattern).search(text)


@pytest.mark.parametrize(("name", "cue", "text"), [(n, c, t) for n, c in CUES for t in c.examples.miss])
def test_cue_miss(name, cue, text):
    found = compiled(cue.pattern).match(text) if name == "tail" else compiled(cue.pattern).search(text)
    assert not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [(t, True) for t in numbering().headings.examples.hit] + [(t, False) for t in numbering().headings.examples.miss],
)
def test_heading_examples(text, expected):
    assert looks_like_heading(text, numbering().headings) is expected


def test_rule_ids_are_unique():
    ids = [rule.id for rule in (*NUMBERING, *ASIDES, *BOILERPLATE)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["numbering", "layout"])
def test_a_rule_file_of_another_shape_is_refused_by_name(name):
    from speechkit.errors import ConfigError
    from speechkit.outline.enumerators import Rule

    with pytest.raises(ConfigError, match=name):
        load_rules(name, Rule)
