"""Who signs what, as what, and how surely; and what ends a signature."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Application, Capacity, How, Level, Role, Signature
from papers.wording import say
from tests.bids import BOARD, World, part_of, sign
from tests.conftest import NOON
from tests.letters import letters, readers
from workflow import Refused
from workflow.applications import declining, signing, stages
from workflow.applications.signing import SignedIn, Standing
from workflow.applications.terms import signed
from workflow.history import phrase
from workflow.refusals import Unproven
from workflow.telling import UNDO, history

MINUTE = timedelta(minutes=1)


# As what, and how surely


def test_a_signature_keeps_who_it_was_as_they_were_then(world: World, bid: Application) -> None:
    signature = sign(world, bid.commitments[1], binding=True, standing=BOARD)

    world.ben.name, world.ben.email = "Ben Other", "other@example.org"

    assert (signature.name, signature.email, signature.title) == (
        "Ben", "ben@example.org", "Director",
    )  # fmt: skip
    assert (signature.capacity, signature.authority) == (Capacity.DELEGATION, "Delegation § 4.2")
    assert (signature.how, signature.second, signature.signed_in_at) == (How.MAIL, False, NOON)
    assert (signature.level, signature.assertion) == (Level.SIMPLE, None)
    assert signature.event.facts["record"] == signature.record()


def test_a_signatory_signs_by_what_the_membership_says(world: World, bid: Application) -> None:
    world.town.memberships[0].known_by = "Council 2025 § 12"

    usual = signing.usual(world.session, world.town, world.ada, NOON.date())

    assert usual == Standing("", Capacity.SIGNATORY, "Council 2025 § 12")


def test_next_time_one_signs_as_last_time(world: World, bid: Application) -> None:
    sign(world, bid.commitments[1], standing=BOARD)

    assert signing.usual(world.session, world.university, world.ben, NOON.date()) == BOARD


def test_who_binds_says_by_what(world: World, bid: Application) -> None:
    with pytest.raises(Refused, match="by what you may sign"):
        sign(world, bid.commitments[1], binding=True)
    with pytest.raises(Refused, match="200 characters"):
        sign(world, bid.commitments[1], standing=BOARD._replace(authority="§" * 201))

    assert bid.commitments[1].signatures == []


@pytest.mark.parametrize(
    "signed_in",
    [
        SignedIn(How.LETTER, NOON),
        SignedIn(How.MAIL, NOON - 10 * MINUTE),
        SignedIn(How.MAIL, NOON, sure=False),
        SignedIn(How.MAIL, NOON - 60 * MINUTE, NOON - 10 * MINUTE),
    ],
)
def test_a_binding_approval_asks_for_something_fresh(
    world: World, bid: Application, signed_in: SignedIn
) -> None:
    with pytest.raises(Unproven):
        sign(world, bid.commitments[1], binding=True, standing=BOARD, signed_in=signed_in)

    assert sign(world, bid.commitments[1], signed_in=signed_in).how is signed_in.how


@pytest.mark.parametrize(
    "signed_in",
    [
        SignedIn(How.MAIL, NOON - 9 * MINUTE),
        SignedIn(How.ORGANISATION, NOON - 9 * MINUTE),
        SignedIn(How.LETTER, NOON - 90 * MINUTE, NOON - 9 * MINUTE),
    ],
)
def test_what_is_fresh_binds(world: World, bid: Application, signed_in: SignedIn) -> None:
    signature = sign(world, bid.commitments[1], binding=True, standing=BOARD, signed_in=signed_in)

    assert signature.signed_in_at == NOON - 9 * MINUTE


@pytest.mark.parametrize(
    "said", [{"level": Level.ADVANCED}, {"capacity": Capacity.DEPUTY}, {"authority": ""}]
)
def test_the_table_itself_refuses_half_a_signature(
    world: World, session: Session, bid: Application, said: dict[str, object]
) -> None:
    sign(world, bid.commitments[1], binding=True, standing=BOARD)

    with pytest.raises(IntegrityError):
        session.execute(update(Signature).values(**said))


# Taking back


def test_an_approval_is_taken_back_with_a_reason_and_the_part_stays(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[0])
    world.agree(bid.commitments[1])

    with pytest.raises(Refused, match="why"):
        declining.revoke(session, bid.commitments[1], reason=" ", by=world.ben, now=NOON)
    declining.revoke(session, bid.commitments[1], reason="The board met", by=world.ben, now=NOON)

    assert signed(bid.commitments[1]) is None
    assert bid.commitments[1] in bid.parts
    assert readers(session, "revoked") == ["Ada"]
    assert say(phrase(history(session, bid)[0]), "en") == (
        "University took its approval back: The board met"
    )
    with pytest.raises(Refused, match="no approval"):
        declining.revoke(session, bid.commitments[1], reason="Again", by=world.ben, now=NOON)


def test_nobody_takes_back_for_another_nor_after_submission(
    world: World, session: Session, bid: Application
) -> None:
    for part in bid.commitments:
        world.agree(part)
    with pytest.raises(Refused, match="for others"):
        declining.revoke(session, bid.commitments[1], reason="No", by=world.ada, now=NOON)
    for verb in ("write", "ask for approval"):
        stages.move(session, bid, verb, by=world.ada, now=NOON)
    stages.move(session, bid, "submit", by=world.ada, now=NOON, reference="F-1")

    with pytest.raises(Refused, match="no longer be changed"):
        declining.revoke(session, bid.commitments[1], reason="No", by=world.ben, now=NOON)


# Receipts


def test_a_receipt_says_in_words_what_was_signed_and_has_the_seals(
    world: World, session: Session, bid: Application
) -> None:
    world.person("Gil", world.university, Role.PROJECT_GROUP)
    part_of(bid, world.university).work = "We measure"

    signature = sign(world, bid.commitments[1], binding=True, standing=BOARD)

    mine, others = letters(session, "receipt")
    assert [(each.reader.name, each.not_before) for each in (mine, others)] == [
        ("Ben", NOON), ("Gil", NOON + UNDO),
    ]  # fmt: skip
    for words in (
        "Vad ni gör: We measure", "delegat: Delegation § 4.2", signature.seal,
        signature.event.seal, f"Händelse {signature.event_id}", "bindande",
        f"applications%2F{bid.id}%2Fanswer.ics",
    ):  # fmt: skip
        assert words in mine.text


def test_a_receipt_is_written_once_however_often_one_taps(
    world: World, session: Session, bid: Application
) -> None:
    first = sign(world, bid.commitments[1])

    assert sign(world, bid.commitments[1]) is first
    assert len(letters(session, "receipt")) == 1
