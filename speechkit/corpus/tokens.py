"""How a body is cut into words: kept a byte a token, so that what counts words asks no segmenter again.

Set phrases, names of offices and what data/keywords.yaml finds are one word each, as for keywords; all else is cut by
the segmenter.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import accumulate, compress

import msgspec

from speechkit.config import SegmentConfig
from speechkit.corpus.store import Store, faults_of
from speechkit.errors import CorpusError, printable
from speechkit.keywords.candidates import Body, body_of, placed_words, tokens_of
from speechkit.keywords.keyness import Counts
from speechkit.pipeline import Reading

__all__ = [
    "KEY",
    "MARK",
    "OTHER",
    "Cut",
    "borders_of",
    "cut_in",
    "cut_of",
    "cuts",
    "packed",
    "require_words",
    "unpacked",
]

MARK, OTHER, KEY, _MORE = 0, 64, 128, 192  # kinds of tokens, as the table tokens has them
_MOST = 63  # code points of a token that a byte has room for
_KINDS = {"mark": MARK, "other": OTHER, "key": KEY}
_LENGTH_OF = bytes(byte & _MOST for byte in range(256))
_KIND_OF = bytes(byte & _MORE for byte in range(256))
_ONE_MORE = bytes([_MORE])
_IS_WHOLE = bytes(byte != _MORE for byte in range(256))
_LEVEL = 6  # zlib's
_COMPOUND = 3  # characters of a word from which on it may be made of others


class Cut(msgspec.Struct, frozen=True):
    """The tokens of a body: ``ends`` are where each ends, in code points, ``kinds`` a byte each: MARK, OTHER or KEY.

    ``borders`` are the ends of all words, of those too that longer ones are made of: 高质量 and 发展 in 高质量发展.
    """

    ends: tuple[int, ...]
    kinds: bytes
    borders: tuple[int, ...]

    def words(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
        """Yield the words of the ``text``, marks left out, each with its kind; those from one offset to another."""
        return (token for token in self.tokens(text, start, end) if token[1])

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int]]:
        """Yield the words and the marks of the ``text`` in the same way."""
        stop = len(text) if end is None else end
        at = 0
        for last, kind in zip(self.ends, self.kinds, strict=True):
            if start <= at and last <= stop:
                yield text[at:last], kind
            at = last

    def counts(self, text: str, start: int = 0, end: int | None = None) -> Counts:
        """Return how often each word stands that may be a keyword, and how many words there are."""
        found = list(self.words(text, start, end))
        return Counts(Counter(word for word, kind in found if kind == KEY), len(found))


def cut_of(reading: Reading, text: str) -> Cut:
    """Return how ``text``, the body of a reading, is cut. Raises ``UsageError`` where it cannot be as configured.

    A body that an earlier speechkit made otherwise is cut without the set phrases that were found in the speech.
    """
    whole = body_of(reading)
    if len(whole.text) != len(text):
        whole = Body(text, ())
    segment = reading.config.segment
    ends: list[int] = []
    borders: list[int] = []
    kinds = bytearray()
    at = 0
    for start, word in placed_words(whole, segment):
        if start > at:  # blanks, which no word has
            ends.append(start)
            borders.append(start)
            kinds.append(MARK)
        at = start + len(word.text)
        ends.append(at)
        kinds.append(_KINDS[word.kind])
        if word.kind == "key" and len(word.text) >= _COMPOUND:
            borders += [start + inner for inner in _inner_ends(word.text, segment)]
        else:
            borders.append(at)
    if at < len(text):
        ends.append(len(text))
        borders.append(len(text))
        kinds.append(MARK)
    return Cut(tuple(ends), bytes(kinds), tuple(borders))


@lru_cache(1 << 14)
def _inner_ends(word: str, segment: SegmentConfig) -> tuple[int, ...]:
    """Return where the words end that one is made of, its own end last."""
    ends = [token.end for token in tokens_of(word, segment)]
    return tuple(ends if ends and ends[-1] == len(word) else [*ends, len(word)])


def packed(cut: Cut) -> bytes:
    """Return a cut as the table tokens keeps it."""
    lengths = bytearray()
    kinds = dict(zip(cut.ends, cut.kinds, strict=True))
    at = 0
    for end in cut.borders:
        while end - at > _MOST:
            lengths.append(_MORE | _MOST)
            at += _MOST
        lengths.append(kinds.get(end, _MORE) | end - at)
        at = end
    return zlib.compress(bytes(lengths), _LEVEL)


def unpacked(data: bytes) -> Cut:
    """Return the cut that ``packed`` packed. Raises ``zlib.error`` where it is damaged.

    >>> cut = unpacked(packed(Cut((5, 102, 103), bytes([KEY, OTHER, MARK]), (3, 5, 102, 103))))
    >>> cut.ends, cut.borders
    ((5, 102, 103), (3, 5, 68, 102, 103))
    """
    lengths = zlib.decompress(data)
    borders, kinds = tuple(accumulate(lengths.translate(_LENGTH_OF))), lengths.translate(_KIND_OF)
    if _MORE not in kinds:
        return Cut(borders, kinds, borders)
    return Cut(tuple(compress(borders, kinds.translate(_IS_WHOLE))), kinds.replace(_ONE_MORE, b""), borders)


def cuts(store: Store, documents: Collection[int] | None = None) -> Iterator[tuple[int, str, Cut]]:
    """Yield the documents, those of the ids or all, each with its body and how that is cut.

    Raises ``CorpusError`` where the words of one are not kept.
    """
    require_words(store)
    sql = "SELECT document, text, lengths FROM bodies JOIN tokens USING (document)"
    if documents is None:
        found = store.rows(f"{sql} ORDER BY document")
    else:
        found = (row for number in documents for row in store.rows(f"{sql} WHERE document = ?", (number,)))
    for number, text, lengths in found:
        with faults_of(store.name):
            cut = unpacked(lengths)
        yield number, text, cut


def cut_in(store: Store, document: int) -> Cut:
    """Return how the body of a document is cut."""
    (lengths,) = store.one("SELECT lengths FROM tokens WHERE document = ?", document)
    with faults_of(store.name):
        return unpacked(lengths)


def borders_of(store: Store, document: int) -> tuple[int, ...]:
    """Return where words end in the body of a document, in code points, ascending."""
    (lengths,) = store.one("SELECT lengths FROM tokens WHERE document = ?", document)
    with faults_of(store.name):
        return tuple(accumulate(zlib.decompress(lengths).translate(_LENGTH_OF)))


def require_words(store: Store) -> None:
    """Raise ``CorpusError`` where the words of a document are not kept: those of an earlier version's corpus."""
    (lacking,) = store.row("SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM tokens)")
    if lacking:
        name = printable(store.name)
        raise CorpusError(
            f"{name} keeps no words of {lacking} document{'s' * (lacking > 1)}, which an earlier speechkit added; "
            f"speechkit corpus upgrade {name} adds them"
        )
