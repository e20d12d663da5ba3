"""Two speeches, or two piles of them, held against each other: what was said before, what is new, what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from speechkit.compare.coverage import counted, demands_in
from speechkit.compare.records import Comparison, Coverage, Keyness, KeyWord
from speechkit.compare.sections import section_changes
from speechkit.compare.sides import Place, Side, SideInfo
from speechkit.compare.slogans import phrase_count, slogan_changes
from speechkit.compare.tasks import task_changes, tasks_of
from speechkit.model import SCHEMA_VERSION, Keyword

__all__ = ["compare", "cover", "keyness", "said"]

LEAST = 6.63  # log-likelihood: by chance one word in a hundred has more
_DIGITS = 4


def compare(a: Side, b: Side, words: Keyness) -> Comparison:
    """What has changed from A to B. ``words`` are those that ``keyness`` made."""
    tasks, unchanged = task_changes(a, b)
    slogans, kept = slogan_changes(a, b)
    single = len(a.speeches) == len(b.speeches) == 1
    sections = section_changes(a.speeches[0], b.speeches[0]) if single else None
    return Comparison(SCHEMA_VERSION, _info(a), _info(b), sections, tasks, unchanged, slogans, kept, words)


def cover(superior: Side, subordinate: Side) -> Coverage:
    """Which demands of the superior the subordinate passes on."""
    demands = demands_in(superior, subordinate)
    counts = counted(demands)
    covered = (counts["verbatim"] + counts["reworded"]) / len(demands) if demands else 0.0
    return Coverage(
        SCHEMA_VERSION,
        _info(superior),
        _info(subordinate),
        counts["verbatim"],
        counts["reworded"],
        counts["partly"],
        counts["missing"],
        round(covered, _DIGITS),
        demands,
    )


def said(side: Side, words: Iterable[str]) -> Counter[str]:
    """How often each word stands in what the side says."""
    texts = [sentence.text for speech in side.speeches for sentence in speech.sentences]
    return Counter({word: sum(text.count(word) for text in texts) for word in words})


def keyness(
    a: Side, b: Side, sizes: tuple[int, int], more_in_a: Iterable[Keyword], more_in_b: Iterable[Keyword]
) -> Keyness:
    """The words with their places. Each has its counts in the side that has more of it, then in the other."""
    in_a = tuple(
        _key_word(a, b, each, each.count, each.reference_count or 0, -1) for each in more_in_a if each.weight >= LEAST
    )
    in_b = tuple(
        _key_word(a, b, each, each.reference_count or 0, each.count, 1) for each in more_in_b if each.weight >= LEAST
    )
    return Keyness(*sizes, in_a, in_b)


def _key_word(a: Side, b: Side, keyword: Keyword, count_a: int, count_b: int, sign: int) -> KeyWord:
    ratio = sign * (keyword.log_ratio or 0.0)
    places = (_first(side, keyword.word) if count else None for side, count in ((a, count_a), (b, count_b)))
    return KeyWord(keyword.word, count_a, count_b, keyword.weight, ratio, *places)


def _first(side: Side, word: str) -> Place | None:
    """The first sentence that has the word."""
    for speech in side.speeches:
        for each in speech.sentences:
            if word in each.text:
                return Place(speech.name, each.line, each.start, each.end)
    return None


def _info(side: Side) -> SideInfo:
    dates: Sequence[str] = sorted(speech.date for speech in side.speeches if speech.date)
    single = side.speeches[0].analysis if len(side.speeches) == 1 else None
    return SideInfo(
        name=side.name,
        title=single.title.text if single and single.title else None,
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        speeches=len(side.speeches),
        chars=sum(speech.analysis.source.chars for speech in side.speeches),
        tasks=len(tasks_of(side)),
        slogans=phrase_count(side),
    )
