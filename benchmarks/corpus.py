"""Makes a corpus of real speeches, cut and repeated, and times what is asked of it.

Run ``python benchmarks/corpus.py [SPEECHES] [--documents N] [--bytes B] [--keep FILE]``. SPEECHES is a folder of texts
(default: ../shared/speeches). The corpus is made in a temporary folder, or in FILE, which is used again where it is
there. Times are the best of three in one process, after start-up; a first page is 50 hits.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from speechkit.config import Config, ReadingConfig
from speechkit.corpus.add import put_entries
from speechkit.corpus.collocates import collocates
from speechkit.corpus.count import counts
from speechkit.corpus.duplicates import duplicates
from speechkit.corpus.entry import Home, entry_of
from speechkit.corpus.frequencies import word_list
from speechkit.corpus.kwic import Search, hits
from speechkit.corpus.movers import movers
from speechkit.corpus.store import Store, open_store
from speechkit.corpus.terms import How, queries_of
from speechkit.corpus.trend import trends
from speechkit.errors import InputError
from speechkit.model import Source
from speechkit.pipeline import read
from speechkit.readers import read_source
from speechkit.temperatures import shares_of

ROOT = Path(__file__).resolve().parents[1]
PAGE = 50
SHARES = shares_of(Config().trend.temperatures)
RUN = 8  # paragraphs in a row that a document takes from a speech
LONGEST = 800  # characters of a paragraph
# One to six characters: the commonest, common ones, rare ones, some that no speech holds, and some whose pairs of
# characters are common and that themselves are not.
TERMS = (
    "的", "党", "龘", "发展", "人民", "乡村", "量子", "龘龘", "现代化", "老百姓", "社会主义", "生态环境",
    "的发展的", "高质量发展", "人民的发展", "中国特色社会", "发展中国家的", "我们发展中国",
)  # fmt: skip
PATTERNS = ("乡村[振建]", r"(\w)\w{0,3}主义", "(的|了).{0,5}发展")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speeches", nargs="?", default=str(ROOT.parent / "shared" / "speeches"))
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--bytes", type=int, default=10_400, help="of each document, at least")
    parser.add_argument("--keep", metavar="FILE", help="make the corpus in FILE, or use what is there")
    options = parser.parse_args()
    where = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} CPUs"
    print(f"{date.today()}, {where}\n")
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or os.path.join(folder, "corpus.db")
        if not os.path.exists(path):
            make(path, Path(options.speeches), options.documents, options.bytes)
        with open_store(path) as corpus:
            sizes(corpus, path)
            ask(corpus)


def make(path: str, speeches: Path, documents: int, size: int) -> None:
    """Add the documents, and say what the adding took beside the analysis."""
    analysis = ready = stored = 0.0
    written = 0
    waiting = []
    with open_store(path, write=True) as corpus:
        for number, text in enumerate(texts(paragraphs(speeches), documents, size)):
            name = f"{1980 + number % 45}-01-{number % 28 + 1:02}_{number}.txt"
            written += len(text.encode())
            start = time.perf_counter()
            reading = read(text, name=name)
            reading.analysis()
            middle = time.perf_counter()
            waiting.append((entry_of(reading), Home(f"/speeches/{name}", "/speeches", name)))
            end = time.perf_counter()
            analysis, ready = analysis + middle - start, ready + end - middle
            if len(waiting) == 64 or number == documents - 1:
                put_entries(corpus, waiting)
                waiting.clear()
                stored += time.perf_counter() - end
    print(f"{documents:,} documents, {written:,} bytes of text")
    print(f"analysis {1000 * analysis / documents:.2f} ms a document")
    print(f"adding   {1000 * ready / documents:.2f} ms to make ready, {1000 * stored / documents:.2f} ms to store\n")


def paragraphs(folder: Path) -> list[list[str]]:
    """The paragraphs of every readable text below the folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md"):
            try:
                source: Source = read_source(path, ReadingConfig())
            except InputError:
                continue
            found.append([line.strip()[:LONGEST] for line in source.text.splitlines() if line.strip()])
    return [each for each in found if len(each) > RUN]


