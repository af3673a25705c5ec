"""Words, days and amounts in people's languages."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum

import pytest

from models import Answer, Outcome, Role, Stage
from papers import wording
from papers.wording import Message, say, term, word


@pytest.mark.parametrize(
    ("said", "swedish", "english"),
    [
        (lambda to: wording.day(date(2027, 2, 26), to), "26 februari 2027", "26 February 2027"),
        (
            lambda to: wording.day(date(2027, 2, 26), to, time(16)),
            "26 februari 2027 kl. 16.00",
            "26 February 2027, 16:00",
        ),
        (lambda to: wording.short_day(date(2027, 2, 6), to), "6 februari", "6 February"),
        (lambda to: wording.brief_day(date(2027, 2, 6), to), "6 feb", "6 Feb"),
        (lambda to: wording.month(date(2027, 2, 6), to), "februari", "February"),
        (lambda to: wording.city("Europe/Brussels", to), "Bryssel", "Brussels"),
        (lambda to: wording.number(Decimal("1200000.50"), to), "1 200 000,5", "1,200,000.5"),
        (lambda to: wording.money(Decimal(400000), "SEK", to), "400 000 kr", "400,000 kr"),
        (lambda to: wording.money(Decimal(50), "EUR", to), "50 euro", "50 euro"),
        (lambda to: wording.percent(Decimal("33.5"), to), "33,5 %", "33.5 %"),
        (
            lambda to: wording.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), to),
            "2 juli 2026 kl. 00.30",
            "2 July 2026, 00:30",
        ),
    ],
)
def test_values_are_said_as_the_language_says_them(said, swedish, english) -> None:  # type: ignore[no-untyped-def]  # a table of lambdas
    assert said("sv").replace("\u00a0", " ") == swedish
    assert said("en").replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("language", "moment", "brief", "money"),
    [
        ("nb", "2. juli 2026 kl. 00.30", "2. juli", "50 euro"),
        ("da", "2. juli 2026 kl. 00.30", "2. jul", "50 euro"),
        ("fi", "2. heinäkuuta 2026 klo 00.30", "2.7.", "50 euroa"),
    ],
)
def test_the_neighbours_say_them_in_their_own_way(
    language: str, moment: str, brief: str, money: str
) -> None:
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    said = (
        wording.moment(at, language),
        wording.brief_day(date(2026, 7, 2), language),
        wording.money(Decimal(50), "EUR", language),
    )

    assert tuple(each.replace("\u00a0", " ") for each in said) == (moment, brief, money)


def test_a_line_never_breaks_between_a_number_and_its_unit() -> None:
    said = [
        wording.day(date(2027, 2, 26), "sv"),
        wording.money(Decimal(1200000), "SEK", "sv"),
        wording.percent(Decimal(33), "sv"),
    ]

    assert [each for each in said if " " in each] == []


def test_a_message_says_its_values_in_the_same_language() -> None:
    class Mood(StrEnum):
        VERY_GLAD = "very_glad"

    inner = Message("Not for us")
    message = Message("{inner}, {mood}, {day}, {sum}", {
        "inner": inner, "mood": Mood.VERY_GLAD, "day": date(2027, 2, 26), "sum": Decimal(1000),
    })  # fmt: skip

    assert say(message, "sv") == "Inte för oss, very glad, 26\u00a0februari\u00a02027, 1\u00a0000"


@pytest.mark.parametrize("each", [*Role, *Stage])
def test_every_role_and_stage_has_a_swedish_word(each: StrEnum) -> None:
    assert word(each, "sv") != each.value.replace("_", " ")


def test_a_word_of_data_is_said_by_its_context_or_plainly() -> None:
    assert term("county_board", "kind", "sv") == "länsstyrelse"
    assert term("county_board", "kind", "en") == "county administrative board"
    assert term("never_heard_of", "kind", "sv") == "never heard of"
    assert term("", "why", "sv") == ""


def test_english_words_have_no_underscores() -> None:
    assert [
        word(each, "en") for each in (*Role, *Stage, *Answer, *Outcome) if "_" in word(each, "en")
    ] == []
