"""One language of options: what commands share is called the same, means the same and stands in the same group."""

import json
from pathlib import Path

import click
import pytest

from speechkit.cli.app import COMMANDS, speechkit
from speechkit.cli.grouped import GROUPS, OWN, place_of
from speechkit.cli.spoken import prepared

SAMPLE = Path(__file__).parents[1] / "samples" / "work-report-2025.txt"
SPEECH = "讲话\n\n一、抓紧整改\n各单位要在2025年6月底前完成整改。\n二、强化责任\n必须压实责任。\n"
# What all have in common. "own": the option is the command's own, of another meaning.
INPUT = {"--part", "--encoding", "--strict", "--script", "--convert", "--quiet"}
PRINTED = {"--format", "--json", "--array", "--color", "--no-pager", "--output"}
DATED = {"outline", "analyze", "summary", "tasks", "explain", "batch"}
LIMITED = {"summary", "kwic", "compare", "trend", "keywords", "phrases", "words", "ngrams", "collocates", "reuse"}
JSON = ["outline", "analyze", "summary", "tasks", "slogans", "keywords"]
LISTS = {
    **{name: ["责任"] for name in ("kwic", "count", "collocates")},
    **{name: [] for name in ("phrases", "stats", "words", "ngrams", "glossary")},
}
READING = {name for name in COMMANDS if name not in ("corpus", "glossary", "schema", "config", "completion")}
PRINTING = READING - {"batch", "convert", "ledger", "text", "segment"} | {"glossary"}


def commands():
    """Every command, those of groups too, with its whole name."""
    context = click.Context(speechkit)
    found = {}
    for name in COMMANDS:
        command = speechkit.get_command(context, name)
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {each}": prepared(command.commands[each]) for each in command.commands}
    return found


def options_of(command):
    context = click.Context(command, **speechkit.context_settings)
    return [option for option in command.get_params(context) if isinstance(option, click.Option)]


def names_of(command):
    return {name for option in options_of(command) for name in option.opts}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(SPEECH, "utf-8")
    Path("b.txt").write_text(SPEECH.replace("整改", "整治"), "utf-8")


def test_every_command_has_the_options_of_its_kind():
    for name, command in commands().items():
        names = names_of(command)
        wanted = {"--help", "-h"} | (set() if isinstance(command, click.Group) else {"--language"})
        wanted |= INPUT if name in READING else set()
        wanted |= PRINTED | {"-f", "-o"} if name in PRINTING else set()
        wanted |= {"--limit"} if name in LIMITED else set()
        assert wanted <= names, (name, wanted - names)
        assert ("--limit" in names) == (name in LIMITED), name
        assert not {"--top", "--tasks"} & names, name


def test_an_option_is_written_alike_and_of_one_group_wherever_it_is():
    shared = {name for group, names in GROUPS.items() for name in names}
    seen = {}
    for name, command in commands().items():
        for option in options_of(command):
            group, _ = place_of(option)
            if not shared & set(option.opts):
                assert group == OWN
                continue
            assert group != OWN
            short = {each for each in option.opts if not each.startswith("--")}
            key = next(each for each in option.opts if each in shared)
            if (name, key) == ("kwic", "--width"):  # cells of context: an older name that scripts use
                continue
            known = seen.setdefault(key, (name, short, type(option.type), option.is_flag, option.multiple))
            assert known[1:] == (short, type(option.type), option.is_flag, option.multiple), (name, known)


def test_help_shows_the_commands_own_options_first_then_the_shared_groups(run):
    for name in COMMANDS:
        told = run(name, "--help").stdout
        places = [told.find(f"\n{heading}:\n") for heading in (OWN, *GROUPS)]
        there = [at for at in places if at >= 0]
        assert there == sorted(there), name
        assert told.find("\n  -h, --help ") > max(there), name
    told = run("keywords", "--help").stdout
    assert all(f"\n{heading}:\n" in told for heading in (OWN, *GROUPS))
    assert "--top" not in told


@pytest.mark.parametrize(
    ("command", "old"), [("keywords", "--top"), ("summary", "--tasks")], ids=["keywords", "summary"]
)
def test_an_old_name_does_what_limit_does(run, command, old):
    assert run(command, "a.txt", old, "1") == run(command, "a.txt", "--limit", "1")
    assert run(command, "a.txt", "--limit", "1").exit_code == 0


