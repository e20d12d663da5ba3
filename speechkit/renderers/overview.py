"""What there is, in a few lines: what ``analyze`` says around the outline, what ``corpus info`` says of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from speechkit.errors import printable
from speechkit.labels import labels_for
from speechkit.model import Analysis, Role
from speechkit.renderers.table import Table, View, padded

if TYPE_CHECKING:
    from speechkit.corpus.report import CorpusInfo, TextInfo

SCRIPTS = {"hans": "simplified characters", "hant": "traditional characters", "mixed": "mixed characters"}
_MOST_TEXTS = 20  # that are told of one by one
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
        facts = msgspec.structs.asdict(info) | {"texts": tuple(set_aside(info.texts, view))}
        for name, value in facts.items():
            for at, each in enumerate(value if isinstance(value, tuple) else [value]):
                shown = "–" if each is None else f"{each:,}" if isinstance(each, int) else printable(each)
                yield f"{padded('' if at else view.say(name.replace('_', ' ')), 12)}{shown}\n"


def set_aside(texts: Sequence[TextInfo], view: View) -> Iterator[str]:
    """Yield how much of each text is set aside; of many texts those of which most is."""
    for text in texts[:_MOST_TEXTS]:
        yield view.say(f"{text.share:4.0%} of {text.chars:,} characters set aside: ") + text.name
    if (more := len(texts) - _MOST_TEXTS) > 0:
        yield view.say(f"less of {more:,} other text{'s' * (more != 1)}; corpus info --format json has all")


def corpus_record(infos: Iterable[CorpusInfo], view: View) -> Table:
    """Return what is known of a corpus as it is."""
    return Table(records=((info,) for info in infos))


def _shares(analysis: Analysis) -> dict[Role, float]:
    """How much of the text's characters each role has, in the order in which they first stand."""
    shares: dict[Role, float] = {}
    for part in analysis.parts:
        shares[part.role] = shares.get(part.role, 0.0) + (part.end - part.start) / analysis.source.chars
    return shares
