"""Every count can be listed as its hits: count, trend and kwic agree whatever is asked, and every hit is the term."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_corpus import SPEAKERS, YEARS, plain_corpus, plain_documents

from speechkit import Corpus, read

TEXTS = [text for *_, text in plain_documents()]
SIMPLIFIED = [read(text).document.text for text in TEXTS[::7]]
PARTS = (None, "requirements", ("review", "context"), "opening")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with Corpus.open(plain_corpus(tmp_path_factory.mktemp("hits"))) as opened:
        yield opened


@st.composite
def terms(draw):
    """One to five characters of a speech, within a line."""
    text = draw(st.sampled_from(SIMPLIFIED))
    at = draw(st.integers(0, len(text) - 6))
    return draw(
        st.just(text[at : at + draw(st.integers(1, 5))]).filter(lambda term: term.isalnum() and "\n" not in term)
    )


@st.composite
def questions(draw):
    """A term with options, and the documents that are asked."""
    term = draw(terms())
    how = {"word": draw(st.booleans()), "part": draw(st.sampled_from(PARTS))}
    kind = draw(st.sampled_from(("plain", "group", "regex")))
    if kind == "group":
        term = f"{term}|{draw(terms())}"
    elif kind == "regex":
        how |= {"regex": True, "word": False}
        term = term[:1] + draw(st.sampled_from((".", "[\u4e00-\u9fff]{1,3}", ""))) + term[1:]
    if draw(st.booleans()):
        how["without"] = [draw(terms())]
    scope = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "where": st.sampled_from(("genre=report", "year>=2003 and genre!=report", "speaker~张")),
                "speaker": st.sampled_from(SPEAKERS),
                "since": st.sampled_from([str(year) for year in YEARS]),
                "until": st.sampled_from([f"{year}-07" for year in YEARS]),
            },
        )
    )
    return term, how, scope


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
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
        "part": lambda hit: hit.part,
    }
    for by, key in keys.items():
        if by == "part" and how["part"]:
            continue
        told = {row.key: row.count for row in corpus.count(term, by=by, **how) if row.count}
        assert told == Counter(map(key, hits))
    (trend,) = corpus.trend(term, **how)
    points = {point.period: point.count for point in trend.points if point.count}
    assert points == Counter(hit.date[:4] for hit in hits)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(terms())
def test_every_hit_is_the_term_where_it_says(corpus, term):
    corpus.narrow()
    sources = {speech.name: corpus.text(speech.id) for speech in corpus.documents()}
    ends: dict[str, int] = {}
    for hit in corpus.kwic(term):
        source = sources[hit.document]
        assert source[hit.start : hit.end] == hit.source_text
        assert hit.text == term
        assert hit.start >= ends.get(hit.document, 0)  # they do not overlap
        ends[hit.document] = hit.end
        assert source.count("\n", 0, hit.start) + 1 == hit.line
