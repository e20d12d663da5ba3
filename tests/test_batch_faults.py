"""``speechkit batch`` when processes are killed, disks are full and files change under its hands."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from batch_fakes import Inline, Unborn, act

from speechkit.batch import work, workers
from speechkit.batch.workers import Workers, WorkersError
from speechkit.corpus.corpus import Corpus

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def lines(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def tree(folder):
    files = {os.fspath(path.relative_to(folder)): path for path in Path(folder).rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


# --- worker processes


def outcomes(orders, jobs=2, timeout=30.0, chunk=4):
    """What ``Workers`` make of files with these orders, by number; they are given out ``chunk`` at a time."""
    for number, order in enumerate(orders):
        Path(f"{number}.txt").write_text(order, "utf-8")
    paths = [(number, b"%d.txt" % number) for number in range(len(orders))]
    chunks = [paths[start : start + chunk] for start in range(0, len(paths), chunk)]
    workers = Workers(act, jobs, timeout)
    found = {}
    try:
        while len(found) < len(orders):
            while chunks and workers.wants():
                workers.submit(chunks.pop(0))
            for outcome in workers.wait(1):
                assert outcome.number not in found
                found[outcome.number] = outcome
    finally:
        workers.close()
    return [found[number].failure or found[number].record.strip() for number in range(len(orders))]


@pytest.mark.kill
def test_a_document_that_kills_costs_itself_alone():
    orders = ["", "kill", "", "", "segv", "big 900000", "exit", "", "once mark", "big 70000"]
    found = outcomes(orders)
    fatal = {
        1: "was killed (SIGKILL), as the system does where memory runs out,",
        4: "crashed (segmentation fault)",
        6: "ended (status 3)",
    }
    for number, outcome in enumerate(found):
        if number in fatal:
            assert outcome.code == "worker-died"
            assert outcome.sentence == f"{number}.txt: a worker process {fatal[number]} at it, twice"
        else:
            assert outcome == b'"%d"' % number


@pytest.mark.kill
def test_a_document_that_takes_too_long_costs_itself_alone():
    found = outcomes(["", "sleep 60", "", "sleep 0.1"], timeout=0.7)
    assert found[1].code == "timeout"
    assert found[1].sentence == "1.txt took longer than --timeout allows (0.7 s)"
    assert [found[0], found[2], found[3]] == [b'"0"', b'"2"', b'"3"']


@pytest.mark.kill
def test_workers_that_cannot_begin_are_an_error():
    workers = Workers(Unborn(), 2, 30.0)
    workers.submit([(0, b"a")])
    with pytest.raises(WorkersError, match=r"a worker process ended \(status 4\) before it had begun"):
        list(iter(lambda: workers.wait(1), None))
    workers.close()


@pytest.mark.kill
def test_a_worker_ends_with_its_parent():
    Path("0.txt").write_text("sleep 60", "utf-8")
    code = (
        "import os, signal, sys\n"
        "from batch_fakes import act\n"
        "from speechkit.batch.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    workers = Workers(act, 1, 99.0)\n"
        "    workers.submit([(0, b'0.txt')])\n"
        "    while not workers._workers[0].ready: workers.wait(1)\n"
        "    print(workers._workers[0].pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    Path("main.py").write_text(code, "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    done = subprocess.run([sys.executable, "main.py"], capture_output=True, env=environment, timeout=30, check=False)
    worker = int(done.stdout)
    for _ in range(100):
        if not alive(worker):
            return
        time.sleep(0.1)
    pytest.fail(f"the worker {worker} lives on")


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


# --- folders that hold files called as modules are


def planted(place, names):
    """Put a module of each name into the folder, below it, where the output goes and where temporary files do."""
    for folder in (place, place / "in", place / "out", place / "tmp"):
        folder.mkdir(exist_ok=True)
        for name in names:
            flag = place / "executed" / name
            (folder / f"{name}.py").write_text(f"open({os.fspath(flag)!r}, 'a').close()\n", "utf-8")
    (place / "executed").mkdir()
    for number in range(4):
        (place / f"in/{number}.txt").write_text(f"讲话\n\n一、加强领导{number}\n二、强化责任\n", "utf-8")


THIRD_PARTY = (
    "ahocorasick", "borax", "click", "jieba", "msgspec", "opencc", "openpyxl", "pyarrow", "rapidfuzz", "re2", "rich",
    "rjieba", "sitecustomize", "usercustomize", "yaml",
)  # fmt: skip
MODULES = sorted({*sys.stdlib_module_names, *THIRD_PARTY} - {"__main__"})


def in_planted_folder(place, *command):
    environment = {**os.environ, "TMPDIR": str(place / "tmp")}
    done = subprocess.run(
        [sys.executable, *command], cwd=place, env=environment, capture_output=True, timeout=100, check=False
    )
    return done, sorted(os.listdir(place / "executed"))


@pytest.mark.slow
def test_a_file_that_is_called_as_a_module_is_never_executed(tmp_path):
    script = tmp_path / "bin" / "speechkit"  # as pip makes it
    script.parent.mkdir()
    script.write_text("import sys\nfrom speechkit.cli import main\nsys.exit(main())\n", "utf-8")
    place = tmp_path / "place"
    place.mkdir()
    planted(place, MODULES)
    done, executed = in_planted_folder(place, script, "batch", ".", "-o", "out/", "-j", "2", "--include", "*.txt")
    assert (done.returncode, executed) == (0, []), done.stderr
    assert sorted(tree(place / "out" / "in")) == ["0.txt.json", "1.txt.json", "2.txt.json", "3.txt.json"]


@pytest.mark.slow
@pytest.mark.parametrize("linked", [False, True], ids=["", "speechkit is in the current folder"])
def test_nor_by_python_m_what_it_does_not_load_before_us(tmp_path, monkeypatch, linked):
    """``python -m`` itself loads some modules with the current folder in its path; -P is its own remedy for that."""
    if linked:
        (tmp_path / "speechkit").symlink_to(ROOT / "speechkit")
        monkeypatch.setenv("PYTHONPATH", "")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "__main__.py").touch()
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "nothing"], cwd=tmp_path, capture_output=True, check=True
    )
    before = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.stderr.decode().splitlines()}
    names = [name for name in MODULES if name not in before]
    assert {"struct", "pickle", "socket", "signal", "subprocess", "json", "sqlite3", "re", "typing"} <= set(names)
    planted(tmp_path, names)
    done, executed = in_planted_folder(
        tmp_path, "-m", "speechkit", "batch", "in", "-o", "out/c.db", "-j", "2", "--include", "*.txt"
    )
    assert (done.returncode, executed) == (0, []), done.stderr
    with Corpus.open(tmp_path / "out" / "c.db") as corpus:
        assert len(corpus) == 4


@pytest.mark.slow
def test_a_script_needs_no_guard_and_finds_speechkit_in_its_own_folder(few):
    """Where speechkit itself is in the current folder, workers find it there, whatever is installed elsewhere."""
    Path("speechkit").symlink_to(ROOT / "speechkit")
    code = "import sys\nfrom speechkit.batch.run import batch\nprint(batch('in', 'out.jsonl', processes=2).done, sys.path[0])\n"
    Path("go.py").write_text(code, "utf-8")
    environment = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run([sys.executable, "go.py"], capture_output=True, env=environment, timeout=60, check=False)
    assert done.stdout.decode().split() == ["3", os.getcwd()], done.stderr
    assert len(lines("out.jsonl")) == 3


# --- whole runs that are killed and resumed


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A folder ``in`` of 60 speeches, no two alike, one of which is none, and what a run writes that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "in").mkdir()
    for number in range(60):
        sample = SAMPLES[number % len(SAMPLES)].read_text("utf-8")
        (folder / f"in/{number:02}.txt").write_text(f"{sample}第{number}号文件。\n", "utf-8")
    (folder / "in/30.txt").write_bytes(b"\0" * 99)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert begin("out.jsonl", "-q", cwd=folder, env=environment, stderr=subprocess.DEVNULL).wait(60) == 1
    return folder


@pytest.fixture
def undisturbed(ran):
    """What a run writes that nothing disturbs, as JSON Lines; its input is ``in`` here too."""
    Path("in").symlink_to(ran / "in")
    Path("undisturbed.failures.jsonl").symlink_to(ran / "failures.jsonl")
    return (ran / "out.jsonl").read_bytes()


def heeding_interrupts():
    """A process that is begun where Ctrl-C is ignored, in the background of a shell, would ignore it too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def corpus_of(output):
    """What a corpus keeps of its documents, but for its own numbers and where the folders are."""
    with Corpus.open(output) as corpus:
        return [json.loads(bytes(record["analysis"])) for record in corpus.export()]


