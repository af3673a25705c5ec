"""Interreg's pages: labels and tables, windows and steps, two sides, and one that is over."""

import datetime as dt
from decimal import Decimal

import pytest

from lexicon.terms import DateKind, DeadlineModel, Status, Verdict
from matcher.eligibility import area_verdict
from scrapers import Draft, Reading, Unreachable, all_sources
from scrapers.sources.euroaccess import MOST_PAGES

KEY = "<h4>Call key data</h4><h2>Lakes</h2><p>Funding Program</p><p>Inland Lakes</p>"


def read(slug: str, main: str) -> Reading:
    source = all_sources()[slug]
    return source.read_answer(f"<html><body><main>{main}</main></body></html>".encode(),
                              source.start)  # fmt: skip


def one(slug: str, main: str) -> Draft:
    reading = read(slug, main)
    assert reading.suspicion is None
    (draft,) = reading.drafts
    return draft


def days(draft: Draft) -> list[str]:
    return [f"{each.day} {each.time or ''}".strip() for each in draft.deadlines]


def euroaccess(*rows: tuple[str, str]) -> Draft:
    lines = "".join(f"<p><strong>{label}</strong></p><p>{value}</p>" for label, value in rows)
    return one("euroaccess", f"{KEY}<p>deadlines</p>{lines}<h4>Call content</h4><p>Water.</p>"
               "<h4>Contact</h4><p>Vera Exempel</p>")  # fmt: skip


def test_labels_of_euroaccess_are_read_with_their_values() -> None:
    draft = euroaccess(
        ("Opening", "10.03.2027"), ("Deadline", "30.09.2027 11:00"), ("Funding rate", "80%"),
        ("Call budget", "€ 30,000,000.00"),
    )  # fmt: skip

    assert (draft.title, draft.programme, draft.opens) == (
        "Lakes", "Inland Lakes", dt.date(2027, 3, 10),
    )  # fmt: skip
    assert days(draft) == ["2027-09-30 11:00:00"]
    assert [each.total for each in draft.amounts] == [30_000_000]
    assert [each.funding_rate for each in draft.rates] == [80]
    assert draft.uncertain == ()


def test_who_to_contact_is_not_read() -> None:
    assert euroaccess(("Deadline", "30.09.2027 11:00")).text == "Water."


@pytest.mark.parametrize(
    ("value", "found", "why"),
    [
        ("30.09.2027", ["2027-09-30"], []),
        ("30.09.2027 00:00", ["2027-09-30"], []),
        ("", [], ["no day could be read"]),
        ("open", [], ["no day could be read"]),
        (
            "30.04.2027 12:00, 30.09.2027 12:00",
            ["2027-04-30 12:00:00", "2027-09-30 12:00:00"],
            ["several days, and no word for what each is"],
        ),
    ],
)
def test_a_deadline_of_euroaccess_is_a_day_or_a_doubt(
    value: str, found: list[str], why: list[str]
) -> None:
    draft = euroaccess(("Deadline", value))

    assert days(draft) == found
    assert [each.why for each in draft.uncertain] == why


def test_an_estimate_is_no_limit_and_a_span_of_shares_is_doubted() -> None:
    draft = euroaccess(
        ("Deadline", "30.09.2027"), ("Funding rate", "50-65%"),
        ("Estimated EU contribution per project", "€ 1,500,000.00"),
    )  # fmt: skip

    assert draft.amounts == ()
    assert [each.funding_rate for each in draft.rates] == [Decimal(65)]
    assert [each.field for each in draft.uncertain] == ["rates", "amounts"]


def test_a_page_of_euroaccess_without_its_labels_is_suspect() -> None:
    assert "no title before 'Funding Program'" in str(read("euroaccess", "<h2>X</h2>").suspicion)


def test_a_day_of_euroaccess_that_does_not_exist_is_suspect() -> None:
    main = f"{KEY}<p>Deadline</p><p>31.02.2027</p>"

    assert "'31.02.2027' is no day" in str(read("euroaccess", main).suspicion)


