"""What letters say of a call beside its terms: whom it is for, what is open, when to decide."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from lexicon.terms import Deadline
from papers.phrases import called, kinds, left, weekday, when
from papers.wording import Message, say, short_day

MOST_KINDS, MOST_WORDS = 4, 120
CAVEATS = {
    "area": Message("the call does not say whether your area is included."),
    "applicant": Message("the call does not say whether an organisation like yours may apply."),
    "years": Message("it asks for a number of years, and we do not know how long you have been."),
    "co_funding": Message("the call does not say how much you have to pay yourselves."),
    "payment": Message("the money comes afterwards, and we do not know whether you can wait."),
    "amount": Message("the call does not say how much one may get."),
    "time": Message("we do not know whether the money comes in time for you."),
}
DOUBT = Message("this could not be read with certainty: {what}.")
MEETING = Message("The last meeting before the deadline is on {meeting} ({body}). Decide by {by}.")
PAPERS = Message(
    "The last meeting before the deadline is on {meeting} ({body}), with papers due on {papers}."
    " Decide by {by}."
)
SAYINGS = {
    "lead": Message("We want to lead"),
    "join": Message("We are interested"),
    "support": Message("We support it"),
}


class Meets(Protocol):
    """A body that meets on a day, and the day its papers are due."""

    body: str
    day: dt.date
    papers_due: dt.date | None


def who(applicant_kinds: Sequence[str], applicants: str, language: str) -> str:
    """Write who may apply; empty if nothing is known."""
    if applicant_kinds:
        more = "…" if len(applicant_kinds) > MOST_KINDS else ""
        return kinds(applicant_kinds[:MOST_KINDS], language) + more
    words = " ".join(applicants.split())
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"


def caveat(condition: str, doubt: str, language: str) -> str:
    """Write the weightiest open question: a condition, else a field that is in doubt."""
    if condition:
        return say(CAVEATS[condition], language)
    return (
        say(Message(DOUBT.id, {"what": called(doubt, language).lower()}), language) if doubt else ""
    )


def answered(answer: str, language: str) -> str:
    """Write what a partner answered."""
    return say(SAYINGS[answer], language)


def closing(deadline: Deadline, today: dt.date, language: str) -> str:
    """Write when a call closes, and how near that is."""
    values = {"day": when(deadline, language), "left": left(deadline.day, today, language)}
    return say(Message("Closes on {day}: {left}.", values), language)


def deciding(meeting: Meets, by: dt.date, language: str) -> str:
    """Write at which meeting one can still decide, and by when it has to be prepared."""
    values = {
        "meeting": short_day(meeting.day, language), "body": meeting.body,
        "by": weekday(by, language),
    }  # fmt: skip
    if meeting.papers_due is None:
        return say(Message(MEETING.id, values), language)
    values["papers"] = short_day(meeting.papers_due, language)
    return say(Message(PAPERS.id, values), language)
