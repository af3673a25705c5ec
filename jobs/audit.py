"""samsok audit: is what is remembered still what was done, and evidence to take away."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from jobs import note_head
from jobs.door import Door, right_now
from models import Application
from models.database import reading
from workflow.applications.evidence import packed
from workflow.audit import Head, head, troubles


@click.group()
def audit() -> None:
    """Check the chain of events and the signatures, or take evidence out."""


@audit.command()
@click.option(
    "--receipt", "said", multiple=True, metavar="NUMBER:HEAD",
    help="An event and the head of the chain, as a receipt has them; as many as you like.",
)  # fmt: skip
@click.pass_obj
def verify(door: Door, said: tuple[str, ...]) -> None:
    """Name the first event that is broken, and all that heads and signatures do not bear out.

    The heads are those of the daily files and of the receipts in the outbox. Leaves with 1 if
    anything is wrong.
    """
    config = door.config()
    engine = door.database(config)
    try:
        heads = [*note_head.noted(Path(config.data.folder)), *(by_hand(each) for each in said)]
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with Session(reading(engine)) as session:
        wrong = list(troubles(session, heads))
        last = head(session)
    for each in wrong:
        click.echo(f"Event {each.number} {each.sentence}.")
    if wrong:
        raise click.ClickException("What is remembered is not what was done.")
    click.echo(f"All is as it was sealed, up to event {last.number}: {last.seal}")


def by_hand(said: str) -> tuple[str, Head]:
    """Read a head that somebody typed from a receipt."""
    number, _, seal = said.partition(":")
    if not number.isdecimal() or len(seal) != 64:
        raise ValueError(f"{said!r} is not a number, a colon and the 64 figures of a receipt")
    return "the receipt", Head(int(number), seal)


@audit.command()
@click.argument("application", type=int)
@click.option(
    "--to", "path", type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; else evidence-APPLICATION.zip.",
)  # fmt: skip
@click.pass_obj
def evidence(door: Door, application: int, path: Path | None) -> None:
    """Write what was signed in an application, and what checks it elsewhere, into a ZIP."""
    with Session(reading(door.engine())) as session:
        found = session.get(Application, application)
        if found is None:
            raise click.ClickException(f"There is no application {application}.")
        content = packed(session, found, right_now())
    path = path or Path(f"evidence-{application}.zip")
    path.write_bytes(content)
    click.echo(f"{path} is written. Unpack it and run: python3 verify.py")
