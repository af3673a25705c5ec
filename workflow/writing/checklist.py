"""The annexes that the programme asks for: which are there, and whose are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from lexicon.annexes import Annex, Need, Whose, annexes
from models import Application, Attachment, Commitment, Partner
from workflow.applications.whose import whose


@dataclass(frozen=True)
class Line:
    """One annex of one partner, and the files that are sent as it."""

    annex: Annex
    partner: Partner
    files: tuple[Attachment, ...]

    @property
    def is_missing(self) -> bool:
        """Say whether it is asked for now, and not there."""
        return self.annex.need is Need.ASKED and not self.files


def checklist(application: Application, files: Sequence[Attachment]) -> list[Line]:
    """Return every annex that is or may be asked for, of everybody of whom it is."""
    return [
        Line(annex, part.partner, sent_as(annex, part, files))
        for annex in annexes(application.family)
        for part in whose(annex, application)
    ]


def sent_as(annex: Annex, part: Commitment, files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Return what was sent as this annex of this partner; the lead's needs no name on it."""
    return tuple(
        each
        for each in files
        if each.kind == annex.kind
        and (
            each.partner_id == part.partner_id
            or (each.partner_id is None and annex.whose is Whose.LEAD)
        )
    )
