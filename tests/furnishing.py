"""A site with one of everything in it, and a browser for everybody."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import Bounces
from lexicon.terms import Band, Doubt, Eligibility, Reason, Verdict
from models import (
    Answer,
    Base,
    CodeApp,
    Happening,
    Interest,
    Invitation,
    Letter,
    Letterhead,
    Match,
    Membership,
    Partner,
    Person,
    Role,
    Snapshot,
    Subscriber,
    Tip,
    TipState,
    Upload,
    Use,
)
from models.database import connect
from models.look import pack
from papers.documents.template import ours
from papers.envelopes import leave_pass, newsletter_pass
from papers.keys import link_of
from scrapers.looking import Sight, Way
from tests.bids import Rivals
from tests.conftest import NOON
from tests.pages import open_site, ticket
from tests.walking import MEMBERS, Row
from tests.writing import PDF, some_of_each
from workflow.applications import coming_in, deputies, documents, inviting, rulings, stages
from workflow.applications.documents import Making
from workflow.applications.rulings import Decision
from workflow.calls import entering
from workflow.collecting import looking, tips
from workflow.forms.typed import USUAL, Typed
from workflow.forms.understood import read
from workflow.letters import newsletters, subscribers
from workflow.offers import answering, recording
from workflow.outlets import hooks, links
from workflow.partners import aids, invitations, meetings, newcomers
from workflow.people import groups
from workflow.writing import file_store

LETTERS = dict(zip(MEMBERS, Role, strict=True))
PERSONAS = [(letter, own) for own in (True, False) for letter in MEMBERS] + [
    ("-", True),
    ("x", True),
    ("g", True),
]
HOOK = "a-secret-of-a-mail-service"


class World:
    """A site with one of everything in it, and a browser for everybody; put back after each act."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "walk.db"
        self.engine: Engine = connect(f"sqlite:///{self.file}")
        Base.metadata.create_all(self.engine)
        with Session(self.engine) as session:
            rivals = Rivals(session)
            rivals.propose(None)
            world = rivals.world
            self.people = {
                (letter, own): someone(session, letter, world.town if own else world.firm)
                for letter, own in PERSONAS
                if letter in LETTERS
            }
            left = someone(session, "r", world.firm, "Left")
            guest = someone(
                session, "r", Partner(name="Abroad", country="ES", outside=True), "Guest"
            )
            session.flush()
            furnish(session, world.ada, world.cleo, self.people["c", True], rivals, guest)
            for person in (*self.people.values(), guest):
                session.add(CodeApp(person_id=person.id, salt="s", added_at=NOON))
            session.commit()
            ids = {key: person.id for key, person in self.people.items()} | {
                ("x", True): left.id, ("g", True): guest.id,
            }  # fmt: skip
            self.ada, self.gil = world.ada.id, session.query(Invitation).one().person_id
        self.app = open_site(self.engine, folder)
        site = self.app.config["SITE"]
        file_store.keep(Path(site.data.folder), PDF)
        self.app.config["SITE"] = replace(site, bounces=Bounces(hook=HOOK))
        self.secret = site.secret()
        with Session(self.engine) as session:
            self.feed = links.link_of(
                session, self.secret, session.get_one(Person, self.ada), Use.FEED
            )
        self.app.config["WTF_CSRF_ENABLED"] = False  # tokens have tests of their own
        self.cookies: dict[tuple[str, bool], str] = {}
        for key, number in ids.items():
            client = self.app.test_client()
            client.post(f"/in/{ticket(self.app, number)}", data={"next": "/calls"})
            cookie = client.get_cookie("samsok")
            assert cookie
            self.cookies[key] = cookie.value
        with Session(self.engine) as session:  # who has left was signed in before that
            session.execute(delete(Membership).filter_by(person_id=ids["x", True]))
            session.commit()
        self.kept = sqlite3.connect(":memory:")
        self.keep()

    def keep(self) -> None:
        """Have everything put back to as it is now."""
        with closing(sqlite3.connect(self.file)) as now:
            now.backup(self.kept)

    def put_back(self) -> None:
        """Have everything again as it was at first."""
        with closing(sqlite3.connect(self.file)) as now:
            self.kept.backup(now)

    def close(self) -> None:
        """Let go of it all."""
        self.kept.close()
        self.engine.dispose()

    def ask(self, name: str, row: Row, persona: tuple[str, bool]) -> TestResponse:
        """Let somebody ask for a page, or send its form."""
        client = self.app.test_client()  # with the cookie as it was at first
        if cookie := self.cookies.get(persona):
            client.set_cookie("samsok", cookie)
        path = self.address(name, row)
        if name.startswith("POST"):
            return client.post(path, data=row.form, buffered=True)
        return client.get(path, buffered=True)

    def address(self, name: str, row: Row) -> str:
        """Return the address of a page, about the first thing of its kind."""
        method, endpoint = name.split()
        values: dict[str, Any] = {
            "id": 1, "kept_id": 1, "person_id": self.ada, "field": "title", "answer": "watch",
            "ticket": ticket(self.app, self.gil if "arriving" in name else self.ada),
            "filename": "icon.svg", "link": self.feed if "feeds" in name else "1-x",
            "form": "atom", "pass_": leave_pass(self.secret, self.ada), "hook": HOOK,
            "interest_id": 1, "latecomer_id": 1, "partner": 1, "said": "more", "token": "1.x",
            "use": "calendar", "number": 1, "language": "sv", "ending": "docx",
            "section_id": 1, "text_id": 2, "task_id": 1, "attachment_id": 1,
            **VALUES.get(endpoint, {}),
        }  # fmt: skip
        if "subscribing" in name:  # somebody outside, by the links of their letters
            values["link"] = link_of(self.secret, subscribers.USE, 1, "salt")
            values["pass_"] = newsletter_pass(self.secret, "subscriber", 1)
        with self.app.test_request_context():
            rule = next(self.app.url_map.iter_rules(endpoint))
            path = self.app.url_map.bind("localhost").build(
                endpoint, {each: values[each] for each in rule.arguments}, method
            )
        return f"{path}{row.query}"


