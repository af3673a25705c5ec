"""What a mail service posts of letters that came back: a report as it is, or a little JSON."""

from flask import Blueprint, abort, current_app, g, request
from werkzeug import Response

from papers.keys import same
from papers.returned import read, read_json
from web.doors import anyone, machines, policy
from web.people.signing_in import counted, secret
from workflow.letters.bounces import take
from workflow.people.throttling import Limit

pages = Blueprint("returns", __name__)


@pages.post("/hooks/bounces/<hook>")
@policy(anyone)
@machines
def bounces(hook: str) -> Response:
    """Deal with it. Who does not know the secret is told that there is nothing."""
    known = current_app.config["SITE"].bounces.hook
    right = same(hook, known) and bool(known)
    limit = (Limit.RETURNS, "all") if right else (Limit.HOOK_BY_PLACE, request.remote_addr or "")
    if not counted(limit):
        abort(429)
    if not right:
        abort(404)
    body = request.get_data()
    for each in read_json(body) if request.is_json else [read(body)]:
        take(g.db, secret(), each, g.now)
    return current_app.response_class(status=204)
