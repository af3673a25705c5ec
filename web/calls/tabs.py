"""The tabs of the list of calls: what each of them selects."""

import datetime as dt
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from lexicon.terms import DeadlineModel, Status, Verdict
from models import Answer, Call, Interest, Letter, Match, Person, Stance
from models.call import open_calls
from workflow.answers.returning import NOTHING, Declined, declined, told_before

FORTNIGHT = timedelta(days=14)
# Kept for the addresses that lead to them; what they hold stands in other tabs, too.
QUIET = ("rolling", "answered")
ALIASES = {"all": "open", "upcoming": "coming", "hidden": "declined"}


class Seen(NamedTuple):
    """What decides what is new and what is not shown: for which partners, since when.

    told: when a letter last told the visitor of each call.
    """

    mine: list[int]
    since: datetime
    no: Declined
    told: dict[int, datetime]


def seen_by(session: Session, mine: list[int], viewer: Person | None, now: datetime) -> Seen:
    """Gather what decides it for somebody, or for a stranger."""
    no = declined(session, mine, now) if mine else NOTHING
    told = told_before(session, viewer) if viewer and no.back else {}
    return Seen(mine, new_since(session, viewer, now) if viewer else now, no, told)


def new_since(session: Session, person: Person, now: datetime) -> datetime:
    """Return since when a call is new to a person.

    The last fortnight, and all that came after the latest letter if that is longer ago.
    """
    wrote = select(func.max(Letter.written_at)).filter_by(person_id=person.id, kind="digest")
    return min(session.scalar(wrote) or now, now - FORTNIGHT)


def tabs_for(seen: Seen, now: datetime, today: dt.date) -> dict[str, Select[Call]]:
    """Return what each tab selects; those of a partner only for who has one."""
    alive = open_calls(now)
    begun = and_(Call.status == Status.ANNOUNCED, or_(Call.opens.is_(None), Call.opens <= today))
    tabs = {
        "open": alive.where(begun),
        "coming": alive.where(~begun),
        "rolling": alive.where(begun, Call.deadline_model == DeadlineModel.ROLLING),
    }
    if not seen.mine:
        return tabs
    ever = select(Match.call_id).join(Match.interest).where(Interest.partner_id.in_(seen.mine))
    matched = ever.where(Match.lost_at.is_(None))
    allowed = matched.where(Match.may_apply != Verdict.NO)
    fitting = allowed.where(~turned_down(seen.no))
    fits = alive.where(Call.id.in_(fitting))
    before = ever.where(Match.found_at < seen.since)
    return {
        "new": fits.where(or_(Call.id.not_in(before), Call.id.in_(back_since(seen)))),
        "fits": fits,
        "interested": answered(seen.mine, Stance.answer != Answer.NO),
        **tabs,
        "declined": answered(seen.mine, Stance.answer == Answer.NO),
        "shut": alive.where(Call.id.in_(matched), Call.id.not_in(allowed)),
        "answered": answered(seen.mine),
    }


def turned_down(no: Declined) -> ColumnElement[bool]:
    """Say of a match, joined with its interest, that its partner has said no, and it stays so."""
    call = aliased(Call)
    said = select(Stance.id).join(call, Stance.call_id == call.id).where(
        Stance.partner_id == Interest.partner_id, Stance.answer == Answer.NO,
        func.coalesce(call.same_as_id, call.id) == Match.call_id,
        Stance.id.not_in([each.stance_id for each in no.back.values()]),
    )  # fmt: skip
    return said.correlate(Interest, Match).exists()


def back_since(seen: Seen) -> list[int]:
    """Return the calls that are back and that no earlier letter has told as that."""
    return [
        id
        for (id, _), back in seen.no.back.items()
        if not back.said_at < seen.told.get(id, back.said_at) < seen.since
    ]


def answered(mine: list[int], *how: ColumnElement[bool]) -> Select[Call]:
    """Select the calls that one's partners have answered, the latest first."""
    call = aliased(Call)
    said = (
        select(func.coalesce(call.same_as_id, call.id).label("id"), Stance.answered_at)
        .join(call, Stance.call_id == call.id)
        .where(Stance.partner_id.in_(mine), *how)
        .subquery()
    )
    latest = select(func.max(said.c.answered_at)).where(said.c.id == Call.id).scalar_subquery()
    return select(Call).where(Call.id.in_(select(said.c.id))).order_by(latest.desc(), Call.id)
