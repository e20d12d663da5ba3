"""Read a user's own glossary: a YAML file, a list of entries, in which each fault is named with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from speechkit.chars import cardinal
from speechkit.errors import printable
from speechkit.phrases.glossary import Entry, form_key
from speechkit.phrases.rules import phrase_rules
from speechkit.rules import compiled
from speechkit.yamlfile import FileKind, compose, fault, found, read_text, struct_from

if TYPE_CHECKING:
    import yaml

__all__ = ["PlacedEntry", "merged", "promised", "read_entries"]

_NUMERALS = re.compile("[一二三四五六七八九十两双]+")
_FILE = FileKind(
    name="the glossary",
    record="an entry",
    field="field",
    depth="the file is a list of entries, whose fields are text or lists of text",
)


class PlacedEntry(msgspec.Struct, frozen=True):
    """An entry, the file that it is from and the YAML ``node`` that it was read from."""

    entry: Entry
    path: str
    node: Any  # yaml.MappingNode, which is imported for a user's file only

    def place(self, field: str, at: int | None = None) -> Any:
        """Return the YAML mark of a field's value, or of its item ``at``; of the entry where it lacks the field."""
        value = next((value for name, value in self.node.value if name.value == field), self.node)
        return (value if at is None else value.value[at]).start_mark


def read_entries(path: str) -> list[PlacedEntry]:
    """Return the entries of a file. Raises ``ConfigError``."""
    import yaml

    root = compose(read_text(path, _FILE.name), path, _FILE)
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise fault(path, root.start_mark, f"a glossary should be a list of entries (- name: ...), not {found(root)}")
    return [_read(node, path) for node in root.value]


def _read(node: yaml.Node, path: str) -> PlacedEntry:
    entry: Entry = struct_from(Entry, node, path, _FILE)
    placed = PlacedEntry(replace(entry, traditional=entry.traditional or entry.name), path, node)
    for field in ("name", "traditional"):
        if not form_key(getattr(placed.entry, field)):
            raise fault(path, placed.place(field), f"'{field}' should not be empty")
    for field in ("aliases", "members", "companions"):
        for at, item in enumerate(getattr(entry, field)):
            if not form_key(item):
                raise fault(path, placed.place(field, at), f"'{field}[{at + 1}]' should not be empty")
    allowed, count = promised(form_key(entry.name)), len(entry.members)
    if count and allowed and count not in allowed:
        says = " or ".join(map(str, allowed))
        message = f"'{printable(entry.name)}' says {says} but has {count} member{'s' * (count > 1)}"
        raise fault(path, placed.place("members"), message)
    return placed


def merged(shipped: Iterable[Entry], own: Sequence[PlacedEntry]) -> tuple[Entry, ...]:
    """Return the entries of both; those of the user take the place of shipped ones with the same name.

    Raises ``ConfigError`` where a name or alias of the user's belongs to two entries.
    """
    named: dict[str, PlacedEntry] = {}
    for each in own:
        first = named.setdefault(form_key(each.entry.name), each)
        if first is not each:
            there = f"{printable(first.path)}:{first.place('name').line + 1}"
            message = f"'{printable(each.entry.name)}' is given twice, first in {there}; keep one of them"
            raise fault(each.path, each.place("name"), message)
    entries = {form_key(entry.name): entry for entry in shipped} | {name: each.entry for name, each in named.items()}
    owners = {form_key(form): entry for name, entry in entries.items() if name not in named for form in entry.forms}
    for each in own:
        _claim(owners, each, [(each.entry.name, each.place("name"))])
    for each in own:
        _claim(owners, each, _other_forms(each))
    return tuple(entries.values())


def _other_forms(placed: PlacedEntry) -> Iterator[tuple[str, Any]]:
    """Yield the forms beside the name, with their marks. Raises ``ConfigError`` where one is given twice."""
    entry, seen = placed.entry, {form_key(placed.entry.name)}
    yield entry.traditional, placed.place("traditional")
    for at, alias in enumerate(entry.aliases):
        if form_key(alias) in seen:
            message = f"'{printable(alias)}' is given twice in '{printable(entry.name)}'; keep one of them"
            raise fault(placed.path, placed.place("aliases", at), message)
        seen.add(form_key(alias))
        yield alias, placed.place("aliases", at)


def _claim(owners: dict[str, Entry], placed: PlacedEntry, forms: Iterable[tuple[str, Any]]) -> None:
    """Enter the forms into ``owners`` as those of the entry. Raises ``ConfigError`` where one is another entry's."""
    for form, mark in forms:
        owner = owners.setdefault(form_key(form), placed.entry)
        if owner is not placed.entry:
            message = f"'{printable(form)}' is a name of the entry '{printable(owner.name)}' already"
            raise fault(placed.path, mark, message)


def promised(name: str) -> tuple[int, ...]:
    """Return the numbers of members that a name allows, the likeliest first; empty where it promises none.

    Several numerals are added up (三会一课: 4), with room for doubt: what the first one counts may be all (四个一批,
    四水四定: 4), 一 may be part of a word or count nothing (三证合一: 3; 一岗双责: 2). Numbers such as 九二 promise
    nothing, nor do those that count no members (八字方针, 两弹一星精神).

    >>> promised("四个意识"), promised("三会一课"), promised("八字方针")
    ((4,), (4,), ())
    """
    rules = phrase_rules().promises
    found = list(_NUMERALS.finditer(name))
    counts = [value for each in found if (value := 2 if each[0] == rules.double else cardinal(each[0]))]
    if not found or found[0].start() > 0 or len(counts) < len(found) or compiled(rules.no_list).search(name):
        return ()
    if compiled(rules.no_members).match(name, found[0].end()) or counts == [1]:
        return ()
    allowed = [sum(counts)]
    measured = [name[numeral.end() : numeral.end() + 1] in rules.measures for numeral in found]
    if len(counts) > 1 and not all(measured):
        if measured[0] and counts[0] > 1:
            allowed = [counts[0], sum(counts)]
        elif set(counts) == {counts[0]} != {1}:
            allowed.append(counts[0])
        if compiled(rules.one_may_not_count).search(name):
            allowed.append(sum(counts) - 1)
    return tuple(dict.fromkeys(allowed))
