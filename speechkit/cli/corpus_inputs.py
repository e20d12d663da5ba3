"""What the commands that search a corpus take as input: a corpus, or files and folders that become one in memory."""

from __future__ import annotations

from msgspec.structs import replace

from speechkit.cli.messages import Session, complain, told_files
from speechkit.cli.options import Inputs, refuse_own
from speechkit.corpus.add import Change
from speechkit.corpus.corpus import Corpus
from speechkit.corpus.schema import is_corpus
from speechkit.errors import InputError, UsageError, printable
from speechkit.pipeline import Reading
from speechkit.walk import files_in


def corpus_of(inputs: Inputs, *, tasks: bool = False, slogans: bool = False) -> Corpus:
    """Return the corpus that the inputs name; files and folders become one in memory, as far as they can be read.

    ``tasks`` and ``slogans``: whether these are to be found in files. Raises ``UsageError`` where a corpus is named
    beside other inputs.
    """
    corpora = [file for file in inputs.files if file != "-" and is_corpus(file)]
    if corpora and len(inputs.files) > 1:
        raise UsageError(f"{printable(corpora[0])} is a corpus, which is searched alone; name it and nothing else")
    if corpora:
        return Corpus.open(corpora[0], config=inputs.config)
    corpus = Corpus.in_memory(config=inputs.config)

    def added(reading: Reading) -> Change:
        inputs.warn(reading.document, reading.document.source.warnings)
        return corpus.add_reading(reading, tasks=tasks, slogans=slogans)

    found = files_in(inputs.files, as_named=True, reading=inputs.config.reading)
    files = told_files(found, inputs.session, quiet=inputs.quiet).paths
    if not files:
        refuse_nothing(inputs.files, inputs.session)
    refuse_own(inputs.output, files)
    for change in replace(inputs, files=files).each(added, single=True):
        tell(change, inputs.quiet)
    return corpus


def refuse_nothing(files: tuple[str, ...], session: Session) -> None:
    """Raises ``InputError`` where the inputs hold no speech, unless it was said already what is wrong with them."""
    if not session.status:
        raise InputError(f"there are no speeches in {', '.join(map(printable, files))}")


def tell(change: Change, quiet: bool) -> None:
    """Name a duplicate, and the document that it is one of."""
    if change.kind == "duplicate" and not quiet:
        complain(f"{printable(change.name)} is the same as {printable(change.other or '')}, which is there already")
