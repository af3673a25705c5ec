"""A record of a party's own approval, for its registrar."""

from papers.documents.common import about, own_terms, seal
from papers.documents.facts import Facts
from papers.documents.paper import Block, Heading, Terms, Text, Voice


def sign_on_record(facts: Facts, _: Voice) -> list[Block]:
    """Say who approved what for the party, when and by what authority."""
    party = facts.party
    rows: list[tuple[str, str]] = []
    if said := party.approval:
        rows = [
            (_("Approved by"), ", ".join(filter(None, [said.name, said.title]))),
            (_("Approved on"), _.day(said.day)),
            (_("Kind of approval"), _("binding") if said.binding else _("preliminary")),
        ]
        capacity = _.term(said.capacity, "capacity")
        rows += [(_("In the capacity of"), capacity)] if capacity else []
        rows += [(_("By the authority of"), said.authority)] if said.authority else []
    for name, words in (
        (_("Protocol and paragraph"), party.protocol),
        (_("Diary number"), party.diary_number),
        (_("Delegation"), party.delegation),
    ):
        rows += [(name, words)] if words else []
    given: list[Block] = [Heading(_("The approval")), Terms(tuple(rows))] if rows else []
    return [
        Text(
            _("What {partner} has approved in a joint application.", partner=party.name)
            if said
            else _("What is proposed to {partner} in a joint application.", partner=party.name)
        ),
        about(facts.bid, _),
        *given,
        Heading(_("The part")),
        *own_terms(facts, _),
        *seal(party, _),
    ]
