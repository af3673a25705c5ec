"""Fill the demo: the invented partnership, through the real path, as if over a week."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from zoneinfo import ZoneInfo

from msgspec.structs import asdict
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from demo import abroad, bids, limits, meetings, past, signatures, writing
from demo.funders import FUNDERS, DemoSite
from jobs import collect, digest, find_overlaps, group, match, remember
from models import Letter, Membership, Person, Role, Source, SourceRun
from scrapers import Source as Here
from scrapers import strip
from scrapers.fetching import Answer, Known
from scrapers.site import JSON, question
from workflow.partners import partnership
from workflow.writing import deadlines

PARTNERSHIP = Path(__file__).parents[1] / "demo" / "partnership.json"
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
BEFORE = timedelta(minutes=2)  # a letter tells what has been there for a minute


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
        parties = bars.add_task("Partners", total=None)
        with Session(engine) as session, session.begin():
            loaded = partnership.load(session, PARTNERSHIP.read_bytes())
            meetings.plan(session, today)
            seed(session, now - WEEK - DAY)
            past.live_through(session, someone(session, Role.COORDINATOR), now, zone)
        bars.update(parties, total=loaded, completed=loaded)
        live_through(engine, bars, "last week", now - WEEK, sites(today, earlier=True), owner, zone)
        with Session(engine) as session, session.begin():
            coordinator, then = someone(session, Role.COORDINATOR), now - WEEK + DAY
            abroad.begin(session, bids.begin(session, coordinator, then), coordinator, then)
            signatures.begin(session, now - WEEK + 3 * DAY + DAY / 2)
            limits.tell(session, coordinator, now - WEEK + 4 * DAY)
            writing.write(session, now - WEEK + 4 * DAY)
        live_through(engine, bars, "today", now, sites(today, earlier=False), owner, zone)
    with Session(engine) as session:
        return someone(session, Role.OPERATOR).id


def live_through(
    engine: Engine, bars: Progress, words: str, now: datetime, site_of: collect.SiteOf,
    owner: str, zone: str,
) -> None:  # fmt: skip
    """Do up to one moment all that the clock would do; a digest tells what came before it."""
    before = now - BEFORE
    reading = bars.add_task(f"Sources, {words}", total=len(FUNDERS))
    collect.collect(
        engine, site_of, owner=owner, clock=lambda: before, told=lambda run: bars.advance(reading),
        chance=lambda: 0.0,  # all are due again before the next time
    )  # fmt: skip
    steps: list[Callable[[Session], object]] = [
        lambda session: match.match(session, before),
        lambda session: find_overlaps.find_overlaps(session, before),
        lambda session: group.group(session, before),
        lambda session: remember.remember(session, before),
        lambda session: deadlines.follow(session, before),
        lambda session: digest.digest(session, now, zone),
    ]
    for step in bars.track(steps, description=f"Matches and letters, {words}"):
        with Session(engine) as session, session.begin():
            step(session)


def seed(session: Session, now: datetime) -> None:
    """Add the demo's sources, due at once."""
    for each in FUNDERS:
        session.add(Source(**asdict(each), on=True, hours=24 * 7, due_at=now))


def someone(session: Session, role: Role) -> Person:
    """Return the first person of a role."""
    known = select(Person).join(Person.memberships).where(Membership.role == role)
    return session.scalars(known.order_by(Person.id).limit(1)).one()


@dataclass
class NotingSite:
    """A packaged site that knows afterwards what it answered, as a live one does."""

    site: DemoSite
    private: tuple[str, ...]
    answers: list[Answer] = field(default_factory=list)

    @property
    def start(self) -> str:
        """Return where reading begins."""
        return self.site.start

    @property
    def today(self) -> date:
        """Return the day of the reading."""
        return self.site.today

    def get(self, url: str) -> bytes:
        """Return what is packaged."""
        return self._note(question(url), self.site.get(url))

    def post(self, url: str, body: bytes, media_type: str = JSON) -> bytes:
        """Return what is packaged."""
        return self._note(question(url, body), self.site.post(url, body, media_type))

    def _note(self, asked: str, said: bytes) -> bytes:
        kept = strip(said, self.private)
        self.answers.append(
            Answer(
                question=asked,
                packed=zlib.compress(kept),
                etag=None,
                last_modified=None,
                unchanged=False,
            )
        )
        return kept


def sites(day: date, *, earlier: bool) -> collect.SiteOf:
    """Return the demo's sites as they are on its day, or as they were before."""

    def site(source: Here, known: Mapping[str, Known]) -> NotingSite:
        return NotingSite(DemoSite(day, source.start, earlier), source.private)

    return site


def day_of(engine: Engine, zone: str) -> date:
    """Return the day that the demo was filled on."""
    with Session(engine) as session:
        filled = session.scalars(select(Letter.written_at).order_by(Letter.id.desc())).first()
    assert filled is not None
    return filled.astimezone(ZoneInfo(zone)).date()
