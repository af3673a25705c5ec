"""Who a bid may consist of: one rule held against its parties.

Nothing here asks the database. A rule that is not confirmed is shown, and found unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lexicon.composition_rules import Rule
from lexicon.tables import Confidence
from lexicon.terms import Verdict
from papers.wording import Message
from workflow.applications.demands import demanded
from workflow.applications.judges import JUDGES
from workflow.applications.parties import Gap, Party


@dataclass(frozen=True)
class Held:
    """A rule held against a group: what it demands, whether that is met, what is missing.

    hangs_on: those who have not answered yet, and without whom it would not be met.
    """

    rule: Rule
    demands: Message
    verdict: Verdict
    missing: tuple[Message, ...] = ()
    gaps: tuple[Gap, ...] = ()
    hangs_on: tuple[str, ...] = ()


def hold(rule: Rule, parties: Sequence[Party], year: int) -> Held:
    """Hold one rule against those who are in, be they signed or only asked; year is this one."""
    said, judge = demanded(rule), JUDGES[rule.kind]
    if rule.confidence is Confidence.UNCONFIRMED:
        return Held(rule, said, Verdict.UNKNOWN)
    verdict, missing, gaps = judge(rule, parties, year)
    held = Held(rule, said, verdict, missing, gaps)
    unsure = tuple(each.name for each in parties if not (each.signed or each.leads))
    if verdict is not Verdict.YES or not unsure:
        return held
    sure = [each for each in parties if each.signed or each.leads]
    without, _, _ = judge(rule, sure, year)
    return held if without is Verdict.YES else replace(held, hangs_on=unsure)
