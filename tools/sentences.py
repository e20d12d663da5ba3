"""The English texts of the code that people are shown, as templates: what a catalogue of another language holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Where texts are no sentences of errors and help: features that weights know by name, labels, drawings, styles.
EXEMPT = (
    "labels.py",
    "language.py",
    "parts/features.py",
    "parts/context.py",
    "tasks/evidence.py",
    "columns.py",
    "renderers/",
)
SHOWN = ("renderers/overview.py", "renderers/explain.py")  # these say sentences too
_WORDS = re.compile(r"[a-z]{2,},? [a-z]{2,}")
# Python, patterns, markup, SQL, examples, what only a programmer is told.
_CODE = re.compile(
    r"import |[(|]\?|\.\*|<\w|^\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|WITH|PRAGMA|ALTER|FROM|AND key|text, stretches)\b"
    r"|^(speechkit:?|eval|pip|signal) |^&C|ORDER BY|^module |Raises|Arrow type"
    r"|^bold |^(further under|opens title-|outer |paragraph cue|text cue|text often)"
    r"|^NOT coalesce|^instr|^DROP |^CASE WHEN|^substr|WHERE document = |CAST\(text"
    r"|to tell its type|modes|click knows|readings or piles"
)
_SAID = re.compile(r"\bsay\(\"([^\"]+)\"\)")  # in a template
# What is called with a sentence.
_TOLD = re.compile(r"\b(?:(?:Speechkit|Input|Output|Usage|Section|Config|Corpus)Error|BadParameter|complain|fail)$")


def template(node: ast.AST) -> str | None:
    """Return the text that an expression makes, with ``{0}``, ``{1}`` … for what is put in; None if it makes none.

    ``{s}`` is a plural's ending, which other languages have not.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if "{}" in node.value else _escaped(node.value)  # the braces of str.format stay
    if not isinstance(node, ast.JoinedStr):
        return None
    made, holes = "", 0
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            made += _escaped(str(piece.value))
        elif _is_ending(piece):
            made += "{s}"
        else:
            made += f"{{{holes}}}"
            holes += 1
    return made


def _is_ending(piece: ast.AST) -> bool:
    """Whether what is put in is a plural's ending or nothing."""
    words = {node.value for node in ast.walk(piece) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return bool(words & {"s", "es"}) and words <= {"", "s", "es"}


def texts() -> Iterator[tuple[str, str, bool]]:
    """Yield every text of the package with its module, and whether it is one that people are shown."""
    for path in sorted((ROOT / "speechkit").rglob("*.py")):
        name = path.relative_to(ROOT / "speechkit").as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        skipped = set(map(id, _skipped(tree)))
        told = set(map(id, _told(tree)))
        for node in ast.walk(tree):
            made = None if id(node) in skipped else (template(node) or "").strip()
            if made:
                words = re.sub(r"\{\w+\}", "", made)
                said = _WORDS.search(words) or ("{" in made and re.search(r"[a-z]{3,}.* |[ ].*[a-z]{3,}", words))
                shown = bool(said and not _CODE.search(words)) or id(node) in told
                counts = not name.startswith(EXEMPT) or name in SHOWN
                yield made, name, shown and (counts or id(node) in told) and bool(re.search("[a-z]{2}", words))
    for path in sorted((ROOT / "speechkit").rglob("*.j2")):
        for made in _SAID.findall(path.read_text("utf-8")):
            yield made, path.relative_to(ROOT / "speechkit").as_posix(), False


def _told(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _TOLD.search(ast.unparse(node.func)) and node.args:
            yield node.args[0]


def _skipped(tree: ast.AST) -> Iterator[ast.AST]:
    """What is no text of its own: docstrings, pieces of texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr):
            yield node.body[0].value
        if isinstance(node, ast.JoinedStr):
            yield from node.values
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            yield node.format_spec


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
