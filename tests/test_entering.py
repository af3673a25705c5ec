"""Calls that people enter: found again, changed with word to those who follow, never doubled."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.match import match
from jobs.seed import UnknownSource, choose
from lexicon.terms import Amount, DateKind, Deadline, Doubt
from models import Answer, Call, CallChange, Correction, Event, Match, Role, Source
from papers.wording import say
from scrapers import Draft
from scrapers.source import all_sources
from tests.conftest import NOON, People, make_call
from tests.reading import news_for
from workflow import Conflict, Refused
from workflow.access import can
from workflow.answers import stances
from workflow.calls.drafts import stands
from workflow.calls.entering import BY_HAND, amend, by_hand, enter, version
from workflow.calls.register import Register
from workflow.forms.typed import Typed, TypedDate, typed_of
from workflow.forms.understood import read
from workflow.history import phrase

LATER = NOON + timedelta(days=1)
SAID = {
    "title": "Bidrag till renare sjöar", "funder": "Sparbanksstiftelsen", "when": "dates",
    "text": "Vi mäter vatten i sjöar", "language": "sv",
}  # fmt: skip
MARCH = (TypedDate("2026-03-01"),)


def draft_of(dates: tuple[TypedDate, ...] = MARCH, **words: str) -> Draft:
    draft, errors = read(Typed({**SAID, **words}, dates), "Europe/Stockholm")
    assert draft is not None, errors
    return draft


def retyped(call: Call, dates: tuple[TypedDate, ...] | None = None, **words: str) -> Typed:
    before = typed_of(call)
    return Typed({**before.words, **words}, before.dates if dates is None else dates)


def amended(
    session: Session, people: People, call: Call, *, seen: int | None = None,
    dates: tuple[TypedDate, ...] | None = None, **words: str,
) -> list[str]:  # fmt: skip
    typed = retyped(call, dates, **words)
    draft, errors = read(typed, "Europe/Stockholm")
    assert draft is not None, errors
    version_seen = version(session, call) if seen is None else seen
    return amend(session, call, typed, draft, seen=version_seen, by=people.cleo, now=LATER)


@pytest.fixture
def call(session: Session, people: People) -> Call:
    call = enter(session, draft_of(), by=people.cleo, now=NOON)
    session.commit()
    return call


def test_a_call_is_made_of_what_was_typed_and_told_in_the_chain(
    session: Session, call: Call
) -> None:
    assert (call.source.slug, call.source.on, call.certain) == (BY_HAND, False, True)
    event = session.scalars(select(Event)).one()
    assert (event.verb, event.about) == ("entered", f"call:{call.id}")
    assert say(phrase(event), "en") == "The call was entered by hand."


def test_what_people_enter_has_one_source(session: Session) -> None:
    assert by_hand(session) is by_hand(session)
    assert len(session.scalars(select(Source)).all()) == 1


def test_nobody_reads_what_people_enter(session: Session) -> None:
    by_hand(session)

    with pytest.raises(UnknownSource, match="by_hand cannot be switched on"):
        choose(session, BY_HAND, True, (), NOON)


def test_two_calls_of_one_name_are_told_apart(session: Session, people: People, call: Call) -> None:
    other = enter(session, draft_of(), by=people.cleo, now=NOON)

    assert other.identifier == f"{call.identifier}-2"


def test_a_call_without_an_address_can_be_read_back(call: Call) -> None:
    assert stands(call).url == ""


def test_a_reader_may_not_leave_an_address_out() -> None:
    source = all_sources()["kept"]
    lost = Draft(identifier="1", url="", title="Lakes", funder="Fund", language="en")

    reading = source._listen(lambda: [lost], range(1, 9))

    assert reading.suspicion == "a call without an address: Lakes"


def test_it_is_matched_as_any_other(session: Session, people: People, call: Call) -> None:
    people.town.interests[0].text = "Vi vill mäta vatten i våra sjöar"
    session.flush()

    match(session, NOON)

    assert call.id in session.scalars(select(Match.call_id)).all()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COORDINATOR, True), (Role.OPERATOR, True), (Role.PROJECT_GROUP, True),
        (Role.REPRESENTATIVE, False), (Role.SIGNATORY, False),
    ],
)  # fmt: skip
def test_who_may_enter_calls(session: Session, people: People, role: Role, may: bool) -> None:
    del people.ben.memberships[1]
    people.ben.memberships[0].role = role

    assert can(people.ben, "review", None) is may
    if not may:
        with pytest.raises(Refused):
            enter(session, draft_of(), by=people.ben, now=NOON)


def test_a_change_is_told_to_those_who_answered(
    session: Session, people: People, call: Call
) -> None:
    stances.answer(session, people.town, call, Answer.JOIN, by=people.ada, now=NOON)

    fields = amended(session, people, call, dates=(TypedDate("2026-04-01"),))

    assert fields == ["deadlines"]
    told = news_for(session, people.ada, LATER + timedelta(hours=1)).changed
    assert [(each.id, [one.field for one in changes]) for each, changes in told] == [
        (call.id, ["deadlines"])
    ]


def test_what_is_saved_as_it_was_is_no_change(session: Session, people: People, call: Call) -> None:
    assert amended(session, people, call) == []
    assert session.scalars(select(CallChange)).all() == []
    assert len(session.scalars(select(Event)).all()) == 1


def test_the_slower_of_two_is_told(session: Session, people: People, call: Call) -> None:
    seen = version(session, call)
    amended(session, people, call, title="Bidrag till klarare sjöar")

    with pytest.raises(Conflict, match="somebody else changed the call"):
        amended(session, people, call, seen=seen, title="Bidrag till blåare sjöar")

    assert call.title == "Bidrag till klarare sjöar"


def test_what_a_source_words_is_not_written_anew(session: Session, people: People) -> None:
    with pytest.raises(Refused, match="corrected, not written anew"):
        amended(session, people, people.lakes, title="Dirtier lakes")


def test_what_nobody_touched_stays_however_rich_it_is(
    session: Session, people: People, call: Call
) -> None:
    both = (Amount(currency="NOK", side="norsk"), Amount(currency="SEK", side="svensk"))
    doubts = (Doubt(field="amounts", words="?"), Doubt(field="deadlines", words="?"))
    call.amounts, call.uncertain = both, doubts
    session.flush()

    amended(session, people, call, dates=(TypedDate("2026-04-01"),))

    assert call.amounts == both
    assert [each.field for each in call.uncertain] == ["amounts"]


def test_who_words_a_call_anew_has_the_last_word_over_a_correction(
    session: Session, people: People, call: Call
) -> None:
    call.corrections = [
        Correction(
            field="title", value='"Rättad"', said='"Bidrag"', then='"Bidrag"', by_id=people.cleo.id,
            at=NOON,
        )
    ]  # fmt: skip
    call.title = "Rättad"
    session.commit()

    amended(session, people, call, title="Bidrag till alla sjöar")

    assert (call.title, call.corrections) == ("Bidrag till alla sjöar", [])


@pytest.mark.parametrize(
    ("words", "dates", "alike"),
    [
        ({"url": "http://www.x.example/1/"}, MARCH, True),
        ({"url": "https://x.example/1#other"}, MARCH, False),
        ({"title": "CLEANER  lakes"}, MARCH, True),
        ({"title": "Cleaner lakes"}, (TypedDate("2026-03-02"),), False),
        ({"title": "Cleaner lakes", "when": "rolling"}, (), False),
        ({"title": "Cleaner rivers"}, MARCH, False),
    ],
)
def test_a_call_that_is_known_is_found_by_address_or_by_title_and_day(
    session: Session, people: People, words: dict[str, str], dates: tuple[TypedDate, ...],
    alike: bool,
) -> None:  # fmt: skip
    found = Register(session).alike(draft_of(dates, **words))

    assert found == ([people.lakes.id] if alike else [])


def test_without_any_day_the_title_is_enough(session: Session, people: People) -> None:
    session.add(make_call(people.source, 7, "Small grants", deadlines=()))
    session.flush()

    found = Register(session).alike(draft_of((), title="Small grants", when="rolling"))

    assert len(found) == 1


def test_an_hour_of_another_zone_stays_in_its_zone(
    session: Session, people: People, call: Call
) -> None:
    helsinki = Deadline(day=date(2026, 3, 1), zone="Europe/Helsinki", kind=DateKind.FINAL)
    call.dates = make_call(call.source, 9, "x", deadlines=(helsinki,)).dates
    session.flush()

    amended(session, people, call, title="Bidrag till finska sjöar")

    assert call.dates[0].zone == "Europe/Helsinki"
