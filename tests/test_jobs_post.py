"""Letters reach a real mail server: each once, whatever happens on the way."""

import ssl
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import AuthResult
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.mailing import MANY, Away, Later, Mailer, Ours, Server, judge
from jobs.post import LEASE, WAITS
from models import Bounce, End, Letter, Pace, Pause, Person
from papers.links import answer_link
from tests.conftest import NOON
from tests.mailing import TICKETS, Place, carry, mail_server, place, write_letters
from workflow.letters.leaving import leave

__all__ = ["place"]  # fixtures

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def stored(engine: Engine) -> list[Letter]:
    with Session(engine, expire_on_commit=False) as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def paused(engine: Engine) -> Pause | None:
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(select(Pause)).one_or_none()


def test_a_letter_is_posted_once(engine: Engine, place: Place) -> None:
    write_letters(engine, 2)

    assert carry(engine, place.server) == 2
    assert carry(engine, place.server, NOON + LEASE, "b") == 0

    assert [each.message["Subject"] for each in place.box.letters] == ["Två utlysningar"] * 2
    assert place.box.letters[0].message["To"] == "Åsa 0 <digest0@town.example>"


def test_many_letters_go_over_one_connection(engine: Engine, place: Place) -> None:
    write_letters(engine, 7)

    carry(engine, place.server)

    assert len(place.box.letters) == 7
    assert place.box.calls == 1


def test_a_connection_has_its_last_letter(engine: Engine, place: Place) -> None:
    write_letters(engine, MANY + 1)

    assert carry(engine, place.server) == MANY + 1
    assert place.box.calls == 2


def test_a_server_that_hung_up_meanwhile_is_called_again(engine: Engine, place: Place) -> None:
    write_letters(engine, 3)
    place.box.on_mail = lambda sender: (
        "421 enough for this connection" if len(place.box.letters) == place.box.calls else None
    )

    assert carry(engine, place.server) == 3
    assert place.box.calls == 3
    assert [each.tries for each in stored(engine)] == [1, 1, 1]


def test_a_letter_that_waits_is_left_alone(engine: Engine, place: Place) -> None:
    write_letters(engine, 1, not_before=NOON + 10 * MINUTE)

    assert carry(engine, place.server) == 0
    assert carry(engine, place.server, NOON + 10 * MINUTE) == 1


def test_who_waits_to_sign_in_comes_first_and_reminders_before_digests(
    engine: Engine, place: Place
) -> None:
    for kind in ("newsletter", "digest", "signed", "reminder"):
        write_letters(engine, 1, kind=kind)
    write_letters(engine, 1, kind="sign_in", about="1:salt")

    carry(engine, place.server)

    kinds = [each.to.partition("0@")[0] for each in place.box.letters]
    assert kinds == ["sign_in", "reminder", "signed", "digest", "newsletter"]


@pytest.mark.parametrize(("hours", "end"), [(36, None), (36.1, End.LATE)])
def test_a_digest_of_the_day_before_yesterday_is_dropped(
    engine: Engine, place: Place, hours: float, end: End | None
) -> None:
    write_letters(engine, 1)

    carry(engine, place.server, NOON + hours * HOUR)

    assert stored(engine)[0].ended is end
    assert len(place.box.letters) == (end is None)


def test_what_others_cause_is_sent_however_late(engine: Engine, place: Place) -> None:
    write_letters(engine, 1, kind="signed")

    assert carry(engine, place.server, NOON + 100 * HOUR) == 1


def test_a_refused_letter_is_tried_again_later_and_later_and_then_no_more(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 1, kind="signed")
    place.box.on_rcpt = lambda sender, to: "451 4.3.0 not now"
    tried, now = [], NOON

    while not stored(engine)[0].ended:
        before = sum(place.box.tries.values())
        carry(engine, place.server, now)
        if sum(place.box.tries.values()) > before:
            tried.append(now)
        now += MINUTE

    waits = tuple(b - a for a, b in pairwise(tried))
    assert waits == WAITS
    assert tried[-1] - NOON < timedelta(days=1)
    [letter] = stored(engine)
    assert (letter.ended, letter.trouble) == (End.FAILED, "451 4.3.0 not now")