@pytest.mark.parametrize("command", JSON)
def test_json_is_an_object_for_one_input_lines_for_several_an_array_where_asked_for(run, command):
    one = json.loads(run(command, "a.txt", "--json").stdout)
    assert isinstance(one, dict)
    assert run(command, "a.txt", "--json") == run(command, "a.txt", "-f", "json")
    lines = run(command, "a.txt", "b.txt", "--json").stdout.splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0]) == one
    assert json.loads(run(command, "a.txt", "--json", "--array").stdout) == [one]
    both = json.loads(run(command, "a.txt", "b.txt", "--json", "--array").stdout)
    assert both == [*map(json.loads, lines)]
    assert run(command, "a.txt", "b.txt", "-o", "o.json").exit_code == 0
    assert json.loads(Path("o.json").read_text("utf-8")) == both
    assert run(command, "a.txt", "-o", "o.json").exit_code == 0
    assert json.loads(Path("o.json").read_text("utf-8")) == one


@pytest.mark.parametrize("command", LISTS)
def test_json_of_what_is_found_in_all_inputs_together_is_an_array(run, command):
    files = [] if command == "glossary" else ["a.txt", "b.txt"]
    done = run(command, *LISTS[command], *files, "--json")
    assert isinstance(json.loads(done.stdout), list)
    assert run(command, *LISTS[command], *files, "--json", "--array").stdout == done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--json", "-f", "csv"], "--json is --format json; leave it out, or --format csv"),
        (["--array"], "--array is for JSON, this is text; add --json"),
        (["-f", "jsonl", "--array"], "--array is for JSON, this is jsonl; add --json"),
    ],
)
def test_options_of_json_that_clash(run, arguments, sentence):
    done = run("outline", "a.txt", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"speechkit: {sentence}\n")


def test_version_has_a_short_name(run):
    assert run("-V") == run("--version")


@pytest.mark.parametrize("group", [[], ["corpus"], ["config"]])
def test_a_group_by_its_bare_name_prints_its_help_and_exits_as_a_slip_does(run, group):
    done = run(*group)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == run(*group, "--help").stdout


def test_a_file_without_a_command_is_given_to_outline(run):
    assert run("a.txt") == run("outline", "a.txt")
    assert run("a.txt", "--depth", "1", "b.txt") == run("outline", "a.txt", "--depth", "1", "b.txt")
    assert run("-", input=SPEECH) == run("outline", "-", input=SPEECH)
    Path("tasks").write_text(SPEECH, "utf-8")
    assert run("./tasks") == run("outline", "./tasks")
    assert run("tasks", "tasks").exit_code == 0


# --- folders, tables and corpora are inputs as files are

SEVERAL = ["outline", "tasks", "summary", "slogans", "keywords", "analyze"]


@pytest.fixture
def piles(run):
    Path("pile").mkdir()
    for name in ("a.txt", "b.txt"):
        Path("pile", name).write_bytes(Path(name).read_bytes())
    assert run("corpus", "add", "c.db", "pile").exit_code == 0
    rows = [json.dumps({"text": Path(name).read_text("utf-8")}) for name in ("a.txt", "b.txt")]
    Path("t.jsonl").write_text("\n".join(rows) + "\n", "utf-8")


@pytest.mark.usefixtures("piles")
@pytest.mark.parametrize("command", SEVERAL)
@pytest.mark.parametrize("pile", ["pile", "c.db", "t.jsonl"])
def test_a_folder_a_table_and_a_corpus_are_as_many_inputs_as_they_hold(run, command, pile):
    def found(*files):
        done = run(command, *files, "--json", "-q")
        assert done.exit_code == 0
        records = [json.loads(line) for line in done.stdout.splitlines()]
        for record in records:
            del record["source"]
        return records

    expected = found("a.txt", "b.txt")
    assert len(expected) == 2
    got = found(pile)
    if pile == "t.jsonl" and command != "keywords":  # no name of a file tells a title there
        got = [record | {"title": each["title"]} for record, each in zip(got, expected, strict=True)]
    assert got == expected
    assert len(found(pile, "a.txt")) == 3


@pytest.mark.usefixtures("piles")
def test_a_folder_in_which_some_cannot_be_read(run):
    Path("pile/0.txt").touch()
    done = run("outline", "pile")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "==> pile/a.txt <==" in done.stdout
    assert "==> pile/b.txt <==" in done.stdout


def test_a_folder_without_speeches_fails_and_does_not_stop_the_others(run):
    Path("none").mkdir()
    done = run("outline", "none", "a.txt", "-o", "o.txt")
    assert (done.exit_code, done.stderr) == (1, "speechkit: there are no speeches in none\n")
    assert "抓紧整改" in Path("o.txt").read_text("utf-8")


