"""Support without a deadline, with months in which it is closed, or paused; and Leader's days."""

import datetime as dt

import pytest

from lexicon.terms import DeadlineModel, Status
from scrapers import Draft, Reading, all_sources, page_of
from scrapers.pages import told
from scrapers.rolling import support_of
from scrapers.sources.region_orebro import START, addresses
from tests.saying import Saying

REGION, LEADER = all_sources()["region_orebro"], all_sources()["leader"]
TODAY = dt.date(2026, 11, 21)
ALL_YEAR = "Ni kan söka hela året utom i juli och december."


def support(text: str, today: dt.date = TODAY) -> Draft:
    body = f"<html><body><main><h1>Stöd</h1><p>{text}</p></main></body></html>"
    return support_of(told(page_of(body.encode(), START)), REGION, today, identifier="x")


def leader(text: str) -> list[Draft]:
    body = f"<html><body><main><h1>Aktuella stöd</h1><p>{text}</p></main></body></html>"
    return LEADER.read(Saying(LEADER.start, body.encode())).drafts


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (TODAY, None),
        (dt.date(2026, 12, 1), dt.date(2027, 1, 1)),
        (dt.date(2027, 7, 31), dt.date(2027, 8, 1)),
        (dt.date(2027, 8, 1), None),
    ],
)
def test_in_a_month_that_is_closed_support_waits_for_the_next(
    today: dt.date, opens: dt.date | None
) -> None:
    draft = support(ALL_YEAR, today)

    assert (draft.deadline_model, draft.opens) == (DeadlineModel.ROLLING, opens)


@pytest.mark.parametrize(
    "text",
    [
        "Ni kan söka hela året, men inte i november och december.",
        "Ni kan söka löpande. Stängt under november och december.",
        "Ni kan söka hela året, med undantag för november samt december.",
        "Det går att söka under hela året, men i november och december är det uppehåll.",
    ],
)
def test_closed_months_are_told_in_several_ways(text: str) -> None:
    assert support(text).opens == dt.date(2027, 1, 1)


def test_support_that_is_never_open_gets_no_day() -> None:
    every = "januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november"

    assert support(f"Ni kan söka löpande. Stängt under {every} och december.").opens is None


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_pause_of_this_year_is_a_pause(year: int) -> None:
    assert support(f"Bidraget är pausat under {year}. {ALL_YEAR}").status is Status.PAUSED


def test_a_pause_without_a_year_is_a_pause() -> None:
    assert support(f"Bidraget är pausat. {ALL_YEAR}").status is Status.PAUSED


def test_a_pause_of_a_year_that_is_over_is_a_doubt() -> None:
    draft = support(f"Bidraget är pausat under 2024. {ALL_YEAR}")

    assert draft.status is Status.ANNOUNCED
    assert [(each.field, each.words) for each in draft.uncertain] == [
        ("status", "Bidraget är pausat under 2024.")
    ]
    assert draft.text.startswith("Bidraget är pausat under 2024.")


def test_old_addresses_of_the_region_lead_to_the_same_page() -> None:
    old, new = "/sv-ll/stod-och-bidrag/", "/sv/stod-och-bidrag/"
    there = "bidrag-och-kulturstipendier/stipendium"
    body = "".join(f"<a href='{each}'>x</a>" for each in (old + there, f"{new}{there}/", "/sv/om/"))

    *named, found = addresses(page_of(body.encode(), START))

    assert found == f"{START}stipendium"
    assert len(named) == 3


def test_arvsfonden_without_two_headings_is_one_call() -> None:
    source = all_sources()["arvsfonden"]
    body = b"<html><body><h1>Ansok</h1><p>Ideella f&ouml;reningar kan s&ouml;ka.</p></body></html>"

    (draft,) = source.read_answer(body, source.start).drafts

    assert (draft.identifier, draft.deadline_model) == ("stod", DeadlineModel.ROLLING)


@pytest.mark.parametrize(
    "words",
    [
        "Vi tar emot och bedömer projektidéer löpande under hela året.",
        "Vi tar löpande emot och bedömer ansökningar.",
        "Man kan söka året runt.",
        "Ansökan kan skickas in när som helst.",
    ],
)
def test_that_support_is_rolling_is_told_in_several_ways(words: str) -> None:
    assert support(words).deadline_model is DeadlineModel.ROLLING


