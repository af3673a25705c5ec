"""How far the invented bids have been written: texts, tasks and what was said."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from demo.parties import one_bid
from models import Application, Section, SectionState
from workflow.writing import comments, sections, tasks

NEED = (
    "I Hyttvalla och Lövbro saknar 214 unga mellan 16 och 29 år både arbete och studier. De flesta"
    " har mött flera myndigheter utan att någon har haft helheten."
)
NEED_AFTER = (
    "I Hyttvalla och Lövbro saknar 214 unga mellan 16 och 29 år både arbete och studier, enligt"
    " kommunernas egna uppgifter från i våras. De flesta har mött flera myndigheter utan att någon"
    " har haft helheten.\n\nNära hälften har en funktionsnedsättning eller har varit sjukskrivna."
)
GROUP = (
    "Unga 16–29 år som varken arbetar eller studerar, och som vill ha stöd av en person i taget."
)
GROUP_BESIDE = "Unga 16–29 år som varken arbetar eller studerar. Hälften ska vara kvinnor."


def write(session: Session, now: datetime) -> None:
    """Let the parties of one bid write, one of them slower than the other."""
    bid = one_bid(session, "Ung kraft Mellanmarken")
    lead, town, university = (each.partner for each in bid.commitments[:3])
    anna, bo, carin = (each.people[0] for each in (lead, town, university))
    need, group = section(bid, "need"), section(bid, "target_group")
    sections.save(session, need, NEED, seen=0, by=anna, now=now)
    sections.save(session, need, NEED_AFTER, seen=1, by=carin, now=now + timedelta(hours=2))
    sections.mark(session, need, SectionState.LOOKED_AT, seen=2, by=bo, now=now)
    sections.save(session, group, GROUP, seen=0, by=bo, now=now)
    sections.keep_beside(session, group, GROUP_BESIDE, seen=0, by=carin, now=now)
    for code, partner in (("goals", lead), ("activities", town), ("evaluation", university)):
        sections.give(session, section(bid, code), partner, partner.people[0], by=anna, now=now)
    comments.say(
        session, bid, f"@{carin.name} Varifrån kommer siffran?", section=need, by=bo, now=now
    )  # fmt: skip
    given = tasks.add(
        session, bid, "Fråga skolorna om siffror", partner=town, by=anna, now=now,
        due=now.date() + timedelta(days=9),
    )  # fmt: skip
    tasks.add(
        session, bid, "Boka möte med styrgruppen", partner=lead, person=anna, by=anna, now=now,
        due=now.date() + timedelta(days=21),
    )  # fmt: skip
    tasks.finish(session, given, done=True, by=bo, now=now + timedelta(days=1))


def section(bid: Application, code: str) -> Section:
    """Return a section of a bid by its code."""
    return next(each for each in bid.sections if each.code == code)
