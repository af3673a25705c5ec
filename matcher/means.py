"""Whether a call's money suits a partner: how much it gives, what it asks, and when it pays."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lexicon.terms import Amount, Bound, MoneyKind, Rate, Verdict, own_share


def amount_verdict(
    amounts: Sequence[Amount], least: Decimal | None, most: Decimal | None, currency: str
) -> Verdict:
    """Judge what one project may get by the support that is looked for.

    Currencies are not converted. Several amounts are tiers or sides: one that suits is enough.
    """
    told = [each for each in amounts if each.least is not None or each.most is not None]
    return _any(_suits(each, least, most, currency) for each in told)


def _suits(amount: Amount, least: Decimal | None, most: Decimal | None, currency: str) -> Verdict:
    if amount.currency != currency:
        return Verdict.UNKNOWN
    # Support is never more than total cost, so that a ceiling of either is one of support.
    too_small = least is not None and amount.most is not None and amount.most < least
    too_large = most is not None and amount.least is not None and amount.least > most
    if too_large and amount.of is not MoneyKind.SUPPORT and not too_small:
        return Verdict.UNKNOWN
    if too_small or too_large:
        return Verdict.UNKNOWN if amount.preliminary else Verdict.NO
    return Verdict.YES


def co_funding_verdict(rates: Sequence[Rate], most: Decimal) -> Verdict:
    """Judge the project's own share by the percent that the partner can carry at most.

    Which of several sides is the partner's is not known: all must suit, or none.
    """
    found = {_carries(each, most) for each in rates}
    return found.pop() if len(found) == 1 else Verdict.UNKNOWN


def _carries(rate: Rate, most: Decimal) -> Verdict:
    own, bound = own_share(rate)
    if own <= most:
        return Verdict.YES
    return Verdict.UNKNOWN if bound is Bound.AT_MOST or rate.preliminary else Verdict.NO


def payment_verdict(in_arrears: bool, can_wait: bool | None) -> Verdict:
    """Judge whether the partner can wait for payment, if it has to."""
    if not in_arrears or can_wait:
        return Verdict.YES
    return Verdict.UNKNOWN if can_wait is None else Verdict.NO


def _any(found: Iterable[Verdict]) -> Verdict:
    """One yes is a yes; a no is one only if all are."""
    seen = set(found)
    if Verdict.YES in seen:
        return Verdict.YES
    return Verdict.NO if seen == {Verdict.NO} else Verdict.UNKNOWN
