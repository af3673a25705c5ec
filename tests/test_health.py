"""How a source is, by its readings; what cannot be believed changes nothing, and is told."""

import json
import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.store import store
from jobs.watch import watch
from lexicon.terms import Deadline
from models import Call, Letter, Membership, Outcome, Partner, Role, Source, SourceRun
from models.health import Health, health
from scrapers import Reading, all_sources
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.suspicion import Check, Suspicion, Tally, suspicion, tally
from tests.conftest import NOON, make_person, make_source

DAY = timedelta(days=1)


def run(outcome: Outcome, days_ago: float = 0, seen: int = 12) -> SourceRun:
    good = outcome in (Outcome.OK, Outcome.UNCHANGED)
    return SourceRun(
        outcome=outcome, read_at=NOON - days_ago * DAY, trouble=None if good else "trouble",
        seen=seen, warnings=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ("ok", Health.OK),
        ("unchanged ok", Health.UNCHANGED),
        ("suspect ok", Health.SUSPECT),
        ("suspect suspect ok", Health.BROKEN),
        ("broken ok", Health.BROKEN),
        ("refused ok", Health.REFUSED),
        ("down ok", Health.OK),
        ("down down unchanged", Health.UNCHANGED),
        ("down down down ok", Health.DOWN),
        ("down suspect ok", Health.SUSPECT),
        ("down", Health.DOWN),
        ("ok broken down suspect", Health.OK),
    ],
)
def test_a_source_is_as_its_last_readings_were(outcomes: str, state: Health) -> None:
    runs = [run(Outcome(each), days_ago) for days_ago, each in enumerate(outcomes.split())]

    assert health(runs, NOON) is state


def test_what_has_been_ill_for_a_fortnight_is_quarantined() -> None:
    runs = [run(Outcome.REFUSED, 0), run(Outcome.DOWN, 15), run(Outcome.OK, 16)]

    assert health(runs, NOON) is Health.QUARANTINED
    assert health([run(Outcome.OK), *runs], NOON) is Health.OK
    assert health([], NOON) is None


def draft(number: int, title: str = "", day: int | None = None) -> Draft:
    days = () if day is None else (Deadline(day=(NOON + day * DAY).date()),)
    return Draft(
        identifier=f"{number}", url=f"https://fund.example/{number}", funder="The Fund",
        title=title or f"Call {number}", language="en", deadlines=days,
    )  # fmt: skip


TWELVE = [draft(number, day=30 + number) for number in range(12)]
PAST = [Tally(seen=12, dated=12, days=12, host="fund.example")] * 3


@pytest.mark.parametrize(
    ("drafts", "host", "check"),
    [
        ([], "fund.example", Check.EMPTY),
        (TWELVE[:3], "fund.example", Check.FEW),
        ([draft(number) for number in range(12)], "fund.example", Check.UNDATED),
        ([draft(number, day=9) for number in range(12)], "fund.example", Check.ONE_DAY),
        ([*TWELVE[:-1], draft(99, "Utlysningar", day=9)], "fund.example", Check.HEADING),
        (TWELVE, "parked.example", Check.HOST),
        (TWELVE, "fund.example", None),
        (TWELVE[:4], "fund.example", None),
        (TWELVE[::-1], "fund.example", None),
    ],
)
def test_what_a_source_never_gives_is_suspect(
    drafts: Sequence[Draft], host: str, check: Check | None
) -> None:
    found = suspicion(drafts, tally(drafts, host), PAST)

    assert (found.check if found else None) is check
    if check:
        assert suspicion(drafts, tally(drafts, host), PAST, [check]) is None


def test_a_source_that_seldom_has_a_call_may_be_empty() -> None:
    rare = [Tally(seen=1, dated=0, days=0)] * 5

    assert suspicion([], tally([]), rare) is None
    assert suspicion([], tally([]), []) is None


def stored(engine: Engine) -> list[tuple[str, object]]:
    with Session(engine) as session:
        calls = session.scalars(select(Call).order_by(Call.id)).all()
        return [(call.identifier, [each.deadline for each in call.dates]) for call in calls]


def read(engine: Engine, drafts: list[Draft], **said: object) -> SourceRun:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        source = session.scalars(select(Source)).one()
        reading = msgspec.structs.replace(Reading(drafts, []), **said)
        return store(session, source, reading, NOON, "fund.example")


@pytest.fixture
def well_read(engine: Engine) -> Engine:
    with Session(engine) as session, session.begin():
        session.add(make_source())
    for _ in range(3):
        assert read(engine, TWELVE).outcome is Outcome.OK
    return engine


@pytest.mark.parametrize(
    ("drafts", "said"),
    [
        ([], {}),
        (TWELVE[:3], {}),
        ([draft(number, day=9) for number in range(12)], {}),
        ([draft(99, "Utlysningar"), *TWELVE], {}),
        (TWELVE, {"suspicion": "expected JSON, found HTML"}),
        (TWELVE, {"suspicion": "KeyError: 'x'", "broken": True}),
    ],
)
def test_a_suspect_reading_changes_no_call(
    well_read: Engine, drafts: list[Draft], said: dict[str, object]
) -> None:
    before = stored(well_read)

    odd = read(well_read, drafts, **said)

    assert odd.outcome in (Outcome.SUSPECT, Outcome.BROKEN)
    assert odd.trouble
    assert stored(well_read) == before


