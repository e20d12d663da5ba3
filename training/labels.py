"""Labelled speeches: a folder of pairs NAME.json and NAME.txt, read and checked.

A label file says where the parts, tasks and set phrases of one speech stand, the one that its "text" names. Offsets are
code points into the decoded speech, byte-order mark excluded, half-open. ``labelled`` names the kinds that somebody has
labelled in it; all are where it says nothing. ``unsettled`` are stretches that two readers saw differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from speechkit.model import Role, SloganKind

LabelKind: TypeAlias = Literal["sections", "parts", "tasks", "slogans"]


class LabelError(Exception):
    """A label file that cannot be used; the message names the file, line and column, and what is wrong there."""


class LabelledSpan(msgspec.Struct, frozen=True):
    """A stretch of the speech."""

    start: int
    end: int


class LabelledPart(LabelledSpan, frozen=True):
    """A stretch and its role."""

    role: Role


class LabelledTask(LabelledSpan, frozen=True):
    """A task, with the words that name who must act and by when; ``relayed`` where it quotes somebody else's demand."""

    relayed: bool
    actor: LabelledSpan | None = None
    deadline: LabelledSpan | None = None


class LabelledSlogan(LabelledSpan, frozen=True):
    """A set phrase and its kind."""

    kind: SloganKind


class Unsettled(msgspec.Struct, frozen=True):
    """What two readers saw differently: it counts neither for nor against."""

    parts: tuple[LabelledSpan, ...] = ()
    tasks: tuple[LabelledSpan, ...] = ()
    slogans: tuple[LabelledSpan, ...] = ()


class Labels(msgspec.Struct, frozen=True):
    """One label file; ``units`` are the ``(start, end)`` of the sentences that were labelled."""

    text: str
    encoding: str
    sha256: str
    units: tuple[tuple[int, int], ...]
    parts: tuple[LabelledPart, ...]
    tasks: tuple[LabelledTask, ...]
    slogans: tuple[LabelledSlogan, ...]
    labelled: tuple[LabelKind, ...] = ("sections", "parts", "tasks", "slogans")
    unsettled: Unsettled = Unsettled()


class LabelledSpeech(msgspec.Struct, frozen=True):
    """A speech with its labels: ``path`` is the file of the speech, ``text`` what is in it."""

    path: Path
    text: str
    labels: Labels


def labelled_speeches(folder: Path, kind: LabelKind) -> list[LabelledSpeech]:
    """Return every speech of the folder that is labelled for ``kind``, sorted by the name of its label file.

    Raises ``LabelError`` where the folder holds none, or a label file does not fit its speech.
    """
    speeches = [read_labelled(path) for path in sorted(folder.glob("*.json"))]
    wanted = [speech for speech in speeches if kind in speech.labels.labelled]
    if not wanted:
        raise LabelError(f"{folder}: no speech here is labelled for {kind}")
    return wanted


def read_labelled(path: Path) -> LabelledSpeech:
    """Read one label file and its speech. Raises ``LabelError`` where either cannot be read or they do not fit."""
    try:
        written = path.read_bytes()
        labels = msgspec.json.decode(written, type=Labels)
    except OSError as error:
        raise LabelError(f"{path}: cannot be read: {error.strerror}") from None
    except msgspec.DecodeError as error:  # "… - at `$.parts[3].role`", or "… (byte 17)" where it is no JSON
        raise LabelError(f"{path}{_at(written, str(error))}: {error}") from None
    speech = path.with_name(labels.text)
    try:
        data = speech.read_bytes()
        text = data.decode(labels.encoding).removeprefix("\ufeff")
    except OSError as error:
        raise LabelError(f"{path}: its speech {speech} cannot be read: {error.strerror}") from None
    except (LookupError, UnicodeDecodeError) as error:
        raise LabelError(f"{path}: its speech {speech} cannot be decoded: {error}") from None
    if sha256(data).hexdigest() != labels.sha256:
        raise LabelError(f"{path}: {speech} is not the file that was labelled: its SHA-256 is another")
    for where, fault in _faults(labels, text):
        raise LabelError(f"{path}{_at(written, where)}: {where.removeprefix('$.')} {fault}")
    return LabelledSpeech(speech, text, labels)


def _faults(labels: Labels, text: str) -> Iterator[tuple[str, str]]:
    """Where a label does not fit the text, as a path into the JSON (``$.tasks[3]``), and how."""
    spans = {
        "units": tuple(LabelledSpan(start, end) for start, end in labels.units),
        "parts": labels.parts,
        "tasks": labels.tasks,
        "slogans": labels.slogans,
    }
    for name, found in spans.items():
        for number, span in enumerate(found):
            if not 0 <= span.start < span.end <= len(text):
                yield (
                    f"$.{name}[{number}]",
                    f"goes from {span.start} to {span.end}; {labels.text} has {len(text)} code points",
                )
    for name in ("units", "parts"):
        for number, (one, other) in enumerate(pairwise(spans[name]), start=1):
            if other.start < one.end:
                yield f"$.{name}[{number}]", f"begins at {other.start}, before the one in front of it ends at {one.end}"
    for number, task in enumerate(labels.tasks):
        for words in (task.actor, task.deadline):
            if words and not task.start <= words.start < words.end <= task.end:
                yield f"$.tasks[{number}]", f"names words from {words.start} to {words.end}, which are not in it"


def _at(data: bytes, where: str) -> str:
    """Return ``:line:column``, both 1-based, of the place in a JSON file that ``where`` names; empty if unknown."""
    if byte := re.search(r"\(byte (\d+)\)", where):
        before = data[: int(byte[1])]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return f":{line}:{column}"
    import yaml  # JSON is YAML as well, and PyYAML tells where each value stands

    try:
        node = yaml.compose(data.decode(), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return ""
    path = re.search(r"\$[.\[][^` ]*", where)
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", path[0] if path else ""):
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), node)
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[int(index)]
    return f":{node.start_mark.line + 1}:{node.start_mark.column + 1}" if node else ""
