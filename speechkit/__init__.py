"""speechkit reads Chinese official speeches: ``from speechkit import analyze, analyze_file``."""

TYPE_CHECKING = False  # typing is not imported: `python -m` has the current folder in its path until __main__ runs

if TYPE_CHECKING:
    from speechkit.api import analyze, analyze_file, write
    from speechkit.config import Config, load_config
    from speechkit.model import Analysis

__all__ = ["Analysis", "Config", "__version__", "analyze", "analyze_file", "load_config", "write"]
__version__ = "0.1.0"

# Imported at first use: the command line starts faster for not loading what a command does not need.
_MODULES = {
    "Analysis": "speechkit.model",
    "Config": "speechkit.config",
    "analyze": "speechkit.api",
    "analyze_file": "speechkit.api",
    "load_config": "speechkit.config",
    "write": "speechkit.api",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
