"""The lead of a bid is handed over to a partner in it: who may lead, and who signs anew for it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.composition_rules import RuleKind
from lexicon.terms import Verdict
from models import Application, Commitment, Overlap, OverlapMember, Part, Partner, Person
from models.database import lock
from models.job_run import ask_for_run
from papers.links import link
from papers.wording import Message
from workflow.access import SIGNERS, demand, demand_here
from workflow.applications.asking import ask_anew, path_of
from workflow.applications.composed import party_of, rules_for
from workflow.applications.composition import Held, hold
from workflow.applications.declining import worded
from workflow.applications.inviting import part_of
from workflow.applications.rivals import demand_first
from workflow.applications.signing import signers, void
from workflow.applications.stages import COMPARING, demand_before_submitted, people_in
from workflow.refusals import Refused
from workflow.telling import hush, tell, write

# What the lead has to be, whoever else is in.
OF_LEAD = (
    RuleKind.LEAD_KINDS, RuleKind.LEAD_SECTORS, RuleKind.LEAD_YEARS, RuleKind.LEAD_AREA,
    RuleKind.AREA,
)  # fmt: skip


class Heir(NamedTuple):
    """A partner that might lead instead, and each rule of who may that it does not surely meet."""

    partner: Partner
    unmet: tuple[Held, ...]

    @property
    def may(self) -> Verdict:
        """Say whether it may lead; what nobody knows is for the partners to find out."""
        verdicts = {each.verdict for each in self.unmet}
        if Verdict.NO in verdicts:
            return Verdict.NO
        return Verdict.UNKNOWN if verdicts else Verdict.YES

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Say what the lead has to be, and it is not."""
        return tuple(each.demands for each in self.unmet if each.verdict is Verdict.NO)


def heirs(application: Application, now: datetime) -> list[Heir]:
    """Return who might lead instead: the project partners, each with what the rules say."""
    partners = [each.partner for each in application.parts if each.part is Part.PARTNER]
    return [heir(application, each, now) for each in partners]


def heir(application: Application, partner: Partner, now: datetime) -> Heir:
    """Hold the rules of who may lead against a partner, as if it led."""
    rules = rules_for(application.call) if application.call else []
    party = party_of(partner, leads=True)
    held = [hold(each, [party], now.year) for each in rules if each.kind in OF_LEAD]
    return Heir(partner, tuple(each for each in held if each.verdict is not Verdict.YES))


def hand_over(
    session: Session,
    application: Application,
    partner: Partner,
    reason: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Let another partner lead. Both parts are others then, and are signed anew; the rest stand."""
    lock(session, application)
    demand(by, "hand_over", application)
    demand_before_submitted(application)
    reason = worded(reason)
    former, mine = leading(application), part_of(application, partner)
    demand_able(session, application, mine, partner, now)
    assert mine  # or it had been refused
    told = [each for each in people_in(application) if each not in partner.people]
    voids = [number for part in (former, mine) for number in void(part, now)]
    former.part = Part.PARTNER
    session.flush()  # a bid has one lead at any time
    mine.part = Part.LEAD
    if former.currency != mine.currency:
        application.per_euro = None  # it was told in the former lead's currency
    ask_for_run(session, COMPARING, now)
    proposals = ask_instead(session, application, by=by, now=now)
    hush(session, application, now, "handed over")
    facts = {
        "partner": partner.name, "former": former.partner.name, "title": application.title,
        "reason": reason,
    }  # fmt: skip
    event = tell(
        session, "handed over", about=application, by=by, now=now, to=told,
        path=f"/applications/{application.id}", leads=False, **facts, voids=voids,
    )  # fmt: skip
    asked = signers(partner, now.date())
    write(
        session, event, "handed_over", by=by, to=asked, path=path_of(mine), leads=True,
        proposals=[link(f"/overlaps/{each.id}/reply") for each in proposals], **facts,
    )  # fmt: skip
    if former.signatures:
        ask_anew(session, event, former, by=by, today=now.date())


def ask_instead(
    session: Session, application: Application, *, by: Person, now: datetime
) -> list[Overlap]:
    """Return the proposals that the new lead is to reply to: what the former one said is gone.

    Where another lead has said no, a coordinator proposes anew, and nobody is waited for.
    """
    open_to_reply = (
        select(OverlapMember)
        .join(OverlapMember.overlap)
        .where(
            OverlapMember.application_id == application.id, Overlap.proposal.is_not(None),
            Overlap.settled_at.is_(None), Overlap.gone_at.is_(None),
        )
        .order_by(OverlapMember.id)
    )  # fmt: skip
    asked = []
    for mine in session.scalars(open_to_reply).all():
        mine.forget_reply()
        if all(each.agrees is not False for each in mine.overlap.members):
            asked.append(mine.overlap)
    for each in asked:
        tell(
            session, "asked instead", about=each, by=by, now=now, partner=application.lead.name,
            title=application.title,
        )  # fmt: skip
    return asked


def leading(application: Application) -> Commitment:
    """Return the lead's part."""
    return next(each for each in application.commitments if each.part is Part.LEAD)


def demand_able(
    session: Session,
    application: Application,
    part: Commitment | None,
    partner: Partner,
    now: datetime,
) -> None:
    """Refuse who cannot lead: it is no project partner, the rules say no, or nobody is there."""
    if part is None or part.declined_at or part.part is not Part.PARTNER:
        raise Refused("Only a project partner that is in the application can take over the lead.")
    demand_here(partner)
    if not partner.people_as(*SIGNERS):
        raise Refused(
            "Nobody of {partner} can approve its part yet, so it cannot lead.", partner=partner.name
        )
    if reasons := heir(application, partner, now).reasons:
        raise Refused(
            "By the rules of the call, {partner} may not lead. {reasons}.",
            partner=partner.name, reasons=reasons,
        )  # fmt: skip
    demand_first(session, application.call, partner, application)
