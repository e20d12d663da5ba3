"""The page of one speech in a browser: every row finds its words, every mark its row; by hand, by key, by address."""

import re
from pathlib import Path

import pytest
from browser_pages import page_of

from speechkit import read_file

ROOT = Path(__file__).parents[1]
SEED = ROOT / "samples" / "party-building-2022.txt"
SEED_TEXT = SEED.read_text("utf-8")
TABS = ("tasks", "phrases", "names", "dues", "figures", "keywords", "charts")
IN_VIEW = """element => { const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.width > 0 }"""


@pytest.fixture(scope="module")
def html():
    return page_of(SEED_TEXT)


def lit_text(page):
    return "".join(page.locator("#text .lit").all_text_contents())


def rows(page, tab):
    return page.locator(f"#{tab} tbody tr:not([hidden])")


def test_a_click_on_a_row_lights_its_words(open_page, html):
    page = open_page(html)
    reading = read_file(SEED)
    page.select_option("[data-filter=kind]", "task")
    for task in reading.tasks[:8]:
        page.click(f"#row-{task.id} td:nth-child(2)")
        assert lit_text(page) == task.source_text.replace("\n", "")
        assert page.locator("#text .lit").first.evaluate(IN_VIEW)
        assert page.locator("#reasons").is_visible()


def test_a_click_on_a_mark_chooses_its_row(open_page, html):
    page = open_page(html)
    page.locator("#text [data-of~=T20]").first.click(position={"x": 3, "y": 8})
    assert "T20" in (page.locator("#tasks tr.lit").get_attribute("data-marks") or "").split()
    page.locator("#text .phrase").first.click(position={"x": 3, "y": 8})
    assert page.locator("#phrases tr.lit").count() == 1
    assert page.locator("#phrases").is_visible()
    assert not page.locator("#tasks").is_visible()


@pytest.mark.parametrize("tab", TABS)
def test_every_row_of_every_tab_lights_something(open_page, html, tab):
    page = open_page(html)
    page.click(f"#tab-{tab}")
    assert page.locator(f"#{tab}").is_visible()
    found = page.locator(f"#{tab} tr[data-marks]:not([hidden])")
    for at in range(min(found.count(), 6)):
        row = found.nth(at)
        row.locator("th").click(position={"x": 2, "y": 4})
        for mark in (row.get_attribute("data-marks") or "").split():
            assert page.locator(f'#text [data-of~="{mark}"].lit').count()


def test_rows_are_sorted_by_their_headings(open_page, html):
    page = open_page(html)
    for column, heading in enumerate(page.locator("#task-table thead th").all()):
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        first = rows(page, "tasks").evaluate_all(f"rows => rows.map(row => row.children[{column}].textContent)")
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "descending"
        last = rows(page, "tasks").evaluate_all(f"rows => rows.map(row => row.children[{column}].textContent)")
        assert sorted(first) == sorted(last)
        assert first != last
    lines = [int(line) for line in last]
    assert lines == sorted(lines, reverse=True)


def test_rows_are_filtered(open_page, html):
    page = open_page(html)
    everything = rows(page, "tasks").count()
    assert page.locator("#tasks .count").text_content() == str(everything)
    page.fill("#tasks [data-filter=text]", "大会")
    shown = rows(page, "tasks").all_text_contents()
    assert all("大会" in each for each in shown)
    assert len(shown) < everything
    page.fill("#tasks [data-filter=text]", "")
    for field in ("actor", "strength", "part", "due"):
        select = page.locator(f"#tasks [data-filter={field}]")
        value = select.locator("option").nth(1).get_attribute("value")
        select.select_option(value)
        kept = rows(page, "tasks")
        assert 0 < kept.count() <= everything
        assert set(kept.evaluate_all(f"rows => rows.map(row => row.dataset.{field})")) == {value}
        select.select_option("")
    assert rows(page, "tasks").count() == everything


def test_the_outline_tells_where_you_are_and_closes(open_page, html):
    page = open_page(html)
    page.click(".outline a[href='#S3']")
    page.wait_for_selector(".outline a[href='#S3'][aria-current]")
    button = page.locator(".outline li:has(> a[href='#S3']) > button")
    button.click()
    assert not page.locator(".outline a[href='#S3.1']").is_visible()
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    page.keyboard.press("o")
    assert not page.locator(".outline").is_visible()
    page.click("#outline-button")
    assert page.locator(".outline a[href='#S3.1']").is_visible()


