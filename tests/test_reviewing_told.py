"""What a person settles in a call is told to its readers once."""

from sqlalchemy import select

from models import Answer, Letter
from tests.conftest import NOON
from tests.reviewing import DAY, FIFTH, NINTH, UNSURE, WEEK, Desk, desk
from workflow.answers import stances

__all__ = ["desk"]  # fixtures


def test_a_call_that_is_settled_a_week_later_is_told_once_as_new(desk: Desk) -> None:
    before = desk.digests(NOON + DAY)
    desk.confirm(now=NOON + WEEK)
    desk.session.commit()

    told = desk.digests(NOON + WEEK + DAY)
    after = desk.digests(NOON + 2 * WEEK)

    assert [before, after] == [[], []]
    assert ["Cleaner lakes" in each.text for each in told] == [True]


def test_a_corrected_day_of_a_new_call_is_told_as_new_and_not_as_a_change(desk: Desk) -> None:
    desk.correct(FIFTH, now=NOON + WEEK)
    desk.session.commit()

    (letter,) = desk.digests(NOON + WEEK + DAY)

    assert "5 March" in letter.text.replace("\u00a0", " ")
    assert "Changed since last time".upper() not in letter.text
    assert desk.digests(NOON + 2 * WEEK) == []


def test_a_day_that_changes_in_doubt_is_told_once_somebody_has_looked(desk: Desk) -> None:
    desk.call.uncertain = ()
    desk.session.commit()
    desk.digests(NOON + DAY)
    desk.read(FIFTH, doubts=(UNSURE,), now=NOON + 2 * DAY)
    in_doubt = desk.digests(NOON + WEEK)

    desk.confirm(now=NOON + WEEK + DAY)
    desk.session.commit()
    (letter,) = desk.digests(NOON + 2 * WEEK)

    words = letter.text.replace("\u00a0", " ")
    assert in_doubt == []
    assert "1 March 2026, 12:00 -> 5 March 2026" in words
    assert desk.digests(NOON + 3 * WEEK) == []


def test_a_change_that_the_source_itself_makes_certain_is_told_then(desk: Desk) -> None:
    desk.call.uncertain = ()
    desk.session.commit()
    desk.digests(NOON + DAY)
    desk.read(FIFTH, doubts=(UNSURE,), now=NOON + 2 * DAY)
    in_doubt = desk.digests(NOON + WEEK)

    desk.read(FIFTH, now=NOON + WEEK + DAY)

    assert in_doubt == []
    assert len(desk.digests(NOON + 2 * WEEK)) == 1


def test_a_doubted_change_that_is_corrected_is_told_as_one(desk: Desk) -> None:
    desk.call.uncertain = ()
    desk.session.commit()
    desk.digests(NOON + DAY)
    desk.read(FIFTH, doubts=(UNSURE,), now=NOON + 2 * DAY)
    desk.correct(NINTH, now=NOON + 3 * DAY)
    desk.session.commit()

    (letter,) = desk.digests(NOON + WEEK)

    assert "5 March" not in letter.text.replace("\u00a0", " ")
    assert "1 March 2026, 12:00 -> 9 March 2026" in letter.text.replace("\u00a0", " ")


def test_who_answered_hears_of_a_correction(desk: Desk) -> None:
    stances.answer(
        desk.session, desk.people.university, desk.call, Answer.JOIN, by=desk.people.ben, now=NOON
    )
    desk.correct(FIFTH, now=NOON + DAY)
    desk.session.commit()

    desk.digests(NOON + WEEK)

    ben = select(Letter).filter_by(person_id=desk.people.ben.id, kind="digest")
    assert "5 mars" in desk.session.scalars(ben).one().text.replace("\u00a0", " ")
