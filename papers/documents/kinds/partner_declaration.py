"""A partner declaration: a party stands by its part of an application."""

from papers.documents.common import about, approvals, background, own_terms, signing
from papers.documents.facts import Facts
from papers.documents.paper import Block, Bullets, Heading, Text, Voice


def partner_declaration(facts: Facts, _: Voice) -> list[Block]:
    """Say what a party declares. A programme that has a form of its own wants that one."""
    bid, party = facts.bid, facts.party
    return [
        Text(
            _(
                "{partner} declares that it takes part in “{title}” as is said here.",
                partner=party.name, title=bid.title,
            )
        ),
        about(bid, _),
        Heading(_("Our part")),
        *own_terms(facts, _),
        *background(bid, _),
        Heading(_("What we declare")),
        Bullets(
            (
                _("We have read the application and agree to our part of it."),
                _("We have, or will have, the people and the means for our part."),
                _("{lead} applies for all and speaks with the funder.", lead=bid.lead.name),
                _("We tell the other parties at once if something in this changes."),
            )
        ),
        Text(_("If the programme has a form of its own, use that one.")),
        *approvals(facts, _),
        *signing((party,), _),
    ]  # fmt: skip
