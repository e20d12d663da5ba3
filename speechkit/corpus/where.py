"""Which documents of a corpus are looked at: a condition on their columns, such as ``genre=gwr and year>=2003``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from speechkit.corpus.store import Store, quoted
from speechkit.errors import UsageError, printable

__all__ = ["Scope", "column_named", "columns_of", "is_narrowed", "narrow"]

# What a document has of its own that is no use to a condition: numbers and checks of the file.
_INNER = ("path", "folder", "sha256", "date_from", "encoding", "lines", "made_by", "meta")
_TOKEN = re.compile(
    r"""\s*(?:(?P<mark>[()]|,)|(?P<sign><=|>=|!=|<>|==|!~|[=<>~])|(?P<quoted>"[^"]*"|'[^']*')|(?P<word>[^\s()=<>!~,'"]+))"""
)
_SIGNS = {"=": "=", "==": "=", "!=": "<>", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TABLES = ("bodies", "parts", "sections", "tasks", "slogans", "words", "tokens", "signatures", "archive")


class Scope(msgspec.Struct, frozen=True):
    """Which documents: those that fulfil the condition ``where``, of a ``speaker``, dated ``since`` and ``until``.

    ``speaker`` is a part of the name. The dates are ISO 8601, a year, a month or a day, the last one included.
    """

    where: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None


class _Condition(msgspec.Struct, frozen=True):
    """A condition in SQL, and what is put in for its question marks."""

    sql: str
    values: tuple[str | float, ...] = ()


def narrow(store: Store, scope: Scope) -> int:
    """Let all that is asked of the store from now on be asked of these documents alone, and return how many there are.

    What is asked for by the names of the tables finds views of that name. Raises ``UsageError`` where a condition has
    no sense or names no column, in one sentence that says which there are. What was narrowed before is forgotten.
    """
    conditions = [_condition(store, scope.where)] if scope.where is not None else []
    if scope.speaker is not None:
        conditions.append(_Condition("instr(speaker, ?) > 0", (scope.speaker,)))
    if scope.since is not None:
        conditions.append(_Condition("substr(date, 1, ?) >= ?", (len(scope.since), scope.since)))
    if scope.until is not None:
        conditions.append(_Condition("substr(date, 1, ?) <= ?", (len(scope.until), scope.until)))
    conditions = conditions or [_Condition("1")]
    sql = " AND ".join(f"({each.sql})" for each in conditions)
    values = [value for each in conditions for value in each.values]
    with store.changing():
        for table in ("documents", *_TABLES):
            store.run(f"DROP VIEW IF EXISTS temp.{table}")
        store.run("DROP TABLE IF EXISTS temp.chosen")
        store.run("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
        store.run(f"INSERT INTO chosen SELECT id FROM main.documents WHERE {sql}", values)
        store.run("CREATE TEMP VIEW documents AS SELECT * FROM main.documents WHERE id IN (SELECT id FROM chosen)")
        for table in _TABLES:
            of_chosen = f"SELECT * FROM main.{table} WHERE document IN (SELECT id FROM chosen)"
            store.run(f"CREATE TEMP VIEW {table} AS {of_chosen}")
    (total,) = store.row("SELECT count(*) FROM chosen")
    return int(total)


def is_narrowed(store: Store) -> bool:
    """Whether some documents alone are looked at."""
    return store.row("SELECT 1 FROM temp.sqlite_schema WHERE name = 'chosen'") is not None


def columns_of(store: Store) -> dict[str, bool]:
    """Return the columns that a condition may name, those of --meta included, and whether they are numbers.

    >>> from speechkit.corpus.store import memory_store
    >>> columns_of(memory_store())["year"]
    True
    """
    rows = store.rows("PRAGMA main.table_info(documents)")
    return {name: kind == "INTEGER" for _, name, kind, *_ in rows if name not in _INNER}


def column_named(store: Store, name: str, *others: str) -> str:
    """Return a column as the corpus calls it.

    Raises ``UsageError`` where there is none, which says what there is: the columns, and the ``others`` before them.
    """
    columns = columns_of(store)
    found = next((each for each in columns if each.casefold() == name.casefold()), None)
    if found is None:
        raise UsageError(
            f"there is no column '{printable(name)}'; there are {', '.join(map(printable, (*others, *columns)))}"
        )
    return found


def _condition(store: Store, text: str) -> _Condition:
    parser = _Parser(store, text)
    found = parser.either()
    if parser.at < len(parser.tokens):
        raise parser.fault("and, or, or the end")
    return found


class _Parser:
    """Reads conditions joined by and, or, not and brackets."""

    def __init__(self, store: Store, text: str) -> None:
        self.store, self.text, self.at = store, text, 0
        self.tokens: list[re.Match[str]] = []
        end, whole = 0, text.rstrip()
        while end < len(whole):
            found = _TOKEN.match(whole, end)
            if not found:
                raise UsageError(f"--where: '{printable(whole[end:])}' makes no sense there; {_EXAMPLE}")
            self.tokens.append(found)
            end = found.end()

    def fault(self, expected: str) -> UsageError:
        """Return the sentence that says what is expected, and where."""
        here = self.tokens[self.at].group().strip() if self.at < len(self.tokens) else ""
        place = f"where '{printable(here)}' stands" if here else "at its end"
        return UsageError(f"--where: {expected} is expected {place}; {_EXAMPLE}")

    def _word(self, *words: str) -> bool:
        """Whether one of the words comes next, which is then behind us."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        found = token is not None and not token["quoted"] and token.group().strip().lower() in words
        self.at += found
        return found

    def either(self) -> _Condition:
        """Return a condition or another."""
        return self._joined("or", self._all)

    def _all(self) -> _Condition:
        return self._joined("and", self._one)

    def _joined(self, word: str, part: Callable[[], _Condition]) -> _Condition:
        parts = [part()]
        while self._word(word):
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        sql = f" {word.upper()} ".join(f"({each.sql})" for each in parts)
        return _Condition(sql, tuple(value for each in parts for value in each.values))

    def _one(self) -> _Condition:
        if self._word("not"):
            inner = self._one()
            return _Condition(f"NOT coalesce(({inner.sql}), 0)", inner.values)
        if self._word("("):
            inner = self.either()
            if not self._word(")"):
                raise self.fault(")")
            return inner
        return self._comparison()

    def _comparison(self) -> _Condition:
        column = column_named(self.store, self._value("a column"))
        name = quoted(column)
        if self._word("in"):
            values = self._several()
            return _Condition(f"{name} IN ({', '.join('?' * len(values))})", tuple(values))
        sign = self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None
        if sign is None:
            raise self.fault("=, !=, <, <=, >, >=, ~ or in")
        self.at += 1
        value = self._value("a value")
        if sign in ("~", "!~"):
            found = f"instr({name}, ?) > 0"
            return _Condition(found if sign == "~" else f"NOT coalesce({found}, 0)", (value,))
        if _NUMBER.fullmatch(value) and (columns_of(self.store)[column] or sign[0] in "<>"):
            return _Condition(f"CAST({name} AS REAL) {_SIGNS[sign]} ?", (float(value),))
        return _Condition(f"{name} {_SIGNS[sign]} ?", (value,))

    def _several(self) -> Sequence[str]:
        if not self._word("("):
            raise self.fault("(")
        values = [self._value("a value")]
        while self._word(","):
            values.append(self._value("a value"))
        if not self._word(")"):
            raise self.fault(")")
        return values

    def _value(self, expected: str) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or not (token["word"] or token["quoted"] is not None):
            raise self.fault(expected)
        self.at += 1
        quoted: str | None = token["quoted"]
        return str(token["word"]) if quoted is None else quoted[1:-1]


_EXAMPLE = "write it as in genre=gwr and year>=2003"
