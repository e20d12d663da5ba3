"""Word's list numbers are written out as Word and LibreOffice show them."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from docx_files import DECIMALS, NORMAL, OFFICIAL, abstract, docx, lvl, num, numbered, override, para, style

from speechkit.config import ReadingConfig
from speechkit.readers.docx import read_docx
from speechkit.readers.number_formats import FORMATS, LARGEST, written

FORMAT_CASES = yaml.safe_load((Path(__file__).parent / "cases/number-formats.yaml").read_text("utf-8"))


def labels(text):
    """What stands before the words P1, P2 … that the paragraphs of a case hold."""
    return [re.sub(r"P\d+$", "", line).strip() for line in text.lstrip("\ufeff").splitlines()]


# -- the number formats ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMAT_CASES["formats"])
def test_numbers_in_every_format(format):
    expected = FORMAT_CASES["formats"][format]
    assert {number: written(number, format) for number in expected} == expected


def test_every_format_has_its_cases():
    assert FORMATS.keys() == FORMAT_CASES["formats"].keys()


@pytest.mark.parametrize("format", [*FORMATS, "no such format"])
def test_what_has_no_sign_is_in_figures(format):
    beyond = "" if format == "none" else str(LARGEST + 1)
    assert written(LARGEST + 1, format) == beyond
    assert written(0, format) == beyond[:0] + ("" if format == "none" else "0")
    assert len(written(LARGEST, format)) < 1500


@pytest.mark.libreoffice
def test_numbers_in_every_format_are_those_of_libreoffice(libreoffice):
    known = {name: cases for name, cases in FORMAT_CASES["formats"].items() if name not in FORMAT_CASES["unknown"]}
    asked = [(name, number) for name, cases in known.items() for number in cases]
    lists = "".join(abstract(at, lvl(0, "[%1]", name)) for at, name in enumerate(known))
    place = {name: at for at, name in enumerate(known)}
    lists += "".join(
        num(at, place[name], override(0, number)) for at, (name, number) in enumerate(asked, 1) if number <= 32767
    )
    body = "".join(para(f"P{at}", at, 0) for at, _ in enumerate(asked, 1))
    found = labels(libreoffice(docx(body, numbering=lists)))
    assert found == [f"[{known[name][number]}]" for name, number in asked]


# -- the matrix --------------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """A document: its lists, its paragraphs (numId:ilvl@style, or - for plain ones), and what stands before each.

    ``libreoffice`` is what LibreOffice 7.4 shows where it does otherwise, and ``why`` we do not.
    """

    lists: str
    paragraphs: str
    expected: str
    styles: str = ""
    libreoffice: str | None = None
    why: str = ""

    @property
    def bytes(self):
        body = ""
        for at, place in enumerate(self.paragraphs.split(), 1):
            place, _, name = place.partition("@")
            number, _, level = place.strip("-").partition(":")
            body += para(f"P{at}", number or None, level or None, name or None)
        return docx(body, numbering=self.lists, **({"styles": NORMAL + self.styles} if self.styles else {}))


def listed(expected):
    return ["" if each == "-" else each for each in expected.split()]


ONE = OFFICIAL + num(1, 0)
TWO = DECIMALS + num(1, 1)
HEADINGS = style("H1", "heading 1", based="Normal", properties=numbered(1)) + style(
    "H2", "heading 2", based="Normal", properties=numbered(1, 1)
)
OF_STYLES = abstract(
    0,
    lvl(0, "%1、", "chineseCounting", of_style="H1"),
    lvl(1, "（%2）", "chineseCounting", of_style="H2"),
    lvl(2, "%3."),
) + num(1, 0)
CHAPTER = lvl(0, "第%1章", "chineseCountingThousand")
LINKED = OFFICIAL.replace("<w:lvl ", '<w:styleLink w:val="L"/><w:lvl ', 1) + abstract(
    5, link='<w:numStyleLink w:val="L"/>'
)
LIST_STYLE = style("L", properties=numbered(1), kind="numbering")

MATRIX = {
    "one level": Case(ONE, "1:0 1:0 - 1:0", "一、 二、 - 三、"),
    "five levels": Case(
        ONE, "1:0 1:1 1:1 1:2 1:2 1:3 1:4 1:0 1:1 1:2 1:1 1:2", "一、 （一） （二） 1. 2. （1） ① 二、 （一） 1. （二） 1."
    ),
    "several numbers in one": Case(
        TWO, "1:0 1:1 1:2 1:2 1:1 1:0 1:1 1:2 1:3", "1 1.1 1.1.1 1.1.2 1.2 2 2.1 2.1.1 2.1.1.1"
    ),
    "nine levels": Case(
        TWO,
        "1:0 1:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 1:8",
        "1 1.1 1.1.1 1.1.1.1 1.1.1.1.1 1.1.1.1.1.1 1.1.1.1.1.1.1 1.1.1.1.1.1.1.1 1.1.1.1.1.1.1.1.1 1.1.1.1.1.1.1.1.2",
    ),
    "text around the numbers": Case(
        abstract(0, lvl(0, "专栏%1：", "chineseCounting"), lvl(1, "%1-%2"), lvl(2, "附件")) + num(1, 0),
        "1:0 1:1 1:2 1:2 1:0 1:1",
        "专栏一： 一-1 附件 附件 专栏二： 二-1",
    ),
    "a percent sign": Case(
        abstract(0, lvl(0, "%1%"), lvl(1, "100%2")) + num(1, 0), "1:0 1:0 1:1", "1% 2% 1001"
    ),
    "without a level": Case(ONE, "1 1 1:1 1", "一、 二、 （一） 三、"),
    "a level that is passed over counts as one item": Case(
        TWO, "1:0 1:2 1:2 1:1 1:2 1:0 1:2", "1 1.1.1 1.1.2 1.2 1.2.1 2 2.1.1"
    ),
    "lower levels first": Case(TWO, "1:2 1:2 1:1 1:0 1:1", "1.1.1 1.1.2 1.2 2 2.1"),
    "passed over with other starts": Case(
        abstract(0, lvl(0, "%1", start=3), lvl(1, "%1.%2", start=5), lvl(2, "%1.%2.%3", start=2)) + num(1, 0),
        "1:2 1:2 1:0 1:2 1:1 1:2",
        "3.5.2 3.5.3 4 4.5.2 4.6 4.6.2",
    ),
    "passed over with starts of the list's own": Case(
        DECIMALS.replace('w:val="1"', 'w:val="2"', 1) + num(1, 1, override(0, 7)) + num(2, 1),
        "1:1 1:1 1:0 1:1 2:0 2:1",
        "2.1 2.2 7 7.1 8 8.1",
    ),
    "lists of one abstract list count on": Case(
        ONE + num(2, 0), "1:0 2:0 1:0 2:0 2:1 1:1", "一、 二、 三、 四、 （一） （二）"
    ),
    "lists of two count apart": Case(
        OFFICIAL + DECIMALS + num(1, 0) + num(2, 1), "1:0 2:0 1:0 2:0 2:1 1:1 2:1", "一、 1 二、 2 2.1 （一） 2.2"
    ),
    "definitions behind their use": Case(
        num(1, 0) + OFFICIAL, "1:0 1:0", "一、 二、", libreoffice="1. 2.", why="LibreOffice does not look ahead"
    ),
    "start": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting", start=5), lvl(1, "%2.", start=3)) + num(1, 0),
        "1:0 1:0 1:1 1:1 1:0 1:1",
        "五、 六、 3. 4. 七、 3.",
    ),
    "start at 0": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting", start=0), lvl(1, "%2.", start=0)) + num(1, 0),
        "1:0 1:0 1:1 1:1 1:0 1:1",
        "0、 一、 0. 1. 二、 0.",
    ),
    "without a start": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting", start=None)) + num(1, 0), "1:0 1:0", "0、 一、"
    ),
    "past a hundred": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting", start=98)) + num(1, 0),
        "1:0 1:0 1:0 1:0",
        "九十八、 九十九、 一百、 一百零一、",
    ),
    "startOverride": Case(ONE + num(2, 0, override(0, 1)), "1:0 1:0 2:0 2:0 1:0 2:0", "一、 二、 一、 二、 三、 四、"),
    "startOverride at 7": Case(
        ONE + num(2, 0, override(0, 7)), "1:0 1:0 2:0 2:0 1:0 2:0", "一、 二、 七、 八、 九、 十、"
    ),
    "startOverride in the first list": Case(
        OFFICIAL + num(1, 0, override(0, 3)) + num(2, 0, override(0, 3)), "1:0 1:0 2:0 2:0 1:0", "三、 四、 三、 四、 五、"
    ),
    "startOverride of all levels": Case(
        ONE + num(2, 0, "".join(override(level, 1) for level in range(9))),
        "1:0 1:1 1:1 2:0 2:1 2:0 2:1 1:0 1:1",
        "一、 （一） （二） 一、 （一） 二、 （一） 三、 （一）",
    ),
    "startOverride after another list": Case(
        OFFICIAL + DECIMALS + num(1, 0) + num(2, 1) + num(3, 0, override(0, 1)),
        "1:0 1:0 2:0 2:1 3:0 3:0 1:0",
        "一、 二、 1 1.1 一、 二、 三、",
    ),
    "startOverride of a lower level": Case(
        ONE + num(2, 0, override(1, 4)), "1:0 1:1 1:1 2:1 2:1", "一、 （一） （二） （四） （五）"
    ),
    "startOverride holds whenever the level starts anew": Case(
        OFFICIAL + num(1, 0, override(0, 3) + override(1, 5)),
        "1:0 1:1 1:1 1:0 1:1",
        "三、 （五） （六） 四、 （五）",
        libreoffice="三、 （一） （二） 四、 （一）",
        why="ECMA-376 17.9.27: whenever this level is restarted",
    ),
    "lvlOverride with a level of its own": Case(
        ONE + num(2, 0, override(0, None, lvl(0, "第%1条", "chineseCounting", start=4))),
        "1:0 2:0 2:0 1:0",
        "一、 第二条 第三条 四、",
    ),
    "lvlOverride with a level and a start": Case(
        ONE + num(2, 0, override(0, 3, lvl(0, "第%1条", "chineseCounting"))), "1:0 2:0 2:0 1:0", "一、 第三条 第四条 五、"
    ),
    "lvlRestart 0: never": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting"), lvl(1, "%2.", restart=0)) + num(1, 0),
        "1:0 1:1 1:1 1:0 1:1 1:0 1:1",
        "一、 1. 2. 二、 3. 三、 4.",
        libreoffice="一、 1. 2. 二、 1. 三、 1.",
        why="LibreOffice does not know lvlRestart",
    ),
    "lvlRestart 1: behind the first level alone": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting"), lvl(1, "（%2）"), lvl(2, "%3.", restart=1)) + num(1, 0),
        "1:0 1:1 1:2 1:2 1:1 1:2 1:0 1:1 1:2",
        "一、 （1） 1. 2. （2） 3. 二、 （1） 1.",
        libreoffice="一、 （1） 1. 2. （2） 1. 二、 （1） 1.",
        why="LibreOffice does not know lvlRestart",
    ),
    "lvlRestart as it is without": Case(
        abstract(0, lvl(0, "%1、"), lvl(1, "（%2）"), lvl(2, "%3.", restart=2)) + num(1, 0),
        "1:0 1:1 1:2 1:2 1:1 1:2 1:0 1:2",
        "1、 （1） 1. 2. （2） 1. 2、 1.",
    ),
    "isLgl": Case(
        abstract(0, CHAPTER, lvl(1, "%1.%2", legal="<w:isLgl/>"), lvl(2, "%1.%2.%3", legal="<w:isLgl/>")) + num(1, 0),
        "1:0 1:1 1:1 1:2 1:0 1:1",
        "第一章 1.1 1.2 1.2.1 第二章 2.1",
        libreoffice="第一章 一.1 一.2 一.2.1 第二章 二.1",
        why="LibreOffice 7.4 does not know isLgl",
    ),
    "isLgl switched off": Case(
        abstract(0, CHAPTER, lvl(1, "%1.%2", legal='<w:isLgl w:val="0"/>')) + num(1, 0),
        "1:0 1:1 1:1 1:0 1:1",
        "第一章 一.1 一.2 第二章 二.1",
    ),
    "numbers of two formats": Case(
        abstract(0, CHAPTER, lvl(1, "%1.%2")) + num(1, 0), "1:0 1:1 1:0 1:1", "第一章 一.1 第二章 二.1"
    ),
    "styles": Case(ONE, "@H1 @H2 @H2 @H1 @H2 -", "一、 （一） （二） 二、 （一） -", HEADINGS),
    "styles and paragraphs in one list": Case(
        ONE, "@H1 @H2 1:1 1:2 @H1 1:1", "一、 （一） （二） 1. 二、 （一）", HEADINGS
    ),
    "levels that name their styles": Case(
        OF_STYLES,
        "@H1 @H2 @H2 @H1 @H2 -",
        "一、 （一） （二） 二、 （一） -",
        style("H1", properties=numbered(1)) + style("H2", properties=numbered(1)),
        libreoffice="一、 二、 三、 四、 五、 -",
        why="ECMA-376 17.9.23: the level that names the style is that of its paragraphs",
    ),
    "levels and styles that name each other": Case(
        OF_STYLES, "@H1 @H2 @H2 @H1 @H2 -", "一、 （一） （二） 二、 （一） -", HEADINGS
    ),
    "a style that another is based on": Case(
        ONE,
        "@H1 @X @Y @H1",
        "一、 二、 三、 四、",
        HEADINGS + style("X", based="H1") + style("Y", based="X"),
    ),
    "a level of its own list alone": Case(
        ONE,
        "@H1 @X @Y @H1",
        "一、 （一） （二） 二、",
        HEADINGS + style("X", based="H1", properties=numbered(None, 1)) + style("Y", based="X"),
    ),
    "numId 0 in a style": Case(
        ONE, "@H1 @X @Y @H1", "一、 - - 二、", HEADINGS + style("X", based="H1", properties=numbered(0)) + style("Y", based="X")
    ),
    "numId 0 in a paragraph": Case(ONE, "@H1 0@H1 0:0@H1 @H1", "一、 - - 二、", HEADINGS),
    "a level in a paragraph, the list of its style": Case(ONE, "@H1 :1@H1 :1@H1 @H1", "一、 （一） （二） 二、", HEADINGS),
    "a list in a paragraph, the level of its style": Case(
        OFFICIAL + DECIMALS + num(1, 0) + num(2, 1), "@H2 2@H2 2:1@H2 @H2", "（一） 1.1 1.2 （二）", HEADINGS
    ),
    "a style that is not there": Case(
        ONE, "@H9 1:0@H9", "- 一、", libreoffice="- -", why="Word takes the style of all paragraphs instead"
    ),
    "the style of all paragraphs": Case(
        ONE, "@N @N 0@N @N", "一、 二、 - 三、", style("N", default=True, properties=numbered(1))
    ),
    "numStyleLink": Case(LINKED + num(1, 0) + num(2, 5), "2:0 2:1 2:0", "一、 （一） 二、", LIST_STYLE),
    "numStyleLink beside its list": Case(
        LINKED + num(1, 0) + num(2, 5), "2:0 1:0 2:0 1:1 2:1", "一、 二、 三、 （一） （二）", LIST_STYLE
    ),
    "two lists of one list style": Case(
        LINKED + abstract(6, link='<w:numStyleLink w:val="L"/>') + num(1, 0) + num(2, 5) + num(3, 6),
        "2:0 3:0 2:0 3:0",
        "一、 二、 三、 四、",
        LIST_STYLE,
    ),
    "a level without a list": Case(ONE, ":0 :1 1:0", "- - 一、"),
    "a list that is not there": Case(ONE, "9:0 1:0 9:0", "- 一、 -"),
    "a level that is not there": Case(
        abstract(0, lvl(0, "%1、", "chineseCounting")) + num(1, 0), "1:0 1:1 1:1 1:0", "一、 1. 2. 二、"
    ),
    "no text": Case(abstract(0, lvl(0, None), lvl(1, "")) + num(1, 0), "1:0 1:0 1:1", "- - -"),
    "no format": Case(abstract(0, lvl(0, "%1.", None)) + num(1, 0), "1:0 1:0", "1. 2."),
    "an unknown format": Case(abstract(0, lvl(0, "%1.", "klingon")) + num(1, 0), "1:0 1:0", "1. 2."),
    "format none": Case(
        abstract(0, lvl(0, "%1附", "none"), lvl(1, "%1.%2")) + num(1, 0), "1:0 1:1 1:1 1:0 1:1", "附 1 2 附 1"
    ),
    "below a bullet": Case(
        abstract(0, lvl(0, "●", "bullet"), lvl(1, "%1.%2")) + num(1, 0),
        "1:0 1:0 1:1 1:1 1:0 1:1",
        "● ● .1 .2 ● .1",
        libreoffice="• • .1 .2 • .1",
        why="LibreOffice writes every bullet so in plain text",
    ),
    "a number of a lower level": Case(
        abstract(0, lvl(0, "%1.%2"), lvl(1, "%1.%2.%3")) + num(1, 0),
        "1:0 1:1 1:0",
        "1. 1.1. 2.",
        libreoffice="1.%2% 1.1.%3% 2.%2%",
        why="LibreOffice shows its own placeholder",
    ),
    "one number twice": Case(
        abstract(0, lvl(0, "%1-%1")) + num(1, 0), "1:0 1:0", "1-1 2-2",
        libreoffice="1-%1% 2-%1%", why="LibreOffice shows its own placeholder",
    ),
    "a level in the middle that is not defined": Case(
        abstract(0, lvl(0, "%1."), lvl(2, "%1.%2.%3")) + num(1, 0), "1:0 1:2 1:2 1:0 1:2", "1. 1.1.1 1.1.2 2. 2.1.1"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MATRIX.values(), ids=MATRIX)
def test_matrix(case):
    assert labels(read_docx(case.bytes, "a.docx", ReadingConfig()).text) == listed(case.expected)


@pytest.mark.libreoffice
def test_the_matrix_is_as_libreoffice_shows_it(libreoffice):
    found = dict(zip(MATRIX, map(labels, libreoffice(*(case.bytes for case in MATRIX.values()))), strict=True))
    assert found == {name: listed(case.libreoffice or case.expected) for name, case in MATRIX.items()}


def test_where_libreoffice_does_otherwise_there_is_a_reason():
    for case in MATRIX.values():
        assert (case.libreoffice is None) == (not case.why)
        assert case.libreoffice != case.expected


# -- what a label looks like in the text -------------------------------------------------------------------------------


def text_of(body, **parts):
    return read_docx(docx(body, **parts), "a.docx", ReadingConfig()).text


@pytest.mark.parametrize(
    ("format", "text", "line"),
    [
        ("chineseCounting", "%1、", "一、5G应用"),
        ("chineseCounting", "（%1）", "（一）5G应用"),
        ("chineseCounting", "第%1条", "第一条 5G应用"),
        ("decimal", "%1.", "1. 5G应用"),
        ("decimal", "%1", "1 5G应用"),
        ("decimalEnclosedCircle", "%1", "①5G应用"),
        ("decimalFullWidth", "%1．", "１．5G应用"),
    ],
)
@pytest.mark.parametrize("suffix", ["tab", "space", "nothing"])
def test_what_parts_a_number_from_the_text(format, text, line, suffix):
    lists = abstract(0, lvl(0, text, format)).replace('<w:suff w:val="space"/>', f'<w:suff w:val="{suffix}"/>')
    assert text_of(para("\t5G应用", 1, 0), numbering=lists + num(1, 0)) == line + "\n"


def test_an_empty_paragraph_counts_without_a_line_of_its_own():
    assert text_of(para("甲", 1, 0) + para("", 1, 0) + para("丙", 1, 0), numbering=ONE) == "一、甲\n\n三、丙\n"


@pytest.mark.parametrize(
    ("sign", "font", "line"),
    [
        ("●", "", "●甲"),
        ("◆", "SimSun", "◆甲"),
        ("—", "", "—甲"),
        ("-", "", "- 甲"),
        ("\uf06c", "Wingdings", "●甲"),
        ("l", "Wingdings", "●甲"),
        ("·", "Symbol", "●甲"),
        ("o", "Courier New", "●甲"),
        ("", "", "甲"),
    ],
)
def test_bullets(sign, font, line):
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    lists = abstract(0, lvl(0, sign, "bullet", runs=fonts)) + num(1, 0)
    assert text_of(para("甲", 1, 0), numbering=lists) == line + "\n"


@pytest.mark.parametrize(("custom", "label"), [("01, 02, 03, ...", "01."), ("001, 002, 003, ...", "001.")])
def test_numbers_with_leading_zeros(custom, label):
    alternatives = (
        f'<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{custom}"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = abstract(0, lvl(0, "%1.", None).replace("<w:suff", alternatives + "<w:suff")) + num(1, 0)
    assert labels(text_of(para("P1", 1, 0), numbering=lists)) == [label]


@pytest.mark.parametrize("broken", ["ilvl", "start", "numId", "startOverride"])
def test_numbers_that_are_none(broken):
    lists = OFFICIAL + num(1, 0, override(0, 3))
    data = [re.sub(rf'(<w:{broken} w:val=")\d+', r"\1x", part) for part in (para("P1", 1, 0), lists)]
    assert labels(text_of(data[0], numbering=data[1])) in (["一、"], ["三、"], ["0、"], [""])


def test_styles_based_on_each_other_in_a_circle():  # LibreOffice dies of them
    styles = style("A", based="B") + style("B", based="A", properties=numbered(1))
    assert labels(text_of(para("P1", style="A"), numbering=ONE, styles=styles)) == ["一、"]


def test_numbers_far_out_of_range():
    lists = OFFICIAL.replace('w:ilvl="4"', 'w:ilvl="44"') + num(1, 0, override(99, 1) + override(0, 10**9))
    assert labels(text_of(para("P1", 1, -7) + para("P2", 1, 10**9), numbering=lists)) == ["1000000000、", "1."]
