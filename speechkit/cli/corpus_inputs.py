"""What the commands that search a corpus take as input: a corpus, or files and folders that become one in memory."""

from __future__ import annotations

from msgspec.structs import replace

from speechkit.cli.messages import complain
from speechkit.cli.options import Inputs, refuse_own
from speechkit.cli.session import Session
from speechkit.corpus.add import Change, put_entries
from speechkit.corpus.entry import analyzed
from speechkit.corpus.schema import is_corpus
from speechkit.corpus.store import Corpus, memory_corpus, open_corpus
from speechkit.corpus.write import Home
from speechkit.errors import InputError, UsageError, printable
from speechkit.inputs import files_of
from speechkit.model import Document
from speechkit.pipeline import Extraction


def corpus_of(inputs: Inputs, extract: tuple[Extraction, ...] = ()) -> Corpus:
    """The corpus that the inputs name; files and folders become one in memory, as far as they can be read.

    ``extract`` is what their analysis must find beside outline and parts. Raises ``UsageError`` where a corpus is
    named beside other inputs.
    """
    corpora = [file for file in inputs.files if file != "-" and is_corpus(file)]
    if corpora and len(inputs.files) > 1:
        raise UsageError(f"{printable(corpora[0])} is a corpus, which is searched alone; name it and nothing else")
    if corpora:
        return open_corpus(corpora[0])
    corpus = memory_corpus()

    def added(document: Document) -> Change:
        name = document.source.name
        inputs.warn(document, document.source.warnings)
        return put_entries(corpus, [(analyzed(document, inputs.config, extract=extract), Home(name, "", name))])[0]

    files = files_of(inputs.files, inputs.session.failed)
    if not files:
        refuse_nothing(inputs.files, inputs.session)
    refuse_own(inputs.output, files)
    for change in replace(inputs, files=files).each(added):
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
