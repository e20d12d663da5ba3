"""Every count can be listed as its hits: count, trend and kwic agree whatever is asked; every hit is the term."""

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_corpus import SPEAKERS, YEARS, plain_corpus, plain_documents

from speechkit import Corpus, convert, read
from speechkit.corpus.fields import corpus_rules

TEXTS = [text for *_, text in plain_documents()]
SIMPLIFIED = [read(text).document.text for text in TEXTS[::7]]
GENRES = {name: genre for name, genre, *_ in plain_documents()}
ALIKE = str.maketrans({mark: group[0] for group in corpus_rules().same_marks for mark in group})
PARTS = (None, None, "requirements", ("review", "context"), "opening")
MOST = 5  # characters of a term


def found(pattern):
    """All places in the speeches where the pattern begins."""
    return [match[1] for text in SIMPLIFIED for match in re.finditer(f"(?=({pattern}))", text)]


RUNS = found(rf"\w{{{MOST}}}")
BEGUN = found(rf"(?<!\w)\w{{{MOST}}}")  # where a word begins
MARKED = found(r"\w\w[、，。：“”《》（）]\w\w")
WITHIN = st.sampled_from(("genre=report", "year>=2003 and genre!=report", "speaker~张"))
SCOPES = (
    {},
    {"where": WITHIN},
    {"speaker": st.sampled_from(SPEAKERS)},
    {"since": st.sampled_from([str(year) for year in YEARS[:25]])},
    {"where": WITHIN, "since": st.just("1993"), "until": st.sampled_from([f"{year}-07" for year in YEARS[10:]])},
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with Corpus.open(plain_corpus(tmp_path_factory.mktemp("hits"))) as opened:
        yield opened


@st.composite
def terms(draw, runs=RUNS):
    """A term that stands in some speech."""
    return draw(st.sampled_from(runs))[: draw(st.integers(1, MOST))]


@st.composite
def questions(draw):
    """A term with options, and the documents that are asked."""
    kind = draw(st.sampled_from(("plain", "marked", "word", "group", "regex")))
    term = draw(terms({"marked": MARKED, "word": BEGUN}.get(kind, RUNS)))
    how = {"word": kind == "word", "part": draw(st.sampled_from(PARTS)), "regex": kind == "regex"}
    if kind == "group":
        how["word"] = draw(st.booleans())
        term = f"{term}|{draw(terms(MARKED))}|{draw(terms(BEGUN))}"
    elif kind == "regex":
        term = term[:1] + draw(st.sampled_from((".", "[\u4e00-\u9fff]{1,3}", ""))) + term[1:]
    if draw(st.booleans()):
        how["without"] = [draw(terms())]
    scope = draw(st.sampled_from(SCOPES).flatmap(st.fixed_dictionaries))
    return term, how, scope


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions())
def test_every_count_can_be_listed_as_its_hits(corpus, question):
    term, how, scope = question
    corpus.narrow(**scope)
    hits = list(corpus.kwic(term, **how))
    (total,) = corpus.count(term, **how)
    assert (total.count, total.documents) == (len(hits), len({hit.document for hit in hits}))
    keys = {
        "document": lambda hit: hit.document,
        "year": lambda hit: int(hit.date[:4]),
        "speaker": lambda hit: hit.speaker,
        "genre": lambda hit: GENRES[hit.document],
        "part": lambda hit: hit.part,
    }
    for by, key in keys.items():
        told = {row.key: (row.count, row.documents) for row in corpus.count(term, by=by, **how) if row.count}
        documents = Counter(of for of, _ in {(key(hit), hit.document) for hit in hits})
        assert told == {of: (count, documents[of]) for of, count in Counter(map(key, hits)).items()}
    for by, length in (("year", 4), ("month", 7)):
        (trend,) = corpus.trend(term, by=by, **how)
        points = {point.period: point.count for point in trend.points if point.count}
        assert points == Counter(hit.date[:length] for hit in hits)
    check_places(corpus, hits)
    for hit in hits:
        check_text(hit, term, how)


def check_places(corpus, hits):
    """Every hit is in the stored text where it says, in its script, behind the hit before it."""
    named = {speech.name: speech.id for speech in corpus.documents()}
    ends: dict[str, int] = {}
    for hit in hits:
        source, simplified = texts_of(corpus, named[hit.document])
        assert source[hit.start : hit.end] == hit.source_text
        assert ends.get(hit.document, 0) <= hit.start < hit.end
        ends[hit.document] = hit.end
        assert source.count("\n", 0, hit.start) + 1 == hit.line
        assert len(hit.source_text) == len(hit.text)  # the texts have no wraps and no asides
        assert hit.text in (hit.source_text, simplified[hit.start : hit.end])


@cache
def texts_of(corpus, document):
    """The stored text of a document, and the same simplified."""
    text = corpus.text(document)
    return text, convert(text, to="hans")


def check_text(hit, term, how):
    """What is matched is the term, and stands in nothing that it must not stand in."""
    if how["regex"]:
        assert re.fullmatch(term, hit.text)
    else:
        assert hit.text.translate(ALIKE) in term.translate(ALIKE).split("|")
    around, at = hit.left + hit.text + hit.right, len(hit.left)
    for each in how.get("without", ()):
        for found in re.finditer(f"(?={re.escape(each)})", around):
            assert not found.start() <= at <= at + len(hit.text) <= found.start() + len(each)