# Things whose number is not one: the call that was entered by hand, an upload of partners.
VALUES: dict[str, dict[str, Any]] = {
    "entering.edit": {"id": 2}, "entering.amend": {"id": 2}, "importing_partners.one": {"id": 2},
    "importing_partners.confirm": {"id": 2}, "deciding.agenda": {"id": 2},
    "deciding.decide": {"id": 2}, "newsletters.one": {"id": 2, "slug": "what-is-new"},
    "after.decision": {"id": 3}, "after.results": {"id": 3},
}  # fmt: skip


def someone(session: Session, letter: str, partner: Partner, name: str = "") -> Person:
    """Return a person who is one thing in a partner."""
    name = name or f"{letter}-{partner.name}"
    person = Person(name=name, email=f"{name.lower()}@example.org", language="en")
    person.memberships.append(Membership(partner=partner, role=LETTERS[letter]))
    session.add(person)
    return person


def furnish(
    session: Session, ada: Person, cleo: Person, coordinator: Person, rivals: Rivals, guest: Person
) -> None:
    """Put one of everything there is into the place."""
    town, blue = rivals.world.town, rivals.blue
    town.interests = [Interest(title="Lakes", text="Cleaner water in lakes", language="en")]
    session.flush()
    fitting = Match(
        interest=town.interests[0], call=rivals.world.lakes, score=1.0, band=Band.STRONG,
        reasons=(Reason(word="water", met="water", weight=1.0),), found_at=NOON,
        eligibility=(
            Eligibility(condition="applicant", verdict=Verdict.YES, words="Towns may apply"),
            Eligibility(condition="area", verdict=Verdict.UNKNOWN),
        ),
    )  # fmt: skip
    session.add(fitting)
    inviting.invite(session, blue, guest.partners[0], by=ada, now=NOON)
    coming_in.ask(session, blue, rivals.world.association, "We too", by=rivals.world.dana, now=NOON)
    offer = recording.record(
        session,
        {"name": "Diputació", "country": "ES", "title": "Old towns", "text": "Come and join us"},
        answer_by=NOON.date(), call=None, by=ada, now=NOON,
    )  # fmt: skip
    answering.answer(session, offer, town, Answer.JOIN, today=NOON.date(), by=ada, now=NOON)
    rivals.world.agree(blue.commitments[0])
    for verb in ("write", "ask for approval"):
        stages.move(session, blue, verb, by=ada, now=NOON)
    rivals.world.lakes.uncertain = (Doubt(field="title", words="Cleaner lakes"),)
    source = rivals.world.source
    source.reader, source.added_at = "feed", NOON
    facts = {"question": "q", "seal": "s", "first_at": NOON, "last_at": NOON}
    session.add(Snapshot(source_id=source.id, packed=pack({}), **facts))
    words = {**USUAL, "title": "By hand", "funder": "F", "when": "rolling"}
    draft, errors = read(Typed(words), "Europe/Stockholm")
    assert draft, errors
    entering.enter(session, draft, by=cleo, now=NOON)
    tip = {"drafts": [], "state": TipState.WAITING, "words": "", "trouble": "", "met": ""}
    session.add(Tip(url="https://tip.example/", by_id=ada.id, at=NOON, said="", **tip))
    for kind in ("calls", "partners"):
        session.add(Upload(by_id=coordinator.id, kind=kind, at=NOON, name="t", rows=[], unread=[]))
        session.flush()
    way = Way(reader="feed", start="https://new.example/feed")
    sight = Sight(kind="feed", name="New", language="sv", zone="Europe/Stockholm", ways=[way])
    looking.keep(session, "https://new.example/feed", sight, {}, by_id=ada.id, now=NOON)
    invitations.invite(
        session, town, name="Gil", email="gil@example.org", roles=[Role.REPRESENTATIVE], by=ada,
        now=NOON,
    )  # fmt: skip
    town_people = rivals.world
    deputies.name(
        session, town, town_people.eve, town_people.ada, first=NOON.date(), last=NOON.date(),
        by=town_people.ada, now=NOON,
    )  # fmt: skip
    groups.save(session, None, name="Watch", purpose="", people=[ada], by=cleo, now=NOON)
    meetings.add(
        session, town, body="The board", days="2026-03-10", papers="", by=ada, now=NOON
    )  # fmt: skip
    meetings.add(
        session, None, body="All of us", days=NOON.date().isoformat(), papers="", by=cleo, now=NOON
    )  # fmt: skip
    period: dict[str, Any] = {"since": NOON.date(), "until": NOON.date(), "language": "en"}
    for _ in range(2):
        letter = newsletters.begin(
            session, **period, site="Samsök", zone="Europe/Stockholm", by=cleo, now=NOON
        )
    letter.title = "What is new"
    session.add(
        Subscriber(email="kim@outside.example", language="en", salt="salt", asked_at=NOON)
    )  # fmt: skip
    newsletters.send(session, letter, seen=1, site="Samsök", by=cleo, now=NOON)
    subscribers.ask(session, "kim@outside.example", language="en", now=NOON)
    asks = {
        "organisation": "Works", "municipality": "Laxå", "name": "Ida", "email": "i@works.example",
        "wants": "We want funding for young people",
    }  # fmt: skip
    newcomers.ask(session, asks, language="en", now=NOON)
    some_of_each(session, blue, ada)
    links.new_link(session, ada, Use.FEED, NOON)
    aids.declare(
        session, town, day="2025-05-05", giver="The region", amount="40000", currency="EUR",
        per_euro="", language="en", by=ada, now=NOON,
    )  # fmt: skip
    hooks.add(session, "Chat", "https://chat.example/x", [Happening.SEVERAL], "sv", NOON)
    papers_and_past(session, ada, rivals)
    assert session.query(Letter).count()
    assert tips.waiting(session)


def papers_and_past(session: Session, ada: Person, rivals: Rivals) -> None:
    """Make a paper of the town's bid, give it a template, and an older bid that was granted."""
    world = rivals.world
    where = Making("Samsök", "Europe/Stockholm", NOON.date())
    documents.make(session, rivals.blue, "brief", None, by=ada, now=NOON, where=where)
    session.add(
        Letterhead(partner_id=world.town.id, name="t.docx", body=ours(), by_id=ada.id, at=NOON)
    )
    old = world.bid(world.town, "Old lakes", call=world.call("Older lakes"))
    world.agree(old.commitments[0])
    for verb in ("write", "ask for approval", "submit"):
        stages.move(session, old, verb, by=ada, now=NOON, reference="F-0")
    granted = Decision(
        NOON.date(), Decimal(200_000), "D-1", "Good", {old.commitments[0].id: Decimal(1)}
    )
    rulings.record(session, old, granted, seen=0, by=ada, now=NOON)
    rulings.tell_result(
        session, old, words="Cleaner", links="https://lakes.example/", seen=0, by=ada, now=NOON
    )
