"""What a meeting of the partnership has before it, and what is decided there about calls."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from models import (
    Answer,
    Application,
    Call,
    Event,
    Interest,
    Match,
    Meeting,
    Overlap,
    Partner,
    Person,
    Stance,
)
from models.call import open_calls
from models.partner import in_partnership
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from workflow.access import SPEAKERS, can, demand
from workflow.answers import several, stances
from workflow.answers.answered import ASKED
from workflow.applications.grouping import Fit, fits_of, fits_well, fitting_several
from workflow.applications.stages import described, everyone_has_signed
from workflow.overlaps.settling import Standing, standing
from workflow.refusals import Refused
from workflow.visible import visible_to

MOST = 30  # calls of each kind
AHEAD = timedelta(days=120)  # where no later meeting is planned
ASK = "ask"


class Row(NamedTuple):
    """A partner that a call concerns: it fits, was asked, or has answered."""

    partner: Partner
    fit: Fit | None
    stance: Stance | None
    asked_at: datetime | None
    may_say: bool
    may_ask: bool


class OnTable(NamedTuple):
    """A call with those it concerns, and the others whom one may answer for."""

    call: Call
    rows: list[Row]
    others: list[Partner]


class Table(NamedTuple):
    """All that a meeting has before it; `until` is the day of the next one."""

    until: dt.date
    closing: list[OnTable]
    unasked: list[OnTable]
    overlaps: list[Overlap]
    bids: list[tuple[Application, list[Message]]]


class Said(NamedTuple):
    """What was decided for one partner about one call; seen: the version that was looked at."""

    call_id: int
    partner_id: int
    word: str
    words: str
    seen: int


def table(session: Session, meeting: Meeting, by: Person, now: datetime) -> Table:
    """Gather what is before a meeting, as far as the person may see it."""
    demand(by, "group", None)
    until = next_after(session, meeting)
    fit_of = fits(session)
    answers = answered(session)
    closing = [
        each
        for each in session.scalars(open_calls(now).options(selectinload(Call.dates)))
        if (day := each.next_day(now)) and day <= until and each.certain
        and (each.id in fit_of or any(it.answer is not Answer.NO for it in answers[each.id]))
    ][:MOST]  # fmt: skip
    known = {each.id for each in closing}
    open_to_several = [e.call for e in fitting_several(session, now) if e.call.id not in known]
    asked = asked_at(session)
    unasked = [
        each for each in open_to_several if not answers[each.id] and not asked.get(each.id)
    ][:MOST]  # fmt: skip
    partners = session.scalars(select(Partner).where(in_partnership()).order_by(Partner.name)).all()
    put = [
        on_table(each, fit_of.get(each.id, []), answers[each.id], asked.get(each.id, {}), partners,
                 by)
        for each in [*closing, *unasked]
    ]  # fmt: skip
    found = session.scalars(visible_to(by, Overlap).order_by(Overlap.id)).all()
    return Table(
        until=until,
        closing=put[: len(closing)],
        unasked=put[len(closing) :],
        overlaps=[each for each in found if standing(each) is Standing.TO_REVIEW],
        bids=[(each, missing(each)) for each in under_way(session, by)],
    )


def next_after(session: Session, meeting: Meeting) -> dt.date:
    """Return the day of the partnership's next meeting, or a while from this one."""
    later = select(func.min(Meeting.day)).where(
        Meeting.partner_id.is_(None), Meeting.day > meeting.day
    )
    return session.scalar(later) or meeting.day + AHEAD


def fits(session: Session) -> dict[int, list[Fit]]:
    """Return whom each call fits well, the best first."""
    wanted = (
        select(Match)
        .join(Match.interest)
        .join(Interest.partner)
        .options(contains_eager(Match.interest).contains_eager(Interest.partner))
        .where(fits_well())
    )
    by_call: defaultdict[int, list[Match]] = defaultdict(list)
    for each in session.scalars(wanted):
        by_call[each.call_id].append(each)
    return {id: fits_of(matches) for id, matches in by_call.items()}


