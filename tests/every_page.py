"""Every page of a site with one of everything in it, as each kind of visitor meets it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from models import Person
from tests.furnishing import World
from tests.walking import ROWS

ROLES = "oc-r"  # who sees most comes first: what another sees alike is not looked at twice
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
# What differs without being another page: the token of a form, and where to go on afterwards.
PASSING = re.compile(r'name="csrf_token" value="[^"]*"|[?&]next=[^"]*')
# Pages as they look after something was done, or asked for.
ALSO = (
    "/calls?tab=open", "/calls?q=nothing&area=Nowhere", "/calls/1?thanks=1", "/partners?q=nothing",
    "/partners/1?saved=1", "/persons?q=nothing", "/review?done=1-title", "/review/1/deadlines",
    "/review/1/amounts", "/review/1/text", "/review/1/same?q=lakes", "/accessibility?sent=1",
    "/nowhere",
)  # fmt: skip


class Shown(NamedTuple):
    """A page, and who sees it."""

    role: str
    path: str
    html: str

    def __str__(self) -> str:
        return f"{self.role} {self.path}"


def world_in_swedish(folder: Path) -> World:
    """Return a site with one of everything, whose words are Swedish: they are longer."""
    world = World(folder)
    with Session(world.engine) as session:
        session.execute(update(Person).values(language="sv"))
        session.commit()
    world.keep()
    return world


def every_page(world: World) -> Iterator[Shown]:
    """Yield every page, once for all who see the same."""
    seen = set()
    for role in ROLES:
        for path in addresses(world, role):
            html = look(world.app, path, world.cookies.get((role, True), ""))
            main = MAIN.search(PASSING.sub("", html))
            if main and main[0] not in seen:
                seen.add(main[0])
                yield Shown(role, path, html)


def addresses(world: World, role: str) -> Iterator[str]:
    """Yield the addresses of all pages that somebody may see."""
    for name, row in ROWS.items():
        if name.startswith("GET") and role in row.own and name != "GET static":
            yield world.address(name, row)
    yield from ALSO


def look(app: Flask, path: str, cookie: str) -> str:
    """Return a page's HTML; nothing, where it leads on or is a file."""
    client = app.test_client()
    if cookie:
        client.set_cookie("samsok", cookie)
    shown = client.get(path, headers={"Accept-Language": "sv"}, buffered=True)
    assert shown.status_code < 500, path
    leads_on = shown.status_code in (301, 302, 303)
    return "" if leads_on or shown.mimetype != "text/html" else shown.text
