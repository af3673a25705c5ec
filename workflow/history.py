"""What happened, in words: events are ids and values, phrased when they are shown."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from models import Answer, Event, Part, Proposal, Stage
from papers.phrases import FIELDS
from papers.wording import Message

WORDS: dict[str, Callable[[str], Any]] = {
    "answer": Answer,
    "field": FIELDS.get,
    "part": Part,
    "proposal": Proposal,
    "stage": Stage,
    "total_cost": Decimal,
}
PHRASES = {
    "amended": Message("The call was changed by hand."),
    "answered": Message("{partner} answered: {answer}."),
    "changed": Message("The part of {partner} is now: {part}, {total_cost} {currency}."),
    "declined": Message("{partner} declined: {reason}"),
    "described": Message("The description was changed."),
    "entered": Message("The call was entered by hand."),
    "imported": Message("Calls were imported from {file}: {new} new, {changed} changed."),
    "invited": Message("{partner} was invited."),
    "linked": Message("Said not to be the same as “{title}”."),
    "merged": Message("The application was merged into “{stays}”."),
    "moved": Message("The application is now {stage}."),
    "noted": Message("Noted by a coordinator: {words}"),
    "opened": Message("The application was opened, with {lead} as lead."),
    "proposed": Message("Proposal: {proposal}. {message}"),
    "raised": Message("The applications were found to be alike."),
    "replied": Message("{partner} does not agree to the proposal."),
    "reviewed": Message("{field}: given back to the source."),
    "settled": Message("All have agreed: {proposal}."),
    "signed": Message("{partner} approved its part preliminarily."),
    "taken back": Message("{partner} took its answer back."),
    "took over": Message("The parts of “{goes}” came along, to be approved anew."),
}
# What one of the facts, if it is true or not empty, makes of the phrase; the first that does.
VARIANTS = {
    "linked": {"same": Message("Said to be the same as “{title}”.")},
    "moved": {
        "preliminary": Message(
            "Submitted with the number {reference}. Preliminary parts: {preliminary}."
        ),
        "reference": Message("The application is now {stage}, with the number {reference}."),
    },
    "proposed": {
        "stake": Message(
            "Proposal by a coordinator with a stake of their own: {proposal}. {message}"
        )
    },
    "replied": {"agrees": Message("{partner} agrees to the proposal.")},
    "reviewed": {
        "confirmed": Message("{field}: confirmed."),
        "corrected": Message("{field}: corrected."),
        "followed": Message("{field}: as the source says now."),
    },
    "signed": {"binding": Message("{partner} approved its part.")},
}


def phrase(event: Event) -> Message:
    """Put an event into a message, whose values are words to be said in the reader's language."""
    variants = VARIANTS.get(event.verb, {})
    chosen = next((said for fact, said in variants.items() if event.facts.get(fact)), None)
    values = {name: spoken(name, value) for name, value in event.facts.items()}
    return Message((chosen or PHRASES[event.verb]).id, values)


def spoken(name: str, value: Any) -> Any:
    """Return a fact as it is said: an enum's word, a list as names."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return WORDS[name](value) if name in WORDS and value is not None else value
