"""Kinds of overlap that are counted: what is promised, led, worked or wanted more than there is.

A limit that nobody has told is not known, and nothing is held against it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.overlap_types import Common, Trait
from models import Application, Call, Limit, OverlapKind, Partner, Staff, Stance
from scrapers.prose.lead_limits import lead_limit
from workflow.applications.promised import promises
from workflow.overlaps.finding import Bid, Finding, named
from workflow.overlaps.subjects import Subject

FULL_TIME = 1720  # hours of a year, by (EU) 2021/1060, article 55.2 a
HOURS = "h"
TENTH = Decimal("0.1")

T = TypeVar("T")


def found_by_sums(
    session: Session, subjects: Sequence[Subject], submitted: Sequence[Application]
) -> Iterator[Finding]:
    """Yield what adds up to too much.

    submitted: bids that wait for the funder's decision; they bind as much as those being written.
    """
    subjects = [each for each in subjects if not each.granted]
    bids = [each.bid for each in subjects if isinstance(each.bid, Application)]
    limits = [*session.scalars(select(Limit).order_by(Limit.id))]
    yield from too_many_of_a_lead(subjects, submitted, limits)
    yield from too_many_to_lead(bids)
    yield from promised_twice([*bids, *submitted])
    yield from more_than_full_time(session, [*bids, *submitted])
    yield from too_many_for_a_call(subjects, submitted, limits)


def too_many_of_a_lead(
    subjects: Sequence[Subject], submitted: Sequence[Application], limits: Sequence[Limit]
) -> Iterator[Finding]:
    """Yield leads with more bids to a call, or a programme, than one may make there."""
    wanted = [each.bid for each in subjects] + [*submitted]
    for (call, lead), bids in grouped(
        wanted, lambda bid: bid.call and (bid.call.alike[0], leader(bid))
    ):
        if most := limit_of_call(call, limits):
            yield from too_many(lead, bids, *most, about=f"partner-{lead.id}-call-{call.id}")
    for limit in limits:
        if limit.per_lead is None or limit.funder is None:
            continue
        within = [each for each in wanted if each.call and belongs(each.call, limit)]
        for lead, bids in grouped(within, leader):
            about = f"partner-{lead.id}-limit-{limit.id}"
            yield from too_many(lead, bids, limit.per_lead, limit.words, about=about)


def too_many(
    lead: Partner, bids: Sequence[Bid], most: int, words: str, *, about: str
) -> Iterator[Finding]:
    """Yield a lead's bids, if they are more than it may make."""
    if len(bids) > most:
        yield counted_finding(OverlapKind.LEAD_LIMIT, bids, about, Trait.BID, most, words)


def too_many_to_lead(bids: Sequence[Application]) -> Iterator[Finding]:
    """Yield who leads more open bids than it says it can."""
    for lead, led in grouped(bids, leader):
        if lead.leads_most and len(led) > lead.leads_most:
            yield counted_finding(
                OverlapKind.SAME_PARTNER_OVERCOMMITTED, led, f"partner-{lead.id}", Trait.BID,
                lead.leads_most, lead.name,
            )  # fmt: skip


def promised_twice(bids: Sequence[Application]) -> Iterator[Finding]:
    """Yield who promises more in several bids than its ceiling."""
    for each in promises(bids):
        partner, ceiling = each.partner, each.partner.promises_most
        mine = [made.part for made in each.promises if made.part.currency == partner.promises_in]
        if ceiling is None or not each.over or len(mine) < 2:
            continue
        unit = partner.promises_in
        common = [
            Common(
                trait=Trait.MONEY, words=part.application.title, number=part.co_funding, unit=unit
            )
            for part in mine
        ]
        common.append(Common(trait=Trait.LIMIT, words=partner.name, number=ceiling, unit=unit))
        yield Finding(
            OverlapKind.SAME_COFINANCIER, [part.application for part in mine],
            basis=over(mine, each.over, ceiling), about=f"partner-{partner.id}", common=(*common,),
        )  # fmt: skip


