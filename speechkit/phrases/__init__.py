"""Set phrases (提法): formulas, mottos, parallel chains and closing calls, found on characters before words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from speechkit.model import Document, Paragraph, Role, Slogan, Span, Structure
from speechkit.phrases.calls import call_of
from speechkit.phrases.finding import Finding
from speechkit.phrases.members import SpelledOut
from speechkit.phrases.parallels import parallels_in
from speechkit.phrases.phrasebook import PhraseBook, phrase_book
from speechkit.phrases.quotes import quoted_in
from speechkit.phrases.rules import slogan_rules
from speechkit.rules import compiled

__all__ = ["PhraseBook", "phrase_book", "slogans_of"]


def slogans_of(structure: Structure, roles: Sequence[Role], phrases: PhraseBook) -> tuple[Slogan, ...]:
    """Find every set phrase, in reading order; one stretch is of one kind, and none overlaps another."""
    document, paragraphs = structure.document, structure.paragraphs
    call = call_of(structure.units, roles)
    found: list[tuple[Paragraph, Finding]] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.meta:
            continue
        calls = [Finding(call.start, call.end, "call", call.rule)] if call and call.paragraph == number else []
        findings = _found(paragraph.text, phrases, calls)
        found += [(paragraph, each) for each in sorted(findings, key=lambda each: each.start)]
    speech = SpelledOut(document, paragraphs)
    spelled: dict[str, tuple[Span, ...]] = {}
    slogans = []
    for paragraph, finding in found:
        slogan = _slogan(document, paragraph, finding)
        if finding.name:
            members = phrases.entry(finding.name).members
            if members and finding.name not in spelled:
                spelled[finding.name] = speech.where(members)
            if members:
                slogan = replace(slogan, members=members, members_present=spelled[finding.name])
        elif slogan.kind == "formula":
            slogan = replace(slogan, variant_of=phrases.near(paragraph.text[finding.start : finding.end]))
        slogans.append(slogan)
    together = [span for spans in spelled.values() if len(spans) > 1 for span in spans]
    return tuple(slogan for slogan in slogans if not _only_members(slogan, together))


def _only_members(slogan: Slogan, members: Sequence[Span]) -> bool:
    """Whether a chain only spells out a formula: 政治意识、大局意识、核心意识、看齐意识."""
    if slogan.kind != "parallel":
        return False
    return sum(slogan.start <= member.start and member.end <= slogan.end for member in members) > 1


def _found(text: str, phrases: PhraseBook, calls: Iterable[Finding]) -> list[Finding]:
    """What a paragraph's text holds: what is quoted, built or known before a call, a call before a chain."""
    findings: list[Finding] = []
    covered = bytearray(len(text))
    for each in (*quoted_in(text, phrases), *_sayings(text), *phrases.found_in(text), *calls, *parallels_in(text)):
        if covered.find(1, each.start, each.end) < 0:
            covered[each.start : each.end] = b"\1" * (each.end - each.start)
            findings.append(each)
    return findings


def _sayings(text: str) -> Iterator[Finding]:
    for rule in slogan_rules().sayings:
        if compiled(rule.near).search(text):
            for match in compiled(rule.pattern).finditer(text):
                yield Finding(*match.span(), rule.kind, rule.id)


def _slogan(document: Document, paragraph: Paragraph, finding: Finding) -> Slogan:
    start, source = paragraph.offset(finding.start), document.source.text
    end = start + len(source[start : paragraph.offset(finding.end)].rstrip())  # 兩風(fēng): with its reading
    return Slogan(
        start=start,
        end=end,
        text=paragraph.read(document.text, finding.start, finding.end),
        source_text=source[start:end],
        kind=finding.kind,
        rule=finding.rule,
        frame=finding.frame,
        fillers=finding.fillers,
        name=finding.name,
        line=document.line(start),
    )
