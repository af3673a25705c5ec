"""The EU portal's traps: languages, notices, midnights, shared budgets, questions ignored."""

import datetime as dt
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lexicon.terms import DateKind, DeadlineModel, Status
from scrapers import Draft, Reading, Unreachable, all_sources, strip
from scrapers.eu_search import FIRST, LAST, MOST_HITS, PAGE_SIZE
from scrapers.saved import Unreadable, read_saved

SOURCE = all_sources()["eu_portal"]
SAVED = Path(os.environ.get("SAMSOK_DATA", ""), "recordings")
needs_data = pytest.mark.skipif(
    not SAVED.is_dir(), reason="SAMSOK_DATA does not name a folder with recordings"
)


def hit(identifier: str = "X-2027-01", language: str = "en", **metadata: Any) -> dict[str, Any]:
    """Make a hit in the portal's shape; a keyword of None leaves the key out."""
    told = {
        "identifier": [identifier], "title": ["Lakes"], "type": ["1"], "status": ["31094502"],
        "frameworkProgramme": ["43108390"], "deadlineModel": ["single-stage"],
        "deadlineDate": ["2027-02-25T23:00:00.000+0000"], **metadata,
    }  # fmt: skip
    kept = {name: value for name, value in told.items() if value is not None}
    return {"language": language, "url": "", "metadata": kept}


def read(*hits: dict[str, Any]) -> Reading:
    """Read one answer with these hits."""
    body = json.dumps({"totalResults": len(hits), "results": hits}).encode()
    return SOURCE.read_answer(body, SOURCE.start)


def one(*hits: dict[str, Any]) -> Draft:
    """Read one answer that holds one call."""
    reading = read(*hits)
    assert reading.suspicion is None
    (draft,) = reading.drafts
    return draft


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("2027-02-25T23:00:00.000+0000", "2027-02-26", None),  # a winter midnight in Brussels
        ("2026-10-09T22:00:00.000+0000", "2026-10-10", None),  # a summer one
        ("2027-03-27T23:00:00.000+0000", "2027-03-28", None),  # the night the clock goes forward
        ("2027-10-30T22:00:00.000+0000", "2027-10-31", None),  # the night it goes back
        ("2027-10-31T23:00:00.000+0000", "2027-11-01", None),
        ("2025-10-02T00:00:00.000+0000", "2025-10-02", None),  # a midnight in UTC
        ("2027-01-29T16:00:00.000+0000", "2027-01-29", "17:00"),
        ("2027-07-29T15:00:00.000+0000", "2027-07-29", "17:00"),
        ("2027-07-29", "2027-07-29", None),
    ],
)
def test_a_moment_in_utc_is_told_as_the_day_in_brussels(
    said: str, day: str, time: str | None
) -> None:
    (deadline,) = one(hit(deadlineDate=[said])).deadlines

    assert deadline.day == dt.date.fromisoformat(day)
    assert deadline.time == (time and dt.time.fromisoformat(time))
    assert (deadline.zone, deadline.kind) == ("Europe/Brussels", DateKind.FINAL)


def test_two_stages_are_told_apart() -> None:
    dates = ["2027-09-14T22:00:00.000+0000", "2027-03-03T23:00:00.000+0000"]

    draft = one(hit(deadlineDate=dates, deadlineModel=["two-stage"]))

    assert draft.deadline_model is DeadlineModel.TWO_STAGE
    assert [(f"{each.day}", each.kind) for each in draft.deadlines] == [
        ("2027-03-04", DateKind.STAGE_1),
        ("2027-09-15", DateKind.STAGE_2),
    ]


def test_several_cut_offs_are_all_kept_in_their_order() -> None:
    dates = ["2027-09-14T22:00:00.000+0000", "2026-03-03T23:00:00.000+0000", "2027-03-28T22:00:00Z"]

    draft = one(hit(deadlineDate=dates, deadlineModel=["multiple cut-off"]))

    assert (draft.deadline_model, draft.uncertain) == (DeadlineModel.MULTIPLE_CUTOFF, ())
    assert [(f"{each.day}", each.kind) for each in draft.deadlines] == [
        ("2026-03-04", DateKind.CUT_OFF),
        ("2027-03-29", DateKind.CUT_OFF),
        ("2027-09-15", DateKind.CUT_OFF),
    ]


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"deadlineModel": ["two-stage"]}, "1 date of a two_stage call"),
        ({"deadlineDate": ["2027-02-25", "2027-03-25"]}, "2 dates of a single call"),
        ({"deadlineDate": None, "status": ["31094501"]}, "the portal gives no date"),
        (
            {"actions": ['[{"deadlineDates": ["2027-02-25"]}]']},
            "its actions name other days: 2027-02-25",
        ),
    ],
)
def test_dates_that_do_not_fit_are_doubted(metadata: dict[str, Any], why: str) -> None:
    (doubt,) = one(hit(**metadata)).uncertain

    assert (doubt.field, doubt.why) == ("deadlines", why)