def test_a_letter_that_is_refused_holds_no_other_up(engine: Engine, place: Place) -> None:
    write_letters(engine, 3)
    place.box.on_rcpt = lambda sender, to: "451 not now" if "digest0" in to else None

    assert carry(engine, place.server) == 2


def test_a_server_that_first_says_no_to_strangers_gets_the_letter_again(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 2)
    seen: dict[tuple[str, str], Any] = {}
    at = [NOON]

    def grey(sender: str, to: str) -> str | None:
        first = seen.setdefault((sender, to), at[0])
        return None if at[0] - first >= 5 * MINUTE else "450 4.2.0 greylisted, come back"

    place.box.on_rcpt = grey
    for minute in range(10):
        at[0] = NOON + minute * MINUTE
        carry(engine, place.server, at[0])

    assert len(place.box.letters) == 2
    assert len(seen) == 2  # each time by the same return path, or it would never have ended


def test_an_address_that_takes_no_letters_is_left_alone_after_two(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 1)
    place.box.on_rcpt = lambda sender, to: "550 5.1.1 no such user"
    carry(engine, place.server)
    with Session(engine) as session, session.begin():
        person = session.scalars(select(Person)).one()
        for about in ("2", "3"):
            session.add(
                Letter(person=person, kind="signed", about=about, subject="s", text="t", html="h",
                       written_at=NOON, not_before=NOON)
            )  # fmt: skip
        session.add(
            Letter(person=person, kind="sign_in", about="1:s", subject="s", text="t", html="h",
                   written_at=NOON, not_before=NOON + MINUTE)
        )  # fmt: skip

    carry(engine, place.server)
    place.box.on_rcpt = lambda sender, to: None
    carry(engine, place.server, NOON + MINUTE)

    ends = [each.ended for each in stored(engine)]
    assert ends == [End.BOUNCED, End.BOUNCED, End.STOPPED, None]
    assert len(place.box.letters) == 1
    with Session(engine) as session:
        assert len(session.scalars(select(Bounce)).all()) == 2


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("on_mail", "550 5.7.1 sender refused"), ("on_mail", "553 5.1.8 no such domain"),
        ("on_rcpt", "554 5.7.1 relay access denied"), ("on_rcpt", "550 5.7.1 your host is listed"),
        ("on_rcpt", "530 5.7.0 authentication required"), ("on_mail", "552 5.3.4 too big"),
        ("on_data", "552 5.3.4 too big"), ("on_data", "554 looks like spam"),
    ],
)  # fmt: skip
def test_what_is_about_us_stops_nobodys_address_but_pauses_the_post(
    engine: Engine, place: Place, stage: str, said: str
) -> None:
    write_letters(engine, 3)
    setattr(place.box, stage, lambda *asked: said)

    assert carry(engine, place.server) == 0

    pause = paused(engine)
    assert pause
    assert (pause.ours, pause.until, pause.words) == (True, NOON + MINUTE, said)
    assert [each.tries for each in stored(engine)] == [1, 0, 0]
    setattr(place.box, stage, lambda *asked: None)
    assert carry(engine, place.server, NOON) == 0
    assert carry(engine, place.server, NOON + MINUTE) == 3
    assert paused(engine) is None
    with Session(engine) as session:
        assert session.scalars(select(Bounce)).all() == []


def test_a_letter_that_no_server_will_have_holds_the_others_up_for_a_minute_at_most(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 2)
    place.box.on_data = lambda got: "554 looks like spam" if "digest0" in got.to else None

    for minute in range(8):
        carry(engine, place.server, NOON + minute * MINUTE)
    pause = paused(engine)

    assert len(place.box.letters) == 1
    assert pause
    assert pause.until - NOON <= 8 * MINUTE


def test_while_the_server_is_away_no_letter_is_tried_and_none_is_lost(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 5)
    place.go_away()

    for minute in range(120):
        assert carry(engine, place.server, NOON + minute * MINUTE) == 0
    place.come_back()

    pause = paused(engine)
    assert pause
    assert pause.since == NOON
    assert not pause.ours
    assert [each.tries for each in stored(engine)] == [0] * 5
    assert carry(engine, place.server, NOON + 125 * MINUTE) == 5
    assert paused(engine) is None


