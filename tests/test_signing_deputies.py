"""Deputies sign in another's place, on their days and as nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest

from models import Application, Capacity, Deputy, Role
from tests.bids import BOARD, World, sign
from tests.conftest import NOON
from tests.letters import readers
from workflow import Refused
from workflow.applications import declining, deputies, inviting
from workflow.applications.terms import signed


@pytest.fixture
def deputy(world: World, bid: Application) -> Deputy:
    return deputies.name(
        world.session, world.town, world.eve, world.ada, first=date(2026, 1, 10),
        last=date(2026, 1, 12), by=world.ada, now=NOON,
    )  # fmt: skip


def test_a_deputy_signs_in_anothers_place_on_those_days_only(
    world: World, bid: Application, deputy: Deputy
) -> None:
    part = bid.commitments[0]

    signature = sign(world, part, by=world.eve)
    with pytest.raises(Refused, match="not today"):
        sign(world, part, by=world.eve, now=NOON + timedelta(days=1), binding=True)

    assert (signature.capacity, signature.deputy_for) == (Capacity.DEPUTY, world.ada)


def test_an_invitation_asks_the_deputy_of_that_day_too(
    world: World, bid: Application, deputy: Deputy
) -> None:
    green, red = world.bid(world.association, "Green hills"), world.bid(world.firm, "Red barns")

    inviting.invite(world.session, green, world.town, by=world.dana, now=NOON)
    tomorrow = NOON + timedelta(days=1)
    inviting.invite(world.session, red, world.town, by=world.cleo, now=tomorrow)

    assert readers(world.session, "opened")[-3:] == ["Ada", "Eve", "Ada"]


def test_a_deputy_signs_as_nothing_else(world: World, bid: Application, deputy: Deputy) -> None:
    with pytest.raises(Refused, match="named a deputy"):
        sign(world, bid.commitments[0], by=world.eve, standing=BOARD)
    as_deputy = BOARD._replace(capacity=Capacity.DEPUTY)
    with pytest.raises(Refused, match="named a deputy"):
        sign(world, bid.commitments[0], by=world.ada, standing=as_deputy)


def test_what_a_deputy_signed_stands_when_they_are_none_any_longer(
    world: World, bid: Application, deputy: Deputy
) -> None:
    signature = sign(world, bid.commitments[0], by=world.eve)

    deputies.end(world.session, deputy, by=world.ada, now=NOON)

    assert signed(bid.commitments[0]) is signature
    with pytest.raises(Refused, match="for others"):
        declining.decline(world.session, bid.commitments[0], reason="No", by=world.eve, now=NOON)


def test_who_is_named_a_deputy_belongs_there_and_needs_it(world: World, bid: Application) -> None:
    days: dict[str, Any] = {"first": NOON.date(), "last": NOON.date(), "now": NOON}

    def name(person: Any, signatory: Any, **said: Any) -> object:
        said = {**days, "by": world.ada, **said}
        return deputies.name(world.session, world.town, person, signatory, **said)

    for wrong, person, signatory, said in (
        ("belongs to the partner", world.ben, world.ada, {}),
        ("without being a deputy", world.ada, world.ada, {}),
        ("Only who may sign", world.eve, world.eve, {}),
        ("before the first", world.eve, world.ada, {"first": NOON.date() + timedelta(days=1)}),
        ("not passed", world.eve, world.ada, {"first": date(2025, 1, 1), "last": date(2025, 1, 2)}),
        ("for others", world.eve, world.ada, {"by": world.cleo}),
        ("for others", world.eve, world.ada, {"by": world.eve}),
    ):
        with pytest.raises(Refused, match=wrong):
            name(person, signatory, **said)
    assert name(world.eve, world.ada) is name(world.eve, world.ada)


def test_a_representative_gives_nobody_a_signatorys_place(world: World, bid: Application) -> None:
    gil = world.person("Gil", world.town, Role.REPRESENTATIVE)
    world.session.flush()

    with pytest.raises(Refused, match="Only a signatory"):
        deputies.name(
            world.session, world.town, world.eve, world.ada, first=NOON.date(), last=NOON.date(),
            by=gil, now=NOON,
        )  # fmt: skip
