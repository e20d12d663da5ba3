"""What of a PDF document is read, as what, and what is refused."""

import json
import os
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import HEI, KAI, Box, Picture, Text, pdf, stream, table, typeset
from sample_pdf import report

from speechkit.config import Config, ReadingConfig
from speechkit.errors import InputError
from speechkit.model import FileProperties
from speechkit.pipeline import Reading
from speechkit.readers import read_bytes
from speechkit.readers.pdf import read_pdf
from speechkit.readers.pdf_rules import pdf_rules
from speechkit.script import simplify

AUTO = ReadingConfig()
ROOT = str(Path(__file__).parents[1])

LONG = (
    "各乡镇、市直各部门要提高政治站位，把思想和行动统一到市委决策部署上来，在2025年6月30日前完成自查自纠，并将自查报告报"
    "市政府办公室；对自查中发现的37个问题，要逐项列出清单，明确责任人和完成时限，做到整改一个、销号一个。"
)
SHORT = "要加强组织领导，层层压实责任，确保各项任务落到实处。"
SPEECH = [("title", "在全市工作会议上的讲话"), ("flush", "同志们：")]
for number, numeral in enumerate("一二三四五"):
    SPEECH += [("head", f"{numeral}、提高思想认识"), ("body", LONG[number * 9 :])]
    SPEECH += [("body", SHORT[number:]), ("body", LONG[number * 4 :] + SHORT)]


def source(*pages, **options):
    return read_pdf(pdf(*pages, **options), "a.pdf", AUTO)


def lines(*pages, **options):
    """The lines that hold text, without indents."""
    return [line.strip() for line in source(*pages, **options).text.splitlines() if line.strip()]


def texts(paragraphs):
    return [text for _, text in paragraphs]


# -- wraps ---------------------------------------------------------------------------------------------------------------


def test_a_paragraph_is_a_line():
    found = source(*typeset([("body", LONG), ("flush", SHORT), ("body", LONG)]))
    assert found.text == f"　　{LONG}\n{SHORT}\n　　{LONG}\n"
    assert (found.name, found.format, found.encoding, found.warnings) == ("a.pdf", "pdf", "utf-8", ())
    assert len(found.sha256) == 64


@pytest.mark.parametrize("kind", ["body", "block"])
@pytest.mark.parametrize("width", [17, 23, 28, 31])
@pytest.mark.parametrize("count", [5, 22])
def test_paragraphs_go_on_over_lines_and_pages(kind, width, count):
    paragraphs = [(kind if name == "body" else name, text) for name, text in SPEECH]
    assert lines(*typeset(paragraphs, width=width, lines=count, header="全市工作会议材料")) == texts(SPEECH)


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(columns):
    pages = typeset(SPEECH[1:], width=28 // columns - 1, columns=columns, header="会议材料", left=60)
    assert lines(*pages) == texts(SPEECH[1:])


def test_columns_are_found_whatever_the_order_in_which_they_were_written():
    pages = typeset(SPEECH[1:], width=13, columns=2, left=60, footer="", gutter=40)
    assert lines(*(sorted(page, key=lambda each: -each.y) for page in pages)) == texts(SPEECH[1:])


def test_a_title_goes_over_all_columns():
    below = typeset([("body", LONG * 4)], width=13, columns=2, lines=20, left=60, footer="")
    below[0] = [each._replace(y=each.y - 60) for each in below[0]]
    below[0].append(Text(150, 770, "在全市工作会议上的讲话", 22, HEI))
    assert lines(*below) == ["在全市工作会议上的讲话", LONG * 4]


def test_pages_with_another_margin_left_and_right():
    pages = typeset(SPEECH)
    for page in pages[1::2]:
        page[:] = [each._replace(x=each.x + 30) for each in page]
    assert lines(*pages) == texts(SPEECH)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "一、要提高思想认识切实增强做好各项工作的责任感紧迫感",
            "市委高度重视这项工作。",
        ),  # full, but in other letters
        ("加强领导", "落实责任"),
        ("某某市人民政府办公室", "2025年3月1日"),
    ],
)
def test_what_is_no_wrap(first, second):
    pages = typeset([("body", LONG), ("head", first), ("body", second), ("body", LONG)])
    assert lines(*pages) == [LONG, first, second, LONG]


