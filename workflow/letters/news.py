"""What there is to tell one person: gathered here, worded by papers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from lexicon.terms import Phase
from models import (
    Application,
    Call,
    CallChange,
    Commitment,
    OverlapMember,
    Role,
    Topic,
)
from workflow.access import SIGNERS, speaks
from workflow.applications.grouping import Several
from workflow.letters.edition import Edition, Said, Silence
from workflow.letters.new_calls import Choice, Fit, Told, choice, in_order, partners_as
from workflow.letters.readers import BEGINNING, Reader
from workflow.letters.reminders import Reminder, Unreplied, due, tasks_due, unreplied
from workflow.writing.tasks import is_for

SOON = timedelta(days=30)
NUDGE = timedelta(days=14)
QUIET = timedelta(days=1)  # a source that failed this morning may be well by noon
WEEK = timedelta(weeks=1)
SEVERAL = "several"


@dataclass(frozen=True)
class News:
    """All that one letter tells, section by section. Gone are calls whose page is.

    more: how many new calls the letter leaves to the page, and to the next letter.
    """

    parts: list[Commitment] = field(default_factory=list)
    replies: list[OverlapMember] = field(default_factory=list)
    unreplied: list[Unreplied] = field(default_factory=list)  # of the replies, reminded of now
    reminders: list[Reminder] = field(default_factory=list)
    several: list[Several] = field(default_factory=list)
    soon: list[Told] = field(default_factory=list)
    later: list[Told] = field(default_factory=list)
    rolling: list[Told] = field(default_factory=list)
    coming: list[Told] = field(default_factory=list)
    always: list[Call] = field(default_factory=list)
    changed: list[tuple[Call, list[CallChange]]] = field(default_factory=list)
    gone: list[Call] = field(default_factory=list)
    answers: list[tuple[Call, list[tuple[str, Said]]]] = field(default_factory=list)
    silent: list[Silence] = field(default_factory=list)
    more: int = 0
    fresh: bool = False

    @property
    def new(self) -> list[Told]:
        """Return the calls that are new, in the order of the letter."""
        return self.soon + self.later + self.rolling + self.coming

    @property
    def touched(self) -> list[Call]:
        """Return the calls that changed, or whose page is gone."""
        return [call for call, _ in self.changed] + self.gone

    @property
    def nearest(self) -> dt.date | None:
        """Return the nearest day to apply by among the new calls."""
        return min((each.deadline.day for each in self.new if each.deadline), default=None)


@dataclass(frozen=True)
class Sketch:
    """News without its new calls, and which calls these are to be."""

    news: News
    chosen: Choice
    again: frozenset[int]

    def without_reminders(self) -> "Sketch":
        """Return the same without reminding of anything."""
        return replace(self, news=replace(self.news, reminders=[], unreplied=[]))


def sketch(edition: Edition, reader: Reader) -> Sketch:
    """Gather what waits for the person, what came since their last letter, and what to choose."""
    person = reader.person
    signing = partners_as(person, SIGNERS)
    known, now = reader.mentioned, edition.now
    tasks = [each for each in edition.tasks if is_for(each, person)]
    reminders = due(reader.followed(edition), edition.meetings, reader.when, known, now)
    reminders += tasks_due(tasks, reader.when, known, now)
    replies = [each for each in edition.replies if speaks(person, each.lead)]
    since, follows = reader.since(Topic.CHANGES), reader.follows(edition)
    again = frozenset(
        fit.call_id
        for fit in reader.fits
        if (told := reader.told.get(fit.call_id)) and is_again(fit, told, edition, since)
    )
    told_already = reader.told.keys() - again
    news = News(
        parts=[part for id in signing for part in edition.parts.get(id, ())],
        replies=replies,
        unreplied=unreplied(replies, reader.when, known, now),
        reminders=sorted(reminders, key=lambda each: each.day),
        several=several(edition, reader),
        always=always(edition, reader),
        changed=changed(edition, follows, since, again),
        gone=gone(edition, reader, since),
        answers=answers(edition, reader),
        silent=[each for each in edition.silent if each.since <= edition.to - QUIET],
    )
    chosen = choice(reader.fits, reader.told_from, told_already, since)
    return Sketch(news, chosen, again)


def is_again(fit: Fit, told: datetime, edition: Edition, since: datetime) -> bool:
    """Say whether a call that was told before is news once more.

    It has opened again, or what the partner said no for since then is gone.
    """
    if back := edition.back(fit):
        return told <= back.said_at
    return told < edition.reopened.get(fit.call_id, BEGINNING) >= since


def complete(drawn: Sketch, told: Iterable[Told], edition: Edition, reader: Reader) -> News:
    """Put the new calls in, and say whether all this is worth a letter."""
    found = replace(drawn.news, more=drawn.chosen.more, soon=[], later=[], rolling=[], coming=[])
    for each in in_order(told, edition.now):
        section_of(found, each, edition.now).append(each)
    asked, quiet = reader.since(Topic.ASKED), reader.since(Topic.SOURCES)
    waits = [each.application.opened_at >= asked for each in found.parts]
    waits += [urgent(each.application, edition.now) for each in found.parts]
    waits += [(each.overlap.proposed_at or edition.now) >= asked for each in found.replies]
    waits += [
        quiet <= each.since + WEEK < edition.to and quiet > BEGINNING for each in found.silent
    ]
    fresh = (
        found.new or found.changed or found.gone or found.answers or found.several
        or found.reminders or found.unreplied or any(waits)
    )  # fmt: skip
    return replace(found, fresh=bool(fresh))


def section_of(found: News, told: Told, now: datetime) -> list[Told]:
    """Choose where in the letter a call stands."""
    if told.call.phase(now) is Phase.PLANNED:
        return found.coming
    if told.deadline is None:
        return found.rolling
    return found.soon if told.deadline.passes_at() <= now + SOON else found.later


def urgent(application: Application, now: datetime) -> bool:
    """Say whether an answer is asked for within a fortnight: worth a letter of its own."""
    return application.answer_by is not None and application.answer_by <= (now + NUDGE).date()


def several(edition: Edition, reader: Reader) -> list[Several]:
    """Return the calls that fit several parties, for who works on what they do together."""
    if Role.PROJECT_GROUP not in {each.role for each in reader.person.memberships}:
        return []
    return [each for each in edition.several if (each.call.id, SEVERAL) not in reader.mentioned]


def always(edition: Edition, reader: Reader) -> list[Call]:
    """Return the calls open all year that were told before this month, once in a month."""
    month = reader.when.today(edition.now).replace(day=1)
    if reader.when.today(reader.since(Topic.ROLLING)) >= month:
        return []
    fitting = dict.fromkeys(each.call_id for each in reader.fits)
    return [
        edition.rolling[id]
        for id in fitting
        if id in edition.rolling
        and id in reader.told
        and reader.when.today(reader.told[id]) < month
    ]


def changed(
    edition: Edition, follows: dict[int, datetime], since: datetime, again: frozenset[int]
) -> list[tuple[Call, list[CallChange]]]:
    """Return what changed in [since, to) in calls that the person was told of or answered.

    What was so already when they were told, or answered, is no change to them.
    """
    found = []
    for call_id in sorted(follows.keys() & edition.changes.keys() - again):
        begun = max(since, follows[call_id])
        changes = [each for each in edition.changes[call_id] if each.noticed_at >= begun]
        if told := weighty(net(changes)):
            found.append((edition.changes[call_id][0].call, told))
    return found


def net(changes: Iterable[CallChange]) -> list[CallChange]:
    """Sum up what became of each field: what came back to what it was is not told."""
    told: dict[str, CallChange] = {}
    for each in changes:
        known = told.get(each.field)
        told[each.field] = (
            CallChange(field=each.field, old=known.old, new=each.new) if known else each
        )
    return [each for each in told.values() if each.old != each.new]


def weighty(changes: list[CallChange]) -> list[CallChange]:
    """Leave the rest out where a call was withdrawn, paused or taken up again."""
    return [each for each in changes if each.field == "status"] or changes


def gone(edition: Edition, reader: Reader, since: datetime) -> list[Call]:
    """Return the calls that the person's partners answered, and whose page went of late."""
    answered = reader.answered(edition)
    return [
        call
        for id, call in edition.gone.items()
        if id in answered and call.page_gone_since and call.page_gone_since >= since
    ]


def answers(edition: Edition, reader: Reader) -> list[tuple[Call, list[tuple[str, Said]]]]:
    """Return what other partners said of late about calls that the person's partners follow."""
    since, found = reader.since(Topic.ANSWERS), []
    calls = {each.call.id: each.call for each in reader.followed(edition)}
    for call_id, call in calls.items():
        told = [
            (edition.names[each.partner_id], each)
            for each in edition.said.get(edition.shown.get(call_id, call_id), ())
            if since <= each.at < edition.said_to and each.partner_id not in reader.partner_ids
        ]
        if told:
            found.append((call, told))
    return found
