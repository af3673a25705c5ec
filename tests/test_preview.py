"""Feeds, data and pages that nobody described: what is a call in them, and what is not."""

import datetime as dt
import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from scrapers import Unreachable, plain
from scrapers.preview import Nothing, preview, preview_linked
from tests.previewing import TODAY, URL, days, doubts, page, read, titles, why_not

DATA = Path(os.environ.get("SAMSOK_DATA", "."))
needs_data = pytest.mark.skipif(
    not (DATA / "feeds").is_dir(), reason="SAMSOK_DATA does not name the recorded answers"
)
CARD = "<article><h3><a href='/u/{0}'>{1}</a></h3><p>{2}</p></article>"
CARDS = (
    CARD.format(1, "Renare sjöar", "Sök stöd. Sista ansökningsdag: 5 mars 2027 kl. 15.00")
    + CARD.format(2, "Bryggor för alla", "Ansökan stänger 12 april 2027.")
    + CARD.format(3, "Lägerskolor", "Ansökningar tas emot löpande.")
)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Sjöfonden</title>
<link>https://fund.example.se/</link><language>sv</language>
<item><title>Utlysning: renare sjöar</title><link>https://fund.example.se/1</link>
<description>Utlysningen stänger den 5 mars 2027.</description>
<pubDate>Mon, 02 Nov 2026 08:00:00 +0000</pubDate></item>
<item><title>Vi har flyttat</title><link>https://fund.example.se/2</link></item>
<item><title>Vi har beviljat stöd</title><link>https://fund.example.se/3</link></item>
<item><title>Bidrag till bryggor</title></item></channel></rss>"""


def test_a_feed_is_told_with_doubts_on_what_may_be_news() -> None:
    found = read(FEED)

    assert found.kind == "feed"
    assert titles(found) == ["Utlysning: renare sjöar", "Vi har flyttat", "Bidrag till bryggor"]
    assert days(found) == [["2027-03-05"], [], []]
    assert {draft.funder for draft in found.drafts} == {"Sjöfonden"}
    assert [sorted(doubts(draft)) for draft in found.drafts] == [[], ["title"], ["url"]]


def test_a_feed_that_is_cut_short_says_so() -> None:
    assert "cut short" in why_not(FEED[:400])


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


def test_grants_in_json_ld_are_told_with_the_days_that_are_sure() -> None:
    graph = [
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Grants"}]},
        {"@type": "MonetaryGrant", "name": "Clean lakes", "url": "/g/1",
         "applicationDeadline": "2027-03-05"},
        {"@type": ["Grant"], "name": "Islands", "url": "/g/2", "validThrough": "2027-08-01"},
    ]  # fmt: skip
    script = f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>"

    found = read(page("<h1>Grants</h1>", script, "en"))

    assert (found.kind, titles(found)) == ("JSON-LD", ["Clean lakes", "Islands"])
    assert days(found) == [["2027-03-05"], []]
    assert "the end of something else" in doubts(found.drafts[1])["deadlines"]


def test_broken_json_ld_does_not_hide_the_page() -> None:
    script = "<script type='application/ld+json'>{oops</script>"

    assert len(read(page(f"<main>{CARDS}</main>", script)).drafts) == 3


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


def test_a_sitemap_names_pages_without_telling_their_dates() -> None:
    locs = ("/", "/utlysningar/", "/utlysningar/renare-sjoar", "/om-oss")
    urls = "".join(
        f"<url><loc>https://fund.example.se{each}</loc><lastmod>2027-03-05</lastmod></url>"
        for each in locs
    )

    found = read(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>")

    assert (found.kind, titles(found), days(found)) == ("sitemap", ["Renare sjoar"], [[]])
    assert "title" in doubts(found.drafts[0])


def test_a_sitemap_of_sitemaps_names_them() -> None:
    body = "<sitemapindex><sitemap><loc>https://x.example/a.xml</loc></sitemap></sitemapindex>"

    assert "https://x.example/a.xml" in why_not(body)


def records(*rows: dict[str, Any]) -> str:
    return json.dumps({"data": {"hits": [{"title": f"Lake call {n}", "url": f"/c/{n}", **row}
                                         for n, row in enumerate(rows)]}})  # fmt: skip


def test_what_is_packed_or_told_by_lines_is_read_too() -> None:
    lines = b"\n".join(
        json.dumps({"title": f"Lake call {n}", "url": f"https://x.example/{n}"}).encode()
        for n in (1, 2)
    )

    found = read(gzip.compress(lines))

    assert titles(found) == ["Lake call 1", "Lake call 2"]


def test_records_in_json_are_found_wherever_they_are() -> None:
    found = read(records({"closeDate": "2027-03-05"}, {"closeDate": "2027-03-06T00:00:00Z"}))

    assert (found.kind, titles(found)) == ("JSON records", ["Lake call 0", "Lake call 1"])
    assert days(found) == [["2027-03-05"], ["2027-03-06"]]


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        (("08/18/2027", "09/01/2026"), [["2027-08-18"], ["2026-09-01"]]),
        (("18/08/2027", "09/01/2027"), [["2027-08-18"], ["2027-01-09"]]),
        (("08/09/2027", "09/01/2027"), [[], []]),
        (("1.2.2027", "3.4.2027"), [["2027-02-01"], ["2027-04-03"]]),
        (("2027-03-04T23:00:00Z", "2027-03-04T15:00:00"), [[], ["2027-03-04"]]),
        (("soon", "1799999999"), [[], []]),
    ],
)
def test_a_day_in_data_is_taken_only_if_it_can_be_one_day_alone(
    said: tuple[str, str], read_as: list[list[str]]
) -> None:
    found = read(records(*({"deadline": each} for each in said)), "https://fund.example.se/api")

    assert days(found) == read_as
    for draft in found.drafts:
        assert bool(draft.deadlines) != ("deadlines" in doubts(draft))


def test_one_day_for_all_records_is_not_believed() -> None:
    found = read(records(*({"closes": "2027-04-24"} for _ in range(4))))

    assert days(found) == [[], [], [], []]
    assert "all 4 records tell the same one" in found.notes[0]


def test_days_that_the_records_own_words_deny_are_not_believed() -> None:
    found = read(
        records(
            {"closes": "2027-04-24", "text": "The call closes on 28 April 2027."},
            {"closes": "2027-04-24", "text": "The call closes on 29 April 2027."},
            {"closes": "2027-04-24", "text": "About lakes."},
            {"closes": "2027-05-24", "text": "About seas."},
        )
    )

    assert days(found) == [["2027-04-28"], ["2027-04-29"], [], []]


def test_an_address_that_is_none_does_not_stop_the_reading() -> None:
    found = read(records({"url": "http://[x"}, {"url": "/ok"}))

    assert [sorted(doubts(draft)) for draft in found.drafts] == [["url"], []]


def test_words_that_are_not_sure_of_a_day_do_not_deny_that_of_the_data() -> None:
    unsure = "The contract is signed no later than 31 December 2028."

    found = read(records({"deadline": "2027-04-24", "text": unsure}, {"deadline": "2027-05-24"}))

    assert days(found) == [["2027-04-24"], ["2027-05-24"]]
    assert doubts(found.drafts[0]) == {}


def test_a_heading_among_records_is_no_call() -> None:
    found = read(json.dumps([{"title": "Utlysningar", "url": "https://x.example/u"},
                             {"title": "Renare sjöar", "url": "https://x.example/1"}]))  # fmt: skip

    assert titles(found) == ["Renare sjöar"]


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


def linked(*links: str) -> bytes:
    head = "".join(
        f"<link rel='alternate' type='application/rss+xml' href='{each}'>" for each in links
    )
    return page(f"<main><h1>Utlysningar</h1>{CARDS}</main>", head).encode()


def call_feed(*numbers: int) -> bytes:
    items = "".join(
        f"<item><title>Utlysning {n}</title><link>https://fund.example.se/u/{n}</link></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Fonden</title>{items}</channel></rss>".encode()


def test_a_linked_feed_of_calls_is_read_in_place_of_the_page() -> None:
    asked: list[str] = []

    def get(url: str) -> bytes:
        asked.append(url)
        return call_feed(1, 2)

    found = preview_linked(linked("/feed/", "/comments/feed/"), URL, TODAY, get)

    assert (found.kind, titles(found)) == ("linked feed", ["Utlysning 1", "Utlysning 2"])
    assert asked == ["https://fund.example.se/feed/"]


def test_a_linked_feed_of_news_or_one_that_does_not_come_is_left_aside() -> None:
    def get(url: str) -> bytes:
        if url.endswith("gone"):
            raise Unreachable("no answer")
        return FEED.replace("Utlysning", "Nyhet").replace("stänger", "var").encode()

    found = preview_linked(linked("/news", "/gone"), URL, TODAY, get)

    assert found.kind == "repeated blocks"
    assert [bool(re.search("left aside", note)) for note in found.notes].count(True) == 2


def test_a_page_that_is_an_item_of_its_feed_is_read_itself() -> None:
    def get(_: str) -> bytes:
        return call_feed(1, 2)

    found = preview_linked(linked("/feed"), "https://fund.example.se/u/1", TODAY, get)

    assert found.kind == "repeated blocks"


@needs_data
def test_everything_recorded_is_read_or_refused_without_a_crash() -> None:
    read_of, refused, crashed = 0, 0, []
    for folder in ("recordings", "feeds"):
        for path in sorted(each for each in (DATA / folder).rglob("*") if each.is_file()):
            try:
                preview(path.read_bytes(), f"https://unknown.invalid/{path.name}", TODAY)
                read_of += 1
            except Nothing:
                refused += 1
            except Exception as error:
                crashed.append(f"{path.name}: {error!r}")

    assert (crashed, read_of > 200, refused > 0) == ([], True, True)


@needs_data
def test_feeds_are_read_with_the_titles_and_links_that_another_reader_finds() -> None:
    feeds, others = 0, []
    for path in sorted((DATA / "feeds" / "gofeed").rglob("*.xml")):
        expected = path.with_suffix(".json")
        said = json.loads(expected.read_text()) if expected.exists() else {}
        items = [
            each for each in said.get("items") or said.get("entries") or [] if each.get("title")
        ]
        if not items:
            continue
        feeds += 1
        found = read(path.read_bytes())
        assert days(found) == [[] for _ in items], path.name
        # The other reader leaves markup in a title as it is.
        same = [re.sub(r"<[^>]+>", "", plain(each["title"])) for each in items]
        if [re.sub(r"<[^>]+>", "", each) for each in titles(found)] != same:
            others.append(path.name)
        for draft, each in zip(found.drafts, items, strict=True):
            if each.get("link") and draft.url != each["link"] and "uri_at" not in path.name:
                others.append(path.name)

    assert (feeds > 40, others) == (True, [])


@needs_data
def test_the_mistakes_of_another_collector_are_not_repeated() -> None:
    history = DATA / "recordings" / "swedish_calls" / "history"
    told = {}
    for path in sorted(history.glob("*.json")):
        try:
            told[path.name] = read(path.read_bytes()).drafts
        except Nothing:
            continue

    for name, drafts in told.items():
        assert "Utlysningar" not in [each.title for each in drafts], name
        for draft in drafts:
            said = re.search(r"Stänger (\d\d \w+ \d{4})", f"{draft.title} {draft.text}")
            closes = [each.day for each in draft.deadlines]
            assert not said or closes, (name, draft.title)
            if "energimyndigheten.se" in draft.url and closes == [dt.date(2026, 4, 24)]:
                assert said, (name, draft.title)
                assert said[1] == "24 april 2026"
            if "formas.se" in draft.url and "0900" in name:
                assert closes == [], (name, draft.title)
