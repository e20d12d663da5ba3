"""The English sentences of the code, as templates: what a catalogue of another language has to hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOLD = re.compile(r"(?:Error|BadParameter|ClickException|complain)$")  # what is called with a sentence


def template(node: ast.expr) -> str | None:
    """Return the text that an expression makes, with ``{0}``, ``{1}`` … for what is put in; None if it makes none.

    ``{s}`` is the plural's s, which other languages have not.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{", "{{").replace("}", "}}")
    if not isinstance(node, ast.JoinedStr):
        return None
    made, holes = "", 0
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            made += str(piece.value).replace("{", "{{").replace("}", "}}")
        elif ast.unparse(piece).find("'s' * ") >= 0 or ast.unparse(piece).find('"s" * ') >= 0:
            made += "{s}"
        else:
            made += f"{{{holes}}}"
            holes += 1
    return made


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of the package."""
    for path in sorted((ROOT / "speechkit").rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def all_texts() -> set[str]:
    """Return the template of every text in the package, sentence or not."""
    return {made for _, tree in trees() for node in ast.walk(tree) if (made := template(node)) is not None}  # type: ignore[arg-type]


def sentences() -> dict[str, str]:
    """Return the templates of all that is said by an error or a complaint, each with the module that says it."""
    found: dict[str, str] = {}
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and TOLD.search(ast.unparse(node.func)) and node.args:
                for made in filter(None, map(template, _said(node.args[0]))):
                    if re.search("[a-z]{2}", re.sub(r"\{\w+\}", "", made)):
                        found.setdefault(made, path.relative_to(ROOT).as_posix())
    return found


def _said(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from _said(node.left)
        yield from _said(node.right)
    elif isinstance(node, ast.IfExp):
        yield from _said(node.body)
        yield from _said(node.orelse)
    else:
        yield node
        if isinstance(node, ast.JoinedStr):
            for piece in node.values:
                if isinstance(piece, ast.FormattedValue) and isinstance(piece.value, ast.IfExp | ast.BoolOp):
                    yield from (
                        each for each in ast.walk(piece.value) if isinstance(each, ast.Constant | ast.JoinedStr)
                    )


if __name__ == "__main__":
    for made, where in sentences().items():
        print(where, "|", made)
