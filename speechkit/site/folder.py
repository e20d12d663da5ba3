"""A folder that holds a site: ours by a file that lists what we wrote, each file there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

import msgspec

from speechkit.errors import UsageError, printable
from speechkit.writing import encoded, file_error

INDEX, PAGES = "index.html", "speeches"
MARKER = ".speechkit-site.json"
_STAGING = ".speechkit-new"
_FORMAT = 1


class Marker(msgspec.Struct, frozen=True):
    """What makes a folder ours: the names of the ``pages`` in it."""

    format: int
    pages: tuple[str, ...]


class SiteFolder:
    """The folder of a site at ``path``. Raises ``UsageError`` where what is there is not ours."""

    def __init__(self, path: str) -> None:
        self.path = path.rstrip(os.sep) or path
        if os.path.lexists(self.path) and not os.path.isdir(self.path):
            raise UsageError(f"{printable(self.path)} is a file; name a folder for the pages")
        self._pages = self._known()

    def _known(self) -> frozenset[str]:
        try:
            there = os.listdir(self.path)
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise file_error(self.path, error) from None
        if not there:
            return frozenset()
        try:
            with open(self._in(MARKER), "rb") as file:
                marker = msgspec.json.decode(file.read(), type=Marker)
        except (OSError, msgspec.DecodeError):
            marker = None
        if marker is None or marker.format != _FORMAT or os.path.islink(self._in(PAGES)):
            raise UsageError(
                f"{printable(self.path)} holds files that are not of a site of speechkit's; name another folder"
            )
        # Whatever the list says, nothing outside the folder of pages is ours to take away.
        return frozenset(
            name for name in marker.pages if name == os.path.basename(name) and name.endswith(".html") and name > "/"
        )

    def _in(self, *names: str) -> str:
        return os.path.join(self.path, *names)

    def refuse_others(self, names: Collection[str]) -> None:
        """Refuse to replace a file that somebody else put there. Raises ``UsageError``."""
        for name in names:
            if name not in self._pages and os.path.lexists(self._in(PAGES, name)):
                shown = printable(self._in(PAGES, name))
                raise UsageError(f"{shown} is in the way, and not a page of this site; move it, or name another folder")

    @contextmanager
    def staging(self) -> Iterator[str]:
        """Make the folder and hand out one in it, in which pages are made; nothing of that stays."""
        made = not os.path.isdir(self.path)
        staging = self._in(_STAGING)
        try:
            os.makedirs(self.path, exist_ok=True)
            if not os.path.lexists(self._in(MARKER)):
                self._mark(self._pages)
            shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed
            os.mkdir(staging)
        except OSError as error:
            raise file_error(self.path, error) from None
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            if made and not os.path.lexists(self._in(INDEX)) and not os.path.lexists(self._in(PAGES)):
                with suppress(OSError):
                    os.unlink(self._in(MARKER))
                    os.rmdir(self.path)

    def begin(self, names: Collection[str]) -> None:
        """Note that pages of these names are ours, before the first of them is there."""
        self.refuse_others(names)
        try:
            os.makedirs(self._in(PAGES), exist_ok=True)
            self._mark(self._pages | frozenset(names))
        except OSError as error:
            raise file_error(self.path, error) from None

    def put_page(self, name: str, text: str) -> None:
        """Write a page."""
        self._put(text, PAGES, name)

    def finish(self, index: str, names: Collection[str]) -> None:
        """Write the index, then take away the pages of ours that are none of the ``names``."""
        self._put(index, INDEX)
        for name in sorted(self._pages.difference(names)):
            stale = self._in(PAGES, name)
            try:
                os.unlink(stale)
            except FileNotFoundError:
                pass
            except OSError as error:
                raise file_error(stale, error) from None
        self._mark(frozenset(names))

    def _mark(self, pages: frozenset[str]) -> None:
        self._put(msgspec.json.encode(Marker(_FORMAT, tuple(sorted(pages)))).decode(), MARKER)

    def _put(self, text: str, *names: str) -> None:
        """Write a file beside those of the site and then name it: it is there whole or not at all."""
        temporary = self._in(f".speechkit-{os.getpid()}.tmp")
        try:
            with open(temporary, "wb") as file:
                file.write(encoded(text))
            os.replace(temporary, self._in(*names))
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)
            raise file_error(self._in(*names), error) from None
