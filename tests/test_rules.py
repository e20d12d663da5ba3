"""Every rule finds something in each of its hits and nothing in its near misses."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechkit.config import Config
from speechkit.cues import cue_ids_in, cue_rules, cue_words_in
from speechkit.errors import ConfigError
from speechkit.genre import genre_rules
from speechkit.layout import paragraphs_of
from speechkit.layout.asides import asides_of
from speechkit.layout.frame import frame_rules
from speechkit.layout.lines import layout_rules
from speechkit.lexicon import lexicon
from speechkit.model import Paragraph, Role
from speechkit.outline.candidates import candidates_of
from speechkit.outline.rules import numbering
from speechkit.outline.title import title_rules
from speechkit.parts.context import part_rules
from speechkit.phrases.chain_score import all_candidates
from speechkit.phrases.chain_signs import ChainScorer, chain_signs
from speechkit.phrases.quotes import deciding_rule
from speechkit.phrases.rules import phrase_rules
from speechkit.phrases.weights import phrase_weights
from speechkit.pipeline import load
from speechkit.rules import BeforeRule, Examples, HereRule, PatternRule, Rule, WordList, WordsRule, compiled, load_rules
from speechkit.script import convert
from speechkit.tasks.name_rules import name_rules
from speechkit.tasks.rules import task_rules
from speechkit.tasks.targets import target_rules
from speechkit.units import units_of


def example_cases(rules, kind):
    return [
        pytest.param(rule, text, id=f"{rule.id}:{text[:12]}") for rule in rules for text in getattr(rule.examples, kind)
    ]


def ids_found(text):
    full_width = text.translate(str.maketrans(",:;()", "，：；（）"))
    return {c.rule.id for c in candidates_of([Paragraph(0, len(text), full_width, ((0, 0),))])[0]}


def rules_in(record):
    """Every rule that stands in a record of rules, in the order of its fields."""
    for value in msgspec.structs.astuple(record):
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Rule):
                yield each
            elif isinstance(each, msgspec.Struct):
                yield from rules_in(each)


NUMBERING = numbering().rules
ASIDES = layout_rules().asides
BOILERPLATE = (*layout_rules().boilerplate, layout_rules().item, layout_rules().marker_alone)
FRAME = (*rules_in(frame_rules()), *rules_in(title_rules()))
FRAME_LINES = tuple(rule for rule in FRAME if isinstance(rule, HereRule))
LISTINGS = layout_rules().listings
ANNOUNCEMENT, TAIL = numbering().announcement, numbering().tail
CUES = cue_rules()
GENRES = genre_rules().rules
HEADINGS, LEADS = part_rules().headings, part_rules().leads
KINDS, NEVER = task_rules().kinds, task_rules().never
PLAIN = KINDS[-1]  # the kind of a task without a word that says how binding it is: it has no pattern
TASKS = [
    rule for rules in (task_rules(), name_rules(), target_rules()) for rule in rules_in(rules) if rule is not PLAIN
]
SEARCHED = (
    *GENRES,
    *HEADINGS,
    *LEADS,
    ANNOUNCEMENT,
    layout_rules().captions,
    LISTINGS.title,
    *(rule for rule in FRAME if isinstance(rule, PatternRule)),
    *(rule for rule in TASKS if isinstance(rule, PatternRule)),
)
TRIED = [
    TAIL,
    numbering().annex,
    numbering().closing,
    *FRAME_LINES,
    *(rule for rule in rules_in(LISTINGS) if rule is not LISTINGS.title),
    *(rule for rule in TASKS if isinstance(rule, HereRule)),
]
ENDING = [rule for rule in TASKS if isinstance(rule, BeforeRule)]
LISTED = [rule for rule in TASKS if isinstance(rule, WordsRule)]
LISTS = load_rules("lexicon", dict[str, tuple[str, ...]])

# Stretches of real speeches, found to hold a cue by a character that its `near` once lacked.
OVERLOOKED = (
    "各级政府务必坚持就业优先战略",
    "我们要着力抓好以下几个方面：",
    "广大干部群众深入学习",
    "前不久，我到基层调研",
    "所谓合理的使用",
    "首先，要落实责任。",
    "中央政治局以“牢记初心使命”为题进行集体学习",
    "出席议员：",
    "已实施的措施包括：",
    "有市民向本人表示担心",
    "以上系就总预算案的编制原则加以说明。",
    "各位贵宾及全体国人同胞身体健康、万事如意。",
)


@pytest.mark.parametrize(
    "rule", [*NUMBERING, *ASIDES, *BOILERPLATE, *CUES, *SEARCHED, *TRIED, *ENDING, *LISTED], ids=lambda rule: rule.id
)
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
    assert asides_of(text, ASIDES, markdown=False)


@pytest.mark.parametrize(("rule", "text"), example_cases(ASIDES, "miss"))
def test_aside_miss(rule, text):
    assert not compiled(rule.pattern).search(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(BOILERPLATE, "hit"))
def test_boilerplate_hit(rule, text):
    assert rule.match(text)
    assert not rule.first or text[0] in rule.first


@pytest.mark.parametrize(("rule", "text"), example_cases(BOILERPLATE, "miss"))
def test_boilerplate_miss(rule, text):
    assert not rule.match(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(t, True) for t in numbering().headings.examples.hit] + [(t, False) for t in numbering().headings.examples.miss],
)
def test_heading_examples(text, expected):
    assert numbering().headings.fit(text) is expected


def test_rule_ids_are_unique():
    for rules in ((*NUMBERING, *ASIDES, *BOILERPLATE), CUES, (*HEADINGS, *LEADS), (PLAIN, *TASKS)):
        ids = [rule.id for rule in rules]
        assert len(ids) == len(set(ids))


# -- cues, parts and tasks --------------------------------------------------------------------------------------------


def looked_for(rule):
    """The characters that a text must hold one of, or may, for the rule to look into it."""
    fields = (getattr(rule, name, "") for name in ("words", "pattern", "start", "here", "before"))
    return set(getattr(rule, "near", "") or "".join("".join(field) for field in fields))


@pytest.mark.parametrize("rule", [*CUES, *SEARCHED, *TRIED, *ENDING, *LISTED], ids=lambda rule: rule.id)
def test_a_near_miss_is_near(rule):
    """One at least holds a character that the rule looks for, so that it is the rule that passes it over."""
    assert any(not looked_for(rule).isdisjoint(text) for text in rule.examples.miss)


@pytest.mark.parametrize(("rule", "text"), example_cases(CUES, "hit"))
def test_cue_hit(rule, text):
    assert rule.id in cue_ids_in(text)
    assert cue_words_in(text, rule.id)


@pytest.mark.parametrize(("rule", "text"), example_cases(CUES, "miss"))
def test_cue_miss(rule, text):
    assert rule.id not in cue_ids_in(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(SEARCHED, "hit"))
def test_pattern_hit(rule, text):
    assert rule.is_near(text)
    assert rule.found_in(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(SEARCHED, "miss"))
def test_pattern_miss(rule, text):
    assert not rule.found_in(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(TRIED, "hit"))
def test_pattern_at_its_place_hit(rule, text):
    assert rule.match(text)
    assert rule.match(f"，{text}", 1)


@pytest.mark.parametrize(("rule", "text"), example_cases(TRIED, "miss"))
def test_pattern_at_its_place_miss(rule, text):
    assert not rule.match(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(ENDING, "hit"))
def test_pattern_before_its_place_hit(rule, text):
    assert rule.ends(text, len(text))
    assert rule.ends(f"{'一' * 40}{text}，", len(text) + 40)


@pytest.mark.parametrize(("rule", "text"), example_cases(ENDING, "miss"))
def test_pattern_before_its_place_miss(rule, text):
    assert not rule.ends(text, len(text))


@pytest.mark.parametrize(("rule", "text"), example_cases(LISTED, "hit"))
def test_words_at_their_place_hit(rule, text):
    assert rule.at(text, 0)


@pytest.mark.parametrize(("rule", "text"), example_cases(LISTED, "miss"))
def test_words_at_their_place_miss(rule, text):
    assert not rule.at(text, 0)


@pytest.mark.parametrize(("kind", "text"), example_cases(KINDS, "hit"))
def test_no_earlier_kind_fits_the_example_of_a_kind(kind, text):
    """The first kind that fits names a task, so an example that an earlier one fits shows nothing of its own."""
    fitting = [each for each in KINDS if not each.pattern or each.search(text)]
    assert fitting[0] is kind


def test_the_plain_kind_is_the_last_and_the_only_one_without_a_pattern():
    assert [kind.id for kind in KINDS if not kind.pattern] == [PLAIN.id]
    assert PLAIN.source
    assert PLAIN.examples.hit


@pytest.fixture(scope="module")
def unit_texts():
    """The units of the samples, and every example."""
    texts = [text for rule in (*CUES, *SEARCHED) for text in (*rule.examples.hit, *rule.examples.miss)]
    for path in sorted((Path(__file__).parents[1] / "samples").glob("*.txt")):
        texts += [unit.text for unit in units_of(paragraphs_of(load(path, Config())), ())]
    assert len(texts) > 400
    return texts


@pytest.mark.parametrize(
    "cue", [cue for cue in CUES if cue.near and (cue.pattern or cue.start)], ids=lambda cue: cue.id
)
def test_near_loses_nothing(cue, unit_texts):
    """``near`` saves trying a pattern; it must not decide."""
    for text in (*unit_texts, *OVERLOOKED):
        if cue.found_in(text):
            assert not set(cue.near).isdisjoint(text)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_the_words_of_a_cue_are_found_where_it_fires(cue, unit_texts):
    for text in unit_texts:
        assert bool(cue_words_in(text, cue.id)) or cue.id not in cue_ids_in(text)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_a_cue_has_one_way_to_be_found_and_says_something(cue):
    assert cue.words or cue.pattern or cue.start or cue.verb
    assert cue.weights
    assert all(entry.strip("^$") for entry in cue.words)


def test_what_stands_in_long_quotation_marks_says_nothing_of_the_unit():
    assert "must" in cue_ids_in("必须抓好落实。")
    assert "must" not in cue_ids_in("他讲过“必须抓好落实，不能等待观望”。")
    assert "must" in cue_ids_in("“必须”抓好落实。")


def test_tasks_lie_in_known_parts():
    assert set(task_rules().parts) <= set(get_args(Role))
    assert not {"meta", "salutation"} & set(task_rules().parts)


def test_nothing_is_passed_on_without_the_words_that_are_looked_for_first(unit_texts):
    """``saying`` saves trying the pattern of relays; it must not decide."""
    rules = task_rules().relaying
    for text in unit_texts:
        if rules.others.search(text):
            assert rules.saying.search(text)


# -- patterns ----------------------------------------------------------------------------------------------------------


def pattern_rule(**fields):
    return PatternRule(id="", source="", examples=Examples((), ()), **fields)


@pytest.mark.parametrize(
    ("fields", "text", "found"),
    [
        ({"pattern": "抓|做"}, "要抓好", ["抓"]),
        ({"pattern": "抓|做"}, "要求", []),
        ({"start": "要"}, "要抓好，要做好", ["要"]),
        ({"start": "抓"}, "要抓好", []),
        ({"start": "要", "pattern": "抓好|要抓"}, "要抓好，要抓紧", ["要", "抓好", "要抓"]),  # none inside another
        ({"start": "要", "pattern": "做"}, "再做", ["做"]),
    ],
)
def test_a_pattern_is_looked_for_anywhere_and_at_the_start(fields, text, found):
    each = pattern_rule(**fields)
    assert bool(each.found_in(text)) is bool(found)
    assert [match[0] for match in each.matches(text)] == found


def test_a_pattern_is_near_where_one_of_its_characters_stands():
    assert pattern_rule(pattern="抓", near="抓]").is_near("有]的")
    assert not pattern_rule(pattern="抓", near="抓]").is_near("要做")
    assert pattern_rule(pattern="抓").is_near("要做")


def test_a_pattern_that_is_none_is_told():
    with pytest.raises(ConfigError, match="is not a regular expression"):
        pattern_rule(pattern="(").found_in("抓")


# -- word lists --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "listed",
    [
        *(pytest.param(words, id=name) for name, words in LISTS.items()),
        *(pytest.param(rule.words, id=rule.id) for rule in LISTED),
    ],
)
def test_words_are_simplified_and_listed_once(listed):
    assert listed
    assert convert(" ".join(listed), "hans") == " ".join(listed)
    assert len(listed) == len(set(listed))


def test_short_heads_are_one_character():
    assert all(len(word) == 1 for word in name_rules().short_heads.words)


@pytest.mark.parametrize(
    ("name", "text", "start", "length"),
    [
        ("verbs", "教育引导党员", 0, 4),  # the longest: not 教育
        ("verbs", "党员教育", 2, 2),
        ("verbs", "党员", 0, 0),
        ("verbs", "党员", 2, 0),  # at the end of the text
        ("modals", "应当抓好", 0, 2),
    ],
)
def test_the_longest_word_at_a_place(name, text, start, length):
    assert getattr(lexicon(), name).at(text, start) == length


@pytest.mark.parametrize(
    ("name", "text", "start", "end"),
    [
        ("manner", "认真扎实推进", 0, 4),
        ("manner", "推进", 0, 0),
        ("manner", "要认真", 3, 3),
        ("adverbs", "也要带头", 0, 4),
    ],
)
def test_words_that_follow_each_other_are_skipped(name, text, start, end):
    assert getattr(lexicon(), name).skip(text, start) == end


@settings(deadline=None, max_examples=100)
@given(st.sets(st.text("要必须抓", min_size=1, max_size=3), min_size=1), st.text("要必须抓好", max_size=12))
def test_a_word_list_finds_what_a_look_at_every_word_finds(among, text):
    listed = WordList(among)
    for at in range(len(text) + 1):
        assert listed.at(text, at) == max([len(word) for word in among if text.startswith(word, at)], default=0)
        for start in range(at + 1):
            ending = [len(word) for word in among if text.endswith(word, start, at)]
            assert listed.before(text, at, start) == max(ending, default=0)
    assert listed.firsts == {word[0] for word in among}
    assert listed.lasts == {word[-1] for word in among}


@pytest.mark.parametrize("name", ["numbering", "layout", "cues", "parts", "tasks"])
def test_a_rule_file_of_another_shape_is_refused_by_name(name):
    with pytest.raises(ConfigError, match=name):
        load_rules(name, Examples)


# -- set phrases -------------------------------------------------------------------------------------------------------

PHRASES = (*phrase_rules().quoted, *phrase_rules().sayings, *phrase_rules().calls)


@pytest.mark.parametrize("rule", PHRASES, ids=lambda rule: rule.id)
def test_rule_of_set_phrases_has_examples_and_a_source(rule):
    assert rule.examples.hit
    assert rule.examples.miss
    assert rule.source


def deciding(text):
    """The ids of the rules that decide on what stands in quotation marks in ``text``."""
    rules = [deciding_rule(text, found.start() + 1, found.end() - 1) for found in re.finditer("“[^“”]*”", text)]
    return {rule.id for rule in rules if rule}


@pytest.mark.parametrize(("rule", "text"), example_cases(phrase_rules().quoted, "hit"))
def test_quoted_hit(rule, text):
    assert rule.id in deciding(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(phrase_rules().quoted, "miss"))
def test_quoted_miss(rule, text):
    assert deciding(text) - {rule.id}
    assert rule.id not in deciding(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(phrase_rules().sayings, "hit"))
def test_saying_hit(rule, text):
    assert list(rule.matches(text))


@pytest.mark.parametrize(("rule", "text"), example_cases(phrase_rules().sayings, "miss"))
def test_saying_miss(rule, text):
    assert not re.search(rule.pattern, text)


def test_the_hint_of_a_saying_hides_none(speeches):
    for text in (speech.text() for speech in speeches):
        for rule in phrase_rules().sayings:
            if not re.search(rule.hint, text):
                assert not re.search(rule.pattern, text), rule.id


@pytest.mark.parametrize(("rule", "text"), example_cases(phrase_rules().calls, "hit"))
def test_call_hit(rule, text):
    assert rule.found_in(text)


@pytest.mark.parametrize(("rule", "text"), example_cases(phrase_rules().calls, "miss"))
def test_call_miss(rule, text):
    assert not rule.found_in(text)


FAMILIES = {family.id: family for family in phrase_rules().chain.signs}


def families_shown(text):
    """The families of the signs that the chains which may stand in ``text`` show."""
    signs = [sign for run, items in all_candidates(text) for sign in chain_signs(text, run, items)]
    return {name for sign in signs for name in sign.partition("=")[0].split(",")}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_a_sign_of_a_chain_is_shown_by_its_hit_and_not_by_its_miss(family):
    assert family.says
    assert family.id in families_shown(family.hit)
    assert family.id not in families_shown(family.miss)


def test_every_weight_of_a_chain_is_that_of_a_sign():
    for sign in phrase_weights().models["chain"].weights:
        assert set(sign.partition("=")[0].split(",")) <= FAMILIES.keys(), sign


@pytest.mark.parametrize("text", [family.hit for family in FAMILIES.values()])
def test_a_score_is_the_sum_of_what_the_signs_say(text):
    model = phrase_weights().models["chain"]
    scorer = ChainScorer(model)
    for run, items in all_candidates(text):
        signs = chain_signs(text, run, items)
        assert scorer.score(text, run, items) == pytest.approx(model.score(signs))
