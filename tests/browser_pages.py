"""A browser for tests of pages: Debian's Chromium, driven by Playwright. Without either, these tests are skipped."""

import shutil

import pytest

from speechkit import read
from speechkit.renderers import registry
from speechkit.renderers.table import View
from speechkit.reporting import Report, report_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")  # Playwright runs an event loop, beside which Dask cannot be used
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Return a function that opens a page; what it logs, throws or asks of a network fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(html, *, width=1440, height=900, scheme="light", scripts=True, fragment=""):
        path = tmp_path / "page.html"
        path.write_text(html, "utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts,
            accept_downloads=True,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        address = path.as_uri()

        def asked(request):
            if not request.url.startswith((address, "blob:")):
                complaints.append(f"asks for {request.url}")

        page.on("request", asked)
        page.goto(address + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def page_of(text, *, name="speech.txt", language="zh", date=None):
    """The page of a speech."""
    report = report_of(read(text, name=name, date=date))
    return "".join(registry.render(Report, [report], "html", View(language=language, chosen=True)))
