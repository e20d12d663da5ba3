"""What is known of a speech as a whole: its date, its speaker, and how people call such fields (data/corpus.yaml)."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from speechkit.model import SpeechDate
from speechkit.rules import load_rules

_HEAD = 1000  # code points of the text in which such fields stand
_LONGEST = 40  # code points of a speaker; more is no name
_YEAR = "(?P<y>(?:19|20)[0-9]{2})"
# The most exact first; a number that goes on is another's: article_42957.
_IN_NAMES = (
    rf"(?<![0-9]){_YEAR}[-_.年](?P<m>[0-9]{{1,2}})[-_.月](?P<d>[0-9]{{1,2}})(?![0-9])",
    rf"(?<![0-9]){_YEAR}(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9])",
    rf"(?<![0-9]){_YEAR}年(?P<m>[0-9]{{1,2}})月",
    rf"(?<![0-9]){_YEAR}[-_.](?P<m>[01][0-9])(?![0-9])",
    # A year alone may be the number of an issue or a page: 3109_2043.txt.
    rf"^{_YEAR}(?![0-9A-Za-z])",
    rf"(?<![0-9A-Za-z]){_YEAR}年",
    rf"^[^0-9]*(?<![0-9A-Za-z第]){_YEAR}(?![0-9A-Za-z])[^0-9]*$",
)


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
    same_marks: tuple[str, ...]


@cache
def corpus_rules() -> CorpusRules:
    """Return the rules, from data/corpus.yaml."""
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
    """Return which field a column's heading means, None where it is one of the user's own."""
    wanted = heading.strip().lower()
    return next((field for field in Fields.__struct_fields__ if wanted in getattr(corpus_rules().fields, field)), None)


def speaker_of(text: str, start: int) -> str | None:
    """Return the speaker that the front matter of a speech names; ``start`` is where the speech itself starts."""
    names = "|".join(map(re.escape, corpus_rules().fields.speaker))
    found = re.search(rf"(?mi)^[ \t\u3000]*(?:{names})[ \t]*[:：][ \t]*[\"']?([^\n\r\"']+)", text[: min(start, _HEAD)])
    speaker = found[1].strip() if found else ""
    return person(speaker) if 0 < len(speaker) <= _LONGEST else None


def person(speaker: str) -> str:
    """Return a speaker's name in the one form that is counted: without spaces in it, without the office before it.

    >>> person("李　强"), person("国家主席 习近平")
    ('李强', '习近平')
    """
    first, *rest = speaker.split() or [""]
    name, spaced = "".join(rest), all(len(word) == 1 for word in rest)
    if first.endswith(corpus_rules().offices) and (spaced or len(rest) == 1) and 1 < len(name) < 5:
        return name
    return first + name if spaced and len(first) == 1 else " ".join((first, *rest))


def date_in_name(name: str) -> str | None:
    """Return the date that a file's name holds, as ISO 8601.

    >>> [date_in_name(name) for name in ("2020-09-12_019.txt", "2020年9月.txt", "1955.txt", "3109_2043.txt")]
    ['2020-09-12', '2020-09', '1955', None]
    """
    from speechkit.dates import parse_date  # only here: it would show in the time that a search takes to start

    for pattern in _IN_NAMES:
        for found in re.finditer(pattern, name):
            numbers = [int(found[part]) for part in ("y", "m", "d") if part in found.groupdict()]
            try:
                return parse_date("-".join(f"{number:02}" for number in numbers)).iso
            except ValueError:  # 2020-19-12
                continue
    return None


def date_for(own: SpeechDate | None, name: str) -> tuple[str | None, str | None]:
    """Return the date of a speech and where it is from: its own, unless the file's name tells it more exactly."""
    named = date_in_name(name)
    if own is not None and not (named and named.startswith(f"{own.iso}-")):
        return own.iso, own.origin
    return (named, "name") if named else (None, None)


def year_of(date: str | None) -> int | None:
    """Return the year of an ISO date."""
    return int(date[:4]) if date else None
