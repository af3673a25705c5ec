"""A power of attorney: a party lets the lead submit the application for it."""

from papers.documents.common import about, approvals, named, own_terms, signing
from papers.documents.facts import Facts
from papers.documents.paper import Block, Bullets, Heading, Terms, Text, Voice


def power_of_attorney(facts: Facts, _: Voice) -> list[Block]:
    """Say what the lead may do for a party, and what it may not.

    Energimyndigheten asks one of each party's authorised representative (energimyndigheten.se).
    """
    bid, party = facts.bid, facts.party
    return [
        Text(
            _(
                "{partner} gives {lead} the power to represent it in the application “{title}”.",
                partner=party.name, lead=bid.lead.name, title=bid.title,
            )
        ),
        Terms(((_("Gives the power"), named(party, _)), (_("Receives it"), named(bid.lead, _)))),
        about(bid, _),
        Heading(_("The power covers")),
        Bullets(
            (
                _("submitting the application, in the funder's own system"),
                _("answering the funder's questions about it, and completing it"),
                _("receiving the funder's decision for the party"),
            )
        ),
        Heading(_("It does not cover")),
        Bullets(
            (
                _("changing what the party does or pays, as said below"),
                _("making agreements or taking up debts for the party"),
                _("giving the power on to somebody else"),
            )
        ),
        Heading(_("The part that it is about")),
        *own_terms(facts, _),
        Heading(_("How long")),
        Text(
            _(
                "The power holds until the funder has decided on the application. It can be taken"
                " back in writing at any time."
            )
        ),
        *approvals(facts, _),
        *signing((party,), _),
    ]  # fmt: skip
