"""The dates of a call as they were told over time, so that a calendar can follow each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from lexicon.terms import Deadline
from models import Call, CallChange


@dataclass
class Thread:
    """One date through its moves: its number in the call never changes."""

    number: int
    date: Deadline
    dropped: bool = field(default=False)


def threads(call: Call, changes: Sequence[CallChange], *, doubtful: bool) -> list[Thread]:
    """Follow the dates through the changes of `deadlines`, the oldest first.

    What is held was never told, so it moves nothing; while the days are in doubt, those that were
    told last stand.
    """
    told = [each for each in changes if not each.held]
    held = [each for each in changes if each.held]
    now_said = tuple(each.deadline for each in call.dates)
    steps = [(each.noticed_at, decoded(each.new)) for each in told]
    earliest = (told or held)[:1]
    first = decoded(earliest[0].old) if earliest else now_said
    found = [Thread(number, date) for number, date in enumerate(first, 1)]
    if not doubtful:
        steps.append((max([call.seen_at, *(at for at, _ in steps)]), now_said))
    for at, dates in steps:
        move(found, dates, at)
    return found


def decoded(kept: str) -> tuple[Deadline, ...]:
    """Read what a change keeps."""
    return msgspec.json.decode(kept, type=tuple[Deadline, ...])


def move(found: list[Thread], dates: Sequence[Deadline], at: datetime) -> None:
    """Let the dates take the place of those before: the same day, else the only other of its kind.

    What had passed by then is over, not dropped: it was a date to apply by.
    """
    rest = list(dates)
    left = [each for each in found if not each.dropped]
    for thread in list(left):
        same = next((each for each in rest if each.day == thread.date.day), None)
        if same:
            thread.date = same
            rest.remove(same)
            left.remove(thread)
    left = [each for each in left if each.date.passes_at() > at]
    for kind in {each.kind for each in rest}:
        new = [each for each in rest if each.kind == kind]
        old = [each for each in left if each.date.kind == kind]
        if len(new) == len(old) == 1:
            old[0].date = new[0]
            rest.remove(new[0])
            left.remove(old[0])
    for thread in left:
        thread.dropped = True
    found += [Thread(number, date) for number, date in enumerate(rest, len(found) + 1)]
