"""Pages of partners, sources and letters, for those who may see them."""

import zlib
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from models import End, Letter, Outcome, Snapshot, Source, SourceRun
from papers.links import answer_link
from tests.conftest import NOON, People, make_call, make_source
from tests.pages import keep, operated, post, visitor


@pytest.fixture
def people(session: Session) -> People:
    return operated(session)


def letter(people: People, **said: Any) -> Letter:
    facts: dict[str, Any] = {
        "kind": "digest", "about": "week", "subject": "Three calls",
        "text": f"Answer: {answer_link(1, 'join')}\n",
        "html": f'<html><head></head><a href="{answer_link(1, "join")}">Yes</a></html>',
        "written_at": NOON, "not_before": NOON, "sent_at": None, "carrier": None,
        "lease_until": None, "trouble": None,
    }  # fmt: skip
    return Letter(person_id=people.ada.id, **{**facts, **said})


def run(people: People, outcome: Outcome, **said: Any) -> SourceRun:
    facts: dict[str, Any] = {
        "read_at": NOON - timedelta(hours=1), "warnings": ["an unknown field: contact"],
        "trouble": None if outcome in (Outcome.OK, Outcome.UNCHANGED) else "a list without calls",
        "seen": 4, "new": 1,
    }  # fmt: skip
    return SourceRun(source_id=people.source.id, outcome=outcome, **{**facts, **said})


def test_a_stranger_sees_who_is_in_but_no_address_and_no_interest(
    app: Flask, people: People
) -> None:
    client = app.test_client()

    listed, page = client.get("/partners").text, client.get("/partners/1").text

    assert "Town" in listed + page
    assert "ada@town.example" not in listed + page
    assert "We measure water" not in page


def test_a_member_sees_people_interests_and_calls_that_fit(app: Flask, people: People) -> None:
    page = visitor(app, people.ada).get("/partners/1").text

    assert "ada@town.example" in page
    assert "We measure water in lakes" in page
    assert "No open call fits just now" in page


def test_a_partner_who_does_not_exist_is_missing(app: Flask, people: People) -> None:
    assert app.test_client().get("/partners/99").status_code == 404


def test_sources_are_for_the_partnership(app: Flask, people: People) -> None:
    assert app.test_client().get("/sources").status_code == 403
    assert "Not read yet" in visitor(app, people.ada).get("/sources").text


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome.OK, "Works"),
        (Outcome.UNCHANGED, "Works"),
        (Outcome.SUSPECT, "Could not be read"),
        (Outcome.BROKEN, "Could not be read"),
        (Outcome.REFUSED, "Could not be read"),
        (Outcome.DOWN, "Works"),  # once may be a slip of the net
    ],
)
def test_a_source_is_as_its_last_reading_was(
    app: Flask, people: People, session: Session, outcome: Outcome, told: str
) -> None:
    keep(session, run(people, Outcome.OK), run(people, outcome))

    page = visitor(app, people.ada).get("/sources").text

    assert told in page


def test_trouble_comes_first(app: Flask, people: People, session: Session) -> None:
    keep(session, run(people, Outcome.OK), make_source("broken", funder="Zeta"))
    ill = SourceRun(
        source_id=2, read_at=NOON, outcome=Outcome.DOWN, trouble="no answer", warnings=[]
    )
    keep(session, ill)

    page = visitor(app, people.ada).get("/sources").text

    assert page.index("Zeta") < page.index("The Fund")


def test_a_source_whose_next_reading_never_came_is_silent(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, make_source("late", due_at=NOON - timedelta(days=2)))

    assert "Silent unusually long" in visitor(app, people.ada).get("/sources").text


def test_a_source_that_is_off_is_no_trouble(app: Flask, people: People, session: Session) -> None:
    keep(session, make_source("off", on=False, due_at=NOON - timedelta(days=99)))

    page = visitor(app, people.ada).get("/sources").text

    assert "Off" in page
    assert "All sources work" in page


def test_only_operators_see_what_went_wrong(app: Flask, people: People, session: Session) -> None:
    keep(session, run(people, Outcome.SUSPECT))

    member = visitor(app, people.ada).get("/sources/1").text
    operator = visitor(app, people.cleo).get("/sources/1").text

    assert "a list without calls" not in member
    assert "a list without calls" in operator
    assert "an unknown field: contact" in operator


def test_an_operator_has_a_source_read_at_once(
    app: Flask, people: People, session: Session
) -> None:
    operator = visitor(app, people.cleo)

    answer = post(operator, "/sources/1/read", "/sources/1")

    assert answer.status_code == 303
    assert session.get_one(Source, 1).due_at == NOON
    assert visitor(app, people.ada).post("/sources/1/read").status_code in (400, 403)


