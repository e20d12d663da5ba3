"""Whether a speech says the same as a Word document, web page or PDF: text → LibreOffice → speechkit, beside the text.

    python benchmarks/roundtrip.py ../shared/gold/dev samples [--formats docx html pdf] [--show] [--only PREFIX]

Every text (.txt, .md) below the folders is written anew by LibreOffice, a format a run. Outline, tasks and set phrases
are compared as lists, in their order, blanks and line ends apart; the share that differs is 1 − F1. The table has a
line for each text that differs and the total of each format; `--show` adds what each side has alone. The exit status is
1 where a total is above 2 %.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import speechkit
from speechkit.config import ReadingConfig
from speechkit.errors import SpeechkitError
from speechkit.readers import read_source

MOST = 0.02
FORMATS = {"docx": "docx", "html": "html", "pdf": "pdf:writer_pdf_Export"}
KINDS = ("outline", "tasks", "phrases")
_AS_TEXT = "Text (encoded):UTF8,LF,,zh-CN"


class Difference(NamedTuple):
    """What one kind of finding has on both sides, in the text alone and in the other format alone."""

    both: int
    lost: list[str]
    added: list[str]

    @property
    def share(self) -> float:
        """1 − F1."""
        apart = len(self.lost) + len(self.added)
        return apart / (2 * self.both + apart) if apart else 0.0


def converted(texts: Sequence[Path], format: str, folder: Path) -> None:
    """Have LibreOffice write every text into ``folder``."""
    profile = folder.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", f"--infilter={_AS_TEXT}",
         "--convert-to", FORMATS[format], "--outdir", folder, *texts],
        capture_output=True, timeout=60 + 20 * len(texts), check=True,
    )  # fmt: skip


def findings(path: Path) -> dict[str, list[str]]:
    """What is found in a file, a line a finding, without blanks."""
    found = speechkit.analyze_file(path)
    lines = {
        "outline": [f"{each.level} {each.marker} {each.title}" for each in found.sections],
        "tasks": [
            f"{each.text} | {each.actor.text if each.actor else ''} | {each.deadline.text if each.deadline else ''}"
            for each in found.tasks
        ],
        "phrases": [f"{each.kind} {each.text}" for each in found.slogans],
    }
    return {kind: ["".join(line.split()) for line in of_kind] for kind, of_kind in lines.items()}


def difference(before: list[str], after: list[str]) -> Difference:
    """What two lists have in common, in their order, and what not."""
    both, lost, added = 0, [], []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            both += b - a
        else:
            lost += before[a:b]
            added += after[c:d]
    return Difference(both, lost, added)


def texts_below(folders: list[Path], only: str, into: Path) -> Iterator[tuple[str, Path]]:
    """The texts with their names, each copied to a file of UTF-8 with line feeds, which LibreOffice is told to read."""
    for folder in folders:
        for path in sorted(each for each in folder.rglob("*") if each.suffix in (".txt", ".md")):
            if not path.name.startswith(only):
                continue
            text = read_source(path, ReadingConfig()).text
            copy = into / f"{len(list(into.iterdir())):04}.txt"
            copy.write_text("\n".join(text.splitlines()) + "\n", "utf-8")
            yield path.name, copy


def compared(name: str, text: Path, other: Path) -> dict[str, Difference] | str:
    """What differs, by kind; or the sentence that says why the other file cannot be read."""
    try:
        before, after = findings(text), findings(other)
    except SpeechkitError as error:
        return f"{name}: {error}"
    return {kind: difference(before[kind], after[kind]) for kind in KINDS}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--only", default="", help="what the names of the files begin with")
    parser.add_argument("--show", action="store_true", help="what each side has alone")
    options = parser.parse_args()
    worst = 0.0
    print("| format | text | outline | tasks | set phrases |\n|---|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "txt")
        folder.mkdir()
        texts = list(texts_below(options.folders, options.only, folder))
        for format in options.formats:
            out = Path(temporary, format)
            converted([path for _, path in texts], format, out)
            sums = {kind: Difference(0, [], []) for kind in KINDS}
            for name, path in texts:
                found = compared(name, path, out / f"{path.stem}.{format}")
                if isinstance(found, str):
                    print(f"| {format} | {found} | | | |")
                    worst = 1.0
                    continue
                for kind, each in found.items():
                    total = sums[kind]
                    sums[kind] = Difference(total.both + each.both, total.lost + each.lost, total.added + each.added)
                if any(each.share for each in found.values()):
                    print(row(format, name, found))
                    if options.show:
                        show(found)
            print(row(format, f"**all {len(texts)}**", sums))
            worst = max(worst, *(each.share for each in sums.values()))
    return worst > MOST


def row(format: str, name: str, found: dict[str, Difference]) -> str:
    """A line of the table: what is on both sides, lost and added, and the share that differs."""
    cells = (
        f"{each.both} −{len(each.lost)} +{len(each.added)} ({each.share:.1%})" if each.share else f"{each.both}"
        for each in found.values()
    )
    return f"| {format} | {name} | {' | '.join(cells)} |"


def show(found: dict[str, Difference]) -> None:
    """Print what each side has alone."""
    for kind, each in found.items():
        for sign, lines in (("−", each.lost), ("+", each.added)):
            for line in lines:
                print(f"    {kind} {sign} {line[:150]}")


if __name__ == "__main__":
    sys.exit(main())
