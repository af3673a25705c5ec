"""From what a source says to what is stored: nothing lost, nothing made up, nothing twice."""

import os
import zlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from config import Config
from jobs.collect import LEASE, collect
from jobs.door import jobs_of
from jobs.store import store
from lexicon.terms import Deadline
from models import Base, Call, CallChange, Outcome, Snapshot, Source, SourceRun
from models.database import connect
from scrapers import Draft, Reading, Unreachable
from scrapers import Source as Here
from scrapers.fetching import Answer, Known
from scrapers.guarded import BadStatus
from scrapers.site import Refused
from tests.conftest import NOON, make_source

HOUR = timedelta(hours=1)
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Calls</title><link>https://x.example</link><description>x</description>
{items}</channel></rss>"""
ITEM = """<item><guid>{number}</guid><title>Utlysning: {title}</title>
<link>https://x.example/{number}</link>
<description>Ni kan söka stöd. Sista ansökningsdag är den {day} 2026 klockan 12.00.
</description></item>"""


def even() -> float:
    """Spread nothing."""
    return 0.5


def a_feed(*calls: tuple[int, str, str]) -> bytes:
    items = "\n".join(ITEM.format(number=n, title=title, day=day) for n, title, day in calls)
    return FEED.format(items=items).encode()


class Saying:
    """A funder's site that says one thing, or is not there."""

    def __init__(self, said: bytes | None, known: Mapping[str, Known]) -> None:
        self.start = "https://x.example/feed"
        self.today = date(2026, 1, 12)
        self.said = said
        self.known = known
        self.answers: list[Answer] = []

    def get(self, url: str) -> bytes:
        if self.said is None:
            raise Unreachable(f"{url} does not answer")
        before = self.known.get(url)
        same = before is not None and before.body == self.said
        self.answers.append(
            Answer(
                question=url,
                packed=zlib.compress(self.said),
                etag=None,
                last_modified=None,
                unchanged=same,
            )
        )
        return self.said

    def post(self, url: str, body: bytes, media_type: str = "application/json") -> bytes:
        return self.get(url)


def read(engine: Engine, said: bytes | None, now: datetime) -> SourceRun:
    def site_of(source: Here, known: Mapping[str, Known]) -> Saying:
        return Saying(said, known)

    runs: list[SourceRun] = []
    assert (
        collect(engine, site_of, owner="a", clock=lambda: now, told=runs.append, chance=even) == 1
    )
    return runs[0]


