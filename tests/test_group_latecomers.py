"""Who comes late is let in or kept out, and everybody is told."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Latecomer, LatecomerState, Letter, Stage
from tests.bids import World, part_of
from tests.conftest import NOON
from tests.grouping import told
from workflow import Refused
from workflow.applications import coming_in, inviting


def come(session: Session, world: World, bid: Application) -> Latecomer:
    """Let the association ask to come in."""
    return coming_in.ask(session, bid, world.association, "We have boats", by=world.dana, now=NOON)


def test_a_late_joiner_is_let_in_and_everyone_is_told(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    assert told(session, "asks_in") == ["Ada"]
    assert come(session, world, bid) is late  # a second tap

    coming_in.accept(session, late, by=world.ada, now=NOON)

    assert part_of(bid, world.association).declined_at is None
    assert told(session, "came_late") == ["Ben"]
    assert "Dana" in told(session, "opened")
    with pytest.raises(Refused, match="already answered"):
        coming_in.accept(session, late, by=world.ada, now=NOON)


def test_a_late_joiner_that_is_kept_out_is_told_why_and_so_are_those_who_are_in(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    with pytest.raises(Refused, match="in a few words why"):
        coming_in.decline(session, late, "  ", by=world.ada, now=NOON)

    coming_in.decline(session, late, "The budget is full", by=world.ada, now=NOON)

    assert (late.state, late.said) == (LatecomerState.DECLINED, "The budget is full")
    assert told(session, "kept_out") == ["Ben", "Dana"]
    letter = session.scalars(select(Letter).filter_by(kind="kept_out")).first()
    assert letter is not None
    assert "The budget is full" in letter.text
    assert come(session, world, bid) is not late  # one may ask again


def test_only_the_lead_lets_in_and_only_who_speaks_for_a_partner_asks(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)

    for person in (world.ben, world.dana, world.cleo):
        with pytest.raises(Refused):
            coming_in.accept(session, late, by=person, now=NOON)
    with pytest.raises(Refused):
        coming_in.ask(session, bid, world.firm, "", by=world.dana, now=NOON)
    with pytest.raises(Refused, match="already asked"):
        coming_in.ask(session, bid, world.university, "", by=world.ben, now=NOON)


def test_nobody_comes_in_when_the_places_are_taken_or_it_is_too_late(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    with pytest.raises(Refused, match="2 parties are in already"):
        coming_in.make_room(session, bid, places=1, own=False, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="at most 200"):
        coming_in.make_room(session, bid, places=10**9, own=False, by=world.ada, now=NOON)

    coming_in.make_room(session, bid, places=2, own=False, by=world.ada, now=NOON)

    assert bid.places_left == 0
    with pytest.raises(Refused, match="All 2 places are taken"):
        coming_in.accept(session, late, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="All places are taken"):
        coming_in.ask(session, bid, world.firm, "", by=world.finn, now=NOON)
    bid.stage = Stage.WITHDRAWN
    with pytest.raises(Refused, match="no longer be changed"):
        coming_in.decline(session, late, "Over", by=world.ada, now=NOON)


def test_who_was_invited_meanwhile_no_longer_waits(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    inviting.invite(session, bid, world.association, by=world.ada, now=NOON)

    assert coming_in.waiting(session, bid) == []
    coming_in.accept(session, late, by=world.ada, now=NOON)
    assert len([each for each in bid.commitments if each.partner is world.association]) == 1


def test_asking_is_taken_back(session: Session, world: World, bid: Application) -> None:
    late = come(session, world, bid)

    coming_in.take_back(session, late, by=world.dana, now=NOON)

    assert coming_in.waiting(session, bid) == []
    with pytest.raises(Refused, match="already answered"):
        coming_in.take_back(session, late, by=world.dana, now=NOON)


def test_two_who_settle_at_once_settle_once(
    session: Session, world: World, bid: Application
) -> None:
    late = come(session, world, bid)
    session.commit()
    answers: list[Callable[[], None]] = [
        lambda: coming_in.accept(session, late, by=world.ada, now=NOON),
        lambda: coming_in.decline(session, late, "Full", by=world.ada, now=NOON),
    ]
    answers[0]()

    with pytest.raises(Refused, match="already answered"):
        answers[1]()
    assert late.state is LatecomerState.ACCEPTED
