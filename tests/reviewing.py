"""A call with a doubtful day, and those who settle what holds."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import digest
from jobs.match import match
from jobs.store import store
from lexicon.terms import Deadline, Doubt
from models import CallChange, Letter
from scrapers import Draft, Reading
from tests.conftest import NOON, People, make_call, make_source
from workflow.calls.drafts import draft_of
from workflow.collecting import reviewing
from workflow.collecting.waiting import waiting

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ZONE = "Europe/Stockholm"
FIRST = Deadline(day=date(2026, 3, 1), time=time(12))
FIFTH, NINTH = Deadline(day=date(2026, 3, 5)), Deadline(day=date(2026, 3, 9))
OTHERS = ("Faster trains and signals", "Bread from old grain", "Music for the young", "Safe ice")
UNSURE = Doubt(field="deadlines", words="i början av mars", why="the year is not stated")


class Desk:
    """A call with a doubtful day, its source, and those who look at it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.people = People(session)
        self.call = self.people.lakes
        self.source = self.call.source
        self.by = self.people.cleo
        self.call.uncertain = (UNSURE,)
        self.people.town.interests[0].language = "en"
        known = make_source("known")  # enough calls to tell which words are rare
        session.add_all(
            make_call(known, number, title, f"{title}, in every town.", deadlines=())
            for number, title in enumerate(OTHERS)
        )
        session.commit()

    def seen(self, field: str = "deadlines") -> str:
        return reviewing.point(self.call, field).seen

    def confirm(self, now: datetime = NOON, field: str = "deadlines") -> None:
        seen = self.seen(field)
        reviewing.confirm(self.session, self.call, field, seen=seen, by=self.by, now=now)

    def correct(
        self, *days: Deadline, now: datetime = NOON, rolling: bool = False, seen: str = ""
    ) -> None:
        reviewing.correct(
            self.session, self.call, "deadlines", days, rolling=rolling,
            seen=seen or self.seen(), by=self.by, now=now,
        )  # fmt: skip

    def reopen(self, now: datetime = NOON) -> None:
        reviewing.reopen(
            self.session, self.call, "deadlines", seen=self.seen(), by=self.by, now=now
        )

    def read(self, *days: Deadline, now: datetime = NOON, doubts: tuple[Doubt, ...] = ()) -> None:
        """Let the source say these days."""
        known = draft_of(self.call)
        said = {name: getattr(known, name) for name in Draft.__struct_fields__}
        draft = Draft(**{**said, "deadlines": days, "uncertain": doubts})
        store(self.session, self.source, Reading([draft], []), now)
        self.session.commit()

    def days(self) -> list[date]:
        return [each.day for each in self.call.dates]

    def waits(self) -> bool:
        return self.call.id in waiting(self.session, NOON)

    def changes(self) -> list[CallChange]:
        self.session.flush()
        self.session.expire_all()
        return list(self.session.scalars(select(CallChange).order_by(CallChange.id)))

    def digests(self, now: datetime) -> list[Letter]:
        """Let the clock match and write at a moment; return what Ada gets."""
        match(self.session, now - timedelta(minutes=1))
        self.session.flush()
        digest(self.session, now, ZONE)
        self.session.commit()
        mine = select(Letter).filter_by(person_id=self.people.ada.id, kind="digest")
        return [each for each in self.session.scalars(mine) if each.written_at == now]


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)
