"""What hooks are told: what happened is laid out for each of them, in words, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lexicon.terms import Status, Verdict
from models import (
    Answer,
    Call,
    CallChange,
    Errand,
    Happening,
    Hook,
    Interest,
    Match,
    Partner,
    Stance,
)
from models.call import open_calls
from models.database import add_once
from papers import phrases
from papers.wording import Message, say

LEAST = 2  # partners that a call fits
DAYS = (3, 14)  # before a deadline
PARTNERS = 8  # so many are named

SAID = {
    Happening.SEVERAL: Message("New, and fits {names}: {title} ({funder}). {closes}"),
    Happening.DEADLINE: Message("Closes soon: {title} ({funder}). {closes} Interested: {names}."),
    Happening.WITHDRAWN: Message("Withdrawn: {title} ({funder})."),
    Happening.TEST: Message("This is a test from {site}. All is well."),
}
CLOSES = Message("Closes {when}.")


@dataclass(frozen=True)
class Site:
    """How the installation is known outside."""

    name: str
    url: str
    zone: str


class News(NamedTuple):
    """What happened to a call: told once under this name, and whom it concerns."""

    happening: Happening
    about: str
    call: Call
    names: list[str]


def gather(session: Session, site: Site, now: datetime) -> int:
    """Lay out what has happened for each hook that wants it, once; return how much is new."""
    on = select(Hook).where(Hook.off_at.is_(None)).order_by(Hook.id)
    return sum(
        tell_of(session, hook, each, site, now)
        for hook in session.scalars(on).all()
        for each in happened(session, hook, site, now)
        if each.happening in hook.happenings
    )


def happened(session: Session, hook: Hook, site: Site, now: datetime) -> Iterator[News]:
    """Yield all that there is to tell since the hook was added, told already or not."""
    wanted = hook.happenings
    if Happening.SEVERAL in wanted:
        for call, names in fitting_several(session, hook.added_at, now):
            yield News(Happening.SEVERAL, f"{call.id}", call, names)
    if Happening.DEADLINE in wanted:
        today = now.astimezone(ZoneInfo(site.zone)).date()
        for call, names in followed(session, now):
            date = call.next_date(now)
            left = (date.day - today).days if date else max(DAYS) + 1
            mark = next((each for each in DAYS if left <= each), None)
            if date and mark:
                yield News(Happening.DEADLINE, f"{call.id}:{date.day}:{mark}", call, names)
    if Happening.WITHDRAWN in wanted:
        for change in withdrawn(session, hook.added_at):
            yield News(Happening.WITHDRAWN, f"{change.call_id}:{change.id}", change.call, [])


def fitting_several(
    session: Session, since: datetime, now: datetime
) -> Iterator[tuple[Call, list[str]]]:
    """Yield the open calls that came to fit several partners since then, and whom."""
    fits = (Match.lost_at.is_(None), Match.may_apply != Verdict.NO, Partner.left_at.is_(None))
    several = (
        select(Match.call_id)
        .join(Match.interest)
        .join(Interest.partner)
        .where(*fits)
        .group_by(Match.call_id)
        .having(
            func.count(Interest.partner_id.distinct()) >= LEAST, func.max(Match.found_at) >= since
        )
    )
    for call in session.scalars(open_calls(now).where(Call.id.in_(several))):
        if call.certain:
            whom = (
                select(Partner.name)
                .join(Interest)
                .join(Match)
                .where(Match.call_id == call.id, *fits)
            )
            yield call, list(session.scalars(whom.distinct().order_by(Partner.name)))


def followed(session: Session, now: datetime) -> Iterator[tuple[Call, list[str]]]:
    """Yield the open calls that partners want to apply to, and who they are."""
    wants = Stance.answer.in_((Answer.LEAD, Answer.JOIN))
    wanted = open_calls(now).where(Call.id.in_(select(Stance.call_id).where(wants)))
    for call in session.scalars(wanted):
        if call.certain:
            who = select(Partner.name).join(Stance).where(
                Stance.call_id == call.id, wants, Partner.left_at.is_(None)
            )  # fmt: skip
            if names := list(session.scalars(who.order_by(Partner.name))):
                yield call, names


def withdrawn(session: Session, since: datetime) -> list[CallChange]:
    """Return the changes by which calls were withdrawn since then."""
    found = select(CallChange).where(
        CallChange.field == "status", CallChange.new == f'"{Status.WITHDRAWN}"',
        CallChange.noticed_at >= since, ~CallChange.held,
    )  # fmt: skip
    return list(session.scalars(found.order_by(CallChange.id)))


def tell_of(session: Session, hook: Hook, news: News, site: Site, now: datetime) -> bool:
    """Lay out what happened to a call."""
    call, names = news.call, news.names
    date = call.next_date(now)
    when = phrases.when(date.deadline, hook.language) if date else ""
    url = f"{site.url.rstrip('/')}/calls/{call.id}"
    shown = [*names[:PARTNERS], *(["…"] if len(names) > PARTNERS else [])]
    values = {
        "title": call.title, "funder": call.funder, "names": ", ".join(shown),
        "closes": say(Message(CLOSES.id, {"when": when}), hook.language) if when else "",
    }  # fmt: skip
    data = {
        "call": {
            "title": call.title, "funder": call.funder, "url": url,
            "closes": date.day.isoformat() if date else None,
        },
        "partners": names,
    }  # fmt: skip
    return lay_out(session, hook, news.happening, news.about, values, data, now, url)


def lay_out(
    session: Session, hook: Hook, happening: Happening, about: str, values: dict[str, Any],
    data: dict[str, Any], now: datetime, url: str = "",
) -> bool:  # fmt: skip
    """Write down what a hook is to be told; told once, it is not laid out again."""
    text = tame(" ".join(say(Message(SAID[happening].id, values), hook.language).split()))
    said = {
        "text": f"{text} {url}".strip(),
        "type": f"samsok.{happening.value}",
        "timestamp": now.isoformat(),
        "data": data,
    }
    return add_once(
        session, Errand, hook_id=hook.id, happening=happening, about=about, said=said,
        written_at=now, again_at=now,
    )  # fmt: skip


def tame(text: str) -> str:
    """Return words that call nobody and mark nothing up in a chat, whoever wrote them."""
    return text.replace("<", "‹").replace(">", "›").replace("@", "＠")
