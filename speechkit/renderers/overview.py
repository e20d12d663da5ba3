"""What there is, in a few lines: what ``analyze`` says around the outline, what ``corpus info`` says of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from speechkit.errors import printable
from speechkit.model import Analysis, Role
from speechkit.renderers.table import Table, View

if TYPE_CHECKING:
    from speechkit.corpus.report import CorpusInfo, TextInfo

SCRIPTS = {"hans": "simplified characters", "hant": "traditional characters", "mixed": "mixed characters"}
_MOST_TEXTS = 20  # that are told of one by one
DATE_FROM = {"title": "by its title", "text": "by its text", "option": "as given"}


def about(analysis: Analysis) -> str:
    """Return one line on the text: encoding, script, size, and the speech's date where it is known."""
    source = analysis.source
    script = SCRIPTS.get(source.script, source.script)
    said = [source.encoding, script, _many(source.chars, "character"), _many(source.lines, "line")]
    if date := analysis.date:
        said.append(f"dated {date.iso} ({DATE_FROM.get(date.origin, date.origin)})")
    return ", ".join(said)


def counts(analysis: Analysis) -> list[str]:
    """Return lines that count sections by level and by series, characters by part, tasks, set phrases and warnings."""
    sections = analysis.sections
    lines = [_many(len(sections), "section")]
    if sections:
        levels = Counter(section.level for section in sections)
        lines.append("by level: " + ", ".join(f"{level}: {levels[level]}" for level in sorted(levels)))
        series = Counter(section.series for section in sections)
        lines.append("by series: " + ", ".join(f"{name}: {number}" for name, number in series.items()))
    if analysis.parts:
        lines.append("by part: " + ", ".join(f"{role}: {share:.1%}" for role, share in _shares(analysis).items()))
    relayed = sum(task.relayed for task in analysis.tasks)
    lines.append(_many(len(analysis.tasks), "task") + (f", {relayed} of them relayed" if relayed else ""))
    kinds = Counter(slogan.kind for slogan in analysis.slogans)
    told = ", ".join(f"{kind}: {number}" for kind, number in kinds.items())
    lines.append(_many(len(analysis.slogans), "set phrase") + (f" ({told})" if told else ""))
    lines.append(_many(len(analysis.warnings), "warning"))
    return lines


def corpus_info(infos: Iterable[CorpusInfo], view: View) -> Iterator[str]:
    """Yield a line for all that is known of a corpus, labels in a column."""
    for info in infos:
        facts = msgspec.structs.asdict(info) | {"texts": tuple(set_aside(info.texts))}
        for name, value in facts.items():
            for at, each in enumerate(value if isinstance(value, tuple) else [value]):
                shown = "–" if each is None else f"{each:,}" if isinstance(each, int) else printable(each)
                yield f"{'' if at else name.replace('_', ' '):<12}{shown}\n"


def set_aside(texts: Sequence[TextInfo]) -> Iterator[str]:
    """Yield how much of each text is set aside; of many texts those of which most is."""
    for text in texts[:_MOST_TEXTS]:
        yield f"{text.share:4.0%} of {text.chars:,} characters set aside: {text.name}"
    if (more := len(texts) - _MOST_TEXTS) > 0:
        yield f"less of {_many(more, 'other text')}; corpus info --format json has all"


def corpus_record(infos: Iterable[CorpusInfo], view: View) -> Table:
    """Return what is known of a corpus as it is."""
    return Table(records=((info,) for info in infos))


def _shares(analysis: Analysis) -> dict[Role, float]:
    """How much of the text's characters each role has, in the order in which they first stand."""
    shares: dict[Role, float] = {}
    for part in analysis.parts:
        shares[part.role] = shares.get(part.role, 0.0) + (part.end - part.start) / analysis.source.chars
    return shares


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
