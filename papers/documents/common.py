"""What several kinds of documents say alike."""

from papers.documents.facts import Bid, Facts, Party, Sums
from papers.documents.paper import (
    Block,
    Code,
    Heading,
    Places,
    Table,
    Terms,
    Text,
    Voice,
    paragraphs,
)


def about(bid: Bid, _: Voice) -> Terms:
    """Say which application it is about."""
    rows = [(_("Application"), bid.title), (_("Lead applicant"), named(bid.lead, _))]
    rows += [(_("Funder"), bid.funder)] if bid.funder else []
    rows += [(_("Call"), bid.call)] if bid.call else []
    rows += [(_("The funder's number"), bid.reference)] if bid.reference else []
    return Terms(tuple(rows))


def named(party: Party, _: Voice) -> str:
    """Name a party with its number, if it has one."""
    if not party.number:
        return party.name
    return _("{name}, organisation number {number}", name=party.name, number=party.number)


def role(party: Party, _: Voice) -> str:
    """Name what a party is in the application."""
    return {
        "lead": _("Lead applicant"),
        "partner": _("Project partner"),
        "co_financier": _("Co-financier"),
        "participating": _("Participating actor"),
        "associated": _("Stands behind the application"),
    }[party.part]


def own_terms(facts: Facts, _: Voice) -> list[Block]:
    """Say what a party takes upon itself."""
    party = facts.party
    rows = [(_("Role"), role(party, _))]
    if party.part in ("lead", "partner"):
        rows.append((_("Total cost of the part"), _.money(party.total_cost, party.currency)))
    if party.part not in ("participating", "associated"):
        rows.append((_("Co-funding"), _.money(party.co_funding, party.currency)))
    return [Terms(tuple(rows)), *work(party, _)]


def work(party: Party, _: Voice) -> list[Block]:
    """Say what a party does, in its own words."""
    if not party.work.strip():
        return []
    return [Heading(_("What {partner} does", partner=party.name)), *paragraphs(party.work)]


def everybody(bid: Bid, _: Voice, most: int | None = None) -> list[Block]:
    """Show all parts with their sums; of more than `most`, how many others there are."""
    shown = bid.parties[:most]
    rows = tuple((each.name, role(each, _), *sums(each, _)) for each in shown)
    table = Table(
        head=(_("Party"), _("Role"), _("Total cost"), _("Co-funding")),
        rows=rows,
        foot=tuple((_("Together"), "", *sums(each, _)) for each in bid.totals),
        sums=2,
    )
    if more := len(bid.parties) - len(shown):
        return [
            table,
            Text(_("The sums are those of all; {more} more parties take part.", more=more)),
        ]
    return [table]


def sums(of: Party | Sums, _: Voice) -> tuple[str, str]:
    """Say a total cost and a co-funding."""
    return _.money(of.total_cost, of.currency), _.money(of.co_funding, of.currency)


def background(bid: Bid, _: Voice) -> list[Block]:
    """Say what the application is about, in its own words."""
    if not bid.summary.strip():
        return []
    return [Heading(_("What the application is about")), *paragraphs(bid.summary)]


def approvals(facts: Facts, _: Voice) -> list[Block]:
    """Say who has approved what it rests on, and when."""
    rows = [(each.name, approved(each, _)) for each in facts.signers if each.approval]
    return [Heading(_("Approved in the application")), Terms(tuple(rows))] if rows else []


def approved(party: Party, _: Voice) -> str:
    """Say who approved a part."""
    assert party.approval
    said = party.approval
    capacity = _.term(said.capacity, "capacity")
    who = ", ".join(filter(None, [said.name, said.title, capacity]))
    told = (
        _("{who} on {day}", who=who, day=said.day)
        if said.binding
        else _("{who} on {day}, preliminarily", who=who, day=said.day)
    )
    return ". ".join(filter(None, [told, said.authority, party.protocol, party.diary_number])) + "."


def seal(party: Party, _: Voice) -> list[Block]:
    """Give the seal of the terms and what it is of, so that anybody can compare."""
    if party.approval is None:
        return []
    return [
        Heading(_("The seal")),
        Text(_("The seal is the SHA-256 of the terms below, written exactly so (UTF-8).")),
        Code(party.approval.seal),
        Code(party.approval.terms),
    ]


def signing(parties: tuple[Party, ...], _: Voice) -> list[Block]:
    """Leave room for signatures."""
    lines = (_("Place and date"), _("Signature"), _("Name in print and title"))
    return [Heading(_("Signatures")), Places(tuple(each.name for each in parties), lines)]


def draft(facts: Facts, _: Voice) -> str:
    """Say what nobody has approved yet, or what is approved preliminarily only."""
    missing = ", ".join(each.name for each in facts.signers if each.approval is None)
    if missing:
        return _("Draft. Not yet approved by {names}.", names=missing)
    unsure = [each for each in facts.signers if each.approval and not each.approval.binding]
    if unsure:
        names = ", ".join(each.name for each in unsure)
        return _("Preliminary. A decision is awaited from {names}.", names=names)
    return ""
