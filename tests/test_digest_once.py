"""Nothing is lost and nothing told twice: each test is named after what would do either."""

import os
import random
import signal
import subprocess
import sys
import time as clock_time
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from jobs.clock import LEASE, Job, tick
from jobs.digest import digest, write_due
from models import (
    Answer,
    CallChange,
    Interest,
    Letter,
    Membership,
    Mention,
    Notice,
    Pace,
    Partner,
    Person,
    Rhythm,
    Role,
    Stance,
    Topic,
    Watermark,
)
from models.database import connect
from tests.conftest import NOON, People, make_call, make_person, make_source
from tests.fitting import make_match
from workflow.letters.rhythms import LATE, QUARTER, Usual
from workflow.timetable import Every

USUAL = Usual()
TUESDAY = datetime(2026, 1, 13, 5, 30, tzinfo=UTC)  # 06:30 in Stockholm
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def stored(either_database: Engine) -> Engine:
    return either_database


def crowd(engine: Engine, people: int, calls: int) -> None:
    """Let some people, each in a partner of their own, be fitted by some calls."""
    with Session(engine) as session, session.begin():
        source = make_source()
        found = [make_call(source, number, f"Call {number}") for number in range(calls)]
        session.add_all(found)
        for number in range(people):
            person = make_person(f"P{number}", "town", "en")
            partner = Partner(name=f"Partner {number}")
            person.memberships.append(Membership(partner=partner, role=Role.REPRESENTATIVE))
            partner.interests = [Interest(title="Lakes", text="Lakes")]
            session.add(person)
            session.flush()
            for call in found:
                make_match(session, partner.interests[0], call, at=TUESDAY - DAY)


def known_before(engine: Engine, until: datetime = TUESDAY - WEEK) -> None:
    """Let everybody have been thought of the week before."""
    with Session(engine) as session, session.begin():
        for id in session.scalars(select(Person.id)):
            for topic in (Topic.DIGEST, Topic.REMINDER, Topic.SOURCES):
                session.merge(Watermark(person_id=id, topic=topic, until=until, at=until))


def told(engine: Engine) -> Counter[tuple[int, int]]:
    """Return how often each person was told of each call."""
    with Session(engine) as session:
        rows = session.execute(select(Notice.person_id, Notice.call_id))
        return Counter((person, call) for person, call in rows)


def letters(engine: Engine) -> list[Letter]:
    with Session(engine) as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def run(engine: Engine, now: datetime, *, carried: bool = False) -> int:
    return write_due(engine, now, USUAL, carried=carried)


def test_the_hour_comes_and_each_is_written_to_once(stored: Engine) -> None:
    crowd(stored, 3, 2)
    known_before(stored)

    written = [run(stored, TUESDAY + n * QUARTER) for n in (-1, 0, 0, 1, 2)]

    assert written == [0, 3, 0, 0, 0]
    assert {each.about for each in letters(stored)} == {"2026-01-13"}
    assert {*told(stored).values()} == {1}


