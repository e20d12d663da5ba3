"""How far a batch is, and how that is put in words."""

from __future__ import annotations

import msgspec

_BAR = 20


class Progress(msgspec.Struct):
    """``documents`` and ``size`` (bytes) are what a run has to do, the rest is what it has done so far.

    ``finished`` counts all that an outcome is known of, ``failed`` those and inputs that could not be looked into;
    ``stopped``: it took no more documents on before all were done.
    """

    documents: int
    size: int
    finished: int = 0
    finished_size: int = 0
    failed: int = 0
    seconds: float = 0.0
    stopped: bool = False

    def line(self) -> str:
        """The words for a log."""
        words = [f"{self.finished:,} of {counted(self.documents)}", *self._speed()]
        return ", ".join(words + [f"{self.failed:,} failed"] * bool(self.failed))

    def bar(self) -> str:
        """The same as a bar."""
        share = self._share()
        filled = int(share * _BAR)
        words = [f"[{'#' * filled}{'-' * (_BAR - filled)}] {share:4.0%}", f"{self.finished:,}/{self.documents:,}"]
        return "  ".join([*words, *self._speed(), *([f"{self.failed:,} failed"] * bool(self.failed))])

    def _share(self) -> float:
        """By bytes, for a long document takes longer."""
        return self.finished_size / self.size if self.size else 1.0

    def _speed(self) -> list[str]:
        if not self.finished or not self.seconds:
            return []
        words = [f"{self.finished / self.seconds:.1f} a second"]
        if share := self._share():
            words.append(f"{duration(self.seconds / share - self.seconds)} left")
        return words


def counted(documents: int) -> str:
    """A number of documents: 1 document, 1,200 documents."""
    return f"{documents:,} document{'s' * (documents != 1)}"


def duration(seconds: float) -> str:
    """A time in words, to two units: 3 s, 4 min 5 s, 2 h 10 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return "{} h {} min".format(*divmod(minutes, 60))
