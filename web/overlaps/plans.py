"""The form of a proposal: each kind with its own fields, and what would come of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import g, request

from lexicon.overlap_resolutions import Resolution, resolutions
from lexicon.terms import Verdict
from models import Application, Call, Match, Overlap, OverlapMember, Part, Proposal
from papers.wording import Message, money, percent, say
from web.fields import Errors, day_of, sum_of
from workflow.overlaps.consequences import Consequences, consequences
from workflow.overlaps.elsewhere import calls_for
from workflow.overlaps.finding import movable
from workflow.overlaps.plans import JOINING, Plan, bids_of

# What each kind is called on its card, and what it means.
CARDS = {
    Proposal.MERGE: (Message("Merge them"), Message("One application, one lead")),
    Proposal.SPLIT_WORK_PACKAGES: (
        Message("Divide the work"), Message("Two applications with a clear line between them")),
    Proposal.COEXIST: (
        Message("Keep both"), Message("They are not in each other's way; say why")),
    Proposal.WAIT: (Message("Let one wait"), Message("Until a day; then both look again")),
    Proposal.DIFFERENTIATE: (
        Message("Divide places or target groups"), Message("Each says so in its own text")),
    Proposal.JOIN_AS_PARTNER: (
        Message("One joins the other"), Message("Its own application is withdrawn")),
    Proposal.SEQUENCE: (
        Message("One after the other"), Message("The next round, or another call then")),
    Proposal.REDIRECT: (
        Message("One goes to another call"), Message("Its parties and text come along")),
    Proposal.WITHDRAW: (Message("Withdraw one"), Message("It stays readable")),
}  # fmt: skip
NO_SUM = Message("Write a sum in whole numbers, such as 400 000.")


@dataclass(frozen=True)
class Way:
    """A kind of proposal as the form shows it."""

    proposal: Proposal
    label: Message
    hint: Message
    asks: tuple[str, ...]


def ways(place: str, overlap: Overlap) -> list[Way]:
    """Return the kinds that the page offers first, or behind More: no merger of one alone."""
    alone = len(movable(overlap)) < 2
    return [
        way(each)
        for each in resolutions().values()
        if each.place == place and not (alone and "into" in each.asks)
    ]


def way(resolution: Resolution) -> Way:
    """Return one of them."""
    proposal = Proposal(resolution.code)
    return Way(proposal, *CARDS[proposal], resolution.asks)


def offered(overlap: Overlap) -> dict[int, list[Match]]:
    """Return which other calls each bid may go to, by the member's number."""
    bids = [each for each in movable(overlap) if each.application]
    return {each.id: calls_for(g.db, each.bid, g.now) for each in bids}


def read(overlap: Overlap) -> tuple[Plan | None, Errors]:
    """Read what is proposed from the form."""
    kind = request.form.get("proposal", type=Proposal)
    if kind is None:
        return None, [("proposal", Message("Choose a proposal."))]
    errors: Errors = []
    said: dict[str, Any] = {}
    for name in resolutions()[kind].asks:
        typed = request.form.getlist(f"{kind}-{name}")
        said[name] = READ[name](overlap, typed)
        if name in ("total_cost", "co_funding") and said[name] is None:
            errors.append((name, NO_SUM))
    return Plan(kind, **said), errors


def bid_of(overlap: Overlap, typed: Sequence[str]) -> Application | None:
    """Return the bid that was chosen."""
    return next((each for each in bids_of(overlap) if str(each.id) in typed), None)


def members_of(overlap: Overlap, typed: Sequence[str]) -> tuple[OverlapMember, ...]:
    """Return the members that were ticked."""
    return tuple(each for each in overlap.members if str(each.id) in typed)


def call_of(overlap: Overlap, typed: Sequence[str]) -> Call | None:
    """Return the call that was chosen."""
    number = next((each for each in typed if each.isdecimal()), None)
    return g.db.get(Call, int(number)) if number and len(number) < 10 else None


def part_of(overlap: Overlap, typed: Sequence[str]) -> Part | None:
    """Return the part that was chosen."""
    return next((each for each in JOINING if each.value in typed), None)


def money_of(overlap: Overlap, typed: Sequence[str]) -> Decimal | None:
    """Read a sum; an empty field is nothing."""
    return sum_of("".join(typed) or "0")


READ: dict[str, Any] = {
    "into": bid_of,
    "yields": members_of,
    "call": call_of,
    "until": lambda overlap, typed: day_of("".join(typed)),
    "demarcation": lambda overlap, typed: "".join(typed),
    "part": part_of,
    "total_cost": money_of,
    "co_funding": money_of,
}


def outcomes(overlap: Overlap) -> dict[tuple[str, int], tuple[bool, list[str]]]:
    """Foretell each proposal that changes parts, for each bid or member it may be about."""
    plans = [
        (each.id, Plan(kind, into=each))
        for each in bids_of(overlap)
        for kind in (Proposal.MERGE, Proposal.JOIN_AS_PARTNER)
    ] + [(each.id, Plan(Proposal.WITHDRAW, yields=(each,))) for each in movable(overlap)]
    return {(plan.proposal.value, id): outcome(overlap, plan) for id, plan in plans}


def outcome(overlap: Overlap, plan: Plan) -> tuple[bool, list[str]]:
    """Foretell one: whether the rules of the calls would hold, and sentences."""
    found = consequences(overlap, plan, g.now.year)
    said = [sentence for each in found for sentence in told(each)]
    return all(each.holds for each in found), [say(each, g.language) for each in said]


def told(found: Consequences) -> list[Message]:
    """Say what would become of one bid."""
    if found.total is None:
        return [Message("The sums are in different currencies.")]
    total, said = found.total, []
    sums = {
        "title": found.bid.title,
        "total": money(total.total_cost, total.currency, g.language),
        "support": money(total.support, total.currency, g.language),
        "parties": found.parties,
    }
    said.append(
        Message("“{title}” would cost {total} and apply for {support}; parties: {parties}.", sums)
    )
    said += rules(found)
    said += found.lacks
    if found.asked:
        names = {"names": ", ".join(found.asked)}
        said.append(Message("To be asked to approve anew: {names}.", names))
    if found.falling:
        names = {"names": ", ".join(found.falling)}
        said.append(Message("Approvals that no longer hold: {names}.", names))
    return said


def rules(found: Consequences) -> list[Message]:
    """Hold the sums against the call's ceiling and rate."""
    said, total = [], found.total
    assert total
    if found.ceiling:
        left = money(abs(found.ceiling.left), total.currency, g.language)
        over = found.ceiling.left < 0
        under = Message("That is {sum} below the ceiling.", {"sum": left})
        said.append(Message("That is {over} above the ceiling.", {"over": left}) if over else under)
    if found.need and total.share is not None:
        shares = {
            "share": percent(total.share, g.language),
            "asked": percent(found.need.share, g.language),
        }
        said.append(Message("The co-funding would be {share}; the call says {asked}.", shares))
        if found.need.met is Verdict.NO:
            said.append(Message("That does not meet the rule."))
    return said
