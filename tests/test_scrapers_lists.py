"""Lists of calls: to each page, on further pages too, and past what is gone."""

import datetime as dt

import pytest

from scrapers import Reading, SourceChanged, Unreachable, all_sources, page_of
from scrapers.lists import below, links, listed, slug

SOURCE = all_sources()["kulturradet"]
START = SOURCE.start
CALL = "<h1>Stöd</h1><p>Sista ansökningsdag är 1 mars 2027.</p>"


class Pages:
    """A site of a few pages, by what follows the start."""

    start = START
    today = dt.date(2026, 11, 21)

    def __init__(self, **pages: str) -> None:
        self.pages = {
            START + ("" if name == "list" else name): each for name, each in pages.items()
        }
        self.asked: list[str] = []

    def get(self, url: str) -> bytes:
        self.asked.append(url)
        said = self.pages.get(url, "404")
        if said.isdigit():
            raise Unreachable(f"{url} answers {said}")
        return f"<html><body>{said}</body></html>".encode()

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        raise AssertionError("no list is posted to")


def names(reading: Reading) -> list[str]:
    return [draft.identifier for draft in reading.drafts]


def to(*names: str) -> str:
    return "".join(f"<a href='{START}{each}'>x</a>" for each in names)


def test_links_are_those_below_the_list_each_once() -> None:
    body = "".join(
        f"<a href='{each}'>x</a>"
        for each in ("/sok-bidrag/a/", "/sok-bidrag/a/#krav", "https://kulturradet.se/sok-bidrag/a",
                     "/sok-bidrag/b", "/sok-bidrag/", "/sok-bidrag/?typ=2", "/sok-bidragen/",
                     "https://x.example/")
    )  # fmt: skip

    found = links([page_of(body.encode(), START)], below(START))

    assert [slug(each, START) for each in found] == ["a", "b"]
    with pytest.raises(SourceChanged, match="no links to calls"):
        links([page_of(b"<p>Tomt</p>", START)], below(START))


@pytest.mark.parametrize("further", ["?page=2", "?sida=2", "page/2/"])
def test_a_list_that_goes_on_is_read_to_its_end(further: str) -> None:
    site = Pages(
        list=f"<h1>Sök bidrag</h1>{to('a', further)}", a=CALL, b=CALL,
        **{further: f"<h1>Sök bidrag</h1>{to('b', further, '')}"},
    )  # fmt: skip

    reading = SOURCE.read(site)

    assert (names(reading), reading.warnings) == (["a", "b"], [])
    assert len(site.asked) == len(set(site.asked)) == 4


def test_a_list_without_end_is_not_followed_for_ever() -> None:
    site = Pages(
        **{"list": to("?page=1")} | {f"?page={n}": to(f"?page={n + 1}") for n in range(99)}
    )

    assert len(listed(site)) == 20


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_page_that_is_gone_is_told_of_and_the_others_are_read(status: str) -> None:
    reading = SOURCE.read(Pages(list=to("a", "b"), a=status, b=CALL))

    assert (names(reading), reading.warnings) == (["b"], [f"{START}a is gone"])


def test_a_page_that_does_not_come_today_is_no_page_that_is_gone() -> None:
    with pytest.raises(Unreachable, match="answers 503"):
        SOURCE.read(Pages(list=to("a", "b"), a="503", b=CALL))


def test_a_page_without_a_title_is_told_of() -> None:
    reading = SOURCE.read(Pages(list=to("a", "b"), a="<p>Sista ansökningsdag</p>", b=CALL))

    assert names(reading) == ["b"]
    assert "is left out" in reading.warnings[0]


def test_where_no_page_is_left_the_reading_is_suspect() -> None:
    assert SOURCE.read(Pages(list=to("a"), a="404")).suspicion


def test_the_title_of_the_main_part_is_the_page_s() -> None:
    site = Pages(list=to("a"), a=f"<h1>Rådet</h1><main>{CALL}</main>")

    assert [draft.title for draft in SOURCE.read(site).drafts] == ["Stöd"]
