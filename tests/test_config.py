"""The configuration: what is read, and the sentence that each fault gets."""

import re
from pathlib import Path

import msgspec
import pytest

from speechkit.config import Config, default_config_text, find_config, load_config
from speechkit.errors import ConfigError

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """No configuration of the machine that runs the tests is seen by them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.delenv("SPEECHKIT_CONFIG", raising=False)


def written(tmp_path, text, name="config.yaml"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_documented_file_equals_the_defaults():
    assert load_config(ROOT / "config.yaml") == Config()


def test_the_documented_file_names_and_explains_every_option():
    lines = (ROOT / "config.yaml").read_text("utf-8").splitlines()
    for section in msgspec.structs.fields(Config):
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{section.name}:"))
        if not isinstance(section.type, type):  # an option by itself
            assert lines[at - 1].startswith("# "), section.name
            continue
        for option in msgspec.structs.fields(section.type):
            line = next(n for n in range(at, len(lines)) if lines[n].startswith(f"  {option.name}:"))
            assert lines[line - 1].startswith("  #"), option.name


def test_the_packaged_text_is_the_documented_file():
    assert default_config_text() == (ROOT / "config.yaml").read_text("utf-8")


def test_no_file_means_the_defaults():
    assert find_config() is None
    assert load_config() == Config()


def test_which_file_wins(tmp_path, monkeypatch):
    own = written(tmp_path, "outline: {depth: 1}", "xdg/speechkit/config.yaml")
    assert (find_config(), load_config().outline.depth) == (str(own), 1)
    named = written(tmp_path, "outline: {depth: 2}", "named.yaml")
    monkeypatch.setenv("SPEECHKIT_CONFIG", str(named))
    assert load_config().outline.depth == 2
    assert load_config(written(tmp_path, "outline: {depth: 3}")).outline.depth == 3


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "---\n", "reading:\n  # all of it commented out\n", "\ufeffoutline:\n"]
)
def test_what_says_nothing_means_the_defaults(tmp_path, text):
    assert load_config(written(tmp_path, text)) == Config()


def test_a_user_dictionary_is_sought_beside_the_file(tmp_path):
    path = written(tmp_path, "segment: {user_dictionary: words.txt}")
    assert load_config(path).segment.user_dictionary == str(tmp_path / "words.txt")
    path = written(tmp_path, "segment: {user_dictionary: /etc/words.txt}")
    assert load_config(path).segment.user_dictionary == "/etc/words.txt"


@pytest.mark.parametrize(
    "text", ["glossary:\n", "glossary: {files: }", "glossary: {files: null}", "glossary: {files: []}"]
)
def test_no_glossary_of_ones_own(tmp_path, text):
    assert load_config(written(tmp_path, text)).glossary.files == ()


def test_glossaries_are_sought_beside_the_file(tmp_path):
    path = written(tmp_path, "glossary: {files: [a.yaml, sub/b.yaml, /etc/c.yaml]}")
    assert load_config(path).glossary.files == (str(tmp_path / "a.yaml"), str(tmp_path / "sub/b.yaml"), "/etc/c.yaml")


FAULTS = {
    "unknown option": ("reading:\n  encodng: utf-8\n", "2:3: unknown option 'reading.encodng'", "'reading.encoding'"),
    "unknown section": ("colours: red\n", "1:1: unknown option 'colours'", "reading, script, outline, segment"),
    "text for a number": (
        "outline:\n  depth: deep\n",
        "2:10: 'outline.depth' should be",
        "a whole number from 1 up or null",
    ),
    "number too small": ("outline:\n  depth: 0\n", "2:10: 'outline.depth'", "not '0'"),
    "number for text": ("reading:\n  encoding: 936\n", "2:13: 'reading.encoding' should be text", "not '936'"),
    "unknown encoding": ("reading:\n  encoding: gb1803\n", "2:13: 'reading.encoding': ", "did you mean gb18030"),
    "nothing for text": ("reading:\n  encoding:\n", "2:12: 'reading.encoding' should be text", "not null"),
    "no for text": ("reading:\n  encoding: no\n", "2:13: 'reading.encoding' should be text", "not 'no'"),
    "text for a switch": ("reading: {strict: 'yes'}", "1:19: 'reading.strict' should be true or false", "not 'yes'"),
    "a list for text": ("segment:\n  separator: [a]\n", "2:14: 'segment.separator'", "not a list"),
    "text for a list": ("glossary: {files: a.yaml}", "1:19: 'glossary.files' should be a list", "not 'a.yaml'"),
    "number in a list": ("glossary:\n  files: [a, 2]\n", "2:14: 'glossary.files[2]' should be text", "not '2'"),
    "shares that rise": (
        "trend:\n  temperatures: [0.1, 0.6, 0.4, 0.2, 0.05]\n",
        "2:17: 'trend.temperatures': five shares",
        "less than the one before",
    ),
    "four shares": ("trend: {temperatures: [0.8, 0.6, 0.4, 0.2]}\n", "1:23: 'trend.temperatures': five shares", ""),
    "a word for a share": (
        "trend: {temperatures: [a]}\n",
        "1:24: 'trend.temperatures[1]' should be a number",
        "not 'a'",
    ),
    "no such temperatures": (
        "trend:\n  temperatures: hot\n",
        "2:17: 'trend.temperatures': there are no temperatures hot",
        "speeches, cmp, or write five shares",
    ),
    "a number for temperatures": ("trend: {temperatures: 3}\n", "1:23: 'trend.temperatures' should be", "not '3'"),
    "not a choice": ("script:\n  convert: maybe\n", "2:12: 'script.convert'", "one of auto, always, never"),
    "no such date": ("segment:\n  separator: 2024-99-99\n", "2:14: 'segment.separator' should be text", "2024-99-99"),
    "a scalar for a section": ("reading: utf-8\n", "1:10: 'reading' should be a mapping", "not 'utf-8'"),
    "a list for the whole": ("- reading\n", "1:1: the configuration should be a mapping", "not a list"),
    "duplicate option": ("outline:\n  depth: 1\n  depth: 2\n", "3:3: 'outline.depth' is given twice", ""),
    "duplicate section": ("outline: {}\noutline: {}\n", "2:1: 'outline' is given twice", ""),
    "a key that is a list": ("[a]: 1\n", "1:1: a key should be the name", ""),
    "anchor": ("outline: &a\n  depth: 1\n", "1:10: anchors and aliases (&a)", ""),
    "alias": ("a: 1\nb: *x\n", "2:4: anchors and aliases (*x)", ""),
    "alias bomb": ("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "1:4: anchors and aliases (&a)", ""),
    "syntax": ("reading:\n  strict: [true\n", "3:1: not valid YAML", ""),
    "tab": ("reading:\n\tstrict: true\n", "2:1: not valid YAML", ""),
    "python object": ("segment:\n  separator: !!python/object:os.system x\n", "2:14: 'segment.separator'", ""),
    "a tag that does not fit": (
        "segment:\n  separator: !!timestamp x\n",
        "2:14: 'segment.separator' should be text",
        "",
    ),
    "two documents": ("outline: {}\n---\noutline: {}\n", "2:1: not valid YAML: expected a single document", ""),
    "deep nesting": ("[" * 500, "1:9: nested too deeply", ""),
    "nesting beyond what PyYAML itself takes": ("[" * 50_000, "1:", ""),
    "not UTF-8": ("script: {}\n# 讲话".encode("gb18030"), "2:3: not UTF-8", "save the file as UTF-8"),
    "NUL": ("outline:\n  depth: \0\n", "2:10: the character U+0000", ""),
    "escape sequence in a key": ('"\\e[31m": 1\n', "1:1: unknown option '\\x1b[31m'", ""),
}


@pytest.mark.parametrize(("text", "start", "part"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_sentence_with_its_place(tmp_path, text, start, part):
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{start}")
    assert part in message
    assert re.fullmatch(r"[^\x00-\x1f]+", message)


@pytest.mark.parametrize("name", ["missing.yaml", ".", "no/such/folder.yaml"])
def test_a_named_file_that_cannot_be_read(tmp_path, name):
    with pytest.raises(ConfigError, match=r"cannot read the configuration .*: (no such file|is a directory)"):
        load_config(tmp_path / name)
