"""The whole process ``speechkit outline SPEECH``, ``tasks`` and ``summary``, piped, beside two others on the same text.

Run ``python benchmarks/startup.py [SPEECH] [--rounds N]``. Each round runs every command once, in turn, so that what
slows the machine for a while slows all of them; the table gives medians. SPEECH is UTF-8 (default: the first sample).
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
OUTLINE, TASKS, SUMMARY, JIEBA = "speechkit outline", "speechkit tasks", "speechkit summary", "python -m jieba"
OURS = (OUTLINE, TASKS, SUMMARY)
CONVERT = "python -c 'import click, yaml, opencc', convert"
BASELINE = """
import sys, click, yaml, opencc
with open(sys.argv[1], encoding="utf-8") as file:
    sys.stdout.write(opencc.OpenCC("t2s").convert(file.read()))
"""
COMMANDS = {
    OUTLINE: ["-m", "speechkit", "outline"],
    TASKS: ["-m", "speechkit", "tasks"],
    SUMMARY: ["-m", "speechkit", "summary"],
    JIEBA: ["-m", "jieba"],
    CONVERT: ["-c", BASELINE],
    "python -c pass": ["-c", "pass"],
}
# (one of ours, another command): at most this many times the other's time may ours take
LIMITS = {
    (OUTLINE, JIEBA): 0.25,
    (OUTLINE, CONVERT): 2.0,
    (TASKS, JIEBA): 0.5,
    (SUMMARY, JIEBA): 0.6,
}
# As of an installed program: byte code and rules are kept from the first round, which does not count.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
    "PYTHONIOENCODING": "utf-8",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speech", nargs="?", default=str(ROOT / "samples" / "party-building-2022.txt"))
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    times = measured(options.speech, options.rounds)
    print(f"{machine()}; {Path(options.speech).name}; medians of {options.rounds} interleaved runs\n")
    print("| whole process, piped | median, ms | fastest–slowest, ms | outline takes | tasks take | summary takes |")
    print("|---|---:|---:|---:|---:|---:|")
    for command, each in times.items():
        span = f"{min(each) * 1000:.0f}–{max(each) * 1000:.0f}"
        ratios = " | ".join(ratio(times, ours, command) for ours in OURS)
        print(f"| `{command}` | {median(each) * 1000:.1f} | {span} | {ratios} |")


def ratio(times: dict[str, list[float]], ours: str, other: str) -> str:
    """How many times the other's time ours takes, and the limit; empty among ours."""
    if other in OURS:
        return ""
    limit = f", at most {LIMITS[ours, other]:g}" if (ours, other) in LIMITS else ""
    return f"{median(times[ours]) / median(times[other]):.2f} ×{limit}"


def measured(speech: str, rounds: int) -> dict[str, list[float]]:
    """Seconds per run of each command; a first round, which fills the caches, is not counted."""
    times: dict[str, list[float]] = {command: [] for command in COMMANDS}
    for number in range(rounds + 1):
        for command, arguments in COMMANDS.items():
            seconds = seconds_of([sys.executable, *arguments, speech])
            if number:
                times[command].append(seconds)
    return times


def seconds_of(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)[:200]} failed:\n{done.stderr.decode(errors='replace')}")
    return seconds


def machine() -> str:
    """Date, platform, number of processors and Python version."""
    return f"{date.today()}, {platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
