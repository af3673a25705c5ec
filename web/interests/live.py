"""Hits while an interest is being typed: which open calls would fit, and why."""

from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as NotReady
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, abort, current_app, g, render_template, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Interest, Partner
from models.database import reading
from papers.wording import Message, say
from web.doors import policy, reads, signed_in
from web.pace import Pace
from workflow.access import can
from workflow.forms.wanted import interest_of, is_short, read

if TYPE_CHECKING:
    from workflow.interests.live import Live

pages = Blueprint("live", __name__)

MATCHING = "matching"  # the folder, within that of the data, of what the clock has learnt
PACE = (30, 10.0)  # times, seconds: typing asks twice a second at most
SHORT = Message(
    "The text is short. Calls are found by its words: for whom, where, and what shall be different?"
)
WARM = "Vi söker medel för unga, arbete, miljö, digitalisering och forskning"


def loading(engine: Engine, folder: Path) -> Callable[[], object]:
    """Return what loads the newest epoch, and asks once: the first time takes longest."""

    def load() -> object:
        live: Live = import_module("workflow.interests.live").Live(folder)
        with Session(reading(engine)) as session:
            live.refresh(session)
            anything = Interest(title="", text=WARM, language="sv", requires=(), excludes=())
            live.hits(session, anything, Partner(name="", area=""), datetime.now(UTC))
        return live

    return load


def hang(app: Flask, engine: Engine) -> None:
    """Hang up the pace that people are held to, and what is looked into in between."""
    app.extensions["pace"], app.extensions["engine"] = Pace(*PACE), reading(engine)


@pages.post("/partners/<int:id>/live")
@policy(signed_in)
@reads
def hits(id: int) -> tuple[str, int]:
    """Answer what would fit what is typed: a part of the page with the form."""
    partner = g.db.get(Partner, id) or abort(404)
    if not can(g.person, "answer", partner):
        abort(403)
    several = {name: "\n".join(request.form.getlist(name)) for name in ("themes", "parts")}
    said = {**request.form.to_dict(), **several}
    shown = answer(said, partner)
    page = render_template("interests/_hits.html", **shown, remarks=remarks(said))
    return page, 429 if shown["state"] == "pace" else 200


def answer(said: Mapping[str, str], partner: Partner) -> dict[str, Any]:
    """Return in which state the search is for what is typed, and what it has found."""
    if not current_app.extensions["pace"].allows(g.person.id):
        return {"state": "pace", "found": None}
    values, errors = read(said, g.today)
    if not values["text"] or any(field == "text" for field, _ in errors):
        return {"state": "waiting", "found": None}
    return search(interest_of(values), partner)


def remarks(said: Mapping[str, str]) -> list[str]:
    """Say kindly what would make a text find more; saved it may be as it is."""
    text = said.get("text", "")
    if not text.strip() or not is_short(text, said.get("language", "")):
        return []
    return [say(SHORT, g.language)]


def search(interest: Interest, partner: Partner) -> dict[str, Any]:
    """Return in which state the search is, and what it has found."""
    warming, engine = current_app.extensions["warming"], current_app.extensions["engine"]
    try:
        live: Live = warming.result(0)
    except NotReady:
        return {"state": "loading", "found": None}
    live.keep_fresh(engine)
    found = live.hits(g.db, interest, partner, g.now)
    if found is None:
        return {"state": "loading", "found": None}
    return {"state": "" if found.told or found.others else "nothing", "found": found}
