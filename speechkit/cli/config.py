"""``speechkit config``."""

from __future__ import annotations

import os

import click

from speechkit.cli.messages import Session
from speechkit.cli.options import PATH, CommandGroup, examples
from speechkit.cli.printing import write
from speechkit.cli.spoken import spoken
from speechkit.config import default_config_text, find_config, load_config, user_config_path
from speechkit.errors import ConfigError, OutputError, printable
from speechkit.offices import read_offices
from speechkit.phrases.glossary import load_glossary


@click.group(cls=CommandGroup, epilog=examples("speechkit config init && speechkit config show"))
def command() -> None:
    """Show, write or check the configuration."""


@command.command(epilog=examples("speechkit config show"))
@click.pass_obj
def show(session: Session) -> None:
    """Print the options in effect, and the file they come from."""
    import msgspec
    import yaml

    config = session.config()
    path = find_config(session.config_path)
    options = yaml.safe_dump(msgspec.to_builtins(config), allow_unicode=True, sort_keys=False)
    head = f"# from {printable(path)}\n" if path else "# the defaults; no configuration file was found\n"
    write([spoken().sentence(head), options])


@command.command(epilog=examples("speechkit config init speechkit.yaml"))
@click.argument("path", required=False, type=PATH)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def init(path: str | None, force: bool) -> None:
    """Write the documented default configuration to PATH, or where speechkit looks for yours."""
    target = user_config_path() if path is None else path
    if os.path.lexists(target) and not force:
        raise ConfigError(f"{printable(target)} exists already; give --force to replace it")
    try:
        os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {printable(target)}: {(error.strerror or str(error)).lower()}") from None
    write([default_config_text()], target)
    write([spoken().sentence(f"wrote {printable(target)}\n")])


@command.command(epilog=examples("speechkit config check speechkit.yaml"))
@click.argument("path", required=False, type=PATH)
@click.pass_obj
def check(session: Session, path: str | None) -> None:
    """Check a configuration file and say what is wrong with it."""
    found = find_config(path or session.config_path)
    config = load_config(found)
    read_offices(config.tasks.units)
    load_glossary(config.glossary.files)
    told = f"{printable(found)} is in order\n" if found else "no configuration file; the defaults hold\n"
    write([spoken().sentence(told)])
