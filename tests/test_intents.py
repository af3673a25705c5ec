"""An interest period: told inside until a day, then all go on, or there is a review."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.end_periods import end_periods
from models import Answer, Intent, InterestPeriod, Letter, Partner, PeriodState, Person, Score
from tests.bids import TODAY, World
from tests.conftest import NOON
from workflow import Refused
from workflow.answers import stances
from workflow.overlaps import intents, selecting
from workflow.overlaps.intents import may_read
from workflow.overlaps.selecting import mean, to_ask
from workflow.refusals import Conflict, Incomplete
from workflow.telling import history

UNTIL = TODAY + timedelta(days=10)
AFTER = NOON + timedelta(days=11)


class Gathering:
    """A call with room for one, of which the town and the association want to be the one."""

    def __init__(self, session: Session, places: int = 1) -> None:
        self.session, self.world = session, World(session)
        self.period = self.begin(places=places)

    def begin(self, **said: Any) -> InterestPeriod:
        whole: dict[str, Any] = {
            "until": UNTIL,
            "places": 1,
            "criteria": ["Need", "Ability"],
        } | said
        return intents.begin(
            self.session, self.world.lakes, by=self.world.cleo, now=NOON, today=TODAY, **whole
        )

    def file(self, partner: Partner, by: Person, **said: Any) -> Intent:
        whole: dict[str, Any] = {
            "title": "Lakes",
            "statement": "We clean them",
            "team": [],
            "seen": 0,
        } | said
        return intents.file(
            self.session, self.period, partner, by=by, now=NOON, today=TODAY, **whole
        )

    def both(self) -> None:
        self.file(self.world.town, self.world.ada, team=[self.world.university])
        self.file(self.world.association, self.world.dana, title="Rivers")

    def over(self) -> None:
        end_periods(self.session, AFTER, "Europe/Stockholm")

    def score(self, intent: Intent, by: Person, *points: int, reason: str = "Because") -> None:
        given = {at: (each, reason) for at, each in enumerate(points)}
        selecting.score(self.session, intent, given, by=by, now=AFTER)

    def told(self) -> list[tuple[str, str]]:
        found = self.session.scalars(
            select(Letter).where(Letter.kind == "interest_period").order_by(Letter.id)
        )
        return [(each.reader.name, each.subject) for each in found]


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


def test_only_coordinators_begin_and_say_what_is_needed(gathering: Gathering) -> None:
    gathering.world.call("Rivers")
    rivers = gathering.session.scalars(
        select(type(gathering.world.lakes)).filter_by(title="Rivers")
    )
    call = rivers.one()
    said: dict[str, Any] = {"now": NOON, "today": TODAY}
    with pytest.raises(Refused, match="for others"):
        intents.begin(gathering.session, call, until=UNTIL, places=1, criteria=["Need"],
                      by=gathering.world.ada, **said)  # fmt: skip
    with pytest.raises(Incomplete) as caught:
        intents.begin(gathering.session, call, until=TODAY - timedelta(days=1), places=0,
                      criteria=[" "], by=gathering.world.cleo, **said)  # fmt: skip
    assert [field for field, _ in caught.value.errors] == ["until", "places", "criteria"]
    with pytest.raises(Incomplete):  # the deadline is nearer
        intents.begin(gathering.session, call, until=TODAY + timedelta(days=100), places=1,
                      criteria=["Need"], by=gathering.world.cleo, **said)  # fmt: skip
    with pytest.raises(Refused, match="already"):
        gathering.begin()


def test_who_wants_to_lead_is_told_that_it_has_begun(session: Session) -> None:
    world = World(session)
    stances.answer(session, world.town, world.lakes, Answer.LEAD, by=world.ada, now=NOON)
    intents.begin(session, world.lakes, until=UNTIL, places=2, criteria=["Need"], by=world.cleo,
                  now=NOON, today=TODAY)  # fmt: skip

    told = session.scalars(select(Letter).where(Letter.kind == "interest_period")).all()

    assert [each.reader.name for each in told] == ["Ada"]
    assert "2" in told[0].text


def test_until_the_day_a_statement_is_its_own_partners(gathering: Gathering) -> None:
    gathering.both()
    town = gathering.period.intents[0]
    world = gathering.world

    assert may_read(world.ada, town)
    assert not any(may_read(each, town) for each in (world.dana, world.ben, world.cleo, world.finn))


def test_an_intent_is_changed_and_taken_back_until_the_day(gathering: Gathering) -> None:
    world = gathering.world
    gathering.file(world.town, world.ada)
    gathering.file(world.town, world.ada, title="Seas", seen=1)
    assert [each.title for each in gathering.period.intents] == ["Seas"]

    with pytest.raises(Conflict):
        gathering.file(world.town, world.ada, title="Old", seen=1)
    with pytest.raises(Refused, match="for others"):
        gathering.file(world.town, world.dana, seen=2)
    with pytest.raises(Incomplete) as caught:
        gathering.file(world.town, world.ada, title=" ", statement="x" * 2001, seen=2)
    assert [field for field, _ in caught.value.errors] == ["title", "statement"]
    details: dict[str, Any] = {"by": world.ada, "now": NOON}
    with pytest.raises(Refused, match="is over"):
        intents.take_back(gathering.session, gathering.period, world.town,
                          today=UNTIL + timedelta(days=1), **details)  # fmt: skip
    intents.take_back(gathering.session, gathering.period, world.town, today=UNTIL, **details)
    assert gathering.period.intents == []


def test_where_all_fit_all_are_waved_through_and_told(session: Session) -> None:
    gathering = Gathering(session, places=2)
    gathering.both()

    gathering.over()
    gathering.over()

    assert gathering.period.state is PeriodState.WAVED_THROUGH
    assert [name for name, _ in gathering.told()] == ["Ada", "Dana"]
    with pytest.raises(Refused, match="no review"):
        selecting.ask(session, gathering.period, gathering.world.finn, by=gathering.world.cleo,
                      now=AFTER)  # fmt: skip


def test_the_day_itself_still_counts(gathering: Gathering) -> None:
    gathering.both()

    assert end_periods(gathering.session, NOON + timedelta(days=10), "Europe/Stockholm") == 0
    assert gathering.period.state is PeriodState.COLLECTING


def test_too_many_are_reviewed_by_who_has_no_part_in_it(gathering: Gathering) -> None:
    gathering.both()
    gathering.over()
    world, period = gathering.world, gathering.period
    assert period.state is PeriodState.IN_REVIEW

    assert {each.name for each in to_ask(gathering.session, period)} == {"Cleo", "Finn"}
    with pytest.raises(Refused, match="belongs to one"):
        selecting.ask(gathering.session, period, world.ben, by=world.cleo, now=AFTER)
    for _ in range(2):
        selecting.ask(gathering.session, period, world.finn, by=world.cleo, now=AFTER)
    assert len(period.reviewers) == 1
    assert may_read(world.finn, period.intents[0])
    assert not may_read(world.dana, period.intents[0])


def test_scores_have_reasons_and_a_second_one_takes_the_place_of_the_first(
    gathering: Gathering,
) -> None:
    gathering.both()
    gathering.over()
    world, period = gathering.world, gathering.period
    first = period.intents[0]
    with pytest.raises(Refused, match="asked"):
        gathering.score(first, world.finn, 5, 5)
    selecting.ask(gathering.session, period, world.finn, by=world.cleo, now=AFTER)

    for wrong in ((5,), (5, 6), (0, 1)):
        with pytest.raises(Incomplete):
            gathering.score(first, world.finn, *wrong)
    with pytest.raises(Incomplete):
        gathering.score(first, world.finn, 5, 5, reason=" ")
    gathering.score(first, world.finn, 5, 4)
    gathering.score(first, world.finn, 2, 1)

    assert mean(first) == Decimal("1.5")
    assert len(gathering.session.scalars(select(Score)).all()) == 2


def test_a_proposal_is_recorded_when_all_are_scored(gathering: Gathering) -> None:
    gathering.both()
    gathering.over()
    world, period = gathering.world, gathering.period
    selecting.ask(gathering.session, period, world.finn, by=world.cleo, now=AFTER)
    first, second = period.intents
    gathering.score(first, world.finn, 5, 5)

    def choose(going: list[int], words: str = "The greater need", by: Person = world.cleo) -> None:
        selecting.choose(gathering.session, period, going, words, by=by, now=AFTER)

    with pytest.raises(Incomplete):  # the second has no score
        choose([first.id])
    gathering.score(second, world.finn, 3, 3)
    for going, words in (
        ([], "Why"),
        ([first.id, second.id], "Why"),
        ([first.id], " "),
        ([99], "W"),
    ):
        with pytest.raises(Incomplete):
            choose(going, words)
    choose([first.id])

    assert [each.goes_on for each in period.intents] == [True, False]
    assert (period.state, period.chosen_by) == (PeriodState.CHOSEN, world.cleo.id)
    assert [name for name, _ in gathering.told()][-2:] == ["Ada", "Dana"]
    assert history(gathering.session, world.lakes)[0].facts["message"] == "The greater need"
    with pytest.raises(Refused, match="no review"):
        choose([second.id])


def test_a_coordinator_with_a_part_in_it_does_not_choose(gathering: Gathering) -> None:
    world = gathering.world
    gathering.file(world.town, world.ada, team=[world.region])
    gathering.file(world.association, world.dana, title="Rivers")
    gathering.over()

    with pytest.raises(Refused, match="another coordinator"):
        selecting.choose(gathering.session, gathering.period, [1], "Mine", by=world.cleo, now=AFTER)
    assert not may_read(world.cleo, gathering.period.intents[1])
