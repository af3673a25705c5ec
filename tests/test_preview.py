"""Pages that nobody described: what is a call in them, and what is not."""

import datetime as dt

import pytest

from tests.previewing import CARD, CARDS, days, doubts, page, read, titles, why_not


def test_blocks_are_read_and_ways_about_are_not() -> None:
    menu = "".join(f"<li><a href='/m{n}'>Så söker du stöd {n}</a></li>" for n in "abc")

    found = read(
        page(
            f"<nav><ul>{menu}</ul></nav><ol class='breadcrumb'>{menu}</ol>"
            f"<main><h1>Utlysningar</h1>{CARDS}</main><footer><ul>{menu}</ul></footer>"
        )
    )

    assert (found.kind, titles(found)) == (
        "repeated blocks", ["Renare sjöar", "Bryggor för alla", "Lägerskolor"],
    )  # fmt: skip
    assert days(found) == [["2027-03-05"], ["2027-04-12"], []]
    assert found.drafts[0].url == "https://fund.example.se/u/1"


def test_the_zone_of_an_hour_is_told_as_an_assumption() -> None:
    found = read(page(f"<main>{CARDS}</main>"))

    assert "Europe/Stockholm is assumed" in doubts(found.drafts[0])["zone"]
    assert "zone" not in doubts(found.drafts[1])


def test_a_stated_zone_needs_no_assumption() -> None:
    card = CARD.format(4, "Hamnar", "Ansökan stänger 12 april 2027 kl. 15:00 CEST.")

    found = read(page(f"<main>{CARDS}{card}</main>"))

    assert doubts(found.drafts[3]) == {}


def test_where_a_page_is_says_more_of_the_hour_than_its_language() -> None:
    found = read(page(f"<main>{CARDS}</main>"), "https://fonden.example.fi/utlysningar")

    assert found.drafts[0].deadlines[0].zone == "Europe/Helsinki"


def test_a_heading_that_links_to_the_list_is_no_call() -> None:
    heading = CARD.format(9, "Alla utlysningar", "Se fler")

    assert "Alla utlysningar" not in titles(read(page(f"<main>{CARDS}{heading}</main>")))


def test_news_with_days_are_no_calls() -> None:
    news = "".join(
        f"<li><a href='/n/{n}'>Fonden öppnar kontor nummer {n}</a> {n} mars 2027</li>"
        for n in range(1, 5)
    )

    why = why_not(page(f"<main><h1>Nyheter</h1><ul>{news}</ul></main>"), "https://x.example.se/n")

    assert "no list of calls" in why


def test_the_list_that_says_when_is_taken_and_the_news_beside_it_are_not() -> None:
    news = "".join(
        f"<div class='n'><a href='/n/{n}'>Fonden har flyttat till gata {n}</a></div>"
        for n in range(9)
    )

    assert len(read(page(f"<main><h1>Bidrag</h1>{news}{CARDS}</main>")).drafts) == 3


def test_a_tables_columns_say_what_a_day_is_for() -> None:
    rows = "".join(
        f"<tr><td><a href='/c/{n}'>Island call {n}</a></td><td>1 December 2026</td>"
        f"<td>{n} March 2027</td></tr>"
        for n in (5, 6, 7)
    )
    head = "<tr><th>Call</th><th>Opens</th><th>Deadline</th></tr>"

    found = read(page(f"<h1>Open calls</h1><table>{head}{rows}</table>", language="en"))

    assert days(found) == [["2027-03-05"], ["2027-03-06"], ["2027-03-07"]]
    assert {draft.opens for draft in found.drafts} == {dt.date(2026, 12, 1)}


def test_a_table_without_links_is_read_if_its_columns_say_when() -> None:
    head = "<tr><th>Call</th><th>Opens</th><th>Closes</th></tr>"
    rows = "".join(
        f"<tr><td>Island call {n}</td><td></td><td>{n} March 2027</td></tr>" for n in (5, 6)
    )

    found = read(page(f"<h1>Call calendar</h1><table>{head}{rows}</table>", language="en"))

    assert days(found) == [["2027-03-05"], ["2027-03-06"]]
    assert [sorted(doubts(draft)) for draft in found.drafts] == [["url"], ["url"]]


def test_a_table_of_something_else_is_no_list_of_calls() -> None:
    rows = "".join(f"<tr><td>Nivå {n}</td><td>{n} procent</td></tr>" for n in (30, 40, 50))
    table = f"<table><tr><th>Stöd</th><th>Andel</th></tr>{rows}</table>"

    assert "no list of calls" in why_not(page(f"<h1>Utlysningar</h1>{table}"))


