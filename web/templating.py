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
from papers import phrases, wording
from papers.wording import Message
from web.doors import anyone, coordinators, operators, policy_of
from workflow.waiting import count_waiting

STATIC = Path(__file__).with_name("static")
MENU = (
    ("calls", Message("Calls"), anyone),
    ("applications", Message("Applications"), anyone),
    ("overlaps", Message("Overlaps"), coordinators),
    ("reviewing", Message("To review"), anyone),
    ("partners", Message("Partners"), anyone),
    ("sources", Message("Sources"), operators),
    ("outbox", Message("Outbox"), operators),
)
SAYINGS = {
    "amounts": phrases.money,
    "brief_day": wording.brief_day,
    "called": phrases.called,
    "city": wording.city,
    "clock_time": wording.clock_time,
    "day": wording.day,
    "deadline": phrases.when,
    "kinds": phrases.kinds,
    "left": phrases.left,
    "money": wording.money,
    "month": wording.month,
    "number": wording.number,
    "percent": wording.percent,
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
    env.filters["places"] = places
    env.filters["host"] = lambda url: urlsplit(url).hostname or url
    env.globals.update(
        here=here,
        menu=menu,
        own_share=phrases.own_share,
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
        declared = policy_of(current_app, f"{room}.every")
        if declared and declared(g.person) and meant_for(g.person):
            path = url_for(f"{room}.every")
            within = request.path == path or request.path.startswith(f"{path}/")
            waits = count_waiting(g.db, g.now) if room == "reviewing" and "refused" not in g else 0
            shown.append((path, wording.say(name, g.language), within, waits))
    return shown


def here() -> str:
    """Return the page to come back to after a form that stands on every page."""
    if request.method != "GET" or request.routing_exception:
        return "/"
    return request.full_path.rstrip("?")
