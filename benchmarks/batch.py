"""``speechkit batch``: throughput by number of workers, memory by number of documents, resuming, kills.

Run ``python benchmarks/batch.py [FOLDER] [--mb N] [--documents N] [--only throughput|many|kills]``. For throughput the
speeches of FOLDER (default: the samples) are repeated under other names up to N MB; the rounds take jieba and each
number of workers in turn, the table gives medians: of whole processes for the batch, of the cutting alone for jieba,
its start not counted. For memory and resuming there are 1,000 and then N documents of some sixty characters, no two
alike; memory is the peak of the resident set of the parent, and of the largest worker. For the kills a batch of those N
documents is killed (SIGKILL) at ten moments that chance picks and gone on with, and the output held against that of a
run that nothing disturbed.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median

import msgspec
from startup import machine

from speechkit.config import Config
from speechkit.corpus.corpus import Corpus
from speechkit.errors import InputError
from speechkit.pipeline import load

ROOT = Path(__file__).resolve().parents[1]
OUTPUTS = ("out.jsonl", "out.parquet", "out/", "out.db")
KILLED = ("out.jsonl", "out/", "out.db")
KILLS = 10
FEW = 1_000
MB = 1_000_000
TEXT = "在第{}次会议上的讲话\n\n一、加强领导\n各单位要在{}月底前抓好落实。\n二、强化责任\n全面推进。\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "samples")
    parser.add_argument("--mb", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--only", choices=("throughput", "many", "kills"))
    options = parser.parse_args()
    print(f"{machine()}\n")
    if options.only in (None, "throughput"):
        with tempfile.TemporaryDirectory() as folder:
            throughput(Path(folder), options.folder, options.mb, options.rounds, options.jobs)
    if options.only in (None, "many"):
        with tempfile.TemporaryDirectory() as folder:
            many(Path(folder), options.documents, max(options.jobs))
    if options.only in (None, "kills"):
        with tempfile.TemporaryDirectory() as folder:
            kills(Path(folder), options.documents, max(options.jobs))


def throughput(place: Path, speeches: Path, mb: float, rounds: int, jobs: list[int]) -> None:
    size = repeat(speeches, place / "in", int(mb * MB))
    ran: dict[int, list[Ran]] = {n: [] for n in jobs}
    cutting: list[float] = []
    for number in range(rounds):
        cutting.append(cut_all(place / "in"))
        for n in jobs:
            ran[n].append(batch(place / "in", place / f"{number}-{n}.jsonl", n))
    seconds = {n: median(each.seconds for each in ran[n]) for n in jobs}
    first, jieba = seconds[jobs[0]], median(cutting)
    print(
        f"| {size / MB:.1f} MB of speeches | seconds, median of {rounds} | MB per second | of -j {jobs[0]} | of jieba "
        "| worker, MB |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    print(f"| `jieba.cut` | {jieba:.1f} | {size / MB / jieba:.2f} | | | |")
    for n in jobs:
        each, worker = seconds[n], max(run.worker for run in ran[n])
        speeds = f"{size / MB / each:.2f} | {first / each:.2f} × | {jieba / each:.2f} ×"
        print(f"| -j {n} | {each:.1f} | {speeds} | {worker:.0f} |")
    outputs = {path.read_bytes() for path in place.glob("*.jsonl") if path.name != "failures.jsonl"}
    print(f"\nAll outputs have the same bytes: {'yes' if len(outputs) == 1 else 'NO'}\n")


def cut_all(folder: Path) -> float:
    """The seconds that jieba takes to cut every speech in the folder, one process, its dictionary loaded before."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    seconds = 0.0
    for path in sorted(folder.iterdir()):
        try:
            text = load(path, Config()).source.text
        except InputError:  # as the batch will say
            continue
        start = time.perf_counter()
        for _ in jieba.cut(text):
            pass
        seconds += time.perf_counter() - start
    return seconds