def begin(output, *options, **how):
    command = [sys.executable, "-m", "speechkit", "batch", "in", "-o", output, "-j", "2", *options]
    return subprocess.Popen(command, **{"stderr": subprocess.PIPE, **how})


def written(output):
    """How much of it there is, as bytes or files; nothing is opened, for failures.jsonl may go at any moment."""
    path = Path(output)
    if path.suffix == ".db":  # what is new is in SQLite's log first
        path = Path(f"{output}-wal")
    return len(list(path.rglob("*.json"))) if path.is_dir() else path.stat().st_size if path.exists() else 0


def how_many(output):
    """How many records there are when nobody writes."""
    if Path(output).suffix == ".db":
        return len(corpus_of(output)) if Path(output).exists() and Path(output).stat().st_size else 0
    return len(lines(output)) if Path(output).is_file() else written(output)


def wait_for(output, more_than, child):
    while written(output) <= more_than and child.poll() is None:
        time.sleep(0.01)


def workers_of(child):
    commands = {}
    with suppress(OSError):  # a process that ends meanwhile
        for each in Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split():
            commands[int(each)] = Path(f"/proc/{each}/cmdline").read_bytes()
    return [process for process, command in commands.items() if b"speechkit.batch.serving" in command]


def check_failures(path):
    assert Path(path).read_bytes() == Path("undisturbed.failures.jsonl").read_bytes()


