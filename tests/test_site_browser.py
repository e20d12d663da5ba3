"""The index of a site in a browser: searched, filtered, sorted, by hand, by key and by address; and the way to a page."""

import re
from pathlib import Path

import pytest

from speechkit import read
from speechkit.listed import Listed, heat_of
from speechkit.renderers.html.site import index_page
from speechkit.renderers.table import View

THRESHOLDS = (0.8, 0.6, 0.4, 0.2, 0.05)
SPEECHES = (
    # name, title, date, speaker, genre, chars, tasks, phrases, people, headings
    ("a.txt", "教育工作会议上的讲话", "2022-03-05", "张三", "speech", 900, 12, ("四个意识", "三严三实"), ("县教育局",), ("一、提高认识",)),
    ("b.txt", "政府工作报告", "2022", "李四", "report", 12_000, 2_661, ("四个意识",), (), ("一、工作回顾",)),
    ("c.txt", "水利工作会议上的讲话", "2023-04-06", "张三", "speech", 3_000, 30, ("三严三实",), ("水利局",), ("一、狠抓落实", "二、防汛抗旱")),
    ("d.txt", "GDP 座谈会纪要", "2023-05", None, "minutes", 1_100, 100, (), (), ()),
    ("e.txt", "无日期的通知", None, None, "notice", 50, 0, ("四个意识",), (), ()),
)  # fmt: skip


def listed(name, title, date, speaker, genre, chars, tasks, phrases, people, headings):
    return Listed(name, title, date, speaker, genre, chars, tasks, len(phrases), phrases, people, headings)


def index_of(speeches, language="zh"):
    names = [f"{each.name}.html" for each in speeches]
    return index_page(speeches, names, heat_of(speeches, THRESHOLDS, top=20), "文集", View(language=language))


@pytest.fixture(scope="module")
def html():
    return index_of([listed(*each) for each in SPEECHES])


def seen(page):
    """The titles of the rows that are seen, each by its first two characters."""
    return [title[:2] for title in page.locator("#speeches tbody tr:not([hidden]) th a").all_text_contents()]


def count(page):
    return page.locator(".count").text_content()


@pytest.mark.parametrize(
    ("typed", "expected", "where"),
    [
        ("教育", ["教育"], None),  # in the title
        ("防汛", ["水利"], "二、防汛抗旱"),
        ("四个意识", ["教育", "政府", "无日"], "四个意识"),
        ("县教育局", ["教育"], "县教育局"),
        ("gdp", ["GD"], None),
        ("张三 三严三实", ["教育", "水利"], "三严三实"),
        ("四个意识 水利", [], None),
    ],
)
def test_words_are_found_and_it_is_said_where(open_page, html, typed, expected, where):
    page = open_page(html)
    page.fill("#find", typed)
    assert seen(page) == expected
    assert count(page) == f"{len(expected)} / 5"
    assert page.locator("#nothing").is_visible() == (not expected)
    said = page.locator("#speeches tr:not([hidden]) small").all_text_contents()
    assert said == ([where] * len(expected) if where else [])
    page.keyboard.press("Escape")
    assert len(seen(page)) == 5
    assert page.locator("#speeches tr small").count() == 0


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [("year", "2023", ["水利", "GD"]), ("genre", "report", ["政府"]), ("speaker", "张三", ["教育", "水利"])],
)
def test_filters_keep_their_rows_and_the_address_says_so(open_page, html, name, value, expected):
    page = open_page(html)
    page.select_option(f"[data-filter={name}]", value)
    assert seen(page) == expected
    assert page.evaluate("Object.fromEntries(new URLSearchParams(location.hash.slice(1)))") == {name: value}
    page.reload()
    assert seen(page) == expected
    page.click("#clear")
    assert len(seen(page)) == 5
    assert page.locator(f"[data-filter={name}]").input_value() == ""
    assert not page.locator("#clear").is_visible()


