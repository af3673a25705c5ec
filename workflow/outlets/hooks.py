"""Hooks: added, tried out, told, left alone for longer each time they do not answer, and let go."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Errand, Happening, Hook, Membership, Person, Role
from papers.keys import new_salt
from papers.links import link
from papers.wording import Message, day
from scrapers.addresses import vetted
from scrapers.site import NotPublic
from workflow.outlets.happenings import Site, lay_out
from workflow.telling import send

# A day in all, then it is off.
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 120, 240, 480, 480))
OLD = timedelta(days=2)
GONE = 410


def fault(name: str, url: str, happenings: Iterable[Happening], trusted: frozenset[str]) -> (
    dict[str, Message]
):  # fmt: skip
    """Say what is wrong with a hook that somebody wants, by field."""
    wrong = {}
    if not name.strip():
        wrong["name"] = Message("Give it a name, so that you know it again.")
    try:
        there = vetted(url, trusted)
        if there.scheme != "https" and f"{there.host}:{there.port}" not in trusted:
            wrong["url"] = Message("The address must begin with https://.")
    except NotPublic:
        wrong["url"] = Message("This is not an address that we can tell. Copy it from the chat.")
    if not list(happenings):
        wrong["happenings"] = Message("Choose at least one.")
    return wrong


def add(
    session: Session, name: str, url: str, happenings: Iterable[Happening], language: str,
    now: datetime,
) -> Hook:  # fmt: skip
    """Add a hook; it is told of what happens from now on."""
    hook = Hook(
        name=name.strip()[:100], url=url, happenings=tuple(happenings), language=language,
        salt=new_salt(), added_at=now,
    )  # fmt: skip
    session.add(hook)
    session.flush()
    return hook


def switch_on(hook: Hook, now: datetime) -> None:
    """Tell it again, without what is old by now."""
    hook.off_at, hook.why_off, hook.failures = None, None, 0
    for each in hook.errands:
        if each.told_at is None and each.failed_at is None:
            each.again_at, each.failed_at = now, now if each.written_at < now - OLD else None


def switch_off(hook: Hook, now: datetime, why: str = "") -> None:
    """Tell it nothing for now."""
    hook.off_at, hook.why_off = now, why


def try_out(session: Session, hook: Hook, site: Site, now: datetime) -> None:
    """Lay a test out for it."""
    lay_out(session, hook, Happening.TEST, f"{now.isoformat()}", {"site": site.name}, {}, now)


def done(errand: Errand, answer: str, now: datetime) -> None:
    """Note that a hook took what it was told."""
    errand.told_at, errand.answer, errand.hook.failures = now, answer, 0
    errand.carrier = errand.lease_until = None


def failed(
    session: Session, errand: Errand, answer: str, now: datetime, *, gone: bool = False
) -> None:  # fmt: skip
    """Note that it did not; it is left alone for longer each time, and at last for good."""
    hook = errand.hook
    errand.answer, errand.carrier, errand.lease_until = answer, None, None
    if errand.happening is Happening.TEST:  # somebody looks at the answer, and tries again
        errand.failed_at = now
        return
    hook.failures += 1
    if gone or hook.failures > len(WAITS):
        switch_off(hook, now, answer)
        since = errand.written_at.astimezone(now.tzinfo).date()
        for person in operators(session):
            send(
                session, person, "hook_off", about=f"{hook.id}:{now.isoformat()}", now=now,
                hook=hook.name, why=answer, since=day(since, person.language),
                link=link(f"/hooks/{hook.id}"),
            )  # fmt: skip
        return
    later = now + WAITS[hook.failures - 1]
    waiting = (Errand.hook_id == hook.id, Errand.told_at.is_(None), Errand.failed_at.is_(None))
    held = update(Errand).where(*waiting, Errand.again_at < later).values(again_at=later)
    session.execute(held.execution_options(synchronize_session="fetch"))


def operators(session: Session) -> list[Person]:
    """Return who runs the installation."""
    found = select(Person).join(Membership).where(Membership.role == Role.OPERATOR)
    return list(session.scalars(found.distinct().order_by(Person.id)))
