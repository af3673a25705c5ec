"""What a person settles in a call holds; the source's own word stays, and each is told once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.digest import digest
from jobs.match import match
from jobs.store import store
from lexicon.terms import Amount, DateKind, Deadline, DeadlineModel, Doubt, Status
from models import (
    Answer,
    Call,
    CallChange,
    Correction,
    Event,
    Letter,
    Membership,
    Partner,
    Person,
    Role,
    Source,
)
from models.event import first_broken
from papers.wording import say
from scrapers import Draft, Reading
from tests.conftest import NOON, People, make_call, make_person, make_source
from workflow import Conflict, Refused, can
from workflow.answers import stances
from workflow.calls.drafts import as_it_stood, draft_of
from workflow.collecting import reviewing
from workflow.collecting.waiting import count_waiting, waiting
from workflow.history import phrase

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


def test_a_confirmed_day_is_certain_and_waits_no_more(desk: Desk) -> None:
    assert desk.waits()
    assert not desk.call.certain

    desk.confirm()

    assert not desk.waits()
    assert desk.call.certain
    assert desk.days() == [FIRST.day]
    assert desk.changes() == []


def test_a_corrected_day_holds_and_the_sources_own_stays_beside_it(desk: Desk) -> None:
    desk.correct(FIFTH)

    (point,) = reviewing.points(desk.call)
    assert desk.days() == [FIFTH.day]
    assert point.said.deadlines == (FIRST,)
    assert point.corrected
    assert point.settled
    assert point.settled.by is desk.by


def test_a_correction_is_noted_as_a_change(desk: Desk) -> None:
    desk.correct(FIFTH, now=NOON + DAY)

    (change,) = desk.changes()
    assert (change.field, change.held, change.noticed_at) == ("deadlines", False, NOON + DAY)
    assert as_it_stood(desk.call, NOON).deadlines == (FIRST,)


@pytest.mark.parametrize(
    ("days", "rolling", "model"),
    [
        ((FIFTH,), False, DeadlineModel.SINGLE),
        ((FIFTH, NINTH), False, DeadlineModel.MULTIPLE_CUTOFF),
        (
            (Deadline(day=FIFTH.day, kind=DateKind.STAGE_1), NINTH),
            False,
            DeadlineModel.TWO_STAGE,
        ),
        ((), True, DeadlineModel.ROLLING),
        ((), False, DeadlineModel.UNKNOWN),
    ],
)
def test_the_kind_of_deadline_follows_the_days(
    desk: Desk, days: tuple[Deadline, ...], rolling: bool, model: DeadlineModel
) -> None:
    desk.correct(*days, rolling=rolling)

    assert desk.call.deadline_model is model
    assert desk.call.certain


def test_a_later_reading_does_not_move_what_was_settled(desk: Desk) -> None:
    desk.correct(FIFTH)

    desk.read(FIRST, doubts=(UNSURE,), now=NOON + DAY)

    assert desk.days() == [FIFTH.day]
    assert not desk.waits()


def test_a_source_that_changes_its_mind_waits_again_while_the_correction_holds(desk: Desk) -> None:
    desk.correct(FIFTH)
    desk.session.commit()

    desk.read(NINTH, now=NOON + DAY)

    (point,) = reviewing.points(desk.call)
    assert desk.days() == [FIFTH.day]
    assert (point.stale, point.said.deadlines) == (True, (NINTH,))
    assert desk.waits()
    assert len(desk.changes()) == 1


def test_a_stale_correction_may_be_kept_or_follow_the_source(desk: Desk) -> None:
    desk.correct(FIFTH)
    desk.read(NINTH, now=NOON + DAY)

    desk.confirm(now=NOON + DAY)
    kept, waits = desk.days(), desk.waits()
    desk.correct(NINTH, now=NOON + DAY)

    assert (kept, waits) == ([FIFTH.day], False)
    assert desk.days() == [NINTH.day]
    assert not desk.waits()


def test_a_source_that_comes_round_to_the_correction_asks_nobody(desk: Desk) -> None:
    desk.correct(FIFTH)

    desk.read(FIFTH, now=NOON + DAY)

    assert not desk.waits()


def test_the_same_in_another_order_is_no_change_of_mind(desk: Desk) -> None:
    desk.read(FIRST, FIFTH, doubts=(UNSURE,))
    desk.confirm()

    desk.read(FIFTH, FIRST, doubts=(UNSURE, UNSURE))

    assert not desk.waits()


def test_what_is_taken_back_is_the_sources_again_and_waits(desk: Desk) -> None:
    desk.correct(FIFTH)

    desk.reopen()

    assert desk.days() == [FIRST.day]
    assert desk.session.scalars(select(Correction)).all() == []
    assert not desk.call.certain
    assert desk.waits()


def test_twice_is_as_good_as_once(desk: Desk) -> None:
    seen = desk.seen()
    again: list[Callable[[], None]] = [
        lambda: reviewing.confirm(
            desk.session, desk.call, "deadlines", seen=seen, by=desk.by, now=NOON
        ),
        lambda: desk.correct(FIFTH),
        desk.reopen,
    ]

    for act in again:
        act()
        act()

    events = desk.session.scalars(select(Event).order_by(Event.id)).all()
    assert [say(phrase(each), "en") for each in events] == [
        "Deadline: confirmed.",
        "Deadline: corrected.",
        "Deadline: given back to the source.",
    ]
    assert first_broken(desk.session.scalars(select(Event).order_by(Event.id))) is None


def test_the_slower_of_two_sees_what_the_first_did(desk: Desk) -> None:
    seen = desk.seen()
    desk.correct(FIFTH)

    with pytest.raises(Conflict) as conflict:
        desk.correct(NINTH, seen=seen)
    with pytest.raises(Conflict):
        reviewing.confirm(desk.session, desk.call, "deadlines", seen=seen, by=desk.by, now=NOON)

    assert "2026-03-09" in str(conflict.value.message.values["mine"])
    assert "2026-03-05" in str(conflict.value.message.values["theirs"])
    assert desk.days() == [FIFTH.day]


def test_two_who_say_the_same_do_not_disturb_each_other(desk: Desk) -> None:
    seen = desk.seen()
    desk.correct(FIFTH)

    desk.correct(FIFTH, seen=seen)

    assert len(desk.session.scalars(select(Event)).all()) == 1


def test_nobody_confirms_what_the_source_no_longer_says(desk: Desk) -> None:
    seen = desk.seen()
    desk.read(NINTH, doubts=(UNSURE,))

    with pytest.raises(Conflict):
        reviewing.confirm(desk.session, desk.call, "deadlines", seen=seen, by=desk.by, now=NOON)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COORDINATOR, True),
        (Role.OPERATOR, True),
        (Role.PROJECT_GROUP, True),
        (Role.REPRESENTATIVE, False),
        (Role.SIGNATORY, False),
    ],
)
def test_who_works_for_all_may_review(desk: Desk, role: Role, may: bool) -> None:
    eve = make_person("Eve", "club")
    eve.memberships.append(Membership(partner=Partner(name="Club", area="SE"), role=role))
    desk.session.add(eve)
    desk.session.flush()
    desk.by = eve

    if may:
        desk.confirm()
    else:
        with pytest.raises(Refused):
            desk.confirm()

    assert can(eve, "review", desk.call) is may
    assert desk.call.certain is may


def test_money_title_and_words_are_settled_one_by_one(desk: Desk) -> None:
    most = (Amount(currency="SEK", most=Decimal(400000)),)
    for field, value in (("amounts", most), ("title", "Clean lakes"), ("applicants", "Alla")):
        seen = desk.seen(field)
        reviewing.correct(
            desk.session, desk.call, field, value, seen=seen, by=desk.by, now=NOON
        )  # fmt: skip
    desk.read(FIRST, doubts=(UNSURE,))

    assert (desk.call.amounts, desk.call.title, desk.call.applicants) == (
        most,
        "Clean lakes",
        "Alla",
    )
    assert [each.field for each in reviewing.points(desk.call) if each.doubts] == ["deadlines"]


def test_a_title_cannot_be_taken_away(desk: Desk) -> None:
    with pytest.raises(Refused, match="title"):
        reviewing.correct(
            desk.session, desk.call, "title", " ", seen=desk.seen("title"), by=desk.by, now=NOON
        )


@pytest.mark.parametrize("field", ["identifier", "url", "uncertain", "nothing"])
def test_what_a_call_is_known_by_is_not_written_anew(desk: Desk, field: str) -> None:
    with pytest.raises(Refused):
        reviewing.correct(desk.session, desk.call, field, "x", seen="", by=desk.by, now=NOON)


def test_a_doubted_identity_is_confirmed_like_a_day(desk: Desk) -> None:
    desk.call.uncertain = (Doubt(field="identifier", words="Call 7"),)
    desk.session.commit()

    desk.confirm(field="identifier")

    assert desk.call.certain
    assert not desk.waits()


def test_a_doubted_zone_goes_with_its_days(desk: Desk) -> None:
    desk.call.uncertain = (Doubt(field="zone", words="12.00"),)
    desk.session.commit()
    assert [each.field for each in reviewing.points(desk.call)] == ["deadlines"]

    desk.confirm()

    assert not desk.waits()


def test_the_nearest_day_comes_first_and_what_passed_last(desk: Desk) -> None:
    far: dict[str, Any] = {"uncertain": (UNSURE,)}
    other = make_source("other")
    calls = [
        make_call(other, 2, "Passed", deadlines=(Deadline(day=date(2025, 12, 1)),), **far),
        make_call(other, 3, "Undated", deadlines=(), **far),
        make_call(other, 4, "Soon", deadlines=(Deadline(day=date(2026, 1, 20)),), **far),
        make_call(other, 5, "Long gone", deadlines=(Deadline(day=date(2024, 1, 1)),), **far),
        make_call(other, 6, "Closed", status=Status.CLOSED, **far),
        make_call(other, 7, "Sure"),
    ]
    desk.session.add_all(calls)
    desk.session.flush()

    titles = [desk.session.get_one(Call, id).title for id in waiting(desk.session, NOON)]
    count = count_waiting(desk.session, NOON)

    assert titles == ["Soon", "Cleaner lakes", "Undated", "Passed"]
    assert count == 4


def test_a_call_that_is_settled_a_week_later_is_told_once_as_new(desk: Desk) -> None:
    before = desk.digests(NOON + DAY)
    desk.confirm(now=NOON + WEEK)
    desk.session.commit()

    told = desk.digests(NOON + WEEK + DAY)
    after = desk.digests(NOON + 2 * WEEK)

    assert [before, after] == [[], []]
    assert ["Cleaner lakes" in each.text for each in told] == [True]


def test_a_corrected_day_of_a_new_call_is_told_as_new_and_not_as_a_change(desk: Desk) -> None:
    desk.correct(FIFTH, now=NOON + WEEK)
    desk.session.commit()

    (letter,) = desk.digests(NOON + WEEK + DAY)

    assert "5 March" in letter.text.replace("\u00a0", " ")
    assert "Changed since last time".upper() not in letter.text
    assert desk.digests(NOON + 2 * WEEK) == []


def test_a_day_that_changes_in_doubt_is_told_once_somebody_has_looked(desk: Desk) -> None:
    desk.call.uncertain = ()
    desk.session.commit()
    desk.digests(NOON + DAY)
    desk.read(FIFTH, doubts=(UNSURE,), now=NOON + 2 * DAY)
    in_doubt = desk.digests(NOON + WEEK)

    desk.confirm(now=NOON + WEEK + DAY)
    desk.session.commit()
    (letter,) = desk.digests(NOON + 2 * WEEK)

    words = letter.text.replace("\u00a0", " ")
    assert in_doubt == []
    assert "1 March 2026, 12:00 -> 5 March 2026" in words
    assert desk.digests(NOON + 3 * WEEK) == []


def test_a_change_that_the_source_itself_makes_certain_is_told_then(desk: Desk) -> None:
    desk.call.uncertain = ()
    desk.session.commit()
    desk.digests(NOON + DAY)
    desk.read(FIFTH, doubts=(UNSURE,), now=NOON + 2 * DAY)
    in_doubt = desk.digests(NOON + WEEK)

    desk.read(FIFTH, now=NOON + WEEK + DAY)

    assert in_doubt == []
    assert len(desk.digests(NOON + 2 * WEEK)) == 1


def test_a_doubted_change_that_is_corrected_is_told_as_one(desk: Desk) -> None:
    desk.call.uncertain = ()
    desk.session.commit()
    desk.digests(NOON + DAY)
    desk.read(FIFTH, doubts=(UNSURE,), now=NOON + 2 * DAY)
    desk.correct(NINTH, now=NOON + 3 * DAY)
    desk.session.commit()

    (letter,) = desk.digests(NOON + WEEK)

    assert "5 March" not in letter.text.replace("\u00a0", " ")
    assert "1 March 2026, 12:00 -> 9 March 2026" in letter.text.replace("\u00a0", " ")


def test_who_answered_hears_of_a_correction(desk: Desk) -> None:
    stances.answer(
        desk.session, desk.people.university, desk.call, Answer.JOIN, by=desk.people.ben, now=NOON
    )
    desk.correct(FIFTH, now=NOON + DAY)
    desk.session.commit()

    desk.digests(NOON + WEEK)

    ben = select(Letter).filter_by(person_id=desk.people.ben.id, kind="digest")
    assert "5 mars" in desk.session.scalars(ben).one().text.replace("\u00a0", " ")


def test_who_corrects_while_another_does_waits_and_is_told(elsewhere: Engine) -> None:
    with Session(elsewhere) as first, ThreadPoolExecutor(1) as pool:
        desk = Desk(first)
        seen, call, cleo = desk.seen(), desk.call.id, desk.by.id
        first.commit()
        desk.correct(FIFTH)

        slower = pool.submit(correct_elsewhere, elsewhere, call, cleo, seen)
        with pytest.raises(TimeoutError):
            slower.result(timeout=0.5)
        first.commit()

        with pytest.raises(Conflict):
            slower.result(timeout=30)


def correct_elsewhere(engine: Engine, call: int, person: int, seen: str) -> None:
    with Session(engine) as session:
        reviewing.correct(
            session, session.get_one(Call, call), "deadlines", (NINTH,), seen=seen,
            by=session.get_one(Person, person), now=NOON,
        )  # fmt: skip


def test_a_reading_that_comes_meanwhile_writes_over_nothing(elsewhere: Engine) -> None:
    with Session(elsewhere) as first, ThreadPoolExecutor(1) as pool:
        desk = Desk(first)
        known, source = draft_of(desk.call), desk.source.id
        said = {name: getattr(known, name) for name in Draft.__struct_fields__}
        draft = Draft(**{**said, "deadlines": (NINTH,), "uncertain": ()})
        first.commit()
        desk.correct(FIFTH)

        reading = pool.submit(read_elsewhere, elsewhere, source, draft)
        with pytest.raises(TimeoutError):
            reading.result(timeout=0.5)
        first.commit()
        reading.result(timeout=30)

        first.expire_all()
        (point,) = reviewing.points(desk.call)
        assert (desk.days(), point.said.deadlines) == ([FIFTH.day], (NINTH,))
        assert desk.waits()
        assert count_waiting(first, NOON) == 1


def read_elsewhere(engine: Engine, source: int, draft: Draft) -> None:
    with Session(engine) as session:
        store(session, session.get_one(Source, source), Reading([draft], []), NOON)
        session.commit()
