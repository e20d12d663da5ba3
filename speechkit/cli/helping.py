"""The help of commands in another language than English, in which the code holds it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable

import click

from speechkit.catalogue import Catalogue
from speechkit.cli.spoken import spoken

# A character, or a word of others, with the marks that no line begins or ends with.
_PIECE = re.compile(r"[（《“‘「]*(?:[!-~]+|[^ ])[，。；：！？、）》”’」…]* *| +")


def translated(command: click.Command) -> click.Command:
    """Return the command whose help, once it is asked for, is in the language of the run.

    The module's own stays as it is: another run of this process may be in another language.
    """
    command = copy.copy(command)
    command.context_class = SpokenContext
    if isinstance(command, click.Group):
        command.commands = {name: translated(each) for name, each in command.commands.items()}
    return command


def translate(command: click.Command) -> None:
    """Put what ``translated`` returned into the language of the run, with the commands below it."""
    words = spoken()
    if command.help:
        command.help = _paragraphs(command.help, words)
        command.short_help = command.help.partition("\n")[0].rstrip("。")
    if command.epilog:
        command.epilog = "\n".join(words.text(line) for line in command.epilog.split("\n"))
    command.params = [_told(param, words) for param in command.params]
    if isinstance(command, click.Group):
        for each in command.commands.values():
            translate(each)


def _told(param: click.Parameter, words: Catalogue) -> click.Parameter:
    param = copy.copy(param)
    if param.metavar:
        param.metavar = words.text(param.metavar)
    if isinstance(param, click.Option) and param.help:
        param.help = words.sentence(" ".join(param.help.split()))
    return param


def _paragraphs(text: str, words: Catalogue) -> str:
    return "\n\n".join(words.text(" ".join(each.split())) for each in text.split("\n\n"))


class SpokenFormatter(click.HelpFormatter):
    """Writes help in Chinese: headings translated, columns by cells, lines broken between characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line, its metavariables in Chinese."""
        told = " ".join(map(spoken().text, args.split()))
        self._write_wrapped(f"{spoken().text('Usage:')}{prog} {told}")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{' ' * self.current_indent}{spoken().text(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a line of backspace keeps its lines."""
        for at, paragraph in enumerate(text.split("\n\n")):
            if at:
                self.write("\n")
            if paragraph.startswith("\b\n"):
                self.write("".join(f"{' ' * self.current_indent}{line}\n" for line in paragraph[2:].split("\n")))
            else:
                self._write_wrapped(" ".join(paragraph.split()))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options, or commands, each with what it does."""
        rows = list(rows)
        width = min(max((_cells(first) for first, _ in rows), default=0), col_max) + col_spacing
        for first, second in rows:
            room = width - _cells(first)
            self.write(" " * self.current_indent + first + (" " * room if room >= col_spacing else ""))
            if room < col_spacing or not second:
                self.write("\n")
            if second:
                told = spoken().text(second).replace("[default: ", f"[{spoken().text('default:')}")
                self._write_wrapped(told, width, begun=room >= col_spacing)

    def _write_wrapped(self, text: str, margin: int = 0, *, begun: bool = False) -> None:
        indent = " " * (self.current_indent + margin)
        for at, line in enumerate(_wrapped(text, max(self.width - len(indent), 10))):
            self.write(("" if begun and not at else indent) + line + "\n")


class SpokenContext(click.Context):
    """A context whose help is written by ``SpokenFormatter``."""

    formatter_class = SpokenFormatter
    _told = False

    def make_formatter(self) -> click.HelpFormatter:
        """Return the formatter; what it is to write is translated now, for most runs print no help."""
        if not self._told:
            self._told = True
            translate(self.command)
        return super().make_formatter()


def _cells(text: str) -> int:
    """The columns that a text takes: two a Chinese character."""
    from unicodedata import east_asian_width

    return sum(1 + (east_asian_width(character) in "WF") for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text: broken between Chinese characters and at blanks, not in words nor before closing marks."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if _cells(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines
