"""A word cloud, words the larger the heavier, and below it the heaviest as bars; laid out by the library wordcloud."""

from __future__ import annotations

from collections.abc import Sequence

from speechkit.errors import UsageError, printable
from speechkit.extras import install_command
from speechkit.renderers.charts.bars import ROW, bars
from speechkit.renderers.charts.canvas import MARGIN, SERIES, WIDTH, clean, hint, sheet

_HEIGHT, _GAP = 480, 24  # units of the cloud, and between it and the bars
_BARS = 20  # words that have one
_APART = 4  # units between two words
_SEED = 1  # the same words make the same cloud
_LARGEST = 96  # size of the heaviest word


def cloud_chart(
    rows: Sequence[tuple[str, float, str]], title: str, notes: Sequence[str] = (), *, font: str, lang: str = "zh-Hans"
) -> str:
    """Return a cloud of ``rows``, the heaviest first: a word, its weight, and the weight or count as text.

    ``font`` is a file, by whose characters the words are laid out. Raises ``UsageError`` where the library or that is
    missing.
    """
    drawn = _cloud(rows, font) + f'<g transform="translate(0 {_HEIGHT + _GAP})">\n{bars(rows[:_BARS])}</g>\n'
    height = _HEIGHT + _GAP + ROW * min(len(rows), _BARS)
    described = "; ".join(f"{word} {said}" for word, _, said in rows)
    return sheet(drawn, height, title, notes, lang=lang, described=described)


def _cloud(rows: Sequence[tuple[str, float, str]], font: str) -> str:
    try:
        from PIL import ImageFont
        from wordcloud import WordCloud
    except ImportError:
        raise UsageError(f"a word cloud needs the extra chart: {install_command('chart')}") from None
    said = {word: text for word, _, text in rows}
    try:
        cloud = WordCloud(
            font_path=font, width=WIDTH - 2 * MARGIN, height=_HEIGHT, max_words=len(rows), max_font_size=_LARGEST,
            prefer_horizontal=1, random_state=_SEED, relative_scaling=0.5, margin=_APART,
            color_func=lambda *_, **__: "black",
        ).generate_from_frequencies({word: weight for word, weight, _ in rows})  # fmt: skip
        drawn = []
        for at, ((word, _), size, (y, x), _, _) in enumerate(cloud.layout_):
            # The library tells where the ink begins, SVG wants to know where the line of the text does.
            left, top, _, _ = ImageFont.truetype(font, size).getbbox(word, anchor="ls")
            drawn.append(
                f'<text class="mark{at % SERIES}" x="{MARGIN + x - left}" y="{y - top}" font-size="{size}">'
                f"{clean(word)}{hint(f'{word} {said[word]}')}</text>\n"
            )
    except (OSError, ValueError):  # no font; no room for a single word
        raise UsageError(
            f"a word cloud cannot be drawn with {printable(font)}; name another font with --font"
        ) from None
    return "".join(drawn)
