"""What templates may use: words, dates and amounts in the visitor's language, files, the menu."""

from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, url_for
from jinja2 import StrictUndefined

from config import Config
from lexicon.areas import areas
from lexicon.terms import own_share
from papers import phrases, terms, wording
from papers.documents import pdf
from papers.wording import Message
from web.applications.roles import role
from web.applications.tabs import TABS
from web.doors import anyone, coordinators, policy_of
from workflow.collecting.waiting import count_waiting
from workflow.interests.choosing import MOST_NEW

STATIC = Path(__file__).with_name("static")
MENU = (
    ("calls", Message("Calls"), anyone),
    ("applications", Message("Applications"), anyone),
    ("overlaps", Message("Overlaps"), coordinators),
    ("reviewing", Message("To review"), anyone),
    ("partners", Message("Partners"), anyone),
    ("calendar", Message("Calendar"), anyone),
    ("ideas.new", Message("Idea"), anyone),
)
SAYINGS = {
    "amounts": phrases.money,
    "brief_day": wording.brief_day,
    "called": phrases.called,
    "city": wording.city,
    "clock_time": wording.clock_time,
    "country": wording.country,
    "day": wording.day,
    "day_name": wording.day_name,
    "deadline": phrases.when,
    "kinds": phrases.kinds,
    "left": phrases.left,
    "money": wording.money,
    "month": wording.month,
    "number": wording.number,
    "percent": wording.percent,
    "promise": terms.promise,
    "promised": terms.promised,
    "role": role,
    "say": wording.say,
    "shares": phrases.shares,
    "short_day": wording.short_day,
    "term": wording.term,
    "told": phrases.told,
    "word": wording.word,
}


def hang(app: Flask, config: Config) -> None:
    """Furnish the templates; a name that was not given is an error."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        lambda text: wording.translations(g.language).gettext(text),
        lambda one, many, n: wording.translations(g.language).ngettext(one, many, n),
        newstyle=True,
        pgettext=lambda context, text: wording.translations(g.language).pgettext(context, text),
    )
    for name, saying in SAYINGS.items():
        env.filters[name] = partial(in_language, saying)
    env.filters["moment"] = partial(in_language, partial(wording.moment, zone=config.site.zone))
    env.filters["hour"] = partial(in_language, partial(wording.hour, zone=config.site.zone))
    env.filters["say_in"] = wording.say
    env.filters["browser"] = browser
    env.filters["places"] = places
    env.filters["host"] = lambda url: urlsplit(url).hostname or url
    env.globals.update(
        application_tabs=TABS,
        contact=config.site.contact,
        has_pdf=pdf.available,
        here=here,
        languages=wording.NAMES,
        menu=menu,
        most_told=MOST_NEW,
        own_share=own_share,
        organisation=config.sign_in.oidc.name if config.sign_in.oidc.issuer else "",
        site_name=config.site.name,
        static=static,
    )


def in_language(saying: Any, value: Any, *args: Any, **options: Any) -> str:
    """Say a value in the visitor's language."""
    return str(saying(value, *args, language=g.language, **options))


def places(words: str) -> str:
    """Name the areas where there are only their codes ("SE124, SE125")."""
    codes = words.split(", ")
    if not all(code in areas() for code in codes):
        return words
    return ", ".join(areas()[code].name for code in codes)


def browser(agent: str) -> str:
    """Say in two words what calls itself so: Firefox, Linux."""
    # In this order, since each calls itself by the names of those after it as well.
    kinds = {
        "Edg": "Edge",
        "OPR": "Opera",
        "Firefox": "Firefox",
        "Chrom": "Chrome",
        "Safari": "Safari",
    }
    homes = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
             "Mac OS": "Mac", "Linux": "Linux"}  # fmt: skip
    found = (
        next((name for sign, name in each.items() if sign in agent), "") for each in (kinds, homes)
    )
    return ", ".join(filter(None, found))


@cache
def hash_of(name: str) -> str:
    """Return what a file's address changes with."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def static(name: str) -> str:
    """Return a file's address, which may be kept for ever."""
    version = None if name.startswith("vendor/") else hash_of(name)
    return url_for("static", filename=name, v=version)


def menu() -> list[tuple[str, str, bool, int]]:
    """List the pages that exist, for whom they are meant: address, name, is it here, what waits."""
    shown = []
    for room, name, meant_for in MENU:
        endpoint = room if "." in room else f"{room}.every"
        declared = policy_of(current_app, endpoint)
        if declared and declared(g.person) and meant_for(g.person):
            path = url_for(endpoint)
            within = request.path == path or request.path.startswith(f"{path}/")
            waits = count_waiting(g.db, g.now) if room == "reviewing" and "refused" not in g else 0
            shown.append((path, wording.say(name, g.language), within, waits))
    return shown


def here() -> str:
    """Return the page to come back to after a form that stands on every page."""
    if request.method != "GET" or request.routing_exception:
        return "/"
    return request.full_path.rstrip("?")
