"""What a partner wants funding for: listed, written with its hits beside, changed, taken away."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.themes import FAMILIES, themes
from models import Interest, Part, Partner
from papers.wording import Message, say
from web.doors import policy, signed_in
from web.fields import Errors, spoken
from web.interests import live
from web.interests.wishes import said_of
from workflow import Refused, can
from workflow.access import demand_here
from workflow.forms.typed import CHOICES, CURRENCIES
from workflow.forms.wanted import FIELDS, LONGEST, shown, words_of
from workflow.interests import changing
from workflow.partners.registering import Fresher
from workflow.refusals import Incomplete

pages = Blueprint("interests", __name__)

SEVERAL = ("themes", "parts")
THEMES = {
    "sdg": Message("Global goals"),
    "esf": Message("Objectives of the European Social Fund Plus"),
    "erdf": Message("Objectives of the European Regional Development Fund"),
}


def partner_or_404(id: int) -> Partner:
    """Return a partner whose interests the visitor may change; others are not there."""
    partner: Partner | None = g.db.get(Partner, id)
    if partner is None or not can(g.person, "answer", partner):
        abort(404)
    return partner


def interest_or_404(id: int, interest_id: int) -> Interest:
    """Return an interest of such a partner."""
    partner, interest = partner_or_404(id), g.db.get(Interest, interest_id)
    if interest is None or interest.partner_id != partner.id:
        abort(404)
    return interest  # type: ignore[no-any-return]  # g.db is a Session


def typed() -> dict[str, str]:
    """Return what was typed into the fields; of boxes, which were ticked."""
    said = {field: request.form[field] for field in FIELDS if field in request.form}
    if "text" in request.form:
        said |= {field: "\n".join(request.form.getlist(field)) for field in SEVERAL}
    return said


def empty() -> dict[str, str]:
    """Return a form in which nothing is typed yet."""
    return dict.fromkeys(FIELDS, "") | {"currency": CURRENCIES[0], "language": g.language}


@pages.get("/partners/<int:id>/interests")
@policy(signed_in)
def every(id: int) -> str:
    """List a partner's interests, to those who may change them also what was taken away."""
    partner: Partner = g.db.get(Partner, id) or abort(404)
    may = can(g.person, "answer", partner)
    if partner.left_at and not may:
        abort(404)
    return render_template(
        "interests/list.html",
        partner=partner,
        may=may and not partner.left_at,
        gone=changing.ended(g.db, partner) if may else [],
        wishes=said_of([partner]),
        told=told,
        news=request.args.get("news", ""),
    )


def told(interest: Interest) -> list[tuple[str, str]]:
    """Return what is said of an interest beside its title and text, by name."""
    words = words_of(interest)
    if not (words["least"] or words["most"]):
        words["currency"] = ""
    names = {field: say(FIELDS[field], g.language) for field in FIELDS}
    return [
        (names[field], shown(field, words[field], g.language))
        for field in FIELDS
        if field not in ("title", "text", "language") and words[field]
    ]


@pages.route("/partners/<int:id>/interests/new", methods=["GET", "POST"])
@policy(signed_in)
def new(id: int) -> str | Response | tuple[str, int]:
    """Write what a partner wants funding for."""
    partner = partner_or_404(id)
    if request.method != "POST":
        demand_here(partner)
        return form(partner, None, empty())
    said = empty() | typed()
    if request.form.get("do") == "look":
        return form(partner, None, said, looked=True)
    try:
        made = changing.add(g.db, partner, said, by=g.person, now=g.now, zone=g.zone)
    except Refused as refused:
        g.db.rollback()
        return refusal(partner, None, said, refused)
    return redirect(url_for("interests.one", id=id, interest_id=made.id, saved=1), 303)


@pages.route("/partners/<int:id>/interests/<int:interest_id>/edit", methods=["GET", "POST"])
@policy(signed_in)
def edit(id: int, interest_id: int) -> str | Response | tuple[str, int]:
    """Change an interest; who is slower sees both texts."""
    interest = interest_or_404(id, interest_id)
    before = words_of(interest)
    if request.method != "POST":
        return form(interest.partner, interest, before, looked=True)
    said = before | typed()
    if request.form.get("do") == "look":
        return form(interest.partner, interest, said, looked=True, seen=seen())
    try:
        changing.change(
            g.db, interest, said, seen=seen(), by=g.person, now=g.now, zone=g.zone
        )  # fmt: skip
    except Refused as refused:
        g.db.rollback()
        return refusal(interest.partner, interest, said, refused)
    return redirect(url_for("interests.one", id=id, interest_id=interest_id, saved=1), 303)


