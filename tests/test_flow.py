"""From door to door: a source is read, and in the end parties have signed one application.

Read this first: it names every room. It runs on both databases.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from demo.parties import speaker
from jobs.fill_demo import fill
from models import (
    Application,
    Call,
    Capacity,
    Event,
    How,
    Letter,
    Match,
    Membership,
    Overlap,
    Person,
    Proposal,
    Role,
    SourceRun,
    Stage,
)
from models.database import connect, upgrade
from models.event import first_broken
from tests.conftest import empty
from workflow.applications import commitments, signing, stages
from workflow.applications.signing import SignedIn
from workflow.applications.terms import seal_of
from workflow.overlaps import proposing, replying
from workflow.overlaps.plans import Plan
from workflow.overlaps.settling import Standing, standing

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path_factory.mktemp('flow')}/samsok.db")
    else:
        server = str(request.getfixturevalue("postgresql_server"))
        empty(server)
        engine = connect(server)
    upgrade(engine)
    fill(engine, "Europe/Stockholm", owner="test", now=NOON, console=Console(quiet=True))
    yield engine
    engine.dispose()


@pytest.fixture
def session(filled: Engine) -> Iterator[Session]:
    with Session(filled) as session:
        yield session
        session.rollback()


def bid_called(session: Session, title: str) -> Application:
    return session.scalars(select(Application).filter_by(title=title)).one()


def test_every_source_was_read_twice_and_well(session: Session) -> None:
    runs = session.scalars(select(SourceRun)).all()

    assert len(runs) == 20
    assert [run.trouble for run in runs if run.trouble] == []


def test_a_call_fits_a_partner_for_reasons_that_add_up(session: Session) -> None:
    for match in session.scalars(select(Match)):
        assert match.reasons
        assert sum(each.weight for each in match.reasons) <= match.score + 1e-6


def test_the_moved_deadline_and_the_withdrawal_are_told(session: Session) -> None:
    digests = session.scalars(select(Letter).filter_by(kind="digest")).all()
    said = "\n".join(letter.text for letter in digests)

    assert "5\u00a0mars\u00a02027 kl.\u00a016.00 -> 19\u00a0mars\u00a02027 kl.\u00a016.00" in said
    assert "utlyst -> återkallad" in said


def test_a_letter_is_written_once_for_each_reason(session: Session) -> None:
    keys = session.execute(select(Letter.person_id, Letter.kind, Letter.about)).all()

    assert len(keys) == len(set(keys))


def test_two_partners_sign_and_the_lead_submits(session: Session) -> None:
    byn = bid_called(session, "Byn möts")
    lead = speaker(byn.lead)
    unsigned = [part for part in byn.parts if part.signature is None]
    signers = [part.partner.people_as(Role.SIGNATORY)[0] for part in unsigned]

    for part, signer in zip(unsigned, signers, strict=True):
        commitments.sign(
            session,
            part,
            seen=seal_of(part),
            by=signer,
            now=LATER,
            binding=True,
            signed_in=SignedIn(How.MAIL, LATER),
            standing=signing.Standing("", Capacity.SIGNATORY, "Board, § 7"),
        )
    stages.move(session, byn, "ask for approval", by=lead, now=LATER)
    stages.move(session, byn, "submit", by=lead, now=LATER, reference="2026-1")

    assert (byn.stage, byn.reference) == (Stage.SUBMITTED, "2026-1")
    assert len({part.signature.person_id for part in byn.parts if part.signature}) == 2


def test_the_overlap_is_settled_by_agreement(session: Session) -> None:
    overlap = session.scalars(select(Overlap)).first()
    assert overlap is not None
    stays, goes = (member.bid for member in overlap.members)
    role = Membership.role == Role.COORDINATOR
    coordinator = session.scalars(select(Person).join(Person.memberships).where(role)).first()
    assert coordinator is not None

    proposing.propose(
        session, overlap, Plan(Proposal.MERGE, into=stays), message="Ni möter samma unga.",
        reply_by=LATER.date() + timedelta(days=7), seen=overlap.version, by=coordinator, now=LATER,
        today=LATER.date(),
    )  # fmt: skip
    assert standing(overlap) is Standing.WAITING
    for member in overlap.members:
        replying.reply(
            session, member, True, seen=overlap.version, by=speaker(member.bid.lead),
            now=LATER,
        )  # fmt: skip

    assert standing(overlap) is Standing.SETTLED
    assert (goes.stage, goes.merged_into) == (Stage.MERGED, stays)


def test_all_that_was_decided_stands_in_one_unbroken_chain(session: Session) -> None:
    chain = session.scalars(select(Event).order_by(Event.id)).all()

    assert len(chain) > 15
    assert first_broken(chain) is None


def test_a_filled_demo_is_left_as_it_is(filled: Engine, tmp_path: Path) -> None:
    with Session(filled) as session:
        before = session.scalars(select(Call.id)).all()

    fill(filled, "Europe/Stockholm", owner="test", now=LATER, console=Console(quiet=True))

    with Session(filled) as session:
        assert session.scalars(select(Call.id)).all() == before
