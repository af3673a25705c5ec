"""Vinnova's traps: rounds and calls, x for nothing, dates without a zone, the page for people."""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from lexicon.terms import DateKind, DeadlineModel, Status
from scrapers import Draft, Reading, Unreachable, all_sources
from scrapers.saved import Unreadable, read_saved
from scrapers.sources.vinnova import since

SOURCE = all_sources()["vinnova"]
PAGES = Path(os.environ.get("SAMSOK_DATA", ""), "recordings", "swedish_calls")


def a_round(**fields: Any) -> dict[str, Any]:
    """Make a round in Vinnova's shape; a keyword of ... leaves the key out."""
    told = {
        "Diarienummer": "2026-00001", "DiarienummerUtlysning": "2026-00000", "Titel": "Sjöar",
        "Beskrivning": "Vatten", "TitelEngelska": "x", "BeskrivningEngelska": "xx",
        "Oppningsdatum": "2026-11-02T00:00:00", "Stangningsdatum": "2027-01-26T14:00:00",
        "DagligAvlasning": 0, "AvlasningstillfalleLista": [], "LankLista": [], "KontaktLista": [],
        "Publik": 1, "AnnonseringslägeÅr": None, "AnnonseringslägePeriod": None,
        "WebTextLista": [], **fields,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not ...}


def a_call(**fields: Any) -> dict[str, Any]:
    """Make a call in Vinnova's shape."""
    return {
        "Diarienummer": "2026-00000", "Titel": "Vatten", "Beskrivning": "Om vatten.",
        "TitelEngelska": "x", "BeskrivningEngelska": "x", "Publik": 1, "KontaktLista": [],
        "AnsokningsomgangDnrLista": [{"DiarienummerAnsokningsomgang": "2026-00001"}], **fields,
    }  # fmt: skip


def read(*told: dict[str, Any]) -> Reading:
    """Read one saved answer."""
    return SOURCE.read_answer(json.dumps(told).encode(), SOURCE.start)


def one(*told: dict[str, Any]) -> Draft:
    """Read one saved answer that tells of one round."""
    reading = read(*told)
    assert (reading.suspicion, reading.warnings) == (None, [])
    (draft,) = reading.drafts
    return draft


class Site:
    """Vinnova with these rounds and calls; it remembers what it was asked."""

    start = SOURCE.start
    today = dt.date(2026, 11, 21)

    def __init__(self, rounds: list[dict[str, Any]], calls: list[dict[str, Any]]) -> None:
        self.rounds, self.calls = rounds, calls
        self.asked: list[str] = []

    def get(self, url: str) -> bytes:
        self.asked.append(url.removeprefix(self.start))
        return json.dumps(self.rounds if "ansokningsomgangar" in url else self.calls).encode()

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        raise Unreachable(url)


@pytest.mark.parametrize(
    ("closes", "time"), [("2027-01-26T14:00:00", dt.time(14)), ("2027-01-26T00:00:00", None)]
)
def test_a_date_is_swedish_and_midnight_is_no_time(closes: str, time: dt.time | None) -> None:
    (deadline,) = one(a_round(Stangningsdatum=closes)).deadlines

    assert (deadline.day, deadline.time) == (dt.date(2027, 1, 26), time)
    assert (deadline.zone, deadline.kind) == ("Europe/Stockholm", DateKind.FINAL)


@pytest.mark.parametrize(
    "occasion", ["2027-01-19T14:00:00", {"Tid": "2027-01-19T14:00:00", "Nr": 1}]
)
def test_occasions_come_before_the_closing(occasion: object) -> None:
    draft = one(a_round(AvlasningstillfalleLista=[occasion]))

    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF
    assert [(each.day.day, each.kind) for each in draft.deadlines] == [
        (19, DateKind.CUT_OFF),
        (26, DateKind.FINAL),
    ]


@pytest.mark.parametrize("closes", [None, "x", "9999-12-31T00:00:00"])
def test_a_round_without_a_closing_date_is_doubted_and_not_called_rolling(
    closes: str | None,
) -> None:
    draft = one(a_round(Stangningsdatum=closes))

    assert (draft.deadlines, draft.deadline_model) == ((), DeadlineModel.UNKNOWN)
    assert [each.field for each in draft.uncertain] == ["deadlines"]


def test_a_round_read_every_day_is_rolling() -> None:
    draft = one(a_round(DagligAvlasning=1, Stangningsdatum=None))

    assert (draft.deadline_model, draft.uncertain) == (DeadlineModel.ROLLING, ())


def test_an_announced_round_is_planned_for_its_season() -> None:
    draft = one(
        a_round(Oppningsdatum=None, Stangningsdatum=None, AnnonseringslägeÅr=2027,
                AnnonseringslägePeriod="Våren")
    )  # fmt: skip

    assert (draft.status, draft.season) == (Status.PLANNED, "Våren 2027")
    assert draft.uncertain == ()


