"""Whether two versions of speechkit find the same: a hash of the analysis of every speech below some folders.

    python benchmarks/same_results.py ../shared/speeches samples > before.txt
    python benchmarks/same_results.py ../shared/speeches samples --against before.txt

The first prints a line a file, hash and path; the second names the files whose analysis has changed, and exits with 1
where there are any.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

from speechkit import analyze_file
from speechkit.errors import SpeechkitError


def files_below(folders: list[Path]) -> Iterator[Path]:
    """Every file that is read as a speech, sorted within its folder."""
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md"))


def line_of(path: Path) -> str:
    """The hash of the analysis as JSON, or of the sentence that says why there is none, and the path."""
    import msgspec

    try:
        found = msgspec.json.encode(analyze_file(path))
    except SpeechkitError as error:
        found = str(error).encode()
    return f"{sha256(found).hexdigest()[:16]} {path}"


def main() -> int:
    """Print the hashes, or what has changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--against", type=Path, help="what an earlier run has printed")
    arguments = parser.parse_args()
    with ProcessPoolExecutor(2) as pool:
        lines = list(pool.map(line_of, files_below(arguments.folders), chunksize=8))
    if arguments.against is None:
        print("\n".join(lines))
        return 0
    before = set(arguments.against.read_text(encoding="utf-8").splitlines())
    changed = [line for line in lines if line not in before]
    print(f"{len(changed)} of {len(lines)} have changed", *(line.split(" ", 1)[1] for line in changed), sep="\n  ")
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main())
