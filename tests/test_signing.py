"""Who signs what, as what, and how surely; and what ends a signature."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lexicon.preliminary_parts import Allowance, allowance
from lexicon.programmes import programme_of, programmes
from lexicon.terms import Verdict
from models import (
    Application,
    Capacity,
    Commitment,
    Deputy,
    How,
    Letter,
    Level,
    Role,
    Signature,
    Stage,
)
from papers.terms import changes, promise, promised
from papers.wording import say
from tests.bids import JUST_NOW, World, part_of
from tests.conftest import NOON
from workflow import Refused
from workflow.applications import (
    commitments,
    declining,
    deputies,
    describing,
    inviting,
    signing,
    stages,
    submitting,
)
from workflow.applications.signing import SignedIn, Standing
from workflow.applications.terms import seal_of, signed
from workflow.history import phrase
from workflow.refusals import Unproven
from workflow.telling import UNDO, history

BOARD = Standing("Director", Capacity.DELEGATION, "Delegation § 4.2")
MINUTE = timedelta(minutes=1)


def sign(world: World, part: Commitment, **said: Any) -> Signature:
    usual: dict[str, Any] = {
        "seen": seal_of(part), "by": world.ben, "now": NOON, "signed_in": JUST_NOW,
    }  # fmt: skip
    return commitments.sign(world.session, part, **{**usual, **said})


def propose(world: World, part: Commitment, total: int, own: int, **said: Any) -> None:
    commitments.change(
        world.session, part, total_cost=Decimal(total), co_funding=Decimal(own),
        seen=seal_of(part), **{"by": world.ada, "now": NOON, **said},
    )  # fmt: skip


def letters(session: Session, kind: str) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def readers(session: Session, kind: str) -> list[str]:
    return [each.reader.name for each in letters(session, kind)]


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


# Deputies


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


# Changes


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


# Submitting


@pytest.mark.parametrize(
    ("programme", "funder", "known"),
    [("ESF+ 2021–2027", "", "esf"), ("", "Vinnova", "vinnova"), ("Leader", "A fund", None)],
)
def test_what_a_programme_allows_is_looked_up_by_its_name(
    programme: str, funder: str, known: str | None
) -> None:
    found = allowance(programme_of(programme, funder))

    assert (found and found.programme.key) == known
    assert found is None or (found.allowed is Verdict.UNKNOWN and found.source)


@pytest.mark.parametrize("allowed", list(Verdict))
def test_preliminary_parts_are_submitted_as_the_funder_has_it(
    world: World, bid: Application, allowed: Verdict
) -> None:
    row = Allowance(
        programmes()["leader"], allowed, "We take preliminary parts", "leader.example, 2026"
    )
    world.agree(bid.commitments[0])
    world.agree(bid.commitments[1], binding=False)
    said = submitting.Submission("F-1", NOON, "", accepted_preliminary=False)

    if allowed is Verdict.YES:
        assert submitting.submit(bid, said, NOON, row) == ["University"]
        return
    with pytest.raises(Refused, match="University have approved preliminarily"):
        submitting.submit(bid, said, NOON, row)
    confirmed = replace(said, accepted_preliminary=True)
    if allowed is Verdict.UNKNOWN:
        assert submitting.submit(bid, confirmed, NOON, row) == ["University"]
    else:
        with pytest.raises(Refused, match="Leader does not allow that"):
            submitting.submit(bid, confirmed, NOON, row)


def test_a_submission_keeps_its_time_and_receipt(
    world: World, session: Session, bid: Application
) -> None:
    for part in bid.commitments:
        world.agree(part)
    for verb in ("write", "ask for approval"):
        stages.move(session, bid, verb, by=world.ada, now=NOON)
    later = NOON + timedelta(hours=3)

    with pytest.raises(Refused, match="still to come"):
        stages.move(
            session, bid, "submit", by=world.ada, now=later, reference="F-1",
            submitted_at=later + MINUTE,
        )  # fmt: skip
    stages.move(
        session, bid, "submit", by=world.ada, now=later, reference="F-1",
        submitted_at=NOON + MINUTE, receipt=" Received, 12:01 ",
    )  # fmt: skip

    assert (bid.stage, bid.submitted_at, bid.receipt) == (
        Stage.SUBMITTED, NOON + MINUTE, "Received, 12:01",
    )  # fmt: skip


def test_the_checklist_names_what_is_to_be_looked_at(world: World, bid: Application) -> None:
    world.agree(bid.commitments[0], 1_500_000, 100_000, binding=False)

    said = {say(each.sentence, "en"): each.met for each in submitting.checklist(bid, NOON)}

    assert said == {
        "Not yet approved by University.": Verdict.NO,
        "Approved preliminarily: Town.": Verdict.UNKNOWN,
        "The sums are above the call's ceiling.": Verdict.NO,
        "The co-funding does not meet the call's rate": Verdict.NO,
        "The call closes on 12\u00a0March\u00a02026.": Verdict.YES,
    }


def test_the_checklist_holds_a_call_without_a_rate_against_its_programmes(
    world: World, bid: Application
) -> None:
    world.lakes.rates, world.lakes.funder = (), "Svenska ESF-rådet"
    world.lakes.text = "inom programområde D"
    world.agree(bid.commitments[0], 800_000, 400_000)

    said = {say(each.sentence, "en"): each.met for each in submitting.checklist(bid, NOON)}

    assert said["The co-funding does not meet the call's rate"] is Verdict.NO


def test_the_stages_of_the_table_are_those_of_the_database(
    session: Session, bid: Application
) -> None:
    with pytest.raises(IntegrityError, match="a stage of the table"):
        session.execute(update(Application).values(stage="MERGED"))
