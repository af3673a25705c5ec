"""Support without a deadline, with months in which it is closed, or paused; and Leader's days."""

import datetime as dt

import pytest

from lexicon.terms import DeadlineModel, Status
from scrapers import Draft, Reading, all_sources, page_of
from scrapers.pages import told
from scrapers.rolling import support_of
from scrapers.sources.region_orebro import START, addresses
from tests.test_scrapers import Saying

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


def test_a_day_for_both_kinds_of_an_area_is_one_call() -> None:
    (draft,) = leader("Sista ansökningsdag för projekt och småprojekt är 8 februari 2027.")

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 2, 8)]


def test_a_leader_area_is_a_source_of_the_operator() -> None:
    assert (LEADER.pattern, LEADER.open_data) == (True, False)
    assert not all_sources()["leader_mellansjolandet"].pattern


def test_a_page_of_an_area_that_tells_nothing_is_suspect() -> None:
    body = b"<html><body><h1>V&auml;lkommen</h1><p>Vi finns.</p></body></html>"

    reading: Reading = LEADER.read(Saying(LEADER.start, body))

    assert "nothing of a call is told" in (reading.suspicion or "")
