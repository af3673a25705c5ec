"""Signing in without a password: a link and a code by letter, and nothing told to strangers."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from config import Config, Data, Mail, Site, Web
from models import Base, Letter, Membership, Person, Role, SignIn, Throttle, Use, WebSession
from papers.keys import hashed
from tests.conftest import NOON, People
from tests.pages import known, letters_ticket, post, visitor
from tests.signing_in import Watch, ask, is_in, letter
from web import create_app
from workflow.outlets import links
from workflow.people.signing_in import write_letters


@pytest.fixture
def app(engine: Engine, tmp_path: Path, watch: Watch) -> Flask:
    config = Config(data=Data(folder=str(tmp_path)), site=Site(url="http://localhost"))
    return create_app(config, engine, watch)


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


def test_the_code_of_the_letter_signs_in_and_goes_on(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    ask(client, " Ada@Town.example ", "/calls/1")
    _, code = letter(app, session, NOON)

    answer = post(client, "/sign-in/code", code=f"{code[:3]} {code[3:]}", next="/calls/1")

    assert (answer.status_code, answer.location) == (303, "/calls/1")
    assert is_in(client)


def test_the_link_of_the_letter_signs_in_by_a_button_and_several_times(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)
    watch.wait(minutes=29)

    clients = [app.test_client() for _ in range(3)]
    for client in clients:
        client.head(f"/s/{link}")
        client.get(f"/s/{link}")
        assert not is_in(client)
        post(client, f"/s/{link}", next="/calls")

    assert [is_in(client) for client in clients] == [True] * 3


def test_after_half_an_hour_the_link_says_what_to_do(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)
    watch.wait(minutes=30)

    shown = app.test_client().get(f"/s/{link}")

    assert shown.status_code == 410
    assert 'href="/sign-in' in shown.text


@pytest.mark.parametrize("made_up", ["1.x", "1", "x", "0.", "99999999999999999999.x", "1.é"])
def test_a_made_up_link_opens_nothing(
    app: Flask, people: People, session: Session, made_up: str
) -> None:
    ask(app.test_client(), people.ada.email)
    letter(app, session, NOON)

    assert app.test_client().get(f"/s/{made_up}").status_code == 410


def test_a_code_is_good_once(app: Flask, people: People, session: Session) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    with client.session_transaction() as cookie:
        asked = cookie["asked"]
    _, code = letter(app, session, NOON)
    post(client, "/sign-in/code", code=code)
    post(client, "/out", "/calls")
    with client.session_transaction() as cookie:
        cookie["asked"] = asked

    answer = post(client, "/sign-in/code", code=code)

    assert answer.status_code == 422
    assert not is_in(client)


def test_a_code_is_good_for_ten_minutes(
    app: Flask, people: People, session: Session, watch: Watch
) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    _, code = letter(app, session, NOON)
    watch.wait(minutes=10)

    assert post(client, "/sign-in/code", code=code).status_code == 422


def test_a_code_opens_nothing_in_a_browser_that_did_not_ask(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    _, code = letter(app, session, NOON)
    other = app.test_client()
    ask(other, people.ben.email)

    assert post(other, "/sign-in/code", code=code).status_code == 422


def test_after_five_guesses_the_right_code_is_too_late(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    _, code = letter(app, session, NOON)
    for guess in range(5):
        post(client, "/sign-in/code", code=f"{(int(code) + guess + 1) % 10**6:06}")

    assert post(client, "/sign-in/code", code=code).status_code == 422


def test_whether_an_address_is_known_is_not_told(
    app: Flask, people: People, session: Session
) -> None:
    shown = []
    for email in (people.ada.email, "nobody@town.example"):
        client = app.test_client()
        answer = post(client, "/sign-in", email=email, next="/calls")
        page = client.get(answer.location)
        wrong = post(client, "/sign-in/code", code="12 34 56")
        texts = [re.sub(r'csrf_token" value="[^"]+', "", each) for each in (page.text, wrong.text)]
        shown.append((answer.status_code, answer.location, wrong.status_code, *texts))

    assert shown[0] == shown[1]
    assert len(session.scalars(select(SignIn.id)).all()) == 2


def test_only_the_clock_writes_letters_so_that_time_tells_nothing(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    ask(app.test_client(), "nobody@town.example")
    before = session.scalars(select(Letter.id)).all()

    secret = app.config["SECRET_KEY"]
    write_letters(session, secret, NOON)
    write_letters(session, secret, NOON)

    assert before == []
    assert session.scalars(select(Letter.person_id)).all() == [people.ada.id]


def test_nothing_that_signs_in_lies_in_the_database(
    app: Flask, people: People, session: Session, engine: Engine
) -> None:
    client = app.test_client()
    ask(client, people.ada.email)
    link, code = letter(app, session, NOON)
    post(client, "/sign-in/code", code=code)
    with client.session_transaction() as cookie:
        token = cookie["token"]

    with engine.connect() as open:
        kept = [
            str(value)
            for table in Base.metadata.sorted_tables
            for row in open.execute(table.select())
            for value in row
        ]
    assert not [each for each in kept if token in each or link in each or each == code]
    assert hashed(token) in kept


def test_a_session_of_the_cookie_alone_opens_nothing_after_signing_out(
    app: Flask, people: People
) -> None:
    client = visitor(app, people.ada)
    cookie = client.get_cookie("samsok")
    assert cookie is not None
    post(client, "/out", "/calls")

    thief = app.test_client()
    thief.set_cookie("samsok", cookie.value)

    assert not is_in(thief)


def test_signing_in_gives_a_new_token_and_ends_the_old(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)
    cookie = client.get_cookie("samsok")
    assert cookie is not None

    again = visitor(app, people.ada)
    with again.session_transaction() as other:
        assert other["token"] not in cookie.value
    post(client, "/out", "/calls")
    assert is_in(again)


def test_five_letters_for_an_address_are_enough(app: Flask, people: People, watch: Watch) -> None:
    client = app.test_client()
    for _ in range(5):
        ask(client, people.ada.email)

    stopped = post(client, "/sign-in", email=people.ada.email.upper())
    watch.wait(minutes=15)

    assert stopped.status_code == 429
    assert "kvart" in stopped.text or "quarter" in stopped.text
    ask(client, people.ada.email)


def test_twenty_letters_from_one_place_are_enough(app: Flask, people: People) -> None:
    client = app.test_client()
    for number in range(20):
        ask(client, f"nobody{number}@town.example")

    assert post(client, "/sign-in", email=people.ada.email).status_code == 429


def test_what_is_counted_does_not_say_of_whom(app: Flask, people: People, session: Session) -> None:
    ask(app.test_client(), people.ada.email)

    keys = session.scalars(select(Throttle.key)).all()

    assert len(keys) == 3
    # Three letters may stand in any hash by chance, so the whole address is looked for.
    assert not [key for key in keys if people.ada.email in key or "127.0.0.1" in key]
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


@pytest.mark.parametrize("typed", ["", "ada", "@town.example", "ada@", "x" * 200 + "@town.example"])
def test_what_is_no_address_is_said_kindly(app: Flask, people: People, typed: str) -> None:
    answer = post(app.test_client(), "/sign-in", email=typed)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_coordinators_are_out_after_an_hour_without_doing_anything(
    app: Flask, people: People, watch: Watch
) -> None:
    client = visitor(app, people.cleo)
    watch.wait(minutes=59)
    still = is_in(client)
    watch.wait(minutes=59)
    seen = is_in(client)
    watch.wait(minutes=60)

    assert (still, seen, is_in(client)) == (True, True, False)


def test_coordinators_are_out_after_twelve_hours_whatever_they_do(
    app: Flask, people: People, watch: Watch
) -> None:
    client = visitor(app, people.cleo)
    for _ in range(13):
        watch.wait(minutes=55)
        assert is_in(client)
    watch.wait(minutes=6)

    assert not is_in(client)


def test_others_stay_for_days(app: Flask, people: People, watch: Watch) -> None:
    client = visitor(app, people.ada)
    watch.wait(days=13)
    still = is_in(client)
    watch.wait(days=14)

    assert (still, is_in(client)) == (True, False)


def test_who_becomes_something_gets_a_new_token(
    app: Flask, people: People, session: Session
) -> None:
    client = visitor(app, people.ada)
    before = session.scalars(select(WebSession.hash)).one()
    session.add(Membership(person_id=people.ada.id, partner_id=people.hub.id, role=Role.OPERATOR))
    session.commit()
    session.close()

    assert is_in(client)
    assert is_in(client)

    assert session.scalars(select(WebSession.hash)).one() != before


def test_a_letters_ticket_does_not_open_the_account(app: Flask, people: People) -> None:
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")

    answer = client.get("/account")

    assert is_in(client)
    assert (answer.status_code, answer.location) == (303, "/sign-in/more?next=/account")
    assert "kod" in client.get(answer.location).text or "code" in client.get(answer.location).text


def test_a_letters_ticket_gives_no_power_over_others(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    entered = post(client, f"/in/{letters_ticket(app, people.cleo)}", next="/overlaps")

    led = client.get("/overlaps")

    assert entered.location == "/sign-in/more?next=/overlaps"
    assert (led.status_code, led.location) == (303, "/sign-in/more?next=/overlaps")
    assert client.get("/account").status_code == 303
    assert 'href="/overlaps"' not in client.get("/calls").text


def test_who_came_by_a_letter_gets_a_fresh_code_and_all_is_open(
    app: Flask, people: People, session: Session
) -> None:
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")
    asked = post(client, "/sign-in/fresh", "/sign-in/more?next=/account", next="/account")
    _, code = letter(app, session, NOON)

    answer = post(client, asked.location, code=code, next="/account")

    assert answer.location == "/account"
    assert client.get("/account").status_code == 200
    assert len(session.scalars(select(WebSession)).all()) == 1


def test_an_older_letter_does_not_weaken_who_is_here_already(app: Flask, people: People) -> None:
    client = visitor(app, people.ada)
    page = client.get(f"/in/{letters_ticket(app, people.ada)}?next=/calls")

    assert (page.status_code, page.location) == (303, "/calls")
    assert client.get("/account").status_code == 200


def test_all_sessions_are_listed_and_one_elsewhere_can_be_ended(
    app: Flask, people: People, session: Session
) -> None:
    here, there = visitor(app, people.ada), visitor(app, people.ada)
    shown = here.get("/account").text
    numbers = re.findall(r"/account/sessions/(\d+)/end", shown)
    with there.session_transaction() as cookie:
        other = session.scalars(select(WebSession.id).filter_by(hash=hashed(cookie["token"]))).one()
    session.close()

    post(here, f"/account/sessions/{other}/end", "/account")

    assert len(numbers) == 2
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_sessions_of_others(app: Flask, people: People, session: Session) -> None:
    ada, ben = visitor(app, people.ada), visitor(app, people.ben)
    with ben.session_transaction() as cookie:
        other = session.scalars(select(WebSession.id).filter_by(hash=hashed(cookie["token"]))).one()
    session.close()

    post(ada, f"/account/sessions/{other}/end", "/account")

    assert is_in(ben)


def test_signing_out_everywhere_ends_all_and_the_letters_that_were_asked_for(
    app: Flask, people: People, session: Session
) -> None:
    here, there = visitor(app, people.ada), visitor(app, people.ada)
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)

    post(here, "/account/out", "/account")

    assert (is_in(here), is_in(there)) == (False, False)
    assert app.test_client().get(f"/s/{link}").status_code == 410


def test_signing_out_everywhere_ends_the_links_of_letters_too(
    app: Flask, people: People, watch: Watch
) -> None:
    old = letters_ticket(app, people.ada)
    watch.wait(seconds=1)
    post(visitor(app, people.ada), "/account/out", "/account")
    new = letters_ticket(app, people.ada)

    shown = app.test_client().get(f"/in/{old}?next=/calls")

    assert shown.status_code == 410
    assert "/sign-in" in shown.text
    assert app.test_client().get(f"/in/{new}").status_code == 200


@pytest.mark.parametrize("path", ["invite", "people/1"])
def test_a_letter_that_was_sent_on_gives_nobody_a_role(
    app: Flask, people: People, path: str
) -> None:
    client = app.test_client()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")
    place = f"/partners/{people.town.id}/{path}"

    led = client.get(place)
    sent = post(client, place, "/calls", name="E", email="e@evil.example", roles="representative")

    assert led.location.startswith("/sign-in/more")
    assert sent.status_code == 403


def test_who_was_erased_comes_in_no_more(app: Flask, people: People, session: Session) -> None:
    client = visitor(app, people.ada)
    session.get_one(Person, people.ada.id).erased_at = NOON
    session.commit()
    session.close()

    assert not is_in(client)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "///evil.example",
        "/\x0b/evil.example",
    ],
)
def test_signing_in_leads_to_no_other_site(
    app: Flask, people: People, session: Session, path: str
) -> None:
    client = app.test_client()
    ask(client, people.ada.email, path)
    _, code = letter(app, session, NOON)

    assert post(client, "/sign-in/code", code=code, next=path).location == "/"


def test_addresses_in_letters_come_from_the_settings_not_from_the_request(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    config = Config(data=Data(folder=str(tmp_path)), site=Site(url="http://samsok.example"))
    app = create_app(config, engine, lambda: NOON)
    client = app.test_client()

    strange = client.get("/sign-in", headers={"Host": "evil.example"})
    page = client.get(
        "/sign-in", headers={"X-Forwarded-Host": "evil.example"}, base_url="http://samsok.example"
    )

    assert strange.status_code == 400
    assert page.status_code == 200
    assert "evil" not in page.text


def test_pages_of_signing_in_are_kept_by_nobody_and_tell_no_address(
    app: Flask, people: People
) -> None:
    shown = app.test_client().get("/sign-in")

    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"


def test_asking_does_not_even_look_whose_the_address_is(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    ask(app.test_client(), "nobody@town.example")

    rows = session.scalars(select(SignIn)).all()

    assert [row.person_id for row in rows] == [None, None]
    assert not [row for row in rows if "ada" in row.mark]


def test_the_outbox_hides_what_signs_in_unless_it_is_the_only_way_to_read_letters(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    session.add(Membership(person_id=people.cleo.id, partner_id=people.hub.id, role=Role.OPERATOR))
    session.commit()
    shown = []
    for mail in (Mail(), Mail(host="mail.example")):
        config = Config(
            data=Data(folder=str(tmp_path)), site=Site(url="http://localhost"), mail=mail
        )
        app = create_app(config, engine, lambda: NOON)
        ask(app.test_client(), people.ada.email)
        link, code = letter(app, session, NOON)
        number = session.scalars(select(func.max(Letter.id))).one()
        session.close()
        page = visitor(app, people.cleo).get(f"/outbox/{number}").text
        shown.append((code in page, link in page))

    assert shown == [(True, True), (False, False)]


def test_a_calendars_address_is_the_persons_own_and_can_be_taken_back(
    app: Flask, people: People, session: Session
) -> None:
    client, secret = visitor(app, people.ada), app.config["SECRET_KEY"]

    tokens = []
    for path in ("/account/links/calendar", "/account/links/calendar"):
        post(client, path, "/account")
        found = re.search(r"http://localhost/calendar/([^\"]+)\.ics", client.get("/account").text)
        assert found
        tokens.append(found[1])
    readers = [links.opened_by(session, secret, token, Use.CALENDAR) for token in tokens]
    session.close()
    post(client, "/account/links/calendar/end", "/account")

    assert [reader and reader.person_id for reader in readers] == [None, people.ada.id]
    gone = links.opened_by(session, secret, tokens[1], Use.CALENDAR)
    session.close()
    assert gone is None
    assert app.test_client().get(f"/s/{tokens[1]}").status_code == 410
    assert app.test_client().get(f"/in/{tokens[1]}").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Så behandlar vi personuppgifter"), ("en", "How we treat personal data")],
)
def test_the_privacy_page_tells_the_times_of_the_settings(
    app: Flask, language: str, said: str
) -> None:
    shown = app.test_client().get("/privacy", headers={"Accept-Language": language}).text

    assert said in shown
    assert "24" in shown
    assert "operator@localhost" in shown


@pytest.mark.parametrize(("proxies", "passed"), [(0, 20), (1, 30)])
def test_only_a_proxy_of_ours_says_where_somebody_is(
    engine: Engine, tmp_path: Path, people: People, proxies: int, passed: int
) -> None:
    config = Config(
        data=Data(folder=str(tmp_path)), site=Site(url="http://localhost"),
        web=Web(proxies=proxies),
    )  # fmt: skip
    client = create_app(config, engine, lambda: NOON).test_client()
    found = re.search(r'csrf_token" value="([^"]+)', client.get("/sign-in").text)
    assert found

    answers = [
        client.post(
            "/sign-in",
            data={"csrf_token": found[1], "email": f"nobody{number}@town.example"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(30)
    ]

    assert answers.count(303) == passed


def test_who_belongs_to_no_partner_is_a_stranger(
    app: Flask, people: People, session: Session
) -> None:
    ask(app.test_client(), people.ada.email)
    link, _ = letter(app, session, NOON)
    session.execute(delete(Membership).where(Membership.person_id == people.ada.id))
    session.commit()
    client = app.test_client()
    ask(client, people.ada.email)
    write_letters(session, app.config["SECRET_KEY"], NOON)
    session.commit()
    letters = session.scalars(select(Letter.id)).all()
    session.close()
    post(client, f"/in/{letters_ticket(app, people.ada)}", next="/calls")

    assert len(letters) == 1
    assert app.test_client().get(f"/s/{link}").status_code == 410
    assert not is_in(client)
