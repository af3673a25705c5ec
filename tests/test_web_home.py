"""The first page: what waits, what is new, which days come, and what to do first."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lexicon.terms import Doubt
from models import (
    Application,
    CodeApp,
    Commitment,
    Interest,
    Invitation,
    Letter,
    Match,
    Membership,
    Offer,
    Overlap,
    Partner,
    Person,
    Proposal,
    Role,
    Stance,
)
from models.partner import Good
from models.stance import Answer
from tests.bids import JUST_NOW, Rivals
from tests.conftest import NOON, People, make_call
from tests.pages import keep, known, open_site, post, visitor
from workflow.applications import commitments
from workflow.applications.terms import seal_of
from workflow.overlaps import proposing
from workflow.overlaps.plans import Plan
from workflow.partners import meetings, newcomers
from workflow.people.first_steps import Step, first_steps

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    people.ada.language = people.ben.language = people.cleo.language = "en"
    session.add_all([people.ada, people.ben, people.cleo])
    session.commit()
    session.close()
    return people


def home(app: Flask, person: Person) -> str:
    return visitor(app, person).get("/").text


def answered(partner: Partner, call: Any, person: Person) -> Stance:
    return Stance(
        partner=partner, call=call, answer=Answer.JOIN, version=1, person=person, answered_at=NOON
    )


def test_a_stranger_reads_what_this_is_sees_open_calls_and_the_ways_in(
    app: Flask, people: People
) -> None:
    page = app.test_client().get("/", headers=ENGLISH).text

    assert "carries several of them to one joint application" in page
    assert "Cleaner lakes" in page
    assert 'href="/sign-in"' in page
    assert 'href="/join"' in page
    assert 'href="/ideas/new"' in page


def test_a_site_without_calls_says_so(app: Flask, engine: Engine) -> None:
    assert "No call is open just now." in app.test_client().get("/", headers=ENGLISH).text


class Desk:
    """Two rival bids of Ada's town and Dana's association, and the first page of each person."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.app = engine, open_site(engine, folder)
        with Session(engine) as session:
            rivals = Rivals(session)
            rivals.blue.answer_by = date(2026, 1, 20)
            session.commit()
            self.blue, self.overlap = rivals.blue.id, rivals.overlap.id

    def home(self, name: str) -> str:
        with Session(self.engine, expire_on_commit=False) as session:
            person = session.query(Person).filter_by(name=name).one()
        return home(self.app, person)


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    return Desk(engine, tmp_path)


def test_parts_to_sign_for_wait_with_their_day_until_they_are_signed(desk: Desk) -> None:
    asking, other = desk.home("Ada"), desk.home("Finn")
    with Session(desk.engine) as session:
        part = session.get_one(Application, desk.blue).commitments[0]
        agree(session, part)
        session.commit()

    done = desk.home("Ada")

    assert "Answer for Town: Blue lakes" in asking
    assert "Answer by 20" in asking
    assert "8 days" in asking
    assert "Blue lakes" not in other
    assert "Answer for Town: Blue lakes" not in done


def agree(session: Session, part: Commitment) -> None:
    """Let the part's own signatory sign it as it stands."""
    ada = session.query(Person).filter_by(name="Ada").one()
    commitments.change(
        session, part, part=part.part, total_cost=Decimal(4), co_funding=Decimal(2),
        seen=seal_of(part), by=ada, now=NOON,
    )  # fmt: skip
    commitments.sign(
        session, part, by=ada, seen=seal_of(part), binding=False, now=NOON, signed_in=JUST_NOW
    )


def test_a_proposal_waits_for_the_reply_of_who_leads(desk: Desk) -> None:
    raised = desk.home("Cleo")
    with Session(desk.engine) as session:
        overlap = session.get_one(Overlap, desk.overlap)
        proposing.propose(
            session, overlap, Plan(Proposal.COEXIST), message="Both may stand", seen=0,
            reply_by=NOON.date() + timedelta(days=7), today=NOON.date(),
            by=session.query(Person).filter_by(name="Cleo").one(), now=NOON,
        )  # fmt: skip
        session.commit()

    assert "1 par liknande ansökningar att titta på" in raised
    assert "Reply to a proposal about Blue lakes" in desk.home("Ada")
    assert "par liknande ansökningar" not in desk.home("Cleo")
    assert "proposal" not in desk.home("Finn")


def test_who_looks_after_the_whole_sees_what_waits_there(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.lakes, people.cleo, people.ada])
    people.lakes.uncertain = (Doubt(field="title", words="Lakes"),)
    people.cleo.second_due = NOON + timedelta(days=9)
    asks = {
        "organisation": "Works", "municipality": "Laxå", "name": "Ida", "email": "i@works.example",
        "wants": "We want funding for young people",
    }  # fmt: skip
    newcomers.ask(session, asks, language="en", now=NOON)
    session.commit()
    session.close()

    page, other = home(app, people.cleo), home(app, people.ada)

    told = ("1 call waits for", "1 organisation wants to join", "Set up a second factor")
    assert [words for words in told if words not in page] == []
    assert [words for words in told if words in other] == []


