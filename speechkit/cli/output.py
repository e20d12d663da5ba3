"""To go: the names by which commands that do not use a ``Printer`` yet know cli/printing.py."""

from speechkit.cli.printing import escape_json, escape_text, is_terminal, write

__all__ = ["escape_json", "escape_text", "is_terminal", "write"]
