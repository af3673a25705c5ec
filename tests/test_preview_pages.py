"""Pages as funders build them: lists without links, data in scripts, pages that tell nothing."""

import datetime as dt
import json

import pytest

from lexicon.terms import Status
from tests.previewing import URL, days, doubts, page, read, titles, why_not

SECTIONS = (
    "<h2>Sjöpengen</h2><p>För föreningar vid vatten. Sista ansökningsdag är den 5 mars 2027.</p>"
    "<h2>Bryggfonden</h2><p>För dem som bygger. Sista ansökningsdag är den 6 april 2027.</p>"
)


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


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("sv", "Utlysningar", "Det finns inga öppna utlysningar just nu."),
        ("sv", "Aktuella bidrag", "Just nu har vi inga bidrag att söka."),
        ("nb", "Utlysninger", "Det er for tiden ingen åpne utlysninger."),
        ("da", "Puljer", "Der er ingen åbne puljer i øjeblikket."),
        ("fi", "Avoimet haut", "Avoimia hakuja ei ole tällä hetkellä."),
        ("en", "Open calls", "There are currently no open calls."),
        ("en", "Funding", "No funding opportunities are available at the moment."),
        (
            "en",
            "Calls",
            "We are not planning any more open calls: the last closed in June.",
        ),
    ],
)
def test_a_page_that_says_that_nothing_is_open_has_no_calls(
    language: str, title: str, words: str
) -> None:
    found = read(page(f"<main><h1>{title}</h1><p>{words}</p></main>", language=language))

    assert found.drafts == []
    assert words in found.notes[0]


def test_closed_calls_are_listed_where_none_is_open() -> None:
    closed = "".join(
        f"<li><a href='/{n}'>Hamn nummer {n}</a> Ansökan stängde {n} mars 2026</li>"
        for n in (5, 6, 7)
    )

    found = read(
        page(
            "<main><h1>Utlysningar</h1><p>Just nu har vi inga öppna utlysningar.</p>"
            f"<h2>Tidigare utlysningar</h2><ul>{closed}</ul></main>"
        )
    )

    assert {draft.status for draft in found.drafts} == {Status.CLOSED}
    assert any("no open calls" in note for note in found.notes)


SHELL = "<div id='root'></div><script src='/app.js'></script>"
PASSWORD = "<form><input name='u'><input type='password'></form>"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (page(f"<noscript>You need to enable JavaScript.</noscript>{SHELL}"), "scripts"),
        (page(f"<nav><a href='/'>Start</a></nav><main><h1>Bidrag</h1>{SHELL}</main>"), "scripts"),
        (page("<h1>Checking your browser</h1>", "<title>Just a moment...</title>"), "no script in"),
        (page(f"<h1>Logga in</h1><p>För att se utlysningar.</p>{PASSWORD}"), "log in"),
        (page("<h1>Sidan kunde inte hittas</h1><ul><li><a href='/a'>Sök bidrag nu</a></li></ul>"),
         "not found"),
        (page("<h1>Hm.</h1>", "<title>404 - Fonden</title>"), "not found"),
        (page("<h1>Lediga tjänster</h1>" + "".join(
            f"<div><h2><a href='/{n}'>Handläggare {n}</a></h2><p>Sista ansökningsdag {n} mars 2027"
            "</p></div>" for n in (5, 6, 7))), "jobs"),
        ("%PDF-1.7 \n%âãÏÓ", "a PDF"),
        ("PK\x03\x04\x14", "Word"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Hamnar\r\nURL:https://x.example/1\r\n",
         "https://x.example/1"),
    ],
    ids=["script", "shell", "barred", "login", "gone", "404", "jobs", "pdf", "word", "calendar"],
)  # fmt: skip
def test_what_stands_in_the_way_is_told(body: str, why: str) -> None:
    assert why in why_not(body)


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


def test_terms_with_links_are_calls_with_what_is_said_of_them() -> None:
    terms = "".join(
        f"<dt><a href='/{n}'>Bidrag till hamn {n}</a></dt><dd>Ansök senast den {n} mars 2027.</dd>"
        for n in (5, 6, 7)
    )

    found = read(page(f"<main><h1>Bidrag</h1><dl>{terms}</dl></main>"))

    assert days(found) == [["2027-03-05"], ["2027-03-06"], ["2027-03-07"]]


def test_what_is_on_a_page_of_closed_calls_is_closed() -> None:
    calls = "".join(
        f"<h3>Call {n}</h3><p>The call opened on 1 August 2026 and closed on {n} October 2026.</p>"
        for n in (5, 6, 7)
    )

    found = read(page(f"<main><h1>Previous calls</h1>{calls}</main>", language="en"))

    assert {draft.status for draft in found.drafts} == {Status.CLOSED}


def test_a_text_whose_day_could_not_be_read_is_refused_with_its_sentence() -> None:
    words = "Kansliet ligger vid torget. " * 9 + "Ansökan stänger efter semestern."

    assert "Ansökan stänger efter semestern" in why_not(
        page(f"<main><h1>Så gör du</h1><p>{words}</p></main>"), "https://x.example.se/"
    )


def test_a_day_on_a_page_that_is_called_as_a_list_is_doubted() -> None:
    words = "<p>Utlysningen öppnar 11 januari 2027 och stänger 31 mars 2027.</p>"

    (draft,) = read(page(f"<main><h1>Utlysningar</h1><h3>Vägen in</h3>{words}</main>")).drafts

    assert {"title", "deadlines"} <= set(doubts(draft))


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
