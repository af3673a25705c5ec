"""What people say of calls is logged, moves their interests, and can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.calibrate import calibrator
from jobs.match import match
from lexicon.terms import Eligibility, Verdict
from matcher import VERSION
from models import (
    Answer,
    Band,
    Call,
    Feedback,
    Interest,
    Match,
    Origin,
    Wish,
)
from tests.conftest import NOON, People, make_call
from workflow.answers import stances
from workflow.answers.stances import Why
from workflow.interests import feedback
from workflow.refusals import Refused

MINUTE = timedelta(minutes=1)
TEXTS = {
    2: ("Rents", "Lower rents and energy in houses for the young"),
    3: ("Houses", "Measuring the energy of houses and rents in towns"),
    4: ("Crayfish", "Crayfish and fish return to brooks"),
    5: ("Fish", "Fish, crayfish and clean gravel in lakes"),
    6: ("Bread", "Bread from old grain"),
    7: ("Music", "Music in every village"),
}


@pytest.fixture
def many(session: Session, people: People) -> People:
    for number, (title, text) in TEXTS.items():
        session.add(make_call(people.source, number, title, text, areas=("SE",)))
    interest = people.town.interests[0]
    interest.language, interest.text = "en", "We measure water in lakes, and energy in houses"
    session.flush()
    match(session, NOON)
    return people


def call_of(session: Session, title: str) -> Call:
    return session.scalars(select(Call).filter_by(title=title)).one()


def scores(session: Session) -> dict[str, float]:
    fitting = select(Match).where(Match.lost_at.is_(None))
    return {each.call.title: each.score for each in session.scalars(fitting)}


def wish(session: Session, people: People, title: str, said: Wish) -> None:
    interest = people.town.interests[0]
    feedback.wish(session, interest, call_of(session, title), said, by=people.ada, now=NOON)


def logged(session: Session) -> list[Feedback]:
    return list(session.scalars(select(Feedback).order_by(Feedback.id)))


def test_what_was_shown_is_logged_beside_what_was_said(session: Session, many: People) -> None:
    wish(session, many, "Houses", Wish.LESS)

    [row] = logged(session)
    shown = session.scalars(select(Match).where(Match.call_id == row.call_id)).one()
    assert (row.origin, row.wish, row.at) == (Origin.THUMB, Wish.LESS, NOON)
    assert (row.score, row.z, row.band) == (shown.score, shown.z, shown.band)
    assert row.matcher == shown.matcher == VERSION


def test_less_of_a_call_lowers_those_like_it_and_is_told(session: Session, many: People) -> None:
    before = scores(session)

    wish(session, many, "Houses", Wish.LESS)
    match(session, NOON)

    after = scores(session)
    assert after.get("Rents", 0) < before["Rents"]
    [learnt] = many.town.interests[0].learnt
    assert (learnt.call_id, learnt.more) == (call_of(session, "Houses").id, False)
    assert set(learnt.words) & {"energy", "houses", "measure"}


def test_more_of_a_call_raises_those_like_it(session: Session, many: People) -> None:
    before = scores(session)

    wish(session, many, "Houses", Wish.MORE)
    match(session, NOON)

    assert scores(session)["Rents"] > before["Rents"]
    [learnt] = many.town.interests[0].learnt
    assert learnt.more
    assert set(learnt.words) <= {"energy", "houses", "measure"}


@pytest.mark.parametrize("how", ["thumb", "undo"])
def test_taken_back_all_is_as_it_was(session: Session, many: People, how: str) -> None:
    before = scores(session)
    wish(session, many, "Houses", Wish.LESS)
    match(session, NOON)

    if how == "thumb":
        wish(session, many, "Houses", Wish.NOTHING)
    else:
        interest, call = many.town.interests[0], call_of(session, "Houses")
        feedback.undo(session, interest, call, by=many.ada, now=NOON)
    match(session, NOON)

    assert scores(session) == pytest.approx(before)
    assert many.town.interests[0].learnt == ()
    assert len(logged(session)) == 2


@pytest.mark.parametrize(
    ("word", "reason", "said"),
    [
        (Answer.LEAD, None, Wish.MORE),
        (Answer.JOIN, None, Wish.MORE),
        (Answer.SUPPORT, None, Wish.MORE),
        (Answer.WATCH, None, Wish.MORE),
        (Answer.NO, Why.WRONG_TOPIC, Wish.LESS),
        (Answer.NO, Why.TOO_LITTLE_TIME, Wish.NOTHING),
        (Answer.NO, Why.WRONG_AREA, Wish.NOTHING),
        (Answer.NO, None, Wish.NOTHING),
    ],
)
def test_only_what_an_answer_says_of_the_topic_is_learnt_from(
    session: Session, many: People, word: Answer, reason: Why | None, said: Wish
) -> None:
    stances.answer(session, many.town, many.lakes, word, by=many.ada, now=NOON, reason=reason)

    assert [row.wish for row in logged(session)] == [said]
    expected = {} if said is Wish.NOTHING else {many.lakes.id: said}
    assert feedback.holding(session).get(many.town.interests[0].id, {}) == expected


def test_an_answer_to_what_fits_nobody_says_nothing_of_an_interest(
    session: Session, many: People
) -> None:
    bread = call_of(session, "Bread")

    stances.answer(session, many.town, bread, Answer.JOIN, by=many.ada, now=NOON)

    assert logged(session) == []


def test_an_answer_taken_back_is_learnt_from_no_more(session: Session, many: People) -> None:
    stance = stances.answer(session, many.town, many.lakes, Answer.JOIN, by=many.ada, now=NOON)

    stances.take_back(session, stance, by=many.ada, now=NOON + MINUTE)

    assert [row.wish for row in logged(session)] == [Wish.MORE, Wish.NOTHING]
    assert feedback.holding(session) == {}


def test_a_thumb_counts_more_than_an_answer_until_it_is_taken_back(
    session: Session, many: People
) -> None:
    interest = many.town.interests[0].id
    stances.answer(session, many.town, many.lakes, Answer.WATCH, by=many.ada, now=NOON)
    wish(session, many, "Cleaner lakes", Wish.LESS)
    assert feedback.holding(session, interest)[interest][many.lakes.id] is Wish.LESS

    wish(session, many, "Cleaner lakes", Wish.NOTHING)

    assert feedback.holding(session, interest)[interest][many.lakes.id] is Wish.MORE


def test_what_was_undone_may_be_said_anew(session: Session, many: People) -> None:
    interest = many.town.interests[0]
    wish(session, many, "Houses", Wish.LESS)
    feedback.undo(session, interest, call_of(session, "Houses"), by=many.ada, now=NOON)

    wish(session, many, "Houses", Wish.MORE)

    assert [*feedback.holding(session)[interest.id].values()] == [Wish.MORE]


def test_nobody_says_it_for_others(session: Session, many: People) -> None:
    interest, call = many.town.interests[0], call_of(session, "Houses")

    with pytest.raises(Refused):
        feedback.wish(session, interest, call, Wish.LESS, by=many.ben, now=NOON)
    with pytest.raises(Refused):
        feedback.undo(session, interest, call, by=many.ben, now=NOON)


def test_a_partner_never_loses_its_last_calls_to_feedback(session: Session, many: People) -> None:
    before = sorted(scores(session).items(), key=lambda each: -each[1])
    assert len(before) > 3

    for title in ("Fish", "Houses"):
        wish(session, many, title, Wish.LESS)
    match(session, NOON)

    left = [title for title, _ in before if title not in ("Fish", "Houses")]
    assert set(left[:3]) <= scores(session).keys()


def test_what_is_not_told_is_not_counted_as_left(session: Session, many: People) -> None:
    for call in session.scalars(select(Call)):
        call.areas = ("NO",)
    wish(session, many, "Houses", Wish.LESS)

    match(session, NOON)

    fitting = session.scalars(select(Match).where(Match.lost_at.is_(None))).all()
    assert fitting
    assert {each.may_apply for each in fitting} == {Verdict.NO}


def test_what_only_now_may_be_applied_for_is_new(session: Session, many: People) -> None:
    many.lakes.areas = ("NO",)
    match(session, NOON)
    many.lakes.areas = ("SE",)

    match(session, NOON + MINUTE)

    fit = session.scalars(select(Match).where(Match.call_id == many.lakes.id)).one()
    assert fit.may_apply is Verdict.YES
    assert fit.found_at == NOON + MINUTE


def test_probabilities_are_learnt_once_enough_was_said(session: Session, many: People) -> None:
    interest = many.town.interests[0]
    assert calibrator(session, None) is None

    for number in range(240):
        call = make_call(many.source, 100 + number, f"Call {number}")
        fit = Match(
            interest=interest, call=call, score=0.1 + number / 1000, z=3 + number / 40,
            band=Band.GOOD, reasons=(), found_at=NOON, matcher=VERSION,
            eligibility=(Eligibility(condition="area", verdict=Verdict.YES),),
        )  # fmt: skip
        session.add(fit)
        session.flush()
        said = Wish.MORE if number % 240 > 120 else Wish.LESS
        feedback.wish(session, interest, call, said, by=many.ada, now=NOON)

    made = calibrator(session, None)
    assert made is not None
    low, high = made.predict_proba([(-2.3, 3.0), (-1.1, 9.0)])[:, 1]
    assert low < 0.2 < 0.8 < high


def test_what_a_new_interest_asks_for_is_moved_by_nothing(session: Session, many: People) -> None:
    many.university.interests.append(Interest(title="Bread", text="Old grain", language="en"))
    session.flush()
    wish(session, many, "Houses", Wish.LESS)

    match(session, NOON)

    assert many.university.interests[0].learnt == ()
