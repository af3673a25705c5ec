"""What roles are called: in the programme's own word, with ours beside it."""

from lexicon.programmes import part_word
from models import Call, Part
from papers.wording import Message, say
from workflow.applications.programmes import programme_for

ROLES = {
    Part.LEAD: Message("Lead applicant"),
    Part.PARTNER: Message("Project partner"),
    Part.CO_FINANCIER: Message("Co-financier"),
    Part.PARTICIPATING: Message("Participating actor"),
    Part.ASSOCIATED: Message("Stands behind the application"),
}
HINTS = {
    Part.PARTNER: Message("Own budget and own activities"),
    Part.CO_FINANCIER: Message("Gives time or money, no budget of its own"),
    Part.PARTICIPATING: Message("Takes part, gets and promises no money"),
    Part.ASSOCIATED: Message("Declaration of intent, no money promised"),
}


def role(part: Part, call: Call | None, *, language: str) -> str:
    """Say a role as the call's programme says it, and what it is called in general."""
    ours = say(ROLES[part], language)
    theirs = part_word(programme_for(call), part)
    if not theirs or theirs.casefold() == ours.casefold():
        return ours
    return f"{theirs[0].upper()}{theirs[1:]} ({ours[0].lower()}{ours[1:]})"
