"""What speeches are like: every figure as a plain computation has it."""

import csv
import io
import json
import re
import zlib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from plain_corpus import DOCUMENTS, plain_corpus
from rich.cells import cell_len

from speechkit import Corpus, UsageError, read
from speechkit.corpus.measures import WINDOW, figures_in, letters_in, pieces_in, readability, types_in_windows
from speechkit.corpus.stats import Stats
from speechkit.corpus.store import open_store

ROLES = ("salutation", "opening", "review", "problems", "context", "requirements", "closing")
STRENGTHS = ("must", "should", "plan", "may")
KINDS = ("formula", "motto", "parallel", "call")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return str(plain_corpus(tmp_path_factory.mktemp("stats")))


@pytest.fixture(scope="module")
def corpus(path):
    with Corpus.open(path) as found:
        yield found


# --- the same in plain words


def function_words():
    lines = (Path(find_spec("jieba").origin).parent / "dict.txt").read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if line.split()[2] in ("d", "c")}


def cut_plainly(text, lengths):
    """The pieces of a body, blanks and marks among them, and its words, each with the place where it begins."""
    pieces, words, at, begun = [], [], 0, 0
    for byte in zlib.decompress(lengths):
        pieces.append((at, text[at : at + byte % 64]))
        at += byte % 64
        if byte < 192:
            if byte >= 64:
                words.append((begun, text[begun:at]))
            begun = at
    assert at == len(text)
    return pieces, words


def sentence_of_each(text):
    """The number of cntext's sentence for each character; None for what it drops."""
    numbers, sentence, at = [], 0, 0
    while at < len(text):
        two, three = text[at : at + 2], text[at : at + 3]
        dropped = 0
        if len(two) == 2 and two[0] in "。！；？;?" and two[1] not in "”’":
            dropped = 2
        elif len(three) == 3 and three[0] in "。！？?" and three[1] in "”’" and three[2] not in "，。！？?":
            dropped = 3
        numbers += [None] * dropped if dropped else [sentence]
        sentence += dropped > 0
        at += dropped or 1
    return numbers, sentence + 1


def cntext_plainly(text, pieces, known):
    lengths = [
        len(re.sub(r"\s", "", piece))
        for each in re.split("[。！；？;?][^”’]", re.sub(r"\d+\.\d+|\.\d+", "num", text))
        for piece in re.split("[。！？?][”’][^，。！？?]", each)
    ]
    numbers, sentences = sentence_of_each(text)
    assert sentences == len(lengths)
    words, found = Counter(), Counter()
    for at, piece in pieces:
        sentence = numbers[at + len(piece) - 1]
        if sentence is not None and not piece.isspace():
            words[sentence] += 1
            found[sentence] += piece in known
    return lengths, [found[each] / (words[each] + 1) for each in range(sentences)]


def lengths_plainly(text, marks):
    found = []
    for line in text.split("\n"):
        masked = re.sub("(?<=[0-9])[,，:：](?=[0-9])", "_", line)
        pieces = re.split(f"[{marks}]", masked)
        found += [sum(map(str.isalnum, piece)) for piece in pieces]
    return [length for length in found if length]


class Group:
    def __init__(self):
        self.documents = self.chars = self.figures = 0
        self.sentences, self.clauses, self.read, self.shares, self.ratios = [], [], [], [], []
        self.words = 0
        self.roles, self.strengths, self.kinds = Counter(), Counter(), Counter()


