"""The date of a speech in a corpus: --meta's, its own, or that in the name of its file."""

from __future__ import annotations

import re

from speechkit.model import SpeechDate

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


def date_in_name(name: str) -> str | None:
    """The date that a file's name holds, as ISO 8601: 2020-09-12_019.txt, 20200912.txt, 2020年9月.txt, 1955.txt."""
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
    """The date of a speech and where it is from; its own goes first, unless the file's name tells it more exactly."""
    named = date_in_name(name)
    if own is not None and not (named and named.startswith(f"{own.iso}-")):
        return own.iso, own.origin
    return (named, "name") if named else (None, None)


def year_of(date: str | None) -> int | None:
    """The year of an ISO date."""
    return int(date[:4]) if date else None
