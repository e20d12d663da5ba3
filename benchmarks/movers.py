"""How many known movers `trend --rising|--new|--falling` finds among its first 200 in a corpus of work reports.

python benchmarks/movers.py CORPUS
"""

from __future__ import annotations

import sys
import time
from datetime import date
from math import erfc, sqrt
from pathlib import Path

import yaml

from speechkit import Corpus
from speechkit.keywords.keyness import log_likelihood

TOP = 200


def main(path: str) -> None:
    """Print, for each list of benchmarks/movers.yaml, how many of its terms that qualify are found."""
    known = yaml.safe_load(Path(__file__).with_name("movers.yaml").read_text("utf-8"))
    corpus = Corpus.open(path)
    print(f"{date.today()}, {len(corpus)} documents, {corpus.info().chars:,} characters; the first {TOP} of each\n")
    print("| list | terms | that qualify | found | recall | seconds | not found |\n|---|---:|---:|---:|---:|---:|---|")
    for name, terms in known.items():
        kind, _, since = name.partition(" since ")
        start = time.perf_counter()
        found = corpus.movers(kind, top=TOP, since=since)
        seconds = time.perf_counter() - start
        every = {trend.term for trend in corpus.movers(kind, top=100_000, since=since)}
        first = {trend.term for trend in found}
        qualify = [term for term in terms if corpus_has(corpus, term, kind, since)]
        hit = [term for term in qualify if is_among(corpus, term, first)]
        missing = [term + ("" if is_among(corpus, term, every) else "*") for term in qualify if term not in hit]
        share = len(hit) / max(len(qualify), 1)
        print(
            f"| {name} | {len(terms)} | {len(qualify)} | {len(hit)} | {share:.2f} | {seconds:.1f} "
            f"| {' '.join(missing)} |"
        )
    print("\n\\* not found at all, else behind the first")


def is_among(corpus: Corpus, term: str, found: set[str]) -> bool:
    """Return whether a term is found, or a longer one within which seven tenths of its places lie."""
    if term in found:
        return True
    longer = [each for each in found if term in each]
    (whole,) = corpus.count(term)
    return any(count.count >= 0.7 * whole.count for count in (corpus.count(longer) if longer else ()))


def corpus_has(corpus: Corpus, term: str, kind: str, since: str) -> bool:
    """Return whether a term moves in that way by G2 alone (p < 0.05), uncorrected, in two documents at least."""
    (trend,) = corpus.trend(term)
    before = [point for point in trend.points if point.period < since]
    after = [point for point in trend.points if point.period >= since]
    counts = [sum(point.count for point in points) for points in (before, after)]
    sizes = [sum(point.chars for point in points) for points in (before, after)]
    if sum(point.documents for point in trend.points) < 2 or not all(sizes):
        return False
    g2 = log_likelihood(counts[1], counts[0], sizes[1], sizes[0])
    if erfc(sqrt(g2 / 2)) >= 0.05:
        return False
    if kind == "new":
        return counts[0] == 0
    return (counts[1] / sizes[1] > counts[0] / sizes[0]) == (kind == "rising")


if __name__ == "__main__":
    main(sys.argv[1])
