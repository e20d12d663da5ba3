"""A user's YAML file, read with care: every fault in it is one sentence with path, line and column.

Nothing but plain values is read: no anchors, no tags that make objects, no nesting without end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

import msgspec

from speechkit.errors import ConfigError, UsageError, printable

if TYPE_CHECKING:
    import yaml

# What PyYAML raises where a tag does not fit its text (!!timestamp x, !!int x, !!set x), and msgspec for a wrong type.
_MISFITS = (msgspec.ValidationError, ValueError, TypeError, AttributeError, LookupError, OverflowError)
MAX_DEPTH = 8  # no file of ours is more than three levels deep; far below what would exhaust the parser's stack
_NULL = "tag:yaml.org,2002:null"


class FileKind(msgspec.Struct, frozen=True):
    """What the sentences call a kind of file and what is in it."""

    name: str  # the whole file: "the configuration"
    record: str  # its outermost mapping: "the configuration", "an entry"
    field: str  # what a key of a mapping names: "option"
    depth: str  # how deep it may nest: "options are at most two levels deep"


Check = Callable[[str, Any], None]


def read_text(path: str, name: str) -> str:
    """The text of a UTF-8 file, which sentences call ``name``. Raises ``ConfigError`` where it cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ConfigError(f"cannot read {name} {printable(path)}: {reason}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise ConfigError(f"{printable(path)}:{line}:{column}: not UTF-8; save the file as UTF-8") from None


def compose(text: str, path: str, kind: FileKind) -> yaml.Node | None:
    """The root node of a YAML text, None where it says nothing. Raises ``ConfigError``."""
    import yaml  # only here and below: no file of the user's, no YAML at start-up

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    _check_characters(text, path)
    try:
        _check_events(yaml.parse(text, Loader=loader), path, kind)
        root: yaml.Node | None = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or error.context or "unreadable"
        if problem.startswith("but "):  # "expected a single document in the stream" + "but found another document"
            problem = f"{error.context}, {problem}"
        raise fault(path, error.problem_mark or error.context_mark, f"not valid YAML: {printable(problem)}") from None
    return None if root is None or root.tag == _NULL else root


def _check_characters(text: str, path: str) -> None:
    # PyYAML's own error gives no line for a control character.
    from yaml.reader import Reader

    if match := Reader.NON_PRINTABLE.search(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        character = f"U+{ord(match.group()):04X}"
        raise ConfigError(f"{printable(path)}:{line}:{column}: the character {character} is not allowed; remove it")


def _check_events(events: Any, path: str, kind: FileKind) -> None:
    # Before anything is composed: aliases can unfold without end, nesting can exhaust the stack.
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            name = f"{sign}{printable(str(event.anchor))}"
            raise fault(path, event.start_mark, f"anchors and aliases ({name}) are not allowed; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise fault(path, event.start_mark, f"nested too deeply; {kind.depth}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def struct_from(
    shape: Any, node: yaml.Node, path: str, kind: FileKind, check: Check | None = None, prefix: str = ""
) -> Any:
    """The struct ``shape`` from a mapping node; ``prefix`` (``reading.``) leads to it from the top.

    ``check`` is called with the full name of each field and its value, and may raise ``UsageError``. Raises
    ``ConfigError``.
    """
    import yaml

    where = f"'{prefix[:-1]}'" if prefix else kind.record
    fields = {field.name: field for field in msgspec.structs.fields(shape)}
    required = [name for name, field in fields.items() if field.required]
    if node.tag == _NULL and isinstance(node, yaml.ScalarNode) and not required:
        return shape()  # a heading whose fields are all commented out
    if not isinstance(node, yaml.MappingNode):
        raise fault(path, node.start_mark, f"{where} should be a mapping ({kind.field}: value), not {found(node)}")
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else None
        if name not in fields:
            raise fault(path, key.start_mark, _unknown(prefix, name, fields, kind))
        if name in values:
            raise fault(path, key.start_mark, f"'{prefix}{name}' is given twice; keep one of them")
        wanted = fields[name].type
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            values[name] = struct_from(wanted, value, path, kind, check, f"{prefix}{name}.")
            continue
        values[name] = _value(wanted, value, path, prefix + name)
        try:
            if check:
                check(prefix + name, values[name])
        except UsageError as error:
            raise fault(path, value.start_mark, f"'{prefix}{name}': {error}") from None
    for name in required:
        if name not in values:
            raise fault(path, node.start_mark, f"{where} needs '{name}'")
    return shape(**values)


def _value(wanted: Any, node: yaml.Node, path: str, name: str) -> Any:
    import yaml
    from yaml.constructor import SafeConstructor

    listed = next((each for each in (wanted, *get_args(wanted)) if get_origin(each) is tuple), None)
    if listed:
        if node.tag == _NULL:
            return ()  # a list whose items are all commented out
        if isinstance(node, yaml.SequenceNode):
            item = get_args(listed)[0]
            return tuple(_value(item, each, path, f"{name}[{at}]") for at, each in enumerate(node.value, 1))
    try:
        return msgspec.convert(SafeConstructor().construct_object(node, deep=True), wanted)
    except (yaml.YAMLError, *_MISFITS):
        raise fault(path, node.start_mark, f"'{name}' should be {_wanted(wanted)}, not {found(node)}") from None


def _unknown(prefix: str, name: str | None, known: dict[str, Any], kind: FileKind) -> str:
    from difflib import get_close_matches

    if name is None:
        article = "an" if kind.field[0] in "aeiou" else "a"
        return f"a key should be the name of {article} {kind.field}, not a list or mapping"
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean '{prefix}{near[0]}'?" if near else f"known here: {', '.join(known)}"
    return f"unknown {kind.field} '{printable(prefix + name)}'; {hint}"


def _wanted(kind: Any) -> str:
    origin = get_origin(kind)
    if origin is Literal:
        return "one of " + ", ".join(get_args(kind))
    if origin is tuple:
        return "a list, such as [one, another]"
    if origin is Annotated:
        limits = get_args(kind)[1]
        return f"a whole number from {limits.ge} " + ("up" if limits.le is None else f"to {limits.le}")
    names = {
        str: "text (in quotation marks if need be)", bool: "true or false", type(None): "null", float: "a number",
    }  # fmt: skip
    return names.get(kind) or " or ".join(_wanted(each) for each in get_args(kind))


def found(node: yaml.Node) -> str:
    """What a node holds, in words: ``a list``, ``null``, a value in quotation marks."""
    kinds = {"sequence": "a list", "mapping": "a mapping"}
    if node.tag == _NULL:
        return "null"
    return kinds.get(str(getattr(node, "id", ""))) or f"'{printable(str(node.value)[:40])}'"


def fault(path: str, mark: Any, message: str) -> ConfigError:
    """The error for what stands at ``mark``, where that is known."""
    place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
    return ConfigError(f"{printable(path)}{place}: {message}")
