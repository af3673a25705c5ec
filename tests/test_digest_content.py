"""What stands in a letter, in which order, and what makes one worth writing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import digest
from lexicon.terms import Amount, Band, Deadline, DeadlineModel, Doubt, Eligibility, Rate, Verdict
from models import (
    Answer,
    Call,
    CallChange,
    Letter,
    Meeting,
    Membership,
    Mention,
    Notice,
    Outcome,
    Partner,
    Role,
    SourceRun,
    Stance,
)
from tests.conftest import NOON, People, make_call, make_source
from tests.fitting import make_match
from tests.reading import news_for

ZONE = "Europe/Stockholm"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def last(session: Session) -> Letter:
    return session.scalars(select(Letter).order_by(Letter.id.desc())).first() or Letter(text="")


def write(session: Session, now: datetime) -> int:
    return digest(session, now, ZONE)


def answer(
    session: Session, partner: Partner, call: Call, word: Answer, at: datetime = NOON
) -> None:
    stance = Stance(
        partner=partner, call=call, answer=word, version=1,
        answered_by=partner.memberships[0].person_id, answered_at=at,
    )  # fmt: skip
    session.add(stance)
    session.flush()


def change(session: Session, call: Call, field: str, old: Any, new: Any, at: datetime) -> None:
    said = [msgspec.json.encode(each).decode() for each in (old, new)]
    session.add(CallChange(call=call, field=field, old=said[0], new=said[1], noticed_at=at))
    session.flush()


def fill(
    session: Session, people: People, number: int, band: Band = Band.GOOD, **said: Any
) -> list[Call]:
    calls = [make_call(people.source, 100 + each, f"Call {each}", **said) for each in range(number)]
    for call in calls:
        make_match(session, people.town.interests[0], call, band=band)
    return calls


def test_a_call_has_all_that_one_decides_by(session: Session, people: People) -> None:
    call = make_call(
        people.source, 2, "Mills", applicants="Municipalities and associations",
        amounts=(Amount(currency="SEK", most=Decimal(600_000)),),
        rates=(Rate(funding_rate=Decimal(40)),),
    )  # fmt: skip
    unknown = Eligibility(condition="applicant", verdict=Verdict.UNKNOWN)
    area = Eligibility(condition="area", verdict=Verdict.UNKNOWN)
    make_match(session, people.town.interests[0], call, eligibility=(area, unknown))

    write(session, NOON)

    said = last(session).text.replace("\u00a0", " ")
    for words in (
        "Mills", "The Fund", "1 March 2026", "600,000 kr", "co-funding at least 60 %",
        "Who may apply: Municipalities and associations", "Why: your interest “Lakes”: lakes",
        "Note: the call does not say whether an organisation like yours may apply.",
    ):  # fmt: skip
        assert words in said
    assert said.count("Note:") == 1  # the weightiest alone


def test_a_doubt_is_told_where_every_condition_is_known(session: Session, people: People) -> None:
    doubt = Doubt(field="amounts", words="ca 5 milj")
    call = make_call(people.source, 2, "Mills", uncertain=(doubt,))
    make_match(session, people.town.interests[0], call)

    write(session, NOON)

    assert "Note: this could not be read with certainty: amount." in last(session).text


def test_whatever_is_over_comes_in_the_next_letter(session: Session, people: People) -> None:
    fill(session, people, 25)

    told = [write(session, NOON + number * WEEK) for number in range(4)]

    subjects = [each.subject for each in session.scalars(select(Letter).order_by(Letter.id))]
    assert told == [1, 1, 1, 0]
    assert [each.split(" new")[0] for each in subjects] == ["10", "10", "5"]
    first = session.scalars(select(Letter).order_by(Letter.id)).first()
    assert first is not None
    assert "15 more new calls fit you" in first.text
    notices = session.scalars(select(Notice.call_id)).all()
    assert len(notices) == len(set(notices)) == 25


def test_what_fits_only_somewhat_is_counted_once_and_does_not_come_back(
    session: Session, people: People
) -> None:
    fill(session, people, 4, band=Band.POSSIBLE)

    assert [write(session, NOON), write(session, NOON + WEEK)] == [1, 0]
    assert "3 more new calls fit you" in last(session).text


def test_a_call_that_opens_again_is_told_again_and_says_so(
    session: Session, people: People
) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    write(session, NOON)
    change(session, people.lakes, "status", "paused", "announced", NOON + HOUR)

    assert write(session, NOON + WEEK) == 1
    assert write(session, NOON + 2 * WEEK) == 0

    assert "* Cleaner lakes (open again)" in last(session).text
    assert "Open again" in last(session).html
    assert "paused" not in last(session).text


def test_a_call_with_a_new_day_after_it_had_closed_is_open_again(
    session: Session, people: People
) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    write(session, NOON)
    days = ((Deadline(day=date(2026, 1, 10)),), (Deadline(day=date(2026, 3, 1)),))
    change(session, people.lakes, "deadlines", *days, NOON + HOUR)

    write(session, NOON + WEEK)

    assert "(open again)" in last(session).text


@pytest.mark.parametrize("word", ["withdrawn", "paused"])
def test_what_is_taken_back_is_told(session: Session, people: People, word: str) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    write(session, NOON)
    change(session, people.lakes, "status", "announced", word, NOON + HOUR)

    write(session, NOON + WEEK)

    assert f"Status: announced -> {word}" in last(session).text


def test_a_rolling_call_is_told_once_and_listed_once_a_month(
    session: Session, people: People
) -> None:
    rolling = make_call(people.source, 2, "All year", deadlines=(),
                        deadline_model=DeadlineModel.ROLLING)  # fmt: skip
    make_match(session, people.town.interests[0], rolling)
    told = []
    for number in range(7):
        news_of_the_week = make_call(people.source, 10 + number, f"New {number}")
        make_match(session, people.town.interests[0], news_of_the_week,
                   at=NOON + number * WEEK - HOUR)  # fmt: skip
        write(session, NOON + number * WEEK)
        told.append("told before" in last(session).text.lower())

    # 12, 19, 26 January; 2, 9, 16, 23 February.
    assert told == [False, False, False, True, False, False, False]


def test_the_list_of_what_is_always_open_is_no_reason_for_a_letter(
    session: Session, people: People
) -> None:
    rolling = make_call(people.source, 2, "All year", deadlines=())
    make_match(session, people.town.interests[0], rolling)
    write(session, NOON)

    assert write(session, NOON + 5 * WEEK) == 0


def test_others_answers_to_a_call_that_one_follows_are_told(
    session: Session, people: People
) -> None:
    answer(session, people.town, people.lakes, Answer.WATCH, NOON - DAY)
    answer(session, people.university, people.lakes, Answer.LEAD)
    answer(session, people.hub, people.lakes, Answer.NO)

    write(session, NOON + DAY)

    ada = session.scalars(select(Letter).where(Letter.person_id == people.ada.id)).one()
    assert ada.subject == "Others have answered: Cleaner lakes"
    assert "University: We want to lead" in ada.text
    assert "Hub" not in ada.text
    assert write(session, NOON + 2 * DAY) == 0


def test_an_answer_that_may_be_taken_back_is_not_told_yet(session: Session, people: People) -> None:
    answer(session, people.town, people.lakes, Answer.WATCH, NOON - DAY)
    answer(session, people.university, people.lakes, Answer.JOIN, NOON)

    early = news_for(session, people.ada, NOON + timedelta(minutes=9))
    later = news_for(session, people.ada, NOON + timedelta(minutes=11))

    assert (early.answers, [call for call, _ in later.answers]) == ([], [people.lakes])


def silence(session: Session, people: People, since: datetime, until: datetime) -> None:
    """Let the source have been well once, and then not for some days."""
    moment, good = since - HOUR, True
    while moment < until:
        run = SourceRun(
            source=people.source, read_at=moment, warnings=[], seen=1,
            outcome=Outcome.OK if good else Outcome.REFUSED, trouble=None if good else "403",
        )  # fmt: skip
        session.add(run)
        moment, good = (since, False) if good else (moment + DAY, False)
    session.flush()


def test_a_source_that_cannot_be_read_is_told_beside_other_news(
    session: Session, people: People
) -> None:
    silence(session, people, NOON - 3 * DAY, NOON)
    make_match(session, people.town.interests[0], people.lakes)

    write(session, NOON)

    said = last(session).text.replace("\u00a0", " ")
    assert "No news from The Fund: it could not be read since Friday 9 January 2026." in said


def test_a_source_silent_for_a_week_is_told_in_a_letter_of_its_own_once(
    session: Session, people: People
) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    write(session, NOON)
    silence(session, people, NOON + DAY, NOON + 30 * DAY)

    told = [write(session, NOON + days * DAY) for days in (4, 7, 9, 10, 16)]

    assert told == [0, 0, 1, 0, 0]
    assert last(session).subject.replace("\u00a0", " ") == "No news from The Fund since 13 January"


def test_the_project_group_is_told_what_fits_several_parties_once(
    session: Session, people: People, add_partners: Callable[[int], None]
) -> None:
    add_partners(3)
    people.cleo.language = "en"
    people.cleo.memberships.append(Membership(partner=people.hub, role=Role.PROJECT_GROUP))
    session.flush()

    assert write(session, NOON) >= 1
    said = session.scalars(select(Letter).where(Letter.person_id == people.cleo.id)).one()
    again = write(session, NOON + WEEK)

    assert said.subject == "Fits several parties: Cleaner lakes"
    assert "Fits Party 0, Party 1, Party 2." in said.text
    assert again == 0
    assert [each.about for each in session.scalars(select(Mention))] == ["several"]


@pytest.fixture
def add_partners(session: Session, people: People) -> Callable[[int], None]:
    from models import Interest

    def add(number: int) -> None:
        for each in range(number):
            partner = Partner(name=f"Party {each}")
            partner.interests = [Interest(title="Lakes", text="Lakes")]
            session.add(partner)
            session.flush()
            make_match(session, partner.interests[0], people.lakes)

    return add


def test_a_reminder_stands_in_the_digest_when_one_is_due(session: Session, people: People) -> None:
    answer(session, people.town, people.lakes, Answer.JOIN, NOON)
    session.add(Meeting(partner=people.town, body="Board", day=date(2026, 2, 24)))
    make_match(session, people.town.interests[0],
               make_call(people.source, 2, "Mills", deadlines=()), at=NOON + WEEK)  # fmt: skip

    write(session, datetime(2026, 2, 16, 6, tzinfo=NOON.tzinfo))

    said = last(session).text.replace("\u00a0", " ")
    assert last(session).subject.startswith("1 new call")
    assert "DAYS THAT COME NEAR" in said
    assert "Closes on 1 March 2026, 12:00: 13 days left." in said
    assert "on 24 February (Board). Decide by Tuesday 24 February 2026." in said


def test_long_lists_say_how_many_more(session: Session, people: People) -> None:
    calls = fill(session, people, 12)
    for number in range(2):
        write(session, NOON + number * HOUR + number * DAY)
    for call in calls:
        change(session, call, "title", "Old", call.title, NOON + 2 * DAY)

    write(session, NOON + WEEK)

    assert "and 4 more" in last(session).text
    assert "and 4 more" in last(session).html


def test_a_person_in_two_partners_is_told_of_a_call_once(session: Session, people: People) -> None:
    from models import Interest

    people.ada.memberships.append(Membership(partner=people.university, role=Role.REPRESENTATIVE))
    people.university.interests = [Interest(title="Water", text="Water")]
    session.flush()
    make_match(session, people.town.interests[0], people.lakes)
    make_match(session, people.university.interests[0], people.lakes, score=0.9)

    write(session, NOON)

    [mine] = session.scalars(select(Letter).where(Letter.person_id == people.ada.id))
    assert mine.text.count("* Cleaner lakes") == 1
    assert "Fits also Town." in mine.text


def test_the_same_call_from_another_source_is_not_new(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    write(session, NOON)
    other = make_call(make_source("y"), 1, "Cleaner lakes, told more fully")
    session.add(other)
    session.flush()
    people.lakes.same_as_id = other.id
    make_match(session, people.town.interests[0], other, at=NOON + DAY)

    assert write(session, NOON + WEEK) == 0


def test_the_foot_says_how_to_get_fewer(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)

    write(session, NOON)

    assert "Change how often: ~site~/in/~ticket~?next=%2Fletters" in last(session).text
    assert "Change how often</a>" in last(session).html
