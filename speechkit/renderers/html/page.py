"""A page from a template: styles and scripts inside it, and a policy that lets a browser run these and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from speechkit.errors import printable
from speechkit.renderers.table import View

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE = "speechkit.renderers.html"
# What a parser of HTML or JavaScript could take for its own, in JSON that stands in a script element.
_NOT_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
# An import of a module beside it, and the word before what a module gives: all modules of a page are one script.
_IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)
_IMPORTED = re.compile(r"""^import\s[^;]*from "\./([\w-]+\.js)";$""", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |function |class |async )", re.MULTILINE)
# Controls but for tab and line feed, bidi controls, separators, surrogates, and what no document may hold.
_NOT_IN_PAGE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_PICTURES = 0x2400  # U+2400 is the picture of U+0000, and so on to U+001F


def page(template: str, view: View, *, styles: Sequence[str], script: str, data: object, **context: Any) -> str:
    """Return the page that ``template`` draws of ``context``, in the view's language.

    ``styles`` and ``script`` name files of ``static/``; modules that the script imports come with it. ``data`` is for
    scripts, which find it as JSON in the element with the id ``data``.
    """
    style, joined = "".join(map(static, styles)), with_imports(script)
    return _environment().get_template(template).render(
        **context,
        view=view,
        say=view.say,
        policy=policy(style, joined),
        style=_raw(style),
        script=_raw(joined),
        data=_raw(as_data(data)),
    )  # fmt: skip


def fragment(template: str, view: View, **context: Any) -> str:
    """Return a piece of a page that ``template`` draws, in the view's language."""
    return _environment().get_template(template).render(**context, view=view, say=view.say)


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with this style and this script: nothing is fetched or sent.

    Source: W3C, Content Security Policy Level 3, section 2.3.1 (hash sources).

    >>> policy("", "")[:21]
    "default-src 'none'; s"
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def as_data(value: object) -> str:
    r"""Return ``value`` as JSON for a script element of HTML, where nothing in it ends that element.

    >>> as_data({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_NOT_IN_SCRIPT)


def visible(text: str) -> str:
    r"""Return text of the same length without controls: a picture for each of C0, else U+FFFD, as browsers obey them.

    >>> visible("a\x07b\u202ec\n")
    'a␇b\ufffdc\n'
    """
    return _NOT_IN_PAGE.sub(_pictured, text)


def with_imports(name: str) -> str:
    """Return a module and all that it imports as one script, each once, behind those that it needs."""
    order: list[str] = []

    def visit(module: str) -> None:
        if module not in order:
            for needed in _IMPORTED.findall(static(module)):
                visit(needed)
            order.append(module)

    visit(name)
    return "".join(_EXPORT.sub("", _IMPORT.sub("", static(module))) for module in order)


@cache
def static(name: str) -> str:
    """Return a file of ``static/``."""
    return files(_PACKAGE).joinpath("static", name).read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(_PACKAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_finalize,
    )  # fmt: skip
    made.filters["printable"] = printable
    return made


def _finalize(value: Any) -> Any:
    """What is printed in a template: text without controls; what the package itself wrote as HTML stays."""
    return visible(value) if type(value) is str else value


def _raw(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _pictured(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(_PICTURES + code) if code < 0x20 else "\ufffd"
