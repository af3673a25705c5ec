"""Importing from the command line, where the operator says what is done."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.orm import Session

from jobs.door import Door
from papers.wording import say
from workflow.calls import importing
from workflow.calls.importing import Fate
from workflow.forms.columns import COLUMNS
from workflow.forms.tables import Column, Misread, Planned, Row, Wrong, rows_of
from workflow.partners import bringing
from workflow.partners.roster import COLUMNS as PARTNERS

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def bring_in() -> None:
    """Import from tables."""


@bring_in.command("calls")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@click.pass_obj
def calls(door: Door, file: Path, yes: bool) -> None:
    """Import calls from an Excel or CSV file; all of it or nothing."""

    def do(session: Session, planned: importing.Plan) -> None:
        importing.carry_out(session, planned, name=file.name, by=None, now=door.now())

    bring(door, file, COLUMNS, importing.plan, told, do, yes=yes)


@bring_in.command("partners")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask before it is done.")
@click.option("--no-letters", is_flag=True, help="Let people in at once, without asking them.")
@click.pass_obj
def roster(door: Door, file: Path, yes: bool, no_letters: bool) -> None:
    """Import partners and their people from an Excel or CSV file; all of it or nothing."""

    def plan(session: Session, rows: Iterable[Row]) -> bringing.Plan:
        return bringing.plan(session, rows, None)

    def do(session: Session, planned: bringing.Plan) -> None:
        bringing.carry_out(session, planned, letters=not no_letters, by=None, now=door.now())

    bring(door, file, PARTNERS, plan, counted, do, yes=yes)


P = TypeVar("P", bound=Planned)


def bring(
    door: Door,
    file: Path,
    columns: Mapping[str, Column],
    plan: Callable[[Session, Iterable[Row]], P],
    tell: Callable[[P], str],
    do: Callable[[Session, P], None],
    *,
    yes: bool,
) -> None:
    """Read a table, tell what will come of it, and do it if that is wanted."""
    engine = door.database(door.config())
    try:
        rows, unread = rows_of(file.read_bytes(), columns)
    except Misread as trouble:
        raise click.ClickException(f"{file}: {trouble}") from trouble
    if unread:
        click.echo(f"Not read: {', '.join(unread)}.", err=True)
    with Session(engine) as session:
        planned = plan(session, rows)
        refuse(file, planned.wrong)
        click.echo(tell(planned))
    if planned.is_idle:
        return
    if not yes:
        click.confirm("Import it?", abort=True)
    with Session(engine) as session, session.begin():
        planned = plan(session, rows)  # as things stand by now
        refuse(file, planned.wrong)
        do(session, planned)
    click.echo("Done.")


def refuse(file: Path, wrong: list[Wrong]) -> None:
    """End with all that is wrong in a table, a line for each."""
    if wrong:
        lines = "\n".join(map(mistake, wrong))
        raise click.ClickException(f"{file}: nothing was imported.\n{lines}")


def mistake(wrong: Wrong) -> str:
    """Tell a mistake by its place."""
    sheet = f"sheet {wrong.row.sheet!r}, " if wrong.row.sheet else ""
    column = f"column {wrong.column} " if wrong.column else "no column "
    heading, message = say(wrong.heading, "en"), say(wrong.message, "en")
    return f"{sheet}row {wrong.row.number}, {column}({heading}): {message}"


def told(planned: importing.Plan) -> str:
    """Tell what comes of a table of calls."""
    counts = ", ".join(f"{len(planned.of(fate))} {fate}" for fate in Fate)
    new = [f"new: {line.draft.title}" for line in planned.of(Fate.NEW)]
    changed = [
        f"changed: {line.draft.title} ({', '.join(line.fields)})"
        for line in planned.of(Fate.CHANGED)
    ]
    return "\n".join([*new, *changed, counts])


def counted(planned: bringing.Plan) -> str:
    """Tell what comes of a table of partners."""
    new, changed = planned.of(Fate.NEW), planned.of(Fate.CHANGED)
    return f"{len(new)} new, {len(changed)} changed, {len(planned.people)} people"
