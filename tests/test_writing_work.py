"""Tasks and comments: given, done, said, and told to those whom they concern."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Letter, Person, Role, Stance, Task
from tests.bids import World
from tests.conftest import NOON
from tests.writing import section_of
from workflow import Conflict, Refused
from workflow.applications import stages
from workflow.letters.digests import preview
from workflow.letters.edition import edition
from workflow.letters.rhythms import Usual
from workflow.writing import comments, tasks

DAY = timedelta(days=1)
TODAY = NOON.date()


def told(session: Session, kind: str) -> list[str]:
    """Return who has a letter of a kind before them."""
    wanted = select(Person.name).join(Letter, Letter.person_id == Person.id).where(
        Letter.kind == kind
    )  # fmt: skip
    return sorted(session.scalars(wanted))


def test_who_is_given_a_task_is_told_with_a_link_that_needs_no_account(
    session: Session, world: World, bid: Application
) -> None:
    task = tasks.add(
        session, bid, "Ask  the board", partner=world.university, person=world.ben,
        due=TODAY + DAY, by=world.ada, now=NOON,
    )  # fmt: skip

    [letter] = session.scalars(select(Letter).filter_by(kind="tasked"))
    assert letter.person_id == world.ben.id
    assert "Ask the board" in letter.subject
    assert f"/in/~ticket~?next=%2Fapplications%2F{bid.id}%2Fwork%23task-{task.id}" in letter.text
    assert tasks.waiting(session, world.ben) == [task]
    assert tasks.waiting(session, world.ada) == []


def test_a_task_of_a_partner_waits_for_all_who_speak_for_it(
    session: Session, world: World, bid: Application
) -> None:
    adviser = world.person("Anton", world.town, Role.ADVISER)

    task = tasks.add(session, bid, "Ask", partner=world.town, by=world.ben, now=NOON)

    assert told(session, "tasked") == ["Ada", "Eve"]
    assert [tasks.waiting(session, each) for each in (world.ada, world.eve, adviser)] == [
        [task], [task], [],
    ]  # fmt: skip


def test_the_same_task_is_given_once_and_another_day_or_person_is_another_task(
    session: Session, world: World, bid: Application
) -> None:
    def give(person: Person | None = None, due: date | None = None) -> Task:
        return tasks.add(
            session, bid, "Ask", partner=world.town, person=person, due=due, by=world.ben, now=NOON
        )

    given = [give(), give(), give(world.ada), give(world.eve), give(world.eve, TODAY)]

    assert [given.index(each) for each in given] == [0, 0, 2, 3, 4]


def test_done_and_taken_up_again_each_once(
    session: Session, world: World, bid: Application
) -> None:
    task = tasks.add(session, bid, "Ask", partner=world.town, by=world.ben, now=NOON)

    for _ in range(2):
        tasks.finish(session, task, done=True, by=world.ben, now=NOON)
    then = (task.done_by_id, list(tasks.waiting(session)))
    tasks.finish(session, task, done=False, by=world.ada, now=NOON)
    session.flush()

    assert then == (world.ben.id, [])
    assert list(tasks.waiting(session)) == [task]


def test_a_task_that_moves_on_is_told_to_the_new_one_only(
    session: Session, world: World, bid: Application
) -> None:
    task = tasks.add(session, bid, "Ask", partner=world.town, person=world.ada, by=world.ben,
                     now=NOON)  # fmt: skip

    tasks.change(
        session, task, "Ask them", partner=world.university, person=world.ben, due=None, seen=1,
        by=world.eve, now=NOON,
    )  # fmt: skip

    assert told(session, "tasked") == ["Ben"]  # the letter to Ada had not left yet


def test_two_who_change_a_task_meet(session: Session, world: World, bid: Application) -> None:
    task = tasks.add(session, bid, "Ask", partner=world.town, by=world.ben, now=NOON)
    said: dict[str, Any] = {"partner": world.town, "person": None, "due": None, "now": NOON}
    tasks.change(session, task, "Ask them", seen=1, by=world.ada, **said)

    tasks.change(session, task, "Ask them", seen=1, by=world.ben, **said)  # the same is the same
    with pytest.raises(Conflict):
        tasks.change(session, task, "Ask nobody", seen=1, by=world.ben, **said)


def test_a_task_is_for_those_who_are_in(session: Session, world: World, bid: Application) -> None:
    with pytest.raises(Refused, match="not in the application"):
        tasks.add(session, bid, "Ask", partner=world.firm, by=world.ada, now=NOON)
    with pytest.raises(Refused, match="may not"):
        tasks.add(session, bid, "Ask", partner=world.town, by=world.finn, now=NOON)
    with pytest.raises(Refused, match="what is to be done"):
        tasks.add(session, bid, "  ", partner=world.town, by=world.ada, now=NOON)


def test_nothing_waits_in_a_bid_that_was_withdrawn(
    session: Session, world: World, bid: Application
) -> None:
    task = tasks.add(session, bid, "Ask", partner=world.town, by=world.ben, now=NOON)
    stages.move(session, bid, "withdraw", by=world.ada, now=NOON)

    assert list(tasks.waiting(session)) == []
    with pytest.raises(Refused, match="no longer be changed"):
        tasks.finish(session, task, done=True, by=world.ada, now=NOON)


def test_a_task_taken_away_takes_its_letter_along(
    session: Session, world: World, bid: Application
) -> None:
    task = tasks.add(session, bid, "Ask", partner=world.town, by=world.ben, now=NOON)

    tasks.remove(session, task, by=world.ben, now=NOON)

    assert told(session, "tasked") == []


def test_who_is_named_in_a_comment_is_told_by_mail(
    session: Session, world: World, bid: Application
) -> None:
    goals = section_of(bid, "goals")

    said = comments.say(session, bid, "@ben, whose?", section=goals, by=world.ada, now=NOON)

    [letter] = session.scalars(select(Letter).filter_by(kind="commented"))
    assert letter.person_id == world.ben.id
    assert f"text%2F{goals.id}%23comment-{said.id}" in letter.text
    assert "whose" not in letter.text  # what was said stands on the page


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ben", ["Ben"]),
        ("Ask @BEN and @ada.", ["Ada", "Ben"]),
        ("@Ben @Ben", ["Ben"]),
        ("@Finn", []),  # is in no part of it
        ("@Dana", []),
        ("ben@Ben.example", []),
        ("@Bengt", []),
        ("@Ada Berg", ["Ada"]),
        ("@", []),
        ("@.*", []),
    ],
)
def test_only_members_of_the_bid_can_be_named(
    world: World, bid: Application, text: str, named: list[str]
) -> None:
    assert sorted(each.name for each in comments.mentioned(bid, text)) == named


def test_a_first_name_that_two_have_names_neither(
    session: Session, world: World, bid: Application
) -> None:
    for name in ("Ida Berg", "Ida Dahl"):
        world.person(name, world.university, Role.ADVISER)
    session.flush()

    found = comments.mentioned(bid, "@Ida and @ida dahl")

    assert [each.name for each in found] == ["Ida Dahl"]


def test_a_comment_sent_twice_is_said_once(
    session: Session, world: World, bid: Application
) -> None:
    for _ in range(2):
        comments.say(session, bid, "@Ben look", by=world.ada, now=NOON)

    assert len(comments.of(session, bid)) == 1
    assert told(session, "commented") == ["Ben"]


def test_strangers_and_empty_words_say_nothing(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="may not"):
        comments.say(session, bid, "Hello", by=world.finn, now=NOON)
    for words in (" \n", "x" * 6000):
        with pytest.raises(Refused):
            comments.say(session, bid, words, by=world.ada, now=NOON)


def letter_to(session: Session, person: Person) -> str:
    """Return the letter that a person would get now."""
    usual = Usual("Europe/Stockholm", 2, time(6, 30))
    written = preview(session, edition(session, NOON, usual), person)
    assert written is not None
    return f"{written.subject}\n{written.text}"


def test_letters_remind_of_tasks_with_the_way_to_each(
    session: Session, world: World, bid: Application
) -> None:
    world.ben.language = "en"
    task = tasks.add(
        session, bid, "Ask the board", partner=world.university, due=TODAY + 14 * DAY,
        by=world.ada, now=NOON,
    )  # fmt: skip
    world.agree(bid.commitments[1])

    text = letter_to(session, world.ben)

    assert text.startswith("Do by 26\xa0January: Ask the board\n")
    assert "To be done by Monday\xa026\xa0January\xa02026, in “Blue lakes”." in text
    assert f"work%23task-{task.id}" in text


def test_letters_remind_of_ones_own_target_where_the_call_has_no_day(
    session: Session, world: World, bid: Application
) -> None:
    world.ben.language = "en"
    world.lakes.dates.clear()
    bid.target = TODAY + 3 * DAY
    bid.opened_at = NOON - 30 * DAY
    for each in session.scalars(select(Stance)):
        each.answered_at = NOON - 30 * DAY
    world.agree(bid.commitments[1])
    session.flush()

    text = letter_to(session, world.ben)

    assert text.startswith("To be sent by 15\xa0January: Cleaner lakes\n")
    assert "You want to have it sent by Thursday\xa015\xa0January\xa02026." in text
