"""Documents of a bid: asked for, made, numbered, outdated; and who may do what with them."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from lexicon.document_types import Of, document_types
from models import Application, Commitment, Document, Event, Letterhead, Part, Person, Stage
from papers.documents.template import ours
from tests.bids import World, part_of
from tests.conftest import NOON
from tests.writing import letterhead
from workflow import Refused, can
from workflow.applications import (
    declining,
    documents,
    files,
    inviting,
    letterheads,
    recording,
    stages,
)
from workflow.applications.documents import Making
from workflow.applications.terms import seal_of

HERE = Making("Samsök", "Europe/Stockholm", NOON.date())


class Bid:
    """The town leads a bid, the university is in it and has signed bindingly."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.world = World(session)
        world = self.world
        self.bid: Application = world.bid(world.town, "Blue lakes", world.university)
        self.ours = part_of(self.bid, world.town)
        self.theirs = part_of(self.bid, world.university)
        world.agree(self.theirs)

    def make(
        self,
        kind: str = "cofin_certificate",
        of: Commitment | None = None,
        by: Person | None = None,
    ) -> Document:
        whole = document_types()[kind].of is Of.BID
        return documents.make(
            self.session, self.bid, kind, None if whole else of or self.theirs,
            by=by or self.world.ben, now=NOON, where=HERE,
        )  # fmt: skip

    def made(self) -> dict[str, bool]:
        """Return the kinds that were made, and whether they are outdated."""
        kept = documents.register(self.session, self.bid, HERE.zone)
        return {each.document.kind: each.outdated for each in kept}


@pytest.fixture
def bid(session: Session) -> Bid:
    return Bid(session)


def test_a_document_is_numbered_and_says_of_which_signature_it_is(bid: Bid) -> None:
    first, second = bid.make(), bid.make("power_of_attorney")

    assert (first.number, second.number) == (f"2026-{bid.bid.id}-1", f"2026-{bid.bid.id}-2")
    assert first.signature is bid.theirs.signature
    assert not first.draft
    assert first.by is bid.world.ben


def test_the_same_document_is_made_once_however_often_one_asks(bid: Bid) -> None:
    assert bid.make() is bid.make()
    assert len(bid.session.scalars(select(Document)).all()) == 1


def test_numbers_begin_anew_with_the_year(bid: Bid) -> None:
    bid.make()

    later = Making(HERE.house, HERE.zone, HERE.today.replace(year=2027))
    next_years = documents.make(
        bid.session, bid.bid, "brief", None, by=bid.world.ada, now=NOON, where=later
    )

    assert next_years.number == f"2027-{bid.bid.id}-1"


def test_changed_terms_make_a_document_outdated_and_its_words_stay(bid: Bid) -> None:
    made = bid.make()
    words = made.said["sv"]

    bid.world.agree(bid.theirs, 500_000, 100_000)

    assert bid.made() == {"cofin_certificate": True}
    assert made.said["sv"] == words
    assert bid.make().serial == 2
    assert [each.outdated for each in documents.register(bid.session, bid.bid, HERE.zone)] == [
        False, True,
    ]  # fmt: skip


def test_what_others_promise_leaves_ones_own_document_as_it_is(bid: Bid) -> None:
    bid.make()
    bid.make("partnership_agreement", by=bid.world.ada)

    bid.world.agree(bid.ours, 900_000, 100_000)

    assert bid.made() == {"cofin_certificate": False, "partnership_agreement": True}


def test_terms_are_those_that_were_signed_and_what_is_not_signed_is_a_draft(bid: Bid) -> None:
    world = bid.world

    agreement = bid.make("partnership_agreement", by=world.ada)

    assert agreement.draft
    assert "Town" in agreement.said["en"]["draft"]
    assert "University" not in agreement.said["en"]["draft"]


def test_a_protocol_that_is_recorded_later_makes_a_newer_record(bid: Bid) -> None:
    bid.make("sign_on_record")

    recording.record(
        bid.session, bid.theirs, protocol="Board 3 March § 41", diary_number="U 2026/7",
        delegation="", seen=recording.mark(bid.theirs), by=bid.world.ben, now=NOON,
    )  # fmt: skip

    assert bid.made() == {"sign_on_record": True}
    assert "U 2026/7" in str(bid.make("sign_on_record").said["sv"])


