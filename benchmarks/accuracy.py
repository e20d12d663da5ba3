"""How well outlines, parts, tasks and set phrases agree with labelled speeches: Markdown tables, rows for each folder.

Run ``python benchmarks/accuracy.py [FOLDER ...]``. A label file is JSON beside the speech that its "text" names, or
whose speech lies in samples/. What a user would write first stands in the tables for comparison: a regular expression
for the outline; for tasks, every sentence that has a word of demand in it; for set phrases, all that is in quotation
marks.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scoring import f1, labels, numbered, predictions
from slogan_scoring import MEASURES as SLOGAN_MEASURES
from slogan_scoring import SloganLabel, Slogans, slogan_labels, slogan_predictions, slogan_scores
from task_scoring import MEASURES, Labels, TaskLabel, scores, task_labels, task_predictions

from speechkit import Analysis, analyze_file

ROOT = Path(__file__).resolve().parents[1]
_CN = "[一二三四五六七八九十]+"
NAIVE = re.compile(
    rf"(?m)^[ \t\u3000]*(?:{_CN}、|[（(]{_CN}[）)]|\d+[.、]|第{_CN}[，,、]|[壹貳參肆伍陸柒捌玖拾]+、)"
    r"|(?<=[。；：:;\n])[一二三四五六七八九十](?:是|要)"
)
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*[”’」』]*")
QUOTED = re.compile('[“「『"]([^“”「」『』"]{1,40})[”」』"]')
DEMAND = re.compile("要|必须|必須|确保|確保|务必|務必")


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


def naive_tasks(text: str) -> Labels:
    """Every sentence that has a word of demand in it is a task."""
    return Labels(tasks=tuple(TaskLabel(*each.span()) for each in SENTENCE.finditer(text) if DEMAND.search(each[0])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, default=[ROOT / "tests" / "gold", ROOT / "../shared/gold/dev"])
    folders = {folder: analyzed(folder) for folder in parser.parse_args().folder}
    print(f"{date.today()}\n")
    heads = ["labels", "", "markers", "tree", "markers, mean", "tree, mean"]
    print_table(heads, [row for folder, speeches in folders.items() for row in outline_rows(folder, speeches)])
    print_table(["labels", "", *MEASURES], [row for each in folders.items() for row in task_rows(*each)])
    print_table(["labels", "", *SLOGAN_MEASURES], [row for each in folders.items() for row in slogan_rows(*each)])


def analyzed(folder: Path) -> list[tuple[Path, str, Analysis]]:
    """Each label file of a folder with the text of its speech and what is found in it."""
    found = []
    for path in sorted(folder.glob("*.json")):
        name = json.loads(path.read_text("utf-8"))["text"]
        speech = next(file for file in (path.with_name(name), ROOT / "samples" / name) if file.exists())
        found.append((path, speech.read_bytes().decode("utf-8-sig"), analyze_file(speech)))
    return found


def labelled(path: Path, kind: str) -> bool:
    """Whether a label file labels its speech for ``kind``: a file that names no kinds labels all."""
    return kind in json.loads(path.read_text("utf-8")).get("labelled", [kind])


def outline_rows(folder: Path, speeches: list[tuple[Path, str, Analysis]]) -> Iterator[list[str]]:
    """None where the folder labels no outlines."""
    speeches = [each for each in speeches if labelled(each[0], "sections")]
    if not speeches:
        return
    ours = [(labels(path), predictions(analysis.sections)) for path, _, analysis in speeches]
    theirs = [(labels(path), naive(text)) for path, text, _ in speeches]
    for who, pairs in (("speechkit", ours), ("a regular expression", theirs)):
        cells = [f1(pairs, tree=tree) for tree in (False, True)]
        cells += [sum(f1([pair], tree=tree) for pair in pairs) / len(pairs) for tree in (False, True)]
        yield [named(folder, len(pairs)), who, *(f"{cell:.3f}" for cell in cells)]


def task_rows(folder: Path, speeches: list[tuple[Path, str, Analysis]]) -> Iterator[list[str]]:
    """None where the folder labels outlines only."""
    wanted = [(task_labels(path), text, analysis) for path, text, analysis in speeches]
    wanted = [each for each in wanted if each[0].units]
    if not wanted:
        return
    ours = scores((want, task_predictions(analysis)) for want, _, analysis in wanted)
    theirs = scores((want, naive_tasks(text)) for want, text, _ in wanted)
    what = named(folder, len(wanted))
    yield [what, "speechkit", *(f"{ours[measure]:.3f}" for measure in MEASURES)]
    told = ("tasks", "relayed-kept-apart")
    yield [what, "要/必须/确保/务必", *(f"{theirs[each]:.3f}" if each in told else "" for each in MEASURES)]


def slogan_rows(folder: Path, speeches: list[tuple[Path, str, Analysis]]) -> Iterator[list[str]]:
    """None where the folder labels no set phrases."""
    speeches = [each for each in speeches if labelled(each[0], "slogans")]
    wanted = [(slogan_labels(path), text, analysis) for path, text, analysis in speeches]
    if not any(each[0].slogans for each in wanted):
        return
    ours = slogan_scores((want, slogan_predictions(analysis)) for want, _, analysis in wanted)
    theirs = slogan_scores((want, quoted(text)) for want, text, _ in wanted)
    yield [named(folder, len(wanted)), "speechkit", *(f"{ours[measure]:.3f}" for measure in SLOGAN_MEASURES)]
    yield [named(folder, len(wanted)), "all in quotation marks", f"{theirs['slogans']:.3f}", "", "", "", "", ""]


def quoted(text: str) -> Slogans:
    """Everything in quotation marks is a set phrase."""
    return Slogans(slogans=tuple(SloganLabel(*each.span(1), kind="formula") for each in QUOTED.finditer(text)))


def named(folder: Path, speeches: int) -> str:
    return f"{'/'.join(folder.resolve().parts[-3:])}, {speeches} speech{'es' * (speeches != 1)}"


def print_table(heads: list[str], rows: list[list[str]]) -> None:
    if not rows:
        return
    lines = [heads, ["---", "---", *["---:"] * (len(heads) - 2)], *rows]
    print("\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n")


if __name__ == "__main__":
    main()
