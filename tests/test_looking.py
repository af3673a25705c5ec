"""An address that somebody pasted: what stands there, and the way out where nothing does."""

from datetime import date
from typing import Any

import pytest

from papers.wording import say
from scrapers.fetching import LiveSite
from scrapers.finding import seeing
from scrapers.looking import KeptSite, Sight, Trouble, Wanted, attempt, look, trouble_of
from scrapers.site import Unreachable
from tests.funders import LIST, Served
from workflow.collecting import looking

TODAY = date(2026, 11, 21)
AT = "https://town.example/list"


def seen(town: Served, path: str) -> Sight:
    agent = "samsok (+http://localhost; operator@localhost)"
    return look(LiveSite(start=town.url + path, agent=agent, today=TODAY, limits=town.limits))


def wanted(**options: str) -> Wanted:
    return Wanted(
        reader="pages", start=AT, funder="The Town", language="sv", zone="Europe/Stockholm",
        options=options,
    )  # fmt: skip


def kept(body: str = LIST) -> KeptSite:
    return KeptSite(AT, TODAY, {AT: body.encode()})


def test_a_feed_is_read_as_a_feed_and_names_its_funder(town: Served) -> None:
    sight = seen(town, "/feed")

    (way,) = sight.ways
    assert (sight.kind, sight.name, sight.language) == ("feed", "Sjöstiftelsen", "sv")
    assert (way.reader, way.items, way.calls, way.dated) == ("feed", 3, 2, 1)
    assert way.drafts[0].evidence[0].words == "Sista ansökningsdag: 1 mars 2027."


def test_a_page_leads_to_its_feed(town: Served) -> None:
    sight = seen(town, "/linking")

    assert sight.kind == "linked feed"
    assert [(way.reader, way.start) for way in sight.ways] == [("feed", f"{town.url}/feed")]


def test_a_page_is_asked_for_once_and_its_robots_first(town: Served) -> None:
    town.asked.clear()

    seen(town, "/linking")

    assert town.asked == ["/robots.txt", "/linking", "/feed"]


def test_of_the_lists_of_a_page_the_one_that_says_when_comes_first(town: Served) -> None:
    sight = seen(town, "/list")

    first, second = sight.ways
    assert (first.options, first.calls, first.dated) == ({"item": "li.card"}, 4, 3)
    assert [each.title for each in second.drafts][:1] == ["Nytt från kansliet nummer 0"]
    assert sight.name == "Byfonden"


def test_lists_that_are_not_surely_of_calls_are_offered_and_called_so(town: Served) -> None:
    sight = seen(town, "/lists")

    assert say(looking.what(sight.kind), "en") == "A page with lists, none of them surely of calls"
    assert [way.options for way in sight.ways] == [{"item": "div.teaser"}]
    assert sight.name == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "trouble", "way_out"),
    [
        ("/private", Trouble.ROBOTS, "enter its calls by hand"),
        ("/pdf", Trouble.PDF, "Paste the page that links to it"),
        ("/login", Trouble.LOGIN, "Look for a page that is open to all"),
        ("/about", Trouble.NOTHING, "look for a feed"),
        ("/none", Trouble.NONE_OPEN, "come back when a call stands there"),
        ("/one", Trouble.ONE, "Paste the page that lists all of them"),
        ("/sitemap.xml", Trouble.SITEMAP, "Paste the page that lists the calls"),
        ("/closed", Trouble.REFUSED, "Ask the funder for a feed"),
        ("/nowhere", Trouble.GONE, "Find where the calls are now"),
        ("/busy", Trouble.BUSY, "Try again in a few minutes"),
    ],
)
def test_each_trouble_has_its_way_out(
    town: Served, path: str, trouble: Trouble, way_out: str
) -> None:
    sight = seen(town, path)

    assert sight.trouble == trouble
    assert way_out in say(looking.why(sight.trouble), "en")


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("http://127.0.0.1/", Trouble.PRIVATE),
        ("http://[::1]/", Trouble.PRIVATE),
        ("http://169.254.169.254/latest/", Trouble.PRIVATE),
        ("https://town.example:8443/", Trouble.PRIVATE),
        ("ftp://town.example/", Trouble.ADDRESS),
        ("https://user:word@town.example/", Trouble.ADDRESS),
        ("https://", Trouble.ADDRESS),
    ],
)
def test_nobody_within_a_network_is_asked(url: str, trouble: Trouble) -> None:
    sight = look(LiveSite(start=url, agent="samsok", today=TODAY))

    assert sight.trouble == trouble


def test_a_site_that_does_not_answer_says_so(town: Served) -> None:
    closed = LiveSite(start="http://127.0.0.1:1/", agent="samsok", today=TODAY, limits=town.limits)

    assert look(closed).trouble == Trouble.PRIVATE
    assert trouble_of(Unreachable("no answer")) is Trouble.UNREACHABLE


def test_every_trouble_is_said_in_two_languages() -> None:
    words = [say(looking.why(each), language) for each in Trouble for language in ("sv", "en")]

    assert len(set(words)) == 2 * len(Trouble)


@pytest.mark.parametrize(
    ("pasted", "url"),
    [
        ("  town.example/calls#top ", "https://town.example/calls"),
        ("http://town.example", "http://town.example"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_an_address_is_taken_as_people_paste_it(pasted: str, url: str) -> None:
    assert looking.address(pasted) == url


def test_selectors_are_tried_on_what_is_kept_and_their_matches_counted() -> None:
    way = attempt(wanted(item="li.card", title="h3 a", date="b"), kept())

    assert way.matches == {"item": 4, "title": 4, "date": 0}
    assert (way.calls, way.dated, way.trouble) == (4, 3, "")


@pytest.mark.parametrize(
    ("options", "trouble", "words"),
    [
        ({"item": "li["}, Trouble.SELECTOR, "item: "),
        ({"item": "li.card", "title": "h3 >"}, Trouble.SELECTOR, "title: "),
        ({"item": "li.none"}, Trouble.EMPTY, "nothing is"),
    ],
)
def test_a_selector_that_finds_nothing_or_means_nothing_is_told(
    options: dict[str, str], trouble: Trouble, words: str
) -> None:
    way = attempt(wanted(**options), kept())

    assert way.trouble == trouble
    assert words in way.words


def test_what_is_not_kept_is_not_asked_for() -> None:
    way = attempt(wanted(item="li"), KeptSite(AT, TODAY, {}))

    assert way.trouble == Trouble.UNREACHABLE


def test_a_page_that_breaks_its_parsing_is_only_a_trouble() -> None:
    class Hungry(KeptSite):
        def get(self, url: str) -> bytes:
            return b"<p>" * 3_000_000

    assert look(Hungry(AT, TODAY, {})).trouble == Trouble.NOTHING


def test_words_of_a_feed_that_was_read_need_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*said: Any) -> None:
        raise AssertionError("it went out")

    monkeypatch.setattr("socket.socket.connect", never)

    sight = seeing.see(kept(), b"")

    assert [way.calls for way in sight.ways] == [4, 4]
