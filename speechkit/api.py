"""The public calls: everything that a command does is one of these, or ``Corpus``, or ``batch`` (batch/run.py).

Each imports what it needs when it is called, so that a command starts without what the others need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from speechkit.errors import UsageError, printable

if TYPE_CHECKING:
    from pathlib import Path

    from speechkit.compare.records import Comparison, Coverage
    from speechkit.compare.sides import Side
    from speechkit.config import Config
    from speechkit.keywords.extract import Method
    from speechkit.keywords.records import KeywordList
    from speechkit.model import Analysis, Explanation, Roles
    from speechkit.phrases.glossary import Entry
    from speechkit.pipeline import Reading
    from speechkit.script import Target
    from speechkit.segment.engines import EngineName
    from speechkit.segment.tokens import Token
    from speechkit.summary.records import Summary

Compared: TypeAlias = "Reading | Iterable[Reading] | str | Path"


def analyze(
    text: str, *, name: str = "<text>", config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    r"""Analyse a speech given as text: what ``speechkit analyze --format json`` prints.

    Offsets in the result are code points into ``text``. ``date`` (2022, 2022-02 or 2022-02-12) is the speech's, where
    its own words do not tell. ``keywords`` is how many to find, none by default, as the text has to be cut into words
    for them, which takes as long as all the rest. Raises ``ValueError`` where ``date`` is no date.

    >>> analysis = analyze("一、抓紧整改\n各单位要在2025年6月底前完成整改。")
    >>> [(task.actor.text, task.deadline.latest) for task in analysis.tasks]
    [('各单位', '2025-06-30')]
    """
    from speechkit.pipeline import read

    return _analysis(read(text, name=name, config=config, date=date), keywords)


def analyze_file(
    path: str | Path, *, config: Config | None = None, date: str | None = None, keywords: int = 0
) -> Analysis:
    """Analyse the speech in a file, as ``analyze`` does. Raises ``InputError`` where it cannot be read."""
    from speechkit.pipeline import read_file

    return _analysis(read_file(path, config=config, date=date), keywords)


def _analysis(reading: Reading, keywords: int) -> Analysis:
    analysis = reading.analysis()
    if not keywords:
        return analysis
    from speechkit.keywords.extract import keywords_of

    return msgspec.structs.replace(analysis, keywords=keywords_of(reading, top=keywords))


def summarize(reading: Reading, *, tasks: int = 12, keywords: int = 12, role: Roles | None = None) -> Summary:
    r"""Summarise a speech on one page, every sentence of which stands in it: what ``speechkit summary`` prints.

    At most ``tasks`` items that name somebody or a time are shown. ``role`` keeps to the parts of that role. Words are
    cut only for ``keywords``, which takes as long as all the rest: 0 leaves them out.

    >>> from speechkit import read
    >>> summarize(read("一、抓紧整改\n各单位要在年底前完成整改。")).tasks_found
    1
    """
    from speechkit.summary.page import summary_of

    return summary_of(reading, tasks=tasks, keywords=keywords, role=role)


def explain(reading: Reading, place: str = "", *, role: Roles | None = None) -> Explanation:
    r"""Explain why each sentence is of its part, and a task or none: what ``speechkit explain`` prints.

    ``place`` is the id of a task or an item, such as T12 or I5, or a line, 1-based, such as 16; all sentences without
    one. Raises
    ``UsageError`` where there is no such place.

    >>> from speechkit import read
    >>> unit = explain(read("一、抓紧整改\n各单位要在年底前完成整改。"), "T1").units[0]
    >>> unit.reason.kind, unit.actor_rule
    ('demand', 'subject')
    """
    from speechkit.explanation import explanation_of
    from speechkit.selection import units_at

    explanation = explanation_of(reading)
    return units_at(explanation, place, role) if place or role else explanation


def keywords(
    reading: Reading,
    *,
    method: Method = "tfidf",
    top: int = 20,
    role: Roles | None = None,
    against: Sequence[str] = (),
    negative: bool = False,
) -> KeywordList:
    r"""Find the words that tell what a speech is about: what ``speechkit keywords`` prints.

    With ``against``, files, folders and corpora, they are those that it says more often than these do (``negative``:
    less often), weighed by log-likelihood. Raises ``UsageError`` where there is nothing to hold it against.

    >>> from speechkit import read
    >>> [word.word for word in keywords(read("高质量发展是首要任务。推动高质量发展。"), top=1).keywords]
    ['高质量发展']
    """
    if against:
        from speechkit.corpus.wordcounts import stored_references
        from speechkit.keywords.keyness import keywords_against, references_in

        references = references_in(
            against, config=reading.config, role=role, stored=lambda path: stored_references(path, reading.config, role)
        )
        return keywords_against(reading, references=references, top=top, role=role, negative=negative)
    from speechkit.keywords.extract import keyword_list

    return keyword_list(reading, method=method, top=top, role=role)


def compare(
    a: Compared,
    b: Compared | None = None,
    *,
    years: tuple[int | None, int | None] = (None, None),
    config: Config | None = None,
    role: Roles | None = None,
    top: int = 20,
) -> Comparison:
    r"""Hold two speeches, or two piles of them, against each other: what ``speechkit compare`` prints.

    ``a`` and ``b`` are readings, or a file, folder or corpus; of one folder or corpus ``years`` takes two years. Raises
    ``UsageError`` where a side has no speech.

    >>> from speechkit import read
    >>> found = compare(read("各单位要在6月底前完成整改。"), read("各单位必须在5月底前完成整改。"))
    >>> [(change.kind, change.strength) for change in found.tasks]
    [('matched', 'stronger')]
    """
    from speechkit.compare.engine import compare as compared

    return compared(*_sides(a, b, years, config, role, words=True), top=top)


def cover(
    superior: Compared, subordinate: Compared, *, config: Config | None = None, role: Roles | None = None
) -> Coverage:
    """Say which demands of a superior a subordinate passes on, and in whose words: ``speechkit compare --coverage``.

    The sides are those of ``compare``, which says what is raised.
    """
    from speechkit.compare.engine import cover as covered

    return covered(*_sides(superior, subordinate, (None, None), config, role, words=False))


def _sides(
    a: Any, b: Any, years: tuple[int | None, int | None], config: Config | None, role: Roles | None, *, words: bool
) -> tuple[Side, Side]:
    from speechkit.compare.sides import side_of, sides_of
    from speechkit.pipeline import Reading

    sides = [side for side in (a, b) if side is not None]
    if all(isinstance(side, str | os.PathLike) for side in sides):
        return sides_of([os.fspath(side) for side in sides], years, config=config, role=role, words=words)
    if len(sides) < 2 or any(isinstance(side, str | os.PathLike) for side in sides):
        raise UsageError("two sides are compared: two readings or piles of them, or two paths")
    piles = [[side] if isinstance(side, Reading) else list(side) for side in sides]
    one, other = (side_of(pile, pile[0].info.name if pile else "", role=role, words=words) for pile in piles)
    return one, other


def convert(text: str, to: Target = "hans") -> str:
    """Write ``text`` in simplified (hans) or traditional characters (hant-tw, hant-hk), as long as it was.

    >>> convert("學習貫徹會議精神")
    '学习贯彻会议精神'
    """
    from speechkit.config import ScriptConfig
    from speechkit.readers import source_from_text
    from speechkit.script import convert as converted
    from speechkit.script import simplify

    if to == "hans":
        return simplify(source_from_text(text, name="<text>"), ScriptConfig()).text
    return converted(text, to)


def segment(
    text: str, *, engine: EngineName = "auto", user_dictionary: Path | None = None, pos: bool = False
) -> list[Token]:
    """Cut simplified ``text`` into words, each with its offsets and, with ``pos``, its part of speech.

    >>> [token.text for token in segment("推动高质量发展")]
    ['推动', '高质量', '发展']
    """
    from speechkit.segment.tokens import tokens

    return list(tokens(text, engine=engine, user_dictionary=user_dictionary, pos=pos))


def glossary(*terms: str, field: str | None = None, files: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Look up set phrases by name, another wording or a member; all that are known without ``terms``.

    ``field`` keeps to one field, such as 党建; ``files`` are glossaries of your own. Raises ``ConfigError`` where one
    of them has a fault.

    >>> [entry.members for entry in glossary("四个意识")]
    [('政治意识', '大局意识', '核心意识', '看齐意识')]
    """
    from speechkit.phrases.glossary import load_glossary

    known = load_glossary(tuple(files))
    found: dict[str, Entry] = {}
    for term in terms:
        entry = known.find(term)
        found.update((each.name, each) for each in ((entry,) if entry else known.with_member(term)))
    entries = tuple(found.values()) if terms else known.entries
    return tuple(entry for entry in entries if field in (None, entry.field))


