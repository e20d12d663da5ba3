"""The extras of the distribution, and the command that installs one from where speechkit itself came."""

from __future__ import annotations

import json
import shlex
from urllib.parse import unquote, urlsplit

DISTRIBUTION = "speechkit-zh"  # the name `speechkit` on the package index belongs to another project


def install_command(extra: str) -> str:
    """Return the pip command that adds ``extra``: from the folder or address of this installation, else from the index.

    Where an installation came from is read from its ``direct_url.json`` (PEP 610).

    >>> install_command("chart").startswith("pip install ")
    True
    """
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        origin = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:  # run from a source tree that is not installed
        origin = None
    return _command(json.loads(origin) if origin else None, extra)


def _command(origin: dict[str, object] | None, extra: str) -> str:
    wanted, flag = f"{DISTRIBUTION}[{extra}]", ""
    if origin is not None:
        url = str(origin["url"])
        details = origin.get("vcs_info")
        if isinstance(details, dict):
            wanted += f" @ {details['vcs']}+{url}@{details['commit_id']}"
        elif url.startswith("file:") and "archive_info" not in origin:
            wanted = f"{unquote(urlsplit(url).path)}[{extra}]"
            folder = origin.get("dir_info")
            flag = "-e " if isinstance(folder, dict) and folder.get("editable") else ""
        else:
            wanted += f" @ {url}"
    return f"pip install {flag}{shlex.quote(wanted)}"
