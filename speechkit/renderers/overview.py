"""What there is, in a few lines: what ``analyze`` says around the outline, what ``corpus info`` says of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from speechkit.errors import printable
from speechkit.labels import labels_for
from speechkit.model import Analysis, Role
from speechkit.renderers.table import Table, View, padded

if TYPE_CHECKING:
    from speechkit.corpus.report import CorpusInfo, UndatedText

SCRIPTS = {"hans": "simplified characters", "hant": "traditional characters", "mixed": "mixed characters"}
_MOST_TEXTS = 10  # that are told of one by one
_MOST_YEARS = 3
_TOLD_WITH_OTHERS = ("last_date", "all_chars", "texts", "empty_texts", "undated_texts", "speaker_texts", "year_only")
DATE_FROM = {"title": "by its title", "text": "by its text", "option": "as given"}


def about(analysis: Analysis, view: View) -> str:
    """Return one line on the text: encoding, script, size, and the speech's date where it is known."""
    source, say = analysis.source, view.say
    script = SCRIPTS.get(source.script, source.script)
    chars, lines = source.chars, source.lines
    said = [
        source.encoding,
        say(script),
        say(f"{chars:,} character{'s' * (chars != 1)}"),
        say(f"{lines:,} line{'s' * (lines != 1)}"),
    ]
    if date := analysis.date:
        said.append(say(f"dated {date.iso} ({DATE_FROM.get(date.origin, date.origin)})"))
    return say(", ").join(said)


def counts(analysis: Analysis, view: View) -> list[str]:
    """Return lines that count sections by level and by series, characters by part, tasks, set phrases and warnings."""
    say, comma = view.say, view.say(", ")
    sections, tasks, phrases = len(analysis.sections), len(analysis.tasks), len(analysis.slogans)
    lines = [say(f"{sections:,} section{'s' * (sections != 1)}")]
    if sections:
        levels = Counter(section.level for section in analysis.sections)
        lines.append(say("by level: ") + comma.join(f"{level}: {levels[level]}" for level in sorted(levels)))
        series = Counter(section.series for section in analysis.sections)
        lines.append(say("by series: ") + comma.join(f"{name}: {number}" for name, number in series.items()))
    if analysis.parts:
        shares = _shares(analysis).items()
        lines.append(say("by part: ") + comma.join(f"{view.role(role)}: {share:.1%}" for role, share in shares))
    relayed = sum(task.relayed for task in analysis.tasks)
    others = say(f", {relayed} of them relayed") if relayed else ""
    lines.append(say(f"{tasks:,} task{'s' * (tasks != 1)}") + others)
    kinds = Counter(slogan.kind for slogan in analysis.slogans)
    names = labels_for(view.language).slogan_kinds
    told = comma.join(f"{names[kind] if view.chosen else kind}: {number}" for kind, number in kinds.items())
    lines.append(say(f"{phrases:,} set phrase{'s' * (phrases != 1)}") + (f" ({told})" if told else ""))
    warnings = len(analysis.warnings)
    lines.append(say(f"{warnings:,} warning{'s' * (warnings != 1)}"))
    return lines


def corpus_info(infos: Iterable[CorpusInfo], view: View) -> Iterator[str]:
    """Yield a line for all that is known of a corpus, labels in a column."""
    for info in infos:
        # A list stands below the number of what it lists, the last date beside the first.
        told: dict[str, Iterable[object]] = {
            "first_date": (_dates(info), *_year_only(info, view)),
            "empty": (info.empty, *empty(info.empty_texts, view)),
            "undated": (info.undated, *undated(info.undated_texts, view)),
            "speakers": (": ".join((f"{info.speakers:,}", *_speakers(info, view))),),
            "set_aside": set_aside(info, view),
        }
        for name, value in msgspec.structs.asdict(info).items():
            if name in _TOLD_WITH_OTHERS:
                continue
            label = "dates" if name == "first_date" else name.replace("_", " ")
            for at, each in enumerate(told.get(name, value if isinstance(value, tuple) else (value,))):
                shown = "–" if each is None else f"{each:,}" if isinstance(each, int) else printable(str(each))
                yield f"{padded('' if at else view.say(label), 17)}{shown}\n"


def uncounted(info: CorpusInfo, view: View) -> Iterator[str]:
    """Yield what cannot be counted in a corpus, and why: texts without a body, a date, a speaker, and what is aside."""
    yield from empty(info.empty_texts, view)
    yield from undated(info.undated_texts, view)
    yield from _year_only(info, view)
    if info.without_speaker:
        yield view.say(f"no speaker: {info.without_speaker:,} document{'s' * (info.without_speaker != 1)}")
    for line in _speakers(info, view):
        yield view.say("documents of each speaker: ") + line
    yield from set_aside(info, view)


def set_aside(info: CorpusInfo, view: View) -> Iterator[str]:
    """Yield how much of all texts together is set aside, and of each; of many texts those of which most is."""
    if info.all_chars:
        yield view.say(f"{info.share:4.0%} of {info.all_chars:,} characters set aside in all")
    told = (view.say(f"{text.share:4.0%} of {text.chars:,} characters set aside: ") + text.name for text in info.texts)
    yield from _first(told, view)


def empty(names: Iterable[str], view: View) -> Iterator[str]:
    """Yield which texts have no body."""
    return _first((view.say("no body, so nothing is counted in it: ") + name for name in names), view)


def undated(texts: Iterable[UndatedText], view: View) -> Iterator[str]:
    """Yield which texts have no date, and why."""
    return _first((_why_undated(text, view) + text.name for text in texts), view)


def _why_undated(text: UndatedText, view: View) -> str:
    if text.impossible:
        return view.say(f"no date, for {text.impossible} is none of the calendar: ")
    if not text.years:
        return view.say("no date, for none is found in it or in its name: ")
    years = "、".join(text.years[:_MOST_YEARS]) + "…" * (len(text.years) > _MOST_YEARS)
    return view.say(f"no date, for none of the years in it ({years}) is told as its own: ")


def _dates(info: CorpusInfo) -> str | None:
    """The first and the last date, None where there is none."""
    return f"{info.first_date} – {info.last_date}" if info.first_date else None


def _year_only(info: CorpusInfo, view: View) -> Iterator[str]:
    if number := info.year_only:
        yield view.say(f"only a year, so left out by month: {number:,} document{'s' * (number != 1)}")


def _speakers(info: CorpusInfo, view: View) -> Iterator[str]:
    """Yield one line with the speakers and how many documents each has, those with most first; none without any."""
    first = [f"{each.name} {each.documents:,}" for each in info.speaker_texts[:_MOST_TEXTS]]
    if first:
        yield view.say(", ").join((*first, *_more(len(info.speaker_texts) - len(first), view)))


def _first(lines: Iterable[str], view: View) -> Iterator[str]:
    """Yield the first of many lines, and how many more there are."""
    lines = iter(lines)
    yield from islice(lines, _MOST_TEXTS)
    yield from _more(sum(1 for _ in lines), view)


def _more(number: int, view: View) -> Iterator[str]:
    if number > 0:
        yield view.say(f"and {number:,} more; corpus info --format json has all")


def corpus_record(infos: Iterable[CorpusInfo], view: View) -> Table:
    """Return what is known of a corpus as it is."""
    return Table(records=((info,) for info in infos))


def _shares(analysis: Analysis) -> dict[Role, float]:
    """How much of the text's characters each role has, in the order in which they first stand."""
    shares: dict[Role, float] = {}
    for part in analysis.parts:
        shares[part.role] = shares.get(part.role, 0.0) + (part.end - part.start) / analysis.source.chars
    return shares
