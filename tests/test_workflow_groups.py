"""Groups of people, and meetings with the days of their papers."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Group, Meeting
from tests.bids import World
from tests.conftest import NOON
from tests.inviting import invite
from workflow import Conflict, Refused
from workflow.access import belongs
from workflow.partners import meetings
from workflow.people import groups
from workflow.refusals import Incomplete


def test_a_group_is_formed_and_changed_by_one_at_a_time(session: Session, world: World) -> None:
    group = groups.save(
        session, None, name="Watch", purpose="Looks ahead", people=[world.ada, world.ben],
        by=world.cleo, now=NOON,
    )  # fmt: skip
    assert [each.name for each in group.people] == ["Ada", "Ben"]
    kept = {"purpose": "", "by": world.cleo, "now": NOON}

    groups.save(session, group, name="Watch out", people=[world.ben], seen=1, **kept)  # type: ignore[arg-type]  # said twice

    with pytest.raises(Conflict):
        groups.save(session, group, name="Look", people=[], seen=1, **kept)  # type: ignore[arg-type]  # said twice
    assert (group.name, [each.name for each in group.people]) == ("Watch out", ["Ben"])


def test_a_group_has_a_name_of_its_own_and_people_who_are_here(
    session: Session, world: World
) -> None:
    groups.save(session, None, name="Watch", purpose="", people=[], by=world.cleo, now=NOON)
    stranger = invite(session, world).person

    for name, people, words in (
        ("watch", [], "already"), (" ", [], "name"), ("New", [stranger], "Only people"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            groups.save(
                session, None, name=name, purpose="", people=people, by=world.cleo, now=NOON
            )
    with pytest.raises(Refused):
        groups.save(session, None, name="Ours", purpose="", people=[], by=world.ada, now=NOON)


def test_a_dissolved_group_leaves_its_people(session: Session, world: World) -> None:
    group = groups.save(
        session, None, name="Watch", purpose="", people=[world.ada], by=world.cleo, now=NOON
    )

    groups.dissolve(session, group, by=world.cleo, now=NOON)
    session.commit()

    assert session.scalars(select(Group)).all() == []
    assert belongs(world.ada)


def test_meetings_come_with_the_day_their_papers_are_due(session: Session, world: World) -> None:
    days = "2026-03-10\n2026-04-14\n2026-03-10\n"

    for papers in ("14", "0"):
        meetings.add(
            session, world.town, body="The board", days=days, papers=papers, by=world.ada, now=NOON
        )

    found = meetings.coming(session, NOON.date())
    assert [(str(each.day), str(each.papers_due)) for each in found] == [
        ("2026-03-10", "2026-02-24"), ("2026-04-14", "2026-03-31"),
    ]  # fmt: skip


def test_papers_may_be_due_on_the_day_itself_or_not_be_known(
    session: Session, world: World
) -> None:
    for body, papers in (("A", "0"), ("B", "")):
        meetings.add(
            session, None, body=body, days="2026-03-10", papers=papers, by=world.cleo, now=NOON
        )

    found = meetings.coming(session, NOON.date())
    assert [str(each.papers_due) for each in found] == ["2026-03-10", "None"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"body": " "}, "body"), ({"days": ""}, "days"), ({"days": "2026-03-10\n10/3"}, "days"),
        ({"days": "0001-01-01"}, "days"), ({"papers": "two weeks"}, "papers"),
        ({"papers": "-1"}, "papers"), ({"papers": "400"}, "papers"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_meetings_stands_at_its_field(
    session: Session, world: World, said: dict[str, str], field: str
) -> None:
    words = {"body": "The board", "days": "2026-03-10", "papers": "14", **said}

    with pytest.raises(Incomplete) as refused:
        meetings.add(session, world.town, **words, by=world.ada, now=NOON)

    assert [each for each, _ in refused.value.errors] == [field]


def test_each_plans_their_own_meetings(session: Session, world: World) -> None:
    (meeting,) = meetings.add(
        session, world.town, body="The board", days="2026-03-10", papers="", by=world.ada, now=NOON
    )

    with pytest.raises(Refused):
        meetings.remove(session, meeting, by=world.ben, now=NOON)
    with pytest.raises(Refused):
        meetings.add(
            session, None, body="All", days="2026-03-10", papers="", by=world.ada, now=NOON
        )
    meetings.remove(session, meeting, by=world.cleo, now=NOON)

    assert session.scalars(select(Meeting)).all() == []


def test_meetings_of_who_has_left_are_not_told(session: Session, world: World) -> None:
    meetings.add(
        session, world.town, body="The board", days="2026-03-10", papers="", by=world.ada, now=NOON
    )
    world.town.left_at = NOON

    assert meetings.coming(session, NOON.date()) == []
