"""``speechkit batch``: what is walked, what is written where, what is done again and what is not."""

import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from batch_fakes import Inline

from speechkit.batch import parquet, plan, workers
from speechkit.batch.loop import InOrder
from speechkit.batch.plan import ChunkSize, chunk_size, chunked, made_by
from speechkit.batch.records import Outcome, Progress, Watcher
from speechkit.batch.run import batch as run_batch
from speechkit.batch.run import estimate
from speechkit.cli.batch_watch import duration, progress_bar, progress_line
from speechkit.config import Config, GlossaryConfig
from speechkit.errors import UsageError
from speechkit.extras import install_command
from speechkit.walk import InputFile

TEXT = "在第{}次會議上的講話\n\n一、加強領導\n各單位要在{}月底前抓好落實。\n二、強化責任\n全面推進。\n"


def text(number: int) -> str:
    return TEXT.format(number, number % 12 + 1)


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of six speeches in a tree."""
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("a.txt", "b/a.md", "b/a.txt", "b/c/x.txt", "b-c.txt", "d.txt")):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(number), "utf-8")
    return tmp_path


@pytest.fixture
def batch(run, monkeypatch):
    """``batch("in", "-o", "out")`` without processes: the exit status and standard error; ``batch.done`` tells paths."""
    monkeypatch.setattr(workers, "Workers", Inline)

    def batch(*arguments):
        Inline.done = batch.done = []
        ran = run("batch", *arguments)
        batch.stdout = ran.stdout
        return ran.exit_code, ran.stderr

    return batch


ORDER = ["in/a.txt", "in/b-c.txt", "in/b/a.md", "in/b/a.txt", "in/b/c/x.txt", "in/d.txt"]


def names(path="out.jsonl"):
    return [json.loads(line)["source"]["name"] for line in Path(path).read_text("utf-8").splitlines()]


def failures(path="failures.jsonl"):
    return [tuple(json.loads(line).values()) for line in Path(path).read_text("utf-8").splitlines()]


def tree(folder="out"):
    """All that is not hidden in a folder, by name."""
    files = {os.fspath(path.relative_to(folder)): path for path in Path(folder).rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


# --- what is written


def test_a_folder_gets_what_analyze_prints(batch, run):
    assert batch("in", "-o", "out") == (0, "")
    written = tree()
    assert sorted(written) == sorted(name.removeprefix("in/") + ".json" for name in ORDER)
    for name, data in written.items():
        assert data == run("analyze", f"in/{name.removesuffix('.json')}", "--format", "json").stdout_bytes


def test_json_lines_are_what_analyze_prints(batch, run):
    assert batch("in", "-o", "out.jsonl") == (0, "")
    assert Path("out.jsonl").read_bytes() == run("analyze", *ORDER, "--format", "jsonl").stdout_bytes
    assert not Path("failures.jsonl").exists()


def test_parquet_has_the_records_in_columns(batch):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert batch("in", "-o", "out.parquet") == (0, "")
    assert batch("in", "-o", "out.jsonl") == (0, "")
    rows = parquet.read_table("out.parquet").to_pylist()
    assert [row["path"] for row in rows] == ORDER
    for row, line in zip(rows, Path("out.jsonl").read_text("utf-8").splitlines(), strict=True):
        record = json.loads(line)
        for name in ("parts", "sections", "tasks", "slogans", "keywords", "warnings"):
            assert row[name] == record[name]
        assert (row["title"], row["date"]) == (record["title"]["text"], None)
        assert row["sha256"] == record["source"]["sha256"]


def test_parquet_without_pyarrow_says_what_to_install(batch, monkeypatch):
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    status, err = batch("in", "-o", "out.parquet")
    assert (status, install_command("parquet") in err) == (2, True)


def test_options_of_reading_and_of_the_part(batch, run):
    assert batch("in/d.txt", "-o", "out.jsonl", "--part", "requirements", "--script", "never") == (0, "")
    expected = run("analyze", "in/d.txt", "--part", "requirements", "--script", "never", "--format", "jsonl")
    assert Path("out.jsonl").read_bytes() == expected.stdout_bytes


@pytest.mark.slow
def test_two_processes_write_what_one_does(run_process):
    done = [run_process("batch", "in", "-o", f"{jobs}.jsonl", "-j", jobs) for jobs in ("1", "3")]
    assert [(each.returncode, each.stderr) for each in done] == [(0, b"")] * 2
    assert Path("1.jsonl").read_bytes() == Path("3.jsonl").read_bytes()
    assert names("1.jsonl") == ORDER


# --- what is walked


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["in"], ORDER),
        (["in/b", "in"], ["in/a.txt", "in/b-c.txt", "in/b/a.md", "in/b/a.txt", "in/b/c/x.txt", "in/d.txt"]),
        (["./in/d.txt", "in/a.txt", "in/d.txt"], ["in/a.txt", "./in/d.txt"]),
        (["in", "--include", "*.md"], ["in/b/a.md"]),
        (["in", "--include", "*.md", "--include", "d*"], ["in/b/a.md", "in/d.txt"]),
        (["in", "--include", "b/*.txt"], ["in/b/a.txt", "in/b/c/x.txt"]),
        (["in", "--exclude", "b"], ["in/a.txt", "in/b-c.txt", "in/d.txt"]),
        (["in", "--exclude", "b/a.*", "--exclude", "[ad].txt"], ["in/b-c.txt", "in/b/c/x.txt"]),
    ],
)  # fmt: skip
def test_inputs_and_patterns(batch, arguments, expected):
    assert batch(*arguments, "-o", "out.jsonl") == (0, "")
    assert names() == expected


def test_what_is_left_out(batch):
    Path("in/.hidden.txt").write_text(text(7), "utf-8")
    Path("in/.git").mkdir()
    Path("in/.git/x.txt").write_text(text(7), "utf-8")
    Path("in/photo.jpg").write_bytes(b"\xff\xd8\xff")
    Path("in/link.txt").symlink_to("a.txt")
    Path("in/loop").symlink_to(".")
    os.mkfifo("in/pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("in/socket")
        status, err = batch("in", "-o", "out.jsonl")
    assert (status, names()) == (0, ORDER)
    assert err.splitlines() == [
        "speechkit: warning: in/pipe.txt is a named pipe, not a file; it was left out",
        "speechkit: warning: in/socket is a socket, not a file; it was left out",
        "speechkit: warning: 2 symbolic links not followed; name what they lead to",
        "speechkit: warning: 1 file of other kinds left out; --include takes any",
    ]
    assert batch("in", "-o", "quiet.jsonl", "-q") == (0, "")
    assert batch("in/link.txt", "in/.git", "-o", "named.jsonl") == (0, "")
    assert names("named.jsonl") == ["in/.git/x.txt", "in/link.txt"]


def test_an_input_that_is_not_there_is_a_failure_and_the_others_are_done(batch):
    status, err = batch("in/d.txt", "missing", "-o", "out.jsonl")
    assert (status, names()) == (1, ["in/d.txt"])
    assert failures() == [("missing", "missing", "there is no file or folder missing; check its name")]
    assert err == f"speechkit: 1 of 2 documents failed; {Path.cwd()}/failures.jsonl says why\n"


def test_a_folder_that_cannot_be_listed_is_a_failure(batch, monkeypatch):
    scandir = os.scandir

    def refusing(path):
        if path == b"in/b":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("speechkit.walk.os.scandir", refusing)
    assert batch("in", "-o", "out.jsonl")[0] == 1
    assert names() == ["in/a.txt", "in/b-c.txt", "in/d.txt"]
    assert [each[:2] for each in failures()] == [("in/b", "unreadable")]


def test_names_with_line_ends_and_bytes_that_are_no_utf8(batch):
    os.rename("in/a.txt", "in/a\nb.txt")
    os.rename("in/d.txt", b"in/\xff\xfe.txt")
    Path("in/e\n.txt").touch()
    assert batch("in", "-o", "out")[0] == 1
    assert {"a\nb.txt.json", os.fsdecode(b"\xff\xfe.txt.json")} < set(tree())
    assert (
        json.loads(Path(os.fsdecode(b"out/\xff\xfe.txt.json")).read_text("utf-8"))["source"]["name"]
        == r"in/\xff\xfe.txt"
    )
    ((path, code, sentence),) = failures("out/failures.jsonl")
    assert (path, code) == ("in/e\n.txt", "input")
    assert sentence.startswith(r"in/e\x0a.txt is empty")
    assert batch("in", "-o", "out.jsonl")[0] == 1
    assert len(names()) == 6


@pytest.mark.parametrize("output", ["in/out", "in/out.jsonl", "in/b/out"])
def test_an_output_inside_the_input_is_no_input(batch, output):
    assert batch("in", "-o", output, "--include", "*") == (0, "")
    assert batch("in", "-o", output, "--include", "*", "--resume") == (0, "")
    assert batch.done == []
    Path("in/z.txt").touch()
    for _ in range(2):
        assert batch("in", "-o", output, "--include", "*", "--resume")[0] == 1
        assert batch.done == [b"in/z.txt"]


def test_an_output_named_among_the_inputs_is_no_input(batch):
    batch("in/a.txt", "-o", "out.jsonl")
    assert batch("in/a.txt", "out.jsonl", "-o", "out.jsonl", "--resume") == (0, "")
    assert batch.done == []
    assert batch("out.jsonl", "-o", "out.jsonl", "--resume")[0] == 1


def test_the_input_cannot_be_the_output(batch):
    status, err = batch("in", "-o", "in")
    assert (status, err) == (2, "speechkit: in is both input and output; write to another folder\n")


def test_a_name_too_long_for_the_output_is_that_documents_failure(batch):
    os.rename("in/a.txt", f"in/{'a' * 250}.txt")
    assert batch("in", "-o", "out")[0] == 1
    assert (len(tree()), failures("out/failures.jsonl")[0][1]) == (6, "output")  # five and the failures


# --- what fails


def test_failures_are_told_in_order_and_the_others_are_done(batch):
    Path("in/b/a.txt").write_bytes(b"")
    Path("in/a.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    status, err = batch("in", "-o", "out.jsonl", "-v")
    assert (status, names()) == (1, [ORDER[1], ORDER[2], ORDER[4], ORDER[5]])
    assert [each[:2] for each in failures()] == [("in/a.txt", "input"), ("in/b/a.txt", "input")]
    assert err.splitlines() == [
        *(f"speechkit: {sentence}" for *_, sentence in failures()),
        f"speechkit: 2 of 6 documents failed; {Path.cwd()}/failures.jsonl says why",
    ]


def test_fail_fast_stops_at_the_first_failure(batch):
    for name in (ORDER[2], ORDER[4]):
        Path(name).write_bytes(b"")
    status, err = batch("in", "-o", "out.jsonl", "--fail-fast")
    assert (status, names(), len(failures())) == (1, ORDER[:2], 1)
    assert "stopped at the first failure after 3 of 6 documents; the same command with --resume goes on" in err
    assert batch("missing", "in", "-o", "x.parquet", "--fail-fast")[0] == 1
    assert (batch.done, Path("x.parquet").exists()) == ([], False)


def test_a_file_that_is_too_large(batch):
    Path("in/d.txt").write_text(text(1) * 100, "utf-8")
    assert batch("in", "-o", "out.jsonl", "--max-bytes", "1000")[0] == 1
    ((path, code, sentence),) = failures()
    assert (path, code) == ("in/d.txt", "too-large")
    assert sentence == f"in/d.txt has {os.path.getsize('in/d.txt'):,} bytes, and --max-bytes allows 1,000"


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), "memory"), (ValueError("\x1b[31m"), "fault")])
def test_a_fault_costs_one_document(batch, monkeypatch, error, code):
    from speechkit.pipeline import Reading

    analysis = Reading.analysis

    def fail(reading, **options):
        if reading.document.source.name == "in/d.txt":
            raise error
        return analysis(reading, **options)

    monkeypatch.setattr(Reading, "analysis", fail)
    assert batch("in", "-o", "out.jsonl")[0] == 1
    ((path, found, sentence),) = failures()
    assert (path, found, names()) == ("in/d.txt", code, ORDER[:5])
    assert sentence.isprintable()


@pytest.mark.parametrize(
    ("arguments", "status", "part"),
    [
        (["-", "-o", "out.jsonl"], 2, "not standard input"),
        (["in"], 2, "--output"),
        (["in", "-o", "out.xlsx"], 2, ".jsonl, .parquet, a corpus (.db) or a folder, whose name may end in /"),
        (["in", "-o", "-"], 2, "name one with -o"),
        (["in", "-o", os.fsdecode(b"\xff.jsonl")], 0, ""),
        (["in", "-o", "out.jsonl", "--encoding", "klingon"], 2, "not the name of a text encoding"),
        (["in", "-o", "out.jsonl", "-j", "0"], 2, "--jobs"),
        (["in", "-o", "out.jsonl", "--timeout", "0"], 2, "--timeout"),
        (["in", "-o", "out.jsonl", "--include", "*.doc"], 1, "there are no documents in in"),
        (["in", "-o", "in/a.txt/out/"], 1, "cannot write "),
        (["in", "-o", "missing/b.jsonl/"], 0, ""),
    ],
)
def test_usage(batch, arguments, status, part):
    found, err = batch(*arguments)
    assert (found, err.count("\n")) == (status, int(status > 0))
    assert part in err


# --- resuming


def test_a_second_batch_does_not_replace_the_first(batch):
    for output in ("out", "out.jsonl", "out.parquet"):
        batch("in/a.txt", "-o", output)
        status, err = batch("in", "-o", output)
        assert (status, batch.done, "resume it" in err) == (2, [], True)
    Path("mine.jsonl").write_text("mine\n", "utf-8")
    for options in ([], ["--resume"]):
        assert batch("in", "-o", "mine.jsonl", *options)[0] == 2
    assert Path("mine.jsonl").read_text("utf-8") == "mine\n"


OUTPUTS = ["out", "out.jsonl", "out.parquet"]


def content(output):
    return tree(output) if os.path.isdir(output) else Path(output).read_bytes()


def change(what):
    if what == "touched":
        os.utime("in/b/a.txt", (1, 1))
    elif what == "changed":
        Path("in/b/a.txt").write_text(text(11), "utf-8")
    elif what == "new":
        Path("in/aa.txt").write_text(text(11), "utf-8")
    elif what == "gone":
        shutil.rmtree("in/b/c")
    elif what == "mended":
        Path("in/broken.txt").write_text(text(11), "utf-8")
    elif what == "broken":
        Path("in/b/a.txt").write_bytes(b"")


AGAIN = {
    "nothing": [],
    "touched": [],
    "changed": ["b/a.txt"],
    "new": ["aa.txt"],
    "gone": [],
    "mended": [],
    "broken": ["b/a.txt"],
}


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("what", AGAIN)
def test_only_what_has_changed_is_done_again(batch, what, output):
    if output.endswith("parquet"):
        pytest.importorskip("pyarrow")
    Path("in/broken.txt").touch()  # a failure is tried again each time
    assert batch("in", "-o", output)[0] == 1
    change(what)
    status = batch("in", "-o", output, "--resume")[0]
    assert sorted(batch.done) == sorted(f"in/{name}".encode() for name in [*AGAIN[what], "broken.txt"])
    assert status == int(what != "mended")
    told = Path(output, "failures.jsonl") if output == "out" else Path("failures.jsonl")
    failed = told.read_bytes() if told.exists() else None
    batch("in", "-o", f"fresh{output}")
    assert content(f"fresh{output}") == content(output)
    assert failed == (content("failures.jsonl") if output != "out" and status else failed)
    batch("in", "-o", output, "--resume")
    assert len(batch.done) == (0 if what == "mended" else 2 if what == "broken" else 1)


def test_another_version_or_configuration_is_done_again(batch, monkeypatch):
    batch("in", "-o", "out.jsonl")
    batch("in", "-o", "out.jsonl", "--resume", "--script", "never")
    assert len(batch.done) == 6
    monkeypatch.setattr(plan, "__version__", "99")
    batch("in", "-o", "out.jsonl", "--resume", "--script", "never")
    assert len(batch.done) == 6
    assert names() == ORDER


def test_the_files_that_a_configuration_names_count_too():
    config = Config(glossary=GlossaryConfig(("mine.yaml",)))
    digests = {made_by(config, None), made_by(config, "review"), made_by(Config(), None)}
    for content in ("- name: 四个意识", "- name: 四个自信"):
        Path("mine.yaml").write_text(content, "utf-8")
        digests |= {made_by(config, None), made_by(config, None)}
    assert len(digests) == 5


@pytest.mark.parametrize("tail", [b'{"schema', b"\n", b"x" * 5000])
def test_a_torn_last_line_is_repaired(batch, tail):
    batch("in", "-o", "out.jsonl")
    whole = Path("out.jsonl").read_bytes()
    with open("out.jsonl", "ab") as file:
        file.write(tail)
    assert batch("in", "-o", "out.jsonl", "--resume") == (0, "")
    assert (batch.done, Path("out.jsonl").read_bytes()) == ([], whole)


@pytest.mark.parametrize("cut", [1, 2000, 10**9])
def test_lines_that_are_lost_are_written_again(batch, cut):
    batch("in", "-o", "out.jsonl")
    whole = Path("out.jsonl").read_bytes()
    Path("out.jsonl").write_bytes(whole[:-cut])
    assert batch("in", "-o", "out.jsonl", "--resume") == (0, "")
    assert len(batch.done) >= 1
    assert Path("out.jsonl").read_bytes() == whole


def test_files_of_the_output_that_are_lost_are_written_again(batch):
    batch("in", "-o", "out")
    whole = tree()
    os.unlink("out/a.txt.json")
    Path("out/d.txt.json").write_text("{}", "utf-8")
    assert batch("in", "-o", "out", "--resume") == (0, "")
    assert (sorted(batch.done), tree()) == ([b"in/a.txt", b"in/d.txt"], whole)


def test_other_inputs_do_not_wipe_out_what_is_there(batch):
    batch("in", "-o", "out.jsonl")
    whole = Path("out.jsonl").read_bytes()
    Path("other").mkdir()
    Path("other/o.txt").write_text(text(1), "utf-8")
    status, err = batch("other", "-o", "out.jsonl", "--resume")
    assert (status, Path("out.jsonl").read_bytes()) == (2, whole)
    assert "none of the 6 documents" in err


def test_it_is_told_what_is_taken_out(batch):
    batch("in", "-o", "out")
    shutil.rmtree("in/b")
    assert batch("in", "-o", "out", "--resume")[1] == (
        "speechkit: the records of 3 documents no longer among the inputs were taken out of out\n"
    )
    assert not Path("out/b").exists()


def test_the_order_is_finished_after_a_kill_at_that(batch, monkeypatch):
    from speechkit.batch import jsonl

    Path("in/b/a.md").write_bytes(b"")
    batch("in", "-o", "out.jsonl")
    Path("in/b/a.md").write_text(text(1), "utf-8")

    for step in ("before", "after"):
        with monkeypatch.context() as patch:
            replace = os.replace

            def killed(*names, step=step, replace=replace):
                if step == "after":
                    replace(*names)
                raise SystemExit

            patch.setattr(jsonl.os, "replace", killed)
            with pytest.raises(SystemExit):
                batch("in", "-o", "out.jsonl", "--resume")
        assert batch("in", "-o", "out.jsonl", "--resume") == (0, "")
        assert (batch.done, names()) == ([], ORDER)
        Path("in/b/a.md").write_text(text(2), "utf-8")  # and once more


def test_two_batches_at_once(batch):
    from speechkit.batch.journal import Journal
    from speechkit.batch.sinks import Output

    output = Output("out.jsonl")
    output.make()
    journal = Journal()
    journal.open(output.journal)
    status, err = batch("in", "-o", "out.jsonl")
    journal.close()
    assert (status, err.count("\n"), "another batch is at work" in err) == (1, 1, True)
    assert batch("in", "-o", "out.jsonl") == (0, "")


# --- from Python


@pytest.fixture
def inline(monkeypatch):
    monkeypatch.setattr(workers, "Workers", Inline)
    Inline.done = []


def test_what_a_batch_returns(inline):
    shutil.copy("in/a.txt", "in/e.txt")
    Path("in/d.txt").write_bytes(b"")
    report = run_batch(["in", "missing"], "out.db")
    assert (report.documents, report.todo, report.finished, report.done) == (7, 7, 7, 7)
    assert (report.failed, report.unread, report.duplicates, report.stopped) == (2, 1, 1, False)
    assert [path for path, *_ in failures(report.failures)] == ["missing", "in/d.txt"]
    again = run_batch("in", "out.db", resume=True)
    assert (again.documents, again.todo, again.done, again.failed) == (7, 1, 7, 1)


def test_a_watcher_hears_of_all_and_may_stop_it(inline):
    class Listener(Watcher):
        heard = []  # noqa: RUF012

        def found(self, left_out, specials):
            self.heard.append(("left out", left_out.other_kinds, [each.kind for each in specials]))

        def removed(self, documents):
            self.heard.append(("removed", documents))

        def failed(self, failure):
            self.heard.append(("failed", failure.code))

        def stopped(self):
            return len(Inline.done) >= 2

    Path("in/x.jpg").touch()
    os.mkfifo("in/pipe.txt")
    Path("in/a.txt").write_bytes(b"")
    report = run_batch("in", "out.jsonl", include=["*.txt", "*.jpg"], exclude=["x*"], watcher=Listener())
    assert (report.stopped, report.finished, report.done, names()) == (True, 2, 2, ["in/b-c.txt"])
    shutil.rmtree("in/b")
    os.unlink("in/b-c.txt")
    with pytest.raises(UsageError, match="is among the inputs"):
        run_batch("in", "out.jsonl", resume=True)
    assert Listener.heard == [("left out", 0, ["a named pipe"]), ("failed", "input")]


def test_an_estimate_writes_nothing(inline):
    size = sum(os.path.getsize(name) for name in ORDER)
    expected = estimate(["in", "missing"], "out.jsonl", processes=2)
    assert (expected.documents, expected.size, expected.chunks, expected.done, expected.workers) == (6, size, 6, 0, 2)
    assert (expected.seconds > 0, [each.code for each in expected.unread]) == (True, ["missing"])
    assert sorted(os.listdir()) == ["in"]


@pytest.mark.parametrize(
    ("inputs", "output", "options", "part"),
    [
        ("-", "out.jsonl", {}, "not standard input"),
        ("in", "out.db", {"part": "review"}, "a corpus keeps whole speeches"),
        ("in", "out.jsonl", {"words": True}, "--words is for a corpus"),
        ("in", "in", {}, "both input and output"),
        ("in", "", {}, "name one with -o"),
    ],
)
def test_calls_that_make_no_sense(inline, inputs, output, options, part):
    for call in (run_batch, estimate):
        with pytest.raises(UsageError, match=part):
            call(inputs, output, **options)


# --- what is told


def test_a_dry_run_counts_and_writes_nothing(batch):
    size = sum(os.path.getsize(name) for name in ORDER)
    assert batch("in", "-o", "out.jsonl", "--dry-run", "-j", "2") == (0, "")
    assert batch.stdout == f"6 documents, {size:,} bytes, 6 chunks, about 1 s with 2 workers\n"
    assert sorted(os.listdir()) == ["in"]
    batch("in", "-o", "out.jsonl")
    Path("in/a.txt").write_text(text(9), "utf-8")
    assert batch("in", "-o", "out.jsonl", "--dry-run", "--resume", "-j", "1")[0] == 0
    assert batch.stdout.startswith("1 document, ")
    assert batch.stdout.endswith("; 5 documents done already\n")
    assert batch("in", "-o", "out.jsonl", "--dry-run")[0] == 2


def test_with_v_it_is_told_that_all_is_done(batch):
    assert batch("in", "-o", "out.jsonl", "-v")[1].startswith("speechkit: 6 documents done in ")
    assert batch("in", "-o", "out.jsonl", "-v", "--resume")[1] == "speechkit: 6 documents done, none of them anew\n"


def test_progress_in_words():
    progress = Progress(1200, 1000)
    assert progress_line(progress) == "0 of 1,200 documents"
    progress.finished, progress.finished_size, progress.seconds, progress.failed = 300, 100, 10, 2
    assert progress_line(progress) == "300 of 1,200 documents, 30.0 a second, 1 min 30 s left, 2 failed"
    assert progress_bar(progress) == "[##------------------]  10%  300/1,200  30.0 a second  1 min 30 s left  2 failed"
    assert [duration(seconds) for seconds in (0.4, 59.4, 61, 7300)] == ["0 s", "59 s", "1 min 1 s", "2 h 1 min"]


@pytest.mark.parametrize(("options", "expected"), [([], 0), (["-v"], 1), (["-q"], 0), (["-v", "-q"], 0)])
def test_a_line_every_ten_seconds_with_v(batch, monkeypatch, options, expected):
    monkeypatch.setattr("speechkit.cli.batch_watch._LINE_EVERY", -1.0)
    err = batch("in", "-o", "out.jsonl", "-j", "1", *options)[1]
    assert (" of 6 documents, " in err) == bool(expected)


# --- the parts


def found(size, path=b"p"):
    return InputFile(path, path, size, 0)


def test_chunks_are_bounded_by_number_bytes_and_names():
    files = [found(1), found(1), found(1), found(50), found(200), found(1), found(1, b"p" * 20000)]
    assert [len(chunk) for chunk in chunked(files, ChunkSize(2, 100))] == [2, 2, 1, 1, 1]
    assert list(chunked([], ChunkSize(2, 100))) == []


def test_small_batches_are_spread_over_the_workers():
    assert chunk_size(20, 1000, 8) == ChunkSize(1, 15)
    assert chunk_size(50_000, 10**9, 2) == ChunkSize(32, 128 << 10)


def test_outcomes_come_out_in_order_through_the_disk_too():
    Path("spill").mkdir()
    order = InOrder(b"spill")
    records = [b"%d" % number * (300_000 + number) for number in range(12)]
    out = []
    for number in (*range(11, 0, -1), 0):
        order.put(Outcome(number, None, records[number]))
        out += order.ready()
    assert [outcome.record for outcome in out] == records
    assert os.listdir("spill") == []
