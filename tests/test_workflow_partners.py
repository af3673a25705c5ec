"""The register of partners: let in, described by two at once, leaving without its history."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.match import match
from models import Answer, Event, Good, Interest, Letter, Match, Offer, Partner, Signature, Stance
from papers.wording import LANGUAGES, say
from tests.bids import World, part_of
from tests.conftest import NOON
from workflow import Refused
from workflow.access import can
from workflow.answers import stances
from workflow.applications import inviting, willing
from workflow.forms.profile import FIELDS, read, words_of
from workflow.history import phrase
from workflow.partners import registering
from workflow.partners.registering import Fresher
from workflow.refusals import Incomplete


def register(session: Session, world: World, **words: str) -> Partner:
    return registering.register(session, words, by=world.cleo, now=NOON)


def errors_of(words: dict[str, str]) -> dict[str, str]:
    return {field: say(message, "en") for field, message in read(words)[1]}


def test_a_name_a_municipality_and_a_text_are_enough(session: Session, world: World) -> None:
    words = {"name": "Laxå kommun", "municipality": "Laxå"}

    partner = registering.register(
        session, words, "Young people. And lakes", by=world.cleo, now=NOON
    )

    assert (partner.area, partner.country, partner.number) == ("SE124", "SE", "")
    assert [(each.title, each.text) for each in partner.interests] == [
        ("Young people", "Young people. And lakes")
    ]


def test_a_profile_is_read_as_people_write_it() -> None:
    values, errors = read({
        "name": " Stiftelsen  Bro\u0000", "kind": "stiftelse", "area": "örebro län",
        "number": "", "co_funding_most": "33,5 %", "began": "1998",
        "can_wait": "no", "offers-premises": "A hall\r\n\r\nA barn", "offers-knowledge": "",
    })  # fmt: skip

    assert errors == []
    assert (values["name"], values["kind"], values["sector"]) == (
        "Stiftelsen  Bro", "foundation", "civil_society",
    )  # fmt: skip
    assert (values["area"], values["co_funding_most"]) == ("SE124", Decimal("33.5"))
    assert (values["began"], values["can_wait"]) == (1998, False)
    assert values["offers"] == (Offer(Good.PREMISES, "A hall"), Offer(Good.PREMISES, "A barn"))


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("name", " ", "Write the name"),
        ("kind", "circus", "We do not know"),
        ("area", "Atlantis", "no such county"),
        ("number", "202100-5480", "No organisation has this number"),
        ("number", "900101-0017", "somebody's personal number"),
        ("country", "XX", "Choose one of the countries"),
        ("began", "98", "four digits"),
        ("began", "long ago", "four digits"),
        ("co_funding_most", "101", "0 to 100"),
        ("co_funding_most", "1.234", "0 to 100"),
        ("co_funding_most", "-1", "0 to 100"),
        ("co_funding_most", "half", "0 to 100"),
        ("about", "x" * 5001, "At most 5000 characters"),
    ],
)
def test_what_is_wrong_in_a_profile_stands_at_its_field(field: str, text: str, words: str) -> None:
    assert words in errors_of({"name": "Town", field: text})[field]


def test_a_partner_is_typed_as_it_is_kept(session: Session, world: World) -> None:
    words = {
        "name": "Folk", "municipality": "Laxå", "kind": "folk_high_school", "sector": "public",
        "country": "NO", "number": "974 760 673", "area": "SE311", "about": "We teach",
        "offers-premises": "A hall\nA barn", "offers-staff_hours": "", "offers-knowledge": "",
        "offers-co_funding": "", "offers-other": "", "began": "1998", "co_funding_most": "33.5",
        "can_wait": "yes",
    }  # fmt: skip

    kept = words_of(register(session, world, **words))

    assert set(kept) == set(FIELDS)
    assert kept == words


@pytest.mark.parametrize(
    "words", [{"name": "town"}, {"name": "Other", "number": "2021005489"}]
)  # fmt: skip
def test_two_partners_do_not_share_a_name_or_a_number(
    session: Session, world: World, words: dict[str, str]
) -> None:
    world.town.number = "202100-5489"

    with pytest.raises(Incomplete) as refused:
        register(session, world, **words)

    assert [field for field, _ in refused.value.errors] == list(words)[-1:]


def test_nobody_else_lets_in(session: Session, world: World) -> None:
    with pytest.raises(Refused):
        registering.register(session, {"name": "New"}, by=world.ada, now=NOON)


def test_the_slower_of_two_sees_both_texts(session: Session, world: World) -> None:
    town, seen = world.town, world.town.version
    registering.describe(session, town, {"about": "Hers"}, seen=seen, by=world.ada, now=NOON)

    with pytest.raises(Fresher) as late:
        registering.describe(
            session, town, {"about": "Theirs", "municipality": "Laxå"},
            seen=seen, by=world.cleo, now=NOON,
        )  # fmt: skip

    assert (late.value.mine["about"], late.value.mine["municipality"]) == ("Theirs", "Laxå")
    assert (late.value.theirs["about"], late.value.theirs["municipality"]) == ("Hers", "")
    assert town.about == "Hers"
    registering.describe(
        session, town, late.value.mine, seen=town.version, by=world.cleo, now=NOON
    )  # fmt: skip
    assert (town.about, town.municipality, town.area) == ("Theirs", "Laxå", "SE124")


def test_a_change_is_told_by_its_fields_and_no_change_is_none(
    session: Session, world: World
) -> None:
    town = world.town
    for _ in range(2):
        words = {"about": "We are a town", "offers-premises": "A hall", "offers-other": "A lake"}
        registering.describe(session, town, words, seen=town.version, by=world.ada, now=NOON)

    told = session.scalars(select(Event).filter_by(verb="profiled")).all()
    assert [say(phrase(each), "en") for each in told] == ["Changed: About us, Can offer."]
    assert town.version == 2


def test_only_its_own_and_who_keeps_the_register_describe_a_partner(
    session: Session, world: World
) -> None:
    allowed = {
        name for name, person in vars(world).items()
        if name in ("ada", "eve", "ben", "dana", "cleo", "finn") and can(person, "keep", world.town)
    }  # fmt: skip

    assert allowed == {"ada", "cleo"}


def test_a_partner_leaves_and_its_history_stays(session: Session, world: World) -> None:
    bid = world.bid(world.town, "Blue lakes", world.university)
    world.agree(part_of(bid, world.university))
    ben_id, uni = world.ben.id, world.university

    registering.leave(session, uni, by=world.cleo, now=NOON + timedelta(days=1))
    session.commit()

    assert (uni.people, uni.left_at is not None) == ([], True)
    assert session.scalars(select(Signature.person_id)).all() == [ben_id]
    assert uni in [each.partner for each in session.scalars(select(Stance))]
    assert part_of(bid, uni).declined_at is not None
    told = session.scalars(select(Letter).filter_by(kind="declined")).all()
    assert [each.reader.name for each in told] == ["Ada"]
    left = session.scalars(select(Event).filter_by(verb="left")).one()
    assert left.facts["people"] == [ben_id]


def test_who_leads_a_bid_does_not_leave_in_its_midst(session: Session, world: World) -> None:
    world.bid(world.town, "Blue lakes")

    with pytest.raises(Refused, match="Blue lakes"):
        registering.leave(session, world.town, by=world.cleo, now=NOON)

    assert world.town.people != []


def test_a_partnership_keeps_its_last_coordinator(session: Session, world: World) -> None:
    with pytest.raises(Refused, match="Somebody has to coordinate"):
        registering.leave(session, world.region, by=world.cleo, now=NOON)


def test_calls_are_found_for_those_who_are_in(session: Session, world: World) -> None:
    world.firm.interests = [Interest(title="Lakes", text="Water quality in lakes", language="en")]
    session.flush()
    match(session, NOON)
    assert session.scalars(select(Match)).one().lost_at is None

    registering.leave(session, world.firm, by=world.cleo, now=NOON)
    match(session, NOON + timedelta(days=1))

    assert session.scalars(select(Match)).one().lost_at is not None


def test_who_left_can_come_back_without_its_people(session: Session, world: World) -> None:
    registering.leave(session, world.firm, by=world.cleo, now=NOON)
    with pytest.raises(Refused):
        registering.leave(session, world.firm, by=world.cleo, now=NOON)

    registering.come_back(session, world.firm, by=world.cleo, now=NOON)

    assert (world.firm.left_at, world.firm.people) == (None, [])
    with pytest.raises(Refused):
        registering.come_back(session, world.firm, by=world.cleo, now=NOON)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_happens_to_partners_has_words(
    session: Session, world: World, language: str
) -> None:
    registering.leave(session, world.firm, by=world.cleo, now=NOON)
    registering.come_back(session, world.firm, by=world.cleo, now=NOON)
    register(session, world, name="New")

    said = [say(phrase(each), language) for each in session.scalars(select(Event))]

    assert all("{" not in each for each in said)
    assert len(said) == 3


def test_nothing_new_is_done_for_who_has_left(session: Session, world: World) -> None:
    bid = world.bid(world.town, "Blue lakes", world.university)
    registering.leave(session, world.university, by=world.cleo, now=NOON)

    with pytest.raises(Refused, match="University has left"):
        stances.answer(
            session, world.university, world.lakes, Answer.JOIN, by=world.cleo, now=NOON, seen=1
        )
    with pytest.raises(Refused, match="University has left"):
        inviting.invite(session, bid, world.university, by=world.ada, now=NOON)

    assert [each.partner for each in willing.willing(session, world.lakes)] == [world.town]