class Endless:
    """A list whose every page names another one."""

    start = all_sources()["euroaccess"].start
    today = dt.date(2026, 11, 21)
    asked = 0

    def get(self, url: str) -> bytes:
        if "/en/calls/1/" in url:
            return f"<html><body>{KEY}<p>Deadline</p><p>30.09.2027</p></body></html>".encode()
        self.asked += 1
        return (
            f'<a href="/en/calls?page={self.asked}">more</a><a href="/en/calls/1/a?css=black">A</a>'
        ).encode()

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        raise Unreachable(url)


def test_a_list_without_an_end_is_left_and_the_same_call_read_once() -> None:
    site = Endless()

    reading = all_sources()["euroaccess"].read(site)

    assert [each.url for each in reading.drafts] == ["https://www.euro-access.eu/en/calls/1/a"]
    assert reading.warnings == [f"the list has more than {MOST_PAGES} pages"]
    assert site.asked == MOST_PAGES


def calendar(*rows: str, money: str = "Available funds (mEUR)") -> str:
    head = ["Call for applications", "Launch of the call", "Deadline of the call", money]
    cells = [head, *(row.split("|") for row in rows)]
    return "<h1>Call calendar</h1><table>" + "".join(
        "<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in cells
    ) + "</table>"  # fmt: skip


@pytest.mark.parametrize(
    ("row", "status", "season", "found"),
    [
        ("Sixth|10 March 2027|30 September 2027|30", Status.ANNOUNCED, "", ["2027-09-30"]),
        ("Sixth|spring 2027|autumn 2027|30", Status.PLANNED, "spring 2027", []),
        ("Sixth|To be decided||TBC", Status.PLANNED, "", []),
    ],
)
def test_a_row_of_the_calendar_names_days_or_seasons(
    row: str, status: Status, season: str, found: list[str]
) -> None:
    draft = one("central_baltic", calendar(row))

    assert (draft.status, draft.season, days(draft)) == (status, season, found)


def test_a_call_that_is_launched_has_a_day_to_close_or_a_doubt() -> None:
    draft = one("central_baltic", calendar("Sixth|10 March 2027|autumn 2027|30"))

    assert [(each.field, each.why) for each in draft.uncertain] == [
        ("deadlines", "a season, not a day")
    ]


def test_rows_of_one_name_are_two_calls() -> None:
    rows = ("Small|spring 2027||3", "Small|autumn 2027||3")

    drafts = read("central_baltic", calendar(*rows)).drafts

    assert [each.identifier for each in drafts] == ["small-spring-2027", "small-autumn-2027"]


def test_a_row_of_another_width_is_told() -> None:
    reading = read("central_baltic", calendar("Sixth|10 March 2027|30 September 2027|30", "Soon"))

    assert reading.warnings == ["a row of 1 cells: Soon"]


@pytest.mark.parametrize(
    ("main", "suspicion"),
    [
        (calendar("A|B|C|1", money="Available funds (SEK)"), "does not say millions of euro"),
        ("<table><tr><td>Opening hours</td></tr></table>", "0 calls"),
    ],
)
def test_a_calendar_that_is_another_one_is_suspect(main: str, suspicion: str) -> None:
    assert suspicion in str(read("central_baltic", main).suspicion)


def test_sides_have_shares_of_their_own_and_rolling_projects_no_day() -> None:
    draft = one(
        "interreg_sverige_norge",
        "<h1>Sök</h1><h2>Förstudier</h2><p>Förstudier kan ansökas löpande.</p>"
        "<h2>Finansiering</h2><p>På svensk sida är stödnivån högst 65 procent, på norsk sida är "
        "stödnivån högst 50 procent.</p><h2>Kontakt</h2><p>Ring Vera.</p>",
    )

    assert (draft.deadline_model, draft.deadlines) == (DeadlineModel.ROLLING, ())
    assert [(each.side, each.funding_rate) for each in draft.rates] == [
        ("SE", Decimal(65)), ("NO", Decimal(50)),
    ]  # fmt: skip
    assert "Vera" not in draft.text