@pytest.mark.parametrize("item", ["一、提高认识", "（二）狠抓落实", "3.压实责任", "第三条　各部门应当配合"])
def test_an_item_begins_a_paragraph_below_a_full_line(item):
    full = "要" * 27 + "。"
    page = [
        Text(74, 700 - 28 * number, line) for number, line in enumerate([full, item, full, item, "要" * 28, "抓好。"])
    ]
    assert lines(page) == [full, item, full, item, "要" * 28 + "抓好。"]


def test_a_point_in_a_paragraph_goes_on():
    text = "要抓好三项工作，确保全年目标任务圆满完成。" * 4
    for point in ("一是抓学习。", "第一，抓学习。"):
        whole = text[:26] + "。" + point + text
        assert lines(*typeset([("body", whole), ("body", text)])) == [whole, text]


def test_lines_of_a_list_are_lines():
    names = [f"{number}.某某县{'某' * number}镇人民政府" for number in range(1, 12)]
    assert lines([Text(74, 760 - 28 * number, name) for number, name in enumerate(names)]) == names


def test_words_and_hyphens():
    page = [
        Text(74, 700, "Speech at the General Assembly of the United Nations on"),
        Text(74, 680, "sustainable development and the environment, the fu"),
        Text(74, 660, "ture of mankind"),
    ]
    assert lines(page)[0].startswith("Speech at the General Assembly of the United Nations on sustainable development")


# -- what stands around the text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "footer",
    [
        "{}",
        "— {} —",
        "-{}-",
        "第{}页",
        "第 {} 页 共 9 页",
        "{}/9",
        "（{}）",
        "某某市安全生产委员会办公室　{}",
        "Page {} of 9",
    ],
)
@pytest.mark.parametrize("header", ["", "全市工作会议材料", "2025年工作报告 {}"])
def test_headers_footers_and_page_numbers_are_left_out(header, footer):
    assert lines(*typeset(SPEECH, header=header, footer=footer, lines=13)) == texts(SPEECH)


def test_numbers_of_pages_as_papers_of_offices_have_them():
    pages = typeset(SPEECH, footer="", lines=13)
    for number, page in enumerate(pages, 1):
        page.append(Text(74 if number % 2 == 0 else 470, 50, f"— {number} —", 14))
    assert lines(*pages) == texts(SPEECH)


def test_numbers_of_pages_in_roman_and_chinese():
    pages = typeset(SPEECH, footer="", lines=13)
    for written in (["i", "ii", "iii", "iv", "v", "vi"], ["第一页", "第二页", "第三页", "第四页", "第五页", "第六页"]):
        numbered = [[*page, Text(280, 50, number, 14)] for page, number in zip(pages, written, strict=False)]
        assert lines(*numbered) == texts(SPEECH)


def test_headers_that_change_from_chapter_to_chapter():
    pages = typeset(SPEECH * 2, lines=11)
    for number, page in enumerate(pages):
        page.append(Text(74, 800, "全市工作会议材料汇编" if number % 2 else f"第{'一二三四'[number // 4]}章", 10))
    assert lines(*pages) == texts(SPEECH * 2)


def test_a_number_on_the_only_page_or_on_the_second():
    assert lines(*typeset([("body", LONG)], footer="- {} -")) == [LONG]
    pages = typeset(SPEECH, footer="", lines=23)
    pages[1].append(Text(280, 50, "2", 14))
    assert lines(*pages) == texts(SPEECH)


def test_what_stands_at_the_edge_once_is_text():
    pages = typeset(SPEECH, header="", footer="", lines=20)
    pages[0].append(Text(74, 800, "某某市人民政府文件", 16))
    pages[-1].append(Text(300, 50, "2025年3月1日", 16))
    assert lines(*pages) == ["某某市人民政府文件", *texts(SPEECH), "2025年3月1日"]


def test_points_at_the_top_of_pages_are_text():
    pages = [
        [Text(106, 760, f"任务之{'甲乙丙'[number]}：抓好重点工作。"), Text(106, 700, SHORT[:20])] for number in range(3)
    ]
    assert len(lines(*pages)) == 6


def test_stamps_that_lie_across_a_page_are_left_out():
    pages = typeset(SPEECH, lines=13)
    for page in pages:
        page.append(Text(150, 300, "内部资料 严禁外传", 40, HEI, "0.7 0.7 -0.7 0.7"))
    assert lines(*pages) == texts(SPEECH)


