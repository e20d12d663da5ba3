"""``speechkit glossary``."""

from __future__ import annotations

import click

from speechkit.cli.messages import Session, complain
from speechkit.cli.options import GroupedCommand, examples, output_option
from speechkit.cli.printing import format_option, printer
from speechkit.errors import UsageError, printable
from speechkit.phrases.glossary import Entry, Glossary, load_glossary
from speechkit.renderers.glossary import GlossaryView


@click.command(
    cls=GroupedCommand,
    epilog=examples(
        "speechkit glossary 四个意识",
        "speechkit glossary 「政治意識」 --format json",
        "speechkit glossary --field 党建 -o 提法.csv",
    ),
)
@click.argument("terms", nargs=-1, metavar="[TERM]...")
@click.option("--field", metavar="NAME", help="Only entries of this field, such as 党建.")
@format_option(Entry, "in colour")
@output_option
@click.pass_obj
def command(session: Session, terms: tuple[str, ...], field: str | None, format_name: str, output: str | None) -> None:
    """List the set phrases (提法) that speechkit knows, or show those that TERM names.

    TERM is a name, another wording or a member, such as 政治意识 of 四个意识, in simplified or traditional characters.
    Exits with 1 where no TERM is found. The configuration (glossary: files) adds phrases of your own.
    """
    out = printer(Entry, format_name, output)
    glossary = load_glossary(session.config().glossary.files)
    if field is not None:
        glossary = _of_field(glossary, field)
    entries = glossary.entries
    if terms:
        found = {term: _found(glossary, term) for term in terms}
        for term in (term for term in found if not found[term]):
            near = "、".join(printable(entry.name) for entry in glossary.near(term))
            complain(f"no entry {printable(term) or 'with an empty name'}" + (f"; near: {near}" if near else ""))
        entries = tuple({entry.name: entry for each in found.values() for entry in each}.values())
        session.status = int(not entries)
    out.print(entries, GlossaryView(full=bool(terms)))


def _found(glossary: Glossary, term: str) -> tuple[Entry, ...]:
    """The entry that is called ``term``, else those that it is a member of."""
    entry = glossary.find(term)
    return (entry,) if entry else glossary.with_member(term)


def _of_field(glossary: Glossary, field: str) -> Glossary:
    """The glossary of one field. Raises ``UsageError``, which names the fields, where no entry is of it."""
    entries = tuple(entry for entry in glossary.entries if entry.field == field)
    if not entries:
        fields = " ".join(dict.fromkeys(printable(entry.field) for entry in glossary.entries if entry.field))
        raise UsageError(f"no entry is of the field '{printable(field)}'; the fields are {fields}")
    return Glossary(entries)
