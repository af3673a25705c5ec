"""Asking a site while a person waits: through the one fetcher, and only a few at a time."""

import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import BoundedSemaphore, get_ident

from flask import current_app, g

from scrapers.fetching import LiveSite
from scrapers.looking import (
    PATIENT,
    KeptSite,
    Sight,
    Story,
    Trouble,
    Wanted,
    Way,
    attempt,
    hear,
    look,
)
from workflow.collecting.turns import SharedTurns

AT_ONCE = BoundedSemaphore(3)  # the other hands of the server are for everybody else


def looked_at(url: str) -> tuple[Sight, dict[str, bytes]]:
    """Look at an address; return what stands there, and each answer."""
    site = waited_for(url)
    with a_hand() as free:
        if not free:
            return Sight(trouble=Trouble.BUSY, words="others are looking"), {}
        sight = look(site)
    return sight, {each.question: each.body for each in site.answers}


def heard_at(url: str) -> Story:
    """Return what the page at an address says in its own words."""
    site = waited_for(url)
    with a_hand() as free:
        return hear(site) if free else Story(trouble=Trouble.BUSY, words="others are looking")


def waited_for(url: str) -> LiveSite:
    """Return a site that is asked while a person waits.

    The transaction ends here: nobody is to wait for the database while a site is asked.
    """
    config, today, engine = current_app.config["SITE"], g.today, g.db.get_bind()
    g.db.rollback()
    me = f"{platform.node()}:{os.getpid()}:{get_ident()}"
    turns = SharedTurns(engine, me, lambda: datetime.now(UTC), patience=PATIENT)
    return LiveSite(
        start=url, agent=config.agent, today=today, limits=current_app.config["LIMITS"],
        turns=turns,
    )  # fmt: skip


def tried(wanted: Wanted, answers: Mapping[str, bytes]) -> Way:
    """Try a way on what is kept of an address; nobody is asked."""
    site, trouble = KeptSite(wanted.start, g.today, answers), Trouble.BUSY
    g.db.rollback()
    with a_hand() as free:
        if free:
            return attempt(wanted, site)
    return Way(reader=wanted.reader, start=wanted.start, options=wanted.options, trouble=trouble)


@contextmanager
def a_hand() -> Iterator[bool]:
    """Wait for one of the few hands that look at strangers' pages; False if none is free."""
    free = AT_ONCE.acquire(timeout=PATIENT)
    try:
        yield free
    finally:
        if free:
            AT_ONCE.release()
