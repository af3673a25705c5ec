"""The calls that are new to one person, and which of them a letter tells."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from lexicon.terms import Band, Deadline, Eligibility, Likeness, Verdict
from models import Call, Interest, Match, Partner, Person, Role
from papers.wording import Message
from workflow.interests.choosing import BETTER, MOST_NEW

MOST_WORDS = 4
MOST_IN_ALL = 15  # in one letter; what is over comes in the next
WATCHERS = (Role.REPRESENTATIVE, Role.PROJECT_GROUP, Role.COORDINATOR)
# Which open question weighs most: whoever may not apply need not read on.
WEIGHT = ("applicant", "area", "years", "co_funding", "payment", "amount", "time")


class Fit(NamedTuple):
    """A match in brief, to choose among many; its call is the one that is shown."""

    match_id: int
    call_id: int
    partner_id: int
    band: Band
    score: float
    found_at: datetime


@dataclass(frozen=True)
class Told:
    """A call that fits: for which partner, by which of its interests and words.

    `again`: it was told before, and has opened anew. `back`: why it is told again to a partner that
    had said no to it.
    """

    call: Call
    deadline: Deadline | None
    partner: Partner
    interest: Interest
    words: tuple[str, ...]
    others: tuple[str, ...]
    match: Match
    again: bool = False
    back: Message | None = None

    @property
    def caveat(self) -> Eligibility | None:
        """Return the weightiest condition of which it is not known whether it is met."""
        unknown = {
            each.condition: each
            for each in self.match.eligibility
            if each.verdict is Verdict.UNKNOWN
        }
        return next((unknown[each] for each in WEIGHT if each in unknown), None)

    @property
    def doubt(self) -> str:
        """Return the first field of the call that was not read with certainty, if there is one."""
        return next((each.field for each in self.call.doubts), "")


class Choice(NamedTuple):
    """The fits that a letter tells, each with those of other partners, and how many it leaves."""

    fits: list[list[Fit]]
    more: int


def choice(
    fits: Iterable[Fit], told_from: Mapping[int, Band], known: Collection[int], since: datetime
) -> Choice:
    """Choose, of the calls that are new, which ones a letter tells each partner of.

    Those that fit as well as the partner wants to be told from, the best ten, and the others next
    time; if there are none, the one that fits best of what came since. `known` are the calls that
    the person was told of. Measured in benchmarks/digests.py.
    """
    new = sorted((each for each in fits if each.call_id not in known), key=by_call)
    calls = [list(group) for _, group in groupby(new, key=lambda each: each.call_id)]
    chosen: list[list[Fit]] = []
    left = 0
    for partner in sorted({each[0].partner_id for each in calls}):
        ours = sorted((each for each in calls if each[0].partner_id == partner), key=fitness)
        wanted = [each for each in ours if is_wanted(each[0], told_from[partner])]
        poor = [each for each in ours if each not in wanted and each[0].found_at >= since]
        told = wanted[:MOST_NEW] or poor[:1]
        chosen += told
        left += len(wanted) + len(poor) - len(told)
    chosen.sort(key=fitness)
    return Choice(chosen[:MOST_IN_ALL], left + len(chosen[MOST_IN_ALL:]))


def is_wanted(fit: Fit, told_from: Band) -> bool:
    """Say whether a call fits as well as the partner wants to be told from."""
    return BETTER[fit.band] <= BETTER[told_from]


def by_call(fit: Fit) -> tuple[int, float, int]:
    """Sort by call, and the best fit of each first."""
    return fit.call_id, -fit.score, fit.match_id


def fitness(fits: Sequence[Fit]) -> tuple[int, float, int]:
    """Sort calls by how well they fit, the best first."""
    return BETTER[fits[0].band], -fits[0].score, fits[0].match_id


def told_as(
    match: Match, fits: Sequence[Fit], names: Mapping[int, str], now: datetime, *, again: bool,
    back: Message | None,
) -> Told:  # fmt: skip
    """Tell of a call by its best match."""
    nearest = match.call.next_date(now)
    also = {names[each.partner_id]: None for each in fits[1:]}
    also.pop(match.interest.partner.name, None)
    own = (reason.word for reason in match.reasons if reason.likeness is Likeness.WORD)
    return Told(
        call=match.call,
        deadline=nearest.deadline if nearest else None,
        partner=match.interest.partner,
        interest=match.interest,
        words=tuple(dict.fromkeys(own))[:MOST_WORDS],
        others=tuple(also),
        match=match,
        again=again,
        back=back,
    )


def partners_as(person: Person, roles: Collection[Role]) -> list[int]:
    """Return the ids of the partners in which the person is one of these things."""
    return sorted({each.partner_id for each in person.memberships if each.role in roles})


def in_order(told: Iterable[Told], now: datetime) -> Iterator[Told]:
    """Yield them as they close, those that never do first."""
    yield from sorted(told, key=lambda each: each.deadline.passes_at() if each.deadline else now)