def test_a_line_that_is_cut_after_the_letter_was_taken_repeats_the_same_message(
    engine: Engine, place: Place
) -> None:
    write_letters(engine, 2)
    place.box.cuts = lambda got: len(place.box.letters) == 1

    assert carry(engine, place.server) == 1
    assert carry(engine, place.server, NOON + MINUTE) == 1

    sent = [(each.message["Message-ID"], each.sender, each.wire) for each in place.box.letters]
    assert sent[0] == sent[2] != sent[1]


@pytest.mark.parametrize("email", ["", "no address", "a@b\r\nRCPT TO:<c@d.example>", "ö@x.example"])
def test_an_address_that_is_none_ends_its_letter_and_no_other(
    engine: Engine, place: Place, email: str
) -> None:
    write_letters(engine, 2)
    with Session(engine) as session, session.begin():
        session.get_one(Person, 1).email = email

    assert carry(engine, place.server) == 1

    assert [each.ended for each in stored(engine)] == [End.UNADDRESSED, None]
    assert [each.to for each in place.box.letters] == ["digest1@town.example"]


@pytest.mark.parametrize(
    ("pace", "kinds"),
    [(Pace.DAILY, ["reminder", "signed", "digest"]), (Pace.REMINDERS, ["reminder", "signed"]),
     (Pace.NEVER, ["signed"])],
)  # fmt: skip
def test_who_has_left_gets_no_letter_that_was_written_before(
    engine: Engine, place: Place, pace: Pace, kinds: list[str]
) -> None:
    for kind in ("digest", "reminder", "signed"):
        write_letters(engine, 1, kind=kind)
    with Session(engine) as session, session.begin():
        for person in session.scalars(select(Person)):
            leave(session, person, pace)

    carry(engine, place.server)

    assert [each.to.partition("0@")[0] for each in place.box.letters] == kinds
    assert {each.ended for each in stored(engine)} <= {None, End.UNWANTED}


def test_a_letter_that_kills_whoever_carries_it_is_given_up(engine: Engine, place: Place) -> None:
    write_letters(engine, 1, kind="signed", tries=len(WAITS) + 1)

    assert carry(engine, place.server) == 0
    assert stored(engine)[0].ended is End.FAILED


def test_only_the_letter_that_leaves_holds_a_ticket(engine: Engine, place: Place) -> None:
    write_letters(engine, 1, answer_link(7, "join"))

    carry(engine, place.server)

    body = place.box.letters[0].message.get_body(("plain",))
    assert body is not None
    before, _, after = body.get_content().strip().partition("/in/")
    ticket = after.removesuffix("/calls/7/join")
    assert before == "https://hub.example"
    assert TICKETS.holder(ticket)[::2] == (1, False)
    assert ticket not in stored(engine)[0].text


@pytest.fixture
def safe(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """What a mail server shows that it is itself, and a file with who vouches for it."""
    authority, here = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(here)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return here, str(tmp_path / "ca.pem")


def let_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (b"us", b"word")
    return AuthResult(success=right, handled=right)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # over a line that is safe from the start
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_password_goes_only_to_a_server_that_shows_that_it_is_itself(
    engine: Engine, safe: tuple[ssl.SSLContext, str], security: Any
) -> None:
    here, authority = safe
    shown = {"ssl_context": here} if security == "tls" else {"tls_context": here}
    asks = {"authenticator": let_in, "auth_required": True, "auth_require_tls": security != "tls"}
    write_letters(engine, 1)

    with mail_server(**shown, **asks) as place:
        known: dict[str, Any] = {"host": "127.0.0.1", "port": place.port, "security": security}
        with pytest.raises(Away, match="certificate verify failed"):
            Mailer(Server(user="us", password="word", **known)).open()
        with pytest.raises(Ours, match="535"):
            Mailer(Server(user="us", password="no", authority=authority, **known)).open()
        right = Server(user="us", password="word", authority=authority, **known)
        assert carry(engine, right) == 1


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(place: Place) -> None:
    with pytest.raises(Ours, match="STARTTLS"):
        Mailer(Server(host="127.0.0.1", port=place.port, security="starttls")).open()


@pytest.mark.parametrize("said", ["452 4.2.2 full", "552 5.2.2 over quota", "552 over quota"])
def test_a_full_mailbox_is_no_lost_address(said: str) -> None:
    code, _, words = said.partition(" ")

    with pytest.raises(Later):
        judge(int(code), words, "reader")
