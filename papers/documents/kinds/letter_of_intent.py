"""A letter of intent: a party says that it means to take part."""

from papers.documents.common import about, approvals, background, own_terms, signing
from papers.documents.facts import Facts
from papers.documents.paper import Block, Bullets, Heading, Text, Voice


def letter_of_intent(facts: Facts, _: Voice) -> list[Block]:
    """Say what a party intends, and that it intends no more."""
    bid, party = facts.bid, facts.party
    means = [
        _("The letter says what {partner} intends. It is no agreement.", partner=party.name),
        _("It rests on the application being granted in the main as it is described here."),
        _("What the parties owe each other is written in the agreement that they make."),
    ]
    if party.part == "associated":
        means.insert(1, _("{partner} promises no money.", partner=party.name))
    return [
        Text(
            _("{partner} intends to take part in “{title}”.", partner=party.name, title=bid.title)
        ),
        about(bid, _),
        Heading(_("What we intend")),
        *own_terms(facts, _),
        *background(bid, _),
        Heading(_("What the letter means")),
        Bullets(tuple(means)),
        *approvals(facts, _),
        *signing((party,), _),
    ]