def write(
    result: Any, path: str | Path | None = None, format: str | None = None, *, of: type | None = None, **shown: Any
) -> None:
    r"""Write a result, or several of one type, to a file, whole or not at all; to standard output without a ``path``.

    ``format`` is one that the command for such results has, by default the one that the suffix of ``path`` stands for,
    else text. ``shown`` is what the command's options say: ``depth=1``, ``by="actor"``. A ``Reading`` is written as
    ``speechkit analyze`` prints it, an ``Analysis`` as JSON, its tasks and set phrases as ``TaskList(analysis)`` and
    ``SloganList(analysis)``. ``of`` is the type of results of which there may be none.

    Raises ``TypeError`` for what cannot be written or shown so, ``UsageError`` for a suffix or a format that there is
    none of, ``OutputError`` where the file cannot be written; it is then as it was.

    >>> from speechkit import read
    >>> write(read("一、提高认识\n二、强化责任"), summary=False, numbers=True)
    1 一、提高认识  [要求]
    2 二、强化责任  [要求]
    """
    from speechkit.pipeline import Reading
    from speechkit.renderers import registry
    from speechkit.selection import Outline
    from speechkit.writing import write_file

    single = isinstance(result, Reading | msgspec.Struct)
    iterator = iter([result] if single else result)
    first = next(iterator, None)
    if first is None and of is None:
        raise TypeError("there is no result in it to tell its type; name that with of")
    records: Iterable[Any] = () if first is None else chain([first], iterator)
    kind = of or type(first)
    if isinstance(first, Reading):
        outlines = (Outline(reading.document, reading.analysis()) for reading in records)
        kind, records, shown = Outline, outlines, {"summary": True, **shown}
    whole = path is not None and format is None  # a file named .json is one document
    format = format or _format(kind, path)
    if format not in registry.format_names(kind):
        raise UsageError(f"there is no format {format}; use one of {', '.join(registry.format_names(kind))}")
    view = registry.view_of(kind, several=not single, **{"array": whole and not single, **shown})
    pieces = registry.render(kind, records, format, view)
    if path is not None:
        write_file(pieces, os.fspath(path), byte_order_mark=format in registry.BYTE_ORDER_MARK)
        return
    for piece in pieces:
        if isinstance(piece, str):
            sys.stdout.write(piece)
        else:
            sys.stdout.buffer.write(piece)


def _format(kind: type, path: str | Path | None) -> str:
    """The format where none is named. Raises ``UsageError`` where the suffix of ``path`` says none."""
    from speechkit.renderers import registry

    if path is None:
        names = registry.format_names(kind)
        return "text" if "text" in names else names[0]
    known = registry.suffixes(kind)
    name = known.get(os.path.splitext(path)[1].lower())
    if name is None:
        raise UsageError(f"{printable(str(path))}: no format has this suffix; use one of {', '.join(known)}, or format")
    return name