def test_either_script_keeps_every_mark(open_page):
    text = "在会上的講話\n\n同志們：\n要堅持“𠮷祥”原則，增強“四個意識”。各單位要在年底前完成𠀀項整改。\n"
    page = open_page(page_of(text))
    phrase = page.locator("#text .phrase").all_text_contents()
    before = page.locator("#text .line").all_text_contents()
    page.click("#script")
    assert "".join(page.locator("#text .line").all_text_contents()).startswith("在会上的讲话")
    assert page.locator("#text .phrase").all_text_contents() == [
        each.replace("個", "个").replace("識", "识").replace("則", "则") for each in phrase
    ]
    assert page.locator("#text .deadline").all_text_contents() == ["年底前"]
    page.click("#script")
    assert page.locator("#text .line").all_text_contents() == before


def test_keys(open_page, html):
    page = open_page(html)
    page.keyboard.press("j")
    first = page.locator("#tasks tr.lit").get_attribute("id")
    page.keyboard.press("j")
    assert page.locator("#tasks tr.lit").get_attribute("id") != first
    page.keyboard.press("k")
    assert page.locator("#tasks tr.lit").get_attribute("id") == first
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.keyboard.press("2")
    assert page.locator("#phrases").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("党建")
    page.wait_for_function("document.querySelector('#found').textContent !== ''")
    text = SEED_TEXT
    assert page.locator("#found").text_content() == str(text.count("黨建"))  # typed in simplified characters
    page.keyboard.press("Enter")
    assert (page.locator("#found").text_content() or "").startswith("1 / ")
    page.keyboard.press("Escape")
    assert page.locator("#found").text_content() == ""


@pytest.mark.parametrize(
    ("fragment", "selector"), [("#T12", "#text [data-of~=T12]"), ("#S3.2", "[id='S3.2'] + *"), ("#L20", "#L20")]
)
def test_addresses(open_page, html, fragment, selector):
    page = open_page(html, fragment=fragment)
    page.wait_for_timeout(100)
    assert page.locator(selector).first.evaluate(IN_VIEW)
    if fragment == "#T12":
        assert "T12" in (page.locator("#tasks tr.lit").get_attribute("data-marks") or "")


def test_the_colours_can_be_changed(open_page, html):
    page = open_page(html)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    page.click("#theme")
    assert page.evaluate(paper) == light


def test_on_a_phone_one_pane_is_seen_and_nothing_is_wider_than_the_screen(open_page, html):
    page = open_page(html, width=360, height=740)
    assert page.locator("#text").is_visible()
    assert not page.locator("#findings").is_visible()
    page.click("[data-show=findings]")
    for tab in TABS:
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("#tab-tasks")
    rows(page, "tasks").first.locator("td").first.click()
    assert page.locator("#text .lit").first.evaluate(IN_VIEW)


def test_without_scripts_everything_can_be_read(open_page, html):
    page = open_page(html, scripts=False)
    assert page.locator("#text .line").count() == len(SEED_TEXT.splitlines())
    assert page.locator(".outline a").count() == len(read_file(SEED).sections)
    assert page.locator("#phrases").is_visible()


def test_print_has_title_tasks_and_text(open_page, html, tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    page = open_page(html)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    document = pdfium.PdfDocument(tmp_path / "page.pdf")
    printed = re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_range() for sheet in document))
    assert "黨建領導小組工作會議上的講話" in printed
    assert "I21" in printed
    assert "一是要強化主體責任" in printed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_in_the_way_of_a_screen_reader(open_page, scheme, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page(page_of(SEED_TEXT, language=language), scheme=scheme)
    for tab in TABS:
        page.click(f"#tab-{tab}")
        found = axe.Axe().run(page).response["violations"]
        serious = [
            (each["id"], node["target"], node["failureSummary"])
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"][:3]
        ]
        assert serious == []


HOSTILE = (
    "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", '"><svg onload=window.pwned=1>',
    "</script><script>window.pwned=1</script>", "]]>", "javascript:window.pwned=1", "{{ 7*7 }}{% raw %}", "\u2028\u202e\u2066甲",
)  # fmt: skip


@pytest.mark.parametrize("evil", HOSTILE)
def test_what_is_hostile_stays_text(open_page, evil):
    text = f"在{evil}会议上的讲话\n\n同志们：\n一、{evil}\n市委办{evil}要在年底前完成“{evil}”整改。\n增强“四个意识{evil}”。\n"
    page = open_page(page_of(text, name=f"{evil.replace('/', '_')}.txt"))
    assert page.evaluate("window.pwned") is None
    assert page.locator("#text script, #text img, .outline img").count() == 0
    shown = "\n".join(page.locator("#text .line").all_text_contents())
    if "\u2028" not in evil:
        assert shown.count(evil) == text.count(evil)
    for character in "\u2028\u202e\u2066":
        assert character not in page.content()


@pytest.mark.parametrize("text", ["", "\n\n", "今天天气很好。", "一二三"])
def test_a_page_without_findings_says_so(open_page, text):
    page = open_page(page_of(text))
    assert page.locator("#tasks .none").is_visible()
    assert page.locator(".outline .none").count() == 1
    if not text.strip():
        assert page.locator("#text .none").is_visible()
