"""How results leave: records as JSON text, text for XML, and files that are written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import msgspec

from speechkit.errors import OutputError, UsageError, printable

NOT_IN_NAMES = '\\/:*?"<>|'  # of files, on one system or another
_NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # XML 1.0, section 2.2


def compact(value: Any) -> str:
    """Return a record or a plain value as JSON on one line.

    >>> compact({"word": "发展", "count": 2})
    '{"word":"发展","count":2}'
    """
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        # A lone surrogate, which msgspec refuses: the standard library leaves it for `encoded` to escape as \udcff.
        import json

        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))


def indented(value: Any) -> str:
    """Return a record or a plain value as JSON indented by two spaces."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2)


def xml_text(text: str) -> str:
    r"""Return ``text`` with U+FFFD for every character that XML does not allow, in whatever it is quoted.

    >>> xml_text("整改\x0b要求")
    '整改�要求'
    """
    return re.sub(_NOT_IN_XML, "\ufffd", text)  # compiled when first used: few runs write XML


def encoded(piece: str | bytes) -> bytes:
    r"""Return text as UTF-8, bytes as they are.

    A lone surrogate has no UTF-8; as ``\udcff`` it is readable in text and correct in JSON.
    """
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def write_file(pieces: Iterable[str | bytes], path: str, *, byte_order_mark: bool = False) -> None:
    """Write a file whole or not at all; where there are no pieces, none is written.

    Nothing is opened before the first piece is there. Raises ``OutputError``; the file is then as it was.
    """
    iterator = iter(pieces)
    first = next(iterator, None)
    if first is None:
        return
    head = [b"\xef\xbb\xbf", first] if byte_order_mark else [first]
    if not os.path.basename(path):
        raise OutputError(f"cannot write {printable(path) or 'to an empty name'}: name a file, not a folder")
    target = os.path.realpath(path)  # a symbolic link stays one; what it leads to is written
    try:
        mode: int | None = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    except (OSError, ValueError) as error:
        raise file_error(path, error) from None
    if mode is not None and stat.S_ISDIR(mode):
        raise OutputError(f"cannot write {printable(path)}: it is a directory; name a file in it")
    if mode is not None and not os.access(target, os.W_OK):
        raise OutputError(f"cannot write {printable(path)}: permission denied")
    if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device is written into, never replaced
        _put_all(target, head, iterator, path, os.O_WRONLY)
        return
    # In the target's own folder, because a rename is whole or not at all only within one file system.
    temporary = os.path.join(os.path.dirname(target), f".speechkit-{os.getpid()}.tmp")
    try:
        _put_all(temporary, head, iterator, path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            os.replace(temporary, target)
        except OSError as error:
            raise file_error(path, error) from None
    except BaseException:
        with suppress(OSError):  # it may never have been made
            os.unlink(temporary)
        raise


def check_new_folder(path: str) -> None:
    """Raise ``UsageError`` where a folder that is to be made is there and holds something, or is a file."""
    if os.path.lexists(path) and not os.path.isdir(path):
        raise UsageError(f"{printable(path)} is a file; name a folder that is not there yet")
    try:
        if os.path.isdir(path) and os.listdir(path):
            raise UsageError(f"{printable(path)} is not empty; name a folder that is not there yet")
    except OSError as error:
        raise file_error(path, error) from None


def write_folder(files: Iterable[tuple[str, Iterable[str | bytes]]], path: str) -> None:
    """Write the files, each by its name, into a new folder that is there whole or not at all.

    Raises ``UsageError`` as ``check_new_folder`` does, and ``OutputError``; nothing is then there that was not before.
    """
    import shutil

    check_new_folder(path)
    target = os.path.realpath(path)
    temporary = os.path.join(os.path.dirname(target), f".speechkit-{os.getpid()}.tmp")
    try:
        os.mkdir(temporary)
    except (OSError, ValueError) as error:
        raise file_error(path, error) from None
    try:
        for name, pieces in files:
            whole = map(encoded, pieces)
            try:
                with open(os.path.join(temporary, name), "xb") as file:
                    file.writelines(whole)
            except OSError as error:
                raise file_error(path, error) from None
        try:
            if os.path.isdir(target):  # and empty
                os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
                os.rmdir(target)
            os.rename(temporary, target)
        except OSError as error:
            raise file_error(path, error) from None
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _put_all(target: str, head: Iterable[str | bytes], rest: Iterable[str | bytes], path: str, flags: int) -> None:
    """Write to ``target``; errors name ``path``, as the user knows it."""
    try:
        with open(os.open(target, flags | getattr(os, "O_CLOEXEC", 0), 0o666), "wb") as file:
            for piece in head:
                file.write(encoded(piece))
            for piece in rest:
                file.write(encoded(piece))
            file.flush()
            if flags & os.O_CREAT:
                os.fsync(file.fileno())
    except OSError as error:
        raise file_error(path, error) from None


def file_error(path: str, error: Exception) -> OutputError:
    """Return the error, a sentence for the user, for a file that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"cannot write {printable(path)}: {reason.lower()}")


def free_name(path: str, ending: str) -> str:
    """Return ``path`` with ``ending`` before its suffix, numbered where that is taken: a.xlsx, .bak → a.bak.xlsx."""
    stem, suffix = os.path.splitext(path)
    name, n = f"{stem}{ending}{suffix}", 1
    while os.path.lexists(name):
        n += 1
        name = f"{stem}{ending}-{n}{suffix}"
    return name


def copy_to_free_name(path: str, ending: str) -> str:
    """Copy the file beside itself and return the copy's name. Raises ``OutputError``."""
    import shutil

    name = free_name(path, ending)
    try:
        shutil.copy2(path, name)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise file_error(name, error) from None
    return name


def name_like(text: str, taken: set[str], *, longest: int, forbidden: str) -> str:
    """Return a name like ``text`` that is not among ``taken``, whatever the case of its letters, and add it there.

    It has no more than ``longest`` characters and none of those ``forbidden``.

    >>> taken = set()
    >>> [name_like("甲/乙办", taken, longest=4, forbidden="/") for _ in range(2)]
    ['甲 乙办', '甲 -2']
    """
    stem = "".join(" " if character in forbidden or character < " " else character for character in text)
    stem = stem.strip(" .") or "-"
    name, n = stem[:longest], 1
    while name.casefold() in taken:
        n += 1
        name = f"{stem[: longest - len(str(n)) - 1]}-{n}"
    taken.add(name.casefold())
    return name