def test_notes_at_the_foot_stand_behind_the_text():
    pages = typeset(SPEECH, lines=18, footer="")
    pages[0].append(Text(74, 90, "① 参见2024年市统计公报。", 10.5))
    pages[1].append(Text(74, 90, "② 指城乡居民医保和职工医保。", 10.5))
    found = source(*pages)
    assert [line.strip() for line in found.text.splitlines()[-2:]] == [
        "① 参见2024年市统计公报。",
        "② 指城乡居民医保和职工医保。",
    ]
    assert [mark.kind for mark in found.marks][-2:] == ["note", "note"]
    assert lines(*pages)[:-2] == texts(SPEECH)


def test_turned_pages_are_read_upright():
    turned = [
        [Text(each.y, 595 - each.x, each.words, each.size, each.font, "0 -1 1 0") for each in page]
        for page in typeset(SPEECH)
    ]
    assert lines(*turned, size=(842, 595)) == texts(SPEECH)
    assert lines(*turned, size=(842, 595), rotate=90) == texts(SPEECH)


def test_pages_whose_corner_is_elsewhere():
    moved = [[each._replace(x=each.x + 100, y=each.y - 500) for each in page] for page in typeset(SPEECH, lines=13)]
    data = pdf(*moved).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[100 -500 695 342]")
    assert [line.strip() for line in read_pdf(data, "a.pdf", AUTO).text.splitlines()] == texts(SPEECH)


# -- titles, headings, pages ---------------------------------------------------------------------------------------------


def marks(found, name):
    text = found.text.splitlines()
    return {text[mark.line - 1].strip(): getattr(mark, name) for mark in found.marks if getattr(mark, name)}


def test_the_title_is_what_stands_in_large_letters():
    title = "在全市贯彻落实中央农村工作会议精神暨乡村振兴工作推进会议上的讲话"
    found = source(*typeset([("title", title), *SPEECH[1:]]))
    assert len(marks(found, "kind")) == 2  # it takes two lines
    assert Reading(simplify(found, Config().script)).title.text == title


def test_a_red_head_is_no_title():
    pages = typeset(SPEECH, lines=20)
    pages[0] = [each._replace(y=each.y - 90) for each in pages[0][:-1]]
    pages[0] += [Text(100, 760, "某某市人民政府文件", 44, HEI), Text(220, 700, "某政发〔2025〕3号")]
    found = source(*pages)
    assert marks(found, "kind") == {}
    assert Reading(simplify(found, Config().script)).title.text == "在全市工作会议上的讲话"


def test_headings_in_other_letters_where_they_have_no_number():
    paragraphs = [*SPEECH[:2], ("body", LONG), ("part", "今年工作回顾"), ("head", "一、农业"), ("body", LONG)]
    paragraphs += [("head", "二、工业"), ("body", LONG), ("part", "明年工作安排"), ("body", LONG)]
    found = source(*typeset(paragraphs))
    assert marks(found, "heading") == {"今年工作回顾": 1, "一、农业": 2, "二、工业": 2, "明年工作安排": 1}
    assert marks(source(*typeset(SPEECH)), "heading") == {}  # numbers tell more


def test_bookmarks_tell_headings():
    paragraphs = [*SPEECH[:2], ("flush", "回顾"), ("body", LONG), ("flush", "展望"), ("body", LONG)]
    found = source(*typeset(paragraphs), bookmarks=[("回顾", 0), ("展望", 0), ("没有的", 0)])
    assert marks(found, "heading") == {"回顾": 1, "展望": 1}


def test_where_pages_begin():
    found = source(*typeset([("body", LONG)] * 7, lines=10))
    assert [(mark.line, mark.page) for mark in found.marks] == [
        (1, 1),
        (4, 2),
        (6, 3),
    ]  # page 3 begins in mid-paragraph


def test_what_a_document_says_of_itself():
    info = {"Title": "Microsoft Word - 在全市会议上的讲话.docx", "Author": "办公室", "CreationDate": "D:20250301120000"}
    found = source([Text(74, 700, LONG[:20])], info=info)
    assert found.properties == FileProperties("在全市会议上的讲话", "办公室", "")


