"""Screens of 60, 80, 120 and 200 columns, as a terminal shows them: aligned, and with room for the text."""

import fcntl
import json
import os
import re
import struct
import subprocess
import sys
import termios
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from wcwidth import wcswidth, wcwidth

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
SAMPLES = Path(__file__).parents[1] / "samples"
SEED, REPORT, TAIWAN = (
    str(SAMPLES / f"{name}.txt") for name in ("party-building-2022", "work-report-2025", "policy-report-tw")
)
WIDTHS = (60, 80, 120, 200)
MIN_TEXT, KINSOKU = 30, 6  # cells of a text; cells that marks may take from the end of a line
SCREENS = {
    "tasks": ["tasks", SEED],
    "sentences": ["tasks", "--sentences", SEED],
    "tasks of a report": ["tasks", REPORT],
    "tasks of a Taiwan speech": ["tasks", TAIWAN],
    "outline": ["outline", SEED],
    "outline and text": ["outline", "--text", SEED],
    "summary": ["summary", SEED],
    "slogans": ["slogans", "--companions", SEED],
    "kwic": ["kwic", "工作", SEED, REPORT],
    "kwic sorted": ["kwic", "工作", SEED, REPORT, "--sort", "right"],
    "count": ["count", "落实", "党建", SEED, REPORT, "--by", "document"],
    "trend": ["trend", "落实", "党建", "a term that is longer than others are", SEED, REPORT],
    "keywords": ["keywords", SEED],
    "explain": ["explain", SEED, "T3"],
    "compare": ["compare", SEED, REPORT],
}
RUN = """
import json, sys
from speechkit.cli import main
for name, arguments in json.loads(sys.argv[1]).items():
    print("\\x1e" + name, flush=True)
    main(["--no-pager", *arguments])
"""


@cache
def screens(width):
    """What every command prints on a terminal so wide, without colours, a list of lines each."""
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, json.dumps(SCREENS)],
        stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.DEVNULL,
        env={**environment, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(follower)
    out = b""
    while True:
        try:
            out += os.read(leader, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
    os.close(leader)
    assert child.wait() == 0
    assert b"\x1b[" in out
    plain = re.sub(r"\x1b\[[\d;]*m", "", out.decode()).replace("\r\n", "\n")
    found = dict(screen.split("\n", 1) for screen in plain.split("\x1e")[1:])
    return {name: found[name].splitlines() for name in SCREENS}


def cells_of(line):
    """The characters of a line by cell: the second cell of a wide one is empty."""
    return [cell for character in line for cell in ([character] + [""] * (wcwidth(character) - 1))]


@pytest.fixture(params=WIDTHS)
def width(request):
    return request.param


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_fits_and_no_line_begins_with_a_closing_mark(width, name):
    lines = screens(width)[name]
    assert len(lines) >= 3
    for line in lines:
        assert wcswidth(line) <= width, line
        assert line == line.rstrip()
        if re.match(r"、.* \(\d+\)$", line):  # a heading that has lost its number in the paper itself
            continue
        said = re.sub(r"^[\s│├└─╭╰]+", "", line)
        assert said[:1] not in tuple("，。；：！？、”’）》"), line
        if not name.startswith("kwic"):  # its contexts are cut where they end
            assert said.rstrip(" │")[-1:] not in tuple("“‘（《"), line


@pytest.mark.parametrize("name", ["slogans", "compare"])
def test_no_cell_begins_with_a_closing_mark(width, name):
    for line in screens(width)[name]:
        assert not re.search(r"  [，。；！？、”’）》]", line), line


def test_a_task_is_a_block_or_a_row_with_room(width):
    for name in ("tasks", "sentences", "tasks of a report", "tasks of a Taiwan speech"):
        head, *lines = screens(width)[name]
        if width >= 100:
            start, end = (cells_of(head).index(word) for word in ("任", "牵"))
            assert end - start - 2 >= MIN_TEXT
            for line in lines:
                if cells := cells_of(line) if re.match(r"[IT]\d|  ", line) else []:
                    assert cells[start - 1] == " "
                    assert cells[start] not in ("", " ") or line.startswith("   ")
                    assert cells[end - 2 : end] == [" ", " "] or len(cells) <= end
        else:
            facts = [line for line in lines if re.match(r"[IT]\d", line)]
            assert all(re.search(r"  (必须|应当|计划|鼓励)  :\d+$", fact) for fact in facts)
            texts = [line for line in lines if line.startswith("     ")]
            assert len(texts) >= len(facts) > 3
            broken = [one for one, other in pairwise(lines) if one in texts and re.match(" {5}(?!T[0-9])", other)]
            assert all(width - KINSOKU <= wcswidth(line) for line in broken)


def test_long_headings_keep_their_last_part(width):
    headings = [line for line in screens(width)["tasks"] if re.search(r" \(\d+\)$", line)]
    assert any("三是要切实压实主体责任" in heading for heading in headings)
    assert any(heading.startswith("… › ") for heading in headings) or width > 60


def test_the_text_below_a_heading_has_room(width):
    lines = screens(width)["outline and text"]
    texts = [wcswidth(line) for line in lines if re.match(r"[│ ]{4,}\S", line)]
    assert max(texts) >= width - KINSOKU
    titles = [line for line in screens(width)["outline"] if "…" in line]
    assert all(wcswidth(re.split("  ", re.sub(r"^[\s│├└─]+", "", line))[0]) >= MIN_TEXT - 1 for line in titles)


def test_keywords_in_context_stand_below_each_other(width):
    for name in ("kwic", "kwic sorted"):
        hits = [line for line in screens(width)[name] if "  工作  " in line]
        assert len(hits) > 10
        (at,) = {wcswidth(line.partition("  工作  ")[0]) for line in hits}
        right = max(wcswidth(re.split(r"  工作  | *  \S*:\d+$", line)[1]) for line in hits)
        share = 0.7 if name == "kwic" else 0.55
        assert at + right >= width * share
    documents = [line for line in screens(width)["kwic"] if line.endswith(".txt")]
    assert len(documents) == 2


@pytest.mark.parametrize("name", ["count", "trend"])
def test_numbers_stand_below_their_headings(width, name):
    head, *lines = screens(width)[name]
    end = wcswidth(head.partition("每万字")[0]) + 6
    rows = [line for line in lines if re.search(r"\d\.\d\d", line)]
    assert len(rows) > 1
    for row in rows:
        cells = cells_of(row)
        assert cells[end - 1].isdigit()
        assert [*cells[end : end + 1], " "][0] == " "


def test_the_signs_of_a_trend_are_explained(width):
    said = " ".join(screens(width)["trend"])
    for sign in "沸烫热暖温":
        assert re.search(rf"{sign} ≥\d+%", said)
    assert re.search(r"冷 <\d+%", said)


def test_the_frames_of_a_summary_are_straight(width):
    framed = [line for line in screens(width)["summary"] if line[:1] in ("│", "╭", "╰")]
    assert len({wcswidth(line) for line in framed}) <= 1


def test_two_speeches_beside_each_other_or_one_below_the_other(width):
    lines = screens(width)["compare"]
    column = (width - 4) // 2
    if column >= MIN_TEXT:
        first = cells_of(lines[0])
        assert first[column + 4] == "乙"
        assert all(not cells or cells[0] or not cells[-1] for cells in map(cells_of, lines))
    else:
        assert [line[:1] for line in lines[:2]] == ["甲", "标"]
        assert any(re.match(r"删 甲 ", line) for line in lines)
