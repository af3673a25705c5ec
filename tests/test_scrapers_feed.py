"""Feeds of news and calls: what is a call, and what a day of publishing may not become."""

import datetime as dt

from scrapers import Reading, source_of

START = "https://example.org/feed"


def read(items: str) -> Reading:
    source = source_of(
        "feed", slug="lakes", funder="The lakes", start=START, language="sv",
        zone="Europe/Stockholm",
    )  # fmt: skip
    body = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
    return source.read(Saying(body.encode()))


class Saying:
    """A site that answers with one feed."""

    start = START
    today = dt.date(2026, 11, 21)

    def __init__(self, body: bytes) -> None:
        self.body = body

    def get(self, url: str) -> bytes:
        return self.body

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        raise AssertionError("a feed is not posted to")


def item(title: str, text: str, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>https://example.org/{len(text)}</link>"
        f"<description>{text}</description>{more}</item>"
    )


def test_news_are_left_out() -> None:
    reading = read(
        item("Utlysning: renare sjöar", "Utlysningen stänger den 5 mars 2027.")
        + item("Vi har beviljat stöd i förra utlysningen", "Nio projekt startar 1 december 2026.")
        + item("Välkommen till oss", "Kansliet har flyttat till Storgatan.")
    )

    assert [draft.title for draft in reading.drafts] == ["Utlysning: renare sjöar"]
    assert reading.suspicion is None


def test_a_feed_of_news_alone_has_no_calls_and_is_not_suspect() -> None:
    reading = read(item("Välkommen till oss", "Kansliet har flyttat till Storgatan."))

    assert (reading.drafts, reading.suspicion) == ([], None)


def test_an_empty_feed_is_suspect() -> None:
    assert read("").suspicion == "a feed without items"


def test_the_day_of_publishing_is_no_deadline() -> None:
    published = "<pubDate>Mon, 02 Nov 2026 08:00:00 +0000</pubDate>"

    (draft,) = read(item("Sök stöd för byar", "Föreningar kan söka.", published)).drafts

    assert (draft.deadlines, draft.opens) == ((), None)


def test_the_day_of_publishing_tells_the_year_of_an_old_item() -> None:
    published = "<pubDate>Sun, 02 Nov 2025 08:00:00 +0000</pubDate>"

    (draft,) = read(item("Bidrag", "Ansökan stänger den 15 januari.", published)).drafts

    assert draft.deadlines[0].day == dt.date(2026, 1, 15)
    assert [doubt.why for doubt in draft.uncertain] == ["the year is not stated"]


def test_a_category_says_where() -> None:
    text = "Utlysningen stänger den 5 mars 2027."
    filed = "<category>Värmland</category><category>SE124</category><category>Nyhet</category>"

    (draft,) = read(item("Utlysning", text, filed)).drafts

    assert draft.areas == ("SE124", "SE311")


def test_an_item_without_a_page_is_left_out_with_a_warning() -> None:
    reading = read("<item><title>Utlysning</title><description>Stänger snart.</description></item>")

    assert (reading.drafts, reading.warnings) == ([], ["an item without a title or a page"])
