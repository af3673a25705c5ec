"""What is proposed about overlapping bids: its kind, and what has to be said with it."""

import datetime as dt
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from lexicon.overlap_resolutions import resolutions
from lexicon.terms import Phase
from models import Application, Call, Overlap, OverlapMember, Part, Proposal
from papers.wording import Message
from workflow.applications.cofunding import currency_of
from workflow.applications.commitments import check
from workflow.applications.inviting import proposed
from workflow.forms.typed import Errors
from workflow.overlaps.finding import movable
from workflow.refusals import Incomplete, Refused

LONGEST = dt.timedelta(days=90)  # that somebody may be given to reply
USUAL = dt.timedelta(days=7)
MOST_WORDS = 5000
JOINING = (Part.PARTNER, Part.CO_FINANCIER, Part.PARTICIPATING, Part.ASSOCIATED)
MAY_APPLY = (Phase.OPEN, Phase.UPCOMING, Phase.PLANNED)
TWO_CURRENCIES = Message("The applications have their sums in different currencies.")
# What to say where something is missing, by the field.
MISSING = {
    "into": Message("Choose which of the applications stays."),
    "yields": Message("Choose which of the applications gives way."),
    "call": Message("Choose another call."),
    "until": Message("Give the day until which it waits."),
    "demarcation": Message("Say who does what, where and for whom."),
    "part": Message("Choose what the joining lead becomes."),
}
JOINING_WITH = Message(
    "The other is withdrawn, and its lead joins “{into}” as {part},"
    " with a total cost of {total_cost} {currency}, of which {co_funding} its own."
).id
SENTENCES = {
    Proposal.MERGE: Message("They are merged into “{into}”."),
    Proposal.SPLIT_WORK_PACKAGES: Message("They divide the work: {demarcation}"),
    Proposal.DIFFERENTIATE: Message("They divide places or target groups: {demarcation}"),
    Proposal.COEXIST: Message("Both go on."),
    Proposal.WAIT: Message("“{yields}” waits until {until}."),
    Proposal.JOIN_AS_PARTNER: Message(
        "The other is withdrawn, and its lead joins “{into}” as {part}."
    ),
    Proposal.SEQUENCE: Message("“{yields}” comes after the other, from {until} on."),
    Proposal.REDIRECT: Message("“{yields}” applies to “{call}” instead."),
    Proposal.WITHDRAW: Message("“{yields}” is withdrawn."),
}


@dataclass(frozen=True)
class Plan:
    """A proposal, with what lexicon/overlap_resolutions.csv says that its kind asks for."""

    proposal: Proposal
    into: Application | None = None
    yields: tuple[OverlapMember, ...] = ()
    call: Call | None = None
    until: dt.date | None = None
    demarcation: str | None = None
    part: Part | None = None
    total_cost: Decimal | None = None
    co_funding: Decimal | None = None


ASKED = [each.name for each in fields(Plan) if each.name not in ("proposal", "yields")]


def plan_of(overlap: Overlap) -> Plan:
    """Return what is proposed now."""
    assert overlap.proposal
    yields = tuple(each for each in overlap.members if each.yields)
    asked = {name: getattr(overlap, name) for name in ASKED}
    return Plan(overlap.proposal, yields=yields, **asked)


def put(overlap: Overlap, plan: Plan | None) -> None:
    """Let this be what is proposed, or nothing."""
    overlap.proposal = plan.proposal if plan else None
    for name in ASKED:
        setattr(overlap, name, getattr(plan, name) if plan else None)
    for each in overlap.members:
        each.yields = plan is not None and each in plan.yields


def called(member: OverlapMember) -> str:
    """Name a member: an answer by who gave it, since its call's title is not its own."""
    return f"{member.lead.name} ({member.title})" if member.stance else member.title


def named_in(plan: Plan) -> dict[str, str | None]:
    """Name what a plan is about."""
    return {
        "into": plan.into.title if plan.into else None,
        "call": plan.call.title if plan.call else None,
        "yields": ", ".join(map(called, plan.yields)) or None,
    }


