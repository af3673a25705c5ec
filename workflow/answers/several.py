"""A call that fits several partners: who may be in, and asking them whether they want to be."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from lexicon.terms import Phase
from models import Call, Event, Partner, Person, Stance, Suggestion
from models.database import lock
from workflow.access import SPEAKERS, demand, demand_here
from workflow.answers.answered import ASKED
from workflow.answers.stances import named
from workflow.applications.grouping import Fit, fitting_several, for_call
from workflow.applications.willing import willing
from workflow.refusals import Refused
from workflow.telling import tell, write


class Party(NamedTuple):
    """A partner that may be in, as one sees it who brings them together.

    chosen: whether it is in the group that is proposed. may_ask: it has neither answered nor been
    asked, and somebody speaks for it.
    """

    partner: Partner
    fit: Fit | None
    stance: Stance | None
    asked_at: datetime | None
    suggestion: Suggestion | None
    chosen: bool
    may_ask: bool


def parties(session: Session, call: Call, now: datetime) -> list[Party]:
    """Return whom a call fits, who has answered it, and who would suit beside them.

    Proposed are those who want to be in, and whom the clock found to suit them; if it found none,
    those whom the call fits.
    """
    fits = {
        each.partner.id: each
        for several in fitting_several(session, now, among=[call.alike[0].id])
        for each in several.fits
    }
    suggested = {each.partner_id: each for each in for_call(session, call).suggestions}
    within = {each.partner_id for each in willing(session, call)}
    stances = _answers(session, call)
    partners = {
        **{each.partner.id: each.partner for each in fits.values()},
        **{each.partner_id: each.partner for each in stances.values()},
        **{each.partner_id: each.partner for each in suggested.values()},
    }
    asked_at = _asked(session, call, list(partners))
    proposed = within | ({*suggested} or {*fits})
    return [
        Party(
            partner=partner,
            fit=fits.get(id),
            stance=stances.get(id),
            asked_at=asked_at.get(id),
            suggestion=suggested.get(id),
            chosen=id in proposed,
            may_ask=id not in stances and id not in asked_at and bool(partner.people_as(*SPEAKERS)),
        )
        for id, partner in partners.items()
    ]


def _answers(session: Session, call: Call) -> dict[int, Stance]:
    """Return what those who are here have answered, by partner."""
    wanted = (
        select(Stance)
        .join(Stance.partner)
        .options(contains_eager(Stance.partner))
        .where(Stance.call_id.in_([each.id for each in call.alike]), Partner.left_at.is_(None))
        .order_by(Stance.id)
    )
    return {each.partner_id: each for each in session.scalars(wanted)}


def _asked(session: Session, call: Call, partner_ids: Collection[int]) -> dict[int, datetime]:
    """Return when partners were asked about a call, by partner."""
    names = {named(id, each.id): id for id in partner_ids for each in call.alike}
    wanted = select(Event).where(Event.about.in_(names), Event.verb == ASKED)
    return {names[each.about]: each.at for each in session.scalars(wanted)}


def ask(
    session: Session, call: Call, partners: Sequence[Partner], *, by: Person, now: datetime
) -> list[Partner]:
    """Ask partners whether they want to be in; return whom.

    Each is asked once about a call, and nobody who has answered it: pressed twice, it is as good as
    once.
    """
    demand(by, "group", None)
    if call.phase(now) in (Phase.CLOSED, Phase.WITHDRAWN):
        raise Refused("The call can no longer be applied for.")
    shown = call.alike[0]
    known = {each.partner.id: each for each in parties(session, shown, now)}
    company = {id: each.partner.name for id, each in known.items() if each.fit or each.chosen}
    done = []
    for partner in partners:
        lock(session, partner)
        demand_here(partner)
        speakers = partner.people_as(*SPEAKERS)
        if speakers and not _answered_or_asked(session, shown, partner):
            event = tell(
                session, "asked about", about=named(partner.id, shown.id), by=by, now=now,
                partner=partner.name, call=shown.title,
            )  # fmt: skip
            fit = known[partner.id].fit if partner.id in known else None
            write(
                session, event, "asked_about", by=by, to=speakers, path=f"/calls/{shown.id}",
                partner=partner.name, partner_id=partner.id, call=shown.title, call_id=shown.id,
                funder=shown.funder, day=shown.next_day(now) if shown.certain else None,
                asker=by.name, interest=fit and fit.interest.title,
                words=", ".join(fit.words) if fit else "",
                others=", ".join(name for id, name in company.items() if id != partner.id),
            )  # fmt: skip
            done.append(partner)
    return done


def _answered_or_asked(session: Session, call: Call, partner: Partner) -> bool:
    return partner.id in _answers(session, call) or bool(_asked(session, call, [partner.id]))
