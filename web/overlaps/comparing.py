"""Bids side by side, line by line: what is the same, what is different, which words both have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import g
from markupsafe import Markup, escape

from lexicon import municipalities
from lexicon.areas import areas
from lexicon.target_groups import groups_named
from lexicon.terms import Verdict
from models import Application, Overlap, OverlapMember, Partner
from papers.phrases import when
from papers.wording import Message, day, money, percent, say
from workflow.applications import cofunding, rates

CLOSES, SENT = Message("closes {when}"), Message("to be sent by {when}")
ANSWERED = Message("parties answer by {when}")
SAME, PARTLY, OTHER = Message("Same"), Message("Partly the same"), Message("Different")
NOTHING = Markup("–")
SWEDISH = "sv"  # the partnership's own language, in which its bids are written


@dataclass(frozen=True)
class Row:
    """One line of the comparison: what it is about, how alike, and each side."""

    name: Message
    tag: Message | None
    sides: Sequence[Markup | str]

    @property
    def kind(self) -> str:
        """Return the kind of tag: what is different is no warning, what is the same is news."""
        return "warn" if self.tag is OTHER else "info"


def compared(overlap: Overlap) -> list[Row]:
    """Compare the members line by line; of programmes nothing is said where no call has one."""
    members = overlap.members
    forms = {form.lower() for each in overlap.reasons for form in (each.word, each.met)}
    programmes = [programme(each) for each in members]
    return [
        of_names(Message("Call"), [called(each) for each in members]),
        *([of_names(Message("Programme"), programmes)] if any(programmes) else []),
        of_words(Message("What it is about"), [idea(each) for each in members], forms),
        of_groups([groups_named(told(each, "target_group"), SWEDISH) for each in members]),
        of_names(Message("Place"), [places(each) for each in members]),
        of_words(Message("Activities"), [activities(each) for each in members], forms),
        Row(Message("Budget"), None, [budget(each) for each in members]),
        Row(Message("Co-funding"), None, [co_funding(each) for each in members]),
        of_parties(members),
        of_names(Message("Timetable"), [timetable(each) for each in members]),
    ]


def of_names(name: Message, sides: Sequence[Sequence[str]]) -> Row:
    """Compare names, and mark those that all have."""
    common = set.intersection(*map(set, sides))
    return Row(
        name, shared([set(each) for each in sides]), [listed(each, common) for each in sides]
    )


def of_groups(sides: Sequence[dict[str, str]]) -> Row:
    """Compare target groups, each in the bid's own words."""
    common = set.intersection(*map(set, sides))
    cells = [listed(list(each.values()), {each[code] for code in common}) for each in sides]
    return Row(Message("Target group"), shared([set(each) for each in sides]), cells)


def of_words(name: Message, sides: Sequence[str], forms: set[str]) -> Row:
    """Compare texts by the words that were found in all."""
    cells = [marked(each, forms) if each else NOTHING for each in sides]
    if not all(sides):
        return Row(name, None, cells)
    if len(set(sides)) == 1:
        return Row(name, SAME, cells)
    met = all("<mark>" in each for each in cells)
    return Row(name, PARTLY if met else OTHER, cells)


def of_parties(members: Sequence[OverlapMember]) -> Row:
    """Compare who is in, and say how many are in all."""
    names = [[partner.name for partner in partners(each)] for each in members]
    common = set.intersection(*map(set, names))
    tag = Message("{number} in common", {"number": len(common)})
    return Row(Message("Parties"), tag, [listed(each, common) for each in names])


def shared(sides: Sequence[set[str]]) -> Message | None:
    """Say how much the members have in common of something, if all have any."""
    if not all(sides):
        return None
    if all(each == sides[0] for each in sides):
        return SAME
    return PARTLY if set.intersection(*sides) else OTHER


def listed(names: Sequence[str], common: set[str]) -> Markup:
    """List names, those that all have marked."""
    told = (Markup("<mark>{}</mark>").format(n) if n in common else escape(n) for n in names)
    return Markup(", ").join(told) or NOTHING


