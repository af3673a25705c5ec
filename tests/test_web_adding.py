"""Adding and editing a source on the pages, without any script."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models import Look, Membership, Role, Snapshot, Source
from models.database import connect, upgrade
from tests.conftest import NOON, make_source
from tests.funders import Served
from tests.pages import known, open_site, post, visitor
from workflow.collecting import adding

FIELDS = {
    "funder": "Byfonden", "language": "sv", "zone": "Europe/Stockholm", "area": "", "hours": "24",
    "item": "li.card", "way": "0", "shown": "0", "terms": "yes", "do": "save",
}  # fmt: skip


class Office:
    """The site, with Ada as its operator and Ben as one of the others."""

    def __init__(self, engine: Engine, folder: Path, town: Served) -> None:
        self.engine, self.town = engine, town
        with Session(engine) as session:
            people = known(session)
            session.add_all([people.ada, people.ben])
            people.ada.memberships.append(Membership(partner=people.town, role=Role.OPERATOR))
            session.commit()
        self.app: Flask = open_site(engine, folder)
        self.app.config["LIMITS"] = town.limits
        self.ada: FlaskClient = visitor(self.app, people.ada)
        self.ben: FlaskClient = visitor(self.app, people.ben)

    def look(self, path: str) -> str:
        """Paste an address; return where that leads."""
        answer = post(self.ada, "/sources/new", url=self.town.url + path)
        assert answer.status_code == 303, answer.text
        return answer.location

    def save(self, at: str, **said: str) -> tuple[int, str]:
        answer = post(self.ada, at, at, **{**FIELDS, **said})
        return answer.status_code, answer.text

    def added(self) -> Source | None:
        with Session(self.engine, expire_on_commit=False) as session:
            found = select(Source).where(Source.added_at.is_not(None))
            return session.scalars(found.order_by(Source.id.desc())).first()


@pytest.fixture
def office(tmp_path: Path, town: Served) -> Iterator[Office]:
    engine = connect(f"sqlite:///{tmp_path}/site.db")
    upgrade(engine)
    yield Office(engine, tmp_path, town)
    engine.dispose()


def values(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', page))


def test_a_feed_needs_its_address_only(office: Office) -> None:
    at = office.look("/feed")
    shown = office.ada.get(at).text

    status, _ = office.save(at, **{name: values(shown).get(name, "") for name in ("funder",)})

    source = office.added()
    assert status == 303
    assert source is not None
    assert (source.reader, source.funder, source.options) == ("feed", "Sjöstiftelsen", {})
    assert (source.on, source.due_at) == (True, NOON)
    assert "<q>Sista ansökningsdag: 1 mars 2027.</q>" in shown
    assert "3 items, of which 2 read like calls" in shown


def test_what_is_missing_is_marked(office: Office) -> None:
    shown = office.ada.get(office.look("/feed")).text

    row = shown[shown.index("Utlysning: badplatser") :]
    assert row.count("tag-warn") == 2


def test_a_page_is_saved_with_the_list_that_was_chosen(office: Office) -> None:
    at = office.look("/list")

    status, _ = office.save(at, way="1")

    source = office.added()
    assert status == 303
    assert source is not None
    assert source.options == {"item": "div.teaser"}
    assert source.terms_read_by == "Ada"


def test_other_selectors_are_tried_and_nothing_is_lost(office: Office) -> None:
    at = office.look("/list")

    status, page = office.save(at, do="try", item="section.news div", funder="My own words")

    assert status == 200
    assert "Nytt från kansliet nummer 0" in page
    assert values(page)["item"] == "section.news div"
    assert values(page)["funder"] == "My own words"
    assert "List: 4 matches" in page
    assert office.added() is None


def test_a_part_of_the_page_shows_the_counts_alone(office: Office) -> None:
    at = office.look("/list")

    found = post(office.ada, f"{at}/try?found", at, **{**FIELDS, "title": "h3 a"}).text

    assert found.lstrip().startswith("<h2>4 calls, 3 with a last day</h2>")
    assert "Title: 4 matches" in found


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"funder": " "}, "funder", "Write who the funder is"),
        ({"area": "Atlantis"}, "area", "Write a country or a region"),
        ({"hours": "0"}, "hours", "Write a number of hours"),
        ({"hours": "²"}, "hours", "Write a number of hours"),
        ({"zone": "Mars/Base"}, "zone", "Choose the time zone"),
        ({"language": "tlh"}, "language", "Choose the language"),
        ({"item": "li["}, "item", "A selector cannot be understood"),
        ({"item": "li.gone"}, "item", "These selectors find no call"),
        ({"item": ""}, "item", "Say which selector"),
    ],
)
def test_each_mistake_is_told_at_its_field_and_the_rest_stays(
    office: Office, said: dict[str, str], field: str, sentence: str
) -> None:
    at = office.look("/list")

    status, page = office.save(at, **{"funder": "My own words", **said})

    assert status == 422
    assert f'href="#{field}">{sentence}' in page
    if "funder" not in said:
        assert 'value="My own words"' in page
    assert office.added() is None


def test_terms_that_nobody_has_read_are_asked_for(office: Office) -> None:
    at = office.look("/list")
    form = {name: value for name, value in FIELDS.items() if name != "terms"}

    page = post(office.ada, at, at, **form)

    assert page.status_code == 422
    assert 'href="#terms">Read the terms' in page.text
    assert office.added() is None


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/private", "robots.txt"),
        ("/pdf", "That is a PDF"),
        ("/login", "One has to sign in there"),
        ("/about", "Nothing that repeats there"),
        ("/nowhere", "There is no page at that address any more"),
    ],
)
def test_what_cannot_be_read_says_so_and_keeps_the_address(
    office: Office, path: str, sentence: str
) -> None:
    url = office.town.url + path

    answer = post(office.ada, "/sources/new", url=url)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert values(answer.text)["url"] == url


def test_an_address_within_a_network_is_never_asked(office: Office) -> None:
    office.town.asked.clear()

    answer = post(office.ada, "/sources/new", url="http://localhost/list")

    assert "not open to everybody" in answer.text
    assert office.town.asked == []


def test_a_source_that_is_there_is_shown_instead(office: Office) -> None:
    office.save(office.look("/feed"))

    again = post(office.ada, "/sources/new", url=f"{office.town.url}/feed")

    assert again.location.endswith("?known=1")
    assert "This source reads that address already." in office.ada.get(again.location).text


def test_two_who_save_the_same_page_make_one_source(office: Office) -> None:
    first, second = office.look("/feed"), office.look("/feed")

    office.save(first)
    status, _ = office.save(second)

    with Session(office.engine) as session:
        found = session.scalar(select(func.count(Source.id)).where(Source.reader == "feed"))
    assert (status, found) == (303, 2)  # with the one of the tests' own partnership


def test_what_was_looked_at_is_kept_for_a_day(office: Office) -> None:
    old = office.look("/feed")
    with Session(office.engine) as session, session.begin():
        session.scalars(select(Look)).one().at = NOON - timedelta(days=1, seconds=1)

    office.look("/linking")

    assert office.ada.get(old).status_code == 404


def test_selectors_are_tried_on_the_stored_answer_and_nobody_is_asked(office: Office) -> None:
    office.save(office.look("/list"))
    source = office.added()
    assert source is not None
    at = f"/sources/{source.id}/edit"
    office.town.asked.clear()

    status, page = office.save(at, item="div.teaser", do="try")

    assert status == 200
    assert "Nytt från kansliet nummer 0" in page
    assert office.town.asked == []
    assert office.added() is not None


def test_a_source_is_edited(office: Office) -> None:
    office.save(office.look("/list"))
    source = office.added()
    assert source is not None

    status, _ = office.save(
        f"/sources/{source.id}/edit", title="h3", area="Örebro", hours="6", funder="The Town"
    )

    edited = office.added()
    assert status == 303
    assert edited is not None
    assert (edited.funder, edited.area, edited.hours) == ("The Town", "SE124", 6)
    assert edited.options == {"item": "li.card", "title": "h3"}
    assert (edited.on, edited.chosen) == (False, False)  # the box was not ticked


def test_selectors_that_find_nothing_are_not_saved(office: Office) -> None:
    office.save(office.look("/list"))
    source = office.added()
    assert source is not None

    status, page = office.save(f"/sources/{source.id}/edit", item="li.gone", on="yes")

    after = office.added()
    assert status == 422
    assert 'value="li.gone"' in page
    assert after is not None
    assert after.options == {"item": "li.card"}


def test_a_source_without_an_answer_is_edited_all_the_same(office: Office) -> None:
    with Session(office.engine) as session, session.begin():
        wish = adding.Wish(
            reader="pages", start="https://x.example/", funder="X", language="sv",
            zone="Europe/Stockholm", terms_read_by="Ada", options={"item": "li"},
        )  # fmt: skip
        id = adding.add(session, wish, {}, NOON).id

    shown = office.ada.get(f"/sources/{id}/edit").text
    status, _ = office.save(f"/sources/{id}/edit", item="main li", on="yes")

    assert "It has not been read yet" in shown
    assert status == 303


def test_the_codes_own_sources_are_not_edited_here(office: Office) -> None:
    with Session(office.engine) as session, session.begin():
        source = make_source("own")
        session.add(source)
        session.flush()
        id = source.id

    assert office.ada.get(f"/sources/{id}/edit").status_code == 404


def test_only_operators_add_sources(office: Office) -> None:
    at = office.look("/list")
    office.save(at)
    source = office.added()
    assert source is not None

    for path in ("/sources/new", at, f"/sources/{source.id}/edit"):
        assert office.ben.get(path).status_code == 403
    assert "Lägg till en källa" not in office.ben.get("/sources").text
    assert "Add a source" in office.ada.get("/sources").text


def test_the_first_answer_is_kept_with_the_source(office: Office) -> None:
    office.save(office.look("/list"))

    with Session(office.engine) as session:
        kept = session.scalars(select(Snapshot)).one()
    assert kept.question == f"{office.town.url}/list"
    assert b"li class" in kept.body
