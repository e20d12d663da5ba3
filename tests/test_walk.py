"""``speechkit.walk``: every command that takes folders reads the same files below one, and tells what it leaves out."""

import json
import os
import socket
from pathlib import Path

import pytest

from speechkit.walk import LeftOut, files_in

SPEECH = "在{}会议上的讲话\n\n同志们：\n一、加强领导\n要抓好{}工作，推动高质量发展。\n二、强化责任\n各单位要在年底前完成整改。\n"
TAKEN = ["s/a.txt", "s/b-c.txt", "s/b/a.md", "s/b/a.txt", "s/d.txt"]
TOLD = [
    "speechkit: warning: s/pipe.txt is a named pipe, not a file; it was left out",
    "speechkit: warning: s/socket is a socket, not a file; it was left out",
    "speechkit: warning: 2 symbolic links not followed; name what they lead to",
    "speechkit: warning: 1 file of other kinds left out; name those to read",
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder ``s`` with five speeches, and all kinds of things that are none; one more in ``other.txt``."""
    monkeypatch.chdir(tmp_path)
    for name in ("s/b", "s/.git"):
        Path(name).mkdir(parents=True)
    for name in (*TAKEN, "s/.hidden.txt", "s/.git/x.txt", "s/~$a.md", "other.txt"):
        Path(name).write_text(SPEECH.format(name, name), "utf-8")
    Path("s/photo.jpg").write_bytes(b"\xff\xd8\xff")
    Path("s/link.txt").symlink_to("a.txt")
    Path("s/loop").symlink_to(".")
    os.mkfifo("s/pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s/socket")
        yield tmp_path


def test_a_folder_gives_its_files_sorted_and_what_is_left_out(place):
    found = files_in(["s"])
    assert found.paths == tuple(TAKEN)
    assert [(each.path, each.kind) for each in found.specials] == [
        (b"s/pipe.txt", "a named pipe"),
        (b"s/socket", "a socket"),
    ]
    assert (found.unread, found.left_out) == ((), LeftOut(links=2, other_kinds=1))


def test_inputs_keep_their_order_and_each_file_comes_once(place):
    assert files_in(["s/d.txt", "./s/b", "s"]).paths == ("s/d.txt", "./s/b/a.md", "./s/b/a.txt", "s/a.txt", "s/b-c.txt")
    assert files_in(["s", "s/../s/a.txt"], as_named=True).paths == tuple(TAKEN)


def test_what_is_named_is_taken_or_told_of(place):
    assert files_in(["s/.hidden.txt", "s/link.txt", "s/.git"]).paths == ("s/.hidden.txt", "s/link.txt", "s/.git/x.txt")
    found = files_in(["missing", "s/pipe.txt"])
    assert [(each.code, each.sentence) for each in found.unread] == [
        ("missing", "there is no file or folder missing; check its name")
    ]
    assert [each.path for each in found.specials] == [b"s/pipe.txt"]


def test_the_reader_decides_on_what_is_named_where_it_is_asked(place):
    names = ("missing", "s/pipe.txt", "-", "./-")
    assert files_in(names, as_named=True).paths == names


@pytest.mark.parametrize(
    "command",
    [
        ["kwic", "高质量发展", "s", "--format", "json"],
        ["count", "发展", "s"],
        ["trend", "发展", "s"],
        ["corpus", "add", "c.db", "s"],
        ["keywords", "other.txt", "--against", "s", "--format", "json"],
        ["compare", "other.txt", "s", "--format", "json"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_every_command_reads_the_same_files_and_tells_what_it_leaves_out(run, place, command):
    done = run(*command)
    assert done.exit_code == 0
    assert [line for line in done.stderr.splitlines() if line.startswith("speechkit: warning: ")] == TOLD
    assert "warning" not in run(*command, "-q").stderr
    if command[0] == "kwic":
        assert [hit["document"] for hit in json.loads(done.stdout)] == TAKEN
    elif command[0] == "corpus":
        assert done.stdout == "c.db: 5 added; 5 documents\n"
    elif command[0] == "keywords":
        assert json.loads(done.stdout)["reference"]["files"] == len(TAKEN)
    elif command[0] == "compare":
        assert json.loads(done.stdout)["b"]["speeches"] == len(TAKEN)


def test_a_folder_that_cannot_be_listed_is_told_of(run, place, monkeypatch):
    scandir = os.scandir

    def refusing(path):
        if path == b"s/b":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("speechkit.walk.os.scandir", refusing)
    done = run("keywords", "other.txt", "--against", "s")
    assert done.exit_code == 1
    assert "speechkit: s/b cannot be read: permission denied; check the rights to it and the disk\n" in done.stderr
