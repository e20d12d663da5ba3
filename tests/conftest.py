"""Fixtures that several test modules share."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser_pages import browser, open_page  # noqa: F401  (fixtures)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SPEAKING = ("SPEECHKIT_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the tests expect what C has: English


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What kills processes or needs a cluster is slow too: ``-m "not slow"`` leaves all of it out."""
    for item in items:
        if item.get_closest_marker("kill") or item.get_closest_marker("cluster"):
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("libreoffice"):
            item.add_marker(pytest.mark.slow)
            reason = "needs LibreOffice (soffice): libreoffice-writer"
            item.add_marker(pytest.mark.skipif(shutil.which("soffice") is None, reason=reason))


class SpeechFile(NamedTuple):
    """A plain-text document of the collection: where it is and what its index says of it."""

    path: Path
    script: str
    encoding: str

    def text(self) -> str:
        return self.path.read_bytes().decode(self.encoding)


class Ran(NamedTuple):
    """What a run of the command line left behind; the names are those of ``click.testing.Result``."""

    exit_code: int
    stdout_bytes: bytes
    stderr_bytes: bytes

    @property
    def stdout(self) -> str:
        return self.stdout_bytes.decode()

    @property
    def stderr(self) -> str:
        return self.stderr_bytes.decode()


def speech_files(shared: Path) -> list[SpeechFile]:
    """Every .txt and .md of the collection, in the order of its index."""
    speeches = shared / "speeches"
    with (speeches / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        rows = csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE)
        files = [SpeechFile(speeches / row["path"], row["script"], row["encoding"]) for row in rows]
    return [file for file in files if file.path.suffix in (".txt", ".md")]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The collection of real speeches and labels, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the collection of speeches at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def speeches(shared: Path) -> list[SpeechFile]:
    return speech_files(shared)


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str | list[str]]:
    """``libreoffice(data, …)``: Word documents as LibreOffice shows them, in plain text; a list for several."""
    profile = tmp_path_factory.mktemp("libreoffice")

    def shown(*documents: bytes) -> str | list[str]:
        folder = tmp_path_factory.mktemp("documents")
        names = [folder / f"{number}.docx" for number in range(len(documents))]
        for name, data in zip(names, documents, strict=True):
            name.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "txt:Text"]
        utf8 = os.environ | {"LC_ALL": "C.UTF-8"}  # which the text is written in
        subprocess.run([*command, "--outdir", folder, *names], env=utf8, capture_output=True, timeout=300, check=True)
        texts = [name.with_suffix(".txt").read_text("utf-8-sig") for name in names]
        return texts if len(texts) > 1 else texts[0]

    return shown


@pytest.fixture(scope="session", autouse=True)
def _no_personal_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        for name in ("SPEECHKIT_CONFIG", "SPEECHKIT_DEBUG", "FORCE_COLOR", "NO_COLOR", *SPEAKING):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """``run(*args, input=b"")``: the command line in this process, as in a pipe."""

    def run(*args: str | Path, input: bytes | str = b"") -> Ran:
        from speechkit.cli import main

        data = input.encode() if isinstance(input, str) else input
        streams = [io.TextIOWrapper(io.BytesIO(start), encoding="utf-8") for start in (data, b"", b"")]
        with monkeypatch.context() as patch:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            code = main([str(arg) for arg in args])
        written = []
        for stream in streams[1:]:
            stream.flush()
            written.append(stream.buffer.getvalue())
        return Ran(code, *written)

    return run


@pytest.fixture(scope="session")
def run_process() -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """``run_process(*args, input=b"")``: the command line in a process of its own, piped; bytes in and out."""

    def run_process(*args: str | bytes | Path, input: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        return subprocess.run(
            [sys.executable, "-m", "speechkit", *args],
            input=input,
            capture_output=True,
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )

    return run_process
