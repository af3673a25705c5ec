"""An idea is pasted, and the open calls that may pay for it are shown; nothing of it is kept."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, make_response, render_template, request

from lexicon.areas import areas, counties
from lexicon.sectors import sector_of
from lexicon.terms import Verdict, summed
from papers.wording import term
from web.calls.rows import row_of
from web.doors import anyone, policy, reads
from web.fields import Errors, spoken
from web.interests.live import search
from web.people.signing_in import counted, place
from workflow.forms.profile import COUNTRIES
from workflow.interests import ideas
from workflow.interests.ideas import FIELDS, MOST
from workflow.people.throttling import Limit, TooOften
from workflow.refusals import Incomplete

if TYPE_CHECKING:
    from workflow.interests.live import Hit

pages = Blueprint("ideas", __name__)

WORDS = 12
# What was pasted is shown again to who pasted it, and to nobody else, now or later.
UNKEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@pages.get("/ideas/new")
@policy(anyone)
def new() -> Response:
    """Ask for an idea."""
    return page(dict.fromkeys(FIELDS, ""))


@pages.post("/ideas/new")
@policy(anyone)
@reads
def ask() -> Response:
    """Show which open calls may pay for it, by which of its words, and who may apply."""
    said = {field: request.form.get(field, "") for field in FIELDS}
    if not counted((Limit.IDEA_BY_PLACE, place())):
        return page(said, [("text", TooOften.message)], code=429)
    try:
        idea = ideas.read(said, g.language)
    except Incomplete as refused:
        return page(said, refused.errors, code=422)
    answer = search(idea.interest, idea.bearer)
    found = answer["found"]
    hits = [*found.told, *found.others] if found else []
    return page(said, state=answer["state"] or "found", hits=hits)


def page(
    said: dict[str, str],
    errors: Errors | None = None,
    *,
    state: str = "",
    hits: "list[Hit] | None" = None,
    code: int = 200,
) -> Response:
    """Show the form with what was typed, and below it what was found."""
    hits = sorted(hits or [], key=shut_out)
    shown = render_template(
        "ideas/new.html",
        said=said,
        errors=spoken(errors or [], g.language),
        state=state,
        hits=[(hit, row_of(hit.call, g.now, g.today)) for hit in hits],
        weak=all(hit.band == "possible" for hit in hits),
        words=words_of(hits),
        most=MOST,
        kinds=sorted((term(each, "kind", g.language), each) for each in sector_of()),
        counties=sorted(
            {(areas()[code].name, code) for each in COUNTRIES for code in counties(each).values()}
        ),
    )
    return make_response(shown, code, UNKEPT if request.method == "POST" else {})


def shut_out(hit: "Hit") -> bool:
    """Say whether somebody may not apply, as far as they have said who they are."""
    return summed(hit.conditions) is Verdict.NO


def words_of(hits: "list[Hit]") -> list[str]:
    """Return the idea's own words that calls were found by, the weightiest first."""
    heaviest: dict[str, tuple[float, str]] = {}
    for reason in (each for hit in hits for each in hit.reasons):
        said = reason.word.casefold()
        heaviest[said] = max(heaviest.get(said, (0.0, "")), (reason.weight, reason.word))
    return [word for _, word in sorted(heaviest.values(), reverse=True)][:WORDS]
