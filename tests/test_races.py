"""Two at once: on SQLite they queue, on PostgreSQL they meet."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models import (
    CodeApp,
    Event,
    Invitation,
    Letter,
    Membership,
    Newsletter,
    Person,
    Role,
    SignIn,
    Subscriber,
)
from papers.keys import app_key
from tests.bids import World
from tests.conftest import NOON
from workflow import Refused
from workflow.letters import newsletters, subscribers
from workflow.partners import invitations, members, registering
from workflow.people import factors, signing_in

SECRET = b"secret"
AT_ONCE = 4


@pytest.fixture
def database(either_database: Engine) -> Engine:
    with Session(either_database) as session:
        world = World(session)
        world.person("Cia", world.university, Role.COORDINATOR)
        session.commit()
    return either_database


def at_once(database: Engine, *acts: Callable[[Session], object]) -> list[object]:
    """Do all of it at the same moment, each in a transaction; return what came of each."""
    start = Barrier(len(acts))

    def do(act: Callable[[Session], object]) -> object:
        with Session(database) as session:
            start.wait(30)
            try:
                came = act(session)
                session.commit()
            except Refused as refused:
                return type(refused)
            return came

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(do, acts))


def called(session: Session, name: str) -> Person:
    return session.scalars(select(Person).filter_by(name=name)).one()


def leaving(name: str) -> Callable[[Session], object]:
    def leave(session: Session) -> str:
        person = called(session, name)
        members.leave(session, person, person.partners[0], by=person, now=NOON)
        return "left"

    return leave


def test_the_last_two_coordinators_do_not_leave_at_once(database: Engine) -> None:
    came = at_once(database, leaving("Cleo"), leaving("Cia"))

    assert sorted(map(str, came)) == sorted(["left", str(Refused)])
    with Session(database) as session:
        left = select(func.count()).select_from(Membership).filter_by(role=Role.COORDINATOR)
        assert session.scalar(left) == 1


def test_a_partner_does_not_leave_with_the_last_coordinator_while_another_does(
    database: Engine,
) -> None:
    def leave(session: Session) -> str:
        cleo = called(session, "Cleo")
        registering.leave(session, cleo.partners[0], by=cleo, now=NOON)
        return "left"

    came = at_once(database, leave, leaving("Cia"))

    assert sorted(map(str, came)) == sorted(["left", str(Refused)])


def inviting(into: str) -> Callable[[Session], object]:
    def invite(session: Session) -> str:
        by = called(session, into)
        invitations.invite(
            session, by.partners[0], name="Gil", email="gil@example.org",
            roles=[Role.REPRESENTATIVE], by=by, now=NOON,
        )  # fmt: skip
        return "asked"

    return invite


def test_somebody_is_asked_into_a_partner_once(database: Engine) -> None:
    came = at_once(database, *[inviting("Ada")] * AT_ONCE)

    assert came.count("asked") == 1
    assert came.count(Refused) == AT_ONCE - 1
    with Session(database) as session:
        assert len(session.scalars(select(Invitation)).all()) == 1


def test_two_partners_ask_the_same_new_person_at_once(database: Engine) -> None:
    came = at_once(database, inviting("Ada"), inviting("Ben"), inviting("Dana"))

    assert came == ["asked"] * 3
    with Session(database) as session:
        assert len(session.scalars(select(Person).filter_by(email="gil@example.org")).all()) == 1
        assert len(session.scalars(select(Invitation)).all()) == 3


def test_an_invitation_that_is_accepted_twice_at_once_is_accepted_once(database: Engine) -> None:
    with Session(database) as session:
        inviting("Ada")(session)
        session.commit()

    def accept(session: Session) -> str:
        invitation = session.scalars(select(Invitation)).one()
        invitations.accept(session, invitation, by=invitation.person, now=NOON)
        return "in"

    came = at_once(database, *[accept] * AT_ONCE)

    assert came == ["in"] * AT_ONCE
    with Session(database) as session:
        assert len(session.scalars(select(Event).filter_by(verb="came in")).all()) == 1


def test_a_code_on_paper_is_good_for_one_of_several_at_once(database: Engine) -> None:
    with Session(database) as session:
        code = factors.new_codes(session, SECRET, called(session, "Ada"))[0]
        session.commit()

    came = at_once(database, *[
        lambda session: factors.by_recovery(session, SECRET, called(session, "Ada"), code, NOON)
    ] * AT_ONCE)  # fmt: skip

    assert sorted(map(bool, came)) == [False] * (AT_ONCE - 1) + [True]


def test_a_code_of_an_app_is_good_for_one_of_several_at_once(database: Engine) -> None:
    with Session(database) as session:
        ada = called(session, "Ada")
        session.add(CodeApp(person_id=ada.id, salt="s", added_at=NOON, proven_at=NOON))
        session.commit()
        code = pyotp.TOTP(app_key(SECRET, ada.id, "s")).at(NOON)

    def show(session: Session) -> bool:
        return factors.by_app(session, SECRET, session.scalars(select(CodeApp)).one(), code, NOON)

    came = at_once(database, *[show] * AT_ONCE)

    assert sorted(map(bool, came)) == [False] * (AT_ONCE - 1) + [True]


def test_five_guesses_are_five_however_many_come_at_once(database: Engine) -> None:
    with Session(database) as session:
        row = signing_in.ask(session, SECRET, "ada@example.org", NOON)
        number = row.id
        session.commit()

    def guess(session: Session) -> object:
        return signing_in.by_code(session, SECRET, number, "x", NOON + timedelta(minutes=1))

    at_once(database, *[guess] * 8)

    with Session(database) as session:
        assert session.get_one(SignIn, number).tries == signing_in.MOST_TRIES


def test_a_newsletter_that_many_send_at_once_comes_once(database: Engine) -> None:
    with Session(database) as session:
        letter = newsletters.begin(
            session, since=NOON.date(), until=NOON.date(), language="en", site="Hub",
            zone="Europe/Stockholm", by=called(session, "Cleo"), now=NOON,
        )  # fmt: skip
        letter.before = "Hello"
        session.commit()

    def send(session: Session) -> int:
        found, by = session.scalars(select(Newsletter)).one(), called(session, "Cleo")
        return newsletters.send(session, found, seen=1, site="Hub", by=by, now=NOON)

    came = at_once(database, *[send] * AT_ONCE)

    assert sorted(map(str, came)) == ["0"] * (AT_ONCE - 1) + ["7"]
    with Session(database) as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 7


def test_an_address_that_is_given_many_times_at_once_is_kept_once(database: Engine) -> None:
    def ask(session: Session) -> str:
        return subscribers.ask(session, "kim@out.example", language="sv", now=NOON).email

    came = at_once(database, *[ask] * AT_ONCE)

    assert set(came) == {"kim@out.example"}
    with Session(database) as session:
        assert session.scalar(select(func.count()).select_from(Subscriber)) == 1
        assert session.scalar(select(func.count()).select_from(Letter)) == 1
