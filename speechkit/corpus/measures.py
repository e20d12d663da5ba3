"""What is measured of a running text: sentences, clauses, figures, readability and how varied its words are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from speechkit.chars import SENTENCE_ENDS, full_width
from speechkit.segment.engines import words_tagged
from speechkit.tasks.targets import target_rules

__all__ = ["WINDOW", "figures_in", "letters_in", "pieces_in", "readability", "types_in_windows"]

WINDOW = 500  # words, as Covington and McFall (2010) have it for texts of this length
ADVERBS_AND_CONJUNCTIONS = ("d", "c")  # tags of jieba's dictionary

_MARKS = re.compile(r"[\W_]+")
# From the first letter to where a sentence ends, and where a clause does; 1,000 and 9:30 are one clause.
_SENTENCE = re.compile(rf"[^\W_][^{SENTENCE_ENDS}\n]*+")
_CLAUSE = re.compile(rf"[^\W_](?:[^，；：{SENTENCE_ENDS}\n]|(?<=[0-9])[，：](?=[0-9]))*+")

# Where cntext has a sentence end, what it leaves out there, and the numbers for which it puts three letters.
_CNTEXT_END = re.compile("[。！；？;?][^”’]|[。！？?][”’][^，。！？?]")
_CNTEXT_NUMBER = re.compile(r"\d+\.\d+|\.\d+")
_CNTEXT_LETTERS = 3


def letters_in(text: str) -> int:
    """Return how many letters, digits and Chinese characters a text has: all but its marks and blanks.

    >>> letters_in("增长5.2%，好于预期。")
    8
    """
    return len(_MARKS.sub("", text))


def pieces_in(text: str) -> tuple[int, int]:
    r"""Return how many sentences and how many clauses a text has.

    A sentence ends with 。！？ or its paragraph, as a heading does, a clause with ，；： too, nearly the 标点句 of Song
    (宋柔 2013, 中国语文 6). A 、 parts words of one clause (GB/T 15834-2011). What has no letter is neither.

    >>> pieces_in("一、提高认识\n我们要学理论、守纪律，做到：令行禁止。1,000人参加！")
    (3, 5)
    """
    read = full_width(text)
    return len(_SENTENCE.findall(read)), len(_CLAUSE.findall(read))


def figures_in(text: str) -> int:
    """Return how many numbers with a unit or a per cent sign there are (``number`` in data/targets.yaml).

    Dates and ordinals are none, and of a span (5%—6%) there is one.

    >>> figures_in("2024年，第三产业增长5.2%，新增就业1,256万人，超过百分之九；四个意识，三个方面。")
    3
    """
    return sum(bool(found["u"] or found["h"]) for found in target_rules().number.matches(full_width(text)))


def types_in_windows(words: Sequence[str], window: int = WINDOW) -> tuple[int, int]:
    """Return how many windows of so many words there are, one beginning with each word, and the types in all of these.

    The moving-average type-token ratio (MATTR) is ``types / windows / window`` (Covington and McFall 2010, Journal of
    Quantitative Linguistics 17:2). A text that is shorter has no window: its ratio would say how short it is.

    >>> types_in_windows(["发展", "是", "发展", "理念"], window=3)
    (2, 5)
    """
    windows = len(words) - window + 1
    if windows < 1:
        return 0, 0
    last: dict[str, int] = {}
    types = 0
    for at, word in enumerate(words):
        # It counts in the windows where it stands for the first time: they begin behind the word's last place.
        since = max(last.get(word, -1), at - window) + 1
        until = min(at, windows - 1)
        types += max(until - since + 1, 0)
        last[word] = at
    return windows, types


def readability(text: str, ends: Sequence[int]) -> tuple[int, int, float]:
    r"""Return how many sentences cntext sees, their characters, and the sum of their shares of function words.

    Xu, Yao and Chen (徐巍、姚振晔、陈冬华 2021, 会计研究 3) measure characters per clause, the share of adverbs and
    conjunctions per sentence, and the mean of both. cntext (hiDaDeng/cntext, stats.py) ends both at 。！；？ and counts
    neither the mark nor the character behind it; a decimal counts three. The words, which end at ``ends``, are ours,
    marks among them, and adverbs and conjunctions are the words with the tags d and c in jieba's dictionary, where
    cntext has a list of its own. A share is out of the words and one more.

    >>> readability("加快发展。\n不断改革，也要创新", [2, 4, 5, 6, 8, 10, 11, 12, 13, 15])
    (2, 13, 0.2857142857142857)
    """
    if not text:
        return 0, 0, 0.0
    function_words = words_tagged(ADVERBS_AND_CONJUNCTIONS)
    counted: list[int] = []  # the ends of words, blanks left out
    function_ends: list[int] = []
    for start, end in pairwise((0, *ends)):
        word = text[start:end]
        if word in function_words:
            function_ends.append(end)
        if not word.isspace():
            counted.append(end)
    bounds = [bound for found in _CNTEXT_END.finditer(text) for bound in found.span()]
    shares = 0.0
    spans = list(zip((0, *bounds[1::2]), (*bounds[::2], len(text)), strict=True))
    for start, end in spans:
        if there := bisect_right(function_ends, end) - bisect_right(function_ends, start):
            shares += there / (bisect_right(counted, end) - bisect_right(counted, start) + 1)
    pieces = _CNTEXT_END.split(_CNTEXT_NUMBER.sub("x" * _CNTEXT_LETTERS, text))
    return len(spans), sum(len("".join(piece.split())) for piece in pieces), shares
