"""A user's own entries: a YAML file, a list of them, in which each fault is named with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from speechkit.errors import printable
from speechkit.phrases.glossary.counts import promised
from speechkit.phrases.glossary.entries import Entry, key
from speechkit.yamlfile import FileKind, compose, fault, found, read_text, struct_from

if TYPE_CHECKING:
    import yaml

FILE = FileKind(
    name="the glossary",
    record="an entry",
    field="field",
    depth="the file is a list of entries, whose fields are text or lists of text",
)


class Placed(msgspec.Struct, frozen=True):
    """An entry, the file that it is from and the YAML ``node`` that it was read from."""

    entry: Entry
    path: str
    node: Any  # yaml.MappingNode, which is imported for a user's file only

    def place(self, field: str, at: int | None = None) -> Any:
        """The mark of a field's value or of its item ``at``; of the entry where the field is not given."""
        value = next((value for name, value in self.node.value if name.value == field), self.node)
        return (value if at is None else value.value[at]).start_mark


def read_entries(path: str) -> list[Placed]:
    """The entries of a file. Raises ``ConfigError``."""
    import yaml

    root = compose(read_text(path, FILE.name), path, FILE)
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise fault(path, root.start_mark, f"a glossary should be a list of entries (- name: ...), not {found(root)}")
    return [_read(node, path) for node in root.value]


def _read(node: yaml.Node, path: str) -> Placed:
    entry: Entry = struct_from(Entry, node, path, FILE)
    placed = Placed(replace(entry, traditional=entry.traditional or entry.name), path, node)
    for field in ("name", "traditional"):
        if not key(getattr(placed.entry, field)):
            raise fault(path, placed.place(field), f"'{field}' should not be empty")
    for field in ("aliases", "members", "companions"):
        for at, item in enumerate(getattr(entry, field)):
            if not key(item):
                raise fault(path, placed.place(field, at), f"'{field}[{at + 1}]' should not be empty")
    allowed, count = promised(key(entry.name)), len(entry.members)
    if count and allowed and count not in allowed:
        says = " or ".join(map(str, allowed))
        message = f"'{printable(entry.name)}' says {says} but has {count} member{'s' * (count > 1)}"
        raise fault(path, placed.place("members"), message)
    return placed


def merged(shipped: Iterable[Entry], own: Sequence[Placed]) -> tuple[Entry, ...]:
    """The entries of both; those of the user take the place of shipped ones with the same name.

    Raises ``ConfigError`` where a name or alias of the user's belongs to two entries.
    """
    named: dict[str, Placed] = {}
    for each in own:
        first = named.setdefault(key(each.entry.name), each)
        if first is not each:
            there = f"{printable(first.path)}:{first.place('name').line + 1}"
            message = f"'{printable(each.entry.name)}' is given twice, first in {there}; keep one of them"
            raise fault(each.path, each.place("name"), message)
    entries = {key(entry.name): entry for entry in shipped} | {name: each.entry for name, each in named.items()}
    owners = {key(form): entry for name, entry in entries.items() if name not in named for form in entry.forms}
    for each in own:
        _claim(owners, each, [(each.entry.name, each.place("name"))])
    for each in own:
        _claim(owners, each, _other_forms(each))
    return tuple(entries.values())


def _other_forms(placed: Placed) -> Iterator[tuple[str, Any]]:
    """The forms beside the name, with their places."""
    entry, seen = placed.entry, {key(placed.entry.name)}
    yield entry.traditional, placed.place("traditional")
    for at, alias in enumerate(entry.aliases):
        if key(alias) in seen:
            message = f"'{printable(alias)}' is given twice in '{printable(entry.name)}'; keep one of them"
            raise fault(placed.path, placed.place("aliases", at), message)
        seen.add(key(alias))
        yield alias, placed.place("aliases", at)


def _claim(owners: dict[str, Entry], placed: Placed, forms: Iterable[tuple[str, Any]]) -> None:
    """Enter the forms as those of the entry. Raises ``ConfigError`` where one is another entry's."""
    for form, mark in forms:
        owner = owners.setdefault(key(form), placed.entry)
        if owner is not placed.entry:
            message = f"'{printable(form)}' is a name of the entry '{printable(owner.name)}' already"
            raise fault(placed.path, mark, message)
