"""Finnish funders: days in their own time, Swedish names where there are some, codes by names."""

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

import pytest

from lexicon.terms import Deadline, DeadlineModel
from scrapers import all_sources
from scrapers.sources.haeavustuksia import START as HAEAVUSTUKSIA
from tests.neighbouring import Answering, doubts, only, read


def finnish(**changes: Any) -> dict[str, Any]:
    call = {
        "hakuasianAsianumero": "va-1", "nimi": {"fi": "Järvet", "sv": "Sjöar", "en": None},
        "kuvaus": {"fi": "Hoitoa.", "sv": None, "en": None}, "hakuTyyppi": "Määräaikainen",
        "hakuAlkaaDateTimeUtc": "2026-10-31T22:00:00Z",
        "hakuPaattyyDateTimeUtc": "2027-01-31T21:59:00Z", "julkaisuTyyppi": "Hakuilmoitus",
    }  # fmt: skip
    return {"totalCount": 1, "pageCount": 1, "hakuilmoitukset": [call | changes]}


@pytest.mark.parametrize(
    ("utc", "day", "time"),
    [
        ("2027-01-31T21:59:00Z", dt.date(2027, 1, 31), dt.time(23, 59)),
        ("2027-06-30T20:59:00.000Z", dt.date(2027, 6, 30), dt.time(23, 59)),
        ("2027-06-02T13:15:00Z", dt.date(2027, 6, 2), dt.time(16, 15)),
        ("2027-01-31T22:00:00Z", dt.date(2027, 2, 1), None),
    ],
)
def test_a_moment_in_utc_is_a_day_in_helsinki(utc: str, day: dt.date, time: dt.time | None) -> None:
    draft = only(read("haeavustuksia", finnish(hakuPaattyyDateTimeUtc=utc)))

    assert draft.deadlines == (Deadline(day=day, time=time, zone="Europe/Helsinki"),)
    assert draft.opens == dt.date(2026, 11, 1)


def test_the_swedish_name_comes_first_and_the_finnish_is_another_wording() -> None:
    draft = only(read("haeavustuksia", finnish()))

    assert (draft.language, draft.title, draft.text) == ("sv", "Sjöar", "")
    assert [(w.language, w.title, w.text) for w in draft.wordings] == [("fi", "Järvet", "Hoitoa.")]


def test_a_call_without_a_swedish_name_is_finnish() -> None:
    draft = only(read("haeavustuksia", finnish(nimi={"fi": "Järvet"}, kuvaus=None)))

    assert (draft.language, draft.title, draft.wordings) == ("fi", "Järvet", ())


def test_a_continuous_call_with_an_end_ten_years_off_has_none() -> None:
    far = "2036-12-31T21:59:00Z"

    draft = only(read("haeavustuksia", finnish(hakuTyyppi="Jatkuva", hakuPaattyyDateTimeUtc=far)))

    assert (draft.deadline_model, draft.deadlines) == (DeadlineModel.ROLLING, ())
    assert draft.uncertain == ()


def test_a_continuous_call_that_does_end_says_when() -> None:
    draft = only(read("haeavustuksia", finnish(hakuTyyppi="Jatkuva")))

    assert draft.deadline_model is DeadlineModel.ROLLING
    assert [each.day for each in draft.deadlines] == [dt.date(2027, 1, 31)]


@pytest.mark.parametrize(
    ("ends", "why"),
    [
        (None, "no closing date is given"),
        ("2036-12-31T21:59:00Z", "a closing date so far off may stand for none"),
    ],
)
def test_a_call_with_no_end_that_is_not_continuous_is_a_doubt(ends: str | None, why: str) -> None:
    draft = only(read("haeavustuksia", finnish(hakuPaattyyDateTimeUtc=ends)))

    assert doubts(draft) == [("deadlines", why)]


@pytest.mark.parametrize(
    "changes", [{"nimi": {"fi": ""}}, {"nimi": "Järvet"}, {"hakuTyyppi": None}]
)
def test_a_finnish_call_without_name_or_kind_is_suspect(changes: dict[str, Any]) -> None:
    assert read("haeavustuksia", finnish(**changes)).suspicion


