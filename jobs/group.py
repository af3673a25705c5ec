"""Find partners who would suit the bids, the offers, and the calls that somebody wants."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from jobs.epochs import texts
from jobs.sought import COUNTRY, SWEDISH, Sought, Whose, for_bids, for_calls, for_offers
from lexicon.areas import ancestors, areas
from matcher.consortium import Advice, ConsortiumAdvisor, Party, Project
from matcher.consortium import Suggestion as Found
from matcher.coverage import Fact
from matcher.texts import passage_of
from matcher.words import Passage
from models import (
    Application,
    Grouping,
    Partner,
    Stage,
    Suggestion,
)
from workflow.applications.composed import party_of
from workflow.applications.grouping import workload

MOST = 5  # suggestions
FEW = 4  # for each gap
MOST_REASONS = 4


def group(session: Session, now: datetime) -> int:
    """Say anew who would suit, where something has changed; return for how many."""
    looking = (*for_bids(session, now), *for_calls(session, now), *for_offers(session, now))
    sought = {each.whose: each for each in looking}
    kept: dict[Whose, Grouping] = {}
    for row in session.scalars(select(Grouping).options(selectinload(Grouping.suggestions))):
        whose = row.call_id, row.application_id, row.offer_id
        if whose in sought:
            kept[whose] = row
        else:
            session.delete(row)
    parties, projects = known(session)
    partners = {each.id: each for each in session.scalars(select(Partner).order_by(Partner.id))}
    learnt = (
        [[str(party_of(each)), each.outside] for each in partners.values()],
        [[each.key, *each.texts, sorted(each.areas), each.busy] for each in parties],
        [[*each.text, sorted(each.parties), sorted(each.areas)] for each in projects],
    )
    about = {whose: each.about(*learnt) for whose, each in sought.items()}
    anew = {
        whose: each
        for whose, each in sought.items()
        if whose not in kept or kept[whose].about != about[whose]
    }
    if not anew:
        return 0
    advisor = ConsortiumAdvisor[int]()
    advisor.fit(parties, projects, [each.aim for each in anew.values()], texts(session))
    for whose, each in anew.items():
        without = {*each.declined, *(id for id, one in partners.items() if one.outside)}
        advice = advisor.advise(each.aim, each.within, MOST, without=without)
        lacking = filling(advisor, each, advice, partners)
        call, bid, offer = whose
        row = kept.get(whose) or Grouping(call_id=call, application_id=bid, offer_id=offer)
        session.add(take_over(row, advice, lacking, about[whose], partners))
    return len(anew)


def filling(
    advisor: ConsortiumAdvisor[int],
    sought: Sought,
    advice: Advice[int],
    partners: dict[int, Partner],
) -> list[Found[int]]:
    """Return the best who would fill each gap, beside those who are suggested anyway.

    Outside organisations are among them: where a country is lacking, nobody here is from it.
    """
    if not sought.gaps:
        return []
    ranked = [
        (each, party_of(partners[each.key]))
        for each in advisor.rank(sought.aim, sought.within)
        if each.key not in sought.declined
    ]
    known = {each.key for each in advice.suggestions}
    found: dict[int, Found[int]] = {}
    for gap in sought.gaps:
        filling = [each for each, party in ranked if gap.filled_by(party)][:FEW]
        found.update({each.key: each for each in filling if each.key not in known})
    return [
        advisor.explained(sought.aim, each, sought.within)
        for each in sorted(found.values(), key=lambda each: -each.score)
    ]


def take_over(
    row: Grouping,
    advice: Advice[int],
    lacking: Sequence[Found[int]],
    about: str,
    partners: dict[int, Partner],
) -> Grouping:
    """Put what was advised in the place of what was before."""
    row.about, row.missing = about, advice.missing
    row.needs_country = any(each.kind == COUNTRY for each in advice.unmet)
    before = {each.partner_id: each for each in row.suggestions}
    row.suggestions = []
    of_all = len(advice.suggestions)
    for place, each in enumerate([*advice.suggestions, *lacking]):
        found = before.get(each.key) or Suggestion(partner_id=each.key)
        found.place, found.of_all = place, place < of_all
        found.reasons = each.words[:MOST_REASONS]
        found.together = tuple(partners[partner].name for partner, _ in each.together)
        found.in_area = each.signals.region > 0
        found.brings_country = any(fact.kind == COUNTRY for fact in each.meets)
        found.covers = each.covers
        row.suggestions.append(found)
    return row


def known(session: Session) -> tuple[list[Party[int]], list[Project[int]]]:
    """Return the partners by what they want and offer, and what they have applied for together."""
    staying = select(Partner).where(Partner.left_at.is_(None)).order_by(Partner.id)
    loaded = staying.options(selectinload(Partner.interests))
    busy = workload(session)
    parties = [
        Party(each.id, texts_of(each), *places_of(each.area), busy.get(each.id, 0))
        for each in session.scalars(loaded)
    ]
    alive = Application.stage.not_in((Stage.WITHDRAWN, Stage.MERGED))
    bids = select(Application).where(alive).options(selectinload(Application.commitments))
    projects = [
        Project(
            Passage(f"{each.title}. {each.summary}", SWEDISH),
            frozenset(part.partner_id for part in each.parts),
            frozenset(each.call.areas) if each.call else frozenset(),
        )
        for each in session.scalars(bids.order_by(Application.id))
    ]
    return parties, projects


def texts_of(partner: Partner) -> Sequence[Passage]:
    """Return the texts that tell what a partner is about, one by one."""
    said = [*(each.words for each in partner.offers), *([partner.about] if partner.about else [])]
    wanted = [passage_of(each) for each in partner.interests]
    return [*wanted, *(Passage(each, SWEDISH) for each in said)]


def places_of(area: str) -> tuple[frozenset[str], frozenset[Fact]]:
    """Return the codes of an area and all around it, and its country."""
    if area not in areas():
        return frozenset(), frozenset()
    country = area[:2]
    facts = frozenset({Fact(COUNTRY, country)}) if country != "EU" else frozenset()
    return frozenset(each.code for each in ancestors(area)), facts
