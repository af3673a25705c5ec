"""What is kept is let go of when its time has come."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Bounce,
    Errand,
    Happening,
    Hook,
    How,
    Invitation,
    JobRun,
    Letter,
    Newcomer,
    NewcomerState,
    Person,
    Role,
    SignIn,
    Sort,
    Throttle,
    Upload,
    WebSession,
)
from tests.bids import World
from tests.conftest import NOON
from tests.forgetting import ADDRESS, DAY, NAME, clean_up, upload, world
from workflow.people import sessions, signing_in
from workflow.people.retaining import MONTH

__all__ = ["world"]  # fixtures


def test_who_is_long_silent_is_told_and_then_erased(session: Session, world: World) -> None:
    clean_up(session, NOON)
    for person in (world.ben, world.dana, world.cleo, world.eve, world.finn):
        person.seen_at = NOON + 20 * MONTH
    silent = NOON + 24 * MONTH + DAY

    told = clean_up(session, silent)
    again = clean_up(session, silent + 29 * DAY)
    gone = clean_up(session, silent + 30 * DAY)

    letters = select(Letter).where(Letter.kind == "inactive")
    assert (told, again, gone) == ([], [], [NAME])
    assert session.scalars(letters).all() == []  # it went with the person
    assert world.ada.erased_at is not None


def test_who_comes_after_being_told_stays(session: Session, world: World) -> None:
    clean_up(session, NOON)
    silent = NOON + 24 * MONTH + DAY
    clean_up(session, silent)
    [letter] = session.scalars(
        select(Letter).where(Letter.kind == "inactive", Letter.person_id == world.ada.id)
    )
    sessions.begin(session, world.ada, How.LETTER, silent + DAY)

    gone = clean_up(session, silent + 31 * DAY)

    assert "erased" in letter.text
    assert NAME not in gone
    assert world.ada.erased_at is None


def test_who_never_came_and_belongs_nowhere_is_erased_after_a_week(
    session: Session, world: World
) -> None:
    session.add(Person(name="Stray", email="stray@town.example"))
    session.flush()

    assert clean_up(session, NOON) == []
    assert clean_up(session, NOON + 7 * DAY) == []
    assert clean_up(session, NOON + 8 * DAY) == ["Stray"]


def test_rows_that_open_nothing_any_longer_go(session: Session, world: World) -> None:
    sessions.begin(session, world.ada, How.MAIL, NOON)
    signing_in.ask(session, b"secret", ADDRESS, NOON)
    session.add(Throttle(key="x", since=NOON, count=1))
    session.add(JobRun(job="post", scheduled_for=NOON, clock="a", done_at=NOON))
    clean_up(session, NOON + timedelta(hours=1))
    kept = [len(session.scalars(select(table)).all()) for table in (WebSession, SignIn, Throttle)]

    clean_up(session, NOON + 15 * DAY)

    assert kept == [1, 1, 1]
    for table in (WebSession, SignIn, Throttle):
        assert session.scalars(select(table)).all() == []
    assert session.scalars(select(JobRun).where(JobRun.done_at.is_not(None))).all() == []


def test_the_words_of_sent_letters_go_and_none_is_sent_twice(
    session: Session, world: World
) -> None:
    letter = session.scalars(select(Letter)).first()
    assert letter is not None
    letter.sent_at = NOON
    session.flush()

    clean_up(session, NOON + 364 * DAY)
    session.refresh(letter)
    then = letter.text
    clean_up(session, NOON + 366 * DAY)
    session.refresh(letter)

    assert then
    assert (letter.subject, letter.text, letter.html) == ("", "", "")
    assert letter.sent_at == NOON


def test_returned_letters_are_forgotten_a_year_after_they_count_no_longer(
    session: Session, world: World
) -> None:
    for about, lifted_at in (("1", NOON), ("2", None)):
        session.add(
            Bounce(
                person=world.ada, email=ADDRESS, sort=Sort.HARD, about=about, words="550 gone",
                at=NOON, lifted_at=lifted_at,
            )
        )  # fmt: skip

    clean_up(session, NOON + 364 * DAY)
    early = session.scalars(select(Bounce.about)).all()
    clean_up(session, NOON + 366 * DAY)

    assert early == ["1", "2"]
    assert session.scalars(select(Bounce.about)).all() == ["2"]


def test_the_words_that_hooks_were_told_go_and_none_is_told_twice(session: Session) -> None:
    hook = Hook(
        name="Chat", url="https://chat.example/in", happenings=(Happening.TEST,), language="sv",
        salt="0" * 32, added_at=NOON,
    )  # fmt: skip
    errand = Errand(
        happening=Happening.TEST, about="1", said={"site": "Samsök"}, written_at=NOON,
        again_at=NOON, answer="200", told_at=NOON,
    )  # fmt: skip
    hook.errands.append(errand)
    session.add(hook)
    session.flush()

    clean_up(session, NOON + 366 * DAY)
    session.refresh(errand)

    assert (errand.said, errand.answer, errand.told_at) == ({}, "", NOON)


def test_who_asked_for_an_organisation_is_forgotten_when_it_is_answered(
    session: Session, world: World
) -> None:
    newcomer = Newcomer(
        organisation="Choir", municipality="", wants="Sing", name="Siri", language="sv",
        email="siri@choir.example", asked_at=NOON, state=NewcomerState.DECLINED, settled_at=NOON,
    )  # fmt: skip
    session.add(newcomer)
    session.flush()

    clean_up(session, NOON + 7 * DAY)
    kept = newcomer.email
    clean_up(session, NOON + 8 * DAY)
    session.refresh(newcomer)

    assert kept == "siri@choir.example"
    assert (newcomer.organisation, newcomer.name, newcomer.email) == ("Choir", "", "")


def test_who_is_asked_in_has_the_time_to_come(session: Session, world: World) -> None:
    stray = Person(name="Stray", email="stray@town.example")
    session.add(stray)
    session.flush()
    clean_up(session, NOON)
    session.add(
        Invitation(
            person_id=stray.id, partner_id=world.town.id, roles=(Role.REPRESENTATIVE,),
            sent_at=NOON,
        )
    )  # fmt: skip

    assert clean_up(session, NOON + 29 * DAY) == []
    assert clean_up(session, NOON + 31 * DAY) == ["Stray"]


def test_tables_that_wait_for_a_yes_wait_for_a_day(session: Session, world: World) -> None:
    upload(session, world, [])

    clean_up(session, NOON + DAY)
    then = session.scalars(select(Upload)).all()
    clean_up(session, NOON + DAY + timedelta(seconds=1))

    assert len(then) == 1
    assert session.scalars(select(Upload)).all() == []
