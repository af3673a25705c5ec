"""samsok person: hand out what is kept about somebody, erase them, help who lost their device."""

from pathlib import Path

import click
import msgspec
from sqlalchemy.orm import Session

from jobs import erased
from jobs.door import Door, right_now
from models import Person
from workflow.letters.subscribers import forget_address
from workflow.partners.partnership import person_called
from workflow.people import factors, personal, sessions
from workflow.people.erasing import erase
from workflow.people.personal import Line


@click.group()
def person() -> None:
    """Hand out what is kept about somebody, or erase them."""


def known(session: Session, email: str) -> Person:
    """Return who has the address, or say that nobody has."""
    found = person_called(session, email)
    if found is None:
        raise nobody(email)
    return found


def nobody(email: str) -> click.ClickException:
    """Say that nobody has the address."""
    return click.ClickException(f"Nobody here has the address {email}.")


@person.command()
@click.argument("email")
@click.pass_obj
def export(door: Door, email: str) -> None:
    """Print all that is kept about a person, as JSON."""
    with Session(door.engine()) as session:
        person = person_called(session, email)
        said = personal.everything(session, person) if person else personal.outside(session, email)
    if not said:
        raise nobody(email)
    click.echo(msgspec.json.format(msgspec.json.encode(said, enc_hook=str)).decode())


@person.command("erase")
@click.argument("email")
@click.option("--really", is_flag=True, help="Do it; without this it is only shown.")
@click.pass_obj
def erase_one(door: Door, email: str, really: bool) -> None:
    """Show what erasing a person would do and what would stay, and why; or do it."""
    config, now = door.config(), right_now()
    with Session(door.database(config)) as session, session.begin():
        found = person_called(session, email)
        if found is None:
            lines = outside(session, email)
            if really:
                erased.note_outside(Path(config.data.folder), config.secret(), email, now)
                forget_address(session, email)
        else:
            if really:
                erased.noting(Path(config.data.folder), config.secret(), now)(found)
            lines = erase(session, found, now) if really else personal.report(session, found)
    for line in lines:
        click.echo(told(line))
    click.echo("Erased." if really else "Nothing was changed. To do it: --really", err=True)


def outside(session: Session, email: str) -> list[Line]:
    """Say what is kept of who only reads the newsletter: all of it goes."""
    kept = personal.outside(session, email)
    if not kept:
        raise nobody(email)
    return [Line(name, len(rows), *personal.GOES) for name, rows in kept.items()]


def told(line: Line) -> str:
    """Say one line of the report."""
    return f"{line.fate:6} {line.rows:5} {line.place}: {line.why}"


@person.command("reset-second")
@click.argument("email")
@click.pass_obj
def reset_second(door: Door, email: str) -> None:
    """Forget a person's passkeys, app and recovery codes, when all are lost; they are told.

    They are signed out everywhere: whoever found the device may be signed in on it.
    """
    with Session(door.engine()) as session, session.begin():
        found = known(session, email)
        factors.remove_all(session, found)
        sessions.end_all(session, found, right_now())
        factors.tell_of_change(session, found, right_now())
    click.echo(f"{email} signs in by letter alone until a second factor is added.")