@pytest.fixture
def source(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        session.add(make_source(language="sv", funder="Fonden"))


LAKES = (1, "Renare sjöar", "1 mars")


@pytest.mark.usefixtures("source")
def test_a_feed_becomes_calls(engine: Engine) -> None:
    run = read(engine, a_feed(LAKES), NOON)

    with Session(engine) as session:
        call = session.scalars(select(Call)).one()
        assert (call.title, call.funder) == ("Utlysning: Renare sjöar", "Fonden")
        assert [each.day for each in call.dates] == [date(2026, 3, 1)]
        assert session.scalars(select(Snapshot)).one().body == a_feed(LAKES)
    assert (run.outcome, run.new, run.seen) == (Outcome.OK, 1, 1)


@pytest.mark.usefixtures("source")
def test_a_source_is_read_when_its_time_has_come(engine: Engine) -> None:
    read(engine, a_feed(LAKES), NOON)

    soon = collect(engine, lambda here, known: Saying(None, known), owner="a", clock=lambda: NOON)
    with Session(engine) as session:
        due = session.scalars(select(Source)).one().due_at

    assert soon == 0
    assert due == NOON + timedelta(hours=24)


@pytest.mark.usefixtures("source")
def test_the_same_answer_again_changes_nothing(engine: Engine) -> None:
    read(engine, a_feed(LAKES), NOON)
    later = NOON + 25 * HOUR

    run = read(engine, a_feed(LAKES), later)

    with Session(engine) as session:
        assert session.scalars(select(Call)).one().seen_at == later
        assert session.scalars(select(CallChange)).all() == []
        assert session.scalars(select(Snapshot)).one().last_at == later
    assert (run.outcome, run.new, run.changed) == (Outcome.UNCHANGED, 0, 0)


@pytest.mark.usefixtures("source")
def test_a_moved_deadline_is_kept_old_and_new(engine: Engine) -> None:
    read(engine, a_feed(LAKES), NOON)

    read(engine, a_feed((1, "Renare sjöar", "8 mars")), NOON + 25 * HOUR)

    with Session(engine) as session:
        call = session.scalars(select(Call)).one()
        changes = {change.field: (change.old, change.new) for change in call.changes}
        assert [each.day for each in call.dates] == [date(2026, 3, 8)]
        old, new = changes["deadlines"]
        assert ("2026-03-01" in old, "2026-03-08" in new) == (True, True)
        assert len(session.scalars(select(Snapshot)).all()) == 2


@pytest.mark.usefixtures("source")
def test_a_call_that_is_listed_no_longer_is_kept(engine: Engine) -> None:
    read(engine, a_feed(LAKES, (2, "Is", "2 mars")), NOON)
    later = NOON + 25 * HOUR

    run = read(engine, a_feed((2, "Is", "2 mars")), later)

    with Session(engine) as session:
        gone, here = session.scalars(select(Call).order_by(Call.identifier)).all()
        assert (gone.missing_since, here.missing_since) == (later, None)
    assert run.unlisted == 1
    read(engine, a_feed(LAKES, (2, "Is", "2 mars")), later + 25 * HOUR)
    with Session(engine) as session:
        assert {call.missing_since for call in session.scalars(select(Call))} == {None}


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("said", [b"", b"<html>Sorry</html>", b"\xff\xfe\x00", a_feed()])
def test_rubbish_is_suspect_and_changes_nothing(engine: Engine, said: bytes) -> None:
    read(engine, a_feed(LAKES), NOON)

    run = read(engine, said, NOON + 25 * HOUR)

    with Session(engine) as session:
        call = session.scalars(select(Call)).one()
        assert (call.seen_at, call.missing_since) == (NOON, None)
    assert run.outcome is Outcome.SUSPECT
    assert run.trouble


@pytest.mark.usefixtures("source")
def test_a_site_that_is_not_there_is_said_so_and_tried_again(engine: Engine) -> None:
    run = read(engine, None, NOON)

    assert (run.outcome, run.trouble) == (
        Outcome.DOWN,
        "https://x.example/feed does not answer",
    )
    assert read(engine, a_feed(LAKES), NOON + HOUR).outcome is Outcome.OK


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [(BadStatus("x answers 404", 404), Outcome.BROKEN), (Refused("x says no"), Outcome.REFUSED)],
)
def test_an_address_that_is_gone_or_refused_is_said_so_and_no_call_is_lost(
    engine: Engine, trouble: Unreachable, outcome: Outcome
) -> None:
    class Away(Saying):
        def get(self, url: str) -> bytes:
            raise trouble

    read(engine, a_feed(LAKES), NOON)
    later, runs = NOON + 24 * HOUR, list[SourceRun]()
    collect(
        engine, lambda here, known: Away(b"", known), owner="a", clock=lambda: later,
        told=runs.append,
    )  # fmt: skip

    (run,) = runs
    with Session(engine) as session:
        (call,) = session.scalars(select(Call))
    assert (run.outcome, run.trouble) == (outcome, str(trouble))
    assert (call.title, call.missing_since) == ("Utlysning: Renare sjöar", None)


@pytest.mark.usefixtures("source")
def test_a_site_that_stays_away_is_tried_ever_more_rarely(engine: Engine) -> None:
    now, waits = NOON, []
    for _ in range(7):
        read(engine, None, now)
        with Session(engine) as session:
            due = session.scalars(select(Source)).one().due_at
        waits.append((due - now) / HOUR)
        now = due

    read(engine, a_feed(LAKES), now)
    read(engine, None, now + 24 * HOUR)

    with Session(engine) as session:
        assert session.scalars(select(Source)).one().due_at == now + 25 * HOUR
    assert waits == [1, 2, 4, 8, 16, 24, 24]


@pytest.mark.usefixtures("source")
def test_a_site_that_asked_to_be_left_alone_is_read_when_it_said(engine: Engine) -> None:
    class Resting(Saying):
        def get(self, url: str) -> bytes:
            raise Unreachable(f"{url} answers 429", later=(72 * HOUR).total_seconds())

    collect(engine, lambda here, known: Resting(b"", known), owner="a", clock=lambda: NOON)

    with Session(engine) as session:
        assert session.scalars(select(Source)).one().due_at == NOON + 72 * HOUR


@pytest.mark.usefixtures("source")
def test_a_long_reading_keeps_its_source_while_it_asks(engine: Engine) -> None:
    now = [NOON]
    others: list[int] = []

    def no_site(here: Here, known: Mapping[str, Known]) -> Saying:
        return Saying(None, known)

    class Slow(Saying):
        def get(self, url: str) -> bytes:
            now[0] += LEASE - timedelta(minutes=1)
            others.append(collect(engine, no_site, owner="b", clock=lambda: now[0]))
            return super().get(url)

    def site_of(here: Here, known: Mapping[str, Known]) -> Slow:
        now[0] += timedelta(minutes=2)  # the lease of the claim alone is over by then
        return Slow(a_feed(LAKES), known)

    runs: list[SourceRun] = []
    collect(engine, site_of, owner="a", clock=lambda: now[0], told=runs.append)

    assert others == [0]
    assert [run.outcome for run in runs] == [Outcome.OK]


