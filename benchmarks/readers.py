"""How long the readers of Word documents, web pages and PDF take beside the library that each is built on, alone.

    python benchmarks/readers.py [--rounds 9] [--paragraphs 3000]

The documents are made here, of the paragraphs of samples: a Word document and a web page of that many short ones, held
against zip + lxml and lxml alone; and long ones as PDF by LibreOffice, where there is one, held against pypdfium2
alone, pages loaded and their text extracted (pages of nothing but short lines take up to twice as long). Times are of
this process, the best of the rounds, which take turns.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from speechkit.config import ReadingConfig
from speechkit.readers import read_bytes

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"docx": 2.5, "html": 3.0, "pdf": 1.3}  # at most this many times as long


def lines_of(sample: str) -> list[str]:
    """The paragraphs of a sample."""
    text = (ROOT / "samples" / f"{sample}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def word_document(paragraphs: list[str]) -> bytes:
    """A document by python-docx."""
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def page(paragraphs: list[str]) -> bytes:
    """A web page with a menu and a footer."""
    menu = "".join(f'<li><a href="/{number}/">栏目{number}</a></li>' for number in range(12))
    text = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>讲话</title></head><body><ul class=nav>{menu}</ul>"
        f"<div class=content><h1>讲话</h1>{text}</div><div class=footer>主办：办公室</div></body></html>"
    ).encode()


def printed(document: bytes) -> bytes | None:
    """The Word document as PDF; None without LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(document)
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        try:
            subprocess.run([*command, "--outdir", folder, path], capture_output=True, timeout=300, check=True)
            return Path(folder, "a.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None


def unzip_and_parse(data: bytes) -> None:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("word/document.xml", "word/styles.xml"):
            etree.fromstring(archive.read(name))


def parse_page(data: bytes) -> None:
    from lxml import html

    html.document_fromstring(data.decode())


def extract(data: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


ALONE: dict[str, Callable[[bytes], None]] = {"docx": unzip_and_parse, "html": parse_page, "pdf": extract}


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    work(data)
    return time.process_time() - start


def main() -> int:
    """Print the table; the exit status is 1 where a reader takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--paragraphs", type=int, default=3000)
    options = parser.parse_args()
    sample = lines_of("work-report-2025")
    paragraphs = (sample * (options.paragraphs // len(sample) + 1))[: options.paragraphs]
    documents = {"docx": word_document(paragraphs), "html": page(paragraphs)}
    if data := printed(word_document(lines_of("party-building-2022") * 20)):
        documents["pdf"] = data
    print("| format | file, kB | reader, ms | library alone, ms | times |\n|---|---:|---:|---:|---:|")
    slow = False
    for kind, data in documents.items():
        ours, alone = [], []
        for _ in range(options.rounds):
            alone.append(seconds(ALONE[kind], data))
            ours.append(seconds(partial(read_bytes, location=f"a.{kind}", config=ReadingConfig()), data))
        times = min(ours) / min(alone)
        slow |= times > LIMITS[kind]
        print(f"| {kind} | {len(data) >> 10} | {min(ours) * 1e3:.1f} | {min(alone) * 1e3:.1f} | {times:.2f} |")
    return slow


if __name__ == "__main__":
    sys.exit(main())
