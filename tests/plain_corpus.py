"""A corpus of many documents for tests: paragraphs of the samples in other orders, the same ones each time."""

import csv
import random
from pathlib import Path

from speechkit import convert, read_file
from speechkit.corpus.corpus import Corpus

SAMPLES = Path(__file__).parents[1] / "samples"
DOCUMENTS = 124  # four a year
YEARS = range(1990, 2021)
SPEAKERS = ("王明", "李华", "张强")
HEADINGS = ("提高认识", "抓好落实", "推动高质量发展", "加强组织领导", "深化改革", "保障和改善民生")
GENRES = {  # title, salutation, last sentence
    "report": ("政府工作报告", "各位代表：", "让我们更加紧密地团结起来，为全面完成各项任务而努力奋斗！"),
    "speech": ("在全县工作会议上的讲话", "同志们：", "我就讲这些，谢谢大家！"),
}
LEAST = 20  # characters of a paragraph that is no heading


def plain_corpus(folder: Path) -> Path:
    """Make the corpus ``plain.db`` in the folder, of files that are written there too, and return where it is.

    Documents are dated 1990 to 2020, four a year, the last of each in traditional characters; ``genre`` (report or
    speech) and ``speaker`` are columns of the table meta.csv.
    """
    place = folder / "plain"
    place.mkdir()
    with open(folder / "meta.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("file", "genre", "speaker"))
        for name, genre, speaker, text in plain_documents():
            (place / name).write_text(text, "utf-8")
            table.writerow((name, genre, speaker))
    path = folder / "plain.db"
    with Corpus.create(path) as corpus:
        added = corpus.add(str(place))
        assert [change.kind for change in added.changes] == ["added"] * DOCUMENTS, added.failed
        told, strangers = corpus.add_meta(str(folder / "meta.csv"))
        assert (told, strangers) == (DOCUMENTS, [])
    return path


def plain_documents() -> list[tuple[str, str, str, str]]:
    """Return name, genre, speaker and text of each document."""
    chance = random.Random(1990)
    paragraphs = [
        paragraph.text
        for path in sorted(SAMPLES.glob("*.txt"))
        for paragraph in read_file(str(path)).paragraphs
        if not paragraph.meta and len(paragraph.text) >= LEAST
    ]
    found = []
    for number in range(DOCUMENTS):
        year, month, day = YEARS[number // 4], 1 + 3 * (number % 4), chance.randint(1, 28)
        genre = chance.choice(list(GENRES))
        title, salutation, end = GENRES[genre]
        lines = [title, f"（{year}年{month}月{day}日）", salutation, chance.choice(paragraphs)]
        for marker in "一二三四五"[: chance.randint(2, 5)]:
            lines.append(f"{marker}、{chance.choice(HEADINGS)}")
            lines += chance.sample(paragraphs, chance.randint(1, 4))
        text = "\n".join([*lines, end, ""])
        name = f"{year}-{month:02}-{day:02}_{number:03}.txt"
        found.append((name, genre, chance.choice(SPEAKERS), convert(text, to="hant-tw") if number % 4 == 3 else text))
    return found
