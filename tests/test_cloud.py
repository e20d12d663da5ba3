"""Word clouds: which words, how large, where, in three formats, and what is said where one cannot be drawn."""

import re
from math import log
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageChops, ImageDraw, ImageFont
from plain_corpus import plain_corpus

from speechkit import Corpus
from speechkit.corpus.frequencies import rarity_of
from speechkit.corpus.rules import commonness
from speechkit.errors import UsageError
from speechkit.renderers.png import font_file

SVG = "{http://www.w3.org/2000/svg}"


def has_font():
    try:
        return bool(font_file(None))
    except UsageError:
        return False


pytestmark = pytest.mark.skipif(not has_font(), reason="no font here has Chinese characters")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return str(plain_corpus(tmp_path_factory.mktemp("cloud")))


def words_in(svg):
    """The words of the cloud with their sizes and places, and the labels of the bars."""
    root = etree.fromstring(svg.encode())
    texts = root.findall(f".//{SVG}text")
    cloud = [
        ("".join(each.xpath("text()")), float(each.get("font-size")), float(each.get("x")), float(each.get("y")))
        for each in texts
        if each.get("class", "").startswith("mark")
    ]
    bars = ["".join(each.xpath("text()")) for each in texts if each.get("text-anchor") == "end"]
    return cloud, bars


def drawn(run, tmp_path, *arguments):
    target = tmp_path / "词云.svg"
    done = run(*arguments, "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    return target.read_text("utf-8")


def test_words_are_the_larger_the_heavier(run, tmp_path, path):
    with Corpus.open(path) as corpus:
        heaviest = corpus.words(sort="weight", top=120)
    weights = {row.word: row.weight for row in heaviest}
    cloud, bars = words_in(drawn(run, tmp_path, "words", path))
    assert len(cloud) > 60
    assert {word for word, *_ in cloud} <= set(weights)
    assert bars == [row.word for row in heaviest[:20]]
    sizes = [(weights[word], size) for word, size, *_ in cloud]
    assert max(sizes)[1] == max(size for _, size in sizes)
    for weight, size in sizes:
        assert all(other <= size for less, other in sizes if less < weight)


def test_no_word_lies_upon_another(run, tmp_path, path):
    cloud, _ = words_in(drawn(run, tmp_path, "words", path))
    inked = Image.new("L", (960, 480))
    for word, size, x, y in cloud:
        alone = Image.new("L", inked.size)
        ImageDraw.Draw(alone).text((x, y), word, 255, ImageFont.truetype(font_file(None), int(size)), anchor="ls")
        assert ImageChops.multiply(inked, alone).getextrema()[1] < 32, word  # but for the grey of an edge
        inked = ImageChops.lighter(inked, alone)


def test_the_weight_is_the_count_times_the_rarity(path):
    common = commonness()
    with Corpus.open(path) as corpus:
        rows = corpus.words(sort="weight")
    assert rows == sorted(rows, key=lambda row: (-row.count * rarity_of(row.word), row.word))
    for row in rows:
        assert row.weight == pytest.approx(row.count * log(1 / common.words.get(row.word, common.least)), abs=1e-3)
    assert rarity_of("加强") < rarity_of("乡村振兴")
    assert rarity_of("工作") < rarity_of("推进") < rarity_of("非典") == log(1 / common.least)
    assert all(common.least <= share <= 1 for share in common.words.values())


@pytest.mark.parametrize(
    ("command", "word"), [(("phrases", "--kind", "formula"), "phrase"), (("ngrams",), "ngram"), (("keywords",), "word")]
)
def test_other_lists_have_one_too(run, tmp_path, path, command, word):
    cloud, bars = words_in(drawn(run, tmp_path, *command, path))
    assert cloud
    assert set(bars) <= {each for each, *_ in cloud}
    table = run(*command, path, "--format", "csv").stdout.splitlines()
    assert word in table[0].split(",")
    assert cloud[0][0] in "\n".join(table)


def test_a_page_has_the_cloud_and_the_table_and_fetches_nothing(run, tmp_path, path):
    target = tmp_path / "x.html"
    assert run("words", path, "--limit", "30", "-o", str(target)).exit_code == 0
    page = target.read_text("utf-8")
    assert page.count("<svg") == 1
    assert len(re.findall("<tr>", page)) == 30 + 2
    assert not re.search(r"<script|src=|href=|url\(|@import", page)


def test_a_picture(run, tmp_path, path):
    target = tmp_path / "x.png"
    assert run("words", path, "--limit", "30", "-o", str(target)).exit_code == 0
    assert target.read_bytes().startswith(b"\x89PNG")


def test_names_stay_text(run, tmp_path):
    file = tmp_path / "2020_<b>&.txt"
    file.write_text("讲话\n\n同志们：\n要抓好<script>工作，落实R&D经费，推动乡村振兴，推动乡村振兴。", "utf-8")
    svg = drawn(run, tmp_path, "words", str(file))
    assert "&lt;b&gt;&amp;" in svg
    assert "<b>" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--font", "x.ttf"], "--font is for a word cloud"),
        (["-o", "x.png", "--font", "no.ttf"], "--font no.ttf is no file"),
        (["-o", "x.svg", "--font", __file__], "cannot be drawn with"),
        (["-o", "x.svg", "--min-documents", "999"], "there is no word to draw"),
    ],
)
def test_refusals(run, tmp_path, monkeypatch, path, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    done = run("words", path, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert not [each for each in Path().iterdir() if each.suffix in (".png", ".svg")]
