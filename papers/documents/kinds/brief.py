"""A brief of one page: what is applied for, of whom, by whom, for how much."""

import msgspec

from papers.documents.common import everybody
from papers.documents.facts import Facts
from papers.documents.paper import Block, Heading, Terms, Text, Voice

MOST_PARTIES, MOST_SIGNS, MOST_NAME = 10, 800, 60


def brief(facts: Facts, _: Voice) -> list[Block]:
    """Tell it on one page; a long text is cut where a sentence ends."""
    bid = facts.bid
    rows = [(_("Lead applicant"), bid.lead.name)]
    if bid.call:
        rows.append((_("Call"), ", ".join(filter(None, [shortened(bid.call, 160), bid.funder]))))
    if bid.closes:
        rows.append((_("Deadline"), _.day(bid.closes)))
    asked = [_.money(each.total_cost - each.co_funding, each.currency) for each in bid.totals]
    rows.append((_("Support applied for"), ", ".join(asked)))
    said = shortened(" ".join(bid.summary.split()), MOST_SIGNS)
    short = tuple(
        msgspec.structs.replace(each, name=shortened(each.name, MOST_NAME)) for each in bid.parties
    )
    what: list[Block] = [Heading(_("What it is about")), Text(said)] if said else []
    return [
        Terms(tuple(rows)),
        *what,
        Heading(_("Who takes part")),
        *everybody(msgspec.structs.replace(bid, parties=short), _, MOST_PARTIES),
    ]


def shortened(words: str, most: int) -> str:
    """Cut words after the last sentence that fits, or else after a word."""
    if len(words) <= most:
        return words
    room = words[: most - 1]
    ends = max(room.rfind(mark) for mark in (". ", "! ", "? "))
    return room[: ends + 1] if ends > most // 2 else (room.rsplit(" ", 1)[0] or room) + "…"
