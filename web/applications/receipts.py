"""The day by which an application wants its answers, for a calendar."""

import datetime as dt

from flask import Blueprint, abort, g
from werkzeug import Response

from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from web.outlets.calendar import written
from workflow.outlets.bid_days import days_of_bids

pages = Blueprint("receipts", __name__)


@pages.get("/applications/<int:id>/answer.ics")
@policy(signed_in)
def day(id: int) -> Response:
    """Give the day as a calendar with one entry, the same as in one's own calendar."""
    application = application_or_404(id)
    day: dt.date = application.answer_by or abort(404)
    partners = [each.partner_id for each in application.commitments]
    days = days_of_bids(g.db, partners, day, day)
    found = [each for each in days if each.key == f"answer-by.application-{id}"]
    answer = written(found, application.title, g.language, "private")
    answer.headers["Content-Disposition"] = f'attachment; filename="application-{id}.ics"'
    return answer