def computed(corpus, path, by, part=None):
    """The rows as they should be, each as a dict, by a computation of its own from bodies and analyses."""
    known = function_words()
    groups, bodies = {}, Counter()
    with open_store(path) as store:
        columns = "documents.id, name, year, genre, text, stretches, lengths"
        rows = list(
            store.rows(
                f"SELECT {columns} FROM documents JOIN bodies ON id = bodies.document JOIN tokens ON id = tokens.document"
            )
        )
    analyses = {speech.id: analysis for speech, analysis in corpus.analyses()}
    for number, name, year, genre, text, stretches, lengths in sorted(rows):
        key = {"document": name, "year": year, "genre": genre, None: None}.get(by)
        spans = [(role, start, end) for role, start, end in json.loads(stretches) if part in (None, role)]
        bodies[key] += len(text)
        pieces, words = cut_plainly(text, lengths)
        if by == "part":
            passages = [(role, [(start, end)]) for role, start, end in spans]
        elif part:
            passages = [(key, [(start, end) for _, start, end in spans])] if spans else []
        else:
            passages = [(key, [(0, len(text))])]
        seen = {}
        for group_key, places in passages:
            group = groups.setdefault(group_key, Group())
            for start, end in places:
                passage = text[start:end].strip("\n")
                inside = [
                    (at - start, piece)
                    for at, piece in pieces
                    if start <= at and at + len(piece) - start <= len(passage)
                ]
                read_here, shares = cntext_plainly(passage, inside, known)
                group.read += read_here
                group.shares += shares
                group.chars += end - start
                group.sentences += lengths_plainly(passage, "。！？!?")
                group.clauses += lengths_plainly(passage, "。！？!?，；：,;:")
                group.figures += figures_in(passage)
                seen.setdefault(group_key, []).extend(word for at, word in words if start <= at < end)
        for group_key, those in seen.items():
            group = groups[group_key]
            group.documents += 1
            group.words += len(those)
            group.ratios += [len(set(those[at : at + 500])) / 500 for at in range(len(those) - 499)]
        analysis = analyses[number]
        for role, start, end in spans:
            groups[role if by == "part" else key].roles[role] += end - start
        parts = [each for each in analysis.parts if each.role != "meta" and part in (None, each.role)]
        for role, begin, stop in [(each.role, each.start, each.end) for each in parts]:
            group = groups[role if by == "part" else key]
            group.strengths.update(task.strength for task in analysis.tasks if begin <= task.start < stop)
            group.kinds.update(slogan.kind for slogan in analysis.slogans if begin <= slogan.start < stop)
    return [
        row_of(key, group, by, part, sum(bodies.values()) if by == "part" else bodies[key])
        for key, group in groups.items()
    ]


def mean(values):
    return sum(values) / len(values) if values else None


def row_of(key, group, by, part, body_chars):
    row = {
        "key": key,
        "documents": group.documents,
        "chars": group.chars,
        "sentences": len(group.sentences),
        "sentence_length": mean(group.sentences),
        "clauses": len(group.clauses),
        "clause_length": mean(group.clauses),
        "words": group.words,
        "mattr": mean(group.ratios),
        "readability1": mean(group.read),
        "readability2": mean(group.shares),
        "readability3": (mean(group.read) + mean(group.shares)) * 0.5,
        "figures": group.figures,
        "figures_per_1k": group.figures / group.chars * 1000,
    }
    looked_at = [key] if by == "part" else [part] if part else ROLES
    row |= {f"share_{role}": group.roles[role] / body_chars if role in looked_at else None for role in ROLES}
    for name, counts, values in (("demands", group.strengths, STRENGTHS), ("phrases", group.kinds, KINDS)):
        row |= {f"{name}_{value}": counts[value] for value in values}
        row |= {f"{name}_{value}_per_1k": counts[value] / group.chars * 1000 for value in values}
    return row


@pytest.mark.parametrize(
    ("by", "part"),
    [
        ("document", None),
        ("part", None),
        ("year", None),
        ("genre", None),
        (None, None),
        ("year", "requirements"),
        ("document", "review"),
    ],
)
def test_every_figure_is_that_of_a_plain_computation(corpus, path, by, part):
    expected = {row["key"]: row for row in computed(corpus, path, by, part)}
    found = {each.key: msgspec.structs.asdict(each) for each in corpus.stats(by=by, part=part)}
    assert found.keys() == expected.keys()
    assert set(next(iter(found.values()))) == set(next(iter(expected.values())))
    for key, row in found.items():
        for name, value in row.items():
            wanted = expected[key][name]
            assert value == (wanted if wanted is None or isinstance(wanted, int | str) else pytest.approx(wanted)), (
                key,
                name,
            )


def test_the_corpus_has_something_of_all(corpus):
    (everything,) = corpus.stats(by=None)
    empty = [name for name, value in msgspec.structs.asdict(everything).items() if name != "key" and not value]
    assert empty in ([], ["demands_may", "demands_may_per_1k"])
    assert everything.documents == DOCUMENTS
    lacking = [each for each in corpus.stats() if each.mattr is None]
    assert lacking
    assert all(each.words < WINDOW for each in lacking)
    assert all(each.mattr is not None for each in corpus.stats() if each.words >= WINDOW)


