"""What findings are held against is told by those who may, and nothing is guessed."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from models import Answer, JobRun, Limit, OverlapKind, Person, Staff
from scrapers.prose.lead_limits import lead_limit
from tests.bids import Rivals, part_of
from tests.conftest import NOON
from workflow.answers import stances
from workflow.overlaps import finding, limits
from workflow.overlaps.limits import Hours
from workflow.people.personal import report
from workflow.refusals import Refused


def say(rivals: Rivals, by: Person, **values: Any) -> None:
    told = {"places": 1, "per_lead": None, "words": "Sid. 4"} | values
    limits.say_limit(rivals.session, rivals.world.lakes, by=by, now=NOON, **told)


def test_a_coordinator_tells_a_limit_changes_it_and_takes_it_back(rivals: Rivals) -> None:
    say(rivals, rivals.world.cleo)
    say(rivals, rivals.world.cleo, places=2, per_lead=1)
    [known] = rivals.session.scalars(select(Limit))

    assert (known.places, known.per_lead) == (2, 1)
    say(rivals, rivals.world.cleo, places=None, words="")
    assert rivals.session.scalars(select(Limit)).all() == []


@pytest.mark.parametrize(
    ("values", "why"),
    [({"places": 0}, "from 1"), ({"per_lead": -1}, "from 1"), ({"words": " "}, "where it is said")],
)
def test_a_limit_is_a_number_with_its_words(rivals: Rivals, values: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        say(rivals, rivals.world.cleo, **values)


def test_only_coordinators_tell_limits(rivals: Rivals) -> None:
    with pytest.raises(Refused, match="for others"):
        say(rivals, rivals.world.ada)


def test_a_partner_says_how_much_it_can_lead_and_others_do_not(rivals: Rivals) -> None:
    world = rivals.world
    limits.say_leads(rivals.session, world.town, 2, by=world.ada, now=NOON)

    assert world.town.leads_most == 2
    for by, most, why in ((world.dana, 3, "for others"), (world.ada, 0, "from 1")):
        with pytest.raises(Refused, match=why):
            limits.say_leads(rivals.session, world.town, most, by=by, now=NOON)


KARIN = Hours("Karin  Ek", "projektledare", 2027, Decimal(860))


def test_staff_is_replaced_by_what_is_said_later(rivals: Rivals) -> None:
    mine, ada = part_of(rivals.blue, rivals.world.town), rivals.world.ada

    limits.name_staff(rivals.session, mine, [KARIN], by=ada, now=NOON)
    limits.name_staff(rivals.session, mine, [KARIN, KARIN._replace(year=2028)], by=ada, now=NOON)

    said = [(each.name, each.year) for each in limits.staff_of(rivals.session, mine)]
    assert said == [("Karin Ek", 2027), ("Karin Ek", 2028)]


@pytest.mark.parametrize(
    "rows",
    [
        [KARIN._replace(name=" ")], [KARIN._replace(name="x" * 201)], [KARIN._replace(year=27)],
        [KARIN._replace(hours=Decimal(0))], [KARIN._replace(hours=Decimal(9000))],
        [KARIN, KARIN._replace(name="karin ek")],
    ],
)  # fmt: skip
def test_a_line_that_says_too_little_or_too_much_is_refused(
    rivals: Rivals, rows: list[Hours]
) -> None:
    mine = part_of(rivals.blue, rivals.world.town)

    with pytest.raises(Refused):
        limits.name_staff(rivals.session, mine, rows, by=rivals.world.ada, now=NOON)

    assert rivals.session.scalar(select(func.count(Staff.id))) == 0


def test_who_is_named_as_staff_is_in_the_report_of_what_is_kept(rivals: Rivals) -> None:
    mine = part_of(rivals.blue, rivals.world.town)
    row = KARIN._replace(name=rivals.world.ada.name)
    limits.name_staff(rivals.session, mine, [row], by=rivals.world.ada, now=NOON)

    places = [line.place for line in report(rivals.session, rivals.world.ada)]

    assert "staff.name" in places


def test_others_do_not_name_a_partners_staff(rivals: Rivals) -> None:
    mine = part_of(rivals.clear, rivals.world.association)

    with pytest.raises(Refused, match="for others"):
        limits.name_staff(rivals.session, mine, [KARIN], by=rivals.world.ada, now=NOON)


def test_whatever_changes_a_bid_asks_for_a_comparison(rivals: Rivals) -> None:
    session = rivals.session

    assert session.scalars(select(JobRun.asked_for).filter_by(job="find_overlaps")).all() == [True]


def test_an_answer_that_is_taken_back_leaves_its_findings(rivals: Rivals) -> None:
    world = rivals.world
    stances.answer(
        rivals.session, world.firm, world.lakes, Answer.LEAD, by=world.finn, now=NOON,
        seen=0,
    )  # fmt: skip
    stance = stances.stance_of(rivals.session, world.firm, world.lakes)
    assert stance
    noted = finding.note(
        rivals.session, OverlapKind.MORE_THAN_PLACES, [rivals.blue, stance], "Firman rang",
        by=world.cleo, now=NOON,
    )  # fmt: skip
    assert {each.lead for each in noted.members} == {world.town, world.firm}

    rivals.session.delete(stance)
    rivals.session.flush()
    rivals.session.expire_all()

    assert [each.lead for each in noted.members] == [world.town]


def test_who_said_no_is_in_nobodys_way(rivals: Rivals) -> None:
    world = rivals.world
    stances.answer(
        rivals.session, world.firm, world.lakes, Answer.NO, by=world.finn, now=NOON, seen=0
    )  # fmt: skip
    stance = stances.stance_of(rivals.session, world.firm, world.lakes)
    assert stance

    with pytest.raises(Refused, match="does not want"):
        finding.note(
            rivals.session, OverlapKind.MORE_THAN_PLACES, [rivals.blue, stance], "x",
            by=world.cleo, now=NOON,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Sök nu. Varje lärosäte får lämna in högst en ansökan. Välkommen.", 1),
        ("Endast två ansökningar per organisation bedöms.", 2),
        ("Each applicant may submit no more than 3 proposals under this call.", 3),
        ("Kommuner kan søke. Maksimum 2 søknader per søker.", 2),
        ("Högst två ansökningar per sökande. Varje kommun får lämna högst tre ansökningar.", None),
        ("Högst 60 procent per part. En ansökan om högst en miljon.", None),
    ],
)
def test_a_limit_is_read_only_where_a_call_tells_one(text: str, most: int | None) -> None:
    read = lead_limit(text)

    assert (read.most if read else None) == most