def sentence(plan: Plan) -> Message:
    """Say what is proposed, in one sentence."""
    said = {name: getattr(plan, name) for name in ("until", "demarcation", "part")}
    said |= named_in(plan)
    if plan.proposal is Proposal.JOIN_AS_PARTNER and plan.total_cost and plan.into:
        sums = {"total_cost": plan.total_cost, "co_funding": plan.co_funding or Decimal(0)}
        return Message(JOINING_WITH, said | sums | {"currency": currency_of(plan.into)})
    if plan.proposal is Proposal.SEQUENCE and plan.call:
        return Message("“{yields}” waits until {until}, and applies to “{call}”.", said)
    return Message(SENTENCES[plan.proposal].id, said)


def cut(plan: Plan) -> Plan:
    """Leave out what this kind of proposal does not ask for."""
    asks = resolutions()[plan.proposal].asks
    kept = {name: getattr(plan, name) for name in (*ASKED, "yields") if name in asks}
    if words := kept.get("demarcation"):
        kept["demarcation"] = words.strip()
    return Plan(plan.proposal, **kept)


def bids_of(overlap: Overlap) -> list[Application]:
    """Return the bids of a finding that may still change."""
    return [each.bid for each in movable(overlap) if each.application]


def usual_day(overlap: Overlap, today: dt.date, now: datetime) -> dt.date:
    """Return the day to reply by where nobody chooses another: a week, or before the deadline."""
    calls = [each.call for each in overlap.members if each.call]
    days = [day for call in calls if (day := call.next_day(now))]
    last = min(days, default=dt.date.max) - dt.timedelta(days=1)
    return max(min(today + USUAL, last), today + dt.timedelta(days=1))


def demand_complete(
    overlap: Overlap, plan: Plan, message: str, reply_by: dt.date | None, *, now: datetime,
    today: dt.date,
) -> None:  # fmt: skip
    """Refuse a proposal that lacks something, or that cannot be made; each fault at its field."""
    errors = Errors()
    for name in resolutions()[plan.proposal].needs:
        if not getattr(plan, name):
            errors.append((name, MISSING[name]))
    errors += faults(overlap, plan, now, today)
    if not message.strip():
        errors.append(("message", Message("Say why; the parties read it.")))
    for name, words in (("message", message), ("demarcation", plan.demarcation or "")):
        if len(words) > MOST_WORDS:
            errors.append((name, Message("Shorten it to {most} characters.", {"most": MOST_WORDS})))
    if reply_by is None or not today < reply_by <= today + LONGEST:
        errors.append(("reply_by", Message("Give a day to reply by, within three months.")))
    if errors:
        raise Incomplete(errors)


def faults(overlap: Overlap, plan: Plan, now: datetime, today: dt.date) -> Errors:
    """Say what cannot be as it is proposed."""
    errors, bids, free = Errors(), bids_of(overlap), movable(overlap)
    if plan.into and (plan.into not in bids or len(free) < 2):
        errors.append(("into", MISSING["into"]))
    elif plan.into and len({currency_of(each) for each in bids}) > 1:
        errors.append(("into", TWO_CURRENCIES))
    if any(each not in free for each in plan.yields):
        errors.append(("yields", MISSING["yields"]))
    elif plan.yields and len(plan.yields) == len(overlap.members):
        errors.append(("yields", Message("Leave one that goes on.")))
    if plan.until and plan.until <= today:
        errors.append(("until", Message("Give a day that is yet to come.")))
    if plan.call and any(each.call and plan.call in each.call.alike for each in plan.yields):
        errors.append(("call", Message("It is this call already. Choose another.")))
    elif plan.call and plan.call.phase(now) not in MAY_APPLY:
        errors.append(("call", Message("That call is no longer open.")))
    if plan.part and plan.part not in JOINING:
        errors.append(("part", MISSING["part"]))
    elif plan.part and plan.into:
        errors += sums_of(plan)
    return errors


def sums_of(plan: Plan) -> Errors:
    """Say what a part cannot have."""
    assert plan.into
    assert plan.part
    part = proposed(plan.into.lead, plan.part, "")
    try:
        check(part, plan.part, plan.total_cost or Decimal(0), plan.co_funding or Decimal(0))
    except Refused as refused:
        return [("total_cost", refused.message)]
    return []
