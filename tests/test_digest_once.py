"""Nothing is lost and nothing told twice: each test is named after what would do either."""

import os
import random
import signal
import subprocess
import sys
import time as clock_time
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from jobs.clock import LEASE, Job, tick
from models import Answer, CallChange, Interest, Letter, Membership, Mention, Pace, Rhythm, Stance
from models.database import connect
from tests.conftest import NOON, make_call, make_source
from tests.crowds import DAY, HOUR, TUESDAY, WEEK, crowd, known_before, letters, run, stored, told
from tests.fitting import make_match
from workflow.letters.rhythms import LATE, QUARTER
from workflow.timetable import Every

__all__ = ["stored"]  # fixtures


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
