"""The command line: a command parses, calls once and prints."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 fine, 1 some inputs failed, 2 usage, 130 interrupted."""
    # Records form no cycles: fewer collections make a short run a tenth shorter and leave the peak as it was.
    gc.set_threshold(50_000, 20, 20)
    try:
        from speechkit.cli.app import run  # here, so that Ctrl-C while modules load is as quiet as later

        return run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        if sys.stderr:
            sys.stderr.write("\n")
        return INTERRUPTED