def test_days_without_a_year_are_never_told_as_certain() -> None:
    reading = read("interreg_sverige_norge", "<h1>Sök</h1><h2>Utlysningar</h2>"
                   "<p>Sista ansökningsdag är 15 februari och 15 september.</p>")  # fmt: skip

    assert [each.deadlines for each in reading.drafts] in ([], [()])


def test_a_round_whose_days_are_moved_is_the_same_round() -> None:
    page = "<h1>Calls</h1><h2>Call 11, 18 January - {0}</h2><p>The call closes on {0} at 17:00.</p>"

    first, moved = (
        one("interreg_aurora", page.format(day)) for day in ("15 February 2027", "1 March 2027")
    )

    assert first.identifier == moved.identifier == "call-11"
    assert (days(first), days(moved)) == (["2027-02-15 17:00:00"], ["2027-03-01 17:00:00"])


@pytest.mark.parametrize("slug", ["interreg_npa", "interreg_oks", "interreg_sverige_norge"])
def test_a_programme_elsewhere_is_not_for_orebro(slug: str) -> None:
    page = "<h1>Nu</h1><h2>Call: utlysning 9</h2><p>{}</p>"
    sv, en = "Utlysningen stänger den 15 februari 2027.", "The call closes on 15 February 2027."

    draft = one(slug, page.format(en if slug == "interreg_npa" else sv))

    wider = ["SE12", "SE1", "SE", "EU"]
    verdict = area_verdict(draft.areas, draft.area_text, "SE124", wider).verdict
    assert verdict is Verdict.NO
    assert [each.field for each in draft.uncertain] == ["areas"]


def test_nobody_to_ask_is_kept() -> None:
    draft = one(
        "interreg_aurora",
        "<h1>Calls</h1><h2>Call 11</h2><p>The call closes on 15 February 2027 at 17:00.</p>"
        "<p>Vera Exempel, +358 40 000 0000</p><p>Write to vera@example.org before you apply.</p>"
        "<h2>Funding</h2><p>Up to 65 % of eligible costs.</p>"
        "<h2>Contact</h2><p>We answer.</p><h3>Sweden: who to ask about funding</h3><p>Vera.</p>",
    )

    assert "Vera" not in draft.text
    assert "vera" not in draft.text
    assert "65 %" in draft.text


@pytest.mark.parametrize("slug", ["interreg_aurora", "interreg_npa", "interreg_baltic_sea_region"])
def test_a_page_may_say_that_no_call_is_open(slug: str) -> None:
    source = all_sources()[slug]
    body = "<h1>Funding</h1><h2>Status</h2><p>{}</p>"

    assert "0 calls" in str(read(slug, body.format("There are no open calls.")).suspicion)
    assert "nor says that there is none" in str(read(slug, body.format("Welcome.")).suspicion)
    assert source.expect.start == 0


def test_a_page_that_is_one_call_is_read_whole() -> None:
    draft = one(
        "interreg_npa",
        "<h1>Third call for projects</h1><h2>Background</h2><p>Lakes.</p>"
        "<h2>When</h2><p>The call closes on 26 February 2027 at 12:00 (noon) CET.</p>",
    )

    assert (draft.title, days(draft)) == ("Third call for projects", ["2027-02-26 12:00:00"])


