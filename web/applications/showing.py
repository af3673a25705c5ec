"""Applications: which there are, one of them, and moving it on."""

from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import (
    Application,
    Attachment,
    Overlap,
    OverlapMember,
    Part,
    Section,
    Stage,
    Task,
)
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message, say
from web.applications import listing
from web.applications.roles import ROLES
from web.applications.steps import STEP_OF, STEPS
from web.doors import policy, signed_in
from web.fields import MINUTE, moment_of
from web.overlaps.told import why
from workflow import Refused, can
from workflow.access import within
from workflow.applications import (
    cofunding,
    grouping,
    memory,
    rates,
    rulings,
    stages,
    submitting,
)
from workflow.applications.terms import signed
from workflow.history import phrase
from workflow.offers import recording
from workflow.overlaps import settling
from workflow.telling import history

pages = Blueprint("applications", __name__)

Own = TypeVar("Own", Attachment, Section, Task)


def application_or_404(id: int) -> Application:
    """Return a bid that the visitor may see; others' bids do not exist for them."""
    application: Application | None = g.db.get(Application, id)
    if application is None or not can(g.person, "see", application):
        abort(404)
    return application


def own_or_404(kind: type[Own], id: int, number: int) -> Own:
    """Return a section, a task or a file of a bid that the visitor may see."""
    application = application_or_404(id)
    own: Own | None = g.db.get(kind, number)
    if own is None or own.application_id != application.id:
        abort(404)
    return own


@pages.get("/applications")
@policy(signed_in)
def every() -> str:
    """List the applications by the step that they stand on, one's own or all."""
    whose = listing.shown()
    found = listing.lines(whose)
    offers = recording.open_ones(g.db, g.today) if within(g.person) else []
    return render_template(
        "applications/list.html", heaps=listing.heaps(found), whose=whose, total=len(found),
        offers=len(offers),
    )  # fmt: skip


@pages.get("/applications/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show a bid: where it stands, who is in with what, and what waits for whom."""
    application = application_or_404(id)
    call = application.call
    total = cofunding.sums(application)
    cap = cofunding.ceiling(call.amounts, total) if call else None
    may_invite = can(g.person, "edit", application) and application.stage in BEFORE_SUBMITTED
    return render_template(
        "applications/one.html",
        application=application,
        closes=call.next_date(g.now) if call else None,
        total=total,
        others=[
            each
            for each in cofunding.totals(application.parts)
            if each.total_cost and each.currency != total.currency
        ],
        cap=cap,
        need=rates.need(call, application.parts, total),
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
        why=why,
        group=grouping.for_bid(g.db, application) if may_invite else grouping.NOBODY,
        **aftermath(application),
        events=[(event, phrase(event)) for event in history(g.db, application, limit=8)],
    )


def aftermath(application: Application) -> dict[str, Any]:
    """Return what became of a bid, and what the visitor may add to it."""
    origin = application.begun_from
    return {
        "ruling": rulings.ruling_of(g.db, application),
        "result": rulings.result_of(g.db, application),
        "begun_from": origin if origin and can(g.person, "see", origin) else None,
        "begun": memory.followers(g.db, application, g.person),
        "may_rule": can(g.person, "lead", application) and application.stage in memory.SENT,
        "may_tell": can(g.person, "edit", application) and application.stage in rulings.GRANTED,
        "may_follow": application.stage in rulings.RULED,
    }


def bars(
    application: Application, cap: cofunding.Ceiling | None
) -> list[tuple[float, float, int, str]]:
    """Lay the parts out along 1200 units: left edge, width, colour, name."""
    currency = cofunding.currency_of(application)
    of_support = cap is not None and cap.of == "support"
    sums = [
        (part.partner.name, part.total_cost - (part.co_funding if of_support else 0))
        for part in application.parts
        if part.part is not Part.CO_FINANCIER and part.currency == currency
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
    """Return the findings about a bid that are not settled; others' bids are not for guests."""
    if not within(g.person):
        return []
    found = g.db.scalars(
        select(Overlap).join(OverlapMember).where(OverlapMember.application_id == application.id)
    )
    return [each for each in found if settling.standing(each) is not settling.Standing.SETTLED]


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
    if not can(g.person, "lead", application):
        abort(404)
    refusal: Message | None = None
    said = {name: request.form.get(name, "") for name in ("reference", "receipt", "submitted_at")}
    if request.method == "POST":
        try:
            at = moment_of(said["submitted_at"], g.zone)
            if said["submitted_at"] and at is None:
                raise Refused("Write the time as 2026-12-05 15:30.")
            stages.move(
                g.db,
                application,
                "submit",
                by=g.person,
                now=g.now,
                reference=said["reference"],
                submitted_at=at,
                receipt=said["receipt"],
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
        preliminary=submitting.preliminary(application),
        allowed=submitting.preliminary_allowed(application),
        checklist=submitting.checklist(application, g.now),
        said=said,
        latest=g.now.astimezone(ZoneInfo(g.zone)).strftime(MINUTE),
    )
    return (shown, 422) if refusal else shown
