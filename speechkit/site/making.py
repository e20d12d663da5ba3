"""Many speeches → a site, by as many processes as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from speechkit.batch.plan import chunk_size
from speechkit.batch.records import Outcome
from speechkit.batch.workers import Workers
from speechkit.config import Config
from speechkit.listed import Listed, heat_of
from speechkit.renderers.html.site import PLACE, index_page, siblings
from speechkit.renderers.table import View
from speechkit.site.folder import SiteFolder
from speechkit.site.names import page_names
from speechkit.site.pages import Job, Wanted, decode, make_page, staged
from speechkit.temperatures import shares_of
from speechkit.walk import STDIN

_FEW = 6  # speeches that are made sooner than worker processes start
_TIMEOUT = 300  # seconds for a speech
_PHRASES = 20  # of the heat strip


def make_site(
    wanted: Sequence[Wanted],
    folder: SiteFolder,
    title: str,
    *,
    config: Config,
    view: View,
    date: str | None = None,
    failed: Callable[[str, Wanted], None],
) -> int:
    """Write the pages of the speeches and their index; returns how many there are, 0 where nothing was written.

    ``failed`` is told, in a sentence, of each speech that cannot be read; the others go on. Raises ``OutputError``.
    """
    with folder.staging() as staging:
        job = Job(tuple(wanted), staging, config, view, date)
        found: list[tuple[int, Listed]] = []
        for outcome in sorted(_outcomes(job), key=lambda outcome: outcome.number):
            if outcome.failure:
                failed(outcome.failure.sentence, wanted[outcome.number])
            else:
                found.append((outcome.number, decode(outcome.record)))
        if found:
            _write(found, staging, folder, title, config, view)
    return len(found)


def _write(
    found: list[tuple[int, Listed]], staging: str, folder: SiteFolder, title: str, config: Config, view: View
) -> None:
    found.sort(key=lambda each: (each[1].date or "9999", each[1].name))
    speeches = [each for _, each in found]
    names = page_names([each.name for each in speeches])
    folder.begin(names)
    index = index_page(
        speeches, names, heat_of(speeches, shares_of(config.trend.temperatures), top=_PHRASES), title, view
    )
    pages = list(zip(names, speeches, strict=True))
    for at, ((number, _), name) in enumerate(zip(found, names, strict=True)):
        with open(staged(staging, number), encoding="utf-8", newline="") as file:
            page = file.read()
        before, after = (pages[at - 1] if at else None), (pages[at + 1] if at + 1 < len(pages) else None)
        folder.put_page(name, page.replace(PLACE, siblings(before, after, at + 1, len(pages), view), 1))
    folder.finish(index, names)


def _outcomes(job: Job) -> Iterator[Outcome]:
    """Yield what became of every speech, in any order."""
    work = partial(make_page, job)
    todo = [(number, each.path) for number, each in enumerate(job.wanted)]
    here = todo if len(todo) <= _FEW else [each for each in todo if each[1] == os.fsencode(STDIN)]
    for each in here:
        yield work(*each)
    away = [each for each in todo if each not in here] if here else todo
    if not away:
        return
    jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    size = chunk_size(len(away), 0, jobs).documents
    workers = Workers(work, jobs, _TIMEOUT)
    try:
        for start in range(0, len(away), size):
            workers.submit(away[start : start + size])
        left = len(away)
        while left:
            for outcome in workers.wait(1):
                left -= 1
                yield outcome
    finally:
        workers.close()
