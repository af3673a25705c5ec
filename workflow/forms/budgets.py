"""A part's budget and promises as they are typed in a sheet: one field for each kind and year."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from lexicon.budget import NOTHING, TYPED_KINDS, Cost, Fund, FundKind, worked
from models import Meeting
from papers.wording import Message, number
from workflow.forms.sums import money_of
from workflow.forms.typed import Errors, day_of

MOST_FUNDS = 20
DECIDED, OTHER, MEETING = "decided", "other", "meeting-"
WRONG = Message("Write a sum in whole numbers, such as 400 000.")
Words = Mapping[str, str]


class TypedFund(Struct, frozen=True, kw_only=True):
    """A promise as it is typed: when it is decided is a word, or a meeting's."""

    kind: str
    amount: str = ""
    hours: str = ""
    hourly_rate: str = ""
    when: str = OTHER
    board: str = ""
    day: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is promised by it."""
        return not (self.amount.strip() or self.hours.strip() or self.hourly_rate.strip())


def cost_field(kind: str, year: int) -> str:
    """Name the field of a kind and a year."""
    return f"cost-{kind}-{year}"


def words_of(costs: Iterable[Cost], language: str) -> dict[str, str]:
    """Return costs as one would type them."""
    return {cost_field(each.kind, each.year): number(each.amount, language) for each in costs}


def typed_funds(
    funds: Iterable[Fund], meetings: Sequence[Meeting], language: str
) -> list[TypedFund]:
    """Return promises as one would type them, in the order of their kinds; each kind has one."""
    typed = [typed_fund(each, meetings, language) for each in funds]
    kinds = list(FundKind)
    empty = [TypedFund(kind=kind) for kind in kinds if kind not in {each.kind for each in typed}]
    return sorted((*typed, *empty), key=lambda each: kinds.index(FundKind(each.kind)))


def typed_fund(fund: Fund, meetings: Sequence[Meeting], language: str) -> TypedFund:
    """Return one promise as one would type it."""
    same = (each.id for each in meetings if (each.body, each.day) == (fund.board, fund.day))
    meeting = next(same, None)
    return TypedFund(
        kind=fund.kind,
        amount=number(fund.amount, language),
        hours=number(fund.hours, language) if fund.hours is not None else "",
        hourly_rate=number(fund.hourly_rate, language) if fund.hourly_rate is not None else "",
        when=DECIDED if fund.decided else f"{MEETING}{meeting}" if meeting else OTHER,
        board=fund.board if meeting is None else "",
        day=str(fund.day or "") if meeting is None else "",
    )


def funds_in(words: Words) -> list[TypedFund]:
    """Return the promises of a form: fund-0-kind, fund-0-amount and so on."""
    fields = TypedFund.__struct_fields__
    found = []
    for at in range(MOST_FUNDS):
        if f"fund-{at}-kind" in words:
            said = {field: words.get(f"fund-{at}-{field}", "") for field in fields}
            found.append(TypedFund(**said))
    return found


def read_costs(
    words: Words, years: Iterable[int], currency: str, language: str
) -> tuple[tuple[Cost, ...], Errors]:
    """Read the costs, and say in which fields no sum stands."""
    costs: list[Cost] = []
    errors: Errors = []
    for year in years:
        for kind in TYPED_KINDS:
            field = cost_field(kind, year)
            typed = words.get(field, "").strip()
            sum_ = money_of(typed, currency, language) if typed else NOTHING
            if sum_ is None:
                errors.append((field, WRONG))
            elif sum_:
                costs.append(Cost(kind, year, sum_))
    return tuple(costs), errors


def read_funds(
    typed: Iterable[TypedFund], currency: str, language: str, meetings: Sequence[Meeting]
) -> tuple[tuple[Fund, ...], Errors]:
    """Read the promises; a board and its day come from the partner's meeting where one is meant."""
    funds: list[Fund] = []
    errors: Errors = []
    for at, each in enumerate(typed):
        if each.is_empty:
            continue
        if each.kind not in list(FundKind):
            errors.append((f"fund-{at}-kind", Message("Choose how it is paid.")))
            continue
        amount, hours, hourly_rate = sums(at, each, currency, language, errors)
        board, day = decision(at, each, meetings, errors)
        if amount:
            funds.append(
                Fund(
                    kind=FundKind(each.kind),
                    amount=amount,
                    hours=hours,
                    hourly_rate=hourly_rate,
                    decided=each.when == DECIDED,
                    board=board,
                    day=day,
                )
            )
    return tuple(funds), errors


def sums(
    at: int, each: TypedFund, currency: str, language: str, errors: Errors
) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Read what a promise is worth: a sum, or hours at a rate."""
    if each.kind != FundKind.STAFF_TIME:
        amount = money_of(each.amount, currency, language)
        if amount is None:
            errors.append((f"fund-{at}-amount", WRONG))
        return amount or NOTHING, None, None
    hours = money_of(each.hours, "", language)
    hourly_rate = money_of(each.hourly_rate, currency, language)
    if hours is None:
        errors.append((f"fund-{at}-hours", Message("Write how many hours, such as 120.")))
    if hourly_rate is None:
        errors.append((f"fund-{at}-hourly_rate", Message("Write what an hour costs.")))
    if hours is None or hourly_rate is None:
        return NOTHING, None, None
    return worked(hours, hourly_rate), hours, hourly_rate


def decision(
    at: int, each: TypedFund, meetings: Sequence[Meeting], errors: Errors
) -> tuple[str, dt.date | None]:
    """Read who decides when, if it is not decided; what nobody knows stays open."""
    if each.when == DECIDED:
        return "", None
    for meeting in meetings:
        if each.when == f"{MEETING}{meeting.id}":
            return meeting.body, meeting.day
    day = day_of(each.day) if each.day.strip() else None
    if each.day.strip() and day is None:
        errors.append((f"fund-{at}-day", Message("Write the day as 2027-03-01.")))
    return " ".join(each.board.split()), day
