"""A chart as PNG: its SVG drawn by resvg, with a font that has Chinese characters."""

from __future__ import annotations

import os
import shutil
import subprocess

from speechkit.errors import UsageError, printable
from speechkit.extras import install_command

_SCALE = 2.0  # pixels a unit of the SVG, sharp enough for print


def drawn(chart: str, font: str | None) -> bytes:
    """Return a chart in SVG as PNG; ``font`` is a file, None for one that is found.

    Raises ``UsageError`` where resvg or a font with Chinese characters is missing.
    """
    try:
        import resvg_py
    except ImportError:
        raise UsageError(f"a PNG needs the extra chart: {install_command('chart')}; or write .svg") from None
    path = font_file(font)
    try:
        # With this font alone: it is the one that was asked for.
        family = _family(path)
        drawing = resvg_py.svg_to_bytes(
            svg_string=chart, zoom=_SCALE, font_files=[path], skip_system_fonts=True, sans_serif_family=family
        )
        return bytes(drawing)
    except ValueError as error:
        raise UsageError(f"the chart cannot be drawn with {printable(path)}: {error}") from None


def font_file(font: str | None) -> str:
    """Return the file of a font with Chinese characters: ``font``, or one that is found.

    Raises ``UsageError`` where it is no file, or none is found.
    """
    path = font or _chinese_font()
    if path is None:
        raise UsageError("no font here has Chinese characters; name one with --font FILE, or write .svg")
    if not os.path.isfile(path):
        raise UsageError(f"--font {printable(path) or 'with an empty name'} is no file")
    return path


def _family(path: str) -> str:
    """The name of a font's family. Raises ``UsageError`` where the file is no font, or has no Chinese characters."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            if ord("发") in (font.getBestCmap() or {}):
                return str(font["name"].getBestFamilyName())
    except (TTLibError, OSError, ImportError, LookupError, ValueError):  # ImportError: what WOFF2 takes
        raise UsageError(f"{printable(path)} is no font that can be read; name a .ttf, .otf or .ttc file") from None
    raise UsageError(f"{printable(path)} has no Chinese characters; name another font with --font, or write .svg")


def _chinese_font() -> str | None:
    """The file of a font for Chinese that fontconfig knows; None where it knows none, or is not there."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    asked = [command, "--format=%{file}\n", ":lang=zh-cn"]
    listed = subprocess.run(asked, capture_output=True, text=True, errors="replace", timeout=10, check=False)
    files = filter(None, listed.stdout.splitlines())
    return min(files, key=lambda file: ("Regular" not in file, file), default=None)
