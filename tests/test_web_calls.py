"""Pages of calls: what fits whom and why, for strangers, members and coordinators."""

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lexicon.terms import (
    Amount,
    Bound,
    DateKind,
    Deadline,
    DeadlineModel,
    Doubt,
    Eligibility,
    Evidence,
    MoneyKind,
    Rate,
    Reason,
    Status,
    Verdict,
    Wording,
)
from models import Answer, Band, Base, Call, CallChange, Match, Membership, Role, Stance
from models.database import connect
from tests.conftest import NOON, People, make_call, make_source
from tests.pages import known, open_site, post, ticket, visitor


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


@pytest.fixture
def fitting(session: Session, people: People) -> People:
    keep(session, people, fit(people, people.lakes))
    return people


def fit(people: People, call: Call, **said: Any) -> Match:
    facts: dict[str, Any] = {
        "score": 0.4,
        "band": Band.GOOD,
        "reasons": (Reason(word="lakes", met="Lake", weight=0.2),),
        "eligibility": (Eligibility(condition="area", verdict=Verdict.YES, words="all Sweden"),),
    }
    interest = people.town.interests[0]
    return Match(interest_id=interest.id, call=call, found_at=NOON, **{**facts, **said})


def keep(session: Session, people: People, *things: Any) -> None:
    """Store things, and let go of the database."""
    session.add_all([people.lakes, *things])
    session.commit()
    session.close()


def closing(day: date, **said: Any) -> Deadline:
    return Deadline(day=day, **said)


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


def test_an_answer_from_the_list_comes_back_to_its_row(
    app: Flask, fitting: People, session: Session
) -> None:
    client = visitor(app, fitting.ada)

    answer = post(
        client, "/calls/1/stance", "/calls?tab=fits",
        partner=1, answer="join", next="/calls?tab=fits",
    )  # fmt: skip

    assert answer.location == "/calls?tab=fits#call-1"
    assert "Change" in client.get("/calls?tab=fits").text
    assert session.scalars(select(Stance.answer)).one() is Answer.JOIN


def test_what_is_not_for_us_leaves_the_list_and_stays_among_our_answers(
    app: Flask, fitting: People
) -> None:
    client = visitor(app, fitting.ada)

    post(client, "/calls/1/stance", "/calls/1", partner=1, answer="no", reason="wrong topic")

    assert 'id="call-1"' not in client.get("/calls?tab=fits").text
    assert 'id="call-1"' in client.get("/calls?tab=answered").text
    assert 'id="call-1"' in client.get("/calls?tab=declined").text


def test_an_answer_can_be_taken_back_at_once(app: Flask, fitting: People, session: Session) -> None:
    client = visitor(app, fitting.ada)
    post(client, "/calls/1/stance", "/calls/1", partner=1, answer="join")

    answer = post(client, "/calls/1/stance/back", "/calls/1", partner=1)
    again = post(client, "/calls/1/stance/back", "/calls/1", partner=1)

    assert (answer.status_code, again.status_code) == (303, 303)
    assert session.scalars(select(Stance)).all() == []


def test_the_slower_of_two_is_told_both_answers(app: Flask, fitting: People) -> None:
    client = visitor(app, fitting.ada)
    post(client, "/calls/1/stance", "/calls/1", partner=1, answer="join", seen=0)

    slower = post(client, "/calls/1/stance", "/calls/1", partner=1, answer="no", seen=0)

    assert slower.status_code == 409
    assert "Meanwhile, the answer became" in slower.text
    assert "interested" in slower.text


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"partner": 1}, 400),
        ({"partner": 1, "answer": "perhaps"}, 400),
        ({"partner": 99, "answer": "join"}, 404),
        ({"answer": "join"}, 404),
        ({"partner": 2, "answer": "join"}, 409),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    app: Flask, fitting: People, session: Session, form: dict[str, Any], code: int
) -> None:
    answer = post(visitor(app, fitting.ada), "/calls/1/stance", "/calls/1", **form)

    assert answer.status_code == code
    assert session.scalars(select(Stance)).all() == []


def test_a_coordinator_answers_for_others_as_told_by_telephone(
    app: Flask, fitting: People, session: Session
) -> None:
    client = visitor(app, fitting.cleo)

    assert "telefonsamtal" in client.get("/calls/1").text
    answer = post(client, "/calls/1/stance", "/calls/1", partner=1, answer="watch")

    assert answer.status_code == 303
    assert session.scalars(select(Stance.answered_by)).one() == fitting.cleo.id


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


