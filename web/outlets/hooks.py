"""Hooks: the chats and programs that are told of what happens. For operators."""

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from models import Errand, Happening, Hook
from papers.hooks import secret_of
from papers.keys import new_salt
from web.doors import operators, policy
from web.fields import spoken
from web.people.signing_in import secret
from workflow.outlets import hooks
from workflow.outlets.happenings import Site

pages = Blueprint("hooks", __name__)

SHOWN = 20  # of what was told
CHOICES = (Happening.SEVERAL, Happening.DEADLINE, Happening.WITHDRAWN)


def hook_or_404(id: int) -> Hook:
    """Return the hook."""
    hook: Hook = g.db.get(Hook, id) or abort(404)
    return hook


@pages.get("/hooks")
@policy(operators)
def every() -> str:
    """List the hooks, and ask for one more."""
    return listed({}, [])


def listed(typed: dict[str, str], errors: list[tuple[str, str]]) -> str:
    """Show the list with what was typed, and what is wrong with it."""
    found = g.db.scalars(select(Hook).order_by(Hook.name, Hook.id)).all()
    chosen = request.form.getlist("happenings") if errors else list(CHOICES)
    return render_template(
        "hooks/list.html", hooks=found, typed=typed, chosen=chosen, choices=CHOICES, errors=errors
    )  # fmt: skip


@pages.post("/hooks")
@policy(operators)
def add() -> Response | tuple[str, int]:
    """Add a hook."""
    name, url = (request.form.get(each, "").strip() for each in ("name", "url"))
    wanted = [each for each in CHOICES if each in request.form.getlist("happenings")]
    trusted = current_app.config["LIMITS"].trusted
    if wrong := hooks.fault(name, url, wanted, trusted):
        errors = spoken(list(wrong.items()), g.language)
        return listed({"name": name, "url": url}, errors), 422
    hook = hooks.add(g.db, name, url, wanted, g.language, g.now)
    return redirect(url_for("hooks.one", id=hook.id), 303)


@pages.get("/hooks/<int:id>")
@policy(operators)
def one(id: int) -> str:
    """Show a hook: its secret, and what was told of late."""
    hook = hook_or_404(id)
    errands = g.db.scalars(
        select(Errand).filter_by(hook_id=id).order_by(Errand.id.desc()).limit(SHOWN)
    ).all()
    return render_template(
        "hooks/one.html", hook=hook, errands=errands, secret=secret_of(secret(), hook.id, hook.salt)
    )


@pages.post("/hooks/<int:id>/test")
@policy(operators)
def test(id: int) -> Response:
    """Tell it a test, within a minute."""
    site = current_app.config["SITE"].site
    hooks.try_out(g.db, hook_or_404(id), Site(site.name, site.url, site.zone), g.now)
    return back(id)


@pages.post("/hooks/<int:id>/secret")
@policy(operators)
def new_secret(id: int) -> Response:
    """Make a new secret; the one before seals nothing any longer."""
    hook_or_404(id).salt = new_salt()
    return back(id)


@pages.post("/hooks/<int:id>/on")
@policy(operators)
def switch(id: int) -> Response:
    """Switch it on or off."""
    hook = hook_or_404(id)
    if request.form.get("on") == "yes":
        hooks.switch_on(hook, g.now)
    elif hook.off_at is None:
        hooks.switch_off(hook, g.now)
    return back(id)


@pages.post("/hooks/<int:id>/remove")
@policy(operators)
def remove(id: int) -> Response:
    """Remove it, and what it was told."""
    g.db.delete(hook_or_404(id))
    return redirect(url_for("hooks.every"), 303)


def back(id: int) -> Response:
    """Go back to the hook."""
    return redirect(url_for("hooks.one", id=id), 303)
