"""Makes very many short speeches in Parquet, as ``corpus export --texts`` writes them, and times DuckDB on them.

Run ``python benchmarks/duckdb_scale.py [SPEECHES] [--documents N] [--keep FOLDER] [--check]``. SPEECHES is a folder of
texts, by default samples/; a short speech is one to four of their paragraphs, taken by chance. The queries are those of
docs/scale-out.md, in one process, the best of three. ``--check`` makes a corpus of the same texts too, and stops where
it has another table than was made, or DuckDB other figures than speechkit; take some 20,000 documents for it.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import re
import resource
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
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
SQL = re.compile(r"```sql\n-- ([^\n]+)\n(.*?)```", re.DOTALL)
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
        if options.check:
            check(database, folder, list(made(Path(options.speeches), options.documents)))
        else:
            ask(database)


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


def asked(database: Any, name: str, term: str, by: str = "year") -> list[tuple[Any, ...]]:
    """What a query of the page finds of a term."""
    database.execute("SET VARIABLE term = ?", [term])
    return list(database.execute(statements()[name].replace("year", by)).fetchall())


def sizes(database: Any, folder: Path) -> None:
    import duckdb

    documents, chars = database.execute("SELECT count(*), sum(length(text)) FROM speeches").fetchone()
    (texts,) = database.execute("SELECT approx_count_distinct(text) FROM speeches").fetchone()
    size = sum(path.stat().st_size for path in folder.glob("shards/*/texts.parquet"))
    print(f"DuckDB {duckdb.__version__}; {documents:,} speeches, some {texts:,} different ones, {chars:,} characters;")
    print(f"{SHARDS} files, {size / 1e6:,.0f} MB\n")


def ask(database: Any) -> None:
    """The times of the queries, as a table."""
    print("| query | term | seconds | hits | documents |")
    print("|---|---|---:|---:|---:|")
    for term in TERMS:
        ((hits, documents, _),) = asked(database, "count", term)
        queries = (("count", "year"), ("count by year", "year"), ("count by year", "speaker"), ("trend", "year"))
        for name, by in (*queries, ("kwic", "year")):
            milliseconds, _ = best(lambda name=name, by=by, term=term: asked(database, name, term, by))
            called = name.replace("year", by) if name != "kwic" else f"kwic, the first {WIDTH}"
            print(f"| {called} | {term} | {milliseconds / 1000:.2f} | {hits:,} | {documents:,} |")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB")


def check(database: Any, folder: Path, speeches: list[Short]) -> None:
    """Make the corpus, and stop at the first difference."""
    with tempfile.TemporaryDirectory() as temporary:
        path, meta, texts = (os.path.join(temporary, name) for name in ("short.db", "meta.csv", "texts.parquet"))
        with open_store(path, write=True) as store:
            make(store, speeches)
        with open(meta, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("file", "genre"), *((each.name, genre(each)) for each in speeches)])
        with Corpus.open(path, write=True) as corpus:
            corpus.add_meta(meta)
        export_texts(path, Scope(), "auto", texts)
        same_tables(texts, sorted(folder.glob("shards/*/texts.parquet")))
        with Corpus.open(path) as corpus:
            for term in TERMS:
                same_figures(database, corpus, term)
    print(f"the same tables, and the same figures of {'、'.join(TERMS)}")


def same_tables(exported: str, made: Iterable[Path]) -> None:
    from pyarrow import concat_tables
    from pyarrow.parquet import ParquetFile

    tables = [ParquetFile(path).read() for path in made]
    if not ParquetFile(exported).read().equals(concat_tables(tables)):
        raise SystemExit("corpus export writes another table than was made here")


def same_figures(database: Any, corpus: Corpus, term: str) -> None:
    """Stop where DuckDB and the corpus differ."""
    pairs: dict[str, tuple[object, object]] = {}
    (total,) = corpus.count(term)
    pairs["count"] = asked(database, "count", term), [(total.count, total.documents, total.chars)]
    for by in ("year", "speaker", "genre"):
        rows = [(each.key, each.count, each.documents, each.chars) for each in corpus.count(term, by=by)]
        pairs[f"count by {by}"] = sorted(asked(database, "count by year", term, by)), sorted(rows)
    (trend,) = corpus.trend(term)
    pairs["trend"] = (
        [row[:5] for row in asked(database, "trend", term)],
        [(each.period, each.count, each.documents, each.of, each.chars) for each in trend.points],
    )
    shown = corpus.kwic(term, sort="date", limit=WIDTH, width=WIDTH)
    pairs["kwic"] = (
        asked(database, "kwic", term),
        [(each.document, each.date, each.left, each.text, each.right) for each in shown],
    )
    for name, (theirs, ours) in pairs.items():
        if theirs != ours:
            raise SystemExit(f"{name} of {term} differs: DuckDB has {theirs}, speechkit {ours}")


if __name__ == "__main__":
    main()
