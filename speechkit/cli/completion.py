"""``speechkit completion``."""

from __future__ import annotations

import click

from speechkit.cli.options import GroupedCommand, examples
from speechkit.cli.printing import write

SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        'eval "$(speechkit completion bash)"      # in ~/.bashrc',
        "speechkit completion fish > ~/.config/fish/completions/speechkit.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion script of a shell (bash, zsh or fish)."""
    from click.shell_completion import ShellComplete, get_completion_class

    from speechkit.cli.app import COMPLETION_VARIABLE, speechkit

    kind = get_completion_class(shell)
    assert kind is not None, f"click knows no {shell}"
    # The base class's method: the one for bash starts a bash to look at its version first.
    script = ShellComplete.source(kind(speechkit, {}, "speechkit", COMPLETION_VARIABLE))
    write([script.rstrip("\n") + "\n"])
