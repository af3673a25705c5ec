"""A partnership agreement: what all parties owe each other, if the application is granted."""

from papers.documents.common import (
    about,
    approvals,
    background,
    everybody,
    named,
    role,
    signing,
    work,
)
from papers.documents.facts import Facts
from papers.documents.paper import Block, Bullets, Heading, Terms, Text, Voice


def partnership_agreement(facts: Facts, _: Voice) -> list[Block]:
    """Word an agreement of all parties; what is for them to choose is marked.

    Interreg: the lead partner sets it out and answers for the whole (Reg (EU) 2021/1059, articles
    23 and 26). ESF+ in Sweden has asked for none since 2021 (esf.se, Roller och ansvar).
    """
    bid = facts.bid
    lead = bid.lead.name
    return [
        Text(_("The parties agree to carry out “{title}” together.", title=bid.title)),
        about(bid, _),
        Heading(_("1. The parties")),
        Terms(tuple((role(each, _), named(each, _)) for each in bid.parties)),
        *background(bid, _),
        Heading(_("2. When it holds")),
        Text(_(
            "The agreement holds from the day on which all have signed, if the funder"
            " grants the application, until all that the funder asks for has been"
            " answered."
        )),
        Text(_(
            "If the funder's decision or rules say otherwise than the agreement, they go"
            " first."
        )),
        Heading(_("3. What each party does and pays")),
        *everybody(bid, _),
        *[block for each in bid.parties for block in work(each, _)],
        Heading(_("4. The lead")),
        Bullets((
            _(
                "{lead} represents the parties towards the funder, and tells them what it"
                " says.",
                lead=lead,
            ),
            _(
                "{lead} receives the funder's money and passes each party's share on"
                " without delay.",
                lead=lead,
            ),
            _(
                "{lead} puts the reports together and sees that the whole is carried out.",
                lead=lead,
            ),
        )),
        Heading(_("5. Each party")),
        Bullets((
            _("carries out its part and contributes its co-funding as said above"),
            _(
                "keeps its own accounts of the project, and its records for as long as"
                " the funder asks"
            ),
            _("reports in the time that the lead needs, and lets the funder look"),
            _("tells the others at once if something keeps it from its part"),
        )),
        Heading(_("6. Steering")),
        Text(_(
            "A steering group with somebody from each party follows the work and decides"
            " together. To be agreed: how often it meets, who calls, what it decides."
        )),
        Heading(_("7. Changes, and leaving")),
        Text(_(
            "Changes are made in writing by all whom they concern and, where it asks so,"
            " with the funder's leave. Who wants to leave says so in writing, and in time"
            " for the others to find a way."
        )),
        Heading(_("8. If money is to be repaid")),
        Text(_(
            "Whoever has caused a repayment carries it. Where that cannot be told, the"
            " parties carry it by their shares of the support. To be agreed if otherwise."
        )),
        Heading(_("9. Results and personal data")),
        Text(_(
            "Each party keeps what it brought. Results are for all parties to use and, as"
            " far as the funder asks, open. Each party answers for the personal data that"
            " it handles; if they handle them together, they agree on it separately."
        )),
        Heading(_("10. Disputes")),
        Text(_(
            "Disagreements are first talked over in the steering group. To be agreed: the"
            " law that holds, and which court."
        )),
        *approvals(facts, _),
        *signing(bid.parties, _),
    ]  # fmt: skip
