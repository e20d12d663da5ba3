"""The glossary: the list of known set phrases (提法), those of data/glossary.yaml and the user's own."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated

import msgspec

from speechkit.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Entry", "Glossary", "form_key", "load_glossary"]

_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”‘’「」『』《》〈〉〝〞〟＂＇\"'"))


def load_glossary(files: tuple[str, ...] = ()) -> Glossary:
    """Return the shipped glossary, which is read once; entries of the user's ``files`` replace those of the same name.

    Raises ``ConfigError``, with line and column, where a file cannot be read or has a fault.

    >>> load_glossary().find("四個意識").members
    ('政治意识', '大局意识', '核心意识', '看齐意识')
    """
    if not files:
        return _shipped()
    from speechkit.phrases.glossary_file import merged, read_entries  # imports YAML, which takes long to start

    return Glossary(merged(_shipped().entries, [each for file in files for each in read_entries(file)]))


@cache
def _shipped() -> Glossary:
    return Glossary(load_rules("glossary", tuple[Entry, ...]))


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One known set phrase; what is not known is empty or None. All but ``traditional`` is in simplified characters.

    ``members`` are what the name counts or sums up, in their order; ``since`` is the year of its first use and
    ``occasion`` where that was; ``replaces`` is the phrase whose place it took, ``companions`` those that usually stand
    beside it. ``source`` says where the entry can be verified.
    """

    name: str
    traditional: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    since: Annotated[int, msgspec.Meta(ge=1800, le=2100)] | None = None
    occasion: str = ""
    replaces: str = ""
    companions: tuple[str, ...] = ()
    field: str = ""
    source: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that the phrase is called: its name, that in traditional characters, the aliases."""
        return (self.name, self.traditional, *self.aliases)


class Glossary(msgspec.Struct, frozen=True, dict=True):
    """The entries in the order of their files. (``dict=True`` is what lets the cached indexes be kept.)"""

    entries: tuple[Entry, ...]

    @cached_property
    def _by_form(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.entries:
            for form in entry.forms:
                found.setdefault(form_key(form), entry)
        return found

    @cached_property
    def _by_member(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for member in dict.fromkeys(map(form_key, entry.members)):
                found[member] = (*found.get(member, ()), entry)
        return found

    def find(self, form: str) -> Entry | None:
        """Return the entry with that name or alias, in either script; quotation marks and spaces do not matter.

        The first form that no entry has as it is written starts OpenCC, which takes some 40 ms.
        """
        return self._by_form.get(form_key(form)) or self._by_form.get(form_key(_simplified(form)))

    def with_member(self, form: str) -> tuple[Entry, ...]:
        """Return the entries that have ``form``, written in either script, among their members."""
        return self._by_member.get(form_key(form)) or self._by_member.get(form_key(_simplified(form)), ())

    def near(self, term: str, limit: int = 3) -> tuple[Entry, ...]:
        """Return up to ``limit`` entries with a name much like ``term``, the most alike first."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        from speechkit.phrases.rules import phrase_rules

        # Not fuzz.ratio, which takes 四个正确认识 for nearer to 四个认识 than 四个意识.
        scorer, forms = Levenshtein.normalized_similarity, list(self._by_form)
        cutoff = phrase_rules().known.alike_from
        alike = process.extract(form_key(term), forms, scorer=scorer, score_cutoff=cutoff, limit=None)
        entries = {self._by_form[form].name: self._by_form[form] for form, _, _ in alike}
        return tuple(entries.values())[:limit]


def form_key(form: str) -> str:
    """Return a phrase without quotation marks and white space: 四个意识, “四个意识” and 「四个 意识」 are the same one.

    >>> form_key("「四个 意识」")
    '四个意识'
    """
    return "".join(form.translate(_QUOTATION_MARKS).split())


def _simplified(form: str) -> str:
    try:
        return _converter()(form)
    except UnicodeEncodeError:  # a lone surrogate, which OpenCC does not take
        return form


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # only for what is in no entry: it takes longer to start than all the rest

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert
