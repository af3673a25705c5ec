"""Whether a partner may apply, by what is stored of it and of the call."""

from datetime import datetime

from lexicon.areas import ancestors, areas
from lexicon.terms import Eligibility
from matcher.eligibility import Applicant, verdicts
from models import Call, Interest, Partner

NOTHING_SAID = Interest(currency="")


def judged(
    call: Call, partner: Partner, now: datetime, interest: Interest = NOTHING_SAID
) -> tuple[Eligibility, ...]:
    """Judge a partner, for what it wants and where; without an interest, by who it is."""
    first, *others = map(placed, interest.areas or (partner.area,))
    who = Applicant(
        kind=partner.kind, area=first[0], within=first[1], elsewhere=tuple(others),
        began=partner.began, co_funding_most=partner.co_funding_most, can_wait=partner.can_wait,
        least=interest.least, most=interest.most, currency=interest.currency, until=interest.until,
    )  # fmt: skip
    return verdicts(call, who, now)


def placed(area: str) -> tuple[str, tuple[str, ...]]:
    """Return an area and what it lies in, by their codes; nothing of one that is not known."""
    return (area, tuple(each.code for each in ancestors(area))) if area in areas() else ("", ())
