"""What a batch tells on standard error while it runs and when it ends, and how Ctrl-C reaches it."""

from __future__ import annotations

import signal
import sys
import time
from types import FrameType
from typing import Any

from speechkit.batch.progress import Progress, counted, duration
from speechkit.batch.records import Failure
from speechkit.cli.messages import complain
from speechkit.cli.printing import terminal_width
from speechkit.errors import printable
from speechkit.walk import LeftOut, Special, shown

INTERRUPTED = 130
_BAR_EVERY, _LINE_EVERY = 0.2, 10.0  # seconds


class Watch:
    """Tells how far a batch is, and takes Ctrl-C for the wish to stop it; a second one ends it at once."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._quiet = quiet
        self._verbose = verbose and not quiet
        self._bar = bool(sys.stderr) and sys.stderr.isatty() and not quiet
        self._every = _BAR_EVERY if self._bar else _LINE_EVERY
        self._next = time.monotonic() + (0.0 if self._bar else self._every)  # the bar is there at once
        self._doubled = 0  # files that are kept once with another
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
        """The bar where there is a terminal, else every ten seconds a line, if wanted."""
        now = time.monotonic()
        if now < self._next or not (self._bar or self._verbose):
            return
        self._next = now + self._every
        if self._bar:
            bar = progress.bar()[: terminal_width() - 1]
            self._put("\r" + bar.ljust(self._shown))
            self._shown = len(bar)
        else:
            complain(progress.line())

    def failed(self, failure: Failure) -> None:
        """The sentence, if wanted; it is in failures.jsonl in any case."""
        if self._verbose:
            self.say(failure.sentence)

    def doubled(self, path: bytes, other: str) -> None:
        """The names, if wanted; that there are such files is told at the end."""
        self._doubled += 1
        if self._verbose:
            self.say(f"{shown(path)} is the same as {printable(other)}, which is there already")

    def say(self, sentence: str, *, always: bool = False) -> None:
        """A line, which -q does without unless it has to be said ``always``."""
        if always or not self._quiet:
            self._clear()
            complain(sentence)

    def left_out(self, left_out: LeftOut, specials: list[Special]) -> None:
        """What was found and not taken for a document."""
        for each in specials:
            self.say(f"warning: {shown(each.path)} is {each.kind}, not a file; it was left out")
        if many := left_out.links:
            self.say(f"warning: {many:,} symbolic link{'s' * (many > 1)} not followed; name what they lead to")
        if many := left_out.other_kinds:
            self.say(f"warning: {many:,} file{'s' * (many > 1)} of other kinds left out; --include takes any")

    def conclude(self, progress: Progress, found: int, unread: int, failures: bytes) -> int:
        """Say how the batch ended, and return the exit status.

        ``found`` counts files, whenever they were done, ``unread`` the inputs that could not be looked into.
        """
        done = found - progress.documents + progress.finished
        if progress.stopped:
            how = "interrupted" if self._interrupted else "stopped at the first failure"
            self.say(f"{how} after {done:,} of {counted(found)}; the same command with --resume goes on", always=True)
        if self._doubled:
            self.say(
                f"{counted(self._doubled)} the same as others, kept once with them"
                + "; -v names them" * (not self._verbose)
            )
        if progress.failed:
            many = f"{progress.failed:,} of {counted(found + unread)}"
            self.say(f"{many} failed; {shown(failures)} says why", always=True)
        elif not progress.stopped and (self._bar or self._verbose):
            took = f" in {duration(progress.seconds)}" if progress.documents else ", none of them anew"
            self.say(f"{counted(found)} done{took}")
        if progress.stopped and self._interrupted:
            return INTERRUPTED
        return int(progress.failed > 0)

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
