"""Write samples/notice-2025.docx, an invented notice as offices write them in Word: ``python tests/sample_docx.py``.

Its numbers are Word's own, of styles and of paragraphs; it has a table of duties, a note, a text box and tracked changes.
"""

from pathlib import Path

from docx_files import NORMAL, abstract, docx, lvl, num, numbered, para, run, style, val

SAMPLE = Path(__file__).parents[1] / "samples" / "notice-2025.docx"

LISTS = abstract(
    0,
    lvl(0, "%1、", "chineseCountingThousand", of_style="1"),
    lvl(1, "（%2）", "chineseCountingThousand", of_style="2"),
    lvl(2, "%3."),
) + abstract(1, lvl(0, "%1", "decimal"))
NUMBERING = LISTS + num(1, 0) + num(2, 1)
STYLES = (
    NORMAL
    + style("a3", "Title", based="Normal")
    + style("1", "heading 1", based="Normal", properties=numbered(1) + val("outlineLvl", 0))
    + style("2", "heading 2", based="Normal", properties=numbered(1, 1) + val("outlineLvl", 1))
    + style("a5", "footnote text", based="Normal")
)
CORE = (
    "<dc:title>关于做好2025年秋冬季森林防火工作的通知</dc:title><dc:creator>李明</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2025-09-03T02:10:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-09-05T07:45:00Z</dcterms:modified>'
)
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def body(text):
    return para(text, properties=INDENT)


def point(text):
    return para(text, 1, 2, properties=INDENT)


def inserted(text):
    return f'<w:ins w:id="1" w:author="李明" w:date="2025-09-05T07:40:00Z">{run(text)}</w:ins>'


def deleted(text):
    removed = run(text).replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")
    return f'<w:del w:id="2" w:author="李明" w:date="2025-09-05T07:40:00Z">{removed}</w:del>'


def boxed(*paragraphs):
    """A run with a text box."""
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def table(*rows):
    written = ""
    for row in rows:
        cells = (para("", 2, 0) if cell is None else para(cell) for cell in row)
        written += (
            "<w:tr>"
            + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2200" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells)
            + "</w:tr>"
        )
    return f"<w:tbl><w:tblPr/>{written}</w:tbl>"


DUTIES = (
    ("序号", "任务", "责任部门", "完成时限"),
    (None, "修订县森林火灾应急预案", "县应急管理局", "2025年9月20日前"),
    (None, "完成林缘可燃物清理", "县林业局", "2025年10月底前"),
    (None, "新建和维修森林防火蓄水池20座", "县水利局", "2025年11月30日前"),
    (None, "组织一次综合应急演练", "县消防救援大队", "2025年11月10日前"),
)

BODY = (
    para("临政办发〔2025〕36号")
    + para("临江县人民政府办公室关于做好2025年秋冬季森林防火工作的通知", style="a3")
    + para("各乡镇人民政府、街道办事处，县直各有关单位：")
    + body(
        run("今年秋冬季")
        + '<w:r><w:footnoteReference w:id="1"/></w:r>'
        + run(
            "我县气温偏高、降水偏少，森林火险等级持续走高。为切实做好森林防火工作，保护人民群众生命财产和森林资源安全，经县政府同意，现就有关事项通知如下："
        )
    )
    + para("提高思想认识，压实防火责任", style="1")
    + para("落实属地责任", style="2")
    + body(
        "各乡镇（街道）要把森林防火作为当前的重要任务，主要负责同志要亲自部署、靠前指挥，9月底前与各村（社区）签订责任书。"
    )
    + para("落实部门责任", style="2")
    + body("县林业局要牵头抓好日常监管，县应急管理局要做好综合协调，县公安局要依法查处违规用火行为。")
    + para("突出工作重点，严格火源管控", style="1")
    + para("加强宣传教育", style="2")
    + point("县融媒体中心要利用广播、标语、微信群等开展宣传，做到家喻户晓。")
    + point("县教育局要在10月15日前对全县中小学生开展一次防火教育。")
    + para("严格野外用火", style="2")
    + body(
        run("防火期内，")
        + deleted("原则上")
        + run("严禁在林区野外用火。确需用火的，要报")
        + deleted("乡镇")
        + inserted("县林业局")
        + run("审批，并明确专人看守。")
    )
    + body(
        run("各乡镇（街道）要对坟区、景区、农林交错区开展拉网式排查，发现隐患立即整改。")
        + boxed(para("森林火警电话：12119"))
    )
    + para("强化应急准备，提升处置能力", style="1")
    + body("各级各部门要健全应急机制，充实扑火队伍，备足物资装备。重点任务按下表分工落实。")
    + table(*DUTIES)
    + para("严肃工作纪律，强化督导检查", style="1")
    + body(
        "县政府督查室要会同县林业局每月开展一次督查，对责任不落实、措施不到位的予以通报；造成严重后果的，依规依纪严肃追责。"
    )
    + para("临江县人民政府办公室")
    + para("2025年9月5日")
)
FOOTNOTES = '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>' + (
    f'<w:footnote w:id="1">{para("指2025年9月至2026年2月。", style="a5")}</w:footnote>'
)


def notice():
    """The bytes of the sample."""
    return docx(BODY, numbering=NUMBERING, styles=STYLES, footnotes=FOOTNOTES, core=CORE)


if __name__ == "__main__":
    SAMPLE.write_bytes(notice())
