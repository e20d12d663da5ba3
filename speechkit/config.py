"""Typed configuration: every option with its default; a fault in the file is named with line and column."""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from speechkit.errors import UsageError, printable

ENVIRONMENT_VARIABLE = "SPEECHKIT_CONFIG"
_NOT_FILES = {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7"}  # no file's encoding
_NAME = "the configuration"  # what sentences call the file


class ReadingConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How bytes become text: an encoding's name or ``auto``; ``strict`` makes broken bytes an error.

    ``convert`` lets LibreOffice convert .doc, .wps, .rtf and .odt. The columns are those of tables, by name; one that
    is not given is guessed from the names that are usual.
    """

    encoding: str = "auto"
    strict: bool = False
    convert: bool = False
    text_column: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    speaker_column: str | None = None


class ScriptConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a text is taken to simplified characters: where it is traditional, always or never."""

    convert: Literal["auto", "always", "never"] = "auto"


class OutlineConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``speechkit outline`` shows: levels to ``depth`` (null: all), ``numbers`` such as 3.2.1, sections' parts."""

    depth: Annotated[int, msgspec.Meta(ge=1)] | None = None
    numbers: bool = False
    parts: bool = True


class SegmentConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How words are cut; ``user_dictionary`` is a path, relative to the configuration file that names it."""

    engine: Literal["auto", "jieba", "rjieba"] = "auto"
    user_dictionary: str | None = None
    separator: str = " "


class GlossaryConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The user's own set phrases: ``files`` are paths, relative to the configuration file that names them."""

    files: tuple[str, ...] = ()


class TasksConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an office adds to the task table: ``units`` is a file, relative to the configuration file that names it.

    ``columns`` are those of its pages, in its order and under its headings (``columns.column_of`` reads each);
    ``portrait`` sets them upright.
    """

    units: str | None = None
    columns: tuple[str, ...] = ()
    portrait: bool = False


class TrendConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``speechkit trend`` calls 沸, 烫, 热, 暖 and 温: at least these shares of the documents; 冷 is less.

    ``temperatures`` are five shares, or the name of a preset of data/trend.yaml.
    """

    temperatures: str | tuple[float, float, float, float, float] = "speeches"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All options; ``Config()`` is the defaults. ``language`` is that of labels, headings, help and errors."""

    language: Literal["auto", "zh", "zh-hant", "en"] = "auto"
    reading: ReadingConfig = ReadingConfig()
    script: ScriptConfig = ScriptConfig()
    outline: OutlineConfig = OutlineConfig()
    segment: SegmentConfig = SegmentConfig()
    glossary: GlossaryConfig = GlossaryConfig()
    tasks: TasksConfig = TasksConfig()
    trend: TrendConfig = TrendConfig()


def codec_name(name: str) -> str:
    """Return Python's own name for an encoding. Raises ``UsageError``, with near names, where it is none of text."""
    if codec := _codec(name):
        return codec
    from difflib import get_close_matches
    from encodings.aliases import aliases

    names = {alias.replace("_", "-") for alias in (*aliases, *aliases.values(), "big5hkscs", "utf-16-le", "utf-16-be")}
    near = [each for each in get_close_matches(name.lower().replace("_", "-"), sorted(names), n=3) if _codec(each)]
    hint = f"did you mean {' or '.join(near)}?" if near else "try auto, utf-8, gb18030, big5hkscs or utf-16"
    raise UsageError(f"'{printable(name)}' is not the name of a text encoding; {hint}")


def _codec(name: str) -> str | None:
    import codecs

    try:
        "a".encode(name)  # looks the name up and refuses codecs such as hex and rot13, which are not text encodings
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a NUL or a lone surrogate in the name
        return None
    return None if codec.replace("-", "_") in _NOT_FILES else codec


def user_config_path() -> str:
    """Return where a user's own configuration lives, whether or not it exists."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(base):  # the XDG specification has relative paths ignored
        base = os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "speechkit", "config.yaml")


def find_config(path: str | os.PathLike[str] | None = None) -> str | None:
    """Return the file that ``load_config`` reads: ``path``, else $SPEECHKIT_CONFIG, else the user's own, else None."""
    named = path or os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return os.fspath(named)
    own = user_config_path()
    return own if os.path.lexists(own) else None


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """Return the configuration from ``find_config(path)``, or the defaults. Raises ``ConfigError``."""
    found = find_config(path)
    if found is None:
        return Config()
    from speechkit.yamlfile import read_text  # only here and below: most runs have no file

    return _parse(read_text(found, _NAME), found)


def default_config_text() -> str:
    """Return the documented default ``config.yaml``: in the package when installed, at the root in a checkout."""
    from speechkit.yamlfile import read_text

    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "data", "config.yaml")
    path = packaged if os.path.exists(packaged) else os.path.join(os.path.dirname(here), "config.yaml")
    return read_text(path, _NAME)


def _parse(text: str, path: str) -> Config:
    from speechkit.yamlfile import FileKind, compose, struct_from

    kind = FileKind(_NAME, record=_NAME, field="option", depth="options are at most two levels deep")
    root = compose(text, path, kind)
    if root is None:
        return Config()
    config: Config = struct_from(Config, root, path, kind, _check)
    segment = config.segment
    if segment.user_dictionary is not None:
        segment = replace(segment, user_dictionary=_beside(path, segment.user_dictionary))
    files = tuple(_beside(path, file) for file in config.glossary.files)
    tasks = config.tasks
    if tasks.units is not None:
        tasks = replace(tasks, units=_beside(path, tasks.units))
    return replace(config, segment=segment, glossary=replace(config.glossary, files=files), tasks=tasks)


def _check(option: str, value: Any) -> None:
    if option == "trend.temperatures" and isinstance(value, str):
        from speechkit.temperatures import shares_of  # most configurations name none

        shares_of(value)
    elif option == "trend.temperatures" and not (
        len(value) == 5 and value[0] <= 1 and value[4] > 0 and list(value) == sorted(set(value), reverse=True)
    ):
        raise UsageError("five shares from 1 down, each less than the one before: [0.8, 0.6, 0.4, 0.2, 0.05]")
    if option == "tasks.columns":
        from speechkit.columns import check  # most configurations name none

        check(value)
    if option == "reading.encoding" and value != "auto":
        codec_name(value)


def _beside(path: str, other: str) -> str:
    """``other`` as seen from the folder of the file ``path``."""
    return os.path.join(os.path.dirname(path), os.path.expanduser(other))
