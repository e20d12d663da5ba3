"""Typed configuration: every option with its default; a fault in the file is named with line and column."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

import msgspec

from speechkit.errors import ConfigError, UsageError, printable

if TYPE_CHECKING:
    import yaml

ENVIRONMENT_VARIABLE = "SPEECHKIT_CONFIG"
_NOT_FILES = {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7"}  # no file's encoding
MAX_DEPTH = 8  # the options are two levels deep; far below what would exhaust the parser's stack


class ReadingConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How bytes become text: an encoding's name or ``auto``; ``strict`` makes broken bytes an error."""

    encoding: str = "auto"
    strict: bool = False


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


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All options; ``Config()`` is the defaults."""

    reading: ReadingConfig = ReadingConfig()
    script: ScriptConfig = ScriptConfig()
    outline: OutlineConfig = OutlineConfig()
    segment: SegmentConfig = SegmentConfig()


def codec_name(name: str) -> str:
    """Python's own name for an encoding. Raises ``UsageError``, with near names, where ``name`` is none of text."""
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
    """Where a user's own configuration lives, whether or not it exists."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(base):  # the XDG specification has relative paths ignored
        base = os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "speechkit", "config.yaml")


def find_config(path: str | os.PathLike[str] | None = None) -> str | None:
    """The file that ``load_config`` reads: ``path``, else $SPEECHKIT_CONFIG, else the user's own, else None."""
    named = path or os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return os.fspath(named)
    own = user_config_path()
    return own if os.path.lexists(own) else None


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """The configuration from ``find_config(path)``, or the defaults. Raises ``ConfigError``."""
    found = find_config(path)
    return Config() if found is None else _parse(_read(found), found)


def default_config_text() -> str:
    """The documented default ``config.yaml``: in the package when installed, at the root in a source checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "data", "config.yaml")
    return _read(packaged if os.path.exists(packaged) else os.path.join(os.path.dirname(here), "config.yaml"))


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ConfigError(f"cannot read the configuration {printable(path)}: {reason}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise ConfigError(f"{printable(path)}:{line}:{column}: not UTF-8; save the file as UTF-8") from None


def _parse(text: str, path: str) -> Config:
    import yaml  # after the defaults' early return: no configuration, no YAML at start-up

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    _check_characters(text, path)
    try:
        _check_events(yaml.parse(text, Loader=loader), path)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or error.context or "unreadable"
        if problem.startswith("but "):  # "expected a single document in the stream" + "but found another document"
            problem = f"{error.context}, {problem}"
        raise _fault(path, error.problem_mark or error.context_mark, f"not valid YAML: {printable(problem)}") from None
    if root is None:
        return Config()
    config: Config = _struct(Config, root, path, "")
    dictionary = config.segment.user_dictionary
    if dictionary is None:
        return config
    dictionary = os.path.join(os.path.dirname(path), os.path.expanduser(dictionary))
    return msgspec.structs.replace(config, segment=msgspec.structs.replace(config.segment, user_dictionary=dictionary))


def _check_characters(text: str, path: str) -> None:
    # PyYAML's own error gives no line for a control character.
    from yaml.reader import Reader

    if match := Reader.NON_PRINTABLE.search(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        character = f"U+{ord(match.group()):04X}"
        raise ConfigError(f"{printable(path)}:{line}:{column}: the character {character} is not allowed; remove it")


def _check_events(events: Any, path: str) -> None:
    # Before anything is composed: aliases can unfold without end, nesting can exhaust the stack.
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            name = f"{sign}{printable(str(event.anchor))}"
            raise _fault(path, event.start_mark, f"anchors and aliases ({name}) are not allowed; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _fault(path, event.start_mark, "nested too deeply; options are at most two levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _struct(kind: Any, node: yaml.Node, path: str, prefix: str) -> Any:
    """The struct ``kind`` from a mapping node; ``prefix`` (``reading.``) leads to it from the top."""
    import yaml

    where = f"'{prefix[:-1]}'" if prefix else "the configuration"
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null":
        return kind()  # a heading whose options are all commented out
    if not isinstance(node, yaml.MappingNode):
        raise _fault(path, node.start_mark, f"{where} should be a mapping (option: value), not {_found(node)}")
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        if name not in fields:
            raise _fault(path, key.start_mark, _unknown(prefix, name, fields))
        if name in values:
            raise _fault(path, key.start_mark, f"'{prefix}{name}' is given twice; keep one of them")
        wanted = fields[name].type
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            values[name] = _struct(wanted, value, path, f"{prefix}{name}.")
            continue
        try:
            values[name] = msgspec.convert(_value(value), wanted)
            if prefix + name == "reading.encoding" and values[name] != "auto":
                codec_name(values[name])
        except UsageError as error:
            raise _fault(path, value.start_mark, f"'{prefix}{name}': {error}") from None
        except (msgspec.ValidationError, yaml.YAMLError, ValueError):
            message = f"'{prefix}{name}' should be {_wanted(wanted)}, not {_found(value)}"
            raise _fault(path, value.start_mark, message) from None
    return kind(**values)


def _value(node: yaml.Node) -> Any:
    from yaml.constructor import SafeConstructor

    return SafeConstructor().construct_object(node, deep=True)


def _unknown(prefix: str, name: str | None, known: dict[str, Any]) -> str:
    from difflib import get_close_matches

    if name is None:
        return "a key should be the name of an option, not a list or mapping"
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean '{prefix}{near[0]}'?" if near else f"known here: {', '.join(known)}"
    return f"unknown option '{printable(prefix + name)}'; {hint}"


def _wanted(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(get_args(kind))
    if get_origin(kind) is Annotated:
        return f"a whole number from {get_args(kind)[1].ge} up"
    names = {str: "text (in quotation marks if need be)", bool: "true or false", type(None): "null"}
    return names.get(kind) or " or ".join(_wanted(each) for each in get_args(kind))


def _found(node: yaml.Node) -> str:
    kinds = {"sequence": "a list", "mapping": "a mapping"}
    if node.tag == "tag:yaml.org,2002:null":
        return "null"
    return kinds.get(str(getattr(node, "id", ""))) or f"'{printable(str(node.value)[:40])}'"


def _fault(path: str, mark: Any, message: str) -> ConfigError:
    place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
    return ConfigError(f"{printable(path)}{place}: {message}")
