"""Which kind of overlap two bids are whose texts are alike, and what they have in common."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import TypeVar

from lexicon.budget import Cost
from lexicon.overlap_types import Common, Trait
from lexicon.terms import Reason
from matcher.copies import Copies
from matcher.overlap import Pair
from models import Application, Commitment, OverlapKind, Stage
from workflow.overlaps.finding import Finding, texts
from workflow.overlaps.subjects import Subject

UNDER_WAY = (Stage.GRANTED, Stage.RUNNING)
DIGITS = Decimal("0.0001")

T = TypeVar("T")


def found_by_text(
    pair: Pair[Subject], reasons: tuple[Reason, ...], passages: Sequence[tuple[str, float]]
) -> Finding | None:
    """Return what a pair is whose texts are alike, or copied; None of what is no overlap."""
    left, right = pair.left, pair.right
    if (kind := kind_of(left, right)) is None:
        return None
    bids = [left.bid, right.bid]
    common = (*told(passages), *shared(left, right))
    return Finding(
        kind, bids, basis=texts(bids), reasons=reasons, common=common,
        likeness=pair.cosine, containment=pair.containment, copied=pair.copied,
    )  # fmt: skip


def kind_of(left: Subject, right: Subject) -> OverlapKind | None:
    """Say of what kind two bids are that are about the same."""
    if left.granted or right.granted:
        return granted_kind(left, right)
    if left.call is None or left.call is not right.call:
        return OverlapKind.ALIKE_TEXTS
    if left.counties and right.counties and not left.counties & right.counties:
        return OverlapKind.REGIONAL_COMPETITION
    for ours, theirs in ((left.target_groups, right.target_groups), (left.places, right.places)):
        if ours and theirs and not ours & theirs:
            return OverlapKind.SAME_CALL_COMPLEMENTARY
    return OverlapKind.SAME_CALL_SAME_TARGET


def granted_kind(left: Subject, right: Subject) -> OverlapKind | None:
    """Say whether a bid goes on with a granted project of its lead's, or repeats somebody's."""
    if left.granted and right.granted:
        return None
    known, new = (left, right) if left.granted else (right, left)
    assert isinstance(known.bid, Application)
    if new.lead in known.partners and known.bid.stage in UNDER_WAY:
        return OverlapKind.FOLLOW_ON
    return OverlapKind.ALREADY_GRANTED


def told(passages: Sequence[tuple[str, float]]) -> Iterator[Common]:
    """Yield the passages that stand in both, each with its share; together they are all of it."""
    for words, share in passages:
        yield Common(trait=Trait.PASSAGE, words=words, number=Decimal(share).quantize(DIGITS))


def shared(left: Subject, right: Subject) -> Iterator[Common]:
    """Yield whom, where and with whom both are, and the money that is asked for in both."""
    for trait, ours, theirs in (
        (Trait.TARGET_GROUP, left.target_groups, right.target_groups),
        (Trait.PLACE, left.places, right.places),
        (Trait.PARTNER, {e.name for e in left.partners}, {e.name for e in right.partners}),
    ):
        yield from (Common(trait=trait, words=e, number=Decimal(1)) for e in sorted(ours & theirs))
    for each in (left.bid, right.bid):
        if isinstance(each, Application):
            yield from costs_of(each)


def costs_of(application: Application) -> Iterator[Common]:
    """Yield what a bid costs, by currency."""
    sums: dict[str, Decimal] = {}
    for part in application.parts:
        sums[part.currency] = sums.get(part.currency, Decimal(0)) + part.total_cost
    for currency, number in sums.items():
        if number:
            yield Common(trait=Trait.MONEY, words=application.title, number=number, unit=currency)


def found_by_place(subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Yield the pairs for the same people in the same place, by the words of both."""
    for left, right in together(
        subjects, lambda each: product(each.target_groups, each.places) if not each.granted else ()
    ):
        groups, places = left.target_groups & right.target_groups, left.places & right.places
        if left.lead is not right.lead:
            yield Finding(
                OverlapKind.SAME_PARTICIPANTS, [left.bid, right.bid],
                basis=facts(*sorted(groups), *sorted(places)), common=tuple(shared(left, right)),
            )  # fmt: skip


def found_by_cost(subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Yield the pairs of bids to different funds in which a party does the same, or pays it twice.

    What is the same: the work of its part, or a cost of one kind, year and amount.
    """
    bids = [each.bid for each in subjects if isinstance(each.bid, Application) and not each.granted]
    for left, right in together(bids, lambda bid: [part.partner_id for part in bid.parts]):
        if left.call is None or right.call is None or left.call.funder == right.call.funder:
            continue
        theirs = {each.partner_id: each for each in right.parts}
        common = [
            same
            for part in left.parts
            if (other := theirs.get(part.partner_id))
            for same in same_cost(part, other)
        ]
        if common:
            yield Finding(
                OverlapKind.SAME_COST_TWO_FUNDS, [left, right],
                basis=facts(*(f"{e.trait} {e.words} {e.number}" for e in common)),
                common=tuple(common),
            )  # fmt: skip


def together(things: Iterable[T], keys: Callable[[T], Iterable[Hashable]]) -> Iterator[tuple[T, T]]:
    """Yield the pairs that have a key in common, each once, in their order."""
    having: dict[Hashable, list[tuple[int, T]]] = {}
    for place, each in enumerate(things):
        for key in keys(each):
            having.setdefault(key, []).append((place, each))
    found = {
        (a, b): (x, y) for those in having.values() for (a, x), (b, y) in combinations(those, 2)
    }
    return (found[places] for places in sorted(found))


def same_cost(ours: Commitment, theirs: Commitment) -> Iterator[Common]:
    """Yield what a party's parts in two bids both have."""
    work = Copies().fit([ours.work, theirs.work])
    shares = [block.share for block in work.pairs() if len(block.share) and block.strength[0] >= 1]
    if shares or (ours.work.strip() and ours.work.strip() == theirs.work.strip()):
        yield from told(work.passages(ours.work, theirs.work) or [(ours.work.strip(), 1.0)])
    costs: set[Cost] = {*ours.costs} & {*theirs.costs}
    if ours.currency != theirs.currency:
        return
    for each in sorted(costs, key=lambda cost: (cost.year, cost.kind)):
        words = f"{ours.partner.name}, {each.kind}, {each.year}"
        yield Common(trait=Trait.MONEY, words=words, number=each.amount, unit=ours.currency)


def facts(*said: str) -> str:
    """Write down what a finding rests on, a line each."""
    return "\n".join(said)
