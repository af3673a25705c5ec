"""Pages of Swedish authorities and funds: what each of them has that the others have not."""

import datetime as dt
from decimal import Decimal

import pytest

from lexicon.terms import Status
from scrapers import Draft, all_sources

TODAY = dt.date(2026, 11, 21)


def one(slug: str, main: str, title: str = "Renare sjöar") -> Draft:
    source = all_sources()[slug]
    body = f"<html><body><main><h1>{title}</h1>{main}</main></body></html>"
    (draft,) = source.read_answer(body.encode(), f"{source.start.rstrip('/')}/sjoar").drafts
    return draft


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("(du måste skicka in ansökan senast 23.59 denna dag)", dt.time(23, 59)),
        ("(fram till klockan 16:00 denna dag)", dt.time(16)),
        ("klockan 15.00", dt.time(15)),
        ("(telefonen är öppen till 15.00 samma vecka)", None),
        ("", None),
    ],
)
def test_the_hour_of_mucf_stands_in_brackets(words: str, time: dt.time | None) -> None:
    (deadline,) = one("mucf", f"<p>Ansökan stänger: 17 juni 2027 {words}</p>").deadlines

    assert (deadline.day, deadline.time) == (dt.date(2027, 6, 17), time)


def test_a_decision_at_mucf_is_no_deadline() -> None:
    draft = one(
        "mucf",
        "<h2>Viktiga datum</h2><ul><li>Ansökan öppnar: 17 maj 2027</li>"
        "<li>Beslut meddelas: 30 september 2027</li></ul>",
    )

    assert (draft.opens, draft.deadlines) == (dt.date(2027, 5, 17), ())


@pytest.mark.parametrize(
    ("words", "currency", "total"),
    [
        ("<p>Utlysta medel 10 miljoner</p>", "SEK", "1e7"),
        ("<p>Utlysta medel: cirka 12,5 miljoner.</p>", "SEK", "1.25e7"),
        ("<p>Utlysta medel 10 000 000</p>", "SEK", "1e7"),
        ("<p>Utlysta medel 40 miljoner kronor</p>", "SEK", "4e7"),
        ("<p>Utlysta medel 2 miljoner euro</p>", "EUR", "2e6"),
        ("<dl><dt>Utlysta medel</dt><dd>10 miljoner</dd></dl>", "SEK", "1e7"),
    ],
)
def test_a_sum_of_energimyndigheten_is_in_crowns_unless_it_says_more(
    words: str, currency: str, total: str
) -> None:
    (amount,) = one("energimyndigheten", words).amounts

    assert (amount.currency, amount.total) == (currency, Decimal(total))


def test_a_label_of_energimyndigheten_has_its_hour() -> None:
    draft = one("energimyndigheten", "<p>Sista dag för ansökan 2027-01-20 17:00</p>")

    assert [(each.day, each.time) for each in draft.deadlines] == [
        (dt.date(2027, 1, 20), dt.time(17))
    ]


def test_about_four_weeks_before_is_no_day_at_kulturradet() -> None:
    draft = one(
        "kulturradet",
        "<h2>När kan du ansöka?</h2><p>Sista ansökningsdag är den 9 februari 2027. "
        "Ansökan öppnar ungefär fyra veckor innan.</p>",
    )

    assert (draft.opens, [each.day for each in draft.deadlines]) == (None, [dt.date(2027, 2, 9)])


def test_a_meeting_that_judges_is_no_deadline_at_kulturradet() -> None:
    draft = one(
        "kulturradet",
        "<h2>När kan du ansöka?</h2><p>4 februari–4 mars 2027</p>"
        "<h2>Hur bedömer vi din ansökan?</h2><p>20 april 2027 möts gruppen.</p>",
    )

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 3, 4)]


@pytest.mark.parametrize(
    "words",
    [
        "Ansökningsomgången öppnar inte som planerat 5–28 maj 2027.",
        "Ansökningsomgången som skulle öppna den 5 maj 2027 kommer att skjutas fram.",
        "Vi pausar den ansökningsomgång som var tänkt att starta den 5 maj 2027.",
        "Vi kan inte ta in nya ansökningar för närvarande.",
        "Vi tar inte emot nya ansökningar.",
        "Ansökningsomgången är pausad.",
    ],
)
def test_a_round_of_naturvardsverket_that_is_put_off_is_paused_and_has_no_days(words: str) -> None:
    draft = one("naturvardsverket", f"<p>{words}</p>")

    assert (draft.status, draft.opens, draft.deadlines) == (Status.PAUSED, None, ())


def test_a_round_after_one_that_was_put_off_is_told_with_a_doubt() -> None:
    draft = one(
        "naturvardsverket",
        "<p>Omgången i maj skjuts fram. Nästa ansökningsomgång är 18–29 januari 2027.</p>",
    )

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 1, 29)]
    assert [(each.field, each.words) for each in draft.uncertain] == [
        ("status", "Omgången i maj skjuts fram.")
    ]
