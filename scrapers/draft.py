"""What a source yields: a call as the funder words it, before we store it."""

import datetime as dt

from msgspec import Struct

from lexicon.terms import Amount, Deadline, DeadlineModel, Doubt, Rate, Status, Wording

LONGEST_TITLE = 300
LONGEST_TEXT = 200_000


class Draft(Struct, frozen=True, kw_only=True):
    """A call just read.

    `identifier` is what the funder itself calls the call, unique within its source; `text` is plain
    text; `uncertain` names each field that a person should look at before it is told as a fact.
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
    areas: tuple[str, ...] = ()
    area_text: str = ""
    wordings: tuple[Wording, ...] = ()
    uncertain: tuple[Doubt, ...] = ()

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise ValueError(f"not a full address: {self.url!r}")
        if not self.identifier or not self.title.strip():
            raise ValueError(f"no identifier or no title: {self.url}")
        if len(self.title) > LONGEST_TITLE or len(self.text) > LONGEST_TEXT:
            raise ValueError(f"a title or text that is too long to be one: {self.url}")