def marked(text: str, forms: set[str]) -> Markup:
    """Mark the words that the bids share."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if piece.lower() in forms else escape(piece)
        for piece in re.split(r"(\w+)", text)
    )


def called(member: OverlapMember) -> list[str]:
    """Name the call that is shown for a member's."""
    return [member.call.alike[0].title] if member.call else []


def programme(member: OverlapMember) -> list[str]:
    """Name the programme that a member's call belongs to."""
    return [member.call.programme] if member.call and member.call.programme else []


def idea(member: OverlapMember) -> str:
    """Return what a member says of itself."""
    return member.stance.words if member.stance else member.bid.summary


def activities(member: OverlapMember) -> str:
    """Return what is to be done, and what each party does of it."""
    parts = member.application.parts if member.application else []
    works = [each.work for each in parts]
    return "\n".join(filter(None, [written(member, "activities", "work_packages"), *works]))


def written(member: OverlapMember, *codes: str) -> str:
    """Return what stands under some headings of a bid (lexicon/outlines.csv)."""
    sections = member.application.sections if member.application else []
    return "\n".join(each.text for each in sections if each.code in codes and each.text)


def told(member: OverlapMember, code: str) -> str:
    """Return what stands under a heading, or where nothing does all that a member says."""
    if words := written(member, code):
        return words
    title = "" if member.stance else member.title
    return "\n".join(filter(None, [title, idea(member), activities(member)]))


def partners(member: OverlapMember) -> list[Partner]:
    """Return who is in it and has not declined."""
    bid = member.application
    return [each.partner for each in bid.parts] if bid else member.partners


def places(member: OverlapMember) -> list[str]:
    """Return the municipalities that a member names, and where its parties are."""
    named = dict.fromkeys(municipalities.named(told(member, "area")))
    for each in partners(member):
        where = each.municipality or (areas()[each.area].name if each.area in areas() else "")
        if where:
            named[where] = None
    return [*named]


def budget(member: OverlapMember) -> Markup:
    """Say what a bid costs and applies for."""
    bid = member.application
    if bid is None:
        return NOTHING
    sums = cofunding.sums(bid)
    told = {
        "total": money(sums.total_cost, sums.currency, g.language),
        "support": money(sums.support, sums.currency, g.language),
    }
    return escape(say(Message("{total}, applies for {support}", told), g.language))


def co_funding(member: OverlapMember) -> Markup:
    """Say the bid's own share, and whether it meets the call's rule."""
    bid = member.application
    share = cofunding.sums(bid).share if bid else None
    if bid is None or share is None:
        return NOTHING
    return escape(percent(share, g.language)) + Markup(" ") + rule(bid)


def rule(bid: Application) -> Markup:
    """Say as a tag whether the call's rule is met, if it has one."""
    need = rates.need(bid.call, bid.parts, cofunding.sums(bid))
    if need is None or need.met is Verdict.UNKNOWN:
        return Markup("")
    met = need.met is Verdict.YES
    words = Message("meets the rule") if met else Message("does not meet {share}")
    told = say(Message(words.id, {"share": percent(need.share, g.language)}), g.language)
    return Markup('<span class="tag tag-{}">{}</span>').format("ok" if met else "bad", told)


def timetable(member: OverlapMember) -> list[str]:
    """Say when a member's call closes, by when its parties mean to be ready, and its own plan."""
    bid = member.application
    date = member.call.next_date(g.now) if member.call else None
    days = [
        (CLOSES, when(date.deadline, g.language) if date else ""),
        (SENT, day(bid.target, g.language) if bid and bid.target else ""),
        (ANSWERED, day(bid.answer_by, g.language) if bid and bid.answer_by else ""),
    ]
    said = [say(Message(each.id, {"when": told}), g.language) for each, told in days if told]
    return [*said, *filter(None, [written(member, "timetable")])]