def more_than_full_time(session: Session, bids: Sequence[Application]) -> Iterator[Finding]:
    """Yield whose hours of a year in several bids of one partner are more than full time.

    Two partners may have people of one name; whether they are one is not asserted.
    """
    parts = {part.id: part for bid in bids for part in bid.parts}
    rows = session.scalars(select(Staff).order_by(Staff.id)).all()
    for (partner_id, name, year), among in grouped(
        [each for each in rows if each.commitment_id in parts],
        lambda row: (row.commitment.partner_id, " ".join(row.name.casefold().split()), row.year),
    ):
        total = sum((row.hours for row in among), Decimal(0))
        mine = list(dict.fromkeys(row.commitment for row in among))
        if total <= FULL_TIME or len(mine) < 2:
            continue
        # Whose hours they are, the parts tell; the finding has no name in it.
        common = [
            Common(
                trait=Trait.HOURS, words=row.commitment.application.title, number=row.hours,
                unit=f"{HOURS}/{year}",
            )
            for row in among
        ]  # fmt: skip
        limit = Common(
            trait=Trait.LIMIT, words=mine[0].partner.name, number=Decimal(FULL_TIME),
            unit=f"{HOURS}/{year}",
        )  # fmt: skip
        who = sha256(f"{partner_id} {name}".encode()).hexdigest()[:8]
        yield Finding(
            OverlapKind.SAME_PERSON, [part.application for part in mine],
            basis=over(mine, total - FULL_TIME, Decimal(FULL_TIME)),
            about=f"partner-{partner_id}-{who}-{year}", common=(*common, limit),
        )  # fmt: skip


def too_many_for_a_call(
    subjects: Sequence[Subject], submitted: Sequence[Application], limits: Sequence[Limit]
) -> Iterator[Finding]:
    """Yield calls that more want to lead a bid to than there is room for."""
    places = {each.call_id: each for each in limits if each.places}
    wanted = [each.bid for each in subjects] + [*submitted]
    for call, bids in grouped(wanted, lambda bid: bid.call and bid.call.alike[0]):
        known = [places[each.id] for each in call.alike if each.id in places]
        applying = {leader(each) for each in bids if isinstance(each, Application)}
        counted = [e for e in bids if isinstance(e, Application) or e.partner not in applying]
        if known and len(counted) > (known[0].places or 0):
            yield counted_finding(
                OverlapKind.MORE_THAN_PLACES, counted, f"call-{call.id}", Trait.ANSWER,
                known[0].places or 0, known[0].words,
            )  # fmt: skip


def counted_finding(
    kind: OverlapKind, bids: Sequence[Bid], about: str, trait: Trait, most: int, words: str
) -> Finding:
    """Return a finding in which each member counts one, against a limit and where it is said."""
    common = [
        Common(
            trait=trait, number=Decimal(1),
            words=each.partner.name if isinstance(each, Stance) else each.title,
        )
        for each in bids
    ]  # fmt: skip
    common.append(Common(trait=Trait.LIMIT, words=words, number=Decimal(most)))
    basis = "\n".join([*sorted(map(named, bids)), str(most)])
    return Finding(kind, bids, basis=basis, about=about, common=(*common,))


def limit_of_call(call: Call, limits: Sequence[Limit]) -> tuple[int, str] | None:
    """Return how many a lead may make to a call: as somebody said, else as the call itself does."""
    ids = {each.id for each in call.alike}
    for each in limits:
        if each.call_id in ids and each.per_lead:
            return each.per_lead, each.words
    read = lead_limit(call.text)
    return (read.most, read.words) if read else None


def belongs(call: Call, limit: Limit) -> bool:
    """Say whether a call is of the funder, and of the programme, that a limit is of."""
    return call.funder == limit.funder and limit.programme in ("", call.programme)


def leader(bid: Bid) -> Partner:
    """Return who leads a bid, or would."""
    return bid.partner if isinstance(bid, Stance) else bid.lead


def over(mine: Iterable[object], excess: Decimal, limit: Decimal) -> str:
    """Write down who is in it, and by how many tenths of the limit it is above it."""
    ids = sorted(str(getattr(each, "application_id", "")) for each in mine)
    return "\n".join([*ids, str((excess / limit / TENTH).to_integral_value()) if limit else ""])


def grouped(things: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[tuple[Any, list[T]]]:
    """Yield each key and what has it, in their order; what has none is left out."""
    found: defaultdict[Hashable, list[T]] = defaultdict(list)
    for each in things:
        if (of := key(each)) is not None:
            found[of].append(each)
    yield from found.items()
