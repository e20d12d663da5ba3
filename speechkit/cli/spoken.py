"""The language of a run: chosen before the command line is parsed, for what is wrong with that is said in it too."""

from __future__ import annotations

import os
from collections.abc import Callable

from speechkit.catalogue import Catalogue, catalogue
from speechkit.errors import SpeechkitError, UsageError, printable
from speechkit.language import (
    ENVIRONMENT_VARIABLE,
    LANGUAGES,
    Language,
    language_of,
    language_of_locale,
    option_value,
)

_AUTO = ("", "auto", "C", "POSIX")  # of the environment variable: the locale decides
_language: Language | None = None


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


def speak(language: Language | None) -> None:
    """Say everything in ``language`` from now on; None: errors and help in English, results in Chinese."""
    global _language
    _language = language


def label_language() -> Language:
    """Return the language of labels and headings: Chinese, unless another was chosen."""
    return _language or "zh"


def spoken() -> Catalogue:
    """Return the catalogue of the language in which errors and help are written."""
    return catalogue(_language)


def speaks() -> bool:
    """Whether a language was chosen; else errors and help are in English, results in Chinese."""
    return _language is not None
