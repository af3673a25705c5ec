"""Whether a reading can be believed, by what its source usually gives. Pure.

A reading that cannot be changes nothing. Each check can be answered once by a person who looked:
that is right for this source.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from scrapers.draft import Draft

SOME = 3  # a source that usually gives fewer may be empty
FEW = 0.3  # of the usual number
UNDATED = 0.5  # of the usual share of calls with a day
MANY = 8  # so many calls seldom close on one day
# What stands above a list, or beside it in a menu, and is no call.
HEADING = re.compile(
    r"(?:aktuella |öppna |kommande |alla |våra )?(?:utlysningar|bidrag|stöd|erbjudanden)"
    r"|(?:aktuelle |åpne |åbne |alle )?(?:utlysninger|tilskudd|tilskud|puljer|tilskudsordninger)"
    r"|(?:avoimet |tulevat |kaikki )?(?:haut|avustukset|rahoitus|rahoitushaut)"
    r"|(?:open |current |upcoming |all |our )?(?:calls|calls for (?:proposals|applications)|grants"
    r"|funding|funding opportunities)"
    r"|start(?:sida)?|hem|home|forside|etusivu|meny|menu|nyheter|news|kontakt(?:a oss)?"
    r"|contact(?: us)?"
    r"|läs mer|read more|sök|search|om oss|about(?: us)?|cookies|kakor|logga in",
    re.IGNORECASE,
)


class Check(StrEnum):
    """What may be wrong with a reading."""

    EMPTY = "empty"
    FEW = "few"
    UNDATED = "undated"
    ONE_DAY = "one_day"
    HEADING = "heading"
    HOST = "host"


@dataclass(frozen=True)
class Tally:
    """What a reading gave, in numbers: calls, those with a day, and different days."""

    seen: int
    dated: int
    days: int
    host: str = ""


@dataclass(frozen=True)
class Suspicion:
    """A check that failed, with what was expected and what was seen."""

    check: Check
    words: str


def tally(drafts: Sequence[Draft], host: str = "") -> Tally:
    """Count what a reading gave; `host` is where its first answer came from in the end."""
    days = {each.day for draft in drafts for each in draft.deadlines}
    dated = sum(1 for draft in drafts if draft.deadlines)
    return Tally(seen=len(drafts), dated=dated, days=len(days), host=host)


def suspicion(
    drafts: Sequence[Draft], now: Tally, past: Sequence[Tally], accepted: Iterable[str] = ()
) -> Suspicion | None:
    """Return the first check that a reading fails, but for those that a person accepted.

    `past` are the good readings before, the newest first; without any, only what no source gives
    is suspect.
    """
    usual = median(each.seen for each in past) if past else 0
    share = median(each.dated / each.seen for each in past if each.seen) if any(
        each.seen for each in past) else 0.0  # fmt: skip
    several = not past or any(each.days != 1 for each in past)
    headings = [draft.title for draft in drafts if HEADING.fullmatch(draft.title.strip(" .:›»"))]
    host = next((each.host for each in past if each.host), "")
    found = [
        (Check.EMPTY, usual >= SOME and not drafts, f"no calls, where {usual:g} are usual"),
        (Check.FEW, usual >= SOME and 0 < now.seen < FEW * usual,
         f"{now.seen} calls, where {usual:g} are usual"),
        (Check.UNDATED, now.seen >= SOME and now.dated < UNDATED * share * now.seen,
         f"{now.dated} of {now.seen} calls have a day, where {share:.0%} is usual"),
        (Check.ONE_DAY, several and now.dated >= MANY and now.days == 1,
         f"all {now.dated} calls close on the same day"),
        (Check.HEADING, bool(headings), f"a heading is taken for a call: {headings[:1]}"),
        (Check.HOST, bool(host and now.host) and now.host != host,
         f"the answer came from {now.host}, where {host} is usual"),
    ]  # fmt: skip
    accepted = set(accepted)
    return next(
        (Suspicion(check, words) for check, failed, words in found
         if failed and check not in accepted), None,
    )  # fmt: skip
