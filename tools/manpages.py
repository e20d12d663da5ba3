"""Write the manual pages, English and Chinese, from the commands themselves.

python tools/manpages.py
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from speechkit.cli.app import COMMANDS, speechkit  # noqa: E402
from speechkit.cli.messages import Session  # noqa: E402
from speechkit.cli.spoken import prepared, speak, spoken  # noqa: E402
from speechkit.language import Language  # noqa: E402

PAGES: dict[Language, Path] = {
    "en": ROOT / "docs" / "man" / "speechkit.1",
    "zh": ROOT / "docs" / "man" / "zh_CN" / "speechkit.1",
}
# What only the page says; the rest is the help of the commands.
WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "speechkit manual",
        "setting": "",
        "name": "NAME",
        "about": "reads Chinese official speeches: outline, parts, tasks, set phrases",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "options": "OPTIONS",
        "commands": "COMMANDS",
        "status": "EXIT STATUS",
        "environment": "ENVIRONMENT",
        "files": "FILES",
        "common": "COMMON OPTIONS",
        "commonly": "Most commands take these; each takes those that its help shows.",
        "0": "All went well.",
        "1": "Some inputs failed; the others were worked on.",
        "2": "The command line or the configuration is wrong.",
        "130": "Interrupted.",
        "SPEECHKIT_CONFIG": "The configuration file, where --config names none.",
        "SPEECHKIT_LANG": "The language: zh, zh-hant, en; goes before the configuration and the locale.",
        "LC_ALL, LC_MESSAGES, LANG, LANGUAGE": "The locale, whose language is spoken where nothing else names one.",
        "NO_COLOR, FORCE_COLOR": "Whether to colour, whatever the output is.",
        "COLUMNS": "The width of the terminal.",
        "PAGER": "The program that shows long output on a terminal.",
        "SPEECHKIT_DEBUG": "Shows where a fault of speechkit happened.",
        "~/.config/speechkit/config.yaml": "Your configuration; `speechkit config init` writes one with every option.",
    },
    "zh": {
        "title": "speechkit 手册",
        "setting": ".ad l\n.do mso zh.tmac",  # lines end between characters, and are not stretched
        "name": "名称",
        "about": "读懂中文公务讲话：提纲、各部分、督办任务、提法",
        "synopsis": "用法",
        "description": "说明",
        "options": "选项",
        "commands": "命令",
        "status": "退出状态",
        "environment": "环境变量",
        "files": "文件",
        "common": "通用选项",
        "commonly": "多数命令都有；各命令具体有哪些，见其 --help。",
        "0": "一切正常。",
        "1": "部分输入失败，其余已处理。",
        "2": "命令行或配置文件有误。",
        "130": "被中断。",
        "SPEECHKIT_CONFIG": "配置文件；优先级低于 --config。",
        "SPEECHKIT_LANG": "语言：zh、zh-hant、en；优先于配置文件和系统语言。",
        "LC_ALL, LC_MESSAGES, LANG, LANGUAGE": "系统语言；别处没有指定语言时以它为准。",
        "NO_COLOR, FORCE_COLOR": "不着色、强制着色。",
        "COLUMNS": "终端宽度。",
        "PAGER": "在终端上分页显示长输出的程序。",
        "SPEECHKIT_DEBUG": "显示 speechkit 缺陷的出错位置。",
        "~/.config/speechkit/config.yaml": "个人配置文件；`speechkit config init` 可生成带说明的默认配置。",
    },
}
COMMON = 6  # commands that have an option, for it to be told once
STATUS = ("0", "1", "2", "130")
FILES = ("~/.config/speechkit/config.yaml",)


def page(language: Language) -> str:
    """Return the manual page in a language, in the macros of man(7)."""
    speak(language)
    try:
        return "".join(f"{line}\n" for line in _lines(WORDS[language]))
    finally:
        speak(None)


def _lines(words: dict[str, str]) -> Iterator[str]:
    root = prepared(speechkit, now=True)
    context = root.make_context("speechkit", [], obj=Session(), resilient_parsing=True)
    yield '.\\" Written by tools/manpages.py from the commands; change those.'
    yield f'.TH SPEECHKIT 1 "" "speechkit" "{words["title"]}"'
    yield from words["setting"].splitlines()
    yield f".SH {words['name']}"
    yield f"speechkit \\- {_text(words['about'])}"
    yield f".SH {words['synopsis']}"
    yield f".B speechkit\n{_text(_usage(root, context))}"
    yield f".SH {words['description']}"
    yield from _paragraphs(root.help or "")
    yield f".SH {words['options']}"
    yield from _terms(iter(_records(root, context)))
    yield f".SH {words['commands']}"
    commands = {name: command for name in COMMANDS if (command := root.get_command(context, name))}
    counts = Counter(each for command in commands.values() for each in _records(command, context))
    common = [each for each, count in counts.items() if count >= COMMON]
    for name, command in commands.items():
        yield from _command(command, f"speechkit {name}", context, common)
    yield f".SH {words['common']}"
    yield f".PP\n{_text(words['commonly'])}"
    yield from _terms(iter(common))
    yield f".SH {words['status']}"
    yield from _terms((name, words[name]) for name in STATUS)
    yield f".SH {words['environment']}"
    yield from _terms((name, text) for name, text in words.items() if name[0].isupper())
    yield f".SH {words['files']}"
    yield from _terms((name, words[name]) for name in FILES)


def _command(command: click.Command, path: str, parent: click.Context, common: list[tuple[str, str]]) -> Iterator[str]:
    context = click.Context(command, parent=parent, info_name=path.rpartition(" ")[2])
    yield f".SS {_text(path)} {_text(_usage(command, context))}"
    yield from _paragraphs(command.help or "")
    yield from _terms(each for each in _records(command, context) if each not in common)
    if command.epilog:
        example, *lines = command.epilog.replace("\b", "").strip().splitlines()
        yield f".PP\n{_text(example)}\n.PP\n.EX"
        yield from map(_text, lines)
        yield ".EE"
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from _command(each, f"{path} {name}", context, common)


def _usage(command: click.Command, context: click.Context) -> str:
    return " ".join(spoken().text(piece) for piece in " ".join(command.collect_usage_pieces(context)).split())


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield f".PP\n{_text(' '.join(paragraph.split()))}"


def _records(command: click.Command, context: click.Context) -> list[tuple[str, str]]:
    """The options as the help shows them."""
    records = (param.get_help_record(context) for param in command.get_params(context))
    return [(names, _told(text)) for names, text in filter(None, records) if text]


def _told(text: str) -> str:
    text = " ".join(spoken().text(text).split())
    return text.replace("[default: ", f"[{spoken().text('default:')} ").replace("：\x20", "：")


def _terms(terms: Iterator[tuple[str, str]]) -> Iterator[str]:
    for term, text in terms:
        yield f".TP\n.B {_text(term)}\n{_text(text)}"


def _text(text: str) -> str:
    """Return text that roff shows as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def main() -> None:
    """Write the pages."""
    for language, path in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
