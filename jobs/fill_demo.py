"""Fill the demo: the invented partnership, through the real path, as if over a week."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from zoneinfo import ZoneInfo

from demo.funders import FUNDERS, DemoSite
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from demo import bids
from jobs import collect, digest, find_overlaps, match
from models import Membership, Partner, Person, Role, Source, SourceRun
from scrapers import Source as Here
from scrapers.fetching import Known
from workflow import partnership

PARTNERSHIP = Path(partnership.__file__).parents[1] / "demo" / "partnership.json"
WEEK = timedelta(weeks=1)


def forget(folder: Path) -> None:
    """Remove the demo's data folder."""
    rmtree(folder, ignore_errors=True)


def fill(engine: Engine, zone: str, *, owner: str, now: datetime, console: Console) -> int:
    """Fill an empty database with the demo, leave a filled one; return the operator's id."""
    with Session(engine) as session:
        if session.scalar(select(func.count(SourceRun.id))):
            return someone(session, Role.OPERATOR).id
    bars = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )
    today = now.astimezone(ZoneInfo(zone)).date()
    with bars:
        with Session(engine) as session, session.begin():
            begin = bars.add_task("Partners", total=None)
            partnership.load(session, PARTNERSHIP.read_bytes())
            partners = session.scalar(select(func.count(Partner.id))) or 0
            bars.update(begin, total=partners, completed=partners)
            seed(session, now - WEEK)
        for moment, earlier, words in ((now - WEEK, True, "last week"), (now, False, "today")):
            reading = bars.add_task(f"Sources, {words}", total=len(FUNDERS))
            collect.collect(
                engine,
                lambda source, known, earlier=earlier: DemoSite(today, source.start, earlier),  # type: ignore[misc]  # a lambda cannot say the type of its default
                owner=owner,
                clock=lambda moment=moment: moment,  # type: ignore[misc]  # as above
                told=lambda run, reading=reading: bars.advance(reading),  # type: ignore[misc]  # as above
            )
            steps = bars.add_task(f"Matches, bids and letters, {words}", total=4)
            with Session(engine) as session, session.begin():
                match.match(session, moment)
                bars.advance(steps)
            with Session(engine) as session, session.begin():
                digest.digest(session, moment + timedelta(minutes=5), zone)
                bars.advance(steps)
            with Session(engine) as session, session.begin():
                if earlier:
                    bids.begin(
                        session, someone(session, Role.COORDINATOR), moment + timedelta(days=1)
                    )
                bars.advance(steps)
            with Session(engine) as session, session.begin():
                find_overlaps.find_overlaps(
                    session, moment + timedelta(days=2) if earlier else moment
                )
                bars.advance(steps)
    with Session(engine) as session:
        return someone(session, Role.OPERATOR).id


def seed(session: Session, now: datetime) -> None:
    """Add the demo's sources, due at once."""
    for each in FUNDERS:
        session.add(Source(**each, on=True, hours=24 * 7, due_at=now))


def someone(session: Session, role: Role) -> Person:
    """Return the first person of a role."""
    known = select(Person).join(Person.memberships).where(Membership.role == role)
    return session.scalars(known.order_by(Person.id).limit(1)).one()


def site_of(engine: Engine, zone: str) -> collect.SiteOf:
    """Return the demo's sites as they are on the day that it was filled."""
    with Session(engine) as session:
        filled = session.scalars(select(func.max(SourceRun.read_at))).one()
    day: date = filled.astimezone(ZoneInfo(zone)).date()

    def site(source: Here, known: Mapping[str, Known]) -> DemoSite:
        return DemoSite(day, source.start, False)

    return site
