"""What stands behind the operator's door: the settings, read once, and what is made of them."""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Config, ConfigError
from jobs import (
    clock,
    collect,
    digest,
    find_overlaps,
    link_calls,
    look_after,
    match,
    post,
    seed,
    watch,
)
from matcher.material import read_material
from models.database import connect, upgrade
from papers.links import Tickets, link, sealed
from scrapers import Source, Unreachable
from scrapers.fetching import Key, Known, LiveSite
from scrapers.files import FileSite
from scrapers.turns import OwnTurns, Turns
from workflow.turns import SharedTurns

HANDS = 4  # how many sources one clock reads at a time
ME = f"{platform.node()}:{os.getpid()}"


def right_now() -> datetime:
    """Return the time of the door."""
    return datetime.now(UTC)


def log(level: int) -> None:
    """Log beside what the commands print, from a level of logging on."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@dataclass
class Door:
    """The settings, read when they are first asked for, and what was said beside them."""

    path: Path
    said: dict[str, str]

    @property
    def environ(self) -> dict[str, str]:
        """Return the environment with what the command line said."""
        return {**os.environ, **self.said}

    def config(self) -> Config:
        """Read the settings; what cannot be followed ends the command with one sentence."""
        try:
            return Config.read(self.path, self.environ)
        except ConfigError as error:
            raise click.ClickException(str(error)) from error

    def site(self, start: str) -> LiveSite:
        """Return the real site of an address that no source is known for."""
        config = self.config()
        today = right_now().astimezone(ZoneInfo(config.site.zone)).date()
        return LiveSite(start=start, agent=config.agent, today=today)

    def engine(self) -> Engine:
        """Open the database of the settings."""
        return self.database(self.config())

    def database(self, config: Config) -> Engine:
        """Open the database, in its newest shape."""
        Path(config.data.folder).mkdir(parents=True, exist_ok=True)
        engine = connect(config.database)
        upgrade(engine)
        return engine


def sites(config: Config, engine: Engine) -> collect.SiteOf:
    """Return what gives the real sites; all clocks at the database take turns at their hosts."""
    return partial(live, config, turns=SharedTurns(engine, ME, right_now))


def live(
    config: Config, source: Source, known: Mapping[str, Known], turns: Turns | None = None
) -> LiveSite | FileSite:
    """Return a funder's real site, or the file that stands for one.

    Unreachable where a site asks for a key that nobody has set.
    """
    today = right_now().astimezone(ZoneInfo(source.zone)).date()
    if "://" not in source.start:
        return FileSite(start=source.start, today=today)
    keys = config.keys.said()
    if trouble := seed.keyless(source, keys):
        raise Unreachable(trouble)
    key = (
        Key(under=source.start, header=source.key, words=keys[source.slug]) if source.key else None
    )
    return LiveSite(
        start=source.start,
        agent=config.agent,
        today=today,
        limits=source.limits,
        kinds=frozenset({source.kind}),
        turns=turns or OwnTurns(),
        known=known,
        private=source.private,
        key=key,
    )


def pages(config: Config, engine: Engine) -> look_after.PageOf:
    """Return what gives the pages of calls, asked as politely as the sites are."""
    turns = SharedTurns(engine, ME, right_now)

    def page(url: str, known: Known | None) -> LiveSite:
        return LiveSite(
            start=url, agent=config.agent, today=right_now().date(), turns=turns,
            known={url: known} if known else {},
        )  # fmt: skip

    return page


def jobs_of(
    config: Config,
    engine: Engine,
    site_of: collect.SiteOf,
    page_of: look_after.PageOf | None = None,
) -> list[clock.Job]:
    """Say what there is to do, and when. Without `page_of`, no page of a call is looked at."""

    def in_session(work: Callable[[Session, datetime], object], now: datetime) -> None:
        with Session(engine) as session, session.begin():
            work(session, now)

    def read(now: datetime) -> None:
        collect.collect(engine, site_of, owner=ME, clock=right_now, hands=HANDS)

    def tend(now: datetime) -> None:
        if page_of:
            look_after.look_after(engine, page_of, clock=right_now)

    def carry(now: datetime) -> None:
        if not config.mail.host:
            return  # the letters stay in the outbox
        mail = config.mail
        post.post(
            engine,
            post.by_smtp(mail.host, mail.port, mail.security, mail.user, mail.password),
            sender=Address(config.site.name, addr_spec=mail.sender),
            seal=post.sealing(config.site.url, Tickets(config.secret())),
            carrier=ME,
            clock=right_now,
        )

    def pair(session: Session, now: datetime) -> None:
        match.match(session, now, material(), Path(config.data.folder, "matching", "bridge"))

    material = cache(lambda: read_material(*config.matching.files()))
    weekly = clock.weekly(config.digest.weekday, config.digest.at, config.site.zone)
    write = partial(digest.digest, zone=config.site.zone)
    look = partial(watch.watch, zone=config.site.zone)
    return [
        clock.Job("collect", clock.every(timedelta(minutes=5)), read, at_once=4),
        clock.Job("match", clock.every(timedelta(minutes=15)), partial(in_session, pair)),
        clock.Job(
            "link_calls",
            clock.every(timedelta(minutes=15)),
            partial(in_session, lambda session, now: link_calls.link_calls(session)),
        ),
        clock.Job(
            "find_overlaps",
            clock.every(timedelta(minutes=15)),
            partial(in_session, find_overlaps.find_overlaps),
        ),
        clock.Job("look_after", clock.every(timedelta(days=1)), tend),
        clock.Job("watch", clock.every(timedelta(hours=1)), partial(in_session, look)),
        clock.Job("digest", weekly, partial(in_session, write)),
        clock.Job("post", clock.every(timedelta(minutes=1)), carry),
    ]


def sign_in(config: Config, person_id: int, path: str = "/calls") -> str:
    """Return a link that signs a person in."""
    ticket = Tickets(config.secret()).write(person_id)
    return sealed(link(path), config.site.url, ticket)
