"""What a programme needs so long before the last day, such as numbers in registers of the Union."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from lexicon.tables import rows


@dataclass(frozen=True)
class LeadTime:
    """Something that is to be done so long before an application can be sent."""

    code: str
    before: dt.timedelta
    sv: str
    en: str
    source: str

    def words(self, language: str) -> str:
        """Return what is to be done, in Swedish or in English."""
        return self.sv if language == "sv" else self.en


@cache
def lead_times(family: str) -> tuple[LeadTime, ...]:
    """Return what a family of programmes needs beforehand, the longest first."""
    found = [
        LeadTime(
            row["code"], dt.timedelta(days=int(row["days"])), row["sv"], row["en"], row["source"]
        )
        for row in rows("lead_times.csv")
        if row["programme"] == family
    ]
    return tuple(sorted(found, key=lambda each: each.before, reverse=True))
