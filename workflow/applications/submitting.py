"""Submitting: it happens in the funder's own system; here its number, time and answer are noted."""

from dataclasses import dataclass
from datetime import datetime

from lexicon.preliminary_parts import Allowance, allowance
from lexicon.terms import Verdict
from models import Application
from papers.wording import Message
from workflow.applications.cofunding import ceiling, sums
from workflow.applications.programmes import programme_for
from workflow.applications.rates import need
from workflow.applications.terms import signed
from workflow.refusals import Refused


@dataclass(frozen=True)
class Submission:
    """What the lead tells of having submitted: the funder's number, when, and what it answered."""

    reference: str
    at: datetime
    receipt: str
    accepted_preliminary: bool


def preliminary(application: Application) -> list[str]:
    """Name the partners that have signed preliminarily."""
    holding = [(each.partner.name, signed(each)) for each in application.parts]
    return [name for name, signature in holding if signature and not signature.binding]


def submit(
    application: Application, said: Submission, now: datetime, known: Allowance | None
) -> list[str]:
    """Note what the funder's system answered; return who has approved preliminarily only.

    known: what the programme says of that; what is not known, the lead confirms.
    """
    unsure = preliminary(application)
    if unsure and known and known.allowed is Verdict.NO:
        raise Refused(
            "{names} have approved preliminarily, and {programme} does not allow that.",
            names=", ".join(unsure), programme=known.programme,
        )  # fmt: skip
    certain = known is not None and known.allowed is Verdict.YES
    if unsure and not certain and not said.accepted_preliminary:
        raise Refused(
            "{names} have approved preliminarily. Confirm that the funder allows it.",
            names=", ".join(unsure),
        )
    if not (reference := said.reference.strip()):
        raise Refused("Give the reference number that the funder has given the application.")
    if len(reference) > 200:
        raise Refused("Shorten the reference number to 200 characters.")
    opened = application.opened_at.astimezone(now.tzinfo).date()
    if said.at.astimezone(now.tzinfo).date() < opened or said.at > now:
        raise Refused("Give the time at which it was submitted, not one that is still to come.")
    application.submitted_at, application.reference = said.at, reference
    application.receipt = said.receipt.strip() or None
    return unsure


def preliminary_allowed(application: Application) -> Allowance | None:
    """Return what is known of whether the funder takes preliminary parts."""
    return allowance(programme_for(application.call))


@dataclass(frozen=True)
class Check:
    """One thing to look at before submitting: whether it is as it should be, and what it is."""

    met: Verdict
    sentence: Message


def checklist(application: Application, now: datetime) -> list[Check]:
    """Return what is to be looked at; what is not known is for the lead to find out."""
    return [
        check
        for check in (
            check_signed(application),
            check_preliminary(application),
            check_ceiling(application),
            check_share(application),
            check_deadline(application, now),
        )
        if check
    ]


def check_signed(application: Application) -> Check:
    """Say whether every part is approved, else whose is not."""
    missing = ", ".join(each.partner.name for each in application.parts if not signed(each))
    if missing:
        return Check(Verdict.NO, Message("Not yet approved by {names}.", {"names": missing}))
    return Check(Verdict.YES, Message("All parts are approved."))


def check_preliminary(application: Application) -> Check | None:
    """Say who has approved preliminarily, and whether the funder is known to allow it."""
    unsure = preliminary(application)
    if not unsure:
        return None
    known = preliminary_allowed(application)
    said = Message("Approved preliminarily: {names}.", {"names": ", ".join(unsure)})
    return Check(known.allowed if known else Verdict.UNKNOWN, said)


def check_ceiling(application: Application) -> Check | None:
    """Say whether the sums stay below the call's ceiling."""
    cap = application.call and ceiling(application.call.amounts, sums(application))
    if not cap:
        return None
    if cap.left < 0:
        return Check(Verdict.NO, Message("The sums are above the call's ceiling."))
    return Check(Verdict.YES, Message("The sums are within the call's ceiling."))


def check_share(application: Application) -> Check | None:
    """Say whether the co-funding meets the rate of the call, or of its programme."""
    asked = need(application.call, application.parts, sums(application))
    if not asked:
        return None
    said = {
        Verdict.YES: Message("The co-funding meets the call's rate"),
        Verdict.NO: Message("The co-funding does not meet the call's rate"),
        Verdict.UNKNOWN: Message("Whether the co-funding meets the call's rate is not known"),
    }
    return Check(asked.met, said[asked.met])


def check_deadline(application: Application, now: datetime) -> Check:
    """Say by when the call wants it."""
    closes = application.call.next_date(now) if application.call else None
    if closes is None:
        return Check(Verdict.UNKNOWN, Message("No date to apply by is known."))
    return Check(Verdict.YES, Message("The call closes on {day}.", {"day": closes.day}))
