"""Two bids line by line, and what a merger of them would mean."""

import re
from dataclasses import dataclass

from flask import g
from markupsafe import Markup, escape

from lexicon.terms import Verdict
from models import Application, Overlap
from papers.wording import Message, money, percent, say
from workflow import cofunding
from workflow.merging import asks_anew

SAME, PARTLY, OTHER = Message("Same"), Message("Partly the same"), Message("Different")


@dataclass(frozen=True)
class Row:
    """One line of the comparison: what it is about, how alike, and each side."""

    name: Message
    tag: Message | None
    sides: list[Markup | str]


def compared(overlap: Overlap) -> list[Row]:
    """Compare the bids line by line."""
    bids = [each.application for each in overlap.members]
    forms = {form.lower() for each in overlap.reasons for form in (each.word, each.met)}
    names = [[part.partner.name for part in each.parts] for each in bids]
    common = set.intersection(*(set(each) for each in names))
    totals = [cofunding.sums(each) for each in bids]
    return [
        Row(
            Message("Call"),
            SAME if len({each.call and each.call.alike[0] for each in bids}) == 1 else OTHER,
            [each.call.title if each.call else "–" for each in bids],
        ),
        Row(
            Message("What it is about"),
            PARTLY if forms else None,
            [marked(each.summary, forms) for each in bids],
        ),
        Row(Message("Lead applicant"), None, [each.lead.name for each in bids]),
        Row(
            Message("Parties"),
            Message("{number} in common", {"number": len(common)}),
            [
                Markup(", ").join(
                    Markup("<mark>{}</mark>").format(name) if name in common else escape(name)
                    for name in each
                )
                for each in names
            ],
        ),
        Row(
            Message("Total cost"),
            None,
            [money(each.total_cost, each.currency, g.language) for each in totals],
        ),
        Row(
            Message("Co-funding"),
            None,
            [percent(each.share, g.language) if each.share is not None else "–" for each in totals],
        ),
    ]


def marked(text: str, forms: set[str]) -> Markup:
    """Mark the words that the bids share."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if piece.lower() in forms else escape(piece)
        for piece in re.split(r"(\w+)", text)
    )


def consequences(overlap: Overlap, stays: Application) -> tuple[bool, list[str]]:
    """Say what a merger into this bid would mean; first, whether the call's rules would hold."""
    parts = [part for each in overlap.members for part in each.application.parts]
    currency = cofunding.currency_of(stays)
    if {part.currency for part in parts} != {currency}:
        return False, [say(Message("The sums are in different currencies."), g.language)]
    total = cofunding.added(parts, currency)
    amounts, rates = (stays.call.amounts, stays.call.rates) if stays.call else ((), ())
    cap, need = cofunding.ceiling(amounts, total), cofunding.need(rates, total)
    said = [
        Message(
            "Together they cost {total} and apply for {support}.",
            {
                "total": money(total.total_cost, currency, g.language),
                "support": money(total.support, currency, g.language),
            },
        )
    ]
    holds = True
    if cap and cap.left < 0:
        holds = False
        over = money(-cap.left, currency, g.language)
        said.append(Message("That is {over} above the ceiling.", {"over": over}))
    if need and total.share is not None:
        holds = holds and need.met is Verdict.YES
        shares = {
            "share": percent(total.share, g.language),
            "asked": percent(need.share, g.language),
        }
        said.append(Message("The co-funding would be {share}; the call says {asked}.", shares))
    again = {
        part.partner.name
        for each in overlap.members
        if each.application is not stays
        for part in each.application.parts
        if asks_anew(part, stays)
    }
    asked = {"names": ", ".join(sorted(again))}
    said.append(Message("To be asked to approve anew: {names}.", asked))
    return holds, [say(each, g.language) for each in said]
