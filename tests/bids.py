"""A small partnership for the tests of what people decide."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.terms import Amount, Bound, DeadlineModel, MoneyKind, Rate, Reason, Status
from models import (
    Answer,
    Application,
    Call,
    Capacity,
    Commitment,
    How,
    Membership,
    Overlap,
    OverlapKind,
    OverlapMember,
    Partner,
    Person,
    Proposal,
    Role,
    Signature,
    Source,
)
from models.call import CallDate
from tests.conftest import NOON
from workflow.answers import stances
from workflow.applications import commitments, opening, signing
from workflow.applications.signing import SignedIn, Standing
from workflow.applications.terms import seal_of
from workflow.overlaps import proposing, replying
from workflow.overlaps.finding import Finding, raise_overlap, texts
from workflow.overlaps.plans import Plan
from workflow.refusals import Incomplete

TODAY = NOON.date()
LATER = TODAY + timedelta(days=60)

JUST_NOW = SignedIn(How.MAIL, NOON)
BOARD = Standing("Director", Capacity.DELEGATION, "Delegation § 4.2")


class World:
    """Ada's town, Ben's university, Dana's association; Cleo coordinates from the region.

    Eve writes for the town but may not sign; Finn knows nobody.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.town = Partner(name="Town")
        self.university = Partner(name="University")
        self.association = Partner(name="Association")
        self.region = Partner(name="Region")
        self.firm = Partner(name="Firm")
        self.ada = self.person("Ada", self.town, Role.SIGNATORY, "en")
        self.eve = self.person("Eve", self.town, Role.PROJECT_GROUP)
        self.ben = self.person("Ben", self.university, Role.REPRESENTATIVE)
        self.dana = self.person("Dana", self.association, Role.SIGNATORY)
        self.cleo = self.person("Cleo", self.region, Role.COORDINATOR)
        self.finn = self.person("Finn", self.firm, Role.REPRESENTATIVE)
        self.source = Source(
            slug="river",
            reader="river",
            funder="River Fund",
            start="https://river.example/",
            language="en",
            zone="Europe/Stockholm",
            on=True,
            hours=24,
            due_at=NOON,
        )
        self.lakes = self.call("Cleaner lakes")
        session.add_all([self.firm, self.lakes])
        session.commit()

    def person(self, name: str, partner: Partner, role: Role, language: str = "sv") -> Person:
        person = Person(name=name, email=f"{name.lower()}@example.org", language=language)
        partner.memberships.append(Membership(person=person, role=role))
        self.session.add(partner)
        return person

    def call(self, title: str) -> Call:
        """Make a call with a ceiling of 1 000 000 kr of support, and half to be paid oneself."""
        call = Call(
            source=self.source,
            identifier=title,
            url="https://river.example/1",
            title=title,
            funder="River Fund",
            language="en",
            programme="",
            text="Water quality in lakes",
            status=Status.ANNOUNCED,
            deadline_model=DeadlineModel.SINGLE,
            opens=None,
            season="",
            amounts=(Amount(currency="SEK", most=Decimal(1_000_000), of=MoneyKind.SUPPORT),),
            rates=(Rate(co_funding_rate=Decimal(50), bound=Bound.AT_LEAST),),
            applicants="",
            areas=(),
            area_text="",
            wordings=(),
            uncertain=(),
            found_at=NOON,
            seen_at=NOON,
        )
        day = NOON.date().replace(month=3)
        call.dates.append(
            CallDate(
                kind="final",
                day=day,
                zone="Europe/Stockholm",
                label="",
                passes_at=NOON.replace(month=3),
            )
        )
        self.session.add(call)
        return call

    def bid(
        self, lead: Partner, title: str, *joining: Partner, call: Call | None = None
    ) -> Application:
        """Open a bid from answers: the lead's, and those of everyone who joins."""
        call = call or self.lakes
        for partner, word in [(lead, Answer.LEAD), *((each, Answer.JOIN) for each in joining)]:
            stance = stances.stance_of(self.session, partner, call)
            seen = stance.version if stance else 0
            stances.answer(self.session, partner, call, word, by=self.cleo, now=NOON, seen=seen)
        return opening.open(
            self.session,
            call=call,
            lead=lead,
            title=title,
            summary="We clean the lakes together",
            answer_by=NOON.date(),
            by=self.cleo,
            now=NOON,
        )

    def agree(
        self,
        commitment: Commitment,
        total_cost: int = 400_000,
        co_funding: int = 200_000,
        *,
        binding: bool = True,
    ) -> None:
        """Let the partner's own person set and sign its terms."""
        by = next(p for p in commitment.partner.people if p is not self.eve)
        commitments.change(
            self.session,
            commitment,
            part=commitment.part,
            total_cost=Decimal(total_cost),
            co_funding=Decimal(co_funding),
            seen=seal_of(commitment),
            by=by,
            now=NOON,
        )
        usual = signing.usual(self.session, commitment.partner, by, NOON.date())
        commitments.sign(
            self.session, commitment, seen=seal_of(commitment), binding=binding, by=by, now=NOON,
            signed_in=JUST_NOW, standing=usual._replace(authority="Board, § 7"),
        )  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    return World(session)


