"""What the programs here do alike: say in one sentence what is wrong, and which extra they need."""

from __future__ import annotations

import sys
from collections.abc import Callable

import msgspec

from speechkit.extras import install_command
from training.labels import LabelError

MORE = "speeches to learn from that are not measured"


def run(program: Callable[[], None]) -> int:
    """Run a program and return its exit status: 1, with one sentence on standard error, where it cannot do its work."""
    try:
        program()
    except (LabelError, ValueError, msgspec.DecodeError) as error:
        print(error, file=sys.stderr)
    except ImportError:
        print(f"this needs scikit-learn: {install_command('training')}", file=sys.stderr)
    else:
        return 0
    return 1
