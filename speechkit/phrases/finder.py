"""Find every set phrase (提法) of a speech: ask each finder in turn, keep what does not overlap, make the records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from speechkit.model import Document, Paragraph, Role, Slogan, Span, Structure
from speechkit.phrases.calls import closing_call
from speechkit.phrases.chain_score import parallels_in
from speechkit.phrases.phrasebook import MemberFinder, PhraseBook
from speechkit.phrases.quotes import quoted_in, sayings_in
from speechkit.phrases.rules import PhraseSpan

__all__ = ["set_phrases_of", "unquoted_of"]

UNQUOTED = "unquoted"  # the rule of a formula that is found by its name alone

ParallelFinder = Callable[[str], Iterable[PhraseSpan]]


def set_phrases_of(
    structure: Structure, roles: Sequence[Role], book: PhraseBook, *, parallels: ParallelFinder = parallels_in
) -> tuple[Slogan, ...]:
    """Return the set phrases in reading order; none overlaps another.

    ``roles`` has an item for each of ``structure.units``. ``parallels`` finds those of that kind in a paragraph's text;
    the program that fits its weights tries others.
    """
    spans = tuple(_phrase_spans(structure, roles, book, parallels))
    members = _members_spelled_out(structure, [span.name for _, span in spans if span.name], book)
    phrases = (_with_glossary(_slogan(structure.document, *each), each, members, book) for each in spans)
    together = [span for spelled in members.values() if len(spelled) > 1 for span in spelled]
    return tuple(phrase for phrase in phrases if not _only_members(phrase, together))


def unquoted_of(structure: Structure, slogans: Sequence[Slogan], book: PhraseBook) -> tuple[Slogan, ...]:
    """Return the glossary's formulas that are set phrases in quotation marks alone and stand without: 高质量发展.

    None of them overlaps one of ``slogans``, the set phrases of the speech in reading order.
    """
    found: list[Slogan] = []
    ends = [slogan.end for slogan in slogans]
    for paragraph in structure.paragraphs:
        if paragraph.meta:
            continue
        for span in book.found_in(paragraph.text, bare=False):
            slogan = _slogan(structure.document, paragraph, span)
            after = bisect_right(ends, slogan.start)
            if after == len(slogans) or slogans[after].start >= slogan.end:
                found.append(replace(slogan, rule=UNQUOTED))
    return tuple(found)


def _phrase_spans(
    structure: Structure, roles: Sequence[Role], book: PhraseBook, parallels: ParallelFinder
) -> Iterator[tuple[Paragraph, PhraseSpan]]:
    """Yield the stretches of every paragraph that is speech, in reading order."""
    call = closing_call(structure.units, roles)
    for number, paragraph in enumerate(structure.paragraphs):
        if not paragraph.meta:
            calls = [call[1]] if call and call[0] == number else []
            kept = _without_overlaps(paragraph.text, book, calls, parallels)
            yield from ((paragraph, span) for span in sorted(kept, key=lambda span: span.start))


def _without_overlaps(
    text: str, book: PhraseBook, calls: Sequence[PhraseSpan], parallels: ParallelFinder
) -> Iterator[PhraseSpan]:
    """Yield what a paragraph's text holds; where two overlap, the one whose finder stands first here."""
    covered = bytearray(len(text))
    for span in (*quoted_in(text, book), *sayings_in(text), *book.found_in(text), *calls, *parallels(text)):
        if covered.find(1, span.start, span.end) < 0:
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            yield span


def _slogan(document: Document, paragraph: Paragraph, span: PhraseSpan) -> Slogan:
    start, source = paragraph.offset(span.start), document.source.text
    # The end is where the paragraph goes on, so that a reading in brackets stays with its character: 兩風(fēng).
    end = start + len(source[start : paragraph.offset(span.end)].rstrip())
    return Slogan(
        start=start,
        end=end,
        text=paragraph.read(document.text, span.start, span.end),
        source_text=source[start:end],
        kind=span.kind,
        rule=span.rule,
        frame=span.frame,
        fillers=span.fillers,
        name=span.name,
        line=document.line(start),
    )


def _members_spelled_out(structure: Structure, names: Iterable[str], book: PhraseBook) -> dict[str, tuple[Span, ...]]:
    """Return where the speech spells out the members of each named formula that has any."""
    finder = MemberFinder(structure.document, structure.paragraphs)
    entries = [book.entry(name) for name in dict.fromkeys(names)]
    return {entry.name: finder.find(entry.members) for entry in entries if entry.members}


def _with_glossary(
    phrase: Slogan, found: tuple[Paragraph, PhraseSpan], members: dict[str, tuple[Span, ...]], book: PhraseBook
) -> Slogan:
    """Add what the glossary says of a formula: its members, or the name that it comes near."""
    paragraph, span = found
    if span.name in members:
        return replace(phrase, members=book.entry(span.name).members, members_present=members[span.name])
    if span.name is None and span.kind == "formula":
        return replace(phrase, variant_of=book.near(paragraph.text[span.start : span.end]))
    return phrase


def _only_members(phrase: Slogan, members: Sequence[Span]) -> bool:
    """Whether a parallel only spells out a formula: 政治意识、大局意识、核心意识、看齐意识."""
    if phrase.kind != "parallel":
        return False
    return sum(phrase.start <= member.start and member.end <= phrase.end for member in members) > 1
