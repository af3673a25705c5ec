"""Pages as funders build them: lists without links, data in scripts, pages that tell nothing."""

import json

import pytest

from tests.previewing import SECTIONS, URL, days, doubts, page, read, titles, why_not

CALLS = [
    {"title": "Hamnar för alla", "url": "/c/1", "lastApplicationDate": "2027-03-05"},
    {"title": "Öar utan avfall", "url": "/c/2", "lastApplicationDate": "2027-03-06"},
]
MENU = [{"title": f"Sida {n}", "url": f"/m/{n}"} for n in range(6)]
STATE = json.dumps({"menu": MENU, "calls": CALLS}, ensure_ascii=False)


@pytest.mark.parametrize(
    "script",
    [
        f"<script id='__NEXT_DATA__' type='application/json'>{STATE}</script>",
        f"<script>window.__STATE__ = {STATE};start();</script>",
        f"<script>Registry.registerInitialState('12.a', {STATE});</script>",
    ],
    ids=["json", "assigned", "called"],
)
def test_the_calls_that_a_page_hands_its_scripts_are_read_and_its_menu_is_not(script: str) -> None:
    found = read(page(f"<main><h1>Stöd</h1><div id='app'></div></main>{script}"))

    assert (found.kind, titles(found)) == (
        "data in a script", ["Hamnar för alla", "Öar utan avfall"],
    )  # fmt: skip
    assert days(found) == [["2027-03-05"], ["2027-03-06"]]


def test_scripts_that_hold_no_data_are_passed_over() -> None:
    code = "<script>var a = {b: [1, 2" + ", {" * 200 + "function(x){return [x]}</script>"

    assert "no list of calls" in why_not(
        page(f"<main><h1>Utlysningar</h1>{'ord ' * 30}</main>{code}")
    )


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_a_page_in_another_encoding_than_it_declares_is_read(encoding: str) -> None:
    declared = "iso-8859-1" if encoding == "utf-8" else "utf-8"
    body = page(f"<main><h1>Våra bidrag</h1>{SECTIONS}</main>", f"<meta charset='{declared}'>")

    found = read(body.encode(encoding))

    assert titles(found) == ["Sjöpengen", "Bryggfonden"]
    assert any("windows-1252" in note for note in found.notes) == (encoding != "utf-8")


def test_cookies_are_no_part_of_a_page_whatever_their_notice_is_called() -> None:
    notice = (
        "<div class='zx9'><p>Vi använder kakor till den 5 maj 2027.</p><a>Godkänn alla</a></div>"
    )
    words = "Fonden ger stöd till föreningar som samlar folk av olika ålder och bakgrund. " * 4

    (draft,) = read(
        page(
            f"{notice}<div><h1>Sök stöd till möten</h1><p>{words}</p>"
            "<p>Ansökan stänger den 5 mars 2027.</p></div>"
        )
    ).drafts

    assert "kakor" not in draft.text
    assert [str(each.day) for each in draft.deadlines] == ["2027-03-05"]


def test_records_by_their_names_and_in_several_languages_are_read() -> None:
    said = {"calls": {
        "c-1": {"callTitle": {"sv": "Hamnar", "fi": "Satamat"}, "deadline": "2027-03-05",
                "website_link": "https://x.example.fi/1"},
        "c-2": {"callTitle": {"sv": "Öar", "fi": "Saaret"}, "deadline": "2027-03-06",
                "website_link": "https://x.example.fi/2"},
    }, "menu": MENU}  # fmt: skip

    found = read(json.dumps(said))

    assert titles(found) == ["Hamnar", "Öar"]
    assert [draft.url for draft in found.drafts] == [
        "https://x.example.fi/1", "https://x.example.fi/2",
    ]  # fmt: skip
    assert days(found) == [["2027-03-05"], ["2027-03-06"]]


def test_the_h1_that_the_page_is_called_by_wins_over_the_sites_name() -> None:
    words = "Fonden ger stöd till föreningar som samlar folk av olika ålder och bakgrund. " * 4

    (draft,) = read(
        page(
            f"<div><h1>Sjöfonden</h1></div><div><h1>Sök stöd till möten</h1><p>{words}</p>"
            "<p>Ansökan stänger den 5 mars 2027.</p></div>",
            "<title>Sök stöd till möten | Sjöfonden</title>",
        ),
        URL,
    ).drafts

    assert draft.title == "Sök stöd till möten"


def test_a_number_to_call_takes_no_day_with_it() -> None:
    cards = "".join(
        f"<li><a href='/{n}'>Hamn nummer {n}</a><br>Stänger {n} mars 2027, frågor 08-123 45 67</li>"
        for n in (5, 6, 7)
    )

    found = read(page(f"<main><h1>Utlysningar</h1><ul>{cards}</ul></main>"))

    assert days(found) == [["2027-03-05"], ["2027-03-06"], ["2027-03-07"]]
    assert not any("123 45" in draft.text for draft in found.drafts)