def many_phases(people: People) -> list[Call]:
    return [
        make_call(people.source, 11, "Soon", deadlines=(closing(date(2026, 1, 20)),)),
        make_call(people.source, 12, "Rolling", deadlines=(), deadline_model=DeadlineModel.ROLLING),
        make_call(
            people.source, 13, "Dateless", deadlines=(), deadline_model=DeadlineModel.UNKNOWN
        ),
        make_call(people.source, 14, "Upcoming", opens=date(2026, 2, 1)),
        make_call(people.source, 15, "Planned", status=Status.PLANNED, deadlines=()),
        make_call(people.source, 16, "Withdrawn", status=Status.WITHDRAWN),
    ]


def test_where_nothing_is_open_yet_what_is_coming_is_shown(
    app: Flask, people: People, session: Session
) -> None:
    usual = "usually opens 15 September, closes 15 November"
    people.lakes.status, people.lakes.season = Status.PLANNED, usual
    people.lakes.area_text, people.lakes.areas = "", ("SE124",)
    keep(session, people)

    page = app.test_client().get("/calls").text

    assert ">Cleaner lakes</a>" in page
    assert f">{usual}</span></p>" in page
    assert "Örebro" in app.test_client().get("/calls/1").text


@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        ("open", {"Cleaner lakes", "Soon", "Rolling", "Dateless"}),
        ("coming", {"Upcoming", "Planned"}),
        ("rolling", {"Rolling"}),
        ("no such tab", {"Cleaner lakes", "Soon", "Rolling", "Dateless"}),
    ],
)
def test_each_tab_holds_its_phase(
    app: Flask, people: People, session: Session, tab: str, shown: set[str]
) -> None:
    keep(session, people, *many_phases(people))

    page = app.test_client().get(f"/calls?tab={tab}").text

    titles = {"Cleaner lakes", *(call.title for call in many_phases(people))}
    assert {title for title in titles if f">{title}</a>" in page} == shown


def test_calls_stand_under_when_they_close(app: Flask, people: People, session: Session) -> None:
    keep(session, people, *many_phases(people))

    page = app.test_client().get("/calls?tab=open", headers={"Accept-Language": "en"}).text

    order = ["Closing within 30 days", ">Soon<", "Closing later", ">Cleaner lakes<",
             "Open all year", ">Rolling<", "No date given", ">Dateless<"]  # fmt: skip
    places = [page.index(each, page.index('id="results"')) for each in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=WATER", True), ("q=water+quality", True), ("q=water+fire", False), ("q=%25", True),
        ("q=the+fund", True), ("funder=The+Fund", True), ("funder=Nobody", False),
        ("programme=Other", False), ("area=Örebro+län", True), ("area=Norge", False),
        ("kind=municipality", True), ("within=14", False), ("within=90", True), ("within=x", True),
        ("amount=400+000", True), ("amount=much", True), ("page=99", True),
        ("page=nonsense", True), ("q=östersjön", True),
    ],
)  # fmt: skip
def test_a_search_finds_what_has_every_word(
    app: Flask, people: People, session: Session, asked: str, found: bool
) -> None:
    people.lakes.text = "Water quality in ÖSTERSJÖN"
    keep(session, people)

    page = app.test_client().get(f"/calls?tab=open&{asked}").text

    assert (">Cleaner lakes</a>" in page) is found


def test_a_search_is_shown_as_text_and_nothing_else(app: Flask, people: People) -> None:
    page = app.test_client().get('/calls?q="><script>alert(1)</script>').text

    assert "<script>alert" not in page


def test_the_best_match_can_stand_first(app: Flask, people: People, session: Session) -> None:
    later = make_call(people.source, 2, "Later but better", deadlines=(closing(date(2026, 6, 1)),))
    keep(session, people, fit(people, people.lakes), fit(people, later, score=0.9))
    client = visitor(app, people.ada)

    by_date, by_fit = client.get("/calls").text, client.get("/calls?sort=fit").text

    assert first(by_date) == "Cleaner lakes"
    assert first(by_fit) == "Later but better"


def first(page: str) -> str:
    results = page[page.index('id="results"') :]
    return results[results.index("<h3>") :].split(">")[2].split("<")[0]