def test_a_record_for_the_registrar_gives_the_seal_and_the_terms_that_it_is_of(bid: Bid) -> None:
    record = bid.make("sign_on_record")

    codes = [each["words"] for each in record.said["sv"]["blocks"] if each["kind"] == "code"]
    seal, terms = codes

    assert seal == seal_of(bid.theirs)
    assert sha256(terms.encode()).hexdigest() == seal


@pytest.mark.parametrize(
    ("who", "mine", "others", "whole"),
    [
        ("ada", True, True, True),  # leads
        ("ben", True, False, False),
        ("cleo", True, True, True),  # coordinates
        ("finn", False, False, False),
    ],
)
def test_who_makes_what(bid: Bid, who: str, mine: bool, others: bool, whole: bool) -> None:
    world = bid.world
    person = getattr(world, who)
    of_town = bid.ours
    world.agree(of_town)
    tries = ((bid.theirs, mine), (of_town, others))

    for of, allowed in tries:
        if allowed:
            assert bid.make("letter_of_intent", of, by=person)
        else:
            with pytest.raises(Refused, match="may not do this for others"):
                bid.make("letter_of_intent", of, by=person)
    if whole:
        assert bid.make("brief", by=person)
    else:
        with pytest.raises(Refused, match="may not do this for others"):
            bid.make("brief", by=person)


