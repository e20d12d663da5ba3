"""Finds which words are common in official documents, and writes data/commonness.yaml.

Run ``python -m training.commonness CORPUS``, a corpus of official documents of all kinds (speechkit corpus add).
Near-duplicates count once.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

from speechkit import Corpus
from speechkit.corpus.tokens import cuts

TARGET = Path(__file__).parents[1] / "speechkit" / "data" / "commonness.yaml"
LEAST = 0.05  # share of documents below which a word is no common one


def main(path: str) -> None:
    """Count the documents that have each word, and write the shares."""
    with Corpus.open(path) as corpus:
        later = {each.id for each in corpus.duplicates() if each.kind != "first"}
        having: Counter[str] = Counter()
        total = 0
        for number, text, cut in cuts(corpus._store):
            if number not in later:
                total += 1
                having.update({word for word, _ in cut.words(text) if len(word) > 1 and not word.isdecimal()})
    shares = {word: round(count / total, 2) for word, count in having.items() if count / total >= LEAST}
    lines = [
        "# How common words are in official documents: the share of these that have each, found by",
        "# training/commonness.py. Set phrases and names of offices are one word each; single characters are left out.",
        f"source: {total} speeches, reports, notices and minutes of 1921 to 2025, {date.today()}",
        f"least: {LEAST}",
        "words:",
    ]
    lines += [f"  {word}: {share}" for word, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(shares)} words of {total} documents")


if __name__ == "__main__":
    main(sys.argv[1])
