"""How the installation is: settings without secrets, risks, jobs, and the post that is tried."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Config, Data, Feed, Keys, Mail, Oidc, SignIn, Site, Sources, Web
from models import End, JobRun, Letter, Person
from models.job_run import MOST_TRIES
from papers.wording import Message, say
from tests.conftest import NOON, People
from tests.pages import operated, post, visitor
from web import create_app
from web.operating.told_settings import risks, told
from workflow.timetable import STEPS, Every, job_states, timetable

SECRET = "hushhush"
CONFIG = Config(
    site=Site(url="http://site.example", contact="olga@site.example"),
    data=Data(database=f"postgresql://{SECRET}user:{SECRET}@db.example/samsok"),
    mail=Mail(host="mail.example", security="tls", user=f"{SECRET}-u", password=SECRET),
    sign_in=SignIn(
        oidc=Oidc(
            issuer="https://id.example", client_id=SECRET, client_secret=SECRET, domains=("*",)
        )
    ),
    keys=Keys(gdp_vinnova=SECRET),
    feeds=(Feed(slug="f", funder="F", url=f"https://u:{SECRET}@feed.example/?key={SECRET}"),),
    sources=Sources(starts={"esf": f"https://{SECRET}:x@esf.example/"}),
)  # fmt: skip


@pytest.fixture
def people(session: Session) -> People:
    return operated(session)


def site(engine: Engine, folder: Path, **said: Any) -> Flask:
    facts = {"data": Data(folder=str(folder)), "site": Site(url="http://localhost"), **said}
    return create_app(Config(**facts), engine, lambda: NOON)


def words(config: Config, environ: dict[str, str]) -> str:
    """Return all that is told of settings, in one text."""
    return " ".join(
        say(each.said, "en") if isinstance(each.said, Message) else each.said
        for settings in told(config, environ).values()
        for each in settings
    )


def test_no_secret_is_told_by_any_setting() -> None:
    said = words(CONFIG, {})

    assert SECRET not in said
    assert "PostgreSQL, db.example, samsok" in said
    assert "feed.example" in said
    assert said.count("is set, and not shown") == 5


def test_every_setting_that_there_is_is_told() -> None:
    names = {each.name for settings in told(Config(), {}).values() for each in settings}

    assert {"site.url", "mail.password", "sign_in.oidc.issuer", "keys.gdp_vr"} <= names
    assert len(names) > 40


def test_where_a_setting_is_set_is_told() -> None:
    environ = {"SAMSOK_MAIL__HOST": "mail.example", "SAMSOK_SIGN_IN__OIDC__CLIENT_SECRET": "x"}
    tables = told(CONFIG, environ)

    place = {each.name: each.place for settings in tables.values() for each in settings}

    assert place["site.url"] == "file"
    assert place["mail.host"] == "$SAMSOK_MAIL__HOST"
    assert place["sign_in.oidc.client_secret"] == "$SAMSOK_SIGN_IN__OIDC__CLIENT_SECRET"
    assert place["web.port"] == ""


@pytest.mark.parametrize(
    ("config", "name"),
    [
        (Config(), "mail.host"),
        (Config(), "site.contact"),
        (CONFIG, "site.url"),
        (CONFIG, "mail.sender"),
        (Config(mail=Mail(host="mail.example")), "mail.security"),
        (Config(web=Web(bind="0.0.0.0")), "site.url"),
        (Config(web=Web(bind="0.0.0.0")), "web.proxies"),
        (Config(web=Web(workers=4)), "web.workers"),
    ],
)
def test_what_is_missing_or_risky_is_told(config: Config, name: str) -> None:
    assert name in dict(risks(config))


def test_settings_that_are_right_have_no_risk() -> None:
    good = Config(
        site=Site(url="https://site.example", contact="olga@site.example"),
        mail=Mail(host="mail.example", sender="samsok@site.example", security="starttls"),
        web=Web(bind="0.0.0.0", proxies=1),
    )

    assert list(risks(good)) == []


def test_operators_see_how_it_is_and_no_secret(
    engine: Engine, tmp_path: Path, people: People
) -> None:
    app = site(
        engine, tmp_path, mail=CONFIG.mail, keys=CONFIG.keys, feeds=CONFIG.feeds,
        sources=CONFIG.sources,
    )  # fmt: skip

    page = visitor(app, people.cleo).get("/settings").text

    assert SECRET not in page
    assert "SQLite" in page
    assert "The clock has not run yet" in page
    assert "makes no copies by itself" in page
    assert visitor(app, people.ada).get("/settings").status_code == 403


def run(job: str, ago: timedelta, *, done: bool = True, tries: int = 1) -> JobRun:
    return JobRun(
        job=job, scheduled_for=NOON - ago, clock="c", tries=tries,
        done_at=NOON - ago if done else None,
    )  # fmt: skip


def test_the_jobs_tell_when_they_ran_whether_they_broke_and_when_they_are_due(
    session: Session,
) -> None:
    minute = timedelta(minutes=1)
    session.add_all(
        [
            run("collect", 5 * minute), run("collect", 10 * minute),
            run("match", 30 * minute), run("match", 15 * minute, done=False, tries=2),
            run("digest", 60 * minute, done=False, tries=MOST_TRIES),
            run("group", minute, done=False),
        ]
    )  # fmt: skip
    session.flush()

    found = {each.job: each for each in job_states(session, timetable(), NOON)}

    assert {job: each.word for job, each in found.items() if each.word != "never"} == {
        "collect": "done", "match": "again", "digest": "broken", "group": "runs",
    }  # fmt: skip
    assert found["collect"].done_at == NOON - 5 * minute
    assert found["match"].done_at == NOON - 30 * minute
    assert found["collect"].due_at == NOON + 5 * minute
    assert found["digest"].due_at == NOON + 15 * minute


@pytest.mark.parametrize("due", [*map(Every, STEPS.values())])
@pytest.mark.parametrize("month", [3, 10])
def test_what_is_due_next_is_the_first_moment_after_now_that_is_due(due: Every, month: int) -> None:
    for hours in range(0, 24 * 10, 5):
        now = datetime(2026, month, 22, 0, 7, tzinfo=UTC) + timedelta(hours=hours)
        after = due.after(now)

        assert now < after
        assert due(after) == after
        assert due(after - timedelta(seconds=1)) == due(now)


def test_a_clock_that_stopped_is_told(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    session.add_all([run("post", timedelta(hours=2)), run("match", timedelta(hours=3), tries=2)])
    session.commit()
    session.close()

    page = visitor(site(engine, tmp_path), people.cleo).get("/settings").text

    assert "The clock has not run since 12" in page


def letter(person: Person, about: str, **said: Any) -> Letter:
    facts = {
        "kind": "digest", "subject": f"Letter {about}", "text": "", "html": "",
        "written_at": NOON - timedelta(days=1), "not_before": NOON - timedelta(days=1), **said,
    }  # fmt: skip
    return Letter(person_id=person.id, about=about, **facts)


def test_the_state_of_the_post_is_told(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    session.add_all(
        [
            letter(people.ada, "1"),
            letter(people.ada, "2", not_before=NOON + timedelta(minutes=5)),
            letter(people.ada, "3", sent_at=NOON - timedelta(days=2)),
            letter(people.ada, "4", sent_at=NOON - timedelta(days=20)),
            letter(
                people.ada,
                "5",
                trouble="refused by the server",
                ended=End.FAILED,
                ended_at=NOON - timedelta(days=1),
            ),
        ]
    )
    session.commit()
    session.close()

    page = visitor(site(engine, tmp_path), people.cleo).get("/mail").text

    facts = page.split('<dl class="facts')[1].split("</dl>")[0]
    assert [part.split("<")[0] for part in facts.split("<dd>")[1:]] == ["1", "1", "1", "1"]
    assert "refused by the server" in page


def test_a_test_letter_goes_to_who_asks_and_once_in_a_minute(
    engine: Engine, tmp_path: Path, people: People, session: Session
) -> None:
    cleo = visitor(site(engine, tmp_path), people.cleo)

    for _ in range(2):
        answer = post(cleo, "/mail/test", "/mail")

    letters = session.query(Letter).all()
    assert [(each.person_id, each.kind) for each in letters] == [(people.cleo.id, "test")]
    assert "/in/" in letters[0].text
    session.close()
    assert "Test letter of" in cleo.get(answer.location).text


def test_the_pages_of_operators_lead_to_each_other(
    engine: Engine, tmp_path: Path, people: People
) -> None:
    cleo = visitor(site(engine, tmp_path), people.cleo)

    for path in ("/settings", "/mail", "/outbox"):
        page = cleo.get(path).text

        assert all(f'href="{each}"' in page for each in ("/settings", "/mail", "/outbox")), path
