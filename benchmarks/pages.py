"""Times the page of a speech of 30,000 characters, in Python and in Chromium.

Run ``python benchmarks/pages.py [FILE]``. Without a FILE the speech is the samples, one behind the other.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

from speechkit import read
from speechkit.renderers.html.speech import speech_page
from speechkit.renderers.table import View
from speechkit.reporting import report_of

ROOT = Path(__file__).resolve().parents[1]
CHARS = 30_000
LONG_TASKS = """() => { window.longest = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())
  window.longest = Math.max(window.longest, entry.duration) }).observe({ type: "longtask", buffered: false }) }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?")
    options = parser.parse_args()
    print(f"{date.today()}, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} CPUs\n")
    with tempfile.TemporaryDirectory() as folder:
        one_page(Path(folder), options.file)


def one_page(folder: Path, file: str | None) -> None:
    """The page of a long speech."""
    samples = (path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.txt")))
    text = (Path(file).read_text("utf-8") if file else ("\n".join(samples) + "\n") * 9)[:CHARS]
    read("一、要抓好落实。").analysis()
    reading = read(text)
    reading.analysis()
    start = time.perf_counter()
    page = speech_page(report_of(reading), View())
    print(f"page of {len(text):,} characters after its analysis: {time.perf_counter() - start:.2f} s")
    above = (len(page.encode()) - len(text.encode())) / 1000
    print(f"{above:,.0f} KB above the text's {len(text.encode()) / 1000:,.0f}")
    path = folder / "page.html"
    path.write_text(page, "utf-8")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1440, "height": 900})
        shown.goto(path.as_uri())
        paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        shown.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        print(f"first paint {shown.evaluate(paint):.0f} ms")
        keys = shown.evaluate("""async () => { const field = document.querySelector("#tasks [data-filter=text]");
          const found = document.querySelector("#find"); const times = { filter: 0, find: 0 };
          for (const [name, element] of [["filter", field], ["find", found]])
            for (const word of ["要", "要抓", "要抓好", ""]) {
              await new Promise(requestAnimationFrame); const start = performance.now(); element.value = word;
              element.dispatchEvent(new Event("input", { bubbles: true }));
              await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
              times[name] = Math.max(times[name], performance.now() - start) }
          return times }""")
        print(f"a key in the filter {keys['filter']:.0f} ms at most, in the search field {keys['find']:.0f} ms")
        shown.evaluate(LONG_TASKS)
        shown.mouse.move(1200, 500)
        for _ in range(40):
            shown.mouse.wheel(0, 700)
            shown.wait_for_timeout(16)
        shown.wait_for_timeout(200)
        print(f"longest task while scrolling {shown.evaluate('window.longest'):.0f} ms (0: none of 50 ms or more)")
        browser.close()


if __name__ == "__main__":
    main()