def test_two_clocks_at_once_write_one_letter_each(stored: Engine, either_url: str) -> None:
    crowd(stored, 30, 2)
    known_before(stored)
    start, written = Barrier(3), []

    def begin() -> None:
        engine = connect(either_url)
        start.wait()
        written.append(run(engine, TUESDAY))
        engine.dispose()

    threads = [Thread(target=begin) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sum(written) == len(letters(stored)) == 30
    assert {*told(stored).values()} == {1}


CHILD = """
import sys
from datetime import datetime
from jobs import digest
from models.database import connect
from workflow.letters.rhythms import Usual
digest.AT_ONCE = 3
print("ready", flush=True)
digest.write_due(connect(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), Usual(), carried=False)
"""


def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(
    stored: Engine, either_url: str
) -> None:
    kills = int(os.environ.get("SAMSOK_KILLS", "8"))
    people, calls = 10 * kills, 3  # more than can be written between the kills
    crowd(stored, people, calls)
    known_before(stored)
    dice, struck = random.Random(7), 0
    order = [sys.executable, "-c", CHILD, either_url, TUESDAY.isoformat()]

    for _ in range(kills):
        with subprocess.Popen(order, stdout=subprocess.PIPE) as child:
            assert child.stdout
            child.stdout.readline()
            clock_time.sleep(dice.uniform(0, 0.5))
            child.kill()
            struck += child.wait(60) == -signal.SIGKILL
        told_of = told(stored)
        written = {each.person_id for each in letters(stored)}
        # A letter and what it tells are there together, or neither is.
        assert {person for person, _ in told_of} == written
        assert {*told_of.values()} <= {1}
    run(stored, TUESDAY)

    assert struck > 0
    assert len(letters(stored)) == people
    assert told(stored) == {
        (person, call): 1 for person in range(1, people + 1) for call in range(1, calls + 1)
    }


def test_a_missed_week_is_made_up_once_for_now(stored: Engine) -> None:
    crowd(stored, 1, 1)
    known_before(stored)
    friday = TUESDAY + 3 * DAY

    assert [run(stored, friday), run(stored, friday + QUARTER)] == [1, 0]

    [letter] = letters(stored)
    assert friday - TUESDAY > LATE
    assert letter.about == "2026-01-16"


def test_an_hour_missed_by_little_keeps_its_day(stored: Engine) -> None:
    crowd(stored, 1, 1)
    known_before(stored)

    assert run(stored, TUESDAY + 30 * HOUR) == 1

    assert [each.about for each in letters(stored)] == ["2026-01-13"]


def test_whoever_is_new_waits_for_the_next_usual_hour(stored: Engine) -> None:
    crowd(stored, 1, 1)

    written = [run(stored, TUESDAY + after) for after in (DAY, 2 * DAY, WEEK - QUARTER, WEEK)]

    assert written == [0, 0, 0, 1]


def test_those_who_want_it_at_once_are_told_at_once_and_again_of_what_is_newer(
    stored: Engine,
) -> None:
    crowd(stored, 1, 1)
    with Session(stored) as session, session.begin():
        session.add(Rhythm(person_id=1, pace=Pace.AT_ONCE, zone=""))

    written = [run(stored, TUESDAY), run(stored, TUESDAY + QUARTER)]
    with Session(stored) as session, session.begin():
        call = make_call(make_source("z"), 9, "Fresh")
        make_match(session, session.get_one(Interest, 1), call, at=TUESDAY + QUARTER)
    written += [run(stored, TUESDAY + 2 * QUARTER), run(stored, TUESDAY + 3 * QUARTER)]

    assert written == [1, 0, 1, 0]
    assert "Fresh" in letters(stored)[-1].text


def test_a_digest_that_never_left_is_taken_back_and_told_in_the_next(stored: Engine) -> None:
    crowd(stored, 1, 2)
    known_before(stored)
    with Session(stored) as session, session.begin():
        session.add(Rhythm(person_id=1, pace=Pace.DAILY, zone=""))
    run(stored, TUESDAY, carried=True)

    run(stored, TUESDAY + DAY, carried=True)

    [letter] = letters(stored)
    assert letter.about == "2026-01-14"
    assert letter.subject.startswith("2 new calls")
    assert {*told(stored).values()} == {1}


def test_a_digest_that_left_is_not_told_again(stored: Engine) -> None:
    crowd(stored, 1, 2)
    known_before(stored)
    with Session(stored) as session, session.begin():
        session.add(Rhythm(person_id=1, pace=Pace.DAILY, zone=""))
    run(stored, TUESDAY, carried=True)
    with Session(stored) as session, session.begin():
        session.execute(update(Letter).values(sent_at=TUESDAY + HOUR))

    assert run(stored, TUESDAY + DAY, carried=True) == 0


def test_a_digest_in_the_hands_of_a_carrier_is_waited_for(stored: Engine) -> None:
    crowd(stored, 1, 2)
    known_before(stored)
    with Session(stored) as session, session.begin():
        session.add(Rhythm(person_id=1, pace=Pace.DAILY, zone=""))
    run(stored, TUESDAY, carried=True)
    with Session(stored) as session, session.begin():
        held = {"carrier": "a", "lease_until": TUESDAY + DAY + HOUR}
        session.execute(update(Letter).values(**held))

    assert run(stored, TUESDAY + DAY, carried=True) == 0
    assert run(stored, TUESDAY + DAY + 2 * HOUR, carried=True) == 1
    assert len(letters(stored)) == 1


# The defects that stand in other programmes' own code.


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


def test_a_change_of_the_last_moment_falls_into_exactly_one_window(stored: Engine) -> None:
    crowd(stored, 1, 1)
    known_before(stored)
    run(stored, TUESDAY)
    edge = TUESDAY + WEEK - timedelta(minutes=1)
    with Session(stored) as session, session.begin():
        for number, at in enumerate((edge - timedelta(seconds=1), edge)):
            session.add(CallChange(call_id=1, field=("title", "season")[number], old='"a"',
                                   new=f'"b{number}"', noticed_at=at))  # fmt: skip

    run(stored, TUESDAY + WEEK)
    run(stored, TUESDAY + 2 * WEEK)

    said = [each.text for each in letters(stored)]
    assert [["b0" in each, "b1" in each] for each in said[1:]] == [[True, False], [False, True]]


def test_a_reminder_is_a_letter_of_its_own_where_no_digest_is_due(stored: Engine) -> None:
    crowd(stored, 1, 1)
    with Session(stored) as session, session.begin():
        session.add(Stance(partner_id=1, call_id=1, answer=Answer.WATCH, version=1, answered_by=1,
                           answered_at=NOON))  # fmt: skip
    day = datetime(2026, 2, 15, 5, 30, tzinfo=UTC)  # a Sunday
    known_before(stored, day - DAY)

    written = [run(stored, day + n * QUARTER) for n in (-1, 0, 1)]

    assert written == [0, 1, 0]
    [letter] = letters(stored)
    assert (letter.kind, letter.about) == ("reminder", "2026-02-15")
    assert letter.subject.replace("\u00a0", " ") == "Closes on 1 March: Call 0"
    with Session(stored) as session:
        assert session.scalars(select(Mention.about)).all() == ["2026-03-01:14"]


def test_the_clock_itself_makes_up_what_it_missed(stored: Engine) -> None:
    crowd(stored, 2, 1)
    known_before(stored)
    job = Job("digest", Every(QUARTER), lambda now: run(stored, now))
    moments = iter([TUESDAY - QUARTER, TUESDAY - QUARTER, TUESDAY + 5 * HOUR, TUESDAY + 5 * HOUR])

    tick(stored, [job], owner="a", clock=lambda: next(moments))
    tick(stored, [job], owner="b", clock=lambda: next(moments))

    assert len(letters(stored)) == 2
    assert timedelta() < LEASE


def test_who_leaves_every_partner_is_written_to_no_more(stored: Engine) -> None:
    crowd(stored, 2, 1)
    known_before(stored)
    with Session(stored) as session, session.begin():
        session.execute(delete(Membership).where(Membership.person_id == 1))

    assert run(stored, TUESDAY) == 1
