"""Feeds are right by their own grammar and for others' readers, and tell only what is certain."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Config, Data, Site
from jobs import match
from lexicon.terms import Doubt, Status
from models import Call, CallChange
from papers.feeds import ATOM, Entry, Feed, atom, rss
from tests.conftest import NOON, People, make_call, make_source
from tests.pages import known, post, visitor
from web import create_app

GRAMMAR = etree.RelaxNG(etree.fromstring((Path(__file__).parent / "atom.rng").read_bytes()))
SITE = "https://samsok.example/here"
LINK = f"{{{ATOM}}}link"


@pytest.fixture
def people(session: Session) -> People:
    people = known(session)
    with Session(session.get_bind(), expire_on_commit=False) as db, db.begin():
        source = make_source("y")
        other = make_call(source, 2, "Roads & <b>paths</b>", "All about roads", programme="LIFE")
        other.found_at = NOON + timedelta(hours=1)
        doubtful = make_call(
            source, 3, "Doubtful", uncertain=(Doubt(field="deadlines", words="perhaps"),)
        )
        gone = make_call(source, 4, "Gone", status=Status.WITHDRAWN)
        db.add_all([other, doubtful, gone])
    return people


@pytest.fixture
def app(engine: Engine, tmp_path: Path, people: People) -> Flask:
    config = Config(data=Data(folder=str(tmp_path)), site=Site(url=SITE))
    return create_app(config, engine, lambda: NOON + timedelta(hours=2))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "samsok.example"
    return client


def valid(body: bytes) -> etree._Element:
    """Return a feed that keeps every rule of the RFC."""
    root = etree.fromstring(body)
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    entries = root.findall(f"{{{ATOM}}}entry")
    ids = [each.findtext(f"{{{ATOM}}}id") for each in (root, *entries)]
    assert len(set(ids)) == len(ids)
    for each in (root, *entries):  # an alternate link at most for each type and language
        links = [(a.get("rel"), a.get("type"), a.get("hreflang")) for a in each.findall(LINK)]
        assert len(set(links)) == len(links)
        assert any(link[0] == "alternate" for link in links)
    assert any(each.get("rel") == "self" for each in root.findall(LINK))
    assert root.find(f"{{{ATOM}}}author") is not None
    return root


def parsed(body: bytes) -> Any:
    found = feedparser.parse(BytesIO(body))
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_open_calls_are_told_newest_first_and_only_what_is_certain(client: FlaskClient) -> None:
    answer = client.get("/feeds/calls.atom")

    valid(answer.data)
    found = parsed(answer.data)
    assert answer.mimetype == "application/atom+xml"
    assert [each.title for each in found.entries] == ["Roads & <b>paths</b>", "Cleaner lakes"]
    assert found.entries[0].link == f"{SITE}/calls/2"
    assert found.entries[0].author == "The Fund"
    assert [each.term for each in found.entries[0].tags] == ["LIFE"]
    assert "1" in found.entries[0].summary
    assert found.feed.updated_parsed[:4] == (2026, 1, 12, 13)


def test_the_same_as_rss_for_an_intranet(client: FlaskClient) -> None:
    answer = client.get("/feeds/calls.rss")

    found = parsed(answer.data)
    assert answer.mimetype == "application/rss+xml"
    assert found.version == "rss20"
    assert [each.id for each in found.entries] == [
        "tag:samsok.example,2026:call/2", "tag:samsok.example,2026:call/1",
    ]  # fmt: skip
    assert not any(each.guidislink for each in found.entries)


def test_a_search_has_a_feed_of_its_own(client: FlaskClient) -> None:
    some = parsed(client.get("/feeds/calls.atom?q=lakes&funder=The+Fund").data)
    none = client.get("/feeds/calls.atom?q=nothing")

    valid(none.data)
    assert [each.title for each in some.entries] == ["Cleaner lakes"]
    assert some.feed.link == f"{SITE}/calls?funder=The+Fund&q=lakes"
    assert some.feed.links[0].href == f"{SITE}/feeds/calls.atom?funder=The+Fund&q=lakes"
    assert some.feed.id != parsed(client.get("/feeds/calls.atom").data).feed.id


def test_a_reader_that_has_it_already_is_told_so_by_either_mark(
    client: FlaskClient, engine: Engine
) -> None:
    first = client.get("/feeds/calls.atom")
    etag, moment = first.headers["ETag"], first.headers["Last-Modified"]

    same = [
        client.get("/feeds/calls.atom", headers=each)
        for each in ({"If-None-Match": etag}, {"If-Modified-Since": moment})
    ]
    with Session(engine) as session, session.begin():
        at = NOON + timedelta(minutes=90)
        session.add(CallChange(call_id=1, field="title", old='"a"', new='"b"', noticed_at=at))
        session.get_one(Call, 1).title = "Much cleaner lakes"
    later = [
        client.get("/feeds/calls.atom", headers=each)
        for each in ({"If-None-Match": etag}, {"If-Modified-Since": moment})
    ]

    assert [(each.status_code, each.data) for each in same] == [(304, b"")] * 2
    assert [each.status_code for each in later] == [200, 200]
    changed = parsed(later[0].data).entries[1]
    assert changed.id == parsed(first.data).entries[1].id
    assert changed.updated_parsed[:5] == (2026, 1, 12, 13, 30)
    assert changed.published_parsed[:4] == (2026, 1, 12, 12)


def test_a_change_that_waits_for_a_person_is_not_told(client: FlaskClient, engine: Engine) -> None:
    before = client.get("/feeds/calls.atom").headers["ETag"]
    with Session(engine) as session, session.begin():
        said = {"field": "title", "old": '"a"', "new": '"b"', "noticed_at": NOON, "held": True}
        session.add(CallChange(call_id=1, **said))

    assert client.get("/feeds/calls.atom").headers["ETag"] == before


@pytest.fixture
def plain(engine: Engine, tmp_path: Path, people: People) -> Flask:
    config = Config(data=Data(folder=str(tmp_path)), site=Site(url="http://localhost"))
    return create_app(config, engine, lambda: NOON + timedelta(hours=2))


def test_ones_own_feed_tells_what_fits_until_its_address_is_taken_back(
    plain: Flask, people: People, engine: Engine
) -> None:
    with Session(engine) as session, session.begin():
        match.match(session, NOON)
    client = visitor(plain, people.ada)
    post(client, "/account/links/feed", "/account")
    address = client.get("/account").text.partition('value="http://localhost/feeds/')[2]
    path = f"/feeds/{address.partition(chr(34))[0]}"
    anybody = plain.test_client()

    found = anybody.get(path)
    post(client, "/account/links/feed", "/account")
    old = anybody.get(path)
    post(client, "/account/links/feed/end", "/account")

    valid(found.data)
    assert [each.title for each in parsed(found.data).entries] == ["Cleaner lakes"]
    assert path.split("/")[2].encode() not in b"".join(
        line for line in found.data.splitlines() if b'rel="self"' not in line
    )
    assert "private" in found.headers["Cache-Control"]
    assert "Set-Cookie" not in found.headers
    assert old.status_code == 404


@pytest.mark.parametrize("link", ["1.x", "x", "1." + "A" * 32, "999999999999999999999.A"])
def test_a_made_up_address_opens_nothing(client: FlaskClient, link: str) -> None:
    assert client.get(f"/feeds/{link}/calls.atom").status_code == 404


def test_nothing_in_a_feed_tells_who_reads_it(client: FlaskClient) -> None:
    body = client.get("/feeds/calls.atom").text

    assert "utm_" not in body
    assert "<img" not in body
    assert all(
        each.get("href", "").startswith(SITE) for each in etree.fromstring(body.encode()).iter(LINK)
    )


ODD = "\x00\x08\x0b\ud800\ufffe Å & <script>]]> &amp; \U0001f600"


@pytest.mark.parametrize("words", [ODD, "", " ", "x" * 100_000])
def test_whatever_others_write_the_feed_is_a_feed(words: str) -> None:
    entry = Entry(
        id="tag:x.example,2026:1", link="https://x.example/1", title=words, language="sv",
        author=words, summary=words, published=NOON, updated=NOON, topics=(words,),
    )  # fmt: skip
    feed = Feed(
        id="tag:x.example,2026:0", title=words, author=words, language="sv",
        address="https://x.example/feed", page="https://x.example/", entries=[entry], begun=NOON,
    )  # fmt: skip

    valid(atom(feed))
    etree.fromstring(rss(feed))
    if words.strip() and words is not ODD:
        assert parsed(atom(feed)).entries[0].title == words


def test_the_grammar_finds_what_is_missing() -> None:
    root = etree.fromstring(f'<feed xmlns="{ATOM}"><id>tag:x,2026:1</id><title>x</title></feed>')

    assert not GRAMMAR.validate(root)
