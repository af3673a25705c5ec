"""Every component of the pages beside the others, made of the real macros with invented values."""

from decimal import Decimal
from types import SimpleNamespace

from flask import Blueprint, current_app, g, render_template
from werkzeug import Response

from models import Outcome, SourceRun, Stage
from papers import letters
from papers.charts import steps_of, timeline
from papers.links import link, sealed
from papers.wording import Message
from web.calls.rows import span
from web.doors import operators, policy
from web.letters.outbox import AROUND, LETTER
from web.operating.inventing import WORDS, Hit, partners, rows
from web.overlaps.adding import Added
from web.overlaps.comparing import OTHER, PARTLY, SAME
from web.overlaps.comparing import Row as Line
from workflow.answers.stances import Why
from workflow.collecting.sources import Condition

pages = Blueprint("styleguide", __name__)

SEEN = (4, 6, None, 5, 7, 7, 9)
ICONS = (
    "target", "check", "pin", "alert", "back", "doc", "cal", "hand", "arrow", "menu", "cross",
    "ask", "out", "letter",
)  # fmt: skip


@pages.get("/styleguide")
@policy(operators)
def one() -> Response:
    """Show them all."""
    made = rows(g.now, g.today)
    dated = [each for each in made if each.date]
    ours, *others = partners()
    shown = render_template(
        "styleguide/one.html",
        rows=made,
        dated=dated,
        chart=timeline([span(each, g.language) for each in dated], g.today),
        ours=ours,
        others=others,
        hit=Hit(made[0].call, made[0].matches[0].band),
        undoable={ours.id},
        reasons=Why,
        other_answers=("lead", "support", "watch"),
        health=health(),
        steps_of=steps_of,
        icons=ICONS,
        money=Decimal(400_000),
        why=Message("Style guide"),
        overlap=SimpleNamespace(
            likeness=0.7, reasons=WORDS, copied=True, members=[bid(1, ours), bid(2, others[0])]
        ),
        adding=[Added("möter varje deltagare en gång i veckan", "12 %", passage=True)],
        lines=[
            Line(Message("Call"), SAME, [made[0].call.title] * 2),
            Line(Message("Parties"), PARTLY, ["Brolinan", "Brolinan, Ån"]),
            Line(Message("Programme"), OTHER, ["–", "Leader"]),
        ],
    )
    return current_app.make_response((shown, {"Content-Security-Policy": AROUND}))


@pages.get("/styleguide/letter")
@policy(operators)
def letter() -> Response:
    """Show a letter as mail programs show it, for the frame."""
    said = {
        "name": "Anna Exempel", "leads": False, "partner": "Brolinan", "lead": "Hyttvalla kommun",
        "title": "Unga till jobb", "call": "Egen kraft", "part": "partner", "answer_by": "",
        "summary": "Vi lagar cyklar tillsammans.", "link": link("/styleguide"),
    }  # fmt: skip
    html = letters.write("opened", g.language, said).html
    shown = sealed(html, current_app.config["SITE"].site.url, "x")
    return current_app.make_response((shown, {"Content-Security-Policy": LETTER}))


def health() -> Condition:
    """Invent how a source was read."""
    runs = [
        SourceRun(
            outcome=Outcome.DOWN if seen is None else Outcome.OK, seen=seen or 0, new=0, changed=0,
            unlisted=0, read_at=g.now,
        )
        for seen in reversed(SEEN)
    ]  # fmt: skip
    return Condition(source=SimpleNamespace(), runs=runs, state=None, word="works")  # type: ignore[arg-type]  # only its runs are drawn


def bid(number: int, lead: object) -> SimpleNamespace:
    """Invent a member of an overlap."""
    application = SimpleNamespace(
        id=number, title="Unga till jobb", lead=lead, stage=Stage.GATHERING
    )
    return SimpleNamespace(
        application_id=number, application=application, bid=application, stance=None,
        title=application.title, lead=lead,
    )  # fmt: skip
