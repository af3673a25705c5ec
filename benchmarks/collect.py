"""Measure a whole collecting: many feeds read in child processes, decided and stored.

    python -m benchmarks.collect [--sources 200] [--calls 50] [--hands 4]

The feeds are made up here and served from memory, so that no network is measured. The floor is
feedparser on the same bytes in the same run, in this process, with nothing decided or stored. The
database is a SQLite file. Another reading, with the same answers, follows the first.
"""

import resource
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import click
import feedparser
import structlog
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from jobs.collect import collect
from models import Base, Call, Source
from models.database import connect
from scrapers import Source as Here
from scrapers.fetching import Answer, Known
from scrapers.site import JSON

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()
SENTENCES = (
    "Stödet ska bidra till att minska utsläppen av växthusgaser i kommuner och regioner.",
    "Projektet ska genomföras tillsammans med minst två parter från olika sektorer.",
    "Ni kan söka om ni är en kommun, en region, ett universitet eller en ideell förening.",
    "Vi prioriterar insatser som kan spridas till andra och som fortsätter efter projektet.",
    "Kostnader för egen tid, resor och externa tjänster får räknas med i budgeten.",
    "Läs anvisningarna innan ni börjar skriva, och kontakta oss gärna om något är oklart.",
    "Resultaten ska vara öppna för alla och beskrivas på ett sätt som andra kan använda.",
)
THINGS = ("sjöar", "skogar", "hamnar", "skolor", "broar", "vägar", "museer", "odlingar")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni")


def feed(number: int, calls: int) -> bytes:
    """Make up a funder's feed: about two thousand characters to a call, as real ones have."""
    chance = Random(number)
    return "".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>',
            f"<title>Fond {number}</title><link>{home(number)}</link><description>x</description>",
            *(item(number, each, chance) for each in range(calls)),
            "</channel></rss>",
        )
    ).encode()


def item(number: int, call: int, chance: Random) -> str:
    """Make up one call."""
    day = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} 2027"
    words = "".join(f"&lt;p&gt;{each}&lt;/p&gt;" for each in chance.choices(SENTENCES, k=20))
    return (
        f"<item><guid>{number}-{call}</guid><title>Utlysning: {chance.choice(THINGS)} {call}"
        f"</title><link>{home(number)}/{call}</link><description>{words}&lt;p&gt;"
        f"Sista ansökningsdag är den {day} klockan 15.00. Ni kan söka högst "
        f"{chance.randint(1, 9)} miljoner kronor.&lt;/p&gt;</description></item>"
    )


def home(number: int) -> str:
    """Return where a funder is."""
    return f"https://fund{number}.example"


@dataclass
class MemorySite:
    """A site that is served from memory."""

    start: str
    said: bytes
    known: Mapping[str, Known]
    today: date = TODAY
    answers: list[Answer] = field(default_factory=list)

    def get(self, url: str) -> bytes:
        """Return what the feed says, and note it."""
        before = self.known.get(url)
        self.answers.append(
            Answer(
                question=url, packed=zlib.compress(self.said), etag=None, last_modified=None,
                unchanged=before is not None and before.body == self.said,
            )
        )  # fmt: skip
        return self.said

    def post(self, url: str, body: bytes, media_type: str = JSON) -> bytes:
        """Return the same."""
        return self.get(url)


def rows(count: int) -> Iterator[Source]:
    """Yield the sources, all of them due."""
    for number in range(count):
        yield Source(
            slug=f"fund{number}", reader="feed", funder=f"Fond {number}", start=home(number),
            language="sv", zone="Europe/Stockholm", on=True, hours=24, due_at=NOW,
        )  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of computing here and in child processes."""

    wall: float
    here: float
    children: float

    @classmethod
    def now(cls) -> "Cost":
        """Return what was spent so far."""
        own, others = (
            resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        return cls(
            time.perf_counter(), own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime
        )

    def since(self, begin: "Cost") -> "Cost":
        """Return what was spent since."""
        return Cost(self.wall - begin.wall, self.here - begin.here, self.children - begin.children)


def told(name: str, cost: Cost, sources: int, drafts: int) -> None:
    """Print one row of the table."""
    click.echo(
        f"| {name} | {cost.wall:.1f} | {sources / cost.wall:.1f} | {drafts / cost.wall:.0f} "
        f"| {cost.here:.1f} | {cost.children:.1f} |"
    )


def peak(who: int) -> int:
    """Return the most memory that this process, or any child of it, has held, in MB."""
    return resource.getrusage(who).ru_maxrss >> 10


def read_all(engine: Engine, feeds: Mapping[str, bytes], hands: int, now: datetime) -> Cost:
    """Collect everything once."""

    def site_of(here: Here, known: Mapping[str, Known]) -> MemorySite:
        return MemorySite(here.start, feeds[here.start], known)

    begin = Cost.now()
    done = collect(engine, site_of, owner="benchmark", clock=lambda: now, hands=hands)
    assert done == len(feeds)
    return Cost.now().since(begin)


@click.command()
@click.option("--sources", default=200, show_default=True)
@click.option("--calls", default=50, show_default=True, help="In each source.")
@click.option("--hands", default=4, show_default=True, help="Sources read at a time.")
def main(sources: int, calls: int, hands: int) -> None:
    """Print a Markdown table: the floor, the first collecting, and the next."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    feeds = {home(number): feed(number, calls) for number in range(sources)}
    click.echo(f"{sources} sources of {calls} calls, {sum(map(len, feeds.values())) >> 20} MB\n")
    click.echo("| | s | sources/s | drafts/s | CPU s here | CPU s in children |")
    click.echo("|---|---|---|---|---|---|")
    begin = Cost.now()
    found = sum(len(feedparser.parse(BytesIO(each)).entries) for each in feeds.values())
    told("floor: feedparser alone", Cost.now().since(begin), sources, found)
    before = peak(resource.RUSAGE_SELF)
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder, 'benchmark.db')}")
        Base.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            session.add_all(rows(sources))
        for name, now in (("first", NOW), ("again, unchanged", NOW + timedelta(days=2))):
            told(f"collect, {name}", read_all(engine, feeds, hands, now), sources, found)
        with Session(engine) as session:
            assert session.scalar(select(func.count(Call.id))) == found
        engine.dispose()
    click.echo(
        f"\nPeak memory {peak(resource.RUSAGE_SELF)} MB here (with the feeds and the floor "
        f"{before} MB), {peak(resource.RUSAGE_CHILDREN)} MB in the largest child."
    )


if __name__ == "__main__":
    main()
