"""The glossary: the shipped file, a user's own files and their faults, and ``speechkit glossary``."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import opencc
import pytest
from rich.cells import cell_len

from speechkit.config import Config
from speechkit.errors import ConfigError
from speechkit.phrases.glossary import Entry, Glossary, form_key, load_glossary
from speechkit.phrases.glossary_file import promised
from speechkit.renderers.glossary import GlossaryView
from speechkit.renderers.registry import format_names, render, suffixes
from speechkit.script import convert

SHIPPED = load_glossary()
FIELDS = re.findall(
    r"\w+",
    """
    党建 反腐 政治 经济 农村 科技 民生 社会 法治 生态 文化 教育 外交 军事 安全 统战 港澳 台湾 历史 防疫 改革 青年
""",
)
t2s = opencc.OpenCC("t2s").convert
MINE = """\
- name: 五个必到
  aliases: [五必到]
  members: [生病必到, 困难必到, 矛盾必到, 丧事必到, 突发事件必到]
- name: 四个意识
  members: [甲, 乙, 丙, 丁]
- name: 一线工作法
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)


def own(text, name="mine.yaml"):
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_glossary((name,))


# --- the shipped file


def test_there_are_enough():
    assert len(SHIPPED.entries) >= 300


def test_every_form_belongs_to_one_entry():
    owners = {}
    for entry in SHIPPED.entries:
        for form in {form_key(form) for form in entry.forms}:
            assert owners.setdefault(form, entry) is entry, form
        assert len({form_key(alias) for alias in (entry.name, *entry.aliases)}) == 1 + len(entry.aliases), entry.name


def test_every_entry_can_be_found_by_each_form():
    for entry in SHIPPED.entries:
        assert all(SHIPPED.find(form) is entry for form in entry.forms), entry.name
        assert all(entry in SHIPPED.with_member(member) for member in entry.members)


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.name)
def test_an_entry_is_sound(entry):
    assert entry.field in FIELDS
    assert re.fullmatch(r"(corpus|general): \S.*", entry.source)
    assert entry.name in (convert(entry.traditional, "hans"), t2s(entry.traditional))
    assert entry.since is None or 1840 <= entry.since <= 2026
    if entry.members:
        allowed = promised(form_key(entry.name))
        assert not allowed or len(entry.members) in allowed
        assert len(set(entry.members)) == len(entry.members)
    for text in (entry.name, *entry.aliases, *entry.members, *entry.companions, entry.occasion, entry.replaces):
        assert text == text.strip()
        assert "；" not in text  # what parts members in CSV
        assert convert(text, "hans") == text
    assert form_key(entry.name) == entry.name
    for other in (*entry.companions, entry.replaces):
        found = SHIPPED.find(other) if other else None
        assert found is not entry
        assert found is None or found.name == other, f"{other} is another name of {found.name}"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("四个意识", (4,)), ("十四个坚持", (14,)), ("二十条措施", (20,)), ("三农", (3,)), ("双减", (2,)), ("十大关系", (10,)),
        ("三会一课", (4,)), ("五讲四美三热爱", (12,)), ("三重一大", (4,)), ("双随机一公开", (3,)),
        ("一个中心两个基本点", (3,)), ("四项原则五点主张", (9,)), ("三严三实", (6, 3)), ("四水四定", (8, 4)),
        ("双招双引", (4, 2)), ("五位一体", (5, 6)), ("四个一批", (4, 5)), ("两个一百年", (2, 3)),
        ("三证合一", (4, 3)), ("四统一", (5, 4)), ("三平台一体系", (4, 3)), ("一岗双责", (3, 2)), ("一带一路", (2, 1)), ("三中一青", (4,)),
        ("一点两地", (3, 2)),
        ("一票否决", ()), ("双一流", ()), ("八字方针", ()), ("两弹一星精神", ()), ("九二共识", ()), ("十四五规划", ()),
        ("三中全会", ()), ("关键少数", ()), ("中央八项规定", ()), ("", ()),
    ],
)  # fmt: skip
def test_what_a_name_promises(name, counts):
    assert promised(name) == counts


# --- finding


@pytest.mark.parametrize(
    "form", ["四个意识", "四個意識", "“四个意识”", "「四個意識」", " 四个 意识\n", "'四个意识'", "《四個意识》"]
)
def test_find_in_either_script(form):
    assert SHIPPED.find(form).name == "四个意识"


def test_an_alias_in_traditional_characters():
    glossary = own("- {name: 五个必到, aliases: [走访五必到], members: [甲, 乙, 丙, 丁, 病]}")
    assert glossary.find("走訪「五必到」").name == "五个必到"


