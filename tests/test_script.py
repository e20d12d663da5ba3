"""Telling traditional from simplified text, and taking it there and back."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechkit.chars import line_starts
from speechkit.config import ScriptConfig
from speechkit.model import Document, Source
from speechkit.script import Target, convert, simplify, traditional_characters
from speechkit.script.conversion import _opencc
from speechkit.script.rules import MiscutRule, script_rules

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from script_accuracy import simplified_texts, wrong_characters

SEED = Path(__file__).parents[1] / "samples" / "party-building-2022.txt"


def document(text: str, **options: str) -> Document:
    return simplify(Source("test", text, "utf-8", ""), ScriptConfig(**options))  # type: ignore[arg-type]


def simplified(text: str) -> str:
    return document(text).text


# ---- accuracy on real text


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
@pytest.mark.slow
def test_real_text_survives_the_way_to_traditional_and_back(shared: Path, config: str) -> None:
    import opencc

    there = opencc.OpenCC(config).convert
    wrong = chars = 0
    for text in simplified_texts(shared / "speeches"):
        wrong += wrong_characters(text, simplified(there(text)))
        chars += len(text)
    assert chars > 1_500_000
    assert wrong / chars * 100_000 <= 1.0  # the bound promised is 2.5


def test_real_simplified_text_is_left_alone(shared: Path) -> None:
    for text in simplified_texts(shared / "speeches"):
        found = document(text)
        assert found.script == "hans"
        changed = {a for a, b in zip(text, found.text, strict=True) if a != b}
        assert changed <= traditional_characters() | {"於"}  # of a clause that is traditional, as in licence notices
        assert changed or found.text is text


# ---- 著 and 着


TAIWAN = {  # as Taiwan writes it: what it is in simplified text
    "要著力解決問題": "要着力解决问题",
    "著眼長遠發展": "着眼长远发展",
    "帶著問題學習": "带着问题学习",
    "隨著經濟發展": "随着经济发展",
    "執著於理想": "执着于理想",
    "著重說明這點": "着重说明这点",
    "沿著有中國特色的道路": "沿着有中国特色的道路",
    "本著於法周延、規範明確": "本着于法周延、规范明确",
    "存在著作風不正的問題": "存在着作风不正的问题",
    "談論著對於蘇聯的看法": "谈论着对于苏联的看法",
    "發揮著作用": "发挥着作用",
    "彰顯著勇敢": "彰显着勇敢",
    "藉著這個機會": "借着这个机会",
    "寫著名字": "写着名字",
    "比較著重改革": "比较着重改革",
    "著名經濟學家": "著名经济学家",
    "成效顯著": "成效显著",
    "起了顯著作用": "起了显著作用",
    "學原著、悟原理": "学原著、悟原理",
    "世界名著導讀": "世界名著导读",
    "土著居民": "土著居民",
    "編著這部書": "编著这部书",
    "馬列著作": "马列著作",
    "學術專著與論著": "学术专著与论著",
    "見微知著，防微杜漸": "见微知著，防微杜渐",
    "功勳卓著，臭名昭著": "功勋卓著，臭名昭著",
    "著書立說": "著书立说",
    "其所著《論語》": "其所著《论语》",
    "隨著《關於進一步》的發布": "随着《关于进一步》的发布",
}


@pytest.mark.parametrize(("taiwan", "expected"), TAIWAN.items())
def test_zhu_and_zhe_to_simplified(taiwan: str, expected: str) -> None:
    assert simplified(taiwan) == expected
    assert simplified(expected) == expected


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("要着力解决问题", "hant-tw", "要著力解決問題"),
        ("要着力解决问题", "hant-hk", "要着力解決問題"),
        ("带着问题，随着时间", "hant-tw", "帶著問題，隨著時間"),
        ("带着问题，随着时间", "hant-hk", "帶着問題，隨着時間"),
        ("著名学者的原著", "hant-tw", "著名學者的原著"),
        ("著名学者的原著", "hant-hk", "著名學者的原著"),
        ("卫生工作", "hant-hk", "衞生工作"),
        ("干部", "hant-tw", "幹部"),
        ("會后要著力抓幹部隊伍", "hant-tw", "會后要著力抓幹部隊伍"),
        ("會后要著力抓幹部隊伍", "hant-hk", "會后要著力抓幹部隊伍"),
        ("會后要著力抓干部隊伍", "hans", "会后要着力抓干部队伍"),
        ("乾清宫", "hans", "乾清宫"),
        ("", "hant-tw", ""),
    ],
)
def test_conversion_to_a_named_script(text: str, to: Target, expected: str) -> None:
    assert convert(text, to) == expected


# ---- other words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("衞生與敍事", "卫生与叙事"),  # Hong Kong's forms
        ("難以想像的壓力", "难以想象的压力"),
        ("違揹人民的意願", "违背人民的意愿"),
        ("等於其一，處於戲劇之中", "等于其一，处于戏剧之中"),
        ("樊於期與於梨華的書", "樊於期与於梨华的书"),
        ("乾隆年間的乾清宮", "乾隆年间的乾清宫"),
        ("會后扎實開展干部選拔,什么標准", "会后扎实开展干部选拔,什么标准"),  # a page converted badly before
        ("表達慰藉，憑藉實力", "表达慰藉，凭借实力"),
        ("規畫處擬定計畫，企畫案權責畫分，策畫畫展", "规划处拟定计划，企划案权责划分，策划画展"),
        ("圖畫分類、漫畫分級、圓規畫圓、設計畫面", "图画分类、漫画分级、圆规画圆、设计画面"),
        ("我們祇有一條路，衹要；民間神祇，祇園精舍", "我们只有一条路，只要；民间神祇，祇园精舍"),
        ("妳們的姪子來了", "你们的侄子来了"),
    ],
)
def test_words_to_simplified(text: str, expected: str) -> None:
    assert simplified(text) == expected


def test_seed() -> None:
    found = document(SEED.read_text("utf-8"))
    assert found.script == "hant"
    for words in ("会后,局机关党建办", "思并着力研究解决", "要着眼工作实际", "带着问题学习", "好干部", "广大党员干部"):
        assert words in found.text


# ---- words that OpenCC cuts wrongly

MISCUT = script_rules().miscut


@pytest.mark.parametrize("text", [text for rule in MISCUT for text in (*rule.examples.hit, *rule.examples.miss)])
def test_words_that_opencc_cuts_wrongly(text: str) -> None:
    plain = document(text, convert="always").text
    assert convert(plain, "hant-tw") == text


@pytest.mark.parametrize("rule", MISCUT, ids=lambda rule: rule.id)
def test_miscut_rule_changes_what_it_must(rule: MiscutRule) -> None:
    wrong = re.compile(rule.pattern)
    assert rule.source
    assert not any(wrong.search(text) for text in (*rule.examples.hit, *rule.examples.miss))
    assert any(wrong.search(_opencc("s2tw")(document(text, convert="always").text)) for text in rule.examples.hit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("電灯被发明", "電燈被發明"),
        ("展示了如何参与制造", "展示了如何參與製造"),
        ("头发被发现，若干干部参与制作", "頭髮被發現，若干幹部參與製作"),
    ],
)
def test_several_miscuts_in_a_sentence(text: str, expected: str) -> None:
    assert convert(text, "hant-tw") == expected
    assert convert(text, "hant-hk") == expected


# ---- traditional clauses in simplified lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一位台商说，兩岸經濟發展要靠大家，我們要加強經濟合作。",
            "一位台商说，两岸经济发展要靠大家，我们要加强经济合作。",
        ),
        ("他说，要發展，我們的產業要升級，要著力，不再等。", "他说，要发展，我们的产业要升级，要着力，不再等。"),
        ("我们认为：「國家興亡，匹夫有責。」大家要记住。", "我们认为：「国家兴亡，匹夫有责。」大家要记住。"),
        ("这是要点。我們要著力推動產業發展。各单位要落实。", "这是要点。我们要着力推动产业发展。各单位要落实。"),
        ("据《臺灣經濟導報》报道，经济发展很快。", "据《台湾经济导报》报道，经济发展很快。"),
        # near misses: a slip, a name, and names that OpenCC would change
        ("他姓於，书名是《國》，我们读过。", "他姓於，书名是《國》，我们读过。"),
        ("乾隆年间，乾清宫的图书馆藏有旧档。", "乾隆年间，乾清宫的图书馆藏有旧档。"),
        ("樊於期其人见于史记，兩國交战。", "樊於期其人见于史记，兩國交战。"),
    ],
)
def test_traditional_clause_in_a_simplified_line(text: str, expected: str) -> None:
    found = document(f"各部门要加强经济合作，落实惠民措施。\n{text}\n我们要认真学习。")
    assert found.text.split("\n")[1] == expected
    assert convert(found.source.text, "hans") == found.text


# ---- which script


HANT, HANS = "我們要認真學習貫徹黨的精神。", "我们要认真学习贯彻党的精神。"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", "hans"),
        ("\n。，\n", "hans"),
        ("Only English here, 2024.", "hans"),
        ("中央委", "hans"),
        (HANT, "hant"),
        (HANS, "hans"),
        (HANT + "\n（一）\n第一，\nOK\n" + HANT, "hant"),
        (HANT + "\n" + HANS, "mixed"),
        (HANS * 20 + "\n「國」\n", "hans"),  # one stray character
        (HANT * 20 + "\n国\n", "hant"),
        (HANT + "决定够强", "hant"),  # variant forms that crawled traditional pages carry
    ],
)
def test_script(text: str, script: str) -> None:
    assert document(text).script == script


def test_mixed_text_is_converted_where_it_is_traditional() -> None:
    text = f"{HANT}\r\n乾清宫的图书馆为着后面。\r{HANT}\n"
    found = document(text)
    assert found.script == "mixed"
    assert found.text == f"{HANS}\r\n乾清宫的图书馆为着后面。\r{HANS}\n"
    assert convert(text, "hant-tw") == f"{HANT}\r\n乾清宮的圖書館為著後面。\r{HANT}\n"


def test_configured_conversion() -> None:
    assert document("乾清宫", convert="always").text == "干清宫"
    never = document(HANT, convert="never")
    assert (never.text, never.script) == (HANT, "hant")


# ---- properties

characters = st.one_of(
    st.sampled_from("國国們们著着於于乾後后象像\n\r\r\n 。，名力\ud800\udfff𠀀𡃁A\x00\u2028"), st.characters()
)
texts = st.lists(characters, max_size=60).map("".join)


@given(texts, st.sampled_from(["hans", "hant-tw", "hant-hk"]))
def test_conversion_keeps_length_and_line_ends(text: str, to: Target) -> None:
    converted = convert(text, to)
    assert len(converted) == len(text)
    kept = "\r\n\x00\u2028\ud800\udfff A"
    assert all(a == b for a, b in zip(text, converted, strict=True) if a in kept or b in kept)


@given(texts, st.sampled_from(["auto", "always", "never"]))
def test_simplified_text_has_the_length_of_the_source(text: str, choice: str) -> None:
    found = document(text, convert=choice)
    assert len(found.text) == len(text)


@given(texts)
def test_simplifying_twice_changes_nothing(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)


@given(texts)
def test_line_starts(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    starts = line_starts(text)
    assert starts[0] == 0
    assert len(starts) == len(lines)
    assert all(text[start - 1] in "\r\n" for start in starts[1:])


def test_line_starts_of_every_line_end() -> None:
    assert list(line_starts("a\r\nb\rc\n\nd\n")) == [0, 3, 5, 7, 8]


def test_converter_that_changes_a_length_is_overruled_line_by_line() -> None:
    from speechkit.script.conversion import _same_length

    def grow(text: str) -> str:
        return text.replace("a", "bb").replace("c", "d")

    assert _same_length("ac\ncc\nacd", grow) == "ad\ndd\nadd"
