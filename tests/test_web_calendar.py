"""The calendar's pages and feeds: who sees what, by which address, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from lexicon.terms import Deadline, Doubt, Status
from models import Call, Interest, Match, Membership, Partner, Person, Role, Stance, Use
from models.stance import Answer
from tests.bids import Rivals
from tests.conftest import NOON, People, make_call
from tests.pages import keep, known, open_site, post, visitor
from workflow.outlets import links
from workflow.partners import meetings

MOST_QUESTIONS = 34


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    people.ada.language = "en"
    return people


@contextmanager
def questions(engine: Engine) -> Iterator[list[str]]:
    """Write down what the database is asked."""
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def answered(partner: Partner, call: Call, person: Person, answer: Answer = Answer.JOIN) -> Stance:
    return Stance(
        partner=partner, call=call, answer=answer, version=1, person=person, answered_at=NOON
    )


def fits(interest: Interest, call: Call) -> Match:
    return Match(
        interest=interest, call=call, score=1.0, band="strong", reasons=(), eligibility=(),
        found_at=NOON,
    )  # fmt: skip


def address(app: Flask, session: Session, person: Person) -> str:
    """Make the person's address, as the account's button does."""
    links.new_link(session, person, Use.CALENDAR, NOON)
    token = links.link_of(session, app.config["SECRET_KEY"], person, Use.CALENDAR)
    session.commit()
    session.close()
    return f"/calendar/{token}.ics"


def titles(said: str) -> list[str]:
    return sorted(each.summary or "" for each in IcsCalendarStream.calendar_from_ics(said).events)


def test_a_stranger_sees_by_when_to_apply_to_open_calls_and_nothing_else(
    app: Flask, people: People, session: Session
) -> None:
    doubtful = make_call(people.source, 2, "In doubt")
    doubtful.uncertain = (Doubt(field="deadlines", words="in March"),)
    paused = make_call(people.source, 3, "Paused", status=Status.PAUSED)
    keep(session, people.lakes, doubtful, paused)
    meetings_of(session, people)

    page = app.test_client().get("/calendar?month=2026-03&calls=all").text

    assert "Cleaner lakes" in page
    assert not any(words in page for words in ("In doubt", "Paused", "The board"))


def meetings_of(session: Session, people: People) -> None:
    session.add_all([people.ada, people.town])
    meetings.add(
        session, people.town, body="The board", days="2026-03-10", papers="14", by=people.ada,
        now=NOON,
    )  # fmt: skip
    session.commit()
    session.close()


def test_a_member_sees_meetings_the_day_for_papers_and_what_is_today(
    app: Flask, people: People, session: Session
) -> None:
    meetings_of(session, people)
    ada = visitor(app, people.ada)

    march, february = (ada.get(f"/calendar?month=2026-0{month}").text for month in (3, 2))

    assert "The board" in march
    assert "Town" in march
    assert "papers" in february
    assert 'aria-current="date"' in ada.get("/calendar").text
    assert 'aria-current="date"' not in march


def test_the_filter_chooses_among_answered_fitting_and_all(
    app: Flask, people: People, session: Session
) -> None:
    calls = [make_call(people.source, number, f"Call {number}") for number in (2, 3)]
    interest = people.town.interests[0]
    keep(
        session, people.lakes, people.town, people.ada, *calls,
        answered(people.town, calls[0], people.ada), fits(interest, calls[1]),
    )  # fmt: skip
    ada = visitor(app, people.ada)

    pages = {
        each: ada.get(f"/calendar?month=2026-03&calls={each}").text
        for each in ("ours", "fits", "all", "nonsense")
    }

    shown = {
        each: {title for title in ("Call 2", "Call 3", "Cleaner lakes") if title in page}
        for each, page in pages.items()
    }
    assert shown["ours"] == {"Call 2"}
    assert shown["fits"] == shown["nonsense"] == {"Call 2", "Call 3"}
    assert shown["all"] == {"Call 2", "Call 3", "Cleaner lakes"}


def test_a_time_in_another_zone_is_told_as_that_of_its_city(
    app: Flask, people: People, session: Session
) -> None:
    there = Deadline(day=date(2026, 3, 5), time=time(16, 15), zone="Europe/Helsinki")
    here = Deadline(day=date(2026, 3, 6), time=time(17), zone="Europe/Brussels")
    keep(session, people.lakes, make_call(people.source, 2, "Far", deadlines=(there, here)))

    page = visitor(app, people.ada).get("/calendar?month=2026-03&calls=all").text

    assert "16:15 (Helsinki)" in page
    assert "17:00" in page
    assert "Brussels" not in page


def test_a_doubtful_day_is_named_below_and_stands_in_no_month(
    app: Flask, people: People, session: Session
) -> None:
    session.add(people.lakes)
    people.lakes.uncertain = (Doubt(field="deadlines", words="in March"),)
    keep(session)

    page = visitor(app, people.ada).get("/calendar?month=2026-03&calls=all").text

    assert "The dates of 1 call are under review" in page
    assert 'class="ev ' not in page


def test_a_day_with_many_shows_a_few_and_leads_to_all(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, *(make_call(people.source, n, f"Call {n}") for n in range(2, 12)))
    ada = visitor(app, people.ada)

    month = ada.get("/calendar?month=2026-03&calls=all").text
    day = ada.get("/calendar?day=2026-03-01&calls=all").text

    assert month.count("ev-deadline") == 3
    assert "8 more" in month
    assert day.count("ev-deadline") == 11


@pytest.mark.parametrize(
    "query",
    ["month=2026-13", "month=", "month=../x", "month=0001-01", "month=9999-12", "day=x", "day="],
)
def test_a_month_that_is_none_is_this_one(app: Flask, people: People, query: str) -> None:
    page = app.test_client().get(f"/calendar?{query}", headers={"Accept-Language": "en"})

    assert page.status_code == 200
    assert "January 2026" in page.text


def test_the_first_and_the_last_month_lead_no_further(app: Flask, people: People) -> None:
    client = app.test_client()

    assert 'rel="prev"' not in client.get("/calendar?month=2000-01").text
    assert 'rel="next"' not in client.get("/calendar?month=2100-12").text


def test_an_empty_month_says_so(app: Flask, people: People) -> None:
    english = {"Accept-Language": "en"}

    stranger = app.test_client().get("/calendar?month=2026-07", headers=english).text
    member = visitor(app, people.ada).get("/calendar?month=2026-07").text

    assert "No open call closes this month." in stranger
    assert "Nothing waits this month." in member


@pytest.mark.parametrize("path", ["/calendar?month=2026-03&calls=all", "/"])
def test_two_hundred_calls_cost_no_more_questions_than_a_few(
    app: Flask, engine: Engine, people: People, session: Session, path: str
) -> None:
    session.add_all([people.ada, people.town, people.lakes])
    interest = people.town.interests[0]
    for number in range(2, 202):
        call = make_call(people.source, number, f"Call {number}")
        call.dates[0].passes_at = NOON + timedelta(days=20)
        session.add_all([call, fits(interest, call)])
        if number % 2:
            session.add(answered(people.town, call, people.ada))
    keep(session)
    ada = visitor(app, people.ada)

    with questions(engine) as asked:
        page = ada.get(path)

    assert page.status_code == 200
    assert len(asked) <= MOST_QUESTIONS, f"{len(asked)}\n" + "\n".join(asked)
    assert len(page.data) < 60_000


def test_everybody_may_subscribe_to_the_certain_days(
    app: Flask, people: People, session: Session
) -> None:
    doubtful = make_call(people.source, 2, "In doubt")
    doubtful.uncertain = (Doubt(field="deadlines", words="in March"),)
    withdrawn = make_call(people.source, 3, "Withdrawn", status=Status.WITHDRAWN)
    keep(session, people.lakes, doubtful, withdrawn)
    meetings_of(session, people)

    answer = app.test_client().get("/calendar.ics", headers={"Accept-Language": "en"})

    assert answer.mimetype == "text/calendar"
    assert titles(answer.text) == ["deadline: Cleaner lakes", "deadline: Withdrawn"]
    assert answer.text.count("STATUS:CANCELLED") == 1
    assert "Set-Cookie" not in answer.headers


def test_ones_own_address_shows_what_the_page_shows_and_sets_no_cookie(
    app: Flask, people: People, session: Session
) -> None:
    meetings_of(session, people)
    session.add_all([people.ada, people.town, people.lakes])
    session.add(answered(people.town, people.lakes, people.ada))
    path = address(app, session, people.ada)

    answer = app.test_client().get(path)

    assert titles(answer.text) == [
        "deadline: Cleaner lakes", "meeting: The board", "papers: The board",
    ]  # fmt: skip
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"].startswith("private")
    assert "@town.example" not in answer.text


def test_an_address_opens_nothing_once_it_is_taken_back_or_replaced(
    app: Flask, people: People, session: Session
) -> None:
    session.add(people.ada)
    path = address(app, session, people.ada)
    ada, stranger = visitor(app, people.ada), app.test_client()
    assert stranger.get(path).status_code == 200

    post(ada, "/account/links/calendar", "/account")
    replaced = stranger.get(path)
    post(ada, "/account/links/calendar/end", "/account")

    assert replaced.status_code == 404
    assert "Set-Cookie" not in replaced.headers
    assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("token", ["1", "1.", "x.y", "1.AAAA", "99999999999999999999.x", "1.%00"])
def test_an_address_that_was_never_given_out_is_none(
    app: Flask, people: People, session: Session, token: str
) -> None:
    session.add(people.ada)
    address(app, session, people.ada)

    assert app.test_client().get(f"/calendar/{token}.ics").status_code == 404


def test_who_has_left_or_was_erased_has_no_calendar(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.ada, people.ben])
    left, erased = address(app, session, people.ada), address(app, session, people.ben)
    session.add_all([people.ada, people.ben])
    people.ada.memberships.clear()
    people.ben.erased_at = NOON
    keep(session)

    assert [app.test_client().get(path).status_code for path in (left, erased)] == [404, 404]


def test_an_address_tells_nothing_of_bids_that_one_is_not_in(
    engine: Engine, tmp_path: Path, session: Session
) -> None:
    app = open_site(engine, tmp_path)
    rivals = Rivals(session)
    rivals.blue.answer_by = date(2026, 2, 1)
    people = [rivals.world.ada, rivals.world.finn, rivals.world.cleo]
    for each in people:
        links.new_link(session, each, Use.CALENDAR, NOON)
    secret = app.config["SECRET_KEY"]
    tokens = [links.link_of(session, secret, each, Use.CALENDAR) for each in people]
    session.commit()
    session.close()

    ada, finn, cleo = (app.test_client().get(f"/calendar/{each}.ics").text for each in tokens)

    assert "Blue lakes" in ada
    assert "Blue lakes" not in finn
    assert "Blue lakes" not in cleo  # who coordinates has no more by an address that may be shared


def test_what_has_not_changed_is_not_sent_again(
    app: Flask, people: People, session: Session
) -> None:
    session.add(people.ada)
    path = address(app, session, people.ada) + "?calls=all"
    client = app.test_client()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    session.add(people.lakes)
    people.lakes.title = "Cleaner seas"
    keep(session)

    later = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert first.last_modified == datetime.fromisoformat("2026-01-12T12:00:00+00:00")
    assert later.status_code == 200
    assert "Cleaner seas" in later.text


def test_what_went_away_is_sent_also_to_who_asks_by_a_moment(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.ada, people.town, people.lakes])
    stance = answered(people.town, people.lakes, people.ada)
    session.add(stance)
    path = address(app, session, people.ada)
    since = {"If-Modified-Since": app.test_client().get(path).headers["Last-Modified"]}
    session.delete(session.merge(stance))
    keep(session)

    assert titles(app.test_client().get(path, headers=since).text) == []


def test_the_account_shows_the_address_and_how_to_add_it(
    app: Flask, people: People, session: Session
) -> None:
    ada = visitor(app, people.ada)
    post(ada, "/account/links/calendar", "/account")

    page = ada.get("/account").text

    path = page.split("http://localhost")[1].split('"')[0]
    assert app.test_client().get(path).status_code == 200
    assert all(name in page for name in ("Outlook", "Google", "Apple", "?calls=ours"))


def test_the_pages_ask_postgresql_what_they_ask_sqlite(elsewhere: Engine, tmp_path: Path) -> None:
    with Session(elsewhere) as session:
        people = known(session)
        session.add_all([people.ada, people.cleo, people.lakes, people.town])
        people.cleo.memberships.append(Membership(partner=people.hub, role=Role.OPERATOR))
        session.add(fits(people.town.interests[0], people.lakes))
        people.lakes.uncertain = (Doubt(field="title", words="Lakes"),)
        session.commit()
    with Session(elsewhere) as session:
        meetings_of(session, people)
    app = open_site(elsewhere, tmp_path)
    with Session(elsewhere, expire_on_commit=False) as session:
        session.add(people.ada)
        path = address(app, session, people.ada)
    ada, cleo = visitor(app, people.ada), visitor(app, people.cleo)

    answers = {
        each: who.get(each).status_code
        for who, paths in (
            (ada, ("/", "/calendar?month=2026-03", "/calendar?calls=all", path)),
            (cleo, ("/", "/settings", "/mail")),
            (app.test_client(), ("/", "/calendar", "/calendar.ics")),
        )
        for each in paths
    }

    assert set(answers.values()) == {200}
    assert "Cleaner lakes" in app.test_client().get(path).text
