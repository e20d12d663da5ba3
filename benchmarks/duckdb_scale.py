"""Makes very many short speeches in Parquet, as ``corpus export --texts`` writes them, and times DuckDB on them.

Run ``python benchmarks/duckdb_scale.py [SPEECHES] [--documents N] [--keep FOLDER] [--check]``. SPEECHES is a folder of
texts, by default samples/; a short speech is one to four of their paragraphs, taken by chance. The queries are those of
docs/scale-out.md, in one process, the best of three. With ``--check`` a corpus of the same texts is made too, in ten
minutes for 1,000,000; speechkit is timed on it in the same process, and the run stops where the corpus exports another
table than was made, or DuckDB has other figures than speechkit.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import re
import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import ROOT, best, paragraphs
from many_short import Short, make, short_speeches

from speechkit.cli.corpus_texts import export_texts
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.store import open_store
from speechkit.corpus.texts import COLUMNS
from speechkit.corpus.where import Scope
from speechkit.renderers.parquet import as_parquet
from speechkit.renderers.table import Table
from speechkit.script import convert

PAGE = ROOT / "docs" / "scale-out.md"
SQL = re.compile(r"```sql\n *-- ([^\n]+)\n(.*?)```", re.DOTALL)
TERMS = ("发展", "高质量发展", "的", "党组织")
GENRES = ("报告", "讲话", "致辞", "通知")
SHARDS = 8
MOST, LEAST = 4, 20  # paragraphs of a speech, characters of a paragraph
WIDTH = 20  # characters on each side of a hit, and hits that are shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speeches", nargs="?", default=str(ROOT / "samples"))
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--keep", metavar="FOLDER", help="make the tables in FOLDER, or use what is there")
    parser.add_argument("--check", action="store_true", help="compare with a corpus of the same texts")
    options = parser.parse_args()
    print(f"{date.today()}, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} CPUs\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        if not (folder / "shards").exists():
            with ProcessPoolExecutor(1) as apart:  # whose memory is not counted
                apart.submit(make_shards, folder, Path(options.speeches), options.documents).result()
        database = opened(folder)
        sizes(database, folder)
        if not options.check:
            ask(database)
            print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")
            return
        path = os.path.join(temporary, "short.db")
        make_corpus(path, Path(options.speeches), options.documents)
        export_texts(path, Scope(), "auto", os.path.join(temporary, "texts.parquet"))
        same_tables(Path(temporary, "texts.parquet"), sorted(folder.glob("shards/*/texts.parquet")))
        print(f"the same as one corpus, {os.path.getsize(path) / 1e6:,.0f} MB\n")
        with Corpus.open(path) as corpus:
            ask(database, corpus)


def made(speeches: Path, documents: int) -> Iterator[Short]:
    """The short speeches."""
    lines = [line for speech in paragraphs(speeches) for line in speech if len(line) >= LEAST]
    return short_speeches([convert(line, "hans") for line in dict.fromkeys(lines)], documents, MOST, "\n")


def make_shards(folder: Path, speeches: Path, documents: int) -> None:
    """Write the tables, one a shard."""
    rest = made(speeches, documents)
    for number in range(SHARDS):
        shard = folder / "shards" / f"shard={number}"
        shard.mkdir(parents=True)
        size = documents * (number + 1) // SHARDS - documents * number // SHARDS
        rows = (row(short) for short in islice(rest, size))
        pieces = as_parquet(Table((*COLUMNS, "genre"), [rows]), numbers=("year",))
        (shard / "texts.parquet").write_bytes(b"".join(pieces))


def row(short: Short) -> tuple[object, ...]:
    """What the table of texts has of a speech: its name is fit for a file, and it has no title."""
    return (short.name, short.text, short.date, short.year, None, short.speaker, short.name, genre(short))


def genre(short: Short) -> str:
    return GENRES[short.number % len(GENRES)]


def statements() -> dict[str, str]:
    """The SQL of docs/scale-out.md, by the names that stand in its first lines."""
    return dict(SQL.findall(PAGE.read_text("utf-8")))


def opened(folder: Path) -> Any:
    """A database that sees the shards in the folder as the page says."""
    import duckdb

    database = duckdb.connect()
    database.execute(f"SET file_search_path = '{folder}'")
    database.execute(statements()["speeches"])
    return database


def sizes(database: Any, folder: Path) -> None:
    import duckdb

    documents, chars = database.execute("SELECT count(*), sum(length(text)) FROM speeches").fetchone()
    (texts,) = database.execute("SELECT approx_count_distinct(text) FROM speeches").fetchone()
    size = sum(path.stat().st_size for path in folder.glob("shards/*/texts.parquet"))
    print(f"DuckDB {duckdb.__version__}; {documents:,} speeches, some {texts:,} different ones, {chars:,} characters;")
    print(f"{SHARDS} files, {size / 1e6:,.0f} MB\n")


def make_corpus(path: str, speeches: Path, documents: int) -> None:
    """Put the same speeches into a corpus."""
    with open_store(path, write=True) as store:
        make(store, made(speeches, documents))
    with open(f"{path}.csv", "w", encoding="utf-8", newline="") as file:
        genres = ((short.name, genre(short)) for short in made(speeches, documents))
        csv.writer(file).writerows([("file", "genre"), *genres])
    with Corpus.open(path, write=True) as corpus:
        corpus.add_meta(f"{path}.csv")


def same_tables(exported: Path, made: Iterable[Path]) -> None:
    """Stop where the corpus exports another table than was made."""
    from pyarrow import concat_tables
    from pyarrow.parquet import ParquetFile

    tables = [ParquetFile(path).read() for path in made]
    if not ParquetFile(exported).read().equals(concat_tables(tables)):
        raise SystemExit("corpus export writes another table than was made here")


def ask(database: Any, corpus: Corpus | None = None) -> None:
    """Print the times of the queries, and those of the corpus where there is one; stop where the two differ."""
    print(f"| query | term | DuckDB, s |{' speechkit, s |' if corpus else ''} hits | documents |")
    print(f"|---|---|---:|---:|---:|{'---:|' if corpus else ''}")
    for term in TERMS:
        ((hits, documents, _),) = asked(database, "count", term)
        for called, name, by, ours in QUERIES:
            milliseconds, found = best(lambda name=name, by=by, term=term: asked(database, name, term, by))
            seconds = f"{milliseconds / 1000:.2f}"
            if corpus:
                milliseconds, expected = best(lambda ours=ours, term=term: ours(corpus, term))
                seconds += f" | {milliseconds / 1000:.2f}"
                if found != expected:
                    raise SystemExit(f"{called} of {term} differs: DuckDB has {found}, speechkit {expected}")
            print(f"| {called} | {term} | {seconds} | {hits:,} | {documents:,} |")


def asked(database: Any, name: str, term: str, by: str = "year") -> list[tuple[Any, ...]]:
    """What a query of the page finds of a term; of a trend without what is worked out of the rest."""
    database.execute("SET VARIABLE term = ?", [term])
    rows = database.execute(statements()[name].replace("year", by)).fetchall()
    return [row[:5] for row in rows]


def counted(corpus: Corpus, term: str) -> list[tuple[Any, ...]]:
    return [(each.count, each.documents, each.chars) for each in corpus.count(term)]


def counted_by(corpus: Corpus, term: str, by: str) -> list[tuple[Any, ...]]:
    return [(each.key, each.count, each.documents, each.chars) for each in corpus.count(term, by=by)]


def followed(corpus: Corpus, term: str) -> list[tuple[Any, ...]]:
    (trend,) = corpus.trend(term)
    return [(each.period, each.count, each.documents, each.of, each.chars) for each in trend.points]


def shown(corpus: Corpus, term: str) -> list[tuple[Any, ...]]:
    hits = corpus.kwic(term, sort="date", limit=WIDTH, width=WIDTH)
    return [(hit.document, hit.date, hit.left, hit.text, hit.right) for hit in hits]


# What it is called, its name on the page, the column that stands there for year, and what speechkit finds.
QUERIES: tuple[tuple[str, str, str, Callable[[Corpus, str], list[tuple[Any, ...]]]], ...] = (
    ("count", "count", "year", counted),
    ("count by year", "count by year", "year", partial(counted_by, by="year")),
    ("count by speaker", "count by year", "speaker", partial(counted_by, by="speaker")),
    ("count by genre", "count by year", "genre", partial(counted_by, by="genre")),
    ("trend", "trend", "year", followed),
    (f"kwic, the first {WIDTH}", "kwic", "year", shown),
)


if __name__ == "__main__":
    main()