def seen() -> int:
    """Return the version of the interest that the form began with."""
    return request.form.get("seen", 0, type=int)


def refusal(
    partner: Partner, interest: Interest | None, said: dict[str, str], refused: Refused
) -> tuple[str, int]:
    """Show what was typed again, with what is wrong, or what somebody else has saved."""
    if isinstance(refused, Incomplete):
        kept = seen() if interest else None
        return form(partner, interest, said, errors=refused.errors, seen=kept), 422
    return form(partner, interest, said, refused=refused), 409


def form(
    partner: Partner, interest: Interest | None, said: dict[str, str], *, errors: Errors = (),  # type: ignore[assignment]  # nothing is wrong
    refused: Refused | None = None, looked: bool = False, seen: int | None = None,
    note: Message | None = None,
) -> str:  # fmt: skip
    """Show the form; beside it the hits, if they were asked for by the button."""
    theirs = refused.theirs if isinstance(refused, Fresher) else {}
    ended = bool(interest and interest.ended_at)
    version = interest.version if interest else 0
    return render_template(
        "interests/edit.html",
        partner=partner,
        interest=interest,
        ended=ended,
        said=said,
        seen=version if seen is None else seen,
        errors=spoken(errors, g.language),
        refused=refused and say(refused.message, g.language),
        theirs={field: shown(field, words, g.language) for field, words in theirs.items()},
        began=note and say(note, g.language),
        more=any(each != "text" for each in (*dict(errors), *theirs)) or says_more(said),
        families={
            say(THEMES[family], g.language): [
                (each.code, each.name(g.language), each.confirmed)
                for each in themes().values()
                if each.family == family
            ]
            for family in FAMILIES
        },
        parts=list(Part),
        currencies=[(each, each) for each in CURRENCIES],
        languages={code: say(name, g.language) for code, name in CHOICES["language"].items()},
        most=LONGEST["text"],
        **(live.answer(said, partner) if looked else {"state": "waiting", "found": None}),
        remarks=live.remarks(said) if looked else [],
    )


def says_more(said: dict[str, str]) -> bool:
    """Say whether anything is said under more choices."""
    usual = empty() | {"text": said["text"], "language": said["language"]}
    return any(said[field] != usual[field] for field in FIELDS)


@pages.get("/partners/<int:id>/interests/<int:interest_id>")
@policy(signed_in)
def one(id: int, interest_id: int) -> str | Response:
    """Show an interest with what fits it now: by what words weigh today, before it is matched."""
    interest = interest_or_404(id, interest_id)
    if interest.ended_at:
        return redirect(url_for("interests.every", id=id), 303)
    said = words_of(interest)
    return render_template(
        "interests/one.html",
        partner=interest.partner,
        interest=interest,
        told=told(interest),
        saved="saved" in request.args,
        **live.search(interest, interest.partner),
        remarks=live.remarks(said),
    )


@pages.route("/partners/<int:id>/interests/<int:interest_id>/remove", methods=["GET", "POST"])
@policy(signed_in)
def remove(id: int, interest_id: int) -> str | Response:
    """Take an interest away, after a look at what that means."""
    interest = interest_or_404(id, interest_id)
    if request.method != "POST":
        return render_template("interests/remove.html", partner=interest.partner, interest=interest)
    changing.end(g.db, interest, by=g.person, now=g.now)
    return redirect(url_for("interests.every", id=id, news="gone"), 303)


@pages.post("/partners/<int:id>/interests/<int:interest_id>/back")
@policy(signed_in)
def bring_back(id: int, interest_id: int) -> Response:
    """Have an interest again that was taken away."""
    interest = interest_or_404(id, interest_id)
    changing.bring_back(g.db, interest, by=g.person, now=g.now)
    return redirect(url_for("interests.one", id=id, interest_id=interest_id, saved=1), 303)
