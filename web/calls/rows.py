"""Rows of lists: where a call stands, why it fits, who has answered, which bid came of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from lexicon.terms import DeadlineModel, Eligibility, Likeness, Phase
from models import (
    Answer,
    Application,
    Call,
    CallDate,
    Commitment,
    Interest,
    Match,
    Partner,
    Stage,
    Stance,
)
from papers.charts import Span
from papers.wording import Message, brief_day
from workflow.answers.returning import NOTHING, Declined
from workflow.applications.grouping import Fit

SOON = dt.timedelta(days=30)
WORDS = 4
GONE = (Stage.WITHDRAWN, Stage.MERGED, Stage.REJECTED)
WITH_US = (Answer.LEAD, Answer.JOIN, Answer.SUPPORT)


@dataclass
class Row:
    """One call as a list shows it, for the visitor's partners."""

    call: Call
    phase: Phase
    date: CallDate | None
    days: int | None
    matches: list[Match] = field(default_factory=list)
    ours: list[Stance] = field(default_factory=list)
    others: list[Stance] = field(default_factory=list)
    application: Application | None = None
    back: dict[int, Message] = field(default_factory=dict)  # by partner that had said no
    several: list[Fit] = field(default_factory=list)  # for those who bring partners together

    @property
    def best(self) -> Match | None:
        """The best of its matches."""
        return self.matches[0] if self.matches else None

    @property
    def words(self) -> list[str]:
        """The interest's own words that were met, the weightiest first."""
        return words_of(self.matches)

    @property
    def conditions(self) -> list[Eligibility]:
        """The verdicts of the best match."""
        return list(self.best.eligibility) if self.best else []

    @property
    def involved(self) -> bool:
        """Whether one of the visitor's partners is in."""
        return bool(self.application) or any(each.answer in WITH_US for each in self.ours)

    @property
    def together(self) -> list[Partner]:
        """The others that want to be in."""
        return [each.partner for each in self.others if each.answer in WITH_US]

    def may_answer(self, partners: Iterable[Partner]) -> list[tuple[Partner, int]]:
        """Return those that have not answered, or are asked again, and the version they saw."""
        given = {each.partner_id: each.version for each in self.ours}
        return [
            (each, given.get(each.id, 0))
            for each in partners
            if each.id not in given or each.id in self.back
        ]

    @property
    def group(self) -> str:
        """Under which heading the row stands."""
        if self.phase in (Phase.PLANNED, Phase.UPCOMING):
            return "coming"
        if self.phase is not Phase.OPEN:
            return "past"
        if self.date is None:
            return "rolling" if self.call.deadline_model is DeadlineModel.ROLLING else "undated"
        return "soon" if self.days is not None and self.days <= SOON.days else "later"


def words_of(matches: Iterable[Match]) -> list[str]:
    """Return the words of the interests that were met, each once, the weightiest first."""
    reasons = sorted(
        (
            reason
            for match in matches
            for reason in match.reasons
            if reason.likeness is Likeness.WORD
        ),
        key=lambda each: -each.weight,
    )
    return list({each.word.casefold(): each.word for each in reversed(reasons)}.values())[::-1][
        :WORDS
    ]


def furnish(
    session: Session, found: Sequence[Call], mine: list[int], no: Declined = NOTHING, *,
    now: datetime, today: dt.date,
) -> dict[int, Row]:  # fmt: skip
    """Put matches, answers and bids beside the calls, by call."""
    rows = {call.id: row_of(call, now, today) for call in found}
    if not mine or not rows:
        return rows
    for (call_id, partner_id), back in no.back.items():
        if call_id in rows:
            rows[call_id].back[partner_id] = back.why
    fitting = (
        select(Match)
        .join(Match.interest)
        .options(contains_eager(Match.interest).joinedload(Interest.partner))
        .where(
            Match.call_id.in_(rows), Interest.partner_id.in_(mine), Match.lost_at.is_(None)
        )
        .order_by(Match.score.desc(), Match.id)
    )  # fmt: skip
    for match in session.scalars(fitting):
        rows[match.call_id].matches.append(match)
    # What was answered to the same call from another source stands in the row of the one shown.
    beside = select(Call.id, Call.same_as_id).where(Call.same_as_id.in_(rows))
    shown = {id: id for id in rows} | {id: first or id for id, first in session.execute(beside)}
    answers = (
        select(Stance)
        .join(Stance.partner)
        .options(contains_eager(Stance.partner))
        .where(Stance.call_id.in_(shown), Partner.left_at.is_(None))
        .order_by(Stance.id)
    )
    for stance in session.scalars(answers):
        row = rows[shown[stance.call_id]]
        (row.ours if stance.partner_id in mine else row.others).append(stance)
    bids = (
        select(Application)
        .join(Application.commitments)
        .where(
            Application.call_id.in_(shown), Application.stage.not_in(GONE),
            Commitment.partner_id.in_(mine), Commitment.declined_at.is_(None),
        )
        .order_by(Application.id)
    )  # fmt: skip
    for application in session.scalars(bids):
        rows[shown[application.call_id or 0]].application = application
    return rows


def row_of(call: Call, now: datetime, today: dt.date) -> Row:
    """Say where a call stands today."""
    date = call.next_date(now)
    return Row(call, call.phase(now), date, (date.day - today).days if date else None)


def span(row: Row, language: str) -> Span:
    """Turn a row into a line of the timeline."""
    assert row.date is not None  # only what has a date ahead is drawn
    kind = "in" if row.involved else "soon" if row.group == "soon" else ""
    note = f" · {brief_day(row.date.day, language)}"
    return Span(row.call.title, starts=row.call.opens, ends=row.date.day, kind=kind, note=note)
