"""Terms that change are asked about anew, and void what was signed of them alone."""

import json
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models import Application, Commitment, Role
from papers.terms import changes, promise, promised
from tests.bids import World, sign
from tests.conftest import NOON
from tests.letters import letters, readers
from workflow.applications import commitments, describing
from workflow.applications.terms import seal_of, signed
from workflow.telling import UNDO


def propose(world: World, part: Commitment, total: int, own: int, **said: Any) -> None:
    commitments.change(
        world.session, part, total_cost=Decimal(total), co_funding=Decimal(own),
        seen=seal_of(part), **{"by": world.ada, "now": NOON, **said},
    )  # fmt: skip


def test_changed_terms_are_asked_about_anew_with_old_and_new(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[1])

    propose(world, bid.commitments[1], 500_000, 200_000)

    letter = letters(session, "changed")[-1]
    assert letter.reader is world.ben
    assert "Budget: 400\u00a0000\u00a0kr → 500\u00a0000\u00a0kr" in letter.text
    assert "Egen insats" not in letter.text


def test_who_signs_the_new_terms_at_once_hears_nothing_of_them(
    world: World, session: Session, bid: Application
) -> None:
    world.person("Gil", world.university, Role.REPRESENTATIVE)
    world.agree(bid.commitments[1])

    propose(world, bid.commitments[1], 500_000, 200_000, by=world.ben)
    waited = readers(session, "changed")
    sign(world, bid.commitments[1])

    assert (waited, readers(session, "changed")) == (["Gil"], [])


def test_other_parts_are_told_to_those_who_have_signed_and_theirs_stand(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[0])
    world.agree(bid.commitments[1])
    assert readers(session, "beside") == []

    propose(world, bid.commitments[1], 500_000, 200_000, by=world.ben)

    assert signed(bid.commitments[0])
    letter = letters(session, "beside")[-1]
    assert (letter.reader, letter.not_before) == (world.ada, NOON + UNDO)
    assert "400,000" in letter.text


def test_a_new_description_voids_nothing_and_is_told_once(
    world: World, session: Session, bid: Application
) -> None:
    world.agree(bid.commitments[1])

    for version, words in enumerate(("Bluer", "Bluest"), 1):
        describing.describe(
            session, bid, title="Blue lakes", summary=words, seen=version, by=world.ada, now=NOON
        )

    assert signed(bid.commitments[1])
    assert [
        ("Bluest" in each.text, each.reader.name) for each in letters(session, "described")
    ] == [(True, "Ben")]


def test_what_differs_is_told_of_any_terms() -> None:
    old = {
        "partner": 2, "currency": "SEK", "part": "partner", "work": "",
        "costs": [[2027, "staff", "10.00"], [2027, "travel", "5.00"]],
        "funds": [{"kind": "staff_time", "amount": "1.00", "decided": False, "hours": "8.00"}],
    }  # fmt: skip
    new = {
        **old, "currency": "EUR", "part": "co_financier", "work": "We measure", "agreed": True,
        "costs": [[2027, "travel", "5.00"], [2027, "staff", "12.50"]],
        "funds": [
            {"kind": "cash", "amount": "2.00", "decided": True},
            {"kind": "staff_time", "amount": "1.00", "hours": "9.00", "day": "2026-03-01"},
        ],
    }  # fmt: skip

    told = [
        (promised(each, "en"), promise(each.old, each, "en"), promise(each.new, each, "en"))
        for each in changes(old, new)
    ]

    assert told == [
        ("Currency", "SEK", "EUR"),
        ("Role", "project partner", "co-financier"),
        ("What you do", "nothing", "We measure"),
        ("Costs, 2027, staff", "10\u00a0euro", "12.5\u00a0euro"),
        ("Co-funding, cash", "nothing", "2\u00a0euro"),
        ("Co-funding, cash, Decided", "nothing", "yes"),
        ("Co-funding, staff time, Hours", "8", "9"),
        ("Co-funding, staff time, Day", "nothing", "1\u00a0March\u00a02026"),
        ("Agreed", "nothing", "yes"),
        ("Co-funding, staff time, Decided", "no", "nothing"),
    ]


def test_the_same_terms_in_another_order_differ_in_nothing(world: World, bid: Application) -> None:
    world.agree(bid.commitments[1])
    terms = json.loads(signed(bid.commitments[1]).terms)  # type: ignore[union-attr]  # it was signed

    assert changes(terms, dict(reversed(terms.items()))) == []
