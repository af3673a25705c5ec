"""Pages whose markup nobody confirmed: rounds, labels, links, and whom to ask left out."""

import datetime as dt

import pytest

from lexicon.terms import DeadlineModel, Status
from scrapers import Draft, all_sources, page_of
from scrapers.lists import call_of
from scrapers.pages import told
from scrapers.persons import impersonal
from scrapers.rounds import spoken

SOURCE = all_sources()["kulturradet"]
URL = "https://www.kulturradet.se/sok-bidrag/sjokultur/"
TODAY = dt.date(2026, 11, 21)
FIRST, LAST = dt.date(2027, 1, 18), dt.date(2027, 1, 29)


def one(main: str) -> Draft:
    body = f"<html><body><main><h1>Sjökultur</h1>{main}</main></body></html>"
    (draft,) = call_of(told(page_of(body.encode(), URL)), SOURCE, TODAY)
    return draft


@pytest.mark.parametrize(
    "words",
    [
        "<h2>När kan du ansöka?</h2><p>18–29 januari 2027</p>",
        "<h2>Ansökningsperiod</h2><ul><li>Den 18 till 29 januari 2027</li></ul>",
        "<h2>Ansökningsomgång 2027</h2><p>18–29 januari.</p>",
        "<p>Ansökningsperiod: 18–29 januari 2027</p>",
        "<p>Ansökan är öppen 18–29 januari 2027.</p>",
        "<p>Vi har ett nytt bidrag. Vi tar emot ansökningar 18–29 januari 2027.</p>",
    ],
)
def test_a_round_opens_and_closes_with_its_span(words: str) -> None:
    draft = one(words)

    assert (draft.opens, [each.day for each in draft.deadlines]) == (FIRST, [LAST])
    assert (draft.deadline_model, draft.uncertain) == (DeadlineModel.SINGLE, ())


def test_the_next_round_is_one_of_several_that_the_page_does_not_name() -> None:
    draft = one("<p>Nästa ansökningsomgång är 18–29 januari 2027.</p>")

    assert (draft.opens, [each.day for each in draft.deadlines]) == (FIRST, [LAST])
    assert (draft.deadline_model, draft.uncertain) == (DeadlineModel.MULTIPLE_CUTOFF, ())


def test_of_several_rounds_the_next_one_opens_the_call() -> None:
    draft = one(
        "<h2>Ansökningsomgångar</h2><ul><li>14–25 september 2026</li>"
        "<li>18–29 januari 2027</li><li>9–13 november 2027 kl. 12.00</li></ul>"
    )

    assert (draft.opens, draft.deadline_model) == (FIRST, DeadlineModel.MULTIPLE_CUTOFF)
    assert [(f"{each.day}", each.time) for each in draft.deadlines] == [
        ("2026-09-25", None), ("2027-01-29", None), ("2027-11-13", dt.time(12)),
    ]  # fmt: skip
    assert draft.uncertain == ()


def test_rounds_without_a_year_are_doubtful() -> None:
    draft = one("<p>Ansökningsomgångar: 18–29 januari och 9–13 november</p>")

    assert {(each.field, each.why) for each in draft.uncertain} == {
        ("deadlines", "the year is not stated")
    }


def test_a_year_that_another_sentence_states_is_no_doubt() -> None:
    draft = one(
        "<p>Ansökan är öppen till den 20 januari.</p><p>Sista ansökningsdag är 2027-01-20.</p>"
    )

    assert ([f"{each.day}" for each in draft.deadlines], draft.uncertain) == (["2027-01-20"], ())


def test_a_year_of_another_matter_leaves_the_doubt() -> None:
    draft = one(
        "<p>Ansökan är öppen till den 20 januari.</p><p>Möte hålls den 20 januari 2027.</p>"
    )

    assert {each.why for each in draft.uncertain} == {"the year is not stated"}


def test_a_day_beside_the_rounds_is_a_doubt() -> None:
    draft = one(
        "<h2>Ansökningsomgångar 2027</h2><ul><li>18–29 januari</li><li>9–13 november</li></ul>"
        "<p>Sista ansökningsdag är den 5 februari 2027.</p>"
    )

    assert "deadlines" in {each.field for each in draft.uncertain}


def test_what_an_old_round_gave_is_no_round() -> None:
    draft = one(
        "<p>Ansökningsomgången 18–29 september 2023 gav 40 projekt.</p>"
        "<p>Nästa ansökningsomgång är 18–29 januari 2027.</p>"
    )

    assert [each.day for each in draft.deadlines] == [LAST]


def test_a_paused_round_is_paused_whatever_its_days() -> None:
    draft = one("<p>Ansökningsomgången är pausad.</p><p>Ansökningsperiod: 18–29 januari 2027</p>")

    assert draft.status is Status.PAUSED


def test_a_withdrawn_round_has_no_days() -> None:
    draft = one(
        "<p>Utlysningen är inställd.</p><p>Ansökningsomgångar: 18–29 januari och 9–13 maj 2027</p>"
    )

    assert (draft.status, draft.deadlines) == (Status.WITHDRAWN, ())


def test_a_doubt_is_told_in_the_words_of_the_page() -> None:
    draft = one("<h2>När kan du ansöka?</h2><p>18–29 januari</p>")

    assert {each.words for each in draft.uncertain} == {"18–29 januari"}


def test_a_label_is_no_heading_for_what_is_no_day() -> None:
    lines = ["När kan du ansöka?", "3 föreningar kan söka tillsammans.", "18–29 januari 2027"]

    assert spoken(lines) == "\n".join(lines)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Anna Exempel, anna@example.org", ""),
        ("• Bo Ek, 070-123 45 67", ""),
        ("Handläggare: Cecilia Ek", ""),
        ("+46 10 123 45 67", ""),
        ("Skicka skissen till stod@example.org senast den 5 mars 2027.",
         "Skicka skissen till senast den 5 mars 2027."),
        ("Ni kan få 20 000–50 000 kronor.", "Ni kan få 20 000–50 000 kronor."),
        ("Sista dag är 2027-01-26 14:00", "Sista dag är 2027-01-26 14:00"),
        ("Totalt 1 500 000 000 kr", "Totalt 1 500 000 000 kr"),
        ("Ärende 2021/00124 och 23-078", "Ärende 2021/00124 och 23-078"),
    ],
)  # fmt: skip
def test_whom_to_ask_is_left_out_and_nothing_else(line: str, kept: str) -> None:
    assert impersonal(line) == kept


def test_a_section_of_persons_ends_with_the_next_heading_of_its_rank() -> None:
    draft = one(
        "<h2>Frågor?</h2><h3>Anna Exempel</h3><p>Handlägger stödet.</p>"
        "<h2>När kan du ansöka?</h2><p>18–29 januari 2027</p>"
    )

    assert draft.text == "När kan du ansöka?\n18–29 januari 2027"


def test_a_page_that_tells_nothing_of_a_call_is_told_of() -> None:
    body = b"<html><body><main><h1>Om oss</h1><p>Vi finns.</p></main></body></html>"

    reading = SOURCE.read_answer(body, URL)

    assert (reading.drafts, reading.warnings) == ([], [f"{URL} is no call"])
