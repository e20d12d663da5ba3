"""Bring the catalogues up to the code: new texts in, old ones out, .mo written. Says what is left to translate.

python tools/catalogue.py
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from babel.messages.catalog import Catalog  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402
from sentences import texts  # noqa: E402

from speechkit.catalogue import Catalogue  # noqa: E402
from speechkit.columns import NAMED  # noqa: E402
from speechkit.labels import LABELS  # noqa: E402

PO = ROOT / "speechkit" / "locale" / "zh_CN" / "LC_MESSAGES" / "speechkit.po"
TRADITIONAL_MO = ROOT / "speechkit" / "locale" / "zh_TW" / "LC_MESSAGES" / "speechkit.mo"
LABELS_PO = {name: ROOT / "speechkit" / "locale" / name / "LC_MESSAGES" / "labels.po" for name in ("en", "zh_TW")}
LABELLED = (
    "renderers/comparison",
    "renderers/coverage",
    "renderers/slogan",
    "renderers/trend_labels",
    "renderers/cloud",
    "renderers/html/",
    "renderers/outline_map",
)  # have Chinese labels
# What click says, what it writes into help, what the system says.
CLICK = (
    "Usage:", "Options", "Commands", "Positional arguments", "Example:", "Examples:", "Show this message and exit.",
    "[OPTIONS]", "COMMAND", "[ARGS]...", "default:",
    "Missing argument {0}", "Missing option {0}", "Missing command", "No such option {0}", "No such command {0}",
    "{0} (did you mean {1}?)", "{0} (Did you mean one of: {1}?)", "{0}. Did you mean {1}?",
    "Invalid value: {0}", "Invalid value for {0}: {1}", "{0} is not one of {1}", "{0} is not a valid {1}",
    "{0} is not in the range {1}", "Option {0} does not take a value", "Option {0} requires an argument",
    "{0} (did you mean one of: {1}?)", "{0} and others",
    "cannot read the configuration {0}: {1}", "cannot read the glossary {0}: {1}",
    "cannot read the list of units {0}: {1}", "a unit", "a value", "a column", "file exists",
    "a key should be the name of a field, not a list or mapping", "unknown field '{0}'; {1}",
    "a key should be the name of an option, not a list or mapping", "unknown option '{0}'; {1}",
    "a whole number from {0} to {1}", "a whole number from {0} to {1} or null",
    "a whole number from {0} up", "a whole number from {0} up or null", "text (in quotation marks if need be) or null",
    "integer range", "Got unexpected extra argument{s} ({0})", "File {0} is a directory", "permission denied",
    "no such file or directory", "is a directory", "not a directory", "no space left on device", "file name too long",
)  # fmt: skip
_ENGLISH = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b")  # left by a template that a text fits by chance
# How parts are put together, whatever they are.
JOINED = (",", "{0} ({1})", "{0} h {1} min", "{0}: {1}", "{0}; {1}", "{0} or {1}", "{0}, and {1}")

# The headings of task tables, Chinese and English; in traditional characters they have other words.
HEADINGS = {column.heading("zh"): column.heading("en") for column in NAMED.values()}
PARTS = {f"part: {role}": label for role, label in LABELS["zh"].roles.items()}


def commands() -> Iterator[click.Command]:
    """Yield every command, and the commands of those that are groups."""
    from importlib import import_module

    from speechkit.cli.app import COMMANDS, speechkit
    from speechkit.cli.spoken import prepared, speak

    speak(None)
    waiting = [speechkit, *(import_module(module).command for module, _ in COMMANDS.values())]
    while waiting:
        command = waiting.pop(0)
        yield prepared(command)
        if isinstance(command, click.Group):
            waiting += command.commands.values()


def helps() -> Iterator[tuple[str, str]]:
    """Yield every text of the help, as it is looked up, with the command that shows it."""
    from speechkit.cli.app import COMMANDS

    for _, line in COMMANDS.values():
        yield line, "speechkit"
    for command in commands():
        name = command.name or ""
        for paragraph in (command.help or "").split("\n\n"):
            yield " ".join(paragraph.split()), name
        for param in command.params:
            for text in (param.metavar, getattr(param, "help", None)):
                if text:
                    yield " ".join(text.split()), name


def wanted() -> dict[str, set[str]]:
    """Return every text that has to be in a catalogue, with where it stands."""
    found: dict[str, set[str]] = {}
    for text in (*CLICK, *JOINED, *PARTS):
        found.setdefault(text, set()).add("click" if text in CLICK else "parts of sentences")
    for text, where, shown in texts():
        if shown:
            found.setdefault(text, set()).add(where)
    return found


def wanted_labels() -> dict[str, set[str]]:
    """Return every label that the code has in Chinese, with where it stands."""
    found: dict[str, set[str]] = {}
    for text, where, _ in texts():
        if where.startswith(LABELLED) and re.search("[\\u3001-\\u9fff，：；]", text) and "<" not in text:
            found.setdefault(text, set()).add(where)
    for text in LABELS["zh"].strengths.values():
        found.setdefault(text, set()).add("labels.py")
    for text in HEADINGS:
        found.setdefault(text, set()).add("columns.py")
    return found


def known() -> set[str]:
    """Return every text that may be in a catalogue: what has to be, help, and whatever else the code says."""
    return set(wanted()) | {text for text, _ in helps()} | {text for text, _, _ in texts()}


def read(path: Path = PO) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def compiled(catalogue: Catalog) -> bytes:
    """Return what gettext reads."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def whole(catalogue: Catalog) -> Catalogue:
    """Return the catalogue without the entries that any text fits: what it translates it translates as a whole."""
    entries = {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
    return Catalogue({text: entry for text, entry in entries.items() if text not in JOINED})


def update() -> Catalog:
    """Return the catalogue with all that is wanted, translated or not, and nothing that the code says no more."""
    old = read() if PO.exists() else Catalog(locale="zh_CN")
    need, may = wanted(), known()
    made = whole(old)
    for text, where in helps():
        said = made.sentence(text)
        if made.text(text) != text or said == text or _ENGLISH.search(said):  # else a template makes it
            need.setdefault(text, set()).add(where)
    new = _empty("zh_CN")
    keep = {str(message.id): message for message in old if message.id and message.string}
    for text in sorted(set(need) | (set(keep) & may)):
        string = PARTS.get(text) or (keep[text].string if text in keep else "")
        new.add(text, string, auto_comments=[", ".join(sorted(need.get(text, set())))])
    return new


def update_labels(name: str) -> Catalog:
    """Return the catalogue of labels of a language; those new in traditional characters are proposed by OpenCC."""
    path = LABELS_PO[name]
    old = {str(message.id): str(message.string) for message in read(path)} if path.exists() else {}
    new = _empty(name)
    for text, where in sorted(wanted_labels().items()):
        new.add(
            text,
            old.get(text) or (_traditional(text) if name == "zh_TW" else HEADINGS.get(text, "")),
            auto_comments=sorted(where),
        )
    return new


def traditional(simplified: Catalog) -> Catalog:
    """Return the catalogue in the characters and the words of Taiwan, by OpenCC; it has no source of its own."""
    made = _empty("zh_TW")
    for message in simplified:
        if message.id:
            made.add(str(message.id), _traditional(str(message.string)))
    return made


def _traditional(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("s2twp")  # to make one takes long


def _empty(name: str) -> Catalog:
    new = Catalog(locale=name, project="speechkit", copyright_holder="", charset="utf-8", header_comment="")
    new.revision_date = new.creation_date = datetime(2026, 12, 1, tzinfo=UTC)  # the same file from the same code
    return new


def main() -> None:
    """Write the catalogues and their .mo."""
    made = {PO: update()} | {path: update_labels(name) for name, path in LABELS_PO.items()}
    for path, catalogue in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, omit_header=False, no_location=True)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = [str(message.id) for message in catalogue if message.id and not message.string]
        print(*missing, sep="\n")
        print(f"{path}: {len(catalogue)} texts, {len(missing)} without a translation", file=sys.stderr)
    TRADITIONAL_MO.write_bytes(compiled(traditional(made[PO])))


if __name__ == "__main__":
    main()
