"""Whether a partner may apply, as far as the call says it. What it does not say stays unknown.

Decided before anything is ranked. Each verdict has the words of the call that it rests on; what is
in doubt in the call is no ground for a yes or a no.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from msgspec.structs import replace

from lexicon.terms import Amount, Doubt, Eligibility, Evidence, Phase, Rate, Verdict
from matcher.means import amount_verdict, co_funding_verdict, payment_verdict

OVER = (Phase.CLOSED, Phase.WITHDRAWN)
KINDEST = (Verdict.YES, Verdict.UNKNOWN, Verdict.NO)  # of several areas, one that may is enough


class Terms(Protocol):
    """A call, as far as it says who may apply for what, and when."""

    opens: dt.date | None
    amounts: tuple[Amount, ...]
    rates: tuple[Rate, ...]
    applicants: str
    applicant_kinds: tuple[str, ...]
    excluded_kinds: tuple[str, ...]
    in_arrears: bool | None
    least_years: int | None
    areas: tuple[str, ...]
    area_text: str
    evidence: tuple[Evidence, ...]

    @property
    def doubts(self) -> Sequence[Doubt]: ...  # noqa: D102 (the name says it)
    def phase(self, now: datetime) -> Phase: ...  # noqa: D102 (the name says it)
    def next_day(self, now: datetime) -> dt.date | None: ...  # noqa: D102 (the name says it)


@dataclass(frozen=True)
class Applicant:
    """Who would apply, and for what; nothing and None are what is not known.

    kind: a code of lexicon/organisation_types.csv. area: a NUTS code; within: the codes of what it
    lies in; elsewhere: where else it would work, each with both. began: the year.
    co_funding_most: percent of a project's costs. least, most: the support that is looked for.
    until: the last day on which applying is of use.
    """

    kind: str = ""
    area: str = ""
    within: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...] = ()
    began: int | None = None
    co_funding_most: Decimal | None = None
    can_wait: bool | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    currency: str = ""
    until: dt.date | None = None


def verdicts(call: Terms, who: Applicant, now: datetime) -> tuple[Eligibility, ...]:
    """Judge every condition that either side has set; where nobody set one, there is nothing."""
    doubted = {each.field for each in call.doubts}
    return tuple(
        replace(each, verdict=Verdict.UNKNOWN) if field in doubted else each
        for field, each in _judged(call, who, now)
    )


def _judged(call: Terms, who: Applicant, now: datetime) -> Iterator[tuple[str, Eligibility]]:
    """Yield each verdict, and the field of the call that it was read from."""
    if call.phase(now) in OVER:
        yield (
            "status",
            Eligibility(condition="status", verdict=Verdict.NO, words=said(call, "status")),
        )
    if who.kind or call.applicant_kinds or call.excluded_kinds:
        named = "excluded_kinds" if who.kind in call.excluded_kinds else "applicant_kinds"
        yield named, kind_verdict(call, who.kind)
    places = ((who.area, who.within), *who.elsewhere)
    judged = [area_verdict(call.areas, call.area_text, *place) for place in places]
    yield "areas", min(judged, key=lambda each: KINDEST.index(each.verdict))
    if who.least is not None or who.most is not None:
        verdict = amount_verdict(call.amounts, who.least, who.most, who.currency)
        yield "amounts", _rests(call, "amount", "amounts", verdict)
    if who.co_funding_most is not None:
        verdict = co_funding_verdict(call.rates, who.co_funding_most)
        yield "rates", _rests(call, "co_funding", "rates", verdict)
    if call.in_arrears is not None:
        verdict = payment_verdict(call.in_arrears, who.can_wait)
        yield "in_arrears", _rests(call, "payment", "in_arrears", verdict)
    if call.least_years is not None:
        verdict = years_verdict(call.least_years, who.began, now.year)
        yield "least_years", _rests(call, "years", "least_years", verdict)
    if who.until is not None:
        verdict = time_verdict(call.opens, call.next_day(now), who.until)
        yield "deadlines", _rests(call, "time", "deadlines", verdict)


def kind_verdict(call: Terms, kind: str) -> Eligibility:
    """Judge a kind of organisation. Only who is shut out may not: a list is seldom complete."""
    verdict, words = Verdict.UNKNOWN, call.applicants
    if kind in call.excluded_kinds:
        verdict, words = Verdict.NO, said(call, "excluded_kinds", kind)
    elif kind in call.applicant_kinds:
        verdict, words = Verdict.YES, said(call, "applicant_kinds", kind)
    return Eligibility(
        condition="applicant",
        verdict=verdict,
        words=words or call.applicants or said(call, "applicant_kinds"),
    )


def area_verdict(
    call_areas: Sequence[str], area_text: str, partner_area: str, ancestors: Iterable[str]
) -> Eligibility:
    """Judge a partner's NUTS code by the call's.

    ancestors: the codes of what the partner's area lies within. A partner whose area is wider than
    the call's may have a part in it: unknown. The words are the call's, its codes if it has none.
    """
    words = area_text or ", ".join(call_areas)
    if not call_areas or not partner_area:
        verdict = Verdict.UNKNOWN
    elif not {partner_area, *ancestors}.isdisjoint(call_areas):
        verdict = Verdict.YES
    elif any(_within(area, partner_area) for area in call_areas):
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.NO
    return Eligibility(condition="area", verdict=verdict, words=words)


def years_verdict(least: int, began: int | None, year: int) -> Verdict:
    """Judge by the years since the partner began; in the year that decides, months would."""
    if began is None or year - began == least:
        return Verdict.UNKNOWN
    return Verdict.YES if year - began > least else Verdict.NO


def time_verdict(opens: dt.date | None, closes: dt.date | None, until: dt.date) -> Verdict:
    """Judge whether money can come in time: none is decided on before the nearest last day."""
    earliest = max((day for day in (opens, closes) if day), default=None)
    if earliest is None:
        return Verdict.UNKNOWN
    return Verdict.YES if earliest <= until else Verdict.NO


def said(call: Terms, field: str, value: str = "") -> str:
    """Return the words that a field was read from, or that value of it; none, if it was data."""
    about = (each for each in call.evidence if each.field == field)
    return next((each.words for each in about if not value or each.value == value), "")


def _rests(call: Terms, condition: str, field: str, verdict: Verdict) -> Eligibility:
    return Eligibility(condition=condition, verdict=verdict, words=said(call, field))


def _within(area: str, wider: str) -> bool:
    """Say whether one NUTS code lies in another: each level adds a letter or figure."""
    return wider == "EU" or area.startswith(wider)
