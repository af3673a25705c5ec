"""Sources that an operator adds: on the command line, and kept through every start."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from config import Config, Data, Feed
from jobs import seed
from jobs.adding import add
from jobs.cli import main
from jobs.collect import collect
from jobs.listing import lines
from models import Call, Outcome, Snapshot, Source
from models.database import connect, upgrade
from scrapers.fetching import LiveSite
from tests.conftest import NOON
from tests.funders import Served
from workflow.collecting import adding
from workflow.collecting.adding import Wish

FEED = Wish(
    reader="feed", start="https://town.example/feed", funder="The Town", language="sv",
    zone="Europe/Stockholm", area="Örebro", hours="12",
)  # fmt: skip
PAGE = replace(FEED, reader="pages", start="https://town.example/list", terms_read_by="Ada",
               options={"item": "li.card"})  # fmt: skip


@dataclass
class Machine:
    """Where an operator sits: a database, and a way to our own funder."""

    database: Engine
    town: Served

    def engine(self) -> Engine:
        return self.database

    def now(self) -> datetime:
        return NOON

    def site(self, start: str) -> LiveSite:
        return LiveSite(start=start, agent="samsok", today=NOON.date(), limits=self.town.limits)

    def run(self, path: str, *said: str) -> Result:
        return CliRunner().invoke(add, [self.town.url + path, *said], obj=self)

    def sources(self) -> list[Source]:
        with Session(self.database, expire_on_commit=False) as session:
            return list(session.scalars(select(Source)))


@pytest.fixture
def machine(tmp_path: Path, town: Served) -> Iterator[Machine]:
    engine = connect(f"sqlite:///{tmp_path}/samsok.db")
    upgrade(engine)
    yield Machine(engine, town)
    engine.dispose()


def start_up(session: Session, *feeds: Feed) -> None:
    seed.sources(
        session, (), (), feeds, "scrapers/kept.toml", NOON, countries=("SE", "EU"), starts={}
    )
    seed.pages(session, (), NOON)
    seed.keep_choices(session)
    session.flush()


def test_a_feed_is_added_by_its_address_alone(machine: Machine) -> None:
    done = machine.run("/feed")

    (source,) = machine.sources()
    assert done.exit_code == 0, done.output
    assert (source.reader, source.funder, source.on, source.area) == (
        "feed",
        "Sjöstiftelsen",
        True,
        "",
    )
    assert "slug: 127.0.0.1\nfunder: Sjöstiftelsen\nreader: feed" in done.stdout
    assert "  1 March 2027: Utlysning: renare sjöar “Sista ansökningsdag: 1 mars 2027.”" in (
        done.stderr.replace("\xa0", " ")
    )  # fmt: skip


def test_a_page_wants_its_terms_read(machine: Machine) -> None:
    done = machine.run("/list")

    assert done.exit_code == 1
    assert "Read the terms of the site first" in done.output
    assert machine.sources() == []


def test_a_page_is_added_with_its_selectors_and_what_it_answered(machine: Machine) -> None:
    done = machine.run(
        "/list", "--terms-read", "Ada", "--title", "h3", "--area", "Örebro", "--hours", "6"
    )

    (source,) = machine.sources()
    assert done.exit_code == 0, done.output
    assert source.options == {"item": "li.card", "title": "h3"}
    assert (source.area, source.hours, source.terms_read_by) == ("SE124", 6, "Ada")
    with Session(machine.database) as session:
        assert b"byn" in session.scalars(select(Snapshot)).one().body


@pytest.mark.parametrize(
    ("path", "said", "trouble"),
    [
        ("/about", (), "Nothing that repeats there reads like calls"),
        ("/private", (), "robots.txt of 127.0.0.1 asks us not to"),
        (
            "/list",
            ("--terms-read", "Ada", "--item", "li["),
            "A selector cannot be understood: item:",
        ),
        ("/list", ("--terms-read", "Ada", "--item", "li.no"), "These selectors find no call"),
        ("/list", ("--terms-read", "Ada", "--which", "7"), "there are 2 ways to read it"),
        ("/feed", ("--area", "Atlantis"), "Write a country or a region"),
        ("/feed", ("--hours", "often"), "Write a number of hours"),
        ("/feed", ("--zone", "Europe/Atlantis"), "Choose the time zone"),
    ],
)
def test_what_cannot_be_added_says_the_way_out(
    machine: Machine, path: str, said: tuple[str, ...], trouble: str
) -> None:
    done = machine.run(path, *said)

    assert done.exit_code == 1
    assert trouble in done.output
    assert machine.sources() == []


def test_the_same_address_is_not_added_twice(machine: Machine) -> None:
    machine.run("/feed")

    done = machine.run("/feed")

    assert (done.exit_code, len(machine.sources())) == (1, 1)
    assert "127.0.0.1 reads" in done.output


def test_one_may_say_source_or_sources() -> None:
    for name in ("source", "sources"):
        assert "--terms-read" in CliRunner().invoke(main, [name, "add", "--help"]).output


def test_what_was_added_is_as_it_was_after_the_next_start(session: Session) -> None:
    start_up(session)
    added = adding.add(session, PAGE, {}, NOON)
    names = [each.key for each in Source.__table__.columns]
    before = {name: getattr(added, name) for name in names}

    start_up(session)

    assert {name: getattr(added, name) for name in before} == before


def test_what_was_added_is_listed_and_says_so(session: Session) -> None:
    source = adding.add(session, FEED, {}, NOON)
    adding.edit(source, FEED, NOON, on=False)
    adding.add(session, PAGE, {}, NOON)

    told = {line.slug: (line.state, line.why) for line in lines(session, (), (), NOON, "UTC")}

    assert told["town.example"] == ("off", "added by an operator, and switched off")
    assert told["town.example-2"] == (
        "on",
        "added by an operator; its terms were read by Ada on 2026-01-12",
    )


def test_one_that_was_switched_off_stays_off(session: Session) -> None:
    source = adding.add(session, FEED, {}, NOON)
    adding.edit(source, FEED, NOON, on=False)

    start_up(session)

    assert source.on is False


def test_the_settings_cannot_take_the_name_of_what_was_added(session: Session) -> None:
    source = adding.add(session, FEED, {}, NOON)
    source.slug = "town"

    with pytest.raises(seed.UnknownSource, match="an operator has added; take another"):
        start_up(session, Feed(slug="town", funder="The Town", url="https://town.example/x"))


def test_a_name_in_the_settings_never_has_the_dot_that_an_added_one_has(
    session: Session,
) -> None:
    names = [adding.add(session, replace(FEED, start=each), {}, NOON).slug for each in (
        "https://www.town.example/a", "https://town.example/b", "http://town/c",
    )]  # fmt: skip

    assert names == ["town.example", "town.example-2", "town.local"]


def test_it_is_read_at_once_and_its_calls_are_where_it_says(machine: Machine) -> None:
    machine.run("/feed", "--area", "Örebro")

    def site_of(here: object, known: object) -> LiveSite:
        return machine.site(machine.town.url + "/feed")

    with Session(machine.database) as session, session.begin():
        session.scalars(select(Source)).one().due_at = NOON
    runs: list[Outcome] = []
    collect(
        machine.database, site_of, owner="x", clock=lambda: NOON,
        told=lambda run: runs.append(run.outcome),
    )  # fmt: skip

    with Session(machine.database) as session:
        found = {each.title: each.areas for each in session.scalars(select(Call))}
    assert runs == [Outcome.OK]
    assert found == {"Utlysning: renare sjöar": ("SE124",), "Utlysning: badplatser": ("SE124",)}


def test_the_settings_say_who_asks(tmp_path: Path) -> None:
    config = Config(data=Data(folder=str(tmp_path)))

    assert config.agent == "samsok (+http://localhost:8000; operator@localhost)"
