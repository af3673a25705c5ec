"""Pages of calls: what fits whom and why, for strangers, members and coordinators."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lexicon.terms import (
    Amount,
    Bound,
    DateKind,
    Doubt,
    Eligibility,
    Evidence,
    MoneyKind,
    Rate,
    Status,
    Verdict,
    Wording,
)
from models import Answer, Call, CallChange, Stance
from tests.calls import closing, fit, fitting, keep, people
from tests.conftest import NOON, People, make_call, make_source
from tests.pages import post, ticket, visitor

__all__ = ["fitting", "people"]  # fixtures


def test_a_member_sees_what_fits_and_why(app: Flask, fitting: People) -> None:
    page = visitor(app, fitting.ada).get("/calls").text

    assert "1 call fits Town" in page
    assert "<b>lakes</b>" in page
    assert "Good match" in page
    assert "For your area" in page
    assert "We are interested" in page


def test_a_stranger_sees_the_call_but_nobodys_answers(
    app: Flask, fitting: People, session: Session
) -> None:
    answer = Stance(
        partner_id=fitting.university.id, call_id=fitting.lakes.id, answer=Answer.JOIN,
        reason=None, version=1, answered_by=fitting.ben.id, answered_at=NOON,
    )  # fmt: skip
    keep(session, fitting, answer)
    client = app.test_client()

    seen = client.get("/calls").text + client.get("/calls/1").text

    assert "Cleaner lakes" in seen
    assert "University" not in seen
    assert 'name="answer"' not in seen
    assert client.post("/calls/1/stance").status_code == 403


def test_others_who_want_to_be_in_are_named(app: Flask, fitting: People, session: Session) -> None:
    post(visitor(app, fitting.ben), "/calls/1/stance", "/calls/1", partner=2, answer="lead")

    client = visitor(app, fitting.ada)

    assert "University wants to be in" in client.get("/calls").text
    assert "Want to lead" in client.get("/calls/1").text


def test_every_fact_of_a_call_is_told(app: Flask, people: People, session: Session) -> None:
    call = make_call(
        people.source, 2, "Facts", "First.\n\nSecond <b>bold</b>.",
        deadlines=(
            closing(date(2026, 3, 2), time=time(17), zone="Europe/Brussels", kind=DateKind.CUT_OFF),
            closing(date(2026, 9, 1), kind=DateKind.CUT_OFF),
        ),
        amounts=(
            Amount(
                currency="SEK", least=Decimal(50000), most=Decimal(600000), of=MoneyKind.SUPPORT
            ),
            Amount(currency="EUR", total=Decimal("9000000"), preliminary=True),
        ),
        rates=(Rate(co_funding_rate=Decimal(5), bound=Bound.EXACT),),
        applicants="Municipalities and associations", area_text="the whole country",
        wordings=(Wording(language="sv", title="Fakta", text="På svenska."),),
    )  # fmt: skip
    change = CallChange(call=call, field="title", old='"Fact"', new='"Facts"', noticed_at=NOON)
    keep(session, people, call, change)

    page = visitor(app, people.ada).get(f"/calls/{call.id}").text

    for told in (
        "2\u00a0March\u00a02026", "17:00 (Brussels)", "time of day not given", "50,000\u00a0kr",
        "600,000\u00a0kr", "in support", "9,000,000\u00a0euro", "preliminary, for all projects",
        "5\u00a0%", "of the whole project's costs", "neither more nor less",
        "Municipalities and associations", "the whole country", "<p>First.</p>",
        "Second &lt;b&gt;bold&lt;/b&gt;.", "På svenska.", "<del>Fact</del>", "<ins>Facts</ins>",
        'rel="noopener noreferrer nofollow"', "The Fund",
    ):  # fmt: skip
        assert told in page, told


def test_a_date_that_is_uncertain_is_not_announced(
    app: Flask, people: People, session: Session
) -> None:
    doubt = Doubt(field="deadlines", words="in the middle of March")
    call = make_call(
        people.source, 2, "Doubtful", uncertain=(doubt,), deadlines=(closing(date(2026, 3, 15)),)
    )
    keep(session, people, call)
    client = app.test_client()

    listed, page = client.get("/calls").text, client.get(f"/calls/{call.id}").text

    assert "15\u00a0mars" not in listed + page
    assert "in the middle of March" in page
    assert "En person granskar utlysningen" in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"status": Status.WITHDRAWN}, "The funder has taken the call back"),
        ({"status": Status.PAUSED}, "The funder has paused the call"),
        ({"status": Status.CLOSED}, "The call is closed"),
        ({"deadlines": (closing(date(2026, 1, 2)),)}, "The call is closed"),
        ({"status": Status.PLANNED, "season": "in the autumn"}, "The call is planned"),
        ({"opens": date(2026, 2, 1)}, "The call opens on 1\u00a0February\u00a02026"),
    ],
)
def test_a_call_that_is_not_open_says_so_on_top(
    app: Flask, people: People, session: Session, said: dict[str, Any], told: str
) -> None:
    call = make_call(people.source, 2, "Other", **said)
    keep(session, people, call)

    assert told in visitor(app, people.ada).get(f"/calls/{call.id}").text


def test_a_closed_call_takes_no_answer_on_its_page(
    app: Flask, people: People, session: Session
) -> None:
    call = make_call(people.source, 2, "Gone", status=Status.WITHDRAWN)
    keep(session, people, call)

    assert 'name="answer"' not in visitor(app, people.ada).get(f"/calls/{call.id}").text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_eligibility_is_told_in_three_values(
    app: Flask, people: People, session: Session, verdict: Verdict
) -> None:
    said = Eligibility(condition="area", verdict=verdict, words="the north")
    keep(session, people, fit(people, people.lakes, eligibility=(said,)))

    page = visitor(app, people.ada).get("/calls/1").text

    words = {"yes": "Area: yes", "no": "Area: no", "unknown": "Area: not known, ask the funder"}
    assert words[verdict] in page
    assert "the north" in page


def test_areas_are_told_by_name_where_the_call_gives_codes(
    app: Flask, people: People, session: Session
) -> None:
    people.lakes.areas = ("SE311", "NO")
    said = Eligibility(condition="area", verdict=Verdict.NO, words="På båda sidor gränsen.")
    keep(session, people, fit(people, people.lakes, eligibility=(said,)))

    page = visitor(app, people.ada).get("/calls?tab=open").text

    assert "Not for your area: Värmlands län, Norge" in page


def test_what_a_partner_may_not_apply_for_does_not_fit_it(
    app: Flask, people: People, session: Session
) -> None:
    said = Eligibility(condition="area", verdict=Verdict.NO, words="NO")
    keep(session, people, fit(people, people.lakes, eligibility=(said,)))

    page = visitor(app, people.ada).get("/calls?tab=fits").text

    assert "Cleaner lakes" not in page


def test_a_letters_link_shows_the_call_in_its_readers_language(app: Flask, people: People) -> None:
    client = app.test_client()

    assert "You answer as Ada" in client.get(f"/in/{ticket(app, people.ada)}/calls/1/join").text
    assert "Du svarar som Ben" in client.get(f"/in/{ticket(app, people.ben)}/calls/1/join").text


def test_a_call_shows_its_other_origin_and_the_round_before(
    app: Flask, people: People, session: Session
) -> None:
    other = make_call(make_source("other", funder="The List"), 8, "Cleaner lakes")
    before = make_call(people.source, 9, "Cleaner lakes 2025")
    session.add_all([other, before])
    session.flush()
    other.same_as_id = people.lakes.id
    session.get_one(Call, people.lakes.id).follows_id = before.id
    session.commit()
    visit = visitor(app, people.ada)

    page = visit.get(f"/calls/{people.lakes.id}").text
    twin = visit.get(f"/calls/{other.id}").text

    assert "Also told by" in page
    assert "The List" in page
    assert "The round before:" in page
    assert "The same call, told more fully:" in twin


def test_each_value_stands_beside_the_words_it_was_read_from(
    app: Flask, session: Session, people: People
) -> None:
    people.lakes.evidence = (
        Evidence(field="deadlines", value="2026-03-01", words="Apply by 1 March."),
        Evidence(field="least_partners", value="2", words="At least two parties."),
    )
    people.lakes.applicant_kinds = ("association",)
    people.lakes.excluded_kinds = ("individual",)
    people.lakes.least_partners = 2
    keep(session, people)

    page = visitor(app, people.ada).get(f"/calls/{people.lakes.id}").text

    assert page.count("Apply by 1 March.</q>") == page.count("At least two parties.</q>") == 1
    for told in ("Association", "Not private person", "At least 2 parties together"):
        assert told in page


def test_a_call_is_shown_as_it_stood_on_the_day_of_a_decision(
    app: Flask, session: Session, people: People
) -> None:
    call = make_call(people.lakes.source, 7, "Lakes of today", "Today's words")
    for field, old, after in (
        ("title", '"Lakes of old"', 1), ("title", '"Lakes of the second day"', 3),
        ("text", '"Old words"', 3),
        ("deadlines", '[{"date":"2026-02-15","time":"12:00:00"}]', 3),
        ("least_partners", "3", 3),
    ):  # fmt: skip
        noticed = NOON + timedelta(days=after)
        keep(session, people, CallChange(
            call=call, field=field, old=old, new="null", noticed_at=noticed,
        ))  # fmt: skip
    days = [f"{(NOON + timedelta(days=each)).date()}" for each in (0, 2, 3)]

    first, second, last = [visitor(app, people.ada).get(f"/calls/{call.id}/then?at={day}").text
                           for day in days]  # fmt: skip

    assert "Lakes of old</h1>" in first
    assert "Lakes of the second day</h1>" in second
    for page in (first, second):
        assert "Old words" in page
        assert "15\u00a0February\u00a02026" in page
    assert "Lakes of today</h1>" in last
    assert "Today&#39;s words" in last
    assert "Nothing has changed since" in last


@pytest.mark.parametrize("at", ["", "yesterday", "2020-01-01", "9999-12-31"])
def test_a_moment_that_nobody_knew_the_call_is_not_found(
    app: Flask, people: People, at: str
) -> None:
    answer = visitor(app, people.ben).get(f"/calls/{people.lakes.id}/then?at={at}")

    assert answer.status_code == 404
