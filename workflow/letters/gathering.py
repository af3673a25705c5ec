"""What there is to tell in a newsletter: public things by themselves, bids only if somebody wants.

Each entry is words from here on: what is told of a bid is its title and who leads it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import (
    Application,
    Call,
    CallChange,
    Chapter,
    Event,
    Interest,
    Item,
    Match,
    Meeting,
    Partner,
)
from models.call import open_calls
from papers import phrases
from papers.wording import Message, day, say
from workflow.applications.grouping import fits_well

MOST_CALLS, MOST_CHANGES = 30, 20
CHOSEN_CALLS = 12  # so many are in it by themselves
TOLD_CHANGES = ("status", "deadlines", "opens", "amounts", "rates")
AHEAD = timedelta(days=120)
CLOSES, LED_BY = Message("Closes {when}."), Message("Led by {partner}.")
OPEN_ALL_YEAR = Message("Open all year.")


def gathered(
    session: Session, since: dt.date, until: dt.date, language: str, zone: str, now: datetime
) -> list[Item]:  # fmt: skip
    """Return all that there is to tell of a period, chapter by chapter."""
    first = datetime.combine(since, time(), ZoneInfo(zone))
    last = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(zone))
    return list(
        chain(
            new_calls(session, first, last, language, now),
            changed_calls(session, first, last, language),
            new_partners(session, first, last),
            bids(session, first, last, language),
            coming_meetings(session, until, language),
        )
    )


def order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Sort by chapter; within one, it stays as it was."""
    places = {chapter: place for place, chapter in enumerate(Chapter)}
    return tuple(sorted(items, key=lambda each: places[each.chapter]))


def new_calls(
    session: Session, first: datetime, last: datetime, language: str, now: datetime
) -> Iterator[Item]:
    """Yield the open calls that became known, the nearest deadline first.

    In it are those that fit somebody in the partnership; whom, is not told.
    """
    fitting = set(
        session.scalars(
            select(Match.call_id).join(Match.interest).join(Interest.partner).where(fits_well())
        )
    )
    wanted = open_calls(now).where(Call.found_at >= first, Call.found_at < last)
    found = [
        each for each in session.scalars(wanted.options(selectinload(Call.dates))) if each.certain
    ]
    fit = [each for each in found if each.id in fitting][:CHOSEN_CALLS]
    rest = [each for each in found if each not in fit][: MOST_CALLS - len(fit)]
    for call in found:
        if call in fit or call in rest:
            yield Item(
                Chapter.CALLS, f"call:{call.id}", call.title, about_call(call, language, now),
                kept=call in fit,
            )  # fmt: skip


def about_call(call: Call, language: str, now: datetime) -> str:
    """Say who funds it, when it closes, and how much there is."""
    date = call.next_date(now)
    when = phrases.when(date.deadline, language) if date else ""
    closes = say(Message(CLOSES.id, {"when": when}), language) if when else call.season
    if not closes and not call.dates:
        closes = say(OPEN_ALL_YEAR, language)
    money = phrases.money(call.amounts, language)
    money = money and f"{money[0].upper()}{money[1:]}."
    return " ".join(filter(None, [f"{call.funder}.", closes, money]))


def changed_calls(
    session: Session, first: datetime, last: datetime, language: str
) -> Iterator[Item]:
    """Yield the calls that were known before and changed in what matters, with old and new."""
    changes = (
        select(CallChange)
        .join(CallChange.call)
        .where(
            CallChange.noticed_at >= first, CallChange.noticed_at < last, ~CallChange.held,
            CallChange.field.in_(TOLD_CHANGES), Call.found_at < first, Call.same_as_id.is_(None),
        )
        .order_by(CallChange.id)
    )  # fmt: skip
    by_call: dict[Call, list[CallChange]] = {}
    for each in session.scalars(changes):
        by_call.setdefault(each.call, []).append(each)
    for call, told in list(by_call.items())[:MOST_CHANGES]:
        if call.certain:
            words = "; ".join(said(each, language) for each in told)
            yield Item(Chapter.CHANGES, f"change:{call.id}", call.title, words)


def said(change: CallChange, language: str) -> str:
    """Say one change."""
    old, new = (phrases.told(change.field, it, language) for it in (change.old, change.new))
    return f"{phrases.called(change.field, language)}: {old} → {new}"


def new_partners(session: Session, first: datetime, last: datetime) -> Iterator[Item]:
    """Yield the partners that joined."""
    joined = select(Event.about).where(
        Event.verb == "registered", Event.at >= first, Event.at < last
    )
    numbers = [int(about.partition(":")[2]) for about in session.scalars(joined)]
    here = select(Partner).where(Partner.id.in_(numbers), Partner.left_at.is_(None))
    for partner in session.scalars(here.order_by(Partner.name)):
        words = f"{partner.municipality}." if partner.municipality else ""
        yield Item(Chapter.PARTNERS, f"partner:{partner.id}", partner.name, words)


def bids(session: Session, first: datetime, last: datetime, language: str) -> Iterator[Item]:
    """Yield the bids that were opened or submitted: out of it, until somebody puts them in."""
    wanted = select(Application).where(
        (Application.opened_at.between(first, last))
        | (Application.submitted_at.between(first, last))
    )
    for bid in session.scalars(wanted.order_by(Application.id)):
        words = say(Message(LED_BY.id, {"partner": bid.lead.name}), language)
        yield Item(Chapter.BIDS, f"application:{bid.id}", bid.title, words, kept=False)


def coming_meetings(session: Session, today: dt.date, language: str) -> Iterator[Item]:
    """Yield the meetings of the partnership as a whole; partners' own are theirs."""
    wanted = select(Meeting).where(
        Meeting.partner_id.is_(None), Meeting.day.between(today, today + AHEAD)
    )
    for meeting in session.scalars(wanted.order_by(Meeting.day, Meeting.id)):
        words = f"{day(meeting.day, language)}."
        yield Item(Chapter.MEETINGS, f"meeting:{meeting.id}", meeting.body, words)