def test_a_call_is_no_longer_listed_after_three_good_readings_without_it(
    well_read: Engine,
) -> None:
    listed = []
    for _ in range(3):
        read(well_read, [])  # suspect: it does not count
        read(well_read, TWELVE[1:])
        with Session(well_read) as session:
            listed.append(session.scalars(select(Call).filter_by(identifier="0")).one().unlisted)

    assert listed == [False, False, True]
    read(well_read, TWELVE)
    with Session(well_read) as session:
        assert not session.scalars(select(Call).filter_by(identifier="0")).one().missing_since
        assert len(session.scalars(select(Call)).all()) == 12


HISTORY = "recordings/swedish_calls/history"


def recorded(name: str) -> list[Draft]:
    """Return what another collector once wrote down, mistakes and all."""
    if not (data := os.environ.get("SAMSOK_DATA")):
        pytest.skip("SAMSOK_DATA does not say where the recorded calls are")
    told = json.loads((Path(data) / HISTORY / name).read_text(encoding="utf-8"))
    return [
        Draft(
            identifier=each["url"] or each["title"], url=each["url"] or "https://fund.example/",
            title=each["title"][:LONGEST_TITLE], funder="The Fund", language="sv",
            deadlines=tuple(Deadline(day=date.fromisoformat(day)) for day in closes if day),
        )
        for each in told
        for closes in [[each["closes"]]]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("2026-04-23T0837_36a5ddc2_energi_raw.json", Check.ONE_DAY),
        ("2026-04-23T0837_36a5ddc2_tillvaxt_raw.json", Check.HEADING),
        ("2026-04-23T0900_3513fe33_formas_raw.json", Check.ONE_DAY),
        ("2026-04-23T0913_2bae1ab5_tillvaxt_raw.json", None),
        ("2026-04-24T0807_2399368c_formas_raw.json", None),
    ],
)
def test_the_mistakes_of_another_collector_are_seen_at_once(name: str, check: Check | None) -> None:
    drafts = recorded(name)

    found = suspicion(drafts, tally(drafts), [])

    assert (found.check if found else None) is check


def test_an_empty_run_after_full_ones_is_seen() -> None:
    full = recorded("2026-04-23T0900_3513fe33_energi_raw.json")
    empty = recorded("2026-04-23T0913_2bae1ab5_energi_raw.json")

    found = suspicion(empty, tally(empty), [tally(full)])

    assert found == Suspicion(Check.EMPTY, "no calls, where 201 are usual")


def test_another_order_is_no_change(well_read: Engine) -> None:
    again = read(well_read, TWELVE[::-1])

    assert (again.outcome, again.new, again.changed) == (Outcome.OK, 0, 0)


def test_a_page_instead_of_data_is_suspect() -> None:
    if not (data := os.environ.get("SAMSOK_DATA")):
        pytest.skip("SAMSOK_DATA does not say where the recorded calls are")
    name = "vinnova_api_HTML_doc_page_instead_of_JSON.html"
    page = (Path(data) / "recordings" / "swedish_calls" / name).read_bytes()

    reading = all_sources()["vinnova"].read_answer(page, "https://data.vinnova.se/")

    assert "found HTML" in (reading.suspicion or "")
    assert not reading.broken


def told(engine: Engine, days: float) -> int:
    with Session(engine) as session, session.begin():
        return watch(session, NOON + days * DAY, "Europe/Stockholm")


@pytest.fixture
def operated(well_read: Engine) -> Engine:
    with Session(well_read) as session, session.begin():
        session.scalars(select(Source)).one().due_at = NOON + 30 * DAY
        olof = make_person("Olof", "hub", "en")
        hub = Partner(name="Hub", memberships=[Membership(person=olof, role=Role.OPERATOR)])
        session.add_all([hub, make_person("Ada", "town")])
    return well_read


def test_the_operator_is_told_once_with_what_was_expected_and_seen(operated: Engine) -> None:
    assert told(operated, 0) == 0
    read(operated, [])

    assert [told(operated, hours / 24) for hours in (1, 2, 30, 54)] == [1, 0, 0, 0]
    with Session(operated) as session:
        (letter,) = session.scalars(select(Letter)).all()
        assert letter.reader.name == "Olof"
        assert letter.subject == "One source could not be read as usual"
        assert "no calls, where 12 are usual" in letter.text
        assert "no calls, where 12 are usual" in letter.html


def test_what_is_still_so_after_a_week_is_told_again(operated: Engine) -> None:
    read(operated, [])

    assert [told(operated, days) for days in (0.1, 3, 6, 7.2, 9)] == [1, 0, 0, 1, 0]


def test_a_source_that_recovers_is_not_told_again(operated: Engine) -> None:
    read(operated, [])
    told(operated, 0.1)
    read(operated, TWELVE)

    assert told(operated, 8) == 0
