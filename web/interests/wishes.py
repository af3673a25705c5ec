"""More or less of such calls: what people say of a call's topic, and how they take it back."""

from collections.abc import Sequence

from flask import Blueprint, abort, g, redirect, request
from werkzeug import Response

from models import Call, Interest, Partner, Wish
from papers.links import vetted
from web.doors import policy, signed_in
from workflow.interests import feedback

pages = Blueprint("wishes", __name__)

Said = list[tuple[Interest, Call, Wish, tuple[str, ...]]]


@pages.post("/calls/<int:id>/wish")
@policy(signed_in)
def say(id: int) -> Response:
    """Take a wish, or one's own back; come back to where it was said."""
    call = g.db.get(Call, id) or abort(404)
    said = request.form.get("wish", type=Wish) or abort(400)
    feedback.wish(g.db, interest_of_form(), call, said, by=g.person, now=g.now)
    return back(call)


@pages.post("/calls/<int:id>/wish/undo")
@policy(signed_in)
def undo(id: int) -> Response:
    """Let nothing be learnt from a call."""
    call = g.db.get(Call, id) or abort(404)
    feedback.undo(g.db, interest_of_form(), call, by=g.person, now=g.now)
    return back(call)


def back(call: Call) -> Response:
    """Return to the page that asked."""
    return redirect(vetted(request.form.get("next", f"/calls/{call.id}")), 303)


def interest_of_form() -> Interest:
    """Return the interest that a form is about."""
    interest: Interest = g.db.get(Interest, request.form.get("interest", 0, type=int)) or abort(404)
    return interest


def said_of(partners: Sequence[Partner], call: Call | None = None) -> Said:
    """Return what holds of calls for the partners' interests, with the words it moves; of one call.

    What was said since the last matching has moved no words yet.
    """
    interests = {each.id: each for partner in partners for each in partner.interests}
    if not interests:
        return []
    found: Said = []
    for interest_id, wishes in feedback.holding(g.db, *interests).items():
        interest = interests[interest_id]
        words = {each.call_id: each.words for each in interest.learnt}
        for call_id, wish in wishes.items():
            if call is None or call.id == call_id:
                about = call or g.db.get(Call, call_id)
                found.append((interest, about, wish, words.get(call_id, ())))
    return found
