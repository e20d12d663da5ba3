"""The task table as DOCX in the look of an office: a title in 黑体, the table in 仿宋, A4 landscape."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from speechkit.labels import LABELS
from speechkit.renderers.tasks import TaskView, grouped
from speechkit.selection import TaskList
from speechkit.sheets.columns import (
    HEADER_COLOR,
    HINT_COLOR,
    UNKNOWN_COLOR,
    Row,
    columns,
    day_of,
    office_text,
    title_of,
)

BODY_FONT, HEAD_FONT = "仿宋_GB2312", "黑体"
# Names of the same faces on other systems; Word and LibreOffice take the first that is there.
FALLBACKS = {BODY_FONT: "仿宋,FangSong,STFangsong,FangSong_GB2312", HEAD_FONT: "SimHei,STHeiti,Heiti SC"}
# Column keys and their widths in twentieths of a point; in all what A4 landscape leaves between the margins.
WIDTHS = {
    "number": 650,
    "task": 3980,
    "actor": 1500,
    "co_actors": 1300,
    "deadline": 1250,
    "due": 1420,
    "strength": 700,
    "targets": 1300,
    "line": 650,
    "progress": 950,
    "notes": 860,
}
CENTRED = ("number", "due", "strength", "line", "progress")
MARGINS = "".join(
    ["<w:tblCellMar>", *(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right")), "</w:tblCellMar>"]
)
GROUP_COLOR = "F2F2F2"


def render(lists: Iterable[TaskList], view: TaskView) -> Iterator[bytes]:
    """Yield the document in one piece: a title and a table for each input, the header row on every page."""
    file: Any = None
    labels = LABELS[view.language].task_sheet
    for each in lists:
        analysis = each.analysis
        if file is None:
            file = _empty(labels.title, analysis.date.iso if analysis.date else "")
        else:
            file.add_page_break()
        _paragraph(file, labels.title, HEAD_FONT, 22)
        title = title_of(analysis) + (f"，{analysis.date.iso}" if analysis.date else "")
        _paragraph(file, labels.based_on.format(office_text(title)), BODY_FONT, 12)
        table = parse_xml(_table(grouped(each, view), view))
        file.element.body.sectPr.addprevious(table)  # as XML: python-docx takes a second for a hundred rows
    if file is not None:
        file.add_paragraph()  # Word wants one after a table
        out = io.BytesIO()
        file.save(out)
        yield out.getvalue()


def _empty(title: str, iso: str) -> Any:
    file = docx.Document()
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = file.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    _set_fonts(normal.element.get_or_add_rPr(), BODY_FONT)
    _declare_fonts(file)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    about = file.core_properties
    about.title, about.author, about.comments = title, "speechkit", ""
    about.created = about.modified = day_of(iso)
    return file


def _declare_fonts(file: Any) -> None:
    """Name the fallbacks in the font table, the one place where the format has room for them."""
    part = file.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _set_fonts(properties: Any, face: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)  # a theme's font would win over a name
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(name), face)


def _paragraph(file: Any, text: str, face: str, size: float) -> None:
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _set_fonts(run._r.get_or_add_rPr(), face)


def _table(groups: list[tuple[str, list[Row]]], view: TaskView) -> str:
    shown = columns(WIDTHS)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS.values())
    headings = ((column.heading(view.language), WIDTHS[column.key]) for column in shown)
    header = "".join(_cell(text, width, HEAD_FONT, HEADER_COLOR, centred=True) for text, width in headings)
    parts = [
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(WIDTHS.values())}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"
    ]
    for heading, rows in groups:
        if view.by:
            span = _cell(heading, sum(WIDTHS.values()), HEAD_FONT, GROUP_COLOR, span=len(shown))
            parts.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{span}</w:tr>")
        parts += [_row(row, view) for row in rows]
    return "".join(parts) + "</w:tbl>"


def _row(row: Row, view: TaskView) -> str:
    color = UNKNOWN_COLOR if row.text("actor") == LABELS[view.language].task_sheet.unknown_actor else ""
    hinted = "actor" if row.task.actor_from == "inherited" or view.offices.suggest(row.task) else ""
    cells = "".join(
        _cell(row.text(key), WIDTHS[key], BODY_FONT, color, centred=key in CENTRED, grey=key == hinted)
        for key in WIDTHS
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(
    text: str, width: int, face: str, color: str, *, centred: bool = False, grey: bool = False, span: int = 1
) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>' if color else ""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    side = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    shade = f'<w:color w:val="{HINT_COLOR}"/>' if grey else ""
    fonts = f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>{shade}</w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{fill}</w:tcPr><w:p>{side}<w:r>{fonts}'
        f'<w:t xml:space="preserve">{escape(office_text(text))}</w:t></w:r></w:p></w:tc>'
    )
