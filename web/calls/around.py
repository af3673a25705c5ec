"""What stands around a call: who has answered, whom it fits, which bids came of it."""

from collections.abc import Iterable

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from models import Application, Call, Commitment, Interest, Match, Partner, Stance
from models.partner import in_partnership
from papers.wording import Message
from web.calls.answering import answerable, mine
from web.calls.rows import GONE
from workflow.access import can
from workflow.answers import stances
from workflow.answers.returning import declined
from workflow.telling import UNDO


def coordinator() -> bool:
    """Say whether the person answers for others too, as told by telephone."""
    return can(g.person, "propose", None)


def others_to_answer_for(ours: dict[int, Stance]) -> list[tuple[Partner, Stance | None]]:
    """Return everyone else, for a coordinator."""
    if not coordinator():
        return []
    partners = g.db.scalars(select(Partner).where(in_partnership()).order_by(Partner.name))
    return [(each, ours.get(each.id)) for each in partners if each not in mine()]


def answers_to(call: Call) -> list[Stance]:
    """Return the answers of all who are here, in the order they came."""
    found = (
        select(Stance)
        .join(Stance.partner)
        .options(contains_eager(Stance.partner), joinedload(Stance.person))
        .where(Partner.left_at.is_(None))
    )
    beside = [each.id for each in call.alike]
    answers = g.db.scalars(found.where(Stance.call_id.in_(beside)).order_by(Stance.id))
    # A partner that answered the same call in two places is told by its answer to this one.
    return sorted(answers, key=lambda each: each.call_id == call.id)


def matches_of(call: Call) -> list[Match]:
    """Return what the call fits, best first; only for people of the partnership."""
    if not g.person:
        return []
    found = (
        select(Match)
        .options(joinedload(Match.interest).joinedload(Interest.partner))
        .where(Match.call_id == call.id, Match.lost_at.is_(None))
        .order_by(Match.score.desc(), Match.id)
    )
    return list(g.db.scalars(found))


def partners_of(matches: list[Match]) -> list[Partner]:
    """Return whom the call fits, each once."""
    return list({each.interest.partner.id: each.interest.partner for each in matches}.values())


def bids_on(call: Call) -> list[tuple[Application, bool]]:
    """Return the bids to the call that the person knows of, and whether they may see each."""
    found = (
        select(Application)
        .options(selectinload(Application.commitments).joinedload(Commitment.partner))
        .where(
            Application.call_id.in_([each.id for each in call.alike]),
            Application.stage.not_in(GONE),
        )
        .order_by(Application.id)
    )
    known = [each for each in g.db.scalars(found) if can(g.person, "know", each)]
    return [(each, can(g.person, "see", each)) for each in known]


def backs(call: Call) -> dict[int, Message]:
    """Return why the call is back, by the partner that had said no to it."""
    found = declined(g.db, [each.id for each in answerable()], g.now).back
    shown = call.alike[0].id
    return {whose: back.why for (id, whose), back in found.items() if id == shown}


def undoable(answers: Iterable[Stance]) -> set[int]:
    """Return the partners whose latest answer can be taken back."""
    lately = [each for each in answers if each.answered_at >= g.now - UNDO]
    return {each.partner_id for each in lately if stances.undoable(g.db, each, g.now)}