def test_languages_and_notices_of_a_topic_are_one_draft() -> None:
    notice = hit(type=["6"], status=None, deadlineDate=None, deadlineModel=None, title=["Lakes"],
                 description=["<p>The session is open.</p>"])  # fmt: skip

    draft = one(
        notice,
        hit(language="cs", title=["Jezera"]),
        hit(descriptionByte=["<p>Water</p>"]),
        hit(language="sv", title=["Sjöar"]),
    )

    assert (draft.language, draft.title) == ("sv", "Sjöar")
    assert [(each.language, each.title, each.text) for each in draft.wordings] == [
        ("cs", "Jezera", ""),
        ("en", "Lakes", "Water"),
    ]
    assert draft.uncertain == ()


def test_a_notice_alone_is_a_draft_that_says_how_little_is_known() -> None:
    draft = one(
        hit(type=["6"], status=None, deadlineDate=None, deadlineModel=None,
            description=["The session is open."], startDate=["2025-06-09T22:01:00.507+0000"])
    )  # fmt: skip

    assert (draft.opens, draft.deadlines) == (None, ())
    assert {each.field for each in draft.uncertain} == {"deadlines", "text"}
    assert draft.url.endswith("/topic-details/X-2027-01")


def test_languages_that_disagree_on_the_date_are_doubted() -> None:
    draft = one(hit(), hit(language="sv", deadlineDate=["2027-03-25"]))

    (doubt,) = draft.uncertain
    assert (doubt.field, doubt.words) == ("deadlines", "2027-02-26 (en) | 2027-03-25 (sv)")


def overview(**maximum: int) -> list[str]:
    """Make a budget overview with a row for each topic."""
    rows = [
        {"action": f"{topic} - RIA", "maxContribution": most, "budgetYearMap": {"2027": "9000000"}}
        for topic, most in maximum.items()
    ]
    return [json.dumps({"budgetTopicActionMap": {"1": rows}})]


def test_the_money_is_that_of_the_topic_and_not_of_its_neighbours() -> None:
    shared = overview(**{"X-2027-01": 2_000_000, "X-2027-01-2": 7_000_000})

    (amount,) = one(hit(budgetOverview=shared)).amounts

    assert (amount.currency, amount.of, amount.least) == ("EUR", "support", None)
    assert (amount.most, amount.total) == (Decimal(2_000_000), None)


def test_the_budget_of_a_topic_alone_is_its_own() -> None:
    (amount,) = one(hit(budgetOverview=overview(**{"X-2027-01": 2_000_000}))).amounts

    assert amount.total == Decimal(9_000_000)


def test_a_forthcoming_topic_without_a_day_to_open_is_planned() -> None:
    assert one(hit(status=["31094501"])).status is Status.PLANNED
    opening = one(hit(status=["31094501"], startDate=["2027-01-11T23:00:00.000+0000"]))
    assert (opening.status, opening.opens) == (Status.ANNOUNCED, dt.date(2027, 1, 12))


def test_closed_topics_are_closed() -> None:
    assert one(hit(status=["31094503"])).status is Status.CLOSED


@pytest.mark.parametrize(
    ("metadata", "suspicion"),
    [
        ({"identifier": None}, "no 'identifier'"),
        ({"title": None}, "no 'title'"),
        ({"status": None}, "no 'status'"),
        ({"deadlineModel": None}, "no 'deadlineModel'"),
        ({"frameworkProgramme": None}, "no 'frameworkProgramme'"),
        ({"deadlineDate": None}, "X-2027-01 is open and has no 'deadlineDate'"),
        ({"deadlineDate": ["soon"]}, "'soon' is no moment"),
        ({"budgetOverview": ["<p>"]}, "expected JSON"),
    ],
)
def test_what_is_missing_or_changed_is_suspect(metadata: dict[str, Any], suspicion: str) -> None:
    assert suspicion in str(read(hit(**metadata)).suspicion)


