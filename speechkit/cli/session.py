"""What one run of the command line keeps: where its configuration is, and whether an input failed."""

from __future__ import annotations

from speechkit.cli.messages import complain, explain
from speechkit.config import Config, load_config


class Session:
    """The state that the commands share; the only thing in speechkit that changes while a command runs."""

    def __init__(self) -> None:
        self.config_path: str | None = None
        self.status = 0

    def config(self) -> Config:
        """The configuration of the run. Raises ``ConfigError``."""
        return load_config(self.config_path)

    def failed(self, error: Exception, name: str) -> None:
        """Say what was wrong with the input ``name``; the run goes on with the next one and ends with a status."""
        sentence, status = explain(error, name)
        complain(sentence)
        self.status = max(self.status, status)