@pytest.mark.parametrize("form", ["", "四个", "四个意识形态", "\udcff", "x" * 10_000])
def test_what_is_no_entry(form):
    assert SHIPPED.find(form) is None
    assert SHIPPED.with_member(form) == ()
    assert isinstance(SHIPPED.near(form), tuple)


@pytest.mark.parametrize("form", ["政治意识", "政治意識", "“政治意识”"])
def test_with_member(form):
    assert "四个意识" in [entry.name for entry in SHIPPED.with_member(form)]


@pytest.mark.parametrize(
    ("term", "name"), [("四个认识", "四个意识"), ("四個認識", "四个意识"), ("三严三时", "三严三实")]
)
def test_near(term, name):
    near = SHIPPED.near(term)
    assert name in [entry.name for entry in near]  # there may be another as near: 四个认同
    assert len(near) == len(set(near)) <= 3
    assert SHIPPED.near(term, 1) == near[:1]


def test_nothing_is_near_to_what_is_far():
    assert SHIPPED.near("完全不相干的词语") == ()


def test_the_glossary_is_quick(tmp_path):
    code = (
        "import msgspec, speechkit.rules, sys, time; start = time.perf_counter();"
        "from speechkit.phrases.glossary import load_glossary; load_glossary().find('四个意识');"
        "print(time.perf_counter() - start, *sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])}
    for _ in range(2):  # the second time it is kept
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, timeout=60, env=environment
        )
    seconds, *modules = done.stdout.decode().split()
    assert not {"yaml", "opencc", "rapidfuzz", "speechkit.phrases.glossary_file"} & set(modules)
    assert float(seconds) < 0.1  # a tenth of that where nothing else runs


# --- a user's own files


def test_a_file_of_ones_own():
    glossary = own(MINE)
    names = [entry.name for entry in glossary.entries]
    assert names[: len(SHIPPED.entries)] == [entry.name for entry in SHIPPED.entries]  # 四个意识 stays in its place
    assert names[len(SHIPPED.entries) :] == ["五个必到", "一线工作法"]
    assert glossary.find("四个意识") == Entry("四个意识", traditional="四个意识", members=("甲", "乙", "丙", "丁"))
    assert glossary.find("一线工作法") == Entry("一线工作法", traditional="一线工作法")
    assert glossary.find("五必到").name == "五个必到"


def test_a_replaced_entry_gives_up_its_names():
    alias = next(entry.aliases[0] for entry in SHIPPED.entries if entry.aliases)
    name = SHIPPED.find(alias).name
    glossary = own(f"- name: “{name}”\n- name: 别的说法\n  aliases: [{alias}]\n")
    assert glossary.find(alias).name == "别的说法"
    assert len(glossary.entries) == len(SHIPPED.entries) + 1


def test_all_fields():
    entry = next(each for each in SHIPPED.entries if each.members and each.since)
    given = {**msgspec.to_builtins(entry), "replaces": "旧提法", "source": "自己的"}
    assert own(json.dumps([given], ensure_ascii=False)).find(entry.name) == msgspec.convert(given, Entry)


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]", "---\n", "null\n"])
def test_a_file_that_says_nothing(text):
    assert own(text).entries == SHIPPED.entries


@pytest.mark.parametrize("text", ["- {name: 五个必到, members: }", "- {name: 五个必到, members: [], since: null}"])
def test_fields_without_a_value(text):
    assert own(text).find("五个必到") == Entry("五个必到", traditional="五个必到")


