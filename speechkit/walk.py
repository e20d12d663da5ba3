"""Files, folders and tables → the documents to read: each once, with all that is left out told of or counted.

Every command that takes folders goes through here, so that all read the same files below one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

import msgspec

from speechkit.config import ReadingConfig
from speechkit.errors import InputError, UsageError, printable
from speechkit.filepatterns import pattern_of
from speechkit.readers import READERS
from speechkit.readers.table_rows import is_table, read_row, row_key, scan, stamp_of

STDIN = "-"
_SUFFIXES = frozenset(os.fsencode(suffix) for suffix in READERS)
_HIDDEN = (b".", b"~$")  # what such names begin with; ~$ are those of Word's lock files
_SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class InputFile(msgspec.Struct, frozen=True):
    """A file to read. ``path`` is as the user would write it, ``key`` the same below the root of the walk.

    A row of a table is one too, ``a.csv#12``, the number in its key filled up with zeros; its ``size`` is that of its
    text, and ``ctime_ns`` a number that changes with what is read of the row.

    Keys are unique and order the files; all are bytes, as the system has them. ``size`` is in bytes, ``folder`` the
    input that the file was found below, or its own folder, from the root of the file system. ``ctime_ns`` changes with
    the name too: of two files that swap theirs, size and time of writing may be the same.
    """

    key: bytes
    path: bytes
    size: int
    ctime_ns: int
    folder: bytes = b""


class Special(msgspec.Struct, frozen=True):
    """Something that is neither file nor folder: ``kind`` is a named pipe, a socket or a device."""

    path: bytes
    kind: str


class Unread(msgspec.Struct, frozen=True):
    """An input that is not there, or a folder that cannot be listed: what stands in it is not known.

    ``code`` is for programs (``missing`` or ``unreadable``), ``sentence`` for people.
    """

    path: bytes
    code: str
    sentence: str


class LeftOut(msgspec.Struct):
    """How many symbolic links were not followed, and how many files have a suffix that no reader takes.

    ``tables`` are sentences: what was read of each table, and tables that hold no speeches.
    """

    links: int = 0
    other_kinds: int = 0
    tables: list[str] = []  # a new one for each record


class Files(msgspec.Struct, frozen=True):
    """What inputs lead to: ``files`` in order, each once, and all that is not among them; ``folders`` are inputs."""

    folders: tuple[str, ...]
    files: tuple[InputFile, ...]
    unread: tuple[Unread, ...]
    specials: tuple[Special, ...]
    left_out: LeftOut

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the names of the files, as the user would write them."""
        return tuple(os.fsdecode(file.path) for file in self.files)


def files_in(
    inputs: Sequence[str],
    *,
    as_named: bool = False,
    reading: ReadingConfig | None = None,
    own: frozenset[tuple[int, int]] = frozenset(),
) -> Files:
    """Walk the inputs; returns the files in the order of the inputs and, below each folder, of their paths.

    ``reading`` says which columns of tables are read. Raises ``UsageError`` where a table that is named lacks them.
    ``as_named``: an input that is no folder stands among the files whatever it is, such as a pipe, standard input
    (``-``) or nothing at all; whether it can be read, the reader says. ``own`` is the output, as for ``Walk``.
    """
    files: dict[bytes, InputFile] = {}
    unread: list[Unread] = []
    specials: list[Special] = []
    left_out = LeftOut()
    for each in inputs:
        path = os.fsencode(each)
        if as_named and not os.path.isdir(path) and not (is_table(path) and os.path.isfile(path)):
            absolute = os.path.abspath(path)
            key = path if each == STDIN else absolute[len(os.sep) :]
            files.setdefault(key, InputFile(key, path, 0, 0, os.path.dirname(absolute)))
            continue
        walk = Walk([each], own=own, whole=True, reading=reading)
        for found in sorted(walk, key=lambda found: found.key if isinstance(found, InputFile) else found.path):
            if isinstance(found, InputFile):
                files.setdefault(found.key, found)
            elif isinstance(found, Unread):
                unread.append(found)
            else:
                specials.append(found)
        left_out.links += walk.left_out.links
        left_out.other_kinds += walk.left_out.other_kinds
        left_out.tables += walk.left_out.tables
    folders = tuple(each for each in inputs if os.path.isdir(each))
    return Files(folders, tuple(files.values()), tuple(unread), tuple(specials), left_out)


