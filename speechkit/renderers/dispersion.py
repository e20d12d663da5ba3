"""How a term is spread, as rows and as plots: a line a document, its hits where they stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from speechkit.corpus.dispersion import Dispersion, DocumentPlot
from speechkit.errors import printable
from speechkit.renderers.charts.dispersion import dispersion_plot
from speechkit.renderers.png import drawn
from speechkit.renderers.table import Row, Table, View
from speechkit.renderers.terminal_headings import heading

COLUMNS = ("term", "document", "date", "count", "chars", "per_10k", "places")
MARKS = " ▏▎▍▌▋▊▉█"  # for none to many hits in a cell
MOST_PLOTS = 60  # documents that a chart shows


class DispersionView(View, frozen=True):
    """The spread of a term in ``source``; ``font`` is a file, for PNG alone."""

    source: str = ""
    font: str | None = None


def table(found: Iterable[Dispersion], view: View) -> Table:
    """Return a row a document that has the term; the record is that of the whole."""
    several = list(found)
    return Table(COLUMNS, [(row for each in several for row in _rows(each))], [several])


def _rows(each: Dispersion) -> Iterator[Row]:
    for plot in each.plots:
        places = " ".join(map(str, plot.places))
        yield each.term, plot.document, plot.date, plot.count, plot.chars, plot.per_10k, places


def lines(found: Iterable[Dispersion], view: View) -> Iterator[str]:
    """Yield the figures of the whole, then a line a document: count, rate, date and name."""
    for each in found:
        yield f"{summary(each)}\n"
        for plot in each.plots:
            yield f"{plot.count}\t{plot.per_10k:.2f}\t{plot.date or '–'}\t{printable(plot.document)}\n"


def summary(each: Dispersion) -> str:
    """Return the figures of the whole on one line."""
    return (
        f"{printable(each.term)}: {each.count}, {each.documents}/{each.of}, {each.per_10k:.2f}/10k, "
        f"DP {each.dp:.3f}, D {each.juilland_d:.3f}"
    )


def strip(places: Sequence[float], width: int) -> str:
    """Return a line of cells, each the fuller the more of the places are in it.

    >>> strip((0.0, 0.01, 0.99), 4)
    '▎  ▏'
    """
    cells = [0] * width
    for place in places:
        cells[min(int(place * width), width - 1)] += 1
    return "".join(MARKS[min(count, len(MARKS) - 1)] for count in cells)


def svg(found: Iterable[Dispersion], view: DispersionView) -> Iterator[str]:
    """Yield the plot as a chart."""
    yield _chart(next(iter(found)), view)


def png(found: Iterable[Dispersion], view: DispersionView) -> Iterator[bytes]:
    """Yield it as PNG. Raises ``UsageError`` where resvg or a font with Chinese characters is missing."""
    yield drawn(_chart(next(iter(found)), view), view.font)


def _chart(each: Dispersion, view: DispersionView) -> str:
    rows: list[tuple[str, Sequence[float]]] = [(heading("whole corpus", view.language), each.places)]
    rows += [(_named(plot), plot.places) for plot in each.plots[:MOST_PLOTS]]
    notes = [summary(each), printable(view.source)]
    if len(each.plots) > MOST_PLOTS:
        notes.append(f"{MOST_PLOTS}/{len(each.plots)}")
    return dispersion_plot(rows, printable(each.term), notes, lang=view.tag)


def _named(plot: DocumentPlot) -> str:
    return printable(f"{plot.date or ''} {plot.document}".strip())
