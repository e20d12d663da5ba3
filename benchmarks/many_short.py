"""Makes a corpus of very many short speeches, a real sentence or two each, and times what is asked of it.

Run ``python benchmarks/many_short.py [SPEECHES] [--documents N] [--keep FILE]``. SPEECHES is a folder of texts, by
default ../shared/speeches. The documents are put into the tables that kwic, count and trend read, without an analysis:
to read two million speeches takes hours. Times are those of whole commands, start-up included, the best of two.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from corpus import ROOT, paragraphs

from speechkit.corpus.body import packed
from speechkit.corpus.query import grams_of
from speechkit.corpus.store import Store, open_store
from speechkit.script import convert

SENTENCE = re.compile("[^。！？]{8,120}[。！？]")
COMMANDS = (
    ("count", "发展"),
    ("count", "发展", "--by", "year"),
    ("count", "量子"),
    ("count", "的", "--by", "speaker"),
    ("trend", "发展"),
    ("trend", "高质量发展"),
    ("kwic", "高质量发展", "--limit", "50"),
    ("kwic", "量子", "--sort", "right", "--limit", "50"),
)
AT_ONCE = 20_000  # documents of a transaction


class Short(NamedTuple):
    """A short speech, as a corpus keeps it."""

    number: int
    name: str
    date: str
    year: int
    speaker: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speeches", nargs="?", default=str(ROOT.parent / "shared" / "speeches"))
    parser.add_argument("--documents", type=int, default=2_000_000)
    parser.add_argument("--keep", metavar="FILE", help="make the corpus in FILE, or use what is there")
    options = parser.parse_args()
    print(f"{date.today()}, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} CPUs\n")
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or os.path.join(folder, "short.db")
        if not os.path.exists(path):
            sentences = [
                convert(found, "hans")
                for speech in paragraphs(Path(options.speeches))
                for line in speech
                for found in SENTENCE.findall(line)
            ]
            with open_store(path, write=True) as store:
                make(store, short_speeches(sentences, options.documents))
        print(f"{options.documents:,} documents, the file {os.path.getsize(path) / 1e6:,.0f} MB\n")
        for command in COMMANDS:
            seconds, megabytes = min(timed(command, path) for _ in range(2))
            print(f"- {' '.join(command)}: {seconds:.2f} s, {megabytes} MB")


def short_speeches(pieces: list[str], documents: int, most: int = 2, between: str = "") -> Iterator[Short]:
    """Yield speeches of one to ``most`` of the pieces each, always the same ones."""
    chance = random.Random(1)
    for number in range(1, documents + 1):
        text = between.join(chance.sample(pieces, chance.randint(1, most)))
        year = chance.randint(1980, 2024)
        day = f"{year}-{chance.randint(1, 12):02}-01"
        yield Short(number, f"{day}_{number}.txt", day, year, f"讲话人{number % 500}", text)


def make(store: Store, speeches: Iterable[Short]) -> None:
    """Put the documents in."""
    waiting = iter(speeches)
    while some := list(islice(waiting, AT_ONCE)):
        with store.writing():
            for short in some:
                for table, values in rows(short).items():
                    store.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def rows(short: Short) -> dict[str, tuple[object, ...]]:
    """Return the rows of a document, by table."""
    number, name, date, year, speaker, text = short
    key = sha256(name.encode()).hexdigest()
    source, analysis = packed(text, text, b"{}")
    about = (date, "name", year, None, speaker, "hans", "utf-8", len(text), 1, len(text), "0", None)
    return {
        "documents": (number, name, f"/short/{name}", "/short", key, *about),
        "bodies": (number, f'[["requirements",0,{len(text)}]]', text),
        "archive": (number, "[[0,0]]", source, analysis),
        "search (rowid, grams)": (number, grams_of(text)),
    }


def timed(command: tuple[str, ...], path: str) -> tuple[float, int]:
    """Return how many seconds a command takes, and the most memory that any took so far, in MB."""
    start = time.perf_counter()
    told = [sys.executable, "-m", "speechkit", command[0], command[1], path, *command[2:]]
    subprocess.run(told, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    main()
