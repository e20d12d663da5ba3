"""Time expressions and the intervals that they mean; the date of the speech."""

from speechkit.dates.expressions import times_of
from speechkit.dates.intervals import parse_date
from speechkit.dates.speechdate import date_of, impossible_date

__all__ = ["date_of", "impossible_date", "parse_date", "times_of"]
