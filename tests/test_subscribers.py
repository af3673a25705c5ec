"""Asking for the newsletter twice, leaving it once, and being forgotten."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from jobs import erased
from jobs.post import sealing
from models import End, Letter, Newcomer, NewcomerState, Pace, Person, Subscriber
from papers.envelopes import newsletter_pass
from papers.keys import link_of
from papers.links import Tickets
from papers.masking import masked
from papers.returned import Fate, Returned
from tests.conftest import NOON, People
from tests.mailing import SECRET, MailServer, carry, mail_server
from tests.pages import known, open_site, post, visitor
from workflow.letters import bounces, leaving, newsletters, subscribers
from workflow.people import personal
from workflow.people.erasing import erase
from workflow.people.retaining import Terms, retain
from workflow.people.sessions import Spans

DAY = timedelta(days=1)
KIM = "kim@outside.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


@pytest.fixture
def app(engine: Engine, tmp_path: Path, people: People) -> Flask:
    return open_site(engine, tmp_path)


def subscriber(engine: Engine) -> Subscriber:
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(select(Subscriber)).one()


def ask(app: Flask, email: str, **more: str) -> str:
    answer = post(app.test_client(), "/newsletters/subscribe", email=email, **more)
    return f"{answer.status_code} {answer.location}"


def link(app: Flask, engine: Engine) -> str:
    """Return what the letter holds when it leaves."""
    secret = app.config["SECRET_KEY"]
    seal = sealing("http://localhost", Tickets(secret), secret)
    with Session(engine) as session:
        letter = session.scalars(select(Letter).order_by(Letter.id.desc())).first()
        assert letter
        found = re.search(r"http://localhost(/newsletters/confirm/\S+)", seal(letter, letter.text))
        assert found
        assert found[1].rpartition("/")[2] not in letter.text + letter.html
        return found[1]


def test_nothing_comes_before_the_owner_of_the_address_says_yes(app: Flask, engine: Engine) -> None:
    ask(app, KIM)
    there, client = link(app, engine), app.test_client()
    looked = client.get(there)
    before = subscriber(engine).reads

    done = [post(client, there) for _ in range(2)]

    assert looked.text.count('<button class="btn btn-pri') == 1
    assert KIM in looked.text
    assert (before, subscriber(engine).reads) == (False, True)
    assert [each.status_code for each in done] == [200, 200]
    assert looked.headers["Referrer-Policy"] == "no-referrer"


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(
    app: Flask, engine: Engine, people: People
) -> None:
    answers = [ask(app, KIM)]
    post(app.test_client(), link(app, engine))

    answers += [ask(app, KIM), ask(app, people.ada.email), ask(app, "nobody@outside.example")]

    assert set(answers) == {"303 /newsletters/subscribed"}
    with Session(engine) as session:
        letters = session.scalars(select(Letter).filter_by(kind=subscribers.KIND)).all()
        assert len(letters) == 3  # the same address in the same moment is written to once
        asked = session.scalars(select(Subscriber).filter_by(email=KIM)).one()
        assert asked.reads


@pytest.mark.parametrize("email", ["", "kim", "kim@", "a b@c.example", "x" * 250 + "@c.example"])
def test_what_is_no_address_is_asked_for_again(app: Flask, engine: Engine, email: str) -> None:
    answer = post(app.test_client(), "/newsletters/subscribe", email=email)

    assert answer.status_code == 422
    assert email in answer.text
    with Session(engine) as session:
        assert session.scalars(select(Subscriber)).all() == []


def test_one_address_is_not_written_to_over_and_over(app: Flask) -> None:
    answers = [ask(app, each) for each in (KIM, KIM, KIM, KIM.upper(), "other@outside.example")]

    assert [each[:3] for each in answers] == ["303", "303", "303", "429", "303"]


def test_one_place_does_not_have_many_written_to(app: Flask) -> None:
    answers = [ask(app, f"kim{n}@outside.example")[:3] for n in range(21)]

    assert answers == ["303"] * 20 + ["429"]


@pytest.mark.parametrize("link", ["1.x", "1." + "A" * 32, "9999999.x", "ö", "1"])
def test_a_link_that_was_not_written_by_us_confirms_nothing(
    app: Flask, engine: Engine, link: str
) -> None:
    ask(app, KIM)

    answer = app.test_client().get(f"/newsletters/confirm/{link}")

    assert answer.status_code == 410
    assert not subscriber(engine).reads


def confirmed(engine: Engine, email: str = KIM) -> Subscriber:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        facts = {"language": "sv", "salt": "s", "asked_at": NOON, "confirmed_at": NOON}
        made = Subscriber(email=email, **facts)
        session.add(made)
    return made


def way(app: Flask, whose: str, number: int) -> str:
    return f"/newsletters/leave/{newsletter_pass(app.config['SECRET_KEY'], whose, number)}"


def test_one_click_of_a_mail_program_ends_it_and_a_button_brings_it_back(
    app: Flask, engine: Engine
) -> None:
    there, client = way(app, "subscriber", confirmed(engine).id), app.test_client()
    looked = client.get(there)
    then = subscriber(engine).reads

    answers = [
        client.post(there, data=ONE_CLICK, headers={"Sec-Fetch-Site": "cross-site"})
        for _ in range(2)
    ]
    left = subscriber(engine).reads
    client.post(there, data={"back": "1"})

    assert looked.status_code == 200
    assert (then, left, subscriber(engine).reads) == (True, False, True)
    assert [each.status_code for each in answers] == [200, 200]


def test_a_member_leaves_the_newsletter_alone_and_gets_all_other_letters(
    app: Flask, engine: Engine, people: People
) -> None:
    app.test_client().post(way(app, "person", people.ada.id), data=ONE_CLICK)

    with Session(engine) as session:
        ada = session.get_one(Person, people.ada.id)
        assert [leaving.wants(session, ada, kind) for kind in ("newsletter", "digest")] == [
            False,
            True,
        ]


def test_a_member_chooses_on_the_account_page(app: Flask, engine: Engine, people: People) -> None:
    client, wanted = visitor(app, people.ada), []
    for word in ("no", "yes"):
        post(client, "/account/newsletter", "/account", wanted=word)
        with Session(engine) as session:
            wanted.append(session.get_one(Person, people.ada.id).newsletter)

    assert wanted == [False, True]


def test_a_pass_for_one_ends_it_for_nobody_else(app: Flask, people: People) -> None:
    secret = app.config["SECRET_KEY"]
    for pass_ in ("1.x", newsletter_pass(b"other", "person", 1), link_of(secret, "x", 1, "")):
        assert app.test_client().post(f"/newsletters/leave/{pass_}").status_code == 404
    assert app.test_client().post(way(app, "person", 999)).status_code == 404


def test_whoever_wants_no_letters_at_all_gets_no_newsletter(engine: Engine, people: People) -> None:
    with Session(engine) as session:
        ada = session.get_one(Person, people.ada.id)
        leaving.leave(session, ada, Pace.NEVER)

        assert ada not in subscribers.readers(session)


def send(engine: Engine, cleo: int) -> None:
    with Session(engine) as session, session.begin():
        by = session.get_one(Person, cleo)
        letter = newsletters.begin(
            session, since=NOON.date(), until=NOON.date(), language="sv", site="Samsök",
            zone="Europe/Stockholm", by=by, now=NOON,
        )  # fmt: skip
        letter.before = "Hej ~site~/newsletters/leave/~pass~"
        newsletters.send(session, letter, seen=1, site="Samsök", by=by, now=NOON)


def test_the_letter_has_its_readers_own_way_out_and_signs_nobody_in(
    engine: Engine, people: People
) -> None:
    kim = confirmed(engine)
    send(engine, people.cleo.id)

    with mail_server() as place:
        number = carry(engine, place.server)
        got = {each.to: each.message for each in place.box.letters}

    assert number == 4
    readers = ((KIM, "subscriber", kim.id), (people.ada.email, "person", people.ada.id))
    for to, whose, reader in readers:
        pass_ = newsletter_pass(SECRET, whose, reader)
        there = f"https://hub.example/newsletters/leave/{pass_}"
        message = got[to]
        assert message["List-Unsubscribe"].startswith(f"<{there}>, <mailto:bounces@hub.example?")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["List-Id"] == "<newsletter.hub.example>"
        for part in ("plain", "html"):
            body = message.get_body((part,))
            assert body
            words = body.get_content()
            assert there in words
            assert "/in/" not in words
            assert "~" not in words
    assert got[KIM]["To"] == KIM


def test_who_left_between_writing_and_sending_gets_none(engine: Engine, people: People) -> None:
    kim = confirmed(engine)
    send(engine, people.cleo.id)
    with Session(engine) as session, session.begin():
        leaving.leave_newsletter(session, session.get_one(Subscriber, kim.id), NOON)
        leaving.leave_newsletter(session, session.get_one(Person, people.ada.id), NOON)

    with mail_server() as place:
        carry(engine, place.server)
        got = {each.to for each in place.box.letters}

    with Session(engine) as session:
        ends = {e.reader.email: e.ended for e in session.scalars(select(Letter)) if e.ended}
    assert got == {people.ben.email, people.cleo.email}
    assert ends == {KIM: End.UNWANTED, people.ada.email: End.UNWANTED}


def refuse(box: MailServer) -> None:
    box.on_rcpt = lambda sender, to: "550 5.1.1 unknown" if to == KIM else None


def test_an_address_that_takes_nothing_is_left_alone_after_two(
    engine: Engine, people: People
) -> None:
    confirmed(engine)
    reads = []
    with mail_server() as place:
        refuse(place.box)
        for _ in range(2):
            send(engine, people.cleo.id)
            carry(engine, place.server)
            reads.append(subscriber(engine).reads)

    assert reads == [True, False]


def test_a_mail_that_leaves_or_complains_ends_it(engine: Engine, people: People) -> None:
    kim = confirmed(engine)
    leaves = Returned(Fate.LEAVES, pass_=newsletter_pass(SECRET, "subscriber", kim.id))
    with Session(engine) as session, session.begin():
        took = bounces.take(session, SECRET, leaves, NOON)
    left = subscriber(engine).reads
    with Session(engine) as session, session.begin():
        leaving.come_back(session, session.get_one(Subscriber, kim.id))
    send(engine, people.cleo.id)
    with Session(engine) as session, session.begin():
        letter = session.scalars(select(Letter).filter_by(subscriber_id=kim.id)).one()
        marks = (bounces.mark(SECRET, letter),)
        complains = Returned(Fate.COMPLAINT, marks=marks, words="spam")
        bounces.take(session, SECRET, complains, NOON)

    assert (took, left, subscriber(engine).reads) == (True, False, False)


def clean_up(session: Session, days: int) -> list[str]:
    retain(session, NOON + days * DAY, Terms(), Spans(), lambda person: None)
    session.flush()
    return list(session.scalars(select(Subscriber.email).order_by(Subscriber.email)))


def test_who_has_not_confirmed_and_who_has_left_is_forgotten(session: Session) -> None:
    for name in ("a@out.example", "b@out.example", "c@out.example"):
        subscribers.ask(session, name, language="sv", now=NOON)
    asked = {each.email: each for each in session.scalars(select(Subscriber))}
    subscribers.confirm(session, asked["b@out.example"], NOON)
    subscribers.confirm(session, asked["c@out.example"], NOON)
    leaving.leave_newsletter(session, asked["c@out.example"], NOON + 100 * DAY)

    kept = [clean_up(session, days) for days in (6, 8, 106, 108)]

    a, b, c = sorted(asked)
    assert kept == [[a, b, c], [b, c], [b, c], [b]]
    assert {each.subscriber_id for each in session.scalars(select(Letter))} == {2}


def test_an_erased_person_is_erased_from_the_readers_too(session: Session) -> None:
    people = People(session)
    email = people.ada.email
    subscribers.ask(session, email.upper(), language="sv", now=NOON)
    said = personal.everything(session, people.ada)
    lines = {each.place: each.fate for each in personal.report(session, people.ada)}

    erase(session, people.ada, NOON)

    assert said["subscriber"][0]["email"] == email
    assert "salt" not in said["subscriber"][0]
    assert lines["subscriber.email"] is personal.Fate.GOES
    assert session.scalars(select(Subscriber)).all() == []
    assert session.scalars(select(Letter)).all() == []


def test_a_restored_backup_forgets_a_reader_again_but_not_who_asked_anew(
    engine: Engine, tmp_path: Path
) -> None:
    with Session(engine) as session, session.begin():
        subscribers.ask(session, KIM, language="sv", now=NOON)
        subscribers.ask(session, "new@outside.example", language="sv", now=NOON + 2 * DAY)
    for email in (KIM, "new@outside.example"):
        erased.note_outside(tmp_path, SECRET, email, NOON + DAY)

    number = erased.erase_again(engine, tmp_path, SECRET, NOON + 3 * DAY)

    assert number == 1
    assert subscriber(engine).email == "new@outside.example"


def test_a_letter_is_to_one_reader_only(session: Session) -> None:
    people = People(session)
    kim = subscribers.ask(session, KIM, language="sv", now=NOON)
    session.add(
        Newcomer(
            organisation="x", municipality="x", wants="x", name="x", email="x@y.example",
            language="sv", asked_at=NOON, state=NewcomerState.WAITING,
        )
    )  # fmt: skip
    session.commit()
    words = {"kind": "x", "about": "x", "subject": "x", "text": "x", "html": "x"}
    for who in (
        {}, {"person_id": people.ada.id, "subscriber_id": kim.id},
        {"newcomer_id": 1, "subscriber_id": kim.id},
        {"newcomer_id": 1, "subscriber_id": kim.id, "person_id": people.ada.id},
    ):  # fmt: skip
        session.add(Letter(**words, **who, written_at=NOON, not_before=NOON))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_logs_hold_no_link_that_confirms_or_leaves() -> None:
    for way in ("confirm", "leave"):
        assert masked(f"GET /newsletters/{way}/1.secret") == f"GET /newsletters/{way}/…"