@pytest.mark.kill
@pytest.mark.parametrize("output", ["out.jsonl", "out", "out.db"])
def test_killed_at_any_moment_and_resumed(undisturbed, output, run_process):
    chance = random.Random(7)
    kills = 10 if output == "out.jsonl" else 4
    halfway = False
    for _ in range(kills):
        child = begin(output, "--resume", "-q")
        if chance.random() < 0.7:  # else while it begins
            wait_for(output, written(output), child)
        time.sleep(chance.random() * 0.3)
        child.kill()
        child.communicate(timeout=20)
        halfway |= 0 < how_many(output) < 59
    assert halfway
    done = run_process("batch", "in", "-o", output, "--resume", "-q")
    assert done.returncode == 1
    if output == "out":
        check_failures("out/failures.jsonl")
        records = tree("out")
        del records["failures.jsonl"]
        assert [json.loads(records[name]) for name in sorted(records)] == list(
            map(json.loads, undisturbed.splitlines())
        )
    elif output == "out.db":
        check_failures("failures.jsonl")
        assert corpus_of(output) == list(map(json.loads, undisturbed.splitlines()))
        assert run_process("corpus", "check", output).returncode == 0
    else:
        check_failures("failures.jsonl")
        assert Path(output).read_bytes() == undisturbed
    state = Path("out/.speechkit" if output == "out" else f".{output}.speechkit")
    assert os.listdir(state) == ["journal.db"]


@pytest.mark.kill
def test_workers_killed_on_the_way_lose_nothing(undisturbed):
    child = begin("out.jsonl", "-q")
    for share in (0, 0.3, 0.6):  # so far apart that no document is met twice
        wait_for("out.jsonl", share * len(undisturbed), child)
        while not (workers := workers_of(child)) and child.poll() is None:
            time.sleep(0.01)  # the last one killed is not replaced yet
        for worker in workers[:1]:
            with suppress(ProcessLookupError):  # it is done before we are
                os.kill(worker, signal.SIGKILL)
    _, err = child.communicate(timeout=60)
    assert (child.returncode, err.count(b"\n")) == (1, 1)
    assert Path("out.jsonl").read_bytes() == undisturbed
    check_failures("failures.jsonl")


@pytest.mark.kill
def test_an_interrupt_finishes_what_is_in_flight(undisturbed, run_process):
    child = begin("out.jsonl", start_new_session=True, preexec_fn=heeding_interrupts)
    wait_for("out.jsonl", 0, child)
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=60)
    done = len(lines("out.jsonl"))
    failed = int(Path("failures.jsonl").exists())
    told = err.decode().splitlines()
    assert child.returncode == 130
    assert told[0] == (
        f"speechkit: interrupted after {done + failed} of 60 documents; the same command with --resume goes on"
    )
    assert len(told) == 1 + failed
    assert undisturbed.startswith(Path("out.jsonl").read_bytes())
    assert run_process("batch", "in", "-o", "out.jsonl", "--resume").returncode == 1
    assert Path("out.jsonl").read_bytes() == undisturbed


# --- disks and files