@pytest.mark.parametrize("title", ["\ud800讲话", "讲\x00话\x1b[31m", "\ud83d"])
def test_what_a_damaged_document_says_of_itself(title):
    written = title.encode("utf-16-be", "surrogatepass").hex()
    data = pdf([Text(74, 700, SHORT)], info={"Title": "甲"}, bookmarks=[("乙", 0)])
    for sign in "甲乙":
        data = data.replace(sign.encode("utf-16-be").hex().encode(), written.encode())
    assert read_pdf(data, "a.pdf", AUTO).properties.title.isprintable()


# -- tables --------------------------------------------------------------------------------------------------------------

DUTIES = [
    ("序号", "任务", "责任部门", "完成时限"),
    ("1", "开展高标准农田建设排查整治，建立问题台账", "市农业农村局", "6月底前"),
    ("2", "推进农村人居环境整治", "市乡村振兴局、各乡镇（街道）", "9月底前"),
]


def cells(found):
    text = found.text.splitlines()
    return [(mark.table, *mark.cell, mark.rows, text[mark.line - 1]) for mark in found.marks if mark.cell]


def expected(rows, number=1):
    return [(number, row, column, 1, cell) for row, each in enumerate(rows, 1) for column, cell in enumerate(each, 1)]


def test_tables_cell_by_cell():
    things, end = table(DUTIES)
    found = source([Text(106, 640, "任务分工如下："), *things, Text(106, end - 40, SHORT)])
    assert cells(found) == expected(DUTIES)
    assert found.text.splitlines()[0].strip() == "任务分工如下："
    assert found.text.splitlines()[-1].strip() == SHORT
    tasks = Reading(simplify(found, Config().script)).tasks
    assert [task.actor.text for task in tasks[:2]] == ["市农业农村局", "市乡村振兴局、各乡镇（街道）"]


def test_a_table_goes_on_over_the_page():
    first, _ = table(DUTIES, top=200)
    second, end = table([DUTIES[0], ("3", "完成公路养护", "市交通局", "年底前")], top=760)
    pages = [[*typeset([("body", LONG)], footer="")[0], *first], [*second, Text(106, end - 50, SHORT)]]
    assert cells(source(*pages)) == expected([*DUTIES, ("3", "完成公路养护", "市交通局", "年底前")])


def test_a_row_goes_on_over_the_page():
    first, _ = table([*DUTIES, ("3", "完成公路养护，对急弯陡坡", "市交通局", "年底前")], top=240)
    second, _ = table([("", "路段逐一排查", "", "")], top=760)
    pages = [[*typeset([("body", LONG)], footer="")[0], *first], second]
    assert cells(source(*pages))[-3:] == [
        (1, 4, 2, 1, "完成公路养护，对急弯陡坡路段逐一排查"),
        (1, 4, 3, 1, "市交通局"),
        (1, 4, 4, 1, "年底前"),
    ]


def test_cells_over_several_rows():
    things = [Box(74, 600, 300, 0.5), Box(174, 560, 200, 0.5), Box(74, 520, 300, 0.5)]
    things += [Box(x, 520, 0.5, 80) for x in (74, 174, 274, 374)]
    words = [(80, 555, "农业"), (180, 575, "抓春耕"), (280, 575, "农业局"), (180, 535, "抓秋收"), (280, 535, "粮食局")]
    found = source(
        [Text(74, 700, SHORT), *(Text(x, y, text, 12) for x, y, text in words), *things, Text(74, 480, SHORT)]
    )
    assert cells(found) == [
        (1, 1, 1, 2, "农业"),
        (1, 1, 2, 1, "抓春耕"),
        (1, 1, 3, 1, "农业局"),
        (1, 2, 2, 1, "抓秋收"),
        (1, 2, 3, 1, "粮食局"),
    ]


def test_rows_below_each_other_are_a_table_without_rules():
    things, end = table(DUTIES)
    words = [thing for thing in things if isinstance(thing, Text)]
    found = source([Text(106, 640, "任务分工如下："), *words, Text(106, end - 40, SHORT)])
    assert cells(found) == expected(DUTIES)
    assert [line.strip() for line in found.text.splitlines()][-1] == SHORT


