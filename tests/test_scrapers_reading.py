"""What is missing makes a reading suspect, what is unknown only warns."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scrapers import (
    Draft,
    Row,
    Site,
    Source,
    SourceChanged,
    day,
    decode,
    entries,
    feed,
    page_of,
    parsed,
    plain,
    rows,
    shortened,
    source,
    strip,
)

GOFEED = Path(os.environ.get("SAMSOK_DATA", ""), "feeds", "gofeed")


class Saying:
    """A site that gives one answer to everything."""

    start = "https://x.example"
    today = date(2026, 11, 21)

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def get(self, url: str) -> bytes:
        return self.answer

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        return self.answer


def read_one(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    yield from read_names.reader(Saying(body), source)


@source(
    funder="X", country="SE", start="https://x.example", language="en", zone="UTC",
    expect=range(1, 9), open_data=True, hours=24, answer=read_one,
)  # fmt: skip
def read_names(site: Site, source: Source) -> Iterator[Draft]:
    for row in rows(site, ask={}, under="results"):
        name = row.take("name")
        yield Draft(
            identifier=name, url="https://x.example/1", title=name, funder="X", language="en"
        )
        row.leave("id")


@pytest.mark.parametrize(
    ("answer", "suspicion"),
    [
        (b'{"results": [{"title": "Lakes"}]}', "no 'name'"),
        (b'{"results": [{"name": ["Lakes"]}]}', "'name' holds no words but a list"),
        (b'{"results": []}', "0 calls, not 1 to 8"),
        (b'{"hits": []}', "no list 'results'"),
        (b"<!doctype html><p>Hello", "expected JSON, found HTML: '<!doctype html><p>Hello'"),
        (b'{"results": [{"name": "' + b"x" * 400 + b'"}]}', "ValueError: a title or text"),
    ],
)
def test_what_is_missing_makes_a_reading_suspect(answer: bytes, suspicion: str) -> None:
    assert suspicion in str(read_names.read(Saying(answer)).suspicion)


def test_what_is_unknown_only_warns() -> None:
    reading = read_names.read(Saying(b'{"results": [{"name": "Lakes", "id": 7, "rule": "new"}]}'))

    assert (reading.warnings, reading.suspicion) == (["unknown 'rule'"], None)


def test_an_empty_cell_is_a_missing_one() -> None:
    with pytest.raises(SourceChanged, match="no 'name'"):
        Row({"name": " "}).take("name")


def test_a_cell_of_nothing_is_not_a_missing_one() -> None:
    row = Row({"closes": None, "rounds": []})

    assert row.raw("closes") is None
    assert row.each("rounds") == []
    with pytest.raises(SourceChanged, match="no 'closes'"):
        row.raw("closes")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_answer_is_decoded_by_its_mark(encoding: str) -> None:
    assert decode("Örebro".encode(encoding)) == "Örebro"


def test_an_answer_that_is_no_utf_8_is_decoded_as_it_declares() -> None:
    told = '<meta charset="iso-8859-1"><p>Örebro'

    assert page_of(told.encode("latin-1"), "https://x.example").one("p").words == "Örebro"
    with pytest.raises(SourceChanged, match="expected text"):
        decode("Örebro".encode("latin-1"))


def test_paragraphs_headings_and_bullets_are_kept() -> None:
    told = plain(
        "<h2>Vem kan söka?</h2><p>Alla&nbsp;<b>kommuner</b>,\n ja.<br>Och regioner.</p>"
        "<ul> <li>Ett</li>\n<li><p>Två</p></li> <li></li></ul>"
        "<script>no()</script>efter<!-- no --> detta<br><br>sist"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    )

    assert told == (
        "Vem kan söka?\n\nAlla kommuner, ja.\nOch regioner.\n\n• Ett\n• Två\n\nefter detta\n\n"
        "sist\n\na b\nc"
    )


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("a &amp; b", "a & b"),
        ("", ""),
        ("<!-- -->", ""),
        ("x <50 %", "x <50 %"),
        ("a\n\nb", "a\n\nb"),
    ],
)
def test_a_text_without_markup_is_a_text_as_well(html: str, told: str) -> None:
    assert plain(html) == told


def test_a_page_is_asked_strictly() -> None:
    page = page_of(b"<p>a</p><p>b</p><a href='/c'>d</a>", "https://x.example/1")

    assert [each.words for each in page.all("p")] == ["a", "b"]
    assert page.one("a").link == "https://x.example/c"
    assert page.some("h1") == []
    with pytest.raises(SourceChanged, match="nothing is 'h1'"):
        page.one("h1")
    with pytest.raises(SourceChanged, match="2 are 'p'"):
        page.one("p")


def test_data_is_no_page() -> None:
    with pytest.raises(SourceChanged, match=r"expected a page, found JSON: '\[\{\"id\": 1\}\]'"):
        page_of(b' [{"id": 1}]', "https://x.example/")


def test_a_day_is_read_in_one_style() -> None:
    assert day(" 2026-11-21 ") == date(2026, 11, 21)
    with pytest.raises(SourceChanged, match="'2026-13-01' is no day"):
        day("2026-13-01")


def test_a_long_text_is_cut_between_words_and_shows_it() -> None:
    assert shortened("one two three", 10) == "one two…"
    assert shortened("onetwothree", 5) == "onet…"
    assert shortened("one", 3) == "one"


def test_contact_persons_are_left_out_at_any_depth() -> None:
    body = b'[{"a": [{"KontaktLista": [{"Namn": "Eva"}], "b": 1.50}], "KontaktLista": []}]'

    assert strip(body, ("KontaktLista",)) == b'[{"a":[{"b":1.5}]}]'


def test_contact_persons_are_left_out_beside_a_broken_letter() -> None:
    body = b'{"a": "\\ud800", "KontaktLista": []}'

    assert strip(body, ("KontaktLista",)) == b'{"a": "\\ud800"}'


@pytest.mark.parametrize("body", [b'{"a": 1}', b"KontaktLista <html>", b"[" * 90_000])
def test_what_has_no_contact_persons_is_kept_byte_by_byte(body: bytes) -> None:
    assert strip(body, ("KontaktLista",)) == body


@pytest.mark.parametrize(
    "body", [b"", b"<html>Sorry</html>", b"/etc/hostname", b"https://x.example/"]
)
def test_what_is_no_feed_is_suspect(body: bytes) -> None:
    with pytest.raises(SourceChanged, match="not a feed"):
        list(feed(Saying(body)))


ITEM = b"<item><title>Call</title><link>https://x.example/1</link></item>"


def test_a_feed_is_read_item_by_item() -> None:
    (row,) = entries(b"<rss version='2.0'><channel>" + ITEM + b"</channel></rss>")

    assert (row.take("title"), row.take("link")) == ("Call", "https://x.example/1")


def test_a_feed_that_is_not_well_formed_warns() -> None:
    body = b"<rss version='2.0'><channel>" + ITEM + b"<x>&nope;</x></channel></rss>"

    with pytest.warns(UserWarning, match="not well-formed"):
        assert len(list(entries(body))) == 1


def test_a_feed_that_is_cut_short_is_a_change() -> None:
    with pytest.raises(SourceChanged, match="cut short"):
        list(entries(b"<rss version='2.0'><channel>" + ITEM + b"<item><title>Ha"))


@pytest.mark.skipif(not GOFEED.is_dir(), reason="SAMSOK_DATA does not name a folder with feeds")
@pytest.mark.filterwarnings("ignore:the feed is not well-formed")
def test_no_feed_of_the_world_crashes_us() -> None:
    read, changed = 0, 0
    for path in sorted(GOFEED.rglob("*.xml")):
        try:
            read += bool(list(entries(path.read_bytes())))
        except SourceChanged:
            changed += 1

    assert read > 250
    assert changed < 10


def test_json_is_read_whatever_its_mark() -> None:
    assert parsed('{"a": "ö"}'.encode("utf-16")) == {"a": "ö"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            b'<p>Ask <a href="mailto:anna.ek@fund.example">Anna</a></p>',
            b'<p>Ask <a href=""></a>',
        ),
        (
            "<h3>Anna Lisa Björk</h3><p>anna.bjork@x.example, Telefon: 019-12 34 56</p>".encode(),
            b"<h3></h3><p></p>",
        ),
        (
            "<p>Kontakta Åsa&nbsp;Str&ouml;m senast 3 mars 2027, asa.strom@x.example</p>".encode(),
            b"<p>Kontakta  senast 3 mars 2027, </p>",
        ),
        ("<p>Ring Åke Ek, aek@fund.example</p>".encode("latin-1"), b"<p></p>"),
        (
            b"<b>Contact person: </b><span>Anna Ek</span><p>European Social Fund</p>",
            "<b>Contact person: </b><span>–</span><p>European Social Fund</p>".encode(),
        ),
        (
            b"<h1>Europeiska Socialfonden</h1><p>socialfonden@fund.example</p>",
            b"<h1>Europeiska Socialfonden</h1><p></p>",
        ),
        (b"<p>Mobil 2027-03-01: Tel 12 345</p>", b"<p>Mobil 2027-03-01: Tel 12 345</p>"),
        (b"<p>anna.ek+x@mail.fund.example, tel:+46 19 12 34 56</p>", b"<p></p>"),
        (b"anna.ek+x@mail.fund.example, tel:+46 19 12 34 56", b", "),
        (b"<li><b>Anna Ek</b>, 019-12 34 56</li><li>Lakes</li>", b"<li><b></b></li><li>Lakes"),
        (b"<item><author>a@x.example (Anna Ek)</author><title>T</title>", b"<item><title>T"),
        (b"<item><dc:creator>Anna Ek</dc:creator><link>x</link>", b"<item><link>x"),
        (b'{"text": "Ask anna@fund.example, or not"}', b'{"text": "Ask , or not"}'),
        (b"title;who\nLakes;anna@fund.example\n", b"title;who\nLakes;\n"),
        (b"PK\x03\x04 a@b.example", b"PK\x03\x04 a@b.example"),
        (b"<p>Apply by 5 @ noon, 50 % @home</p>", b"<p>Apply by 5 @ noon, 50 % @home</p>"),
    ],
)
def test_nobody_to_reach_is_kept_of_an_answer(said: bytes, kept: bytes) -> None:
    assert strip(said, ()).startswith(kept)
    assert strip(strip(said, ()), ()) == strip(said, ())
