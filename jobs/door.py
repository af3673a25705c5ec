"""What stands behind the operator's door: the settings, read once, and what is made of them."""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import click
import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Bounces, Config, ConfigError, Mail
from jobs import (
    bounces,
    clock,
    collect,
    digest,
    end_periods,
    erased,
    find_overlaps,
    group,
    hooks,
    link_calls,
    look_after,
    match,
    note_head,
    post,
    remember,
    seed,
    watch,
)
from jobs.comparing import Comparing
from jobs.mailing import Mailer, Server
from lexicon.moments import told_in
from matcher.blocks import shared
from matcher.material import read_material
from models.database import connect, upgrade
from papers.envelopes import Desk
from papers.links import Tickets, link, sealed
from papers.masking import mask_line
from scrapers import Source, Unreachable
from scrapers.fetching import Key, Known, LiveSite
from scrapers.files import FileSite
from scrapers.turns import OwnTurns, Turns
from workflow.collecting.turns import SharedTurns
from workflow.letters.rhythms import Usual
from workflow.outlets.happenings import Site
from workflow.people import retaining, signing_in
from workflow.people.sessions import Spans
from workflow.timetable import timetable
from workflow.writing import attachments, deadlines

HANDS = 4  # how many sources one clock reads at a time
AT_ONCE = {"collect": 4}
ME = f"{platform.node()}:{os.getpid()}"


def right_now() -> datetime:
    """Return the time of the door."""
    return datetime.now(UTC)


def log(level: int) -> None:
    """Log beside what the commands print, from a level of logging on."""
    usual = [each for each in structlog.get_config()["processors"] if each is not mask_line]
    structlog.configure(
        processors=[*usual, mask_line],
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

    def now(self) -> datetime:
        """Return the time by the clock of the site's zone: its day is the one that people have."""
        return told_in(self.config().site.zone, right_now())

    def site(self, start: str) -> LiveSite:
        """Return the real site of an address that no source is known for."""
        return LiveSite(start=start, agent=self.config().agent, today=self.now().date())

    def engine(self) -> Engine:
        """Open the database of the settings."""
        return self.database(self.config())

    def database(self, config: Config) -> Engine:
        """Open the database, in its newest shape."""
        Path(config.data.folder).mkdir(parents=True, exist_ok=True)
        engine = connect(config.database)
        upgrade(engine)
        erased.erase_again(engine, Path(config.data.folder), config.secret(), right_now())
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
    today = told_in(source.zone, right_now()).date()
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
            start=url, agent=config.agent, today=told_in(config.site.zone, right_now()).date(),
            turns=turns, known={url: known} if known else {},
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
        in_session(lambda db, at: signing_in.write_letters(db, config.secret(), at), now)
        if not config.mail.host:
            return  # the letters stay in the outbox
        post.post(
            engine,
            Mailer(server_of(config.mail)),
            desk=desk_of(config),
            seal=post.sealing(config.site.url, Tickets(config.secret()), config.secret()),
            name=ME,
            clock=right_now,
        )

    compared = Comparing()

    def compare(session: Session, now: datetime) -> None:
        find_overlaps.find_overlaps(session, now, compared)

    def tell_hooks(now: datetime) -> None:
        site = Site(config.site.name, config.site.url, config.site.zone)
        hooks.hooks(
            engine, site, config.secret(), agent=config.agent, name=ME, clock=right_now
        )  # fmt: skip

    def read_returned(now: datetime) -> None:
        if config.bounces.host:
            box = server_of(config.bounces)
            bounces.bounces(engine, box, config.bounces.folder, config.secret(), now)

    def note(session: Session, now: datetime) -> None:
        note_head.note_head(session, Path(config.data.folder), now)

    def forget(session: Session, now: datetime) -> None:
        note = erased.noting(Path(config.data.folder), config.secret(), now)
        retaining.retain(session, now, terms_of(config), spans_of(config), note)
        attachments.clear(session, Path(config.data.folder), now)

    def pair(now: datetime) -> None:
        with (
            shared(config.matching.dask),
            Session(engine, expire_on_commit=False) as session,
        ):
            folder = Path(config.data.folder, "matching")
            match.match(session, now, material(), folder, pause=session.commit)
            session.commit()

    def tell(now: datetime) -> None:
        digest.write_due(engine, now, usual_of(config), carried=bool(config.mail.host))

    def here(run: Callable[[datetime], object], now: datetime) -> object:
        return run(told_in(config.site.zone, now))

    material = cache(lambda: read_material(*config.matching.files()))
    times = timetable()
    look = partial(watch.watch, zone=config.site.zone)
    runs: dict[str, Callable[[datetime], object]] = {
        "collect": read,
        "match": pair,
        "link_calls": partial(in_session, lambda session, now: link_calls.link_calls(session)),
        "follow_deadlines": partial(in_session, deadlines.follow),
        "find_overlaps": partial(in_session, compare),
        "group": partial(in_session, group.group),
        "end_periods": partial(in_session, partial(end_periods.end_periods, zone=config.site.zone)),
        "note_head": partial(in_session, note),
        "remember": partial(in_session, remember.remember),
        "retain": partial(in_session, forget),
        "look_after": tend,
        "watch": partial(in_session, look),
        "digest": tell,
        "post": carry,
        "hooks": tell_hooks,
        "bounces": read_returned,
    }
    return [
        clock.Job(name, times[name], partial(here, run), AT_ONCE.get(name, 1))
        for name, run in runs.items()
    ]


def server_of(said: Mail | Bounces) -> Server:
    """Return a mail server, by the settings."""
    return Server(
        host=said.host, port=said.port, security=said.security, user=said.user,
        password=said.password, authority=said.authority,
    )  # fmt: skip


def desk_of(config: Config) -> Desk:
    """Return who writes, by the settings."""
    return Desk(
        name=config.site.name, sender=config.mail.sender, contact=config.site.contact,
        url=config.site.url, secret=config.secret(), returns=config.bounces.address,
    )  # fmt: skip


def usual_of(config: Config) -> Usual:
    """Return when letters are written to who has not chosen otherwise, by the settings."""
    return Usual(config.site.zone, config.digest.weekday, config.digest.at)


def terms_of(config: Config) -> retaining.Terms:
    """Return after how long what goes, by the settings."""
    chosen = config.privacy
    return retaining.Terms(
        chosen.inactive_months * retaining.MONTH, timedelta(days=chosen.notice_days),
        timedelta(days=chosen.unconfirmed_days), timedelta(days=chosen.letter_days),
        chosen.signature_years,
    )  # fmt: skip


def spans_of(config: Config) -> Spans:
    """Return how long sessions last, by the settings."""
    chosen = config.sign_in
    return Spans.of(
        chosen.hours, chosen.idle_minutes, chosen.days, chosen.idle_days, chosen.grace_days
    )


def sign_in(config: Config, person_id: int, path: str = "/calls") -> str:
    """Return a link that signs a person in fully, for twelve hours."""
    ticket = Tickets(config.secret()).write_at_door(person_id)
    return sealed(link(path), config.site.url, ticket)
