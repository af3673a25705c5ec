"""The newsletter: gathered, worded, sent once to each reader, and read by everybody."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.terms import Eligibility, Verdict
from models import (
    Band,
    Base,
    CallChange,
    Chapter,
    Interest,
    Letter,
    Match,
    Newsletter,
    Pace,
    Person,
    Subscriber,
)
from models.database import connect
from tests.bids import World
from tests.conftest import NOON
from tests.pages import open_site, post, visitor
from workflow.letters import leaving, newsletters
from workflow.letters.newsletters import slug_of
from workflow.partners import meetings, registering
from workflow.refusals import Conflict, Refused

DAY = timedelta(days=1)
TODAY = NOON.date()
SECRET = "Blue lakes"


@pytest.fixture
def world(session: Session) -> World:
    """The partnership with a bid, which is nobody else's business."""
    world = World(session)
    world.bid(world.town, SECRET, world.university)
    return world


def begin(world: World, **more: Any) -> Newsletter:
    said = {
        "since": TODAY - 7 * DAY, "until": TODAY, "language": "en", "site": "Hub",
        "zone": "Europe/Stockholm", "by": world.cleo, "now": NOON,
    }  # fmt: skip
    return newsletters.begin(world.session, **{**said, **more})


def send(world: World, letter: Newsletter, **more: Any) -> int:
    said = {"seen": letter.version, "site": "Hub", "by": world.cleo, "now": NOON}
    return newsletters.send(world.session, letter, **{**said, **more})


def of(letter: Newsletter, chapter: Chapter) -> list[tuple[str, bool]]:
    return [(each.title, each.kept) for each in letter.items if each.chapter is chapter]


def test_what_happened_is_gathered_and_bids_stay_out_until_somebody_ticks_them(
    session: Session, world: World
) -> None:
    text = Interest(title="Lakes", text="Lakes", language="en")
    world.town.interests = [text]
    session.flush()
    may = (Eligibility(condition="area", verdict=Verdict.YES, words="Sweden"),)
    session.add(
        Match(
            interest=text, call=world.lakes, score=1, band=Band.GOOD, reasons=(), eligibility=may,
            found_at=NOON,
        )
    )  # fmt: skip
    old = world.call("Older")
    old.found_at = NOON - 30 * DAY
    session.flush()
    change = {"field": "status", "old": '"announced"', "new": '"paused"', "noticed_at": NOON}
    session.add_all([CallChange(call=old, **change), CallChange(call=old, held=True, **change)])
    registering.register(session, {"name": "New here", "municipality": "Laxå"}, by=None, now=NOON)
    meetings.add(
        session, None, body="All", days="2026-02-01", papers="", by=world.cleo, now=NOON
    )  # fmt: skip
    meetings.add(
        session, world.town, body="Ours", days="2026-02-01", papers="", by=world.ada, now=NOON
    )  # fmt: skip

    letter = begin(world)

    assert of(letter, Chapter.CALLS) == [("Cleaner lakes", True)]
    assert of(letter, Chapter.CHANGES) == [("Older", True)]
    assert of(letter, Chapter.PARTNERS) == [("New here", True)]
    assert of(letter, Chapter.BIDS) == [(SECRET, False)]
    assert of(letter, Chapter.MEETINGS) == [("All", True)]
    assert [e.words for e in letter.items if e.chapter is Chapter.BIDS] == ["Led by Town."]


def test_what_fits_nobody_is_offered_but_not_in_it(session: Session, world: World) -> None:
    letter = begin(world)

    assert of(letter, Chapter.CALLS) == [("Cleaner lakes", False)]


def test_nothing_of_a_bid_is_sent_unless_it_was_ticked(session: Session, world: World) -> None:
    letter = begin(world)
    letter.before = "Hello"

    send(world, letter)

    told = session.scalars(select(Letter).filter_by(kind="newsletter")).all()
    assert told
    assert all(SECRET not in each.text + each.html for each in told)
    assert all(SECRET not in each.title for each in letter.items)