def test_the_year_that_only_scripts_are_told_is_read_if_the_words_tell_the_same_day() -> None:
    cards = "".join(
        f"<article><h3><a href='/{n}'>Fund for ferry {n}</a></h3>"
        f"<time datetime='2028-03-0{told}T16:00'>Closes {n} March, 4pm</time></article>"
        for n, told in ((2, 2), (3, 3), (4, 9))
    )

    found = read(page(f"<main><h1>Grants</h1>{cards}</main>", language="en"))

    assert days(found) == [["2028-03-02"], ["2028-03-03"], ["2027-03-04"]]
    assert ["deadlines" in doubts(draft) for draft in found.drafts] == [False, False, True]


def test_a_day_that_is_struck_out_is_not_read() -> None:
    words = "People-to-people projects across the border may apply for a grant. " * 3

    (draft,) = read(
        page(
            f"<main><h1>Call for micro-projects</h1><p>{words}</p>"
            "<p>Deadline: <del>15 January 2027</del> <ins>29 January 2027</ins></p></main>",
            language="en",
        )
    ).drafts

    assert [str(each.day) for each in draft.deadlines] == ["2027-01-29"]
    assert "deadlines" not in doubts(draft)


def test_single_words_that_are_named_apart_are_set_apart() -> None:
    rows = "".join(
        f"<li><a href='/{name}'><span class='t'>{name}</span><span class='f'>Stänger {day} mars "
        "2027</span></a></li>"
        for name, day in (("Bryggor", 5), ("Lägerskolor", 6), ("Farleder", 7))
    )

    found = read(page(f"<main><h1>Utlysningar</h1><ul>{rows}</ul></main>"))

    assert titles(found) == ["Bryggor", "Lägerskolor", "Farleder"]


def test_links_count_from_where_the_page_was_and_its_own_name_from_its_host() -> None:
    head = (
        "<base href='/sv/'><link rel='canonical' href='https://elsewhere.example.com/'>"
        "<title>Utlysningar – Fund Example</title>"
    )
    cards = "".join(
        f"<li><a href='u/{n}'>Hamn nummer {n}</a> Stänger {n} mars 2027</li>" for n in (5, 6, 7)
    )

    found = read(page(f"<main><h1>Utlysningar</h1><ul>{cards}</ul></main>", head))

    assert found.drafts[0].url == "https://fund.example.se/sv/u/5"
    assert found.drafts[0].funder == "Fund Example"


def test_a_short_finnish_text_is_finnish_whatever_its_menu_says() -> None:
    words = "Säätiö jakaa apurahoja taiteilijoille. Hakuaika päättyy 31.1.2027 klo 16."

    (draft,) = read(
        f"<html><head><title>Apurahat 2027</title></head><p>På svenska</p><p>{words}</p></html>",
        "https://saatio.example.fi/apurahat",
    ).drafts

    assert draft.language == "fi"
    assert [str(each.day) for each in draft.deadlines] == ["2027-01-31"]


def test_what_leads_on_is_no_title_though_it_names_a_call() -> None:
    sections = "".join(
        f"<h2>{name}</h2><p>Puljen støtter {name}.<br>Ansøgningsfrist den {day}. marts 2027.<br>"
        f"<a href='/{day}'>Læs mere om {name.lower()} og hvordan du søger den</a></p>"
        for name, day in (("Havnepuljen", 5), ("Øpuljen", 6), ("Strandpuljen", 7))
    )

    found = read(page(f"<main><h1>Søg vores puljer</h1>{sections}</main>", language="da"))

    assert titles(found) == ["Havnepuljen", "Øpuljen", "Strandpuljen"]
    assert found.drafts[0].url == "https://fund.example.se/5"


def test_a_day_on_a_page_that_is_called_as_a_list_is_doubted() -> None:
    words = "<p>Utlysningen öppnar 11 januari 2027 och stänger 31 mars 2027.</p>"

    (draft,) = read(page(f"<main><h1>Utlysningar</h1><h3>Vägen in</h3>{words}</main>")).drafts

    assert {"title", "deadlines"} <= set(doubts(draft))


def test_jobs_among_the_data_of_a_page_are_no_calls() -> None:
    data = json.dumps({"jobs": [{**each, "deadline": "2027-01-09"} for each in MENU]})
    words = "Fonden arbetar för havet och för dem som lever av det i norr. " * 4

    assert "does not say" in why_not(
        page(
            f"<main><h1>Välkommen</h1><p>{words}</p></main>"
            f"<script type='application/json'>{data}</script>"
        ),
        "https://fund.example.se/",
    )
