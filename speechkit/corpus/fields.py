"""What a corpus knows of words (data/corpus.yaml): names of fields, and characters that are of either script."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from speechkit.rules import load_rules

_HEAD = 1000  # code points of the text in which such fields stand
_LONGEST = 40  # code points of a speaker; more is no name


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of each field."""

    file: tuple[str, ...]
    date: tuple[str, ...]
    title: tuple[str, ...]
    speaker: tuple[str, ...]


class CorpusRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of data/corpus.yaml, where every field is explained."""

    fields: Fields
    offices: tuple[str, ...]
    either: str


@cache
def corpus_rules() -> CorpusRules:
    """The rules, from data/corpus.yaml."""
    return load_rules("corpus", CorpusRules)


def may_be_traditional(term: str) -> bool:
    """Whether a term may be of either script, so that only the texts can tell."""
    if any(character in corpus_rules().either for character in term):
        return True
    try:
        term.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def field_of(heading: str) -> str | None:
    """Which field a column's heading means, None where it is one of the user's own."""
    wanted = heading.strip().lower()
    return next((field for field in Fields.__struct_fields__ if wanted in getattr(corpus_rules().fields, field)), None)


def speaker_of(text: str, start: int) -> str | None:
    """The speaker that the front matter of a speech names; ``start`` is where the speech itself starts."""
    names = "|".join(map(re.escape, corpus_rules().fields.speaker))
    found = re.search(rf"(?mi)^[ \t\u3000]*(?:{names})[ \t]*[:：][ \t]*[\"']?([^\n\r\"']+)", text[: min(start, _HEAD)])
    speaker = found[1].strip() if found else ""
    return person(speaker) if 0 < len(speaker) <= _LONGEST else None


def person(speaker: str) -> str:
    """A speaker's name as it is counted, so that a person is one: 李　强 is 李强, the office before a name left out."""
    first, *rest = speaker.split() or [""]
    name, spaced = "".join(rest), all(len(word) == 1 for word in rest)
    if first.endswith(corpus_rules().offices) and (spaced or len(rest) == 1) and 1 < len(name) < 5:
        return name
    return first + name if spaced and len(first) == 1 else " ".join((first, *rest))
