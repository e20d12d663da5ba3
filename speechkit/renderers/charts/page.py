"""A page of HTML with charts and the table of their figures: one file, no script, nothing that is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from speechkit.renderers.charts.canvas import clean

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --dim: #59636e; --line: #d8dee4 }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --dim: #9198a1; --line: #30363d }
}
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK TC",
  "PingFang TC", "Microsoft JhengHei", sans-serif; color: var(--ink); background: var(--paper);
  max-width: 960px; margin: 1em auto; padding: 0 1em }
svg { display: block; width: 100%; height: auto }
table { border-collapse: collapse; margin: 1em 24px; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--dim) }
th, td { text-align: right; padding: .15em .8em; border-bottom: 1px solid var(--line) }
th:first-child, td:first-child, tbody th { text-align: left }
thead th { font-weight: 600; vertical-align: bottom }
tbody th { padding-top: .8em; font-weight: 600; overflow-wrap: anywhere }
thead { display: table-header-group }
tr { break-inside: avoid }
@media print { @page { size: A4; margin: 15mm } body { font-size: 9pt; margin: 0; max-width: none } }
"""
Groups = Iterable[tuple[str, Iterable[Sequence[str]]]]


def page(
    title: str, charts: Iterable[str], headings: Sequence[str], groups: Groups, *, caption: str = "",
    lang: str = "zh-Hans",
) -> str:  # fmt: skip
    """Return a page of ``charts``, SVG each, and below them one table: ``groups`` of rows, each under its name."""
    heads = "".join(f'<th scope="col">{clean(heading)}</th>' for heading in headings)
    bodies = "".join(
        f'<tbody>\n<tr><th scope="rowgroup" colspan="{len(headings)}">{clean(name)}</th></tr>\n'
        + "".join(f"<tr>{''.join(f'<td>{clean(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
        + "</tbody>\n"
        for name, rows in groups
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{clean(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{''.join(charts)}"
        f"<table>\n<caption>{clean(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n{bodies}</table>\n"
        f"</main>\n</body>\n</html>\n"
    )
