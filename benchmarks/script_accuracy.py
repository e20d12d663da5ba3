"""Wrong characters per 100,000 after simplified → traditional → simplified: ours beside OpenCC's configs and zhconv.

Run ``python benchmarks/script_accuracy.py [FOLDER]``: all simplified text in FOLDER (default: ../shared/speeches beside
the repository; .txt, .md, .docx; its INDEX.tsv, where there is one, says which are simplified) is taken to traditional
by each of OpenCC's s2t, s2tw and s2hk, and back by each row's one conversion. Characters that are traditional in the
original (licence notices, slips) are not counted: there is no simplified original to come back to.
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from speechkit.config import ScriptConfig
from speechkit.model import Source
from speechkit.script import simplify, traditional_characters

ROOT = Path(__file__).resolve().parents[1]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def simplified_texts(folder: Path) -> Iterator[str]:
    """The text of every simplified document in ``folder``."""
    index = folder / "INDEX.tsv"
    if index.exists():
        with index.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        paths = [folder / row["path"] for row in rows if row["script"] == "hans"]
    else:
        paths = [path for path in sorted(folder.rglob("*")) if path.suffix in {".txt", ".md", ".docx"}]
    for path in paths:
        text = _docx_text(path) if path.suffix == ".docx" else _decoded(path.read_bytes())
        if index.exists() or _ours(text) == text:
            yield text


def wrong_characters(original: str, back: str) -> int:
    """How many characters of ``original`` came back wrong, of those that are simplified."""
    pairs = zip(original, back, strict=True)
    return sum(a != b and a not in traditional_characters() for a, b in pairs)


def _docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(run.text or "" for run in each.iter(f"{WORD}t")) for each in root.iter(f"{WORD}p"))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _ours(text: str) -> str:
    return simplify(Source("", text, "utf-8", ""), ScriptConfig()).text


def main() -> None:
    import opencc
    import zhconv

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "speeches"
    texts = list(simplified_texts(folder))
    chars = sum(map(len, texts))
    there = {config: opencc.OpenCC(config).convert for config in ("s2t", "s2tw", "s2hk")}
    back: dict[str, Callable[[str], str]] = {"speechkit": _ours}
    back |= {f"OpenCC {config}": opencc.OpenCC(config).convert for config in ("t2s", "tw2s", "hk2s")}
    back |= {f"zhconv {name}": lambda text, name=name: zhconv.convert(text, name) for name in ("zh-cn", "zh-hans")}
    print(f"{len(texts)} documents, {chars:,} characters; wrong characters per 100,000\n")
    print(f"| back by | {' | '.join(there)} |\n|:--|{'--:|' * len(there)}")
    for name, simplifier in back.items():
        cells = []
        for convert in there.values():
            wrong = sum(_wrong(text, simplifier(convert(text))) for text in texts)
            cells.append("changes lengths" if wrong < 0 else f"{wrong / chars * 100_000:.1f}")
        print(f"| {name} | {' | '.join(cells)} |")


def _wrong(original: str, back: str) -> float:
    return wrong_characters(original, back) if len(original) == len(back) else float("-inf")


if __name__ == "__main__":
    main()
