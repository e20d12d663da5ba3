"""A trend's chart as PNG: the SVG drawn by resvg, with a font that has Chinese characters."""

from __future__ import annotations

import os
import shutil
import subprocess

from speechkit.errors import UsageError, printable

_SCALE = 2.0  # pixels a unit of the SVG, sharp enough for print


def drawn(svg: str, font: str | None) -> bytes:
    """The PNG. Raises ``UsageError`` where resvg or a font with Chinese characters is missing."""
    try:
        import resvg_py
    except ImportError:
        raise UsageError("a PNG needs the extra chart: pip install 'speechkit[chart]'; or write .svg") from None
    path = font or _chinese_font()
    if path is None:
        raise UsageError("no font here has Chinese characters; name one with --font FILE, or write .svg")
    if not os.path.isfile(path):
        raise UsageError(f"--font {printable(path) or 'with an empty name'} is no file")
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_SCALE, font_files=[path]))
    except ValueError as error:
        raise UsageError(f"the chart cannot be drawn with {printable(path)}: {error}") from None


def _chinese_font() -> str | None:
    """The file of a font for Chinese that fontconfig knows; None where it knows none, or is not there."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    asked = [command, "--format=%{file}\n", ":lang=zh-cn"]
    listed = subprocess.run(asked, capture_output=True, text=True, errors="replace", timeout=10, check=False)
    return min((line for line in listed.stdout.splitlines() if line), default=None)
