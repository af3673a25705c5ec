"""Lists of calls: which ones, in which order, and what stands on each row."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from lexicon.terms import DeadlineModel, Eligibility, Phase, Status
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
from models.call import open_calls
from papers.charts import Span, Timeline, timeline
from papers.wording import brief_day

PER_PAGE = 12  # a first view, with all its files, stays below 130 kB
ON_TIMELINE = 8
SOON = dt.timedelta(days=30)
WORDS = 4
GONE = (Stage.WITHDRAWN, Stage.MERGED, Stage.REJECTED)
WITH_US = (Answer.LEAD, Answer.JOIN, Answer.SUPPORT)


@dataclass(frozen=True)
class Wanted:
    """What the visitor asks to see."""

    tab: str = ""
    words: str = ""
    funder: str = ""
    by_fit: bool = False
    page: int = 1


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


@dataclass(frozen=True)
class Listing:
    """A page of a list, with what its tabs and its filter offer."""

    tab: str
    counts: dict[str, int]
    hits: int
    rows: list[Row]
    funders: list[str]
    page: int
    pages: int
    chart: Timeline | None
    charted: list[Row]


def words_of(matches: Iterable[Match]) -> list[str]:
    """Return the words of the interests that were met, each once, the weightiest first."""
    reasons = sorted(
        (reason for match in matches for reason in match.reasons), key=lambda each: -each.weight
    )
    return list({each.word.casefold(): each.word for each in reversed(reasons)}.values())[::-1][
        :WORDS
    ]


def listing(
    session: Session, wanted: Wanted, partners: Sequence[Partner], *, now: datetime, today: dt.date,
    language: str,
) -> Listing:  # fmt: skip
    """Choose, count, sort and furnish one page of calls."""
    mine = [each.id for each in partners]
    tabs = tabs_for(mine, now, today)
    counts = count(session, tabs)
    tab = wanted.tab if wanted.tab in tabs else "fits" if counts.get("fits") else "open"
    chosen = said(tabs[tab], wanted)
    hits = count(session, {tab: chosen})[tab]
    pages = max(-(-hits // PER_PAGE), 1)
    page = min(max(wanted.page, 1), pages)
    ordered = best_first(chosen, mine) if wanted.by_fit and mine else chosen
    found = calls(session, ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    drawn = calls(session, dated(tabs[tab], now))
    rows = furnish(session, list(dict.fromkeys([*found, *drawn])), mine, now=now, today=today)
    charted = [row for each in drawn if (row := rows[each.id]).date and row.call.certain]
    spans = [span(row, language) for row in charted]
    return Listing(
        tab=tab,
        counts=counts,
        hits=hits,
        rows=[rows[each.id] for each in found],
        funders=list(session.scalars(funders(tabs[tab]))),
        page=page,
        pages=pages,
        chart=timeline(spans, today) if len(spans) > 1 else None,
        charted=charted,
    )


def tabs_for(mine: list[int], now: datetime, today: dt.date) -> dict[str, Select[Call]]:
    """Return what each tab selects; those of a partner only for who has one."""
    alive = open_calls(now)
    begun = and_(Call.status == Status.ANNOUNCED, or_(Call.opens.is_(None), Call.opens <= today))
    tabs = {
        "open": alive.where(begun),
        "coming": alive.where(~begun),
        "rolling": alive.where(begun, Call.deadline_model == DeadlineModel.ROLLING),
    }
    if not mine:
        return tabs
    fitting = (
        select(Match.call_id)
        .join(Match.interest)
        .where(Interest.partner_id.in_(mine), Match.lost_at.is_(None))
    )
    answered = select(Stance.call_id).where(Stance.partner_id.in_(mine))
    turned_down = answered.where(Stance.answer == Answer.NO)
    return {
        "fits": alive.where(Call.id.in_(fitting), Call.id.not_in(turned_down)),
        **tabs,
        "answered": select(Call).where(Call.id.in_(answered)).order_by(Call.id.desc()),
    }


def said(chosen: Select[Call], wanted: Wanted) -> Select[Call]:
    """Keep what has every word, and the funder."""
    for word in wanted.words.split():
        chosen = chosen.where(has(word))
    return chosen.where(Call.funder == wanted.funder) if wanted.funder else chosen


def has(word: str) -> ColumnElement[bool]:
    """Look for a word in what people remember of a call."""
    # SQLite folds the case of a to z only: å, ä and ö are asked for in each of their cases.
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    places = (Call.title, Call.text, Call.funder, Call.programme)
    return or_(*(each.icontains(form, autoescape=True) for each in places for form in forms))


def count(session: Session, tabs: dict[str, Select[Call]]) -> dict[str, int]:
    """Count the calls of every tab in one question."""
    numbers = [
        select(func.count()).select_from(tab.order_by(None).subquery()).scalar_subquery()
        for tab in tabs.values()
    ]
    return dict(zip(tabs, session.execute(select(*numbers)).one(), strict=True))


def best_first(chosen: Select[Call], mine: list[int]) -> Select[Call]:
    """Sort by the best match; what the tab sorts by comes second."""
    score = (
        select(func.max(Match.score))
        .join(Match.interest)
        .where(
            Match.call_id == Call.id, Interest.partner_id.in_(mine), Match.lost_at.is_(None)
        )
        .scalar_subquery()
    )  # fmt: skip
    order = list(chosen._order_by_clauses)
    return chosen.order_by(None).order_by(func.coalesce(score, -1).desc(), *order)


def dated(chosen: Select[Call], now: datetime) -> Select[Call]:
    """Keep the nearest that have a date ahead."""
    ahead = select(CallDate.call_id).where(CallDate.passes_at > now, CallDate.kind != "stage_2")
    return chosen.where(Call.id.in_(ahead)).limit(ON_TIMELINE)


def funders(chosen: Select[Call]) -> Select[Any]:
    """Select the funders of a tab, by name."""
    ids = chosen.order_by(None).with_only_columns(Call.id)
    return select(Call.funder).where(Call.id.in_(ids)).distinct().order_by(Call.funder)


def calls(session: Session, chosen: Select[Call]) -> list[Call]:
    """Read calls with their dates, without their long texts."""
    light = (selectinload(Call.dates), defer(Call.text), defer(Call.wordings))
    return list(session.scalars(chosen.options(*light)))


def furnish(
    session: Session, found: Sequence[Call], mine: list[int], *, now: datetime, today: dt.date
) -> dict[int, Row]:
    """Put matches, answers and bids beside the calls, by call."""
    rows = {call.id: row_of(call, now, today) for call in found}
    if not mine or not rows:
        return rows
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
    answers = (
        select(Stance)
        .options(joinedload(Stance.partner))
        .where(Stance.call_id.in_(rows))
        .order_by(Stance.id)
    )
    for stance in session.scalars(answers):
        row = rows[stance.call_id]
        (row.ours if stance.partner_id in mine else row.others).append(stance)
    bids = (
        select(Application)
        .join(Application.commitments)
        .where(
            Application.call_id.in_(rows), Application.stage.not_in(GONE),
            Commitment.partner_id.in_(mine), Commitment.declined_at.is_(None),
        )
        .order_by(Application.id)
    )  # fmt: skip
    for application in session.scalars(bids):
        rows[application.call_id or 0].application = application
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
