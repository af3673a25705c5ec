"""What holds for each route, whoever asks: in the code, and at the door."""

import ast
import re
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from models import Membership, Person, Role
from tests.conftest import People
from tests.pages import ticket, visitor
from tests.walking import ROWS

WEB = Path(__file__).parents[1] / "web"
ROUTES = {"get", "post", "put", "patch", "delete", "route"}
BELOW = (
    ["policy"], ["policy", "reads"], ["policy", "machines"], ["policy", "takes_files"],
)  # fmt: skip
# Forms that programs send for their owners, without having seen a page of ours.
WITHOUT_TOKEN = {"leaving.leave", "returns.bounces", "subscribing.leave"}
IMPOSSIBLE = (10**17, 2**63)
# What ends the session comes last.
ENDING = ("account.end", "account.out_everywhere", "people.leave")
NAMES = sorted(ROWS, key=lambda name: name.split()[1] in ENDING)


class View(NamedTuple):
    """A function, and what stands above it, from the top."""

    place: str
    above: list[str]


def views() -> Iterator[View]:
    """Yield every function of the pages that answers an address, be it one of all tables."""
    tables = (WEB / "tables.py").read_text("utf-8")
    for file in sorted(WEB.rglob("*.py")):
        words = file.read_text("utf-8")
        words += tables if "tables.hang(pages" in words else ""
        pages = re.search(r'^pages = Blueprint\("(\w+)"', words, re.MULTILINE)
        for node in ast.walk(ast.parse(words)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                above = [ast.unparse(each).partition("(")[0] for each in node.decorator_list]
                if any(each in {f"pages.{verb}" for verb in ROUTES} for each in above):
                    yield View(f"{pages and pages[1]}.{node.name}", above)


def is_route(name: str) -> bool:
    return name.startswith("pages.")


def test_what_a_page_says_of_who_may_come_stands_below_its_route() -> None:
    """A decorator above a route is never called, and one that hides the policy closes the page."""
    wrong = [view.place for view in views() if list(dropwhile(is_route, view.above)) not in BELOW]

    assert wrong == []


def test_no_route_is_added_past_what_the_code_shows(app: Flask) -> None:
    told = {view.place for view in views()}

    there = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}

    assert there - told == set()


@pytest.fixture
def people(session: Session) -> People:
    """The people, of whom Cleo is everything in the hub, and in the town too."""
    session.expire_on_commit = False
    people = People(session)
    for partner in (people.hub, people.town):
        for role in set(Role) - {each.role for each in people.cleo.memberships
                                 if each.partner is partner}:  # fmt: skip
            people.cleo.memberships.append(Membership(partner=partner, role=role))
    session.commit()
    session.close()
    return people


def address(app: Flask, endpoint: str, method: str, holder: Person, number: int = 1) -> str:
    """Return the address of a page of somebody's, or of something's number."""
    words = {"ticket": ticket(app, holder), "answer": "join", "said": "more", "field": "title",
             "link": "1.x", "filename": "icon.svg", "form": "atom", "use": "feed"}  # fmt: skip
    rule = next(app.url_map.iter_rules(endpoint))
    values = {name: words.get(name, number) for name in rule.arguments}
    with app.test_request_context():
        # The number may be one that no address can have, so it is put in by hand.
        built = app.url_map.bind("localhost").build(
            endpoint, {name: 7777 if each == number else each for name, each in values.items()},
            method,
        )  # fmt: skip
    return built.replace("7777", str(number))


POSTS = sorted(name for name in ROWS if name.startswith("POST"))


def test_no_form_is_taken_without_our_token(app: Flask, people: People) -> None:
    cleo, taken = visitor(app, people.cleo), []

    for name in POSTS:
        endpoint = name.split()[1]
        for form in ({}, {"csrf_token": "made-up"}):
            answer = cleo.post(
                address(app, endpoint, "POST", people.cleo), data={**ROWS[name].form, **form}
            )
            if answer.status_code != 400 and endpoint not in WITHOUT_TOKEN:
                taken.append((endpoint, answer.status))

    assert taken == []


def test_no_form_is_taken_from_another_site(app: Flask, people: People) -> None:
    cleo, taken = visitor(app, people.cleo), []

    for name in POSTS:
        endpoint = name.split()[1]
        for place in ("cross-site", "same-site", "none"):
            answer = cleo.post(
                address(app, endpoint, "POST", people.cleo), headers={"Sec-Fetch-Site": place}
            )
            if answer.status_code != 403 and endpoint not in WITHOUT_TOKEN:
                taken.append((endpoint, place, answer.status))

    assert taken == []


@pytest.mark.parametrize("number", IMPOSSIBLE)
def test_a_number_that_no_row_can_have_is_nothing(app: Flask, people: People, number: int) -> None:
    cleo, broken = visitor(app, people.cleo), []
    app.config["WTF_CSRF_ENABLED"] = False

    for name in NAMES:
        method, endpoint = name.split()
        path = address(app, endpoint, method, people.cleo, number)
        form = dict(ROWS[name].form) if method == "POST" else None
        answer = cleo.open(path, method=method, data=form, buffered=True)
        if answer.status_code >= 500:
            broken.append((name, answer.status))

    assert broken == []


# What forms send as numbers, and lists and pages are asked for by.
COUNTED = (
    "partner",
    "seen",
    "member",
    "interest",
    "other",
    "page",
    "call",
    "lead",
    "thanks",
    "people",
)


@pytest.mark.parametrize("said", ["9" * 30, "²", "-1", "9999-99-99"])
def test_what_is_no_number_breaks_no_page(app: Flask, people: People, said: str) -> None:
    cleo, broken = visitor(app, people.cleo), []
    app.config["WTF_CSRF_ENABLED"] = False
    words = dict.fromkeys((*COUNTED, "q", "at", "day"), said)

    for name in NAMES:
        method, endpoint = name.split()
        path = address(app, endpoint, method, people.cleo)
        form = {**ROWS[name].form, **words} if method == "POST" else None
        answer = cleo.open(path, method=method, data=form, query_string=words, buffered=True)
        if answer.status_code >= 500:
            broken.append((name, answer.status))

    assert broken == []


def test_a_text_with_a_nil_in_it_is_refused(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()

    answers = [
        client.post("/join", data={"organisation": "A\0B"}).status_code,
        client.get("/partners?q=%00").status_code,
    ]

    assert answers == [400, 400]
