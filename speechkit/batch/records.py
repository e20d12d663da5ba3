"""What the parts of a batch hand to each other, and the interfaces it is open at: executors, sinks and watchers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from speechkit.errors import OutputError, printable
from speechkit.walk import InputFile, LeftOut, Special, shown


class Failure(msgspec.Struct, frozen=True, array_like=True):
    """Why a document has no record: a code for programs (``missing``, ``timeout``, …) and a sentence for people."""

    code: str
    sentence: str


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of document ``number``: its record in the form that the sink takes, or a failure.

    ``size`` and ``ctime_ns`` are the file's before it was read, ``sha256`` is that of the bytes that were read.
    """

    number: int
    failure: Failure | None = None
    record: bytes = b""
    sha256: str = ""
    size: int = 0
    ctime_ns: int = 0


# Documents that a worker gets at once: the number of each and its path.
Chunk = Sequence[tuple[int, bytes]]


class Progress(msgspec.Struct):
    """How far a run is: ``documents`` and ``size`` (bytes) are what it has to do, the rest what it has done so far.

    ``finished`` counts all that an outcome is known of, ``failed`` those and inputs that could not be looked into;
    ``stopped``: it took no more documents on before all were done. ``duplicates`` are kept once with others of the
    same text.
    """

    documents: int
    size: int
    finished: int = 0
    finished_size: int = 0
    failed: int = 0
    seconds: float = 0.0
    stopped: bool = False
    duplicates: int = 0

    @property
    def share(self) -> float:
        """Return how much of the batch is done, from 0 to 1: by bytes, as a long document takes longer."""
        return self.finished_size / self.size if self.size else 1.0


class ClusterOptions(msgspec.Struct, frozen=True):
    """Where a Dask cluster is and how it is used.

    ``scheduler`` is as in tcp://host:8786; ``ca_file``, ``cert`` and ``key`` are PEM files to prove by TLS who is who.
    ``documents`` are sent at once; ``ship``: with their bytes, so that workers need not have the files.
    """

    scheduler: str
    ca_file: str | None = None
    cert: str | None = None
    key: str | None = None
    documents: int = 200
    ship: bool = False


class Executor(Protocol):
    """Analyses documents somewhere: in processes of this machine, or on others."""

    def wants(self) -> bool:
        """Whether another chunk could be put to work now."""

    def submit(self, chunk: Chunk) -> None:
        """Take on a chunk. Each of its documents will have one outcome, whatever happens to it."""

    def wait(self, seconds: float) -> list[Outcome]:
        """Return the outcomes that came in, in any order; wait for the first at most ``seconds``."""

    def close(self) -> None:
        """End at once; what is not finished is dropped."""


class StoredAt(msgspec.Struct, frozen=True):
    """Where a sink has put a record, for the journal: ``start`` and ``length`` in bytes, or the record itself.

    ``same_as`` names the document whose text is the same, where a sink keeps each text once.
    """

    start: int
    length: int
    record: bytes | None = None
    same_as: str | None = None


class Watcher:
    """Hears how far a batch is and may stop it; this one says nothing and never does. Override what is wanted."""

    def found(self, left_out: LeftOut, specials: Sequence[Special]) -> None:
        """Hear what was met and not taken for a document, once all files are found."""

    def removed(self, documents: int) -> None:
        """Hear of how many documents the records were taken out, as they are no longer among the inputs."""

    def stopped(self) -> bool:
        """Whether to take no more documents on."""
        return False

    def report(self, progress: Progress) -> None:
        """Hear how far the run is, several times a second."""

    def failed(self, failure: Failure) -> None:
        """Hear of a failure."""

    def doubled(self, path: bytes, other: str) -> None:
        """Hear of a file that holds the same as the document ``other``, and is kept once with it."""


# What a record is: JSON as ``analyze --format json`` prints it, JSON on one line, or the entry of a corpus.
RecordForm = Literal["indented", "compact", "entry"]


class Sink(Protocol):
    """Where records go: a folder, a file of lines, a table, a corpus. The journal knows what it holds."""

    form: RecordForm  # of the records that it takes
    adds: bool  # whether what it holds of other inputs stays; else the output is of the inputs and nothing else
    alike: int  # documents that were put and look nearly the same as others, known once it is finished

    def refusal(self, *, resume: bool, known: bool) -> str | None:
        """Return why the output cannot be written, in words that follow its name; None where all is well.

        ``resume``: it is to be gone on with. ``known``: there is a journal of an earlier batch that wrote it.
        """

    def recover(self) -> None:
        """Finish what a process died at in the middle, so that the journal is right. Raises ``OutputError``."""

    def holds(self, key: bytes, start: int, length: int, sha256: str) -> bool:
        """Whether the record of the file ``key`` that the journal tells of is still there. Never raises."""

    def drop(self, key: bytes) -> None:
        """Take out the record of a document that has changed or gone, where that cannot wait for ``finish``."""

    def begin(self) -> None:
        """Open the output for writing, repaired to what the journal tells.

        Raises ``OutputError``, or ``UsageError`` where nothing was begun and the output cannot be used now.
        """

    def put(self, file: InputFile, record: bytes) -> StoredAt:
        """Add the record of a file; those of one run come in the order of their keys.

        Raises ``UnstorableError`` where only this record cannot be had, ``OutputError`` where none can.
        """

    def flush(self) -> None:
        """Make all records that were put safe from the death of this process: the journal tells of them next."""

    def finish(self, *, complete: bool) -> None:
        """Put the output in order; ``complete`` is false where the run was stopped. Raises ``OutputError``."""

    def close(self) -> None:
        """Let go of the output. Never raises."""


class UnstorableError(OutputError):
    """A record whose place cannot be made, such as a name that is too long; others can be stored."""


def exists_already(path: bytes, *, resume: bool, known: bool) -> str | None:
    """Return a ``refusal`` for outputs of one file, which are gone on with and never replaced."""
    if not os.path.exists(path) or (os.path.isfile(path) and not os.path.getsize(path)):
        return None
    if not known:
        return "exists already, and there is nothing here to resume it by; name another"
    return None if resume else "exists already; resume it to go on with it, or remove it first"


def cannot_write(path: str | bytes, error: Exception, kind: type[OutputError] = OutputError) -> OutputError:
    """Return the error, a sentence for the user, for an output that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return kind(f"cannot write {shown(path)}: {printable(reason.lower())}")


def name_of(path: bytes) -> str:
    r"""Return a path as records name their source: a byte that is no UTF-8 is written ``\\xff``."""
    return os.fsdecode(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
