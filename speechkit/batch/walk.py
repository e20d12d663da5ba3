"""Files and folders → the files to analyse: each once, with all that is left out told of or counted."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate

import msgspec

from speechkit.batch.records import Failure, Found, shown
from speechkit.errors import UsageError
from speechkit.readers import READERS

_SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Special(msgspec.Struct, frozen=True):
    """Something that is neither file nor folder: ``kind`` is a named pipe, a socket or a device."""

    path: bytes
    kind: str


class Unread(msgspec.Struct, frozen=True):
    """An input that is not there, or a folder that cannot be listed: what stands in it is not known."""

    path: bytes
    failure: Failure


class LeftOut(msgspec.Struct):
    """How many symbolic links were not followed, and how many files have a suffix that no reader takes."""

    links: int = 0
    other_kinds: int = 0


class Walk:
    """One walk over the inputs. ``left_out`` counts what is not told of one by one.

    Hidden files, symbolic links and ``own`` files are left out, unless an input names them; ``own`` holds the
    (st_dev, st_ino) of the batch's output. Without ``include``, files are taken whose suffix a reader has; a pattern
    with a slash is for the path below the input, any other for the last name. ``exclude`` is for folders too. Keys are
    below the innermost folder of all inputs; ``whole``: below the root of the file system, the same in every run.
    Raises ``UsageError`` where the output is a folder that is an input.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        own: frozenset[tuple[int, int]] = frozenset(),
        *,
        whole: bool = False,
    ) -> None:
        self._own = own
        self._inputs = [path for path in map(os.fsencode, inputs) if not self._is_output(path)]
        self._include, self._exclude = _matcher(include), _matcher(exclude)
        self._root_length = len(os.sep if whole else _root(self._inputs))
        self.left_out = LeftOut()

    def __iter__(self) -> Iterator[Found | Special | Unread]:
        """What there is, in no particular order; a file that two inputs lead to comes twice, with the same key."""
        for path in self._inputs:
            try:
                status = os.stat(path)
            except (OSError, ValueError) as error:
                yield Unread(path, _failure(path, error))
                continue
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path)
            elif stat.S_ISREG(status.st_mode):
                absolute = os.path.abspath(path)
                yield self._found(path, absolute, os.path.dirname(absolute), status)
            else:
                yield Special(path, _SPECIAL.get(stat.S_IFMT(status.st_mode), "no file"))

    def _folder(self, top: bytes) -> Iterator[Found | Special | Unread]:
        absolute = os.path.abspath(top)
        start = len(os.path.join(top, b""))  # of what a pattern with a slash is for
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        name, below = entry.name, entry.path[start:]
                        if (
                            name.startswith(b".")
                            or self._is_own(entry)
                            or (self._exclude and self._exclude(name, below))
                        ):
                            continue
                        if entry.is_symlink():
                            self.left_out.links += 1
                        elif entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        else:
                            yield from self._file(entry, below, absolute)
            except OSError as error:
                yield Unread(folder, _failure(folder, error))

    def _file(self, entry: os.DirEntry[bytes], below: bytes, top: bytes) -> Iterator[Found | Special]:
        special = not entry.is_file(follow_symlinks=False)
        if self._include is not None:
            if not self._include(entry.name, below):
                return
        elif not special and os.path.splitext(entry.name)[1].lower() not in _SUFFIXES:
            self.left_out.other_kinds += 1
            return
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # gone since the folder was listed; as if it had gone before
            return
        if stat.S_ISREG(status.st_mode):
            yield self._found(entry.path, os.path.join(top, below), top, status)
        else:
            yield Special(entry.path, _SPECIAL.get(stat.S_IFMT(status.st_mode), "no file"))

    def _found(self, path: bytes, absolute: bytes, folder: bytes, status: os.stat_result) -> Found:
        return Found(absolute[self._root_length :], path, status.st_size, status.st_ctime_ns, folder)

    def _is_output(self, path: bytes) -> bool:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return False
        if (status.st_dev, status.st_ino) not in self._own:
            return False
        if stat.S_ISDIR(status.st_mode):
            raise UsageError(f"{shown(path)} is both input and output; write to another folder")
        return True

    def _is_own(self, entry: os.DirEntry[bytes]) -> bool:
        if not any(entry.inode() == number for _, number in self._own):  # which costs no look at the disk
            return False
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            return False
        return (status.st_dev, status.st_ino) in self._own


_SUFFIXES = frozenset(os.fsencode(suffix) for suffix in READERS)


def _root(inputs: Sequence[bytes]) -> bytes:
    """The innermost folder that holds all inputs, a folder being its own, with a slash at the end."""
    absolute = [os.path.abspath(each) for each in inputs]
    folders = [each if os.path.isdir(each) else os.path.dirname(each) for each in absolute]
    return os.path.join(os.path.commonpath(folders), b"") if folders else b""


def _matcher(patterns: Sequence[str]) -> Callable[[bytes, bytes], bool] | None:
    """Whether one of the patterns fits a last name, or the path below the input; None where there is no pattern."""
    if not patterns:
        return None
    of_path = _any([pattern for pattern in patterns if "/" in pattern])
    of_name = _any([pattern for pattern in patterns if "/" not in pattern])

    def fits(name: bytes, below: bytes) -> bool:
        return bool((of_name and of_name(os.fsdecode(name))) or (of_path and of_path(os.fsdecode(below))))

    return fits


def _any(patterns: list[str]) -> Callable[[str], object] | None:
    return re.compile("|".join(map(translate, patterns))).match if patterns else None


def _failure(path: bytes, error: OSError | ValueError) -> Failure:
    name = shown(path) or "with an empty name"
    if isinstance(error, FileNotFoundError):
        return Failure("missing", f"there is no file or folder {name}; check its name")
    reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
    return Failure("unreadable", f"{name} cannot be read: {reason}; check the rights to it and the disk")