def kills(place: Path, documents: int, jobs: int) -> None:
    chance = random.Random(1)
    small(place / "in", documents)
    print(
        f"\n| {documents:,} documents, -j {jobs} | undisturbed, s | killed | killed and resumed, s in all | the same |"
    )
    print("|---|---:|---:|---:|---|")
    for output in KILLED:
        whole = batch(place / "in", f"{place}/whole-{output}", jobs)
        killed, seconds = 0, 0.0
        while killed < KILLS:
            start = time.perf_counter()
            process = begun(place / "in", f"{place}/{output}", jobs, "--resume")
            try:
                process.wait(chance.uniform(0.1, whole.seconds / KILLS * 2))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
            seconds += time.perf_counter() - start
        seconds += batch(place / "in", f"{place}/{output}", jobs, "--resume").seconds
        same = digest(place / output) == digest(place / f"whole-{output}")
        print(
            f"| {output} | {whole.seconds:.1f} | {killed} times | {seconds:.1f} | {'yes' if same else 'NO'} |",
            flush=True,
        )


def digest(output: Path) -> str:
    """The SHA-256 of all that is in an output: of the bytes of files, of the rows of a corpus."""
    found = hashlib.sha256()
    for data in content(output):
        found.update(data)
    return found.hexdigest()


def content(output: Path) -> Iterator[bytes]:
    if output.suffix == ".db":
        with Corpus.open(output) as corpus:
            yield from map(msgspec.json.encode, corpus.export())
    elif output.is_dir():
        for path in sorted(output.rglob("*.json")):
            yield os.fsencode(path.relative_to(output)) + b"\0" + path.read_bytes()
    else:
        yield output.read_bytes()


def many(place: Path, documents: int, jobs: int) -> None:
    print(
        f"| documents, -j {jobs} | output | seconds | parent, MB | of {FEW:,} | worker, MB | resumed, s | parent, MB |"
    )
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for output in OUTPUTS:
        least = None
        for count in (FEW, documents):
            source = place / str(count)
            if not source.exists():
                small(source, count)
            target = f"{place}/{count}-{output}"
            ran, again = batch(source, target, jobs), batch(source, target, jobs, "--resume")
            least = least or ran.parent
            print(
                f"| {count:,} | {output} | {ran.seconds:.1f} | {ran.parent:.1f} | {ran.parent / least:.2f} × "
                f"| {ran.worker:.1f} | {again.seconds:.1f} | {again.parent:.1f} |",
                flush=True,
            )


def repeat(speeches: Path, target: Path, size: int) -> int:
    """Copy the .txt and .md of ``speeches`` again and again, under other names; returns the bytes."""
    target.mkdir()
    files = sorted(path for path in speeches.rglob("*") if path.suffix in (".txt", ".md"))
    written = 0
    for number, path in enumerate(cycle(files)):
        if written >= size:
            break
        data = path.read_bytes()
        (target / f"{number:06}{path.suffix}").write_bytes(data)
        written += len(data)
    return written


def small(target: Path, count: int) -> None:
    for number in range(count):
        folder = target / f"{number // 1000:03}"
        if number % 1000 == 0:
            folder.mkdir(parents=True)
        (folder / f"{number:06}.txt").write_text(TEXT.format(number, number % 12 + 1), "utf-8")


class Ran:
    """A run of the command: seconds, and the peaks of its parent and of its largest worker in MB."""

    def __init__(self, seconds: float, parent: int, worker: int) -> None:
        self.seconds, self.parent, self.worker = seconds, parent / 1024, worker / 1024


def begun(source: Path, target: Path | str, jobs: int, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "speechkit", "batch", str(source), "-o", str(target), "-j", str(jobs), "-q"]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen([*command, *options], env={**os.environ, "PYTHONPATH": path})


def batch(source: Path, target: Path | str, jobs: int, *options: str) -> Ran:
    start = time.perf_counter()
    process = begun(source, target, jobs, *options)
    parent = worker = 0
    while process.poll() is None:
        parent = max(parent, peak(process.pid))
        worker = max([worker, *map(peak, children(process.pid))])
        time.sleep(0.02)
    return Ran(time.perf_counter() - start, parent, worker)


def peak(process: int) -> int:
    """The largest resident set of a process so far, in kB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()
