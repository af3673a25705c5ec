"""Foundations and funds read from pages: what each of them has that the others have not."""

import datetime as dt

import pytest

from lexicon.terms import DateKind, DeadlineModel, Status
from scrapers import Draft, Reading, Unreachable, all_sources
from scrapers.recording import RecordedSite
from tests.saying import DAY, RECORDINGS


def reading(slug: str, path: str, main: str, title: str = "Renare sjöar") -> Reading:
    """Read one saved page, at a path below the site's own."""
    source = all_sources()[slug]
    root = "/".join(source.start.split("/")[:3])
    body = f"<html><body><main><h1>{title}</h1>{main}</main></body></html>"
    return source.read_answer(body.encode(), f"{root}{path}")


def one(slug: str, path: str, main: str, title: str = "Renare sjöar") -> Draft:
    (draft,) = reading(slug, path, main, title).drafts
    return draft


def recorded(slug: str, start: str, main: str) -> list[Draft]:
    """Read a start page that is not the recorded one, with all others as recorded."""
    source = all_sources()[slug]
    body = f"<html><body><main><h1>Sidan</h1>{main}</main></body></html>".encode()

    class Changed(RecordedSite):
        def get(self, url: str) -> bytes:
            return body if url == start else super().get(url)

    return source.read(Changed(RECORDINGS / slug, start, DAY)).drafts


FORMAS = "/soka-finansiering/alla-utlysningar/utlysningar/2026-10-01-sjoar.html"
CLOSES = "<p>Öppen: Sista ansökningsdatum: 2027-01-20 14:00</p>"


def test_a_call_of_formas_closes_at_its_hour() -> None:
    draft = one("formas", FORMAS, CLOSES)

    assert draft.identifier == "2026-10-01-sjoar"
    assert [(each.day, each.time) for each in draft.deadlines] == [
        (dt.date(2027, 1, 20), dt.time(14))
    ]
    assert draft.uncertain == ()


def test_preliminary_days_of_formas_wait_for_a_person() -> None:
    draft = one("formas", FORMAS, f"{CLOSES}<p>Alla datum är än så länge preliminära.</p>")

    assert "the day is only preliminary" in {each.why for each in draft.uncertain}


def test_nothing_is_kept_of_who_got_money_of_formas() -> None:
    draft = one(
        "formas", FORMAS,
        "<p>Du kan söka högst 2 miljoner kronor.</p><p>Beslutad: 2026-03-26 14:00</p>"
        "<table><tr><td>2025-90001</td><td>Bo</td><td>Påhittad</td></tr></table>",
    )  # fmt: skip

    assert (draft.status, draft.deadlines) == (Status.CLOSED, ())
    assert "Påhittad" not in draft.text


@pytest.mark.parametrize(
    ("words", "opens", "closes", "sure"),
    [
        ("Du kan söka stödet mellan den 22 september 2026 och den 15 december 2026.",
         dt.date(2026, 9, 22), dt.date(2026, 12, 15), True),
        ("Du kan söka stödet mellan den 17 oktober och den 16 december 2026.",
         dt.date(2026, 10, 17), dt.date(2026, 12, 16), True),
    ],
)  # fmt: skip
def test_a_call_of_jordbruksverket_is_open_between_two_days(
    words: str, opens: dt.date, closes: dt.date, sure: bool
) -> None:
    end = "Du måste ansöka om slututbetalning senast den 30 november 2028."

    draft = one("jordbruksverket", "/stod/utlysningar-och-upphandlingar/x", f"<p>{words} {end}</p>")

    assert (draft.opens, [each.day for each in draft.deadlines]) == (opens, [closes])
    assert (draft.uncertain == ()) is sure


def test_a_call_of_jordbruksverket_told_in_the_past_is_closed() -> None:
    main = "<p>Du kunde söka stödet mellan den 15 september och den 31 december 2023.</p>"

    draft = one("jordbruksverket", "/stod/utlysningar-och-upphandlingar/x", main, "Utlysning: Å")

    assert (draft.status, draft.title) == (Status.CLOSED, "Å")


def test_procurements_and_pages_to_print_are_no_calls_of_jordbruksverket() -> None:
    source = all_sources()["jordbruksverket"]

    drafts = source.read(RecordedSite(RECORDINGS / source.slug, source.start, DAY)).drafts

    assert {each.identifier for each in drafts} == {
        "odling-av-rovor-i-norr", "tavling-for-nya-ideer", "mangfald-pa-aker",
    }  # fmt: skip


def test_the_whole_call_of_rj_is_the_call_itself() -> None:
    path = "/Utlysningar/Aktuella-utlysningar/rj-paus-2027"
    main = "<p>Ansökningssystemet stänger: 26 april 2027 kl. 15.00</p>"

    short, whole = (one("rj", f"{path}{tail}", main) for tail in ("/", "/hela-utlysningen/"))

    assert (short.identifier, short.url) == (whole.identifier, whole.url)
    assert short.url.endswith("/rj-paus-2027/")


