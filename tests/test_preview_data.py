"""Feeds, sitemaps and data that nobody described, and what is a call in them."""

import gzip
import json
import re
from typing import Any

import pytest

from scrapers import Unreachable
from scrapers.preview import preview_linked
from tests.previewing import CARDS, TODAY, URL, days, doubts, page, read, titles, why_not

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
