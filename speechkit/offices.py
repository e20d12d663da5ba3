"""The units that an office knows (units.yaml): full names of aliases, who may be meant where nobody is named."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from speechkit.errors import printable
from speechkit.model import Task
from speechkit.yamlfile import FileKind, compose, fault, found, read_text, struct_from

if TYPE_CHECKING:
    import yaml

_BETWEEN = re.compile("、(?![^（(]*[）)])")
_FILE = FileKind(
    name="the list of units",
    record="a unit",
    field="field",
    depth="the file is a list of units, whose fields are text or lists of text",
)


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit: its full name, what else it is called, the leader in charge of it, and the words of its field."""

    name: str
    aliases: tuple[str, ...] = ()
    leader: str = ""
    words: tuple[str, ...] = ()


class Suggestion(msgspec.Struct, frozen=True):
    """A unit that may be meant by the task with that id, and the ``words`` in it that say so: never a finding."""

    task: str
    unit: str
    leader: str
    words: tuple[str, ...]


class Offices(msgspec.Struct, frozen=True, dict=True):
    """The units in the order of their file. (``dict=True`` is what lets the cached index be kept.)"""

    entries: tuple[Office, ...] = ()

    @cached_property
    def _named(self) -> dict[str, Office]:
        return {form: office for office in self.entries for form in (office.name, *office.aliases)}

    def find(self, name: str) -> Office | None:
        """Return the unit with that name or alias."""
        return self._named.get(name)

    def full_name(self, name: str) -> str:
        """Return the unit's full name for an alias of it, of several units of each; any other name as it is."""
        office = self.find(name)
        if office:
            return office.name
        each = named_units(name)
        return name if len(each) < 2 else "、".join(map(self.full_name, each))

    def suggest(self, task: Task, text: str = "") -> Suggestion | None:
        """Return who may be meant by a task that names nobody: the unit with most words in it, then the first listed.

        The words are looked for in ``text``, where an item has several sentences, else in the task's own. None where
        somebody is named, where a sentence before gives a hint, and where no word fits.
        """
        if task.actor is not None:
            return None
        text = text or task.text
        fitting = [(office, words) for office in self.entries if (words := tuple(w for w in office.words if w in text))]
        if not fitting:
            return None
        office, words = max(fitting, key=lambda each: len(each[1]))  # the first of those with as many
        return Suggestion(task.id, office.name, office.leader, words)


NO_OFFICES = Offices()


def named_units(name: str) -> list[str]:
    """Return the units that a name names: 、 stands between them, but for what is in brackets.

    >>> named_units("县委办、各乡镇（街道、园区）")
    ['县委办', '各乡镇（街道、园区）']
    """
    return _BETWEEN.split(name)


def read_offices(path: str | None) -> Offices:
    """Return the units of a file, none where none is named.

    Raises ``ConfigError``, with line and column, where it has a fault.
    """
    if path is None:
        return NO_OFFICES
    import yaml

    root = compose(read_text(path, _FILE.name), path, _FILE)
    if root is None:
        return NO_OFFICES
    if not isinstance(root, yaml.SequenceNode):
        raise fault(path, root.start_mark, f"a list of units should be a list (- name: ...), not {found(root)}")
    owners: dict[str, tuple[str, int]] = {}
    return Offices(tuple(_read(node, path, owners) for node in root.value))


def _read(node: yaml.Node, path: str, owners: dict[str, tuple[str, int]]) -> Office:
    office: Office = struct_from(Office, node, path, _FILE)
    values: dict[str, Any] = {key.value: value for key, value in node.value}
    forms = [("name", office.name, values["name"])]
    for field in ("aliases", "words"):
        nodes = getattr(values.get(field), "value", None) or []
        for at, (text, item) in enumerate(zip(getattr(office, field), nodes, strict=False), 1):
            forms.append((f"{field}[{at}]", text, item))
    for field, text, item in forms:
        if not text.strip():
            raise fault(path, item.start_mark, f"'{field}' should not be empty")
        if field.startswith("words"):
            continue
        if text in owners:
            owner, line = owners[text]
            message = f"'{printable(text)}' is a name of '{printable(owner)}' already (line {line}); keep one of them"
            raise fault(path, item.start_mark, message)
        owners[text] = (office.name, item.start_mark.line + 1)
    return office
