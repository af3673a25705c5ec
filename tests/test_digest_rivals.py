"""The defects that stand in other programs' own code do not stand in ours."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from jobs.digest import digest
from models import (
    Answer,
    CallChange,
    Interest,
    Letter,
    Pace,
    Person,
    Rhythm,
    Stance,
    Topic,
    Watermark,
)
from tests.conftest import NOON, People, make_call, make_source
from tests.crowds import (
    DAY,
    HOUR,
    TUESDAY,
    USUAL,
    WEEK,
    crowd,
    known_before,
    letters,
    run,
    stored,
    told,
)
from tests.fitting import make_match
from workflow.letters.rhythms import QUARTER

__all__ = ["stored"]  # fixtures


def test_rival_1_a_call_beyond_the_first_ones_is_announced_all_the_same(stored: Engine) -> None:
    crowd(stored, 1, 26)
    known_before(stored)

    for number in range(4):
        run(stored, TUESDAY + number * WEEK)

    assert len(told(stored)) == 26
    assert {*told(stored).values()} == {1}


def test_rival_2_a_reminder_swallows_no_change_and_a_change_no_reminder(
    session: Session, people: People
) -> None:
    stance = Stance(partner=people.town, call=people.lakes, answer=Answer.JOIN, version=1,
                    answered_by=people.ada.id, answered_at=NOON)  # fmt: skip
    session.add(stance)
    session.add(Rhythm(person_id=people.ada.id, pace=Pace.REMINDERS, zone=""))
    session.flush()
    day = datetime(2026, 2, 15, 6, tzinfo=UTC)
    marks = [Watermark(person_id=people.ada.id, topic=topic, until=day - DAY, at=day - DAY)
             for topic in (Topic.DIGEST, Topic.REMINDER)]  # fmt: skip
    session.add_all(marks)
    change = CallChange(call=people.lakes, field="title", old='"Lakes"', new='"Cleaner lakes"',
                        noticed_at=day - HOUR)  # fmt: skip
    session.add(change)
    session.commit()
    engine, ada = session.get_bind(), people.ada.id
    assert isinstance(engine, Engine)
    session.close()

    run(engine, day)  # the reminder, alone
    with Session(engine) as again, again.begin():
        again.execute(update(Rhythm).values(pace=Pace.DAILY))
    run(engine, day + DAY)  # the change, which came before it
    run(engine, day + 12 * DAY)  # the second reminder, after it

    mine = [each for each in letters(engine) if each.person_id == ada]
    assert [each.kind for each in mine] == ["reminder", "digest", "digest"]
    assert "Title: Lakes -> Cleaner lakes" in mine[1].text
    assert "DAYS THAT COME NEAR" in mine[2].text


def test_rival_3_one_who_cannot_be_written_to_keeps_no_other_waiting(stored: Engine) -> None:
    crowd(stored, 3, 1)
    known_before(stored)
    with Session(stored) as session, session.begin():
        session.execute(update(Person).where(Person.id == 2).values(erased_at=TUESDAY - DAY))

    assert run(stored, TUESDAY) == 2

    assert {each.person_id for each in letters(stored)} == {1, 3}


def test_rival_4_a_letter_that_breaks_takes_its_marks_with_it(
    stored: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(stored, 1, 1)
    known_before(stored)
    with monkeypatch.context() as broken:
        broken.setattr("papers.letters.FOLDER", Path("/nowhere"))
        from papers import letters as desks

        desks.desk.cache_clear()
        with pytest.raises(Exception, match="not found"):
            run(stored, TUESDAY)
    desks.desk.cache_clear()

    with Session(stored) as session:
        assert session.scalar(select(func.max(Watermark.until))) == TUESDAY - WEEK
    assert run(stored, TUESDAY + HOUR) == 1


def test_rival_5_a_call_that_was_read_late_is_told_whatever_its_own_dates_say(
    stored: Engine,
) -> None:
    crowd(stored, 1, 0)
    known_before(stored)
    run(stored, TUESDAY)
    with Session(stored) as session, session.begin():
        opened_long_ago = TUESDAY.date() - timedelta(days=40)
        call = make_call(make_source(), 1, "Late", opens=opened_long_ago)
        make_match(session, session.get_one(Interest, 1), call, at=TUESDAY - HOUR)  # written later

    # Two weeks are missed, and the job is run twice when the clock is back.
    assert [run(stored, TUESDAY + 3 * WEEK), run(stored, TUESDAY + 3 * WEEK + QUARTER)] == [1, 0]


def test_rival_6_one_page_that_is_there_says_nothing_of_another_that_is_gone(
    session: Session, people: People
) -> None:
    other = make_call(people.source, 2, "Mills")
    for call in (people.lakes, other):
        session.add(Stance(partner=people.town, call=call, answer=Answer.JOIN, version=1,
                           answered_by=people.ada.id, answered_at=NOON))  # fmt: skip
    people.lakes.page_gone_since, other.page_looked_at = NOON + HOUR, NOON + 2 * HOUR
    session.flush()

    digest(session, NOON + DAY, USUAL.zone)

    said = session.scalars(select(Letter.text)).one()
    assert "Cleaner lakes\n  The funder's page is no longer there" in said
    assert "Mills" not in said


def test_rival_7_a_change_is_told_old_and_new_and_once_to_each(stored: Engine) -> None:
    crowd(stored, 3, 1)
    known_before(stored)
    run(stored, TUESDAY)
    with Session(stored) as session, session.begin():
        session.add(CallChange(call_id=1, field="title", old='"Ponds"', new='"Call 0"',
                               noticed_at=TUESDAY + DAY))  # fmt: skip

    written = [run(stored, TUESDAY + WEEK), run(stored, TUESDAY + 2 * WEEK)]

    assert written == [3, 0]
    assert all("Title: Ponds -> Call 0" in each.text for each in letters(stored)[3:])


def test_rival_8_what_came_back_to_what_it_was_is_no_change(stored: Engine) -> None:
    crowd(stored, 1, 1)
    known_before(stored)
    run(stored, TUESDAY)
    with Session(stored) as session, session.begin():
        for old, new, days in (('"Call 0"', '"CALL 0"', 1), ('"CALL 0"', '"Call 0"', 2)):
            session.add(CallChange(call_id=1, field="title", old=old, new=new,
                                   noticed_at=TUESDAY + days * DAY))  # fmt: skip

    assert run(stored, TUESDAY + WEEK) == 0


@pytest.mark.parametrize(("hour", "there"), [(10, True), (12, False)])
def test_rival_9_a_last_day_lasts_until_its_hour_where_the_funder_is(
    session: Session, people: People, hour: int, there: bool
) -> None:
    make_match(session, people.town.interests[0], people.lakes)  # until noon in Stockholm

    written = digest(session, datetime(2026, 3, 1, hour, 30, tzinfo=UTC), USUAL.zone)

    assert bool(written) is there


def test_rival_10_each_has_a_window_of_their_own_that_recovers(stored: Engine) -> None:
    crowd(stored, 2, 1)
    known_before(stored)
    with Session(stored) as session, session.begin():
        session.add(Rhythm(person_id=2, pace=Pace.DAILY, at=time(18), zone=""))
    run(stored, TUESDAY)
    with Session(stored) as session, session.begin():
        session.add(CallChange(call_id=1, field="title", old='"Ponds"', new='"Call 0"',
                               noticed_at=TUESDAY + HOUR))  # fmt: skip

    run(stored, TUESDAY + 12 * HOUR)  # to the daily one
    run(stored, TUESDAY + WEEK)

    mine = {id: [each.text for each in letters(stored) if each.person_id == id] for id in (1, 2)}
    assert [["Ponds" in each for each in mine[id]] for id in (1, 2)] == [[False, True]] * 2
