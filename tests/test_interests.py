"""What partners want funding for: read kindly, changed by two at once, ended with its history."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import repeat
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.clock import Job, tick
from jobs.match import match
from lexicon.areas import areas, code_of
from lexicon.terms import Verdict
from lexicon.themes import FAMILIES, themes
from models import CallChange, Event, Feedback, Interest, JobRun, Letter, Match, Wish
from models.job_run import MOST_TRIES, ask_for_run
from papers.wording import LANGUAGES, say
from tests.bids import World
from tests.conftest import NOON, People, make_call
from tests.reading import news_for
from workflow import Refused
from workflow.calls.judging import judged
from workflow.forms.wanted import FIELDS, MOST, is_short, read, shown, title_of, words_of
from workflow.history import phrase
from workflow.interests import changing, feedback
from workflow.partners.partnership import Misread, load
from workflow.partners.registering import Fresher
from workflow.refusals import Conflict, Incomplete
from workflow.timetable import Every

TODAY = NOON.date()
ZONE = "Europe/Stockholm"
LAKES = "We want to measure the water in the lakes of our town together with its schools"


def add(session: Session, world: World, **words: str) -> Interest:
    said = {"text": LAKES, "language": "en", **words}
    return changing.add(session, world.town, said, by=world.ada, now=NOON, zone=ZONE)


def change(session: Session, interest: Interest, seen: int, by: Any, **words: str) -> None:
    changing.change(session, interest, words, seen=seen, by=by, now=NOON, zone=ZONE)


def errors_of(**words: str) -> dict[str, str]:
    return {field: say(each, "en") for field, each in read({"text": "x", **words}, TODAY)[1]}


def events(session: Session) -> list[str]:
    told = session.scalars(select(Event).order_by(Event.id))
    return [say(phrase(each), "en") for each in told if each.verb.startswith("wants")]


def test_an_interest_is_read_as_people_write_it() -> None:
    values, errors = read({
        "text": " Lakes.\r\nAnd  rivers\u0000", "requires": "water, water;  clean  lakes",
        "excludes": "", "areas": "örebro län, Norge", "least": "100 000 kr", "most": "1 500 000",
        "currency": "", "until": "2026-05-01", "themes": "SDG6\nRSO2.5\nSDG99",
        "target_groups": "schools, anglers", "parts": "lead\nnobody", "language": "en",
    }, TODAY)  # fmt: skip

    assert errors == []
    assert values == {
        "title": "Lakes", "text": "Lakes.\nAnd  rivers", "requires": ("water", "clean lakes"),
        "excludes": (), "areas": ("SE124", "NO"), "least": Decimal(100_000),
        "most": Decimal(1_500_000), "currency": "SEK", "until": date(2026, 5, 1),
        "themes": ("SDG6", "RSO2.5"), "target_groups": ("schools", "anglers"), "parts": ("lead",),
        "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("text", " ", "One sentence will do"),
        ("text", "x" * 10_001, "At most 10000 characters"),
        ("title", "x" * 201, "At most 200 characters"),
        ("requires", ",".join(map(str, range(MOST + 1))), "At most 50 words"),
        ("excludes", "x" * 101, "At most 50 words"),
        ("areas", "Örebro län, Atlantis", "no area called “Atlantis”"),
        ("least", "much", "in digits"),
        ("currency", "XYZ", "in which currency"),
        ("until", "soon", "as 2027-03-01"),
        ("until", "2026-01-11", "has passed"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(field: str, words: str, sentence: str) -> None:
    assert sentence in errors_of(**{field: words})[field]


def test_sums_that_contradict_each_other_are_asked_about() -> None:
    assert "more than the most" in errors_of(least="9", most="4")["least"]
    assert "in which currency" in errors_of(least="9 EUR", currency="SEK")["currency"]
    assert errors_of(least="9 EUR", most="10 €", currency="EUR") == {}


def test_what_was_read_is_written_as_one_would_type_it(session: Session, world: World) -> None:
    words = {
        "title": "", "text": LAKES, "requires": "water", "excludes": "salt, sea",
        "themes": "SDG6\nESO4.1", "target_groups": "schools", "areas": "Örebro län, Norge",
        "least": "1000", "most": "2000.5", "currency": "EUR", "parts": "lead\npartner",
        "until": "2026-06-01", "language": "en",
    }  # fmt: skip

    interest = add(session, world, **words)

    assert words_of(interest) == words
    assert interest.title == title_of(LAKES)


def test_every_area_is_the_same_place_when_it_is_typed_again() -> None:
    def around(code: str) -> set[str]:
        return {other for other in areas() if other.startswith(code) or code.startswith(other)}

    wrong = [
        code
        for code, area in areas().items()
        if "," in area.name or code_of(area.name) not in around(code)
    ]

    assert wrong == []


def test_values_are_shown_in_the_readers_language() -> None:
    assert shown("themes", "SDG6", "sv") == "Rent vatten och sanitet för alla"
    assert shown("parts", "lead\npartner", "en") == "lead applicant, project partner"
    assert shown("language", "en", "sv") == "Engelska"
    assert all(say(each, "sv") for each in FIELDS.values())


def test_themes_have_their_names_and_what_is_not_confirmed_says_so() -> None:
    found = themes().values()

    assert {each.family for each in found} == set(FAMILIES)
    assert [each.code for each in found if not each.confirmed] == ["RSO4.4"]
    assert all(each.name(language) for each in found for language in LANGUAGES)
    assert themes()["RSO2.5"].name("nb") == themes()["RSO2.5"].name("en")


@pytest.mark.parametrize(
    ("text", "short"),
    [("", True), ("Vi vill att det ska bli bra för alla", True), ("lakes lakes lakes", True),
     (LAKES + " who live by the rivers", False)],
)  # fmt: skip
def test_a_text_without_eight_words_of_its_own_is_short(text: str, short: bool) -> None:
    assert is_short(text, "en" if "lakes" in text else "sv") is short


def test_every_change_leaves_an_event(session: Session, world: World) -> None:
    interest = add(session, world, title="Lakes")

    change(session, interest, 1, world.ada, requires="water", areas="Norge")
    change(session, interest, 2, world.ada, requires="water")
    changing.end(session, interest, by=world.ada, now=NOON)
    changing.end(session, interest, by=world.ada, now=NOON)
    changing.bring_back(session, interest, by=world.ada, now=NOON)

    assert events(session) == [
        "An interest was added: “Lakes”.",
        "The interest “Lakes” was changed: Words that a call must have, Where.",
        "The interest “Lakes” was taken away.",
        "The interest “Lakes” was brought back.",
    ]
    assert session.scalars(select(Letter)).all() == []


def test_what_a_coordinator_records_is_told_to_the_partner(session: Session, world: World) -> None:
    said = {"text": LAKES}

    changing.add(session, world.town, said, by=world.cleo, now=NOON, zone=ZONE)

    letters = session.scalars(select(Letter)).all()
    assert {each.person_id for each in letters} == {each.id for each in world.town.people}
    letter = letters[0]
    assert title_of(LAKES) in letter.text
    assert letter.not_before == NOON + timedelta(minutes=10)


def test_only_who_speaks_for_a_partner_or_coordinates_may(session: Session, world: World) -> None:
    interest = add(session, world)

    for act in (
        lambda: changing.add(session, world.town, {"text": "x"}, by=world.ben, now=NOON, zone=ZONE),
        lambda: change(session, interest, 1, world.ben, text="x"),
        lambda: changing.end(session, interest, by=world.ben, now=NOON),
        lambda: changing.bring_back(session, interest, by=world.ben, now=NOON),
    ):
        with pytest.raises(Refused, match="may not"):
            act()


def test_a_partner_that_has_left_wants_nothing_new(session: Session, world: World) -> None:
    world.town.left_at = NOON

    with pytest.raises(Refused, match="has left"):
        add(session, world)


def test_there_is_an_end_to_interests(session: Session, world: World) -> None:
    world.town.interests = [Interest(title=str(at), text="x") for at in range(changing.MOST)]

    with pytest.raises(Refused, match="50 interests are enough"):
        add(session, world)


def test_the_slower_of_two_sees_both_texts(session: Session, world: World) -> None:
    interest = add(session, world)
    change(session, interest, 1, world.ada, text="Rivers, too", requires="water")

    with pytest.raises(Fresher) as slower:
        change(session, interest, 1, world.cleo, text="And the sea", excludes="salt")

    assert slower.value.theirs["text"] == "Rivers, too"
    assert slower.value.mine["text"] == "And the sea"
    assert interest.text == "Rivers, too"
    change(session, interest, 2, world.cleo, text="And the sea")
    assert (interest.text, interest.requires, interest.version) == ("And the sea", ("water",), 3)


def test_who_changes_what_was_taken_away_is_told_so(session: Session, world: World) -> None:
    interest = add(session, world)
    changing.end(session, interest, by=world.cleo, now=NOON)

    with pytest.raises(Conflict, match="took this interest away"):
        change(session, interest, 1, world.ada, text="Rivers")


def test_what_is_wrong_changes_nothing(session: Session, world: World) -> None:
    interest = add(session, world)

    with pytest.raises(Incomplete):
        change(session, interest, 1, world.ada, text="", requires="water")

    assert (interest.text, interest.requires, interest.version) == (LAKES, (), 1)


def alive(session: Session, interest: Interest) -> list[Match]:
    rows = select(Match).where(Match.interest_id == interest.id, Match.lost_at.is_(None))
    return list(session.scalars(rows))


@pytest.fixture
def fitting(session: Session, world: World) -> Interest:
    for number, thing in enumerate(("trains", "bread", "music", "ice", "forests"), 10):
        session.add(make_call(world.source, number, f"Better {thing}", f"More {thing} for all"))
    interest = add(session, world)
    match(session, NOON)
    assert alive(session, interest)
    return interest


def test_what_has_ended_is_matched_and_told_no_more_and_its_history_stays(
    session: Session, world: World, fitting: Interest
) -> None:
    found = alive(session, fitting)
    feedback.wish(session, fitting, world.lakes, Wish.MORE, by=world.ada, now=NOON)
    session.add(
        CallChange(call=world.lakes, field="title", old="a", new="b", noticed_at=NOON, held=False)
    )
    for each in world.town.interests:
        changing.end(session, each, by=world.ada, now=NOON)

    match(session, NOON + timedelta(hours=1))

    later = NOON + timedelta(hours=2)
    assert alive(session, fitting) == []
    assert world.town.interests == []
    assert changing.ended(session, world.town)[-1].id
    told = news_for(session, world.ada, later)
    assert told.new == []
    assert told.changed == []
    assert {each.id for each in found} <= set(session.scalars(select(Match.id)))
    assert session.scalars(select(Feedback)).one().interest_id == fitting.id


def test_what_is_brought_back_is_matched_again(
    session: Session, world: World, fitting: Interest, tmp_path: Any
) -> None:
    match(session, NOON, kept=tmp_path)
    changing.end(session, fitting, by=world.ada, now=NOON)
    changing.bring_back(session, fitting, by=world.ada, now=NOON)

    match(session, NOON + timedelta(minutes=1), kept=tmp_path)

    assert alive(session, fitting)


def test_areas_of_an_interest_are_judged_instead_of_the_partners(
    session: Session, world: World
) -> None:
    call = make_call(world.source, 20, "Norwegian lakes", areas=("NO",))
    session.add(call)
    world.town.area = "SE124"
    session.commit()

    def verdict(*codes: str) -> Verdict:
        said = judged(call, world.town, NOON, Interest(currency="", areas=codes))
        return next(each.verdict for each in said if each.condition == "area")

    assert [verdict(), verdict("SE124"), verdict("SE124", "NO"), verdict("SE124", "XX")] == [
        Verdict.NO, Verdict.NO, Verdict.YES, Verdict.UNKNOWN,
    ]  # fmt: skip


def test_where_and_until_when_count_at_the_next_matching(
    session: Session, world: World, fitting: Interest
) -> None:
    world.lakes.areas, world.town.area = ("NO",), "SE124"
    match(session, NOON)
    before = {each.call_id: each.may_apply for each in alive(session, fitting)}

    change(session, fitting, 1, world.ada, areas="Norge")
    match(session, NOON + timedelta(minutes=15))

    after = {each.call_id: each.may_apply for each in alive(session, fitting)}
    assert (before[world.lakes.id], after[world.lakes.id]) == (Verdict.NO, Verdict.YES)


def test_saving_asks_for_one_run_that_is_done_within_a_quarter_of_a_minute(
    engine: Engine, session: Session
) -> None:
    people = People(session)
    ran: list[datetime] = []
    job = Job("match", Every(timedelta(minutes=15)), ran.append)
    tick(engine, [job], owner="a", clock=lambda: NOON)
    for text in ("Lakes", "Rivers"):
        said = {"text": text}
        changing.add(session, people.town, said, by=people.ada, now=NOON, zone=ZONE)
    session.commit()
    soon = NOON + timedelta(seconds=15)

    done = [tick(engine, [job], owner="b", clock=repeat(at).__next__) for at in (NOON, soon, soon)]

    assert done == [[], ["match"], []]
    assert ran == [NOON, soon]
    assert session.scalars(select(JobRun.asked_for).order_by(JobRun.scheduled_for)).all() == [
        False, True,
    ]  # fmt: skip


def test_a_run_that_was_asked_for_and_broke_is_tried_again(engine: Engine) -> None:
    def breaks(now: Any) -> None:
        raise RuntimeError("no")

    with Session(engine) as session, session.begin():
        ask_for_run(session, "match", NOON)
    job, now = Job("match", Every(timedelta(days=365)), breaks), NOON
    tick(engine, [job], owner="a", clock=lambda: now)
    for _ in range(2 * MOST_TRIES):
        now += timedelta(hours=1)
        tick(engine, [job], owner="a", clock=repeat(now).__next__)

    with Session(engine) as session:
        tries = session.scalars(select(JobRun.tries)).all()
    assert tries == [MOST_TRIES, MOST_TRIES]


def loaded(session: Session, **interest: Any) -> Interest:
    party = {"name": "New", "interests": [{"text": LAKES, **interest}]}
    load(session, msgspec.json.encode({"partners": [party]}))
    session.flush()
    return session.scalars(select(Interest).order_by(Interest.id.desc())).first() or Interest()


def test_a_file_says_all_of_an_interest(session: Session) -> None:
    said = {"themes": ["SDG6"], "target_groups": ["schools"], "areas": ["SE124"], "parts": ["lead"]}

    interest = loaded(session, **said)

    assert {field: list(getattr(interest, field)) for field in said} == said
    assert interest.title == title_of(LAKES)


@pytest.mark.parametrize("said", [{"themes": ["SDG99"]}, {"areas": ["XX"]}, {"parts": ["boss"]}])
def test_a_file_with_an_unknown_code_is_refused(session: Session, said: dict[str, Any]) -> None:
    with pytest.raises(Misread):
        loaded(session, **said)


def test_what_was_taken_away_does_not_come_back_by_a_file(session: Session) -> None:
    interest = loaded(session)
    interest.ended_at = NOON

    assert loaded(session) is interest
