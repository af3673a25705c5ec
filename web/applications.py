"""Applications: which there are, one of them, and moving it on."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Application, Overlap, OverlapMember, Part, Stage
from papers.wording import Message, say
from web.doors import policy, signed_in
from workflow import Refused, can, cofunding, overlaps, stages, visible_to
from workflow.history import phrase
from workflow.stages import BEFORE_SUBMITTED
from workflow.telling import history
from workflow.terms import signed

pages = Blueprint("applications", __name__)

STEPS = (
    Message("Gather parties"),
    Message("Write"),
    Message("Approve"),
    Message("Submitted"),
    Message("Decision"),
)
# The step on which each stage stands; withdrawn and merged stand on none.
STEP_OF = {
    Stage.GATHERING: 0,
    Stage.WRITING: 1,
    Stage.APPROVAL: 2,
    Stage.SUBMITTED: 3,
    Stage.GRANTED: 4,
    Stage.REJECTED: 4,
    Stage.RUNNING: 4,
    Stage.CLOSED: 4,
}
ROLES = {
    Part.LEAD: Message("Lead applicant"),
    Part.PARTNER: Message("Project partner"),
    Part.CO_FINANCIER: Message("Co-financier"),
    Part.ASSOCIATED: Message("Stands behind the application"),
}


def application_or_404(id: int) -> Application:
    """Return a bid that the visitor may see; others' bids do not exist for them."""
    application: Application | None = g.db.get(Application, id)
    if application is None or not can(g.person, "see", application):
        abort(404)
    return application


@pages.get("/applications")
@policy(signed_in)
def every() -> str:
    """List the bids: those that wait for the visitor first, then by stage."""
    seen = g.db.scalars(visible_to(g.person, Application).order_by(Application.id)).all()
    waiting = [each for each in seen if waits_for_me(each)]
    groups = [
        (name, [each for each in seen if each not in waiting and each.stage in among])
        for name, among in (
            (Message("Under way"), BEFORE_SUBMITTED),
            (Message("Submitted"), (Stage.SUBMITTED,)),
            (Message("Decided"), (Stage.GRANTED, Stage.REJECTED, Stage.RUNNING, Stage.CLOSED)),
            (Message("Put aside"), (Stage.WITHDRAWN, Stage.MERGED)),
        )
    ]
    return render_template(
        "applications/list.html",
        groups=[(Message("Waiting for you"), waiting), *groups],
        empty=not seen,
        states={each.id: len([1 for part in each.parts if signed(part)]) for each in seen},
    )


def waits_for_me(application: Application) -> bool:
    """Say whether the bid waits for the visitor's sign-on."""
    return application.stage in BEFORE_SUBMITTED and any(
        can(g.person, "sign", part) and not signed(part) for part in application.parts
    )


@pages.get("/applications/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show a bid: where it stands, who is in with what, and what waits for whom."""
    application = application_or_404(id)
    call = application.call
    total = cofunding.sums(application)
    cap = cofunding.ceiling(call.amounts, total) if call else None
    return render_template(
        "applications/one.html",
        application=application,
        closes=call.next_date(g.now) if call else None,
        total=total,
        cap=cap,
        need=cofunding.need(call.rates, total) if call else None,
        bars=bars(application, cap),
        steps=[say(each, g.language) for each in STEPS],
        step=STEP_OF.get(application.stage),
        roles=ROLES,
        signed=signed,
        mine=[part for part in application.commitments if can(g.person, "sign", part)],
        may_change={part.id for part in application.parts if can(g.person, "change", part)},
        may_edit=can(g.person, "edit", application),
        open=application.stage in BEFORE_SUBMITTED,
        moves=stages.possible(g.person, application),
        waiting=waiting(application),
        alike=alike(application),
        events=[(event, phrase(event)) for event in history(g.db, application, limit=8)],
    )


def bars(
    application: Application, cap: cofunding.Ceiling | None
) -> list[tuple[float, float, int, str]]:
    """Lay the parts out along 1200 units: left edge, width, colour, name."""
    of_support = cap is not None and cap.of == "support"
    sums = [
        (part.partner.name, part.total_cost - (part.co_funding if of_support else 0))
        for part in application.parts
        if part.part is not Part.CO_FINANCIER
    ]
    whole = max(sum(amount for _, amount in sums), cap.most if cap else 0)
    laid, edge = [], 0.0
    for number, (name, amount) in enumerate(sums):
        width = float(amount / whole * 1200) if whole else 0.0
        if width > 0:
            laid.append((round(edge, 1), round(max(width - 3, 1), 1), number % 5 + 1, name))
        edge += width
    return laid


def waiting(application: Application) -> list[tuple[str, Message]]:
    """Say who has to do what before the bid can go on."""
    if application.stage not in BEFORE_SUBMITTED:
        return []
    for_whom = [
        (
            part.partner.name,
            Message("approve its part anew, since the terms have changed")
            if part.signatures
            else Message("approve its part, or decline"),
        )
        for part in application.parts
        if not signed(part)
    ]
    if application.stage is Stage.APPROVAL and not for_whom:
        for_whom.append((application.lead.name, Message("submit it to the funder")))
    if application.stage in (Stage.GATHERING, Stage.WRITING):
        for_whom.append((application.lead.name, Message("carry it on to approval")))
    for_whom += [
        (application.lead.name, Message("reply to a proposal about alike applications"))
        for overlap in alike(application)
        if overlap.proposal
        for member in overlap.members
        if member.application_id == application.id and member.agrees is None
    ]
    return for_whom


def alike(application: Application) -> list[Overlap]:
    """Return the findings about a bid that are not settled."""
    found = g.db.scalars(
        select(Overlap).join(OverlapMember).where(OverlapMember.application_id == application.id)
    )
    return [each for each in found if overlaps.standing(each) is not overlaps.Standing.SETTLED]


@pages.post("/applications/<int:id>/move")
@policy(signed_in)
def move(id: int) -> Response:
    """Make a move that needs no more than a button."""
    application = application_or_404(id)
    verb = request.form.get("verb", "")
    if verb not in stages.MOVES:
        abort(400)
    stages.move(g.db, application, verb, by=g.person, now=g.now)
    return redirect(url_for("applications.one", id=id), 303)


@pages.route("/applications/<int:id>/submit", methods=["GET", "POST"])
@policy(signed_in)
def submit(id: int) -> str | Response | tuple[str, int]:
    """Record that the lead has submitted the bid in the funder's own system."""
    application = application_or_404(id)
    refusal: Message | None = None
    if request.method == "POST":
        try:
            stages.move(
                g.db,
                application,
                "submit",
                by=g.person,
                now=g.now,
                reference=request.form.get("reference", ""),
                accepted_preliminary="accepted" in request.form,
            )
            return redirect(url_for("applications.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    elif "submit" not in {made.verb for made, _ in stages.possible(g.person, application)}:
        abort(404)
    shown = render_template(
        "applications/submit.html",
        application=application,
        refusal=refusal,
        missing=stages.everyone_has_signed(application),
        preliminary=stages.preliminary(application),
        reference=request.form.get("reference", ""),
    )
    return (shown, 422) if refusal else shown