def test_filters_offer_what_there_is_and_how_often(open_page, html):
    page = open_page(html)
    offered = {
        name: page.locator(f"[data-filter={name}] option").all_text_contents()[1:]
        for name in ("year", "genre", "speaker")
    }
    assert offered["year"] == ["2023 (2)", "2022 (2)"]
    assert sorted(offered["genre"]) == ["报告 (1)", "纪要 (1)", "讲话 (2)", "通知 (1)"]
    assert offered["speaker"] == ["张三 (2)", "李四 (1)"]


def test_a_cell_of_the_strip_keeps_the_phrase_in_that_year(open_page, html):
    page = open_page(html)
    cell = page.locator(".strip tr", has_text="四个意识").locator("button[data-year='2022']")
    assert cell.text_content() == "100"
    assert cell.get_attribute("class") == "grade0"
    cell.click()
    assert seen(page) == ["教育", "政府"]
    assert cell.get_attribute("aria-pressed") == "true"
    assert page.locator("[data-filter=year]").input_value() == "2022"
    page.click("#phrase")  # whatever the phrase, in that year
    assert seen(page) == ["教育", "政府"]
    page.locator(".strip tbody th button", has_text="三严三实").click()
    assert seen(page) == ["教育", "水利"]
    page.locator(".strip tbody th button", has_text="三严三实").click()
    assert len(seen(page)) == 5
    half = page.locator(".strip tr", has_text="三严三实").locator("button[data-year='2023']")
    assert (half.text_content(), half.get_attribute("class")) == ("50", "grade2")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("#year=2023&q=%E6%B0%B4%E5%88%A9", ["水利"]),
        ("#phrase=%E5%9B%9B%E4%B8%AA%E6%84%8F%E8%AF%86&year=2022", ["教育", "政府"]),
        ("#speaker=nobody", []),
        ("#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", []),
        ("#%E0%A4%A", ["教育", "政府", "水利", "GD", "无日"]),
        ("#unknown=1", ["教育", "政府", "水利", "GD", "无日"]),
    ],
)
def test_addresses(open_page, html, fragment, expected):
    page = open_page(html, fragment=fragment)
    assert seen(page) == expected
    assert page.locator("main img").count() == 0
    page.evaluate("location.hash = '#year=2022'")
    page.wait_for_function("document.querySelector('[data-filter=year]').value === '2022'")
    assert seen(page) == ["教育", "政府"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (0, ["无日", "政府", "教育", "水利", "GD"]),
        (4, ["无日", "教育", "GD", "水利", "政府"]),
        (5, ["无日", "教育", "水利", "GD", "政府"]),
    ],
)
def test_rows_are_sorted_numbers_as_numbers(open_page, html, column, expected):
    page = open_page(html)
    heading = page.locator("#speeches thead th").nth(column)
    heading.locator("button").click()
    assert seen(page) == expected
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert seen(page) == expected[::-1]
    page.fill("#find", "工作会议")
    assert seen(page) == [title for title in expected[::-1] if title in ("教育", "水利")]


def test_a_slash_goes_to_the_search(open_page, html):
    page = open_page(html)
    page.keyboard.press("/")
    page.keyboard.type("水利")
    assert page.locator("#find").input_value() == "水利"
    assert seen(page) == ["水利"]


def test_without_scripts_all_is_there(open_page, html):
    page = open_page(html, scripts=False)
    assert len(seen(page)) == 5
    assert page.locator(".strip tbody tr").count() == 2


