"""What documents are made from: a bid, its parties, and what each has approved."""

import datetime as dt
from decimal import Decimal

from msgspec import Struct

NOTHING = Decimal(0)
# Sectors, as lexicon/sectors.csv has them.
PUBLIC, CIVIL = "public", "civil_society"


class Approval(Struct, frozen=True):
    """Who approved a part, when, as what, by what authority; the seal is that of the terms."""

    name: str
    day: dt.date
    binding: bool
    seal: str
    terms: str  # the canonical text that the seal is of
    title: str = ""
    capacity: str = ""
    authority: str = ""


class Line(Struct, frozen=True):
    """One sum of a part: for a cost, or of co-funding; without a year it is not yet divided.

    Of co-funding: whether it is decided, else by whom and when, and the hours it is made of.
    """

    what: str
    amount: Decimal
    year: int | None = None
    decided: bool = True
    board: str = ""
    day: dt.date | None = None
    hours: Decimal | None = None
    hourly_rate: Decimal | None = None


class Sums(Struct, frozen=True):
    """What is in one currency together."""

    currency: str
    total_cost: Decimal
    co_funding: Decimal


class Party(Struct, frozen=True):
    """A partner and its part: as it was approved or, without an approval, as it is proposed."""

    id: int
    name: str
    part: str  # lead, partner, co_financier, associated
    total_cost: Decimal
    co_funding: Decimal
    currency: str = "SEK"
    work: str = ""
    number: str = ""
    kind: str = ""
    sector: str = ""
    place: str = ""
    approval: Approval | None = None
    costs: tuple[Line, ...] = ()
    paid_by: tuple[Line, ...] = ()  # the co-funding by what it is given as
    protocol: str = ""  # what the promise rests on; it may be recorded after the approval
    diary_number: str = ""
    delegation: str = ""


class Bid(Struct, frozen=True):
    """An application with those who are in it, the lead first."""

    title: str
    summary: str
    parties: tuple[Party, ...]
    funder: str = ""
    call: str = ""
    programme: str = ""
    closes: dt.date | None = None
    reference: str = ""

    @property
    def lead(self) -> Party:
        """The party that applies for all."""
        return self.parties[0]

    @property
    def totals(self) -> tuple[Sums, ...]:
        """The sums of all parts, apart for each currency, that of the lead first."""
        found = {each.currency: Sums(each.currency, NOTHING, NOTHING) for each in self.parties}
        for each in self.parties:
            before = found[each.currency]
            found[each.currency] = Sums(
                each.currency,
                before.total_cost + each.total_cost,
                before.co_funding + each.co_funding,
            )
        return tuple(found.values())

    def party(self, id: int) -> Party:
        """Return the party with this number."""
        return next(each for each in self.parties if each.id == id)


class Facts(Struct, frozen=True):
    """All that a document is made from: what it is of, and of whose part, if of one."""

    kind: str
    bid: Bid
    of: int | None = None

    @property
    def party(self) -> Party:
        """Return whose document it is; the lead's, if it is that of all."""
        return self.bid.lead if self.of is None else self.bid.party(self.of)

    @property
    def signers(self) -> tuple[Party, ...]:
        """Return whose approvals it rests on."""
        if self.kind == "iop_agreement":
            return tuple(each for each in self.bid.parties if each.sector in (PUBLIC, CIVIL))
        return self.bid.parties if self.of is None else (self.party,)

    @property
    def is_draft(self) -> bool:
        """Say whether something in it has been approved by nobody."""
        return any(each.approval is None for each in self.signers)
