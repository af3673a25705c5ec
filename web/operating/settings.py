"""How the installation is: its settings, jobs, versions and disk. For operators."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from flask import Blueprint, current_app, g, render_template
from sqlalchemy import text

from papers.wording import Message
from web.doors import operators, policy
from web.operating.told_settings import risks, told
from workflow.timetable import JobState, job_states, timetable

pages = Blueprint("settings", __name__)

# Longer than this, and no clock runs: the post is due every fifteen seconds.
SILENT = timedelta(minutes=10)
LIBRARIES = ("flask", "sqlalchemy", "apscheduler", "scikit-learn", "babel", "icalendar")
SCARCE = 1 << 30
TABLES = {
    "site": Message("The site"),
    "data": Message("Data"),
    "mail": Message("Mail"),
    "bounces": Message("Returned letters"),
    "web": Message("Pages"),
    "sign_in": Message("Signing in"),
    "files": Message("Files that people send"),
    "privacy": Message("Personal data"),
    "accessibility": Message("Accessibility"),
    "matching": Message("Matching"),
    "digest": Message("The letter of the week"),
    "sources": Message("Sources"),
    "keys": Message("Keys to sources"),
    "feeds": Message("Feeds of the settings"),
    "pages": Message("Read pages of the settings"),
}


@pages.get("/settings")
@policy(operators)
def every() -> str:
    """Show how the installation is; everything is changed in the settings file."""
    config = current_app.config["SITE"]
    jobs = job_states(g.db, timetable(), g.now)
    return render_template(
        "settings/list.html",
        tables=told(config),
        names=TABLES,
        risks=[*risks(config), *troubles(jobs)],
        jobs=jobs,
        versions=versions(),
        disk=disk(Path(config.data.folder)),
        kind=g.db.get_bind().dialect.name,
    )


def troubles(jobs: list[JobState]) -> Iterator[tuple[str, Message]]:
    """Return what is missing or risky in how things go."""
    done = max((each.done_at for each in jobs if each.done_at), default=None)
    if done is None:
        yield "", Message("The clock has not run yet: nothing is read, matched or sent.")
    elif done < g.now - SILENT:
        yield "", Message("The clock has not run since {moment}.", {"moment": local(done)})
    for each in jobs:
        if each.word in ("broken", "again"):
            yield "", Message("The job {job} breaks; the log says why.", {"job": each.job})
    folder = Path(current_app.config["SITE"].data.folder)
    if shutil.disk_usage(folder if folder.exists() else ".").free < SCARCE:
        yield "data.folder", Message("Less than 1 GB is left on the disk.")
    # There is no way of telling from here whether the machine makes copies.
    yield (
        "data.folder",
        Message("Samsök makes no copies by itself. Copy the database and the folder every day."),
    )


def local(moment: object) -> object:
    """Return a moment as it is said in a sentence."""
    return current_app.jinja_env.filters["moment"](moment)


def versions() -> list[tuple[str, str]]:
    """Return which versions of what are at work."""
    if g.db.get_bind().dialect.name == "sqlite":
        database = ("SQLite", sqlite3.sqlite_version)
    else:
        database = ("PostgreSQL", g.db.scalar(text("SHOW server_version")) or "")
    libraries = [(each, version(each)) for each in LIBRARIES]
    return [("Python", platform.python_version()), *libraries, database]


def disk(folder: Path) -> dict[str, int]:
    """Return what is used and left, in bytes."""
    files = folder.rglob("*") if folder.exists() else ()
    used = sum(each.stat().st_size for each in files if each.is_file())
    return {"used": used, "left": shutil.disk_usage(folder if folder.exists() else ".").free}
