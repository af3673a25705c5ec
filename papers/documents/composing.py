"""From facts to a paper: every kind of document that is made here, by its code."""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import msgspec

from lexicon.document_types import document_types
from papers.documents.common import draft
from papers.documents.facts import Facts
from papers.documents.kinds.brief import brief
from papers.documents.kinds.cofin_certificate import cofin_certificate
from papers.documents.kinds.iop_agreement import iop_agreement
from papers.documents.kinds.letter_of_intent import letter_of_intent
from papers.documents.kinds.partner_declaration import partner_declaration
from papers.documents.kinds.partnership_agreement import partnership_agreement
from papers.documents.kinds.power_of_attorney import power_of_attorney
from papers.documents.kinds.sign_on_record import sign_on_record
from papers.documents.paper import Block, Paper, Voice, clean

KINDS: dict[str, Callable[[Facts, Voice], list[Block]]] = {
    "brief": brief,
    "cofin_certificate": cofin_certificate,
    "iop_agreement": iop_agreement,
    "letter_of_intent": letter_of_intent,
    "partner_declaration": partner_declaration,
    "partnership_agreement": partnership_agreement,
    "power_of_attorney": power_of_attorney,
    "sign_on_record": sign_on_record,
}
LANGUAGES = ("sv", "en")

T = TypeVar("T")


def compose(facts: Facts, language: str, *, number: str, day: dt.date, house: str) -> Paper:
    """Word a document in one language; house is the name of this site."""
    facts = cleaned(facts)
    _ = Voice(language)
    return Paper(
        kind=facts.kind,
        language=language,
        title=document_types()[facts.kind].name(language),
        number=number,
        day=_.day(day),
        about=facts.bid.title,
        issuer=facts.party.name,
        draft=draft(facts, _),
        blocks=tuple(KINDS[facts.kind](facts, _)),
        foot=_("Made in {house}. Number {number}.", house=house, number=number),
    )


def cleaned(value: T) -> T:
    """Take out of all words what no document can hold."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(value)), type(value), strict=False)


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case list() | tuple():
            return [_cleaned(each) for each in value]
        case dict():
            return {name: _cleaned(each) for name, each in value.items()}
    return value
