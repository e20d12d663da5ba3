"""What may be a term, and how much speaks for it, in bits: known names, set phrases, words, runs of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from speechkit.corpus.ngrams import LEAST, Gram, generic_words, terms_in
from speechkit.corpus.rules import Bits, known_names, ngram_rules
from speechkit.corpus.store import Store
from speechkit.corpus.tokens import cuts
from speechkit.phrases.glossary import Glossary

__all__ = ["Candidate", "known_terms", "runs_that_may_be", "with_phrases"]


class Candidate(msgspec.Struct, frozen=True):
    """What speaks for a term being one, in ``bits``; ``at_words`` is how often it begins and ends with words.

    That is None where it is known to be one, wherever it stands.
    """

    bits: float
    at_words: int | None = None

    def stands_apart(self, term: str, count: int) -> bool:
        """Return whether enough of the ``count`` places of the term begin and end with words."""
        rules = ngram_rules()
        least = rules.at_words_short if len(term) == 2 else rules.at_words
        return self.at_words is None or self.at_words >= least * count


def known_terms(glossary: Glossary) -> dict[str, Candidate]:
    """Return the terms that are known, whatever their length: the glossary's, and the names of data/terms.yaml."""
    bits = ngram_rules().bits
    names = (name for names in known_names().values() for name in names)
    found = {name: Candidate(bits.known if len(name) > 2 else bits.known_short) for name in names}
    phrases = (form for entry in glossary.entries for form in (entry.name, *entry.aliases))
    return found | dict.fromkeys(phrases, Candidate(bits.set_phrase))


def with_phrases(store: Store, runs: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """Return the runs of words with the set phrases that were found in the speeches, ``LEAST`` times.

    A run of words is a set phrase where it was found as one in half of its places.
    """
    found = dict(runs)
    for phrase, count in store.rows(
        "SELECT COALESCE(name, text), COUNT(*) FROM slogans WHERE kind IN ('formula', 'motto') "
        "GROUP BY 1 HAVING COUNT(*) >= ?",
        (LEAST,),
    ):
        at_words = found[phrase].at_words or 0 if phrase in found else 0
        if 2 * count >= at_words:
            found[phrase] = Candidate(ngram_rules().bits.set_phrase, max(count, at_words))
    return found


def runs_that_may_be(store: Store, documents: Iterable[int]) -> dict[str, Candidate]:
    """Return the runs of words of the documents that may be terms."""
    from speechkit.segment.engines import load
    from speechkit.segment.idf import idf_of

    terms = terms_in(_words(store, documents), load("auto", None).tag)
    rarity = idf_of([text for text, gram in terms.items() if len(text) == 2 and len(gram.words) == 1])
    bits = ngram_rules().bits
    return {text: Candidate(_bits(text, gram, rarity, bits), gram.count) for text, gram in terms.items()}


def _bits(text: str, gram: Gram, rarity: Mapping[str, float], bits: Bits) -> float:
    if len(gram.words) == 1:
        return bits.common * max(bits.rare - rarity[text], 0.0) if text in rarity else bits.word
    generic = sum(word in generic_words() for word in gram.words) / len(gram.words)
    return bits.cohesion * gram.cohesion + bits.generic * generic + bits.long * (len(gram.words) > 2)


def _words(store: Store, documents: Iterable[int]) -> Iterator[list[str]]:
    """Yield the words of the bodies of the documents, marks among them, longer words as those that they are made of."""
    for _, text, cut in cuts(store, list(documents)):
        yield [text[start:end] for start, end in zip((0, *cut.borders), cut.borders, strict=False)]