def test_groups_add_up_and_come_in_order(corpus):
    counted = [name for name, kind in Stats.__annotations__.items() if kind == "int"]
    (everything,) = corpus.stats(by=None)
    for by in ("document", "year", "genre", "part"):
        rows = corpus.stats(by=by)
        for name in counted:
            if by == "part" and name in ("documents", "sentences", "clauses", "figures", "words"):
                continue  # a document has several parts
            assert sum(getattr(row, name) for row in rows) == getattr(everything, name), (by, name)
    assert [row.key for row in corpus.stats(by="year")] == list(range(1990, 2021))
    assert [row.key for row in corpus.stats(by="part")] == [
        role for role in ROLES if role in {row.key for row in corpus.stats(by="part")}
    ]
    assert [row.key for row in corpus.stats()] == [speech.name for speech in corpus.documents()]
    assert sum(
        sum(getattr(row, f"share_{role}") or 0 for role in ROLES) for row in corpus.stats(by="part")
    ) == pytest.approx(1)


# --- what is measured


@pytest.mark.parametrize(
    ("text", "sentences", "clauses"),
    [
        ("", 0, 0),
        ("一、提高认识", 1, 1),
        ("一、提高认识\n二、抓好落实", 2, 2),
        ("我们要学理论、守纪律，抓落实；要办实事。", 1, 3),
        ("他说：“要抓好落实。”大家鼓掌！", 2, 3),
        ("怎么办？！……\n", 1, 1),
        ("投资1，200万元，上午9：30开会", 1, 2),
        ("投资1,200万元,上午9:30开会;散会", 1, 3),
        ("增长5.2%。", 1, 1),
        ("____", 0, 0),
    ],
)
def test_sentences_and_clauses(text, sentences, clauses):
    assert pieces_in(text) == (sentences, clauses)


def test_letters_are_without_marks_and_blanks():
    assert letters_in("“三农”工作　稳中_有进：4.1%，GDP。") == 13


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("地区生产总值增长5.6%", 1),
        ("粮食总产达到42.6万吨", 1),
        ("第一、第二、第三产业增加值分别增长4.1%、6.3%、5.8%", 3),
        ("增长百分之九", 1),
        ("增长5%—6%左右", 1),
        ("在2025年6月底前完成", 0),
        ("第3届第2次会议", 0),
        ("增强“四个意识”，抓好三个方面", 0),
        ("新增就业1,256万人", 1),
        ("新增就业1，256万人", 1),
    ],
)
def test_figures(text, figures):
    assert figures_in(text) == figures


def test_types_in_windows():
    words = list("发展是发展的发展要改革也要开放")
    for window in range(1, len(words) + 2):
        windows = [words[at : at + window] for at in range(len(words) - window + 1)]
        assert types_in_windows(words, window) == (len(windows), sum(len(set(each)) for each in windows))


def test_readability_is_that_of_cntext():
    """The example of cntext 0.9's own documentation."""
    text = "如何看待一网文作者被黑客大佬盗号改文，因万分惭愧而停更"
    sentences, chars, _ = readability(text, [len(text)])
    assert (sentences, chars) == (1, 27)
    assert readability("", []) == (0, 0, 0.0)
    assert readability("增长5.25%。再增3.5倍！", [2, 7, 8, 9, 10, 13, 14, 15])[:2] == (2, 6 + 6)


def test_a_text_of_nothing_has_no_figures():
    with Corpus.in_memory() as corpus:
        corpus.add_reading(read("", name="empty.txt"))
        (row,) = corpus.stats()
    assert (row.documents, row.chars, row.sentences, row.sentence_length, row.readability1) == (1, 0, 0, None, None)
    assert (row.share_review, row.demands_must, row.demands_must_per_1k, row.figures_per_1k) == (None, 0, None, None)


# --- the command