@pytest.mark.parametrize("width", [360, 768, 1600])
def test_nothing_is_wider_than_the_screen(open_page, html, width):
    page = open_page(html, width=width, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 360:
        page.click(".heat summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_in_the_way_of_a_screen_reader(open_page, scheme, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    shares = [100, 70, 50, 30, 10, 1]  # a cell of every grade
    speeches = [
        listed(f"{at}.txt", "讲话", "2022", "张三", "speech", 1, 1,
               tuple(f"提法{share}" for share in shares if at < share), (), ())
        for at in range(100)
    ]  # fmt: skip
    page = open_page(index_of(speeches, language), scheme=scheme)
    assert {page.locator(f".grade{grade}").count() for grade in range(6)} == {1}
    page.locator(".strip button[data-year]").first.click()
    found = axe.Axe().run(page).response["violations"]
    assert [
        (each["id"], node["target"], node["failureSummary"])
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ] == []


HOSTILE = (
    "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", '"><svg onload=window.pwned=1>',
    "</script><script>window.pwned=1</script>", "]]>", "javascript:window.pwned=1", "{{ 7*7 }}", "\u2028\u202e\u2066甲",
)  # fmt: skip


@pytest.mark.parametrize("evil", HOSTILE)
def test_what_is_hostile_stays_text(open_page, evil):
    speech = Listed(evil, evil, "2022", evil, "speech", 1, 1, 1, (evil,), (evil,), (evil,))
    page = open_page(index_of([speech, listed(*SPEECHES[0])]))
    assert page.locator("main script, main img, main svg").count() == 0
    assert page.evaluate("window.pwned") is None
    page.locator(".strip tbody th button").first.click()
    assert page.locator("#speeches tbody tr:not([hidden])").count() == 1
    page.fill("#find", "<" if "<" in evil else evil[:3])
    page.select_option("[data-filter=speaker]", index=1)
    assert page.locator("main script, main img, main svg").count() == 0
    assert page.evaluate("window.pwned") is None
    for character in "\u2028\u202e\u2066":
        assert character not in page.content()


def test_without_dates_or_phrases_the_table_works(open_page):
    page = open_page(index_of([listed(*SPEECHES[-1])]))
    assert page.locator(".strip").count() == 0
    assert page.locator("[data-filter=year]").count() == 0
    page.fill("#find", "四个意识")
    assert seen(page) == ["无日"]


def test_from_the_index_to_a_page_to_the_next_and_back(browser, run, tmp_path):
    folder, site = tmp_path / "in", tmp_path / "site"
    folder.mkdir()
    text = "在{}会议上的讲话\n\n（{}年3月5日）\n\n同志们：\n一、提高认识\n要增强“四个意识”。\n"
    for name, year in (("教育 #1?%", 2022), ("水利", 2023)):
        (folder / f"{name}.txt").write_text(text.format(name[:2], year), "utf-8")
    assert run("report", folder, "-o", f"{site}/").exit_code == 0
    asked, complaints = [], []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    index = (site / "index.html").as_uri()
    page.goto(f"{index}#q=教育")
    page.locator("#speeches tbody tr:not([hidden]) a").click()
    assert "在教育会议上的讲话" in (page.locator("h1").text_content() or "")
    page.click("a[rel=next]")
    assert "在水利会议上的讲话" in (page.locator("h1").text_content() or "")
    page.click("nav.siblings a[href='../index.html']")
    assert page.url == index
    page.go_back()
    page.go_back()
    page.go_back()
    assert seen(page) == ["在教"]
    context.close()
    assert complaints == []
    assert all(url.startswith(site.as_uri()) for url in asked)


def test_an_index_of_a_thousand_speeches_is_small(open_page):
    sample = read((Path(__file__).parents[1] / "samples" / "party-building-2022.txt").read_text("utf-8"))
    headings = tuple(section.title[:30] for section in sample.sections)
    phrases = tuple(dict.fromkeys(slogan.name or slogan.text for slogan in sample.slogans))
    speeches = [
        listed(f"{number:04}.txt", f"在全市第{number}次工作会议上的讲话", f"{1990 + number % 35}-03-05", f"张{number % 40}",
               "speech", 3000 + number, number % 90, phrases, (f"第{number % 200}局",), headings)
        for number in range(1000)
    ]  # fmt: skip
    html = index_of(speeches)
    assert len(html.encode()) <= 1_000_000
    page = open_page(html)
    page.fill("#find", "第77次")
    assert page.locator("#speeches tbody tr:not([hidden])").count() == 1
    page.fill("#find", re.sub(r"\s", "", headings[0]))
    assert count(page) == "1,000 / 1,000"