@pytest.mark.usefixtures("piles")
def test_output_into_the_folder_that_is_read_may_not_be_an_input(run):
    done = run("outline", "pile", "-o", "pile/a.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is an input too" in done.stderr
    assert Path("pile/a.txt").read_text("utf-8") == SPEECH


@pytest.mark.usefixtures("piles")
def test_dates_of_a_corpus_are_not_given_by_the_option(run):
    done = run("tasks", "c.db", "--date", "2024")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "corpus add --meta" in done.stderr


@pytest.mark.usefixtures("piles")
def test_keywords_against_a_corpus_are_those_against_its_files(run):
    Path("a.txt").write_text("一、生态环境\n保护生态环境，改善生态环境。\n", "utf-8")
    assert run("keywords", "a.txt", "--against", "c.db") == run("keywords", "a.txt", "--against", "pile")
    found = json.loads(run("keywords", "a.txt", "--against", "c.db", "--json").stdout)
    assert found["reference"]["files"] == 2
    assert found["keywords"][0]["word"] == "生态环境"


@pytest.mark.parametrize("command", sorted(DATED))
def test_the_date_may_be_told(run, command):
    Path("u.txt").write_text("讲话\n\n一、抓紧整改\n各单位要在6月底前完成整改。\n", "utf-8")
    place = ["T1"] if command == "explain" else ["-o", "o.jsonl", "-q"] if command == "batch" else []
    shown = [] if command == "batch" else ["--json"]
    done = run(command, "u.txt", *place, "--date", "2024-03-01", *shown)
    assert done.exit_code == 0
    out = Path("o.jsonl").read_text("utf-8") if command == "batch" else done.stdout
    if command == "outline":
        assert json.loads(out)["date"]["iso"] == "2024-03-01"
    else:
        assert "2024-06-30" in out


def test_a_batch_with_another_date_is_done_again(run):
    run("batch", "a.txt", "-o", "o.jsonl", "-q")
    done = run("batch", "a.txt", "-o", "o.jsonl", "-q", "--resume", "--date", "2024")
    assert done.exit_code == 0
    assert "2024" in Path("o.jsonl").read_text("utf-8")


# --- several parts

ROLES = ["--part", "review", "--part", "requirements"]


@pytest.mark.parametrize("command", ["outline", "analyze", "tasks", "slogans", "text", "segment", "convert"])
def test_several_parts_are_what_stands_in_any_of_them(run, command):
    shown = [] if command in ("text", "segment", "convert") else ["--json"]
    key = {"tasks": "tasks", "slogans": "slogans"}.get(command, "sections")

    def found(*options):
        done = run(command, SAMPLE, *shown, "-q", *options)
        assert done.exit_code == 0
        return [each["start"] for each in json.loads(done.stdout)[key]] if shown else done.stdout

    one, other, both = found(*ROLES[:2]), found(*ROLES[2:]), found(*ROLES)
    assert both
    assert both == one + other
    assert found(*ROLES[:2], *ROLES[:2]) == one


def test_several_parts_in_counts_and_in_hits(run):
    def counted(*options):
        (row,) = json.loads(run("count", "发展", SAMPLE, "--json", *options).stdout)
        return row["count"], row["chars"]

    def hits(*options):
        return len(json.loads(run("kwic", "发展", SAMPLE, "--json", *options).stdout))

    one, other = counted("--part", "review"), counted("--part", "requirements")
    assert counted("--part", "review", "--part", "requirements") == tuple(map(sum, zip(one, other, strict=True)))
    assert one[0] > 0
    assert hits("--part", "review", "--part", "requirements") == one[0] + other[0]


def test_the_sentence_for_several_parts_that_are_not_there(run):
    done = run("outline", "a.txt", "--part", "review", "--part", "problems")
    assert done.exit_code == 0
    assert "a.txt has no part review or problems; it has " in done.stderr


def test_tasks_are_those_that_analyze_lists_relayed_ones_where_asked_for(run):
    text = "讲话\n\n省委要求，各地要在6月底前完成整改。\n一、抓紧整改\n各单位要压实责任，抓好落实。\n"
    Path("r.txt").write_text(text, "utf-8")
    every = json.loads(run("analyze", "r.txt", "--json").stdout)["tasks"]
    assert {each["relayed"] for each in every} == {True, False}
    assert json.loads(run("tasks", "r.txt", "--json", "--relayed").stdout)["tasks"] == every
    own = json.loads(run("tasks", "r.txt", "--json").stdout)["tasks"]
    assert own == [each for each in every if not each["relayed"]]
