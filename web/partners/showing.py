"""Partners: who is in the partnership, what they look for, and which calls fit them."""

from typing import Any

from flask import Blueprint, abort, g, render_template, request
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from lexicon.areas import areas
from models import Good, Interest, Invitation, Match, Membership, Partner
from models.call import open_calls
from models.partner import in_partnership
from papers.wording import term
from web.calls.filtering import has
from web.calls.listing import calls
from web.calls.rows import furnish
from web.doors import anyone, policy, staff
from web.interests.changing import told
from web.interests.wishes import said_of
from workflow import can
from workflow.history import phrase
from workflow.partners import newcomers
from workflow.telling import history

pages = Blueprint("partners", __name__)

SHOWN, PER_PAGE = 12, 60


@pages.get("/partners")
@policy(anyone)
def every() -> str:
    """List the partners by name, as far as the filter lets through."""
    words, kind, place = (request.args.get(name, "") for name in ("q", "kind", "municipality"))
    here = select(Partner).where(in_partnership())
    chosen: Select[Any] = said(here, words, kind, place)
    counted = (
        chosen.outerjoin(Partner.interests)
        .add_columns(func.count(Interest.id))
        .group_by(Partner.id)
        .order_by(Partner.name)
    )
    keeps = staff(g.person)
    gone = select(Partner).where(Partner.left_at.is_not(None)).order_by(Partner.name)
    hits = g.db.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = max(request.args.get("page", 1, type=int), 1)
    return render_template(
        "partners/list.html",
        partners=g.db.execute(counted.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all(),
        page=page,
        pages=max(-(-hits // PER_PAGE), 1),
        total=g.db.scalar(select(func.count()).select_from(here.subquery())),
        said={"q": words, "kind": kind, "municipality": place},
        kinds=sorted((term(each, "kind", g.language), each) for each in several(Partner.kind)),
        places=sorted(several(Partner.municipality)),
        areas=areas(),
        keeps=keeps,
        waiting=len(newcomers.waiting(g.db)) if keeps else 0,
        gone=g.db.scalars(gone).all() if keeps else [],
    )


def said(chosen: Select[Any], words: str, kind: str, place: str) -> Select[Any]:
    """Keep what has every word; to members, the words of interests count too."""
    for word in words.split():
        places = [Partner.name, Partner.municipality, Partner.about]
        found = has(word, *places)
        if g.person:
            wanting = select(Interest.partner_id).where(
                Interest.ended_at.is_(None), has(word, Interest.title, Interest.text)
            )
            found = or_(found, Partner.id.in_(wanting))
        chosen = chosen.where(found)
    if kind:
        chosen = chosen.where(Partner.kind == kind)
    return chosen.where(Partner.municipality == place) if place else chosen


def several(column: object) -> list[str]:
    """Return what partners have in a column, each once; what is empty is nothing."""
    wanted = select(column).where(in_partnership()).distinct()  # type: ignore[call-overload]  # a column of Partner
    return [each for each in g.db.scalars(wanted) if each]


@pages.get("/partners/<int:id>")
@policy(anyone)
def one(id: int) -> str:
    """Show a partner; its interests, people and calls only to people of the partnership."""
    known = selectinload(Partner.memberships).joinedload(Membership.person)
    partner = g.db.get(Partner, id, options=[known]) or abort(404)
    keeps = can(g.person, "keep", partner)
    if (partner.left_at or partner.outside) and not keeps:
        abort(404)
    rows = []
    if g.person and not partner.left_at:
        best = (
            select(func.max(Match.score))
            .join(Match.interest)
            .where(
                Match.call_id == open_calls(g.now).selected_columns.id,
                Interest.partner_id == id,
                Match.lost_at.is_(None),
            )
            .scalar_subquery()
        )
        chosen = open_calls(g.now).where(best.is_not(None)).order_by(None).order_by(best.desc())
        found = calls(g.db, chosen.limit(SHOWN))
        rows = list(furnish(g.db, found, [id], now=g.now, today=g.today).values())
    asked = select(Invitation).filter_by(partner_id=id, accepted_at=None, ended_at=None)
    return render_template(
        "partners/one.html",
        partner=partner,
        rows=rows,
        areas=areas(),
        wishes=said_of([partner]) if g.person else [],
        told=told,
        may_answer=can(g.person, "answer", partner),
        goods=Good,
        keeps=keeps,
        signs=can(g.person, "depute", partner),
        staff=staff(g.person),
        invitations=g.db.scalars(asked.order_by(Invitation.id)).all() if keeps else [],
        meetings=[each for each in partner.meetings if each.day >= g.today],
        events=[(each, phrase(each)) for each in history(g.db, partner)] if keeps else [],
        news=next((each for each in ("welcome", "asked", "saved") if each in request.args), ""),
    )
