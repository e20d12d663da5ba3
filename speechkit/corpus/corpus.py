"""A corpus to work with from Python: speeches go in, and what is in them is searched, counted and followed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from speechkit.config import Config
from speechkit.corpus.add import Change, add_files, add_lacking, lacking_words, put_entries, remove_gone
from speechkit.corpus.collocates import LEAST as LEAST_COLLOCATES
from speechkit.corpus.collocates import WINDOW, Collocate, Measure, collocates
from speechkit.corpus.count import Count, counts
from speechkit.corpus.dispersion import Dispersion, dispersion
from speechkit.corpus.duplicates import ALIKE, Duplicate, duplicates, look_alike, remove_later
from speechkit.corpus.entry import Home, entry_of, home_of
from speechkit.corpus.frequencies import Order as WordOrder
from speechkit.corpus.frequencies import WordFrequency, word_list
from speechkit.corpus.kwic import WIDTH, Hit, Search, Sort, Within, hits
from speechkit.corpus.movers import CHANCE, LEAST_DOCUMENTS, Moving, movers
from speechkit.corpus.phrases import Order, Phrase, phrases
from speechkit.corpus.query import Speech, analyses, analysis_of, source_text, speech, speeches
from speechkit.corpus.report import CorpusInfo, faults_in, info_of, records, speeches_kept
from speechkit.corpus.reuse import LEAST_CHARS, Reuse, reuses
from speechkit.corpus.reuse import LEAST_DOCUMENTS as TWICE
from speechkit.corpus.schema import is_corpus, version_of
from speechkit.corpus.stats import Stats, stats
from speechkit.corpus.store import Store, memory_store, open_store
from speechkit.corpus.terms import How, Query, queries_of
from speechkit.corpus.texts import texts
from speechkit.corpus.trend import Trend, TrendBy, trends, undated
from speechkit.corpus.where import Scope, narrow
from speechkit.corpus.wordgrams import LEAST as LEAST_NGRAMS
from speechkit.corpus.wordgrams import Ngram, ngram_list
from speechkit.errors import CorpusError, InputError
from speechkit.model import Analysis, Roles, SloganKind
from speechkit.phrases.glossary import load_glossary
from speechkit.pipeline import Reading
from speechkit.readers import source_from_text
from speechkit.script import simplify
from speechkit.temperatures import shares_of
from speechkit.walk import STDIN, Files, files_in, shown

if TYPE_CHECKING:
    from speechkit.corpus.meta import MetaTable

TOP = 20  # terms that move, where nobody says how many


class FailedFile(msgspec.Struct, frozen=True):
    """An input that could not be read, and the sentence that says why."""

    path: str
    sentence: str


class Added(msgspec.Struct, frozen=True):
    """What ``Corpus.add`` did: a change for each file that could be read, and those that could not."""

    changes: tuple[Change, ...]
    failed: tuple[FailedFile, ...]


class Corpus:
    r"""Many speeches in one SQLite file, or in memory, each kept with its outline, tasks and set phrases.

    Offsets in its results are code points into the source text of the document that they name. Terms may be written in
    simplified or traditional characters, whatever the speeches are in. Every method raises ``CorpusError`` where the
    file is damaged, locked or full.

    >>> from speechkit import Corpus, read
    >>> corpus = Corpus.in_memory()
    >>> corpus.add_reading(read("讲话\n\n一、推动高质量发展\n二、深化改革，促进发展。", name="2022-03-05.txt")).kind
    'added'
    >>> [(hit.left, hit.text, hit.start) for hit in corpus.kwic("发展", width=5)]
    [('推动高质量', '发展', 11), ('改革，促进', '发展', 23)]
    >>> [(count.term, count.key, count.count) for count in corpus.count(["發展", "改革"], by="year")]
    [('發展', 2022, 2), ('改革', 2022, 1)]
    """

    def __init__(self, store: Store, config: Config | None = None) -> None:
        self._store, self._config = store, config or Config()

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, write: bool = False, config: Config | None = None) -> Corpus:
        """Open the corpus in a file; to ``write`` in it, it is made where it is not there.

        ``config`` says how speeches that are added are read. Raises ``CorpusError`` where the file is not there or no
        corpus; it is then as it was.
        """
        return cls(open_store(path, write), config)

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, config: Config | None = None) -> Corpus:
        """Make a corpus in a file that is not there yet. Raises ``CorpusError`` where one is."""
        if version_of(os.fspath(path)) is not None:
            raise CorpusError(f"{shown(os.fspath(path))} is a corpus already; open it, or name another file")
        return cls.open(path, write=True, config=config)

    @classmethod
    def in_memory(cls, *, config: Config | None = None) -> Corpus:
        """Make an empty corpus that no file holds."""
        return cls(memory_store(), config)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __len__(self) -> int:
        """Return the number of documents."""
        (total,) = self._store.row("SELECT count(*) FROM documents")
        return int(total)

    def narrow(
        self,
        where: str | None = None,
        *,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> int:
        """Look at some documents alone from now on, and return how many these are.

        ``where`` is a condition on their columns, those of ``add_meta`` included (``genre=gwr and year>=2003``),
        ``speaker`` a part of the name; ``since`` and ``until`` are dates (2003, 2003-02 or 2003-02-12), the last one
        included, which undated documents do not have. Raises ``UsageError`` where the condition makes no sense.
        """
        return narrow(self._store, Scope(where, speaker, since, until))

    # -- what goes in

    def add(
        self,
        paths: str | Iterable[str] | Files,
        *,
        words: bool = False,
        sync: bool = False,
        on_change: Callable[[Change], None] | None = None,
        on_failure: Callable[[Exception, str], None] | None = None,
    ) -> Added:
        """Add files, and the files below folders, one after the other; what has not changed is left alone.

        ``words``: the words of each are rows of the table words too, which takes more room. ``sync`` takes out the
        documents of the folders whose files are gone. Files that cannot be read do not stop the others: ``on_failure``
        hears of each as it is met, ``on_change`` of what becomes of the others. ``paths`` may have been walked already.
        """
        names = [paths] if isinstance(paths, str) else paths
        files = names if isinstance(names, Files) else files_in([*names], reading=self._config.reading)
        failed: list[FailedFile] = []

        def fail(error: Exception, path: str) -> None:
            failed.append(FailedFile(path, str(error)))
            if on_failure:
                on_failure(error, path)

        changes: list[Change] = []

        def tell(change: Change) -> None:
            changes.append(change)
            if on_change:
                on_change(change)

        if files is not paths:  # else who walked them knows
            for each in files.unread:
                fail(InputError(each.sentence), os.fsdecode(each.path))
        found = [(os.fsdecode(file.path), home_of(*map(os.fsdecode, (file.path, file.folder)))) for file in files.files]
        for change in add_files(self._store, found, self._config, words=words, failed=fail):
            tell(change)
        if sync:
            for change in remove_gone(self._store, files.folders, {home.path for _, home in found}):
                tell(change)
        return Added(tuple(changes), tuple(failed))

    def add_reading(
        self, reading: Reading, *, words: bool = True, tasks: bool = True, slogans: bool = True, whole: bool = True
    ) -> Change:
        """Add a speech that was read already, under its name; one that has this name makes room.

        Without ``words``, ``tasks`` or ``slogans`` the document has none, which is faster; without ``whole`` it has
        nothing that near-duplicates are known by either.
        """
        name = reading.document.source.name
        entry = entry_of(reading, words=words, minhash=whole, tasks=tasks, slogans=slogans)
        return put_entries(self._store, [(entry, Home(name, "", name))])[0]

    def upgrade(self) -> int:
        """Keep the words of documents that an earlier speechkit added, and what near-duplicates are known by.

        Returns how many documents these were. Each is cut from its stored text; its file is not needed.
        """
        lacking = set(lacking_words(self._store))
        if lacking:
            for known, reading in self.readings():
                if known.id in lacking:
                    with self._store.writing():
                        add_lacking(self._store, known.id, reading)
        return len(lacking)

    def add_meta(self, table: str | MetaTable) -> tuple[int, list[str]]:
        """Join a CSV table of what is known of the speeches, by its column ``file``, or one that was read already.

        Returns how many documents it tells of, and the names in it that none has. Its columns date, title and speaker
        go before what a speech says of itself; others become columns of the table documents. Raises ``UsageError``.
        """
        from speechkit.corpus.meta import join, read_meta

        read = read_meta(table, self._config.reading) if isinstance(table, str) else table
        with self._store.writing():
            return join(self._store, read)

    # -- what is asked of it

    def kwic(
        self,
        pattern: str = "",
        *,
        concept: str | None = None,
        regex: bool = False,
        word: bool = False,
        without: Iterable[str] = (),
        part: Roles | None = None,
        within: Within | None = None,
        sort: Sort | None = None,
        width: int = WIDTH,
        limit: int | None = None,
    ) -> Iterator[Hit]:
        """Yield every place where a word, or a regular expression (RE2's), stands, with ``width`` characters around it.

        ``part`` keeps to one part of each speech, ``within`` to tasks, set phrases (slogans) or headings (sections).
        Hits come in the order of the documents, or of the text left or right of them, or of the dates, as ``sort``
        says; they do not overlap. ``concept``, ``word`` and ``without`` are as in ``count``. Raises ``UsageError``
        where the pattern is empty or no regular expression.
        """
        query, how = self._query(pattern, concept, regex), How(regex and not concept, word, _several(without))
        return hits(self._store, Search(query, how, part, within, sort, width, limit))

    def count(
        self,
        terms: str | Iterable[str] = (),
        *,
        concepts: str | Iterable[str] = (),
        by: str | None = None,
        part: Roles | None = None,
        regex: bool = False,
        word: bool = False,
        without: str | Iterable[str] = (),
    ) -> list[Count]:
        """Count how often each of the terms stands, in all or ``by`` document, part or a column such as year.

        Returns a row for every term and every group of documents; documents that lack the term have none by document.
        A term may be of several forms, ``毛泽东|毛主席``. ``concepts`` are counted as all their forms together, which
        the glossary knows, and each apart. ``part`` looks at one part of each speech only, ``word`` only where the
        term begins and ends with words, ``without`` not where it stands within one of these; ``regex``: terms are
        regular expressions. Raises ``UsageError`` where a term is empty.
        """
        how = How(regex, word, _several(without))
        return counts(self._store, self._queries(_several(terms), _several(concepts), regex), by, part=part, how=how)

    def stats(self, *, by: str | None = "document", part: Roles | None = None) -> list[Stats]:
        r"""Measure the documents ``by`` document, part or a column such as year, or all as one with None.

        ``part`` looks at one part of each speech only. Raises ``UsageError`` where there is no such column,
        ``CorpusError`` where an earlier speechkit, which kept no words, added a document.

        >>> from speechkit import read
        >>> corpus = Corpus.in_memory()
        >>> added = corpus.add_reading(read("讲话\n\n同志们：\n各单位要抓好整改，必须在年底前完成80%。", name="1.txt"))
        >>> [(row.sentences, row.clauses, row.clause_length, row.figures) for row in corpus.stats()]
        [(2, 3, 7.0, 1)]
        """
        return stats(self._store, by, part=part)

    def phrases(
        self,
        kinds: SloganKind | Collection[SloganKind] = (),
        *,
        part: Roles | None = None,
        sort: Order = "count",
        min_documents: int = 1,
        limit: int | None = None,
    ) -> list[Phrase]:
        r"""Return the set phrases of the ``kinds``, or of all, each with its first and last use and other wordings.

        ``part`` looks at one part of each speech only; those stay that ``min_documents`` have. By count and documents
        the most frequent come first, by the first and the last use the earliest.

        >>> from speechkit import read
        >>> corpus = Corpus.in_memory()
        >>> text = "讲话\n\n同志们：\n要落实“八项规定”。要落实“中央八项规定”。"
        >>> added = corpus.add_reading(read(text, name="2017-03-05.txt"))
        >>> [(each.phrase, each.count, each.first, each.since, *each.variants) for each in corpus.phrases()]
        [('八项规定', 2, '2017-03-05', 2012, Wording(text='中央八项规定', count=1))]
        """
        glossary = load_glossary(self._config.glossary.files)
        return phrases(
            self._store,
            glossary,
            kinds=(kinds,) if isinstance(kinds, str) else kinds,
            part=part,
            sort=sort,
            min_documents=min_documents,
            limit=limit,
        )

    def trend(
        self,
        terms: str | Iterable[str] = (),
        *,
        concepts: str | Iterable[str] = (),
        by: TrendBy = "year",
        part: Roles | None = None,
        regex: bool = False,
        word: bool = False,
        without: str | Iterable[str] = (),
    ) -> list[Trend]:
        """Count each of the terms year by year or month by month; documents without such a date are left out.

        What counts is as in ``count``. Raises ``UsageError`` where a term is empty.
        """
        how = How(regex, word, _several(without))
        queries = self._queries(_several(terms), _several(concepts), regex)
        return trends(self._store, queries, by, shares_of(self._config.trend.temperatures), part=part, how=how)

    def words(
        self,
        *,
        top: int | None = None,
        min_documents: int = 1,
        every: bool = False,
        part: Roles | None = None,
        sort: WordOrder = "count",
    ) -> list[WordFrequency]:
        """Return the ``top`` words by count or weight, of those in ``min_documents``, with their dispersion.

        Function words, numerals and single characters are left out, unless ``every`` word is asked for. Raises
        ``CorpusError`` where an earlier speechkit, which kept no words, added a document.
        """
        return word_list(self._store, top=top, least=min_documents, every=every, part=part, sort=sort)

    def ngrams(
        self,
        *,
        shortest: int = 2,
        longest: int = 4,
        top: int | None = None,
        min_count: int = LEAST_NGRAMS,
        min_documents: int = 1,
        part: Roles | None = None,
    ) -> list[Ngram]:
        """Return the ``top`` runs of ``shortest`` to ``longest`` words by how often they stand, no mark between them.

        Raises ``CorpusError`` as ``words`` does.
        """
        return ngram_list(
            self._store,
            shortest=shortest,
            longest=longest,
            top=top,
            least=min_count,
            documents=min_documents,
            part=part,
        )

    def collocates(
        self,
        term: str = "",
        *,
        concept: str | None = None,
        regex: bool = False,
        word: bool = False,
        without: str | Iterable[str] = (),
        by: str | None = None,
        part: Roles | None = None,
        window: int | None = WINDOW,
        measure: Measure = "log_dice",
        top: int | None = None,
        min_count: int = LEAST_COLLOCATES,
        every: bool = False,
    ) -> list[Collocate]:
        """Return the ``top`` words near a term, ``by`` a column of each group, those that the ``measure`` puts first.

        ``window`` is how many words on each side are near, within a sentence; None for all of the sentence. What
        counts as the term is as in ``count``. Raises ``UsageError`` where it is empty, ``CorpusError`` as ``words``.
        """
        query = self._query(term, concept, regex)
        how = How(regex and not concept, word, _several(without))
        return collocates(
            self._store,
            query,
            how,
            by=by,
            part=part,
            window=window,
            measure=measure,
            top=top,
            least=min_count,
            every=every,
        )

    def dispersion(
        self,
        term: str = "",
        *,
        concept: str | None = None,
        regex: bool = False,
        word: bool = False,
        without: str | Iterable[str] = (),
    ) -> Dispersion:
        """Return where a term stands in each document, and how evenly it is spread over all of them.

        What counts as the term is as in ``count``. Raises ``UsageError`` where it is empty.
        """
        how = How(regex and not concept, word, _several(without))
        return dispersion(self._store, self._query(term, concept, regex), how)

    def _query(self, term: str, concept: str | None, regex: bool) -> Query:
        """Return the one term that is looked for, or all forms of a concept."""
        return self._queries(() if concept else (term,), (concept,) if concept else (), regex)[0]

    def _queries(self, terms: Iterable[str], concepts: Iterable[str], regex: bool = False) -> list[Query]:
        """Return what is counted; concepts are those of the configuration's glossary."""
        if not concepts:
            return queries_of(terms, regex=regex)
        return queries_of(terms, concepts, regex=regex, glossary=load_glossary(self._config.glossary.files))

    def movers(
        self,
        kind: Moving,
        *,
        by: TrendBy = "year",
        top: int = TOP,
        since: str | None = None,
        alpha: float = CHANCE,
        min_documents: int = LEAST_DOCUMENTS,
    ) -> list[Trend]:
        """Return the ``top`` terms that are rising, falling, new or gone from the period ``since`` on.

        Terms are the glossary's and other known names, set phrases, and runs of words of 2 to 12 characters that are
        free on both sides. They come by how surely and greatly their rates have changed and by what speaks for a term:
        known ones go before words, and words before runs of words. Each stands in ``min_documents`` at least, and its
        rates before and since differ more than ``alpha`` lets pass by chance, corrected for all terms that are tested.
        ``since`` is by default the middle period, for what is new or gone the last from which on there is a tenth of
        the text. Raises ``CorpusError`` where an earlier speechkit, which kept no words, added a document.
        """
        glossary = load_glossary(self._config.glossary.files)
        moves = dict(movers(self._store, kind, by, top, since, alpha=alpha, least=min_documents, glossary=glossary))
        found = trends(self._store, queries_of(moves), by, shares_of(self._config.trend.temperatures))
        return [msgspec.structs.replace(trend, move=moves[trend.term]) for trend in found]

    def duplicates(self, threshold: float = ALIKE) -> list[Duplicate]:
        """Return the documents that are nearly the same as others, or a part of one, group by group.

        ``threshold`` is the share of their runs of five characters that they have in common, from 0 to 1, or of those
        of the part. Raises ``UsageError`` where it is not that, and ``CorpusError`` where an earlier speechkit added a
        document; ``upgrade`` mends that.
        """
        return duplicates(self._store, threshold)

    def look_alike(self, among: Iterable[Change] | None = None) -> int:
        """Return how many documents, all or those of some changes, look nearly the same as others.

        Only their signatures are looked at, which takes no time; ``duplicates`` holds the texts against each other.
        """
        documents = None if among is None else {each.document for each in among if each.document is not None}
        return len(look_alike(self._store, documents))

    def remove_later(self, found: Sequence[Duplicate]) -> int:
        """Take the ``duplicates`` that are the same as an earlier one out of the corpus; returns how many these are.

        What is only a part of another text stays.
        """
        return remove_later(self._store, found)

    def reuse(
        self,
        other: Corpus | None = None,
        *,
        min_chars: int = LEAST_CHARS,
        min_documents: int = TWICE,
        top: int | None = None,
        part: Roles | None = None,
    ) -> list[Reuse]:
        """Return the sentences that stand in several documents, or here and in the ``other`` corpus, most said first.

        Each comes with all documents that have it, whole or changed by a word, by date. Sentences have ``min_chars``
        characters without marks, ``top`` keeps so many of them, ``part`` those that begin in one part of a speech.
        """
        return reuses(
            self._store,
            None if other is None else other._store,
            least_chars=min_chars,
            least_documents=min_documents,
            top=top,
            part=part,
            segment=self._config.segment,
        )

    def undated(self, by: TrendBy = "year") -> int:
        """Return how many documents have no date, or one that is not exact enough, and so are in no trend."""
        return undated(self._store, by)

    # -- what is in it

    def documents(self) -> list[Speech]:
        """Return what is known of each document as a whole, in the order in which they were added."""
        return list(speeches(self._store).values())

    def analyses(self, years: Collection[int] | None = None) -> Iterator[tuple[Speech, Analysis]]:
        """Yield the documents, or those of the ``years``, with their analyses as they were made when they were added.

        Raises ``CorpusError`` where one was made by a speechkit whose analyses were of another form.
        """
        return analyses(self._store, years)

    def readings(self, years: Collection[int] | None = None) -> Iterator[tuple[Speech, Reading]]:
        """Yield the documents, or those of the ``years``, each as the reading that its stored text and analysis make.

        Raises ``CorpusError`` as ``analyses`` does.
        """
        for known, analysis in self.analyses(years):
            yield known, self._reading(known, analysis)

    def reading(self, document: int) -> tuple[Speech, Reading]:
        """Return the document with this id, and the reading of it, as ``readings`` does."""
        known = speech(self._store, document)
        return known, self._reading(known, analysis_of(self._store, known))

    def _reading(self, known: Speech, analysis: Analysis) -> Reading:
        about = analysis.source
        source = source_from_text(self.text(known.id), name=known.name)
        source = replace(source, encoding=about.encoding, sha256=about.sha256)
        return Reading.of_analysis(simplify(source, self._config.script), analysis, config=self._config)

    def text(self, document: int) -> str:
        """Return the source text of the document with this id, which the offsets of its results index."""
        return source_text(self._store, document)

    def info(self) -> CorpusInfo:
        """Return how much is in it, from when and from where."""
        return info_of(self._store)

    def check(self) -> Iterator[str]:
        """Yield what is wrong with it, a sentence each; reads all of it."""
        return faults_in(self._store)

    def export(self, table: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, by column; without one the documents, each with its ``text`` and ``analysis``.

        The tables are documents, parts, sections, tasks, slogans and words. ``analysis`` is JSON (``msgspec.Raw``).
        """
        return speeches_kept(self._store) if table is None else records(self._store, table)

    def table(self, name: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        """Return the columns of a table and its rows, as they are stored."""
        return self._store.table(f"SELECT * FROM {name}")

    def texts(self) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        """Return the columns and the rows of a table with the bodies, the texts in which terms are counted.

        The columns are doc_id, text, date, year, title, speaker, name and those of ``add_meta``.
        """
        return texts(self._store)


def _several(terms: str | Iterable[str]) -> tuple[str, ...]:
    return (terms,) if isinstance(terms, str) else tuple(terms)


def stored_readings(path: str, config: Config | None = None) -> Iterator[Reading] | None:
    """Return the readings of the speeches in the corpus at ``path``, None where it is no corpus.

    They raise ``CorpusError`` as ``Corpus`` does.
    """
    if path == STDIN or not is_corpus(path):
        return None

    def each() -> Iterator[Reading]:
        with Corpus.open(path, config=config) as corpus:
            for _, reading in corpus.readings():
                yield reading

    return each()
