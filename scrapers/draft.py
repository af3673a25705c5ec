"""What a source yields: a call as the funder words it, before we store it."""

import datetime as dt
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from lexicon.terms import Amount, Deadline, DeadlineModel, Doubt, Evidence, Rate, Status, Wording

LONGEST_TITLE = 300
LONGEST_TEXT = 200_000


class Draft(Struct, frozen=True, kw_only=True):
    """A call just read.

    `identifier` is what the funder itself calls the call, unique within its source; `url` is empty
    for what people entered and no page tells; `text` is plain text; `uncertain` names each field
    that a person should look at before it is told as a fact, `evidence` the words behind what was
    read from prose: what comes from data has none. Kinds of applicants are codes of
    lexicon/organisation_types.csv. `in_arrears` is whether costs are paid back afterwards,
    `least_years` how long an applicant must have existed.
    """

    identifier: str
    url: str
    title: str
    funder: str
    language: str
    programme: str = ""
    text: str = ""
    status: Status = Status.ANNOUNCED
    deadline_model: DeadlineModel = DeadlineModel.UNKNOWN
    opens: dt.date | None = None
    season: str = ""
    deadlines: tuple[Deadline, ...] = ()
    amounts: tuple[Amount, ...] = ()
    rates: tuple[Rate, ...] = ()
    applicants: str = ""
    applicant_kinds: tuple[str, ...] = ()
    excluded_kinds: tuple[str, ...] = ()
    least_partners: int | None = None
    least_countries: int | None = None
    in_arrears: bool | None = None
    least_years: int | None = None
    areas: tuple[str, ...] = ()
    area_text: str = ""
    wordings: tuple[Wording, ...] = ()
    uncertain: tuple[Doubt, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"not a full address: {self.url!r}")
        if not self.identifier or not self.title.strip():
            raise ValueError(f"no identifier or no title: {self.url}")
        if len(self.title) > LONGEST_TITLE or len(self.text) > LONGEST_TEXT:
            raise ValueError(f"a title or text that is too long to be one: {self.url}")


def grounded(draft: Draft) -> Draft:
    """Leave out the evidence of what the draft no longer says: its source knew better."""
    kept = tuple(each for each in draft.evidence if each.value in _values(draft, each.field))
    return draft if kept == draft.evidence else replace(draft, evidence=kept)


def _values(draft: Draft, field: str) -> set[str]:
    """Return by what evidence names a field's values; an empty word stands for any of them."""
    value: Any = getattr(draft, field)
    if not isinstance(value, tuple):
        value = () if value is None else (value,)
    return {str(getattr(each, "day", each)) for each in value} | ({""} if value else set())
