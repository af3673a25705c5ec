"""Lists as funders build them: by headings, lines, facts and themes, with links and without."""

import datetime as dt

import pytest

from lexicon.terms import Status
from tests.previewing import SECTIONS, days, doubts, page, read, titles, why_not


def test_headings_without_links_are_a_list_if_each_has_a_day_of_its_own() -> None:
    found = read(
        page(f"<main><h1>Våra bidrag</h1>{SECTIONS}<h2>Så ansöker du</h2><p>Här.</p></main>")
    )

    assert titles(found) == ["Sjöpengen", "Bryggfonden"]
    assert days(found) == [["2027-03-05"], ["2027-04-06"]]
    assert {doubts(draft)["url"] for draft in found.drafts} == {"it is listed without a link"}


def test_the_only_link_under_a_heading_is_where_it_leads() -> None:
    linked = SECTIONS.replace("</p>", "</p><p><a href='/{}'>Läs mer</a></p>")
    linked = linked.replace("{}", "sjo", 1).replace("{}", "brygga", 1)

    found = read(page(f"<main><h1>Våra bidrag</h1>{linked}</main>"))

    assert [draft.url for draft in found.drafts] == [
        "https://fund.example.se/sjo", "https://fund.example.se/brygga",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["<p><strong>{}</strong></p>", "<h3><button>{}</button></h3>", "<h4><b>{}</b></h4>"]
)
def test_lines_that_only_look_like_headings_are_some(head: str) -> None:
    body = "".join(
        f"<div>{head.format(name)}<div><p>Ansökan stänger {day} mars 2027.</p>"
        f"<a href='/{day}.pdf'>Utlysningstext</a></div></div>"
        for name, day in (("Sjöpengen", 5), ("Bryggfonden", 6), ("Skärgårdsstödet", 7))
    )

    found = read(page(f"<main><h1>Våra bidrag</h1>{body}</main>"))

    assert titles(found) == ["Sjöpengen", "Bryggfonden", "Skärgårdsstödet"]
    assert days(found) == [["2027-03-05"], ["2027-03-06"], ["2027-03-07"]]


def test_the_parts_of_one_call_are_no_calls() -> None:
    parts = (
        "<h2>Vem kan söka?</h2><p>Föreningar som är öppna för alla och har sitt säte i länet.</p>"
        "<h2>Sista ansökningsdag</h2><p>Ansökan stänger den 5 mars 2027.</p>"
        "<h2>När får vi besked?</h2><p>Beslut fattas senast den 30 april 2027.</p>"
    )

    found = read(page(f"<main><h1>Sök stöd till möten</h1>{parts}</main>"))

    assert (titles(found), days(found)) == (["Sök stöd till möten"], [["2027-03-05"]])


def test_the_calls_within_themes_are_listed_and_not_the_themes() -> None:
    themes = "".join(
        f"<section><h2>{theme}</h2><ul><li><a href='/{theme}1'>{theme} in small towns</a>, "
        f"deadline {day} March 2027</li><li><a href='/{theme}2'>{theme} at sea</a>, "
        f"deadline {day + 1} March 2027</li></ul></section>"
        for theme, day in (("Climate", 2), ("Health", 8))
    )

    found = read(page(f"<main><h1>Open calls</h1>{themes}</main>", language="en"))

    assert titles(found) == [
        "Climate in small towns", "Climate at sea", "Health in small towns", "Health at sea",
    ]  # fmt: skip


def test_a_day_is_no_title() -> None:
    rows = "".join(f"<tr><td>{n} maj</td><td>{n} april</td></tr>" for n in (5, 12, 19))
    table = f"<table><tr><th>Styrelsemöte</th><th>Sista ansökningsdag</th></tr>{rows}</table>"

    (draft,) = read(page(f"<main><h1>Datum för bidrag</h1>{table}</main>")).drafts

    assert draft.title == "Datum för bidrag"
    assert "deadlines" in doubts(draft)


def test_files_under_a_call_are_no_calls() -> None:
    files = "".join(
        f"<li><a href='/{name}.pdf'>Bidrag till bryggor – {name}</a></li>"
        for name in ("anvisning", "blankett", "budgetmall")
    )
    words = "Fonden ger bidrag till bryggor. Ansökan stänger den 5 mars 2027. " * 3

    found = read(page(f"<main><h1>Bidrag till bryggor</h1><p>{words}</p><ul>{files}</ul></main>"))

    assert titles(found) == ["Bidrag till bryggor"]


def test_files_that_say_when_are_calls() -> None:
    files = "".join(
        f"<li><a href='/{n}.pdf'>Hamnar, omgång {n}</a>, ansökan stänger {n} mars 2027</li>"
        for n in (5, 6, 7)
    )

    assert len(read(page(f"<main><h1>Utlysningar</h1><ul>{files}</ul></main>")).drafts) == 3


def test_a_word_beside_a_title_says_that_it_is_closed() -> None:
    cards = "".join(
        f"<article><span class='tag'>{said}</span><h2><a href='/{n}'>Hamn {n} för alla</a></h2>"
        f"<p>Stänger {n} mars 2027</p></article>"
        for n, said in ((5, "Öppen"), (6, "Öppen"), (7, "Stängd"))
    )

    found = read(page(f"<main><h1>Utlysningar</h1>{cards}</main>"))

    assert [draft.status for draft in found.drafts] == [
        Status.ANNOUNCED, Status.ANNOUNCED, Status.CLOSED,
    ]  # fmt: skip


