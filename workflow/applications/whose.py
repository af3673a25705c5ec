"""Whose an annex is that the programme asks for."""

from lexicon.annexes import Annex, Whose
from models import Application, Commitment, Part


def whose(annex: Annex, application: Application) -> list[Commitment]:
    """Return the parts of whom an annex is asked."""
    match annex.whose:
        case Whose.LEAD:
            return [each for each in application.parts if each.part is Part.LEAD]
        case Whose.PARTNERS:
            return [each for each in application.parts if each.part in (Part.LEAD, Part.PARTNER)]
        case Whose.CO_FINANCIERS:
            return [each for each in application.parts if each.co_funding]
        case Whose.MUNICIPALITY:
            return [each for each in application.parts if each.partner.kind == "municipality"]
