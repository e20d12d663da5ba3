"""The command table, and the one place where an error becomes a sentence and an exit status."""

from __future__ import annotations

import os
import sys

import click

from speechkit.cli.messages import Session, complain, explain
from speechkit.cli.options import PATH, CommandGroup, examples
from speechkit.cli.screen import color_option, pager_option
from speechkit.cli.spoken import choose, language_option, prepared, speak, spoken
from speechkit.config import load_config
from speechkit.errors import OutputError
from speechkit.language import LANGUAGES, language_of_locale, option_value

# name → (module, the line shown in `speechkit --help`); the module is imported when the command is run.
COMMANDS = {
    "outline": ("speechkit.cli.outline", "Print the outline of speeches."),
    "analyze": ("speechkit.cli.analyze", "Print all that is found: outline, parts, tasks, set phrases."),
    "summary": ("speechkit.cli.summary", "Print one page to read instead of the speech."),
    "report": ("speechkit.cli.report", "Write a page on which a speech is explored in a browser."),
    "tasks": ("speechkit.cli.tasks", "Print who has to do what by when."),
    "ledger": ("speechkit.cli.ledger", "Keep the tasks of many speeches in one sheet."),
    "slogans": ("speechkit.cli.slogans", "List the set phrases of speeches, and what they leave out."),
    "batch": ("speechkit.cli.batch", "Analyse many speeches: folders of them, by several processes."),
    "corpus": ("speechkit.cli.corpus", "Keep many speeches in one file, to be searched and counted."),
    "kwic": ("speechkit.cli.kwic", "Show every place where a word stands, with what is around it."),
    "count": ("speechkit.cli.count", "Count how often words stand in speeches."),
    "phrases": ("speechkit.cli.phrases", "List the set phrases of a corpus, with their first and last use."),
    "stats": ("speechkit.cli.stats", "Measure speeches: length, style, parts, demands, phrases."),
    "words": ("speechkit.cli.words", "List the words of speeches by how often they stand."),
    "ngrams": ("speechkit.cli.ngrams", "List the runs of words that stand side by side again and again."),
    "collocates": ("speechkit.cli.collocates", "List the words that stand near a term."),
    "dispersion": ("speechkit.cli.dispersion", "Show how evenly a term is spread over speeches."),
    "compare": ("speechkit.cli.compare", "Hold two speeches, years or corpora against each other."),
    "reuse": ("speechkit.cli.reuse", "List sentences that other speeches say again, and who was first."),
    "explain": ("speechkit.cli.explain", "Say why a sentence is a task, or why it is none."),
    "trend": ("speechkit.cli.trend", "Follow terms through the years of a corpus."),
    "convert": ("speechkit.cli.convert", "Write the text in simplified or traditional characters."),
    "text": ("speechkit.cli.text", "Print the text as read, which every offset indexes."),
    "segment": ("speechkit.cli.segment", "Cut the text into words."),
    "keywords": ("speechkit.cli.keywords", "Print the words that tell what speeches are about."),
    "glossary": ("speechkit.cli.glossary", "List the set phrases that speechkit knows, or show one."),
    "schema": ("speechkit.cli.schema", "Print the JSON Schema of the analysis."),
    "config": ("speechkit.cli.config", "Show, write or check the configuration."),
    "completion": ("speechkit.cli.completion", "Print the completion script of a shell."),
}
COMPLETION_VARIABLE = "_SPEECHKIT_COMPLETE"


class LazyGroup(CommandGroup):
    """A group that knows its commands from ``COMMANDS`` and imports the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return prepared(command, now=ctx.resilient_parsing)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; that of the outline where they begin with a file.

        Raises ``UsageError``, with near names, where there is neither.
        """
        if args[0] in COMMANDS or ctx.resilient_parsing:  # resilient: while a shell completes
            return super().resolve_command(ctx, args)
        if args[0] == "-" or os.path.exists(args[0]):
            return super().resolve_command(ctx, ["outline", *args])
        from difflib import get_close_matches

        if near := get_close_matches(args[0], COMMANDS, n=1):
            hint = f"did you mean {near[0]}?"
        else:
            hint = f"the commands are {', '.join(COMMANDS)}"
        raise click.UsageError(f"there is no command or file {args[0]}; {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, written from the table without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, spoken().text(line)) for name, (_, line) in COMMANDS.items()])


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from speechkit.version import __version__

        click.echo(f"speechkit {__version__}")
        context.exit()


@click.group(
    epilog=examples("speechkit speech.txt", "speechkit tasks speech.txt -o 督办清单.xlsx"),
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--config", "config_path", type=PATH, metavar="FILE", help="Read options from this YAML file.")
@color_option
@pager_option
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@language_option
@click.pass_context
def speechkit(context: click.Context, config_path: str | None) -> None:
    """Read Chinese official speeches: a long block of text goes in, its outline comes out.

    FILES without a COMMAND are given to outline; a file that is called as a command is: ./tasks.
    """
    context.obj.config_path = config_path


def run(arguments: list[str]) -> int:
    """Run the command that ``arguments`` name; every expected failure ends in one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the locale may say ASCII, the speeches never do
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete

        speak(language_of_locale())  # a shell shows the help beside what it offers
        return shell_complete(speechkit, {"obj": Session()}, "speechkit", COMPLETION_VARIABLE, instruction)
    session = Session()
    speak(None)
    try:
        speak(
            choose(arguments, lambda path: load_config(path).language),
            asked=option_value(arguments, "--language") in LANGUAGES,
        )
        program = prepared(speechkit)
        with program.make_context("speechkit", arguments, obj=session) as context:
            program.invoke(context)
        return session.status
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:  # `| head -1` has all it wanted
        _discard_stdout()
        return session.status
    except (click.Abort, EOFError):
        raise KeyboardInterrupt from None
    except Exception as error:  # the last resort; `explain` says where to report what is not expected
        sentence, status = explain(error)
        complain(sentence)
        if isinstance(error, OutputError | OSError):
            _discard_stdout()
        return status


def _discard_stdout() -> None:
    """Keep the interpreter from failing once more, with a traceback, when it flushes at exit what cannot be written."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # closed already, or no file at all