def test_a_match_that_fits_no_longer_is_not_shown(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, people, fit(people, people.lakes, lost_at=NOON))

    assert "Why you see it" not in visitor(app, people.ada).get("/calls?tab=open").text


def test_a_list_is_paged(app: Flask, people: People, session: Session) -> None:
    keep(session, people, *(make_call(people.source, n, f"Call {n}") for n in range(2, 50)))
    client = app.test_client()

    pages = [client.get(f"/calls?page={n}").text for n in range(1, 6)]

    assert sum(page.count('<article class="match"') for page in pages) == 49
    assert 'rel="next"' not in pages[4]


def test_with_htmx_only_the_list_is_sent(app: Flask, people: People) -> None:
    client = app.test_client()

    part = client.get("/calls?q=water", headers={"HX-Request": "true"})
    whole = client.get(
        "/calls?q=water", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )

    assert "<html" not in part.text
    assert "Cleaner lakes" in part.text
    assert "HX-Request" in part.headers["Vary"]
    assert "<html" in whole.text


def test_an_empty_house_says_what_comes(app: Flask, session: Session) -> None:
    client = app.test_client()

    page = client.get("/calls", headers={"Accept-Language": "en"})

    assert page.status_code == 200
    assert "No source is set up yet" in page.text
    assert client.get("/calls/1").status_code == 404


def test_nothing_that_fits_leads_to_all_open_calls(app: Flask, people: People) -> None:
    page = visitor(app, people.ada).get("/calls?tab=fits").text

    assert "No open call fits your interests just now" in page
    assert "/calls?tab=open" in page


def test_who_is_in_two_partners_chooses_for_which(
    app: Flask, fitting: People, session: Session
) -> None:
    session.add(fitting.ada)
    fitting.ada.memberships.append(
        Membership(partner=fitting.university, role=Role.REPRESENTATIVE)
    )  # fmt: skip
    keep(session, fitting)
    client = visitor(app, fitting.ada)

    listed, page = client.get("/calls").text, client.get("/calls/1").text

    assert '<select class="input" id="for-1" name="partner">' in listed
    assert "choose for which partner" in listed
    assert page.count('class="btn btn-block btn-pri" name="answer" value="join"') == 2


def test_a_long_list_asks_the_database_a_few_questions_only(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/many.db")
    with Session(engine) as session:
        Base.metadata.create_all(engine)
        people = known(session)
        made = [make_call(people.source, n, f"Call {n}", "Words. " * 300) for n in range(2, 202)]
        keep(session, people, *made, *(fit(people, call) for call in made))
    app = open_site(engine, tmp_path)
    client = visitor(app, people.ada)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    page = client.get("/calls")

    assert "200 calls fit Town" in page.text
    assert len([each for each in asked if each.startswith("SELECT")]) <= 20
    assert len(page.data) <= 60_000
    engine.dispose()


def test_a_first_view_is_light(app: Flask, people: People, session: Session) -> None:
    made = [make_call(people.source, n, f"Call {n} of a usual length") for n in range(2, 60)]
    keep(session, people, *made, *(fit(people, call) for call in made))
    client = visitor(app, people.ada)
    page = client.get("/calls")

    files = ["app.css", "icon.svg", "vendor/htmx-4.0.1/htmx.min.js",
             "vendor/public-sans-5.3.0/public-sans-latin-wght-normal.woff2"]  # fmt: skip
    sizes = []
    for name in files:
        with client.get(f"/static/{name}") as shown:
            sizes.append(len(shown.data))

    assert len(page.data) <= 60_000
    assert len(page.data) + sum(sizes) <= 130_000


def test_a_letters_link_shows_the_call_in_its_readers_language(app: Flask, people: People) -> None:
    client = app.test_client()

    assert "You answer as Ada" in client.get(f"/in/{ticket(app, people.ada)}/calls/1/join").text
    assert "Du svarar som Ben" in client.get(f"/in/{ticket(app, people.ben)}/calls/1/join").text


def test_thanks_are_for_a_while_only(app: Flask, fitting: People, session: Session) -> None:
    old = Stance(
        partner_id=1, call_id=1, answer=Answer.JOIN, reason=None, version=1,
        answered_by=fitting.ada.id, answered_at=NOON - timedelta(hours=1),
    )  # fmt: skip
    keep(session, fitting, old)

    page = visitor(app, fitting.ada).get("/calls/1?thanks=1").text

    assert "The answer of Town is saved" in page
    assert "Take it back" not in page


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
