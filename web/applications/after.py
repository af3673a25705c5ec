"""What became of an application: the funder's decision recorded, and what came of it told."""

from decimal import Decimal

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Application, Commitment, Ruling
from papers.wording import Message, number
from web.applications.showing import application_or_404
from web.doors import policy, signed_in
from web.fields import Errors, day_of, spoken, sum_of
from workflow import Refused, can
from workflow.applications import rulings
from workflow.applications.cofunding import currency_of
from workflow.applications.memory import SENT
from workflow.applications.rulings import GRANTED, Decision, result_of, ruling_of

pages = Blueprint("after", __name__)

Said = dict[str, str]
FIELDS = ("answer", "day", "number", "granted", "reasons", "seen")


@pages.route("/applications/<int:id>/decision", methods=["GET", "POST"])
@policy(signed_in)
def decision(id: int) -> str | Response | tuple[str, int]:
    """Record what the funder decided, or put right what was recorded."""
    application = application_or_404(id)
    if not can(g.person, "lead", application):
        abort(404)
    if application.stage not in SENT:
        raise Refused("Only an application that was submitted is decided on.")
    ruling = ruling_of(g.db, application)
    if request.method != "POST":
        return form(application, recorded(application, ruling), [])
    said = {name: request.form.get(name, "") for name in FIELDS}
    said |= {field(each): request.form.get(field(each), "") for each in application.parts}
    read, errors = understood(application, said)
    if read and not errors:
        try:
            seen = int(said["seen"]) if said["seen"].isdecimal() else 0
            rulings.record(g.db, application, read, seen=seen, by=g.person, now=g.now)
            return redirect(url_for("applications.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            errors = [("answer", refused.message)]
            ruling = ruling_of(g.db, application)
            said["seen"] = str(ruling.version if ruling else 0)
    return form(application, said, errors), 422


def field(part: Commitment) -> str:
    """Return the name of the field of a part's share."""
    return f"share-{part.id}"


def recorded(application: Application, ruling: Ruling | None) -> Said:
    """Fill the form in with what was recorded."""
    if ruling is None:
        said = dict.fromkeys(FIELDS, "") | {"seen": "0"}
        return said | {field(each): "" for each in application.parts}
    shares = {each.commitment_id: number(each.amount, "sv") for each in ruling.shares}
    return {
        "answer": "no" if ruling.granted is None else "yes",
        "day": ruling.day.isoformat(),
        "number": ruling.number,
        "granted": "" if ruling.granted is None else number(ruling.granted, "sv"),
        "reasons": ruling.reasons,
        "seen": str(ruling.version),
        **{field(each): shares.get(each.id, "") for each in application.parts},
    }


def understood(application: Application, said: Said) -> tuple[Decision | None, Errors]:
    """Read the form, and say what is wrong with it."""
    errors: Errors = []
    day = day_of(said["day"])
    if said["answer"] not in ("yes", "no"):
        errors.append(("answer", Message("Say whether it was granted.")))
    if day is None:
        errors.append(("day", Message("Write the day of the decision, such as 2026-11-24.")))
    granted: Decimal | None = None
    shares: dict[int, Decimal] = {}
    wrong = Message("Write a sum in whole numbers, such as 400 000.")
    if said["answer"] == "yes":
        granted = sum_of(said["granted"])
        if granted is None:
            errors.append(("granted", wrong))
        for each in application.parts:
            amount = sum_of(said[field(each)] or "0")
            if amount is None:
                errors.append((field(each), wrong))
            else:
                shares[each.id] = amount
    if errors or day is None:
        return None, errors
    return Decision(day, granted, said["number"], said["reasons"], shares), []


def form(application: Application, said: Said, errors: Errors) -> str:
    """Show the form, with what was typed."""
    return render_template(
        "applications/decision.html", application=application, said=said,
        errors=spoken(errors, g.language), currency=currency_of(application), field_of=field,
    )  # fmt: skip


@pages.route("/applications/<int:id>/results", methods=["GET", "POST"])
@policy(signed_in)
def results(id: int) -> str | Response | tuple[str, int]:
    """Tell what came of a bid that was granted; the slower of two sees both texts."""
    application = application_or_404(id)
    if not can(g.person, "edit", application):
        abort(404)
    if application.stage not in GRANTED:
        raise Refused("Results are told of an application that was granted.")
    result = result_of(g.db, application)
    said = {
        "words": request.form.get("words", result.words if result else ""),
        "links": request.form.get("links", "\n".join(result.links) if result else ""),
    }
    refusal: Message | None = None
    if request.method == "POST":
        seen = request.form.get("seen", 0, type=int)
        try:
            rulings.tell_result(g.db, application, **said, seen=seen, by=g.person, now=g.now)
            return redirect(url_for("applications.one", id=id), 303)
        except Refused as refused:
            g.db.rollback()
            refusal, result = refused.message, result_of(g.db, application)
    shown = render_template(
        "applications/results.html", application=application, said=said, refusal=refusal,
        result=result, theirs=result.words if refusal and result else "",
    )  # fmt: skip
    return (shown, 422) if refusal else shown
