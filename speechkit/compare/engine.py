"""What has changed from one side to another, topic by topic, and what one passes on of the other's demands."""

from __future__ import annotations

from speechkit.compare.coverage import counted, demands_in
from speechkit.compare.phrases import phrase_changes, phrase_count
from speechkit.compare.records import Comparison, Coverage, Keyness, KeyWord, Location, SideInfo
from speechkit.compare.rules import thresholds
from speechkit.compare.sections import section_changes
from speechkit.compare.sides import Side
from speechkit.compare.tasks import own_tasks, task_changes
from speechkit.model import SCHEMA_VERSION, Keyword

__all__ = ["compare", "cover", "keyness_between"]

_DIGITS = 4  # that shares are rounded to


def compare(a: Side, b: Side, *, top: int = 20) -> Comparison:
    """Return what has changed from A to B, with up to ``top`` words that each side has more often.

    >>> from speechkit.compare.sides import side_of
    >>> from speechkit.pipeline import read
    >>> old, new = (side_of([read(f"各单位{word}完成整改。")], "x", words=False) for word in ("要", "必须"))
    >>> [change.strength for change in compare(old, new).tasks]
    ['stronger']
    """
    tasks, unchanged = task_changes(a, b)
    slogans, kept = phrase_changes(a, b)
    single = len(a.speeches) == len(b.speeches) == 1
    sections = section_changes(a.speeches[0], b.speeches[0]) if single else None
    words = keyness_between(a, b, top)
    return Comparison(SCHEMA_VERSION, _info(a), _info(b), sections, tasks, unchanged, slogans, kept, words)


def cover(superior: Side, subordinate: Side) -> Coverage:
    """Return which demands of the superior the subordinate passes on."""
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


def _info(side: Side) -> SideInfo:
    dates = sorted(speech.date for speech in side.speeches if speech.date)
    return SideInfo(
        name=side.name,
        title=side.speeches[0].title if len(side.speeches) == 1 else None,
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        speeches=len(side.speeches),
        chars=sum(len(speech.text) for speech in side.speeches),
        tasks=len(own_tasks(side)),
        slogans=phrase_count(side),
    )


def keyness_between(a: Side, b: Side, top: int) -> Keyness:
    """Return up to ``top`` words that each side has more often, with their places; none where a side has no words."""
    size_a, size_b = (side.counts.size if side.counts else 0 for side in (a, b))
    if not a.counts or not b.counts or not size_a or not size_b:
        return Keyness(size_a, size_b, (), ())
    from speechkit.keywords.keyness import keyness_of

    least = thresholds().key_word
    more_in_a = [each for each in keyness_of(a.counts, b.counts, top=top) if each.weight >= least]
    more_in_b = [each for each in keyness_of(b.counts, a.counts, top=top) if each.weight >= least]
    return Keyness(
        size_a,
        size_b,
        tuple(_key_word(a, b, each, each.count, each.reference_count or 0, -1) for each in more_in_a),
        tuple(_key_word(a, b, each, each.reference_count or 0, each.count, 1) for each in more_in_b),
    )


def _key_word(a: Side, b: Side, keyword: Keyword, count_a: int, count_b: int, sign: int) -> KeyWord:
    """Return a word with its places; ``sign`` turns the log-ratio to that from A to B."""
    ratio = sign * (keyword.log_ratio or 0.0)
    one, other = (_first(side, keyword.word) if count else None for side, count in ((a, count_a), (b, count_b)))
    return KeyWord(keyword.word, count_a, count_b, keyword.weight, ratio, one, other, keyword.p)


def _first(side: Side, word: str) -> Location | None:
    """Return where the first sentence stands that has the word."""
    for speech in side.speeches:
        for each in speech.sentences:
            if word in each.text:
                return Location(speech.name, each.line, each.start, each.end)
    return None