def test_two_rows_without_rules_are_joined_by_tabs():
    page = [Text(74, 740, SHORT[:20])]
    for number, row in enumerate(DUTIES[:2]):
        page += [Text(74 + 110 * column, 700 - 30 * number, cell[:7], 12) for column, cell in enumerate(row)]
    assert "序号\t任务\t责任部门\t完成时限" in lines(*[[*page, Text(74, 560, SHORT[:20])]])


# -- characters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("⼀、⼈⺠⽣活", "一、人民生活"),
        ("⻓期⻅效", "长期见效"),
        ("要\u0007抓\u200b好", "要抓好"),
        ("efﬁcient", "efficient"),
        ("𠮷林", "𠮷林"),
        ("2025 年", "2025 年"),
        ("　　要抓好", "要抓好"),
    ],
)
def test_characters(written, read):
    assert lines([Text(74, 700, written), Text(74, 600, SHORT[:9])])[0] == read


def test_letters_set_apart_are_words():
    apart = [Text(74 + 24 * number, 700, character) for number, character in enumerate("关于做好工作的通知")]
    assert lines([*apart, Text(74, 600, SHORT[:9])]) == ["关于做好工作的通知", SHORT[:9]]


# -- what is refused -----------------------------------------------------------------------------------------------------

ENCRYPTED = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'11' * 32}>/U<{'22' * 32}>/P -4>>/ID[<{'33' * 16}><{'33' * 16}>]"
WHOLE = pdf(*typeset(SPEECH))


def bomb(packed_twice=False):
    data = zlib.compress(b"BT /F0 9 Tf 9 9 Td <4e004e00> Tj ET\n" * 2_000_000, 9)
    entries = "/Filter/FlateDecode"
    if packed_twice:
        data, entries = zlib.compress(data, 9), "/Filter[/FlateDecode/FlateDecode]"
    return pdf(stream(data, entries, packed=False))


