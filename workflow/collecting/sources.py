"""How the sources are: three words for everybody, seven states for who looks after them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Call, Outcome, Source, SourceRun
from models.health import GOOD, Health, bad_runs, health

LATE = timedelta(hours=2)  # after which a reading that was due says that no clock runs
RUNS, FEW = 20, 4
QUIET = 3  # times the usual gap between new calls
LEAST_GAP = timedelta(days=14)
GAPS = 3  # so few gaps say nothing of what is usual


@dataclass(frozen=True)
class Condition:
    """How a source is. `runs` are its last readings, the newest first.

    `word` is works, silent, unreadable, new or off; `state` says it more closely. `quiet_since` is
    when it last had a new call, if that is unusually long ago.
    """

    source: Source
    runs: Sequence[SourceRun]
    state: Health | None
    word: str
    quiet_since: datetime | None = None

    @property
    def run(self) -> SourceRun | None:
        """The last reading."""
        return self.runs[0] if self.runs else None

    @property
    def good(self) -> SourceRun | None:
        """The last good reading."""
        return next((run for run in self.runs if run.outcome in GOOD), None)

    @property
    def since(self) -> datetime | None:
        """Since when it could not be read."""
        bad = bad_runs(self.runs)
        return bad[-1].read_at if bad else None

    @property
    def ill(self) -> bool:
        """Whether someone should look at it."""
        return self.word in ("unreadable", "silent")

    @property
    def seen(self) -> list[int | None]:
        """How many calls each reading gave, the oldest first; None where it could not be read."""
        return [run.seen if run.outcome in GOOD else None for run in reversed(self.runs)]


def conditions(session: Session, now: datetime, *, brief: bool = False) -> list[Condition]:
    """Return how all sources are, those in trouble first.

    In brief, for pages that only mention it, without what new calls and older readings say.
    """
    runs = last_runs(session, FEW if brief else RUNS)
    found: dict[int, list[datetime]] = defaultdict(list) if brief else founds(session)
    made = [
        condition(source, runs[source.id], found[source.id], now)
        for source in session.scalars(select(Source).order_by(Source.funder, Source.id))
    ]
    return sorted(made, key=lambda each: (not each.ill, each.word == "off"))


def condition(
    source: Source, runs: Sequence[SourceRun], found: Iterable[datetime], now: datetime
) -> Condition:
    """Judge a source by its last readings, by when the next is due, and by its new calls."""
    state = health(runs, now)
    since = quiet(sorted(found), now)
    if not source.on:
        word = "off"
    elif state and state not in (Health.OK, Health.UNCHANGED):
        word = "unreadable"
    elif source.due_at + LATE < now or since:
        word = "silent"
    else:
        word = "works" if runs else "new"
    return Condition(source, runs, state, word, since)


def quiet(found: Sequence[datetime], now: datetime) -> datetime | None:
    """Return when the last new call came, if that is more than three usual gaps ago.

    Calls of one day count once; with fewer than three gaps nothing is usual.
    """
    days = sorted({each.date(): each for each in found}.values())
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(days)]
    if len(gaps) < GAPS:
        return None
    usual = timedelta(seconds=median(gaps))
    if now - days[-1] <= max(QUIET * usual, LEAST_GAP):
        return None
    return days[-1]


def last_runs(session: Session, most: int) -> dict[int, list[SourceRun]]:
    """Return each source's last readings, the newest first."""
    place = func.row_number().over(partition_by=SourceRun.source_id, order_by=SourceRun.id.desc())
    ranked = select(SourceRun.id, place.label("place")).subquery()
    newest = select(ranked.c.id).where(ranked.c.place <= most)
    runs: dict[int, list[SourceRun]] = defaultdict(list)
    for run in session.scalars(
        select(SourceRun).where(SourceRun.id.in_(newest)).order_by(SourceRun.id.desc())
    ):
        runs[run.source_id].append(run)
    return runs


def founds(session: Session) -> dict[int, list[datetime]]:
    """Return when each source's calls were found."""
    found: dict[int, list[datetime]] = defaultdict(list)
    for source_id, at in session.execute(select(Call.source_id, Call.found_at).distinct()):
        found[source_id].append(at)
    return found


def read_now(session: Session, source: Source, now: datetime) -> None:
    """Let the clock read a source as soon as it looks; one that is off stays off."""
    source.due_at = now


def accept(source: Source, run: SourceRun) -> None:
    """Take it that what made a reading suspect is right for this source, from now on."""
    if run.outcome is Outcome.SUSPECT and run.check:
        source.accepts = tuple(sorted({*source.accepts, run.check}))
