"""Writing people what is new: each letter is kept together with what it tells, or not at all."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from sqlalchemy import insert
from sqlalchemy.orm import Session

from models import Letter, Match, Mention, Notice, Pace, Person, Topic
from models.database import add_once
from papers import letters
from papers.letters import Written
from workflow.letters.edition import Edition
from workflow.letters.marking import note, take_back
from workflow.letters.new_calls import Told, told_as
from workflow.letters.news import SEVERAL, News, Sketch, complete, sketch
from workflow.letters.readers import Reader, matches, readers
from workflow.letters.rhythms import DAY, LATE, Due, digest_due, reminder_due
from workflow.telling import send

DIGEST, REMINDER, PREVIEW = "digest", "reminder", "preview"
YEAR = 366
NEW_HERE = timedelta(hours=1)  # whoever is met for the first time waits for the next usual hour

log = structlog.get_logger()


class Task(NamedTuple):
    """For which hours one person is to be written to: what is new, what is to be reminded of."""

    reader: Reader
    digest: Due | None
    reminder: Due | None


class Sheet(NamedTuple):
    """A letter before it is worded; its kind and period are unique for the person."""

    reader: Reader
    kind: str
    day: dt.date
    period: str
    news: News

    def values(self) -> dict[str, Any]:
        """Return what the templates ask for."""
        return {"news": self.news, "today": self.day, "week": self.day.isocalendar().week}


def write(
    session: Session, edition: Edition, people: Sequence[Person], *, carried: bool = False
) -> int:
    """Write to those of these people who are due; return how many letters it became.

    `carried` says that letters leave the house: one of what was new that has not left is taken
    back, and told in this one. Otherwise the outbox is where they are read.
    """
    now = edition.now
    known = [
        each for each in readers(session, edition, people) if not is_new_here(session, each, now)
    ]
    tasks = [each for reader in known if (each := task(reader, now))]
    if carried and tasks:
        due = {each.reader.person.id for each in tasks if each.digest}
        back, held = take_back(session, due, now)
        anew = {each.person.id: each for each in readers(session, edition, back)} if back else {}
        tasks = [
            each._replace(reader=anew.get(each.reader.person.id, each.reader))
            for each in tasks
            if each.reader.person.id not in held
        ]
    for each in tasks:
        if each.digest:
            note(session, each.reader, Topic.DIGEST, each.digest.moment, now)
        if each.reminder:
            note(session, each.reader, Topic.REMINDER, each.reminder.moment, now)
    return post(session, edition, in_time(tasks, now))


def write_now(session: Session, edition: Edition, people: Sequence[Person]) -> int:
    """Write to all of these who want to know what is new, due or not; return to how many."""
    known = [each for each in readers(session, edition, people) if each.when.wants_news]
    return post(session, edition, [at_will(each, edition) for each in known])


def preview(session: Session, edition: Edition, person: Person) -> Written | None:
    """Return the letter that a person would get now, if there is anything to tell them."""
    [reader] = readers(session, edition, [person])
    for sheet in composed(session, edition, [at_will(reader, edition)]):
        return letters.write(sheet.kind, person.language, {"name": person.name, **sheet.values()})
    return None


def send_preview(
    session: Session, edition: Edition, person: Person, *, to: Person, now: datetime
) -> bool:
    """Send somebody else the letter that a person would get, to be seen as mail shows it.

    Its links are those of who gets it, and nothing is noted as told.
    """
    written = preview(session, edition, person)
    return written is not None and add_once(
        session, Letter, person_id=to.id, kind=PREVIEW, about=f"{person.id}:{now.isoformat()}",
        **written._asdict(), written_at=now, not_before=now,
    )  # fmt: skip


def at_will(reader: Reader, edition: Edition) -> Task:
    """Return a task for now."""
    due = Due(edition.now, reader.when.today(edition.now))
    wants = reader.when.pace is not Pace.NEVER and reader.when.days_before
    return Task(reader, due, due if wants else None)


def task(reader: Reader, now: datetime) -> Task | None:
    """Say for which hours a person is to be written to that nobody has thought of yet."""
    digest, reminder = digest_due(reader.when, now), reminder_due(reader.when, now)
    if digest and reader.since(Topic.DIGEST) >= digest.moment:
        digest = None
    if reminder and reader.since(Topic.REMINDER) >= reminder.moment:
        reminder = None
    return Task(reader, digest, reminder) if digest or reminder else None


def is_new_here(session: Session, reader: Reader, now: datetime) -> bool:
    """Say whether the person is met for the first time, after their hour: the next is theirs."""
    due = digest_due(reader.when, now)
    if Topic.DIGEST in reader.marks or due is None:
        return False
    note(session, reader, Topic.SOURCES, now, now)
    if due.moment > now - NEW_HERE:
        return False
    note(session, reader, Topic.DIGEST, now, now)
    return True


def in_time(tasks: Sequence[Task], now: datetime) -> list[Task]:
    """Put now in the place of hours long past: no letter is of the day before yesterday."""
    late = [each for each in tasks if each.digest and each.digest.moment < now - LATE]
    if late:
        log.warning("digests missed, written for now", people=len(late))
    return [
        each._replace(digest=Due(now, each.reader.when.today(now))) if each in late else each
        for each in tasks
    ]


def composed(session: Session, edition: Edition, tasks: Iterable[Task]) -> list[Sheet]:
    """Return what is to be written; nothing to tell, no letter."""
    drawn = [(each, sketch(edition, each.reader)) for each in tasks]
    wanted = [
        fits[0].match_id for each, drawing in drawn if each.digest for fits in drawing.chosen.fits
    ]
    found = matches(session, wanted) if wanted else {}
    sheets = [sheet_of(each, drawing, found, edition) for each, drawing in drawn]
    return [each for each in sheets if each.news.fresh]


def sheet_of(task: Task, drawing: Sketch, found: Mapping[int, Match], edition: Edition) -> Sheet:
    """Lay out what one person is told; who asked for reminders only gets nothing else."""
    reader = task.reader
    if task.digest is None:
        assert task.reminder
        day, near, late = task.reminder.day, drawing.news.reminders, drawing.news.unreplied
        told = News(
            replies=[each.member for each in late], unreplied=late, reminders=near,
            fresh=bool(near or late),
        )  # fmt: skip
        return Sheet(reader, REMINDER, day, str(day), told)
    if task.reminder is None:
        drawing = drawing.without_reminders()
    news = complete(drawing, told_of(drawing, found, edition), edition, reader)
    day = task.digest.day
    hour = f"{task.digest.moment:%Y-%m-%dT%H:%MZ}"
    return Sheet(reader, DIGEST, day, hour if is_at_once(reader) else str(day), news)


def is_at_once(reader: Reader) -> bool:
    """Say whether the person may get several letters a day."""
    return reader.when.pace is Pace.AT_ONCE


def told_of(drawing: Sketch, found: Mapping[int, Match], edition: Edition) -> list[Told]:
    """Return the new calls that were chosen."""
    return [
        told_as(
            found[fits[0].match_id], fits, edition.names, edition.now,
            again=fits[0].call_id in drawing.again,
            back=edition.why_back(fits[0]),
        )
        for fits in drawing.chosen.fits
    ]  # fmt: skip


def post(session: Session, edition: Edition, tasks: Iterable[Task]) -> int:
    """Write the letters, each with what it tells; return how many were new."""
    written = 0
    for sheet in composed(session, edition, tasks):
        person = sheet.reader.person
        if send(session, person, sheet.kind, about=sheet.period, now=edition.now, **sheet.values()):
            keep(session, edition, sheet)
            written += 1
    session.flush()
    return written


def keep(session: Session, edition: Edition, sheet: Sheet) -> None:
    """Keep what a letter told, and up to when; what it did not tell of keeps its mark."""
    now, news, reader = edition.now, sheet.news, sheet.reader
    mentions: list[tuple[int | None, str]] = [(e.call.id, e.about) for e in news.reminders]
    mentions += [(None, each.about) for each in news.unreplied]
    mentions += [(each.call.id, SEVERAL) for each in news.several]
    for call_id, about in mentions:
        add_once(session, Mention, person_id=reader.person.id, call_id=call_id, about=about, at=now)
    if sheet.kind != DIGEST:
        return
    if news.new:
        told = [notice(reader.person, each.match, now) for each in news.new]
        session.execute(insert(Notice), told)
    for topic in (Topic.ASKED, Topic.CHANGES, Topic.SOURCES):
        note(session, reader, topic, edition.to, now)
    note(session, reader, Topic.ANSWERS, edition.said_to, now)
    if news.always:
        note(session, reader, Topic.ROLLING, now, now)


def notice(person: Person, match: Match, now: datetime) -> dict[str, Any]:
    """Keep what a letter told, as it was then: its reasons stay true after another weighing."""
    return {
        "person_id": person.id, "interest_id": match.interest_id, "call_id": match.call_id,
        "at": now, "score": match.score, "band": match.band, "reasons": match.reasons,
        "matcher": match.matcher,
    }  # fmt: skip


def next_hour(reader: Reader, now: datetime) -> datetime | None:
    """Return when the person is written to next of what is new, if ever."""
    for days in range(1, YEAR):
        due = digest_due(reader.when, now + days * DAY)
        if due and due.moment > now:
            return due.moment
    return None
