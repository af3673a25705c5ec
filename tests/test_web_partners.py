"""Partners in pages: found, let in, described by two without loss, leaving and coming back."""

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Group, Meeting, Partner
from tests.conftest import NOON, People
from tests.pages import known, post, visitor
from workflow.partners import meetings


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def test_partners_are_found_by_words_kind_and_municipality(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.town, people.university])
    people.town.municipality, people.town.kind = "Åmål", "municipality"
    people.university.about = "Teaches far and wide"
    session.commit()
    session.close()
    client = app.test_client()

    for query, names in (
        ("", {"Town", "University", "Hub"}), ("q=ÅMÅL", {"Town"}), ("q=teaches", {"University"}),
        ("kind=municipality", {"Town"}), ("municipality=Åmål", {"Town"}),
        ("q=town&kind=university", set()),
    ):  # fmt: skip
        shown = client.get(f"/partners?{query}").text
        assert {name for name in ("Town", "University", "Hub") if f">{name}</a>" in shown} == names


def test_what_partners_want_is_searched_by_members_only(app: Flask, people: People) -> None:
    assert ">Town</a>" in visitor(app, people.ada).get("/partners?q=measure").text
    assert ">Town</a>" not in app.test_client().get("/partners?q=measure").text


def test_a_search_that_finds_nothing_leads_back(app: Flask, people: People) -> None:
    shown = app.test_client().get("/partners?q=xyzzy", headers={"Accept-Language": "en"})

    assert "No partner is like that." in shown.text
    assert "Show all" in shown.text


def test_an_empty_partnership_says_how_to_begin(app: Flask, engine: Engine) -> None:
    shown = app.test_client().get("/partners", headers={"Accept-Language": "en"})

    assert "No partner is registered yet." in shown.text


def test_a_coordinator_lets_in_by_name_municipality_and_text(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.cleo)

    answer = post(
        client, "/partners/new", name="Laxå kommun", municipality="Laxå", wants="Young people"
    )

    assert answer.status_code == 303
    partner = session.scalars(select(Partner).filter_by(name="Laxå kommun")).one()
    assert answer.location == f"/partners/{partner.id}/invite?new=1"
    assert [each.text for each in partner.interests] == ["Young people"]


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(app: Flask, people: People) -> None:
    client = visitor(app, people.cleo)

    shown = post(client, "/partners/new", name="TOWN", wants="Young people", number="1", began="98")

    assert shown.status_code == 422
    for words in ('value="TOWN"', ">Young people</textarea>", 'id="number-error"', "redan en part"):
        assert words in shown.text


def test_a_representative_describes_their_own(app: Flask, people: People, session: Session) -> None:
    client = visitor(app, people.ada)

    answer = post(
        client, "/partners/1/edit", name="Town", municipality="Laxå", seen=1,
        **{"offers-premises": "A hall\nA barn"},
    )  # fmt: skip

    assert answer.location == "/partners/1?saved=1"
    shown = client.get(answer.location).text
    for words in ("Saved.", "A hall", "A barn", "Premises", "Örebro län", "Changed: Municipality"):
        assert words in shown


def test_the_slower_of_two_sees_both_texts_and_loses_nothing(
    app: Flask, people: People, session: Session
) -> None:
    ada, cleo = visitor(app, people.ada), visitor(app, people.cleo)
    post(ada, "/partners/1/edit", name="Town", about="Hers is first", seen=1)

    late = post(cleo, "/partners/1/edit", name="Town", about="Mine is late", began="1971", seen=1)

    assert late.status_code == 409
    assert ">Mine is late</textarea>" in late.text
    assert "Hers is first" in late.text
    assert 'value="1971"' in late.text
    assert 'name="seen" value="2"' in late.text
    post(cleo, "/partners/1/edit", name="Town", about="Both", began="1971", seen=2)
    assert session.scalars(select(Partner.about).filter_by(id=1)).one() == "Both"


def test_somebody_elses_profile_is_not_there(app: Flask, people: People) -> None:
    assert visitor(app, people.ben).get("/partners/1/edit").status_code == 404


def test_a_partner_leaves_and_is_seen_by_those_who_keep_the_register(
    app: Flask, people: People, session: Session
) -> None:
    cleo, ada = visitor(app, people.cleo), visitor(app, people.ada)
    assert "lämnar" in cleo.get("/partners/1/leave").text

    post(cleo, "/partners/1/leave")

    assert ">Town</a>" in cleo.get("/partners").text
    assert app.test_client().get("/partners/1").status_code == 404
    assert ada.get("/partners/1").status_code == 404
    assert ada.get("/tips").status_code == 403  # a stranger again
    post(cleo, "/partners/1/back", "/partners/1")
    assert app.test_client().get("/partners/1").status_code == 200


def test_the_last_coordinators_partner_cannot_leave(
    app: Flask, people: People, session: Session
) -> None:
    cleo = visitor(app, people.cleo)

    shown = post(cleo, f"/partners/{people.hub.id}/leave")

    assert shown.status_code == 409
    assert "Någon måste samordna" in shown.text


def test_the_profile_tells_strangers_nothing_of_people(app: Flask, people: People) -> None:
    shown = app.test_client().get("/partners/1").text

    assert "ada@town.example" not in shown
    assert "Ada" not in shown


def test_meetings_are_planned_on_a_page_of_ones_own(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.ada)

    wrong = post(client, "/partners/1/meetings", body="The board", days="soon", papers="14")
    answer = post(client, "/partners/1/meetings", body="The board", days="2026-03-10", papers="14")

    assert wrong.status_code == 422
    assert 'value="The board"' in wrong.text
    assert answer.location == "/partners/1/meetings"
    for path in (answer.location, "/partners/1", "/meetings"):
        shown = client.get(path).text.replace("\u00a0", " ")
        assert "10 March 2026" in shown
        assert "24 February 2026" in shown
    post(client, "/meetings/1/remove", "/partners/1/meetings")
    assert session.scalars(select(Meeting)).all() == []
    session.rollback()
    assert "No meeting is planned." in client.get("/meetings").text


def test_nobody_takes_away_the_meetings_of_others(
    app: Flask, people: People, session: Session
) -> None:
    session.add_all([people.town, people.ada])
    meetings.add(
        session, people.town, body="The board", days="2026-03-10", papers="", by=people.ada,
        now=NOON,
    )  # fmt: skip
    session.commit()
    session.close()

    answer = post(visitor(app, people.ben), "/meetings/1/remove", "/calls")

    assert answer.status_code == 404


def test_groups_are_formed_changed_and_dissolved(
    app: Flask, people: People, session: Session
) -> None:
    cleo = visitor(app, people.cleo)

    post(cleo, "/groups/new", name="Watch", purpose="Looks ahead", people=[1, 2])
    assert "Ben" in visitor(app, people.ada).get("/groups").text
    post(cleo, "/groups/1/edit", name="Watch", purpose="Looks far", people=[1], seen=1)
    late = post(cleo, "/groups/1/edit", name="Look", purpose="Late", people=[2], seen=1)

    assert late.status_code == 409
    assert "Looks far" in late.text
    assert ">Late</textarea>" in late.text
    empty = post(cleo, "/groups/new", name=" ", purpose="Kept", people=[1])
    assert empty.status_code == 422
    assert ">Kept</textarea>" in empty.text
    post(cleo, "/groups/1/dissolve", "/groups/1/edit")
    assert session.scalars(select(Group)).all() == []
