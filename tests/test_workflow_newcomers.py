"""Who asks to join is answered, and is nobody until then."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letter, Newcomer, NewcomerState, Person
from tests.bids import World
from tests.conftest import NOON
from tests.letters import letters
from workflow import Refused
from workflow.partners import newcomers
from workflow.partners.newcomers import MOST_AN_HOUR, MOST_OF_ONE, TooMany
from workflow.refusals import Incomplete

WANTS = "We want funding for young people who neither work nor study"


def ask(session: Session, **said: str) -> Newcomer:
    words = {
        "organisation": "Fabriken", "municipality": "Laxå", "name": "Gil Gren",
        "email": "gil@fabriken.example", "wants": WANTS,
    }  # fmt: skip
    return newcomers.ask(session, {**words, **said}, language="en", now=NOON)


def test_whoever_asks_to_join_has_no_account_and_gets_no_letter(
    session: Session, world: World
) -> None:
    before = session.scalars(select(Person.id)).all()

    newcomer = ask(session)

    assert session.scalars(select(Person.id)).all() == before
    assert [each.reader.name for each in letters(session, "asked")] == ["Cleo"]
    assert [each.kind for each in session.scalars(select(Letter))] == ["asked"]
    assert newcomers.waiting(session) == [newcomer]


def test_asked_twice_is_asked_once(session: Session, world: World) -> None:
    assert ask(session) is ask(session)


def test_accepted_it_is_a_partner_and_who_asked_is_asked_in(session: Session, world: World) -> None:
    newcomer = ask(session)

    partner = newcomers.accept(session, newcomer, words="Welcome", by=world.cleo, now=NOON)

    assert (partner.name, partner.area) == ("Fabriken", "SE124")
    assert [each.text for each in partner.interests] == [WANTS]
    (letter,) = letters(session, "asked_in")
    assert (letter.reader.email, letter.reader.language) == ("gil@fabriken.example", "en")
    assert "Welcome" in letter.text
    assert partner.people == []
    assert newcomers.waiting(session) == []


def test_declined_it_gets_one_letter_with_the_words(session: Session, world: World) -> None:
    newcomer = ask(session)

    newcomers.decline(
        session, newcomer, words="You lie outside the county.", by=world.cleo, now=NOON
    )

    (letter,) = letters(session, "not_now")
    assert letter.reader is newcomer
    assert "You lie outside the county." in letter.text
    assert "Hello Gil Gren" in letter.text
    assert session.scalar(select(Person).filter_by(email="gil@fabriken.example")) is None


def test_a_no_has_words_and_the_first_answer_counts(session: Session, world: World) -> None:
    newcomer = ask(session)
    with pytest.raises(Refused, match="a few words"):
        newcomers.decline(session, newcomer, words=" ", by=world.cleo, now=NOON)
    newcomers.accept(session, newcomer, by=world.cleo, now=NOON)

    with pytest.raises(Refused, match="already answered"):
        newcomers.decline(session, newcomer, words="No", by=world.cleo, now=NOON)

    assert newcomer.state is NewcomerState.ACCEPTED


def test_only_who_keeps_the_register_answers(session: Session, world: World) -> None:
    newcomer = ask(session)

    for act in (newcomers.accept, newcomers.decline):
        with pytest.raises(Refused):
            act(session, newcomer, words="Hello", by=world.ada, now=NOON)


def test_who_has_a_known_name_is_not_let_in_twice(session: Session, world: World) -> None:
    newcomer = ask(session, organisation="town")

    with pytest.raises(Incomplete):
        newcomers.accept(session, newcomer, by=world.cleo, now=NOON)


@pytest.mark.parametrize("field", ["organisation", "municipality", "name", "email", "wants"])
def test_what_is_missing_in_asking_stands_at_its_field(
    session: Session, world: World, field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        ask(session, **{field: " "})

    assert [each for each, _ in refused.value.errors] == [field]


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (MOST_OF_ONE, lambda at: {"organisation": f"Firm {at}"}),
        (MOST_AN_HOUR, lambda at: {"email": f"a{at}@b.example"}),
    ],
)
def test_there_is_a_limit_to_asking(
    session: Session, world: World, most: int, said: Callable[[int], dict[str, str]]
) -> None:
    for at in range(most):
        ask(session, **said(at))

    with pytest.raises(TooMany):
        ask(session, **said(most))
