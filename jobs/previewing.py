"""samsok digest preview: what somebody would get, without writing anything."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from jobs.door import Door, right_now, usual_of
from models.database import reading
from workflow.letters.digests import preview
from workflow.letters.edition import edition
from workflow.partners.partnership import person_called


@click.group()
def digest() -> None:
    """Look at letters of what is new before they are written."""


@digest.command("preview")
@click.argument("email")
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="A moment to come, in the site's zone; now, if it is left out.",
)  # fmt: skip
@click.pass_obj
def show(door: Door, email: str, at: datetime | None) -> None:
    """Print the letter that a person would get."""
    config = door.config()
    now = at.replace(tzinfo=ZoneInfo(config.site.zone)).astimezone(UTC) if at else right_now()
    with Session(reading(door.database(config))) as session:
        person = person_called(session, email)
        if person is None:
            raise click.ClickException(f"Nobody here has the address {email}.")
        written = preview(session, edition(session, now, usual_of(config)), person)
    if written is None:
        raise click.ClickException("Nothing would be new by then, so no letter would be written.")
    click.echo(f"{written.subject}\n\n{written.text}")
