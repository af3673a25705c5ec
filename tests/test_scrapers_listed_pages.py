"""A page with a list, read by the selectors of a row: what they may select, and what they miss."""

import datetime as dt

import pytest

from scrapers import Draft, Reading, Source, Unreachable, source_of
from scrapers.child import read_apart

START = "https://town.example/calls"
ITEMS = """
<ul><li><b>Renare sjöar</b> <i>5 mars 2027</i> <p>För föreningar.</p> <a href="/1">Läs mer</a></li>
<li><b>Nya bryggor</b> <i>Öppnar 1 februari 2027</i> <p>För byar.</p> <a href="/2">Läs mer</a></li>
<li><b>Små bidrag</b> <i>Löpande ansökan</i> <p>För alla.</p> <a href="/3">Läs mer</a></li></ul>
"""
SELECTED = {"item": "li", "title": "b", "date": "i", "text": "p"}


class Town:
    """A site with a list, and a page for each call."""

    start = START
    today = dt.date(2026, 11, 21)

    def __init__(self, body: str, pages: dict[str, str] | None = None) -> None:
        self.pages = {START: body, **(pages or {})}

    def get(self, url: str) -> bytes:
        if url not in self.pages:
            raise Unreachable(f"{url} is not there")
        return self.pages[url].encode()

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        raise AssertionError("a page is not posted to")


def town(language: str = "sv", **options: str) -> Source:
    return source_of(
        "pages", slug="town", funder="The Town", start=START, language=language,
        zone="Europe/Stockholm", options=options,
    )  # fmt: skip


def read(body: str, **options: str) -> Reading:
    return town(**options).read(Town(body))


def days(drafts: list[Draft]) -> list[list[str]]:
    return [[str(each.day) for each in draft.deadlines] for draft in drafts]


def test_the_row_says_where_title_date_and_text_stand() -> None:
    reading = read(ITEMS, **SELECTED)

    assert (reading.suspicion, reading.warnings) == (None, [])
    assert [draft.title for draft in reading.drafts] == [
        "Renare sjöar", "Nya bryggor", "Små bidrag",
    ]  # fmt: skip
    assert days(reading.drafts) == [["2027-03-05"], [], []]
    assert reading.drafts[0].text == "Sista ansökningsdag: 5 mars 2027.\n\nFör föreningar."
    assert {draft.funder for draft in reading.drafts} == {"The Town"}


def test_a_date_whose_words_say_that_it_opens_is_no_deadline() -> None:
    draft = read(ITEMS, **SELECTED).drafts[1]

    assert (draft.opens, draft.deadlines) == (dt.date(2027, 2, 1), ())


def test_a_date_without_words_is_read_from_its_attribute() -> None:
    item = "<li><a href='/1'>Renare sjöar</a><time datetime='2027-03-05T12:00'></time></li>"

    assert days(read(item, item="li", date="time").drafts) == [["2027-03-05"]]


def test_an_item_may_be_the_link_itself() -> None:
    (draft,) = read("<a class='c' href='/1'><h3>Sjöar</h3><p>Stänger</p></a>", item="a.c").drafts

    assert (draft.title, draft.url) == ("Sjöar", "https://town.example/1")


def test_details_are_read_from_each_calls_own_page() -> None:
    pages = {
        f"https://town.example/{n}": f"<nav>Stänger 1 maj 2027</nav><main>Ansökan stänger den {n} "
        "april 2027.</main>"
        for n in (1, 2, 3)
    }

    reading = town(item="li", title="b", text="p", details="main").read(Town(ITEMS, pages))

    assert days(reading.drafts) == [["2027-04-01"], ["2027-04-02"], ["2027-04-03"]]


def test_a_call_whose_own_page_does_not_come_makes_the_site_unreachable() -> None:
    with pytest.raises(Unreachable, match=r"town\.example/1"):
        town(item="li", details="main").read(Town(ITEMS))


def test_the_selectors_reach_the_child_process() -> None:
    source, site = town(**SELECTED), Town(ITEMS)

    assert read_apart(source, site) == source.read(site)


@pytest.mark.parametrize(
    ("body", "options", "trouble"),
    [
        (ITEMS, {"item": "article"}, "nothing is 'article'"),
        ("<ul><li>Inget här</li></ul>", {"item": "li"}, "no item of"),
        (ITEMS, {"item": "li", "titel": "b"}, "no option is called titel"),
        (ITEMS, {"item": "li["}, "SelectorSyntaxError"),
    ],
)
def test_a_page_that_is_not_as_the_row_says_is_suspect(
    body: str, options: dict[str, str], trouble: str
) -> None:
    reading = read(body, **options)

    assert reading.drafts == []
    assert trouble in (reading.suspicion or "")


def test_items_without_a_link_are_left_out_with_a_warning() -> None:
    reading = read(ITEMS + "<li>Fler kommer</li>", item="li", title="b")

    assert len(reading.drafts) == 3
    assert reading.warnings == ["1 items without a link or a title"]


def test_a_language_without_a_word_for_it_leaves_the_date_in_doubt() -> None:
    source = town("et", item="li", title="b", date="i")

    assert days(source.read(Town(ITEMS)).drafts) == [[], [], []]
