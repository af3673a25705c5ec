"""An IOP agreement (idéburet offentligt partnerskap): public and non-profit parties together."""

from papers.documents.common import about, approvals, background, everybody, named, signing, work
from papers.documents.facts import CIVIL, PUBLIC, Facts, Party
from papers.documents.paper import Block, Bullets, Heading, Terms, Text, Voice


def able(facts: Facts) -> bool:
    """Say whether there are both public and non-profit parties."""
    return {PUBLIC, CIVIL} <= {each.sector for each in facts.bid.parties}


def iop_agreement(facts: Facts, _: Voice) -> list[Block]:
    """Word an agreement with the chapters that municipal guidelines ask for.

    Criteria: SKR and Forum, as municipal guidelines have them. Chapters: Malmö, Upplands Väsby.
    """
    bid = facts.bid
    public = [each for each in bid.parties if each.sector == PUBLIC]
    civil = [each for each in bid.parties if each.sector == CIVIL]
    return [
        Text(_("Public and non-profit parties carry out something together that both want.")),
        about(bid, _),
        Heading(_("1. The parties")),
        Terms((
            (_("Public"), _names(public, _)),
            (_("Non-profit"), _names(civil, _)),
        )),
        Heading(_("2. What makes it such a partnership")),
        Text(_("It is only for work of which all of this is true. Look at each before signing:")),
        Bullets((
            _("the non-profit party took the initiative"),
            _("the work is part of a political programme in which civil society is named"),
            _("it is neither an ordinary grant nor the purchase of a service"),
            _("there is no market that has to be protected"),
            _("both sides pay, in money or in other effort"),
            _("the public party does not regulate the work in detail"),
            _("it is meant for the long term, with shared follow-up, decisions and ownership"),
            _("it is in keeping with the law on procurement and state aid"),
        )),
        *background(bid, _),
        Heading(_("3. Purpose and activity")),
        Text(_(
            "The purpose is that of the application. To be agreed: goals that can be"
            " followed up."
        )),
        Heading(_("4. What each party brings")),
        *everybody(bid, _),
        *[block for each in public + civil for block in work(each, _)],
        Heading(_("5. How long")),
        Text(_("To be agreed: from which day to which, and what comes after.")),
        Heading(_("6. Steering and follow-up")),
        Text(_(
            "A steering group with somebody from each party decides together and follows"
            " up at least once a year. To be agreed: how, and who writes it down."
        )),
        Heading(_("7. Changes, disputes and ending")),
        Text(_(
            "Changes are made in writing by all. Disagreements are first talked over in"
            " the steering group. To be agreed: with what notice a party may end it, and"
            " what then becomes of people and things."
        )),
        *approvals(facts, _),
        *signing(tuple(public + civil), _),
    ]  # fmt: skip


def _names(parties: list[Party], _: Voice) -> str:
    return "; ".join(named(each, _) for each in parties)
