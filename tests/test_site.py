"""A folder of pages: names, links, whose folder it is, what a kill leaves, hostile words, dates, a corpus."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Ran

from speechkit.corpus.corpus import Corpus
from speechkit.listed import Listed, heat_of
from speechkit.site.folder import MARKER
from speechkit.site.names import page_names

MEETING = "在全县{title}会议上的讲话\n\n（{date}）\n\n同志们：\n\n一、提高认识\n要增强“四个意识”，坚持高质量发展。\n二、狠抓落实\n县教育局要在年底前完成整改。\n"


def speech(title: str = "教育", date: str = "2022年3月5日") -> str:
    return MEETING.format(title=title, date=date)


@pytest.fixture
def speeches(tmp_path: Path) -> Path:
    folder = tmp_path / "speeches"
    (folder / "旧").mkdir(parents=True)
    (folder / "教育.txt").write_text(speech(), "utf-8")
    (folder / "水利 #2.txt").write_text(speech("水利", "2023年4月6日"), "utf-8")
    (folder / "旧" / "教育.txt").write_text(speech("老区", "2019年5月7日"), "utf-8")
    return folder


@pytest.fixture
def report(run: Callable[..., Ran]) -> Callable[..., Ran]:
    return lambda *words: run("report", *words)


class Page(HTMLParser):
    """The elements of a page, and its words outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a" and "href" in attrs]

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.tags)


def pages_of(site: Path) -> dict[str, Page]:
    return {str(path.relative_to(site)): Page(path.read_text("utf-8")) for path in site.rglob("*.html")}


def rows_of(site: Path) -> list[str]:
    text = (site / "index.html").read_text("utf-8")
    body = text[text.index('<table id="speeches"') :]
    return re.findall(r"<tr><td>.*?</tr>", body)


