"""Long output on a terminal goes to a pager, as git does it; short output, and output elsewhere, does not."""

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
SPEECH = "在会议上的讲话\n\n" + "".join(f"{number}、各单位要抓好第{number}项工作。\n" for number in range(1, 61))


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("long.txt").write_text(SPEECH, "utf-8")
    Path("short.txt").write_text("讲话\n\n一、要抓好落实。\n二、要抓好整改。\n", "utf-8")


def on_terminal(*arguments, typed=b"", **environment):
    """The status of a command, and what it prints on a terminal of 80 columns and 24 lines."""
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in ("PAGER", "LESS", "COLUMNS", "LINES")}
    child = subprocess.Popen(
        [sys.executable, "-m", "speechkit", *arguments],
        stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        env={**clean, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment},
    )  # fmt: skip
    os.close(follower)
    out = b""
    while select.select([leader], [], [], 30)[0]:
        try:
            read = os.read(leader, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        out += read
        if typed and b":" in out.splitlines()[-1]:
            os.write(leader, typed)
            typed = b""
    os.close(leader)
    return child.wait(timeout=20), out.decode("utf-8").replace("\r\n", "\n")


PAGER = "echo PAGED; cat"


@pytest.mark.parametrize("arguments", [["outline", "long.txt"], ["text", "long.txt"], ["tasks", "long.txt"]])
def test_long_output_goes_to_the_pager(arguments):
    status, out = on_terminal(*arguments, PAGER=PAGER)
    assert (status, out.startswith("PAGED\n"), "第60项工作" in out) == (0, True, True)


@pytest.mark.parametrize(
    ("arguments", "pager"),
    [
        (["outline", "short.txt"], PAGER),
        (["--no-pager", "outline", "long.txt"], PAGER),
        (["outline", "--no-pager", "long.txt"], PAGER),
        (["outline", "long.txt", "-o", "-", "--no-pager"], PAGER),
        (["outline", "long.txt"], "cat"),
        (["outline", "long.txt"], ""),
        (["outline", "long.txt"], "no-such-pager -x"),
    ],
)
def test_without_a_pager(arguments, pager):
    status, out = on_terminal(*arguments, PAGER=pager)
    assert (status, "PAGED" in out, "抓好" in out) == (0, False, True)
    assert out.count("第60项工作") == ("long.txt" in arguments)


def test_a_pager_that_is_quit_early_is_no_error():
    many = ["long.txt"] * 40  # more than a pipe holds
    status, out = on_terminal("outline", *many, PAGER="head -3")
    assert (status, len(out.splitlines())) == (0, 3)


def test_less_is_told_to_show_colours_and_to_quit():
    _, out = on_terminal("outline", "long.txt", PAGER="echo LESS=$LESS; cat")
    assert out.startswith("LESS=FRX\n")
    assert on_terminal("outline", "long.txt", PAGER="echo LESS=$LESS; cat", LESS="S")[1].startswith("LESS=S\n")


@pytest.mark.skipif(subprocess.call("command -v less", shell=True, stdout=subprocess.DEVNULL) != 0, reason="no less")
def test_less_is_left_by_q():
    status, out = on_terminal("outline", "long.txt", typed=b"q")
    assert status == 0
    assert "第1项工作" in out
    assert "第60项工作" not in out


def test_what_goes_wrong_is_said_when_the_pager_is_done():
    status, out = on_terminal("outline", "long.txt", "no.txt", "short.txt", PAGER=f"{PAGER}; echo END")
    assert status == 1
    paged, _, after = out.partition("END\n")
    assert "no.txt" not in paged
    assert after.startswith("speechkit: there is no file no.txt")


def test_no_pager_in_a_pipe():
    done = subprocess.run(
        [sys.executable, "-m", "speechkit", "outline", "long.txt"],
        capture_output=True, env={**os.environ, "PAGER": PAGER}, check=True,
    )  # fmt: skip
    assert b"PAGED" not in done.stdout
