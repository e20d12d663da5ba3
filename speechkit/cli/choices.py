"""Choices that may be typed as they are printed: --part 问题, --kind 提法, --strength 必须, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from speechkit.cli.spoken import label_language, speaks
from speechkit.labels import LABELS


class LabelChoice(click.Choice[str]):
    """One of the keys of a field of the labels, written as the key or as its label in any language."""

    name = "label"

    def __init__(self, field: str) -> None:
        tables: dict[str, Mapping[str, str]] = {language: getattr(LABELS[language], field) for language in LABELS}
        super().__init__(tuple(tables["en"]))
        self._tables = tables
        self._keys = {label.casefold(): key for table in tables.values() for key, label in table.items()}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key. Raises ``BadParameter``, which names the choices in the language of the run."""
        key = value if value in self.choices else self._keys.get(str(value).casefold())
        if key is None:
            self.fail(f"{value!r} is not one of {', '.join(map(repr, self._shown()))}", param, ctx)
        return key

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return the choices as the help shows them."""
        return f"[{'|'.join(self._shown())}]"

    def _shown(self) -> list[str]:
        """The choices, as the results print them where a language was chosen."""
        return list(self._tables[label_language()].values()) if speaks() else list(self.choices)