def test_every_link_leads_to_a_file_and_back(report: Callable[..., Ran], speeches: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert report(speeches, "-o", f"{site}/").exit_code == 0
    pages = pages_of(site)
    assert len(pages) == 4
    for name, page in pages.items():
        for href in page.links():
            target = urlsplit(href)
            assert not target.scheme
            if target.path:
                assert ((site / name).parent / unquote(target.path)).resolve().is_file(), (name, href)
    for name in set(pages) - {"index.html"}:
        assert "../index.html" in pages[name].links()


def test_pages_lead_from_one_to_the_next_by_date(report: Callable[..., Ran], speeches: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    report(speeches, "-o", f"{site}/")
    order = [unquote(re.search('href="speeches/([^"]*)"', row)[1]) for row in rows_of(site)]
    assert [row[8:18] for row in rows_of(site)] == ["2019-05-07", "2022-03-05", "2023-04-06"]
    for at, name in enumerate(order):
        beside = {
            attrs["rel"]: unquote(attrs["href"] or "")
            for tag, attrs in pages_of(site)[f"speeches/{name}"].tags
            if "rel" in attrs
        }
        expected = {"prev": order[at - 1]} if at else {}
        assert beside == expected | ({"next": order[at + 1]} if at < 2 else {})


def test_a_speech_without_a_title_is_called_as_its_file_in_index_and_page(
    report: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "in" / "旧").mkdir(parents=True)
    (tmp_path / "in" / "旧" / "无题.txt").write_text("各位代表：\n一、好\n", "utf-8")
    report(tmp_path / "in", "-o", f"{tmp_path / 'site'}/")
    (row,) = rows_of(tmp_path / "site")
    assert ">无题.txt</a>" in row
    assert "<h1>无题.txt</h1>" in (tmp_path / "site" / "speeches" / "无题.html").read_text("utf-8")


def test_names_are_safe_unique_and_do_not_depend_on_the_order() -> None:
    names = [
        "a/报告.txt",
        "b/报告.docx",
        "A.txt",
        "a.md",
        "../..",
        "con.txt",
        "甲/乙:丙?.txt",
        "x" * 300,
        "\u202etxt.exe",
        "a&<b>'\".txt",
    ]
    found = page_names(names)
    assert len({each.casefold() for each in found}) == len(names)
    assert dict(zip(names, found, strict=True)) == dict(zip(reversed(names), page_names(names[::-1]), strict=True))
    for each in found:
        assert re.fullmatch(r"[^\\/:*?\"<>|#%&'\x00-\x1f\u202e]{1,90}\.html", each), each
        assert not each.startswith(".")
        assert each.lower() != "con.html"
    assert found == page_names(names)


def test_a_folder_that_is_not_ours_is_refused_and_stays(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("mine")
    told = report(speeches, "-o", other)
    assert told.exit_code == 2
    assert "name another folder" in told.stderr
    assert [path.name for path in other.iterdir()] == ["index.html"]
    assert (other / "index.html").read_text() == "mine"


@pytest.mark.parametrize("marker", ["", "{}", '{"format": 9, "pages": []}', "[1]"])
def test_a_marker_that_is_none_makes_no_folder_ours(
    report: Callable[..., Ran], marker: str, speeches: Path, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARKER).write_text(marker)
    assert report(speeches, "-o", tmp_path / "site").exit_code == 2


def test_stale_pages_of_ours_go_and_what_others_put_there_stays(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    report(speeches, "-o", f"{site}/")
    (site / "notes.txt").write_text("mine")
    (site / "speeches" / "mine.html").write_text("mine")
    before = {path.name for path in (site / "speeches").iterdir()}
    (speeches / "水利 #2.txt").unlink()
    assert report(speeches, "-o", site).exit_code == 0
    after = {path.name for path in (site / "speeches").iterdir()}
    assert before - after == {"水利-2.html"}
    assert (site / "notes.txt").read_text() == (site / "speeches" / "mine.html").read_text() == "mine"
    assert set(json.loads((site / MARKER).read_text())["pages"]) == after - {"mine.html"}


def test_a_page_of_somebody_else_is_not_written_over(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    report(speeches, "-o", f"{site}/")
    (site / "speeches" / "新.html").write_text("mine")
    (speeches / "新.txt").write_text(speech("新"), "utf-8")
    told = report(speeches, "-o", site)
    assert told.exit_code == 2
    assert "is in the way" in told.stderr
    assert (site / "speeches" / "新.html").read_text() == "mine"


def test_a_stale_page_that_cannot_be_removed_is_named(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    report(speeches, "-o", f"{site}/")
    (speeches / "水利 #2.txt").unlink()
    (site / "speeches" / "水利-2.html").unlink()
    (site / "speeches" / "水利-2.html").mkdir()
    told = report(speeches, "-o", site)
    assert told.exit_code == 1
    assert f"cannot write {site / 'speeches' / '水利-2.html'}: " in told.stderr
    assert "水利-2.html" in json.loads((site / MARKER).read_text())["pages"]  # ours still: the next run tries again


def test_a_marker_that_names_files_elsewhere_has_none_removed(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    report(speeches, "-o", f"{site}/")
    (tmp_path / "victim.html").write_text("mine")
    (site / MARKER).write_text(json.dumps({"format": 1, "pages": ["../../victim.html", "/etc/x.html"]}))
    for page in (site / "speeches").iterdir():
        page.unlink()
    assert report(speeches, "-o", site).exit_code == 0
    assert (tmp_path / "victim.html").read_text() == "mine"


def test_the_same_inputs_make_the_same_site(report: Callable[..., Ran], speeches: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        report(speeches, "-o", f"{tmp_path / name}/")
    one, two = (
        {str(p.relative_to(top)): p.read_bytes() for p in top.rglob("*") if p.is_file()}
        for top in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_a_site_within_its_input_is_not_read_again(report: Callable[..., Ran], speeches: Path) -> None:
    for _ in range(2):
        assert report(speeches, "-o", speeches / "site/").exit_code == 0
        assert len(rows_of(speeches / "site")) == 3


def test_what_cannot_be_read_is_told_and_the_others_go_on(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    (speeches / "坏.docx").write_bytes(b"PK\x03\x04 no archive")
    told = report(speeches, "-o", f"{tmp_path / 'site'}/")
    assert told.exit_code == 1
    assert "坏.docx" in told.stderr
    assert len(rows_of(tmp_path / "site")) == 3


def test_an_empty_folder_is_told_and_nothing_is_written(report: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = report(tmp_path / "empty", "-o", f"{tmp_path / 'site'}/")
    assert told.exit_code == 1
    assert "there are no speeches in" in told.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("output", [(), ("-o", "x.html"), ("-o", "")])
def test_several_speeches_need_a_folder(report: Callable[..., Ran], output: tuple[str, ...], speeches: Path) -> None:
    told = report(speeches, *output)
    assert told.exit_code == 2
    assert "-o site/" in told.stderr


def test_hostile_words_stay_text(report: Callable[..., Ran], tmp_path: Path) -> None:
    folder, site = tmp_path / "in", tmp_path / "site"
    folder.mkdir()
    bad = "</script><script>alert(1)</script><!--site--><img src=x onerror=alert(1)>\u202e"
    (folder / "a<img src=x onerror=alert(1)>&quot;.txt").write_text(speech(bad), "utf-8")
    (folder / "b.txt").write_text(f"speaker: {bad}\n\n" + speech(f"javascript:{bad}\u2028", "2024年1月1日"), "utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    for name in "ab":
        (plain / f"{name}.txt").write_text(speech(name), "utf-8")
    assert report(folder, "-o", f"{site}/").exit_code == 0
    report(plain, "-o", f"{tmp_path / 'other'}/")
    ours, others = pages_of(site), pages_of(tmp_path / "other")
    for page in ours.values():
        assert page.count("img") == 0
        assert page.count("script") == others["index.html"].count("script") == 2
        assert page.count("nav") <= 2
        assert not any(
            name.startswith("on") or (value or "").startswith("javascript:")
            for _, attrs in page.tags
            for name, value in attrs.items()
            if name in ("href", "src") or name.startswith("on")
        )
    assert all("\u202e" not in path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "alert(1)" in "".join(ours["index.html"].words)


def test_without_dates_it_says_so_and_has_no_strip(report: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("甲", "乙"):
        (folder / f"{name}.txt").write_text(speech(name, "某日"), "utf-8")
    assert report(folder, "-o", f"{tmp_path / 'site'}/").exit_code == 0
    page = Page((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert "没有日期" in "".join(page.words) or "date" in "".join(page.words)
    assert not any("strip" in (attrs.get("class") or "") for _, attrs in page.tags)


def test_a_corpus_makes_the_site_that_its_folder_makes(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    with Corpus.create(tmp_path / "c.db") as corpus:
        corpus.add(str(speeches))
    assert report(speeches, "-o", f"{tmp_path / 'one'}/").exit_code == 0
    assert report(tmp_path / "c.db", "-o", f"{tmp_path / 'two'}/").exit_code == 0
    assert rows_of(tmp_path / "one") == rows_of(tmp_path / "two")
    names = {path.name for path in (tmp_path / "one" / "speeches").iterdir()}
    assert names == {path.name for path in (tmp_path / "two" / "speeches").iterdir()}


def listed(name: str, date: str | None, *phrases: str) -> Listed:
    return Listed(name, name, date, None, None, 100, 0, len(phrases), phrases, (), ())


def test_the_strip_counts_documents_of_each_year() -> None:
    found = [
        listed("a", "2022-01-02", "四个意识", "三严三实"),
        listed("b", "2022", "四个意识"),
        listed("c", "2023-05", "三严三实"),
        listed("d", "2023", "四个意识"),
        listed("e", None, "三严三实"),
        listed("f", "2023"),
    ]
    rows = heat_of(found, (0.8, 0.6, 0.4, 0.2, 0.05), top=1)
    assert [(row.phrase, row.documents) for row in rows] == [("四个意识", 3)]
    assert [(cell.year, cell.documents, cell.of, cell.temperature, cell.grade) for cell in rows[0].cells] == [
        ("2022", 2, 2, "沸", 0),
        ("2023", 1, 3, "暖", 3),
    ]


@pytest.mark.kill
def test_a_kill_leaves_no_half_file_and_the_next_run_mends_it(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    for number in range(60):
        (speeches / f"{number}.txt").write_text(speech(str(number)), "utf-8")
    site = tmp_path / "site"
    with subprocess.Popen([sys.executable, "-m", "speechkit", "report", "-q", speeches, "-o", f"{site}/"]) as run:
        while run.poll() is None and not (site / "speeches").exists():
            time.sleep(0.002)
        run.send_signal(signal.SIGKILL)
    for path in site.rglob("*.html"):
        if ".speechkit-new" not in path.parts:
            assert path.read_text("utf-8").endswith("</html>\n") or path.read_text("utf-8").endswith("</html>")
    assert report(speeches, "-o", site).exit_code == 0
    assert {path.name for path in site.iterdir() if not path.name.endswith(".tmp")} == {
        MARKER,
        "index.html",
        "speeches",
    }
    assert len(rows_of(site)) == 63


def test_open_shows_the_page_or_prints_where_it_is(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not seen.append(url))
    report(speeches, "-o", f"{tmp_path / 'site'}/", "--open")
    report(speeches / "教育.txt", "-o", tmp_path / "x.html", "--open")
    assert seen == [(tmp_path / "site" / "index.html").as_uri(), (tmp_path / "x.html").as_uri()]
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    told = report(speeches / "教育.txt", "-o", tmp_path / "x.html", "--open")
    assert (told.exit_code, told.stdout) == (0, f"{tmp_path / 'x.html'}\n")
    assert report(speeches / "教育.txt", "--open").exit_code == 2


def test_what_the_script_searches_stands_in_the_page(
    report: Callable[..., Ran], speeches: Path, tmp_path: Path
) -> None:
    report(speeches, "-o", f"{tmp_path / 'site'}/")
    text = (tmp_path / "site" / "index.html").read_text("utf-8")
    data = json.loads(re.search('<script type="application/json" id="data">(.*?)</script>', text)[1])
    headings, phrases, people = data["speeches"][0]
    assert headings.split("\n") == ["一、提高认识", "二、狠抓落实"]
    assert "四个意识" in [data["words"][each] for each in phrases]
    assert "县教育局" in [data["words"][each] for each in people]
    assert os.listdir(tmp_path / "site").count("index.html") == 1
