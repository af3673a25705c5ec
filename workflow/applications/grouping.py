"""Who would suit a bid or an offer: what the clock found; which calls fit several partners."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from lexicon.terms import Band, Likeness, Verdict
from models import (
    Answer,
    Application,
    Call,
    Commitment,
    Grouping,
    Interest,
    Match,
    OutsideOffer,
    Partner,
    Stance,
    Suggestion,
)
from models.call import open_calls
from models.stage import BEFORE_SUBMITTED
from workflow.applications.willing import asked

SEVERAL = 2
WELL = (Band.STRONG, Band.GOOD)
MOST_WORDS = 4
PLACES = {band: place for place, band in enumerate(Band)}


class Group(NamedTuple):
    """Partners to choose from, the best first, and what of the call nobody has words for yet."""

    suggestions: list[Suggestion]
    missing: tuple[str, ...]
    needs_country: bool


class Fit(NamedTuple):
    """A partner that a call fits: by which interest, how well, and by which of its words."""

    partner: Partner
    interest: Interest
    band: Band
    words: tuple[str, ...]


class Several(NamedTuple):
    """A call that fits several partners, the best fit first, and since when it fits a second."""

    call: Call
    fits: list[Fit]
    since: datetime

    @property
    def partners(self) -> list[Partner]:
        """Return the partners alone."""
        return [each.partner for each in self.fits]


NOBODY = Group([], (), False)


def for_bid(session: Session, bid: Application) -> Group:
    """Return who would suit a bid best of all, beside those who were asked or have declined."""
    found = candidates(session, bid)
    best = [each for each in found.suggestions if each.of_all]
    return found._replace(suggestions=best)


def candidates(session: Session, bid: Application) -> Group:
    """Return all who were found for a bid: the best, then the best of those it lacks."""
    known = {each.partner_id for each in bid.commitments}
    return _group(session, Grouping.application_id == bid.id, known)


def for_offer(session: Session, offer: OutsideOffer) -> Group:
    """Return whom an offer may fit, beside those who have answered it."""
    known = {each.partner_id for each in offer.answers}
    return _group(session, Grouping.offer_id == offer.id, known)


def workload(session: Session) -> dict[int, int]:
    """Return in how many bids under way each partner is, be it asked or signed."""
    under_way = (
        select(Commitment.partner_id, func.count(Commitment.id))
        .join(Commitment.application)
        .where(Commitment.declined_at.is_(None), Application.stage.in_(BEFORE_SUBMITTED))
        .group_by(Commitment.partner_id)
    )
    return dict(session.execute(under_way).all())


def for_call(session: Session, call: Call) -> Group:
    """Return who would suit a new bid to a call, beside those whom it would ask anyway."""
    known = {each.partner_id for each in asked(session, call)}
    return _group(session, Grouping.call_id == call.alike[0].id, known)


def _group(session: Session, whose: ColumnElement[bool], known: set[int]) -> Group:
    suggested = selectinload(Grouping.suggestions).joinedload(Suggestion.partner)
    found = session.scalar(select(Grouping).where(whose).options(suggested))
    if found is None:
        return NOBODY
    left = [
        each
        for each in found.suggestions
        if each.partner_id not in known and each.partner.left_at is None
    ]
    return Group(left, found.missing, found.needs_country)


def fits_well() -> ColumnElement[bool]:
    """Say of a match (joined with its interest and partner) that it counts: fit, allowed, no no."""
    answered = aliased(Call)
    no = (
        select(Stance.id)
        .join(answered, Stance.call_id == answered.id)
        .where(
            Stance.partner_id == Interest.partner_id, Stance.answer == Answer.NO,
            func.coalesce(answered.same_as_id, answered.id) == Match.call_id,
        )
        .correlate(Interest, Match)
    )  # fmt: skip
    return and_(
        Match.lost_at.is_(None), Match.band.in_(WELL), Match.may_apply != Verdict.NO,
        Partner.left_at.is_(None), ~no.exists(),
    )  # fmt: skip


def ids_of_several() -> Select[int]:
    """Select the numbers of the calls that fit several partners well."""
    return (
        select(Match.call_id)
        .join(Match.interest)
        .join(Interest.partner)
        .where(fits_well())
        .group_by(Match.call_id)
        .having(func.count(Interest.partner_id.distinct()) >= SEVERAL)
    )


def fitting_several(
    session: Session,
    now: datetime,
    since: datetime | None = None,
    among: Collection[int] | None = None,
) -> list[Several]:
    """Return the open calls that fit several partners well and they have not said no to.

    The newest comes first: new is a call when it fits a second partner. since: only what has become
    so from then on. among: only these calls.
    """
    open_ones = {each.id: each for each in session.scalars(_open(now, among))}
    wanted = (
        select(Match)
        .join(Match.interest)
        .join(Interest.partner)
        .options(contains_eager(Match.interest).contains_eager(Interest.partner))
        .where(fits_well(), Match.call_id.in_(open_ones), Match.found_at < now)
        .order_by(Match.call_id, Match.score.desc(), Match.id)
    )
    by_call: dict[int, list[Match]] = {}
    for match in session.scalars(wanted):
        by_call.setdefault(match.call_id, []).append(match)
    found = []
    for id, matches in by_call.items():
        first: dict[int, datetime] = {}
        for each in matches:
            partner = each.interest.partner_id
            first[partner] = min(first.get(partner, each.found_at), each.found_at)
        if len(first) >= SEVERAL and (since is None or sorted(first.values())[1] >= since):
            found.append(Several(open_ones[id], fits_of(matches), sorted(first.values())[1]))
    return sorted(found, key=lambda each: (each.since, each.call.id), reverse=True)


def _open(now: datetime, among: Collection[int] | None) -> Select[Call]:
    wanted = open_calls(now).where(Call.id.in_(ids_of_several()))
    return wanted if among is None else wanted.where(Call.id.in_(among))


def fits_of(matches: Sequence[Match]) -> list[Fit]:
    """Return each partner's best fit among its matches, the best first."""
    best: dict[int, Match] = {}
    for each in sorted(matches, key=lambda each: (PLACES[each.band], -each.score)):
        best.setdefault(each.interest.partner_id, each)
    return [
        Fit(each.interest.partner, each.interest, each.band, words_of(each))
        for each in best.values()
    ]


def words_of(match: Match) -> tuple[str, ...]:
    """Return the interest's own words that were met, the weightiest first."""
    own = [each for each in match.reasons if each.likeness is Likeness.WORD]
    words = (each.word for each in sorted(own, key=lambda each: -each.weight))
    return tuple(dict.fromkeys(words))[:MOST_WORDS]