def test_who_fetches_what(bid: Bid) -> None:
    world = bid.world
    inviting.invite(bid.session, bid.bid, world.association, by=world.ada, now=NOON)
    theirs, all_of = bid.make(), bid.make("brief", by=world.ada)
    people = (world.ada, world.ben, world.cleo, world.dana, world.finn)

    assert [can(each, "fetch", theirs) for each in people] == [True, True, True, False, False]
    assert [can(each, "fetch", all_of) for each in people] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("kind", "whose", "why"),
    [
        ("power_of_attorney", "ours", "needs no power from itself"),
        ("cofin_certificate", "ours", "promises no co-funding"),
        ("iop_agreement", None, "both a public and a non-profit party"),
    ],
)
def test_what_a_part_cannot_have_is_refused_with_why(
    bid: Bid, kind: str, whose: str | None, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        bid.make(kind, bid.ours if whose else None, by=bid.world.ada)


def test_an_iop_agreement_is_of_its_public_and_non_profit_parties(bid: Bid) -> None:
    bid.world.town.kind, bid.world.university.kind = "municipality", "association"

    made = bid.make("iop_agreement", by=bid.world.ada)

    assert made.said["en"]["blocks"][-1]["parties"] == ["Town", "University"]


def test_who_declined_and_a_bid_that_was_withdrawn_have_no_new_documents(bid: Bid) -> None:
    world = bid.world
    made = bid.make()
    declining.decline(bid.session, bid.theirs, reason="No time", by=world.ben, now=NOON)
    with pytest.raises(Refused, match="is not in"):
        bid.make("letter_of_intent")

    stages.move(bid.session, bid.bid, "withdraw", by=world.ada, now=NOON)

    with pytest.raises(Refused, match="no longer be changed"):
        bid.make("brief", by=world.ada)
    assert files.file_of(bid.session, made, "sv", "docx").body


def test_what_the_programme_asks_for_is_told_with_whose_it_is(bid: Bid) -> None:
    bid.bid.family = "esf"
    bid.make()

    wanted = documents.wanted(bid.bid, documents.register(bid.session, bid.bid, HERE.zone))

    assert [(each.type.code, each.of, bool(each.latest)) for each in wanted] == [
        ("cofin_certificate", bid.theirs, True)
    ]
    assert "esf.se" in wanted[0].annex.source


def test_a_funder_that_nobody_knows_asks_for_nothing_that_we_would_know(bid: Bid) -> None:
    assert documents.wanted(bid.bid, []) == []


def test_fetching_changes_nothing(bid: Bid) -> None:
    made = bid.make()
    bid.session.commit()
    before = len(bid.session.scalars(select(Event)).all())

    for ending in files.endings(made):
        files.file_of(bid.session, made, "en", ending)
    list(files.files_of(bid.session, [made], "sv"))

    assert not bid.session.dirty
    assert not bid.session.new
    assert len(bid.session.scalars(select(Event)).all()) == before


# An organisation's own template.


def test_an_own_template_takes_the_place_of_ours_for_the_partners_documents_only(bid: Bid) -> None:
    world = bid.world
    own = letterhead("{{ title }}", "{{ about }}", "From the university")
    letterheads.put(bid.session, world.university, "u.docx", own, by=world.ben, now=NOON)

    theirs = files.file_of(bid.session, bid.make(), "sv", "docx")
    record = files.file_of(bid.session, bid.make("sign_on_record"), "sv", "docx")
    towns = files.file_of(
        bid.session, bid.make("letter_of_intent", bid.ours, world.ada), "sv", "docx"
    )

    assert b"word/header1.xml" in theirs.body
    assert b"word/header1.xml" not in record.body + towns.body


def test_only_its_own_people_and_staff_give_a_partner_a_template(bid: Bid) -> None:
    with pytest.raises(Refused, match="may not do this for others"):
        letterheads.put(
            bid.session, bid.world.university, "x", ours(), by=bid.world.ada, now=NOON
        )  # fmt: skip
    assert bid.session.scalars(select(Letterhead)).all() == []


def test_what_is_no_template_is_refused_with_why_and_what_there_was_stays(bid: Bid) -> None:
    world = bid.world
    letterheads.put(bid.session, world.university, "good", ours(), by=world.ben, now=NOON)

    for body, why in (
        (b"rubbish", "Save it as .docx"),
        (letterhead("{{ title }}{{ about }}{{ nobody }}"), "“nobody”"),
        (b"x" * 1_000_001, "too large"),
    ):
        with pytest.raises(Refused, match=why):
            letterheads.put(bid.session, world.university, "bad", body, by=world.ben, now=NOON)

    kept = letterheads.letterhead_of(bid.session, world.university)
    assert kept
    assert kept.name == "good"


def test_the_usual_template_comes_back(bid: Bid) -> None:
    world = bid.world
    letterheads.put(bid.session, world.university, "u", ours(), by=world.ben, now=NOON)

    letterheads.remove(bid.session, world.university, by=world.ben, now=NOON)
    letterheads.remove(bid.session, world.university, by=world.ben, now=NOON)

    assert letterheads.letterhead_of(bid.session, world.university) is None


def test_two_at_once_get_two_numbers(elsewhere: Engine) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    with Session(elsewhere) as session:
        bid = Bid(session)
        number, university = bid.bid.id, bid.theirs.id
        ben, ada = bid.world.ben.id, bid.world.ada.id
        session.commit()
    start = Barrier(2)

    def make(kind: str, of: int | None, by: int) -> str:
        with Session(elsewhere) as session, session.begin():
            application = session.get_one(Application, number)
            start.wait()
            made = documents.make(
                session, application, kind, session.get_one(Commitment, of) if of else None,
                by=session.get_one(Person, by), now=NOON + timedelta(seconds=1), where=HERE,
            )  # fmt: skip
            return made.number

    with ThreadPoolExecutor(2) as pool:
        doing = [
            pool.submit(make, "cofin_certificate", university, ben),
            pool.submit(make, "brief", None, ada),
        ]
        numbers = {each.result() for each in doing}

    assert numbers == {f"2026-{number}-1", f"2026-{number}-2"}


def test_every_kind_that_is_said_can_be_made(bid: Bid) -> None:
    world = bid.world
    world.town.kind, world.university.kind = "municipality", "association"

    for code, kind in document_types().items():
        of = bid.theirs if kind.of is Of.PARTY else None
        made = bid.make(code, of, by=world.ada)
        for language in ("sv", "en"):
            for ending in files.endings(made):
                assert len(files.file_of(bid.session, made, language, ending).body) > 1000
    assert bid.bid.stage is Stage.GATHERING
    assert bid.ours.part is Part.LEAD
