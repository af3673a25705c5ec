"""Every route for every role, in one's own partner and in another: from the table in walking.py."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.furnishing import PERSONAS, World
from tests.walking import ALL, GUESTS, ROWS, Row
from web.doors import policy_of

REFUSAL = "You may not do this for others"
SECRET = "We clean the lakes together"  # what a bid says; its title is known to members
OTHERS = "Clear lakes"  # a bid that the guest is not in


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("walk"))
    yield world
    world.close()


def named(app: Flask) -> set[str]:
    """Return every route with each of its methods."""
    return {
        f"{method} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }


def test_every_route_has_its_row(world: World) -> None:
    assert named(world.app) ^ set(ROWS) == set()


@pytest.mark.parametrize("name", ROWS)
def test_who_gets_in_is_who_should(world: World, name: str) -> None:
    row, wrong = ROWS[name], []
    for letter, own in PERSONAS:
        answer = world.ask(name, row, (letter, own))
        meant = may_come(name, row, letter, own=own)
        right = not refused(answer) if meant else answer.status_code in codes(row, letter, own=own)
        if not right or refused(answer) == meant or leaks(name, answer, letter, own=own):
            wrong.append((letter, "own" if own else "other", answer.status))
        if name.startswith("POST"):
            world.put_back()

    assert wrong == []


def may_come(name: str, row: Row, letter: str, *, own: bool) -> bool:
    """Say whether somebody is let in; a guest is a stranger where nothing else is said."""
    if letter == "g":
        return name in GUESTS or "-" in row.own
    return letter in (row.own if own else row.other)


def refused(answer: TestResponse) -> bool:
    """Say whether somebody was not let in; a form that is sent back is not a refusal."""
    assert answer.status_code < 500
    return answer.status_code in (403, 404) or REFUSAL in text(answer)


def text(answer: TestResponse) -> str:
    """Return what is shown; a file may be no text."""
    return answer.get_data().decode(errors="replace")


def codes(row: Row, letter: str, *, own: bool) -> tuple[int, ...]:
    """Return how somebody may be refused."""
    if letter in "-x" and row.own + row.other:
        return (403,)
    if letter == "g":
        return (403, 404, 409)
    return (404,) if row.hidden and not own and letter not in "co" else row.refused


def leaks(name: str, answer: TestResponse, letter: str, *, own: bool) -> bool:
    """Say whether somebody is told of others' bids, or a stranger of anybody's address."""
    stranger = letter in "-x"
    if letter == "g":
        return OTHERS in text(answer)
    if (stranger or not own) and letter not in "co" and SECRET in text(answer):
        return True
    return stranger and "@example.org" in text(answer) and not name.endswith(HOLDERS)


# Whoever holds a letter's ticket goes on as its receiver.
HOLDERS = ("people.door", "people.ask", "arriving.look")


def test_every_page_that_says_who_may_come_says_it_by_a_rule_of_the_doors(world: World) -> None:
    rules = {policy_of(world.app, rule.endpoint) for rule in world.app.url_map.iter_rules()}

    assert {getattr(rule, "__module__", "") for rule in rules} == {"web.doors"}


def test_the_table_says_something_of_everybody() -> None:
    assert {letter for row in ROWS.values() for letter in row.own + row.other} == set(ALL)
