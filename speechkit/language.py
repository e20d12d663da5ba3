"""Which language is spoken: the one asked for, else that of the environment, the configuration, the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

Language = Literal["zh", "zh-hant", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
ENVIRONMENT_VARIABLE = "SPEECHKIT_LANG"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts
_TRADITIONAL = {"hant", "tw", "hk", "mo"}


def language_of(tag: str) -> Language | None:
    """Return the language that a tag names, written as locales or web pages do; None for one not spoken here.

    >>> [language_of(tag) for tag in ("zh_CN.UTF-8", "zh-Hant", "zh_TW", "en", "C.UTF-8", "fr")]
    ['zh', 'zh-hant', 'zh-hant', 'en', None, None]
    """
    language, *rest = tag.partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    if language == "zh":
        return "zh-hant" if _TRADITIONAL & set(rest) and "hans" not in rest else "zh"
    return "en" if language == "en" else None


def language_of_locale(environment: Mapping[str, str] = os.environ) -> Language | None:
    """Return the language of the locale, as gettext finds it; None where it says none, as C and POSIX do."""
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    if locale in ("C", "POSIX"):  # these have LANGUAGE ignored
        return None
    for tag in (*environment.get("LANGUAGE", "").split(":"), locale):
        if language := language_of(tag):
            return language
    return None


def option_value(arguments: Sequence[str], option: str) -> str | None:
    """Return what follows ``option`` on a command line, the last time; None where it is not there.

    The language of all that is said has to be known before the line is parsed, for that may fail.

    >>> option_value(["tasks", "a.txt", "--language", "en"], "--language")
    'en'
    """
    found = None
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found