def test_pages_are_asked_for_until_all_calls_have_come() -> None:
    first, second = finnish(), finnish(hakuasianAsianumero="va-2")
    answers = [json.dumps(page | {"totalCount": 2}).encode() for page in (first, second)]
    site = Answering(HAEAVUSTUKSIA, *answers)

    reading = all_sources()["haeavustuksia"].read(site)

    assert [draft.identifier for draft in reading.drafts] == ["va-1", "va-2"]
    assert [url.rpartition("=")[2] for url in site.asked] == ["1", "2"]


def test_a_page_that_ends_before_all_calls_came_is_suspect() -> None:
    first = finnish() | {"totalCount": 2}
    empty = {"totalCount": 2, "hakuilmoitukset": []}
    answers = [json.dumps(page).encode() for page in (first, empty)]

    reading = all_sources()["haeavustuksia"].read(Answering(HAEAVUSTUKSIA, *answers))

    assert reading.suspicion == "1 calls came, of 2 that were promised"


def eura(**changes: Any) -> bytes:
    call = {
        "id": "1", "tila": "haettavissa", "hakuaika": {"alku": "2026-11-02", "loppu": "2027-01-29"},
        "otsikko": "Järvet", "rahasto": "ESR+", "viranomainen": "9", "alue": "VALTAKUNNALLINEN",
        "hakutunnus": "J-1", "maakunnat": [],
    }  # fmt: skip
    codes = {
        "rahasto": {"ESR+": {"koodi": "ESR+", "fi": "Euroopan sosiaalirahasto plus (ESR+)"}},
        "viranomainen": {"9": {"koodi": "9", "fi": "Järvialueen elinvoimakeskus"}},
        "alue": {"VALTAKUNNALLINEN": {"koodi": "VALTAKUNNALLINEN", "fi": "Valtakunnallinen"}},
        "maakunta": {"02": {"koodi": "02", "fi": "Varsinais-Suomi"}, "99": {"fi": "Muu"}},
    }
    data = {"preRenderData": {"hankehaku": [call | changes], "koodisto": codes}}
    script = quote(json.dumps(data))
    return f'<html><script type="__PREACT_CLI_DATA__">{script}</script></html>'.encode()


def test_codes_are_told_by_their_names() -> None:
    draft = only(read("eura2021", eura()))

    assert draft.funder == "Järvialueen elinvoimakeskus"
    assert draft.programme == "Euroopan sosiaalirahasto plus (ESR+)"
    assert "Hakutunnus: J-1" in draft.text
    assert draft.areas == ("FI",)


def test_a_day_in_helsinki_has_no_hour() -> None:
    draft = only(read("eura2021", eura()))

    assert draft.deadlines == (Deadline(day=dt.date(2027, 1, 29), zone="Europe/Helsinki"),)


def test_regions_are_areas_when_all_of_them_are_known() -> None:
    known = only(read("eura2021", eura(maakunnat=["02"])))
    strange = only(read("eura2021", eura(maakunnat=["02", "99"])))

    assert known.areas == ("FI1C1",)
    assert (strange.areas, strange.area_text) == ((), "Varsinais-Suomi, Muu")
    assert doubts(strange) == [("areas", "a region that is not known")]


@pytest.mark.parametrize(
    ("changes", "warning"),
    [({"tila": "peruttu"}, "unknown state 'peruttu'"),
     ({"rahasto": "JTF"}, "unknown rahasto 'JTF'")],
)  # fmt: skip
def test_a_word_or_code_that_nobody_knows_is_told(changes: dict[str, str], warning: str) -> None:
    reading = read("eura2021", eura(**changes))

    assert reading.warnings == [warning]
    assert len(reading.drafts) == 1


def test_a_script_that_is_not_encoded_is_read_too() -> None:
    data: dict[str, Any] = {"preRenderData": {"hankehaku": [], "koodisto": {}}}
    body = f'<html><script type="__PREACT_CLI_DATA__">{json.dumps(data)}</script></html>'

    assert read("eura2021", body.encode()).suspicion == "0 calls, not 1 to 4999"


@pytest.mark.parametrize("script", ["%7B%22", "%FF", "{}", ""])
def test_a_script_that_is_not_the_data_is_suspect(script: str) -> None:
    body = f'<html><script type="__PREACT_CLI_DATA__">{script}</script></html>'

    assert read("eura2021", body.encode()).suspicion
