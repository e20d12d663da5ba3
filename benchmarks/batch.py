"""``speechkit batch``: throughput by number of workers, memory by number of documents, and resuming when all is done.

Run ``python benchmarks/batch.py [FOLDER] [--mb N] [--documents N]``. For throughput the speeches of FOLDER (default:
the samples) are repeated under other names up to N MB; the rounds take each number of workers in turn, the table gives
medians of whole processes. For memory and resuming there are 1,000 and then N documents of some sixty characters, no
two alike; memory is the peak of the resident set of the parent, and of the largest worker.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import median

from startup import machine

ROOT = Path(__file__).resolve().parents[1]
OUTPUTS = ("out.jsonl", "out.parquet", "out/")
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
    options = parser.parse_args()
    print(f"{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        throughput(Path(folder), options.folder, options.mb, options.rounds, options.jobs)
    with tempfile.TemporaryDirectory() as folder:
        many(Path(folder), options.documents, max(options.jobs))


def throughput(place: Path, speeches: Path, mb: float, rounds: int, jobs: list[int]) -> None:
    size = repeat(speeches, place / "in", int(mb * MB))
    times: dict[int, list[float]] = {n: [] for n in jobs}
    for number in range(rounds):
        for n in jobs:
            times[n].append(batch(place / "in", place / f"{number}-{n}.jsonl", n).seconds)
    first = median(times[jobs[0]])
    print(f"| {size / MB:.1f} MB of speeches | seconds, median of {rounds} | MB per second | of -j {jobs[0]} |")
    print("|---|---:|---:|---:|")
    for n in jobs:
        each = median(times[n])
        print(f"| -j {n} | {each:.1f} | {size / MB / each:.2f} | {first / each:.2f} × |")
    outputs = {path.read_bytes() for path in place.glob("*.jsonl") if path.name != "failures.jsonl"}
    print(f"\nAll outputs have the same bytes: {'yes' if len(outputs) == 1 else 'NO'}\n")


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


def batch(source: Path, target: Path | str, jobs: int, *options: str) -> Ran:
    command = [sys.executable, "-m", "speechkit", "batch", str(source), "-o", str(target), "-j", str(jobs), "-q"]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    start = time.perf_counter()
    process = subprocess.Popen([*command, *options], env={**os.environ, "PYTHONPATH": path})
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
