"""samsok sources and samsok preview from outside, as processes of their own."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.listing import Line, barred, health_lines, lines
from jobs.seed import UnknownSource, choose, keep_choices, pages, sources
from models import Outcome, Source, SourceRun
from models.database import connect
from scrapers import all_sources
from tests.commanding import samsok
from tests.conftest import NOON, make_source

KEPT = "scrapers/kept.toml"
ZONE = "Europe/Stockholm"
PAGE = """
[[pages]]
slug = "town"
funder = "The Town"
url = "https://town.example/calls"
item = "main li"
"""


def shown(folder: Path) -> dict[str, list[str]]:
    done = samsok("sources", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()}


def seed(session: Session, *on: str) -> None:
    sources(session, on, (), (), KEPT, NOON, countries=("SE", "EU"), starts={})
    keep_choices(session)
    session.flush()


def listed(session: Session) -> dict[str, Line]:
    return {line.slug: line for line in lines(session, ("eu_portal",), (), NOON, ZONE)}


def test_every_source_is_shown_before_the_first_start(tmp_path: Path) -> None:
    told = shown(tmp_path)

    assert told.keys() == all_sources().keys()
    assert told["vinnova"][1:3] == ["off", "not in the database yet: samsok up adds it"]
    assert told["pages"][1:3] == ["pattern", "needs an address: name one in [[pages]]"]
    assert told["gdp_formas"][2] == "needs a key: set gdp_formas in [keys]"


def test_a_terminal_gets_a_table(tmp_path: Path) -> None:
    done = samsok("sources", folder=tmp_path, FORCE_COLOR="1", COLUMNS="220")

    assert done.returncode == 0, done.stderr
    assert "┃" in done.stdout
    assert "needs a key: set gdp_formas in [keys]" in done.stdout


def test_a_source_is_switched_and_says_that_it_was_by_hand(tmp_path: Path) -> None:
    samsok("sources", "off", "vinnova", folder=tmp_path)
    on = samsok("sources", "on", "vinnova", folder=tmp_path)
    off = samsok("sources", "off", "kept", folder=tmp_path)

    told = shown(tmp_path)
    assert (on.stdout, off.stdout) == ("vinnova is on.\n", "kept is off.\n")
    assert told["vinnova"][1:3] == ["on", "switched on by hand"]
    assert told["kept"][1:3] == ["off", "switched off by hand"]
    assert told["eu_portal"][1:3] == ["on", "open data"]
    assert told["eu_portal"][3:] == ["never read", "now"]


def test_a_new_installation_reads_what_is_kept_by_hand(tmp_path: Path) -> None:
    samsok("sources", "off", "vinnova", folder=tmp_path)

    assert shown(tmp_path)["kept"][:3] == [
        "Kept by hand", "on", "what is kept in scrapers/kept.toml",
    ]  # fmt: skip


def test_a_scraped_page_is_on_once_somebody_has_read_its_terms(tmp_path: Path) -> None:
    refused = samsok("sources", "on", "tillvaxtverket", folder=tmp_path)
    on = samsok("sources", "on", "tillvaxtverket", "--terms-read", "Anna Ek", folder=tmp_path)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Read what https://tillvaxtverket.se/" in refused.stderr
    assert 'samsok sources on tillvaxtverket --terms-read "Your Name"' in refused.stderr
    assert on.stdout.startswith("tillvaxtverket is on; its terms were read by Anna Ek on 20")
    assert shown(tmp_path)["tillvaxtverket"][1] == "on"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])  # one is not UTC's
def test_the_day_of_a_command_is_the_one_that_people_have(tmp_path: Path, zone: str) -> None:
    days = {datetime.now(ZoneInfo(zone)).date()}

    on = samsok(
        "sources", "on", "tillvaxtverket", "--terms-read", "Anna Ek", folder=tmp_path,
        SAMSOK_SITE__ZONE=zone,
    )  # fmt: skip

    days.add(datetime.now(ZoneInfo(zone)).date())
    assert any(on.stdout.endswith(f"by Anna Ek on {day}.\n") for day in days), on.stderr


def test_a_source_that_nobody_knows_is_refused_with_the_nearest(tmp_path: Path) -> None:
    done = samsok("sources", "on", "vinova", folder=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: No source is called 'vinova'; did you mean 'vinnova'?\n"


def test_a_source_without_its_key_cannot_be_switched_on(tmp_path: Path) -> None:
    done = samsok("sources", "on", "gdp_formas", folder=tmp_path)

    assert done.returncode == 1
    assert "gdp_formas cannot be switched on: gdp_formas asks for a key" in done.stderr


def test_a_page_of_the_settings_is_a_source(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(PAGE)

    samsok("--config", str(settings), "sources", "off", "vinnova", folder=tmp_path)

    assert shown(tmp_path)["town"][:3] == ["The Town", "on", "named in the settings"]
    engine = connect(f"sqlite:///{tmp_path}/samsok.db")
    with Session(engine) as session:
        row = session.scalars(select(Source).filter_by(slug="town")).one()
        assert (row.reader, row.options) == ("pages", {"item": "main li"})
    engine.dispose()


def test_a_selector_that_is_none_is_refused_with_its_place(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(PAGE.replace("main li", "li["))

    done = samsok("--config", str(settings), "sources", folder=tmp_path)

    assert done.returncode == 1
    assert "pages[0]: item: 'li[' is no CSS selector" in done.stderr


def test_the_operators_choice_wins_over_the_settings(session: Session) -> None:
    seed(session, "tillvaxtverket")
    choose(session, "tillvaxtverket", False, (), NOON)

    seed(session, "tillvaxtverket")

    assert listed(session)["tillvaxtverket"].why == "switched off by hand"


def test_who_read_the_terms_is_asked_once(session: Session) -> None:
    seed(session)

    choose(session, "tillvaxtverket", True, (), NOON, terms_read_by=" Anna Ek ")
    choose(session, "tillvaxtverket", False, (), NOON)
    off = listed(session)["tillvaxtverket"].why
    choose(session, "tillvaxtverket", True, (), NOON)

    assert off == "switched off by hand"
    assert listed(session)["tillvaxtverket"].why == (
        "switched on by hand; its terms were read by Anna Ek on 2026-01-12"
    )


def test_a_page_that_the_settings_name_asks_for_no_terms_again(session: Session) -> None:
    seed(session, "tillvaxtverket")
    choose(session, "tillvaxtverket", False, (), NOON)

    choose(session, "tillvaxtverket", True, (), NOON, named=("tillvaxtverket",))

    assert listed(session)["tillvaxtverket"].why == "switched on by hand"


def test_a_page_whose_terms_were_not_read_stays_off(session: Session) -> None:
    seed(session)

    with pytest.raises(UnknownSource, match="say who did"):
        choose(session, "tillvaxtverket", True, (), NOON, terms_read_by=" ")

    assert listed(session)["tillvaxtverket"].state == "off"


def test_a_source_that_is_retired_is_not_switched_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = replace(all_sources()["vinnova"], retired="the programme ended in 2020")
    monkeypatch.setitem(all_sources(), "vinnova", ended)
    seed(session)

    with pytest.raises(UnknownSource, match="cannot be switched on: the programme ended in 2020"):
        choose(session, "vinnova", True, (), NOON)

    line = listed(session)["vinnova"]
    assert (line.state, line.why) == ("off", "retired: the programme ended in 2020")


def test_a_source_that_is_switched_on_is_due_at_once(session: Session) -> None:
    seed(session)
    row = session.scalars(select(Source).filter_by(slug="tillvaxtverket")).one()
    row.due_at = NOON + timedelta(days=3)

    choose(session, "tillvaxtverket", True, (), NOON, terms_read_by="Anna Ek")

    assert (row.on, row.due_at) == (True, NOON)


def test_why_a_source_is_on_or_off_is_told(session: Session) -> None:
    on, off = ("tillvaxtverket",), ("eu_portal",)
    sources(session, on, off, (), KEPT, NOON, countries=("SE", "EU"), starts={})
    session.add_all([make_source("mine"), make_source("lost", reader="gone")])
    session.flush()

    told = listed(session)

    assert {slug: told[slug].why for slug in ("tillvaxtverket", "eu_portal", "mine", "lost")} == {
        "tillvaxtverket": "named in [sources] on",
        "eu_portal": "named in [sources] off",
        "mine": "named in the settings",
        "lost": "no reader is called gone",
    }
    assert told["feed"].why == "read by 1 sources"


def test_a_source_that_is_retired_says_why_and_stays_off() -> None:
    ended = replace(all_sources()["vinnova"], retired="the programme ended in 2020")

    assert barred(ended, ()) == "retired: the programme ended in 2020"


def test_terms_that_nobody_has_read_are_told(session: Session) -> None:
    seed(session)

    assert listed(session)["tillvaxtverket"].why == (
        "terms not read: read them, then samsok sources on tillvaxtverket --terms-read NAME"
    )


@pytest.mark.parametrize(
    ("outcome", "trouble", "words"),
    [
        (Outcome.OK, None, "2026-01-12 13:00 7 calls"),
        (Outcome.SUSPECT, "no list", "2026-01-12 13:00 suspect: no list"),
        (Outcome.DOWN, "no answer", "2026-01-12 13:00 down: no answer"),
    ],
)
def test_the_last_reading_is_told_in_words(
    session: Session, outcome: Outcome, trouble: str | None, words: str
) -> None:
    row = make_source("mine", due_at=NOON + timedelta(hours=24))
    for each in (Outcome.DOWN, outcome):
        said = "before" if each is not outcome else trouble
        row.runs.append(SourceRun(read_at=NOON, outcome=each, trouble=said, warnings=[], seen=7))
    session.add(row)
    session.flush()

    line = listed(session)["mine"]

    assert (line.last, line.due) == (words, "2026-01-13 13:00")


def test_a_page_may_not_take_the_name_of_a_built_in_source(session: Session) -> None:
    class Named:
        slug, funder, url, language, zone, hours = (
            "vinnova",
            "X",
            "https://x.example",
            "sv",
            ZONE,
            9,
        )

        def options(self) -> dict[str, str]:
            return {}

    with pytest.raises(LookupError, match="built-in"):
        pages(session, [Named()], NOON)


FEED = """<rss version="2.0"><channel><title>Fonden</title><item>
<title>Utlysning: sjöar</title><link>https://fund.example/1</link>
<description>Utlysningen stänger den 5 mars 2027.</description></item></channel></rss>"""


def test_preview_prints_drafts_as_read_does(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED)

    done = samsok("preview", str(tmp_path / "feed.xml"), folder=tmp_path)

    (draft,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "note: feed, 1 calls\n")
    assert (draft["title"], draft["deadlines"][0]["date"]) == ("Utlysning: sjöar", "2027-03-05")


def test_preview_says_in_one_sentence_why_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><h1>Om oss</h1></body></html>")

    done = samsok("preview", str(path), folder=tmp_path)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert done.stderr.startswith(f"Error: {path}: the page")


def test_preview_outlives_a_page_that_breaks_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 300_000 + "Utlysning: sjöar. Sista ansökningsdag 5 mars 2027.")

    done = samsok("preview", str(path), folder=tmp_path)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith(f"Error: {path}: ")


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("gone.html", "neither an address"),
        ("http://127.0.0.1:9/feed", "127.0.0.1"),
        ("http://localhost/feed", "localhost"),
    ],
)
def test_preview_asks_public_addresses_and_files_only(
    tmp_path: Path, target: str, answer: str
) -> None:
    done = samsok("preview", target, folder=tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert answer in done.stderr


def test_the_health_of_the_sources_begins_with_those_in_trouble(session: Session) -> None:
    good, odd, off = make_source("good"), make_source("odd"), make_source("off", on=False)
    session.add_all([good, odd, off])
    session.flush()
    for source, outcome, seen, trouble in (
        (good, Outcome.OK, 4, None), (odd, Outcome.OK, 12, None),
        (odd, Outcome.SUSPECT, 0, "no calls, where 12 are usual"),
    ):  # fmt: skip
        session.add(SourceRun(
            source_id=source.id, read_at=NOON, outcome=outcome, seen=seen, trouble=trouble,
            warnings=[],
        ))  # fmt: skip
        session.flush()

    told = health_lines(session, NOON, "Europe/Stockholm")

    assert [(line.slug, line.word, line.state, line.seen) for line in told] == [
        ("odd", "unreadable", "suspect", "12 –"), ("good", "works", "ok", "4"),
    ]  # fmt: skip
    assert told[0].trouble == "no calls, where 12 are usual"
    assert told[0].since == "2026-01-12 13:00"
