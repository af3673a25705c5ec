"""One call told by two sources, and each round after the one before it; never by guess."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.link_calls import link_calls
from lexicon.terms import Deadline, Doubt
from models import Answer, Call
from models.call import open_calls
from scrapers.kinship import Kin, Told, follows, same
from tests.conftest import NOON, People, make_call
from tests.twins import TITLE
from workflow.answers import stances

MARCH, NEXT_MARCH = date(2027, 3, 11), date(2028, 3, 9)


def call(key: str, source: str = "a", **said: Any) -> Told[str]:
    facts = {
        "identifier": key, "url": f"https://{source}.example/{key}", "title": TITLE, "opens": None,
        "days": frozenset([MARCH]), "weight": 1,
    }  # fmt: skip
    return Told(key=key, source=source, **{**facts, **said})


def test_the_same_title_and_days_at_two_sources_are_one_call() -> None:
    told = [call("1", "a", weight=5), call("2", "b", title=TITLE.upper(), weight=9)]

    assert list(same(told)) == [Kin("2", "1")]


def test_an_address_that_bears_the_others_number_is_the_same_call() -> None:
    topic = call("ESF-2027-SOC-INNOV", "eu", weight=9)
    listed = call("77", "list", title="Other words", url="https://x.example/esf-2027-soc-innov")

    assert list(same([listed, topic])) == [Kin("ESF-2027-SOC-INNOV", "77")]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Social innovation for the young unemployed"},
        {"days": frozenset([date(2027, 3, 12)])},
        {"days": frozenset()},
        {"source": "a"},
    ],
)
def test_what_is_only_alike_stays_apart(other: dict[str, Any]) -> None:
    assert list(same([call("1"), call(**{"key": "2", "source": "b", **other})])) == []


def test_short_titles_say_too_little() -> None:
    assert list(same([call("1", title="Stöd"), call("2", "b", title="Stöd")])) == []


def test_a_plain_word_in_an_address_is_no_number() -> None:
    told = [call("projektstod", "a", title="One of the calls"), call("2", "b", title="Another one",
            url="https://b.example/projektstod")]  # fmt: skip

    assert list(same(told)) == []


def test_three_tellings_of_one_call_hang_on_the_fullest() -> None:
    told = [call("1", "a", weight=1), call("2", "b", weight=9), call("3", "c", weight=2)]

    found = {kin.other: kin.first for kin in same(told)}

    assert set(found) & set(found.values()) == set()
    assert "2" not in found


def test_next_years_round_follows_this_years() -> None:
    this = call("1", title=f"{TITLE} 2027")
    after = call("2", title=f"{TITLE} 2028", days=frozenset([NEXT_MARCH]))

    assert list(follows([after, this])) == [Kin("1", "2")]


@pytest.mark.parametrize(
    "other",
    [
        {"title": f"{TITLE}, Norra Mellansverige"},
        {"source": "b"},
        {"days": frozenset([MARCH])},
        {"days": frozenset([NEXT_MARCH]), "opens": date(2027, 1, 1)},
    ],
)
def test_what_runs_beside_it_does_not_follow(other: dict[str, Any]) -> None:
    assert list(follows([call("1"), call(**{"key": "2", **other})])) == []


def test_of_several_earlier_rounds_the_latest_is_followed() -> None:
    rounds = [call(str(n), days=frozenset([MARCH + n * timedelta(days=365)])) for n in range(3)]

    assert {kin.other: kin.first for kin in follows(rounds)} == {"1": "0", "2": "1"}


def test_a_second_origin_stands_beside_the_call_and_not_in_lists(
    session: Session, people: People, twin: Call
) -> None:
    assert link_calls(session) == 1
    assert link_calls(session) == 0
    session.flush()
    session.expire_all()

    assert people.lakes.same_as is twin
    assert twin.origins == [people.lakes]
    assert session.scalars(open_calls(NOON)).all() == [twin]


def test_what_was_answered_stays_where_it_is(session: Session, people: People, twin: Call) -> None:
    stances.answer(session, people.town, people.lakes, Answer.JOIN, by=people.ada, now=NOON)

    link_calls(session)

    assert twin.same_as_id == people.lakes.id


def test_two_that_were_both_answered_stay_apart(
    session: Session, people: People, twin: Call
) -> None:
    for each in (people.lakes, twin):
        stances.answer(session, people.town, each, Answer.JOIN, by=people.ada, now=NOON)

    assert link_calls(session) == 0


def test_a_doubtful_call_is_not_linked(session: Session, people: People, twin: Call) -> None:
    twin.uncertain = (Doubt(field="deadlines", words="i mars"),)

    assert link_calls(session) == 0


def test_a_call_that_changes_is_let_go_again(session: Session, people: People, twin: Call) -> None:
    link_calls(session)
    twin.title = "Something else altogether"

    assert link_calls(session) == 1
    assert session.scalars(select(Call.same_as_id)).all() == [None, None]


def test_a_deadline_of_a_day_is_enough(session: Session, people: People) -> None:
    later = (Deadline(day=date(2027, 3, 1)),)
    people.lakes.title = f"{TITLE} 2026"
    after = make_call(people.source, 5, f"{TITLE} 2027", deadlines=later)
    session.add(after)
    session.flush()

    link_calls(session)
    session.flush()

    assert after.follows is people.lakes
