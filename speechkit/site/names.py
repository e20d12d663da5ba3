"""What pages are called: like the files of the speeches, safe on every system, the same in every run."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from speechkit.errors import printable
from speechkit.writing import NOT_IN_NAMES

_LONGEST = 60  # code points; a Chinese one takes three bytes, and names may have 255
_AWAY = re.compile(f"[{re.escape(NOT_IN_NAMES)}#%&';\\s\\x00-\\x1f\\x7f-\\x9f\ufffd]+")
_RESERVED = re.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)  # of Windows, whatever the suffix
_SUFFIX = re.compile(r"\.(txt|md|docx|pdf|html?)$", re.IGNORECASE)


def page_names(names: Sequence[str]) -> list[str]:
    """Return the names of the pages for speeches of these names, unique whatever the case of letters.

    Those that would be called the same are told apart by their folders' hash, so that their order does not matter.

    >>> page_names(["2023/工作报告.txt", "甲:乙.docx"])
    ['工作报告.html', '甲-乙.html']
    >>> len(set(page_names(["2023/报告.txt", "2024/报告.txt"])))
    2
    """
    stems = [_stem(name) for name in names]
    times = Counter(map(str.casefold, stems))
    taken: set[str] = set()
    found = []
    for name, stem in zip(names, stems, strict=True):
        if times[stem.casefold()] > 1:
            stem = f"{stem}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        once, number = stem, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{once}-{number}"
        taken.add(stem.casefold())
        found.append(f"{stem}.html")
    return found


def _stem(name: str) -> str:
    last = _SUFFIX.sub("", os.path.basename(name))
    shown = unicodedata.normalize("NFC", printable(last).replace("\\", " "))
    stem = _AWAY.sub("-", shown)[:_LONGEST].strip(" .-") or "speech"
    return f"{stem}-" if _RESERVED.fullmatch(stem.split(".")[0]) else stem
