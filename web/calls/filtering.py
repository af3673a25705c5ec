"""What a list of calls is narrowed to: words, funder, programme, area, applicant, day and money.

What a call does not say excludes nothing: who asks for calls in a county also gets those that name
no area.
"""

from collections import Counter
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, String, cast, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from werkzeug.datastructures import MultiDict

from lexicon.areas import ancestors, areas, code_of
from lexicon.terms import Amount
from models import Call, CallDate
from papers.phrases import kinds
from workflow.calls.searching import search
from workflow.forms.typed import sum_of

LONGEST = 200
WITHIN = (14, 30, 90)  # days


@dataclass(frozen=True)
class Filter:
    """What was asked, as it was typed."""

    words: str = ""
    funder: str = ""
    programme: str = ""
    area: str = ""
    kind: str = ""
    within: str = ""
    amount: str = ""
    currency: str = ""

    @classmethod
    def asked(cls, query: MultiDict[str, str]) -> "Filter":
        """Read it from an address; q is what is looked for."""
        said = {each.name: query.get(each.name, "")[:LONGEST].strip() for each in fields(cls)}
        return cls(**(said | {"words": query.get("q", "")[:LONGEST]}))

    @property
    def kept(self) -> dict[str, str]:
        """Return what another page of the same list must be asked with."""
        said = {name: value for name, value in asdict(self).items() if value}
        if "words" in said:
            said["q"] = said.pop("words")
        return said

    @property
    def more(self) -> bool:
        """Say whether more than words and a funder is asked for."""
        return any((self.programme, self.area, self.kind, self.within, self.amount))

    @property
    def unread(self) -> tuple[str, ...]:
        """Name what was typed and is not understood."""
        unknown = {
            "area": self.area and not code_of(self.area),
            "amount": self.amount and sum_of(self.amount) is None,
        }
        return tuple(name for name, wrong in unknown.items() if wrong)


@dataclass(frozen=True)
class Choices:
    """What there is to choose among, in the calls of a tab."""

    funders: list[str]
    programmes: list[str]
    currencies: list[str]
    kinds: list[tuple[str, str]]
    areas: list[str]


def narrowed(
    chosen: Select[Call], asked: Filter, session: Session, now: datetime
) -> Select[Call]:  # fmt: skip
    """Keep what was asked for."""
    if (found := search(asked.words)) is not None:
        chosen = chosen.where(found)
    if asked.funder:
        chosen = chosen.where(Call.funder == asked.funder)
    if asked.programme:
        chosen = chosen.where(Call.programme == asked.programme)
    if code := code_of(asked.area):
        chosen = chosen.where(in_area(code))
    if asked.kind:
        chosen = chosen.where(
            ~_holds(Call.excluded_kinds, f'"{asked.kind}"'),
            or_(_empty(Call.applicant_kinds), _holds(Call.applicant_kinds, f'"{asked.kind}"')),
        )
    if asked.within.isdecimal():
        near = now + timedelta(days=min(int(asked.within), 3650))
        ahead = select(CallDate.call_id).where(
            CallDate.passes_at > now, CallDate.passes_at <= near, CallDate.kind != "stage_2"
        )
        chosen = chosen.where(Call.id.in_(ahead))
    if (amount := sum_of(asked.amount)) is not None:
        told = session.execute(chosen.order_by(None).with_only_columns(Call.id, Call.amounts))
        within = [id for id, amounts in told if suits(amounts, amount, asked.currency)]
        chosen = chosen.where(Call.id.in_(within))
    return chosen


def in_area(code: str) -> ColumnElement[bool]:
    """Return the condition that a call is for an area, for what it lies within, or for a part."""
    within = [_holds(Call.areas, f'"{each.code}"') for each in ancestors(code)]
    return or_(_empty(Call.areas), _holds(Call.areas, f'"{code}'), *within)


def suits(amounts: tuple[Amount, ...], sought: Decimal, currency: str) -> bool:
    """Say whether one project may get the sum; without limits in the currency it may.

    Without a currency, that of the call is meant.
    """
    limits = [each for each in amounts if currency in ("", each.currency)]
    limits = [each for each in limits if each.least or each.most]
    return not limits or any(
        (each.least or 0) <= sought and (each.most is None or sought <= each.most)
        for each in limits
    )


def has(word: str, *places: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Look for a word anywhere in these places, in small lists that have no index of words."""
    # SQLite folds the case of a to z only: å, ä and ö are asked for in each of their cases.
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(each.icontains(form, autoescape=True) for each in places for form in forms))


def choices(session: Session, chosen: Select[Call], language: str) -> Choices:
    """Find what the calls of a tab tell apart: each by name, the most usual currency first."""
    ids = chosen.order_by(None).with_only_columns(Call.id)
    told = session.execute(
        select(Call.funder, Call.programme, Call.amounts, Call.applicant_kinds, Call.areas)
        .where(Call.id.in_(ids))
    ).all()  # fmt: skip
    money = Counter(amount.currency for each in told for amount in each.amounts)
    named = {kind for each in told for kind in each.applicant_kinds}
    codes = {area for each in told for area in each.areas if area in areas()}
    return Choices(
        funders=sorted({each.funder for each in told}),
        programmes=sorted({each.programme for each in told} - {""}),
        currencies=[each for each, _ in money.most_common()],
        kinds=sorted((kinds([each], language), each) for each in named),
        areas=sorted(areas()[each].name for each in codes),
    )


def _holds(place: InstrumentedAttribute[tuple[str, ...]], words: str) -> ColumnElement[bool]:
    return cast(place, String).contains(words, autoescape=True)


def _empty(place: InstrumentedAttribute[tuple[str, ...]]) -> ColumnElement[bool]:
    return cast(place, String) == "[]"
