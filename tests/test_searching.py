"""What is typed in the search field, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Call
from tests.conftest import make_call, make_source
from workflow.calls.searching import search

TEXTS = {
    "Bred": ("Bredbandsstöd på landsbygden", "Fiber till byar. E-post: nej"),
    "Unga": ("Unga i arbete", "Ungdomar får praktik i skärgården"),
    "Kust": ("Levande kust", "Fiske och skärgård, samlad ansökan"),
    "Åar": ("Åar och sjöar", "Vattenvård i MÄLAREN"),
}


@pytest.fixture
def shelf(either_database: Engine) -> Iterator[Session]:
    with Session(either_database) as session:
        source = make_source()
        for number, (title, text) in enumerate(TEXTS.values(), 1):
            session.add(make_call(source, number, title, text))
        session.commit()
        yield session


def found(shelf: Session, typed: str) -> set[str]:
    condition = search(typed)
    assert condition is not None, "nothing was looked for"
    titles = {title: name for name, (title, _) in TEXTS.items()}
    return {titles.get(each, each) for each in shelf.scalars(select(Call.title).where(condition))}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("bredband", {"Bred"}),
        ("unga arbete", {"Unga"}),
        ("ung skärg", {"Unga"}),
        ("skärgård", {"Unga", "Kust"}),
        ("mälaren", {"Åar"}),
        ("malaren", set()),
        ("band", set()),
        ('"samlad ansökan"', {"Kust"}),
        ('"ansökan samlad"', set()),
        ('"samlad ansök"', set()),
        ("kust OR sjöar", {"Kust", "Åar"}),
        ("kust ELLER unga AND praktik", {"Kust", "Unga"}),
        ("skärgård -fiske", {"Unga"}),
        ("skärgård NOT fiske", {"Unga"}),
        ("skärgård INTE (fiske ELLER praktik)", set()),
        ("-skärgård", {"Bred", "Åar"}),
        ('-"samlad ansökan" skärgård', {"Unga"}),
        ("e-post", {"Bred"}),
        ("the fund fiber", {"Bred"}),
    ],
)
def test_what_is_typed_finds_what_is_meant(shelf: Session, typed: str, names: set[str]) -> None:
    assert found(shelf, typed) == names


@pytest.mark.parametrize(
    "typed",
    ['kust"', '"kust', "(kust", "kust)", "kust AND", "OR kust", "kust OR", "kust NOT", "kust ()",
     "kust * ' ; %", "))kust((", "kust\0", "AND AND kust", '"" kust', "(" * 50 + "kust"],
)  # fmt: skip
def test_what_is_not_finished_is_read_as_far_as_it_goes(shelf: Session, typed: str) -> None:
    assert found(shelf, typed) == {"Kust"}


@pytest.mark.parametrize("typed", ["", "  ", "%", '""', "()", "AND", "-", "NOT", "* ' ;"])
def test_nothing_to_look_for_is_no_condition(typed: str) -> None:
    assert search(typed) is None


@pytest.mark.parametrize(
    "typed", ["\0", "q\0z", "\ud800", "q\ud800", "x" * 5000, "zq " * 500, "title:kust"]
)
def test_rubbish_finds_nothing_and_breaks_nothing(shelf: Session, typed: str) -> None:
    condition = search(typed)

    assert condition is None or shelf.scalars(select(Call).where(condition)).all() == []


def test_the_index_follows_what_becomes_of_a_call(shelf: Session) -> None:
    coast = shelf.scalars(select(Call).where(Call.title == "Levande kust")).one()
    coast.title = "Levande hav"
    shelf.flush()
    renamed = found(shelf, "hav"), found(shelf, "kust")
    shelf.delete(coast)
    shelf.flush()

    assert renamed == ({"Levande hav"}, set())
    assert found(shelf, "hav OR skärgård") == {"Unga"}