def texts(speeches: list[list[str]], documents: int, size: int) -> Iterator[str]:
    """Documents of runs of paragraphs from speeches taken by chance, always the same ones."""
    chance = random.Random(1)
    for _ in range(documents):
        lines: list[str] = []
        length = 0
        while length < size:
            speech = chance.choice(speeches)
            start = chance.randrange(len(speech) - RUN + 1)
            lines += speech[start : start + RUN]
            length += sum(len(line.encode()) + 1 for line in speech[start : start + RUN])
        yield "\n".join(lines)


def sizes(corpus: Store, path: str) -> None:
    """How large the file is beside the text, by table."""
    text = corpus.row("SELECT sum(length(CAST(text AS BLOB))) FROM bodies")[0]
    print(f"bodies {text:,} bytes; the file {os.path.getsize(path) / text:.2f} times that; of it\n")
    for name, size in corpus.rows(
        "SELECT CASE WHEN name LIKE 'search%' THEN 'search (index)' ELSE name END, sum(pgsize) FROM dbstat "
        "GROUP BY 1 ORDER BY 2 DESC LIMIT 8"
    ):
        print(f"- {name} {size / text:.2f}")
    print()


def ask(corpus: Store) -> None:
    """The times of searches and counts, as a table."""
    print("| term | hits | documents | kwic, first page, ms | count by year, ms |")
    print("|---|---:|---:|---:|---:|")
    for term in TERMS:
        page, _ = best(lambda term=term: list(islice(hits(corpus, Search(*queries_of([term]))), PAGE)))
        year, rows = best(lambda term=term: counts(corpus, queries_of([term]), "year"))
        found = sum(row.count for row in rows), sum(row.documents for row in rows)
        print(f"| {term} | {found[0]:,} | {found[1]:,} | {page:.1f} | {year:.1f} |")
    print()
    several, _ = best(lambda: counts(corpus, queries_of(["乡村", "生态环境", "高质量发展"]), "year"))
    parts, _ = best(lambda: counts(corpus, queries_of(["发展"]), "part"))
    right, _ = best(lambda: list(hits(corpus, Search(*queries_of(["乡村"]), sort="right", limit=PAGE))))
    print(f"count of three terms by year {several:.1f} ms, of 发展 by part {parts:.1f} ms")
    followed, _ = best(lambda: trends(corpus, queries_of(["发展"]), "year", SHARES))
    commonest, _ = best(lambda: trends(corpus, queries_of(["的"]), "year", SHARES))
    rising, _ = best(lambda: movers(corpus, "rising", "year", 20))
    gone, _ = best(lambda: movers(corpus, "gone", "year", 20))
    print(f"trend of 发展 {followed:.1f} ms, of 的 {commonest:.1f} ms")
    print(f"trend --rising {rising:.1f} ms, --gone {gone:.1f} ms")
    print(f"kwic of 乡村, by what stands right of it, first page {right:.1f} ms")
    for term in ("乡村", "机制"):
        near, _ = best(lambda term=term: collocates(corpus, *queries_of([term]), How(), top=30), 1)
        print(f"collocates of {term} {near:.0f} ms")
    listed, _ = best(lambda: word_list(corpus, top=50), 1)
    alike, groups = best(lambda: duplicates(corpus), 1)
    print(f"words with dispersion {listed:.0f} ms, duplicates {alike:.0f} ms ({len(groups)} documents)")
    for pattern in PATTERNS:
        first, _ = best(
            lambda pattern=pattern: list(
                islice(hits(corpus, Search(*queries_of([pattern], regex=True), How(regex=True))), PAGE)
            )
        )
        every, total = best(
            lambda pattern=pattern: sum(
                1 for _ in hits(corpus, Search(*queries_of([pattern], regex=True), How(regex=True)))
            ),
            1,
        )
        print(f"kwic of the pattern {pattern}: first page {first:.1f} ms, all {total:,} hits {every:.0f} ms")


def best(work: Callable[[], Iterable[object] | object], rounds: int = 3) -> tuple[float, object]:
    """The milliseconds that the quickest of some rounds took, and what came of it."""
    fastest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest * 1000, result


if __name__ == "__main__":
    main()