def test_days_that_are_all_in_doubt_are_listed_with_their_doubts() -> None:
    rows = "".join(
        f"<li><a href='/{n}'>Fund for ferry {n}</a> Closing date: 0{n}/05/2027</li>"
        for n in (2, 3, 4)
    )

    found = read(
        page(f"<main><h1>Grants</h1><ul>{rows}</ul></main>", language="en"),
        "https://fund.example.org/grants",
    )

    assert len(found.drafts) == 3
    assert all("other way round" in doubts(draft)["deadlines"] for draft in found.drafts)


def test_facts_in_two_columns_are_read_as_what_they_are_of() -> None:
    facts = (
        "<table><tr><td>Søknadsfrist</td><td>5. mars 2027 kl. 13.00</td></tr>"
        "<tr><td>Rapporteringsfrist</td><td>1. juni 2028</td></tr></table>"
    )
    words = "Ordningen skal gi flere arbeidsplasser langs kysten, og alle bedrifter kan søke. " * 2

    (draft,) = read(
        page(f"<main><h1>Tilskudd til havner</h1>{facts}<p>{words}</p></main>", language="nb"),
        "https://fond.example.no/havner",
    ).drafts

    assert [(each.day, each.time) for each in draft.deadlines] == [
        (dt.date(2027, 3, 5), dt.time(13)),
    ]  # fmt: skip


def test_a_box_of_facts_beside_the_text_is_read() -> None:
    words = "Fonden söker projekt som ger ett hållbart kustfiske i samverkan mellan flera. " * 3
    box = (
        "<aside><h3>Fakta</h3><dl><dt>Stänger</dt><dd>26 februari 2027 kl. 15.00</dd></dl></aside>"
    )

    (draft,) = read(page(f"<main><h1>Stöd till kustfiske</h1><p>{words}</p></main>{box}")).drafts

    assert [str(each.day) for each in draft.deadlines] == ["2027-02-26"]


def test_days_that_only_a_part_of_the_page_tells_are_not_sure() -> None:
    words = "Fonden ger stöd till föreningar som samlar folk av olika ålder och bakgrund. " * 4
    more = "<ul><li>Ansökan stänger den 9 april 2027.</li></ul>"

    (draft,) = read(
        page(
            f"<article><h1>Sök stöd till möten</h1><p>{words}</p>"
            f"<p>Ansökan stänger den 5 mars 2027.</p><div class='extra'>{more}</div></article>"
        )
    ).drafts

    assert "deadlines" in doubts(draft)


def test_news_of_what_was_granted_are_told_with_a_doubt() -> None:
    words = "Tolv projekt får dela på pengarna i utlysningen, som stängde den 2 juni 2026. " * 2

    (draft,) = read(
        page(f"<main><h1>Tolv projekt får stöd av fonden</h1><p>{words}</p></main>")
    ).drafts

    assert doubts(draft)["title"] == "it may tell of what was granted"


def test_the_lists_of_each_month_are_read_item_by_item() -> None:
    months = "".join(
        f"<h2>{month} 2027</h2><ul><li><a href='/{month}1'>Bidrag till byar i {month}</a>, stänger "
        f"{day} {month} 2027</li><li><a href='/{month}2'>Bidrag till öar i {month}</a>, stänger "
        f"{day + 7} {month} 2027</li></ul>"
        for month, day in (("februari", 3), ("mars", 5))
    )

    found = read(page(f"<main><h1>Kalender</h1>{months}</main>"))

    assert days(found) == [["2027-02-03"], ["2027-02-10"], ["2027-03-05"], ["2027-03-12"]]


def test_a_list_of_years_is_no_call() -> None:
    years = "".join(f"<li><a href='/{n}'>Utlysningar {n}</a></li>" for n in (2023, 2024, 2025))

    assert "no list of calls" in why_not(
        page(f"<main><h1>Utlysningar – arkiv</h1><ul>{years}</ul></main>")
    )


def test_terms_with_links_are_calls_with_what_is_said_of_them() -> None:
    terms = "".join(
        f"<dt><a href='/{n}'>Bidrag till hamn {n}</a></dt><dd>Ansök senast den {n} mars 2027.</dd>"
        for n in (5, 6, 7)
    )

    found = read(page(f"<main><h1>Bidrag</h1><dl>{terms}</dl></main>"))

    assert days(found) == [["2027-03-05"], ["2027-03-06"], ["2027-03-07"]]


@pytest.mark.parametrize("link", ["{0}", "<a href='/{0}'>{0}</a>"])
def test_a_day_that_stands_before_its_heading_is_not_that_of_the_heading_before(link: str) -> None:
    flat = "".join(
        f"<p class='d'>Deadline: {day} January 2027</p><h3>{link.format(name)}</h3><p>A sum.</p>"
        for name, day in (("Harbour grants", 15), ("Island grants", 22), ("Ferry grants", 29))
    )

    found = read(page(f"<main><h1>Open calls</h1>{flat}</main>", language="en"))

    assert titles(found) == ["Harbour grants", "Island grants", "Ferry grants"]
    assert days(found) == [["2027-01-15"], ["2027-01-22"], ["2027-01-29"]]


def test_the_rounds_of_one_call_are_no_calls() -> None:
    rows = "".join(
        f"<tr><td>{season} 2027</td><td>1.{month}.2027</td><td>28.{month}.2027</td></tr>"
        for season, month in (("Kevät", 2), ("Syksy", 9))
    )
    head = "<tr><th>Kierros</th><th>Hakuaika alkaa</th><th>Hakuaika päättyy</th></tr>"

    (draft,) = read(
        page(
            "<main><h1>Kulttuuriavustus</h1><p>Avustus on tarkoitettu yhdistyksille.</p>"
            f"<table>{head}{rows}</table></main>",
            language="fi",
        ),
        "https://kunta.example.fi/kulttuuriavustus",
    ).drafts

    assert draft.title == "Kulttuuriavustus"
    assert "deadlines" in doubts(draft)