@pytest.fixture
def bid(world: World) -> Application:
    """A bid of Ada's town, with Ben's university."""
    return world.bid(world.town, "Blue lakes", world.university)


def part_of(application: Application, partner: Partner) -> Commitment:
    """Return a partner's part in a bid."""
    return next(each for each in application.commitments if each.partner is partner)


def sign(world: World, part: Commitment, **said: Any) -> Signature:
    """Let Ben sign a part, unless something else is said."""
    usual: dict[str, Any] = {
        "seen": seal_of(part), "by": world.ben, "now": NOON, "signed_in": JUST_NOW,
    }  # fmt: skip
    return commitments.sign(world.session, part, **{**usual, **said})


class Rivals:
    """Two bids to one call: the town's with the university, and the association's."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.world = World(session)
        self.blue = self.world.bid(self.world.town, "Blue lakes", self.world.university)
        self.clear = self.world.bid(self.world.association, "Clear lakes")
        self.overlap = self.found()

    def found(self) -> Overlap:
        self.find()
        return (
            self.session.scalars(select(Overlap).order_by(Overlap.id.desc())).first() or Overlap()
        )

    def find(self) -> Overlap | None:
        bids = [self.clear, self.blue]
        found = Finding(
            OverlapKind.SAME_CALL_SAME_TARGET,
            bids,
            basis=texts(bids),
            reasons=(Reason(word="lakes", met="lakes", weight=0.4),),
            likeness=0.6,
        )
        return raise_overlap(self.session, found, NOON)

    def propose(self, into: Application | None = None, **asked: Any) -> None:
        """Propose a merger, if a bid is to stay, or else keeping both, or what is said."""
        kind = asked.pop("proposal", Proposal.MERGE if into else Proposal.COEXIST)
        proposing.propose(
            self.session,
            self.overlap,
            Plan(kind, into=into, **asked),
            message="The same lakes",
            reply_by=TODAY + timedelta(days=7),
            seen=self.overlap.version,
            by=self.world.cleo,
            now=NOON,
            today=TODAY,
        )

    def member(self, application: Application) -> OverlapMember:
        return next(each for each in self.overlap.members if each.application is application)

    def reply(self, application: Application, agrees: bool, reason: str = "We cannot") -> None:
        replying.reply(
            self.session,
            self.member(application),
            agrees,
            reason="" if agrees else reason,
            seen=self.overlap.version,
            by=self.world.ada if application is self.blue else self.world.dana,
            now=NOON,
        )

    def agree(self) -> None:
        """Let both leads say yes."""
        self.reply(self.blue, True)
        self.reply(self.clear, True)


@pytest.fixture
def rivals(session: Session) -> Rivals:
    return Rivals(session)


def faults(rivals: Rivals, **asked: Any) -> list[str]:
    """Return the fields at which a proposal is refused."""
    with pytest.raises(Incomplete) as caught:
        rivals.propose(**asked)
    return [field for field, _ in caught.value.errors]


def signed_rivals(rivals: Rivals) -> None:
    """Let everybody have signed, the university in both."""
    for bid in (rivals.blue, rivals.clear):
        for part in bid.commitments:
            rivals.world.agree(part, 400, 200)
