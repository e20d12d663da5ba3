"""Where modules may come from: never from the current folder, which may be a folder of anybody's files.

A file there that is called struct.py or types.py would be run in the place of Python's own.
"""

import os
from collections.abc import Sequence

# The folder that this speechkit is in; another one may be installed.
HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def safe_path(path: Sequence[str]) -> list[str]:
    """Return ``path`` (``sys.path``) without the current folder.

    >>> safe_path(["", "/usr/lib/python3.11", os.getcwd()])
    ['/usr/lib/python3.11']
    """
    here = os.getcwd()
    return [entry for entry in path if os.path.realpath(entry) != here]
