r"""speechkit reads Chinese official speeches: a long block of text goes in, its outline, parts and tasks come out.

>>> from speechkit import read
>>> reading = read("一、提高认识\n二、狠抓落实\n各单位要在年底前完成整改。", date="2025-03-01")
>>> [section.marker + section.title for section in reading.sections]
['一、提高认识', '二、狠抓落实']
>>> reading.tasks[-1].deadline.latest
'2025-12-31'
"""

# Nothing of Python's own is imported here: `python -m speechkit` has the current folder in its path until __main__
# runs.
# These packages, which import nothing, come first: imported later, they would take the places of the calls that have
# their names. What people ask of this module is imported when they do.
import speechkit.batch
import speechkit.compare
import speechkit.keywords
import speechkit.segment  # noqa: F401
from speechkit.version import __version__

for _name in ("batch", "compare", "keywords", "segment"):
    del globals()[_name]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from speechkit.api import (
        analyze,
        analyze_file,
        compare,
        convert,
        cover,
        explain,
        glossary,
        keywords,
        segment,
        summarize,
        write,
    )
    from speechkit.batch.records import ClusterOptions, Watcher
    from speechkit.batch.run import BatchEstimate, BatchReport, batch, estimate
    from speechkit.compare.records import Comparison, Coverage
    from speechkit.config import Config, load_config
    from speechkit.corpus.collocates import Collocate
    from speechkit.corpus.corpus import Corpus
    from speechkit.corpus.count import Count
    from speechkit.corpus.dispersion import Dispersion
    from speechkit.corpus.frequencies import WordFrequency
    from speechkit.corpus.kwic import Hit
    from speechkit.corpus.phrases import Phrase
    from speechkit.corpus.report import CorpusInfo
    from speechkit.corpus.stats import Stats
    from speechkit.corpus.trend import Trend
    from speechkit.corpus.wordgrams import Ngram
    from speechkit.errors import ConfigError, CorpusError, InputError, OutputError, SpeechkitError, UsageError
    from speechkit.keywords.records import KeywordList
    from speechkit.model import (
        Analysis,
        Deadline,
        Document,
        Explanation,
        Keyword,
        Paragraph,
        Part,
        Section,
        Slogan,
        Source,
        Span,
        SpeechDate,
        Task,
        Unit,
        Warning,
    )
    from speechkit.phrases.glossary import Entry
    from speechkit.pipeline import Reading, read, read_file
    from speechkit.segment.tokens import Token
    from speechkit.selection import SloganList, TaskList
    from speechkit.summary.records import Summary

_MODULES = {
    "speechkit.api": (
        *("analyze", "analyze_file", "compare", "convert", "cover", "explain", "glossary", "keywords"),
        *("segment", "summarize", "write"),
    ),
    "speechkit.batch.records": ("ClusterOptions", "Watcher"),
    "speechkit.batch.run": ("BatchEstimate", "BatchReport", "batch", "estimate"),
    "speechkit.compare.records": ("Comparison", "Coverage"),
    "speechkit.config": ("Config", "load_config"),
    "speechkit.corpus.corpus": ("Corpus",),
    "speechkit.corpus.count": ("Count",),
    "speechkit.corpus.kwic": ("Hit",),
    "speechkit.corpus.collocates": ("Collocate",),
    "speechkit.corpus.dispersion": ("Dispersion",),
    "speechkit.corpus.frequencies": ("WordFrequency",),
    "speechkit.corpus.wordgrams": ("Ngram",),
    "speechkit.corpus.phrases": ("Phrase",),
    "speechkit.corpus.report": ("CorpusInfo",),
    "speechkit.corpus.stats": ("Stats",),
    "speechkit.corpus.trend": ("Trend",),
    "speechkit.errors": ("ConfigError", "CorpusError", "InputError", "OutputError", "SpeechkitError", "UsageError"),
    "speechkit.keywords.records": ("KeywordList",),
    "speechkit.model": (
        *("Analysis", "Deadline", "Document", "Explanation", "Keyword", "Paragraph", "Part", "Section", "Slogan"),
        *("Source", "Span", "SpeechDate", "Task", "Unit", "Warning"),
    ),
    "speechkit.phrases.glossary": ("Entry",),
    "speechkit.pipeline": ("Reading", "read", "read_file"),
    "speechkit.segment.tokens": ("Token",),
    "speechkit.selection": ("SloganList", "TaskList"),
    "speechkit.summary.records": ("Summary",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Analysis",
    "BatchEstimate",
    "BatchReport",
    "ClusterOptions",
    "Collocate",
    "Comparison",
    "Config",
    "ConfigError",
    "Corpus",
    "CorpusError",
    "CorpusInfo",
    "Count",
    "Coverage",
    "Deadline",
    "Dispersion",
    "Document",
    "Entry",
    "Explanation",
    "Hit",
    "InputError",
    "Keyword",
    "KeywordList",
    "Ngram",
    "OutputError",
    "Paragraph",
    "Part",
    "Phrase",
    "Reading",
    "Section",
    "Slogan",
    "SloganList",
    "Source",
    "Span",
    "SpeechDate",
    "SpeechkitError",
    "Stats",
    "Summary",
    "Task",
    "TaskList",
    "Token",
    "Trend",
    "Unit",
    "UsageError",
    "Warning",
    "Watcher",
    "WordFrequency",
    "__version__",
    "analyze",
    "analyze_file",
    "batch",
    "compare",
    "convert",
    "cover",
    "estimate",
    "explain",
    "glossary",
    "keywords",
    "load_config",
    "read",
    "read_file",
    "segment",
    "summarize",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
