"""The pages of calls are looked after, gently; only one that is surely gone is told of."""

from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.digest import digest
from jobs.look_after import MOST_AT_HOST, PageOf, look_after
from lexicon.terms import Deadline
from models import Answer, Call, Letter
from scrapers.fetching import Known, LiveSite
from scrapers.limits import Limits
from scrapers.turns import OwnTurns
from tests.conftest import NOON, People, make_call, make_source
from tests.reading import news_for
from workflow.answers import stances

DAY = timedelta(days=1)
PAGE = b"<!doctype html><title>Call</title><p>Apply by 1 March."


class Funder(BaseHTTPRequestHandler):
    """A funder's server; `said` is what it answers at each address, 200 where nothing is named."""

    protocol_version = "HTTP/1.1"
    said: ClassVar[dict[str, int]]
    asked: ClassVar[list[str]]
    marks: ClassVar[list[str | None]]
    robots: ClassVar[bytes]

    def do_GET(self) -> None:
        self.close_connection = True
        if self.path == "/robots.txt":
            self.say(200, self.robots)
            return
        self.asked.append(self.path)
        self.marks.append(self.headers.get("If-None-Match"))
        status = self.said.get(self.path, 200)
        if status == 200 and self.headers.get("If-None-Match") == '"one"':
            status = 304
        self.say(status, b"" if status == 304 else PAGE)

    def say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "text/html")
        self.send_header("ETag", '"one"')
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def funder() -> Iterator[type[Funder]]:
    class Here(Funder):
        said: ClassVar[dict[str, int]] = {}
        asked: ClassVar[list[str]] = []
        marks: ClassVar[list[str | None]] = []
        robots: ClassVar[bytes] = b"User-agent: *\nDisallow: /private"

    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as made:
        made.daemon_threads = True
        Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        Here.start = f"http://127.0.0.1:{made.server_port}"  # type: ignore[attr-defined]  # for the tests
        yield Here
        made.shutdown()


@pytest.fixture
def page_of(funder: type[Funder]) -> PageOf:
    turns = OwnTurns()
    limits = Limits(pause=0, seconds=5, trusted=frozenset({home(funder).removeprefix("http://")}))

    def page(url: str, known: Known | None) -> LiveSite:
        return LiveSite(
            start=url, agent="samsok/test", today=NOON.date(), limits=limits, turns=turns,
            known={url: known} if known else {},
        )  # fmt: skip

    return page


def home(funder: type[Funder]) -> str:
    return str(funder.start)  # type: ignore[attr-defined]  # set by the fixture


def keep(session: Session, *calls: Call) -> None:
    session.add_all(calls)
    session.commit()
    session.close()


@pytest.fixture
def lakes(session: Session, people: People, funder: type[Funder]) -> int:
    people.lakes.url, number = f"{home(funder)}/lakes", people.lakes.id
    session.commit()
    session.close()
    return number


def looked(engine: Engine, page_of: PageOf, *days: float, most: int = 200) -> Call:
    """Look on each of these days; return the first call as it is then."""
    for day in days:
        look_after(engine, page_of, clock=lambda at=NOON + day * DAY: at, most=most)  # type: ignore[misc]  # a clock
    with Session(engine) as session:
        return session.scalars(select(Call).order_by(Call.id).limit(1)).one()


@pytest.mark.usefixtures("lakes")
def test_a_page_that_is_there_is_looked_at_once_a_week_with_its_marks(
    engine: Engine, page_of: PageOf, funder: type[Funder]
) -> None:
    call = looked(engine, page_of, 0, 1, 6, 7)

    assert funder.marks == [None, '"one"']
    assert (call.page_looked_at, call.page_missed_at) == (NOON + 7 * DAY, None)


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("status", [404, 410])
def test_a_page_missed_on_two_days_is_gone(
    engine: Engine, page_of: PageOf, funder: type[Funder], status: int
) -> None:
    funder.said["/lakes"] = status

    once = looked(engine, page_of, 0, 0.2)
    twice = looked(engine, page_of, 1)

    assert (once.page_missed_at, once.page_gone_since) == (NOON, None)
    assert twice.page_gone_since == NOON + DAY
    assert len(funder.asked) == 2


@pytest.mark.usefixtures("lakes")
@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_other_troubles_say_nothing_of_the_page(
    engine: Engine, page_of: PageOf, funder: type[Funder], status: int
) -> None:
    funder.said["/lakes"] = status

    call = looked(engine, page_of, 0, 7, 14)

    assert (call.page_missed_at, call.page_gone_since) == (None, None)


@pytest.mark.usefixtures("lakes")
def test_a_page_that_comes_back_is_well_again(
    engine: Engine, page_of: PageOf, funder: type[Funder]
) -> None:
    funder.said["/lakes"] = 404
    assert looked(engine, page_of, 0, 1).page_gone_since

    funder.said.clear()
    call = looked(engine, page_of, 8)

    assert (call.page_missed_at, call.page_gone_since) == (None, None)


@pytest.mark.usefixtures("lakes")
def test_a_trouble_between_does_not_make_a_missed_page_well(
    engine: Engine, page_of: PageOf, funder: type[Funder]
) -> None:
    for day, status in enumerate((404, 500, 404)):
        funder.said["/lakes"] = status
        call = looked(engine, page_of, day)

    assert call.page_gone_since == NOON + 2 * DAY


