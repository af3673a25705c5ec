"""One way out to strangers, and what they say comes in as words: no HTML of theirs is ever shown.

Nothing is stored as HTML, so there is nothing to sanitise: pages and feeds become plain text in the
reader's process, and templates escape all of it.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from jobs.digest import digest
from lexicon.terms import Reason
from models import Band, Letter, Match, Person
from scrapers import Draft, source_of
from tests.conftest import NOON, People
from tests.pages import open_site, visitor

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
REL = 'rel="noopener noreferrer nofollow"'
# What leads to pages of our own, or to a program for letters.
# `back` is vetted by web/calls/reviewing.py, `onward` by web/people/signing_in.py: a path of this
# site, or the front page.
OWN = re.compile(
    r"\{\{ ?(?:url_for|link|wish_link|answer_link|path_of)\(|/|#|mailto:"
    r"|\{\{ (?:href|page|back|onward|link|home|there|leave) \}\}"
)


OUT = [
    "import requests", "import httpx", "import urllib3", "from urllib3.util import Url",
    "import socket", "from socket import create_connection", "import ssl", "import aiohttp",
    "import http.client", "from http import client", "from http.client import HTTPConnection",
    "import urllib.request", "from urllib import request", "from urllib.request import urlopen",
    "import asyncio", "import ftplib", "import smtplib", "import xmlrpc.client", "import _socket",
    "import imaplib", "import poplib", "from feedparser import parse",
    "from lxml.html import parse as look", "from trafilatura import fetch_url",
]  # fmt: skip


@pytest.mark.parametrize("module", ["jobs/collect.py", "scrapers/sources/new.py", "web/new.py"])
def test_nobody_else_may_go_out(module: str) -> None:
    code = "def out() -> None:\n" + "".join(f"    {line}\n" for line in OUT)
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename"]

    checked = subprocess.run(
        [*command, module, "--output-format", "concise", "-"],
        input=code, capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip

    refused = {int(line) for line in re.findall(r":(\d+):\d+: TID251", checked.stdout)}
    assert [line for at, line in enumerate(OUT, 2) if at not in refused] == []


def test_only_these_go_out() -> None:
    allowed = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    files = set(re.findall(r'^"(.+?)" = \[.*"TID251"', allowed, re.MULTILINE))

    assert files == {
        "tests/*", "scrapers/{addresses,connecting,fetching,guarded}.py", "jobs/mailing.py",
        "jobs/mailbox.py", "jobs/serve.py", "scrapers/reading.py", "benchmarks/collect.py",
        "benchmarks/post.py",
    }  # fmt: skip


def links(template: Path) -> Iterator[tuple[str, str]]:
    """Yield the place that each link of a template leads to, and the whole tag."""
    for tag in re.findall(r"<a\s(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>", template.read_text("utf-8")):
        if href := re.search(r'href="(.+?)"(?=[\s>])', tag):
            yield href[1], tag


def test_links_out_give_nothing_away() -> None:
    out = [(each.name, tag) for each in TEMPLATES for place, tag in links(each)
           if not OWN.match(place)]  # fmt: skip

    assert len(out) >= 4
    assert [each for each in out if REL not in each[1]] == []


def test_no_template_trusts_what_it_is_given() -> None:
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for template in TEMPLATES:
        parsed = reader.parse(template.read_text("utf-8"))

        safe = [each.node for each in parsed.find_all(nodes.Filter) if each.name == "safe"]
        assert [each for each in safe if not isinstance(each, nodes.Const)] == []
        assert [*parsed.find_all(nodes.ScopedEvalContextModifier)] == []
        rels = [each for each in parsed.find_all(nodes.Filter) if each.name == "urlize"]
        assert all("noreferrer" in str(each.kwargs) for each in rels)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", " "]
)
def test_a_call_leads_to_the_web_and_nowhere_else(url: str) -> None:
    with pytest.raises(ValueError, match="not a full address"):
        Draft(identifier="1", url=url, title="x", funder="x", language="sv")


EVIL = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>', '<form action="javascript:alert(1)"><input></form>',
    '"><script>alert(1)</script>', "<iframe srcdoc='<script>alert(1)</script>'>", "<b>x</b>",
]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_words_of_strangers_are_shown_as_words(
    engine: Engine, session: Session, tmp_path: Path, evil: str
) -> None:
    people = People(session)
    call = people.lakes
    call.title, call.text, call.applicants, call.area_text = f"Lakes {evil}", evil, evil, evil
    call.funder, call.programme, call.season = evil, evil, evil
    reason = Reason(word=evil, met=evil, weight=0.2)
    interest = people.town.interests[0].id
    session.add(
        Match(
            interest_id=interest, call=call, found_at=NOON, score=0.4, band=Band.GOOD,
            reasons=(reason,), eligibility=(),
        )
    )  # fmt: skip
    digest(session, NOON + timedelta(hours=1), "Europe/Stockholm")
    session.commit()
    letters = [each.html for each in session.scalars(select(Letter))]
    paths = ("/calls", f"/calls/{call.id}", "/sources")
    session.expire_on_commit = False
    ada = session.get_one(Person, people.ada.id)
    session.close()
    browser = visitor(open_site(engine, tmp_path), ada)

    shown = [browser.get(path).text for path in paths]

    assert sum("Lakes" in each for each in (*shown, *letters)) >= 3
    assert [each for each in (*shown, *letters) if evil in each] == []


@pytest.mark.parametrize("evil", EVIL)
def test_a_page_in_a_feed_becomes_plain_text(evil: str) -> None:
    body = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><guid>1</guid>'
        f"<title type='text/plain'><![CDATA[Utlysning {evil}]]></title>"
        f"<link>https://x.example/1</link><description><![CDATA[Ni kan söka stöd. {evil} "
        "Sista ansökningsdag är den 1 mars 2027.]]></description></item></channel></rss>"
    ).encode()
    made = source_of("feed", slug="x", funder="x", start="https://x.example", language="sv",
                     zone="Europe/Stockholm")  # fmt: skip

    reading = made.read_answer(body, made.start)

    assert reading.suspicion is None
    (draft,) = reading.drafts
    assert draft.url == "https://x.example/1"
    assert not re.search(r"<\w", draft.title + draft.text)
