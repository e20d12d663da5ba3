"""Which language is spoken, in what is said and in what is printed."""

import re

import pytest

from speechkit.language import language_of_locale, option_value

SAMPLE = "samples/party-building-2022.txt"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-hant"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}, None),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:zh_CN"}, "zh"),
    ],
)
def test_locale_says_the_language(environment, language):
    assert language_of_locale(environment) == language


def test_option_counts_wherever_it_stands_before_two_hyphens():
    assert option_value(["--language=en", "tasks", "--language", "zh"], "--language") == "zh"
    assert option_value(["kwic", "--", "--language", "zh"], "--language") is None
    assert option_value(["tasks", "--language"], "--language") is None


def test_results_are_labelled_in_chinese_where_nothing_says_a_language(run, monkeypatch):
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert "牵头单位" in run("tasks", SAMPLE).stdout


@pytest.mark.parametrize("before", [True, False])
def test_option_stands_before_the_command_or_behind_it(run, before):
    option = ["--language", "en"]
    arguments = [*option, "tasks", SAMPLE] if before else ["tasks", SAMPLE, *option]
    done = run(*arguments)
    assert done.exit_code == 0
    assert "Actor" in done.stdout.splitlines()[0] or "Lead" in done.stdout.splitlines()[0]


def test_option_goes_before_the_variable_that_before_the_configuration_that_before_the_locale(
    run, monkeypatch, tmp_path
):
    config = tmp_path / "config.yaml"
    config.write_text("language: en\n", "utf-8")
    english = run("tasks", SAMPLE, "--language", "en").stdout
    chinese = run("tasks", SAMPLE, "--language", "zh").stdout
    assert english != chinese
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("tasks", SAMPLE).stdout == chinese
    assert run("--config", config, "tasks", SAMPLE).stdout == english
    monkeypatch.setenv("SPEECHKIT_LANG", "zh_CN")
    assert run("--config", config, "tasks", SAMPLE).stdout == chinese
    assert run("--config", config, "tasks", SAMPLE, "--language", "en").stdout == english


def test_variable_that_names_no_language_is_refused(run, monkeypatch):
    monkeypatch.setenv("SPEECHKIT_LANG", "klingon")
    done = run("outline", SAMPLE)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "speechkit: SPEECHKIT_LANG is 'klingon'; set it to zh, zh-hant, en or auto\n"


@pytest.mark.parametrize("word", ["requirements", "要求", "Requirements"])
def test_part_is_typed_as_it_is_printed(run, word):
    done = run("tasks", SAMPLE, "--part", word)
    assert done.exit_code == 0
    assert done.stdout == run("tasks", SAMPLE, "--part", "requirements").stdout


@pytest.mark.parametrize(
    ("command", "option", "key", "label"),
    [
        ("tasks", "--strength", "must", "必须"),
        ("tasks", "--strength", "must", "必須"),
        ("slogans", "--kind", "formula", "提法"),
    ],
)
def test_labels_can_be_typed(run, command, option, key, label):
    assert run(command, SAMPLE, option, label) == run(command, SAMPLE, option, key)


def test_choices_are_named_in_the_language_of_the_run(run):
    assert "is not one of 'must', 'should', 'plan', 'may'" in run("tasks", SAMPLE, "--strength", "x").stderr
    assert "'必须', '应当', '计划', '鼓励'" in run("tasks", SAMPLE, "--strength", "x", "--language", "zh").stderr


def test_labels_are_traditional_beside_a_text_shown_in_its_traditional_characters(run):
    assert "[回顧]" in run("outline", SAMPLE, "--original").stdout
    assert "[回顾]" in run("outline", SAMPLE).stdout
    assert "[回顾]" in run("outline", "samples/work-report-2025.txt", "--original").stdout
    assert "回顧" in run("slogans", SAMPLE, "--original", "-f", "markdown").stdout
    assert "[review]" in run("outline", SAMPLE, "--original", "--language", "en").stdout
    assert "[回顧]" in run("outline", SAMPLE, "--language", "zh-hant").stdout


def test_what_analyze_counts_is_said_in_the_language_of_the_run(run):
    chinese = run("analyze", SAMPLE, "--language", "zh").stdout
    assert "繁体，" in chinese.splitlines()[1]
    assert "个\n按层级：" in chinese
    english = run("analyze", SAMPLE, "--language", "en").stdout
    assert english.replace("[", "").replace("]", "").count("traditional characters, ") == 1
    counted = chinese.partition("按层级")[2]
    assert not re.search("[a-z]{3,} [a-z]{3,}", counted)


def test_explanations_are_in_the_language_of_the_run(run):
    chinese = run("explain", SAMPLE, "T12", "--language", "zh").stdout
    assert re.search("^部分      要求$", chinese, flags=re.MULTILINE)
    assert not re.findall("[a-z]{3,} [a-z]{3,} [a-z]{3,}", chinese)
    assert run("explain", SAMPLE, "T12", "--language", "en").stdout == run("explain", SAMPLE, "T12").stdout


def test_headings_of_the_task_table_are_those_of_taiwan(run):
    header = run("tasks", SAMPLE, "-f", "csv", "--language", "zh-hant").stdout.splitlines()[0]
    assert "主辦機關" in header
    assert "協辦機關" in header
    assert not set(header) & set("务时")


def test_parts_of_the_speech_have_their_labels_in_sentences(run):
    speech = "同志们：\n\n一要抓落实。\n".encode()
    assert "没有“回顾”这一部分；现有：" in run("tasks", "-", "--part", "回顾", "--language", "zh", input=speech).stderr
    assert "has no part review; it has " in run("tasks", "-", "--part", "回顾", input=speech).stderr
