"""A co-funding certificate: a party says what it pays, in money or otherwise."""

from papers.documents.common import about, approvals, signing
from papers.documents.facts import Facts, Line
from papers.documents.paper import Block, Bullets, Heading, Table, Text, Voice


def cofin_certificate(facts: Facts, _: Voice) -> list[Block]:
    """Say how much a party gives, as what, and on what condition.

    ESF-rådet had no template of its own (esf.se, 2021-04-20).
    """
    bid, party = facts.bid, facts.party
    amount = _.money(party.co_funding, party.currency)
    lines = tuple((given(each, _), _.money(each.amount, party.currency)) for each in party.paid_by)
    if not lines:
        lines = ((_("To be filled in: money, working time or other"), amount),)
    return [
        Text(
            _(
                "{partner} co-funds “{title}” with {amount}, provided that the funder grants the"
                " application.",
                partner=party.name, title=bid.title, amount=amount,
            )
        ),
        about(bid, _),
        Heading(_("How it is given")),
        Table(head=(_("Kind"), _("Amount")), rows=lines, foot=((_("Together"), amount),)),
        Heading(_("What the signer has looked at")),
        Bullets(
            (
                _("The amount is decided, or it is said above that it is preliminary."),
                _("The same amount is not promised to another project."),
                _("The same costs are not paid by other support."),
            )
        ),
        *approvals(facts, _),
        *signing((party,), _),
    ]  # fmt: skip


def given(line: Line, _: Voice) -> str:
    """Say as what co-funding is given, of what it is made, and by whom it is yet to be decided."""
    said = [_.term(line.what, "fundkind")]
    said[0] = said[0][:1].upper() + said[0][1:]
    if line.hours is not None and line.hourly_rate is not None:
        said.append(_("{hours} hours at {rate}", hours=line.hours, rate=line.hourly_rate))
    if not line.decided:
        when = [_.day(line.day)] if line.day else []
        said.append(", ".join([_("not decided yet"), *filter(None, [line.board]), *when]))
    return "; ".join(said)