REFUSED = {
    "a scan": (lambda: pdf([Picture()], [Picture()]), "pictures, a scan perhaps", "OCR"),
    "a scan with page numbers": (
        lambda: pdf(*([Picture(), Text(280, 50, str(n))] for n in (1, 2, 3))),
        "holds no text",
        "; ",
    ),
    "blank pages": (lambda: pdf([], []), "holds no text", "; "),
    "encrypted": (lambda: pdf([Text(74, 700, SHORT)], extra=ENCRYPTED), "an encrypted PDF document", "password"),
    "truncated": (lambda: WHOLE[: len(WHOLE) // 2], "damaged or incomplete PDF document", "save it again"),
    "cut at its end": (lambda: WHOLE[:-30], "damaged or incomplete PDF document", "save it again"),
    "no objects": (lambda: b"%PDF-1.7\n%%EOF\n", "damaged or incomplete PDF document", "save it again"),
    "noise": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"%%EOF", "damaged or incomplete", "save it again"),
    "a bomb": (bomb, "would unpack to far more", "where it is from"),
    "a bomb in a bomb": (lambda: bomb(True), "would unpack to far more", "where it is from"),
    "too many pages": (lambda: pdf(*[[]] * 3_001), "more than 3,000 pages", "a file of their own"),
    "characters of no encoding": (lambda: pdf([Text(74, 700, "\ue123\ue234\ue345" * 9)]), "fonts do not tell", "OCR"),
}


@pytest.mark.parametrize(("make", "fragment", "advice"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(make, fragment, advice):
    data = make()
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        read_bytes(data, "坏.pdf", AUTO)
    assert time.process_time() - start < 2
    message = str(caught.value)
    assert message.startswith("坏.pdf ")
    assert fragment in message
    assert advice in message
    assert "; " in message
    assert "\n" not in message


def test_pages_that_are_pictures_are_named():
    found = source(*typeset([("body", LONG)]), [Picture()], *typeset([("body", SHORT)], footer=""), [Picture()], [])
    assert [line.strip() for line in found.text.splitlines()] == [LONG, SHORT]
    assert [warning.code for warning in found.warnings] == ["picture-pages"]
    assert "pages 2, 4 hold pictures" in found.warnings[0].message


def test_a_picture_may_unpack_to_much():
    big = pdf([Text(74, 700, SHORT), Picture()]).replace(b"/Width 8/Height 8", b"/Width 8/Height 8 /Note(x)")
    assert SHORT in read_pdf(big, "a.pdf", AUTO).text


def test_it_takes_no_longer_than_it_may(monkeypatch):
    monkeypatch.setattr("speechkit.readers.pdf.SECONDS", -1.0)
    with pytest.raises(InputError, match="takes longer than"):
        source([Text(74, 700, SHORT)])


def test_nothing_is_written_where_a_document_is_refused(run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(REFUSED["truncated"][0]())
    ran = run("outline", tmp_path / "a.pdf", "-o", tmp_path / "a.md")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == 1
    assert not (tmp_path / "a.md").exists()


WATCHED = """
import sys
from speechkit.config import ReadingConfig
from speechkit.errors import InputError
from speechkit.readers import read_bytes
documents = eval(sys.stdin.buffer.read())
read_bytes(documents[0], "a.pdf", ReadingConfig())  # what it imports is there now
seen = []
sys.addaudithook(lambda event, _: seen.append(event))
for document in documents:
    try:
        read_bytes(document, "a.pdf", ReadingConfig())
    except InputError:
        pass
allowed = ("object.", "gc.", "marshal.", "code.", "builtins.id", "sys._getframe", "compile", "exec", "ctypes.")
print(sorted({event for event in seen if not event.startswith(allowed)}))
"""


def test_a_reader_opens_no_file_and_no_connection():
    documents = [report(), pdf(*typeset(SPEECH), bookmarks=[("一、提高思想认识", 0)])]
    documents += [REFUSED[name][0]() for name in ("a scan", "encrypted", "truncated", "a bomb")]
    run = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=repr(documents).encode(),
        capture_output=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": ROOT},
    )
    assert run.stdout.decode().strip() == "[]"


def test_threads_take_turns():
    found = []
    threads = [threading.Thread(target=lambda: found.append(read_pdf(WHOLE, "a.pdf", AUTO).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 8


# -- what a file is, whatever its name -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.pdf", "a.PDF", "a", "a.2025", "<stdin>"])
def test_known_by_its_content(name):
    found = read_bytes(WHOLE, name, AUTO)
    assert (found.format, found.warnings) == ("pdf", ())


@pytest.mark.parametrize("before", [b"\r\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_known_though_something_stands_before_it(before):
    assert read_bytes(before + WHOLE, "a.pdf", AUTO).format == "pdf"


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", WHOLE), ("a.docx", WHOLE), ("a.html", WHOLE), ("a.pdf", "一、提高认识\n".encode())]
)
def test_a_name_that_says_otherwise(name, data):
    found = read_bytes(data, name, AUTO)
    assert "提高" in found.text
    assert [warning.code for warning in found.warnings] == ["other-format"]
    assert Path(name).suffix in found.warnings[0].message


def test_pdfium_is_imported_only_where_a_document_is_met():
    code = "import sys; from speechkit.cli import main; main(['outline', 'samples/party-building-2022.txt']); print('pypdfium2' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": ROOT}
    )
    assert ran.stdout.decode().splitlines()[-1] == "False"


def test_in_a_batch(run_process, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.pdf").write_bytes(report())
    (tmp_path / "in/b.pdf").write_bytes(report()[:-200])
    ran = run_process("batch", tmp_path / "in", "-o", tmp_path / "out.jsonl", "-j", "1")
    assert ran.returncode == 1
    [record] = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert [section["marker"] for section in record["sections"] if section["level"] == 1][:3] == [
        "一、",
        "二、",
        "三、",
    ]
    [failure] = map(json.loads, (tmp_path / "failures.jsonl").read_text("utf-8").splitlines())
    assert "b.pdf is a damaged or incomplete PDF document" in json.dumps(failure)


# -- the sample ----------------------------------------------------------------------------------------------------------

SAMPLE = Path(ROOT) / "samples" / "safety-report-2025.pdf"
GOLDEN = Path(ROOT) / "tests" / "golden_pdf"


def test_the_sample_is_what_its_script_writes():
    assert read_pdf(SAMPLE.read_bytes(), "a", AUTO).text == read_pdf(report(), "a", AUTO).text


@pytest.mark.parametrize(
    ("name", "command"),
    [("text.txt", ["text"]), ("text", ["outline", "--numbers", "--no-parts"]), ("tasks.txt", ["tasks"])],
)
def test_golden(run, monkeypatch, name, command):
    monkeypatch.chdir(ROOT)
    done = run(*command, "samples/safety-report-2025.pdf")
    assert (done.exit_code, done.stderr) == (0, "")
    golden = GOLDEN / f"safety-report-2025.pdf.{name}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(done.stdout, "utf-8")
    assert done.stdout == golden.read_text("utf-8")


# -- any bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule", [pdf_rules().page_number, pdf_rules().item, pdf_rules().point, pdf_rules().note], ids=lambda rule: rule.id
)
def test_the_examples_of_the_rules(rule):
    assert [text for text in rule.examples.hit if not rule.match(text)] == []
    assert [text for text in rule.examples.miss if rule.match(text)] == []


SEEDS = (
    report(),
    pdf(*typeset(SPEECH, lines=9), bookmarks=[("一、提高思想认识", 0)], packed=False),
    pdf([Picture()], [Text(74, 700, LONG)]),
)


def read_or_refused(data):
    try:
        found = read_pdf(data, "a.pdf", AUTO)
    except InputError:
        return
    found.text.encode()
    text = found.text.split("\n")
    assert found.text.strip()
    assert "\r" not in found.text
    assert "\0" not in found.text
    assert all(0 < mark.line <= len(text) and text[mark.line - 1].strip() for mark in found.marks)
    assert [mark.line for mark in found.marks] == sorted({mark.line for mark in found.marks})


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=3)), max_size=4))
def test_any_bytes_are_read_or_refused(seed, changes):
    data = bytearray(seed)
    for place, other in changes:
        place %= len(data)
        data[place : place + len(other)] = other
    read_or_refused(bytes(data))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.builds(
            Text,
            st.floats(-100, 700),
            st.floats(-100, 900),
            st.text("一、。第抓要是 12—", min_size=1, max_size=30),
            st.sampled_from([0.001, 5, 16, 200]),
            st.sampled_from([0, HEI, KAI]),
            st.sampled_from(["1 0 0 1", "0 1 -1 0", "0.7 0.7 -0.7 0.7", "0 0 0 0", "-1 0 0 1", "1e9 0 0 1e9"]),
        )
        | st.builds(Box, *[st.floats(-50, 600)] * 4),
        max_size=25,
    ),
    st.integers(1, 4),
)
def test_any_page_is_read_or_refused(things, pages):
    read_or_refused(pdf(*[things] * pages))


