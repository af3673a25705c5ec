"""What is found is raised once: by the clock, or noted by hand."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.overlap_types import Common
from lexicon.terms import Reason
from models import Answer, Application, Overlap, OverlapKind, OverlapMember, Person, Stance
from models.database import add_once
from models.stage import BEFORE_SUBMITTED
from workflow.access import demand
from workflow.applications.stages import demand_before_submitted
from workflow.refusals import Refused
from workflow.telling import tell

STRONG = (Answer.LEAD, Answer.JOIN)
BY_TEXT = frozenset(
    (
        OverlapKind.SAME_CALL_SAME_TARGET, OverlapKind.SAME_CALL_COMPLEMENTARY,
        OverlapKind.ALIKE_TEXTS, OverlapKind.REGIONAL_COMPETITION, OverlapKind.FOLLOW_ON,
        OverlapKind.ALREADY_GRANTED,
    )
)  # fmt: skip
SAME = 0.9  # of the words
WORD = re.compile(r"\w+")
TOLD = ("kind", "basis", "reasons", "common", "likeness", "containment", "copied")
Bid = Application | Stance


@dataclass(frozen=True)
class Finding:
    """What was found between bids, or strong answers to calls.

    about: whom, where that is not the members, as "partner-7"; such a finding stays the same while
    members come and go. basis: what it rests on, texts or facts; once settled, it is raised again
    only when that has changed materially.
    """

    kind: OverlapKind
    members: Sequence[Bid]
    basis: str
    about: str = ""
    reasons: tuple[Reason, ...] = ()
    common: tuple[Common, ...] = ()
    likeness: float = 0.0
    containment: float = 0.0
    copied: bool = False

    @property
    def known_as(self) -> str:
        """The beginning of what the finding is stored under."""
        return f"{self.kind}:{self.about or '-'.join(sorted(map(named, self.members)))}:"

    @property
    def key(self) -> str:
        """What the finding is stored under."""
        return self.known_as + sha256(self.basis.encode()).hexdigest()[:32]


def named(bid: Bid) -> str:
    """Name a member briefly: a12 is an application, s7.3 what partner 7 answered to call 3."""
    if isinstance(bid, Stance):
        return f"s{bid.partner_id}.{bid.call_id}"
    return f"a{bid.id}"


def order(bid: Bid) -> tuple[str, int]:
    """Put bids before answers, the oldest first."""
    return bid.__tablename__, bid.id


def in_the_way(member: OverlapMember) -> bool:
    """Say whether a member may still be in another's way: not submitted yet, or wanted."""
    if member.stance:
        return member.stance.answer in STRONG
    return member.bid.stage in BEFORE_SUBMITTED


def movable(overlap: Overlap) -> list[OverlapMember]:
    """Return the members that a proposal may be about; what is submitted stays as it is."""
    return [each for each in overlap.members if in_the_way(each)]


def demand_in_the_way(bid: Bid) -> None:
    """Refuse what is in nobody's way any longer."""
    if isinstance(bid, Application):
        demand_before_submitted(bid)
    elif bid.answer not in STRONG:
        raise Refused("{partner} does not want to be in.", partner=bid.partner.name)


def raise_overlap(session: Session, finding: Finding, now: datetime) -> Overlap | None:
    """Raise a finding, or refresh the one still open; return it if it was not known.

    A settled one is raised again only when what it rests on has changed materially.
    """
    told = {name: getattr(finding, name) for name in TOLD}
    same = select(Overlap).where(Overlap.about.startswith(finding.known_as, autoescape=True))
    for known in session.scalars(same.order_by(Overlap.id.desc())):
        if known.settled_at is None:
            for name, value in told.items():
                setattr(known, name, value)
            known.about, known.gone_at = finding.key, None
            bring_in(known, finding.members)
            return None
        if not is_other(known, finding.basis):
            return None
    if not add_once(session, Overlap, about=finding.key, version=0, found_at=now, **told):
        return None  # another clock was faster
    overlap = session.scalars(select(Overlap).filter_by(about=finding.key)).one()
    bring_in(overlap, finding.members)
    tell(session, "raised", about=overlap, by=None, now=now, titles=titles(overlap))
    return overlap


def is_other(known: Overlap, basis: str) -> bool:
    """Say whether what a finding rests on is materially another than when it was settled.

    Facts are, when any of them is; texts, when a tenth of their words is.
    """
    if known.kind not in BY_TEXT:
        return known.basis != basis
    then, now = ({*WORD.findall(each.lower())} for each in (known.basis, basis))
    return len(then & now) < SAME * len(then | now)


def let_go(session: Session, found: Collection[str], now: datetime) -> int:
    """Let findings go that were looked for and are there no more; return how many.

    found: the keys of those that are. What people noted, or proposed something about, stays.
    """
    still_open = session.scalars(
        select(Overlap).where(
            Overlap.settled_at.is_(None), Overlap.gone_at.is_(None), Overlap.proposal.is_(None),
            Overlap.noted_by.is_(None),
        )
    ).all()  # fmt: skip
    gone = [each for each in still_open if each.about not in found]
    for each in gone:
        each.gone_at = now
        tell(session, "gone", about=each, by=None, now=now, titles=titles(each))
    return len(gone)


def bring_in(overlap: Overlap, bids: Iterable[Bid]) -> None:
    """Let a finding have these members. Once something is proposed, nobody leaves unasked."""
    there = {named(each.thing): each for each in overlap.members}
    wanted = {named(each): each for each in sorted(bids, key=order)}
    if overlap.proposal is None:
        for name in there.keys() - wanted.keys():
            overlap.members.remove(there[name])
    for name in (each for each in wanted if each not in there):
        what = "stance" if isinstance(wanted[name], Stance) else "application"
        overlap.members.append(OverlapMember(**{what: wanted[name]}))


def note(
    session: Session,
    kind: OverlapKind,
    bids: Sequence[Bid],
    words: str,
    *,
    by: Person,
    now: datetime,
) -> Overlap:
    """Note an overlap by hand, with what the coordinator has heard."""
    demand(by, "propose", None)
    if len({named(each) for each in bids}) < 2:
        raise Refused("Choose two different applications.")
    for each in bids:
        demand_in_the_way(each)
    overlap = raise_overlap(session, Finding(kind, bids, basis=texts(bids)), now)
    if overlap is None:
        raise Refused("This overlap is already on the list.")
    overlap.noted_by = by.id
    tell(session, "noted", about=overlap, by=by, now=now, words=words.strip())
    return overlap


def texts(bids: Iterable[Bid]) -> str:
    """Return what bids say of themselves, in the order of their names."""
    among = sorted(bids, key=named)
    return "\n".join(
        each.words if isinstance(each, Stance) else f"{each.title}\n{each.summary}"
        for each in among
    )


def titles(overlap: Overlap) -> str:
    """Name the bids."""
    return " / ".join(each.title for each in overlap.members)
