"""What a finding adds up to, line by line: passages, or sums, hours and bids with a limit."""

from decimal import Decimal
from typing import NamedTuple

from flask import g

from lexicon.overlap_types import Common, Trait
from models import Overlap
from papers.wording import Message, money, number, percent, say, term
from workflow.overlaps.finding import BY_TEXT

COUNTED = (Trait.PASSAGE, Trait.MONEY, Trait.HOURS, Trait.BID, Trait.ANSWER)
TOGETHER, LIMIT = Message("Together"), Message("Limit: {words}").id


class Added(NamedTuple):
    """One line: what it is, and what it adds."""

    words: str
    number: str
    passage: bool = False


def lines(overlap: Overlap) -> list[Added]:
    """Return the lines, their sum, and the limit that it is held against, where there is one.

    Where, for whom and with whom bids are, and what they cost, stand in the comparison.
    """
    wanted = (Trait.PASSAGE,) if overlap.kind in BY_TEXT else COUNTED
    found = [each for each in overlap.common if each.trait in wanted]
    limit = next((each for each in overlap.common if each.trait is Trait.LIMIT), None)
    shown = [
        Added(words(each), measured(each.number, each), each.trait is Trait.PASSAGE)
        for each in found
    ]
    if len(found) > 1 and len({(each.trait, each.unit) for each in found}) == 1:
        total = sum((each.number for each in found), Decimal(0))
        shown.append(Added(say(TOGETHER, g.language), measured(total, found[0])))
    if limit and found:
        said = Message(LIMIT, {"words": limit.words})
        shown.append(Added(say(said, g.language), measured(limit.number, found[0])))
    return shown


def words(each: Common) -> str:
    """Say what a line is about; a cost is a party's, of a kind, in a year (by_text.py)."""
    match each.words.rsplit(", ", 2):
        case [party, kind, year] if each.trait is Trait.MONEY and year.isdecimal():
            return f"{party}, {term(kind, 'costkind', g.language)}, {year}"
    return each.words


def measured(value: Decimal, like: Common) -> str:
    """Say a number as one of its kind: a share of the shorter text, a sum, hours of a year."""
    if like.trait is Trait.PASSAGE:
        return percent(round(value * 100, 0), g.language)
    if like.trait is Trait.MONEY:
        return money(value, like.unit, g.language)
    if like.trait is Trait.HOURS:
        unit, _, year = like.unit.partition("/")
        return f"{number(value, g.language)}\u00a0{unit} ({year})"
    return number(value, g.language)
