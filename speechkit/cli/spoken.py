"""The language of a run: chosen before the command line is parsed, for what is wrong with that is said in it too."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from speechkit.errors import SpeechkitError, UsageError, printable
from speechkit.language import (
    ENVIRONMENT_VARIABLE,
    LANGUAGES,
    Language,
    language_of,
    language_of_locale,
    option_value,
)

if TYPE_CHECKING:
    from speechkit.catalogue import Catalogue

_AUTO = ("", "auto", "C", "POSIX")  # of the environment variable: the locale decides
_language: Language | None = None
_asked = False


def choose(arguments: list[str], configured: Callable[[str | None], str]) -> Language | None:
    """Return the language of a run: of --language, $SPEECHKIT_LANG, the configuration, the locale; None if none says.

    ``configured`` returns what the configuration says, which is read from the file that --config names.

    Raises ``UsageError`` where the variable names no language spoken here. What is wrong with the option or with the
    configuration is for those to say who read them; it will be said in the language that is left.
    """
    asked = option_value(arguments, "--language")
    if asked in LANGUAGES:
        return language_of(asked)
    named = os.environ.get(ENVIRONMENT_VARIABLE, "")
    if named not in _AUTO:
        if language := language_of(named):
            return language
        raise UsageError(f"{ENVIRONMENT_VARIABLE} is '{printable(named)}'; set it to {', '.join(LANGUAGES)} or auto")
    try:
        language = language_of(configured(option_value(arguments, "--config")))
    except SpeechkitError:
        language = None
    return language or language_of_locale()


def speak(language: Language | None, *, asked: bool = False) -> None:
    """Say everything in ``language`` from now on; None: errors and help in English, results in Chinese.

    ``asked``: --language names it.
    """
    global _language, _asked
    _language, _asked = language, asked


def label_language() -> Language:
    """Return the language of labels and headings: Chinese, unless another was chosen."""
    return _language or "zh"


def spoken() -> Catalogue:
    """Return the catalogue of the language in which errors and help are written."""
    from speechkit.catalogue import catalogue  # most runs have nothing to say

    return catalogue(_language)


def speaks() -> bool:
    """Whether a language was chosen; else errors and help are in English, results in Chinese."""
    return _language is not None


def asked() -> bool:
    """Whether --language names the language: then headings are in it that programs read too."""
    return _asked


language_option = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="The language of labels, headings, help and errors. [default: that of the locale]",
)


def prepared(command: click.Command, *, now: bool = False) -> click.Command:
    """Return the command as it is shown: with --language, and its help in the language of the run.

    ``now``: for who reads it without asking for help, as a shell does that completes.
    """
    _has_language(command)
    if _language in (None, "en"):
        return command
    from speechkit.cli.helping import translate, translated

    command = translated(command)
    if now:
        translate(command)
    return command


def _has_language(command: click.Command) -> None:
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _has_language(each)
    elif not any(param.name == "language" for param in command.params):
        language_option(command)


class LabelChoice(click.Choice[str]):
    """One of the keys of a field of the labels, typed as the key or as it is printed: --part 问题, --strength 必须."""

    name = "label"

    def __init__(self, field: str) -> None:
        from speechkit.labels import LABELS

        tables: dict[str, Mapping[str, str]] = {language: getattr(LABELS[language], field) for language in LABELS}
        super().__init__(tuple(tables["en"]))
        self._tables = tables
        self._keys = {label.casefold(): key for table in tables.values() for key, label in table.items()}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key. Raises ``BadParameter``, which names the choices in the language of the run."""
        key = value if value in self.choices else self._keys.get(str(value).casefold())
        if key is None:
            self.fail(f"{value!r} is not one of {', '.join(map(repr, self._shown()))}", param, ctx)
        return key

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return the choices as the help shows them."""
        return f"[{'|'.join(self._shown())}]"

    def _shown(self) -> list[str]:
        """The choices, as the results print them where a language was chosen."""
        return list(self._tables[label_language()].values()) if speaks() else list(self.choices)