# -- as LibreOffice prints them --------------------------------------------------------------------------------------------


def field(paragraph, instruction):
    """Add a field such as PAGE to a paragraph of python-docx."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = instruction
        paragraph.add_run()._r.append(element)


def word_report(*, columns=1):
    """A report in Word with header, page numbers, indents, a table with rules and a break in the middle of pages."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    section.page_height = Pt(500)
    section.header.paragraphs[0].add_run("全市工作会议材料之三")
    section.footer.paragraphs[0].add_run("— ")
    field(section.footer.paragraphs[0], "PAGE")
    section.footer.paragraphs[0].add_run(" —")
    if columns > 1:
        section._sectPr.find(qn("w:cols")).set(qn("w:num"), str(columns))
    for kind, text in SPEECH:
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.first_line_indent = Pt(0 if kind in ("title", "flush") else 22)
        if kind == "title":
            paragraph.alignment = 1
            paragraph.runs[0].font.size = Pt(22)
    if columns == 1:
        rows = document.add_table(rows=0, cols=len(DUTIES[0]), style="Table Grid")
        for row in DUTIES:
            for cell, text in zip(rows.add_row().cells, row, strict=True):
                cell.text = text
    return document


@pytest.mark.libreoffice
@pytest.mark.parametrize("columns", [1, 2])
def test_as_libreoffice_prints_a_report(tmp_path, columns):
    word_report(columns=columns).save(tmp_path / "a.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    found = read_pdf((tmp_path / "a.pdf").read_bytes(), "a.pdf", AUTO)
    written = [line.strip() for line in found.text.splitlines() if line.strip()]
    if columns == 1:
        assert cells(found) == expected(DUTIES)
        written = written[: -sum(map(len, DUTIES))]
    assert "".join(written[: len(written) - len(SPEECH) + 1]) == SPEECH[0][1]  # the title may take two lines
    assert written[len(written) - len(SPEECH) + 1 :] == texts(SPEECH)[1:]