def test_it_goes_to_each_reader_once_however_often_one_presses(
    session: Session, world: World
) -> None:
    world.ben.newsletter = False
    leaving.leave(session, world.dana, Pace.NEVER)
    facts = {"language": "sv", "salt": "s", "asked_at": NOON}
    session.add_all([
        Subscriber(email="kim@outside.example", confirmed_at=NOON, **facts),
        Subscriber(email="not.yet@outside.example", **facts),
        Subscriber(email="left@outside.example", confirmed_at=NOON, left_at=NOON, **facts),
        Subscriber(email="ada@example.org", confirmed_at=NOON, **facts),
        Subscriber(email="ben@example.org", confirmed_at=NOON, **facts),
    ])  # fmt: skip
    session.flush()
    letter = begin(world)
    letter.before = "Hello"

    numbers = [send(world, letter, seen=1) for _ in range(2)]

    to = [e.reader.email for e in session.scalars(select(Letter).filter_by(kind="newsletter"))]
    members = [f"{name}@example.org" for name in ("ada", "cleo", "eve", "finn")]
    assert sorted(to) == [*members, "kim@outside.example"]
    assert numbers == [5, 0]
    with pytest.raises(Refused, match="has been sent"):
        newsletters.save(
            session, letter, {"title": "x"}, [], seen=1, by=world.cleo, now=NOON
        )  # fmt: skip


def test_the_next_one_begins_where_this_one_ended_and_tells_no_call_twice(
    session: Session, world: World
) -> None:
    letter = begin(world)
    letter.items = tuple(
        type(each)(each.chapter, each.about, each.title, each.words) for each in letter.items
    )
    send(world, letter)

    since = newsletters.since_of(session, TODAY + 5 * DAY)
    after = begin(world, since=since)

    assert since == TODAY
    assert of(after, Chapter.CALLS) == []


def test_only_coordinators_draft_and_send(session: Session, world: World) -> None:
    letter = begin(world)
    letter.before = "Hello"

    for act in (lambda: begin(world, by=world.ada), lambda: send(world, letter, by=world.ada)):
        with pytest.raises(Refused, match="You may not"):
            act()


def test_nothing_is_sent_that_is_empty_or_was_changed_meanwhile(
    session: Session, world: World
) -> None:
    letter = begin(world)
    with pytest.raises(Refused, match="nothing in it"):
        send(world, letter)
    session.rollback()
    letter = begin(world)
    letter.before = "Hello"

    with pytest.raises(Conflict):
        send(world, letter, seen=7)

    assert session.scalars(select(Letter).filter_by(kind="newsletter")).all() == []


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Nytt i våras: 3 bidrag!", "nytt-i-varas-3-bidrag"), ("Ωμέγα", "newsletter"),
     ("a" * 90, "a" * 60), ("<b>/../x", "b-x")],
)  # fmt: skip
def test_addresses_hold_plain_letters(title: str, slug: str) -> None:
    assert slug_of(title) == slug


class Place:
    """A site with the partnership in it, and a draft."""

    def __init__(self, folder: Path) -> None:
        self.engine = connect(f"sqlite:///{folder}/site.db")
        Base.metadata.create_all(self.engine)
        with Session(self.engine) as session:
            world = World(session)
            world.bid(world.town, SECRET, world.university)
            begin(world)
            session.commit()
            self.cleo, self.ada = world.cleo.id, world.ada.id
        self.app: Flask = open_site(self.engine, folder)

    def someone(self, number: int) -> Person:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.get_one(Person, number)

    def letter(self) -> Newsletter:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.get_one(Newsletter, 1)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    place.engine.dispose()


def typed(place: Place, **more: Any) -> dict[str, Any]:
    """Return the form of the draft as it begins."""
    letter = place.letter()
    form: dict[str, Any] = {"title": letter.title, "greeting": "", "before": "", "after": ""}
    for n, each in enumerate(letter.items):
        form |= {f"title-{n}": each.title, f"words-{n}": each.words}
        if each.kept:
            form[f"kept-{n}"] = "on"
    form |= {"about": [each.about for each in letter.items], "seen": letter.version}
    return {**form, **more}


