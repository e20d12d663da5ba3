"""The catalogue of Chinese holds everything that is said, and nothing else; what it says has the same holes."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import catalogue as tool  # noqa: E402
import sentences  # noqa: E402

from speechkit.catalogue import Catalogue, catalogue  # noqa: E402
from speechkit.language import LANGUAGES  # noqa: E402

ENTRIES = {str(message.id): str(message.string) for message in tool.read() if message.id}
HINT = "run `python tools/catalogue.py`, translate what it lists in the .po, and run it again"


def test_every_text_of_every_help_is_translated():
    chinese = tool.whole(tool.read())
    same = {text for text, _ in tool.helps() if chinese.sentence(text) == text and re.search("[a-z]{2}", text)}
    assert not same - {text for text, entry in ENTRIES.items() if text == entry}, HINT


def test_every_sentence_of_the_code_is_translated():
    assert not sorted(text for text in tool.wanted() if not ENTRIES.get(text)), HINT


def test_no_entry_is_left_over():
    assert not sorted(set(ENTRIES) - tool.known()), HINT


def test_translations_have_the_holes_of_the_text():
    for text, entry in ENTRIES.items():
        holes = sorted(set(re.findall(r"\{\w+\}", text)) - {"{s}"})
        assert sorted(set(re.findall(r"\{\w+\}", entry))) == holes, (text, entry)


def test_compiled_catalogue_is_that_of_the_source():
    compiled = {tool.PO.with_suffix(".mo"): tool.read(), tool.TRADITIONAL_MO: tool.traditional(tool.read())}
    old = [path.parts[-3] for path, source in compiled.items() if path.read_bytes() != tool.compiled(source)]
    assert old == [], HINT


def test_what_is_said_in_traditional_characters_is_said_as_in_taiwan():
    said = catalogue("zh-hant").sentence("there is no file a.txt; check its name and folder")
    assert said == "沒有檔案 a.txt；請檢查檔名和所在資料夾"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("there is no file a.txt; check its name and folder", "没有文件 a.txt；请检查文件名和所在文件夹"),
        ("a b.txt: no tasks were found in it", "a b.txt：没有找到任务"),
        ("No such option '--x' (did you mean '--y'?); see speechkit tasks --help", "没有选项 '--x'（是否想写 '--y'？）；用法见 speechkit tasks --help"),
        ("war and peace.txt is empty; there is no speech to read in it", "war and peace.txt 是空文件，没有可读的讲话"),
        ("warning: 1 symbolic link not followed; name what they lead to", "警告：有 1 个符号链接未跟随；请直接指定其目标"),
        ("warning: 2 symbolic links not followed; name what they lead to", "警告：有 2 个符号链接未跟随；请直接指定其目标"),
    ],
)  # fmt: skip
def test_sentences_are_translated_with_what_they_are_made_of(english, chinese):
    assert catalogue("zh").sentence(english) == chinese


def test_names_are_not_translated():
    words = Catalogue({"tasks": "任务", "{0} is empty": "{0} 是空的"})
    assert words.sentence("tasks is empty") == "tasks 是空的"


def test_english_stays_as_it_is():
    assert catalogue("en") is not catalogue("zh")
    assert catalogue("en").sentence("there is no file {0}") == "there is no file {0}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_holes_are_filled_with_what_the_sentence_says_even_if_it_looks_like_a_hole(language):
    assert "{1}" in catalogue(language).sentence("there is no file {1}; check its name and folder")


def test_templates_are_those_of_the_code():
    made = {text for text, _, _ in sentences.texts()}
    assert "there is no file {0}; check its name and folder" in made
    assert "warning: {0} symbolic link{s} not followed; name what they lead to" in made


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["outline", "nowhere.txt"], 1, "没有文件 nowhere.txt；请检查文件名和所在文件夹"),
        (["outline", "--qqqqq"], 2, "没有选项 '--qqqqq'；用法见 speechkit outline --help"),
        (["outlin"], 2, "没有命令或文件 outlin；是否想写 outline？用法见 speechkit --help"),
        (["corpus", "add"], 2, "缺少参数 'CORPUS'；用法见 speechkit corpus add --help"),
        (["tasks", "samples/party-building-2022.txt", "-o", "x.foo"], 2, None),
    ],
)
def test_errors_are_said_in_chinese(run, arguments, status, sentence):
    done = run("--language", "zh", *arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert done.stderr.startswith("speechkit: ")
    if sentence:
        assert done.stderr == f"speechkit: {sentence}\n"
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["", "tasks", "corpus add", "count"])
def test_help_is_chinese_to_its_last_line(run, command):
    shown = run("--language", "zh", *command.split(), "--help").stdout
    assert not re.search(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b", shown.partition("示例")[0])
    assert shown.startswith("用法：speechkit")
    assert not any(line.strip()[:1] in set("，。；：！？、）》”’」") for line in shown.splitlines())


@pytest.mark.parametrize("name", tool.LABELS_PO)
def test_every_label_is_in_every_language_and_none_is_left_over(name):
    path = tool.LABELS_PO[name]
    entries = {str(message.id): str(message.string) for message in tool.read(path) if message.id}
    assert set(entries) == set(tool.wanted_labels()), HINT
    assert all(entries.values()), HINT
    for text, entry in entries.items():
        assert sorted(re.findall(r"\{\w+\}", entry)) == sorted(re.findall(r"\{\w+\}", text)), text
    assert path.with_suffix(".mo").read_bytes() == tool.compiled(tool.read(path)), HINT
    if name == "en":
        assert not [entry for entry in entries.values() if re.search("[\u4e00-\u9fff]", entry)]


@pytest.mark.parametrize("command", ["compare {0} {1}", "compare {0} {1} --coverage", "slogans {0} --companions"])
def test_labels_of_results_are_in_the_language_of_the_run(run, tmp_path, command):
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text("A：\n\n一、B\n\nC。\n", "utf-8")
    other.write_text("A：\n\n二、D\n\nE。\n", "utf-8")
    arguments = command.format(one, other).split()
    chinese, english = (run(*arguments, "-f", "markdown", "--language", name).stdout for name in ("zh", "en"))
    assert chinese == run(*arguments, "-f", "markdown").stdout
    words = re.sub(r"一、|二、", "", english)
    assert not re.search("[\u4e00-\u9fff，：；]", words), english
    assert english.count("\n") == chinese.count("\n")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("cannot read the configuration a.yaml: no such file or directory", "无法读取配置文件 a.yaml：没有这个文件或文件夹"),
        ("a.yaml:1:9: nested too deeply; options are at most two levels deep", "a.yaml:1:9：嵌套过深；选项最多两层"),
        ("a.yaml:1:2: 'outline.depth' should be a whole number from 1 up or null, not '0'", "a.yaml:1:2：“outline.depth”应为不小于 1 的整数或 null，而不是 '0'"),
        ("the pattern '*发' is wrong at character 1: nothing stands before it that could be repeated (*)", "检索式“*发”有误（第 1 个字符处）：前面没有可重复的内容（*）"),
        ("a.txt has no part review; it has meta, closing", "a.txt 没有“回顾”这一部分；现有：篇首、结语"),
        ("speechkit tasks", "speechkit tasks"),
    ],
)  # fmt: skip
def test_what_only_joins_comes_last(english, chinese):
    assert catalogue("zh").sentence(english) == chinese