def test_several_files():
    Path("b.yaml").write_text("- name: 五必访\n", "utf-8")
    own(MINE)
    assert load_glossary(("mine.yaml", "b.yaml")).find("五必访")
    Path("b.yaml").write_text("\n- name: 五必到\n", "utf-8")
    for files, place_of in ((("mine.yaml", "b.yaml"), "mine.yaml:2:13"), (("b.yaml", "mine.yaml"), "mine.yaml:2:13")):
        with pytest.raises(ConfigError) as caught:
            load_glossary(files)
        assert str(caught.value) == f"{place_of}: '五必到' is a name of the entry '五必到' already"
    Path("b.yaml").write_text("\n- name: 五个必到\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_glossary(("mine.yaml", "b.yaml"))
    assert str(caught.value) == "b.yaml:2:9: '五个必到' is given twice, first in mine.yaml:1; keep one of them"


FOUR = "四个必到"
FAULTS = {
    "no list": ("name: 五个必到\n", "1:1: a glossary should be a list of entries (- name: ...), not a mapping"),
    "a word": ("五个必到", "1:1: a glossary should be a list of entries (- name: ...), not '五个必到'"),
    "no mapping": ("- 五个必到\n", "1:3: an entry should be a mapping (field: value), not '五个必到'"),
    "nothing": ("- name: 甲乙\n-\n", "2:2: an entry should be a mapping (field: value), not null"),
    "no name": ("- field: 党建\n", "1:3: an entry needs 'name'"),
    "an empty name": ("- name: “”\n", "1:9: 'name' should not be empty"),
    "an empty traditional": ("- name: 甲\n  traditional: ' '\n", "2:16: 'traditional' should not be empty"),
    "an empty member": ("- name: 甲\n  members: [乙, '']\n", "2:16: 'members[2]' should not be empty"),
    "unknown field": ("- name: 甲\n  membres: [乙]\n", "2:3: unknown field 'membres'; did you mean 'members'?"),
    "far field": ("- name: 甲\n  colour: 红\n", "2:3: unknown field 'colour'; known here: name, traditional, aliases, members, since, occasion, replaces, companions, field, source"),
    "a key that is a list": ("- [name]: 甲\n", "1:3: a key should be the name of a field, not a list or mapping"),
    "a field twice": ("- name: 甲\n  name: 乙\n", "2:3: 'name' is given twice; keep one of them"),
    "a number for a name": ("- name: 211\n", "1:9: 'name' should be text (in quotation marks if need be), not '211'"),
    "a number among members": ("- name: 甲\n  members: [乙, 3]\n", "2:16: 'members[2]' should be text (in quotation marks if need be), not '3'"),
    "text for a list": ("- name: 甲\n  aliases: 乙\n", "2:12: 'aliases' should be a list, such as [one, another], not '乙'"),
    "a list for text": ("- name: 甲\n  source: [乙]\n", "2:11: 'source' should be text (in quotation marks if need be), not a list"),
    "a year too early": ("- name: 甲\n  since: 1799\n", "2:10: 'since' should be a whole number from 1800 to 2100 or null, not '1799'"),
    "a year too late": ("- {name: 甲, since: 2101}\n", "1:20: 'since' should be a whole number from 1800 to 2100 or null, not '2101'"),
    "a year in words": ("- {name: 甲, since: 二〇一六}\n", "1:20: 'since' should be a whole number from 1800 to 2100 or null, not '二〇一六'"),
    "too few members": (f"- name: {FOUR}\n  members: [甲, 乙, 丙]\n", f"2:12: '{FOUR}' says 4 but has 3 members"),
    "too many members": (f"- name: “{FOUR}”\n  members: [甲, 乙, 丙, 丁, 戊]\n", f"2:12: '“{FOUR}”' says 4 but has 5 members"),
    "neither of two counts": ("- {name: 三严三实, members: [严, 实]}\n", "1:25: '三严三实' says 6 or 3 but has 2 members"),
    "one member": ("- {name: 三会一课, members: [支部党员大会]}\n", "1:25: '三会一课' says 4 but has 1 member"),
    "a name twice": ("- name: 甲乙\n- name: “甲乙”\n", "2:9: '“甲乙”' is given twice, first in mine.yaml:1; keep one of them"),
    "an alias twice": ("- {name: 甲乙, aliases: [丙丁, “丙丁”]}\n", "1:28: '“丙丁”' is given twice in '甲乙'; keep one of them"),
    "an alias that is the name": ("- {name: 甲乙, aliases: [甲乙]}\n", "1:24: '甲乙' is given twice in '甲乙'; keep one of them"),
    "an alias of two": ("- {name: 甲乙, aliases: [丙丁]}\n- {name: 戊己, aliases: [丙丁]}\n", "2:24: '丙丁' is a name of the entry '甲乙' already"),
    "an alias that is a name below": ("- {name: 甲乙, aliases: [丙丁]}\n- name: 丙丁\n", "1:24: '丙丁' is a name of the entry '丙丁' already"),
    "an alias that is a shipped name": ("- {name: 甲乙, aliases: [四个意识]}\n", "1:24: '四个意识' is a name of the entry '四个意识' already"),
    "a shipped traditional name": ("- name: 四個意識\n", "1:9: '四個意識' is a name of the entry '四个意识' already"),
    "anchor": ("- &a {name: 甲}\n- *a\n", "1:3: anchors and aliases (&a) are not allowed; write the value out"),
    "deep nesting": ("[" * 500, "1:9: nested too deeply; the file is a list of entries, whose fields are text or lists of text"),
    "syntax": ("- name: [甲\n", "2:1: not valid YAML"),
    "python object": ("- name: !!python/object:os.system x\n", "1:9: 'name' should be text"),
    "not UTF-8": ("- name: 四个意识".encode("gb18030"), "1:9: not UTF-8; save the file as UTF-8"),
    "NUL": ("- name: \0\n", "1:9: the character U+0000 is not allowed; remove it"),
    "escape sequence": ('- name: "甲\\e[31m"\n- name: "甲\\e[31m"\n', r"2:9: '甲\x1b[31m' is given twice"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_sentence_with_its_place(run, text, sentence):
    with pytest.raises(ConfigError) as caught:
        own(text)
    message = str(caught.value)
    assert message.startswith(f"mine.yaml:{sentence}")
    assert re.fullmatch(r"[^\x00-\x1f]+", message)
    Path("config.yaml").write_text("glossary: {files: [mine.yaml]}\n", "utf-8")
    done = run("--config", "config.yaml", "glossary", "四个意识")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"speechkit: {message}\n")


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.yaml", "no such file"), (".", "is a directory"), ("\0", "null")]
)
def test_a_file_that_cannot_be_read(name, reason):
    with pytest.raises(ConfigError, match=f"cannot read the glossary .*: .*{reason}"):
        load_glossary((name,))


# --- the command

NAMES = ("四个意识", "四个自信", "三农")


@pytest.fixture
def few(monkeypatch):
    """A glossary of three entries, so that its output can be told in full."""
    glossary = Glossary((
        Entry("四个意识", "四個意識", members=("政治意识", "大局意识", "核心意识", "看齐意识"), since=2016, occasion="中央政治局会议", companions=("四个自信",), field="党建", source="general: 甲"),
        Entry("四个自信", "四個自信", aliases=("四自信",), field="党建", source="general: 乙"),
        Entry("三农", "三農", members=("农业、农村", "=农民"), field="农村"),
    ))  # fmt: skip
    monkeypatch.setattr("speechkit.cli.glossary.load_glossary", lambda files: glossary)
    return glossary


FULL = """\
四个意识
traditional  四個意識
members      政治意识
             大局意识
             核心意识
             看齐意识
since        2016
occasion     中央政治局会议
companions   四个自信
field        党建
source       general: 甲
"""
OTHER = "四个自信\ntraditional  四個自信\naliases      四自信\nfield        党建\nsource       general: 乙\n"


@pytest.mark.usefixtures("few")
def test_the_list(run):
    done = run("glossary")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "name\tfield\tsince\tmembers\n"
        "四个意识\t党建\t2016\t政治意识、大局意识、核心意识、看齐意识\n"
        "四个自信\t党建\t\t\n"
        "三农\t农村\t\t农业、农村；=农民\n"
    )
    assert run("glossary", "--field", "农村").stdout.splitlines()[1:] == ["三农\t农村\t\t农业、农村；=农民"]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["四个意识"], FULL),
        (["「四個意識」"], FULL),
        (["政治意識"], FULL),
        (["四自信"], OTHER),
        (["四自信", "政治意识", "大局意识", "四个自信"], f"{OTHER}\n{FULL}"),
        (["--field", "党建", "政治意识"], FULL),
    ],
    ids=" ".join,
)
def test_terms(run, terms, expected):
    done = run("glossary", *terms)
    assert (done.exit_code, done.stdout, done.stderr) == (0, expected, "")


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("terms", "status", "sentence"),
    [
        (["四个认识"], 1, "no entry 四个认识; near: 四个意识"),
        (["四個認識"], 1, "no entry 四個認識; near: 四个意识"),
        (["不相干"], 1, "no entry 不相干"),
        (["不相干", "四个意识"], 0, "no entry 不相干"),
        (["--field", "农村", "四个意识"], 1, "no entry 四个意识"),
        ([""], 1, "no entry with an empty name"),
        (["\x1b[31m\udcff"], 1, r"no entry \x1b[31m\xff"),
        (["--field", "党件"], 2, "no entry is of the field '党件'; the fields are 党建 农村"),
        (["三农", "-o", "o.pdf"], 2, "o.pdf: no format has this suffix; use one of .txt, .json, .jsonl, .csv, or --format"),
        (["三农", "-o", ""], 2, "-o with an empty name: no format has this suffix; use one of .txt, .json, .jsonl, .csv, or --format"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)  # fmt: skip
def test_what_is_not_found(run, terms, status, sentence):
    done = run("glossary", *terms)
    assert (done.exit_code, done.stderr) == (status, f"speechkit: {sentence}\n")
    assert done.stdout == (FULL if status == 0 else "")


@pytest.mark.parametrize(
    ("format_name", "nothing"),
    [
        ("json", "[]\n"),
        ("jsonl", ""),
        ("text", ""),
        ("csv", ",".join(Entry.__struct_fields__) + "\n"),
        ("terminal", ""),
    ],
)
def test_nothing_in_each_format(run, few, format_name, nothing):
    done = run("glossary", "不相干", "--format", format_name)
    assert (done.exit_code, done.stdout) == (1, nothing)
    assert run("glossary", "不相干", "--format", format_name, "-o", "out").exit_code == 1
    assert Path("out").read_text("utf-8-sig") == nothing


def test_json_is_the_record(run, few):
    done = run("glossary", "--format", "json")
    assert msgspec.json.decode(done.stdout, type=tuple[Entry, ...]) == few.entries
    assert list(json.loads(done.stdout)[0]) == list(Entry.__struct_fields__)
    lines = run("glossary", "四个意识", "三农", "--format", "jsonl").stdout.splitlines()
    assert [msgspec.json.decode(line, type=Entry).name for line in lines] == ["四个意识", "三农"]


@pytest.mark.usefixtures("few")
def test_csv(run):
    rows = list(csv.DictReader(io.StringIO(run("glossary", "--format", "csv").stdout)))
    assert [row["name"] for row in rows] == list(NAMES)
    assert rows[0]["members"] == "政治意识；大局意识；核心意识；看齐意识"
    assert (rows[0]["since"], rows[1]["since"]) == ("2016", "")


def test_a_formula_in_a_cell(run, monkeypatch):
    monkeypatch.setattr("speechkit.cli.glossary.load_glossary", lambda files: Glossary((Entry("=甲", "=甲"),)))
    assert run("glossary", "--format", "csv").stdout.splitlines()[1].startswith("'=甲,'=甲,")


@pytest.mark.usefixtures("few")
def test_the_suffix_chooses_the_format(run):
    assert set(suffixes(Entry).values()) < set(format_names(Entry))
    for suffix, name in suffixes(Entry).items():
        assert run("glossary", "四个意识", "-o", f"o{suffix}").stdout == ""
        assert Path(f"o{suffix}").read_text("utf-8-sig") == run("glossary", "四个意识", "--format", name).stdout
    assert Path("o.csv").read_bytes().startswith("\ufeff".encode())


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("width", [40, 60, 200])
@pytest.mark.parametrize("terms", [[], ["四个意识", "四个自信"]])
def test_a_terminal_gets_colour_and_its_width(run, monkeypatch, terms, width):
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    out = run("glossary", *terms).stdout
    assert "\x1b[1m四个意识" in out
    plain = re.sub(r"\x1b\[[\d;]*m", "", out)
    assert max(cell_len(line) for line in plain.splitlines()) <= width
    if terms:
        assert plain == f"{FULL}\n{OTHER}"
    else:
        assert [line.split()[0] for line in plain.splitlines()] == ["名称", *NAMES]
        assert ("…" in plain) == (width < 60)
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("glossary", *terms).stdout == plain


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("name", format_names(Entry))
def test_nothing_in_an_entry_steers_the_terminal(run, monkeypatch, name, full):
    entry = Entry("甲\x1b[31m", "甲[bold]\u202e", members=("乙\n丙\t丁", "\x9b31m"), source="\ud800")
    monkeypatch.setattr("speechkit.cli.glossary.load_glossary", lambda files: Glossary((entry,)))
    monkeypatch.setattr("speechkit.cli.printing.is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    out = run("glossary", *["甲\x1b[31m"] * full, "--format", name).stdout
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert out.count("[bold]") == (full or name not in ("text", "terminal"))


def test_every_shipped_entry_is_rendered():
    for name in format_names(Entry):
        for full in (False, True):
            out = "".join(render(Entry, SHIPPED.entries, name, GlossaryView(full=full)))
            assert all(entry.name in out for entry in SHIPPED.entries)


# --- configuration


def test_files_are_sought_beside_the_configuration(run):
    os.mkdir("sub")
    Path("sub/mine.yaml").write_text(MINE, "utf-8")
    Path("sub/config.yaml").write_text("glossary:\n  files:\n    - mine.yaml\n", "utf-8")
    done = run("--config", "sub/config.yaml", "glossary", "五必到", "--format", "json")
    assert [entry["name"] for entry in json.loads(done.stdout)] == ["五个必到"]
    assert Config().glossary.files == ()
