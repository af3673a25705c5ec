"""Funders in the United Kingdom and the United States: moments, pounds, and paging."""

import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lexicon.terms import Deadline, DeadlineModel, Status
from scrapers import Reading, all_sources
from scrapers.saved import read_saved
from scrapers.sources.findagrant import START as FIND_A_GRANT
from scrapers.sources.grants_gov import START as GRANTS_GOV
from tests.neighbouring import Answering, doubts, only

SAVED = Path(os.environ.get("SAMSOK_DATA", ""), "recordings/transcribed")
TODAY = dt.date(2026, 11, 21)
LONDON = ZoneInfo("Europe/London")


class Repeating(Answering):
    """A site that gives its last answer again and again, and knows an address by what is sent."""

    def get(self, url: str) -> bytes:
        if len(self.answers) == 1:
            self.answers *= 2
        return super().get(url)

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        return self.get(body.decode())


def read(slug: str, body: object) -> Reading:
    saved = body if isinstance(body, bytes) else json.dumps(body).encode()
    return all_sources()[slug].read_answer(saved, all_sources()[slug].start)


def card(slug: str = "lakes-1", **rows: str) -> str:
    terms = "".join(
        f"<dt>{name.replace('_', ' ')}</dt><dd>{value}</dd>" for name, value in rows.items()
    )
    link = f'<h2 class="govuk-heading-m"><a href="/grants/{slug}">Lakes</a></h2>'
    return f'<li id="{slug}">{link}<p>Cleaner.</p><dl>{terms}</dl></li>'


def cards(*found: str) -> bytes:
    return f"<html><body><ul>{''.join(found)}</ul></body></html>".encode()


def time(moment: dt.datetime) -> str:
    return f'<time dateTime="{int(moment.timestamp() * 1000)}">said</time>'


@pytest.mark.parametrize("month", [3, 6])
def test_thousandths_of_a_second_are_a_moment_in_british_time(month: int) -> None:
    closes = dt.datetime(2027, month, 30, 23, 59, tzinfo=LONDON)

    draft = only(read("findagrant", cards(card(Closing_date=time(closes)))))

    assert draft.deadlines == (
        Deadline(day=dt.date(2027, month, 30), time=dt.time(23, 59), zone="Europe/London"),
    )
    assert draft.uncertain == ()


def test_a_british_midnight_is_a_doubt() -> None:
    closes = dt.datetime(2027, 4, 1, tzinfo=LONDON)

    draft = only(read("findagrant", cards(card(Closing_date=time(closes)))))

    assert doubts(draft) == [("deadlines", "a midnight may be the end of the day before")]


def test_a_card_without_a_closing_date_is_a_doubt() -> None:
    draft = only(read("findagrant", cards(card())))

    assert doubts(draft) == [("deadlines", "no closing date is given")]


def test_a_moment_that_is_none_is_suspect() -> None:
    reading = read("findagrant", cards(card(Closing_date='<time dateTime="soon">soon</time>')))

    assert reading.suspicion == "'soon' is no moment in thousandths of a second"


@pytest.mark.parametrize(
    ("each", "total", "sums"),
    [
        ("From £5,000 to £50,000", "£4.3 million", (5_000, 50_000, 4_300_000)),
        ("Up to £1,500", "", (None, 1_500, None)),
        ("From £2k", "", (2_000, None, None)),
        ("", "£1bn", (None, None, 1_000_000_000)),
    ],
)
def test_pounds_are_read_by_their_label(
    each: str, total: str, sums: tuple[int | None, ...]
) -> None:
    rows = {"How_much_you_can_get": each, "Total_size_of_grant_scheme": total}

    draft = only(read("findagrant", cards(card(**rows))))

    (amount,) = draft.amounts
    assert (amount.least, amount.most, amount.total) == tuple(
        None if one is None else Decimal(one) for one in sums
    )


@pytest.mark.parametrize("words", ["£20,000", "Varies", "£50,000 or £5,000", "£1, £2 or £3"])
def test_a_sum_that_no_word_explains_is_a_doubt(words: str) -> None:
    draft = only(read("findagrant", cards(card(How_much_you_can_get=words))))

    assert draft.amounts == ()
    assert ("amounts", "no word says what it is") in doubts(draft)


def test_a_label_that_nobody_knows_is_told() -> None:
    assert read("findagrant", cards(card(Colour="Blue"))).warnings == ["unknown 'Colour'"]


def test_pages_of_cards_are_read_to_the_first_that_is_not_full() -> None:
    first = cards(*(card(f"lakes-{number}") for number in range(10)))
    second = cards(card("lakes-9"), card("lakes-10"))
    site = Repeating(FIND_A_GRANT, first, second)

    reading = all_sources()["findagrant"].read(site)

    assert len(reading.drafts) == 11
    assert site.asked[1] == f"{FIND_A_GRANT}?skip=10&limit=10&page=2"