def test_entries_are_taken_out_worded_and_moved(place: Place) -> None:
    client = visitor(place.app, place.someone(place.cleo))
    with Session(place.engine) as session:
        letter = session.get_one(Newsletter, 1)
        first = letter.items[0]
        letter.items = (
            first,
            type(first)(first.chapter, "call:9", "Second", ""),
            *letter.items[1:],
        )
        session.commit()

    answer = post(
        client, "/newsletters/1/edit", "/newsletters/1/edit",
        **typed(place, **{"kept-0": "on", "words-0": "In our words", "do": "down-0"}),
    )  # fmt: skip

    items = place.letter().items
    assert answer.status_code == 303
    assert answer.location.endswith("#entry-1")
    assert [(e.title, e.kept, e.words) for e in items[:2]] == [
        ("Second", True, ""), ("Cleaner lakes", True, "In our words"),
    ]  # fmt: skip


def test_two_who_save_at_once_see_both_texts_and_lose_nothing(place: Place) -> None:
    client = visitor(place.app, place.someone(place.cleo))
    mine = typed(place, title="Mine", before="My own words")
    page = "/newsletters/1/edit"
    post(client, page, page, **typed(place, title="Theirs"))

    answer = post(client, page, page, **mine)
    again = post(client, page, page, **{**mine, "seen": 2})

    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "My own words" in answer.text
    assert "<b>Theirs</b>" in answer.text
    assert again.status_code == 303
    assert place.letter().title == "Mine"


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(place: Place) -> None:
    client = visitor(place.app, place.someone(place.cleo))
    page = "/newsletters/1/edit"

    answer = post(
        client, page, page,
        **typed(place, title="", after="The end", **{"kept-0": "on", "title-0": ""}),
    )  # fmt: skip

    assert answer.status_code == 422
    assert 'href="#title"' in answer.text
    assert 'href="#title-0"' in answer.text
    assert "The end" in answer.text


def test_from_the_preview_to_the_page_and_the_feed(place: Place) -> None:
    client = visitor(place.app, place.someone(place.cleo))
    page = "/newsletters/1/edit"
    post(
        client,
        page,
        page,
        **typed(place, title="Nytt i år", before="<b>Hej</b>", do="look", **{"kept-0": "on"}),
    )
    preview = client.get("/newsletters/1/preview")
    look = client.get("/newsletters/1/look")
    hidden = place.app.test_client().get("/newsletters/1-nytt-i-ar")

    sent = post(client, "/newsletters/1/send", "/newsletters/1/preview", seen=2)
    twice = client.post(
        "/newsletters/1/send", data={"seen": 2, "csrf_token": token(client)}
    )  # fmt: skip

    stranger = place.app.test_client()
    shown = stranger.get("/newsletters/1-nytt-i-ar")
    feed = stranger.get("/feeds/newsletters.atom")
    assert "12&nbsp;March&nbsp;2026" in look.text
    assert "6 readers" in preview.text or "6 läsare" in preview.text
    assert "&lt;b&gt;Hej" in look.text
    assert (hidden.status_code, sent.location, twice.status_code) == (
        404, "/newsletters/1-nytt-i-ar", 303,
    )  # fmt: skip
    assert "&lt;b&gt;Hej" in shown.text
    assert SECRET not in shown.text + feed.text
    assert stranger.get("/newsletters/1-else").location == "/newsletters/1-nytt-i-ar"
    assert stranger.get("/newsletters/1/preview").status_code == 403
    grammar = Path(__file__).with_name("atom.rng")
    read = etree.fromstring(feed.data)
    assert etree.RelaxNG(etree.parse(grammar)).validate(read)
    assert "Nytt i år" in feed.text
    with Session(place.engine) as session:
        assert len(session.scalars(select(Letter).filter_by(kind="newsletter")).all()) == 6


def token(client: Any) -> str:
    page: str = client.get("/newsletters").text
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def test_a_day_to_come_is_no_beginning(place: Place) -> None:
    client = visitor(place.app, place.someone(place.cleo))

    late = date(2027, 1, 1).isoformat()
    answer = post(client, "/newsletters/new", "/newsletters/new", since=late, language="sv")

    assert answer.status_code == 422
    assert late in answer.text
