"""How many known movers `trend --rising|--new|--falling` finds among its first 200 in a corpus of work reports.

python benchmarks/movers.py CORPUS [--blind]

--blind: as if data/terms.yaml were empty, which names most of what is looked for; the glossary stays.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import yaml

from speechkit import Corpus
from speechkit.corpus import termhood
from speechkit.corpus.ngrams import LONGEST
from speechkit.corpus.rules import known_names
from speechkit.corpus.statistics import chance_of
from speechkit.keywords.keyness import log_likelihood
from speechkit.phrases.glossary import load_glossary

TOP = 200
EVERY = 100_000


def main(path: str, *, blind: bool = False) -> None:
    """Print, for each list of benchmarks/movers.yaml, how many of its terms that qualify are found."""
    lists = yaml.safe_load(Path(__file__).with_name("movers.yaml").read_text("utf-8"))
    names = {form for entry in load_glossary().entries for form in (entry.name, *entry.aliases)}
    if blind:
        termhood.known_names = dict
    else:
        names |= {name for names in known_names().values() for name in names}
    corpus = Corpus.open(path)
    print(f"{date.today()}, {len(corpus)} documents, {corpus.info().chars:,} characters; the first {TOP} of each\n")
    print("| list | terms | that qualify | found | recall | known beforehand | seconds | not found |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    total = [0, 0]
    for name, terms in lists.items():
        kind, _, since = name.partition(" since ")
        start = time.perf_counter()
        first = {trend.term for trend in corpus.movers(kind, top=TOP, since=since)}
        seconds = time.perf_counter() - start
        every = {trend.term: trend.move for trend in corpus.movers(kind, top=EVERY, since=since)}
        chance = max(move.p for move in every.values() if move is not None)  # what the correction lets pass
        qualify = [term for term in terms if qualifies(corpus, term, kind, since, chance)]
        hit = [term for term in qualify if is_among(corpus, term, first)]
        missing = [term + ("" if is_among(corpus, term, set(every)) else "*") for term in qualify if term not in hit]
        total = [total[0] + len(hit), total[1] + len(qualify)]
        print(
            f"| {name} | {len(terms)} | {len(qualify)} | {len(hit)} | {len(hit) / max(len(qualify), 1):.2f} "
            f"| {len(names & set(qualify))} | {seconds:.1f} | {' '.join(missing)} |"
        )
    print(f"\n{total[0]} of {total[1]} in all, {total[0] / max(total[1], 1):.2f}")
    print("\\* not found at all, else behind the first")


def is_among(corpus: Corpus, term: str, found: set[str]) -> bool:
    """Return whether a term is found, or a longer one within which seven tenths of its places lie."""
    if term in found:
        return True
    longer = [each for each in found if term in each]
    (whole,) = corpus.count(term)
    return any(count.count >= 0.7 * whole.count for count in (corpus.count(longer) if longer else ()))


def qualifies(corpus: Corpus, term: str, kind: str, since: str, chance: float) -> bool:
    """Return whether a term of 2 to 12 characters moves in that way, in two documents at least, its p within chance."""
    (trend,) = corpus.trend(term)
    before = [point for point in trend.points if point.period < since]
    after = [point for point in trend.points if point.period >= since]
    counts = [sum(point.count for point in points) for points in (before, after)]
    sizes = [sum(point.chars for point in points) for points in (before, after)]
    if not 2 <= len(term) <= LONGEST or sum(point.documents for point in trend.points) < 2 or not all(sizes):
        return False
    if chance_of(log_likelihood(counts[1], counts[0], sizes[1], sizes[0])) > chance:
        return False
    if kind == "new":
        return counts[0] == 0
    return (counts[1] / sizes[1] > counts[0] / sizes[0]) == (kind == "rising")


if __name__ == "__main__":
    main(sys.argv[1], blind="--blind" in sys.argv[2:])
