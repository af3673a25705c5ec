"""What happened, in words: events are ids and values, phrased when they are shown."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from models import Answer, Event, Part, Proposal, Role, SectionState, Stage
from papers.phrases import FIELDS
from papers.wording import Message

WORDS: dict[str, Callable[[str], Any]] = {
    "amount": Decimal,
    "answer": Answer,
    "answer_by": date.fromisoformat,
    "day": date.fromisoformat,
    "due": date.fromisoformat,
    "field": FIELDS.get,
    "first": date.fromisoformat,
    "last": date.fromisoformat,
    "granted": Decimal,
    "part": Part,
    "per_euro": Decimal,
    "proposal": Proposal,
    "section_state": SectionState,
    "stage": Stage,
    "target": date.fromisoformat,
    "then": date.fromisoformat,
    "total_cost": Decimal,
    "until": date.fromisoformat,
    "was": date.fromisoformat,
}
# Of facts with several values: how each is said.
MANY: dict[str, Callable[[str], Any]] = {
    "fields": Message, "had": Role, "roles": Role, "days": date.fromisoformat,
}  # fmt: skip
PHRASES = {
    "agreed": Message("Agreed with “{others}”: {proposal}. {message}"),
    "agreed if": Message("{partner} agrees, with a change: {words}"),
    "added": Message("The section “{section}” was added."),
    "aimed": Message("The target date of the parties was taken away."),
    "amended": Message("The call was changed by hand."),
    "answered": Message("{partner} answered: {answer}."),
    "asked": Message("{organisation} asked to join."),
    "asked about": Message("{partner} was asked whether it wants to be in."),
    "asked in": Message("Somebody was invited as {roles}."),
    "asked instead": Message("{partner} leads “{title}” now, and is asked to reply."),
    "asked no more": Message("An invitation was taken back."),
    "attached": Message("The file {file} was added."),
    "begun as": Message("The headings follow another programme."),
    "asks in": Message("{partner} asks to come in."),
    "asks in no more": Message("{partner} no longer asks to come in."),
    "came back": Message("{partner} came back."),
    "came in": Message("Somebody came in as {roles}."),
    "came late": Message("{partner} was let in."),
    "cancelled": Message("A meeting of {body} was taken away: {days}."),
    "changed": Message("The part of {partner} is now: {part}, {total_cost} {currency}."),
    "declared aid": Message(
        "De minimis aid was declared: {amount} {currency} from {giver}, {day}."
    ),
    "declared no aid": Message(
        "A declaration of aid was taken back: {amount} {currency}, {giver}."
    ),
    "commented": Message("Somebody commented on the application."),
    "deadline moved": Message("The call's last day is no longer {was}."),
    "declined": Message("{partner} declined: {reason}"),
    "deputed no more": Message("Somebody is a deputy no longer."),
    "deputed": Message("A deputy was named, from {first} to {last}."),
    "described": Message("The description was changed."),
    "detached": Message("The file {file} was taken away."),
    "did": Message("Done: {task}"),
    "dissolved": Message("The group {group} was dissolved."),
    "dropped": Message("A task was taken away: {task}"),
    "entered": Message("The call was entered by hand."),
    "found call": Message("The application is to the call “{call}”."),
    "exchange rate": Message("An exchange rate was told: {per_euro} to the euro."),
    "flat rate": Message("No flat rate is counted on staff costs any longer."),
    "gave a template": Message("{partner} has a template of its own for documents."),
    "gave": Message("Nobody answers for the section “{section}”."),
    "grouped": Message("The group {group} was changed."),
    "handed over": Message("{former} handed the lead over to {partner}: {reason}"),
    "imported": Message("Calls were imported from {file}: {new} new, {changed} changed."),
    "invited": Message("{partner} was invited."),
    "kept beside": Message("Two people wrote “{section}” at once. Both texts are kept."),
    "kept out": Message("{partner} was not let in: {reason}"),
    "left": Message("{partner} left the partnership."),
    "let in": Message("{organisation} was let in."),
    "limited": Message("{partner} has no ceiling for its co-funding any longer."),
    "linked": Message("Said not to be the same as “{title}”."),
    "made": Message("Somebody is now {roles}."),
    "marked": Message("The section “{section}” is now: {section_state}."),
    "made room": Message("The number of places was changed."),
    "merged": Message("The application was merged into “{stays}”."),
    "met": Message("{partner} was added, from outside the partnership."),
    "moved": Message("The application is now {stage}."),
    "asked to review": Message("Somebody was asked to review the intents."),
    "chosen": Message("Proposed to go on: {titles}. {message}"),
    "intends": Message("{partner} means to apply: “{title}”."),
    "intends no more": Message("{partner} no longer means to apply."),
    "noted": Message("Noted by a coordinator: {words}"),
    "offer changed": Message("The offer of {organisation} was changed; answers by {answer_by}."),
    "offer put aside": Message("The offer of {organisation} was put aside: {reason}"),
    "offered": Message("{organisation} offers a part in “{title}”, to be answered by {answer_by}."),
    "period begun": Message("An interest period was begun, until {until}, for {places}."),
    "period ended": Message("The interest period ended: there is room for all {intents}."),
    "scored": Message("“{title}” was reviewed."),
    "numbered": Message("The document {number} was made."),
    "opened": Message("The application was opened, with {lead} as lead."),
    "planned": Message("Meetings of {body} were added: {days}."),
    "profiled": Message("Changed: {fields}."),
    "proposed": Message("Proposal: {proposal}. {message}"),
    "gone": Message("What was found is there no more."),
    "said a limit": Message("A limit was told."),
    "can lead": Message("{partner} said how much it can lead."),
    "named staff": Message("{partner} named whose hours it counts on."),
    "put before": Message("Put before {body} on {day}."),
    "stepped aside": Message("A coordinator stepped aside."),
    "undone": Message("Undone: {proposal}."),
    "recorded": Message("{partner} recorded its decision: {protocol} {diary_number} {delegation}"),
    "published": Message("The newsletter “{title}” was sent."),
    "raised": Message("The applications were found to be alike."),
    "registered": Message("{partner} was registered."),
    "replied": Message("{partner} does not agree to the proposal: {reason}"),
    "reviewed": Message("{field}: given back to the source."),
    "revoked": Message("{partner} took its approval back: {reason}"),
    "ruled": Message("The funder decided on {day}: no."),
    "said no": Message("Somebody said no to an invitation."),
    "settled": Message("All have agreed: {proposal}."),
    "shaped": Message("The section “{section}” was worded anew."),
    "signed": Message("{partner} approved its part preliminarily."),
    "taken back": Message("{partner} took its answer back."),
    "taken up": Message("The offer of {organisation} became the application “{title}”."),
    "talked": Message("A talk with the funder was noted: {whom}."),
    "took a template back": Message("{partner} has its documents by the usual template again."),
    "told results": Message("It was told what came of the project."),
    "tasked": Message("{partner} was given a task: {task}"),
    "told no": Message("{organisation} was told no for now."),
    "took away": Message("The section “{section}” was taken away."),
    "took over": Message("The parts of “{goes}” came along, to be approved anew."),
    "took up": Message("Taken up again: {task}"),
    "wants": Message("An interest was added: “{title}”."),
    "wants again": Message("The interest “{title}” was brought back."),
    "wants no more": Message("The interest “{title}” was taken away."),
    "wants otherwise": Message("The interest “{title}” was changed: {fields}."),
    "went": Message("Somebody left, who was {had}."),
    "wrote": Message("“{section}” has a new text, number {number}."),
}
# What one of the facts, if it is true or not empty, makes of the phrase; the first that does.
VARIANTS = {
    "made room": {
        "own": Message("The lead applies alone."),
        "places": Message("There are {places} places."),
    },
    "flat rate": {"flat_rate": Message("Flat rate on staff costs: {flat_rate} %.")},
    "limited": {
        "amount": Message("{partner} promises at most {amount} {currency} in all open bids.")
    },
    "aimed": {"target": Message("The parties want to have it sent by {target}.")},
    "commented": {"section": Message("Somebody commented on the section “{section}”.")},
    "deadline moved": {"then": Message("The call's last day moved from {was} to {then}.")},
    "found call": {
        "before": Message("The application is now to “{call}”, no longer to “{before}”.")
    },
    "gave": {"partner": Message("{partner} answers for the section “{section}”.")},
    "linked": {"same": Message("Said to be the same as “{title}”.")},
    "moved": {
        "preliminary": Message(
            "Submitted with the number {reference}. Preliminary parts: {preliminary}."
        ),
        "reference": Message("The application is now {stage}, with the number {reference}."),
    },
    "agreed": {
        "demarcation": Message("Agreed with “{others}”: {proposal}. {demarcation}"),
        "until": Message("Agreed with “{others}”: {proposal}, until {until}. {message}"),
    },
    "period ended": {
        "crowded": Message("The interest period ended: {intents} for {places}; they are reviewed.")
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
    "ruled": {"granted": Message("The funder decided on {day}: {granted} {currency}.")},
    "stepped aside": {"stake": Message("A coordinator with a stake of their own stepped aside.")},
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
        say = MANY.get(name, str)
        return tuple(say(each) for each in value)
    # What was before may be a day, or all that an answer was.
    return WORDS[name](value) if name in WORDS and isinstance(value, str) else value
