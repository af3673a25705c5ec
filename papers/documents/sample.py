"""An invented document with everything in it, to try templates with."""

import datetime as dt
from decimal import Decimal

from papers.documents.composing import compose
from papers.documents.facts import CIVIL, PUBLIC, Approval, Bid, Facts, Line, Party
from papers.documents.paper import Paper

MARK = "Blåsippan 4711"  # the title of the invented application


def sample(language: str = "sv") -> Paper:
    """Compose a co-funding certificate, since it has every kind of block but signs."""
    day = dt.date(2026, 11, 20)
    approval = Approval("Kim Exempel", day, False, "0" * 64, "{}", authority="KS § 1")
    money = Decimal(100_000), Decimal(50_000)
    lead = Party(1, "Exempelföreningen", "lead", *money, work="Håller ihop det", sector=CIVIL)
    other = Party(
        2, "Exempelkommunen", "partner", *money, work="Öppnar dörrar", sector=PUBLIC,
        approval=approval, paid_by=(Line("staff_time", Decimal(50_000)),),
    )  # fmt: skip
    bid = Bid(MARK, "Vi provar en mall.", (lead, other), funder="Fonden", call="Mallar")
    return compose(
        Facts("cofin_certificate", bid, 2), language, number="2026-1-1", day=day, house="Samsök"
    )
