"""One letter per person and period: what is new, what changed, what waits; or none."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.digest import digest
from lexicon.terms import Amount, Deadline, Eligibility, MoneyKind, Rate, Verdict
from models import (
    Answer,
    Application,
    Call,
    CallChange,
    Commitment,
    Interest,
    Letter,
    Part,
    Stage,
    Stance,
)
from tests.conftest import NOON, People, make_call
from tests.fitting import make_match

ZONE = "Europe/Stockholm"
WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


def add_interest(session: Session, people: People) -> Interest:
    second = Interest(title="Rivers", text="Rivers")
    people.town.interests.append(second)
    session.flush()
    return second


def letters(session: Session) -> list[Letter]:
    return list(session.scalars(select(Letter).order_by(Letter.id)))


def test_a_match_is_told_once(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)

    assert digest(session, NOON, ZONE) == 1
    assert digest(session, NOON + WEEK, ZONE) == 0

    [letter] = letters(session)
    assert letter.person is people.ada
    assert letter.subject == "1 new call for Town, nearest 1\u00a0March"
    assert "* Cleaner lakes\n  The Fund, 1\u00a0March\u00a02026, 12:00\n" in letter.text
    assert "Why: your interest “Lakes”: lakes, water." in letter.text


def test_the_job_run_twice_writes_one_letter(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)

    digest(session, NOON, ZONE)
    digest(session, NOON, ZONE)
    digest(session, NOON + HOUR, ZONE)

    assert len(letters(session)) == 1


def test_a_call_that_fits_two_interests_is_told_once(session: Session, people: People) -> None:
    second = add_interest(session, people)
    make_match(session, people.town.interests[0], people.lakes)
    make_match(session, second, people.lakes, score=0.9)

    digest(session, NOON, ZONE)

    [letter] = letters(session)
    assert letter.text.count("* Cleaner lakes") == 1
    assert "“Rivers”" in letter.text


def test_what_fits_another_interest_later_is_not_new(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    digest(session, NOON, ZONE)
    second = add_interest(session, people)
    make_match(session, second, people.lakes, at=NOON + HOUR)

    assert digest(session, NOON + WEEK, ZONE) == 0


@pytest.mark.parametrize(
    "said",
    [
        {"lost_at": NOON - HOUR / 2},
        {"eligibility": (Eligibility(condition="area", verdict=Verdict.NO, words="Norge"),)},
        {"found_at": NOON},
    ],
)
def test_what_does_not_fit_or_not_yet_is_not_told(
    session: Session, people: People, said: dict[str, Any]
) -> None:
    make_match(session, people.town.interests[0], people.lakes, **said)

    assert digest(session, NOON, ZONE) == 0


def test_a_call_turned_down_is_not_told(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    no = Stance(
        partner=people.town, call=people.lakes, answer=Answer.NO, version=1,
        answered_by=people.ada.id, answered_at=NOON - HOUR,
    )  # fmt: skip
    session.add(no)

    assert digest(session, NOON, ZONE) == 0


def test_calls_stand_in_their_sections(session: Session, people: People) -> None:
    soon = Deadline(day=date(2026, 2, 1))
    said: list[tuple[str, dict[str, Any]]] = [
        ("Soon", {"deadlines": (soon,)}),
        ("Later", {}),
        ("Rolling", {"deadlines": ()}),
        ("Planned", {"deadlines": (), "status": "planned", "season": "hösten 2027"}),
    ]
    for number, (title, facts) in enumerate(said, 2):
        call = make_call(people.source, number, title, **facts)
        make_match(session, people.town.interests[0], call)

    digest(session, NOON, ZONE)

    [letter] = letters(session)
    places = [
        letter.text.index(each)
        for each in (
            "CLOSING WITHIN 30 DAYS", "* Soon", "(time of day not given)", "CLOSING LATER",
            "* Later", "OPEN ALL YEAR", "* Rolling", "COMING", "* Planned", "hösten 2027",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert letter.subject.endswith("nearest 1\u00a0February")


def test_a_planned_call_without_a_season_is_not_told_as_rolling(
    session: Session, people: People
) -> None:
    call = make_call(people.source, 2, "Planned", deadlines=(), status="planned")
    make_match(session, people.town.interests[0], call)

    digest(session, NOON, ZONE)

    [letter] = letters(session)
    assert ">planned</div>" in letter.html
    assert "rolling" not in letter.html


def change_deadline(session: Session, call: Call, at: datetime) -> None:
    old = (Deadline(day=date(2026, 2, 15)),)
    session.add(
        CallChange(
            call=call, field="deadlines", noticed_at=at,
            old=msgspec.json.encode(old).decode(),
            new=msgspec.json.encode([each.deadline for each in call.dates]).decode(),
        )
    )  # fmt: skip
    session.flush()


def test_a_moved_deadline_is_told_old_and_new(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    digest(session, NOON, ZONE)
    change_deadline(session, people.lakes, NOON + HOUR)

    assert digest(session, NOON + WEEK, ZONE) == 1

    letter = letters(session)[-1]
    assert letter.subject == "Changed: Cleaner lakes"
    assert "15\u00a0February\u00a02026 -> 1\u00a0March\u00a02026, 12:00" in letter.text


def test_of_a_withdrawn_call_only_that_is_told(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    digest(session, NOON, ZONE)
    change_deadline(session, people.lakes, NOON + HOUR)
    session.add(
        CallChange(
            call=people.lakes, field="status", noticed_at=NOON + HOUR,
            old='"announced"', new='"withdrawn"',
        )
    )  # fmt: skip
    session.flush()

    digest(session, NOON + WEEK, ZONE)

    letter = letters(session)[-1]
    assert "Status: announced -> withdrawn" in letter.text
    assert "Deadline" not in letter.text


def test_a_change_is_told_to_those_who_were_told_of_the_call(
    session: Session, people: People
) -> None:
    change_deadline(session, people.lakes, NOON - HOUR)

    assert digest(session, NOON, ZONE) == 0


def test_a_change_during_the_first_week_is_not_told_of_a_call_that_is_new(
    session: Session, people: People
) -> None:
    make_match(session, people.town.interests[0], people.lakes)
    change_deadline(session, people.lakes, NOON - HOUR)

    digest(session, NOON, ZONE)

    assert "->" not in letters(session)[0].text


def make_bid(session: Session, people: People, **said: Any) -> Application:
    bid = Application(
        call=people.lakes, title="Blue lakes", summary="", stage=Stage.GATHERING,
        opened_at=NOON - HOUR, **said,
    )  # fmt: skip
    bid.commitments = [
        Commitment(
            partner=partner, part=part, total_cost=Decimal(0), co_funding=Decimal(0), currency="SEK"
        )
        for partner, part in ((people.town, Part.LEAD), (people.university, Part.PARTNER))
    ]
    session.add(bid)
    session.flush()
    return bid


def test_what_waits_for_a_signature_comes_first(session: Session, people: People) -> None:
    make_bid(session, people, answer_by=date(2026, 2, 1))
    make_match(session, people.town.interests[0], people.lakes)

    assert digest(session, NOON, ZONE) == 2

    ada, ben = letters(session)
    assert ada.text.index("WAITING FOR YOUR ANSWER") < ada.text.index("CLOSING LATER")
    assert ben.subject == "Väntar på ditt svar: Blue lakes"
    assert "svara senast den 1\u00a0februari\u00a02026" in ben.text


def test_what_waited_last_week_gets_no_letter_of_its_own_until_it_is_urgent(
    session: Session, people: People
) -> None:
    make_bid(session, people, answer_by=date(2026, 2, 10))
    digest(session, NOON, ZONE)

    assert digest(session, NOON + WEEK, ZONE) == 0
    assert digest(session, NOON + 3 * WEEK, ZONE) == 2


def test_a_stranger_to_the_matter_gets_no_letter(session: Session, people: People) -> None:
    make_match(session, people.town.interests[0], people.lakes)

    digest(session, NOON, ZONE)

    assert {letter.reader.name for letter in letters(session)} == {"Ada"}


def test_money_and_shares_are_said_as_the_funder_means_them(
    session: Session, people: People
) -> None:
    call = make_call(
        people.source, 2, "Money",
        amounts=(Amount(currency="SEK", least=Decimal(50000), most=Decimal(600000),
                        of=MoneyKind.SUPPORT),),
        rates=(Rate(funding_rate=Decimal(40)),),
    )  # fmt: skip
    make_match(session, people.town.interests[0], call)

    digest(session, NOON, ZONE)

    said = letters(session)[0].text
    assert "SEK\u00a0" not in said
    assert "co-funding at least 60%" in said.replace("\u00a0", "")


def test_a_letter_is_small_and_light_on_style(session: Session, people: People) -> None:
    for number in range(2, 30):
        make_match(session, people.town.interests[0], make_call(people.source, number, "Call"))

    digest(session, NOON, ZONE)

    [letter] = letters(session)
    assert len(letter.html.encode()) < 60_000
    assert "class=" in letter.html
    assert "style=" in letter.html
    assert "prefers-color-scheme" in letter.html
