"""The counts of a corpus' words as keyness takes them: of all speeches at once, of one when it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from speechkit.corpus.frequencies import totals_of
from speechkit.corpus.query import stretches_from
from speechkit.corpus.schema import is_corpus
from speechkit.corpus.store import Store, faults_of, open_store
from speechkit.corpus.tokens import cut_in
from speechkit.keywords.keyness import Counts, References, counts_of
from speechkit.model import Roles, is_of
from speechkit.walk import STDIN

if TYPE_CHECKING:
    from speechkit.config import Config

__all__ = ["StoredCounts", "stored_references"]


class StoredCounts(Mapping[str, Counts]):
    """The counts of each speech in the corpus at ``path``, by the SHA-256 of its file; read when they are asked for."""

    def __init__(self, path: str, role: Roles | None, hashes: tuple[str, ...]) -> None:
        self._path, self._role, self._hashes = path, role, dict.fromkeys(hashes)

    def __len__(self) -> int:
        return len(self._hashes)

    def __iter__(self) -> Iterator[str]:
        return iter(self._hashes)

    def __getitem__(self, sha256: str) -> Counts:
        if sha256 not in self._hashes:
            raise KeyError(sha256)
        with open_store(self._path) as store:
            (number,) = store.row("SELECT id FROM documents WHERE sha256 = ?", (sha256,))
            return _counts(store, number, self._role)


def _counts(store: Store, number: int, role: Roles | None) -> Counts:
    text, written = store.one("SELECT text, stretches FROM bodies WHERE document = ?", number)
    cut = cut_in(store, number)
    if role is None:
        return cut.counts(text)
    with faults_of(store.name):
        stretches = stretches_from(written)
    return Counts.total(cut.counts(text, each.start, each.end) for each in stretches if is_of(each.role, role))


def stored_references(path: str, config: Config | None, role: Roles | None) -> References | None:
    """Return the counts of the speeches in the corpus at ``path``, None where it is no corpus.

    Where an earlier speechkit, which kept no words, added one, the speeches are cut into words again. Raises
    ``CorpusError`` as ``Corpus`` does.
    """
    if path == STDIN or not is_corpus(path):
        return None
    with open_store(path) as store:
        hashes = tuple(sha256 for (sha256,) in store.rows("SELECT sha256 FROM documents"))
        (cut,) = store.row("SELECT count(*) FROM tokens")
        if cut == len(hashes):
            totals = totals_of(store, role)
            keys = Counter({word: count for word, count in totals.keys.items() if count})
            return References(StoredCounts(path, role, hashes), Counts(keys, totals.size))
    from speechkit.corpus.corpus import stored_readings

    readings = stored_readings(path, config) or ()
    return References.of({each.document.source.sha256: counts_of(each, role) for each in readings})
