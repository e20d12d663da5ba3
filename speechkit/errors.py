"""Errors whose message is one sentence for the user: what is wrong, where, and what to do."""


class SpeechkitError(Exception):
    """An expected failure; ``str(error)`` is the sentence shown to the user."""

    exit_status = 1


class InputError(SpeechkitError):
    """An input that cannot be read or decoded; other inputs are still worked on (exit status 1)."""


class OutputError(SpeechkitError):
    """An output file that cannot be written; nothing was changed (exit status 1)."""


class UsageError(SpeechkitError):
    """An option whose value makes no sense, such as an unknown encoding (exit status 2)."""

    exit_status = 2


class ConfigError(UsageError):
    """A configuration or rule file with a fault; the sentence names file, line and column (exit status 2)."""