@pytest.mark.usefixtures("source")
def test_a_reading_whose_source_was_taken_stops_asking(engine: Engine) -> None:
    def taken(here: Here, known: Mapping[str, Known]) -> Saying:
        with Session(engine) as session, session.begin():
            session.execute(update(Source).values(clock="b"))
        return Saying(a_feed(LAKES), known)

    runs: list[SourceRun] = []
    collect(engine, taken, owner="a", clock=lambda: NOON, told=runs.append)

    assert [run.trouble for run in runs] == ["another clock reads x by now"]
    with Session(engine) as session:
        assert session.scalars(select(Source)).one().clock == "b"
        assert session.scalars(select(Call)).all() == []


GOOD = 199 if os.environ.get("SAMSOK_FULL") else 12


def test_a_source_that_hangs_delays_no_other(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/x.db")
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add(make_source("hangs", due_at=NOON - HOUR))
        session.add_all(make_source(f"good{number}", language="sv") for number in range(GOOD))
    others = Semaphore(0)
    in_time = []

    class Hanging(Saying):
        def get(self, url: str) -> bytes:
            in_time.append(all(others.acquire(timeout=300) for _ in range(GOOD)))
            raise Unreachable(f"{url} took over 30 s")

    def site_of(here: Here, known: Mapping[str, Known]) -> Saying:
        return Hanging(None, known) if here.slug == "hangs" else Saying(a_feed(LAKES), known)

    runs: list[SourceRun] = []

    def told(run: SourceRun) -> None:
        runs.append(run)
        others.release()

    collect(engine, site_of, owner="a", clock=lambda: NOON, told=told, hands=2)

    assert in_time == [True]
    assert [run.outcome for run in runs] == [Outcome.OK] * GOOD + [Outcome.DOWN]
    engine.dispose()


def test_another_collecting_may_begin_while_a_long_one_goes_on(engine: Engine) -> None:
    jobs = jobs_of(Config(), engine, lambda here, known: Saying(None, known))

    assert [each.name for each in jobs if each.at_once > 1] == ["collect"]


def test_a_reader_that_nobody_wrote_is_a_broken_source(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        session.add(make_source(reader="feeed"))

    run = read(engine, b"", NOON)

    assert run.outcome is Outcome.BROKEN
    assert "did you mean 'feed'?" in (run.trouble or "")


def test_one_bad_source_does_not_hold_the_others_up(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        session.add(make_source("bad", start="https://bad.example/feed", due_at=NOON - HOUR))
        session.add(make_source("good", language="sv"))

    def site_of(here: Here, known: Mapping[str, Known]) -> Saying:
        return Saying(None if here.slug == "bad" else a_feed(LAKES), known)

    runs: list[SourceRun] = []
    collect(engine, site_of, owner="a", clock=lambda: NOON, told=runs.append)

    assert [run.outcome for run in runs] == [Outcome.DOWN, Outcome.OK]


@pytest.mark.usefixtures("source")
def test_a_clock_that_died_with_a_source_in_hand_is_followed_by_another(engine: Engine) -> None:
    def dies(here: Here, known: Mapping[str, Known]) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(engine, dies, owner="a", clock=lambda: NOON)

    assert read(engine, a_feed(LAKES), NOON + HOUR).outcome is Outcome.OK


def draft(number: int, **said: Any) -> Draft:
    facts = {"identifier": str(number), "url": f"https://x.example/{number}", "title": "Lakes",
             "funder": "Fonden", "language": "sv"}  # fmt: skip
    return Draft(**{**facts, **said})


def test_a_suspect_reading_is_noted_with_its_words(session: Session) -> None:
    source = make_source()
    session.add(source)
    session.flush()

    run = store(session, source, Reading([draft(1)], ["unknown 'x'"], "no 'closes'"), NOON)

    assert (run.outcome, run.trouble) == (Outcome.SUSPECT, "no 'closes'")
    assert run.warnings == ["unknown 'x'"]
    assert session.scalars(select(Call)).all() == []


def test_a_longer_list_of_dates_takes_the_place_of_the_old(session: Session) -> None:
    source = make_source()
    session.add(source)
    session.flush()
    dates = [Deadline(day=date(2026, 3, day)) for day in (1, 8, 15)]

    for count in (1, 3, 2):
        store(session, source, Reading([draft(1, deadlines=tuple(dates[:count]))], []), NOON)
        session.flush()
        call = session.scalars(select(Call)).one()
        session.refresh(call)
        assert [each.day for each in call.dates] == [each.day for each in dates[:count]]
