"""What a batch tells on standard error while it runs and when it ends, and how Ctrl-C reaches it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import TYPE_CHECKING, Any

from speechkit.batch.records import Failure, Progress, Watcher
from speechkit.cli.corpus_inputs import tell_alike
from speechkit.cli.messages import complain, notes_on_left_out
from speechkit.cli.printing import terminal_width, write
from speechkit.errors import printable
from speechkit.walk import LeftOut, Special, shown

if TYPE_CHECKING:
    from speechkit.batch.run import BatchEstimate, BatchReport

INTERRUPTED = 130
_BAR_EVERY, _LINE_EVERY = 0.2, 10.0  # seconds
_BAR = 20  # columns


class Watch(Watcher):
    """Tells how far a batch is, and takes Ctrl-C for the wish to stop it; a second one ends it at once.

    ``output`` is what the batch writes to, as the user named it.
    """

    def __init__(self, *, quiet: bool, verbose: bool, output: str) -> None:
        self._quiet, self._output = quiet, output
        self._verbose = verbose and not quiet
        self._bar = bool(sys.stderr) and sys.stderr.isatty() and not quiet
        self._every = _BAR_EVERY if self._bar else _LINE_EVERY
        self._next = time.monotonic() + (0.0 if self._bar else self._every)  # the bar is there at once
        self._shown = 0  # columns of the terminal that the bar takes up
        self._interrupted = False
        self._before: Any = None

    def __enter__(self) -> Watch:
        """Take Ctrl-C over, unless it is ignored: in the background, or under nohup."""
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        """Give Ctrl-C back, and the terminal's line."""
        self._clear()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._interrupted:
            raise KeyboardInterrupt
        self._interrupted = True

    def stopped(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._interrupted

    def report(self, progress: Progress) -> None:
        """Draw the bar where there is a terminal, else say it every ten seconds, if wanted."""
        now = time.monotonic()
        if now < self._next or not (self._bar or self._verbose):
            return
        self._next = now + self._every
        if self._bar:
            bar = progress_bar(progress)[: terminal_width() - 1]
            self._put("\r" + bar.ljust(self._shown))
            self._shown = len(bar)
        else:
            complain(progress_line(progress))

    def failed(self, failure: Failure) -> None:
        """Say why, if wanted; failures.jsonl says it in any case."""
        if self._verbose:
            self.say(failure.sentence)

    def doubled(self, path: bytes, other: str) -> None:
        """Name the two, if wanted; how many such files there are is told at the end."""
        if self._verbose:
            self.say(f"{shown(path)} is the same as {printable(other)}, which is there already")

    def say(self, sentence: str, *, always: bool = False) -> None:
        """Print a line, unless -q was given and it need not be said ``always``."""
        if always or not self._quiet:
            self._clear()
            complain(sentence)

    def found(self, left_out: LeftOut, specials: Sequence[Special]) -> None:
        """Say what was met and not taken for a document."""
        for note in notes_on_left_out(specials, left_out, others="--include takes any"):
            self.say(note)

    def removed(self, documents: int) -> None:
        """Say how many records were taken out."""
        gone = counted(documents)
        self.say(f"the records of {gone} no longer among the inputs were taken out of {printable(self._output)}")

    def tell(self, expected: BatchEstimate) -> int:
        """Print what a batch has to do, and return the exit status."""
        for each in expected.unread:
            complain(each.sentence)
        words = [counted(expected.documents), f"{expected.size:,} bytes"]
        words.append(f"{expected.chunks:,} chunk{'s' * (expected.chunks != 1)}")
        with_workers = f"with {expected.workers} worker{'s' * (expected.workers != 1)}"
        words.append(f"about {duration(expected.seconds)} {with_workers}")
        done = f"; {counted(expected.done)} done already" if expected.done else ""
        write([", ".join(words) + done + "\n"])
        return int(bool(expected.unread))

    def conclude(self, report: BatchReport) -> int:
        """Say how the batch ended, and return the exit status."""
        if report.stopped:
            how = "interrupted" if self._interrupted else "stopped at the first failure"
            done = f"{report.done:,} of {counted(report.documents)}"
            self.say(f"{how} after {done}; the same command with --resume goes on", always=True)
        if report.duplicates:
            self.say(
                f"{counted(report.duplicates)} the same as others, kept once with them"
                + "; -v names them" * (not self._verbose)
            )
        if not self._quiet:
            self._clear()
            tell_alike(report.alike, self._output)
        if report.failed:
            many = f"{report.failed:,} of {counted(report.documents + report.unread)}"
            self.say(f"{many} failed; {shown(report.failures)} says why", always=True)
        elif not report.stopped and (self._bar or self._verbose):
            took = f" in {duration(report.seconds)}" if report.todo else ", none of them anew"
            self.say(f"{counted(report.documents)} done{took}")
        if report.stopped and self._interrupted:
            return INTERRUPTED
        return int(report.failed > 0)

    def _clear(self) -> None:
        if self._shown:
            self._put("\r" + " " * self._shown + "\r")
            self._shown = 0

    def _put(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:  # the terminal has gone
            self._bar = False


def progress_line(progress: Progress) -> str:
    """Return how far a batch is, in words for a log."""
    words = [f"{progress.finished:,} of {counted(progress.documents)}", *_speed(progress)]
    return ", ".join(words + [f"{progress.failed:,} failed"] * bool(progress.failed))


def progress_bar(progress: Progress) -> str:
    """Return the same as a bar."""
    filled = int(progress.share * _BAR)
    bar = f"[{'#' * filled}{'-' * (_BAR - filled)}] {progress.share:4.0%}"
    words = [bar, f"{progress.finished:,}/{progress.documents:,}", *_speed(progress)]
    return "  ".join(words + [f"{progress.failed:,} failed"] * bool(progress.failed))


def _speed(progress: Progress) -> list[str]:
    if not progress.finished or not progress.seconds:
        return []
    words = [f"{progress.finished / progress.seconds:.1f} a second"]
    if progress.share:
        words.append(f"{duration(progress.seconds / progress.share - progress.seconds)} left")
    return words


def counted(documents: int) -> str:
    """Return a number of documents in words: 1 document, 1,200 documents."""
    return f"{documents:,} document{'s' * (documents != 1)}"


def duration(seconds: float) -> str:
    """Return a time in words, to two units: 3 s, 4 min 5 s, 2 h 10 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return "{} h {} min".format(*divmod(minutes, 60))
