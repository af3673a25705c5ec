"""A county of parties and bids that get in each other's way."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.find_overlaps import find_overlaps
from lexicon.overlap_types import Trait
from lexicon.terms import DeadlineModel, Status
from models import (
    Answer,
    Application,
    Call,
    Commitment,
    Interest,
    Limit,
    Membership,
    Overlap,
    OverlapKind,
    Part,
    Partner,
    Person,
    Role,
    Source,
    Stage,
    Stance,
)
from models.stage import BEFORE_SUBMITTED
from tests.conftest import NOON

YOUTH = (
    "Unga 16–24 år i Laxå och Hallsberg som varken arbetar eller studerar får en mentor, prövar"
    " yrken hos lokala företag och får sitt kunnande dokumenterat, så att fler går klart gymnasiet."
)
STEP = (
    "Ungdomar mellan 16 och 24 år i Hallsberg som varken har arbete eller studerar möter en mentor"
    " och provar yrken på företag i bygden. Deras kunnande dokumenteras och fler når gymnasiet."
)
ELDERLY = (
    "Byalagen öppnar mötesplatser i bygdegårdarna i Askersund, med samåkning till vårdcentralen"
    " och digital hjälp för äldre som bor ensamma."
)
REUSE = (
    "En verkstad i Kumla lagar cyklar, möbler och byggmaterial och säljer dem i en butik som"
    " långtidsarbetslösa driver med stöd av Coompanion."
)
NEWCOMERS = (
    "Nyanlända kvinnor i Karlskoga lär sig svenska på bageriet, i odlingen och i sömnadsateljén,"
    " och får intyg som arbetsgivare känner igen."
)
WETLANDS = (
    "Markägare och skolor anlägger våtmarker vid Hjälmaren, mäter kväve och fosfor i bäckarna och"
    " visar hur fiskbestånden kommer tillbaka."
)
TELEPHONE = "Vi vill leda ett projekt där unga får en mentor och prövar yrken hos företag i Laxå."


class County:
    """Parties of a county, two calls, and bids as they come."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.cleo = Person(name="Cleo", email="cleo@example.org", language="sv")
        self.laxa = self.partner("Laxå kommun")
        self.hallsberg = self.partner("Hallsbergs kommun")
        self.activa = self.partner("Stiftelsen Activa")
        self.vuxenskolan = self.partner("Studieförbundet Vuxenskolan")
        self.region = self.partner("Region Örebro län")
        self.uppland = self.partner("Uppsala kommun", area="SE121")
        self.region.memberships.append(Membership(person=self.cleo, role=Role.COORDINATOR))
        self.esf = self.call("Unga till studier", "Svenska ESF-rådet", "ESF+")
        self.arv = self.call("Lokalt engagemang", "Allmänna arvsfonden", "")
        for text in (ELDERLY, REUSE, NEWCOMERS, WETLANDS):
            self.activa.interests.append(Interest(title=text[:20], text=text))
        session.flush()

    def partner(self, name: str, area: str = "SE124") -> Partner:
        partner = Partner(name=name, area=area)
        self.session.add(partner)
        return partner

    def call(self, title: str, funder: str, programme: str, text: str = "") -> Call:
        source = self.session.scalar(select(Source).filter_by(funder=funder)) or Source(
            slug=funder, reader="x", funder=funder, start="https://funder.example/",
            language="sv", zone="Europe/Stockholm", on=True, hours=24, due_at=NOON,
        )  # fmt: skip
        call = Call(
            source=source, identifier=title, url="https://funder.example/1", title=title,
            funder=funder, language="sv", programme=programme, text=text or f"{title}. Stöd.",
            status=Status.ANNOUNCED, deadline_model=DeadlineModel.ROLLING, season="", applicants="",
            area_text="", amounts=(), rates=(), areas=(), wordings=(), uncertain=(), found_at=NOON,
            seen_at=NOON,
        )  # fmt: skip
        self.session.add(call)
        self.session.flush()
        return call

    def bid(
        self,
        lead: Partner,
        text: str,
        call: Call | None = None,
        *others: Commitment,
        stage: Stage = Stage.WRITING,
    ) -> Application:
        call = call or self.esf
        bid = Application(
            call=call, title=" ".join(text.split()[:3]), summary=text, stage=stage,
            opened_at=NOON, submitted_at=NOON if stage not in BEFORE_SUBMITTED else None,
        )  # fmt: skip
        bid.commitments.append(part(lead, Part.LEAD))
        bid.commitments.extend(others)
        self.session.add(bid)
        self.session.flush()
        return bid

    def wants_to_lead(self, partner: Partner, words: str = "") -> Stance:
        stance = Stance(
            partner=partner, call=self.esf, answer=Answer.LEAD, words=words, version=1,
            person=self.cleo, answered_at=NOON, met=(),
        )  # fmt: skip
        self.session.add(stance)
        self.session.flush()
        return stance

    def find(self) -> list[Overlap]:
        find_overlaps(self.session, NOON)
        rows = select(Overlap).filter_by(gone_at=None).order_by(Overlap.id)
        return list(self.session.scalars(rows))

    def kinds(self) -> list[OverlapKind]:
        return [each.kind for each in self.find()]


def part(partner: Partner, as_what: Part = Part.PARTNER, **terms: Any) -> Commitment:
    money = {"total_cost": Decimal(0), "co_funding": Decimal(0), "currency": "SEK"}
    return Commitment(partner=partner, part=as_what, **(money | terms))


@pytest.fixture
def county(session: Session) -> County:
    return County(session)


def common(overlap: Overlap, trait: Trait) -> list[tuple[str, float]]:
    return [(each.words, float(each.number)) for each in overlap.common if each.trait is trait]


def members(overlap: Overlap) -> set[Any]:
    return {each.thing for each in overlap.members}


def limit(county: County, **values: Any) -> None:
    county.session.add(Limit(said_by=county.cleo.id, said_at=NOON, words="Sid. 4", **values))
    county.session.flush()


def promise(county: County, *sums: int) -> None:
    texts = (YOUTH, ELDERLY, WETLANDS)
    leads = (county.laxa, county.activa, county.hallsberg)
    for text, lead, amount in zip(texts, leads, sums, strict=False):
        paid = part(county.region, Part.CO_FINANCIER, co_funding=Decimal(amount))
        county.bid(lead, text, county.arv, paid)
