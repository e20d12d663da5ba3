"""To go: the names by which commands that do not use a ``Printer`` yet know cli/printing.py."""

from speechkit.cli.printing import terminal_width, wants_color

__all__ = ["terminal_width", "wants_color"]