@pytest.mark.parametrize(
    ("metadata", "warning"),
    [
        ({"moonPhase": ["full"]}, "unknown 'moonPhase'"),
        ({"status": ["7"]}, "unknown word '7'"),
        ({"frameworkProgramme": ["7"]}, "unknown programme '7'"),
    ],
)
def test_what_is_unknown_warns(metadata: dict[str, Any], warning: str) -> None:
    reading = read(hit(**metadata))

    assert (reading.warnings, reading.suspicion) == ([warning], None)


class Search:
    """A search that answers page by page, each page as it is told to."""

    start = SOURCE.start
    today = dt.date(2026, 11, 21)

    def __init__(self, *pages: dict[str, Any]) -> None:
        self.pages = list(pages)
        self.asked: list[bytes] = []

    def get(self, url: str) -> bytes:
        raise Unreachable(url)

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        assert media_type.startswith("multipart/form-data; boundary=")
        self.asked.append(body)
        return json.dumps(self.pages.pop(0)).encode()


def answer(total: int, *hits: dict[str, Any]) -> dict[str, Any]:
    """Make one page of an answer."""
    return {"totalResults": total, "results": hits}


def test_the_search_is_asked_page_by_page_until_the_end() -> None:
    search = Search(answer(3, hit("A"), hit("B")), answer(3, hit("C")))

    reading = SOURCE.read(search)

    assert [each.identifier for each in reading.drafts] == ["A", "B", "C"]
    assert (reading.suspicion, search.pages) == (None, [])


def test_a_search_that_takes_the_order_for_the_question_is_asked_without_it() -> None:
    search = Search(answer(49_000, hit(type=["0"])), answer(1, hit("A")))

    reading = SOURCE.read(search)

    assert [each.identifier for each in reading.drafts] == ["A"]
    assert [b'name="sort"' in each for each in search.asked] == [True, False]


@pytest.mark.parametrize(
    ("pages", "suspicion"),
    [
        (
            [answer(2, hit("A")), answer(MOST_HITS + 1, hit("B"))],
            "10001 hits: the search gives 10000",
        ),
        ([answer(3, hit("A")), answer(3)], "1 hits came, of 3 that were promised"),
        ([answer(1, hit(type=["0"]))] * 2, "things that were not asked for"),
        ([{"results": [hit()]}], "no number 'totalResults'"),
        ([answer(0)], "0 hits came|0 calls"),
    ],
)
def test_a_search_that_does_not_tell_all_is_suspect(
    pages: list[dict[str, Any]], suspicion: str
) -> None:
    said = SOURCE.read(Search(*pages)).suspicion

    assert any(each in str(said) for each in suspicion.split("|"))


class Index:
    """A search that answers what is asked: by day of opening, in order, page by page."""

    start = SOURCE.start
    today = dt.date(2026, 11, 21)

    def __init__(self, hits: list[dict[str, Any]], most: int = PAGE_SIZE, **total: int) -> None:
        self.hits = hits
        self.most = most
        self.total = total
        self.asked: list[Any] = []

    def get(self, url: str) -> bytes:
        raise Unreachable(url)

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        query = json.loads(body.split(b"\r\n\r\n")[1].split(b"\r\n")[0])["bool"]
        self.asked.append(query)
        found = [each for each in self.hits if self.fits(each, query)]
        # As many hits as say so stand for the ten thousand and more that the real search has.
        total = self.total.get("said", len(found)) if len(found) > self.most else len(found)
        first = (int(url.rpartition("=")[2]) - 1) * PAGE_SIZE
        page = found[first : first + PAGE_SIZE]
        return json.dumps({"totalResults": total, "results": page}).encode()

    def fits(self, hit: dict[str, Any], query: dict[str, Any]) -> bool:
        days = [each["range"]["startDate"] for each in query["must"] if "range" in each]
        without = [each["range"]["startDate"] for each in query.get("must_not", [])]
        said = hit["metadata"].get("startDate", [None])[0]
        moment = said and dt.datetime.fromisoformat(said).timestamp() * 1000
        return all(moment and each["gte"] <= moment < each["lt"] for each in days) and not any(
            moment and each["gte"] <= moment < each["lt"] for each in without
        )


def opened(number: int, day: str | None) -> dict[str, Any]:
    return hit(f"T-{number:04}", startDate=day and [f"{day}T00:00:00.000+0000"])


