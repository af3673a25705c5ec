"""Nobody is watched: neither opening a letter nor following its links tells anybody anything."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs import digest, match
from jobs.post import sealing
from models import Letter, Person
from papers.links import Tickets
from tests.bids import Rivals
from tests.conftest import NOON, People
from tests.pages import known, open_site, visitor
from workflow.people import signing_in
from workflow.people.retaining import MONTH, Terms, retain
from workflow.people.sessions import Spans

SITE = "https://samsok.example"
# What our own links may carry: where a letter's button leads, and for which partner it answers.
OURS = {"next", "partner"}


@pytest.fixture
def letters(session: Session) -> list[Letter]:
    """Letters of many kinds, as they leave the house."""
    rivals = Rivals(session)
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)
    rivals.world.agree(rivals.blue.commitments[0])
    retain(session, NOON, Terms(), Spans(), lambda person: None)
    silent = NOON + 24 * MONTH + timedelta(days=1)
    retain(session, silent, Terms(letters=timedelta(days=9999)), Spans(), lambda person: None)
    signing_in.ask(session, b"secret", rivals.world.ada.email, NOON)
    signing_in.write_letters(session, b"secret", NOON)
    return list(session.scalars(select(Letter)))


@pytest.fixture
def written(session: Session, people: People) -> list[Letter]:
    """The digests of a week."""
    match.match(session, NOON)
    digest.digest(session, NOON + timedelta(days=1), "Europe/Stockholm")
    return list(session.scalars(select(Letter)))


def demand_untracked(letters: list[Letter]) -> None:
    seal = sealing(SITE, Tickets(b"secret", lambda: NOON), b"secret")
    for letter in letters:
        page = html.fromstring(seal(letter, letter.html))
        loaded = page.xpath(
            "//img|//script|//iframe|//link|//video|//object|//@background|//@srcset"
        )
        assert loaded == [], letter.kind
        assert not re.search(r"url\(|@import|@font-face", letter.html), letter.kind
        for href in map(str, found(page, "//a/@href")):
            there = urlsplit(href)
            if href.startswith(SITE):
                assert parse_qs(there.query).keys() <= OURS, href
                assert re.match(r"/(in|s)/", there.path), href
            else:
                assert not re.search(r"utm_|samsok|person|track", href), href


def found(page: html.HtmlElement, path: str) -> list[object]:
    """Return what a path finds; it is one that finds a list."""
    there = page.xpath(path)
    assert isinstance(there, list)
    return list(there)


def test_no_letter_loads_anything_or_goes_a_way_round(letters: list[Letter]) -> None:
    kinds = {letter.kind for letter in letters}

    assert {"sign_in", "inactive", "proposed", "replied", "opened"} <= kinds
    demand_untracked(letters)


def test_no_digest_loads_anything_or_goes_a_way_round(written: list[Letter]) -> None:
    assert "digest" in {letter.kind for letter in written}
    demand_untracked(written)


def test_following_a_letters_link_leaves_nothing_behind(
    engine: Engine, tmp_path: Path, session: Session
) -> None:
    people = known(session)
    app: Flask = open_site(engine, tmp_path)
    ticket = app.config["TICKETS"].write(people.ada.id)
    before = session.scalars(select(Person.seen_at)).all()
    session.close()

    for _ in range(3):
        app.test_client().get(f"/in/{ticket}?next=/calls/1")

    assert session.scalars(select(Person.seen_at)).all() == before == [None] * 3


def test_no_page_loads_anything_from_elsewhere(
    engine: Engine, tmp_path: Path, session: Session
) -> None:
    people = known(session)
    client = visitor(open_site(engine, tmp_path), people.ada)

    for path in ("/calls", "/calls/1", "/account", "/privacy", "/partners", "/sign-in"):
        page = html.fromstring(client.get(path, follow_redirects=True).text)
        asked = "//img/@src|//script/@src|//iframe/@src|//link/@href|//form/@action"
        assert [each for each in map(str, found(page, asked)) if each[:1] != "/"] == [], path
        assert page.xpath("//@ping") == [], path
