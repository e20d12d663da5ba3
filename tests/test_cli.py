"""The command line: what is printed, what fails how, and what is not imported."""

import io
import json
import os
import re
import select
import signal
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from speechkit import __version__
from speechkit.cli import main
from speechkit.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
TEXT = (
    "在會議上的講話\n\n一、加強領導\n（一）抓好落實。逐項檢查。\n（二）改進作風。常抓不懈。\n二、強化責任\n全面推進。\n"
)
OUTLINE = "一、加强领导  [要求]\n  （一）抓好落实  [要求]\n  （二）改进作风  [要求]\n二、强化责任  [要求]\n"
TOP = "一、加强领导  [要求]\n二、强化责任  [要求]\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """An empty folder with one speech, and no configuration, colour or width from the machine."""
    monkeypatch.chdir(tmp_path)
    for name in ("SPEECHKIT_CONFIG", "SPEECHKIT_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "_SPEECHKIT_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def run(capsysbinary, monkeypatch):
    """Run a command in this process: (status, standard output, standard error)."""

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return status, captured.out.decode("utf-8"), captured.err.decode("utf-8")

    return run


def process(*arguments, **options):
    command = [sys.executable, "-m", "speechkit", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, **options)


def is_sentence(err):
    return re.fullmatch(r"speechkit: [^\x00-\x1f\x7f-\x9f]+\n", err) is not None


# --- what is printed


@pytest.mark.parametrize("arguments", [["a.txt"], ["-"], []])
def test_outline_of_a_file_and_of_standard_input(run, arguments):
    assert run("outline", *arguments, stdin=TEXT.encode()) == (0, OUTLINE, "")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--depth", "1"], TOP),
        (["--no-parts"], "一、加强领导\n  （一）抓好落实\n  （二）改进作风\n二、强化责任\n"),
        (["--numbers", "--depth", "1", "--no-parts"], "1 一、加强领导\n2 二、强化责任\n"),
        (["--original", "--depth", "1", "--no-parts"], "一、加強領導\n二、強化責任\n"),
        (["--script", "never", "--depth", "1", "--no-parts"], "一、加強領導\n二、強化責任\n"),
        (["--section", "1.2"], "（二）改进作风。常抓不懈。\n"),
        (["--section", "1/（二）"], "（二）改进作风。常抓不懈。\n"),
        (["--section", "一、/(二)"], "（二）改进作风。常抓不懈。\n"),
        (["--section", "二、"], "二、强化责任\n全面推进。\n"),
        (["--section", "1.2", "--original"], "（二）改進作風。常抓不懈。\n"),
        (["--section", "1"], "一、加强领导\n（一）抓好落实。逐项检查。\n（二）改进作风。常抓不懈。\n"),
    ],
)
def test_outline_options(run, options, expected):
    assert run("outline", "a.txt", *options) == (0, expected, "")


def test_section_goes_to_the_output_file(run):
    expected = "（二）改进作风。常抓不懈。\n"
    assert run("outline", "a.txt", "--section", "1.2", "-o", "o.txt") == (0, "", "")
    assert Path("o.txt").read_text("utf-8") == expected


def test_section_as_json_is_its_part_of_the_outline(run):
    out = json.loads(run("outline", "a.txt", "--section", "1", "--format", "json")[1])
    assert [section["id"] for section in out["sections"]] == ["1", "1.1", "1.2"]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("o.txt", "一、"), ("o.json", "{\n"), ("o.jsonl", '{"schema_version"'), ("o.md", "# 在会议"),
        ("o.csv", "\ufefffile,id"), ("o.opml", "<?xml"), ("o.mm", "<map"), ("O.MD", "# "),
    ],
)  # fmt: skip
def test_the_suffix_chooses_the_format(run, name, start):
    assert run("outline", "a.txt", "-o", name) == (0, "", "")
    assert Path(name).read_text("utf-8").startswith(start)


def test_an_explicit_format_wins_over_the_suffix(run):
    assert run("outline", "a.txt", "-o", "o.md", "--format", "text")[0] == 0
    assert Path("o.md").read_text("utf-8") == OUTLINE


def test_csv_has_a_byte_order_mark_in_files_only(run):
    assert run("outline", "a.txt", "--format", "csv")[1].startswith("file,id")


def test_several_inputs_are_headed_as_head_does(run):
    Path("b.txt").write_text("一、另一篇\n二、完\n", "utf-8")
    out = run("outline", "a.txt", "b.txt", "--depth", "1", "--no-parts")[1]
    assert out == "==> a.txt <==\n一、加强领导\n二、强化责任\n\n==> b.txt <==\n一、另一篇\n二、完\n"


def test_analyze_prints_title_outline_and_counts(run):
    status, out, err = run("analyze", "a.txt")
    assert (status, err) == (0, "")
    assert out.startswith("在会议上的讲话\nutf-8, traditional characters, ")
    assert OUTLINE in out
    assert "4 sections\nby level: 1: 2, 2: 2\n" in out
    assert re.search(r"\nby part: meta: 15.8%, requirements: 84.2%\n\d tasks\n", out)


def test_analyze_json_is_the_contract(run):
    data = json.loads(run("analyze", "a.txt", "--format", "json")[1])
    assert list(data) == [
        "schema_version", "source", "title", "date", "parts", "sections", "tasks", "slogans", "keywords", "warnings",
        "genre", "speaker", "items",
    ]  # fmt: skip
    assert data["source"] | {"sha256": ""} == {
        "name": "a.txt", "sha256": "", "encoding": "utf-8", "script": "hant", "chars": len(TEXT), "lines": 7,
    }  # fmt: skip
    for section in data["sections"]:
        assert TEXT[section["start"] :].startswith(section["marker"])


@pytest.mark.parametrize(
    ("options", "source", "expected"),
    [
        ([], "講話\r\n會議\r完", "讲话\r\n会议\r完"),
        ([], "\ufeff講話\n\n", "讲话\n\n"),
        (["--to", "hant-tw"], "讲话\r\n着重", "講話\r\n著重"),
    ],
)
def test_convert_writes_the_text_and_nothing_else(run, options, source, expected):
    Path("c.txt").write_bytes(source.encode())
    assert run("convert", "c.txt", *options) == (0, expected, "")
    assert run("convert", "c.txt", *options, "-o", "d.txt") == (0, "", "")
    assert Path("d.txt").read_bytes() == expected.encode()


def test_text_is_what_offsets_index(run):
    Path("c.txt").write_bytes("\ufeff講話\r\n 甲\u3000".encode())
    assert run("text", "c.txt")[1] == "講話\r\n 甲\u3000"
    assert run("text", "c.txt", "--simplified")[1] == "讲话\r\n 甲\u3000"


@pytest.mark.parametrize("engine", ["jieba", "rjieba", "auto"])
def test_segment(run, engine):
    pytest.importorskip("rjieba")
    Path("c.txt").write_text("加强领导\r\n\n全面 推进。", "utf-8")
    assert run("segment", "c.txt", "--engine", engine)[1] == "加强 领导\n\n全面 推进 。\n"
    assert run("segment", "c.txt", "--engine", engine, "--separator", "|")[1] == "加强|领导\n\n全面|推进|。\n"
    assert run("segment", "c.txt", "--engine", engine, "--lines")[1] == "加强\n领导\n全面\n推进\n。\n"
    assert run("segment", "c.txt", "--engine", engine, "--offsets")[1].splitlines()[:3] == [
        "0\t2\t加强", "2\t4\t领导", "7\t9\t全面",
    ]  # fmt: skip
    assert re.fullmatch(r"(加强/\w+) (领导/\w+)\n\n.*\n", run("segment", "c.txt", "--pos", "--engine", engine)[1])
    assert run("segment", "c.txt", "--lines", "--pos", "--engine", engine)[1].startswith("加强\tv")


def test_schema_describes_the_analysis(run):
    schema = json.loads(run("schema")[1])
    assert {"Analysis", "Section", "Span"} <= set(schema["$defs"])
    assert "from" in schema["$defs"]["SpeechDate"]["properties"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    status, out, err = run("completion", shell)
    assert (status, err) == (0, "")
    assert "_SPEECHKIT_COMPLETE" in out


def test_completion_completes(run, monkeypatch):
    monkeypatch.setenv("_SPEECHKIT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "speechkit outline --se")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert "--section" in run()[1]


def test_version_and_help(run):
    assert run("--version") == (0, f"speechkit {__version__}\n", "")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]  # the package has it from the line that __version__ stands on
    assert project["tool"]["hatch"]["version"] == {"path": "speechkit/version.py"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    listed = re.findall(r"^  (\w+) +(.+)$", run("-h")[1].partition("Commands:\n")[2], re.MULTILINE)
    assert listed == [(name, line) for name, (_, line) in COMMANDS.items()]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_explains_itself_with_an_example(run, name, option):
    status, out, err = run(name, option)
    assert (status, err) == (0, "")
    assert re.search(r"^  Examples?:\n    ", out, re.MULTILINE)
    assert f"speechkit {name}" in out


# --- configuration


def test_config_init_show_check(run, place):
    assert run("config", "show")[1].startswith("# the defaults")
    own = place / "xdg/speechkit/config.yaml"
    assert run("config", "init") == (0, f"wrote {own}\n", "")
    assert own.read_bytes() == (ROOT / "config.yaml").read_bytes()
    assert run("config", "check") == (0, f"{own} is in order\n", "")
    status, out, err = run("config", "init")
    assert (status, out, is_sentence(err)) == (2, "", True)
    assert run("config", "init", "--force")[0] == 0
    own.write_text("outline:\n  depth: 1\n", "utf-8")
    shown = run("config", "show")[1]
    assert shown.startswith(f"# from {own}\n")
    assert yaml.safe_load(shown)["outline"] == {"depth": 1, "numbers": False, "parts": True}
    assert run("outline", "a.txt")[1] == TOP
    assert run("outline", "a.txt", "--depth", "2")[1] == OUTLINE


def test_config_init_needs_a_name(run):
    status, out, err = run("config", "init", "")
    assert (status, out, is_sentence(err)) == (1, "", True)
    assert not Path("xdg").exists()


def test_the_command_line_wins_over_the_configuration(run):
    Path("c.yaml").write_text("outline: {numbers: true, depth: 1, parts: false}\nsegment: {separator: '|'}\n", "utf-8")
    assert run("--config", "c.yaml", "outline", "a.txt")[1] == "1 一、加强领导\n2 二、强化责任\n"
    assert run("--config", "c.yaml", "outline", "a.txt", "--no-numbers", "--parts")[1] == TOP
    assert "|" in run("--config", "c.yaml", "segment", "a.txt")[1]


# --- what fails, and how

USAGE = {
    "unknown command": ["outlin"],
    "unknown option": ["outline", "--dept", "1", "a.txt"],
    "unknown format": ["outline", "--format", "yaml", "a.txt"],
    "unknown suffix": ["outline", "a.txt", "-o", "o.pdf"],
    "an empty name for the output": ["outline", "a.txt", "-o", ""],
    "no suffix": ["analyze", "a.txt", "-o", "out"],
    "depth 0": ["outline", "--depth", "0", "a.txt"],
    "unknown section": ["outline", "--section", "7.7", "a.txt"],
    "hostile section": ["outline", "--section", "\x1b[31m\u202e\n", "a.txt"],
    "hostile option": ["outline", "--\x1b[31m", "a.txt"],
    "unknown encoding": ["outline", "--encoding", "klingon", "a.txt"],
    "encoding with NUL": ["outline", "--encoding", "a\0b", "a.txt"],
    "standard input twice": ["outline", "-", "-"],
    "unknown part": ["outline", "--part", "summary", "a.txt"],
    "unknown script": ["convert", "--to", "hant-sg", "a.txt"],
    "unknown shell": ["completion", "tcsh"],
    "separator with lines": ["segment", "--lines", "--separator", "x", "a.txt"],
    "hostile command": ["\x1b[31m\udcff"],
    "missing configuration": ["--config", "missing.yaml", "outline", "a.txt"],
    "faulty configuration": ["--config", "a.txt", "outline", "a.txt"],
    "configuration is a folder": ["--config", ".", "outline", "a.txt"],
    "check of a faulty configuration": ["config", "check", "a.txt"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_usage_errors(run, arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert is_sentence(err), err
    assert sorted(os.listdir()) == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["outlin", "a.txt"], "there is no command or file outlin; did you mean outline?; see speechkit --help"),
        (["x.md"], "there is no command or file x.md; the commands are outline, analyze"),
        (["\udcff", "a.txt"], "; the commands are outline, analyze"),
        (["outline", "--dept", "1"], "'--dept' (did you mean"),
        (["outline", "a.txt", "--section", "\x1b[31m"], r"no section '\x1b[31m'; it has 1, 1.1"),
        (["outline", "a.txt", "--encoding", "hex"], "try auto, utf-8"),
    ],
)
def test_what_a_usage_error_suggests(run, arguments, part):
    assert part in run(*arguments)[2]


INPUTS = {
    "missing": "missing.txt",
    "folder": "folder",
    "empty": "empty.txt",
    "blanks": "blanks.txt",
    "binary": "binary.txt",
    "NUL bytes": "nul.txt",
    "NUL in the name": "a\0.txt",
    "a surrogate in the name": "\udcff.txt",
    "an escape sequence in the name": "\x1b[31m\u202e.txt",
    "a line end in the name": "a\nb.txt",
    "a name too long": "a" * 5000,
    "broken bytes, strict": "broken.txt",
}


@pytest.mark.parametrize("name", INPUTS.values(), ids=INPUTS)
@pytest.mark.parametrize("command", ["outline", "analyze", "convert", "text", "segment"])
def test_a_bad_input(run, command, name):
    Path("folder").mkdir()
    Path("empty.txt").touch()
    Path("blanks.txt").write_text(" \n\u3000\n\t", "utf-8")
    Path("binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    Path("nul.txt").write_bytes(b"\0" * 4096)
    Path("broken.txt").write_bytes("一、加强".encode() + b"\xff\xfe\n" + "二、".encode())
    Path("o.txt").write_text("kept", "utf-8")
    options = ["--strict", "--encoding", "utf-8"] if name == "broken.txt" else []
    for output in ([], ["-o", "o.txt"], ["-o", "new.txt"]):
        status, out, err = run(command, *options, *output, name)
        assert (status, out) == (1, "")
        assert is_sentence(err), err
    assert Path("o.txt").read_text("utf-8") == "kept"
    assert not Path("new.txt").exists()
    assert not [left for left in os.listdir() if left.startswith(".")]


def test_the_other_inputs_are_still_printed(run):
    status, out, err = run("outline", "missing.txt", "a.txt", "--format", "json")
    assert (status, is_sentence(err)) == (1, True)
    assert [json.loads(line)["source"]["name"] for line in out.splitlines()] == ["a.txt"]
    status, out, err = run("outline", "a.txt", "missing.txt", "-o", "o.txt")
    assert status == 1
    assert Path("o.txt").read_text("utf-8") == "==> a.txt <==\n" + OUTLINE


def test_an_unreadable_file_does_not_stop_the_others(run, monkeypatch):
    def refusing(path, *arguments):
        if "secret" in os.fspath(path):
            raise PermissionError(13, "Permission denied", path)
        return open(path, *arguments)

    # For root, who may read everything, permissions alone would show nothing.
    monkeypatch.setattr(os, "access", lambda path, *_, **__: "secret" not in os.fspath(path))
    monkeypatch.setattr("speechkit.readers.registry.open", refusing, raising=False)
    Path("secret.txt").write_text(TEXT, "utf-8")
    status, out, err = run("outline", "secret.txt", "a.txt")
    assert (status, out) == (1, "==> a.txt <==\n" + OUTLINE)
    assert "secret.txt cannot be read: permission denied" in err


def test_a_section_that_one_of_several_inputs_lacks(run):
    Path("b.txt").write_text("一、另一篇\n二、完\n", "utf-8")
    status, out, err = run("outline", "--section", "1.2", "b.txt", "a.txt")
    assert (status, out) == (2, "==> a.txt <==\n（二）改进作风。常抓不懈。\n")
    assert "b.txt has no section '1.2'; it has 1, 2" in err


def test_no_input_on_a_terminal_is_a_usage_error(run, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stdin in (Terminal(), None):
        monkeypatch.setattr("speechkit.cli.options.sys", SimpleNamespace(stdin=stdin))
        status, out, err = run("outline")
        assert (status, out) == (2, "")
        assert "name a file, or - to read standard input" in err


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("deep"), ValueError("\x1b[31m\n"), KeyError("x")])
def test_a_fault_of_ours_is_a_sentence_too(run, monkeypatch, error):
    def fail(*arguments, **options):
        raise error

    monkeypatch.setattr("speechkit.pipeline.Reading.analysis", fail)
    status, out, err = run("outline", "a.txt")
    assert (status, out, is_sentence(err)) == (1, "", True)
    monkeypatch.setenv("SPEECHKIT_DEBUG", "1")
    assert "Traceback" in run("outline", "a.txt")[2]


def test_warnings_name_file_and_line(run):
    Path("b.txt").write_text("讲话\n\n一、首先\n二、其次\n四、最后\n", "utf-8")
    status, out, err = run("outline", "b.txt")
    assert status == 0
    assert err.startswith("speechkit: b.txt:5: warning: ")
    assert run("outline", "b.txt", "-q") == (0, out, "")


# --- output files


def test_an_output_file_keeps_its_mode_and_its_links(run):
    Path("real.txt").write_text("old", "utf-8")
    os.chmod("real.txt", 0o640)
    Path("link.txt").symlink_to("real.txt")
    assert run("outline", "a.txt", "-o", "link.txt")[0] == 0
    assert Path("link.txt").is_symlink()
    assert Path("real.txt").read_text("utf-8") == OUTLINE
    assert stat.S_IMODE(os.stat("real.txt").st_mode) == 0o640


def test_a_new_output_file_has_the_usual_mode(run):
    before = os.umask(0o027)
    try:
        run("outline", "a.txt", "-o", "new.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat("new.txt").st_mode) == 0o640


@pytest.mark.parametrize("output", ["folder", "new/", "", "missing/o.txt", "a.txt/o.txt", "n" * 300 + ".txt"])
def test_an_output_that_cannot_be_written(run, output):
    Path("folder").mkdir()
    status, out, err = run("outline", "a.txt", "--format", "text", "-o", output)
    assert (status, out, is_sentence(err)) == (1, "", True)
    assert sorted(os.listdir()) == ["a.txt", "folder"]
    assert os.listdir("folder") == []


def test_a_device_is_written_not_replaced(run):
    assert run("outline", "a.txt", "--format", "text", "-o", "/dev/null") == (0, "", "")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_failure_half_way_leaves_the_old_file(run, monkeypatch):
    def lines(outlines, view):
        yield "half"
        raise RuntimeError("stop")

    Path("o.txt").write_text("old", "utf-8")
    monkeypatch.setattr("speechkit.renderers.outline.lines", lines)
    assert run("outline", "a.txt", "-o", "o.txt")[0] == 1
    assert Path("o.txt").read_text("utf-8") == "old"
    assert sorted(os.listdir()) == ["a.txt", "o.txt"]


def test_a_text_may_be_converted_in_its_place(run):
    assert run("convert", "a.txt", "-o", "a.txt") == (0, "", "")
    assert Path("a.txt").read_text("utf-8").startswith("在会议上的讲话\n")


@pytest.mark.parametrize("command", [["outline"], ["kwic", "会议"], ["tasks"], ["count", "会议"]], ids=" ".join)
def test_no_input_is_written_over(run, command):
    before = Path("a.txt").read_bytes()
    done = run(*command, "a.txt", "-o", "./a.txt", "--format", "json")
    assert (done[0], Path("a.txt").read_bytes()) == (2, before)
    assert done[2] == "speechkit: -o ./a.txt is an input too, which would be lost; name another file\n"


# --- whole processes


def test_the_piped_outline_imports_nothing_heavy():
    code = (
        "import sys; from speechkit.cli import main; status = main(['outline', 'a.txt']);"
        "print(status, *sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode() == OUTLINE
    status, *modules = done.stderr.decode().split()
    assert status == "0"
    heavy = {"jieba", "rjieba", "rich", "lxml", "asyncio", "charset_normalizer", "difflib", "tempfile", "dataclasses"}
    assert not heavy & {module.partition(".")[0] for module in modules}
    later = (
        "speechkit.tasks",
        "speechkit.dates",
        "speechkit.phrases",
        "speechkit.explanation",
        "speechkit.renderers.tasks",
    )
    assert [module for module in modules if module.startswith(later)] == []


MAX_ENTERED = 50  # modules of ours for an outline, packages apart; each that is read takes time to start


def test_few_modules_are_entered_for_an_outline():
    code = (
        "import sys; from speechkit.cli import main; main(['outline', '-q', 'a.txt']);"
        "ours = [name for name in sys.modules if name.partition('.')[0] == 'speechkit'];"
        "print(*(name for name in ours if not hasattr(sys.modules[name], '__path__')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert len(done.stderr.split()) <= MAX_ENTERED, done.stderr.decode()


@pytest.mark.parametrize("locale", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}])
def test_output_is_utf8_whatever_the_locale(locale):
    done = process("outline", "a.txt", env=os.environ | locale)
    assert (done.returncode, done.stdout.decode("utf-8"), done.stderr) == (0, OUTLINE, b"")


@pytest.mark.parametrize(
    "command", [["text", "big.txt"], ["outline", "big.txt"], ["--help"], ["segment", "--lines", "a.txt"]]
)
def test_a_closed_pipe_ends_quietly(command):
    Path("big.txt").write_text("讲话\n" + "".join(f"{n}.第{n}项工作\n" for n in range(1, 20000)), "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "speechkit", *command],
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("command", [["text", "a.txt"], ["outline", "a.txt"], ["--help"], ["config", "show"]])
def test_a_full_disk_is_a_sentence(command):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "speechkit", *command], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert (done.returncode, is_sentence(done.stderr.decode())) == (1, True)


def test_an_interrupt_prints_a_newline_and_ends_with_130():
    child = subprocess.Popen(
        [sys.executable, "-m", "speechkit", "text", "-", "-q"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(1)  # it waits for its input by then
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=20)
    assert (child.returncode, out, err) == (130, b"", b"\n")


def on_terminal(*arguments, **environment):
    """What a command prints on a terminal 80 cells wide."""
    try:
        leader, follower = os.openpty()
    except OSError as error:
        pytest.skip(f"needs a terminal: {error}")
    child = subprocess.Popen(
        [sys.executable, "-m", "speechkit", *arguments],
        stdin=follower, stdout=follower, stderr=follower, close_fds=True,
        env=os.environ | {"COLUMNS": "80", "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    os.close(follower)
    out = b""
    while select.select([leader], [], [], 30)[0]:
        try:
            read = os.read(leader, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not read:
            break
        out += read
    os.close(leader)
    assert child.wait(timeout=20) == 0
    return out.decode("utf-8").replace("\r\n", "\n")


HOSTILE = f"讲话\n\n一、\x1b[31m红\x07[bold]粗[/bold]\u202e反{'长' * 100}\n二、\x9b31m完\n"


def test_a_terminal_gets_a_tree_cut_to_its_width():
    from rich.cells import cell_len

    Path("b.txt").write_text(HOSTILE, "utf-8")
    out = on_terminal("outline", "b.txt")
    assert "\x1b[2m" in out  # our own dimmed line numbers
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", plain)
    assert "[bold]粗[/bold]" in plain
    assert re.search(r"二、\\x9b31m完  (篇首|要求)  :4", plain)
    assert max(map(cell_len, plain.splitlines())) <= 80
    assert re.search(r"…  (篇首|要求)  :3", plain)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "0"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(environment):
    assert "\x1b" not in on_terminal("outline", "a.txt", **environment)


@pytest.mark.parametrize(
    "command",
    [
        ["text"],
        ["convert"],
        ["segment"],
        ["outline", "--format", "text"],
        ["outline", "--format", "csv"],
        ["outline", "--format", "markdown"],
        ["outline", "--section", "1"],
        ["analyze"],
        ["outline", "--format", "opml"],
    ],
    ids=" ".join,
)
def test_nothing_in_a_speech_steers_the_terminal(command):
    Path("b.txt").write_text(HOSTILE, "utf-8")
    out = on_terminal(*command, "b.txt", NO_COLOR="1")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)


@pytest.mark.parametrize("command", [["text"], ["outline", "--section", "1"]])
def test_what_is_escaped_is_visible(command):
    Path("b.txt").write_text(HOSTILE, "utf-8")
    assert r"一、\x1b[31m红\x07[bold]粗[/bold]\u202e反" in on_terminal(*command, "b.txt")


def test_json_on_a_terminal_is_the_same_data():
    Path("b.txt").write_text(HOSTILE, "utf-8")
    out = on_terminal("outline", "b.txt", "--format", "json")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert json.loads(out) == json.loads(process("outline", "b.txt", "--format", "json").stdout)
    assert r"\u009b31m完" in out