def test_windows_that_hold_less_than_the_whole_are_suspect() -> None:
    days = ["2021-06-01", "2026-01-01", "2026-01-02", "2026-11-30", "2035-01-01", None]
    hits = [opened(number, day) for number, day in enumerate(days * 40)]

    index = Index(hits, said=MOST_HITS + 1, most=120)
    reading = SOURCE.read(index)

    assert len(reading.drafts) == len(hits)
    assert reading.suspicion == f"{len(hits)} hits came by day of opening, of 10001 that there are"
    assert len(index.asked) < 20


def test_windows_that_hold_all_are_a_whole_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.eu_search.MOST_HITS", 120)
    days = ["2021-06-01", "2026-01-01", "2026-01-02", "2026-11-30", "2035-01-01", None]
    hits = [opened(number, day) for number, day in enumerate(days * 40)]

    reading = SOURCE.read(Index(hits))

    assert (reading.suspicion, reading.warnings) == (None, [])
    assert sorted(each.identifier for each in reading.drafts) == [f"T-{n:04}" for n in range(240)]


def test_a_day_with_more_than_the_search_gives_is_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.eu_search.MOST_HITS", 120)

    reading = SOURCE.read(Index([opened(number, "2026-01-02") for number in range(121)]))

    assert reading.suspicion == "121 hits open on 2026-01-02: the search gives 120"


def test_the_days_are_those_of_the_period() -> None:
    assert FIRST.year < 2021
    assert LAST.year > 2028


def test_hits_that_come_twice_are_told() -> None:
    double = {**hit("A"), "reference": "1TOPICSen"}
    search = Search(answer(3, double, hit("B")), answer(3, double))

    assert SOURCE.read(search).warnings == ["1 hits came twice: as many others may not have come"]


def test_an_order_that_is_misunderstood_late_begins_the_question_anew() -> None:
    search = Search(
        answer(3, hit("A"), hit("B")), answer(49_000, hit(type=["0"])),
        answer(3, hit("A")), answer(3, hit("C"), hit("A")), answer(3, hit("B")),
    )  # fmt: skip

    reading = SOURCE.read(search)

    assert sorted(each.identifier for each in reading.drafts) == ["A", "B", "C"]
    assert (reading.suspicion, search.pages) == (None, [])


def test_a_row_may_narrow_the_question_to_some_programmes() -> None:
    index = Index([hit("A")])
    index.start = f"{SOURCE.start}#programmes=ESF,CERV"

    reading = SOURCE.read(index)

    assert reading.suspicion is None
    assert index.asked[0]["must"][-1] == {"terms": {"frameworkProgramme": ["43251589", "43254019"]}}


def test_a_programme_that_nobody_knows_is_named_with_those_there_are() -> None:
    index = Index([hit("A")])
    index.start = f"{SOURCE.start}#programmes=ESF,MOON"

    suspicion = str(SOURCE.read(index).suspicion)

    assert suspicion.startswith("no programme is called 'MOON'; #programmes= takes ")
    assert "ERASMUS" in suspicion


def test_an_answer_is_the_same_whenever_it_was_asked_for() -> None:
    morning, evening = (
        json.dumps({"responseTime": time, "results": [hit(esDA_QueueDate=[f"{time}"])]}).encode()
        for time in (56, 57)
    )

    assert strip(morning, SOURCE.private) == strip(evening, SOURCE.private)


@needs_data
@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("eu_ft_portal/api_response.json", 1),
        ("eu_ft_portal/eu-api-topic-response.json", 10),
        ("eu_ft_portal/api_test.json", 2),
        ("transcribed/fundhunt_sedia_search.json", 4),
    ],
)
def test_what_the_portal_really_said_is_read(name: str, calls: int) -> None:
    reading = read_saved(SOURCE, [(name, (SAVED / name).read_bytes())])

    assert (len(reading.drafts), reading.warnings) == (calls, [])


@needs_data
def test_text_that_was_saved_in_the_wrong_code_page_is_told_right() -> None:
    broken, sound = (
        read_saved(SOURCE, [(name, (SAVED / "eu_ft_portal" / name).read_bytes())]).drafts[0]
        for name in ("api_test.json", "api_response.json")
    )

    assert (broken.title, broken.text) == (sound.title, sound.text)
    assert broken.text.startswith("Förväntat resultat:")


@needs_data
def test_the_empty_page_of_the_portal_fails_loudly() -> None:
    body = (SAVED / "eu_ft_portal" / "eu-page-sample.html").read_bytes()

    with pytest.raises(Unreadable, match=r"page\.html is no answer of eu_portal: expected JSON"):
        read_saved(SOURCE, [("page.html", body)])
