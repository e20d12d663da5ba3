"""Time per character and peak memory on long texts and on hostile numbering.

Run ``python benchmarks/scaling.py [--rounds N]``. Time is that of ``speechkit.analyze`` in a fresh process, after a
first call that loads the rules; the table gives medians over rounds that take every text in turn. Memory is the peak
of the process ``speechkit outline FILE``, less its peak on a text of one line, by byte of the file.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
USUAL = "speeches, 100 KB"
TINY = "one line"
LEAST_SECONDS = 0.5  # a short text is analysed again and again for so long


def speeches(size: int, *, lines: bool = True) -> str:
    """The samples one after the other, again and again, up to ``size`` bytes of UTF-8."""
    samples = [path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    pieces = []
    for sample in cycle(samples if lines else ["".join(sample.split()) for sample in samples]):
        piece = sample + "\n" if lines else sample
        size -= len(piece.encode())
        pieces.append(piece)
        if size <= 0:
            break
    return "".join(pieces).encode()[: size or None].decode(errors="ignore")


# text → (how to build it, at most this many times the usual cost per character)
TEXTS: dict[str, tuple[Callable[[], str], float | None]] = {
    TINY: (lambda: "一、加强领导。\n", None),
    USUAL: (lambda: speeches(100_000), None),
    "speeches, 10 MB": (lambda: speeches(10_000_000), 1.2),
    "speeches, 10 MB in one line": (lambda: speeches(10_000_000, lines=False), 3),
    "100,000 × 一是": (lambda: "一是" * 100_000, 3),
    "100,000 × 一是，": (lambda: "一是，" * 100_000, 3),
    "100,000 × 一是 in lines": (lambda: "一是\n" * 100_000, 3),
    "10,000 × 一是…二是…": (lambda: "一是加强领导，推进工作，落实责任。二是改进作风。" * 10_000, 3),
    "300,000 × （": (lambda: "（" * 300_000, 3),
    "100,000 × （一）": (lambda: "（一）" * 100_000, 3),
    "300,000 × 第": (lambda: "第" * 300_000, 3),
    "100,000 × 第一，": (lambda: "第一，" * 100_000, 3),
    "100,000 × 一、": (lambda: "一、" * 100_000, 3),
    "100,000 × 一、 in lines": (lambda: "一、\n" * 100_000, 3),
    "100,000 × ，好": (lambda: "，好" * 100_000, 3),
    "300,000 × “": (lambda: "“" * 300_000, 3),
    "equal segments, 5 MB in one line": (lambda: "抓好落实，" * 340_000, 3),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, metavar=("TASK", "ARGUMENT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        CHILD_TASKS[options.child[0]](options.child[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        # Other processes write and read the texts: a large parent would count towards its children's peak memory.
        child("write", folder)
        files = {name: Path(folder) / f"{number}.txt" for number, name in enumerate(TEXTS)}
        times: dict[str, list[float]] = {name: [] for name in TEXTS}
        for _ in range(options.rounds):
            for name, file in files.items():
                times[name].append(float(child("time", str(file))))
        peaks = {name: peak_memory(file) for name, file in files.items()}
        report({name: median(each) for name, each in times.items()}, peaks, files, options.rounds)


def report(times: dict[str, float], peaks: dict[str, int], files: dict[str, Path], rounds: int) -> None:
    print(
        f"{date.today()}, {platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}; "
        f"medians of {rounds} interleaved runs; start-up takes {peaks[TINY] / 1e6:.0f} MB\n"
    )
    print("| text | MB | ns per character | of the usual | at most | peak bytes per input byte |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (_, limit) in TEXTS.items():
        if name == TINY:
            continue
        size = files[name].stat().st_size
        memory = f"{(peaks[name] - peaks[TINY]) / size:.1f}" if size > 1e6 else ""  # below, start-up's slack blurs it
        wanted = "" if limit is None else f"{limit:g} ×"
        ratio = times[name] / times[USUAL]
        print(f"| {name} | {size / 1e6:.1f} | {times[name] * 1e9:.0f} | {ratio:.2f} × | {wanted} | {memory} |")


def child(task: str, argument: str) -> str:
    """What a fresh process prints for one of ``CHILD_TASKS``."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", task, argument]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode:
        sys.exit(f"{task} {argument} failed:\n{done.stderr}")
    return done.stdout


def peak_memory(file: Path) -> int:
    """The largest resident set, in bytes, of the command line on ``file``."""
    command = [sys.executable, "-m", "speechkit", "outline", "--quiet", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed")
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def write_texts(folder: str) -> None:
    for number, (build, _) in enumerate(TEXTS.values()):
        (Path(folder) / f"{number}.txt").write_bytes(build().encode())


def print_seconds_per_character(file: str) -> None:
    from speechkit import analyze

    text = Path(file).read_bytes().decode()
    analyze(TEXTS[TINY][0]())
    runs, start = 0, time.perf_counter()
    while (seconds := time.perf_counter() - start) < LEAST_SECONDS or not runs:
        analyze(text)
        runs += 1
    print(seconds / runs / len(text))


CHILD_TASKS: dict[str, Callable[[str], None]] = {"write": write_texts, "time": print_seconds_per_character}

if __name__ == "__main__":
    main()
