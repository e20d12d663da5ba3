"""The entries of the glossary, and how one is found by what a text calls it."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

_IGNORED = dict.fromkeys(
    map(ord, "“”‘’「」『』《》〈〉〝〞〟＂＇\"'")
)  # people write 四个意识, “四个意识” and 「四個意識」
_ALIKE = 0.55  # the share of characters that are alike: one of four may be another one, not two


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A set phrase (提法); what is not known is empty or None. All but ``traditional`` is in simplified characters.

    ``members`` are what the name counts or sums up, in their order; ``since`` is the year of its first use and
    ``occasion`` where that was; ``replaces`` is the phrase whose place it took, ``companions`` those that stand beside
    it. ``source`` says where the entry can be verified.
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
        """All that the phrase is called: its name, that in traditional characters, the aliases."""
        return (self.name, self.traditional, *self.aliases)


class Glossary(msgspec.Struct, frozen=True, dict=True):
    """The entries, in the order of their files; ``dict`` is where the indexes are kept once they are made."""

    entries: tuple[Entry, ...]

    @cached_property
    def _by_form(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.entries:
            for form in entry.forms:
                found.setdefault(key(form), entry)
        return found

    @cached_property
    def _by_member(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for member in dict.fromkeys(map(key, entry.members)):
                found[member] = (*found.get(member, ()), entry)
        return found

    def find(self, form: str) -> Entry | None:
        """The entry with that name or alias, in either script; quotation marks and spaces do not matter.

        The first form that is in no entry as it is costs the start of OpenCC, some 40 ms.
        """
        return self._by_form.get(key(form)) or self._by_form.get(key(_simplified(form)))

    def with_member(self, form: str) -> tuple[Entry, ...]:
        """The entries that have ``form`` among their members, written in either script."""
        return self._by_member.get(key(form)) or self._by_member.get(key(_simplified(form)), ())

    def near(self, term: str, limit: int = 3) -> tuple[Entry, ...]:
        """Up to ``limit`` entries with a name much like ``term``, the most alike first."""
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        # Not fuzz.ratio, which takes 四个正确认识 for nearer to 四个认识 than 四个意识.
        scorer = Levenshtein.normalized_similarity
        alike = process.extract(key(term), list(self._by_form), scorer=scorer, score_cutoff=_ALIKE, limit=None)
        entries = {self._by_form[form].name: self._by_form[form] for form, _, _ in alike}
        return tuple(entries.values())[:limit]


def key(form: str) -> str:
    """What two ways to write one phrase have in common: it has no quotation marks and no spaces."""
    return "".join(form.translate(_IGNORED).split())


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