def test_a_second_factor_that_is_there_is_not_asked_for(
    app: Flask, people: People, session: Session
) -> None:
    session.add(people.cleo)
    people.cleo.second_due = NOON
    keep(session, CodeApp(person_id=people.cleo.id, salt="s", added_at=NOON, proven_at=NOON))

    assert "Set up a second factor" not in home(app, people.cleo)


def test_new_calls_that_fit_stand_until_they_are_answered(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.town, people.ada])
    interest = people.town.interests[0]
    calls = [make_call(people.source, n, f"Call {n}") for n in range(2, 7)]
    matches = [
        Match(
            interest=interest, call=call, score=1.0, band="strong", reasons=(), eligibility=(),
            found_at=NOON + timedelta(hours=n),
        )
        for n, call in enumerate(calls)
    ]  # fmt: skip
    keep(session, people.lakes, *matches, answered(people.town, calls[4], people.ada))

    page = home(app, people.ada)

    assert [n for n in range(2, 7) if f"Call {n}</a></h3>" in page] == [3, 4, 5]
    assert "See all 4 calls" in page


def test_days_within_a_month_are_told_of_what_is_answered_only(
    app: Flask, people: People, session: Session
) -> None:
    def closing(number: int, days: int) -> Any:
        call = make_call(people.source, number, f"Call {number}")
        call.dates[0].day = NOON.date() + timedelta(days=days)
        call.dates[0].passes_at = NOON + timedelta(days=days)
        return call

    session.add_all([people.town, people.ada])
    soon, later, unanswered = closing(2, 29), closing(3, 32), closing(4, 3)
    keep(
        session, people.lakes, unanswered, answered(people.town, soon, people.ada),
        answered(people.town, later, people.ada),
    )  # fmt: skip

    page = home(app, people.ada)
    days = page.split('id="h-days"')[1].split("</section>")[0]

    assert "Call 2" in days
    assert "29 days" in days
    assert "Call 3" not in days
    assert "Call 4" not in days


def test_the_next_meetings_tell_when_papers_are_due(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.town, people.university, people.cleo])
    for partner, days in ((people.town, "2026-01-20"), (people.university, "2026-02-01")):
        meetings.add(
            session, partner, body=f"Board of {partner.name}", days=days, papers="14",
            by=partner.people[0], now=NOON,
        )  # fmt: skip
    session.commit()
    session.close()

    page = home(app, people.ada)

    assert "Board of Town" in page
    assert "papers were due on 6" in page
    assert "Board of University" not in page


def test_first_steps_go_away_one_by_one(session: Session, people: People) -> None:
    session.add_all([people.ben, people.university])

    def left() -> list[Step]:
        session.flush()
        session.expire_all()
        return [step for step, _ in first_steps(session, people.ben)]

    assert left() == [Step.INTEREST, Step.PROFILE, Step.COLLEAGUE]
    people.university.interests = [Interest(title="Water", text="Water in lakes")]
    assert left() == [Step.PROFILE, Step.COLLEAGUE]
    people.university.offers = (Offer(Good.KNOWLEDGE, "Of water"),)
    assert left() == [Step.COLLEAGUE]
    session.add(
        Invitation(person=people.ada, partner=people.university, roles=(), sent_at=NOON)
    )  # fmt: skip
    assert left() == []


def test_who_only_prepares_bids_is_not_asked_to_describe_the_partner(
    session: Session, people: People
) -> None:
    session.add_all([people.ben, people.university])
    people.ben.memberships[:] = [Membership(partner=people.university, role=Role.PROJECT_GROUP)]
    session.flush()

    assert [step for step, _ in first_steps(session, people.ben)] == [Step.INTEREST]


def test_who_runs_an_empty_installation_begins_with_partners_sources_and_the_post(
    engine: Engine, tmp_path: Path, session: Session
) -> None:
    session.expire_on_commit = False
    operator = Person(name="Olga", email="olga@site.example", language="en")
    partner = Partner(name="Office")
    operator.memberships.append(Membership(partner=partner, role=Role.OPERATOR))
    keep(session, operator)
    app = open_site(engine, tmp_path)
    first = home(app, operator)
    post(visitor(app, operator), "/mail/test", "/mail")
    session.add_all([Partner(name="Another"), *session.query(Letter)])
    keep(session)

    then = home(app, operator)

    steps = ("Register the partners", "Choose where calls come from", "Send a test letter")
    assert [words for words in steps if words not in first] == []
    assert [words for words in steps if words in then] == ["Choose where calls come from"]


def test_who_has_nothing_to_do_is_told_so(app: Flask, people: People) -> None:
    assert "Nothing waits for your answer." in home(app, people.ada)
