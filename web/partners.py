"""Partners: who is in the partnership, what they look for, and which calls fit them."""

from flask import Blueprint, abort, g, render_template
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from lexicon.areas import areas
from models import Interest, Match, Membership, Partner
from models.call import open_calls
from web.doors import anyone, policy
from web.listing import calls
from web.rows import furnish

pages = Blueprint("partners", __name__)

SHOWN = 12


@pages.get("/partners")
@policy(anyone)
def every() -> str:
    """List the partners by name."""
    found = g.db.execute(
        select(Partner, func.count(Interest.id))
        .outerjoin(Partner.interests)
        .group_by(Partner.id)
        .order_by(Partner.name)
    ).all()
    return render_template("partners/list.html", partners=found, areas=areas())


@pages.get("/partners/<int:id>")
@policy(anyone)
def one(id: int) -> str:
    """Show a partner; its interests, people and calls only to people of the partnership."""
    known = selectinload(Partner.memberships).joinedload(Membership.person)
    partner = g.db.get(Partner, id, options=[known]) or abort(404)
    rows = []
    if g.person:
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
    return render_template("partners/one.html", partner=partner, rows=rows, areas=areas())