def test_the_day_on_which_rj_published_is_no_deadline() -> None:
    main = "<p>2026-10-29</p><h2>Sista ansökningsdatum</h2><p>2027-02-04 16:00</p>"

    draft = one("rj", "/Utlysningar/Aktuella-utlysningar/x/", main)

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 2, 4)]


KAMPRAD = "<h2>Livet i små orter</h2><p>Utlysningens ansökningsformulär finns på: sv en</p>"


def test_a_call_in_fundpro_is_titled_before_its_form() -> None:
    draft = one("kamprad", "/foundations/fks/calls/9901", f"{KAMPRAD}<p>Text.</p>", "Stiftelsen")

    assert (draft.identifier, draft.title) == ("9901", "Livet i små orter")
    assert [each.why for each in draft.uncertain] == ["no closing day is told"]


def test_a_page_of_fundpro_without_a_form_is_suspect() -> None:
    suspicion = reading("kamprad", "/foundations/fks/calls/9901", "<p>Logga in.</p>").suspicion

    assert "no title before the form" in (suspicion or "")


NEWS = "<p>Søknadsfrist for skissesøknader er 15. november.</p>"


@pytest.mark.parametrize("year", [2023, 2026])
def test_days_in_news_of_dam_are_of_the_year_it_was_published(year: int) -> None:
    draft = one("dam", f"/{year}/09/15/na-kan-du-soke-stotte/", NEWS)

    assert [each.day for each in draft.deadlines] == [dt.date(year, 11, 15)]
    assert {each.why for each in draft.uncertain} == {"the year is not stated"}


def test_dam_has_two_steps_and_organisations_have_days_of_their_own() -> None:
    draft = one(
        "dam", "/2026/09/15/soke/",
        f"{NEWS}<p>Organisasjonene kan ha interne frister før denne datoen. Svar kommer 6. februar."
        " De beste inviteres til å sende inn full søknad. Denne har frist 31. mars. Svar kommer"
        " 20. juni.</p>",
    )  # fmt: skip

    assert draft.deadline_model is DeadlineModel.TWO_STAGE
    assert [(each.day, each.kind) for each in draft.deadlines] == [
        (dt.date(2026, 11, 15), DateKind.STAGE_1), (dt.date(2027, 3, 31), DateKind.STAGE_2),
    ]  # fmt: skip
    assert "an organisation may have an earlier day" in {each.why for each in draft.uncertain}


def test_news_of_dam_that_are_no_call_are_told_of() -> None:
    found = reading("dam", "/2026/10/02/frokost-om-sokeraret/", "<p>Velkommen til frokost.</p>")

    assert found.drafts == []
    assert ["is no call" in each for each in found.warnings] == [True]


def test_small_projects_in_norway_have_no_last_day() -> None:
    source = all_sources()["regionalforvaltning"]

    main, small = source.read(RecordedSite(RECORDINGS / source.slug, source.start, DAY)).drafts

    assert (main.opens, [each.day for each in main.deadlines]) == (
        dt.date(2027, 1, 15), [dt.date(2027, 2, 15)],
    )  # fmt: skip
    assert (main.uncertain, small.deadline_model) == ((), DeadlineModel.ROLLING)


def test_a_grant_of_stea_closes_in_helsinki_and_says_who_may_apply() -> None:
    draft = one(
        "stea", "/avustusten-hakeminen/vuonna-2028-hakuilmoitus",
        "<h2>Avustuskelpoisuus</h2><p>Yhdistykset ja säätiöt.</p><h2>Hakuaika</h2>"
        "<p>Avustusten haku alkaa maanantaina 3.5.2027 ja päättyy maanantaina 31.5.2027 klo 16.15."
        "</p>",
        "Vuonna 2028 myönnettävien avustusten hakuilmoitus",
    )  # fmt: skip

    (deadline,) = draft.deadlines
    assert (deadline.passes_at(), draft.opens) == (
        dt.datetime(2027, 5, 31, 13, 15, tzinfo=dt.UTC), dt.date(2027, 5, 3),
    )  # fmt: skip
    assert draft.applicants == "Yhdistykset ja säätiöt."


def test_danish_time_is_danish_in_summer_too() -> None:
    draft = one(
        "nordisk_kulturfond", "/sv/x-info/",
        "<h2>Ansökningstider 2027</h2><ul><li>15 februari 2027 kl. 23:59, dansk tid, UTC+1</li>"
        "<li>1 september 2027 kl. 23:59, dansk tid, UTC+1</li></ul>",
    )  # fmt: skip

    assert draft.deadline_model is DeadlineModel.MULTIPLE_CUTOFF
    assert [each.passes_at().hour for each in draft.deadlines] == [22, 21]


def test_one_day_alone_is_the_last_of_the_fund() -> None:
    main = "<p>Nästa ansökningsfrist är den 15 februari 2027.</p>"

    draft = one("nordisk_kulturfond", "/sv/x-info/", main)

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 2, 15)]


