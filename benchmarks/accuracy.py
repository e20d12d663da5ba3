"""How well outlines agree with labelled speeches: a Markdown table for each folder of labels.

Run ``python benchmarks/accuracy.py [FOLDER ...]``. A label file is JSON beside the speech that its "text" names, or
whose speech lies in samples/. The regular expression that a user would write first stands in the table for comparison.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path

from scoring import f1, labels, numbered, predictions

from speechkit import analyze_file

ROOT = Path(__file__).resolve().parents[1]
_CN = "[一二三四五六七八九十]+"
NAIVE = re.compile(
    rf"(?m)^[ \t\u3000]*(?:{_CN}、|[（(]{_CN}[）)]|\d+[.、]|第{_CN}[，,、]|[壹貳參肆伍陸柒捌玖拾]+、)"
    r"|(?<=[。；：:;\n])[一二三四五六七八九十](?:是|要)"
)


def naive_level(marker: str) -> int:
    if marker[0] in "壹貳參肆伍陸柒捌玖拾":
        return 1
    if marker[0] in "（(":
        return 3
    if marker[0].isdigit():
        return 4
    if marker[0] == "第":
        return 5
    return 2 if marker.endswith("、") else 6


def naive(text: str) -> dict[int, tuple[str, int | None]]:
    """Markers by one regular expression, levels by a fixed order of styles."""
    rows: list[tuple[str, str, int, str | None]] = []
    stack: list[tuple[int, str]] = []
    for match in NAIVE.finditer(text):
        marker = match[0].strip(" \t\u3000")
        level = naive_level(marker)
        while stack and stack[-1][0] >= level:
            stack.pop()
        name = str(len(rows))
        rows.append((name, marker, match.end() - len(marker), stack[-1][1] if stack else None))
        stack.append((level, name))
    return numbered(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, default=[ROOT / "tests" / "gold", ROOT / "../shared/gold/dev"])
    print(
        f"{date.today()}\n\n| labels | | markers | tree | markers, mean | tree, mean |\n|---|---|---:|---:|---:|---:|"
    )
    for folder in parser.parse_args().folder:
        ours, theirs = [], []
        for path in sorted(folder.glob("*.json")):
            name = json.loads(path.read_text("utf-8"))["text"]
            speech = next(file for file in (path.with_name(name), ROOT / "samples" / name) if file.exists())
            want = labels(path)
            ours.append((want, predictions(analyze_file(speech).sections)))
            theirs.append((want, naive(speech.read_bytes().decode("utf-8-sig"))))
        for who, pairs in (("speechkit", ours), ("a regular expression", theirs)):
            cells = [f1(pairs, tree=tree) for tree in (False, True)]
            cells += [sum(f1([pair], tree=tree) for pair in pairs) / len(pairs) for tree in (False, True)]
            what = f"{'/'.join(folder.resolve().parts[-3:])}, {len(pairs)} speeches"
            print(f"| {what} | {who} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")


if __name__ == "__main__":
    main()
