"""The heads of letters, as a real mail server receives them, byte by byte."""

import re
from dataclasses import replace
from email.message import MIMEPart
from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.mailing import Mailer
from jobs.post import post
from models import Letter, Person
from papers.envelopes import BY_ITSELF, Desk, leave_pass, line
from tests.conftest import NOON
from tests.mailing import DESK, SEAL, SECRET, Got, Place, place, write_letters

__all__ = ["place"]  # fixtures

LONG = f"https://{'a' * 60}.{'b' * 60}.example/{'c' * 300}"


def sent(engine: Engine, place: Place, desk: Desk = DESK) -> list[Got]:
    """Post what waits, as somebody; return what the server got."""
    post(engine, Mailer(place.server), desk=desk, seal=SEAL, name="a", clock=lambda: NOON)
    return place.box.letters


def head(got: Got) -> dict[str, list[str]]:
    """Return the first lines of a head as they are on the wire, by name; nothing is unfolded."""
    found: dict[str, list[str]] = {}
    for each in got.wire.partition(b"\r\n\r\n")[0].split(b"\r\n"):
        name, _, value = each.decode("ascii").partition(": ")
        if not name.startswith(" "):
            found.setdefault(name.lower(), []).append(value)
    return found


@pytest.mark.parametrize("url", ["https://hub.example", LONG, "https://höst.example/mål"])
def test_the_ways_to_leave_stand_in_one_line_each_as_they_are(
    engine: Engine, place: Place, url: str
) -> None:
    write_letters(engine, 1)

    [got] = sent(engine, place, replace(DESK, url=url))

    lines = head(got)
    pass_ = leave_pass(SECRET, 1)
    here = url.replace("höst", "xn--hst-sna").replace("mål", "m%C3%A5l")
    assert lines["list-unsubscribe"] == [
        f"<{here}/unsubscribe/{pass_}>, <mailto:bounces@hub.example?subject=unsubscribe%20{pass_}>"
    ]
    assert lines["list-unsubscribe-post"] == ["List-Unsubscribe=One-Click"]
    assert re.fullmatch(r"<letters\.[a-z0-9.-]+>", lines["list-id"][0])


def test_without_a_mailbox_that_is_read_nobody_is_asked_to_write_there(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 1)

    [got] = sent(engine, place, replace(DESK, returns=""))

    assert "mailto" not in head(got)["list-unsubscribe"][0]
    assert got.sender == "samsok@hub.example"


def test_the_return_path_and_the_identity_say_which_letter_it_is(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 2)

    letters = sent(engine, place)

    marks = [head(each)["message-id"][0] for each in letters]
    assert len(set(marks)) == 2
    for got, identity in zip(letters, marks, strict=True):
        known_by = identity.removeprefix("<").removesuffix("@hub.example>")
        assert got.sender == f"bounces+{known_by}@hub.example"
        assert len(got.sender.partition("@")[0]) <= 64


@pytest.mark.parametrize("kind", [*BY_ITSELF, "sign_in", "signed", "sources", "inactive"])
def test_only_what_comes_by_itself_can_be_left(engine: Engine, place: Place, kind: str) -> None:
    write_letters(engine, 1, kind=kind, about="1:salt")

    [got] = sent(engine, place)

    assert ("list-unsubscribe" in head(got)) == (kind in BY_ITSELF)


def test_the_head_says_who_writes_when_and_that_a_machine_did(engine: Engine, place: Place) -> None:
    write_letters(engine, 1)

    [got] = sent(engine, place)

    lines, message = head(got), got.message
    assert lines["auto-submitted"] == ["auto-generated"]
    assert parsedate_to_datetime(lines["date"][0]) == NOON
    assert lines["content-language"] == ["sv"]
    assert message["From"] == "Samsök <samsok@hub.example>"
    assert message["Reply-To"] == "Samsök <operator@hub.example>"
    assert all(len(each) == 1 for each in lines.values())


EVIL = [
    "Åsa\r\nBcc: all@x.example", "Åsa\nTo: all@x.example", "a@x.example, b@y.example",
    '"Åsa" <b@y.example>,', "Åsa\x00\x1b[31m", "Åsa\u2028Bcc: all@x.example", "\ud800Åsa",
    "Åsa\x85Bcc: a@x", "=?utf-8?q?Bcc=3A?=", "ö" * 5000, "", ";:,<>()[]\\@",
]  # fmt: skip


@pytest.mark.parametrize("name", EVIL)
def test_a_name_or_a_title_stays_within_its_line(engine: Engine, place: Place, name: str) -> None:
    write_letters(engine, 1)
    clean = name.encode("utf-8", "replace").decode()
    with Session(engine) as session, session.begin():
        session.get_one(Person, 1).name = clean
        session.scalars(select(Letter)).one().subject = clean

    [got] = sent(engine, place, replace(DESK, name=name))

    lines = head(got)
    assert got.to == "digest0@town.example"
    assert "bcc" not in lines
    assert not got.message.defects
    assert set(map(len, lines.values())) == {1}
    assert [each.addr_spec for each in got.message["To"].addresses] == ["digest0@town.example"]
    assert [each.addr_spec for each in got.message["From"].addresses] == ["samsok@hub.example"]
    assert all(len(each) <= 998 for each in got.wire.split(b"\r\n"))


def test_a_line_is_one_line() -> None:
    assert line(" a\r\nb\u2028c\x00d\te ") == "a b c d e"


def said(part: MIMEPart) -> str:
    return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize("text", ["Sjöar\n.\n..\nFrom here\n", "å" * 3000, "a=b\t \n  c", "€" * 90])
def test_words_arrive_as_they_were_in_short_lines_that_any_server_passes_on(
    engine: Engine, place: Place, text: str
) -> None:
    write_letters(engine, 1, text)

    [got] = sent(engine, place)

    body = got.message.get_body(("plain",))
    look = got.message.get_body(("html",))
    assert body
    assert look
    assert said(body) == text.rstrip("\n")
    assert said(look) == f"<p>{text}</p>"
    below = got.wire.partition(b"\r\n\r\n")[2]
    assert max(map(len, below.split(b"\r\n"))) <= 78
    assert below.isascii()
    assert b"\n" not in below.replace(b"\r\n", b"")


def test_a_domain_with_letters_of_its_own_is_written_as_servers_read_it(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 1)
    with Session(engine) as session, session.begin():
        session.get_one(Person, 1).email = "asa@höst.example"

    [got] = sent(engine, place)

    assert got.to == "asa@xn--hst-sna.example"
