"""Terms that are signed, that change, and that are declined."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Application, Commitment, Part, Person
from tests.bids import JUST_NOW, World, part_of
from tests.conftest import NOON
from tests.letters import subjects
from workflow import Conflict, Refused, can
from workflow.applications import commitments, declining
from workflow.applications.terms import seal_of, signed


def test_changed_terms_void_only_their_own_signature(
    world: World, session: Session, bid: Application
) -> None:
    town, university = bid.commitments
    world.agree(town)
    world.agree(university)

    commitments.change(
        session,
        university,
        part=Part.PARTNER,
        total_cost=Decimal(500_000),
        co_funding=Decimal(100_000),
        seen=seal_of(university),
        by=world.ada,
        now=NOON,
    )

    assert (bool(signed(town)), signed(university)) == (True, None)
    assert subjects(session, "changed") == [("Ben", "Nya villkor att godkänna: Blue lakes")]


def test_terms_that_stay_as_they_were_keep_their_signature(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[1])
    before = signed(bid.commitments[1])

    world.agree(bid.commitments[1])

    assert signed(bid.commitments[1]) is before
    assert len(bid.commitments[1].signatures) == 1


def test_nobody_signs_terms_that_changed_under_their_eyes(
    world: World, session: Session, bid: Application
) -> None:
    university = bid.commitments[1]
    seen = seal_of(university)
    world.agree(university, 900_000, 450_000)

    with pytest.raises(Conflict, match="someone changed these terms"):
        commitments.sign(session, university, seen=seen, by=world.ben, now=NOON, signed_in=JUST_NOW)


def test_a_coordinator_answers_for_a_partner_but_never_signs(
    world: World, session: Session, bid: Application
) -> None:
    university = bid.commitments[1]

    assert can(world.cleo, "answer", world.university)
    assert not can(world.cleo, "sign", university)
    with pytest.raises(Refused, match="for others"):
        commitments.sign(
            session,
            university,
            seen=seal_of(university),
            by=world.cleo,
            now=NOON,
            signed_in=JUST_NOW,
        )


def test_who_writes_for_a_partner_does_not_sign_for_it(world: World, bid: Application) -> None:
    town = part_of(bid, world.town)

    assert can(world.eve, "change", town)
    assert not can(world.eve, "sign", town)


def test_what_is_not_in_the_table_is_forbidden(world: World, bid: Application) -> None:
    assert not can(world.cleo, "anything else", bid)
    assert not can(None, "see", bid)


def test_who_declines_says_why_to_those_who_are_in(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[1])

    with pytest.raises(Refused, match="why"):
        declining.decline(session, bid.commitments[1], reason=" ", by=world.ben, now=NOON)
    declining.decline(
        session, bid.commitments[1], reason="The board said no", by=world.ben, now=NOON
    )

    assert [each.partner.name for each in bid.parts] == ["Town"]
    assert signed(bid.commitments[1]) is None
    assert subjects(session, "declined") == [
        ("Ada", "University will not be part of it: Blue lakes")
    ]


def test_who_declined_may_come_back_by_signing(
    world: World, session: Session, bid: Application
) -> None:
    declining.decline(session, bid.commitments[1], reason="No time", by=world.ben, now=NOON)

    world.agree(bid.commitments[1])

    assert [each.partner.name for each in bid.parts] == ["Town", "University"]


def test_the_lead_does_not_slip_away(world: World, session: Session, bid: Application) -> None:
    with pytest.raises(Refused, match="lead cannot decline"):
        declining.decline(session, bid.commitments[0], reason="Tired", by=world.ada, now=NOON)


@pytest.mark.parametrize(
    ("part", "total_cost", "co_funding", "why"),
    [
        (Part.LEAD, 1, 0, "one lead"),
        (Part.PARTNER, 1, 2, "more than the whole"),
        (Part.PARTNER, -1, 0, "below nothing"),
        (Part.ASSOCIATED, 1, 0, "promise no money"),
        (Part.PARTICIPATING, 0, 1, "promise no money"),
        (Part.CO_FINANCIER, 1, 1, "no budget of its own"),
    ],
)
def test_impossible_terms_are_refused(
    world: World,
    session: Session,
    bid: Application,
    part: Part,
    total_cost: int,
    co_funding: int,
    why: str,
) -> None:
    with pytest.raises(Refused, match=why):
        commitments.change(
            session,
            bid.commitments[1],
            part=part,
            total_cost=Decimal(total_cost),
            co_funding=Decimal(co_funding),
            seen=seal_of(bid.commitments[1]),
            by=world.ben,
            now=NOON,
        )


def test_who_signs_while_the_terms_change_waits_and_is_told(elsewhere: Engine) -> None:
    with Session(elsewhere) as first:
        world = World(first)
        university = world.bid(world.town, "Blue lakes", world.university).commitments[1]
        seen, number, ben = seal_of(university), university.id, world.ben.id
        first.commit()
        world.agree(university, 900_000, 450_000)

        with ThreadPoolExecutor(1) as pool:
            slower = pool.submit(sign_elsewhere, elsewhere, number, ben, seen)
            assert not slower.done()
            first.commit()

            with pytest.raises(Conflict, match="someone changed these terms"):
                slower.result(timeout=30)


def sign_elsewhere(engine: Engine, commitment: int, person: int, seen: str) -> None:
    with Session(engine) as session:
        part, by = session.get(Commitment, commitment), session.get(Person, person)
        assert part
        assert by
        commitments.sign(session, part, seen=seen, by=by, now=NOON, signed_in=JUST_NOW)