def test_a_draft_of_a_call_of_nordforsk_is_planned() -> None:
    main = "<p>Call Deadline: 18 November 2027, 13:00 (CET /Oslo time)</p>"

    draft = one("nordforsk", "/sv/calls/x", main, "DRAFT for information purposes - Call: Rain")

    assert (draft.status, draft.title) == (Status.PLANNED, "Call: Rain")
    assert [each.why for each in draft.uncertain] == ["the call is a draft"]


def test_a_second_stage_of_nordforsk_is_for_the_invited() -> None:
    main = "<p>Call Deadline: 28.01.2027 13:00</p><p>Only invited applicants are eligible.</p>"

    draft = one("nordforsk", "/calls/x", main, "Wood")

    assert [each.kind for each in draft.deadlines] == [DateKind.STAGE_2]


def test_each_grant_of_kulturfonden_has_days_of_its_own() -> None:
    source = all_sources()["svenska_kulturfonden"]

    drafts = source.read(RecordedSite(RECORDINGS / source.slug, source.start, DAY)).drafts

    assert [(each.title, each.opens) for each in drafts] == [
        ("Projektbidrag", dt.date(2026, 11, 1)),
        ("Turnébidrag", dt.date(2027, 4, 1)),
        ("Snabbt bidrag", None),
    ]
    assert drafts[-1].status is Status.PLANNED


def test_a_list_without_times_is_suspect() -> None:
    found = reading("svenska_kulturfonden", "/stipendierobidrag/", "<h3>Projektbidrag</h3>")

    assert "no kind of grant with a time to apply" in (found.suspicion or "")


FOUNDATION = "https://example.org/sparbanksstiftelse"


def test_days_on_which_a_foundation_reads_are_in_the_order_they_come() -> None:
    (draft,) = recorded(
        "sparbanksstiftelse", FOUNDATION,
        "<p>Formulären är öppna året runt men vi läser av inkomna ansökningar följande datum:</p>"
        "<ul><li>31 januari</li><li>30 november</li></ul><p>Svar förmedlas senast den 20:e.</p>",
    )  # fmt: skip

    assert [each.day for each in draft.deadlines] == [dt.date(2026, 11, 30), dt.date(2027, 1, 31)]
    assert [each.why for each in draft.uncertain] == ["the year is not stated"]


def test_periods_of_a_foundation_are_read_apart_from_its_decisions() -> None:
    (draft,) = recorded(
        "sparbanksstiftelse", FOUNDATION,
        "<p>Vi tar emot ansökningar i två ansökningsperioder per år. Första perioden är 1-31 mars."
        " Andra perioden är 1-30 september. Beslut lämnas senaste 30 juni respektive 30 november."
        "</p>",
    )  # fmt: skip

    assert [each.day for each in draft.deadlines] == [dt.date(2027, 3, 31), dt.date(2027, 9, 30)]
    assert {each.why for each in draft.uncertain} == {"the year is not stated"}


def test_no_closing_day_is_reckoned_from_the_meetings_of_a_foundation() -> None:
    (draft,) = recorded(
        "sparbanksstiftelse", FOUNDATION,
        "<p>Ansökan måste vara oss tillhanda senast 7 dagar före sammanträdet.</p>"
        "<p>Datum för sammanträden 2027</p><ul><li>16 februari</li><li>12 april</li></ul>",
    )  # fmt: skip

    assert draft.deadlines == ()
    assert "the days of the meetings are no closing days" in {each.why for each in draft.uncertain}


def test_a_foundation_that_tells_no_day_waits_for_a_person() -> None:
    (draft,) = recorded(
        "sparbanksstiftelse", FOUNDATION, "<p>Bidrag kan sökas av föreningar.</p><p>Välkommen.</p>"
    )

    assert [(each.words, each.why) for each in draft.uncertain] == [
        ("Bidrag kan sökas av föreningar", "no day could be read")
    ]


def test_a_foundation_that_takes_applications_all_year_is_rolling() -> None:
    (draft,) = recorded(
        "sparbanksstiftelse", FOUNDATION, "<p>Vi tar emot ansökningar löpande under året.</p>"
    )

    assert draft.deadline_model is DeadlineModel.ROLLING


@pytest.mark.parametrize(
    "slug",
    [
        "formas",
        "jordbruksverket",
        "rj",
        "kamprad",
        "dam",
        "stea",
        "nordisk_kulturfond",
        "nordforsk",
    ],
)
def test_a_list_that_leads_to_no_call_is_suspect(slug: str) -> None:
    source = all_sources()[slug]
    body = b"<html><body><main><h1>X</h1><a href='/om'>Om oss</a></main></body></html>"

    class Empty(RecordedSite):
        def get(self, url: str) -> bytes:
            if url != source.start:
                raise Unreachable(url)
            return body

    suspicion = source.read(Empty(RECORDINGS / slug, source.start, DAY)).suspicion

    assert "no links to calls" in (suspicion or "")