def test_what_is_right_for_a_source_is_accepted_once(
    app: Flask, people: People, session: Session
) -> None:
    odd = run(people, Outcome.SUSPECT, check="one_day", trouble="all 12 calls close on one day")
    keep(session, run(people, Outcome.OK), odd)
    operator = visitor(app, people.cleo)

    page = operator.get("/sources/1").text
    post(operator, "/sources/1/accept", "/sources/1")

    assert "all 12 calls close on one day" in page
    assert session.get_one(Source, 1).accepts == ("one_day",)


def test_a_raw_answer_is_saved_and_never_shown(
    app: Flask, people: People, session: Session
) -> None:
    packed = zlib.compress(b"<script>alert(1)</script>")
    answer = Snapshot(
        source_id=people.source.id, question="https://fund.example/feed", seal="1", packed=packed,
        first_at=NOON, last_at=NOON,
    )  # fmt: skip
    keep(session, answer)
    operator = visitor(app, people.cleo)

    listed, said = operator.get("/sources/1").text, operator.get("/sources/1/answers/1")

    assert "https://fund.example/feed" in listed
    assert said.data == b"<script>alert(1)</script>"
    assert said.headers["Content-Disposition"].startswith("attachment")
    assert said.mimetype == "application/octet-stream"
    assert visitor(app, people.ada).get("/sources/1/answers/1").status_code == 403
    assert operator.get("/sources/2/answers/1").status_code == 404


def test_a_source_without_news_for_unusually_long_is_silent_though_it_works(
    app: Flask, people: People, session: Session
) -> None:
    found = [make_call(people.source, 10 + n, f"Call {n}", found_at=NOON - timedelta(days=days))
             for n, days in enumerate((200, 190, 180, 170, 160))]  # fmt: skip
    people.lakes.found_at = NOON - timedelta(days=210)
    keep(session, people.lakes, run(people, Outcome.OK), *found)

    page = visitor(app, people.ada).get("/sources").text

    assert "Silent unusually long" in page
    assert "No new call since" in page


def test_a_silent_source_is_named_above_the_calls(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, run(people, Outcome.OK), run(people, Outcome.REFUSED))

    page = visitor(app, people.ada).get("/calls").text

    assert "One source does not answer as it should:" in page
    assert '<a href="/sources/1">The Fund</a>' in page


@pytest.mark.parametrize("path", ["/outbox", "/outbox/1", "/outbox/1/look"])
def test_letters_are_for_operators(app: Flask, people: People, session: Session, path: str) -> None:
    keep(session, letter(people))

    assert app.test_client().get(path).status_code == 403
    assert visitor(app, people.ada).get(path).status_code == 403
    assert visitor(app, people.cleo).get(path).status_code == 200


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Waiting"),
        ({"not_before": NOON + timedelta(minutes=10)}, "Waits a while"),
        ({"sent_at": NOON}, "Sent"),
        ({"trouble": "mailbox full", "tries": 3}, "Will be tried again"),
        ({"ended": End.FAILED, "ended_at": NOON}, "Could not be sent"),
    ],
)
def test_a_letter_says_what_became_of_it(
    app: Flask, people: People, session: Session, said: dict[str, Any], told: str
) -> None:
    keep(session, letter(people, **said))
    client = visitor(app, people.cleo)

    assert told in client.get("/outbox").text
    assert told in client.get("/outbox/1").text


def test_an_empty_outbox_says_what_comes(app: Flask, people: People) -> None:
    page = visitor(app, people.cleo).get("/outbox").text

    assert "No letter has been written yet" in page
    assert "No mail server is set" in page


def test_links_of_a_letter_in_the_outbox_work_as_its_receivers(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, letter(people))
    client = visitor(app, people.cleo)

    page, look = client.get("/outbox/1").text, client.get("/outbox/1/look").text

    path = look.split('href="http://localhost')[1].split('"')[0]
    assert f"http://localhost{path}" in page
    assert "You answer as Ada" in client.get(path).text
    assert post(client, path, partner=people.town.id, answer="join").status_code == 303


def test_only_the_look_of_a_letter_may_have_inline_style_and_nothing_runs_in_it(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, letter(people))
    client = visitor(app, people.cleo)

    page = client.get("/outbox/1").headers["Content-Security-Policy"]
    look = client.get("/outbox/1/look").headers["Content-Security-Policy"]

    assert "unsafe" not in page
    assert "frame-src 'self'" in page
    assert "style-src 'unsafe-inline'" in look
    assert "script-src" not in look
    assert "default-src 'none'" in look
    assert "sandbox" in look
    assert "allow-scripts" not in look


def test_every_page_of_letters_is_kept_by_nobody(
    app: Flask, people: People, session: Session
) -> None:
    keep(session, letter(people))
    client = visitor(app, people.cleo)

    kept = {client.get(path).headers["Cache-Control"] for path in ("/outbox/1", "/outbox/1/look")}

    assert kept == {"no-store"}