def answered(session: Session) -> defaultdict[int, list[Stance]]:
    """Return what those who are here have answered, by the call that is shown."""
    wanted = (
        select(func.coalesce(Call.same_as_id, Call.id), Stance)
        .join(Stance.call)
        .join(Stance.partner)
        .options(contains_eager(Stance.partner))
        .where(Partner.left_at.is_(None))
        .order_by(Stance.id)
    )
    found: defaultdict[int, list[Stance]] = defaultdict(list)
    for id, stance in session.execute(wanted):
        found[id].append(stance)
    return found


def asked_at(session: Session) -> dict[int, dict[int, datetime]]:
    """Return when partners were asked, by call and partner."""
    found: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for event in session.scalars(select(Event).where(Event.verb == ASKED)):
        partner, call = event.about.split(":")[1:]
        found[int(call)][int(partner)] = event.at
    return found


def on_table(
    call: Call, fitting: Sequence[Fit], answers: Sequence[Stance], asked: dict[int, datetime],
    partners: Sequence[Partner], by: Person,
) -> OnTable:  # fmt: skip
    """Put a call on the table."""
    fit_of = {each.partner.id: each for each in fitting}
    stance_of = {each.partner_id: each for each in answers}
    concerned = {*fit_of, *stance_of, *asked}
    rows = [
        Row(
            partner=each,
            fit=fit_of.get(each.id),
            stance=stance_of.get(each.id),
            asked_at=asked.get(each.id),
            may_say=can(by, "answer", each),
            may_ask=each.id not in stance_of and each.id not in asked,
        )
        for each in partners
        if each.id in concerned
    ]
    others = [e for e in partners if e.id not in concerned and can(by, "answer", e)]
    return OnTable(call, rows, others)


def under_way(session: Session, by: Person) -> list[Application]:
    """Return the bids that are not submitted yet, as far as the person may see them."""
    wanted = visible_to(by, Application).where(Application.stage.in_(BEFORE_SUBMITTED))
    return list(session.scalars(wanted.order_by(Application.id)))


def missing(bid: Application) -> list[Message]:
    """Say what a bid still lacks."""
    return [said for said in (described(bid), everyone_has_signed(bid)) if said]


def decide(
    session: Session, meeting: Meeting, said: Iterable[Said], *, by: Person, now: datetime,
    today: dt.date,
) -> tuple[int, dict[tuple[int, int], Message]]:  # fmt: skip
    """Note what was decided, each by itself: what is refused keeps nothing else from being noted.

    Return how much was noted, and why what was not. Sent twice, it is noted once.
    """
    demand(by, "group", None)
    if meeting.day > today:
        raise Refused("The meeting is yet to come. Decisions can be noted from its day on.")
    noted, troubles = 0, {}
    for each in said:
        try:
            with session.begin_nested():
                noted += note(session, meeting, each, by=by, now=now)
        except Refused as refused:
            troubles[each.call_id, each.partner_id] = refused.message
    return noted, troubles


def note(session: Session, meeting: Meeting, said: Said, *, by: Person, now: datetime) -> bool:
    """Note one decision; say whether it was new."""
    call, partner = session.get(Call, said.call_id), session.get(Partner, said.partner_id)
    if call is None or partner is None:
        raise Refused("Choose a partner.")
    if said.word == ASK:
        if not partner.people_as(*SPEAKERS):
            raise Refused(
                "Nobody speaks for {partner} yet, so it cannot be asked by letter.",
                partner=partner.name,
            )
        return bool(several.ask(session, call, [partner], by=by, now=now))
    word, words = Answer(said.word), " ".join(said.words.split())
    among = [each.id for each in call.alike]
    known = select(Stance).where(Stance.partner_id == partner.id, Stance.call_id.in_(among))
    stance = session.scalar(known)
    if stance and (stance.answer, stance.words) == (word, words) and stance.version != said.seen:
        return False  # it was sent twice, or is what they have said themselves meanwhile
    stances.answer(
        session, partner, stance.call if stance else call, word, by=by, now=now, seen=said.seen,
        words=words, told_on=meeting.day, told_at=meeting.body,
    )  # fmt: skip
    return True
