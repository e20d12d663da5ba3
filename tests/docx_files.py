"""Word documents for the tests, made with raw XML: nothing that writes them may know more than the standard says."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY = (2025, 3, 1, 0, 0, 0)  # of every file in the archive, so that the bytes are the same each time


def docx(body, *, core="", head=_HEAD, **parts):
    """The bytes of a document with this XML as its body; ``parts`` are numbering, styles, footnotes, endnotes.

    ``core`` is what docProps/core.xml holds. ``head`` stands before the root of the document.
    """
    files = {
        "[Content_Types].xml": _types(parts, core),
        "_rels/.rels": _relationships(
            {"officeDocument": "word/document.xml"} | ({"core-properties": "docProps/core.xml"} if core else {})
        ),
        "word/document.xml": f"{head}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships({name: f"{name}.xml" for name in parts}),
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"{_HEAD}<w:{name} {_NAMESPACES}>{content}</w:{name}>"
    if core:
        files["docProps/core.xml"] = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>'
        )
    return packed(files)


def packed(files):
    """The bytes of a zip archive of these files, the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _types(parts, core):
    names = {"document.main": "document", **{name: name for name in parts}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for kind, name in names.items()
    )
    if core:
        overrides += (
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets):
    metadata = f"{_PACKAGE}/relationships/metadata"
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{metadata if kind == "core-properties" else _OFFICE}/{kind}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def val(name, value):
    """``<w:name w:val="value"/>``, nothing where the value is None."""
    return "" if value is None else f'<w:{name} w:val="{value}"/>'


def run(text, properties=""):
    of_run = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{of_run}<w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(number=None, level=None):
    return f"<w:numPr>{val('ilvl', level)}{val('numId', number)}</w:numPr>"


def para(content="", number=None, level=None, style=None, properties=""):
    """A paragraph of this text, or of these elements; ``number`` and ``level`` are its numId and ilvl."""
    inside = content if content.startswith("<") or not content else run(content)
    listed = numbered(number, level) if number is not None or level is not None else ""
    return f"<w:p><w:pPr>{val('pStyle', style)}{listed}{properties}</w:pPr>{inside}</w:p>"


def style(name, shown=None, *, based=None, properties="", runs="", kind="paragraph", default=False):
    """A style with the id ``name``; ``shown`` is the name that people see."""
    as_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{as_default}>{val("name", shown or name)}'
        f"{val('basedOn', based)}<w:pPr>{properties}</w:pPr><w:rPr>{runs}</w:rPr></w:style>"
    )


def lvl(index, text, format="decimal", *, start=1, restart=None, of_style=None, legal="", runs=""):
    """A level of a list; ``legal`` is the w:isLgl element."""
    of_number = f"<w:rPr>{runs}</w:rPr>" if runs else ""
    return (
        f'<w:lvl w:ilvl="{index}">{val("start", start)}{val("numFmt", format)}{val("lvlRestart", restart)}'
        f"{val('pStyle', of_style)}{legal}{val('suff', 'space')}{val('lvlText', text)}{of_number}</w:lvl>"
    )


def abstract(number, *levels, link=""):
    """An abstract list; ``link`` is its w:styleLink or w:numStyleLink."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{val("multiLevelType", "multilevel")}{link}'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(number, abstract, overrides=""):
    return f'<w:num w:numId="{number}">{val("abstractNumId", abstract)}{overrides}</w:num>'


def override(level, start=None, levels=""):
    return f'<w:lvlOverride w:ilvl="{level}">{val("startOverride", start)}{levels}</w:lvlOverride>'


# The commonest list of official papers: 一、（一）1.（1）①
OFFICIAL = abstract(
    0,
    lvl(0, "%1、", "chineseCountingThousand"),
    lvl(1, "（%2）", "chineseCountingThousand"),
    lvl(2, "%3."),
    lvl(3, "（%4）"),
    lvl(4, "%5", "decimalEnclosedCircle"),
)
# 1, 1.1, 1.1.1
DECIMALS = abstract(1, *(lvl(i, ".".join(f"%{n}" for n in range(1, i + 2))) for i in range(9)))
NORMAL = style("Normal", default=True)