def test_a_page_that_does_not_want_to_be_asked_is_not_asked(
    engine: Engine, session: Session, page_of: PageOf, funder: type[Funder], lakes: int
) -> None:
    session.get_one(Call, lakes).url = f"{home(funder)}/private/lakes"
    session.commit()

    call = looked(engine, page_of, 0)

    assert funder.asked == []
    assert (call.page_looked_at, call.page_missed_at) == (NOON, None)


@pytest.mark.usefixtures("lakes")
def test_what_is_there_and_no_page_is_not_gone(engine: Engine, funder: type[Funder]) -> None:
    def page(url: str, known: Known | None) -> LiveSite:
        trusted = frozenset({home(funder).removeprefix("http://")})
        return LiveSite(
            start=url, agent="samsok/test", today=NOON.date(), kinds=frozenset(),
            limits=Limits(pause=0, trusted=trusted),
        )  # fmt: skip

    assert looked(engine, page, 0).page_missed_at is None


def test_calls_of_one_page_are_looked_at_together(
    engine: Engine, session: Session, people: People, page_of: PageOf, funder: type[Funder]
) -> None:
    funder.said["/plan"] = 404
    plan = make_source("plan")
    keep(session, *(
        make_call(plan, number, f"Call {number}", url=f"{home(funder)}/plan#{number}")
        for number in range(3)
    ))  # fmt: skip

    looked(engine, page_of, 0)

    missed = session.scalars(select(Call.title).where(Call.page_missed_at.is_not(None)))
    assert (funder.asked, len(missed.all())) == (["/plan"], 3)


def test_what_was_missed_comes_first_then_open_and_answered_calls(
    engine: Engine, session: Session, people: People, page_of: PageOf, funder: type[Funder]
) -> None:
    source = make_source("many")
    closed = (Deadline(day=date(2025, 3, 1)),)
    calls = {
        "closed": make_call(source, 1, "a", url=f"{home(funder)}/closed", deadlines=closed),
        "open": make_call(source, 2, "b", url=f"{home(funder)}/open"),
        "answered": make_call(source, 3, "c", url=f"{home(funder)}/answered"),
        "missed": make_call(source, 4, "d", url=f"{home(funder)}/missed", deadlines=closed,
                            page_looked_at=NOON - DAY, page_missed_at=NOON - DAY),
        "none": make_call(source, 5, "e", url=""),
    }  # fmt: skip
    people.lakes.page_looked_at = NOON
    session.add_all(calls.values())
    session.flush()
    stances.answer(
        session, people.town, calls["answered"], Answer.JOIN, by=people.ada, now=NOON
    )  # fmt: skip
    session.commit()

    looked(engine, page_of, 0, most=3)

    assert funder.asked == ["/missed", "/answered", "/open"]


def test_one_host_is_not_asked_for_more_than_its_share(
    engine: Engine, session: Session, people: People, page_of: PageOf, funder: type[Funder]
) -> None:
    source = make_source("many")
    people.lakes.page_looked_at = NOON
    keep(session, *(
        make_call(source, number, f"Call {number}", url=f"{home(funder)}/{number}")
        for number in range(MOST_AT_HOST + 5)
    ))  # fmt: skip

    looked(engine, page_of, 0)

    assert len(funder.asked) == MOST_AT_HOST


@pytest.mark.usefixtures("lakes")
def test_a_run_ends_before_it_is_taken_for_dead(
    engine: Engine, page_of: PageOf, funder: type[Funder]
) -> None:
    moments = iter([NOON, NOON + timedelta(minutes=25)])

    assert look_after(engine, page_of, clock=lambda: next(moments)) == 0
    assert funder.asked == []


@pytest.mark.parametrize(("answer", "told"), [(Answer.JOIN, True), (Answer.NO, False)])
def test_a_page_that_is_gone_is_told_once_to_those_who_answered(
    session: Session, people: People, answer: Answer, told: bool
) -> None:
    stances.answer(session, people.town, people.lakes, answer, by=people.ada, now=NOON)
    people.lakes.page_gone_since = NOON + DAY
    session.flush()

    first = news_for(session, people.ada, NOON + 7 * DAY)
    others = news_for(session, people.ben, NOON + 7 * DAY)
    digest(session, NOON + 7 * DAY, "Europe/Stockholm")
    later = news_for(session, people.ada, NOON + 14 * DAY)

    assert (first.gone, first.fresh) == ([people.lakes] if told else [], told)
    assert (later.gone, others.gone) == ([], [])


def test_the_letter_says_so_and_that_the_text_is_kept(session: Session, people: People) -> None:
    stances.answer(session, people.town, people.lakes, Answer.JOIN, by=people.ada, now=NOON)
    people.lakes.page_gone_since = NOON
    session.flush()

    digest(session, NOON + DAY, "Europe/Stockholm")

    letter = session.scalars(select(Letter).where(Letter.kind == "digest")).one()
    assert letter.subject == "Changed: Cleaner lakes"
    for said in (letter.text, letter.html):
        assert "no longer there since 12\u00a0January\u00a02026" in said.replace("&nbsp;", "\u00a0")
        assert "We still have the text as we read it." in said
