"""Which units are tasks, who must act, by when and how firmly."""

from speechkit.tasks.assembly import tasks_of
from speechkit.tasks.inherited import is_charge
from speechkit.tasks.items import items_of
from speechkit.tasks.verdicts import learned_terms, verdicts_of

__all__ = ["is_charge", "items_of", "learned_terms", "tasks_of", "verdicts_of"]