class Walk:
    """One walk over the inputs. ``left_out`` counts what is not told of one by one.

    Hidden files, Word's lock files, symbolic links and ``own`` files are left out, unless an input names them; ``own``
    holds the (st_dev, st_ino) of the batch's output. Without ``include``, files are taken whose suffix a reader has; a
    pattern with a slash is for the path below the input, any other for the last name. ``exclude`` is for folders too.
    Keys are below the innermost folder of all inputs; ``whole``: below the root of the file system, the same in every
    run. Raises ``UsageError`` where the output is a folder that is an input.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        own: frozenset[tuple[int, int]] = frozenset(),
        *,
        whole: bool = False,
        reading: ReadingConfig | None = None,
    ) -> None:
        self._own = own
        self._inputs = [path for path in map(os.fsencode, inputs) if not self._is_output(path)]
        self._include, self._exclude = pattern_of(include), pattern_of(exclude)
        self._reading = reading or ReadingConfig()
        self._root_length = len(os.sep if whole else _root(self._inputs))
        self.left_out = LeftOut()

    def __iter__(self) -> Iterator[InputFile | Special | Unread]:
        """Yield what there is, in no particular order; a file that two inputs lead to comes twice, with one key."""
        for path in self._inputs:
            try:
                status = os.stat(path)
            except (OSError, ValueError) as error:
                yield self._row(path) or _unread(path, error)
                continue
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path)
            elif stat.S_ISREG(status.st_mode):
                absolute = os.path.abspath(path)
                yield from self._documents(self._found(path, absolute, os.path.dirname(absolute), status), named=True)
            else:
                yield Special(path, _SPECIAL.get(stat.S_IFMT(status.st_mode), "no file"))

    def _folder(self, top: bytes) -> Iterator[InputFile | Special | Unread]:
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
                            name.startswith(_HIDDEN)
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
                yield _unread(folder, error)

    def _file(self, entry: os.DirEntry[bytes], below: bytes, top: bytes) -> Iterator[InputFile | Special | Unread]:
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
            yield from self._documents(self._found(entry.path, os.path.join(top, below), top, status))
        else:
            yield Special(entry.path, _SPECIAL.get(stat.S_IFMT(status.st_mode), "no file"))

    def _found(self, path: bytes, absolute: bytes, folder: bytes, status: os.stat_result) -> InputFile:
        return InputFile(absolute[self._root_length :], path, status.st_size, status.st_ctime_ns, folder)

    def _documents(self, file: InputFile, *, named: bool = False) -> Iterator[InputFile | Unread]:
        """Yield a file, or the rows of a table; a table without speeches is only told of, unless an input names it."""
        if not is_table(file.path):
            yield file
            return
        try:
            for number, found in scan(os.fsdecode(file.path), self._reading, self.left_out.tables.append):
                path = file.path + b"#%d" % number
                if isinstance(found, InputError):
                    yield Unread(path, "input", str(found))
                else:
                    yield InputFile(row_key(file.key, number), path, *found, file.folder)
        except InputError as error:
            yield Unread(file.path, "input", str(error))
        except UsageError as error:
            if named:
                raise
            self.left_out.tables.append(f"warning: {error}; it was left out")

    def _row(self, path: bytes) -> InputFile | Unread | None:
        """Return the row that an input names; None where it is no row's name."""
        try:
            source = read_row(path, self._reading)
        except InputError as error:
            return Unread(path, "input", str(error))
        if source is None:
            return None
        absolute = os.path.abspath(path)
        table, _, number = absolute[self._root_length :].rpartition(b"#")
        return InputFile(row_key(table, int(number)), path, *stamp_of(source), os.path.dirname(absolute))

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


def _root(inputs: Sequence[bytes]) -> bytes:
    """Return the innermost folder that holds all inputs, a folder being its own, with a slash at the end."""
    absolute = [os.path.abspath(each) for each in inputs]
    folders = [each if os.path.isdir(each) else os.path.dirname(each) for each in absolute]
    return os.path.join(os.path.commonpath(folders), b"") if folders else b""


def _unread(path: bytes, error: OSError | ValueError) -> Unread:
    name = shown(path) or "with an empty name"
    if isinstance(error, FileNotFoundError):
        return Unread(path, "missing", f"there is no file or folder {name}; check its name")
    reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
    return Unread(path, "unreadable", f"{name} cannot be read: {reason}; check the rights to it and the disk")


def shown(path: str | bytes) -> str:
    """Return a path ready to be shown."""
    return printable(os.fsdecode(path))
