"""ESF-rådet: calls by their numbers, several on a page, and a plan that is no promise."""

import datetime as dt
from decimal import Decimal

import pytest

from lexicon.terms import DeadlineModel, Status
from scrapers import Reading, all_sources
from tests.saying import Saying

ESF, PLAN = all_sources()["esf"], all_sources()["esf_plan"]
NEWS = "https://www.esf.se/nyheter/utlysningar/"


def read(main: str, url: str = NEWS) -> Reading:
    return ESF.read_answer(f"<html><body><main>{main}</main></body></html>".encode(), url)


def planned(main: str) -> Reading:
    body = f"<html><body><main><h1>Utlysningsplan</h1>{main}</main></body></html>"
    return PLAN.read(Saying(PLAN.start, body.encode()))


def test_each_call_of_a_page_has_its_own_sum_and_the_common_deadline() -> None:
    drafts = read(
        "<h1>Två utlysningar</h1><p>Utlysningarna stänger 2027-03-18.</p>"
        "<h2>Utlysning 26-901 – POA1: Kompetens</h2><h2>Utlyst belopp</h2><p>68 000 000 kr</p>"
        "<h2>Utlysning 26-902 – POA2: Arbete</h2><h2>Utlyst belopp</h2><p>75 000 000 kr</p>"
    ).drafts

    assert [(draft.identifier, draft.title) for draft in drafts] == [
        ("26-901", "POA1: Kompetens"), ("26-902", "POA2: Arbete"),
    ]  # fmt: skip
    assert [draft.amounts[0].total for draft in drafts] == [Decimal("6.8e7"), Decimal("7.5e7")]
    assert {draft.deadlines[0].day for draft in drafts} == {dt.date(2027, 3, 18)}


@pytest.mark.parametrize(
    "line",
    ["<h3>26-901: Kompetens</h3>", "<p>Utlysning 26-901 – Kompetens</p>",
     "<ul><li>Utlysning 26-901 Kompetens</li></ul>"],
)  # fmt: skip
def test_a_call_begins_with_its_number(line: str) -> None:
    (draft,) = read(f"<h1>Ny utlysning</h1>{line}<p>Utlysningen stänger 2027-03-18.</p>").drafts

    assert (draft.identifier, draft.title) == ("26-901", "Kompetens")


def test_a_call_that_a_list_names_and_a_section_tells_of_is_one() -> None:
    drafts = read(
        "<h1>Två utlysningar</h1>"
        "<ul><li>Utlysning 26-901 – Kompetens</li><li>Utlysning 26-902 – Arbete</li></ul>"
        "<h2>Utlysning 26-901 – Kompetens</h2><p>Utlysningen stänger 2027-03-18.</p>"
        "<h2>Utlysning 26-902 – Arbete</h2><p>Utlysningen stänger 2027-04-01.</p>"
    ).drafts

    assert [draft.deadlines[0].day.month for draft in drafts] == [3, 4]


@pytest.mark.parametrize(
    "labels",
    [
        "<dl><dt>Region:</dt><dd>Stockholm</dd><dt>Första ansökningsdatum:</dt><dd>2026-12-19</dd>"
        "<dt>Sista ansökningsdatum:</dt><dd>2027-03-16</dd>"
        "<dt>Budget:</dt><dd>53 000 000</dd></dl>",
        "<p>Första ansökningsdatum: 2026-12-19</p><p>Sista ansökningsdatum: 2027-03-16</p>"
        "<p>Budget: 53 000 000 kr</p>",
        "<ul><li>Första ansökningsdatum: 2026-12-19</li><li>Sista ansökningsdatum: 2027-03-16</li>"
        "<li>Budget: 53 000 000</li></ul>",
    ],
)
def test_a_page_of_labels_tells_its_days_and_its_budget_in_crowns(labels: str) -> None:
    end = "<p>Projekten ska starta senast den 1 maj 2027.</p>"
    url = "https://www.esf.se/utlysningar/utlysning/?dnr=26-030"

    (draft,) = read(f"<h1>26-030 - POA1: Kompetens</h1>{labels}{end}", url).drafts

    assert (draft.identifier, draft.title, draft.url) == ("26-030", "POA1: Kompetens", url)
    assert (draft.opens, draft.uncertain) == (dt.date(2026, 12, 19), ())
    assert [each.day for each in draft.deadlines] == [dt.date(2027, 3, 16)]
    assert [(each.currency, each.total) for each in draft.amounts] == [("SEK", Decimal("5.3e7"))]


def test_an_older_number_stands_in_the_address() -> None:
    (draft,) = read(
        "<h1>Digital kompetens</h1><p>Utlysningen stängde 2 december 2022.</p>",
        "https://www.esf.se/utlysningar/utlysning/?dnr=2021/90124",
    ).drafts

    assert draft.identifier == "2021/90124"


def test_news_without_a_number_are_no_call() -> None:
    assert read("<h1>Ny generaldirektör</h1><p>Hon börjar den 3 maj 2027.</p>").drafts == []


def test_whom_to_ask_is_left_out() -> None:
    (draft,) = read(
        "<h1>Utlysning 26-901 – Kompetens</h1><p>Utlysningen stänger 2027-03-18.</p>"
        "<p>Kontaktperson: Anna Exempel</p><p>Frågor: Bo Ek, bo.ek@example.org</p>"
        "<h2>Kontakt</h2><h3>Cecilia Exempel</h3><p>010-123 45 67</p><h2>Syfte</h2><p>Lära.</p>"
    ).drafts

    assert draft.text == "Utlysningen stänger 2027-03-18.\nSyfte\nLära."


def test_the_days_of_a_plan_are_told_as_planned_and_not_as_certain() -> None:
    (draft,) = planned("<h2>Stockholm</h2><p>A2 15 dec 2026–11 mars 2027</p>").drafts

    assert (draft.identifier, draft.areas) == ("SE11-A2-2026", ("SE11",))
    assert (draft.status, draft.opens) == (Status.PLANNED, dt.date(2026, 12, 15))
    assert [(each.field, each.why) for each in draft.uncertain] == [
        ("deadlines", "the call is only planned")
    ]


def test_a_season_is_told_in_its_own_words() -> None:
    (draft,) = planned("<h2>Norra Mellansverige</h2><p>A2 hösten 2027</p>").drafts

    assert (draft.deadline_model, draft.season) == (DeadlineModel.SEASON, "hösten 2027")


def test_what_is_not_decided_has_no_day() -> None:
    (draft,) = planned("<p>Mellersta Norrland E: Ej bestämt</p>").drafts

    assert (draft.identifier, draft.areas) == ("SE32-E-utan-ar", ("SE32",))
    assert (draft.deadlines, draft.season, draft.status) == ((), "", Status.PLANNED)


def test_a_row_keeps_its_name_when_its_days_move() -> None:
    before = planned("<h2>Stockholm</h2><p>A2 15 dec 2026–11 mars 2027</p>").drafts
    after = planned("<h2>Stockholm</h2><p>A2 18 dec 2026–18 mars 2027</p>").drafts

    assert [draft.identifier for draft in before] == [draft.identifier for draft in after]


def test_a_plan_without_rows_is_suspect() -> None:
    assert planned("<p>Planen uppdateras. E-tjänsten är stängd 24 december 2026.</p>").suspicion
