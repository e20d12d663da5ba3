"""Everything that is found in speeches, in one process, beside ``jieba.cut`` alone over the same text.

Run ``python benchmarks/throughput.py [FOLDER] [--rounds N]``: every .txt and .md in FOLDER (default: the samples, again
and again up to about 1 MB) goes through ``speechkit.analyze``: simplification, outline, parts, tasks. Each round does
that and then cuts the same texts into words; a first round on a small part, which loads rules and dictionaries, is not
counted. The table gives medians.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median

import jieba
from startup import machine

import speechkit
from speechkit.config import Config
from speechkit.errors import InputError
from speechkit.pipeline import load

ROOT = Path(__file__).resolve().parents[1]
OURS, JIEBA = "speechkit.analyze", "jieba.cut"
SIZE = 1_000_000  # bytes of UTF-8
AT_LEAST = 1.0  # times as many characters per second as jieba.cut


def texts_of(folder: Path) -> Iterator[str]:
    """The source text of every speech in the folder, in whatever encoding."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md"):
            try:
                yield load(path, Config()).source.text
            except InputError as error:
                print(f"left out: {error}", file=sys.stderr)


def repeated(texts: list[str], size: int) -> Iterator[str]:
    """The texts one after the other, again and again, up to ``size`` bytes of UTF-8."""
    for text in cycle(texts):
        if size <= 0:
            return
        yield text
        size -= len(text.encode())


def cut(text: str) -> None:
    for _ in jieba.cut(text):
        pass


WORK: dict[str, Callable[[str], object]] = {OURS: speechkit.analyze, JIEBA: cut}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = list(texts_of(options.folder or ROOT / "samples"))
    if not options.folder:
        texts = list(repeated(texts, SIZE))
    if not texts:
        parser.error(f"no .txt and no .md in {options.folder}")
    chars = sum(map(len, texts))
    speeds = {name: chars / seconds for name, seconds in measured(texts, options.rounds).items()}
    print(f"{machine()}; medians of {options.rounds} interleaved rounds\n")
    print(
        f"| one process, {len(texts):,} texts, {chars:,} characters | characters per second | of jieba's | at least |"
    )
    print("|---|---:|---:|---:|")
    print(f"| `{OURS}` | {speeds[OURS]:,.0f} | {speeds[OURS] / speeds[JIEBA]:.2f} × | {AT_LEAST:g} × |")
    print(f"| `{JIEBA}` | {speeds[JIEBA]:,.0f} | | |")


def measured(texts: list[str], rounds: int) -> dict[str, float]:
    """Seconds that each kind of work takes for all texts."""
    jieba.setLogLevel(logging.ERROR)
    times: dict[str, list[float]] = {name: [] for name in WORK}
    for number in range(rounds + 1):
        for name, work in WORK.items():
            start = time.perf_counter()
            for text in texts if number else texts[:10]:
                work(text)
            if number:
                times[name].append(time.perf_counter() - start)
    return {name: median(each) for name, each in times.items()}


if __name__ == "__main__":
    main()
