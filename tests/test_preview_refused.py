"""Pages that have no calls, or hide them, say so."""

import pytest

from lexicon.terms import Status
from tests.previewing import page, read, why_not


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
