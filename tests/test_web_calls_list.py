"""The list of calls: tabs, dates, search, order and pages, and what it says when it is empty."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from lexicon.terms import DeadlineModel, Status
from models import Base, Call, Membership, Role
from models.database import connect
from tests.calls import closing, first, fit, fitting, keep, people
from tests.conftest import NOON, People, make_call
from tests.pages import known, open_site, visitor

__all__ = ["fitting", "people"]  # fixtures


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