def test_what_else_goes_on_all_the_time_is_no_rolling_support() -> None:
    assert support("Ni redovisar löpande.").deadline_model is DeadlineModel.UNKNOWN


def test_a_fund_that_names_a_day_after_all_is_not_called_rolling() -> None:
    source = all_sources()["postkodstiftelsen"]
    words = "Föreningar kan söka. Sista ansökningsdag är 1 mars 2027."
    body = f"<html><body><h1>Sök stöd</h1><p>{words}</p></body></html>"

    (draft,) = source.read_answer(body.encode(), source.start).drafts

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 3, 1)]
    assert draft.deadline_model is DeadlineModel.SINGLE


def test_small_projects_of_an_area_have_their_own_day_in_doubt() -> None:
    large, small = leader(
        "Nästa inlämningsdatum för projektansökningar är 8 februari 2027. "
        "För småprojektansökningar gäller 12 februari."
    )

    assert ([each.day for each in large.deadlines], large.uncertain) == (
        [dt.date(2027, 2, 8)], (),
    )  # fmt: skip
    assert [each.day for each in small.deadlines] == [dt.date(2027, 2, 12)]
    assert [each.why for each in small.uncertain] == ["the year is not stated"]


def test_small_projects_may_stand_under_a_heading_of_their_own() -> None:
    drafts = leader(
        "</p><h2>Småprojekt</h2><p>Nästa inlämningsdag för småprojektansökningar är 19 januari.</p>"
        "<h2>Projektstöd</h2><p>Sista inlämningsdatum för nästa ansökningsomgång är den 17 januari "
        "2027. För småprojektansökningar gäller 19 januari."
    )

    assert [[f"{each.day}" for each in draft.deadlines] for draft in drafts] == [
        ["2027-01-17"], ["2027-01-19"],
    ]  # fmt: skip
    assert drafts[0].uncertain == ()


def test_a_day_for_both_kinds_of_an_area_is_one_call() -> None:
    (draft,) = leader("Sista ansökningsdag för projekt och småprojekt är 8 februari 2027.")

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 2, 8)]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["Stoppdatum för ansökningar 2027:", "11 januari (till LAG-mötet den 8 februari)",
          "30 augusti (till LAG-mötet den 20 september)"], ["2027-01-11", "2027-08-30"]),
        (["Nästa stoppdatum:", "15/8 2027 för LAG-mötet 20/9."], ["2027-08-15"]),
        (["Ansökningsdagar 2027", "15 januari", "den 15 mars kl. 12.00"],
         ["2027-01-15", "2027-03-15"]),
        (["LAG-möten 2027 Sista ansökningsdatum", "17 februari 2027 23 januari 2027"], []),
        (["Beslutsdatum 2027", "14 mars", "5 juni"], []),
    ],
)  # fmt: skip
def test_days_of_stopping_are_read_and_those_of_meetings_are_not(
    lines: list[str], days: list[str]
) -> None:
    words = "</p><p>".join(["Föreningar kan söka.", *lines])

    (draft,) = leader(words)

    assert [f"{each.day}" for each in draft.deadlines] == days
    assert bool(draft.uncertain) == (lines[0].startswith("LAG"))


def test_days_of_two_columns_that_were_read_as_one_are_in_doubt() -> None:
    days = ["17 februari", "23 januari", "28 mars", "27 februari"]

    (draft,) = leader("</p><p>".join(["Sista ansökningsdatum 2027", *days]))

    assert [each.why for each in draft.uncertain] == ["the days are not in their order"]


def test_a_leader_area_is_a_source_of_the_operator() -> None:
    assert (LEADER.pattern, LEADER.open_data) == (True, False)
    assert not all_sources()["leader_mellansjolandet"].pattern


def test_a_page_of_an_area_that_tells_nothing_is_suspect() -> None:
    body = b"<html><body><h1>V&auml;lkommen</h1><p>Vi finns.</p></body></html>"

    reading: Reading = LEADER.read(Saying(LEADER.start, body))

    assert "nothing of a call is told" in (reading.suspicion or "")
