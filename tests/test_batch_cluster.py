"""``speechkit batch --scheduler``: the same bytes from a Dask cluster, whatever dies on it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from batch_fakes import act

from speechkit.batch import cluster
from speechkit.batch.records import Outcome
from speechkit.batch.remote import ClusterError, Item, encode_chunk, run_chunk
from speechkit.extras import install_command

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.cluster
ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
GLOSSARY = "- name: 三个抓手\n  members: [抓思想, 抓队伍, 抓作风]\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The scheduler of two workers, processes that are at home in another folder."""
    import dask

    here = os.getcwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))  # where the workers begin
    settings = {"distributed.scheduler.allowed-failures": 1}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as cluster,
    ):
        os.chdir(here)
        yield cluster.scheduler_address


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """24 speeches, no two alike, one of which is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(24):
        sample = SAMPLES[number % len(SAMPLES)].read_text("utf-8")
        (tmp_path / f"in/{number:02}.txt").write_text(f"{sample}第{number}号文件，做到“三个抓手”。\n", "utf-8")
    (tmp_path / "in/13.txt").write_bytes(b"\0" * 99)
    return tmp_path


def tree(folder):
    files = {os.fspath(path.relative_to(folder)): path for path in Path(folder).rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


# --- the same bytes


@pytest.mark.parametrize("ship", [[], ["--ship"]], ids=["shared", "shipped"])
@pytest.mark.parametrize("output", ["out/", "out.jsonl", "out.db"])
def test_the_cluster_writes_what_one_process_does(address, run, output, ship):
    for folder, where in (("here", ["-j", "1"]), ("there", ["--scheduler", address, "--chunk-docs", "5", *ship])):
        Path(folder).mkdir()
        done = run("batch", "in", "-o", f"{folder}/{output}", "--max-bytes", "20000", *where)
        assert done.exit_code == 1
    here, there = tree("here"), tree("there")
    if output == "out.db":  # whose pages tell of the moments that it was written at
        names = ("here/out.db", "there/out.db")
        assert run("corpus", "export", names[0]).stdout_bytes == run("corpus", "export", names[1]).stdout_bytes
        here.pop("out.db"), there.pop("out.db")
    assert there == here
    assert here


def test_the_glossary_goes_along(address, run):
    Path("mine.yaml").write_text(GLOSSARY, "utf-8")
    Path("config.yaml").write_text("glossary:\n  files: [mine.yaml]\n", "utf-8")
    for output, where in (("here.jsonl", ["-j", "1"]), ("there.jsonl", ["--scheduler", address, "--ship"])):
        assert run("--config", "config.yaml", "batch", "in", "-o", output, *where).exit_code == 1
    assert Path("there.jsonl").read_bytes() == Path("here.jsonl").read_bytes()
    assert "抓作风" in Path("there.jsonl").read_text("utf-8")


def test_a_dry_run_counts_the_clusters_workers(address, run):
    done = run("batch", "in", "-o", "out.jsonl", "--scheduler", address, "--chunk-docs", "10", "--dry-run")
    assert (done.exit_code, ", 3 chunks, about " in done.stdout) == (0, True)
    assert done.stdout.endswith(" with 2 workers\n")


# --- what dies


def cluster_of(address, work, timeout=30.0):
    from speechkit.batch.cluster import Cluster, Connection
    from speechkit.batch.records import ClusterOptions

    return Cluster(Connection(ClusterOptions(address)), work, timeout, Item)


def outcomes(cluster, orders, chunk):
    """What the cluster makes of files with these orders, by number."""
    for number, order in enumerate(orders):
        Path(f"{number}.txt").write_text(order, "utf-8")
    paths = [(number, os.path.abspath(b"%d.txt" % number)) for number in range(len(orders))]
    chunks = [paths[start : start + chunk] for start in range(0, len(paths), chunk)]
    found = {}
    try:
        while len(found) < len(orders):
            while chunks and cluster.wants():
                cluster.submit(chunks.pop(0))
            for outcome in cluster.wait(1):
                assert outcome.number not in found
                found[outcome.number] = outcome
    finally:
        cluster.close()
    return [found[number].failure or found[number].record.strip() for number in range(len(orders))]


def test_a_document_that_kills_costs_itself_alone(address):
    def work(item):
        # A worker that dies before its nanny has heard that it began is not begun again, and none would be left.
        with open(item.path, "rb") as file:
            time.sleep(1.0 if file.read(4) in (b"kill", b"once") else 0.0)
        return act(item.number, item.path)

    orders = ["", f"once {os.path.abspath('mark')}", "", "", "", "", "kill", "", "", "", "", ""]
    found = outcomes(cluster_of(address, work), orders, 6)
    assert Path("mark").exists()
    failure = found.pop(6)
    assert failure.code == "worker-died"
    assert failure.sentence.endswith("6.txt: every worker that was given it died, as it does where memory runs out")
    assert found == [b'"%d"' % number for number in range(12) if number != 6]


def test_a_document_that_takes_too_long_costs_itself_alone(address):
    def work(item):
        while item.number == 1:
            time.sleep(0.01)
        return Outcome(item.number, None, b"x")

    found = outcomes(cluster_of(address, work, timeout=0.3), ["", "", ""], 3)
    assert (found[0], found[1].code, found[2]) == (b"x", "timeout", b"x")
    assert found[1].sentence.endswith("1.txt took longer than --timeout allows (0.3 s)")


def begun(*command, **how):
    return subprocess.Popen([sys.executable, "-m", *command], env={**os.environ, "PYTHONPATH": str(ROOT)}, **how)


def test_a_scheduler_that_is_killed_ends_the_run_and_resume_goes_on(run):
    for number in range(30, 150):
        Path(f"in/{number}.txt").write_text(f"{SAMPLES[0].read_text('utf-8')}第{number}号文件。\n", "utf-8")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    own = ("--scheduler-file", "file.json", "--no-dashboard")
    scheduler = begun("dask", "scheduler", "--host", "127.0.0.1", "--port", "0", *own, **quiet)
    worker = begun("dask", "worker", "--no-nanny", "--nthreads", "1", *own, **quiet)
    try:
        while not Path("file.json").exists() or not Path("file.json").stat().st_size:
            time.sleep(0.05)
        there = json.loads(Path("file.json").read_text())["address"]
        options = ("batch", "in", "-o", "out.jsonl", "--scheduler", there, "--chunk-docs", "2")
        child = begun("speechkit", *options, stderr=subprocess.PIPE)
        while not (Path("out.jsonl").exists() and Path("out.jsonl").stat().st_size) and child.poll() is None:
            time.sleep(0.01)
        scheduler.send_signal(signal.SIGKILL)
        _, err = child.communicate(timeout=20)
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    sentence = f"the connection to the scheduler at {there} was lost; what was done is kept; resume the batch to go on"
    assert (child.returncode, err.decode()) == (1, f"speechkit: {sentence}\n")
    kept = Path("out.jsonl").read_bytes()
    assert run("batch", "in", "-o", "out.jsonl", "--resume").exit_code == 1
    assert run("batch", "in", "-o", "fresh.jsonl").exit_code == 1
    whole = Path("fresh.jsonl").read_bytes()
    assert Path("out.jsonl").read_bytes() == whole
    assert whole.startswith(kept)
    assert kept


# --- what is refused


@pytest.mark.parametrize("listening", [False, True])
def test_a_scheduler_that_cannot_be_reached(run, listening, monkeypatch):
    if listening:  # the whole time is waited for where nobody listens
        monkeypatch.setattr(cluster, "_CONNECT", 1)
    begin = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = f"tcp://127.0.0.1:{server.getsockname()[1] if listening else 1}"
        done = run("batch", "in", "-o", "out.jsonl", "--scheduler", there)
    assert time.monotonic() < begin + 10
    assert done.exit_code == 2
    assert done.stderr.startswith(f"speechkit: cannot reach a Dask scheduler at {there}: ")
    assert (done.stderr.count("\n"), os.listdir()) == (1, ["in"])


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--scheduler", "foo"], "cannot reach a Dask scheduler at foo: missing port number"),
        (["--scheduler", "tls://127.0.0.1:1"], "TLS takes --tls-ca-file, --tls-cert and"),
        (["--scheduler", "tls://127.0.0.1:1", "--tls-ca-file", "missing.pem"], "missing.pem cannot be read"),
        (["--scheduler", "tcp://127.0.0.1:1", "-j", "2"], "-j is for processes of this machine"),
        (["--ship"], "--ship is for a cluster; name its scheduler with --scheduler"),
        (["--tls-key", "x"], "--tls-key is for a cluster"),
        (["--chunk-docs", "0"], "--chunk-docs"),
    ],
)  # fmt: skip
def test_usage(run, arguments, part):
    done = run("batch", "in", "-o", "out.jsonl", *arguments)
    assert (done.exit_code, done.stderr.count("\n"), part in done.stderr) == (2, 1, True)


def test_without_distributed_it_is_said_what_to_install(run, monkeypatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    done = run("batch", "in", "-o", "out.jsonl", "--scheduler", "tcp://127.0.0.1:1")
    assert (done.exit_code, install_command("cluster") in done.stderr) == (2, True)


def test_a_cluster_without_workers_is_waited_for_and_then_given_up(monkeypatch):
    from speechkit.batch.cluster import Cluster

    nobody = SimpleNamespace(scheduler="tcp://x:1", client=None, threads=lambda: 0)
    lonely = Cluster(nobody, None, 1.0, Item)
    assert lonely.wants()  # it may begin workers once there is work
    monkeypatch.setattr(cluster, "_COUNT_EVERY", 0.0)
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS", 0.0)
    with pytest.raises(ClusterError, match="the scheduler at tcp://x:1 has no workers; what was done is kept"):
        lonely.wants()


def test_a_worker_with_another_version():
    with pytest.raises(ClusterError, match=r"a worker has speechkit .*, and here it is 99; install the same on all"):
        run_chunk(None, 1.0, "99", encode_chunk([Item(0, b"a")]))


def test_a_file_that_only_workers_lack(address, run, monkeypatch):
    monkeypatch.setattr(cluster.os, "getcwd", lambda: "/nowhere")
    assert run("batch", "in/00.txt", "-o", "out.jsonl", "--scheduler", address).exit_code == 1
    failure = json.loads(Path("failures.jsonl").read_text("utf-8"))
    assert (failure["path"], failure["code"]) == ("in/00.txt", "missing")
    assert failure["sentence"] == (
        "in/00.txt cannot be read on a worker: no such file or directory; workers need the same folders as here, or --ship"
    )