def test_links_that_are_all_called_the_same_are_no_titles() -> None:
    puffs = "".join(
        f"<div class='b'><p><strong>{name}fonden</strong></p><p>Ansökan stänger 5 mars 2027.</p>"
        f"<a href='/{name}'>Till ansökan här</a></div>"
        for name in ("By", "Sjö", "Skog")
    )

    found = read(page(f"<main><h1>Våra fonder</h1>{puffs}</main>"))

    assert titles(found) == ["Byfonden", "Sjöfonden", "Skogfonden"]


def test_headings_with_what_follows_them_are_blocks_too() -> None:
    flat = "".join(
        f"<h2><a href='/p/{n}'>Bidrag till hamn {n}</a></h2>"
        f"<p>Sista ansökningsdag: {n} mars 2027.</p>"
        for n in (5, 6, 7)
    )

    found = read(page(f"<div id='content'><h1>Bidrag</h1>{flat}</div>"))

    assert days(found) == [["2027-03-05"], ["2027-03-06"], ["2027-03-07"]]


def test_words_that_only_a_style_sheet_sets_apart_are_set_apart() -> None:
    cards = "".join(
        f"<a href='/a/{n}'><span>Digital delaktighet {word}</span><span>Stänger {n} april 2027"
        "</span><span>Vi söker projekt.</span></a>"
        for n, word in ((6, "hemma"), (7, "ute"), (8, "överallt"))
    )

    found = read(page(f"<main><h1>Utlysningar</h1>{cards}</main>"))

    assert titles(found)[0] == "Digital delaktighet hemma"
    assert days(found) == [["2027-04-06"], ["2027-04-07"], ["2027-04-08"]]


def test_what_stands_under_closed_calls_is_closed() -> None:
    found = read(page(f"<main><h2>Öppna</h2><div>{CARDS}</div><h2>Stängda utlysningar</h2><div>"
                      + CARD.format(8, "Vass", "Vi röjde den.") + "</div></main>"))  # fmt: skip

    assert [str(draft.status) for draft in found.drafts] == [*["announced"] * 3, "closed"]


def test_a_page_about_one_call_is_read_as_such() -> None:
    words = "Fonden ger stöd till föreningar som vill samla folk av olika ålder och bakgrund. " * 4

    found = read(
        page(
            f"<main><article><h1>Sök stöd till möten</h1><p>{words}</p>"
            "<p>Sista ansökningsdag är den 5 mars 2027.</p></article></main>"
        )
    )

    assert (found.kind, titles(found)) == ("main text", ["Sök stöd till möten"])
    assert days(found) == [["2027-03-05"]]


ABOUT_ONE = (
    "<main><article><h1>Sök stöd till möten</h1><p>Fonden ger stöd till föreningar som vill samla "
    "folk av olika ålder och bakgrund till samtal om byns framtid och sjöar.</p><p>Ansökan ska "
    "vara inskickad senast den 15 oktober. Projektet kan starta 1 januari.</p></article></main>"
)


def test_calls_listed_beside_the_one_that_a_page_is_about_are_not_it() -> None:
    beside = "".join(
        f"<li><a href='/b/{n}'>Bidrag nummer {n}</a> Ansökan stänger {n} mars 2027</li>"
        for n in (5, 6, 7)
    )

    found = read(page(f"{ABOUT_ONE}<div class='more'><ul>{beside}</ul></div>"))

    assert (titles(found), days(found)) == (["Sök stöd till möten"], [["2027-10-15"]])


def test_a_day_without_a_year_is_in_the_one_after_the_page_was_changed() -> None:
    changed = "<meta property='article:modified_time' content='2025-09-01T08:00:00+00:00'>"

    (draft,) = read(page(ABOUT_ONE, changed)).drafts

    assert [each.day for each in draft.deadlines] == [dt.date(2025, 10, 15)]
    assert doubts(draft)["deadlines"] == "the year is not stated"


def test_a_page_that_is_about_something_else_is_refused() -> None:
    words = "Kansliet ligger vid torget och har öppet alla dagar. " * 9

    assert "does not say" in why_not(page(f"<h1>Om oss</h1><p>{words}</p>"), "https://x.example/")


@pytest.mark.parametrize(
    "body",
    [b"", b" ", b"\0", b"{}", b"[]", b"null", b"[" * 100_000, b"{oops", b"<", b"<html>", b"<rss",
     b"<rss></rss>", b"<urlset/>", b"\xff\xfe\xff", b"\x1f\x8bxx", b"hello", b"<a href='http://[x'>",
     b"<html><body>" + b"<div>" * 5000,
     b"<tr><td>Stopp<td>den 5", b"<time datetime=x>", b'[{"title": {"x": []}}]',
     b'[{"title": null}]'],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_what_is_no_list_of_calls_says_why(body: bytes) -> None:
    assert len(why_not(body)) > 5