def test_an_english_wording_is_kept_unless_it_is_x_or_swedish_after_all() -> None:
    shorts = [{"TextID": "2", "TextSv": "Kommuner", "TextEn": "Kommuner"}]

    plain = one(a_round(WebTextLista=shorts))
    bilingual = one(
        a_round(TitelEngelska="Lakes", BeskrivningEngelska="Water", WebTextLista=shorts)
    )

    assert (plain.wordings, plain.applicants, plain.text) == ((), "Kommuner", "Vatten\n\nKommuner")
    assert [(each.title, each.text) for each in bilingual.wordings] == [("Lakes", "Water")]


def test_the_page_for_people_is_preferred() -> None:
    links = [
        {"URL": "https://etjanster.vinnova.se/form"}, {"Lank": "https://www.vinnova.se/e/x-2026/"}
    ]  # fmt: skip

    assert one(a_round(LankLista=links)).url == "https://www.vinnova.se/e/x-2026/"
    assert one(a_round(LankLista=links[:1])).url == f"{SOURCE.start}ansokningsomgangar/2026-00001"


def test_what_is_not_public_is_left_out() -> None:
    assert len(read(a_round(), a_round(Diarienummer="2026-00002", Publik=0)).drafts) == 1


def test_the_call_gives_its_title_and_text_to_its_rounds() -> None:
    site = Site(
        [a_round(Titel="Omgång 2", TitelEngelska="Round 2")], [a_call(TitelEngelska="Water")]
    )

    (draft,) = SOURCE.read(site).drafts

    assert (draft.title, draft.text) == ("Vatten: Omgång 2", "Vatten\n\nOm vatten.")
    assert [each.title for each in draft.wordings] == ["Water: Round 2"]
    assert site.asked == ["ansokningsomgangar/2025-05-01", "utlysningar/2026-00000"]


def test_rounds_and_calls_that_were_saved_apart_are_joined() -> None:
    files = [
        ("calls", json.dumps([a_call()]).encode()),
        ("rounds", json.dumps([a_round()]).encode()),
    ]

    (draft,) = read_saved(SOURCE, files).drafts

    assert (draft.title, len(draft.deadlines), draft.uncertain) == ("Sjöar", 1, ())


def test_calls_are_asked_for_twenty_at_a_time() -> None:
    rounds = [
        a_round(Diarienummer=f"2026-{n:05}", DiarienummerUtlysning=f"2025-{n:05}")
        for n in range(1, 42)
    ]

    site = Site(rounds, [])
    SOURCE.read(site)

    assert [each.count(",") for each in site.asked] == [0, 19, 19, 0]


def test_a_round_that_closed_long_ago_is_left_out() -> None:
    old = a_round(Diarienummer="2025-00001", Stangningsdatum="2026-08-22T14:00:00")
    recent = a_round(Diarienummer="2025-00002", Stangningsdatum="2026-08-23T14:00:00")

    reading = SOURCE.read(Site([old, recent], []))

    assert [each.identifier for each in reading.drafts] == ["2025-00002"]


def test_the_same_question_is_asked_for_a_month() -> None:
    assert {since(dt.date(2026, 11, each)) for each in range(1, 31)} == {dt.date(2025, 5, 1)}
    assert since(dt.date(2027, 6, 30)) == dt.date(2025, 12, 1)


@pytest.mark.parametrize(
    ("fields", "suspicion"),
    [
        ({"Publik": ...}, "no 'Publik'"),
        ({"Stangningsdatum": ...}, "no 'Stangningsdatum'"),
        ({"AvlasningstillfalleLista": ...}, "no 'AvlasningstillfalleLista'"),
        ({"AvlasningstillfalleLista": [{"Nr": 1}]}, "'AvlasningstillfalleLista' holds"),
        ({"Stangningsdatum": "snart"}, "'snart' is no date"),
        ({"Stangningsdatum": "2027-01-26T13:00:00Z"}, "names a zone"),
        ({"WebTextLista": ["x"]}, "'WebTextLista' is no list of records"),
    ],
)
def test_what_is_missing_or_changed_is_suspect(fields: dict[str, Any], suspicion: str) -> None:
    assert suspicion in str(read(a_round(**fields)).suspicion)


def test_an_unknown_field_warns() -> None:
    reading = read(a_round(Klimatklass="A"))

    assert (reading.warnings, reading.suspicion) == (["unknown 'Klimatklass'"], None)


@pytest.mark.skipif(not PAGES.is_dir(), reason="SAMSOK_DATA does not name a folder with recordings")
def test_a_page_with_status_200_in_place_of_json_is_suspect() -> None:
    body = (PAGES / "vinnova_api_HTML_doc_page_instead_of_JSON.html").read_bytes()

    with pytest.raises(Unreadable, match="expected JSON, found HTML"):
        read_saved(SOURCE, [("vinnova.html", body)])
