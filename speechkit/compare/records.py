"""What is found: what has changed between two sides, and what one passes on of the other's demands.

Offsets and lines (1-based) are those of the file that a record names.
"""

from __future__ import annotations

from typing import Literal

from speechkit.compare.rules import is_style
from speechkit.model import Record, SloganKind

ChangeKind = Literal["matched", "added", "dropped"]
StrengthChange = Literal["stronger", "weaker"]
DeadlineChange = Literal["earlier", "later", "changed", "added", "dropped"]
PassedOn = Literal["verbatim", "reworded", "partly", "missing"]


class SideInfo(Record, frozen=True):
    """What is known of a side: ``first_date`` and ``last_date`` are those of its speeches, ``title`` that of a single.

    ``tasks`` counts different ones, not those that are passed on from others.
    """

    name: str
    title: str | None
    first_date: str | None
    last_date: str | None
    speeches: int
    chars: int
    tasks: int
    slogans: int


class Location(Record, frozen=True):
    """Where something stands."""

    file: str
    line: int
    start: int
    end: int


class SectionAt(Location, frozen=True):
    """A section of a speech, as in the analysis."""

    id: str
    marker: str
    title: str
    level: int


class SectionChange(Record, frozen=True):
    """A section of both sides, or of one. ``score`` is how much alike they are, from 0 to 1.

    ``moved``: it stands in another order among those that stayed together, or below another section.
    """

    kind: ChangeKind
    a: SectionAt | None
    b: SectionAt | None
    score: float | None = None
    moved: bool = False
    retitled: bool = False


class TaskAt(Location, frozen=True):
    """A task where it first stands on a side; ``count`` is how often it does, word for word.

    ``deadline`` is its words, ``latest`` the day that they mean (ISO 8601).
    """

    id: str
    text: str
    strength: str
    actor: str | None
    deadline: str | None
    latest: str | None
    count: int


class TaskChange(Record, frozen=True):
    """A task of both sides, or of one. ``score`` is how much alike the two are, from 0 to 1.

    ``again``: the other side's task is matched with a task that is more like it already, as where one became two; then
    strength and deadline are not compared. ``words_a`` and ``words_b`` are those that decided about ``strength``.
    """

    kind: ChangeKind
    a: TaskAt | None
    b: TaskAt | None
    score: float | None = None
    reworded: bool = False
    again: bool = False
    strength: StrengthChange | None = None
    words_a: tuple[str, ...] = ()
    words_b: tuple[str, ...] = ()
    deadline: DeadlineChange | None = None

    @property
    def by_strength(self) -> bool:
        """Whether the strengths of the two decided (要 → 必须), not words such as 坚决."""
        a, b = self.a, self.b
        if a is None or b is None or a.strength == b.strength:
            return False
        return not is_style(a.strength, b.strength, self.score or 0.0)


class SloganAt(Record, frozen=True):
    """A set phrase of a side, how often it stands and where."""

    text: str
    kind: SloganKind
    name: str | None
    count: int
    places: tuple[Location, ...]


class SloganChange(Record, frozen=True):
    """A set phrase that only one side has, or two of which one comes from the other by one word."""

    kind: Literal["in", "out", "changed"]
    a: SloganAt | None
    b: SloganAt | None


class KeyWord(Record, frozen=True):
    """A word that one side has more often: its counts, the first sentence of each side that has it.

    ``log_ratio`` is how many times its rate doubles from A to B; below zero it has become rarer. ``p`` is how likely so
    great a difference is by chance.
    """

    word: str
    count_a: int
    count_b: int
    log_likelihood: float
    log_ratio: float
    a: Location | None
    b: Location | None
    p: float | None = None


class Keyness(Record, frozen=True):
    """The words that each side has more often than the other, and how many words there are, marks left out."""

    words_a: int
    words_b: int
    more_in_a: tuple[KeyWord, ...]
    more_in_b: tuple[KeyWord, ...]


class Comparison(Record, frozen=True):
    """What ``speechkit compare`` prints; ``sections`` is null where a side has several speeches.

    ``tasks_unchanged`` and ``slogans_kept`` count what both sides have and what is not listed.
    """

    schema_version: str
    a: SideInfo
    b: SideInfo
    sections: tuple[SectionChange, ...] | None
    tasks: tuple[TaskChange, ...]
    tasks_unchanged: int
    slogans: tuple[SloganChange, ...]
    slogans_kept: int
    keyness: Keyness


class SaidAt(Location, frozen=True):
    """Where the subordinate passes a demand on; ``task`` is the id of the task there, null where it is none."""

    text: str
    task: str | None


class Demand(Record, frozen=True):
    """A demand of the superior, and where the subordinate says it; ``share`` of its wording, from 0 to 1, is there.

    ``clause`` is the one that is passed on where the others of the demand are not.
    """

    passed_on: PassedOn
    demand: TaskAt
    found: SaidAt | None
    share: float
    clause: str | None = None


class Coverage(Record, frozen=True):
    """What ``speechkit compare --coverage`` prints: the demands of the superior in their order.

    The counts are how many demands there are of each kind, ``covered`` the share of those passed on, from 0 to 1,
    without those of which only a clause is.
    """

    schema_version: str
    superior: SideInfo
    subordinate: SideInfo
    verbatim: int
    reworded: int
    partly: int
    missing: int
    covered: float
    demands: tuple[Demand, ...]