def test_a_site_that_shows_the_same_page_for_ever_is_asked_twice() -> None:
    site = Repeating(FIND_A_GRANT, cards(*(card(f"lakes-{number}") for number in range(10))))

    reading = all_sources()["findagrant"].read(site)

    assert (len(reading.drafts), len(site.asked)) == (10, 2)


def items(*texts: str) -> bytes:
    told = "".join(
        f"<item><title>Lakes</title><link>https://www.ukri.org/opportunity/{at}/</link>"
        f"<description>{text}</description></item>"
        for at, text in enumerate(texts)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{told}</channel></rss>".encode()


def test_the_closing_date_of_an_opportunity_stands_in_its_words() -> None:
    draft = only(read("ukri", items("Closing date: 30 March 2027 4:00pm UK time")))

    assert draft.deadlines == (
        Deadline(day=dt.date(2027, 3, 30), time=dt.time(16), zone="Europe/London"),
    )


def test_an_opportunity_without_a_closing_date_is_a_call_with_a_doubt() -> None:
    draft = only(read("ukri", items("Fellowships in forests.")))

    assert doubts(draft) == [("deadlines", "the feed names no day")]


def american(*hits: dict[str, Any], count: int = 1) -> dict[str, Any]:
    return {"data": {"hitCount": count, "startRecord": 0, "oppHits": list(hits)}}


def hit(**changes: Any) -> dict[str, Any]:
    return {
        "id": "1", "number": "L-1", "title": "Lakes &#8211; people", "agencyCode": "L",
        "agency": "Bureau of Lakes", "openDate": "11/02/2026", "closeDate": "02/03/2027",
        "oppStatus": "posted", "docType": "synopsis", "cfdaList": ["99.001"],
    } | changes  # fmt: skip


def test_american_days_begin_with_the_month() -> None:
    draft = only(read("grants_gov", american(hit())))

    assert draft.opens == dt.date(2026, 11, 2)
    assert draft.deadlines == (Deadline(day=dt.date(2027, 2, 3), zone="America/New_York"),)
    assert (draft.title, draft.amounts) == ("Lakes – people", ())


def test_a_day_that_does_not_begin_with_the_month_is_suspect() -> None:
    assert read("grants_gov", american(hit(closeDate="31/12/2027"))).suspicion


def test_what_is_forecast_is_planned_and_its_date_is_a_doubt() -> None:
    dated = only(read("grants_gov", american(hit(oppStatus="forecasted"))))
    undated = only(read("grants_gov", american(hit(oppStatus="forecasted", closeDate=""))))

    assert dated.status is undated.status is Status.PLANNED
    assert doubts(dated) == [("deadlines", "the call is only planned")]
    assert undated.uncertain == ()


def test_what_is_posted_without_a_day_is_a_doubt() -> None:
    draft = only(read("grants_gov", american(hit(closeDate=""))))

    assert draft.deadline_model is DeadlineModel.UNKNOWN
    assert doubts(draft) == [("deadlines", "no closing date is given")]


def test_a_status_that_nobody_knows_is_suspect() -> None:
    assert "'paused'" in (read("grants_gov", american(hit(oppStatus="paused"))).suspicion or "")


def test_records_are_asked_for_from_where_the_last_answer_ended() -> None:
    pages = [american(hit(id="1"), hit(id="2"), count=3), american(hit(id="3"), count=3)]
    site = Repeating(GRANTS_GOV, *(json.dumps(page).encode() for page in pages))

    reading = all_sources()["grants_gov"].read(site)

    assert [draft.identifier for draft in reading.drafts] == ["1", "2", "3"]
    assert [json.loads(asked)["startRecordNum"] for asked in site.asked] == [0, 2]


def test_records_that_were_promised_and_do_not_come_are_suspect() -> None:
    pages = [american(hit(), count=3), american(count=3)]
    site = Repeating(GRANTS_GOV, *(json.dumps(page).encode() for page in pages))

    reading = all_sources()["grants_gov"].read(site)

    assert reading.suspicion == "1 calls came, of 3 that were promised"


@pytest.mark.skipif(not SAVED.is_dir(), reason="SAMSOK_DATA does not name the recorded answers")
def test_an_answer_that_was_recorded_is_read() -> None:
    file = SAVED / "kairos_grants_gov_search2_page1.json"

    reading = read_saved(all_sources()["grants_gov"], [(file.name, file.read_bytes())])

    assert reading.warnings == []
    assert [(each.identifier, str(each.deadlines[0].day)) for each in reading.drafts] == [
        ("348985", "2027-08-18"), ("334326", "2026-09-01"), ("363101", "2026-09-17"),
    ]  # fmt: skip
