"""Which sources there are at first, and which of them are on."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.seed import UnknownSource, sources
from models import Source
from scrapers import all_sources
from tests.conftest import NOON

KEPT = "scrapers/kept.toml"


class Feed:
    slug = "foundation"
    funder = "The Foundation"
    url = "https://foundation.example/feed"
    language = "sv"
    zone = "Europe/Stockholm"
    hours = 12
    reader = "feed"


def seed(
    session: Session,
    *,
    on: tuple[str, ...] = (),
    off: tuple[str, ...] = (),
    feeds: tuple[Feed, ...] = (),
    countries: tuple[str, ...] = ("SE", "EU"),
    starts: Mapping[str, str] = {},
    keys: tuple[str, ...] = (),
    now: datetime = NOON,
) -> dict[str, bool]:
    sources(session, on, off, feeds, KEPT, now, countries=countries, starts=starts, keys=keys)
    return {row.slug: row.on for row in session.scalars(select(Source))}


def test_open_data_is_on_and_a_scraped_page_is_off_until_it_is_named(session: Session) -> None:
    first = seed(session)
    assert (first["vinnova"], first["eu_portal"], first["tillvaxtverket"]) == (True, True, False)

    rows = seed(session, on=("tillvaxtverket",), off=("vinnova",), feeds=(Feed(),))

    assert (rows["vinnova"], rows["eu_portal"], rows["tillvaxtverket"]) == (False, True, True)
    assert rows["foundation"]


def test_open_data_of_another_country_is_off_until_the_country_is_named(session: Session) -> None:
    open_data = {slug for slug, each in all_sources().items() if each.open_data and not each.key}
    union = {slug for slug in open_data if all_sources()[slug].country in ("EU", "")}

    rows = seed(session, countries=("EU",))

    assert {slug for slug, on in rows.items() if on} == union < open_data


def test_what_asks_for_a_key_is_on_with_one_and_off_without(session: Session) -> None:
    assert seed(session, keys=("gdp_formas",))["gdp_formas"]
    assert not seed(session)["gdp_formas"]

    with pytest.raises(UnknownSource, match=r"gdp_formas asks for a key: .* under \[keys\]"):
        seed(session, on=("gdp_formas",))


def test_a_pattern_is_no_source_until_the_settings_say_what_to_read(session: Session) -> None:
    assert "feed" not in seed(session)

    strange = Feed()
    strange.reader = "vinnova"
    with pytest.raises(UnknownSource, match="foundation: no pattern is called 'vinnova'"):
        seed(session, feeds=(strange,))


def test_a_country_that_no_source_is_of_is_refused_with_those_there_are(session: Session) -> None:
    with pytest.raises(UnknownSource, match=r"countries: no source is of XX; .* EU, .*SE"):
        seed(session, countries=("SE", "XX"))


def test_a_source_that_nobody_knows_is_refused_by_its_name(session: Session) -> None:
    with pytest.raises(UnknownSource, match=r"nobody knows vinova; there are .*vinnova"):
        seed(session, on=("vinova",))
    with pytest.raises(UnknownSource, match=r"nobody knows vinova; there are .*vinnova"):
        seed(session, starts={"vinova": "https://x.example"})


def test_a_page_that_has_moved_is_read_where_the_settings_say(session: Session) -> None:
    seed(session, starts={"vinnova": "https://moved.example/api/"})
    moved = session.scalars(select(Source.start).where(Source.slug == "vinnova")).one()

    seed(session)

    back = session.scalars(select(Source.start).where(Source.slug == "vinnova")).one()
    assert (moved, back) == ("https://moved.example/api/", all_sources()["vinnova"].start)


def test_seeding_twice_adds_nothing(session: Session) -> None:
    first = seed(session, feeds=(Feed(),))

    again = seed(session, feeds=(Feed(),), now=NOON + timedelta(hours=1))

    assert again == first
    assert {row.due_at for row in session.scalars(select(Source))} == {NOON}
    assert len(session.scalars(select(Source)).all()) == len(first)