@pytest.mark.slow
@pytest.mark.parametrize("output", ["out.jsonl", "out", "out.parquet", "out.db"])
def test_a_full_disk_stops_the_batch_and_it_goes_on_with_more(undisturbed, output, run_process):
    def little():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    if output == "out.parquet":
        pytest.importorskip("pyarrow")
    size = {"out": 30_000, "out.db": 3_000_000}.get(output, 200_000)
    child = begin(output, "-q", preexec_fn=little)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 1
    cannot = f"{os.path.abspath(output)} cannot be read or written" if output == "out.db" else "cannot write "
    assert err.decode().startswith(f"speechkit: {cannot}")
    assert err.decode().endswith("; when that is mended, resume the batch to go on\n")
    assert err.count(b"\n") == 1
    if output == "out.jsonl":
        assert undisturbed.startswith(Path("out.jsonl").read_bytes())
        assert Path("out.jsonl").read_bytes().endswith(b"\n")
    elif output == "out":
        for name, data in tree("out").items():
            assert name == "failures.jsonl" or json.loads(data)
    elif output == "out.parquet":
        assert not Path(output).exists()
    assert run_process("batch", "in", "-o", output, "--resume", "-q").returncode == 1
    if output == "out.jsonl":
        assert Path(output).read_bytes() == undisturbed
    elif output == "out":
        assert len(tree("out")) == 60
    elif output == "out.db":
        assert corpus_of(output) == list(map(json.loads, undisturbed.splitlines()))


@pytest.fixture
def batch(run, monkeypatch):
    """``batch(meddle, …)`` without processes; ``meddle`` is called once all files are found, before the first is read."""

    def batch(meddle, *arguments):
        class Meddling(Inline):
            def submit(self, chunk):
                if not self.done:
                    meddle()
                super().submit(chunk)

        Inline.done = []
        monkeypatch.setattr(workers, "Workers", Meddling)
        return run("batch", "in", "-o", "out.jsonl", *arguments).exit_code

    return batch


@pytest.fixture
def few():
    Path("in").mkdir()
    for name in "abc":
        Path(f"in/{name}.txt").write_text(f"讲话\n\n一、加强领导{name}\n二、强化责任\n", "utf-8")


@pytest.mark.parametrize(
    ("meddle", "code"),
    [
        (lambda: os.unlink("in/b.txt"), "missing"),
        (lambda: (os.unlink("in/b.txt"), os.mkfifo("in/b.txt")), "unreadable"),
        (lambda: (os.unlink("in/b.txt"), os.mkdir("in/b.txt")), "unreadable"),
        (lambda: (os.unlink("in/b.txt"), os.symlink("b.txt", "in/b.txt")), "unreadable"),
    ],
    ids=["gone", "a pipe now", "a folder now", "a loop now"],
)  # fmt: skip
def test_a_file_that_is_something_else_when_its_turn_comes(few, batch, meddle, code):
    assert batch(meddle) == 1
    assert [(each["path"], each["code"]) for each in lines("failures.jsonl")] == [("in/b.txt", code)]
    assert [each["source"]["name"] for each in lines("out.jsonl")] == ["in/a.txt", "in/c.txt"]


def test_a_file_that_grows_is_done_again(few, batch):
    def grow():
        with open("in/b.txt", "a", encoding="utf-8") as file:
            file.write("三、狠抓落实\n")

    assert batch(grow) == 0
    assert len(lines("out.jsonl")[1]["sections"]) == 3  # as it was when it was read
    assert batch(grow, "--resume") == 0
    assert Inline.done == []
    grow()
    assert batch(lambda: None, "--resume") == 0
    assert (Inline.done, len(lines("out.jsonl")[1]["sections"])) == ([b"in/b.txt"], 4)


def test_a_file_that_cannot_be_read(few, batch, monkeypatch):
    def refusing(path, *arguments):
        if os.fspath(path) == "in/b.txt":
            raise PermissionError(13, "Permission denied", path)
        return open(path, *arguments)

    # For root, who may read everything, permissions alone would show nothing.
    monkeypatch.setattr("speechkit.readers.registry.open", refusing, raising=False)
    monkeypatch.setattr(work.os, "access", lambda path, mode: path != b"in/b.txt")
    assert batch(lambda: None) == 1
    (failure,) = lines("failures.jsonl")
    assert (failure["path"], failure["code"]) == ("in/b.txt", "unreadable")
    assert failure["sentence"].startswith("in/b.txt cannot be read: permission denied")


@pytest.mark.slow
def test_the_bar_on_a_terminal(few):
    leader, follower = os.openpty()
    Path("in/z.txt").touch()
    command = [sys.executable, "-m", "speechkit", "batch", "in", "-o", "out.jsonl", "-v"]
    child = subprocess.Popen(command, stderr=follower, env={**os.environ, "COLUMNS": "60"})
    os.close(follower)
    out = b""
    while True:
        try:
            out += os.read(leader, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
    os.close(leader)
    assert child.wait(timeout=20) == 1
    assert b"\r[" in out
    assert b"] " in out
    last = out.decode().replace("\r\n", "\n").rpartition("\r")[2].splitlines()
    assert last[-1].startswith("speechkit: 1 of 4 documents failed")
