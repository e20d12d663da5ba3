"""Makes a folder of speeches, cut and recombined from real ones, and times how its site is written.

Run ``python benchmarks/site.py [SPEECHES] [--documents N] [--chars N] [--keep FOLDER]``. SPEECHES is a folder of texts,
by default ../shared/speeches. The speeches and the site go into a temporary folder, or into FOLDER, where speeches that
are there are used again. The time is that of the whole command, start-up included, after one small run.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from corpus import ROOT, paragraphs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speeches", nargs="?", default=str(ROOT.parent / "shared" / "speeches"))
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--chars", type=int, default=3000, help="of each speech, at least")
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    print(f"{date.today()}, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} CPUs\n")
    with tempfile.TemporaryDirectory() as temporary:
        top = Path(options.keep or temporary)
        texts, site = top / "texts", top / "site"
        if not texts.exists():
            texts.mkdir(parents=True)
            make(texts, list(paragraphs(Path(options.speeches))), options.documents, options.chars)
        chars = sum(len(each.read_text("utf-8")) for each in texts.iterdir())
        print(f"{len(list(texts.iterdir())):,} speeches, {chars:,} characters")
        written([str(ROOT / "samples" / "party-building-2022.txt")], top / "small")
        seconds, megabytes = written([str(texts)], site)
        index = (site / "index.html").stat().st_size
        pages = sum(each.stat().st_size for each in (site / "speeches").iterdir())
        print(f"site: {seconds:.1f} s, {megabytes} MB in the largest process")
        print(f"index: {index / 1e6:.2f} MB; pages: {pages / 1e6:.0f} MB")


def make(folder: Path, speeches: list[list[str]], documents: int, chars: int) -> None:
    """Write the speeches: a title, a day, and runs of eight paragraphs of real ones."""
    chance = random.Random(1)
    speeches = [each for each in speeches if len(each) > 8]
    for number in range(1, documents + 1):
        day = f"{chance.randint(1990, 2024)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
        lines: list[str] = []
        while sum(map(len, lines)) < chars:
            speech = chance.choice(speeches)
            start = chance.randrange(len(speech) - 8)
            lines += speech[start : start + 8]
        head = f"在全市第{number}次工作会议上的讲话\n（{day}）\n\n同志们：\n"
        (folder / f"{number:04}.txt").write_text(head + "\n".join(lines) + "\n", "utf-8")


def written(inputs: list[str], site: Path) -> tuple[float, int]:
    """Return how many seconds it takes to write the site, and the most memory that any process took so far, in MB."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "speechkit", "report", "-q", *inputs, "-o", f"{site}/"]
    subprocess.run(command, check=True, cwd=ROOT)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    main()
