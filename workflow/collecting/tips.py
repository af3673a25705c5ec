"""Links that people tip about: what was found there, and what becomes of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lexicon.terms import Doubt
from models import Call, Person, Tip, TipState
from models.database import add_once, lock
from scrapers import Draft
from scrapers.looking import Sight
from workflow.access import demand
from workflow.calls.drafts import take_over
from workflow.calls.entering import by_hand
from workflow.refusals import Refused

MOST_A_DAY = 30  # links of one person
LONGEST = 1000


def alike(url: str) -> list[str]:
    """Return the ways in which people write one and the same address."""
    there = urlsplit(url)
    host = there.netloc.removeprefix("www.")
    paths = {there.path.rstrip("/"), f"{there.path.rstrip('/')}/"}
    return [
        urlunsplit((scheme, f"{www}{host}", path, there.query, ""))
        for scheme in ("https", "http")
        for www in ("", "www.")
        for path in sorted(paths)
    ]


def known_call(session: Session, url: str) -> Call | None:
    """Return the call that an address leads to, if we have it; the first one told of it."""
    found = select(Call).where(Call.url.in_(alike(url))).order_by(Call.same_as_id.is_not(None))
    return session.scalars(found.order_by(Call.id).limit(1)).first()


def known_tip(session: Session, url: str) -> Tip | None:
    """Return the tip about an address, if somebody was first."""
    found = select(Tip).where(Tip.url.in_(alike(url))).order_by(Tip.id)
    return session.scalars(found.limit(1)).first()


def demand_room(session: Session, by: Person, now: datetime) -> None:
    """Refuse more tips of one person than anybody could look at."""
    since = select(func.count(Tip.id)).where(Tip.by_id == by.id, Tip.at > now - timedelta(days=1))
    if (session.scalar(since) or 0) >= MOST_A_DAY:
        raise Refused(
            "You have tipped about {most} links in a day; go on tomorrow.", most=MOST_A_DAY
        )


def tip(
    session: Session, url: str, words: str, sight: Sight, *, by_id: int, now: datetime
) -> Tip:  # fmt: skip
    """Keep a link and what was found there; the same link twice is one tip."""
    drafts = [msgspec.to_builtins(each) for each in sight.drafts]
    add_once(
        session, Tip, url=url, words=words.strip()[:LONGEST], by_id=by_id, at=now, drafts=drafts,
        trouble="" if drafts else sight.trouble, met="" if drafts else sight.words,
        state=TipState.WAITING, said="",
    )  # fmt: skip
    return session.scalars(select(Tip).filter_by(url=url)).one()


def drafts_of(tip: Tip) -> list[Draft]:
    """Return the calls that were found in it."""
    return [msgspec.convert(each, Draft, strict=False) for each in tip.drafts]


def waiting(session: Session) -> Sequence[Tip]:
    """Return the tips that nobody has looked at, the oldest first."""
    return session.scalars(select(Tip).filter_by(state=TipState.WAITING).order_by(Tip.id)).all()


def of(session: Session, person: Person) -> Sequence[Tip]:
    """Return a person's own tips, the newest first."""
    return session.scalars(select(Tip).filter_by(by_id=person.id).order_by(Tip.id.desc())).all()


def take(
    session: Session, tip: Tip, *, at: int, title: str, by: Person, now: datetime
) -> Call:  # fmt: skip
    """Make a call of a tip: of one of its drafts, or of a title where none was found.

    What is uncertain in it waits for a person, as in every call.
    """
    demand(by, "review", tip)
    lock(session, tip)
    demand_waiting(tip)
    drafts = drafts_of(tip)
    draft = drafts[at] if 0 <= at < len(drafts) else titled(tip, title)
    source = by_hand(session)
    same = select(Call).filter_by(source_id=source.id, identifier=draft.identifier)
    call = session.scalars(same).first()
    if call is None:
        call = take_over(Call(source_id=source.id, found_at=now, seen_at=now), draft)
        session.add(call)
    session.flush()
    settle(tip, TipState.TAKEN, by, now)
    tip.call_id = call.id
    return call


def titled(tip: Tip, title: str) -> Draft:
    """Make a draft of a link of which only the title is known: its dates are in doubt."""
    if not title.strip():
        raise Refused("Write what the call is called.")
    return Draft(
        identifier=tip.url, url=tip.url, title=" ".join(title.split())[:300],
        funder=urlsplit(tip.url).hostname or "?", language="sv",
        uncertain=(Doubt(field="deadlines", words=tip.url, why="nothing could be read there"),),
    )  # fmt: skip


def drop(tip: Tip, said: str, *, by: Person, now: datetime) -> None:
    """Drop a tip, with a word to whoever gave it."""
    demand(by, "review", tip)
    demand_waiting(tip)
    if not said.strip():
        raise Refused("Write a word to whoever tipped: why is it left?")
    tip.said = said.strip()[:LONGEST]
    settle(tip, TipState.DROPPED, by, now)


def demand_waiting(tip: Tip) -> None:
    """Refuse to settle what somebody else has settled."""
    if tip.state is not TipState.WAITING:
        raise Refused("Somebody has already looked at this tip.")


def settle(tip: Tip, state: TipState, by: Person, now: datetime) -> None:
    """Say what became of a tip."""
    tip.state, tip.settled_by, tip.settled_at = state, by.id, now
