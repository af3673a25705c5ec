"""Tips: a link that a member pastes, and what those who review make of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Call, Membership, Partner, Role, Source, Tip, TipState
from models.database import connect, upgrade
from scrapers.looking import Sight
from tests.conftest import NOON, People, make_call, make_person
from tests.funders import Served
from tests.pages import known, open_site, post, visitor
from workflow import Refused
from workflow.access import can
from workflow.collecting import tips


class Office:
    """The site, with Ben who tips and Cleo who coordinates."""

    def __init__(self, folder: Path, town: Served) -> None:
        self.engine, self.town = connect(f"sqlite:///{folder}/site.db"), town
        upgrade(self.engine)
        with Session(self.engine) as session:
            self.people = known(session)
        app = open_site(self.engine, folder)
        app.config["LIMITS"] = town.limits
        self.ben: FlaskClient = visitor(app, self.people.ben)
        self.cleo: FlaskClient = visitor(app, self.people.cleo)

    def tip(self, path: str, words: str = "") -> str:
        """Tip as Ben; return where that leads."""
        answer = post(self.ben, "/tips/new", url=self.town.url + path, words=words)
        assert answer.status_code == 303, answer.text
        return answer.location

    def only(self) -> Tip:
        with Session(self.engine, expire_on_commit=False) as session:
            return session.scalars(select(Tip)).one()

    def calls(self) -> list[Call]:
        with Session(self.engine, expire_on_commit=False) as session:
            by_hand = select(Source.id).where(Source.slug == "by_hand")
            return list(session.scalars(select(Call).where(Call.source_id.in_(by_hand))))


@pytest.fixture
def office(tmp_path: Path, town: Served) -> Iterator[Office]:
    office = Office(tmp_path, town)
    yield office
    office.engine.dispose()


def test_a_tip_is_looked_at_at_once(office: Office) -> None:
    shown = office.ben.get(office.tip("/one", "For the skaters")).text

    assert "Tack för tipset." in shown
    assert "Utlysning: isbanor" in shown
    assert "<q>Sista ansökningsdag är den 2 maj 2027.</q>" in shown
    assert "Gör det till en utlysning" not in shown
    assert office.only().words == "For the skaters"


def test_a_link_that_does_not_answer_is_kept_with_its_trouble(office: Office) -> None:
    shown = office.ben.get(office.tip("/nowhere")).text

    tip = office.only()
    assert (tip.trouble, tip.drafts) == ("gone", [])
    assert "/nowhere answers 404" in tip.met
    assert "Det finns ingen sida på den adressen längre." in shown


@pytest.mark.parametrize(
    "url", ["http://localhost/call", "not an address", "https://x.example:99/"]
)
def test_what_others_cannot_open_is_no_tip(office: Office, url: str) -> None:
    answer = post(office.ben, "/tips/new", url=url, words="My own words")

    assert answer.status_code == 422
    assert "My own words" in answer.text
    with Session(office.engine) as session:
        assert session.scalar(select(func.count(Tip.id))) == 0


def test_the_same_link_twice_is_one_tip(office: Office) -> None:
    first = office.tip("/one")
    office.town.asked.clear()

    again = post(office.cleo, "/tips/new", url=f"{office.town.url}/one/#top")

    assert again.location.partition("?")[0] == first.partition("?")[0]
    assert "Någon har tipsat om den här länken förut." in office.cleo.get(again.location).text
    assert office.town.asked == []
    assert office.only().by_id == office.people.ben.id


def test_two_who_tip_at_once_make_one_tip(office: Office) -> None:
    with Session(office.engine) as session, session.begin():
        one = tips.tip(session, "https://x.example/1", "a", Sight(), by_id=1, now=NOON)
        other = tips.tip(session, "https://x.example/1", "b", Sight(), by_id=2, now=NOON)

        assert one is other
        assert one.words == "a"


@pytest.mark.parametrize(
    "url",
    ["https://x.example/1", "http://www.x.example/1/", "x.example/1#how", " https://x.example/1 "],
)
def test_a_call_that_is_known_is_shown_instead(office: Office, url: str) -> None:
    answer = post(office.ben, "/tips/new", url=url)

    assert answer.location.endswith(f"/calls/{office.people.lakes.id}?tipped=1")
    assert "redan känd: här är den" in office.ben.get(answer.location).text


def test_a_tip_becomes_a_call_that_nobody_reads_again(office: Office) -> None:
    at = office.tip("/one").partition("?")[0]

    taken = post(office.cleo, f"{at}/take", at, at="0")

    (call,) = office.calls()
    with Session(office.engine) as session:
        source = session.scalars(select(Source).filter_by(slug="by_hand")).one()
        assert (source.reader, source.on) == ("by_hand", False)
    assert taken.location.endswith(f"/calls/{call.id}")
    assert call.title == "Utlysning: isbanor"
    assert office.only().state is TipState.TAKEN
    assert "Utlysning: isbanor" in office.ben.get(at).text


def test_what_is_uncertain_in_a_tip_waits_for_a_person(office: Office) -> None:
    at = office.tip("/nowhere").partition("?")[0]

    post(office.cleo, f"{at}/take", at, title="Isbanor i byn")

    (call,) = office.calls()
    assert (call.title, call.certain) == ("Isbanor i byn", False)
    assert [each.field for each in call.doubts] == ["deadlines"]


def test_a_call_without_a_title_is_not_made(office: Office) -> None:
    at = office.tip("/nowhere").partition("?")[0]

    answer = post(office.cleo, f"{at}/take", at, title=" ")

    assert answer.status_code == 422
    assert "Skriv vad utlysningen heter." in answer.text
    assert office.only().state is TipState.WAITING


def test_a_tip_is_left_with_a_word_that_its_giver_reads(office: Office) -> None:
    at = office.tip("/one").partition("?")[0]

    silent = post(office.cleo, f"{at}/drop", at, said="  ")
    said = post(office.cleo, f"{at}/drop", at, said="Only for skaters in the north")

    assert (silent.status_code, said.status_code) == (422, 303)
    assert "Skriv ett ord till den som tipsade" in silent.text
    assert "Only for skaters in the north" in office.ben.get("/tips").text
    assert office.calls() == []


def test_a_tip_is_settled_once(office: Office) -> None:
    at = office.tip("/one").partition("?")[0]
    post(office.cleo, f"{at}/take", at, at="0")

    again = post(office.cleo, f"{at}/take", "/tips/new", at="0")
    late = post(office.cleo, f"{at}/drop", "/tips/new", said="Too late")

    assert (again.status_code, late.status_code) == (422, 422)
    assert len(office.calls()) == 1


def test_only_those_who_review_decide(office: Office) -> None:
    at = office.tip("/one").partition("?")[0]

    taken = post(office.ben, f"{at}/take", "/tips/new", at="0")
    dropped = post(office.ben, f"{at}/drop", "/tips/new", said="No")

    assert (taken.status_code, dropped.status_code) == (403, 403)
    assert office.only().state is TipState.WAITING


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COORDINATOR, True), (Role.OPERATOR, True), (Role.PROJECT_GROUP, True),
        (Role.REPRESENTATIVE, False), (Role.SIGNATORY, False),
    ],
)  # fmt: skip
def test_who_reviews(role: Role, may: bool) -> None:
    person = make_person("Eve", "town")
    person.memberships = [Membership(partner=Partner(name="Town", area="SE124"), role=role)]

    assert can(person, "review", None) is may


def test_the_list_shows_what_waits_to_those_who_review(office: Office) -> None:
    office.tip("/one", "For the skaters")

    theirs, own = office.cleo.get("/tips").text, office.ben.get("/tips").text

    assert "En länk väntar på att någon tittar." in theirs
    assert "For the skaters" in theirs
    assert "väntar på att någon tittar" not in own
    assert "Dina tips" in own


def test_nobody_tips_without_end(people: People, session: Session) -> None:
    for number in range(tips.MOST_A_DAY):
        tips.tip(
            session, f"https://y.example/{number}", "", Sight(), by_id=people.ben.id, now=NOON
        )  # fmt: skip

    with pytest.raises(Refused, match="30 links"):
        tips.demand_room(session, people.ben, NOON)
    tips.demand_room(session, people.ben, NOON + timedelta(days=1, seconds=1))


def test_of_a_call_told_twice_the_first_is_shown(people: People, session: Session) -> None:
    twin = make_call(people.source, 2, "The same", url=people.lakes.url)
    session.add(twin)
    session.flush()
    twin.same_as_id = people.lakes.id

    assert tips.known_call(session, people.lakes.url) is people.lakes


def test_a_list_that_is_tipped_about_offers_each_call(office: Office) -> None:
    at = office.tip("/list").partition("?")[0]

    post(office.cleo, f"{at}/take", at, at="1")

    assert [each.title for each in office.calls()] == ["Ateljéer för unga"]


def test_strangers_do_not_tip(office: Office) -> None:
    client = office.ben.application.test_client()

    assert client.get("/tips/new").status_code == 403
    assert client.get("/tips").status_code == 403
