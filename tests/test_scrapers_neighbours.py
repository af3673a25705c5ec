"""The neighbours' funders: days in their own time, names in our language where there are some."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from lexicon.terms import Deadline, DeadlineModel, Status
from scrapers import Draft, Reading, all_sources
from scrapers.lasting import lasting
from scrapers.sources.forskningsradet import START as FORSKNINGSRADET
from scrapers.sources.haeavustuksia import START as HAEAVUSTUKSIA

TODAY = dt.date(2026, 11, 21)


class Answering:
    """A site that gives its answers in their order, whatever is asked."""

    def __init__(self, start: str, *answers: bytes) -> None:
        self.start = start
        self.today = TODAY
        self.answers = list(answers)
        self.asked: list[str] = []

    def get(self, url: str) -> bytes:
        self.asked.append(url)
        return self.answers.pop(0)

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        return self.get(url)


def read(slug: str, body: object, url: str = "https://x.example/1") -> Reading:
    saved = body if isinstance(body, bytes) else json.dumps(body).encode()
    return all_sources()[slug].read_answer(saved, url)


def only(reading: Reading) -> Draft:
    assert reading.suspicion is None
    (draft,) = reading.drafts
    return draft


def doubts(draft: Draft) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.why) for doubt in draft.uncertain]


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


HEADER = (
    "IsActive;IsApplicantModule;Created;Keywords;IsEUFunded;PoolViewLink;"
    "AuthorityPoolApplicationLink; Modified;AuthorityName;Title;NextDeadline;AllDeadlines;"
)
CREATED = "04-02-2020 09:15:00"
POOL = "https://pool.example/1"


def danish(*rows: str, header: str = HEADER) -> Reading:
    lines = "\r\n".join([header, *rows, ""])
    return read("statens_tilskudspuljer", b"\xef\xbb\xbf" + lines.encode())


def pool(rest: str, title: str = "Søpuljen", created: str = CREATED) -> str:
    return f"True;False;{created};sø,;False;{POOL};;{CREATED};Styrelsen;{title};{rest}"


def test_the_next_deadline_and_all_of_them_are_told_once() -> None:
    draft = only(danish(pool("15-01-2027 12:00:00;15-01-2027 12:00:00,15-09-2027 12:00:00,;")))

    assert [(each.day, each.time) for each in draft.deadlines] == [
        (dt.date(2027, 1, 15), dt.time(12)), (dt.date(2027, 9, 15), dt.time(12)),
    ]  # fmt: skip
    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF
    assert draft.text == "Nøgleord: sø"


def test_a_danish_midnight_is_a_day_without_an_hour() -> None:
    draft = only(danish(pool("15-01-2027 00:00:00;;")))

    assert draft.deadlines == (Deadline(day=dt.date(2027, 1, 15), zone="Europe/Copenhagen"),)


def test_of_two_moments_of_one_day_the_one_with_an_hour_is_kept() -> None:
    draft = only(danish(pool("15-01-2027 12:00:00;15-01-2027 00:00:00;")))

    assert [each.time for each in draft.deadlines] == [dt.time(12)]
    assert draft.deadline_model is DeadlineModel.SINGLE


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (";;", "no closing date is given"),
        ("01-01-0001 00:00:00;;", "no closing date is given"),
        ("løbende;;", "more is said than could be read as dates"),
        ("31-02-2027 12:00:00;;", "more is said than could be read as dates"),
        ("15-01-2027 12:00:00;;ekstra;", "more is said than could be read as dates"),
        ("15-01-2027;;", "more is said than could be read as dates"),
    ],
)
def test_what_is_no_date_where_dates_stand_is_a_doubt(rest: str, why: str) -> None:
    assert doubts(only(danish(pool(rest)))) == [("deadlines", why)]


def test_a_row_that_ends_early_has_no_deadline() -> None:
    row = f"True;False;{CREATED};;False;;;;Styrelsen;Søpuljen"

    draft = only(danish(row))

    assert doubts(draft) == [("deadlines", "no closing date is given")]
    assert draft.url == "https://www.statens-tilskudspuljer.dk/"


def test_pools_of_one_title_and_link_are_told_apart_by_when_they_were_created() -> None:
    rows = [pool(";;"), pool(";;", created="05-02-2020 09:15:00"), pool(";;", title="Skovpuljen")]

    reading, again = danish(*rows), danish(*reversed(rows))

    names = {draft.identifier for draft in reading.drafts}
    assert len(names) == 3
    assert names == {draft.identifier for draft in again.drafts}


@pytest.mark.parametrize(
    "row",
    [
        f"True;False;{CREATED};sø;fjord,;False;{POOL};;{CREATED};Styrelsen;Søpuljen;;;",
        f"True;False;{CREATED};sø,;False;;{CREATED};Styrelsen;Søpuljen;;;",
        f"Ja;False;{CREATED};sø,;False;;;{CREATED};Styrelsen;Søpuljen;;;",
        f"True;False;{CREATED};sø,;False;;;{CREATED};Styrelsen;;;;",
    ],
)
def test_a_row_with_its_cells_out_of_place_is_left_out_and_told(row: str) -> None:
    reading = danish(row, pool(";;", title="Skovpuljen"))

    assert [draft.title for draft in reading.drafts] == ["Skovpuljen"]
    assert "cells out of place" in reading.warnings[0]


def test_a_quotation_mark_that_swallows_rows_is_suspect() -> None:
    reading = danish(pool(";;", title='"Søpuljen'), pool(";;", title="Skovpuljen"))

    assert "a quotation mark without end" in (reading.suspicion or "")


def test_a_file_without_a_known_column_is_suspect() -> None:
    reading = danish(pool(";;"), header=HEADER.replace("AllDeadlines", "Deadlines"))

    assert reading.suspicion == "no column 'AllDeadlines'"


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


def norwegian(**changes: Any) -> dict[str, Any]:
    call = {
        "id": "1", "dateLabel": "Søknadsfrist", "date": "12. mars", "year": "2027",
        "metadata": {"items": []}, "status": {"text": "Åpen"}, "tags": {"list": ["Hav"]},
        "text": "Renere fjorder.", "title": "Fjorder", "url": "/utlysninger/1/",
    }  # fmt: skip
    return {"groups": [{"title": "Alle", "proposals": [call | changes]}]}


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [
        ("12. mars", "2027", dt.date(2027, 3, 12)),
        ("12.3.2027", "2026", dt.date(2027, 3, 12)),
        ("1. desember 2027", "", dt.date(2027, 12, 1)),
    ],
)
def test_a_norwegian_day_is_read_with_the_year_beside_it(
    date: str, year: str, day: dt.date
) -> None:
    draft = only(read("forskningsradet", norwegian(date=date, year=year)))

    assert draft.deadlines == (Deadline(day=day, zone="Europe/Oslo"),)
    assert draft.uncertain == ()


@pytest.mark.parametrize(
    ("date", "year"),
    [("12. mars", ""), ("30. februar", "2027"), ("12. mars og 4. mai", "2027"), ("", "2027"),
     ("12. Marsch", "2027"), ("våren", "2027")],
)  # fmt: skip
def test_what_is_not_one_day_with_a_year_is_a_doubt(date: str, year: str) -> None:
    draft = only(read("forskningsradet", norwegian(date=date, year=year)))

    assert draft.deadlines == ()
    assert doubts(draft) == [("deadlines", "no day could be read")]


def test_a_running_call_is_rolling() -> None:
    draft = only(read("forskningsradet", norwegian(date="Løpende", year="")))

    assert (draft.deadline_model, draft.deadlines) == (DeadlineModel.ROLLING, ())
    assert draft.uncertain == ()


def test_a_day_of_opening_is_no_deadline() -> None:
    draft = only(read("forskningsradet", norwegian(dateLabel="Åpner for søknad")))

    assert (draft.opens, draft.deadlines) == (dt.date(2027, 3, 12), ())
    assert doubts(draft) == [("deadlines", "its label does not call it a deadline")]


@pytest.mark.parametrize(
    ("label", "words", "sums"),
    [
        ("Tilgjengelige midler", "kr 100\u00a0000\u00a0000", (None, None, 100_000_000)),
        ("Støttegrenser", "kr 2 000 000-8 000 000", (2_000_000, 8_000_000, None)),
        ("Støttegrenser", "Inntil 500 000 kroner", (None, 500_000, None)),
    ],
)
def test_sums_are_what_their_label_says(
    label: str, words: str, sums: tuple[int | None, ...]
) -> None:
    items = {"items": [{"label": label, "text": words}]}

    draft = only(read("forskningsradet", norwegian(metadata=items)))

    (amount,) = draft.amounts
    assert (amount.least, amount.most, amount.total) == sums
    assert amount.currency == "NOK"


@pytest.mark.parametrize(
    "words", ["10 mill. kroner", "8 000 000-2 000 000 kr", "500 000 kr", "avklares"]
)
def test_a_sum_that_is_not_plain_is_a_doubt(words: str) -> None:
    items = {"items": [{"label": "Støttegrenser", "text": words}]}

    draft = only(read("forskningsradet", norwegian(metadata=items)))

    assert (draft.amounts, doubts(draft)) == ((), [("amounts", "no sum could be read")])


def test_a_call_in_two_groups_is_one() -> None:
    groups = norwegian()["groups"] * 2

    draft = only(read("forskningsradet", {"groups": groups}))

    assert draft.url == "https://www.forskningsradet.no/utlysninger/1/"


def test_a_cancelled_call_says_so() -> None:
    draft = only(read("forskningsradet", norwegian(status={"text": "Avlyst"})))

    assert draft.status is Status.WITHDRAWN


def test_the_search_is_asked_at_the_address_of_the_source() -> None:
    moved = FORSKNINGSRADET.replace("18404", "20001")
    site = Answering(moved, json.dumps(norwegian()).encode())

    reading = all_sources()["forskningsradet"].read(site)

    assert (site.asked, len(reading.drafts)) == ([moved], 1)


SCHEMES = "https://tilskudd.lottstift.no/ordning/DT-"


def scheme(**changes: Any) -> bytes:
    version = {
        "id": 7, "title": "Badeplasser", "description": "Støtte.", "deadlineType": "NO_DEADLINE",
        "deadlines": [], "currentDeadline": None, "amount": None, "amountType": None,
        "administrator": {"name": "Direktoratet"}, "owner": {"name": "Departementet"},
        "relevantApplicants": [{"value": "Kommuner"}], "requiresNonProfit": False,
        "objectives": None, "howToApply": None,
    } | changes  # fmt: skip
    year = {"publishedVersion": version if version["id"] else None}
    data = {"props": {"pageProps": {"grant": {"grantScheme": {"year": year}}}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return f"<html><body>{script}</body></html>".encode()


def test_a_scheme_is_known_by_its_address_or_its_number() -> None:
    named = only(read("tilskudd", scheme(), f"{SCHEMES}0123"))
    saved = only(read("tilskudd", scheme()))

    assert (named.identifier, saved.identifier) == ("DT-0123", "DT-0007")
    assert named.url == f"{SCHEMES}0123"


def test_long_texts_are_those_of_an_editor_or_plain() -> None:
    blocks = {"blocks": [{"text": "Flere skal bade."}, {"text": ""}, {"text": "Barn først."}]}

    draft = only(read("tilskudd", scheme(objectives=json.dumps(blocks), howToApply="På nett.")))

    assert draft.text == (
        "Støtte.\n\nFormål\nFlere skal bade.\nBarn først.\n\nSlik søker du\nPå nett."
    )


def test_who_may_apply_stands_in_fixed_words() -> None:
    draft = only(read("tilskudd", scheme(requiresNonProfit=True)))

    assert draft.applicants == "Kommuner, bare ideelle"


def test_several_deadlines_are_cut_offs() -> None:
    days = ["2027-09-01", "2027-03-01"]

    draft = only(
        read("tilskudd", scheme(deadlineType="X", deadlines=days, currentDeadline=days[1]))
    )

    assert [str(each.day) for each in draft.deadlines] == ["2027-03-01", "2027-09-01"]
    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"deadlineType": "X"}, "no closing date is given"),
        ({"deadlines": ["2027-03-01"]}, "it is said to have none"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_a_doubt(changes: dict[str, Any], why: str) -> None:
    assert doubts(only(read("tilskudd", scheme(**changes)))) == [("deadlines", why)]


def test_only_a_known_kind_of_sum_is_money() -> None:
    known = only(read("tilskudd", scheme(amount=12_500_000, amountType="AMOUNT")))
    strange = only(read("tilskudd", scheme(amount=30, amountType="PERCENT")))

    assert [each.total for each in known.amounts] == [Decimal(12_500_000)]
    assert (strange.amounts, doubts(strange)) == ((), [("amounts", "no known kind of sum")])


def test_the_start_may_name_several_schemes() -> None:
    start = f"{SCHEMES}0001 {SCHEMES}0002"
    site = Answering(start, scheme(), scheme(id=None))

    reading = all_sources()["tilskudd"].read(site)

    assert site.asked == start.split()
    assert [draft.identifier for draft in reading.drafts] == ["DT-0001"]
    assert reading.warnings == [f"nothing is published of {SCHEMES}0002"]


def test_a_start_that_names_no_scheme_says_what_to_do() -> None:
    site = Answering("https://tilskudd.lottstift.no/", b"<html><body><a href='/om'>Om</a></body>")

    reading = all_sources()["tilskudd"].read(site)

    assert "name some as the start" in (reading.suspicion or "")


@pytest.mark.parametrize(
    ("days_ago", "status", "kept"),
    [
        (90, Status.CLOSED, True),
        (91, Status.CLOSED, False),
        (91, Status.ANNOUNCED, False),
        (None, Status.ANNOUNCED, True),
        (None, Status.CLOSED, False),
    ],
)
def test_a_call_is_kept_three_months_after_its_end(
    days_ago: int | None, status: Status, kept: bool
) -> None:
    days = [] if days_ago is None else [TODAY - dt.timedelta(days=days_ago)]
    draft = Draft(
        identifier="1", url="https://x.example", title="Lakes", funder="X", language="en",
        status=status, deadlines=tuple(Deadline(day=each) for each in days),
    )  # fmt: skip

    assert lasting(draft, TODAY) is kept