@pytest.mark.parametrize(
    ("slug", "words", "opens", "found", "why"),
    [
        (
            "interreg_npa", "We will open our call on 17th April 2027 and close on 26th May 2027.",
            "2027-04-17", ["2027-05-26"], [],
        ),
        (
            "interreg_npa",
            "We will open our call on 17th April 2027 and close on 26th May 12:00 (noon) CET.",
            "2027-04-17", ["2027-05-26 12:00:00"], ["CET is not the time of that season"],
        ),
        (
            "interreg_sverige_norge",
            "Nästa utlysning är den 15 augusti-15 september 2027. Förstudier kan ansökas löpande.",
            "2027-08-15", ["2027-09-15"], ["some projects may be applied for at any time"],
        ),
    ],
)  # fmt: skip
def test_a_sentence_says_from_when_to_when(
    slug: str, words: str, opens: str, found: list[str], why: list[str]
) -> None:
    draft = one(slug, f"<h1>News</h1><h2>When?</h2><p>{words}</p>")

    assert (f"{draft.opens}", days(draft)) == (opens, found)
    assert [each.why for each in draft.uncertain if each.field == "deadlines"] == why


@pytest.mark.parametrize(
    ("words", "opens", "found", "why"),
    [
        ("Ansökningsomgång 2 - 23 september 2027", "2027-09-02", ["2027-09-23"], []),
        (
            "Ansökningsomgång 1 mars - 30 juni 2027", "2027-03-01", ["2027-06-30"],
            ["longer than the three weeks of a round"],
        ),
    ],
)  # fmt: skip
def test_a_round_is_a_window(words: str, opens: str, found: list[str], why: list[str]) -> None:
    draft = one("interreg_oks", f"<h1>Kalender</h1><h2>{words}</h2><p>Välkommen.</p>")

    assert (f"{draft.opens}", days(draft)) == (opens, found)
    assert [each.why for each in draft.uncertain if each.field == "deadlines"] == why


STEPS = (
    "<h1>Gateway</h1><h2>Core projects</h2><p>Try it.</p><h3>Documents</h3><h3>Timeline</h3>"
    "<p>19 October 2026</p><p>Official launch of the call</p>{}"
    "<p>Summer 2027</p><p>Deadline for submitting applications is long over</p>"
)
IDEA = "<p>14 January 2027</p><p>Deadline for submitting Project Idea Forms (PIFs)</p>"
END = "<p>16 March 2027</p><p>Deadline for submitting applications</p>"


def test_a_timeline_has_two_steps() -> None:
    draft = one("interreg_baltic_sea_region", STEPS.format(IDEA + END))

    assert [(f"{each.day}", each.kind) for each in draft.deadlines] == [
        ("2027-01-14", DateKind.STAGE_1), ("2027-03-16", DateKind.STAGE_2),
    ]  # fmt: skip
    assert (draft.title, draft.opens, draft.uncertain) == (
        "Core projects", dt.date(2026, 10, 19), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (IDEA, "1 days for the first step and 0 for the last"),
        (IDEA + END + END.replace("16", "17"), "1 days for the first step and 2 for the last"),
    ],
)
def test_a_timeline_without_both_steps_is_doubted(steps: str, why: str) -> None:
    doubts = one("interreg_baltic_sea_region", STEPS.format(steps)).uncertain

    assert [each.why for each in doubts if each.field == "deadlines"] == [why]


def test_a_programme_that_is_over_says_so_in_its_own_words() -> None:
    sentence = "All our funds have been committed."

    draft = one("interreg_europe", f"<h1>Next call</h1><p>{sentence} Welcome back in 2028.</p>")

    assert (draft.status, draft.text, draft.deadlines) == (Status.CLOSED, sentence, ())


def test_a_programme_that_no_longer_says_that_it_is_over_is_read_again() -> None:
    draft = one("interreg_europe", "<h1>Next call</h1><h2>Fourth call</h2>"
                "<p>The call closes on 7 June 2028 at 12:00 (noon) Paris time.</p>")  # fmt: skip

    assert (draft.status, days(draft)) == (Status.ANNOUNCED, ["2028-06-07 12:00:00"])
    assert draft.deadlines[0].zone == "Europe/Paris"
