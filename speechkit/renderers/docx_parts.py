"""What pages for Word share: an empty A4 page in the faces of an office, paragraphs and tables as XML.

As XML, for python-docx takes a second for a hundred rows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

import docx
import msgspec
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from speechkit.writing import xml_text

__all__ = [
    "BODY",
    "HEAD",
    "TITLE",
    "Run",
    "Style",
    "add",
    "cell",
    "empty_page",
    "finished",
    "paragraph",
    "row",
    "table",
]

BODY, HEAD, SUBHEAD, TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
# Names of the same or like faces on other systems; Word and LibreOffice take the first that is there.
FALLBACKS = {
    BODY: "仿宋,FangSong,STFangsong,FangSong_GB2312",
    HEAD: "SimHei,STHeiti,Heiti SC",
    SUBHEAD: "楷体,KaiTi,STKaiti,KaiTi_GB2312",
    TITLE: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun",
}
_A4 = Cm(21), Cm(29.7)
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # a file that is the same whenever it is written
_LEVELS = 9  # of headings that Word knows


class Run(msgspec.Struct, frozen=True):
    """A stretch of text in one look; ``color`` is RRGGBB, ``size`` in points, both those of the paragraph if empty."""

    text: str
    bold: bool = False
    face: str = ""
    color: str = ""
    size: float = 0
    struck: bool = False
    underlined: bool = False


class Style(msgspec.Struct, frozen=True):
    """The look of a paragraph; distances in points. ``line`` is its exact height, so that any font takes as much."""

    line: float = 15
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    first: float = 0
    centred: bool = False
    name: str = ""
    keep: bool = False
    ruled: bool = False


PLAIN = Style()


def empty_page(
    title: str,
    *,
    size: float = 10.5,
    margins: tuple[float, float] = (1.8, 2.0),
    pages: bool = True,
    landscape: bool = False,
    created: datetime = NO_DATE,
) -> Any:
    """Return an empty A4 document: margins in centimetres above and beside, numbers of pages below if wanted."""
    file = docx.Document()
    page = file.sections[0]
    page.page_width, page.page_height = _A4[::-1] if landscape else _A4
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.top_margin = page.bottom_margin = Cm(margins[0])
    page.left_margin = page.right_margin = Cm(margins[1])
    page.header_distance = page.footer_distance = Cm(0.9)
    normal = file.styles["Normal"]
    normal.font.size = Pt(size)
    normal.paragraph_format.space_after = Pt(0)
    _set_fonts(normal.element.get_or_add_rPr(), BODY)
    for level in range(1, _LEVELS + 1):
        _set_heading(file.styles[f"Heading {level}"], level)
    _declare_fonts(file)
    if pages:
        footer = page.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        footer._p.append(parse_xml(number))
    about = file.core_properties
    about.title, about.author, about.comments = xml_text(title), "speechkit", ""
    about.created = about.modified = created
    return file


def _set_heading(style: Any, level: int) -> None:
    style.font.size = Pt(max(15 - level, 11))
    style.font.bold = False
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = Pt(max(10 - 2 * level, 2))
    style.paragraph_format.space_after = Pt(2)
    _set_fonts(style.element.get_or_add_rPr(), HEAD if level == 1 else SUBHEAD if level == 2 else BODY)


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


def add(file: Any, xml: str) -> None:
    """Put a paragraph or a table at the end of the document."""
    file.element.body.sectPr.addprevious(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))


def finished(file: Any) -> bytes:
    """Return the document as its file."""
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def paragraph(runs: Iterable[Run], style: Style = PLAIN, *, new_page: bool = False) -> str:
    """Return a paragraph."""
    exact = f'w:line="{round(style.line * 20)}" w:lineRule="exact"' if style.line else ""
    named = f'<w:pStyle w:val="{style.name}"/>' if style.name else ""
    broken = "<w:pageBreakBefore/>" if new_page else ""
    keep = "<w:keepNext/>" if style.keep else ""
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="7F7F7F"/></w:pBdr>' if style.ruled else ""
    spacing = f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" {exact}/>'
    if style.name and not style.line:
        spacing = ""
    left, hanging = round((style.left + style.hanging) * 20), round(style.hanging * 20)
    behind = f'w:firstLine="{round(style.first * 20)}"' if style.first else f'w:hanging="{hanging}"'
    indent = f'<w:ind w:left="{left}" {behind}/>' if left or hanging or style.first else ""
    side = '<w:jc w:val="center"/>' if style.centred else ""
    return f"<w:p><w:pPr>{named}{keep}{broken}{rule}{spacing}{indent}{side}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def _run(run: Run) -> str:
    look = f'<w:rFonts w:ascii="{run.face}" w:hAnsi="{run.face}" w:eastAsia="{run.face}"/>' if run.face else ""
    look += "<w:b/>" * run.bold + "<w:strike/>" * run.struck
    look += f'<w:color w:val="{run.color}"/>' if run.color else ""
    look += f'<w:sz w:val="{round(run.size * 2)}"/>' if run.size else ""
    look += '<w:u w:val="single"/>' * run.underlined
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(xml_text(run.text))}</w:t></w:r>'


def table(widths: Sequence[int], rows: Iterable[str]) -> str:
    """Return a table with thin lines; widths in twentieths of a point."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """Return a row, which no page parts; a ``header`` is repeated on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * header}</w:trPr>{''.join(cells)}</w:tr>"


def cell(paragraphs: Iterable[str], width: int, *, fill: str = "", merged: str = "") -> str:
    """Return a cell of at least one paragraph; ``fill`` is RRGGBB, ``merged`` restart or continue for one over rows."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    down = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    inside = "".join(paragraphs) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{down}{shade}</w:tcPr>{inside}</w:tc>'