def test_formats(run, path, tmp_path):
    rows = json.loads(run("stats", path, "--by", "year", "--format", "json").stdout)
    assert list(rows[0]) == list(Stats.__struct_fields__)
    assert rows[0]["mattr"] is None or 0 < rows[0]["mattr"] < 1
    table = list(csv.reader(io.StringIO(run("stats", path, "--by", "year", "--format", "csv").stdout)))
    assert table[0] == list(Stats.__struct_fields__)
    assert all(re.fullmatch("[a-z0-9_]+", name) for name in table[0])
    assert table[1:] == [["" if value is None else str(value) for value in row.values()] for row in rows]
    lines = run("stats", path, "--by", "year").stdout.splitlines()
    assert len(lines) == 1 + len(rows)
    assert lines[1].split("\t")[:3] == ["1990", "4", str(rows[0]["chars"])]
    out = tmp_path / "o.csv"
    assert run("stats", path, "-o", str(out)).exit_code == 0
    assert len(out.read_text("utf-8").splitlines()) == 1 + DOCUMENTS


@pytest.mark.parametrize("language", ["en", "zh", "zh-hant"])
@pytest.mark.parametrize("by", ["year", "part", "genre", "document"])
def test_tables_fit_a_terminal_of_80_columns(run, path, language, by):
    shown = run("--language", language, "stats", path, "--by", by, "--format", "table", "--width", "80").stdout
    assert all(cell_len(line) <= 80 for line in shown.splitlines())
    blocks = [block.splitlines() for block in shown.split("\n\n")]
    assert len(blocks) == 3
    rows = {"year": 31, "part": 7, "genre": 2, "document": DOCUMENTS}[by]
    lines = len(blocks[2]) - 2  # the title and the headings
    assert lines == rows or (by == "document" and lines == 2 * rows)  # names stand above where they lack room


def test_a_table_shows_what_was_computed(run, path):
    shown = run("--language", "en", "stats", path, "--by", "genre", "--format", "table", "--width", "80").stdout
    with Corpus.open(path) as corpus:
        report, _ = corpus.stats(by="genre")
    text, parts, rates = (
        next(line for line in block.splitlines() if line.startswith("report")).split() for block in shown.split("\n\n")
    )
    assert text[1:4] == [str(report.documents), str(report.chars), str(report.sentences)]
    assert text[4:] == [
        f"{report.sentence_length:.2f}",
        f"{report.clause_length:.2f}",
        f"{report.mattr:.3f}",
        f"{report.readability1:.2f}",
        f"{report.readability2:.3f}",
    ]
    assert f"{report.share_requirements:.1%}" in parts
    assert rates[1:6] == [
        f"{getattr(report, name):.2f}"
        for name in (
            "demands_must_per_1k",
            "demands_should_per_1k",
            "demands_plan_per_1k",
            "demands_may_per_1k",
            "figures_per_1k",
        )
    ]


def test_files_are_measured_as_their_corpus_is(run, path):
    folder = str(Path(path).parent / "plain")
    from_files = json.loads(run("stats", folder, "--by", "part", "--json").stdout)
    assert from_files == json.loads(run("stats", path, "--by", "part", "--json").stdout)


def test_scope_and_part(run, path):
    rows = json.loads(
        run(
            "stats", path, "--where", "genre=report and year>=2010", "--by", "genre", "--part", "review", "--json"
        ).stdout
    )
    assert [row["key"] for row in rows] == ["report"]
    assert rows[0]["share_review"] > 0
    assert rows[0]["share_closing"] is None


def test_what_makes_no_sense_is_told_in_a_sentence(run, path, tmp_path):
    done = run("stats", path, "--by", "jahr")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "speechkit: there is no column 'jahr'; there are document, part, id, name, date, year"
    )
    assert done.stderr.rstrip().endswith("genre")
    with pytest.raises(UsageError), Corpus.in_memory() as corpus:
        corpus.stats(by="jahr")
    empty = str(tmp_path / "empty.db")
    Corpus.create(empty).close()
    done = run("stats", empty)
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)
    assert done.stderr == f"speechkit: {empty} has no documents; speechkit corpus add puts some in\n"
    done = run("stats", path, "--until", "1991", "--where", "name=1990-01-01_000.txt", "--part", "context")
    assert done.stderr == "speechkit: no document has a part context\n"
    assert run("stats", path, "--where", "year=1900").stderr == "speechkit: no document is of that kind\n"
